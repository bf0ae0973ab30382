//! What breach of contract (违约用电) costs, BREACH-1 to BREACH-5.

mod entry;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::{Breach, Payer};

use super::reckoning::{Figure, Liability, Line, ReckonError, in_yuan, payable, penalty, product};
use super::rulebook::{Rulebooks, Unit};

pub use entry::read;

/// The line of a capacity in kW.
pub const CAPACITY: &str = "容量";

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    /// Dearer use on a cheaper line, or class changed in secret (BREACH-1).
    CheaperLine(Difference),
    /// More than the contracted capacity (BREACH-2).
    AddedCapacity(Equipment),
    /// Suspended or sealed equipment used (BREACH-3), so many times; a two-part customer pays by the month.
    SealedEquipment { equipment: Equipment, times: u32 },
    /// Metering, load control or supply equipment moved or operated (BREACH-4).
    Metering { payer: Payer, times: u32 },
    /// Power brought in, given out or paralleled (BREACH-5), in kW.
    ForeignSource { kw: Decimal },
}

/// The difference between the dearer and the cheaper fee, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// `months`: `None` where the dates are not known.
    Monthly {
        yuan: Decimal,
        months: Option<Decimal>,
    },
    Total(Decimal),
}

/// The equipment in question, by the customer's way of billing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Equipment {
    /// Two-part tariff (两部制): the basic fee of that capacity a month in yuan, and the months of use.
    TwoPart { basic_fee: Decimal, months: Decimal },
    /// kW, or kVA as kW.
    Other { kw: Decimal },
}

impl Facts {
    pub fn breach(&self) -> Breach {
        match self {
            Self::CheaperLine(_) => Breach::CheaperLine,
            Self::AddedCapacity(_) => Breach::AddedCapacity,
            Self::SealedEquipment { .. } => Breach::SealedEquipment,
            Self::Metering { .. } => Breach::Metering,
            Self::ForeignSource { .. } => Breach::ForeignSource,
        }
    }

    /// What may come on top of it.
    pub fn note(&self) -> Option<&'static str> {
        matches!(self, Self::SealedEquipment { .. })
            .then_some("设备是因私自增容被封存的，另按私自增容计算")
    }
}

/// Works out what is owed, with the numbers in force on a day.
///
/// # Errors
/// [`ReckonError`]
pub fn liability(
    facts: &Facts,
    on: NaiveDate,
    books: &Rulebooks,
) -> Result<Liability, ReckonError> {
    let mut sheet = Sheet {
        books,
        on,
        rule: facts.breach().wire(),
        lines: Vec::new(),
    };
    let (back_pay, penalty) = match *facts {
        Facts::CheaperLine(difference) => {
            let back_pay = sheet.difference(difference)?;
            let penalty = sheet.penalty(back_pay, "breach.cheaper_line.penalty")?;
            (back_pay, penalty)
        }
        Facts::AddedCapacity(equipment) => {
            sheet.equipment(equipment, 1, "breach.added_capacity")?
        }
        Facts::SealedEquipment { equipment, times } => {
            sheet.equipment(equipment, times, "breach.sealed_equipment")?
        }
        Facts::Metering { payer, times } => (Decimal::ZERO, sheet.each_time(payer, times)?),
        Facts::ForeignSource { kw } => {
            let penalty = sheet.by_kilowatt(kw, 1, "breach.foreign_source")?;
            (Decimal::ZERO, penalty)
        }
    };
    Liability::of(payable(back_pay)?, penalty, sheet.lines, sheet.rule)
}

/// The lines as they are written.
#[derive(Debug)]
struct Sheet<'a> {
    books: &'a Rulebooks,
    on: NaiveDate,
    rule: &'static str,
    lines: Vec<Line>,
}

impl Sheet<'_> {
    fn line(&mut self, what: &str, how: impl Into<String>, value: Figure) {
        self.lines.push(Line::new(what, how, value, self.rule));
    }

    fn figure(&self, key: &str, unit: Unit) -> Result<Decimal, ReckonError> {
        Ok(self.books.figure(key, unit, self.on)?)
    }

    fn difference(&mut self, difference: Difference) -> Result<Decimal, ReckonError> {
        let what = "补交差额电费";
        match difference {
            Difference::Total(total) => {
                let back_pay = payable(total)?;
                self.line(what, "", Figure::Yuan(back_pay));
                Ok(back_pay)
            }
            Difference::Monthly { yuan, months } => {
                let (months, why) = match months {
                    Some(months) => (months, ""),
                    None => {
                        let months = self.figure("breach.cheaper_line.unknown", Unit::Month)?;
                        (months, "起止日期查不清，按规定月数")
                    }
                };
                self.by_month(["每月差额电费", what], yuan, months, why)
            }
        }
    }

    /// A monthly amount over months: back payment under `names[1]`.
    fn by_month(
        &mut self,
        names: [&str; 2],
        monthly: Decimal,
        months: Decimal,
        why: &str,
    ) -> Result<Decimal, ReckonError> {
        let monthly = payable(monthly)?;
        let back_pay = payable(product(&[monthly, months])?)?;
        self.line(names[0], "", Figure::Yuan(monthly));
        self.line("使用月数", why, Figure::Number(months, "个月"));
        let how = format!("{} × {}个月", in_yuan(monthly), months.normalize());
        self.line(names[1], how, Figure::Yuan(back_pay));
        Ok(back_pay)
    }

    /// So many times the back payment.
    fn penalty(&mut self, back_pay: Decimal, key: &str) -> Result<Decimal, ReckonError> {
        let times = self.figure(key, Unit::Times)?;
        let (penalty, line) = penalty(back_pay, times, self.rule)?;
        self.lines.push(line);
        Ok(penalty)
    }

    /// Back payment and penalty.
    fn equipment(
        &mut self,
        equipment: Equipment,
        times: u32,
        keys: &str,
    ) -> Result<(Decimal, Decimal), ReckonError> {
        match equipment {
            Equipment::TwoPart { basic_fee, months } => {
                let names = ["每月基本电费", "补交基本电费"];
                let back_pay = self.by_month(names, basic_fee, months, "")?;
                let penalty = self.penalty(back_pay, &format!("{keys}.penalty"))?;
                Ok((back_pay, penalty))
            }
            Equipment::Other { kw } => Ok((Decimal::ZERO, self.by_kilowatt(kw, times, keys)?)),
        }
    }

    fn by_kilowatt(&mut self, kw: Decimal, times: u32, keys: &str) -> Result<Decimal, ReckonError> {
        let key = format!("{keys}.per_kilowatt");
        let each = self.figure(&key, Unit::YuanPerKilowatt)?;
        let penalty = payable(product(&[kw, each, times.into()])?)?;
        self.line(CAPACITY, "", Figure::Number(kw, "kW"));
        let mut how = format!("{}kW × {}元/kW", kw.normalize(), each.normalize());
        if times > 1 {
            how.push_str(&format!(" × {times}次"));
        }
        self.line("违约使用电费", how, Figure::Yuan(penalty));
        Ok(penalty)
    }

    fn each_time(&mut self, payer: Payer, times: u32) -> Result<Decimal, ReckonError> {
        let key = match payer {
            Payer::Resident => "breach.metering.resident",
            Payer::Other => "breach.metering.other",
        };
        let each = self.figure(key, Unit::Yuan)?;
        let penalty = payable(product(&[each, times.into()])?)?;
        let how = format!("{}，每次{} × {times}次", payer.chinese(), in_yuan(each));
        self.line("违约使用电费", how, Figure::Yuan(penalty));
        Ok(penalty)
    }
}
