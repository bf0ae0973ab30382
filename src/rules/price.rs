//! Prices and charges in force on a day, and the check of one as typed, TARIFF-3.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::price::{
    Basis, Charge, ChargeEntry, Price, PriceEntry, PriceItem, PriceKey, VoltageBand,
};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Tariff, Voltage};

use super::field::{self, FieldError};
use super::refusal::Refusal;

/// The rule of this file.
pub const TARIFF_3: &str = "TARIFF-3";

/// Decimals that a price may have; a charge has two.
const PRICE_DECIMALS: u32 = 6;
const CHARGE_DECIMALS: u32 = 2;
/// Characters that a text may have.
const LONGEST_BASIS: usize = 200;
const LONGEST_ITEM: usize = 60;
const LONGEST_UNIT: usize = 20;

/// Nothing is in force on that day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    #[error("{key}（{on}）没有录入")]
    Price { key: PriceKey, on: NaiveDate },
    #[error("收费项目“{item}”（{on}）没有录入")]
    Charge { item: String, on: NaiveDate },
}

impl From<Missing> for Refusal {
    fn from(missing: Missing) -> Self {
        let instead = "在“设置”的“电价与收费”里录入或导入当日执行的价格，再办理";
        Self::new(TARIFF_3, missing.to_string(), instead)
    }
}

/// The price in force on a day: the newest not after it, of the voltage asked for; where that voltage has
/// none of its own, the one that is the same at every voltage.
///
/// ```
/// use yekuo::model::price::{PriceItem, PriceKey};
/// use yekuo::model::vocabulary::Tariff;
/// let key = PriceKey { tariff: Tariff::Resident, band: None, item: PriceItem::Energy };
/// let missing = yekuo::rules::price::price(&[], key, "2026-09-24".parse()?).err();
/// assert_eq!(missing.map(|m| m.to_string()).as_deref(), Some("居民生活电度电价（2026-09-24）没有录入"));
/// # Ok::<(), chrono::ParseError>(())
/// ```
///
/// # Errors
/// [`Missing`] names the price and the day.
pub fn price(prices: &[Price], key: PriceKey, on: NaiveDate) -> Result<&Price, Missing> {
    let anywhere = PriceKey { band: None, ..key };
    [key, anywhere]
        .iter()
        .find_map(|key| newest(prices.iter().filter(|price| price.key == *key), on))
        .ok_or(Missing::Price { key, on })
}

/// The charge for an item in force on a day: the newest not after it.
///
/// # Errors
/// [`Missing`] names the item and the day.
pub fn charge<'a>(charges: &'a [Charge], item: &str, on: NaiveDate) -> Result<&'a Charge, Missing> {
    newest(charges.iter().filter(|charge| charge.item == item), on).ok_or_else(|| Missing::Charge {
        item: item.to_owned(),
        on,
    })
}

/// Every price in force on a day, by class, item and voltage.
pub fn prices_in_force(prices: &[Price], on: NaiveDate) -> Vec<&Price> {
    let mut keys: Vec<PriceKey> = prices.iter().map(|price| price.key).collect();
    keys.sort_by_key(|key| (key.tariff, key.item, key.band));
    keys.dedup();
    let of_key = |key| newest(prices.iter().filter(move |price| price.key == key), on);
    keys.into_iter().filter_map(of_key).collect()
}

/// Every charge in force on a day, by item.
pub fn charges_in_force(charges: &[Charge], on: NaiveDate) -> Vec<&Charge> {
    let mut items: Vec<&str> = charges.iter().map(|charge| charge.item.as_str()).collect();
    items.sort_unstable();
    items.dedup();
    let of_item = |item| newest(charges.iter().filter(move |charge| charge.item == item), on);
    items.into_iter().filter_map(of_item).collect()
}

/// Holds from a day on.
pub trait Dated {
    fn in_force_on(&self) -> NaiveDate;
}

impl Dated for Price {
    fn in_force_on(&self) -> NaiveDate {
        self.in_force_on
    }
}

