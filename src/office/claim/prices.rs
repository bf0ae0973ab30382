//! Prices that a calculation takes from the dated tables (TARIFF-3); what was typed stands.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::{ClaimKind, PriceLine};
use crate::model::customer::Customer;
use crate::model::money::to_fen;
use crate::model::price::{Price, PriceItem, PriceKey};
use crate::model::typed::{Fields, Typed};
use crate::model::vocabulary::{Billing, Tariff};
use crate::office::{OfficeError, Work, price};
use crate::rules::Refusal;
use crate::rules::field::decimal;
use crate::rules::reckoning::{in_yuan, product};

/// Decimals of kWh and kVA.
const DECIMALS: u32 = 4;

/// Fills in what was left to the tables, with a line for each price.
///
/// # Errors
/// Refused where a price is missing, or the use is not the dearer one.
pub(super) fn resolve(
    work: Work<'_>,
    customer: &Customer,
    kind: ClaimKind,
    inputs: &Fields,
    on: NaiveDate,
) -> Result<(Fields, Vec<PriceLine>), OfficeError> {
    let mut table = Table {
        work,
        customer,
        on,
        lines: Vec::new(),
    };
    let mut fields = inputs.clone();
    match kind {
        ClaimKind::Breach if by_prices(inputs) => {
            let difference = table.difference(inputs)?;
            fields.insert("difference".to_owned(), Typed::Text(difference.to_string()));
        }
        ClaimKind::Breach if lacks(inputs, "basic_fee") && text(inputs, "kva").is_some() => {
            let fee = table.basic_fee(inputs)?;
            fields.insert("basic_fee".to_owned(), Typed::Text(fee.to_string()));
        }
        ClaimKind::Theft if lacks(inputs, "price") => {
            let price = table.energy(customer.tariff, "电价")?;
            fields.insert("price".to_owned(), Typed::Text(price.to_string()));
        }
        _ => {}
    }
    Ok((fields, table.lines))
}

fn text<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let text = fields.get(name).and_then(Typed::text)?;
    (!text.trim().is_empty()).then_some(text)
}

/// BREACH-1: the difference is to come out of the tables.
fn by_prices(inputs: &Fields) -> bool {
    text(inputs, "used").is_some() || text(inputs, "by") == Some("prices")
}

fn lacks(fields: &Fields, name: &str) -> bool {
    text(fields, name).is_none()
}

struct Table<'a> {
    work: Work<'a>,
    customer: &'a Customer,
    on: NaiveDate,
    lines: Vec<PriceLine>,
}

impl Table<'_> {
    fn look_up(
        &mut self,
        tariff: Tariff,
        item: PriceItem,
        what: &str,
    ) -> Result<Price, OfficeError> {
        let key = PriceKey {
            tariff,
            item,
            band: Some(self.customer.voltage.into()),
        };
        let found = price::price_in_force(self.work, key, self.on)?;
        self.lines.push(PriceLine {
            what: format!("{what}（{}）", tariff.chinese()),
            how: format!(
                "{}起执行，每{}，{}",
                found.in_force_on,
                unit(item),
                found.basis
            ),
            yuan: found.price,
        });
        Ok(found)
    }

    fn energy(&mut self, tariff: Tariff, what: &str) -> Result<Decimal, OfficeError> {
        Ok(self.look_up(tariff, PriceItem::Energy, what)?.price)
    }

    /// BREACH-1: what a month's energy would have cost more.
    fn difference(&mut self, inputs: &Fields) -> Result<Decimal, OfficeError> {
        let used: Tariff = match text(inputs, "used").unwrap_or_default().parse() {
            Ok(used) => used,
            Err(_) if lacks(inputs, "used") => return refuse("used", "实际用电类别", "未选"),
            Err(unknown) => return refuse("used", "实际用电类别", unknown),
        };
        let kwh = figure(inputs, "kwh", "每月用电量")?;
        let dear = self.energy(used, "实际类别电价")?;
        let cheap = self.energy(self.customer.tariff, "计费类别电价")?;
        if dear <= cheap {
            let problem = format!("{}的电价不比计费的高，没有差额", used.chinese());
            return refuse("used", "实际用电类别", problem);
        }
        let difference = to_fen(product(&[kwh, dear - cheap])?);
        self.lines.push(PriceLine {
            what: "每月差额".to_owned(),
            how: format!(
                "{}kWh ×（{} − {}）",
                kwh.normalize(),
                dear.normalize(),
                cheap.normalize()
            ),
            yuan: difference,
        });
        Ok(difference)
    }

    /// BREACH-2, BREACH-3: the basic fee of a capacity for a month.
    fn basic_fee(&mut self, inputs: &Fields) -> Result<Decimal, OfficeError> {
        let kva = figure(inputs, "kva", "涉及的容量")?;
        let item = match self.customer.billing {
            Billing::Demand => PriceItem::Demand,
            Billing::Single | Billing::Capacity => PriceItem::Capacity,
        };
        let price = self
            .look_up(self.customer.tariff, item, "基本电费单价")?
            .price;
        let fee = to_fen(product(&[kva, price])?);
        // A price by demand is one of the kW, and the plate says kVA.
        let size = match item {
            PriceItem::Demand => format!("{0}kVA当作{0}kW", kva.normalize()),
            _ => format!("{}kVA", kva.normalize()),
        };
        self.lines.push(PriceLine {
            what: "每月基本电费".to_owned(),
            how: format!("{size} × {}", in_yuan(price)),
            yuan: fee,
        });
        Ok(fee)
    }
}

fn unit(item: PriceItem) -> &'static str {
    match item {
        PriceItem::Capacity => "千伏安每月",
        PriceItem::Demand => "千瓦每月",
        _ => "千瓦时",
    }
}

fn figure(inputs: &Fields, name: &str, label: &str) -> Result<Decimal, OfficeError> {
    match decimal(text(inputs, name).unwrap_or_default(), DECIMALS) {
        Ok(figure) if !figure.is_zero() => Ok(figure),
        Ok(_) => refuse(name, label, "应大于零"),
        Err(problem) => refuse(name, label, problem),
    }
}

fn refuse<T>(name: &str, label: &str, problem: impl std::fmt::Display) -> Result<T, OfficeError> {
    crate::office::refuse(Refusal::input(name, label, problem))
}
