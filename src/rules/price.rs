//! Prices and charges in force on a day, TARIFF-3.

use chrono::NaiveDate;

use crate::model::price::{Charge, Price, PriceKey};

use super::refusal::Refusal;

/// The rule of prices and charges.
pub const TARIFF_3: &str = "TARIFF-3";

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::price::{Basis, PriceItem, VoltageBand};
    use crate::model::vocabulary::Tariff;
    use rust_decimal::Decimal;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn energy(tariff: Tariff, band: Option<VoltageBand>) -> PriceKey {
        PriceKey {
            tariff,
            band,
            item: PriceItem::Energy,
        }
    }

    fn from(key: PriceKey, fen: i64, from: &str) -> Price {
        Price {
            key,
            price: Decimal::new(fen, 2),
            basis: Basis("某文件".to_owned()),
            in_force_on: day(from),
        }
    }

    #[test]
    fn tariff_3_the_newest_not_after_the_day_holds() {
        let key = energy(Tariff::Resident, None);
        let prices = [from(key, 70, "2026-06-01"), from(key, 60, "2020-01-01")];
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
        assert_eq!(Refusal::from(missing).rule, "TARIFF-3");
    }

    #[test]
    fn tariff_3_a_voltage_without_its_own_price_takes_the_general_one() {
        let key = |band| energy(Tariff::LargeIndustrial, band);
        let kv35 = Some(VoltageBand::Kv35);
        let kv10 = Some(VoltageBand::Kv10);
        let prices = [
            from(key(None), 60, "2020-01-01"),
            from(key(kv35), 50, "2021-01-01"),
        ];
        let of = |band, on| price(&prices, key(band), day(on)).map(|p| p.price.to_string());
        assert_eq!(of(kv35, "2021-01-01").as_deref(), Ok("0.50"));
        assert_eq!(of(kv35, "2020-12-31").as_deref(), Ok("0.60"));
        assert_eq!(of(kv10, "2026-09-24").as_deref(), Ok("0.60"));
        assert_eq!(of(None, "2026-09-24").as_deref(), Ok("0.60"));
        let missing = price(&prices[1..], key(kv10), day("2026-09-24")).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "大工业（1—10 kV）电度电价（2026-09-24）没有录入"
        );
        assert_eq!(prices_in_force(&prices, day("2020-12-31")).len(), 1);
        assert_eq!(prices_in_force(&prices, day("2021-01-01")).len(), 2);
    }

    #[test]
    fn tariff_3_a_missing_charge_is_named() {
        let charges = [Charge {
            item: "换表".to_owned(),
            unit: "只".to_owned(),
            unit_price: Decimal::ZERO,
            basis: Basis("某文件".to_owned()),
            in_force_on: day("2026-01-01"),
        }];
        assert!(charge(&charges, "换表", day("2026-01-01")).is_ok());
        assert!(charges_in_force(&charges, day("2025-12-31")).is_empty());
        let missing = charge(&charges, "换表", day("2025-12-31")).unwrap_err();
        assert_eq!(missing.to_string(), "收费项目“换表”（2025-12-31）没有录入");
    }
}
