//! An account: its holder, meters, readings, contracts, cases, transformers.

use chrono::NaiveDate;
use std::sync::Arc;

use egui::{Context, Grid, Label, RichText, ScrollArea, Ui};

use crate::model::customer::TariffShare;
use crate::model::mask;
use crate::model::vocabulary::{AccountState, Kind};
use crate::office::customer::{self, CustomerFile};
use crate::office::reveal;
use crate::rules::intake::change;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::business::case::grid_ui;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::dialog::{self, ReasonDialog, reason_ui};

use super::claims::Claims;
use super::forms::OpenForm;
use super::life::LifeLine;
use super::openings::Openings;
use super::reading_correction::ReadingCorrectionForm;
use super::suspensions::Suspensions;
use super::{complaints, contacts};

/// The changes that begin here.
const CHANGES: [Kind; 10] = [
    Kind::CapacityIncrease,
    Kind::Relocation,
    Kind::Removal,
    Kind::Reconnection,
    Kind::Reclassification,
    Kind::Closure,
    Kind::Split,
    Kind::Transfer,
    Kind::Suspension,
    Kind::Resumption,
];

/// Readings shown, the latest ones.
const READINGS: usize = 12;

/// What the clerk wants instead of the form that he has begun; he is asked whether he means it.
#[derive(Debug)]
enum Leaving {
    /// Another form, or none.
    Form(Box<OpenForm>),
    /// The page of another account.
    Account(String),
}

#[derive(Debug)]
pub(super) struct CustomerPage {
    account: String,
    file: Cached<Arc<CustomerFile>>,
    form: OpenForm,
    leaving: Option<Leaving>,
    dialog: Option<(String, ReasonDialog)>,
    revealed: bool,
    life: LifeLine,
    openings: Openings,
    suspensions: Suspensions,
    claims: Claims,
}

impl CustomerPage {
    pub(super) fn new(account: String) -> Self {
        Self {
            account,
            file: Cached::default(),
            form: OpenForm::None,
            leaving: None,
            dialog: None,
            revealed: false,
            life: LifeLine::default(),
            openings: Openings::default(),
            suspensions: Suspensions::default(),
            claims: Claims::default(),
        }
    }

    pub(super) fn account(&self) -> &str {
        &self.account
    }

    /// Closes what lies on top.
    pub(super) fn step_back(&mut self) {
        if self.leaving.take().is_none() {
            self.dialog = None;
            self.openings.step_back();
            self.change_form(OpenForm::None);
        }
    }

    /// Whether the page stays when another account is asked for: something written here is not yet recorded.
    pub(super) fn stays(&mut self, other: &str) -> bool {
        let stays = self.form.is_begun();
        if stays && other != self.account {
            self.leaving = Some(Leaving::Account(other.to_owned()));
        }
        stays
    }

    fn change_form(&mut self, form: OpenForm) {
        if self.form.is_begun() {
            self.leaving = Some(Leaving::Form(Box::new(form)));
        } else {
            self.form = form;
        }
    }

