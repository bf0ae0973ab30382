//! What is paid for a damaged household appliance (家用电器损坏赔偿), DAMAGE-3 and DAMAGE-5 to DAMAGE-7.

mod entry;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::claim::Appliance;

use super::calendar::Calendar;
use super::reckoning::{Figure, Line, ReckonError, in_yuan, payable, product};
use super::rulebook::{Rulebooks, Unit};
use super::span::{End, completed_months};

pub use entry::read;

const DAMAGE_3: &str = "DAMAGE-3";
const DAMAGE_5: &str = "DAMAGE-5";
const DAMAGE_6: &str = "DAMAGE-6";
const DAMAGE_7: &str = "DAMAGE-7";

/// Appliances of a kind, damaged together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    pub appliance: Appliance,
    pub quantity: u32,
    pub damaged: NaiveDate,
    pub claimed: NaiveDate,
    pub remedy: Remedy,
}

/// How it is made good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Parts, testing and repair, in yuan for all of them (DAMAGE-5).
    Repair {
        cost: Decimal,
        bought: Option<NaiveDate>,
    },
    /// Beyond repair: the price of one by its invoice, or as verified, in yuan (DAMAGE-6).
    Payment { price: Decimal, bought: NaiveDate },
}

/// What is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compensation {
    /// In yuan, rounded once. What came too late is worked out as well: the supervisor decides about it.
    pub amount: Decimal,
    /// Completed months from purchase to damage; `None` where the purchase is not known.
    pub months_used: Option<u32>,
    /// Whether the claim came by the last day (DAMAGE-3).
    pub in_time: bool,
    /// What the clerk should know about that day.
    pub note: Option<String>,
    pub lines: Vec<Line>,
}

/// Works out what is paid, with the numbers in force on the day of the damage.
///
/// # Errors
/// [`ReckonError`]
pub fn compensation(
    loss: &Loss,
    books: &Rulebooks,
    calendar: &Calendar,
) -> Result<Compensation, ReckonError> {
    let last = books
        .span("damage.claim", loss.damaged)?
        .act_by(loss.damaged, calendar);
    let in_time = loss.claimed <= last.due;
    let mut lines = vec![claim_line(loss, &last, in_time)];
    let (amount, bought) = match loss.remedy {
        Remedy::Repair { cost, bought } => {
            let amount = payable(cost)?;
            let how = "元件、检测、修理都由供电企业承担";
            let value = Figure::Yuan(amount);
            lines.push(Line::new("修理费用", how, value, DAMAGE_5));
            (amount, bought)
        }
        Remedy::Payment { price, bought } => {
            let span = books.span("damage.full_price", loss.damaged)?;
            let purchase = Purchase {
                price,
                bought,
                full_price_until: span.nominal(bought, calendar),
            };
            let amount = payment(loss, &purchase, books, &mut lines)?;
            (amount, Some(bought))
        }
    };
    Ok(Compensation {
        amount,
        months_used: bought.map(|bought| completed_months(bought, loss.damaged)),
        in_time,
        note: note(last, in_time),
        lines,
    })
}

/// What was bought when, and the last day on which all of its price is paid.
#[derive(Debug)]
struct Purchase {
    price: Decimal,
    bought: NaiveDate,
    full_price_until: NaiveDate,
}

/// DAMAGE-6: all of the price, less wear, or the least share of it.
fn payment(
    loss: &Loss,
    purchase: &Purchase,
    books: &Rulebooks,
    lines: &mut Vec<Line>,
) -> Result<Decimal, ReckonError> {
    let hundredth = Decimal::new(1, 2);
    let months_a_year = Decimal::from(12);
    let Loss {
        quantity, damaged, ..
    } = *loss;
    let Purchase {
        price,
        bought,
        full_price_until,
    } = *purchase;
    let mut line = |what, how, value, rule| lines.push(Line::new(what, how, value, rule));

    let whole = payable(product(&[price, quantity.into()])?)?;
    let how = if quantity > 1 {
        format!("{} × {quantity}件", in_yuan(price))
    } else {
        String::new()
    };
    line("原价", how, Figure::Yuan(whole), DAMAGE_6);
    let months = Decimal::from(completed_months(bought, damaged));
    let how = format!("{bought}购买，{damaged}损坏，只数满月");
    line("使用时间", how, Figure::Number(months, "个月"), DAMAGE_6);

    let (amount, how) = if damaged <= full_price_until {
        let how = format!("{full_price_until}以前（含当日）损坏，按原价全额");
        (whole, how)
    } else {
        let key = format!("damage.life.{}", loss.appliance);
        let years = books.figure(&key, Unit::Year, damaged)?;
        let life = product(&[years, months_a_year])?;
        let how = format!("{}{}年", loss.appliance.chinese(), years.normalize());
        line("使用寿命", how, Figure::Number(life, "个月"), DAMAGE_7);

        let percent = books.figure("damage.least", Unit::Percent, damaged)?;
        let least_share = product(&[percent, hundredth])?;
        let left = life - months;
        if left < product(&[life, least_share])? {
            let plain = percent.normalize();
            let why = if left <= Decimal::ZERO {
                "已到使用寿命".to_owned()
            } else {
                format!("折旧后不到原价的{plain}%")
            };
            let how = format!("{why}，按{} × {plain}%", in_yuan(whole));
            (product(&[whole, least_share])?, how)
        } else {
            let worn = product(&[whole, left])?.checked_div(life);
            let how = format!("{} ×（{life} − {months}）÷ {life}", in_yuan(whole));
            (worn.ok_or(ReckonError::TooLarge)?, how)
        }
    };
    let amount = payable(amount)?;
    line("赔偿金额", how, Figure::Yuan(amount), DAMAGE_6);
    Ok(amount)
}

fn claim_line(loss: &Loss, last: &End, in_time: bool) -> Line {
    let outcome = if in_time { "在期限内" } else { "已超期" };
    let how = format!("{}损坏，{}提出索赔，{outcome}", loss.damaged, loss.claimed);
    Line::new("索赔的最后一日", how, Figure::Day(last.due), DAMAGE_3)
}

fn note(last: End, in_time: bool) -> Option<String> {
    let late = "索赔已超期，登记为超期，由主管决定是否赔偿（DAMAGE-3）".to_owned();
    let notes: Vec<String> = last
        .note
        .into_iter()
        .chain((!in_time).then_some(late))
        .collect();
    (!notes.is_empty()).then(|| notes.join("；"))
}
