//! Prices and service charges (电价与收费): recorded, superseded, looked up, TARIFF-3.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::model::price::{Basis, Charge, ChargeEntry, Price, PriceEntry, PriceKey};
use crate::model::text::tidy;
use crate::rules::Refusal;
use crate::rules::field::LONGEST_TEXT;
use crate::rules::price::{self as rules, TARIFF_3};
use crate::rules::price_entry::{check_charge, check_price};
use crate::store::event;
use crate::store::price::{self as store, Kept};

use super::{Act, OfficeError, Work};

/// Prices and charges side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    pub prices: Vec<Price>,
    pub charges: Vec<Charge>,
}

/// Records a price. One of the same key and day is superseded, which needs its reason.
///
/// # Errors
/// Every refusal at once.
pub fn record_price(work: Work<'_>, entry: &PriceEntry) -> Result<Price, OfficeError> {
    let price = check_price(entry)?;
    let act = admit(work, &store::prices(work.conn)?, &price, &entry.reason)?;
    store::add_price(work.conn, &price, act.supersedes())?;
    work.log(Act::Price, "", act.detail(price_json(&price)))?;
    Ok(price)
}

/// Records a charge, as [`record_price`].
///
/// # Errors
/// Every refusal at once.
pub fn record_charge(work: Work<'_>, entry: &ChargeEntry) -> Result<Charge, OfficeError> {
    let charge = check_charge(entry)?;
    let act = admit(work, &store::charges(work.conn)?, &charge, &entry.reason)?;
    store::add_charge(work.conn, &charge, act.supersedes())?;
    work.log(Act::Charge, "", act.detail(charge_json(&charge)))?;
    Ok(charge)
}

/// Everything that was recorded and not superseded, by the day from which it holds.
///
/// # Errors
/// The tables cannot be read.
pub fn all(work: Work<'_>) -> Result<Tables, OfficeError> {
    let rows = |kept: Vec<Kept<Price>>| kept.into_iter().map(|kept| kept.row).collect();
    let charges = store::charges(work.conn)?;
    Ok(Tables {
        prices: rows(store::prices(work.conn)?),
        charges: charges.into_iter().map(|kept| kept.row).collect(),
    })
}

/// What is in force on a day.
///
/// # Errors
/// The tables cannot be read.
pub fn in_force(work: Work<'_>, on: NaiveDate) -> Result<Tables, OfficeError> {
    let all = all(work)?;
    let prices = rules::prices_in_force(&all.prices, on);
    let charges = rules::charges_in_force(&all.charges, on);
    Ok(Tables {
        prices: prices.into_iter().cloned().collect(),
        charges: charges.into_iter().cloned().collect(),
    })
}

/// What was recorded to hold from a later day on, the soonest first.
///
/// # Errors
/// The tables cannot be read.
pub fn ahead(work: Work<'_>, of: NaiveDate) -> Result<Tables, OfficeError> {
    let mut all = all(work)?;
    all.prices.retain(|price| price.in_force_on > of);
    all.prices.sort_by_key(|price| price.in_force_on);
    all.charges.retain(|charge| charge.in_force_on > of);
    all.charges.sort_by_key(|charge| charge.in_force_on);
    Ok(all)
}

/// The charges in force on a day, by item.
///
/// # Errors
/// The table cannot be read.
pub fn charges_in_force(work: Work<'_>, on: NaiveDate) -> Result<Vec<Charge>, OfficeError> {
    Ok(in_force(work, on)?.charges)
}

/// The price that a calculation for a day uses.
///
/// # Errors
/// Refused (TARIFF-3) where none is in force, naming the price and the day.
pub fn price_in_force(work: Work<'_>, key: PriceKey, on: NaiveDate) -> Result<Price, OfficeError> {
    let all = all(work)?;
    match rules::price(&all.prices, key, on) {
        Ok(price) => Ok(price.clone()),
        Err(missing) => super::refuse(missing.into()),
    }
}

/// A row of either table, as far as recording it goes.
pub(super) trait Row: PartialEq {
    /// Whether both are for the same thing from the same day on, so that only one can hold.
    fn competes(&self, other: &Self) -> bool;
    fn basis(&self) -> &Basis;
    /// The thing and the day, in words.
    fn named(&self) -> String;
    fn amount(&self) -> String;
}

impl Row for Price {
    fn competes(&self, other: &Self) -> bool {
        self.key == other.key && self.in_force_on == other.in_force_on
    }

    fn basis(&self) -> &Basis {
        &self.basis
    }

