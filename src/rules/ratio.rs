//! The ratio by which one meter's energy is billed in several classes (定比), RECLASS-5: what it must be, and
//! when it is verified next.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::ShareDraft;
use crate::model::customer::TariffShare;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::Tariff;

use super::calendar::Calendar;
use super::deadline::Deadline;
use super::field;
use super::last_day::{self, Keys, LastDay};
use super::refusal::Refusal;
use super::rulebook::{RulebookError, Rulebooks};

/// The rule of the ratio and its verification.
pub const RECLASS_5: &str = "RECLASS-5";
/// Of a customer who would not have it verified.
pub const RECLASS_6: &str = "RECLASS-6";

/// A whole.
const WHOLE: Decimal = Decimal::ONE_HUNDRED;
/// Classes that make a ratio.
const LEAST: usize = 2;

/// The yearly verification.
const YEARLY: Keys = Keys {
    span: "ratio.verification",
    reminders: [
        "ratio.reminder.first",
        "ratio.reminder.second",
        "ratio.reminder.last",
    ],
};

/// Reads a ratio as typed: at least two classes, each once, that sum to exactly 100 %. Per cents have at most
/// two decimals.
///
/// # Errors
/// Every refusal at once (RECLASS-5, INPUT), each with the path of its field.
pub fn check(typed: &[ShareDraft]) -> Result<Vec<TariffShare>, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut shares: Vec<TariffShare> = Vec::new();
    // Nothing while a per cent cannot be read.
    let mut sum = Some(Decimal::ZERO);
    for (row, share) in typed.iter().enumerate() {
        let tariff = tariff(row, &share.tariff).map_err(|refusal| refusals.push(refusal));
        let percent = percent(row, &share.percent).map_err(|refusal| refusals.push(refusal));
        sum = sum.zip(percent.ok()).map(|(sum, percent)| sum + percent);
        let (Ok(tariff), Ok(percent)) = (tariff, percent) else {
            continue;
        };
        if shares.iter().any(|other| other.tariff == tariff) {
            let message = format!(
                "第{}行{}已经写过，一类只能写一行",
                row + 1,
                tariff.chinese()
            );
            let refusal = Refusal::new(RECLASS_5, message, "同一类的比例合并成一行");
            refusals.push(refusal.at(&format!("shares.{row}.tariff")));
        }
        shares.push(TariffShare { tariff, percent });
    }
    if typed.len() < LEAST {
        let message = format!("分比执行的至少{LEAST}类，现在是{}类", typed.len());
        let refusal = Refusal::new(RECLASS_5, message, "只有一类的不分比，直接改为这一类");
        refusals.push(refusal.at("shares"));
    }
    if let Some(sum) = sum.filter(|sum| !typed.is_empty() && *sum != WHOLE) {
        let message = format!("各类比例合计{}%，应为100%", sum.normalize());
        let refusal = Refusal::new(RECLASS_5, message, "按现场核定的比例填写，合计正好100%");
        refusals.push(refusal.at("shares"));
    }
    if refusals.is_empty() {
        Ok(shares)
    } else {
        Err(refusals)
    }
}

fn tariff(row: usize, typed: &str) -> Result<Tariff, Refusal> {
    let (at, label) = (
        format!("shares.{row}.tariff"),
        format!("第{}行电价类别", row + 1),
    );
    let typed = half_width(typed);
    if typed.is_empty() {
        return Err(Refusal::input(&at, &label, "未填"));
    }
    Tariff::typed(&typed).map_err(|unknown| Refusal::input(&at, &label, unknown))
}

fn percent(row: usize, typed: &str) -> Result<Decimal, Refusal> {
    let (at, label) = (
        format!("shares.{row}.percent"),
        format!("第{}行比例（%）", row + 1),
    );
    if tidy(typed).is_empty() {
        return Err(Refusal::input(&at, &label, "未填"));
    }
    let percent =
        field::decimal(typed, 2).map_err(|problem| Refusal::input(&at, &label, problem))?;
    if percent.is_zero() {
        return Err(Refusal::input(&at, &label, "应大于零"));
    }
    Ok(percent.normalize())
}

/// The class by which an account with a ratio is listed: the largest share, of equal ones the first.
pub fn main_class(shares: &[TariffShare]) -> Option<Tariff> {
    let mut main: Option<&TariffShare> = None;
    for share in shares {
        if main.is_none_or(|main| share.percent > main.percent) {
            main = Some(share);
        }
    }
    main.map(|share| share.tariff)
}

