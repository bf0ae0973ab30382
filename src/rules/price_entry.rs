//! The check of a price or a charge as typed (录入审核), TARIFF-3.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::price::{
    Basis, Charge, ChargeEntry, Price, PriceEntry, PriceItem, PriceKey, VoltageBand,
};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Tariff, Voltage};

use super::field::{self, FieldError};
use super::price::TARIFF_3;
use super::refusal::Refusal;

/// Decimals that a price may have; a charge has two.
const PRICE_DECIMALS: u32 = 6;
const CHARGE_DECIMALS: u32 = 2;
/// Characters that a text may have.
const LONGEST_BASIS: usize = 200;
const LONGEST_ITEM: usize = 60;
const LONGEST_UNIT: usize = 20;

/// Turns a price as typed into one that can be kept.
///
/// # Errors
/// Every refusal at once, each with its field; TARIFF-3 where the document or the day is missing.
pub fn check_price(entry: &PriceEntry) -> Result<Price, Vec<Refusal>> {
    let mut check = Check::default();
    let voltage = entry.voltage.as_deref().unwrap_or_default();
    let (item, key) = check.key(&entry.tariff, &entry.item, voltage);
    let price = check.amount("price", "单价", &entry.price, PRICE_DECIMALS);
    if price == Some(Decimal::ZERO) {
        check.input("price", "单价", "应大于零");
    }
    let unit = plain(&entry.unit);
    if let Some(item) = item
        && !unit.is_empty()
        && unit != plain(item.unit())
    {
        let problem = format!("{}的单位是{}", item.chinese(), item.unit());
        check.input("unit", "单位", problem);
    }
    let basis = check.basis(&entry.basis);
    let in_force_on = check.day(&entry.in_force_on);
    check.end(|| {
        Some(Price {
            key: key?,
            price: price?,
            basis,
            in_force_on: in_force_on?,
        })
    })
}

/// Reads which price is meant.
///
/// # Errors
/// As [`check_price`].
pub fn check_key(tariff: &str, item: &str, voltage: &str) -> Result<PriceKey, Vec<Refusal>> {
    let mut check = Check::default();
    let (_, key) = check.key(tariff, item, voltage);
    check.end(|| key)
}

/// Turns a charge as typed into one that can be kept; 0.00 is taken.
///
/// # Errors
/// As [`check_price`].
pub fn check_charge(entry: &ChargeEntry) -> Result<Charge, Vec<Refusal>> {
    let mut check = Check::default();
    let item = check.text("item", "收费项目", &entry.item, LONGEST_ITEM);
    let unit = check.text("unit", "单位", &entry.unit, LONGEST_UNIT);
    let unit_price = check.amount("unit_price", "单价", &entry.unit_price, CHARGE_DECIMALS);
    let basis = check.basis(&entry.basis);
    let in_force_on = check.day(&entry.in_force_on);
    check.end(|| {
        Some(Charge {
            item,
            unit,
            unit_price: crate::model::money::to_fen(unit_price?),
            basis,
            in_force_on: in_force_on?,
        })
    })
}

#[derive(Debug, Default)]
struct Check {
    refusals: Vec<Refusal>,
}

impl Check {
    fn input(&mut self, at: &str, label: &str, problem: impl std::fmt::Display) {
        self.refusals.push(Refusal::input(at, label, problem));
    }

    /// The item is known also where the rest is not.
    fn key(
        &mut self,
        tariff: &str,
        item: &str,
        voltage: &str,
    ) -> (Option<PriceItem>, Option<PriceKey>) {
        let tariff = self.word("tariff", "电价类别", tariff, Tariff::ALL, |one| {
            [one.wire(), one.chinese()]
        });
        let item = self.word("item", "项目", item, PriceItem::ALL, |one| {
            [one.wire(), one.chinese()]
        });
        let band = self.band(voltage);
        let key = || {
            Some(PriceKey {
                tariff: tariff?,
                band: band?,
                item: item?,
            })
        };
        (item, key())
    }

    fn text(&mut self, at: &str, label: &str, typed: &str, most: usize) -> String {
        let text = tidy(typed);
        let length = text.chars().count();
        if text.is_empty() {
            self.input(at, label, "未填");
        } else if length > most {
            self.input(at, label, format!("最多{most}个字，现在是{length}个"));
        }
        text
    }

