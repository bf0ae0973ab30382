//! More capacity (增容): what there is, what is added.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::model::application::Draft;
use crate::model::vocabulary::{Billing, Class, Tariff};
use crate::office::customer::CustomerFile;
use crate::rules::field;
use crate::rules::intake::change::capacity_increase::another_tariff;
use crate::rules::tariff::{Proposal, propose_billing};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::warned::warned_ui;

use super::tariff::Chosen;
use super::{asked, installation, must, organisation, request, section_ui, tariff};

/// What is added: original, added, total; why; the tariff where the total makes another.
pub(super) fn added_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    chosen: &mut Chosen,
    shell: &Shell,
    focus_first: &mut bool,
) {
    section_ui(ui, "增容内容");
    let applied_on = must("申请日期", "客户来办理的那一天，例：2026-11-23。").narrow();
    checks.text_ui(ui, "applied_on", applied_on, &mut draft.applied_on);
    let unit = file.map_or("kW", |file| file.customer.capacity.unit.wire());
    let label = format!("新增容量（{unit}）");
    let added = must(&label, "在原有容量上要加多少，合计由程序算。").narrow();
    if file.is_some() && std::mem::take(focus_first) {
        ui.memory_mut(|memory| memory.request_focus(added.id()));
    }
    checks.text_ui(ui, "added", added, &mut draft.added);
    if let Some(file) = file {
        Field::new("合计").row_ui(ui, |ui, width| {
            let original = file.customer.capacity.value.normalize();
            let words = match asked::total(draft, file) {
                Some(total) => {
                    let added = total - original;
                    format!("原有 {original} + 新增 {added} = {total} {unit}")
                }
                None => format!("原有 {original} {unit}"),
            };
            let size = vec2(width, theme::row_height(ui));
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(words).strong()).truncate());
            });
        });
    }
    let reason = must("变更原因", "客户为什么要增容。").hint("例：添置设备两台");
    checks.text_ui(ui, "reason", reason, &mut draft.reason);
    let class = file.map_or(Class::Resident, |file| file.customer.class);
    let purpose = Field::new("用途")
        .hint(request::purpose_example(class))
        .help("新增的容量做什么用，写得具体才能定准电价类别。");
    checks.text_ui(ui, "use", purpose, &mut draft.purpose);
    request::wished_on_ui(ui, checks, draft);
    let Some(file) = file else {
        return;
    };
    if class != Class::Resident {
        organisation::representative_ui(ui, checks, draft, Some(&file.load));
        organisation::load_ui(ui, checks, draft, Some(&file.load));
    }
    if class == Class::HighVoltage {
        installation::weight_ui(ui, checks, draft, Some(&file.load));
    }
    let customer = &file.customer;
    let asked = asked::asked(draft, Some(file), &shell.manual().checklists);
    let proposed = crossing(&asked, file, shell);
    if draft.tariff.is_empty() || (proposed.is_none() && !chosen.tariff) {
        customer.tariff.wire().clone_into(&mut draft.tariff);
    }
    tariff::tariff_ui(ui, checks, draft, chosen, proposed.as_ref());
    let asked = draft.tariff.parse().ok();
    if let Some(words) = asked.and_then(|asked| another_tariff(customer.tariff, asked)) {
        warned_ui(ui, &words);
    }
    if customer.class == Class::HighVoltage {
        let stays = draft.tariff == customer.tariff.wire();
        if draft.billing.is_empty() || (stays && !chosen.billing) {
            customer.billing.wire().clone_into(&mut draft.billing);
        }
        let proposed = tariff::billing_proposal(draft).filter(|_| !stays);
        tariff::billing_ui(ui, checks, draft, chosen, proposed.as_ref());
    }
}

/// What the tariff and the way of billing of an increase are while the clerk chooses no other.
pub(super) fn usual(asked: &Draft, file: &CustomerFile, shell: &Shell) -> (Tariff, Billing) {
    let customer = &file.customer;
    match crossing(asked, file, shell) {
        Some(proposal) => {
            let billing = propose_billing(proposal.tariff).billing;
            (proposal.tariff, billing)
        }
        None => (customer.tariff, customer.billing),
    }
}

/// The tariff proposed where the total makes another than the capacity so far (TARIFF-2).
fn crossing(asked: &Draft, file: &CustomerFile, shell: &Shell) -> Option<Proposal> {
    let kva = field::decimal(&asked.capacity, 2).ok()?;
    let total = tariff::proposal_at(asked, Some(kva), shell)?;
    let so_far = tariff::proposal_at(asked, Some(file.customer.capacity.kva()), shell)?;
    (total.tariff != so_far.tariff && total.tariff != file.customer.tariff).then_some(total)
}
