//! The parts of a split account (分户) on paper: the table of them, and the contract of each.

use rust_decimal::Decimal;

use crate::model::application::{
    Application, Draft, Part, PartDraft, Representative, SourceDraft, Vat,
};
use crate::model::case::{Case, StepRecord};
use crate::model::customer::Agent;
use crate::model::vocabulary::{Class, Kind, SourceLine, SourceRole, StepResult, Tariff, Voltage};
use crate::paper::{Form, Values};
use crate::rules::field::decimal;
use crate::rules::progress::part_of;

use super::super::case_file::{CaseFile, ContractStanding};
use super::super::part::{CONTRACT, PartStanding};
use super::application::chinese;
use super::sheet::Round;

const TABLE: &str = "parts";
/// What feeds the parts at high voltage.
const SUPPLY: &str = "part_supply";

/// The step at which a part gets its account and its meter.
const METERED: &str = "metered";

/// What was typed of the parts, and what they do to the account.
pub(super) fn typed(values: &mut Values, draft: &Draft) {
    if draft.kind != Kind::Split.wire() {
        return;
    }
    let unit = &draft.unit;
    for (number, part) in (1..).zip(&draft.parts) {
        values.push_row(TABLE, cells(part, unit));
        supply(values, number, part);
    }
    let share = |capacity: &str| match capacity {
        "" => String::new(),
        capacity => format!("{capacity} {unit}"),
    };
    let shares = draft.parts.iter();
    let shares: Vec<String> = shares
        .map(|part| format!("{} {}", part.customer.name, share(&part.capacity)))
        .collect();
    let whole = format!("{} {unit}", draft.capacity);
    values
        .set("change.from", format!("一户，{whole}"))
        .set(
            "change.to",
            format!("分成{}户：{}", shares.len(), shares.join("、")),
        )
        .set("change.original", &whole)
        .set("change.total", whole);
    let sum: Option<Decimal> = draft
        .parts
        .iter()
        .map(|part| decimal(&part.capacity, 2).ok())
        .sum();
    if let Some(sum) = sum.filter(|_| !draft.parts.is_empty()) {
        values.set("parts.total", format!("{} {unit}", sum.normalize()));
    }
}

fn cells(part: &PartDraft, unit: &str) -> Vec<(&'static str, String)> {
    let class = chinese(&part.class, Class::chinese);
    let tariff = chinese(&part.tariff, Tariff::chinese);
    let voltage = chinese(&part.voltage, Voltage::chinese);
    vec![
        ("name", part.customer.name.clone()),
        ("id_number", part.customer.id_number.clone()),
        ("phone", part.customer.phone.clone()),
        ("class", class),
        ("tariff", tariff),
        ("voltage", voltage),
        ("capacity", format!("{} {unit}", part.capacity)),
        ("transformers", part.transformers.join("、")),
    ]
}

/// The sources and transformers of a part, one a row beside another; none at low voltage.
fn supply(values: &mut Values, number: usize, part: &PartDraft) {
    for row in 0..part.sources.len().max(part.transformers.len()) {
        let source = part.sources.get(row).map_or_else(String::new, in_words);
        let transformer = part.transformers.get(row).cloned().unwrap_or_default();
        let whose = if row == 0 {
            format!("第{number}份")
        } else {
            String::new()
        };
        let row = [
            ("part", whose),
            ("source", source),
            ("transformer", transformer),
        ];
        values.push_row(SUPPLY, row);
    }
}

/// A source as far as it has been typed.
fn in_words(source: &SourceDraft) -> String {
    let capacity = match source.capacity.as_str() {
        "" => String::new(),
        kva => format!("{kva} kVA"),
    };
    let words = [
        chinese(&source.role, SourceRole::chinese),
        chinese(&source.voltage, Voltage::chinese),
        capacity,
        chinese(&source.line, SourceLine::chinese),
    ];
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// How far each part has come: its account, its meter, the day of its contract.
pub(super) fn standing(values: &mut Values, file: &CaseFile) {
    if file.parts.is_empty() {
        return;
    }
    let unit = file.case.application.capacity.unit.wire();
    values.clear_rows(TABLE);
    for (number, one) in (1..).zip(&file.parts) {
        let metered = of_part(file, METERED, number);
        let metered = |field: &str| {
            let kept = metered.and_then(|record| record.fields.get(field));
            kept.cloned().unwrap_or_default()
        };
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let mut row = cells(&PartDraft::from(&one.part), unit);
        row.extend([
            ("account", one.account.clone().unwrap_or_default()),
            ("meter", metered("meter")),
            ("reading", metered("reading")),
            ("seals", metered("seals")),
            ("workers", both(metered("worker"), metered("second_worker"))),
            ("signed_on", day(one.contract_signed_on).unwrap_or_default()),
            ("metered_on", day(one.metered_on).unwrap_or_default()),
        ]);
        values.push_row(TABLE, row);
    }
}

/// Two persons on site.
fn both(first: String, second: String) -> String {
    if second.is_empty() {
        first
    } else {
        format!("{first}、{second}")
    }
}

fn of_part<'a>(file: &'a CaseFile, step: &str, part: usize) -> Option<&'a StepRecord> {
    let mut live = super::steps::live(file);
    live.find(|record| record.step.as_str() == step && part_of(record) == Some(part))
}

