//! What the facts of a file say against the day on which it was found, COUNT-6, BREACH-3, BREACH-5, THEFT-6.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::rules::field::{self, FieldKind, FieldSpec};
use crate::rules::refusal::Refusal;

const BREACH_5: &str = "BREACH-5";
const THEFT_6: &str = "THEFT-6";

/// Everything that cannot have been so; each with the name of its field.
pub fn objections(
    asked: &[&FieldSpec],
    facts: &BTreeMap<String, String>,
    found_on: NaiveDate,
    today: NaiveDate,
) -> Vec<Refusal> {
    let each = asked.iter().filter_map(|spec| {
        let text = facts.get(&spec.name)?;
        let refusal = match spec.kind {
            FieldKind::Date => day(spec, field::date(text).ok()?, found_on, today),
            FieldKind::Time => time(spec, text, found_on, today),
            _ => None,
        };
        refusal.map(|refusal| refusal.at(&spec.name))
    });
    each.collect()
}

fn day(spec: &FieldSpec, day: NaiveDate, found_on: NaiveDate, today: NaiveDate) -> Option<Refusal> {
    if spec.to_come {
        let problem = format!("{day}早于{found_on}");
        return (day < found_on).then(|| Refusal::input(&spec.name, &spec.label, problem));
    }
    if day > today {
        let message = format!("{}{day}在今天（{today}）之后", spec.label);
        return Some(Refusal::new("COUNT-6", message, "只能记录已经发生的事"));
    }
    match spec.name.as_str() {
        "begun_on" if day > found_on => {
            let message = format!("{}{day}晚于查获日期{found_on}", spec.label);
            Some(Refusal::new("COUNT-6", message, "查不清的不填"))
        }
        "disconnected_on" if day < found_on => {
            let message = format!("{}{day}早于查获日期{found_on}", spec.label);
            let instead = "查获以后立即拆除，写实际拆除的日期";
            Some(Refusal::new(BREACH_5, message, instead))
        }
        _ => None,
    }
}

fn time(spec: &FieldSpec, text: &str, found_on: NaiveDate, today: NaiveDate) -> Option<Refusal> {
    let at = field::time(text).ok()?;
    let written = format!("{}{}", spec.label, field::time_in_words(at));
    if at.date() > today {
        let message = format!("{written}在今天之后");
        return Some(Refusal::new("COUNT-6", message, "只能记录已经发生的事"));
    }
    (spec.name == "stopped_at" && at.date() != found_on).then(|| {
        let message = format!("{written}不是查获的那一天（{found_on}），不是当场中止");
        let instead = "写查获那一天中止供电的时间；没有当场中止的，选“未中止”";
        Refusal::new(THEFT_6, message, instead)
    })
}
