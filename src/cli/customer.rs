//! `customer`: an account with all that belongs to it.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use crate::model::customer::{Customer, TariffShare, Verification};
use crate::office::customer::{self, CustomerFile, Removal};
use crate::office::life::{self, Life, Mark, Told};
use crate::office::suspension::{self, Year};
use crate::office::verify::RatioStanding;
use crate::rules::opening;
use crate::rules::ratio::RECLASS_5;
use crate::store::case::CaseRow;

use super::application::{shares_json, sources_json};
use super::contact;
use super::failure::Failure;
use super::input;
use super::output::{Answer, section, table};
use super::session::{Privacy, Session};

pub(super) fn customer(
    session: &mut Session,
    account: &str,
    year: Option<&str>,
) -> Result<Answer, Failure> {
    let year = input::number(year, "year", "--year", 1900..=2199)?;
    let year = year.unwrap_or(session.desk.today.year());
    let (whole, privacy) = session.look_private(
        |work| {
            let file = customer::customer_file(work, account)?;
            Ok(Whole {
                life: life::life(work, &file)?,
                year: suspension::year(work, account, year)?,
                file,
            })
        },
        |whole| vec![whole.file.customer.account.clone()],
    )?;
    let json = whole_json(&whole, privacy);
    Ok(Answer::new(json, text(&whole, privacy, session.desk.today)))
}

/// An account with its life and a year of its suspensions.
struct Whole {
    file: CustomerFile,
    life: Life,
    year: Year,
}

/// The holder and what the account is.
pub(super) fn customer_json(customer: &Customer, privacy: Privacy) -> Value {
    let party = &customer.party;
    json!({
        "account": customer.account,
        "state": customer.state,
        "class": customer.class,
        "nature": customer.nature,
        "name": party.name,
        "id_kind": party.id_kind,
        "id_number": privacy.id_number(&party.id_number),
        "phone": privacy.phone(&party.phone),
        "address": party.address,
        "postal_address": party.postal_address,
        "postcode": party.postcode,
        "contact": party.contact,
        "tariff": customer.tariff,
        "billing": customer.billing,
        "capacity": customer.capacity.value.to_string(),
        "unit": customer.capacity.unit,
        "voltage": customer.voltage,
        "opened_on": customer.opened_on,
    })
}

/// A case in a list.
pub(super) fn case_row_json(row: &CaseRow) -> Value {
    json!({
        "case": row.number,
        "kind": row.kind,
        "class": row.class,
        "state": row.state,
        "name": row.name,
        "address": row.address,
        "capacity": row.capacity.value.to_string(),
        "unit": row.capacity.unit,
        "applied_on": row.applied_on,
        "accepted_on": row.accepted_on,
    })
}

/// A removal with its last day; `null` where the meter is not off.
pub(super) fn removal_json(removal: Option<&Removal>) -> Value {
    json!(removal.map(|removal| json!({
        "removed_on": removal.removed_on,
        "rule": "REMOVE-2",
        "nominal": removal.last.nominal,
        "due": removal.last.due,
        "note": removal.last.note,
    })))
}

/// What happened to the account, the oldest first.
fn life_json(life: &Life) -> Value {
    let happened = life.events.iter();
    let happened = happened.filter(|event| !matches!(event.mark, Mark::Today | Mark::Ahead));
    let events = happened.map(|event| {
        json!({
            "on": event.on,
            "what": event.what,
            "state": match event.mark {
                Mark::UnderWay => "under_way",
                Mark::Voided => "voided",
                _ => "done",
            },
            "case": event.case(),
            "claim": event.told.as_ref().and_then(|told| match told {
                Told::Claim(number) => Some(number),
                Told::Case(_) | Told::Complaint(_) => None,
            }),
            "complaint": event.told.as_ref().and_then(|told| match told {
                Told::Complaint(number) => Some(number),
                Told::Case(_) | Told::Claim(_) => None,
            }),
            "readings": event.readings,
        })
    });
    events.collect()
}

/// The days on end on which it was suspended, or is to be, or had no meter.
fn stretches_json(life: &Life) -> Value {
    let stretches = life.stretches.iter().map(|stretch| {
        json!({
            "what": stretch.during.wire(),
            "from": stretch.days.from,
            "until": stretch.days.until,
            "equipment": stretch.equipment,
            "number": stretch.number,
        })
    });
    stretches.collect()
}

