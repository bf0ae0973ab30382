//! What was handed in for a calculation: fields by name, with every problem said at once.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::text::{UnknownWord, half_width, tidy};
pub use crate::model::typed::{Fields, Typed};

use super::field::{self, FieldError, MOST_ROWS};
use super::refusal::Refusal;

/// The largest amount or count that is taken: ten billion.
const LARGEST: u64 = 10_000_000_000;
/// How often something may have happened.
const MOST_TIMES: u32 = 9999;

/// Fields to be read one by one. What has been read is gone; what is left at the end belongs nowhere.
#[derive(Debug)]
pub struct Question {
    fields: Fields,
    /// Where these fields stand, before their names and before their labels.
    path: String,
    place: String,
    refusals: Vec<Refusal>,
}

impl Question {
    pub fn new(fields: Fields) -> Self {
        Self {
            fields,
            path: String::new(),
            place: String::new(),
            refusals: Vec::new(),
        }
    }

    /// Refuses what was typed into a field (INPUT).
    pub fn refuse(&mut self, name: &str, label: &str, problem: impl Display) {
        let [name, label] = [
            format!("{}{name}", self.path),
            format!("{}{label}", self.place),
        ];
        self.refusals.push(Refusal::input(&name, &label, problem));
    }

    /// Whether a field has something in it.
    pub fn has(&self, name: &str) -> bool {
        match self.fields.get(name) {
            None | Some(Typed::Nothing) => false,
            Some(Typed::Text(text)) => !tidy(text).is_empty(),
            Some(Typed::Flag(_) | Typed::Rows(_) | Typed::Group) => true,
        }
    }

    /// Passes over fields that cannot be judged, because what decides about them was refused.
    pub fn pass_over(&mut self, names: &[&str]) {
        for name in names {
            self.fields.remove(*name);
        }
    }

    /// A word of a table.
    pub fn word<T: FromStr<Err = UnknownWord>>(&mut self, name: &str, label: &str) -> Option<T> {
        self.read(name, label, |typed| {
            half_width(typed)
                .parse()
                .map_err(|UnknownWord { word, known, .. }| {
                    format!("“{word}”不在可选范围内（可选：{known}）")
                })
        })
    }

    /// An amount in yuan, above zero, to the fen.
    pub fn yuan(&mut self, name: &str, label: &str) -> Option<Decimal> {
        self.quantity(name, label, 2)
    }

    /// A number above zero with at most so many decimals.
    pub fn quantity(&mut self, name: &str, label: &str, decimals: u32) -> Option<Decimal> {
        self.read(name, label, |typed| above_zero(typed, decimals))
    }

    /// As [`Question::quantity`], or a ratio of two (`200/5`) that comes out even.
    pub fn ratio(&mut self, name: &str, label: &str, decimals: u32) -> Option<Decimal> {
        self.read(name, label, |typed| {
            let plain = half_width(typed);
            let Some((first, second)) = plain.split_once('/') else {
                return above_zero(typed, decimals);
            };
            let [first, second] = [above_zero(first, decimals)?, above_zero(second, decimals)?];
            let ratio = first.checked_div(second).map(|ratio| ratio.normalize());
            ratio
                .filter(|ratio| ratio.scale() <= decimals)
                .ok_or_else(|| "除不尽，请写成小数".to_owned())
        })
    }

    /// As [`Question::quantity`], or `Some(None)` where it is written down as not known.
    pub fn known(&mut self, name: &str, label: &str, decimals: u32) -> Option<Option<Decimal>> {
        if self.fields.get(name) == Some(&Typed::Nothing) {
            self.fields.remove(name);
            return Some(None);
        }
        self.quantity(name, label, decimals).map(Some)
    }

    /// How often or how many.
    pub fn times(&mut self, name: &str, label: &str) -> Option<u32> {
        self.read(name, label, |typed| {
            let read = field::decimal(typed, 0).ok().and_then(|n| n.to_u32());
            read.filter(|n| (1..=MOST_TIMES).contains(n))
                .ok_or_else(|| format!("“{}”不是1至{MOST_TIMES}的整数", tidy(typed)))
        })
    }

    pub fn day(&mut self, name: &str, label: &str) -> Option<NaiveDate> {
        self.read(name, label, field::date)
    }

    pub fn flag(&mut self, name: &str, label: &str) -> Option<bool> {
        let problem = match self.fields.remove(name) {
            Some(Typed::Flag(flag)) => return Some(flag),
            Some(_) => "应为 true 或 false",
            None => UNWRITTEN,
        };
        self.refuse(name, label, problem);
        None
    }

    /// Rows of fields, at least one; give each back to [`Question::take_over`] once it is read.
    pub fn rows(&mut self, name: &str, label: &str) -> Option<Vec<Question>> {
        let problem = match self.fields.remove(name) {
            Some(Typed::Rows(rows)) if rows.is_empty() => "至少写一行".to_owned(),
            Some(Typed::Rows(rows)) if rows.len() > MOST_ROWS => {
                FieldError::TooManyRows.to_string()
            }
            Some(Typed::Rows(rows)) => {
                let questions = rows.into_iter().zip(0..).map(|(fields, row)| Question {
                    path: format!("{}{name}[{row}].", self.path),
                    place: format!("{}第{}行", self.place, row + 1),
                    ..Question::new(fields)
                });
                return Some(questions.collect());
            }
            Some(_) => "应为方括号括起的清单".to_owned(),
            None => UNWRITTEN.to_owned(),
        };
        self.refuse(name, label, problem);
        None
    }

    /// Takes over what is wrong with a row.
    pub fn take_over(&mut self, row: Question) {
        self.refusals.extend(row.everything());
    }

    /// What was asked for, if nothing is wrong with it.
    ///
    /// # Errors
    /// Every refusal at once, each with its field.
    pub fn end<T>(self, made: impl FnOnce() -> Option<T>) -> Result<T, Vec<Refusal>> {
        let refusals = self.everything();
        match made() {
            Some(made) if refusals.is_empty() => Ok(made),
            _ => Err(refusals),
        }
    }

    /// Every refusal, with the fields that nobody asked for.
    fn everything(mut self) -> Vec<Refusal> {
        let mut left: Vec<String> = self.fields.keys().cloned().collect();
        left.retain(|name| self.has(name));
        for name in left {
            let at = format!("{}{name}", self.path);
            let problem = "没有这一栏，或在这里用不到";
            self.refusals.push(Refusal::input(&at, &at, problem));
        }
        self.refusals
    }

    fn read<T, E: Display>(
        &mut self,
        name: &str,
        label: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let empty = !self.has(name);
        let problem = match self.fields.remove(name) {
            None => UNWRITTEN.to_owned(),
            Some(_) if empty => "未填".to_owned(),
            Some(Typed::Text(typed)) => match parse(&typed) {
                Ok(read) => return Some(read),
                Err(problem) => problem.to_string(),
            },
            Some(_) => "应为文字或数字".to_owned(),
        };
        self.refuse(name, label, problem);
        None
    }
}

const UNWRITTEN: &str = "没有写这一栏";

/// Reads a number above zero and not above ten billion.
///
/// # Errors
/// What is wrong with it, in words.
fn above_zero(typed: &str, decimals: u32) -> Result<Decimal, String> {
    let read = field::decimal(typed, decimals).map_err(|problem| problem.to_string())?;
    if read.is_zero() {
        return Err("应大于零".to_owned());
    }
    if read > Decimal::from(LARGEST) {
        return Err("最多100亿".to_owned());
    }
    Ok(read)
}
