//! Forms and contracts from description to PDF.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod contracts;
mod forms;
mod landscape;
mod layout;
mod overprint;
mod pdf;
mod samples;
