//! What a claim comes to, line by line, LATE, BREACH, THEFT, DAMAGE.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::{ClaimKind, PriceLine, Sums};
use crate::model::typed::{Fields, Typed};
use crate::rules::manual::Manual;
use crate::rules::price::TARIFF_3;
use crate::rules::reckoning::{Figure, Liability, Line, ReckonError, payable};
use crate::rules::refusal::Refusal;
use crate::rules::{breach, late, theft};

use super::goods;

/// Inputs that only say how others come about.
const HELPERS: [&str; 6] = [BY, "used", "kwh", "kva", UNIT, PAY_BY];
/// The way in which something is written: paid at once or in parts, a difference by month or in all.
const BY: &str = "by";
/// In what the capacity was written: kW, or `kVA` that is taken as kW.
pub const UNIT: &str = "unit";
/// The day until which the customer pays, as the notice says it before it is served.
pub const PAY_BY: &str = "pay_by";

/// The amount of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    pub sums: Sums,
    pub lines: Vec<Line>,
    /// What may come on top of it, as the notice says it.
    pub note: Option<String>,
    /// What is odd about it, for who looks at it: no paper says it.
    pub warnings: Vec<String>,
}

/// On which days the calculation rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Found, or claimed.
    pub on: NaiveDate,
    /// Of damaged appliances, the day of the incident.
    pub damaged: Option<NaiveDate>,
}

/// Why no amount comes out.
#[derive(Debug)]
pub enum NotWorked {
    Refused(Vec<Refusal>),
    Reckoning(ReckonError),
}

impl From<Vec<Refusal>> for NotWorked {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

impl From<ReckonError> for NotWorked {
    fn from(error: ReckonError) -> Self {
        Self::Reckoning(error)
    }
}

/// Works out what a claim comes to; `prices` are the lines before the others.
///
/// # Errors
/// Every refusal at once, each with its field; or the figures are too large.
pub fn work_out(
    kind: ClaimKind,
    inputs: &Fields,
    prices: &[PriceLine],
    days: Days,
    manual: &Manual,
) -> Result<Worked, NotWorked> {
    let mut fields = inputs.clone();
    fields.retain(|name, _| !HELPERS.contains(&name.as_str()));
    let worked = of_kind(kind, fields, days, manual);
    let mut worked = worked.map_err(|found| way_not_chosen(kind, inputs, found))?;
    if inputs.get(UNIT).and_then(Typed::text) == Some("kVA") {
        taken_as_kilowatts(&mut worked.lines);
    }
    said_once(&mut worked.lines, prices);
    let prices = prices.iter().map(|line| {
        let value = Figure::Yuan(line.yuan);
        Line::new(&line.what, &line.how, value, TARIFF_3)
    });
    worked.lines.splice(0..0, prices);
    Ok(worked)
}

fn of_kind(
    kind: ClaimKind,
    fields: Fields,
    days: Days,
    manual: &Manual,
) -> Result<Worked, NotWorked> {
    Ok(match kind {
        ClaimKind::Late => late_bill(fields, manual)?,
        ClaimKind::Breach => {
            let facts = breach::read(fields)?;
            let owed = breach::liability(&facts, days.on, &manual.rulebooks)?;
            of_liability(owed, Decimal::ZERO, facts.note().map(str::to_owned))
        }
        ClaimKind::Theft => {
            let facts = theft::read(fields)?;
            let stolen = theft::theft(&facts, days.on, &manual.rulebooks)?;
            of_liability(stolen.liability, stolen.kwh, None)
        }
        ClaimKind::Damage => goods::work_out(&fields, days, manual)?,
    })
}

/// Where the way in which something is written was not chosen, its field is what lacks, not one that it would ask for.
fn way_not_chosen(kind: ClaimKind, inputs: &Fields, found: NotWorked) -> NotWorked {
    let has = |name: &&str| !matches!(inputs.get(*name), None | Some(Typed::Nothing));
    let (label, asked) = match kind {
        ClaimKind::Late => ("缴费方式", ["paid", "payments"]),
        ClaimKind::Breach => ("差额的算法", ["difference", "difference_total"]),
        ClaimKind::Theft | ClaimKind::Damage => return found,
    };
    let NotWorked::Refused(mut refusals) = found else {
        return found;
    };
    if !has(&BY) && !asked.iter().any(has) {
        let of_way = |refusal: &Refusal| {
            let months = kind == ClaimKind::Breach && refusal.field == "months";
            asked.contains(&refusal.field.as_str()) || months
        };
        let any = refusals
            .iter()
            .any(|one| asked.contains(&one.field.as_str()));
        if any {
            refusals.retain(|refusal| !of_way(refusal));
            refusals.push(Refusal::input(BY, label, "未选"));
        }
    }
    NotWorked::Refused(refusals)
}

/// What the price tables came to is said once, with how it came about (TARIFF-3).
fn said_once(lines: &mut Vec<Line>, prices: &[PriceLine]) {
    let Some(known) = prices.last() else {
        return;
    };
    lines.retain(|line| {
        let again = line.how.is_empty() && line.what.starts_with(&known.what);
        !(again && line.value == Figure::Yuan(known.yuan))
    });
}

/// BREACH-2, THEFT-3: where the plate says kVA, the line says so.
fn taken_as_kilowatts(lines: &mut [Line]) {
    let of_capacity = [breach::CAPACITY, theft::CAPACITY];
    for line in lines.iter_mut() {
        if of_capacity.contains(&line.what.as_str()) {
            line.how = format!("{}kVA，千伏安当作千瓦", line.value.plain());
        }
    }
}

fn late_bill(fields: Fields, manual: &Manual) -> Result<Worked, NotWorked> {
    let bill = late::read(fields)?;
    let charge = late::charge(&bill, &manual.rulebooks)?;
    Ok(Worked {
        sums: Sums {
            penalty: charge.amount,
            amount: charge.amount,
            ..Sums::default()
        },
        lines: charge.lines,
        note: None,
        warnings: Vec::new(),
    })
}

fn of_liability(owed: Liability, kwh: Decimal, note: Option<String>) -> Worked {
    Worked {
        sums: Sums {
            kwh,
            back_pay: owed.back_pay,
            penalty: owed.penalty,
            amount: owed.amount,
            repairs: Decimal::ZERO,
        },
        lines: owed.lines,
        note,
        warnings: Vec::new(),
    }
}

/// A sum of amounts that stand on paper already.
pub(super) fn sum(amounts: impl Iterator<Item = Decimal>) -> Result<Decimal, ReckonError> {
    let mut sum = Decimal::ZERO;
    for amount in amounts {
        sum = payable(sum + amount)?;
    }
    Ok(sum)
}
