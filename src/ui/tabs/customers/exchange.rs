//! Exchanging a meter, or setting one where there is none (换表).

use egui::Ui;

use crate::model::customer::Meter;
use crate::office::customer::CustomerFile;
use crate::office::record::{self, MeterEntry};
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::patch_form::patch_form_ui;
use crate::ui::widgets::refusals;

use super::doubt::Doubt;

const KEEP: &str = "记下换表";

#[derive(Debug)]
pub(super) struct ExchangeForm {
    entry: MeterEntry,
    /// The meter whose type and multiplier were proposed last.
    proposed: Option<Meter>,
    doubt: Doubt,
    checks: Checks,
}

impl ExchangeForm {
    pub(super) fn new(account: &str) -> Self {
        Self {
            entry: MeterEntry {
                account: account.to_owned(),
                ..MeterEntry::default()
            },
            proposed: None,
            doubt: Doubt::default(),
            checks: Checks::at_hand(),
        }
    }

    /// Whether anything was written in it.
    pub(super) fn is_begun(&self) -> bool {
        self.checks.is_begun()
    }

    /// Draws the form; says whether it is done with.
    pub(super) fn exchange_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CustomerFile,
    ) -> bool {
        let way = patch_form_ui(ui, [KEEP, "不换了"], |ui| {
            self.propose(file);
            self.fields_ui(ui, shell, file);
            let entry = &self.entry;
            let off = [&*entry.replaces, &*entry.on, &*entry.final_reading];
            self.doubt.doubt_ui(ui, shell, file, off, KEEP);
            refusals::above_button_ui(ui, self.checks.refusals());
        });
        way.is_done(|| self.doubt.admits() && self.hand_in(shell))
    }

    /// The new meter is of the type and the multiplier of the one taken off, until something else is typed.
    fn propose(&mut self, file: &CustomerFile) {
        let replaces = &self.entry.replaces;
        let mut hanging = file
            .meters
            .iter()
            .filter(|meter| meter.removed_on.is_none())
            .filter(|meter| replaces.is_empty() || meter.asset_number == *replaces);
        let (Some(old), None) = (hanging.next(), hanging.next()) else {
            return;
        };
        if self.proposed.as_ref() == Some(old) {
            return;
        }
        let words = |meter: &Meter| {
            (
                meter.model.clone(),
                meter.multiplier.normalize().to_string(),
            )
        };
        let (model, multiplier) = self.proposed.as_ref().map(words).unwrap_or_default();
        let (entry, new) = (&mut self.entry, words(old));
        if entry.model == model {
            entry.model = new.0;
        }
        if entry.multiplier == multiplier {
            entry.multiplier = new.1;
        }
        self.proposed = Some(old.clone());
    }

    fn fields_ui(&mut self, ui: &mut Ui, shell: &Shell, file: &CustomerFile) {
        let Self { entry, checks, .. } = self;
        let hanging: Vec<(&str, &str)> = file
            .meters
            .iter()
            .filter(|meter| meter.removed_on.is_none())
            .map(|meter| (meter.asset_number.as_str(), meter.asset_number.as_str()))
            .collect();
        let today = shell.today().to_string();
        let field = Field::new("换表日期")
            .help("不填就是今天。")
            .hint(&today)
            .narrow();
        checks.text_ui(ui, "on", field, &mut entry.on);
        if hanging.len() > 1 {
            let field = Field::new("拆下的表")
                .required(true)
                .help("拆的是哪一块表。");
            checks.many_ui(ui, "replaces", field, &hanging, &mut entry.replaces);
        }
        if !hanging.is_empty() {
            let field = Field::new("拆表示数（kWh）")
                .required(true)
                .help("旧表拆下时的有功总示数，不乘倍率。")
                .narrow();
            checks.text_ui(ui, "final_reading", field, &mut entry.final_reading);
        }
        let field = Field::new("新表资产编号")
            .required(true)
            .help("表上条码下面的编号，可以用扫码枪。")
            .hint("扫条码或输入");
        checks.text_ui(ui, "asset_number", field, &mut entry.asset_number);
        let field = Field::new("新表型式")
            .help("先照旧表填好；型式不同就改。")
            .hint("例：单相智能表 5(60)A 2.0级");
        checks.text_ui(ui, "model", field, &mut entry.model);
        let field = Field::new("新表综合倍率")
            .help("先照旧表填好；互感器换了就改。")
            .hint("1")
            .narrow();
        checks.text_ui(ui, "multiplier", field, &mut entry.multiplier);
        let field = Field::new("新表起始示数（kWh）")
            .required(true)
            .help("新表装上时的有功总示数。")
            .narrow();
        checks.text_ui(ui, "reading", field, &mut entry.reading);
        let field = Field::new("新表封印编号").help("几个封印用顿号隔开。");
        checks.text_ui(ui, "seals", field, &mut entry.seals);
    }

    fn hand_in(&mut self, shell: &mut Shell) -> bool {
        let entry = &self.entry;
        match shell.act(|work| record::meter(work, entry)) {
            Ok(meter) => {
                let words = format!("{}换上了表 {}", meter.installed_on, meter.asset_number);
                shell.messages.done(words);
                true
            }
            Err(refusals) => {
                self.checks.refused(refusals);
                false
            }
        }
    }
}
