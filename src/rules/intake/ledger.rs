//! The check of an account as an old ledger has it (期初客户): what the intake asks of an application, all at once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::account::check_account;
use crate::model::application::{Draft, PartyDraft, TransformerDraft};
use crate::model::capacity::Capacity;
use crate::model::customer::{Customer, Meter, Reading, Transformer};
use crate::model::identity;
use crate::model::phone::{self, Phone};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{
    AccountState, Billing, CapacityUnit, Class, IdKind, Kind, Nature, Voltage,
};
use crate::rules::field;
use crate::rules::ledger_day;
use crate::rules::manual::Manual;
use crate::rules::refusal::Refusal;

use super::ledger_words::{self as words, Word};
use super::{Check, IntakeContext, LONGEST_NAME};

/// A line of a ledger as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerEntry {
    pub account: String,
    pub name: String,
    /// Kind and number of the holder's document; or the number alone in one of the next two.
    pub id_kind: String,
    pub id_number: String,
    pub id_card: String,
    pub uscc: String,
    pub phone: String,
    pub address: String,
    pub postal_address: String,
    pub postcode: String,
    pub contact: String,
    pub class: String,
    pub nature: String,
    pub tariff: String,
    pub billing: String,
    pub capacity: String,
    pub unit: String,
    pub voltage: String,
    pub opened_on: String,
    pub meter: String,
    pub meter_model: String,
    pub multiplier: String,
    pub seals: String,
    /// Empty: the day on which the account was opened.
    pub installed_on: String,
    pub reading: String,
    pub read_on: String,
    /// `铭牌:容量:组；…`
    pub transformers: String,
    pub contract: String,
    pub contract_on: String,
}

/// An account of a ledger that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerAccount {
    pub customer: Customer,
    pub transformers: Vec<Transformer>,
    pub meter: Option<Meter>,
    pub reading: Option<Reading>,
    /// Number, and the day from which it is in force.
    pub contract: Option<(String, NaiveDate)>,
    /// What was taken and should be looked at: field and words.
    pub notices: Vec<(&'static str, String)>,
}

/// Turns a line of a ledger into an account.
///
/// # Errors
/// Every refusal at once, each with its field as [`LedgerEntry`] names it.
pub fn check(
    manual: &Manual,
    entry: &LedgerEntry,
    context: IntakeContext<'_>,
    account_length: usize,
) -> Result<LedgerAccount, Vec<Refusal>> {
    let mut check = Check::new(manual, context);
    check.takes_old_numbers = true;
    let mut notices = Vec::new();
    let account = check.ledger_account(entry, account_length, &mut notices);
    match account {
        Some(account) if check.refusals.is_empty() => Ok(LedgerAccount { notices, ..account }),
        _ => Err(check.refusals),
    }
}

