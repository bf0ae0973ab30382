//! The words that a column of a file to start from can hold, where its vocabulary is closed.

use crate::model::opening::OpeningKind;
use crate::model::price::{PriceItem, VoltageBand};
use crate::model::vocabulary::{Billing, CapacityUnit, Class, IdKind, Nature, Tariff, Voltage};

use super::What;
use super::prices::{CHARGE, PRICE};

/// None where anything may be written.
pub(super) fn of(what: What, head: &str) -> Vec<&'static str> {
    match (what, head) {
        (What::Customers, "证件类型") => words(IdKind::ALL, IdKind::chinese),
        (What::Customers, "客户类别") => words(Class::ALL, Class::chinese),
        (What::Customers, "用电性质") => words(Nature::ALL, Nature::chinese),
        (What::Customers | What::Prices, "电价类别") => words(Tariff::ALL, Tariff::chinese),
        (What::Customers, "计费方式") => words(Billing::ALL, Billing::chinese),
        (What::Customers, "单位") => words(CapacityUnit::ALL, CapacityUnit::chinese),
        (What::Customers, "供电电压") => words(Voltage::ALL, Voltage::wire),
        (What::Openings, "事项") => words(OpeningKind::ALL, OpeningKind::chinese),
        (What::Prices, "类别") => vec![PRICE, CHARGE],
        (What::Prices, "项目") => words(PriceItem::ALL, PriceItem::chinese),
        (What::Prices, "电压等级") => words(VoltageBand::ALL, VoltageBand::chinese),
        _ => Vec::new(),
    }
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| word(*one)).collect()
}
