//! The multiplier of a meter (综合倍率) against the ratios of the instrument transformers fitted with it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::text::half_width;
use crate::model::vocabulary::Class;

use super::field;
use super::refusal::Refusal;

/// A multiplier that is not the product of the ratios named beside it; nothing where a ratio is not known. At high
/// voltage both kinds of transformers must be named, below it those of the current are enough.
pub(super) fn objection(fields: &BTreeMap<String, String>, class: Class) -> Option<Refusal> {
    let text = |name: &str| fields.get(name).map_or("", String::as_str);
    let rows = field::rows(text("transformers")).ok()?;
    let fitted = |word: &str| -> BTreeSet<String> {
        let cell =
            |row: &BTreeMap<String, String>, name: &str| row.get(name).cloned().unwrap_or_default();
        let fitted = rows
            .iter()
            .filter(|row| !cell(row, "action").contains('拆'));
        let of_kind = fitted.filter(|row| cell(row, "kind").contains(word));
        of_kind.map(|row| half_width(&cell(row, "ratio"))).collect()
    };
    let (current, voltage) = (one(fitted("电流"))?, one(fitted("电压")));
    if voltage.is_none() && (class == Class::HighVoltage || !fitted("电压").is_empty()) {
        return None;
    }
    let expected = ratio(&current)? * voltage.as_deref().map_or(Some(Decimal::ONE), ratio)?;
    let typed = match text("multiplier") {
        "" => Decimal::ONE,
        typed => field::decimal(typed, 4).ok()?,
    };
    if typed == expected {
        return None;
    }
    let voltage = voltage.map(|ratio| format!("、电压互感器变比{ratio}"));
    let problem = format!(
        "填的是{}，电流互感器变比{current}{}，相乘应为{}",
        typed.normalize(),
        voltage.unwrap_or_default(),
        expected.normalize()
    );
    Some(Refusal::input("multiplier", "综合倍率", problem))
}

/// The ratio that all of them have.
fn one(ratios: BTreeSet<String>) -> Option<String> {
    let mut ratios = ratios.into_iter();
    ratios.next().filter(|_| ratios.next().is_none())
}

/// `100/5` is 20; both sides in the same unit.
fn ratio(text: &str) -> Option<Decimal> {
    let plain = text.to_lowercase().replace(' ', "");
    let (first, second) = plain.split_once('/')?;
    let parted = |side: &str| {
        let digits = side
            .trim_end_matches(|ch: char| ch.is_alphabetic())
            .to_owned();
        let unit = side[digits.len()..].to_owned();
        Some((field::decimal(&digits, 4).ok()?, unit))
    };
    let ((first, unit), (second, other)) = (parted(first)?, parted(second)?);
    if second.is_zero() || (!unit.is_empty() && !other.is_empty() && unit != other) {
        return None;
    }
    first.checked_div(second)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn said(multiplier: &str, rows: &str, class: Class) -> Option<String> {
        let fields = [("multiplier", multiplier), ("transformers", rows)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        objection(&fields.into(), class).map(|refusal| refusal.message)
    }

    const CURRENT: &str = r#"{"action":"装","kind":"电流互感器","ratio":"30/5"}"#;
    const VOLTAGE: &str = r#"{"action":"装","kind":"电压互感器","ratio":"10kV/0.1kV"}"#;

    #[test]
    fn the_multiplier_is_the_product_of_the_ratios() {
        let both = format!("[{CURRENT},{CURRENT},{VOLTAGE}]");
        assert_eq!(said("600", &both, Class::HighVoltage), None);
        let wrong = said("6", &both, Class::HighVoltage).unwrap();
        for word in ["6，", "30/5", "10kV/0.1kV", "600"] {
            assert!(wrong.contains(word), "{wrong}");
        }
        let current = format!("[{CURRENT}]");
        assert_eq!(said("6", &current, Class::LowVoltage), None);
        assert!(said("", &current, Class::LowVoltage).unwrap().contains('1'));
    }

    #[test]
    fn what_is_not_known_is_not_compared() {
        let current = format!("[{CURRENT}]");
        assert_eq!(said("6", &current, Class::HighVoltage), None);
        assert_eq!(said("1", "", Class::LowVoltage), None);
        let off = current.replace('装', "拆");
        assert_eq!(said("1", &off, Class::LowVoltage), None);
        let vague = current.replace("30/5", "见铭牌");
        assert_eq!(said("1", &vague, Class::LowVoltage), None);
    }
}
