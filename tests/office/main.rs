//! The office's acts, on a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod batch;
mod image;
mod life;
mod media;
mod medium;
mod month;
#[path = "../mounted/mod.rs"]
mod mounted;
mod print;
mod stick;
mod support;
