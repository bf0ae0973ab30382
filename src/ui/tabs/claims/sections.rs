//! The parts of a file that are only read: what was found with the amount, what was recorded.

use egui::{Label, RichText, Ui};

use crate::office::claim::file::ClaimFile;
use crate::ui::shell::{Action, Shell};
use crate::ui::tabs::business::case::grid_ui;
use crate::ui::theme;
use crate::ui::widgets::button;

use super::amount;

/// What was found, and the amount line by line.
pub(super) fn found_ui(ui: &mut Ui, shell: &mut Shell, file: &ClaimFile) {
    let claim = &file.claim;
    let mut lines: Vec<(&str, String)> = vec![("经办人", claim.handler.clone())];
    if let Some(incident) = &claim.incident {
        let at = incident.occurred_at.format("%Y-%m-%d %H:%M");
        let words = format!(
            "{} {at} {} {}",
            incident.number,
            incident.line,
            incident.fault.chinese()
        );
        lines.push(("事故", words));
    }
    let procedure = shell.manual().claims.of(claim.kind);
    let facts = procedure.facts.iter().flat_map(|group| &group.fields);
    let known = facts.filter_map(|spec| {
        let kept = claim.facts.get(&spec.name)?;
        let chosen = spec.options.iter().find(|option| option.value == *kept);
        let text = chosen.map_or(kept, |option| &option.label);
        Some((spec.label.as_str(), text.clone()))
    });
    lines.extend(known);
    grid_ui(ui, "claim facts", &lines);
    ui.add_space(theme::NEAR);
    match &file.worked {
        Some(worked) => amount::worked_ui(ui, worked),
        None => {
            ui.weak("金额还没有算出来。");
        }
    }
    let mut leads_to = None;
    for other in &file.others {
        ui.horizontal(|ui| {
            ui.weak("同一次事故");
            if button::quiet_ui(ui, &other.number).clicked() {
                leads_to = Some(other.number.clone());
            }
            ui.label(other.state.chinese());
        });
    }
    if let Some(number) = leads_to {
        shell.ask(Action::OpenClaim(number));
    }
}

/// What was recorded, in order.
pub(super) fn records_ui(ui: &mut Ui, shell: &Shell, file: &ClaimFile) {
    if file.steps.is_empty() {
        ui.weak("还没有办过环节。");
    }
    for record in &file.steps {
        let name = shell.manual().claims.name(file.claim.kind, &record.step);
        ui.horizontal_wrapped(|ui| {
            ui.label(record.on.to_string());
            ui.label(RichText::new(name).strong());
            ui.label(record.to.chinese());
            ui.weak(&record.operator);
        });
        if let Some(withdrawal) = &record.withdrawn {
            let words = format!(
                "　× 已撤回：{}（{}）",
                withdrawal.reason, withdrawal.operator
            );
            ui.add(Label::new(words).wrap());
        }
    }
}
