//! Stolen energy (窃电量) and what it costs, THEFT-2 to THEFT-5.

mod entry;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::{EnergyUse, Phases, TheftMethod};
use crate::model::money::grouped;

use super::reckoning::{Figure, Liability, Line, ReckonError, payable, penalty, product};
use super::rulebook::{Rulebooks, Unit};

pub use entry::read;

const THEFT_2: &str = "THEFT-2";
const THEFT_5: &str = "THEFT-5";

/// The line of the capacity of what was tapped, in kW.
pub const CAPACITY: &str = "私接设备额定容量";

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub capacity: Capacity,
    pub energy_use: EnergyUse,
    /// Yuan a kWh.
    pub price: Decimal,
    /// `None` where it is not known.
    pub days: Option<Decimal>,
    /// `None` where it is not known.
    pub hours_per_day: Option<Decimal>,
}

/// What the energy was taken through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// Rated capacity of equipment on a tapped line (THEFT-3), kW or kVA as kW.
    Tapped { kw: Decimal },
    /// A meter (THEFT-4): the figure before the bracket, or the limiter's setting, in A; line volts where it
    /// has three phases.
    Meter {
        amps: Decimal,
        volts: Decimal,
        phases: Phases,
        ct_ratio: Option<Decimal>,
    },
}

impl Capacity {
    pub fn method(&self) -> TheftMethod {
        match self {
            Self::Tapped { .. } => TheftMethod::Tapped,
            Self::Meter { .. } => TheftMethod::Meter,
        }
    }
}

/// What is owed for stolen energy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theft {
    /// Not rounded.
    pub kwh: Decimal,
    pub liability: Liability,
}

/// Works out the energy and what is owed for it, with the numbers in force on a day.
///
/// # Errors
/// [`ReckonError`]
pub fn theft(facts: &Facts, on: NaiveDate, books: &Rulebooks) -> Result<Theft, ReckonError> {
    let rule = facts.capacity.method().wire();
    let figure = |key, unit| books.figure(key, unit, on);
    let mut lines = Vec::new();

    let (kw, line) = capacity(&facts.capacity, figure("theft.three_phase", Unit::Factor)?)?;
    lines.push(line);
    let days = known(&mut lines, "窃电日数", facts.days, rule, "天", || {
        figure("theft.unknown.days", Unit::Day)
    })?;
    let key = match facts.energy_use {
        EnergyUse::Power => "theft.unknown.hours.power",
        EnergyUse::Lighting => "theft.unknown.hours.lighting",
    };
    let what = format!("每日窃电时间（{}）", facts.energy_use.chinese());
    let hours = known(
        &mut lines,
        &what,
        facts.hours_per_day,
        rule,
        "小时",
        || figure(key, Unit::Hour),
    )?;

    let kwh = product(&[kw, days, hours])?;
    let [plain_kw, plain_days, plain_hours] = [kw, days, hours].map(|n| n.normalize());
    let how = format!("{plain_kw}kW × {plain_days}天 × {plain_hours}小时");
    lines.push(Line::new("窃电量", how, Figure::Number(kwh, "kWh"), rule));

    let back_pay = payable(product(&[kwh, facts.price])?)?;
    let how = format!("{}kWh × {}元/kWh", grouped(kwh), facts.price.normalize());
    let value = Figure::Yuan(back_pay);
    lines.push(Line::new("补交电费", how, value, THEFT_2));
    let times = figure("theft.penalty", Unit::Times)?;
    let (penalty, line) = penalty(back_pay, times, THEFT_2)?;
    lines.push(line);
    let liability = Liability::of(back_pay, penalty, lines, THEFT_2)?;
    Ok(Theft { kwh, liability })
}

/// In kW, not rounded.
fn capacity(capacity: &Capacity, three_phase: Decimal) -> Result<(Decimal, Line), ReckonError> {
    let rule = capacity.method().wire();
    let (kw, what, how) = match *capacity {
        Capacity::Tapped { kw } => (kw.normalize(), CAPACITY, String::new()),
        Capacity::Meter {
            amps,
            volts,
            phases,
            ct_ratio,
        } => {
            let factor = match phases {
                Phases::Single => Decimal::ONE,
                Phases::Three => three_phase,
            };
            let thousandth = Decimal::new(1, 3);
            let ratio = ct_ratio.unwrap_or(Decimal::ONE);
            let kw = product(&[factor, volts, amps, ratio, thousandth])?;
            let mut how = format!("{}V × {}A ÷ 1000", volts.normalize(), amps.normalize());
            if phases == Phases::Three {
                how = format!("{} × {how}", three_phase.normalize());
            }
            if let Some(ratio) = ct_ratio {
                how.push_str(&format!(" × 变比{}", ratio.normalize()));
            }
            let how = format!("{}，{how}，千伏安当作千瓦", phases.chinese());
            (kw, "计费电能表容量", how)
        }
    };
    Ok((kw, Line::new(what, how, Figure::Number(kw, "kW"), rule)))
}

/// A count that was found out, or the one that stands for it (THEFT-5), with its line.
fn known<E: Into<ReckonError>>(
    lines: &mut Vec<Line>,
    what: &str,
    found: Option<Decimal>,
    rule: &'static str,
    unit: &'static str,
    stands_for: impl FnOnce() -> Result<Decimal, E>,
) -> Result<Decimal, ReckonError> {
    let (count, how, rule) = match found {
        Some(count) => (count, "", rule),
        None => {
            let count = stands_for().map_err(Into::into)?;
            (count, "查不清，按规定", THEFT_5)
        }
    };
    lines.push(Line::new(what, how, Figure::Number(count, unit), rule));
    Ok(count)
}
