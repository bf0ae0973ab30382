//! The desk without a window, through the real program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod applications;
mod asked;
mod batch;
mod branches;
mod calc;
mod classes;
mod closure;
mod import_customers;
mod import_openings;
mod input;
mod life;
mod prices;
mod privacy;
mod reclassification;
mod removal;
mod split;
mod summary;
mod support;
mod suspension;
mod transfer;
mod upkeep;
mod workbook;
