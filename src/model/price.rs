//! Prices of electricity (电价) and service charges (收费项目): dated, each with the document it rests on.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::named::named;
use super::vocabulary::{Tariff, Voltage};

named! {
    /// What a price is paid for (电价项目). The basic fee (基本电费) is a two-part tariff's.
    pub enum PriceItem, "电价项目" {
        Energy = "energy", "电度电价";
        Peak = "peak", "峰段电度电价";
        Flat = "flat", "平段电度电价";
        Valley = "valley", "谷段电度电价";
        Capacity = "capacity", "基本电费（按容量）";
        Demand = "demand", "基本电费（按需量）";
    }
}

impl PriceItem {
    /// Unit of the price.
    pub fn unit(self) -> &'static str {
        match self {
            PriceItem::Energy | PriceItem::Peak | PriceItem::Flat | PriceItem::Valley => "元/kWh",
            PriceItem::Capacity => "元/kVA·月",
            PriceItem::Demand => "元/kW·月",
        }
    }
}

named! {
    /// Voltage band of a price (电压等级).
    pub enum VoltageBand, "电压等级" {
        BelowKv1 = "<1kV", "不满1 kV";
        Kv10 = "10kV", "1—10 kV";
        Kv35 = "35kV", "35 kV";
        Kv110 = "110kV", "110 kV";
    }
}

impl From<Voltage> for VoltageBand {
    fn from(voltage: Voltage) -> Self {
        match voltage {
            Voltage::V220 | Voltage::V380 => VoltageBand::BelowKv1,
            Voltage::Kv10 => VoltageBand::Kv10,
            Voltage::Kv35 => VoltageBand::Kv35,
            Voltage::Kv110 => VoltageBand::Kv110,
        }
    }
}

/// Which price: of a tariff class, at a voltage, for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PriceKey {
    pub tariff: Tariff,
    /// `None`: the same at every voltage.
    pub band: Option<VoltageBand>,
    pub item: PriceItem,
}

impl fmt::Display for PriceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let band = self
            .band
            .map_or(String::new(), |band| format!("（{}）", band.chinese()));
        let (tariff, item) = (self.tariff.chinese(), self.item.chinese());
        write!(f, "{tariff}{band}{item}")
    }
}

/// A price in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    pub key: PriceKey,
    /// Yuan per [`PriceItem::unit`], with the decimals of its document.
    pub price: Decimal,
    pub basis: Basis,
    pub in_force_on: NaiveDate,
}

/// A service charge (收费) in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    pub item: String,
    /// What is counted (户, 次, 米).
    pub unit: String,
    /// Yuan; 0.00 where the office does the item for nothing.
    pub unit_price: Decimal,
    pub basis: Basis,
    pub in_force_on: NaiveDate,
}

/// The document that a price or a charge rests on (依据文件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Basis(pub String);

/// The word in a basis that marks made-up figures.
pub const SAMPLE: &str = "示例";

impl Basis {
    /// Whether the figure is made up, for trying the program only.
    ///
    /// ```
    /// use yekuo::model::price::Basis;
    /// assert!(Basis("示例：不是正式价格".to_owned()).is_sample());
    /// ```
    pub fn is_sample(&self) -> bool {
        self.0.contains(SAMPLE)
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A price as typed. Words may be those of files or the Chinese ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PriceEntry {
    pub tariff: String,
    pub item: String,
    /// A band or a supply voltage; empty where the price is the same at every voltage.
    pub voltage: Option<String>,
    pub price: String,
    /// Empty, or the item's own.
    pub unit: String,
    pub basis: String,
    pub in_force_on: String,
    /// Why what was recorded for the same day is wrong; empty where nothing was.
    pub reason: String,
}

/// A charge as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChargeEntry {
    pub item: String,
    pub unit: String,
    pub unit_price: String,
    pub basis: String,
    pub in_force_on: String,
    /// As [`PriceEntry::reason`].
    pub reason: String,
}
