//! Saving a copy of a file elsewhere (另存为): a path to type, and the system's dialog where there is one.

use std::path::{Path, PathBuf};

use egui::{Context, Label, RichText, TextEdit};

use crate::office::OfficeError;
use crate::office::import::{What, samples};
use crate::store::StoreError;
use crate::ui::printing::file_name;
use crate::ui::shell::Shell;
use crate::ui::theme;

use super::asked_path::AskedPath;
use super::{button, dialog, field};

/// What is saved.
#[derive(Debug)]
enum Source {
    File(PathBuf),
    /// A file to start from: a workbook or .csv, as the name says.
    Sample(What),
}

/// A copy about to be saved.
#[derive(Debug)]
pub struct SaveAs {
    source: Source,
    target: String,
    asked: AskedPath,
    failure: Option<String>,
}

impl SaveAs {
    /// Proposes the user's own folder for documents.
    pub fn new(source: PathBuf) -> Self {
        let name = file_name(&source);
        Self::under(Source::File(source), &name)
    }

    /// Proposes to save a file to start from.
    pub fn sample(what: What) -> Self {
        Self::under(Source::Sample(what), samples::name(what))
    }

    fn under(source: Source, name: &str) -> Self {
        let folder = directories::UserDirs::new().map(|dirs| {
            dirs.document_dir()
                .unwrap_or_else(|| dirs.home_dir())
                .to_owned()
        });
        let target = folder.unwrap_or_default().join(name);
        Self {
            source,
            target: target.display().to_string(),
            asked: AskedPath::default(),
            failure: None,
        }
    }

    /// Draws the dialog; says whether it is done with.
    pub fn save_as_ui(&mut self, ctx: &Context, shell: &mut Shell) -> bool {
        self.asked.answer_into(&mut self.target);
        let mut done = false;
        let modal = dialog::modal(ctx, "save as").show(ctx, |ui| {
            ui.set_width(560.0);
            dialog::head_ui(ui, "另存为");
            let edit = TextEdit::singleline(&mut self.target).desired_width(f32::INFINITY);
            field::line_ui(ui, edit, "保存到", "完整的路径和文件名。");
            if let Some(failure) = &self.failure {
                let ink = theme::palette(ui).red;
                ui.add(Label::new(RichText::new(format!("× {failure}")).color(ink)).wrap());
            }
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                if button::primary_ui(ui, "存这里").clicked() {
                    done = self.save(shell);
                }
                if ui.button("浏览…").clicked() {
                    let target = PathBuf::from(self.target.trim());
                    self.asked.ask(ui.ctx(), move || {
                        let folder = target.parent().unwrap_or(Path::new("."));
                        let dialog = rfd::FileDialog::new().set_title("另存为");
                        let dialog = dialog.set_directory(folder);
                        dialog.set_file_name(file_name(&target)).save_file()
                    });
                }
                done |= ui.button("不存了").clicked();
            });
        });
        done || modal.should_close()
    }

    fn save(&mut self, shell: &mut Shell) -> bool {
        let target = PathBuf::from(self.target.trim());
        let saved = match &self.source {
            Source::File(source) => std::fs::copy(source, &target)
                .map(drop)
                .map_err(|error| OfficeError::from(StoreError::io(&target, error))),
            Source::Sample(what) => samples::write(*what, &target),
        };
        match saved {
            Ok(()) => {
                shell.messages.done(format!("已存到 {}", target.display()));
                true
            }
            Err(error) => {
                self.failure = Some(error.to_string());
                false
            }
        }
    }
}