fn life_text(life: &Life) -> String {
    let rows: Vec<[String; 4]> = life
        .events
        .iter()
        .map(|event| {
            let words = format!("{} {}", event.mark.shape(), event.in_words());
            let told = event.told.as_ref();
            let number = told.map_or_else(String::new, |told| told.number().to_owned());
            [event.on.to_string(), words, event.readings.clone(), number]
        })
        .collect();
    let stretches = life.stretches.iter();
    let stretches: String = stretches
        .map(|one| format!("━ {}\n", one.in_words()))
        .collect();
    table(&rows) + &stretches
}

/// What an old ledger told, that which was taken back too.
fn openings_json(file: &CustomerFile) -> Value {
    let openings = file.openings.iter().map(|kept| {
        json!({
            "opening": kept.number,
            "kind": kept.opening.kind(),
            "what": opening::in_words(&kept.opening),
            "taken_back": kept.taken_back.as_ref().map(|back| json!({
                "at": back.at,
                "by": back.by,
                "reason": back.reason,
            })),
        })
    });
    openings.collect()
}

fn openings_text(file: &CustomerFile) -> String {
    let openings = file.openings.iter();
    let rows: Vec<[String; 3]> = openings
        .map(|kept| {
            let back = kept.taken_back.as_ref();
            let back = back.map(|back| format!("{}撤销：{}", back.at.date(), back.reason));
            let words = opening::in_words(&kept.opening);
            [kept.number.clone(), words, back.unwrap_or_default()]
        })
        .collect();
    table(&rows)
}

/// By when the ratio is to be verified; `null` where there is none.
fn ratio_json(ratio: Option<&RatioStanding>) -> Value {
    json!(ratio.map(|ratio| json!({
        "since": ratio.since,
        "rule": RECLASS_5,
        "nominal": ratio.last.nominal,
        "due": ratio.last.due,
        "note": ratio.last.note,
        "refused_on": ratio.refused_on,
    })))
}

fn verifications_json(file: &CustomerFile) -> Value {
    file.verifications.iter().map(verification_json).collect()
}

/// A verification, done or refused.
pub(super) fn verification_json(verification: &Verification) -> Value {
    json!({
        "on": verification.on,
        "result": verification.outcome,
        "shares": shares_json(&verification.shares),
        "verified_by": verification.verified_by,
        "note": verification.note,
    })
}

fn whole_json(whole: &Whole, privacy: Privacy) -> Value {
    let Whole { file, life, year } = whole;
    let mut json = customer_json(&file.customer, privacy);
    let contracts: Vec<Value> = file
        .contracts
        .iter()
        .map(|contract| {
            json!({
                "number": contract.number,
                "template": contract.template,
                "in_force_on": contract.in_force_on,
                "ended_on": contract.ended_on,
            })
        })
        .collect();
    if let Some(json) = json.as_object_mut() {
        for (key, value) in [
            ("meters", json!(file.meters)),
            ("sources", json!(sources_json(&file.sources))),
            ("transformers", json!(file.transformers)),
            ("readings", json!(file.readings)),
            ("cases", file.cases.iter().map(case_row_json).collect()),
            ("contracts", json!(contracts)),
            (
                "split_from",
                json!(file.split_from.as_ref().map(|old| &old.account)),
            ),
            (
                "split_into",
                file.split_into
                    .iter()
                    .map(|new| json!(new.account))
                    .collect(),
            ),
            ("life", life_json(life)),
            ("stretches", stretches_json(life)),
            ("openings", openings_json(file)),
            ("removal", removal_json(file.removal.as_ref())),
            ("shares", json!(shares_json(&file.shares))),
            ("ratio", ratio_json(file.ratio.as_ref())),
            ("verifications", verifications_json(file)),
        ] {
            json.insert(key.to_owned(), value);
        }
        for (key, value) in contact::file_json(file) {
            json.insert(key.to_owned(), value);
        }
        json.extend(super::suspension::year_json(year));
    }
    json
}

