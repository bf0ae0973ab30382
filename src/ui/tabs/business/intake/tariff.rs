//! The tariff class with the one proposed and its reason (TARIFF-2), and the way of billing; the clerk
//! decides.

use egui::{Label, RichText, Ui};
use rust_decimal::Decimal;

use crate::model::application::Draft;
use crate::model::vocabulary::{Billing, Class, Tariff};
use crate::rules::field;
use crate::rules::tariff::{self, Proposal, Usage};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::{Field, Touched};

use super::kind::class_of;
use super::must;

/// Draws the field; `proposed` takes its place until the clerk chooses another.
pub(super) fn tariff_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    chosen: &mut bool,
    proposed: Option<&Proposal>,
) {
    let field = must("电价类别", "按用途和电价分类说明定，建议和理由写在下面。");
    let before = draft.tariff.clone();
    checks.many_ui(ui, "tariff", field, &options_of!(Tariff), &mut draft.tariff);
    *chosen |= before != draft.tariff;
    let Some(proposal) = proposed else {
        return;
    };
    let wire = proposal.tariff.wire();
    if !*chosen && draft.tariff != wire {
        wire.clone_into(&mut draft.tariff);
        checks.touch("tariff", Touched::chosen(true));
    }
    Field::new("").row_ui(ui, |ui, width| {
        ui.set_max_width(width);
        let words = format!("建议：{}。{}", proposal.tariff.chinese(), proposal.why);
        let ink = theme::palette(ui).weak;
        ui.add(Label::new(RichText::new(words).small().color(ink)).wrap());
        if draft.tariff != wire && button::quiet_ui(ui, "按建议").clicked() {
            wire.clone_into(&mut draft.tariff);
            checks.touch("tariff", Touched::chosen(true));
        }
    });
}

/// High voltage chooses.
pub(super) fn billing_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let field = must(
        "计费方式",
        "大工业一般执行两部制，由客户在按容量和按需量中选。",
    );
    checks.few_ui(
        ui,
        "billing",
        field,
        &options_of!(Billing),
        &mut draft.billing,
    );
}

/// What is proposed for an application as it is handed in.
pub(super) fn proposal(asked: &Draft, shell: &Shell) -> Option<Proposal> {
    proposal_at(asked, field::decimal(&asked.capacity, 2).ok(), shell)
}

/// What is proposed for another capacity, in the application's unit.
pub(super) fn proposal_at(asked: &Draft, kva: Option<Decimal>, shell: &Shell) -> Option<Proposal> {
    let class = class_of(asked)?;
    let usage = Usage {
        class,
        nature: asked.nature.parse().ok(),
        purpose: &asked.purpose,
        kva,
        on: field::date(&asked.applied_on).unwrap_or_else(|_| shell.today()),
    };
    // An organisation's use says little before its nature is known.
    if class != Class::Resident && usage.nature.is_none() {
        return None;
    }
    let manual = shell.manual();
    // Without a rulebook for that day there is nothing to propose; the check says so when it is handed in.
    tariff::propose(usage, &manual.named_uses, &manual.rulebooks).ok()
}
