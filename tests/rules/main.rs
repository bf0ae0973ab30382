//! The rules through their public functions, at their edges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod high_voltage;
mod intake;
mod low_voltage;
mod steps;
mod support;
