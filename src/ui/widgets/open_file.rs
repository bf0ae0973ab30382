//! Choosing a file to read, or a folder: a path to type, and the system's dialog where there is one.

use std::path::{Path, PathBuf};

use egui::{TextEdit, Ui};

use crate::ui::theme;

use super::asked_path::AskedPath;
use super::field;

/// A file or a folder about to be chosen.
#[derive(Debug, Default)]
pub struct OpenFile {
    path: String,
    asked: AskedPath,
}

impl OpenFile {
    /// The path as it stands; `None` where nothing was typed.
    pub fn path(&self) -> Option<PathBuf> {
        let typed = self.path.trim();
        (!typed.is_empty()).then(|| PathBuf::from(typed))
    }

    /// Puts a path in the place of what was typed.
    pub fn choose(&mut self, path: &Path) {
        self.path = path.display().to_string();
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
        let kind = kind.to_owned();
        self.path_ui(ui, (name, help, "完整的路径和文件名"), move || {
            let dialog = rfd::FileDialog::new().set_title("选择文件");
            dialog.add_filter(kind, extensions).pick_file()
        });
    }

    /// The same for a folder.
    pub fn open_folder_ui(&mut self, ui: &mut Ui, name: &str, help: &str) {
        self.path_ui(ui, (name, help, "文件夹的完整路径"), || {
            rfd::FileDialog::new().set_title("选择文件夹").pick_folder()
        });
    }

    fn path_ui(
        &mut self,
        ui: &mut Ui,
        (name, help, hint): (&str, &str, &str),
        dialog: impl FnOnce() -> Option<PathBuf> + Send + 'static,
    ) {
        self.asked.answer_into(&mut self.path);
        let browse = 100.0 * theme::scale(ui);
        let width = (ui.available_width() - browse).min(theme::WIDEST_FIELD * theme::scale(ui));
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut self.path)
                .desired_width(width)
                .hint_text(hint);
            field::line_ui(ui, edit, name, help);
            if ui.button("浏览…").clicked() {
                self.asked.ask(ui.ctx(), dialog);
            }
        });
    }
}
