//! The head of a case: who, what, how it stands, and the ways out.

use egui::{Align, Label, Layout, RichText, Ui};

use crate::model::application::Change;
use crate::model::case::StepRecord;
use crate::model::customer::TariffShare;
use crate::model::vocabulary::CaseState;
use crate::office::case_file::CaseFile;
use crate::office::list::is_to_sign;
use crate::rules::suspension::equipment;
use crate::store::suspension::NEW_END;
use crate::ui::shell::Shell;
use crate::ui::widgets::chip::Urgency;
use crate::ui::widgets::{button, chip};

use super::Asking;

/// Draws the head; returns what is to be asked.
pub(super) fn head_ui(ui: &mut Ui, file: &CaseFile) -> Option<Asking> {
    let case = &file.case;
    let application = &case.application;
    let mut asking = None;
    ui.horizontal(|ui| {
        if is_to_sign(file) {
            chip::chip_ui(ui, Urgency::Open, chip::TO_SIGN);
        } else {
            chip::state_ui(ui, case.state);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let open = matches!(case.state, CaseState::Waiting | CaseState::Accepted);
            if open && button::quiet_ui(ui, "作废…").clicked() {
                asking = Some(Asking::Void);
            }
            let recorded = file.steps.iter().any(|step| step.withdrawn.is_none());
            let can = recorded && case.state != CaseState::Voided;
            if can && button::quiet_ui(ui, "撤回上一步…").clicked() {
                asking = Some(Asking::Withdraw);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = RichText::new(&application.customer.name).heading();
                ui.add(Label::new(name).truncate());
            });
        });
    });
    let account = case
        .account
        .as_ref()
        .map_or_else(String::new, |account| format!(" · 户号 {account}"));
    let line = format!(
        "{} · 工单 {}{account} · {}",
        what_in_words(file),
        case.number,
        application.customer.address,
    );
    ui.add(Label::new(RichText::new(line).weak()).wrap());
    asking
}

/// Class, nature, kind, capacity, sources, tariff.
fn what_in_words(file: &CaseFile) -> String {
    let application = &file.case.application;
    let mut words = vec![application.class.chinese().to_owned()];
    words.extend(application.nature.map(|nature| nature.chinese().to_owned()));
    words.push(application.kind.chinese().to_owned());
    words.push(match &application.change {
        Some(Change::CapacityIncrease {
            original, added, ..
        }) => {
            let (original, added) = (original.normalize(), added.normalize());
            format!("{original} + {added} = {}", application.capacity)
        }
        _ => application.capacity.to_string(),
    });
    words.extend(stopped_in_words(file));
    if !application.sources.is_empty() {
        let voltage = application.voltage.chinese();
        words.push(format!(
            "{} {voltage}",
            application.sources_kind().chinese()
        ));
    }
    let shares = application.change.as_ref().map_or(&[][..], Change::shares);
    let tariff = application.tariff.chinese();
    words.push(TariffShare::in_words(tariff, shares));
    words.join(" · ")
}

/// What stops or runs again, and when.
fn stopped_in_words(file: &CaseFile) -> Option<String> {
    match file.case.application.change.as_ref()? {
        Change::Suspension {
            transformers,
            from,
            to,
            ..
        } => {
            let names = equipment::names(transformers);
            let mut words = format!("{names}停用，{from}至{to}");
            let sealed =
                |step: &&StepRecord| step.step.as_str() == "sealed" && step.withdrawn.is_none();
            let late = file
                .steps
                .iter()
                .find(sealed)
                .filter(|step| step.on > *from);
            if let Some(late) = late {
                let anew = late.fields.get(NEW_END).unwrap_or(&to.to_string()).clone();
                words.push_str(&format!("，实际{}至{anew}", late.on));
            }
            Some(words)
        }
        Change::Resumption {
            transformers, on, ..
        } => Some(format!("{}在{on}恢复", equipment::names(transformers))),
        _ => None,
    }
}

/// The step recorded last, which can be taken back.
pub(super) fn last_in_words(shell: &Shell, file: &CaseFile) -> String {
    let mut standing = file.steps.iter().rev();
    let Some(last) = standing.find(|step| step.withdrawn.is_none()) else {
        return String::new();
    };
    let name = shell.manual().procedures.name(&last.step);
    format!("{}的“{name}”（{}）", last.on, last.result.chinese())
}

/// Why there is no step to record.
pub(super) fn rest_in_words(file: &CaseFile) -> String {
    match file.case.state {
        CaseState::Waiting => {
            let days = file.waited_days;
            format!("资料还没有齐，办理时限没有开始（已等{days}天）。收到资料后在“资料”里登记。")
        }
        CaseState::Voided => {
            let reason = file.case.void_reason.as_deref().unwrap_or_default();
            format!("工单已作废：{reason}")
        }
        _ => "全部环节办完，资料已归档。".to_owned(),
    }
}
