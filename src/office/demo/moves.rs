//! The lives of changes of accounts (移表、暂拆、复装、改类、更名过户): two cases in every state of each kind, an
//! account that is off for every class and nature, ratios whose verification is near and far.

use chrono::{Datelike, NaiveDate};

use crate::model::vocabulary::{Class, Kind, Nature};
use crate::rules::procedure::Path;

use super::diary::Diary;

/// The place among the sample cases at which these begin.
pub(super) const FIRST: u32 = 120;
/// How many there are.
pub(super) const COUNT: u32 = 78;

/// How far a case came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Waiting,
    /// Under way, after so many steps.
    Accepted(usize),
    Completed,
    Filed,
    Voided,
}

impl Stage {
    /// Steps recorded.
    pub(super) fn steps(self, path: &Path) -> usize {
        match self {
            Stage::Waiting | Stage::Voided => 0,
            Stage::Accepted(steps) => steps,
            Stage::Completed => path.steps.len() - 1,
            Stage::Filed => path.steps.len(),
        }
    }
}

/// When the case was applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// So many working days ago.
    Ago(usize),
    /// So that the meter came off on the last 31 August, or the last working day before it.
    LastOfAugust,
    /// So that the last day for reconnection is near.
    NearItsEnd,
    /// So that the verification of the ratio is near.
    NearVerification,
}

/// Days to the last day that is near.
const NEAR: i64 = 20;

/// The life of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MoveLife {
    pub(super) kind: Kind,
    pub(super) class: Class,
    /// `None`: as it comes.
    pub(super) nature: Option<Nature>,
    pub(super) stage: Stage,
    /// A removal after which the account is reconnected.
    pub(super) comes_back: bool,
    /// A reclassification to a ratio of two classes.
    pub(super) by_ratio: bool,
    when: When,
}

impl MoveLife {
    pub(super) fn new(kind: Kind, class: Class, stage: Stage, ago: usize) -> Self {
        Self {
            kind,
            class,
            nature: None,
            stage,
            comes_back: false,
            by_ratio: false,
            when: When::Ago(ago),
        }
    }

    /// The day of the application, and one for every step or the voiding after it.
    pub(super) fn days(self, diary: &Diary<'_>, path: &Path) -> Vec<NaiveDate> {
        let steps = path.steps.len();
        let completes = path.position(&path.completes).unwrap_or_default() + 1;
        let first = match self.when {
            When::Ago(ago) => ago,
            When::LastOfAugust => completes + diary.latest(is_end_of_august),
            When::NearItsEnd => completes + diary.latest(|day| diary.days_off(day) <= NEAR),
            When::NearVerification => {
                completes + diary.latest(|day| diary.days_to_verify(day) <= NEAR)
            }
        };
        (0..=steps)
            .map(|passed| diary.past(first.saturating_sub(passed)))
            .collect()
    }
}

fn is_end_of_august(day: NaiveDate) -> bool {
    day.month() == 8 && day.day() >= 28
}

/// All of them, in the order in which they are planned.
pub(super) fn all() -> Vec<MoveLife> {
    let classes = Class::ALL.iter().copied().cycle();
    let mut lives = Vec::new();
    // Removals after which an account comes back, and its reconnection.
    let back = [
        Stage::Waiting,
        Stage::Accepted(0),
        Stage::Accepted(1),
        Stage::Accepted(2),
        Stage::Completed,
        Stage::Filed,
        Stage::Voided,
        Stage::Voided,
        Stage::Waiting,
        Stage::Completed,
        Stage::Filed,
    ];
    for (index, (stage, class)) in back.into_iter().zip(classes.clone()).enumerate() {
        let mut removal = MoveLife::new(Kind::Removal, class, Stage::Filed, 70 + 2 * index);
        removal.comes_back = true;
        lives.push(removal);
        let ago = if stage == Stage::Completed || stage == Stage::Filed {
            25
        } else {
            6
        };
        lives.push(MoveLife::new(
            Kind::Reconnection,
            class,
            stage,
            ago + index % 3,
        ));
    }
    // Off for every class and nature; one since the end of August, one whose last day is near.
    let mut off = vec![(Class::Resident, None, When::LastOfAugust)];
    for class in [Class::LowVoltage, Class::HighVoltage] {
        let natures = Nature::ALL.iter();
        off.extend(natures.map(|nature| (class, Some(*nature), When::Ago(40))));
    }
    off.push((Class::Resident, None, When::NearItsEnd));
    off.push((Class::Resident, None, When::Ago(30)));
    for (index, (class, nature, when)) in off.into_iter().enumerate() {
        let stage = if index % 4 == 1 {
            Stage::Completed
        } else {
            Stage::Filed
        };
        lives.push(MoveLife {
            nature,
            when,
            ..MoveLife::new(Kind::Removal, class, stage, 0)
        });
    }
    let under_way = [
        (Kind::Removal, Stage::Accepted(0)),
        (Kind::Removal, Stage::Accepted(1)),
        (Kind::Relocation, Stage::Accepted(0)),
        (Kind::Relocation, Stage::Accepted(1)),
        (Kind::Relocation, Stage::Accepted(2)),
    ];
    let twice = [
        (Kind::Removal, Stage::Waiting),
        (Kind::Removal, Stage::Voided),
        (Kind::Relocation, Stage::Waiting),
        (Kind::Relocation, Stage::Completed),
        (Kind::Relocation, Stage::Filed),
        (Kind::Relocation, Stage::Voided),
    ];
    let under_way = under_way.into_iter().chain(twice).chain(twice);
    for (index, ((kind, stage), class)) in under_way.zip(classes).enumerate() {
        lives.push(MoveLife::new(kind, class, stage, 4 + index));
    }
    lives.extend(prices());
    lives.extend(transfers());
    lives
}

/// Where a case of few steps can stand.
const EVERY_STATE: [Stage; 6] = [
    Stage::Waiting,
    Stage::Accepted(0),
    Stage::Accepted(1),
    Stage::Completed,
    Stage::Filed,
    Stage::Voided,
];

/// Other classes, every other one a ratio; of the ratios one has to be verified soon.
fn prices() -> Vec<MoveLife> {
    let classes = Class::ALL.iter().copied().cycle();
    let twice = EVERY_STATE.into_iter().chain(EVERY_STATE).zip(classes);
    let mut lives: Vec<MoveLife> = twice
        .enumerate()
        .map(|(index, (stage, class))| {
            // The first ones under way are in time, the second late.
            let ago = match stage {
                Stage::Accepted(_) if index < EVERY_STATE.len() => 2,
                _ => 5 + index % 4,
            };
            MoveLife {
                by_ratio: index % 2 == 1,
                ..MoveLife::new(Kind::Reclassification, class, stage, ago)
            }
        })
        .collect();
    let ratio = |class, when| MoveLife {
        by_ratio: true,
        when,
        ..MoveLife::new(Kind::Reclassification, class, Stage::Filed, 0)
    };
    lives.push(ratio(Class::Resident, When::NearVerification));
    lives.push(ratio(Class::LowVoltage, When::Ago(90)));
    lives
}

/// Accounts that go to another holder: every class in every state, so far as that goes twice round.
fn transfers() -> Vec<MoveLife> {
    let classes = Class::ALL.iter().copied().cycle();
    let twice = EVERY_STATE.into_iter().chain(EVERY_STATE).zip(classes);
    let lives = twice.enumerate();
    let life = |(index, (stage, class))| MoveLife::new(Kind::Transfer, class, stage, 4 + index % 5);
    lives.map(life).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn there_are_as_many_as_are_said() {
        assert_eq!(super::all().len() as u32, super::COUNT);
    }
}
