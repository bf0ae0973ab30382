//! What a suspension and the first day of use say about a use of sealed equipment (擅自使用暂停设备), BREACH-3.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use crate::model::suspension::Suspension;
use crate::model::typed::{Fields, Typed};
use crate::rules::field;
use crate::rules::refusal::Refusal;
use crate::rules::suspension::equipment;

const BREACH_3: &str = "BREACH-3";
const MONTH_DECIMALS: u32 = 10;
const SIZE_DECIMALS: u32 = 4;
/// The longest time that is counted, in months.
const LONGEST: u32 = 1200;

/// What a file says, as typed; paths begin with `facts.` and `calculation.`.
#[derive(Debug, Clone, Copy)]
pub struct Used<'a> {
    pub facts: &'a BTreeMap<String, String>,
    pub inputs: &'a Fields,
    pub found_on: NaiveDate,
    /// The suspension that the file names, once it is sealed.
    pub suspension: Option<&'a Suspension>,
}

/// Everything that cannot have been so.
pub fn objections(used: Used<'_>) -> Vec<Refusal> {
    let rule = used.inputs.get("rule").and_then(Typed::text);
    if rule != Some(BREACH_3) {
        return Vec::new();
    }
    let sealed_on = used
        .suspension
        .and_then(|one| Some(one.sealing.as_ref()?.on));
    let begun_on = used.facts.get("begun_on");
    let begun_on = begun_on.and_then(|day| field::date(day).ok());
    let mut objections = Vec::new();
    if let Some(one) = used.suspension {
        objections.extend(sealed_on.and_then(|sealed| before(used, sealed, begun_on)));
        objections.extend(equipment_named(used, one));
        objections.extend(size(used, one));
    }
    let since = begun_on.into_iter().chain(sealed_on).max();
    objections.extend(since.and_then(|since| months(used, since)));
    objections
}

/// What was used before it was sealed is no use of sealed equipment.
fn before(used: Used<'_>, sealed: NaiveDate, begun: Option<NaiveDate>) -> Option<Refusal> {
    if used.found_on < sealed {
        let message = format!("设备{sealed}才加封，查获日期{}在加封以前", used.found_on);
        let refusal = Refusal::new(BREACH_3, message, "核对查获日期和暂停工单");
        return Some(refusal.at("found_on"));
    }
    let begun = begun.filter(|begun| *begun < sealed)?;
    let message = format!("开始使用日期{begun}早于加封日期{sealed}");
    let refusal = Refusal::new(BREACH_3, message, "写加封以后开始使用的日期，查不清的不填");
    Some(refusal.at("facts.begun_on"))
}

fn equipment_named(used: Used<'_>, one: &Suspension) -> Option<Refusal> {
    let text = used
        .facts
        .get("equipment")
        .filter(|text| !text.is_empty())?;
    let known: Vec<&str> = one.equipment.iter().map(|one| one.plate.as_str()).collect();
    // The whole supply has no plate.
    if known.iter().any(|plate| plate.is_empty()) {
        return None;
    }
    let names_one = known.iter().any(|plate| text.contains(plate));
    let unknown = unknown_number(text, &known);
    if names_one && unknown.is_none() {
        return None;
    }
    let what = unknown.unwrap_or_else(|| text.clone());
    let own = equipment::names(&one.equipment);
    let message = format!("{}停用的设备里没有“{what}”", one.case);
    let refusal = Refusal::new(BREACH_3, message, format!("写停用的设备：{own}"));
    Some(refusal.at("facts.equipment"))
}

/// The first numbered plate (`2#`) in a text that none of the plates is or has in it.
pub fn unknown_number(text: &str, known: &[&str]) -> Option<String> {
    let mut parts = text.split_inclusive('#').filter_map(|part| {
        let before = part.strip_suffix('#')?;
        let digits = before.trim_end_matches(|one: char| one.is_ascii_digit());
        let number = &before[digits.len()..];
        (!number.is_empty()).then(|| format!("{number}#"))
    });
    parts.find(|number| !known.iter().any(|plate| plate.contains(number.as_str())))
}

fn size(used: Used<'_>, one: &Suspension) -> Option<Refusal> {
    let all: Decimal = one.equipment.iter().map(|one| one.kva).sum();
    let over = |name: &&str| {
        let size = used.inputs.get(*name).and_then(Typed::text);
        let size = size.and_then(|size| field::decimal(size, SIZE_DECIMALS).ok());
        size.is_some_and(|size| size > all)
    };
    let name = ["kva", "kw"].into_iter().find(|name| over(name))?;
    let message = format!(
        "{}停用的容量是{}kVA，涉及的容量更大",
        one.case,
        all.normalize()
    );
    let refusal = Refusal::new(BREACH_3, message, "只写停用以后又被使用的容量");
    Some(refusal.at(&format!("calculation.{name}")))
}

/// The equipment cannot have been used for longer than since a day, a begun month taken as whole.
fn months(used: Used<'_>, since: NaiveDate) -> Option<Refusal> {
    let typed = used.inputs.get("months").and_then(Typed::text)?;
    let typed = field::decimal(typed, MONTH_DECIMALS).ok()?;
    let end = used.found_on.succ_opt()?;
    let most = (1..LONGEST).find(|n| {
        let full = since.checked_add_months(Months::new(*n));
        full.is_none_or(|full| full >= end)
    })?;
    (since <= used.found_on && typed > most.into()).then(|| {
        let message = format!(
            "从{since}到查获的{}不超过{most}个月，使用月数写了{}",
            used.found_on,
            typed.normalize()
        );
        let instead = format!("最多写{most}，不满一个月的可以写小数");
        Refusal::new(BREACH_3, message, instead).at("calculation.months")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn most(since: &str, found_on: &str, months: &str) -> bool {
        let inputs = Fields::from([
            ("rule".to_owned(), Typed::Text("BREACH-3".to_owned())),
            ("months".to_owned(), Typed::Text(months.to_owned())),
        ]);
        let facts = BTreeMap::from([("begun_on".to_owned(), since.to_owned())]);
        let used = Used {
            facts: &facts,
            inputs: &inputs,
            found_on: found_on.parse().unwrap(),
            suspension: None,
        };
        objections(used).is_empty()
    }

    #[test]
    fn breach_3_used_no_longer_than_since_it_began() {
        assert!(most("2026-11-08", "2026-12-07", "1"));
        assert!(!most("2026-11-08", "2026-12-07", "1.1"));
        assert!(most("2026-11-08", "2026-12-08", "2"));
        assert!(most("2026-11-08", "2026-11-08", "1"));
        assert!(!most("2026-11-08", "2026-11-12", "30"));
    }

    #[test]
    fn a_number_that_no_plate_has_is_found() {
        assert_eq!(unknown_number("1#S13-315", &["1#"]), None);
        assert_eq!(unknown_number("1#、2#", &["1#"]).as_deref(), Some("2#"));
        assert_eq!(unknown_number("2#", &["1#主变"]).as_deref(), Some("2#"));
        assert_eq!(unknown_number("烘干机", &["1#"]), None);
    }
}
