//! The contract templates in use, and a copy of ours to adapt.

use egui::{Label, RichText, Ui};

use crate::office::wording::{self, InUse};
use crate::ui::shell::Shell;
use crate::ui::theme;

#[derive(Debug, Default)]
pub(super) struct Contracts {
    /// Read once: templates change only at a start.
    used: Option<Vec<InUse>>,
}

impl Contracts {
    pub(super) fn contracts_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        ui.heading("合同范本");
        ui.add_space(4.0);
        let used = self
            .used
            .get_or_insert_with(|| shell.look(wording::in_use).unwrap_or_default());
        for used in used {
            let whose = if used.own {
                "本所改过的"
            } else {
                "程序自带"
            };
            let contract = &used.wording;
            ui.label(format!(
                "{}　{}版（{whose}）",
                contract.title, contract.version
            ));
        }
        let words = "要改条款，先复制范本，用记事本改好存盘，重新打开程序后采用。写错的地方会指出第几行第几列，\
                 照旧用自带的范本。已经打印的合同不变。";
        ui.add(Label::new(RichText::new(words).small().weak()).wrap());
        if ui.button("复制范本到数据文件夹").clicked() {
            let copied = shell.look(wording::copy_out);
            if let Some(folder) = copied {
                shell.messages.done(format!("范本在{}", folder.display()));
            }
        }
        ui.add_space(theme::APART);
    }
}
