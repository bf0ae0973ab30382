//! Used days, times, full billing and fees of suspensions; what holds for any sequence of acts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use yekuo::model::customer::Transformer;
use yekuo::model::suspension::{Sealing, Stretch, Suspension};
use yekuo::rules::Manual;
use yekuo::rules::suspension::fee::{daily, reduction};
use yekuo::rules::suspension::plan::{Against, Plan};
use yekuo::rules::suspension::possible::possible;
use yekuo::rules::suspension::standing::{Stage, Standing};
use yekuo::rules::suspension::used::{allowed, times};
use yekuo::rules::suspension::{Limits, Used, taken_over};

use super::support::day;
use super::suspension::sealed;

fn limits() -> Limits {
    let manual = Manual::built_in().unwrap();
    Limits::on(&manual.rulebooks, day("2026-01-01")).unwrap()
}

fn in_years(all: &[Suspension]) -> [u32; 2] {
    let used = Used::of(all, &limits());
    [used.in_year(2026), used.in_year(2027)]
}

#[test]
fn suspend_4_days_are_counted_from_the_sealing_to_the_day_before_the_end() {
    let mut one = sealed("A", "3#", "2026-03-01", "2026-03-31");
    assert_eq!(in_years(&[one.clone()]), [30, 0]);
    one.sealing.as_mut().unwrap().on = day("2026-03-05");
    assert_eq!(
        in_years(&[one.clone()]),
        [26, 0],
        "the actual day replaces the one applied for"
    );
    one.releases.insert("3#".to_owned(), day("2026-03-20"));
    assert_eq!(
        in_years(&[one.clone()]),
        [15, 0],
        "unsealed early: the rest comes back"
    );
    one.releases.insert("3#".to_owned(), day("2026-05-20"));
    assert_eq!(in_years(&[one]), [26, 0], "what is overrun is not used");
    assert_eq!(
        in_years(&[sealed("B", "3#", "2026-12-20", "2027-01-10")]),
        [12, 9]
    );
}

#[test]
fn suspend_4_the_29th_of_february_is_a_day() {
    let in_year =
        |from, to, year| Used::of(&[sealed("A", "3#", from, to)], &limits()).in_year(year);
    assert_eq!(in_year("2028-02-15", "2028-03-15", 2028), 29);
    assert_eq!(in_year("2026-02-15", "2026-03-15", 2026), 28);
    assert_eq!(in_year("2028-02-29", "2028-03-15", 2028), 15);
}

#[test]
fn suspend_4_six_months_of_one_suspension_count_180_at_most() {
    assert_eq!(
        in_years(&[sealed("A", "3#", "2026-01-01", "2026-07-01")]),
        [180, 0]
    );
    assert_eq!(
        in_years(&[sealed("A", "3#", "2026-07-01", "2027-01-01")]),
        [180, 0]
    );
    assert_eq!(
        in_years(&[sealed("A", "3#", "2026-01-01", "2026-07-02")]),
        [182, 0],
        "a day too long"
    );
    let two = [
        sealed("A", "3#", "2026-01-01", "2026-03-01"),
        sealed("B", "3#", "2026-03-01", "2026-07-01"),
    ];
    assert_eq!(in_years(&two), [181, 0], "one after the other is not one");
}

#[test]
fn suspend_4_closing_ends_a_suspension_that_day_and_its_days_stay_used() {
    let mut one = sealed("A", "3#", "2026-03-01", "2026-06-01");
    one.ended_on = Some(day("2026-03-11"));
    assert_eq!(in_years(&[one.clone()]), [10, 0]);
    assert!(one.is_over());
}

fn standing(all: &[Suspension], today: &str) -> Standing {
    Standing::of(&all[0], all, &limits(), day(today))
}

