//! The account that a change is for: found, chosen, and what it says; the day and the reason.

use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Button, Color32, Label, RichText, TextStyle, Ui};

use crate::model::application::Draft;
use crate::model::customer::{Customer, Transformer};
use crate::model::text::{half_width, without_middle};
use crate::model::vocabulary::AccountState;
use crate::office::customer::{self, CustomerFile};
use crate::office::find;
use crate::office::suspension::{self, Year};
use crate::ui::shell::Shell;
use crate::ui::tabs::business::case::grid_ui;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::{Field, Touched};
use crate::ui::widgets::{button, choice, ime};

use super::super::Family;
use super::must;

/// Customers offered at most.
const MOST: usize = 6;

/// The account that a change names.
#[derive(Debug, Default)]
pub(in crate::ui::tabs) struct Account {
    /// What was looked for, and in which epoch.
    looked_for: Option<(String, u64)>,
    file: Option<Arc<CustomerFile>>,
    /// Whom the text may mean, while it is no account.
    offered: Vec<Customer>,
    /// A year of its suspensions, and in which epoch it was read.
    year: Option<(Arc<Year>, u64)>,
}

impl Account {
    /// Whether the text is no account yet, and customers whom it may mean are offered.
    pub(super) fn is_looking(&self) -> bool {
        self.file.is_none() && !self.offered.is_empty()
    }

    pub(super) fn file(&self) -> Option<&CustomerFile> {
        self.file.as_deref()
    }

    /// A year of the account's suspensions.
    pub(super) fn year(&mut self, shell: &mut Shell, year: i32) -> Option<Arc<Year>> {
        let account = self.file.as_ref()?.customer.account.clone();
        let epoch = shell.epoch();
        let known = self.year.as_ref();
        if known.is_none_or(|(known, read_in)| known.year != year || *read_in != epoch) {
            let read = shell.look(|work| suspension::year(work, &account, year));
            self.year = read.map(|read| (Arc::new(read), epoch));
        }
        self.year.as_ref().map(|(year, _)| Arc::clone(year))
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
            let offered = find::customers(work, &text, MOST)?;
            let exact = offered.iter().any(|customer| customer.account == text);
            let file = exact.then(|| customer::customer_file(work, &text));
            Ok((file.transpose()?.map(Arc::new), offered))
        });
        if let Some((file, offered)) = found {
            self.offered = if file.is_some() { Vec::new() } else { offered };
            self.file = file;
            self.year = None;
        }
        self.looked_for = Some(wanted);
    }
}

/// The account, by its number or found by any part of its holder.
pub(in crate::ui::tabs) fn account_ui(
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
    if account.is_looking() {
        checks.searching_ui(ui, "account", field, &mut draft.account);
    } else {
        checks.text_ui(ui, "account", field, &mut draft.account);
    }
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
        draft.suspension.clear();
        if Family::of_word(&draft.kind) == Family::Suspension {
            draft.transformers.clear();
        }
        account.look(shell, &draft.account);
    }
    if let Some(file) = &account.file {
        // Whether it can be had at all is said before the rest is asked for.
        checks.reveal("account");
        holder_ui(ui, file, shell.today());
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
        // The number stands whole at the right; an account that is none any more says so.
        let number = match customer.state {
            state @ (AccountState::Closed | AccountState::Split) => {
                format!("{}　{}", state.chinese(), customer.account)
            }
            _ => customer.account.clone(),
        };
        let words = offer_in_words(ui, customer, &number, width);
        let offer = Button::selectable(false, words)
            .right_text(number.as_str())
            .min_size(egui::vec2(width, theme::row_height(ui)))
            .truncate();
        let offer = ui.add(offer);
        choice::into_sight(&offer);
        let name = format!("选{} {number}", party.name);
        let whole = format!("{}　{number}", party.name);
        let offer = button::whole_on_hover(offer, &[&whole, &party.address]);
        if offer.accessible_name(name).clicked() {
            draft.account.clone_from(&customer.account);
            checks.touch("account", Touched::chosen(true));
        }
    }
}

/// The shortest that an address is cut to, in characters.
const SHORTEST: usize = 8;

/// Name and as much of the address as there is room for beside the number; of less than tells anything, none.
fn offer_in_words(ui: &Ui, customer: &Customer, number: &str, width: f32) -> String {
    let party = &customer.party;
    let font = TextStyle::Button.resolve(ui.style());
    let beside = ui.painter();
    let beside = beside.layout_no_wrap(
        format!("　{number}　　"),
        font.clone(),
        Color32::PLACEHOLDER,
    );
    let room = width - 2.0 * ui.spacing().button_padding.x - beside.size().x;
    let words = |most| {
        let address = without_middle(&party.address, most);
        format!("{}　{address}", party.name)
    };
    let fits = |words: &String| {
        let drawn = ui.painter();
        let drawn = drawn.layout_no_wrap(words.clone(), font.clone(), Color32::PLACEHOLDER);
        drawn.size().x <= room
    };
    let whole = party.address.chars().count();
    let mut shorter = (SHORTEST..=whole).rev().map(words);
    shorter.find(fits).unwrap_or_else(|| party.name.clone())
}

/// What the account says.
fn holder_ui(ui: &mut Ui, file: &CustomerFile, today: NaiveDate) {
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
    lines.push((
        "现状",
        match &file.removal {
            Some(removal) => {
                let since = removal.in_words(customer.capacity, today);
                format!("{}，{since}", customer.state.chinese())
            }
            None => customer.state.chinese().to_owned(),
        },
    ));
    if !file.transformers.is_empty() {
        let words = file.transformers.iter().map(Transformer::in_words);
        lines.push(("现有变压器", words.collect::<Vec<_>>().join("、")));
    }
    theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
        ui.take_available_width();
        grid_ui(ui, "holder", &lines);
    });
}

/// The day of the application and why it is made; the first field of what the kind asks for.
pub(super) fn why_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    (why, example): (&str, &str),
    has_account: bool,
    focus_first: &mut bool,
) {
    let applied_on = must("申请日期", "客户来办理的那一天，例：2026-11-23。").narrow();
    checks.text_ui(ui, "applied_on", applied_on, &mut draft.applied_on);
    let reason = must("变更原因", why).hint(example);
    if has_account && std::mem::take(focus_first) {
        ui.memory_mut(|memory| memory.request_focus(reason.id()));
    }
    checks.text_ui(ui, "reason", reason, &mut draft.reason);
}

/// A question with two answers, open until one is chosen.
pub(super) fn answer_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    at: &str,
    field: Field<'_>,
    [yes, no]: &[(&str, &str); 2],
    answer: &mut Option<bool>,
) {
    let mut word = match answer {
        None => "",
        Some(true) => yes.0,
        Some(false) => no.0,
    }
    .to_owned();
    checks.few_ui(ui, at, field, &[*yes, *no], &mut word);
    *answer = if word == yes.0 {
        Some(true)
    } else if word == no.0 {
        Some(false)
    } else {
        None
    };
}

/// A line of words in the column of the fields.
pub(super) fn line_ui(ui: &mut Ui, words: &str) {
    Field::new("").row_ui(ui, |ui, _| {
        ui.add(Label::new(RichText::new(words).weak()).wrap());
    });
}
