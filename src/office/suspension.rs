//! What is suspended (暂停): an account's suspensions, a year of them, and everything that runs.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::model::application::Change;
use crate::model::customer::{Customer, Transformer};
use crate::model::price::{PriceItem, PriceKey};
use crate::model::suspension::{Stretch, Suspension};
use crate::model::vocabulary::Billing;
use crate::rules::suspension::early::EarlyEnd;
use crate::rules::suspension::equipment::Holding;
use crate::rules::suspension::plan::{Against, Plan};
use crate::rules::suspension::possible::{self, Possible};
use crate::rules::suspension::standing::{Stage, Standing};
use crate::rules::suspension::used::{allowed, times};
use crate::rules::suspension::{Limits, Used, fee, taken_over};
use crate::store::customer::{self, CustomerId, StoredCustomer};
use crate::store::{case, suspension};

use super::{OfficeError, Work, price};

/// One of an account's suspensions as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub suspension: Suspension,
    pub standing: Standing,
    /// Its used days in the year.
    pub days: u32,
    /// What the basic fee of the year is reduced by (SUSPEND-6), in yuan, or which price is missing; nothing
    /// where it is not billed by capacity.
    pub reduction: Option<Result<Decimal, String>>,
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
    /// What a day of what has run out costs, in yuan, or which price is missing; nothing where it is not billed by
    /// capacity.
    pub daily: Option<Result<Decimal, String>>,
}

/// The suspensions of an account that were accepted, oldest first, those that went on in another included.
///
/// # Errors
/// The records cannot be read.
pub fn of_account(work: Work<'_>, id: CustomerId) -> Result<Vec<Suspension>, OfficeError> {
    Ok(taken_over(suspension::of_account(work.conn, id)?))
}

/// As the papers of a case know them: those of the cases before it and its own, and what came off them up to a day.
pub(super) fn as_of(
    work: Work<'_>,
    stored: &StoredCustomer,
    number: &str,
    day: NaiveDate,
) -> Result<Vec<Suspension>, OfficeError> {
    let cases = case::of_account(work.conn, &stored.customer.account)?;
    let later = cases.iter().skip_while(|row| row.number != number).skip(1);
    let mut all = suspension::of_account(work.conn, stored.id)?;
    all.retain(|one| later.clone().all(|row| row.number != one.case));
    let mut all = taken_over(all);
    for one in &mut all {
        one.releases.retain(|_, off| *off <= day);
        one.ended_on = one.ended_on.filter(|ended| *ended <= day);
    }
    Ok(all)
}

/// What an account's resumption leaves of the suspension that it ends, where that is too little (SUSPEND-9);
/// `None` without a basic fee too.
pub(super) fn early_end(
    work: Work<'_>,
    customer: &Customer,
    all: &[Suspension],
    change: Option<&Change>,
) -> Result<Option<EarlyEnd>, OfficeError> {
    let Some(Change::Resumption {
        suspension,
        transformers,
        on,
        ..
    }) = change
    else {
        return Ok(None);
    };
    let limits = Limits::on(&work.manual.rulebooks, *on)?;
    let named = all.iter().find(|one| one.case == *suspension);
    let named = named.filter(|_| customer.billing != Billing::Single);
    Ok(named.and_then(|one| EarlyEnd::of(one, transformers, *on, &limits)))
}

/// As [`of_account`], each with how it stands today.
pub(super) fn standings(
    work: Work<'_>,
    id: CustomerId,
) -> Result<Vec<(Suspension, Standing)>, OfficeError> {
    let all = of_account(work, id)?;
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let each = all.iter();
    let each = each.map(|one| {
        let standing = Standing::of(one, &all, &limits, work.desk.today);
        (one.clone(), standing)
    });
    Ok(each.collect())
}

/// The year view of an account.
///
/// # Errors
/// Refused where there is no such account.
pub fn year(work: Work<'_>, account: &str, year: i32) -> Result<Year, OfficeError> {
    let stored = super::customer::stored(work, account)?;
    let all = of_account(work, stored.id)?;
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let lines = lines(work, &stored.customer, &all, &limits, year);
    let own = customer::transformers(work.conn, stored.id)?;
    let holder = &stored.customer;
    let holding = Holding::of_account(&own, holder.capacity, holder.billing);
    let used = Used::of(&all, &limits);
    let touches = |line: &Line| {
        let one = &line.suspension;
        // What ran out stays under seal until it is unsealed.
        let sealed = one.sealing.as_ref();
        let sealed = sealed.map(|_| one.all_gone_on().unwrap_or(work.desk.today));
        let end = sealed.map_or(one.to, |day| day.max(one.to));
        one.from.year() <= year && year <= end.year()
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

fn lines(
    work: Work<'_>,
    customer: &Customer,
    all: &[Suspension],
    limits: &Limits,
    year: i32,
) -> Vec<Line> {
    let line = |one: &Suspension| {
        let standing = Standing::of(one, all, limits, work.desk.today);
        Line {
            days: Used::of(std::slice::from_ref(one), limits).in_year(year),
            reduction: reduction(work, customer, one, &standing, limits, year),
            standing,
            suspension: one.clone(),
        }
    };
    all.iter().map(line).collect()
}

/// What the basic fee of a year is reduced by, month by month at the price in force on its first day; nothing
/// for equipment that was suspended too short (SUSPEND-9).
fn reduction(
    work: Work<'_>,
    customer: &Customer,
    one: &Suspension,
    standing: &Standing,
    limits: &Limits,
    year: i32,
) -> Option<Result<Decimal, String>> {
    if customer.billing != Billing::Capacity || one.sealing.is_none() {
        return None;
    }
    let months = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1));
    let mut total = Decimal::ZERO;
    for month in months {
        let pieces = one
            .equipment
            .iter()
            .filter(|piece| !standing.short.contains(piece));
        for piece in pieces {
            let sealed = one.stretch_of(&piece.plate);
            let reduced = Stretch::new(sealed.from, sealed.until.min(standing.full_from));
            if reduced.shared(fee::month_of(month)).is_empty() {
                continue;
            }
            match monthly_fee(work, customer, piece.kva, month) {
                Ok(fee) => total += fee::reduction(fee, reduced, month, limits),
                Err(missing) => return Some(Err(missing)),
            }
        }
    }
    Some(Ok(total))
}

/// The basic fee of a month for so many kVA, or which price is missing.
fn monthly_fee(
    work: Work<'_>,
    customer: &Customer,
    kva: Decimal,
    on: NaiveDate,
) -> Result<Decimal, String> {
    let key = PriceKey {
        tariff: customer.tariff,
        item: PriceItem::Capacity,
        band: Some(customer.voltage.into()),
    };
    match price::price_in_force(work, key, on) {
        Ok(price) => Ok(price.price * kva),
        Err(OfficeError::Refused(refusals)) => {
            let words = refusals.into_iter().map(|refusal| refusal.message);
            Err(words.collect())
        }
        Err(error) => Err(error.to_string()),
    }
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
        for line in lines(work, &found.customer, &all, &limits, today.year()) {
            if line.standing.stage == Stage::Over {
                continue;
            }
            let daily = daily(work, &found.customer, &line, &limits);
            tracked.push(Tracked {
                customer: found.customer.clone(),
                line,
                daily,
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
    let monthly = monthly_fee(work, customer, kva, work.desk.today);
    Some(monthly.map(|monthly| fee::daily(monthly, limits)))
}
