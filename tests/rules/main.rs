//! The rules through their public functions, at their edges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod intake;
mod steps;
mod support;