#[test]
fn suspend_7_full_billing_from_the_end_of_the_term_rest_day_or_not() {
    // 2026-05-31 is a Sunday.
    let all = [sealed("A", "3#", "2026-03-01", "2026-05-31")];
    for (today, stage, overrun) in [
        ("2026-05-30", Stage::Running, 0),
        ("2026-05-31", Stage::RunOut, 0),
        ("2026-06-01", Stage::RunOut, 1),
    ] {
        let standing = standing(&all, today);
        assert_eq!(
            (standing.stage, standing.overrun),
            (stage, overrun),
            "{today}"
        );
        assert_eq!(standing.full_from, day("2026-05-31"));
    }
}

#[test]
fn suspend_7_full_billing_from_the_181st_used_day() {
    // Together 200 days: the 181st of the year is in the second.
    let all = [
        sealed("B", "3#", "2026-06-01", "2026-09-09"),
        sealed("A", "3#", "2026-01-01", "2026-04-11"),
    ];
    let standing = standing(&all, "2026-08-19");
    assert_eq!(standing.beyond, Some(day("2026-08-20")));
    assert_eq!(standing.stage, Stage::Running);
    let next = Standing::of(&all[0], &all, &limits(), day("2026-08-20"));
    assert_eq!(
        (next.stage, next.full_from),
        (Stage::RunOut, day("2026-08-20"))
    );
}

#[test]
fn suspend_9_fewer_than_fifteen_days_are_flagged() {
    let unsealed = |on: &str| {
        let mut one = sealed("A", "3#", "2026-03-01", "2026-05-01");
        one.releases.insert("3#".to_owned(), day(on));
        Standing::of(&one.clone(), &[one], &limits(), day("2026-06-01"))
    };
    assert_eq!(unsealed("2026-03-15").short.len(), 1, "14 days");
    assert_eq!(unsealed("2026-03-16").short.len(), 0, "15 days");
}

#[test]
fn suspend_12_a_shortfall_by_the_offices_late_sealing_is_not_the_customers() {
    let late = |by_office, unsealed: &str| {
        let mut one = sealed("A", "3#", "2026-03-01", "2026-03-16");
        one.sealing = Some(Sealing {
            on: day("2026-03-03"),
            seals: String::new(),
            late_by_office: by_office,
        });
        one.releases.insert("3#".to_owned(), day(unsealed));
        Standing::of(&one.clone(), &[one], &limits(), day("2026-06-01"))
            .short
            .len()
    };
    assert_eq!(late(true, "2026-03-16"), 0);
    assert_eq!(late(false, "2026-03-16"), 1);
    assert_eq!(late(true, "2026-03-15"), 1, "short by his own doing too");
}

#[test]
fn a_suspension_that_goes_on_needs_no_unsealing() {
    let all = taken_over(vec![
        sealed("A", "3#", "2026-03-01", "2026-04-01"),
        sealed("B", "3#", "2026-04-05", "2026-05-01"),
    ]);
    assert!(all[0].is_over() && !all[1].is_over());
    let first = Standing::of(&all[0], &all, &limits(), day("2026-04-20"));
    assert_eq!(
        (first.stage, first.overrun),
        (Stage::Over, 4),
        "four days between were billed in full"
    );
}

#[test]
fn suspend_6_a_thirtieth_a_day_and_a_whole_month_whole() {
    let fee = Decimal::from(3000);
    let off = |from: &str, until: &str, month: &str| {
        let reduced = reduction(
            fee,
            Stretch::new(day(from), day(until)),
            day(month),
            &limits(),
        );
        reduced.to_string()
    };
    assert_eq!(off("2026-03-01", "2026-03-16", "2026-03-01"), "1500.00");
    assert_eq!(
        off("2026-03-02", "2026-04-01", "2026-03-01"),
        "3000.00",
        "30 of 31 days"
    );
    assert_eq!(
        off("2026-02-01", "2026-03-01", "2026-02-01"),
        "3000.00",
        "all 28 days"
    );
    assert_eq!(
        off("2026-02-02", "2026-03-01", "2026-02-01"),
        "2700.00",
        "27 of 28 days"
    );
    assert_eq!(off("2026-02-10", "2026-04-10", "2026-03-15"), "3000.00");
    assert_eq!(off("2026-02-10", "2026-04-10", "2026-05-15"), "0.00");
    assert_eq!(daily(Decimal::from(100), &limits()).to_string(), "3.33");
}

