//! The rules through their public functions, at their edges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod high_voltage;
mod intake;
mod intake_change;
mod intake_high_voltage;
mod intake_organisation;
mod intake_support;
mod low_voltage;
mod reclassification;
mod removal;
mod steps;
mod support;
