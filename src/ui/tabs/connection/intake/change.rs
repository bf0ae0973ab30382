//! More capacity (增容): the account it is for, what it has, what is added.

use std::sync::Arc;

use egui::{Align, Button, Label, Layout, RichText, Ui, vec2};

use crate::model::application::Draft;
use crate::model::customer::Customer;
use crate::model::text::half_width;
use crate::model::vocabulary::{Billing, Class, Tariff};
use crate::office::customer::{self, CustomerFile};
use crate::office::find::{self, Found};
use crate::rules::field;
use crate::rules::tariff::{Proposal, propose_billing};
use crate::ui::shell::Shell;
use crate::ui::tabs::connection::case::{grid_ui, transformer_in_words};
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::{Field, Touched};
use crate::ui::widgets::{choice, ime};

use super::tariff::Chosen;
use super::{asked, installation, must, request, section_ui, tariff};

/// Customers offered at most.
const MOST: usize = 6;

/// The account that a change names.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// What was looked for, and in which epoch.
    looked_for: Option<(String, u64)>,
    file: Option<Arc<CustomerFile>>,
    /// Whom the text may mean, while it is no account.
    offered: Vec<Customer>,
}

impl Account {
    pub(super) fn file(&self) -> Option<&CustomerFile> {
        self.file.as_deref()
    }

    /// Looks for what was typed, when it or the records changed.
    pub(super) fn look(&mut self, shell: &mut Shell, typed: &str) {
        let wanted = (typed.trim().to_owned(), shell.epoch());
        if self.looked_for.as_ref() == Some(&wanted) {
            return;
        }
        let text = half_width(&wanted.0);
        let found = shell.look(|work| {
            if text.is_empty() {
                return Ok((None, Vec::new()));
            }
            let hits = find::find(work, &text, MOST)?;
            let offered = hits.into_iter().filter_map(|hit| match hit {
                Found::Customer(customer) => Some(*customer),
                Found::Case(_) => None,
            });
            let offered: Vec<Customer> = offered.collect();
            let exact = offered.iter().any(|customer| customer.account == text);
            let file = exact.then(|| customer::customer_file(work, &text));
            Ok((file.transpose()?.map(Arc::new), offered))
        });
        if let Some((file, offered)) = found {
            self.offered = if file.is_some() { Vec::new() } else { offered };
            self.file = file;
        }
        self.looked_for = Some(wanted);
    }
}

/// The account, by its number or found by any part of its holder.
pub(super) fn account_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    account: &mut Account,
    shell: &mut Shell,
    focus_first: &mut bool,
) {
    let field = must(
        "户号",
        "写户号，或户名、地址、电话、表号的任一部分，再从下面选。",
    )
    .hint("户号，或户名、地址、电话的一部分");
    if draft.account.is_empty() && std::mem::take(focus_first) {
        ui.memory_mut(|memory| memory.request_focus(field.id()));
    }
    let before = draft.account.clone();
    checks.text_ui(ui, "account", field, &mut draft.account);
    if !ime::is_composing(ui.ctx()) {
        account.look(shell, &draft.account);
    }
    let none = account.file.is_none() && account.offered.is_empty();
    let none = none && !draft.account.trim().is_empty();
    if none || !account.offered.is_empty() {
        Field::new("").row_ui(ui, |ui, width| {
            if none {
                ui.weak("没有找到这样的客户");
            }
            offers_ui(ui, checks, draft, &account.offered, width);
        });
    }
    if before != draft.account {
        draft.tariff.clear();
        draft.billing.clear();
        account.look(shell, &draft.account);
    }
    if let Some(file) = &account.file {
        holder_ui(ui, file);
    }
}

/// Whom the text may mean, to choose from.
fn offers_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    offered: &[Customer],
    width: f32,
) {
    for customer in offered {
        let party = &customer.party;
        let words = format!("{}　{}　{}", party.name, customer.account, party.address);
        let offer = Button::selectable(false, words).truncate();
        let offer = ui.add_sized([width, theme::row_height(ui)], offer);
        choice::into_sight(&offer);
        let name = format!("选{} {}", party.name, customer.account);
        if offer.accessible_name(name).clicked() {
            draft.account.clone_from(&customer.account);
            checks.touch("account", Touched::chosen(true));
        }
    }
}

/// What the account says.
fn holder_ui(ui: &mut Ui, file: &CustomerFile) {
    let customer = &file.customer;
    let nature = customer
        .nature
        .map(|nature| format!(" · {}", nature.chinese()));
    let mut lines = vec![
        ("户名", customer.party.name.clone()),
        ("用电地址", customer.party.address.clone()),
        (
            "客户类别",
            format!("{}{}", customer.class.chinese(), nature.unwrap_or_default()),
        ),
        (
            "电价类别",
            format!(
                "{} · {}",
                customer.tariff.chinese(),
                customer.billing.chinese()
            ),
        ),
        ("供电电压", customer.voltage.chinese().to_owned()),
    ];
    if !file.transformers.is_empty() {
        let words = file.transformers.iter().map(transformer_in_words);
        lines.push(("现有变压器", words.collect::<Vec<_>>().join("、")));
    }
    theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
        ui.take_available_width();
        grid_ui(ui, "holder", &lines);
    });
}

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
    if class == Class::HighVoltage {
        installation::motors_ui(ui, checks, draft);
    }
    let Some(file) = file else {
        return;
    };
    let customer = &file.customer;
    let asked = asked::asked(draft, Some(file), &shell.manual().checklists);
    let proposed = crossing(&asked, file, shell);
    if draft.tariff.is_empty() || (proposed.is_none() && !chosen.tariff) {
        customer.tariff.wire().clone_into(&mut draft.tariff);
    }
    tariff::tariff_ui(ui, checks, draft, chosen, proposed.as_ref());
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
