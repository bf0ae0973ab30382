//! The lives of suspensions and resumptions (暂停、恢复): every class and nature has one that runs, and both kinds have
//! cases in every state; one went over New Year, one ends soon, one has run out.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use crate::model::vocabulary::{Class, Kind, Nature};
use crate::office::OfficeError;
use crate::store::customer::StoredCustomer;

use super::applications::Wish;
use super::cases::Planner;
use super::diary::Diary;
use super::field_values::Particulars;
use super::moved::Course;
use super::moves::{self, Stage};

/// The place among the sample cases at which these begin.
pub(super) const FIRST: u32 = moves::FIRST + moves::COUNT;
/// How many there are.
pub(super) const COUNT: u32 = 40;

/// Working days between an application and the day that it asks for: never fewer than five days.
const NOTICE: usize = 5;
/// The same for a day that still lies ahead.
const AHEAD: Days = Days::new(7);

/// The life of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SuspensionLife {
    pub(super) kind: Kind,
    pub(super) class: Class,
    /// `None`: as it comes.
    pub(super) nature: Option<Nature>,
    pub(super) stage: Stage,
    /// Working days since the application.
    ago: Ago,
    /// Days that it is to last.
    length: u64,
    /// A suspension that a resumption ends.
    ends: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ago {
    Days(usize),
    /// So that it was sealed in the middle of last December.
    December,
    /// So that it was unsealed at the end of the January after.
    January,
}

/// All of them, in the order in which they are planned.
pub(super) fn all() -> Vec<SuspensionLife> {
    let mut lives = Vec::new();
    let suspension = |class, nature, stage, ago, length| SuspensionLife {
        kind: Kind::Suspension,
        class,
        nature,
        stage,
        ago,
        length,
        ends: false,
    };
    let high = Class::HighVoltage;
    lives.push(suspension(
        Class::Resident,
        None,
        Stage::Filed,
        Ago::Days(25),
        120,
    ));
    for class in [Class::LowVoltage, high] {
        for (index, nature) in Nature::ALL.iter().enumerate() {
            let stage = if index == 2 {
                Stage::Completed
            } else {
                Stage::Filed
            };
            lives.push(suspension(
                class,
                Some(*nature),
                stage,
                Ago::Days(20 + 2 * index),
                120,
            ));
        }
    }
    // Ends soon; ran out.
    lives.push(suspension(high, None, Stage::Filed, Ago::Days(40), 60));
    lives.push(suspension(high, None, Stage::Filed, Ago::Days(40), 40));
    let stages = [
        Stage::Waiting,
        Stage::Accepted(0),
        Stage::Completed,
        Stage::Voided,
    ];
    let classes = Class::ALL.iter().copied().cycle();
    for (stage, class) in stages.into_iter().chain(stages).zip(classes.clone()) {
        let ago = if stage == Stage::Completed { 10 } else { 2 };
        lives.push(suspension(class, None, stage, Ago::Days(ago), 45));
    }
    // Each with the resumption that ends it.
    let ended = [
        (high, Stage::Filed, Ago::December, Ago::January),
        (high, Stage::Waiting, Ago::Days(45), Ago::Days(2)),
        (
            Class::LowVoltage,
            Stage::Waiting,
            Ago::Days(46),
            Ago::Days(3),
        ),
        (high, Stage::Accepted(0), Ago::Days(47), Ago::Days(2)),
        (
            Class::Resident,
            Stage::Accepted(0),
            Ago::Days(48),
            Ago::Days(1),
        ),
        (high, Stage::Completed, Ago::Days(49), Ago::Days(12)),
        (
            Class::LowVoltage,
            Stage::Completed,
            Ago::Days(50),
            Ago::Days(14),
        ),
        (Class::Resident, Stage::Filed, Ago::Days(51), Ago::Days(20)),
        (high, Stage::Voided, Ago::Days(52), Ago::Days(9)),
    ];
    for (class, stage, suspended, resumed) in ended {
        let first = suspension(class, None, Stage::Filed, suspended, 90);
        lives.push(SuspensionLife {
            ends: true,
            ..first
        });
        lives.push(SuspensionLife {
            kind: Kind::Resumption,
            stage,
            ago: resumed,
            ..first
        });
    }
    lives.push(suspension(high, None, Stage::Voided, Ago::Days(30), 30));
    lives
}

impl SuspensionLife {
    /// Working days since the application.
    fn first(self, diary: &Diary<'_>) -> usize {
        let is = |month, days: std::ops::RangeInclusive<u32>| {
            move |day: NaiveDate| day.month() == month && days.contains(&day.day())
        };
        match self.ago {
            Ago::Days(ago) => ago,
            Ago::December => NOTICE + diary.latest(is(12, 8..=14)),
            Ago::January => NOTICE + diary.latest(is(1, 20..=26)),
        }
    }

    /// The day of the application, and one for every step or the voiding after it.
    fn days(self, diary: &Diary<'_>) -> [NaiveDate; 3] {
        let first = self.first(diary);
        let after = |days: usize| diary.past(first.saturating_sub(days));
        match self.stage {
            Stage::Voided => [after(0), after(1), after(2)],
            _ => [after(0), after(NOTICE), after(NOTICE + 1)],
        }
    }
}

impl Planner<'_> {
    /// Plans a suspension of an account that no case changes yet, or the resumption of one that was planned
    /// for it; says whether there was one.
    pub(super) fn suspended(
        &mut self,
        serial: u32,
        life: SuspensionLife,
    ) -> Result<bool, OfficeError> {
        let [applied_on, done_on, filed_on] = life.days(self.diary);
        let found = match life.kind {
            Kind::Resumption => self.to_resume.pop_front(),
            _ => self
                .untouched(life.class, life.nature)?
                .map(|found| (found, serial, done_on)),
        };
        let path = self.work.manual.procedures.path(life.kind, life.class);
        let (Some((found, sealed_in, sealed_on)), Some(path)) = (found, path) else {
            return Ok(false);
        };
        // In December the January after is still to come.
        if life.kind == Kind::Resumption && applied_on <= sealed_on {
            return Ok(false);
        }
        let from = if life.stage.steps(path) > 0 {
            done_on
        } else {
            applied_on.checked_add_days(AHEAD).unwrap_or(applied_on)
        };
        let to = from.checked_add_days(Days::new(life.length));
        let course = Course {
            kind: life.kind,
            stage: life.stage,
            applied_on,
            on: vec![done_on, filed_on],
            wish: Wish {
                from,
                to: to.unwrap_or(from),
                by_ratio: false,
            },
            used: Decimal::ZERO,
            seals: Some(Particulars::seals(sealed_in)),
        };
        if !self.change(serial, &found, path, course)? {
            return Ok(false);
        }
        if life.ends {
            self.to_resume.push_back((found, serial, sealed_on));
        }
        Ok(true)
    }
}

/// An account, the case that sealed its equipment, and when.
pub(super) type Sealed = (StoredCustomer, u32, NaiveDate);

#[cfg(test)]
mod tests {
    #[test]
    fn there_are_as_many_as_are_said() {
        assert_eq!(super::all().len() as u32, super::COUNT);
    }
}
