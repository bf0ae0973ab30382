//! The multiplier of a meter (综合倍率) against the ratios of the transformers that feed it [practice].

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::field;
use super::guard::Recording;
use super::refusal::Refusal;

/// Volts of a kilovolt.
const KILO: u32 = 1000;

/// A ratio as it is typed, and what it comes to.
type Ratios = BTreeSet<(Decimal, String)>;

/// NEW-9: what is fitted multiplies current and voltage by what the meter's multiplier says. Without transformers
/// on the sheet nothing can be compared.
pub(super) fn objections(recording: Recording<'_>) -> Vec<Refusal> {
    let kept = |name: &str| recording.fields.get(name).map_or("", String::as_str);
    let Ok(rows) = field::rows(kept("transformers")) else {
        return Vec::new();
    };
    let mut objections = Vec::new();
    let (mut current, mut voltage) = (Ratios::new(), Ratios::new());
    for (number, row) in (1..).zip(&rows) {
        let cell = |name: &str| cell(row, name);
        let of_kind = match cell("kind").to_uppercase() {
            _ if cell("action").contains('拆') => continue,
            kind if kind.contains("电流") || kind.contains("CT") => &mut current,
            kind if kind.contains("电压") || kind.contains("PT") => &mut voltage,
            _ => continue,
        };
        match ratio(cell("ratio")) {
            Some(ratio) => drop(of_kind.insert((ratio, cell("ratio").to_owned()))),
            None => {
                let problem = format!("第{number}行变比“{}”读不懂（例：100/5）", cell("ratio"));
                objections.push(Refusal::input("transformers", "互感器", problem));
            }
        }
    }
    if current.is_empty() && voltage.is_empty() || !objections.is_empty() {
        return objections;
    }
    let at_hand = format!(
        "{}，{}",
        in_words("电流", &current),
        in_words("电压", &voltage)
    );
    let typed = match kept("multiplier") {
        "" => Decimal::ONE,
        typed => field::decimal(typed, 4).unwrap_or_default(),
    };
    let refuse = |message: String, at: &str| {
        let instead = "照互感器铭牌核对变比和综合倍率，改正不对的一项";
        vec![Refusal::new("NEW-9", message, instead).at(at)]
    };
    if differ(&current) || differ(&voltage) {
        return refuse(format!("同类互感器变比不一致：{at_hand}"), "transformers");
    }
    let of = |ratios: &Ratios| ratios.first().map_or(Decimal::ONE, |one| one.0);
    let product = of(&current).checked_mul(of(&voltage)).unwrap_or_default();
    if product.round_dp(4) == typed {
        return Vec::new();
    }
    let (product, typed) = (product.round_dp(4).normalize(), typed.normalize());
    let message = format!("{at_hand}，综合倍率应为{product}，现在是{typed}");
    refuse(message, "multiplier")
}

fn differ(ratios: &Ratios) -> bool {
    ratios.first().map(|one| one.0) != ratios.last().map(|one| one.0)
}

fn cell<'a>(row: &'a BTreeMap<String, String>, name: &str) -> &'a str {
    row.get(name).map_or("", String::as_str)
}

fn in_words(of: &str, ratios: &Ratios) -> String {
    if ratios.is_empty() {
        return format!("没有{of}互感器");
    }
    let typed: BTreeSet<&str> = ratios.iter().map(|one| one.1.as_str()).collect();
    let typed: Vec<&str> = typed.into_iter().collect();
    format!("{of}互感器变比{}", typed.join("、"))
}

/// `100/5`, `10/0.1`, `10kV/100V`.
fn ratio(typed: &str) -> Option<Decimal> {
    let plain = crate::model::text::half_width(typed).to_uppercase();
    let (first, second) = plain.split_once(['/', ':'])?;
    let ((first, of_first), (second, of_second)) = (side(first)?, side(second)?);
    let same = of_first.is_none() || of_second.is_none();
    let (of_first, of_second) = match (of_first, of_second) {
        (Some(of_first), Some(of_second)) if !same => (of_first, of_second),
        _ => (1, 1),
    };
    let second = second * Decimal::from(of_second);
    (first * Decimal::from(of_first)).checked_div(second)
}

/// A figure, and what its unit stands for where it has one.
fn side(typed: &str) -> Option<(Decimal, Option<u32>)> {
    let typed = typed.trim();
    let units = [("KV", KILO), ("V", 1), ("A", 1)];
    let unit = units.into_iter().find(|(unit, _)| typed.ends_with(unit));
    let figure = unit.map_or(typed, |(unit, _)| typed.trim_end_matches(unit));
    let figure = field::decimal(figure, 4)
        .ok()
        .filter(|figure| !figure.is_zero())?;
    Some((figure, unit.map(|(_, stands_for)| stands_for)))
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn ratios_are_read_as_plates_write_them() {
        let read = |typed| ratio(typed).map(|ratio| ratio.normalize().to_string());
        assert_eq!(read("100/5").as_deref(), Some("20"));
        assert_eq!(read("１００／５").as_deref(), Some("20"));
        assert_eq!(read("150/5A").as_deref(), Some("30"));
        assert_eq!(read("10/0.1").as_deref(), Some("100"));
        assert_eq!(read("10000/100").as_deref(), Some("100"));
        assert_eq!(read("10kV/100V").as_deref(), Some("100"));
        assert_eq!(read("100/0"), None);
        assert_eq!(read("一百比五"), None);
    }
}
