//! Through the window, without a display: the desk is hosted by a harness, found and driven by the
//! accessible names of what it shows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod batch;
mod case;
mod claims;
mod claims_ways;
mod classes;
mod closure;
mod customer;
mod desk;
mod full_export;
mod high_voltage;
mod import;
mod increase;
mod intake;
mod keyboard;
mod month;
#[path = "../mounted/mod.rs"]
mod mounted;
mod prices;
mod reclassification;
mod removal;
mod restore;
mod rounds;
mod rows;
mod split;
mod steps;
mod support;
mod suspension;
mod transfer;
