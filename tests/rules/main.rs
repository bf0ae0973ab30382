//! The rules through their public functions, at their edges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod breach;
mod closure;
mod damage;
mod high_voltage;
mod intake;
mod intake_change;
mod intake_high_voltage;
mod intake_organisation;
mod intake_support;
mod late;
mod low_voltage;
mod money_properties;
mod reclassification;
mod removal;
mod split;
mod steps;
mod summary;
mod support;
mod suspension;
mod suspension_days;
mod theft;
mod transfer;