impl Dated for Charge {
    fn in_force_on(&self) -> NaiveDate {
        self.in_force_on
    }
}

fn newest<'a, T: Dated + 'a>(rows: impl Iterator<Item = &'a T>, on: NaiveDate) -> Option<&'a T> {
    rows.filter(|row| row.in_force_on() <= on)
        .max_by_key(|row| row.in_force_on())
}

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
        let item = self.word("item", "电价项目", item, PriceItem::ALL, |one| {
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

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(tariff: &str, voltage: Option<&str>, price: &str, from: &str) -> Price {
        check_price(&PriceEntry {
            tariff: tariff.to_owned(),
            item: "energy".to_owned(),
            voltage: voltage.map(str::to_owned),
            price: price.to_owned(),
            basis: "某文件".to_owned(),
            in_force_on: from.to_owned(),
            ..PriceEntry::default()
        })
        .unwrap()
    }

    fn energy(tariff: Tariff, band: Option<VoltageBand>) -> PriceKey {
        PriceKey {
            tariff,
            band,
            item: PriceItem::Energy,
        }
    }

    #[test]
    fn tariff_3_the_newest_not_after_the_day_holds() {
        let prices = [
            entry("resident", None, "0.70", "2026-06-01"),
            entry("resident", None, "0.60", "2020-01-01"),
        ];
        let key = energy(Tariff::Resident, None);
        let on = |text| price(&prices, key, day(text)).map(|price| price.price.to_string());
        assert_eq!(on("2026-05-31").as_deref(), Ok("0.60"));
        assert_eq!(on("2026-06-01").as_deref(), Ok("0.70"));
        assert_eq!(on("2026-06-02").as_deref(), Ok("0.70"));
        assert_eq!(on("2020-01-01").as_deref(), Ok("0.60"));
        let missing = on("2019-12-31").unwrap_err();
        assert_eq!(
            missing.to_string(),
            "居民生活电度电价（2019-12-31）没有录入"
        );
        let refusal = Refusal::from(missing);
        assert_eq!(refusal.rule, "TARIFF-3");
    }

    #[test]
    fn tariff_3_a_voltage_without_its_own_price_takes_the_general_one() {
        let prices = [
            entry("large_industrial", None, "0.60", "2020-01-01"),
            entry("large_industrial", Some("35kV"), "0.50", "2021-01-01"),
        ];
        let of = |band, on| {
            price(&prices, energy(Tariff::LargeIndustrial, band), day(on)).map(|p| p.price)
        };
        let on = "2026-09-24";
        assert_eq!(of(Some(VoltageBand::Kv35), on), Ok(Decimal::new(50, 2)));
        assert_eq!(
            of(Some(VoltageBand::Kv35), "2020-12-31"),
            Ok(Decimal::new(60, 2))
        );
        assert_eq!(of(Some(VoltageBand::Kv10), on), Ok(Decimal::new(60, 2)));
        assert_eq!(of(None, on), Ok(Decimal::new(60, 2)));
        let only_banded = &prices[1..];
        let key = energy(Tariff::LargeIndustrial, Some(VoltageBand::Kv10));
        let missing = price(only_banded, key, day(on)).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "大工业（1—10 kV）电度电价（2026-09-24）没有录入"
        );
        assert_eq!(prices_in_force(&prices, day("2020-12-31")).len(), 1);
        assert_eq!(prices_in_force(&prices, day(on)).len(), 2);
    }

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
            let found = entry("大工业", Some(typed), "1", "2026/1/1").key.band;
            assert_eq!(found, band, "{typed}");
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
        assert_eq!(
            check_charge(&entry("-1", "")).unwrap_err().len(),
            2,
            "negative, and no document"
        );
        let charges = [free];
        assert!(charge(&charges, "换表", day("2026-01-01")).is_ok());
        let missing = charge(&charges, "换表", day("2025-12-31")).unwrap_err();
        assert_eq!(missing.to_string(), "收费项目“换表”（2025-12-31）没有录入");
        assert!(charges_in_force(&charges, day("2025-12-31")).is_empty());
    }
}
