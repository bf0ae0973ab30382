//! The desk without a window, through the real program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod account_states;
mod applications;
mod asked;
mod batch;
mod branches;
mod breach_links;
mod calc;
mod claims;
mod claims_checks;
mod claims_damage;
mod claims_impossible;
mod claims_incident;
mod claims_papers;
mod claims_theft;
mod classes;
mod closure;
mod contact;
mod export;
mod import_customers;
mod import_openings;
mod increase;
mod input;
mod known;
mod life;
mod merge;
mod metering_points;
mod papers;
#[cfg(target_os = "linux")]
mod postgres;
mod prices;
mod privacy;
mod readings;
mod reclassification;
mod removal;
mod rounds;
mod split;
mod summary;
mod support;
mod suspension;
mod transfer;
mod transformer;
mod upkeep;
mod workbook;
