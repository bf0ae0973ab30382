//! The parts of a file that are only read: what was found with the amount, what was recorded.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Label, RichText, Ui};

use crate::office::claim::file::ClaimFile;
use crate::rules::claim::procedure::WORKED_OUT;
use crate::rules::field::FieldSpec;
use crate::ui::shell::{Action, Shell};
use crate::ui::tabs::business::case::grid_ui;
use crate::ui::tabs::business::case::history::shown;
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
        Some((spec.label.as_str(), shown(spec, kept)))
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
    let claim = &file.claim;
    let procedure = shell.manual().claims.of(claim.kind);
    ui.horizontal_wrapped(|ui| {
        ui.label(claim.found_on.to_string());
        ui.label(RichText::new("立案").strong());
        ui.label(procedure.opens.chinese());
        ui.weak(&claim.handler);
    });
    let inputs = procedure.inputs.iter().flat_map(|group| &group.fields);
    let inputs: Vec<&FieldSpec> = inputs.collect();
    for record in &file.steps {
        let name = shell.manual().claims.name(claim.kind, &record.step);
        ui.horizontal_wrapped(|ui| {
            ui.label(record.on.to_string());
            ui.label(RichText::new(name).strong());
            ui.label(record.to.chinese());
            ui.weak(&record.operator);
        });
        let asked = procedure.step(record.step.as_str());
        let asked = asked.into_iter().flat_map(|step| &step.asked);
        let mut specs: Vec<&FieldSpec> = asked.flat_map(|group| &group.fields).collect();
        if record.step.as_str() == WORKED_OUT {
            specs.clone_from(&inputs);
        }
        let words = recorded(&specs, &record.fields);
        if !words.is_empty() {
            let words = RichText::new(format!("　{words}")).small().weak();
            ui.add(Label::new(words).wrap());
        }
        if let Some(withdrawal) = &record.withdrawn {
            let words = format!(
                "　× 已撤回：{}（{}）",
                withdrawal.reason, withdrawal.operator
            );
            ui.add(Label::new(words).wrap());
        }
    }
}

/// What a step recorded, in the order in which it asks; a name that several groups have is said once.
fn recorded(specs: &[&FieldSpec], fields: &BTreeMap<String, String>) -> String {
    let mut said = BTreeSet::new();
    let words = specs.iter().filter_map(|spec| {
        let kept = fields.get(&spec.name).filter(|kept| !kept.is_empty())?;
        let first = said.insert(spec.name.as_str());
        first.then(|| format!("{}：{}", spec.label, shown(spec, kept)))
    });
    words.collect::<Vec<_>>().join("；")
}
