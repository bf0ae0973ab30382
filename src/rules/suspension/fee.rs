//! The basic fee (基本电费) while equipment is suspended, SUSPEND-6.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use crate::model::money::to_fen;
use crate::model::suspension::Stretch;

use super::Limits;

/// What a month's basic fee is reduced by, in yuan, rounded to 0.01: `monthly_fee` is that of the suspended
/// capacity for a whole month; a month wholly under seal is free, otherwise each day is a thirtieth, never more
/// than the fee. `month` is any day of it.
pub fn reduction(
    monthly_fee: Decimal,
    suspended: Stretch,
    month: NaiveDate,
    limits: &Limits,
) -> Decimal {
    let whole = month_of(month);
    let days = suspended.shared(whole);
    if days == whole {
        return to_fen(monthly_fee);
    }
    let days = days.days().min(limits.month);
    to_fen(monthly_fee * Decimal::from(days) / Decimal::from(limits.month))
}

/// The calendar month of a day.
pub fn month_of(day: NaiveDate) -> Stretch {
    use chrono::Datelike;
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1));
    Stretch::new(first, next.unwrap_or(NaiveDate::MAX))
}

/// The basic fee of a day, in yuan, rounded to 0.01.
pub fn daily(monthly_fee: Decimal, limits: &Limits) -> Decimal {
    to_fen(monthly_fee / Decimal::from(limits.month))
}