type Notices = Vec<(&'static str, String)>;

impl Check<'_> {
    fn ledger_account(
        &mut self,
        entry: &LedgerEntry,
        account_length: usize,
        notices: &mut Notices,
    ) -> Option<LedgerAccount> {
        let account = half_width(&entry.account);
        if account.is_empty() {
            self.input("account", "户号", "未填");
        } else if let Err(problem) = check_account(&account, account_length) {
            self.input("account", "户号", problem);
        }
        let class = self.ledger_word::<Class>("class", "客户类别", &entry.class);
        let nature = match class {
            Some(Class::Resident) => self.nature(class, &tidy(&entry.nature)),
            // What is wrong with the class is said already.
            None if tidy(&entry.nature).is_empty() => None,
            _ => self.ledger_word::<Nature>("nature", "用电性质", &entry.nature),
        };
        let party = self.ledger_party(entry, class, notices);
        let tariff = self.ledger_word("tariff", "电价类别", &entry.tariff);
        let billing = self.ledger_billing(entry, class);
        let capacity = self.ledger_capacity(entry, class);
        let voltage = self
            .ledger_word::<Voltage>("voltage", "供电电压", &entry.voltage)
            .and_then(|voltage| self.voltage(class, voltage.wire()));
        let transformers = self.ledger_transformers(entry, class, capacity);
        let opened_on = self.past_day("opened_on", "立户日期", &entry.opened_on, notices);
        let (meter, reading) = self.ledger_meter(entry, opened_on, notices);
        let contract = self.ledger_contract(entry, notices);
        Some(LedgerAccount {
            customer: Customer {
                account,
                state: AccountState::Active,
                class: class?,
                nature,
                party: party?,
                tariff: tariff?,
                billing: billing?,
                capacity: capacity?,
                voltage: voltage?,
                opened_on: opened_on?,
            },
            transformers,
            meter,
            reading,
            contract,
            notices: Vec::new(),
        })
    }

    fn ledger_word<T: Word>(&mut self, field: &str, label: &str, typed: &str) -> Option<T> {
        let typed = tidy(typed);
        if typed.is_empty() {
            self.input(field, label, "未填");
            return None;
        }
        let meant = words::read(&typed);
        if meant.is_none() {
            let shown: String = typed.chars().take(20).collect();
            let known = words::known::<T>();
            let problem = format!("“{shown}”不在可选范围内（可选：{known}）");
            self.input(field, label, problem);
        }
        meant
    }

    fn ledger_party(
        &mut self,
        entry: &LedgerEntry,
        class: Option<Class>,
        notices: &mut Notices,
    ) -> Option<crate::model::customer::Party> {
        let (number, at, kind) = self.ledger_identity(entry);
        let before = self.refusals.len();
        let party = self.customer(
            class,
            &PartyDraft {
                name: entry.name.clone(),
                // What is wrong with the kind is said already.
                id_kind: kind.unwrap_or(IdKind::Other).to_string(),
                id_number: number,
                phone: entry.phone.clone(),
                address: entry.address.clone(),
                postal_address: entry.postal_address.clone(),
                postcode: entry.postcode.clone(),
                contact: entry.contact.clone(),
            },
        );
        for refusal in self.refusals.iter_mut().skip(before) {
            let field = refusal.field.strip_prefix("customer.");
            let field = field.unwrap_or(&refusal.field);
            let field = if field == "id_number" { at } else { field };
            refusal.field = field.to_owned();
        }
        let party = party.filter(|_| kind.is_some())?;
        if kind == Some(IdKind::IdCard) && identity::is_old(&party.id_number) {
            let words = "15位的旧号码，照原样收下，请在客户下次来时换成18位";
            notices.push((at, words.to_owned()));
        }
        if phone::classify(&party.phone) == Ok(Phone::Odd) {
            notices.push(("phone", "不像区号加号码，请核对".to_owned()));
        }
        Some(party)
    }

    /// The number, the field that it stands in, and of what kind it is; where no kind is written, by its column, else
    /// by its shape.
    fn ledger_identity(&mut self, entry: &LedgerEntry) -> (String, &'static str, Option<IdKind>) {
        let places = [
            ("id_number", &entry.id_number, None),
            ("id_card", &entry.id_card, Some(IdKind::IdCard)),
            ("uscc", &entry.uscc, Some(IdKind::Uscc)),
        ];
        let mut filled = places
            .into_iter()
            .filter(|(_, typed, _)| !tidy(typed).is_empty());
        let Some((at, typed, of_column)) = filled.next() else {
            // The empty number is refused with the other fields.
            return (String::new(), "id_number", Some(IdKind::Other));
        };
        if let Some((second, ..)) = filled.next() {
            self.input(second, "证件号码", "已在另一栏填了号码，只填一处");
        }
        let number = half_width(typed).replace(' ', "").to_ascii_uppercase();
        let by_shape = || {
            if identity::check_uscc(&number).is_ok() {
                Some(IdKind::Uscc)
            } else {
                matches!(number.chars().count(), 15 | 18).then_some(IdKind::IdCard)
            }
        };
        let kind = if tidy(&entry.id_kind).is_empty() {
            let kind = of_column.or_else(by_shape);
            if kind.is_none() {
                self.input("id_kind", "证件类型", "未填，从号码也看不出来");
            }
            kind
        } else {
            self.ledger_word("id_kind", "证件类型", &entry.id_kind)
        };
        (number, at, kind)
    }

    /// At low voltage there is one way only, which need not be written.
    fn ledger_billing(&mut self, entry: &LedgerEntry, class: Option<Class>) -> Option<Billing> {
        if class != Some(Class::HighVoltage) && tidy(&entry.billing).is_empty() {
            return Some(Billing::Single);
        }
        let billing: Billing = self.ledger_word("billing", "计费方式", &entry.billing)?;
        self.billing(class, billing.wire())
    }

    /// The unit stands in a column of its own or behind the figure.
    fn ledger_capacity(&mut self, entry: &LedgerEntry, class: Option<Class>) -> Option<Capacity> {
        let typed = half_width(&entry.capacity);
        let is_unit = |c: char| c.is_alphabetic() || c == ' ';
        let figure = match typed.trim_end_matches(is_unit) {
            "" => typed.as_str(),
            figure => figure,
        };
        let behind = typed.get(figure.len()..).unwrap_or_default();
        let unit = if tidy(&entry.unit).is_empty() {
            behind
        } else {
            &entry.unit
        };
        let unit = self.ledger_word::<CapacityUnit>("unit", "单位", unit);
        let Some(unit) = unit else {
            self.amount("capacity", "容量", figure);
            return None;
        };
        let draft = Draft {
            capacity: figure.to_owned(),
            unit: unit.to_string(),
            ..Draft::default()
        };
        self.capacity(class, &draft)
    }

    fn ledger_transformers(
        &mut self,
        entry: &LedgerEntry,
        class: Option<Class>,
        capacity: Option<Capacity>,
    ) -> Vec<Transformer> {
        let pieces = entry.transformers.split(['；', ';']).map(tidy);
        let transformers = pieces.filter(|piece| !piece.is_empty()).map(|piece| {
            let mut parts = piece.split(['：', ':']).map(tidy);
            let mut part = || parts.next().unwrap_or_default();
            let (plate, kva, group) = (part(), half_width(&part()), part());
            let kva = kva.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ');
            TransformerDraft {
                plate,
                kva: kva.to_owned(),
                group,
            }
        });
        let draft = Draft {
            // As of an account that stands: its sources are not asked for.
            kind: Kind::CapacityIncrease.to_string(),
            transformers: transformers.collect(),
            ..Draft::default()
        };
        self.installation(class, &draft, capacity, None)
            .transformers
    }

    fn ledger_meter(
        &mut self,
        entry: &LedgerEntry,
        opened_on: Option<NaiveDate>,
        notices: &mut Notices,
    ) -> (Option<Meter>, Option<Reading>) {
        if tidy(&entry.meter).is_empty() {
            for (at, label, typed) in [
                ("meter_model", "型号", &entry.meter_model),
                ("multiplier", "倍率", &entry.multiplier),
                ("seals", "封印编号", &entry.seals),
                ("installed_on", "装表日期", &entry.installed_on),
                ("reading", "示数", &entry.reading),
                ("read_on", "抄表日期", &entry.read_on),
            ] {
                if !tidy(typed).is_empty() {
                    self.input(at, label, "没有表号，不填这一栏");
                }
            }
            return (None, None);
        }
        let number = field::meter_number(&entry.meter)
            .map_err(|problem| self.input("meter", "表号", problem))
            .ok();
        let model = self.text("meter_model", "型号", &entry.meter_model, LONGEST_NAME);
        let seals = self.text("seals", "封印编号", &entry.seals, LONGEST_NAME);
        let multiplier = match tidy(&entry.multiplier).as_str() {
            "" => Some(Decimal::ONE),
            _ => self.ledger_multiplier(&entry.multiplier),
        };
        let installed_on = match tidy(&entry.installed_on).as_str() {
            "" => opened_on,
            typed => self.past_day("installed_on", "装表日期", typed, notices),
        };
        let meter = || {
            Some(Meter {
                asset_number: number?,
                model,
                multiplier: multiplier?,
                seals,
                installed_on: installed_on?,
                removed_on: None,
            })
        };
        let meter = meter();
        let reading = self.ledger_reading(entry, installed_on, meter.as_ref(), notices);
        (meter, reading)
    }

    fn ledger_multiplier(&mut self, typed: &str) -> Option<Decimal> {
        match field::decimal(typed, 4) {
            Ok(value) if value.is_zero() => self.input("multiplier", "倍率", "应大于零"),
            Ok(value) => return Some(value.normalize()),
            Err(problem) => self.input("multiplier", "倍率", problem),
        }
        None
    }

    /// The last reading, from which the next goes on.
    fn ledger_reading(
        &mut self,
        entry: &LedgerEntry,
        installed_on: Option<NaiveDate>,
        meter: Option<&Meter>,
        notices: &mut Notices,
    ) -> Option<Reading> {
        match (
            tidy(&entry.reading).is_empty(),
            tidy(&entry.read_on).is_empty(),
        ) {
            (true, true) => return None,
            (true, false) => self.input("reading", "示数", "填了抄表日期，须填示数"),
            _ => {}
        }
        let value = (!tidy(&entry.reading).is_empty())
            .then(|| field::decimal(&entry.reading, 4))
            .transpose()
            .map_err(|problem| self.input("reading", "示数", problem))
            .ok()
            .flatten();
        let read_on = self.past_day("read_on", "抄表日期", &entry.read_on, notices)?;
        if let Some(installed_on) = installed_on.filter(|day| read_on < *day) {
            let problem = format!("早于装表日{installed_on}");
            self.input("read_on", "抄表日期", problem);
        }
        Some(Reading {
            meter: meter?.asset_number.clone(),
            read_on,
            value: value?,
        })
    }

    fn ledger_contract(
        &mut self,
        entry: &LedgerEntry,
        notices: &mut Notices,
    ) -> Option<(String, NaiveDate)> {
        let number = self.text("contract", "合同编号", &entry.contract, LONGEST_NAME);
        match (number.is_empty(), tidy(&entry.contract_on).is_empty()) {
            (true, true) => return None,
            (true, false) => self.input("contract", "合同编号", "填了合同日期，须填合同编号"),
            _ => {}
        }
        let on = self.past_day("contract_on", "合同日期", &entry.contract_on, notices)?;
        Some((number, on))
    }

    /// A day that was: not after today.
    fn past_day(
        &mut self,
        field: &'static str,
        label: &str,
        typed: &str,
        notices: &mut Notices,
    ) -> Option<NaiveDate> {
        let (day, notice) = ledger_day::read(typed)
            .map_err(|problem| self.input(field, label, problem))
            .ok()?;
        notices.extend(notice.map(|words| (field, words)));
        let today = self.context.today;
        if day > today {
            self.input(field, label, format!("{day}在今天（{today}）之后"));
        }
        Some(day)
    }
}
