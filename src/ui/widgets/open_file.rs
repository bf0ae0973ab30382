//! Choosing a file to read: a path to type, and the system's dialog where there is one.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use egui::{Context, TextEdit, Ui};

use crate::ui::theme;

use super::field;

/// A file about to be chosen.
#[derive(Debug, Default)]
pub struct OpenFile {
    path: String,
    /// The answer of the system's dialog.
    asked: Option<Receiver<Option<PathBuf>>>,
}

impl OpenFile {
    /// The path as it stands; `None` where nothing was typed.
    pub fn path(&self) -> Option<PathBuf> {
        let typed = self.path.trim();
        (!typed.is_empty()).then(|| PathBuf::from(typed))
    }

    pub fn clear(&mut self) {
        self.path.clear();
    }

    /// Draws the path and the button that asks for it. `extensions` are those that the system's dialog
    /// offers, under the name `kind`.
    pub fn open_file_ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        help: &str,
        (kind, extensions): (&str, &'static [&'static str]),
    ) {
        self.take_answer();
        let browse = 100.0 * theme::scale(ui);
        let width = (ui.available_width() - browse).min(theme::WIDEST_FIELD * theme::scale(ui));
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.path)
                .desired_width(width)
                .hint_text("完整的路径和文件名");
            field::line_ui(ui, edit, name, help);
            if ui.button("浏览…").clicked() {
                self.ask(ui.ctx(), kind, extensions);
            }
        });
    }

    /// Opens the system's dialog beside the window. Without one the answer is none, and the path stays.
    fn ask(&mut self, ctx: &Context, kind: &str, extensions: &'static [&'static str]) {
        let (sender, answer) = channel();
        let (ctx, kind) = (ctx.clone(), kind.to_owned());
        std::thread::spawn(move || {
            let chosen = rfd::FileDialog::new()
                .set_title("选择文件")
                .add_filter(kind, extensions)
                .pick_file();
            // Nobody waits for it where the screen was left meanwhile.
            let _ = sender.send(chosen);
            ctx.request_repaint();
        });
        self.asked = Some(answer);
    }

    fn take_answer(&mut self) {
        let answer = self.asked.as_ref().and_then(|asked| asked.try_recv().ok());
        if let Some(chosen) = answer {
            self.asked = None;
            if let Some(path) = chosen {
                self.path = path.display().to_string();
            }
        }
    }
}
