//! Through the window, without a display: the desk is hosted by a harness, found and driven by the
//! accessible names of what it shows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod batch;
mod case;
mod customer;
mod desk;
mod intake;
mod prices;
mod steps;
mod support;
