//! The late-payment charge (电费违约金), LATE-1 to LATE-4.

mod entry;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::claim::Payer;

use super::reckoning::{Figure, Line, ReckonError, in_yuan, payable, product};
use super::rulebook::{RulebookError, Rulebooks, Unit};

pub use entry::{paid_in_future, read};

const LATE_1: &str = "LATE-1";
const LATE_2: &str = "LATE-2";
const LATE_3: &str = "LATE-3";
const LATE_4: &str = "LATE-4";

/// A bill that was not paid in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    pub payer: Payer,
    /// What was owed at the end of the due day, in yuan.
    pub arrears: Decimal,
    /// The last day on which it could be paid without a charge.
    pub due: NaiveDate,
    /// In any order; together not more than the arrears.
    pub payments: Vec<Payment>,
}

/// Paid on a day, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    pub on: NaiveDate,
    pub amount: Decimal,
}

/// What being late costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateCharge {
    /// Overdue days up to the last payment.
    pub days: u32,
    /// In yuan, rounded.
    pub amount: Decimal,
    /// Principal for which the charge goes on after the last payment, in yuan.
    pub unpaid: Decimal,
    pub lines: Vec<Line>,
}

/// Works out the charge up to the last payment, at the rates in force on the first overdue day.
///
/// ```
/// use yekuo::model::claim::Payer;
/// use yekuo::rules::{Manual, late};
/// let on = |day: &str| day.parse::<chrono::NaiveDate>().unwrap();
/// let bill = late::Bill {
///     payer: Payer::Resident,
///     arrears: 100_000.into(),
///     due: on("2026-06-10"),
///     payments: vec![late::Payment { on: on("2026-06-12"), amount: 100_000.into() }],
/// };
/// let charge = late::charge(&bill, &Manual::built_in()?.rulebooks)?;
/// assert_eq!((charge.days, charge.amount.to_string()), (2, "200.00".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ReckonError`]
pub fn charge(bill: &Bill, books: &Rulebooks) -> Result<LateCharge, ReckonError> {
    let opens = day_after(bill.due);
    let mut payments = bill.payments.clone();
    payments.sort_by_key(|payment| payment.on);
    let last = payments.last().map_or(bill.due, |payment| payment.on);
    let days = days_between(bill.due, last);
    let paid: Decimal = payments.iter().map(|payment| payment.amount).sum();
    let unpaid = bill.arrears - paid;

    let counted = if days == 0 {
        format!("缴费没有晚于应缴日{}", bill.due)
    } else {
        format!("{opens}至{last}，首尾都算")
    };
    let figure = Figure::Number(days.into(), "天");
    let mut lines = vec![Line::new("逾期天数", counted, figure, LATE_1)];

    let rates = rates(bill, books, opens)?;
    let parts = parts(bill.arrears, opens, &payments, &rates);
    let mut total = Decimal::ZERO;
    for part in &parts {
        let charge = part.charge()?;
        total += charge;
        lines.push(part.line(charge));
    }
    if parts.len() > 1 {
        let how = "各段逐日累加";
        lines.push(Line::new("各段合计", how, Figure::Yuan(total), LATE_4));
    }

    let least = books.figure("late.least", Unit::Yuan, opens)?;
    let (amount, how) = if days == 0 {
        (Decimal::ZERO, "没有逾期，不收".to_owned())
    } else if total < least {
        (least, format!("不到{}，按起收金额", in_yuan(least)))
    } else {
        (total, "最后一次四舍五入到分".to_owned())
    };
    let amount = payable(amount)?;
    lines.push(Line::new("应收违约金", how, Figure::Yuan(amount), LATE_4));
    if !unpaid.is_zero() {
        let how = format!("{last}以后继续计收");
        lines.push(Line::new(
            "尚未缴清的本金",
            how,
            Figure::Yuan(unpaid),
            LATE_1,
        ));
    }
    Ok(LateCharge {
        days,
        amount,
        unpaid,
        lines,
    })
}

/// A rate a day, up to a last day.
#[derive(Debug, Clone, Copy)]
struct Rate {
    percent: Decimal,
    until: NaiveDate,
    what: &'static str,
    rule: &'static str,
}

/// The rates that follow each other: of others than residents, a higher one from the year after the arrears' own.
fn rates(bill: &Bill, books: &Rulebooks, opens: NaiveDate) -> Result<Vec<Rate>, RulebookError> {
    let rate = |key, until, what, rule| {
        let percent = books.figure(key, Unit::Percent, opens);
        percent.map(|percent| Rate {
            percent,
            until,
            what,
            rule,
        })
    };
    let end = NaiveDate::MAX;
    Ok(match bill.payer {
        Payer::Resident => vec![rate("late.resident", end, "违约金", LATE_2)?],
        Payer::Other => {
            let new_years_eve = NaiveDate::from_ymd_opt(bill.due.year(), 12, 31).unwrap_or(end);
            vec![
                rate("late.same_year", new_years_eve, "当年违约金", LATE_3)?,
                rate("late.later_years", end, "跨年度违约金", LATE_3)?,
            ]
        }
    })
}

/// Days on which the same principal is charged at the same rate.
#[derive(Debug)]
struct Part {
    from: NaiveDate,
    to: NaiveDate,
    principal: Decimal,
    rate: Rate,
}

fn parts(arrears: Decimal, opens: NaiveDate, payments: &[Payment], rates: &[Rate]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut principal = arrears;
    let mut from = opens;
    for payment in payments {
        for rate in rates {
            let to = payment.on.min(rate.until);
            if from <= to {
                parts.push(Part {
                    from,
                    to,
                    principal,
                    rate: *rate,
                });
                from = day_after(to);
            }
        }
        principal -= payment.amount;
    }
    parts
}

impl Part {
    fn days(&self) -> u32 {
        days_between(self.from, self.to) + 1
    }

    /// Not rounded (LATE-4).
    fn charge(&self) -> Result<Decimal, ReckonError> {
        let hundredth = Decimal::new(1, 2);
        product(&[
            self.principal,
            self.rate.percent,
            hundredth,
            self.days().into(),
        ])
    }

    fn line(&self, charge: Decimal) -> Line {
        let Rate {
            percent,
            what,
            rule,
            ..
        } = self.rate;
        let what = format!("{what}（{}至{}）", self.from, self.to);
        let principal = in_yuan(self.principal);
        let how = format!("{principal} × {}% × {}天", percent.normalize(), self.days());
        Line::new(what, how, Figure::Yuan(charge), rule)
    }
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// 0 where `to` is the earlier.
fn days_between(from: NaiveDate, to: NaiveDate) -> u32 {
    (to - from).num_days().to_u32().unwrap_or(0)
}
