//! What was typed into the fields of a fact outside a case: read, with everything that is wrong said at once.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::text::tidy;
use crate::rules::Refusal;
use crate::rules::field::{self, LONGEST_TEXT};

use super::{OfficeError, Work};

/// Reads fields; a wrong one is refused and gives something to go on with.
#[derive(Debug)]
pub(super) struct Check {
    today: NaiveDate,
    refusals: Vec<Refusal>,
}

impl Check {
    pub(super) fn new(work: Work<'_>) -> Self {
        Self {
            today: work.desk.today,
            refusals: Vec::new(),
        }
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refusals.push(refusal);
    }

    /// A day that has come (COUNT-6), in the field `on`; empty: today.
    pub(super) fn day(&mut self, label: &str, typed: &str) -> NaiveDate {
        if tidy(typed).is_empty() {
            return self.today;
        }
        match field::date(typed) {
            Ok(day) if day > self.today => {
                let message = format!("{label}{day}在今天（{}）之后", self.today);
                let refusal = Refusal::new("COUNT-6", message, "只能登记已经发生的事");
                self.refusals.push(refusal.at("on"));
                day
            }
            Ok(day) => day,
            Err(problem) => {
                self.refusals.push(Refusal::input("on", label, problem));
                self.today
            }
        }
    }

    /// A day to come, not before another; `None` where the field is empty.
    pub(super) fn day_to_come(
        &mut self,
        (at, label): (&str, &str),
        typed: &str,
        earliest: NaiveDate,
    ) -> Option<NaiveDate> {
        if tidy(typed).is_empty() {
            return None;
        }
        match field::date(typed) {
            Ok(day) if day >= earliest => return Some(day),
            Ok(day) => {
                let problem = format!("{day}早于{earliest}");
                self.refusals.push(Refusal::input(at, label, problem));
            }
            Err(problem) => self.refusals.push(Refusal::input(at, label, problem)),
        }
        None
    }

    /// Whether a field was refused already.
    pub(super) fn is_wrong(&self, at: &str) -> bool {
        self.refusals.iter().any(|refusal| refusal.field == at)
    }

    /// A number that must be there.
    pub(super) fn number(&mut self, at: &str, label: &str, typed: &str) -> Decimal {
        if tidy(typed).is_empty() {
            self.refusals.push(Refusal::input(at, label, "未填"));
            return Decimal::ZERO;
        }
        field::decimal(typed, 4).unwrap_or_else(|problem| {
            self.refusals.push(Refusal::input(at, label, problem));
            Decimal::ZERO
        })
    }

    /// A text that may be empty.
    pub(super) fn text(&mut self, at: &str, label: &str, typed: &str) -> String {
        let text = tidy(typed);
        let length = text.chars().count();
        if length > LONGEST_TEXT {
            let problem = format!("最多{LONGEST_TEXT}个字，现在是{length}个");
            self.refusals.push(Refusal::input(at, label, problem));
        }
        text
    }

    /// A text that must be there.
    pub(super) fn words(&mut self, at: &str, label: &str, typed: &str) -> String {
        let text = self.text(at, label, typed);
        if text.is_empty() {
            self.refusals.push(Refusal::input(at, label, "未填"));
        }
        text
    }

    /// Nothing was wrong.
    ///
    /// # Errors
    /// Every refusal at once.
    pub(super) fn end(self) -> Result<(), OfficeError> {
        if self.refusals.is_empty() {
            Ok(())
        } else {
            Err(OfficeError::Refused(self.refusals))
        }
    }
}
