//! `record`: facts about a customer outside a case, prices and charges.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::model::customer::TariffShare;
use crate::model::idle_notice::IdleNotice;
use crate::model::price::{ChargeEntry, PriceEntry};
use crate::office::correct::{self, Correction};
use crate::office::idle::{self, DeliveryEntry};
use crate::office::price::{self, charge_json, price_json};
use crate::office::proportion;
use crate::office::record::{self, MeterEntry, ReadingEntry};
use crate::office::transformer::{self, TransformerEntry};
use crate::office::verify::{self, VerificationEntry};

use super::contact;
use super::customer::verification_json;
use super::failure::Failure;
use super::input;
use super::output::Answer;
use super::session::Session;

pub(super) fn record(session: &mut Session, kind: &str, file: &str) -> Result<Answer, Failure> {
    match kind {
        "reading" => reading(session, file),
        "meter" => meter(session, file),
        "correction" => correction(session, file),
        "verification" => verification(session, file),
        "price" => price(session, file),
        "charge" => charge(session, file),
        "idle_notice" => idle_notice(session, file),
        "delivery" => delivery(session, file),
        "contact" => contact::contact(session, file),
        "visit" => contact::visit(session, file),
        "key_customer" => contact::key_customer(session, file),
        "complaint" => contact::complaint(session, file),
        "transformer" => transformer(session, file),
        other => {
            let problem = format!(
                "“{other}”不在可选范围内（可选：reading、meter、transformer、correction、verification、price、charge、idle_notice、delivery、contact、visit、key_customer、complaint）"
            );
            Err(Failure::input("kind", "种类", problem))
        }
    }
}

fn reading(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: ReadingEntry = input::json(&input::text(file)?)?;
    let (reading, warnings) = session.act(|work| {
        let reading = record::reading(work, &entry)?;
        let warnings = proportion::of_day(work, &entry.account, reading.read_on)?;
        Ok((reading, warnings))
    })?;
    let mut text = format!(
        "户号{}：{}示数{}",
        entry.account, reading.read_on, reading.value
    );
    let json = json!({
        "account": entry.account,
        "meter": reading.meter,
        "on": reading.read_on,
        "value": reading.value.to_string(),
        "warnings": warnings,
    });
    warn(&mut text, &warnings);
    Ok(Answer::new(json, text))
}

fn meter(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: MeterEntry = input::json(&input::text(file)?)?;
    let (meter, warnings) = session.act(|work| {
        let meter = record::meter(work, &entry)?;
        let warnings = proportion::of_day(work, &entry.account, meter.installed_on)?;
        Ok((meter, warnings))
    })?;
    let mut text = format!("户号{}：已换装电能表{}", entry.account, meter.asset_number);
    warn(&mut text, &warnings);
    let json = json!({ "account": entry.account, "meter": meter, "warnings": warnings });
    Ok(Answer::new(json, text))
}

/// A line for each warning.
fn warn(text: &mut String, warnings: &[String]) {
    for warning in warnings {
        text.push_str(&format!("\n▲ {warning}。"));
    }
}

fn transformer(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: TransformerEntry = input::json(&input::text(file)?)?;
    let new = session.act(|work| transformer::exchange(work, &entry))?;
    let text = format!("户号{}：已换上变压器{}", entry.account, new.plate);
    let json = json!({ "account": entry.account, "transformer": new });
    Ok(Answer::new(json, text))
}

fn correction(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: Correction = input::json(&input::text(file)?)?;
    session.act(|work| correct::correct(work, &entry))?;
    if !entry.opening.is_empty() {
        let text = format!("期初业务{}：已撤销", entry.opening);
        return Ok(Answer::new(json!({ "taken_back": entry.opening }), text));
    }
    if !entry.claim.is_empty() {
        let fields: Vec<&String> = entry.changes.keys().collect();
        let json = json!({ "claim": entry.claim, "corrected": fields });
        return Ok(Answer::new(json, format!("档案{}：已更正", entry.claim)));
    }
    if let Some(reading) = &entry.reading {
        let text = format!(
            "户号{}：{}的示数已更正为{}",
            entry.account, reading.on, reading.value
        );
        let json = json!({
            "account": entry.account,
            "corrected": ["reading"],
            "on": reading.on,
            "value": reading.value,
        });
        return Ok(Answer::new(json, text));
    }
    let subject = if entry.account.is_empty() {
        format!("工单{}", entry.case)
    } else {
        format!("户号{}", entry.account)
    };
    let fields: Vec<&String> = entry.changes.keys().collect();
    let json = json!({ "account": entry.account, "case": entry.case, "corrected": fields });
    Ok(Answer::new(json, format!("{subject}：已更正")))
}

fn verification(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: VerificationEntry = input::json(&input::text(file)?)?;
    let kept = session.act(|work| verify::verify(work, &entry))?;
    let text = format!(
        "户号{}：{}{}，比例{}",
        entry.account,
        kept.on,
        kept.outcome.chinese(),
        TariffShare::in_words("", &kept.shares)
    );
    let mut json = verification_json(&kept);
    if let Some(json) = json.as_object_mut() {
        json.insert("account".to_owned(), json!(entry.account));
    }
    Ok(Answer::new(json, text))
}

/// An account whose candidate's notice is to be printed.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NoticeEntry {
    account: String,
}

/// Gives a candidate for closure notice (CLOSE-4).
fn idle_notice(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: NoticeEntry = input::json(&input::text(file)?)?;
    let notice = session.act(|work| idle::notify(work, &entry.account))?;
    let text = format!(
        "户号{}：待销户通知{}，用 print {} closure_notice 打印",
        notice.account, notice.number, notice.number
    );
    Ok(Answer::new(notice_json(&notice), text))
}

/// Records the proof that such a notice was delivered.
fn delivery(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: DeliveryEntry = input::json(&input::text(file)?)?;
    let notice = session.act(|work| idle::deliver(work, &entry))?;
    let text = format!("待销户通知{}：已登记送达", notice.number);
    Ok(Answer::new(notice_json(&notice), text))
}

fn notice_json(notice: &IdleNotice) -> Value {
    json!({
        "notice": notice.number,
        "account": notice.account,
        "idle_since": notice.idle_since,
        "idle_until": notice.idle_until,
        "noticed_on": notice.noticed_on,
        "delivery": notice.delivery,
    })
}

fn price(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: PriceEntry = input::json(&input::text(file)?)?;
    let price = session.act(|work| price::record_price(work, &entry))?;
    let text = format!(
        "{}起的{}：{}{}",
        price.in_force_on,
        price.key,
        price.price,
        price.key.item.unit()
    );
    Ok(Answer::new(price_json(&price), text))
}

fn charge(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let entry: ChargeEntry = input::json(&input::text(file)?)?;
    let charge = session.act(|work| price::record_charge(work, &entry))?;
    let text = format!(
        "{}起的收费项目“{}”：{}元/{}",
        charge.in_force_on, charge.item, charge.unit_price, charge.unit
    );
    Ok(Answer::new(charge_json(&charge), text))
}
