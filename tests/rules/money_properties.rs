//! What holds for every calculation of money, whatever the figures.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use yekuo::model::claim::{Appliance, EnergyUse, Payer};
use yekuo::model::money::to_fen;
use yekuo::rules::breach::{Difference, Equipment, Facts};
use yekuo::rules::damage::{Loss, Remedy};
use yekuo::rules::late::{Bill, LateCharge, Payment};
use yekuo::rules::reckoning::{Figure, Liability};
use yekuo::rules::{Manual, breach, damage, late, theft};

const TEN_BILLION_IN_FEN: i64 = 1_000_000_000_000;

thread_local! {
    static MANUAL: Manual = Manual::built_in().unwrap();
}

fn day(days: u64) -> NaiveDate {
    "2020-01-01".parse::<NaiveDate>().unwrap() + Days::new(days)
}

fn fen(fen: i64) -> Decimal {
    Decimal::new(fen, 2)
}

fn payer() -> impl Strategy<Value = Payer> {
    prop_oneof![Just(Payer::Resident), Just(Payer::Other)]
}

fn charge(payer: Payer, arrears: i64, due: NaiveDate, payments: &[(u64, i64)]) -> LateCharge {
    let payments = payments.iter().map(|(days, amount)| Payment {
        on: due + Days::new(*days),
        amount: fen(*amount),
    });
    let bill = Bill {
        payer,
        arrears: fen(arrears),
        due,
        payments: payments.collect(),
    };
    MANUAL.with(|manual| late::charge(&bill, &manual.rulebooks).unwrap())
}

fn yuan(figure: &Figure) -> Decimal {
    match figure {
        Figure::Yuan(yuan) => *yuan,
        other => panic!("{other:?}"),
    }
}

/// The amounts whose names start so.
fn written(owed: &Liability, what: &str) -> Decimal {
    let lines = owed.lines.iter().filter(|line| line.what.starts_with(what));
    lines.map(|line| yuan(&line.value)).sum()
}

