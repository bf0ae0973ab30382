//! What is suspended (暂停): an account's suspensions, a year of them, and everything that runs.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::model::customer::{Customer, Transformer};
use crate::model::price::{PriceItem, PriceKey};
use crate::model::suspension::Suspension;
use crate::model::vocabulary::Billing;
use crate::rules::suspension::equipment::Holding;
use crate::rules::suspension::plan::{Against, Plan};
use crate::rules::suspension::possible::{self, Possible};
use crate::rules::suspension::standing::{Stage, Standing};
use crate::rules::suspension::used::{allowed, times};
use crate::rules::suspension::{Limits, Used, fee, taken_over};
use crate::store::customer::{self, CustomerId};
use crate::store::suspension;

use super::{OfficeError, Work, price};

/// One of an account's suspensions as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub suspension: Suspension,
    pub standing: Standing,
    /// Its used days in the year.
    pub days: u32,
}

/// A calendar year of an account's suspensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    pub year: i32,
    /// Those that touch the year, oldest first.
    pub lines: Vec<Line>,
    pub times_used: u32,
    pub times_allowed: u32,
    pub days_used: u32,
    pub days_allowed: u32,
    /// What there is to suspend.
    pub equipment: Vec<Transformer>,
    /// What another suspension could still be, from today and the year on; of what is not under seal, or where
    /// everything is, of everything.
    pub possible: Option<Possible>,
}

impl Year {
    pub fn days_left(&self) -> u32 {
        self.days_allowed.saturating_sub(self.days_used)
    }
}

/// Something that is planned or under seal, on whatever account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    pub customer: Customer,
    pub line: Line,
    /// What a day of what has run out costs, in yuan, where it is billed by capacity and a price is in force.
    pub daily: Option<Decimal>,
    /// Why it is not known.
    pub no_price: Option<String>,
}

/// The suspensions of an account that were accepted, oldest first, those that went on in another included.
///
/// # Errors
/// The records cannot be read.
pub fn of_account(work: Work<'_>, id: CustomerId) -> Result<Vec<Suspension>, OfficeError> {
    Ok(taken_over(suspension::of_account(work.conn, id)?))
}

/// The year view of an account.
///
/// # Errors
/// Refused where there is no such account.
pub fn year(work: Work<'_>, account: &str, year: i32) -> Result<Year, OfficeError> {
    let stored = super::customer::stored(work, account)?;
    let all = of_account(work, stored.id)?;
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let lines = lines(&all, &limits, work.desk.today, year);
    let own = customer::transformers(work.conn, stored.id)?;
    let holder = &stored.customer;
    let holding = Holding::of_account(&own, holder.capacity, holder.billing);
    let used = Used::of(&all, &limits);
    let touches = |line: &Line| {
        let sealed = line.suspension.stretch();
        let end = sealed.until.max(line.suspension.to);
        line.suspension.from.year() <= year && year <= end.year()
    };
    Ok(Year {
        year,
        lines: lines.into_iter().filter(touches).collect(),
        times_used: times(&all, year),
        times_allowed: limits.times,
        days_used: used.in_year(year),
        days_allowed: allowed(&all, year, &limits),
        possible: possible_in(work, &holding, &all, &limits, year),
        equipment: holding.transformers,
    })
}

fn lines(all: &[Suspension], limits: &Limits, today: NaiveDate, year: i32) -> Vec<Line> {
    let line = |one: &Suspension| Line {
        standing: Standing::of(one, all, limits, today),
        days: Used::of(std::slice::from_ref(one), limits).in_year(year),
        suspension: one.clone(),
    };
    all.iter().map(line).collect()
}

fn possible_in(
    work: Work<'_>,
    holding: &Holding,
    all: &[Suspension],
    limits: &Limits,
    year: i32,
) -> Option<Possible> {
    let today = work.desk.today;
    let sealed = |one: &&Transformer| all.iter().any(|other| other.is_sealed(&one.plate));
    let free: Vec<Transformer> = holding
        .transformers
        .iter()
        .filter(|one| !sealed(one))
        .cloned()
        .collect();
    let whole = holding.billing == Billing::Demand || free.is_empty();
    let plan = Plan {
        equipment: if whole {
            holding.transformers.clone()
        } else {
            free
        },
        from: today,
        to: today,
        agreed_days: None,
    };
    let against = Against {
        applied_on: today,
        notice_waived: false,
        others: all,
        limits,
    };
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?.max(today);
    possible::possible(&plan, first, against)
}

/// Everything that is planned or under seal, what has run out first, then by the day on which it is billed in
/// full.
///
/// # Errors
/// The records cannot be read.
pub fn tracked(work: Work<'_>) -> Result<Vec<Tracked>, OfficeError> {
    let today = work.desk.today;
    let limits = Limits::on(&work.manual.rulebooks, today)?;
    let mut tracked = Vec::new();
    for id in suspension::accounts(work.conn)? {
        let Some(found) = customer::by_id(work.conn, id)? else {
            continue;
        };
        let all = of_account(work, id)?;
        for line in lines(&all, &limits, today, today.year()) {
            if line.standing.stage == Stage::Over {
                continue;
            }
            let daily = daily(work, &found.customer, &line, &limits);
            let (daily, no_price) = match daily {
                Some(Ok(daily)) => (Some(daily), None),
                Some(Err(missing)) => (None, Some(missing)),
                None => (None, None),
            };
            tracked.push(Tracked {
                customer: found.customer.clone(),
                line,
                daily,
                no_price,
            });
        }
    }
    tracked.sort_by_key(|one| {
        let standing = &one.line.standing;
        (standing.stage != Stage::RunOut, standing.full_from)
    });
    Ok(tracked)
}

/// What a day of what has run out costs; `None` where nothing has, or it is not billed by capacity.
fn daily(
    work: Work<'_>,
    customer: &Customer,
    line: &Line,
    limits: &Limits,
) -> Option<Result<Decimal, String>> {
    let kva = line.standing.overrun_kva(&line.suspension);
    if customer.billing != Billing::Capacity || kva.is_zero() {
        return None;
    }
    let key = PriceKey {
        tariff: customer.tariff,
        item: PriceItem::Capacity,
        band: Some(customer.voltage.into()),
    };
    Some(match price::price_in_force(work, key, work.desk.today) {
        Ok(price) => Ok(fee::daily(price.price * kva, limits)),
        Err(OfficeError::Refused(refusals)) => Err(refusals
            .into_iter()
            .map(|refusal| refusal.message)
            .collect()),
        Err(error) => Err(error.to_string()),
    })
}