fn text(whole: &Whole, privacy: Privacy, today: NaiveDate) -> String {
    let Whole { file, life, year } = whole;
    let customer = &file.customer;
    let party = &customer.party;
    let id = format!(
        "{} {}",
        party.id_kind.chinese(),
        privacy.id_number(&party.id_number)
    );
    let removal = file.removal.as_ref().map_or_else(String::new, |removal| {
        format!("{}\n", removal.in_words(customer.capacity, today))
    });
    let named = |customer: &Customer| format!("{}（{}）", customer.account, customer.party.name);
    let from = file.split_from.iter();
    let from = from.map(|old| format!("由户号{}分户而来\n", named(old)));
    let into: Vec<String> = file.split_into.iter().map(named).collect();
    let into = (!into.is_empty()).then(|| format!("已分成户号{}\n", into.join("、")));
    let split: String = from.chain(into).collect();
    let head = [
        ["证件", &id],
        ["电话", &privacy.phone(&party.phone)],
        ["用电地址", &party.address],
        ["容量", &customer.capacity.to_string()],
        ["供电电压", customer.voltage.chinese()],
        [
            "电价类别",
            &TariffShare::in_words(customer.tariff.chinese(), &file.shares),
        ],
        ["计费方式", customer.billing.chinese()],
        ["立户日期", &customer.opened_on.to_string()],
    ]
    .map(|row| row.map(str::to_owned));
    let meters: Vec<[String; 4]> = file
        .meters
        .iter()
        .map(|meter| {
            let days = match meter.removed_on {
                Some(removed) => format!("{}至{removed}", meter.installed_on),
                None => format!("{}起", meter.installed_on),
            };
            let multiplier = format!("×{}", meter.multiplier.normalize());
            [
                meter.asset_number.clone(),
                meter.model.clone(),
                multiplier,
                days,
            ]
        })
        .collect();
    let transformers: Vec<[String; 2]> = file
        .transformers
        .iter()
        .map(|one| [one.plate.clone(), format!("{} kVA", one.kva)])
        .collect();
    let readings: Vec<[String; 3]> = file
        .readings
        .iter()
        .map(|reading| {
            let value = reading.value.to_string();
            [reading.read_on.to_string(), reading.meter.clone(), value]
        })
        .collect();
    let cases: Vec<[String; 3]> = file
        .cases
        .iter()
        .map(|row| {
            let kind = row.kind.chinese().to_owned();
            [row.number.clone(), kind, row.state.chinese().to_owned()]
        })
        .collect();
    let contracts: Vec<[String; 2]> = file
        .contracts
        .iter()
        .map(|contract| {
            [
                contract.number.clone(),
                match contract.ended_on {
                    Some(ended_on) => format!("{}至{ended_on}", contract.in_force_on),
                    None => format!("{}起", contract.in_force_on),
                },
            ]
        })
        .collect();
    [
        format!(
            "户号{}  {}  {}  {}\n",
            customer.account,
            party.name,
            customer.class.chinese(),
            customer.state.chinese()
        ),
        table(&head),
        section("分户", &split),
        section("经历", &life_text(life)),
        section("期初业务", &openings_text(file)),
        section("暂拆", &removal),
        section("比例核实", &ratio_text(file)),
        section(
            &format!("{}年暂停", year.year),
            &super::suspension::year_text(year),
        ),
        section("电能表", &table(&meters)),
        section("变压器", &table(&transformers)),
        section("示数", &table(&readings)),
        section("工单", &table(&cases)),
        section("合同", &table(&contracts)),
        section("联系", &contact::contacts_text(file)),
        section("投诉", &contact::complaints_text(file)),
    ]
    .concat()
}

/// By when the ratio is verified, and how often it was.
fn ratio_text(file: &CustomerFile) -> String {
    let Some(ratio) = &file.ratio else {
        return String::new();
    };
    let rows: Vec<[String; 4]> = file
        .verifications
        .iter()
        .map(|verification| {
            [
                verification.on.to_string(),
                verification.outcome.chinese().to_owned(),
                TariffShare::in_words("", &verification.shares),
                verification.verified_by.clone(),
            ]
        })
        .collect();
    let refused = ratio.refused_on.map_or_else(String::new, |day| {
        format!("，客户{day}拒绝核实，原比例继续执行")
    });
    let due = ratio.last.due;
    format!(
        "{}起执行，最迟{due}核实{refused}\n{}",
        ratio.since,
        table(&rows)
    )
}
