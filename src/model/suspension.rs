//! A suspension (暂停) as it stands: what was planned, when it was sealed, what has been unsealed since.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::customer::Transformer;

/// A suspension that was accepted; of one not yet sealed, the days that it reserves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Number of its case.
    pub case: String,
    /// Whole transformers; of a customer who has none, one without a plate: the whole supply.
    pub equipment: Vec<Transformer>,
    /// The day applied for.
    pub from: NaiveDate,
    /// The day on which it ends by itself: the first that is billed in full again.
    pub to: NaiveDate,
    /// Days in a year agreed on with a seasonal user.
    pub agreed_days: Option<u32>,
    pub sealing: Option<Sealing>,
    /// The day on which each transformer was unsealed, or sealed anew by a suspension that goes on; by plate.
    pub releases: BTreeMap<String, NaiveDate>,
    /// The day on which the account was closed, split or removed.
    pub ended_on: Option<NaiveDate>,
}

/// The equipment was put under seal (加封).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    pub on: NaiveDate,
    pub seals: String,
    /// Later than applied for, by the office's doing.
    pub late_by_office: bool,
}

/// Days from one on, up to another and without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: NaiveDate,
    pub until: NaiveDate,
}

impl Stretch {
    pub fn new(from: NaiveDate, until: NaiveDate) -> Self {
        Self { from, until }
    }

    /// 0 where it is empty.
    pub fn days(self) -> u32 {
        u32::try_from((self.until - self.from).num_days()).unwrap_or(0)
    }

    pub fn is_empty(self) -> bool {
        self.from >= self.until
    }

    /// What both have in common, which may be empty.
    pub fn shared(self, other: Self) -> Self {
        Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        }
    }

    /// The part in a calendar year, which may be empty.
    pub fn in_year(self, year: i32) -> Self {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX);
        self.shared(Self::new(first(year), first(year + 1)))
    }
}

impl Suspension {
    /// The day of sealing; until then the day applied for.
    pub fn start(&self) -> NaiveDate {
        self.sealing
            .as_ref()
            .map_or(self.from, |sealing| sealing.on)
    }

    /// The days on which a transformer is under an unexpired seal, or is planned to be.
    pub fn stretch_of(&self, plate: &str) -> Stretch {
        let ends = [self.releases.get(plate).copied(), self.ended_on];
        let end = ends.into_iter().flatten().fold(self.to, NaiveDate::min);
        Stretch::new(self.start(), end.max(self.start()))
    }

    /// The days on which any of it is.
    pub fn stretch(&self) -> Stretch {
        let ends = self.equipment.iter();
        let end = ends.map(|one| self.stretch_of(&one.plate).until).max();
        Stretch::new(self.start(), end.unwrap_or(self.start()))
    }

    /// Whether a transformer is under seal, expired or not.
    pub fn is_sealed(&self, plate: &str) -> bool {
        let holds = self.equipment.iter().any(|one| one.plate == plate);
        holds && self.sealing.is_some() && self.gone_on(plate).is_none()
    }

    /// The day on which the seal of a transformer came off.
    pub fn gone_on(&self, plate: &str) -> Option<NaiveDate> {
        let gone = [self.releases.get(plate).copied(), self.ended_on];
        gone.into_iter().flatten().min()
    }

    /// The day on which the last seal came off; `None` while one is on.
    pub fn all_gone_on(&self) -> Option<NaiveDate> {
        let days = self.equipment.iter().map(|one| self.gone_on(&one.plate));
        days.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// What is still under seal.
    pub fn sealed(&self) -> impl Iterator<Item = &Transformer> {
        let all = self.equipment.iter();
        all.filter(|one| self.is_sealed(&one.plate))
    }

    /// Whether everything that was sealed is unsealed.
    pub fn is_over(&self) -> bool {
        self.sealing.is_some() && self.sealed().next().is_none()
    }
}