    /// Asks before what was written is given up; returns the account to go to.
    fn leaving_ui(&mut self, ctx: &Context) -> Option<String> {
        self.leaving.as_ref()?;
        let (mut give_up, mut stay) = (false, false);
        let modal = dialog::modal(ctx, "leaving").show(ctx, |ui| {
            ui.set_width(440.0);
            dialog::head_ui(ui, "还没有记下");
            let words = format!("“{}”里写的还没有记下，走开就没有了。", self.form.name());
            ui.add(Label::new(words).wrap());
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                stay = button::primary_ui(ui, "继续填写").clicked();
                give_up = ui.button("不要了，走开").clicked();
            });
        });
        if give_up || stay {
            ctx.request_repaint();
        }
        if give_up {
            self.form = OpenForm::None;
            match self.leaving.take()? {
                Leaving::Account(account) => return Some(account),
                Leaving::Form(form) => self.form = *form,
            }
        } else if stay || modal.should_close() {
            self.leaving = None;
        }
        None
    }

    /// Draws the page; returns the account to go to instead.
    pub(super) fn page_ui(&mut self, ui: &mut Ui, shell: &mut Shell) -> Option<String> {
        let account = &self.account;
        self.file.refresh(shell, |work| {
            Ok(Arc::new(customer::customer_file(work, account)?))
        });
        let Some(file) = self.file.value().map(Arc::clone) else {
            ui.label("这一户读不出来。");
            return None;
        };
        self.head_ui(ui, shell, &file);
        self.form.form_ui(ui, shell, &file);
        split_ui(ui, shell, &file);
        // What waits for an answer stands where 今日 leads to.
        let complaining = complaints::is_any_open(&file);
        if complaining {
            self.complaints_ui(ui, &file, shell.today());
        }
        self.life.life_ui(ui, shell, &file);
        holder_ui(ui, &file, self.revealed, shell.today());
        if !self.revealed && button::quiet_ui(ui, "查看完整证件和电话…").clicked() {
            let dialog = ReasonDialog::new(
                "查看完整证件和电话",
                "谁、什么时候、为什么看的会记进流水。",
                "查看",
            );
            self.dialog = Some((self.account.clone(), dialog));
        }
        if !complaining {
            self.complaints_ui(ui, &file, shell.today());
        }
        if let Some(form) = contacts::contacts_ui(ui, &file) {
            self.change_form(OpenForm::Contact(form));
        }
        self.claims.claims_ui(ui, shell, &file.customer.account);
        self.suspensions.suspensions_ui(ui, shell, &file);
        self.openings.openings_ui(ui, shell, &file);
        meters_ui(ui, &file);
        if let Some(form) = readings_ui(ui, &file) {
            self.change_form(OpenForm::ReadingCorrection(form));
        }
        verifications_ui(ui, &file);
        belongings_ui(ui, &file);
        cases_ui(ui, shell, &file);
        self.dialog_ui(ui, shell);
        self.leaving_ui(ui.ctx())
    }

    fn head_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
        let customer = &file.customer;
        ui.horizontal(|ui| {
            let active = customer.state == AccountState::Active;
            let urgency = if active { Urgency::Done } else { Urgency::Rest };
            chip::chip_ui(ui, urgency, customer.state.chinese());
            if file.key_customer.is_some() {
                chip::chip_ui(ui, Urgency::Rest, "重点客户");
            }
            let name = RichText::new(&customer.party.name).heading();
            ui.add(Label::new(name).truncate());
        });
        ui.horizontal_wrapped(|ui| {
            ui.weak(format!("户号 {}", customer.account));
            for kind in CHANGES {
                // REMOVE-6
                let removal = file.removal.as_ref();
                let too_late = removal.is_some_and(|removal| removal.is_past(shell.today()));
                let opens = change::opens(customer.state, kind)
                    && !(kind == Kind::Reconnection && too_late);
                if opens && ui.button(format!("办理{}", kind.chinese())).clicked() {
                    let account = customer.account.clone();
                    shell.ask(Action::Change { kind, account });
                }
            }
            if let Some(form) = self.form.buttons_ui(ui, shell, file) {
                self.change_form(form);
            }
        });
    }

    fn complaints_ui(&mut self, ui: &mut Ui, file: &CustomerFile, today: NaiveDate) {
        if let Some(form) = complaints::complaints_ui(ui, file, today) {
            self.change_form(OpenForm::Complaint(form));
        }
    }

    fn dialog_ui(&mut self, ui: &Ui, shell: &mut Shell) {
        let act = |account: &String, purpose: &str| {
            shell.act(|work| reveal::reveal(work, account, purpose))
        };
        self.revealed |= reason_ui(&mut self.dialog, ui.ctx(), act).is_some();
    }
}

pub(super) fn section_ui(ui: &mut Ui, title: &str) {
    ui.add_space(theme::APART - theme::NEAR);
    let accent = theme::palette(ui).accent;
    ui.label(RichText::new(title).strong().color(accent));
}

/// The account that was split into this one, and those that this one was split into.
fn split_ui(ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
    let from = file.split_from.iter().map(|old| ("由户号分户而来", old));
    let into = file.split_into.iter().map(|new| ("已分出户号", new));
    for (words, other) in from.chain(into) {
        ui.horizontal(|ui| {
            ui.weak(words);
            if button::quiet_ui(ui, &other.account).clicked() {
                shell.ask(Action::OpenCustomer(other.account.clone()));
            }
            ui.label(format!("{} {}", other.party.name, other.capacity));
        });
    }
}

fn holder_ui(ui: &mut Ui, file: &CustomerFile, revealed: bool, today: NaiveDate) {
    let customer = &file.customer;
    let party = &customer.party;
    let masked = |text: &str, mask: fn(&str) -> String| {
        if revealed {
            text.to_owned()
        } else {
            mask(text)
        }
    };
    section_ui(ui, "客户");
    let mut lines = vec![
        (
            "证件",
            format!(
                "{} {}",
                party.id_kind.chinese(),
                masked(&party.id_number, mask::id_number)
            ),
        ),
        ("电话", masked(&party.phone, mask::phone)),
        ("用电地址", party.address.clone()),
    ];
    for (label, text) in [
        ("通信地址", &party.postal_address),
        ("邮政编码", &party.postcode),
        ("联系人", &party.contact),
    ] {
        if !text.is_empty() {
            lines.push((label, text.clone()));
        }
    }
    lines.extend([
        ("客户类别", customer.class.chinese().to_owned()),
        ("容量", customer.capacity.to_string()),
        ("供电电压", customer.voltage.chinese().to_owned()),
        (
            "电价类别",
            TariffShare::in_words(customer.tariff.chinese(), &file.shares),
        ),
        ("计费方式", customer.billing.chinese().to_owned()),
        ("立户日期", customer.opened_on.to_string()),
    ]);
    if let Some(removal) = &file.removal {
        lines.push(("暂拆", removal.in_words(customer.capacity, today)));
    }
    if let Some(ratio) = &file.ratio {
        let mut words = format!("{}起执行，最迟{}核实", ratio.since, ratio.last.due);
        if let Some(day) = ratio.refused_on {
            words.push_str(&format!("；▲ 客户{day}拒绝核实，原比例继续执行"));
        }
        lines.push(("比例核实", words));
    }
    grid_ui(ui, "holder", &lines);
}

