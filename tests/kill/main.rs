//! The power fails, or the disk is full, at any moment: what was said to be done is there, and nothing is half done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod acts;
mod files;
#[cfg(target_os = "linux")]
mod full;
#[path = "../mounted/mod.rs"]
mod mounted;
mod support;