const PLATES: [&str; 3] = ["1#", "2#", "3#"];

fn pieces(mask: u8) -> Vec<Transformer> {
    let chosen = PLATES
        .iter()
        .enumerate()
        .filter(|(i, _)| mask & (1 << i) != 0);
    let piece = |(_, plate): (usize, &&str)| Transformer {
        plate: (*plate).to_owned(),
        kva: Decimal::from(200),
        group: None,
    };
    chosen.map(piece).collect()
}

fn after(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_add_days(Days::new(days)).unwrap()
}

/// What happens to a customer's equipment: applied for after some days, sealed late or not at all, unsealed
/// piece by piece.
#[derive(Debug, Clone)]
struct Act {
    gap: u64,
    mask: u8,
    ahead: u64,
    length: u64,
    /// `None`: voided before sealing.
    sealed_late: Option<u64>,
    unsealed_after: [Option<u64>; 3],
}

fn act() -> impl Strategy<Value = Act> {
    let unsealed = || prop::option::of(1u64..250);
    let parts = (0u64..90, 1u8..8, 0u64..60, 5u64..230);
    let fate = (
        prop::option::weighted(0.85, 0u64..12),
        [unsealed(), unsealed(), unsealed()],
    );
    (parts, fate).prop_map(
        |((gap, mask, ahead, length), (sealed_late, unsealed_after))| Act {
            gap,
            mask,
            ahead,
            length,
            sealed_late,
            unsealed_after,
        },
    )
}

/// The account after the acts that were accepted, each checked when it was.
fn live(acts: &[Act]) -> (Vec<Suspension>, NaiveDate) {
    let limits = limits();
    let mut today = day("2026-01-05");
    let mut all: Vec<Suspension> = Vec::new();
    for act in acts {
        today = after(today, act.gap);
        let others = taken_over(all.clone());
        let plan = Plan {
            equipment: pieces(act.mask),
            from: after(today, act.ahead),
            to: after(today, act.ahead + act.length),
            agreed_days: None,
        };
        let against = Against {
            applied_on: today,
            notice_waived: false,
            others: &others,
            limits: &limits,
        };
        if !plan.objections(against).is_empty() {
            continue;
        }
        let mut one = sealed(
            &all.len().to_string(),
            "3#",
            &plan.from.to_string(),
            &plan.to.to_string(),
        );
        one.equipment = plan.equipment.clone();
        one.sealing = None;
        all.push(one);
        accepted_within_the_rules(&others, &all[all.len() - 1], today);
        let index = all.len() - 1;
        let Some(late) = act.sealed_late else {
            all.pop();
            continue;
        };
        let on = after(plan.from, late);
        today = today.max(on);
        if on >= plan.to {
            all.pop();
            continue;
        }
        all[index].sealing = Some(Sealing {
            on,
            seals: String::new(),
            late_by_office: false,
        });
        for (piece, days) in plan.equipment.iter().zip(act.unsealed_after) {
            if let Some(days) = days {
                all[index]
                    .releases
                    .insert(piece.plate.clone(), after(on, days));
            }
        }
    }
    (taken_over(all), today)
}

/// Every day of a suspension, one by one.
fn days_of(one: &Suspension) -> BTreeSet<NaiveDate> {
    let start = one.sealing.as_ref().map_or(one.from, |sealing| sealing.on);
    let until = |plate: &str| {
        one.releases
            .get(plate)
            .map_or(one.to, |day| one.to.min(*day))
    };
    let pieces = one.equipment.iter();
    pieces
        .flat_map(|piece| {
            let end = until(&piece.plate);
            start.iter_days().take_while(move |day| *day < end)
        })
        .collect()
}

