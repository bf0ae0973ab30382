//! The window (窗口): the desk on a screen.
//!
//! | part | where |
//! |------|-------|
//! | starting, one window a folder, the way out where there is no display | [`start`] |
//! | what is on the screen: first questions, trouble, a doubtful clock, the desk, a backup being put back | [`app`], [`first_start`], [`trouble`], [`restoring`] |
//! | the desk: bars, tabs, keys | [`desk`], [`header`], [`command`], [`finder`], [`help`], [`locked`] |
//! | what every screen works with | [`shell`], [`message`], [`clock`] |
//! | the screens, one file or folder a tab | [`tabs`] |
//! | what they are made of | [`widgets`], [`theme`], [`fonts`], [`icon`] |
//! | beside the window: changes by others, long work with progress and cancel | [`watch`], [`job`], [`sample`] |
//! | printing and saving papers | [`printing`] |
//!
//! A screen is a state with a `ui` method. It reads through [`shell::Shell::look`], acts through
//! [`shell::Shell::act`] and asks for what lies outside itself by an [`shell::Action`]. Nothing here
//! knows SQL, and nothing below knows a screen. [`app::Desktop`] needs no window system: tests host it.

pub mod app;
pub mod clock;
pub mod command;
pub mod desk;
pub mod finder;
pub mod first_start;
pub mod fonts;
pub mod header;
pub mod help;
pub mod icon;
pub mod job;
pub mod locked;
pub mod message;
pub mod printing;
pub mod restoring;
pub mod sample;
pub mod shell;
pub mod start;
pub mod tabs;
pub mod theme;
pub mod trouble;
pub mod watch;
pub mod widgets;

pub use app::Desktop;
pub use clock::Clock;
pub use start::{StartError, run};

/// Prepares egui: fonts and look. Once, before the first frame.
pub fn prepare(ctx: &egui::Context) {
    fonts::install(ctx);
    theme::apply(ctx, theme::TEXT_SIZE, false);
}
