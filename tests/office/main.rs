//! The office's acts, on a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod batch;
mod life;
mod month;
mod print;
mod stick;
mod support;