/// Used days of each year by counting them one by one.
fn counted(all: &[Suspension]) -> BTreeMap<i32, u32> {
    let each: Vec<BTreeSet<NaiveDate>> = all.iter().map(days_of).collect();
    let union: BTreeSet<NaiveDate> = each.iter().flatten().copied().collect();
    let mut years: BTreeMap<i32, u32> = BTreeMap::new();
    let mut runs: Vec<BTreeSet<NaiveDate>> = Vec::new();
    for day in union {
        match runs.last_mut() {
            Some(run) if run.contains(&day.pred_opt().unwrap()) => {
                run.insert(day);
            }
            _ => runs.push(BTreeSet::from([day])),
        }
    }
    for run in runs {
        let (first, last) = (*run.first().unwrap(), *run.last().unwrap());
        let six_months = first.checked_add_months(chrono::Months::new(6)).unwrap();
        let one_of_them = each.contains(&run);
        let whole = one_of_them && first.year() == last.year() && last < six_months;
        let days = u32::try_from(run.len()).unwrap();
        if whole {
            *years.entry(first.year()).or_default() += days.min(180);
        } else {
            for day in run {
                *years.entry(day.year()).or_default() += 1;
            }
        }
    }
    years
}

/// The application was in order: notice, length, times, days, and nothing twice at once.
fn accepted_within_the_rules(others: &[Suspension], one: &Suspension, today: NaiveDate) {
    assert!(one.from >= after(today, 5));
    assert!((one.to - one.from).num_days() >= 15);
    let same_year = |other: &&Suspension| other.start().year() == one.from.year();
    assert!(others.iter().filter(same_year).count() < 2);
    for other in others {
        for piece in &one.equipment {
            let theirs = Suspension {
                equipment: other
                    .equipment
                    .iter()
                    .filter(|p| p.plate == piece.plate)
                    .cloned()
                    .collect(),
                ..other.clone()
            };
            assert!(days_of(&theirs).is_disjoint(&days_of(one)));
        }
    }
    let mut all = others.to_vec();
    all.push(one.clone());
    let years = counted(&all);
    for day in [one.from, one.to.pred_opt().unwrap()] {
        assert!(years[&day.year()] <= 180, "{years:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn suspend_4_used_days_of_the_years_sum_to_the_accounts(acts in prop::collection::vec(act(), 1..12)) {
        let (all, _) = live(&acts);
        let used = Used::of(&all, &limits());
        let years = counted(&all);
        let mut sum = 0;
        for year in 2025..2045 {
            prop_assert_eq!(used.in_year(year), years.get(&year).copied().unwrap_or(0), "{}", year);
            sum += used.in_year(year);
            prop_assert!(times(&all, year) <= 2);
        }
        prop_assert_eq!(sum, used.total());
    }

    #[test]
    fn what_could_still_be_is_accepted_and_one_day_more_is_not(
        acts in prop::collection::vec(act(), 0..8),
        mask in 1u8..8,
    ) {
        let (all, today) = live(&acts);
        let limits = limits();
        let against = Against { applied_on: today, notice_waived: false, others: &all, limits: &limits };
        let plan = Plan { equipment: pieces(mask), from: today, to: today, agreed_days: None };
        let found = possible(&plan, today, against).unwrap();
        let longest = Plan { from: found.earliest, to: found.latest_to, ..plan.clone() };
        prop_assert_eq!(longest.objections(against), []);
        let longer = Plan { to: after(found.latest_to, 1), ..longest.clone() };
        prop_assert!(!longer.objections(against).is_empty());
        let earlier = found.earliest.pred_opt().unwrap();
        let sooner = Plan { from: earlier, to: after(earlier, 15), ..longest };
        prop_assert!(!sooner.objections(against).is_empty(), "it is the earliest");
        prop_assert_eq!(allowed(&all, today.year(), &limits), 180);
    }
}