    fn named(&self) -> String {
        format!("{}起的{}", self.in_force_on, self.key)
    }

    fn amount(&self) -> String {
        format!("{}{}", self.price, self.key.item.unit())
    }
}

impl Row for Charge {
    fn competes(&self, other: &Self) -> bool {
        self.item == other.item && self.in_force_on == other.in_force_on
    }

    fn basis(&self) -> &Basis {
        &self.basis
    }

    fn named(&self) -> String {
        format!("{}起的收费项目“{}”", self.in_force_on, self.item)
    }

    fn amount(&self) -> String {
        format!("{}元/{}", self.unit_price, self.unit)
    }
}

/// How a row comes to what is kept already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    New,
    /// Kept already, word for word.
    Kept,
    Corrects {
        id: i64,
        reason: String,
    },
}

impl Standing {
    pub(super) fn supersedes(&self) -> Option<i64> {
        match self {
            Standing::Corrects { id, .. } => Some(*id),
            Standing::New | Standing::Kept => None,
        }
    }

    /// The detail of the log's row.
    fn detail(&self, mut row: Value) -> Value {
        if let Standing::Corrects { id, reason } = self {
            row["supersedes"] = json!(id);
            row["reason"] = json!(reason);
        }
        row
    }
}

/// Compares a row with what is kept.
///
/// # Errors
/// The refusal where it would supersede another without a reason.
pub(super) fn standing<T: Row>(
    kept: &[Kept<T>],
    row: &T,
    reason: &str,
) -> Result<Standing, Refusal> {
    let Some(other) = kept.iter().find(|kept| kept.row.competes(row)) else {
        return Ok(Standing::New);
    };
    if other.row == *row {
        return Ok(Standing::Kept);
    }
    let reason = tidy(reason);
    let length = reason.chars().count();
    if length > LONGEST_TEXT {
        let problem = format!("最多{LONGEST_TEXT}个字，现在是{length}个");
        return Err(Refusal::input("reason", "更正原因", problem));
    }
    if reason.is_empty() {
        let message = format!("{}已录入{}", row.named(), other.row.amount());
        let instead = "录入的有误，请写明更正原因；价格调整，请填新的生效日期";
        return Err(Refusal::new(TARIFF_3, message, instead).at("reason"));
    }
    Ok(Standing::Corrects {
        id: other.id,
        reason,
    })
}

/// Keeps made-up figures out of an office that works.
///
/// # Errors
/// The refusal where the row is a sample and the office is none.
pub(super) fn no_sample<T: Row>(row: &T, sample_office: bool) -> Result<(), Refusal> {
    if !row.basis().is_sample() || sample_office {
        return Ok(());
    }
    let message = "依据写着“示例”，示例价格只能用在示例供电所里";
    let instead = "改成本所执行的价格和批准文件";
    Err(Refusal::new(TARIFF_3, message, instead).at("basis"))
}

/// Whether the office was made by `demo`.
pub(super) fn is_sample_office(work: Work<'_>) -> Result<bool, OfficeError> {
    Ok(event::was_done(work.conn, Act::Demo.wire())?)
}

fn admit<T: Row>(
    work: Work<'_>,
    kept: &[Kept<T>],
    row: &T,
    reason: &str,
) -> Result<Standing, OfficeError> {
    let mut refusals = Vec::new();
    refusals.extend(no_sample(row, is_sample_office(work)?).err());
    let standing = standing(kept, row, reason);
    match standing {
        Ok(Standing::Kept) => {
            let message = format!("{}已经录入，内容一样", row.named());
            refusals.push(Refusal::new(TARIFF_3, message, "不用再录"));
        }
        Ok(standing) if refusals.is_empty() => return Ok(standing),
        Ok(_) => {}
        Err(refusal) => refusals.push(refusal),
    }
    Err(OfficeError::Refused(refusals))
}

/// A price as both the log and the command line give it.
pub fn price_json(price: &Price) -> Value {
    json!({
        "tariff": price.key.tariff,
        "item": price.key.item,
        "voltage": price.key.band,
        "price": price.price.to_string(),
        "unit": price.key.item.unit(),
        "basis": price.basis,
        "in_force_on": price.in_force_on,
        "sample": price.basis.is_sample(),
    })
}

/// A charge, as [`price_json`].
pub fn charge_json(charge: &Charge) -> Value {
    json!({
        "item": charge.item,
        "unit": charge.unit,
        "unit_price": charge.unit_price.to_string(),
        "basis": charge.basis,
        "in_force_on": charge.in_force_on,
        "sample": charge.basis.is_sample(),
    })
}
