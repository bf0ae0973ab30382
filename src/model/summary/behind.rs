//! The cases behind a figure of the table.

use crate::model::vocabulary::{Class, Kind};

use super::{Adjustment, CaseLine, LateStep, Row, Summary};

/// A figure of a row that counts cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Start,
    Accepted,
    Adjusted,
    Completed,
    /// Of those completed, accepted before this year.
    FromEarlierYears,
    Voided,
    End,
    Overdue,
    /// Of those completed, with a step that was late.
    NotOnTime,
}

impl Figure {
    /// How many cases a row has of it.
    pub fn of(self, row: &Row) -> i64 {
        match self {
            Self::Start => row.start.cases,
            Self::Accepted => row.accepted.cases,
            Self::Adjusted => row.adjusted.cases,
            Self::Completed => row.completed.cases,
            Self::FromEarlierYears => row.completed_from_earlier_years.cases,
            Self::Voided => row.voided.cases,
            Self::End => row.end.cases,
            Self::Overdue => row.overdue,
            Self::NotOnTime => row.completed.cases - row.on_time,
        }
    }
}

impl Summary {
    /// The cases behind a figure of a row, by number; of the adjusted, see [`Summary::adjusted_behind`].
    pub fn behind(&self, row: &Row, figure: Figure) -> Vec<&CaseLine> {
        let known = |case: &str| self.adjustments.iter().find(|one| one.case == case);
        // The frozen start has the cases as they were known then.
        let at_start = |case: &CaseLine| match known(&case.case) {
            Some(adjusted) => adjusted.cases < 1,
            None => case.at_start,
        };
        let counts = |case: &&CaseLine| {
            let in_month = self.from <= case.accepted_on && case.accepted_on <= self.to;
            match figure {
                Figure::Start => at_start(case),
                Figure::Accepted => in_month,
                Figure::Adjusted => false,
                Figure::Completed => case.completed_on.is_some(),
                Figure::FromEarlierYears => case.from_earlier_year,
                Figure::Voided => case.voided_on.is_some(),
                Figure::End => case.at_end,
                Figure::Overdue => case.overdue,
                Figure::NotOnTime => case.on_time == Some(false),
            }
        };
        let cases = self
            .cases
            .iter()
            .filter(|case| row.takes(case.kind, case.class));
        cases.filter(counts).collect()
    }

    /// The steps of a case that were late, or are; the longest first.
    pub fn late_of<'a>(&'a self, case: &'a str) -> impl Iterator<Item = &'a LateStep> {
        self.late.iter().filter(move |step| step.case == case)
    }

    /// What stands behind the column *adjusted* of a row.
    pub fn adjusted_behind(&self, row: &Row) -> Vec<&Adjustment> {
        let adjusted = self.adjustments.iter();
        adjusted
            .filter(|one| row.takes(one.kind, one.class))
            .collect()
    }
}

impl Row {
    fn takes(&self, kind: Kind, class: Class) -> bool {
        self.kind.is_none_or(|own| own == kind) && self.class.is_none_or(|own| own == class)
    }
}