    /// A word of a table, in either of its two names.
    fn word<T: Copy>(
        &mut self,
        at: &str,
        label: &str,
        typed: &str,
        table: &[T],
        names: fn(T) -> [&'static str; 2],
    ) -> Option<T> {
        let word = plain(typed);
        if word.is_empty() {
            self.input(at, label, "未填");
            return None;
        }
        let found = table.iter().copied().find(|one| fits(&word, names(*one)));
        if found.is_none() {
            let known: Vec<&str> = table.iter().map(|one| names(*one)[1]).collect();
            let known = known.join("、");
            let problem = format!("“{}”不在可选范围内（可选：{known}）", tidy(typed));
            self.input(at, label, problem);
        }
        found
    }

    /// A band, or a supply voltage within one; empty and 不分 stand for every voltage. `None` is refused.
    fn band(&mut self, typed: &str) -> Option<Option<VoltageBand>> {
        let word = plain(typed);
        if matches!(word.as_str(), "" | "不分" | "不分电压") {
            return Some(None);
        }
        let mut voltages = Voltage::ALL.iter().copied();
        let voltage = voltages.find(|one| fits(&word, [one.wire(), one.chinese()]));
        let band = voltage.map(VoltageBand::from).or_else(|| {
            self.word("voltage", "电压等级", typed, VoltageBand::ALL, |one| {
                [one.wire(), one.chinese()]
            })
        });
        band.map(Some)
    }

    fn amount(&mut self, at: &str, label: &str, typed: &str, decimals: u32) -> Option<Decimal> {
        if tidy(typed).is_empty() {
            self.input(at, label, "未填");
            return None;
        }
        field::decimal(typed, decimals)
            .map_err(|problem: FieldError| self.input(at, label, problem))
            .ok()
    }

    fn basis(&mut self, typed: &str) -> Basis {
        let basis = tidy(typed);
        let length = basis.chars().count();
        if basis.is_empty() {
            let instead = "写上批准价格的文件名称和文号";
            let refusal = Refusal::new(TARIFF_3, "没有写依据文件", instead);
            self.refusals.push(refusal.at("basis"));
        } else if length > LONGEST_BASIS {
            let problem = format!("最多{LONGEST_BASIS}个字，现在是{length}个");
            self.input("basis", "依据文件", problem);
        }
        Basis(basis)
    }

    fn day(&mut self, typed: &str) -> Option<NaiveDate> {
        if tidy(typed).is_empty() {
            let instead = "写上文件规定开始执行的那一天";
            let refusal = Refusal::new(TARIFF_3, "没有写生效日期", instead);
            self.refusals.push(refusal.at("in_force_on"));
            return None;
        }
        field::date(typed)
            .map_err(|problem| self.input("in_force_on", "生效日期", problem))
            .ok()
    }

    fn end<T>(self, made: impl FnOnce() -> Option<T>) -> Result<T, Vec<Refusal>> {
        match made() {
            Some(made) if self.refusals.is_empty() => Ok(made),
            _ => Err(self.refusals),
        }
    }
}

fn fits(word: &str, names: [&str; 2]) -> bool {
    names.iter().any(|name| plain(name) == word)
}

/// A word or a unit without what people write in several ways: width, case, blanks, dashes, 千伏 for kV.
fn plain(typed: &str) -> String {
    let mut word = half_width(typed).to_lowercase();
    for (written, meant) in [
        (" ", ""),
        ("千伏安", "kva"),
        ("千瓦时", "kwh"),
        ("千伏", "kv"),
        ("千瓦", "kw"),
        ("至", "-"),
        ("—", "-"),
        ("–", "-"),
        ("~", "-"),
        (".", "·"),
    ] {
        word = word.replace(written, meant);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tariff_3_words_are_taken_as_people_write_them() {
        for (typed, band) in [
            ("380V", Some(VoltageBand::BelowKv1)),
            ("不满1千伏", Some(VoltageBand::BelowKv1)),
            ("1-10千伏", Some(VoltageBand::Kv10)),
            ("10KV", Some(VoltageBand::Kv10)),
            ("35 千伏", Some(VoltageBand::Kv35)),
            ("不分", None),
            ("", None),
        ] {
            let key = check_key("大工业", "基本电费(按容量)", typed).unwrap();
            assert_eq!(key.band, band, "{typed}");
            assert_eq!(key.item, PriceItem::Capacity);
        }
    }

    #[test]
    fn tariff_3_everything_wrong_is_said_at_once() {
        let refused = check_price(&PriceEntry {
            tariff: "农民".to_owned(),
            item: "capacity".to_owned(),
            voltage: Some("36V".to_owned()),
            price: "0.1234567".to_owned(),
            unit: "元/kWh".to_owned(),
            ..PriceEntry::default()
        })
        .unwrap_err();
        let said: Vec<String> = refused
            .iter()
            .map(|refusal| format!("{} {}", refusal.rule, refusal.field))
            .collect();
        assert_eq!(
            said,
            [
                "INPUT tariff",
                "INPUT voltage",
                "INPUT price",
                "INPUT unit",
                "TARIFF-3 basis",
                "TARIFF-3 in_force_on"
            ]
        );
        let zero = PriceEntry {
            price: "0".to_owned(),
            ..PriceEntry::default()
        };
        let refused = check_price(&zero).unwrap_err();
        assert!(refused.iter().any(|r| r.message.contains("大于零")));
    }

    #[test]
    fn tariff_3_a_charge_may_be_nothing_and_needs_its_document() {
        let entry = |unit_price: &str, basis: &str| ChargeEntry {
            item: "换表".to_owned(),
            unit: "只".to_owned(),
            unit_price: unit_price.to_owned(),
            basis: basis.to_owned(),
            in_force_on: "2026-01-01".to_owned(),
            ..ChargeEntry::default()
        };
        let free = check_charge(&entry("0", "某文件")).unwrap();
        assert_eq!(free.unit_price.to_string(), "0.00");
        let refused = check_charge(&entry("-1", "")).unwrap_err();
        assert_eq!(refused.len(), 2, "negative, and no document");
    }
}