/// Whether two ratios say the same, in whatever order.
pub fn is_same(one: &[TariffShare], other: &[TariffShare]) -> bool {
    one.len() == other.len() && one.iter().all(|share| other.contains(share))
}

/// The last day for the next verification of a ratio that was set or verified on a day (RECLASS-5).
///
/// # Errors
/// [`RulebookError`] where the parameter is in no rulebook or is no span.
pub fn verify_by(
    since: NaiveDate,
    books: &Rulebooks,
    calendar: &Calendar,
) -> Result<LastDay, RulebookError> {
    last_day::last_day(YEARLY, since, books, calendar)
}

/// The time limit on the account: it is met by a verification, not by a refusal of the customer's (RECLASS-6).
pub fn limit(last: &LastDay, since: NaiveDate, today: NaiveDate) -> Deadline {
    last.limit("verification", RECLASS_5, since, today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn typed(shares: &[(&str, &str)]) -> Vec<ShareDraft> {
        let shares = shares.iter().map(|(tariff, percent)| ShareDraft {
            tariff: (*tariff).to_owned(),
            percent: (*percent).to_owned(),
        });
        shares.collect()
    }

    fn said(shares: &[(&str, &str)]) -> Vec<String> {
        let refusals = check(&typed(shares)).err().unwrap_or_default();
        refusals
            .iter()
            .map(|refusal| format!("{} {}", refusal.rule, refusal.field))
            .collect()
    }

    #[test]
    fn reclass_5_the_ratio_sums_to_exactly_one_hundred() {
        assert_eq!(said(&[("resident", "60"), ("commercial", "40")]), [""; 0]);
        assert_eq!(
            said(&[("resident", "59.99"), ("commercial", "40.01")]),
            [""; 0]
        );
        assert_eq!(
            said(&[("resident", "60"), ("commercial", "40.00")]),
            [""; 0]
        );
        for percent in ["39.99", "40.01"] {
            let found = said(&[("resident", "60"), ("commercial", percent)]);
            assert_eq!(found, ["RECLASS-5 shares"], "{percent}");
        }
    }

    #[test]
    fn reclass_5_at_least_two_classes_each_once_all_wrong_rows_at_once() {
        assert_eq!(said(&[]), ["RECLASS-5 shares"]);
        assert_eq!(said(&[("resident", "100")]), ["RECLASS-5 shares"]);
        assert_eq!(
            said(&[("resident", "60"), ("resident", "40")]),
            ["RECLASS-5 shares.1.tariff"]
        );
        assert_eq!(
            said(&[
                ("", "60"),
                ("lamp", "x"),
                ("commercial", "0"),
                ("resident", "33.333")
            ]),
            [
                "INPUT shares.0.tariff",
                "INPUT shares.1.tariff",
                "INPUT shares.1.percent",
                "INPUT shares.2.percent",
                "INPUT shares.3.percent",
            ]
        );
    }

    #[test]
    fn reclass_5_the_sum_is_told_with_what_else_is_wrong() {
        let found = said(&[("", "60"), ("commercial", "39.99")]);
        assert_eq!(found, ["INPUT shares.0.tariff", "RECLASS-5 shares"]);
    }

    #[test]
    fn reclass_5_the_largest_share_is_the_main_class() {
        let main = |shares: &[(&str, &str)]| main_class(&check(&typed(shares)).unwrap());
        let half = [("resident", "50"), ("commercial", "50")];
        assert_eq!(main(&half), Some(Tariff::Resident));
        let less = [("resident", "49.99"), ("commercial", "50.01")];
        assert_eq!(main(&less), Some(Tariff::Commercial));
    }

    #[test]
    fn reclass_5_verified_within_a_year_and_a_rest_day_runs_on() {
        let manual = Manual::built_in().unwrap();
        let days = |since: &str| {
            let since = since.parse().unwrap();
            let last = verify_by(since, &manual.rulebooks, &manual.calendar).unwrap();
            (last.nominal.to_string(), last.due.to_string())
        };
        let pair = |nominal: &str, due: &str| (nominal.to_owned(), due.to_owned());
        assert_eq!(days("2025-06-03"), pair("2026-06-03", "2026-06-03"));
        // National Day runs to the 8th.
        assert_eq!(days("2025-10-01"), pair("2026-10-01", "2026-10-08"));
        assert_eq!(days("2024-02-29"), pair("2025-02-28", "2025-02-28"));
    }
}
