//! The fees that the plan asks for, and what was paid.

use egui::{Grid, RichText, Ui};

use crate::model::money::{figures, in_words};
use crate::office::case_file::CaseFile;
use crate::ui::theme;

pub(super) fn fees_ui(ui: &mut Ui, file: &CaseFile) {
    let drafted = file
        .steps
        .iter()
        .any(|step| step.step.as_str() == "plan_drafted" && step.withdrawn.is_none());
    if file.fees.is_empty() {
        let has = |step: &str| file.stepper.iter().find(|item| item.step.as_str() == step);
        let settled = has("fees_settled").map(|item| item.done_on.is_some());
        let words = if let (None, settled) = (has("plan_drafted"), settled) {
            match settled {
                None => "这项业务没有收费的环节。",
                Some(true) => "没有收费项目，应收 0.00 元。",
                Some(false) => "结清费用时写明收费项目，这里就有了。",
            }
        } else if drafted {
            "供电方案没有收费项目，应收 0.00 元。"
        } else {
            "拟定供电方案时写明收费项目，这里就有了。"
        };
        ui.label(words);
        return;
    }
    Grid::new("fees")
        .num_columns(5)
        .spacing([theme::APART, theme::NEAR])
        .show(ui, |ui| {
            for head in ["项目", "单价（元）", "数量", "金额（元）", "依据"] {
                ui.label(RichText::new(head).weak());
            }
            ui.end_row();
            for line in &file.fees {
                ui.label(&line.item);
                ui.label(figures(line.unit_price));
                ui.label(line.count.normalize().to_string());
                ui.label(figures(line.amount));
                ui.label(&line.basis);
                ui.end_row();
            }
        });
    let total = file.fees_total();
    ui.add_space(theme::NEAR);
    let words = format!("合计 {} 元（{}）", figures(total), in_words(total));
    ui.label(RichText::new(words).strong());
}
