//! `calc late|breach|theft|damage`: what is owed or paid.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::cli::failure::Failure;
use crate::cli::output::{Answer, section, table};
use crate::model::money::{figures, in_words};
use crate::office::OfficeError;
use crate::rules::question::Fields;
use crate::rules::reckoning::{Figure, Liability, Line};
use crate::rules::{Manual, breach, damage, late, theft};

/// An amount with what it is called, and the lines that lead to it.
struct Outcome<'a> {
    name: &'a str,
    amount: Decimal,
    lines: &'a [Line],
    note: Option<&'a str>,
}

pub(super) fn late(manual: &Manual, fields: Fields) -> Result<Answer, Failure> {
    let bill = late::read(fields).map_err(Failure::Refused)?;
    let charge = late::charge(&bill, &manual.rulebooks).map_err(OfficeError::from)?;
    let outcome = Outcome {
        name: "应收电费违约金",
        amount: charge.amount,
        lines: &charge.lines,
        note: None,
    };
    let more = json!({ "days": charge.days, "unpaid": Figure::Yuan(charge.unpaid).plain() });
    Ok(outcome.answer(more))
}

pub(super) fn breach(manual: &Manual, fields: Fields, today: NaiveDate) -> Result<Answer, Failure> {
    let facts = breach::read(fields).map_err(Failure::Refused)?;
    let owed = breach::liability(&facts, today, &manual.rulebooks).map_err(OfficeError::from)?;
    Ok(liability(&owed, facts.note()).answer(shares(&owed)))
}

pub(super) fn theft(manual: &Manual, fields: Fields, today: NaiveDate) -> Result<Answer, Failure> {
    let facts = theft::read(fields).map_err(Failure::Refused)?;
    let theft = theft::theft(&facts, today, &manual.rulebooks).map_err(OfficeError::from)?;
    let mut more = shares(&theft.liability);
    more["kwh"] = theft.kwh.to_string().into();
    Ok(liability(&theft.liability, None).answer(more))
}

pub(super) fn damage(manual: &Manual, fields: Fields) -> Result<Answer, Failure> {
    let loss = damage::read(fields).map_err(Failure::Refused)?;
    let paid = damage::compensation(&loss, &manual.rulebooks, &manual.calendar)
        .map_err(OfficeError::from)?;
    let name = match loss.remedy {
        damage::Remedy::Repair { .. } => "应付修理费用",
        damage::Remedy::Payment { .. } => "应付赔偿金额",
    };
    let outcome = Outcome {
        name,
        amount: paid.amount,
        lines: &paid.lines,
        note: paid.note.as_deref(),
    };
    let more = json!({ "months_used": paid.months_used, "in_time": paid.in_time });
    Ok(outcome.answer(more))
}

fn liability<'a>(owed: &'a Liability, note: Option<&'a str>) -> Outcome<'a> {
    Outcome {
        name: "应交合计",
        amount: owed.amount,
        lines: &owed.lines,
        note,
    }
}

fn shares(owed: &Liability) -> Value {
    let [back_pay, penalty] = [owed.back_pay, owed.penalty].map(|yuan| Figure::Yuan(yuan).plain());
    json!({ "back_pay": back_pay, "penalty": penalty })
}

impl Outcome<'_> {
    /// As JSON with `more` fields, and as lines for a person.
    fn answer(&self, more: Value) -> Answer {
        let words = in_words(self.amount);
        let mut json = Map::new();
        json.insert(
            "amount".to_owned(),
            Figure::Yuan(self.amount).plain().into(),
        );
        json.insert("in_words".to_owned(), words.clone().into());
        if let Value::Object(more) = more {
            json.extend(more);
        }
        let steps: Vec<Value> = self.lines.iter().map(step).collect();
        json.insert("steps".to_owned(), steps.into());
        json.insert("note".to_owned(), self.note.into());

        let amount = figures(self.amount);
        let lines = section(
            "怎样算的",
            &table(&self.lines.iter().map(row).collect::<Vec<_>>()),
        );
        let note = self
            .note
            .map_or(String::new(), |note| format!("\n{note}\n"));
        let text = format!("{}：{amount}元（{words}）\n{lines}{note}", self.name);
        Answer::new(Value::Object(json), text)
    }
}

/// A line of a calculation.
pub(in crate::cli) fn step(line: &Line) -> Value {
    let mut step = json!({ "what": line.what, "value": line.value.plain(), "rule": line.rule });
    if let Some(unit) = line.value.unit() {
        step["unit"] = unit.into();
    }
    if !line.how.is_empty() {
        step["how"] = line.how.as_str().into();
    }
    step
}

fn row(line: &Line) -> [String; 4] {
    [
        line.what.clone(),
        line.value.to_string(),
        line.rule.to_owned(),
        line.how.clone(),
    ]
}
