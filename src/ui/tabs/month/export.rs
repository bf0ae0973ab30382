//! 导出: the month's folder onto a stick, written and read back beside the window.

use std::path::PathBuf;

use egui::{Label, RichText, Ui};

use crate::model::summary::{Month, Summary};
use crate::office::summary::export;
use crate::office::{Desk, Office, OfficeError};
use crate::ui::job::Parts;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::open_file::OpenFile;

const JOB: &str = "导出月报";

/// Where the folder is to go.
#[derive(Debug, Default)]
pub(super) struct Export {
    folder: OpenFile,
}

impl Export {
    pub(super) fn export_ui(&mut self, ui: &mut Ui, shell: &mut Shell, summary: &Summary) {
        ui.label(RichText::new("导出到U盘").strong());
        if shell.today() <= summary.to {
            let words = format!("这个月到{}为止，过完以后才能导出。", summary.to);
            ui.weak(words);
            return;
        }
        let words = match summary.frozen {
            Some(_) => "这个月已经封存，再次导出的内容不变。",
            None => "导出即封存：以后才登记的更正，列入下一个月的“调整”。",
        };
        ui.add(Label::new(RichText::new(words).weak()).wrap());
        let help = "U盘或任何一个已有的文件夹。月报写在其中单独的一个文件夹里，写完读回核对。";
        self.folder.open_folder_ui(ui, "导出到", help);
        ui.add_space(theme::NEAR);
        let target = self.folder.path();
        let idle = target.is_some() && !shell.jobs.is_running(JOB);
        let clicked = button::primary_enabled_ui(ui, idle, "导出").clicked();
        if let Some(target) = target.filter(|_| clicked) {
            start(shell, summary.month, target);
        }
    }
}

fn start(shell: &mut Shell, month: Month, to: PathBuf) {
    let (dir, clock) = (shell.dir().to_owned(), shell.clock());
    let desk = Desk {
        today: clock.today(),
        now: clock.now(),
        operator: shell.operator().to_owned(),
    };
    shell
        .jobs
        .start_long(JOB, Parts::Counted, move |mut reporter| {
            let (mut office, _) = Office::open(&dir, desk.now).map_err(|error| in_words(&error))?;
            let going = |progress| reporter.report(progress);
            let done = export::export(&mut office, &desk, month, &to, going);
            let done = done.map_err(|error| in_words(&error))?;
            let folder = done.folder.display();
            Ok(Some(format!(
                "{month}的月报已写好、核对无误，可以拔出：{folder}"
            )))
        });
}

/// What the clerk can do stands with what is wrong.
fn in_words(error: &OfficeError) -> String {
    match error {
        OfficeError::Refused(refusals) => refusals
            .iter()
            .map(|refusal| format!("{}。{}", refusal.message, refusal.instead))
            .collect(),
        other => other.to_string(),
    }
}
