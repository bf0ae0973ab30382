//! A calculation of money (计算过程) as screen and paper show it: every line with its figure and its rule.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::money::{exact_figures, grouped, to_fen};

use super::rulebook::RulebookError;

/// The largest amount that can be written in words, in yuan.
const LARGEST: i64 = 9_999_999_999_999_999;

/// Why nothing comes out.
#[derive(Debug, thiserror::Error)]
pub enum ReckonError {
    #[error(transparent)]
    Rulebook(#[from] RulebookError),
    /// More digits than can be kept, or an amount that no receipt can carry.
    #[error("数字太大或位数太多，算不精确，请核对填写的数字")]
    TooLarge,
}

/// What a line gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// With every decimal where it is not yet rounded.
    Yuan(Decimal),
    /// With its unit; not rounded.
    Number(Decimal, &'static str),
    Day(NaiveDate),
}

impl Figure {
    /// The figure alone, without unit and separators.
    pub fn plain(&self) -> String {
        match self {
            Self::Yuan(yuan) => {
                let exact = yuan.normalize();
                if exact.scale() > 2 {
                    exact.to_string()
                } else {
                    to_fen(*yuan).to_string()
                }
            }
            Self::Number(number, _) => number.normalize().to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    /// What the figure counts.
    pub fn unit(&self) -> Option<&'static str> {
        match self {
            Self::Yuan(_) => Some("元"),
            Self::Number(_, unit) => Some(unit),
            Self::Day(_) => None,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yuan(yuan) => write!(f, "{}", in_yuan(*yuan)),
            Self::Number(number, unit) => write!(f, "{}{unit}", grouped(*number)),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// An amount as the lines write it: `1,000.00元`.
pub fn in_yuan(amount: Decimal) -> String {
    format!("{}元", exact_figures(amount))
}

/// A line of a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    /// How the figure comes about; empty where it was handed in.
    pub how: String,
    pub value: Figure,
    /// ID in the rule catalogue.
    pub rule: &'static str,
}

impl Line {
    pub fn new(
        what: impl Into<String>,
        how: impl Into<String>,
        value: Figure,
        rule: &'static str,
    ) -> Self {
        Self {
            what: what.into(),
            how: how.into(),
            value,
            rule,
        }
    }
}

/// What a customer in breach owes: each amount rounded where it is written, and the next starts from it, so
/// that the lines add up on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Liability {
    /// Fee to be paid after the event (补交电费), in yuan.
    pub back_pay: Decimal,
    /// Penalty (违约使用电费), in yuan.
    pub penalty: Decimal,
    /// Both together.
    pub amount: Decimal,
    pub lines: Vec<Line>,
}

impl Liability {
    /// Adds both up, as the last line.
    ///
    /// # Errors
    /// [`ReckonError::TooLarge`]
    pub fn of(
        back_pay: Decimal,
        penalty: Decimal,
        mut lines: Vec<Line>,
        rule: &'static str,
    ) -> Result<Self, ReckonError> {
        let amount = payable(back_pay + penalty)?;
        let how = if back_pay.is_zero() {
            String::new()
        } else {
            format!("{} + {}", in_yuan(back_pay), in_yuan(penalty))
        };
        lines.push(Line::new("应交合计", how, Figure::Yuan(amount), rule));
        Ok(Self {
            back_pay,
            penalty,
            amount,
            lines,
        })
    }
}

/// A penalty of so many times a back payment, with its line.
///
/// # Errors
/// [`ReckonError::TooLarge`]
pub fn penalty(
    back_pay: Decimal,
    times: Decimal,
    rule: &'static str,
) -> Result<(Decimal, Line), ReckonError> {
    let penalty = payable(product(&[back_pay, times])?)?;
    let how = format!("{} × {}倍", in_yuan(back_pay), times.normalize());
    let line = Line::new("违约使用电费", how, Figure::Yuan(penalty), rule);
    Ok((penalty, line))
}

/// An amount as it is written on paper: rounded to 0.01 yuan, half away from zero.
///
/// # Errors
/// [`ReckonError::TooLarge`] where no words can say it.
pub fn payable(amount: Decimal) -> Result<Decimal, ReckonError> {
    if amount > Decimal::from(LARGEST) {
        return Err(ReckonError::TooLarge);
    }
    Ok(to_fen(amount))
}

/// The product of figures, with every digit: `*` would round what a decimal cannot hold.
///
/// ```
/// use rust_decimal::Decimal;
/// use yekuo::rules::reckoning::product;
/// let [billion, rate] = [Decimal::from(10_000_000_000_u64), Decimal::new(2, 3)];
/// assert_eq!(product(&[billion, rate]).ok(), Some(Decimal::from(20_000_000)));
/// assert!(product(&[billion, billion, billion]).is_err());
/// ```
///
/// # Errors
/// [`ReckonError::TooLarge`] where the digits are too many.
pub fn product(factors: &[Decimal]) -> Result<Decimal, ReckonError> {
    let mut mantissa = 1_i128;
    let mut scale = 0;
    for factor in factors {
        let factor = factor.normalize();
        mantissa = mantissa
            .checked_mul(factor.mantissa())
            .ok_or(ReckonError::TooLarge)?;
        scale += factor.scale();
    }
    Decimal::try_from_i128_with_scale(mantissa, scale)
        .map(|product| product.normalize())
        .map_err(|_| ReckonError::TooLarge)
}