fn adds_up(owed: &Liability) {
    let sum = written(owed, "补交") + written(owed, "违约使用电费");
    assert_eq!(sum, owed.amount);
    assert_eq!(written(owed, "应交合计"), owed.amount);
    assert_eq!(owed.back_pay + owed.penalty, owed.amount);
    assert_eq!(owed.amount.scale(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn late_4_never_less_for_more_days_or_more_arrears(
        payer in payer(), arrears in 1..TEN_BILLION_IN_FEN, more in 0..1_000_000_i64,
        due in 0..2000_u64, days in 0..1500_u64, longer in 0..400_u64,
    ) {
        let of = |arrears, days| charge(payer, arrears, day(due), &[(days, arrears)]).amount;
        let amount = of(arrears, days);
        prop_assert!(of(arrears, days + longer) >= amount);
        prop_assert!(of(arrears + more, days) >= amount);
        prop_assert_eq!(amount.is_zero(), days == 0);
        prop_assert!(days == 0 || amount >= Decimal::ONE);
    }

    #[test]
    fn late_4_parts_never_cost_more_than_all_on_the_last_day(
        payer in payer(), due in 0..2000_u64,
        parts in prop::collection::vec((0..900_u64, 1..100_000_000_i64), 1..8),
    ) {
        let arrears = parts.iter().map(|(_, amount)| amount).sum();
        let last = parts.iter().map(|(days, _)| *days).max().unwrap();
        let in_parts = charge(payer, arrears, day(due), &parts);
        let at_once = charge(payer, arrears, day(due), &[(last, arrears)]);
        prop_assert!(in_parts.amount <= at_once.amount);
        prop_assert_eq!(in_parts.days, at_once.days);
        prop_assert!(in_parts.unpaid.is_zero());
        // By the sentence: each part at its own rate to its own day.
        let year = day(due).year();
        let thousandths = |later: u64| match payer {
            Payer::Resident => 1,
            Payer::Other if (day(due) + Days::new(later)).year() == year => 2,
            Payer::Other => 3,
        };
        let exact: Decimal = parts
            .iter()
            .map(|(days, amount)| fen(*amount) * Decimal::new((1..=*days).map(thousandths).sum(), 3))
            .sum();
        let lines = in_parts.lines.iter().filter(|line| matches!(line.rule, "LATE-2" | "LATE-3"));
        let written: Decimal = lines.map(|line| yuan(&line.value)).sum();
        prop_assert_eq!(written, exact);
        if exact >= Decimal::ONE {
            prop_assert_eq!(to_fen(exact), in_parts.amount);
        }
    }

    #[test]
    fn breach_1_to_5_lines_add_up(
        amount in 1..TEN_BILLION_IN_FEN, months in prop::option::of(1..1200_i64), kw in 1..1_000_000_i64,
        times in 1..100_u32, payer in payer(),
    ) {
        let count = months.map(|months| Decimal::new(months, 1));
        let two_part = Equipment::TwoPart { basic_fee: fen(amount), months: count.unwrap_or(Decimal::ONE) };
        let other = Equipment::Other { kw: Decimal::new(kw, 4) };
        for facts in [
            Facts::CheaperLine(Difference::Monthly { yuan: fen(amount), months: count }),
            Facts::CheaperLine(Difference::Total(fen(amount))),
            Facts::AddedCapacity(two_part),
            Facts::AddedCapacity(other),
            Facts::SealedEquipment { equipment: two_part, times: 1 },
            Facts::SealedEquipment { equipment: other, times },
            Facts::Metering { payer, times },
            Facts::ForeignSource { kw: Decimal::new(kw, 4) },
        ] {
            let owed = MANUAL.with(|manual| breach::liability(&facts, day(0), &manual.rulebooks).unwrap());
            adds_up(&owed);
            prop_assert!(owed.penalty >= owed.back_pay);
        }
    }

    #[test]
    fn theft_2_lines_add_up_and_time_costs(
        kw in 1..100_000_000_i64, price in 1..2_000_000_i64, days in 1..4000_i64, hours in 1..24_i64,
        lighting in any::<bool>(),
    ) {
        let of = |days, hours| {
            let facts = theft::Facts {
                capacity: theft::Capacity::Tapped { kw: Decimal::new(kw, 4) },
                energy_use: if lighting { EnergyUse::Lighting } else { EnergyUse::Power },
                price: Decimal::new(price, 6),
                days,
                hours_per_day: hours,
            };
            MANUAL.with(|manual| theft::theft(&facts, day(0), &manual.rulebooks).unwrap())
        };
        let [found_days, found_hours] = [days, hours].map(|n| Some(Decimal::from(n)));
        let found = of(found_days, found_hours);
        adds_up(&found.liability);
        prop_assert_eq!(found.kwh, Decimal::new(kw * days * hours, 4));
        prop_assert_eq!(found.liability.penalty, found.liability.back_pay * Decimal::from(3));
        let longer = of(Some(Decimal::from(days + 1)), found_hours);
        prop_assert!(longer.liability.amount >= found.liability.amount);
        adds_up(&of(None, None).liability);
    }

    #[test]
    fn damage_6_never_below_a_tenth_nor_above_the_price(
        kind in 0..4_usize, price in 1..TEN_BILLION_IN_FEN, quantity in 1..20_u32,
        bought in 0..2000_u64, used in 0..6000_u64, longer in 0..500_u64,
    ) {
        let paid = |used| {
            let damaged = day(bought + used);
            let loss = Loss {
                appliance: Appliance::ALL[kind],
                quantity,
                damaged,
                claimed: damaged,
                remedy: Remedy::Payment { price: fen(price), bought: day(bought) },
            };
            MANUAL.with(|manual| damage::compensation(&loss, &manual.rulebooks, &manual.calendar).unwrap())
        };
        let whole = fen(price) * Decimal::from(quantity);
        let amount = paid(used).amount;
        prop_assert!(amount >= to_fen(whole / Decimal::TEN));
        prop_assert!(amount <= whole);
        prop_assert!(paid(used + longer).amount <= amount);
    }
}