/// Where the form is a split's contract: a sheet for each part of its class.
pub(super) fn of_contract(form: &Form, file: &CaseFile) -> Vec<Round> {
    if form.contract().is_none() {
        return Vec::new();
    }
    let numbered = (1..).zip(&file.parts);
    numbered
        .filter(|(_, one)| form.suits(Kind::Split, one.part.class))
        .map(|(number, one)| Round {
            number,
            recorded: one.contract_signed_on.map(|day| (day, StepResult::Pass)),
        })
        .collect()
}

/// The case as if it were about one part alone; signed, as it stood on that day, and metered, with its account and
/// meter.
pub(super) fn alone(file: &CaseFile, sheet: Round) -> CaseFile {
    let number = sheet.number as usize;
    let standing = number.checked_sub(1).and_then(|at| file.parts.get(at));
    match standing {
        Some(one) => as_its_own(file, number, one),
        None => file.clone(),
    }
}

fn as_its_own(file: &CaseFile, number: usize, one: &PartStanding) -> CaseFile {
    let part = &one.part;
    let signed = of_part(file, CONTRACT, number);
    let application = &file.case.application;
    let is_old_holder = part.customer.id_number == application.customer.id_number;
    let application = Application {
        class: part.class,
        nature: part.nature,
        customer: part.customer.clone(),
        capacity: part.capacity,
        voltage: part.voltage,
        tariff: part.tariff,
        billing: part.billing,
        purpose: part.purpose.clone(),
        sources: part.sources.clone(),
        transformers: part.transformers.clone(),
        industry: industry(application, part),
        agent: agent(part).or_else(|| application.agent.clone().filter(|_| is_old_holder)),
        representative: representative(part).or_else(|| {
            let old = application.representative.clone();
            old.filter(|_| is_old_holder)
        }),
        vat: vat(part, application.vat.as_ref().filter(|_| is_old_holder)),
        change: None,
        ..application.clone()
    };
    let until = |record: &StepRecord| signed.is_none_or(|signed| record.id <= signed.id);
    let mut steps = file.steps.clone();
    steps.retain(|record| {
        let own = part_of(record).is_none_or(|part| part == number);
        own && (until(record) || record.step.as_str() == METERED) && record.result.is_passed()
    });
    CaseFile {
        case: Case {
            application,
            // Opened when its meter is set, after it has signed.
            account: one.account.clone(),
            ..file.case.clone()
        },
        contract: signed.map(ContractStanding::of),
        steps,
        parts: Vec::new(),
        ..file.clone()
    }
}

/// As typed; of a part that is billed as the old account, that of the old account.
fn industry(application: &Application, part: &Part) -> String {
    let own = &part.organisation.industry;
    let same = part.class == application.class && part.tariff == application.tariff;
    match own.is_empty() && same {
        true => application.industry.clone(),
        false => own.clone(),
    }
}

fn representative(part: &Part) -> Option<Representative> {
    let name = part.organisation.representative.clone();
    (!name.is_empty()).then(|| Representative {
        name,
        id_number: String::new(),
    })
}

fn agent(part: &Part) -> Option<Agent> {
    let name = part.organisation.agent.clone();
    (!name.is_empty()).then(|| Agent {
        name,
        id_number: String::new(),
        phone: String::new(),
    })
}

/// What was typed of the part, beside what the old holder's invoices say.
fn vat(part: &Part, old: Option<&Vat>) -> Option<Vat> {
    let own = &part.organisation;
    let either = |own: &str, old: fn(&Vat) -> &str, known: Option<&Vat>| match own {
        "" => known.map_or("", old).to_owned(),
        own => own.to_owned(),
    };
    let vat = Vat {
        name: either("", |vat| &vat.name, old),
        tax_number: either(&own.tax_number, |vat| &vat.tax_number, old),
        address: either("", |vat| &vat.address, old),
        phone: either("", |vat| &vat.phone, old),
        bank: either(&own.bank, |vat| &vat.bank, old),
        bank_account: either(&own.bank_account, |vat| &vat.bank_account, old),
    };
    let typed = [&own.tax_number, &own.bank, &own.bank_account];
    (old.is_some() || typed.iter().any(|typed| !typed.is_empty())).then_some(vat)
}
