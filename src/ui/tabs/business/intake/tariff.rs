//! The tariff class with the one proposed and its reason (TARIFF-2), and the way of billing; the clerk
//! decides.

use egui::{Label, RichText, Ui};
use rust_decimal::Decimal;

use crate::model::application::Draft;
use crate::model::vocabulary::{Billing, Class, Tariff};
use crate::rules::field;
use crate::rules::tariff::{self, BillingProposal, Proposal, Usage};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::{Field, Touched};

use super::kind::class_of;
use super::must;

/// What the clerk chose: a proposal no longer takes its place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chosen {
    pub(super) tariff: bool,
    pub(super) billing: bool,
}

/// What is proposed for a field, and why.
struct Advice<'a> {
    wire: &'a str,
    chinese: &'a str,
    why: &'a str,
}

/// Draws the field; `proposed` takes its place until the clerk chooses another.
pub(super) fn tariff_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    chosen: &mut Chosen,
    proposed: Option<&Proposal>,
) {
    let field = must("电价类别", "按用途和电价分类说明定，建议和理由写在下面。");
    let before = draft.tariff.clone();
    checks.many_ui(ui, "tariff", field, &options_of!(Tariff), &mut draft.tariff);
    chosen.tariff |= before != draft.tariff;
    if let Some(proposal) = proposed {
        let advice = Advice {
            wire: proposal.tariff.wire(),
            chinese: proposal.tariff.chinese(),
            why: &proposal.why,
        };
        advice_ui(
            ui,
            checks,
            "tariff",
            &mut draft.tariff,
            chosen.tariff,
            &advice,
        );
    }
}

/// High voltage chooses.
pub(super) fn billing_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    chosen: &mut Chosen,
    proposed: Option<&BillingProposal>,
) {
    let field = must(
        "计费方式",
        "两部制的由客户在按容量和按需量中选，建议和理由写在下面。",
    );
    let options = options_of!(Billing);
    let before = draft.billing.clone();
    checks.few_ui(ui, "billing", field, &options, &mut draft.billing);
    chosen.billing |= before != draft.billing;
    if let Some(proposal) = proposed {
        let advice = Advice {
            wire: proposal.billing.wire(),
            chinese: proposal.billing.chinese(),
            why: &proposal.why,
        };
        let billing = &mut draft.billing;
        advice_ui(ui, checks, "billing", billing, chosen.billing, &advice);
    }
}

/// Puts what is proposed in its place while the clerk has chosen nothing, and says why.
fn advice_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    path: &str,
    text: &mut String,
    chosen: bool,
    advice: &Advice<'_>,
) {
    if !chosen && text != advice.wire {
        advice.wire.clone_into(text);
        checks.touch(path, Touched::chosen(true));
    }
    Field::new("").row_ui(ui, |ui, width| {
        ui.set_max_width(width);
        let words = format!("建议：{}。{}", advice.chinese, advice.why);
        let ink = theme::palette(ui).weak;
        ui.add(Label::new(RichText::new(words).small().color(ink)).wrap());
        if text != advice.wire && button::quiet_ui(ui, "按建议").clicked() {
            advice.wire.clone_into(text);
            checks.touch(path, Touched::chosen(true));
        }
    });
}

/// What goes with the tariff as it stands.
pub(super) fn billing_proposal(draft: &Draft) -> Option<BillingProposal> {
    draft.tariff.parse().ok().map(tariff::propose_billing)
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