/// A table; where it is broader than the page, it scrolls sideways.
fn table_ui(ui: &mut Ui, id: &str, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    ui.scope(|ui| {
        theme::show_bars(ui);
        let broad = ScrollArea::horizontal().id_salt(("broad", id));
        broad.show(ui, |ui| {
            Grid::new(id)
                .num_columns(heads.len())
                .spacing([theme::APART, 6.0])
                .show(ui, |ui| {
                    for head in heads {
                        ui.label(RichText::new(*head).weak());
                    }
                    ui.end_row();
                    for row in rows {
                        for cell in row {
                            ui.add(Label::new(cell).selectable(true).extend());
                        }
                        ui.end_row();
                    }
                });
        });
    });
}

fn meters_ui(ui: &mut Ui, file: &CustomerFile) {
    section_ui(ui, "电能表");
    let rows = file.meters.iter().map(|meter| {
        vec![
            meter.asset_number.clone(),
            meter.model.clone(),
            meter.multiplier.normalize().to_string(),
            meter.seals.clone(),
            meter.installed_on.to_string(),
            meter
                .removed_on
                .map_or_else(|| "在装".to_owned(), |day| format!("{day}拆")),
        ]
    });
    let heads = ["资产编号", "型式", "倍率", "封印", "装表", "现状"];
    table_ui(ui, "meters", &heads, rows);
}

/// The latest readings; each can be put right, in a form that this opens.
fn readings_ui(ui: &mut Ui, file: &CustomerFile) -> Option<ReadingCorrectionForm> {
    section_ui(ui, "抄表示数");
    let mut opened = None;
    Grid::new("readings")
        .num_columns(4)
        .spacing([theme::APART, 6.0])
        .show(ui, |ui| {
            for head in ["日期", "示数（kWh）", "电能表"] {
                ui.label(RichText::new(head).weak());
            }
            ui.end_row();
            for reading in file.readings.iter().rev().take(READINGS) {
                let day = reading.read_on;
                let value = reading.value.normalize().to_string();
                for cell in [day.to_string(), value, reading.meter.clone()] {
                    ui.add(Label::new(cell).selectable(true));
                }
                let correct = button::quiet_ui(ui, "更正示数…");
                let name = format!("更正{day}的示数，电能表{}", reading.meter);
                if correct.accessible_name(name).clicked() {
                    let account = &file.customer.account;
                    opened = Some(ReadingCorrectionForm::new(account, reading));
                }
                ui.end_row();
            }
        });
    opened
}

fn verifications_ui(ui: &mut Ui, file: &CustomerFile) {
    if file.verifications.is_empty() {
        return;
    }
    section_ui(ui, "比例核实");
    let rows = file.verifications.iter().map(|verification| {
        vec![
            verification.on.to_string(),
            verification.outcome.chinese().to_owned(),
            TariffShare::in_words("", &verification.shares),
            verification.verified_by.clone(),
            verification.note.clone(),
        ]
    });
    let heads = ["日期", "结果", "比例", "核实人", "说明"];
    table_ui(ui, "verifications", &heads, rows);
}

fn belongings_ui(ui: &mut Ui, file: &CustomerFile) {
    if !file.sources.is_empty() {
        section_ui(ui, "电源");
        let rows = file.sources.iter().map(|source| {
            vec![
                source.role.chinese().to_owned(),
                source.voltage.chinese().to_owned(),
                format!("{} kVA", source.capacity.normalize()),
                source.line.chinese().to_owned(),
            ]
        });
        table_ui(ui, "sources", &["用途", "电压", "容量", "线路"], rows);
    }
    if !file.transformers.is_empty() {
        section_ui(ui, "变压器");
        let rows = file.transformers.iter().map(|transformer| {
            vec![
                transformer.plate.clone(),
                format!("{} kVA", transformer.kva.normalize()),
                transformer.group.clone().unwrap_or_default(),
            ]
        });
        table_ui(ui, "transformers", &["铭牌", "容量", "成组"], rows);
    }
    if !file.contracts.is_empty() {
        section_ui(ui, "供用电合同");
        let rows = file.contracts.iter().map(|contract| {
            vec![
                contract.number.clone(),
                format!("{}起", contract.in_force_on),
                contract
                    .ended_on
                    .map_or_else(|| "有效".to_owned(), |day| format!("{day}止")),
            ]
        });
        table_ui(ui, "contracts", &["编号", "生效", "现状"], rows);
    }
}

fn cases_ui(ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
    if file.cases.is_empty() {
        return;
    }
    section_ui(ui, "工单");
    for row in &file.cases {
        ui.horizontal(|ui| {
            if button::quiet_ui(ui, &row.number).clicked() {
                shell.ask(Action::OpenCase(row.number.clone()));
            }
            ui.label(row.kind.chinese());
            ui.label(row.state.chinese());
            ui.weak(row.applied_on.to_string());
        });
    }
}
