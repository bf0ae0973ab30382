//! How a suspension stands on a day, and what is billed in full, SUSPEND-7 and SUSPEND-9.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::case::StepId;
use crate::model::customer::Transformer;
use crate::model::named::named;
use crate::model::suspension::{Stretch, Suspension};
use crate::rules::deadline::{Deadline, DeadlineState};
use crate::rules::rulebook::Rulebooks;

use super::used::allowed;
use super::{Limits, Used};

/// Where a suspension stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Accepted, not yet sealed.
    Planned,
    /// Under seal, the basic fee reduced.
    Running,
    /// Still under seal, but billed in full (SUSPEND-7).
    RunOut,
    /// Unsealed.
    Over,
}

impl Stage {
    pub fn chinese(self) -> &'static str {
        match self {
            Stage::Planned => "待加封",
            Stage::Running => "暂停中",
            Stage::RunOut => "已到期未恢复",
            Stage::Over => "已恢复",
        }
    }
}

named! {
    /// What a stretch of days is to a suspension.
    pub enum Piece, "暂停时段" {
        /// Accepted, not sealed.
        Reserved = "planned", "已受理待加封";
        Sealed = "sealed", "暂停";
        /// Under seal after the end: billed in full.
        Overrun = "overrun", "到期未恢复";
    }
}

/// A suspension on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub stage: Stage,
    /// The first day billed in full, asked for or not: the end of the term, or the day after the last that
    /// the year allows (SUSPEND-7). COUNT-3 does not move it.
    pub full_from: NaiveDate,
    /// The day after the last that the year allows, where it comes before the end of the term.
    pub beyond: Option<NaiveDate>,
    /// Days under seal since then.
    pub overrun: u32,
    /// Its equipment that was suspended for less than the shortest time: the basic fee is charged in full
    /// for it (SUSPEND-9).
    pub short: Vec<Transformer>,
}

impl Standing {
    /// How one of an account's suspensions stands.
    pub fn of(one: &Suspension, all: &[Suspension], limits: &Limits, today: NaiveDate) -> Self {
        let beyond = beyond(one, all, limits);
        let full_from = beyond.unwrap_or(one.to).min(one.to);
        let stage = match (&one.sealing, one.is_over()) {
            (None, _) => Stage::Planned,
            (Some(_), true) => Stage::Over,
            (Some(_), false) if today >= full_from => Stage::RunOut,
            (Some(_), false) => Stage::Running,
        };
        let overrun = if one.sealing.is_some() {
            let ends = one.equipment.iter();
            let ends = ends.map(|piece| one.gone_on(&piece.plate).unwrap_or(today));
            let last = ends.max().unwrap_or(today);
            u32::try_from((last - full_from).num_days()).unwrap_or(0)
        } else {
            0
        };
        let pieces = one.equipment.iter();
        Self {
            stage,
            full_from,
            beyond,
            overrun,
            short: pieces
                .filter(|piece| is_short(one, &piece.plate, limits))
                .cloned()
                .collect(),
        }
    }

    /// What happened, and is to happen, to all of it; what has the same days stands together.
    pub fn together(
        &self,
        one: &Suspension,
        today: NaiveDate,
    ) -> Vec<(Vec<Transformer>, Piece, Stretch)> {
        let mut together: Vec<(Vec<Transformer>, Piece, Stretch)> = Vec::new();
        for piece in &one.equipment {
            for (what, days) in self.pieces(one, &piece.plate, today) {
                let same = together.iter_mut();
                let mut same = same.filter(|(_, other, theirs)| (*other, *theirs) == (what, days));
                match same.next() {
                    Some((named, ..)) => named.push(piece.clone()),
                    None => together.push((vec![piece.clone()], what, days)),
                }
            }
        }
        together
    }

    /// What happened, and is to happen, to one of its transformers.
    pub fn pieces(&self, one: &Suspension, plate: &str, today: NaiveDate) -> Vec<(Piece, Stretch)> {
        if one.equipment.iter().all(|piece| piece.plate != plate) {
            return Vec::new();
        }
        let (stretch, gone) = (one.stretch_of(plate), one.gone_on(plate));
        if one.sealing.is_none() {
            return vec![(Piece::Reserved, stretch)];
        }
        let full_from = self.full_from;
        let running = Stretch::new(stretch.from, stretch.until.min(full_from));
        let over = Stretch::new(
            full_from.max(stretch.from),
            gone.unwrap_or(today.max(full_from)),
        );
        let mut pieces = vec![(Piece::Sealed, running), (Piece::Overrun, over)];
        pieces.retain(|(_, stretch)| !stretch.is_empty());
        pieces
    }

    /// kVA that are under seal and billed in full.
    pub fn overrun_kva(&self, one: &Suspension) -> Decimal {
        match self.stage {
            Stage::RunOut => one.sealed().map(|piece| piece.kva).sum(),
            _ => Decimal::ZERO,
        }
    }
}

/// The day of the years that it touches on which one more than allowed is used, while it runs.
fn beyond(one: &Suspension, all: &[Suspension], limits: &Limits) -> Option<NaiveDate> {
    let stretch = one.stretch();
    let used = Used::of(all, limits);
    let mut years = stretch.from.year()..=stretch.until.year();
    years.find_map(|year| {
        let day = used.beyond(year, allowed(all, year, limits))?;
        (stretch.from <= day && day < stretch.until).then_some(day)
    })
}

/// SUSPEND-9: the days under seal are fewer than the shortest suspension, and not because the office sealed
/// late (SUSPEND-12).
pub(super) fn is_short(one: &Suspension, plate: &str, limits: &Limits) -> bool {
    let (Some(sealing), Some(_)) = (&one.sealing, one.gone_on(plate)) else {
        return false;
    };
    let stretch = one.stretch_of(plate);
    let as_applied_for = (stretch.until - one.from).num_days();
    let excused = sealing.late_by_office && as_applied_for >= i64::from(limits.shortest);
    stretch.days() < limits.shortest && !excused
}

/// The rule that bills suspended capacity in full from a day on.
pub const BILLED_IN_FULL: &str = "SUSPEND-7";

/// The first day billed in full as a time limit on the account: met by resuming before it.
pub fn deadline(
    full_from: NaiveDate,
    sealed_on: NaiveDate,
    today: NaiveDate,
    books: &Rulebooks,
) -> Deadline {
    let book = books.of_rule(BILLED_IN_FULL);
    Deadline {
        step: StepId::from("unsealed"),
        rule: BILLED_IN_FULL.to_owned(),
        span: None,
        at_latest: false,
        rulebook: book.map(|book| book.title.clone()).unwrap_or_default(),
        article: String::new(),
        from: sealed_on,
        nominal: full_from,
        due: full_from,
        state: if today < full_from {
            DeadlineState::Open
        } else {
            DeadlineState::Overdue
        },
        done: None,
        note: None,
    }
}
