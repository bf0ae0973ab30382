//! Starting the window.

use std::path::Path;

use egui::{Ui, ViewportBuilder, ViewportCommand};

use super::app::Desktop;
use super::clock::Clock;

/// The window cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    #[error(
        "打不开窗口：这里没有图形桌面。请在桌面上打开，或者用命令行办理（yekuo --help 列出全部命令）"
    )]
    NoDisplay,
    #[error(
        "打不开窗口：显卡驱动不支持 OpenGL 2.0。请安装或更新显卡驱动，或者用命令行办理（yekuo --help 列出全部命令）"
    )]
    NoOpenGl,
}

impl From<eframe::Error> for StartError {
    fn from(error: eframe::Error) -> Self {
        match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => Self::NoDisplay,
            _ => Self::NoOpenGl,
        }
    }
}

/// Shows the window on a data folder until it is closed.
///
/// # Errors
/// [`StartError`] where there is no display or no OpenGL.
pub fn run(dir: &Path, clock: Clock) -> Result<(), StartError> {
    let desktop = Desktop::start(dir, clock);
    let viewport = ViewportBuilder::default()
        .with_title("业扩台")
        .with_app_id("yekuo")
        .with_icon(super::icon::icon());
    // A sentence needs no screen of its own, but lies above the first window, which comes forward now.
    let note = desktop.is_elsewhere();
    let viewport = if note {
        viewport
            .with_inner_size([560.0, 260.0])
            .with_always_on_top()
    } else {
        viewport
            .with_inner_size([1280.0, 700.0])
            .with_min_inner_size([960.0, 600.0])
            .with_maximized(true)
    };
    let options = eframe::NativeOptions {
        viewport,
        centered: note,
        ..Default::default()
    };
    eframe::run_native(
        "业扩台",
        options,
        Box::new(|context| {
            super::prepare(&context.egui_ctx);
            Ok(Box::new(App {
                desktop,
                maximized: note,
            }))
        }),
    )
    .map_err(StartError::from)
}

struct App {
    desktop: Desktop,
    /// Some window managers forget the wish with which a window is made; a note is small.
    maximized: bool,
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        if !std::mem::replace(&mut self.maximized, true) {
            ui.ctx().send_viewport_cmd(ViewportCommand::Maximized(true));
        }
        self.desktop.ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.desktop.close();
    }
}
