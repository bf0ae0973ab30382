//! What a resumption leaves of a suspension, SUSPEND-9.

use chrono::NaiveDate;

use crate::model::customer::Transformer;
use crate::model::suspension::Suspension;

use super::Limits;
use super::standing::is_short;

/// A suspension of which `named` is unsealed on a day.
pub fn resumed(one: &Suspension, named: &[Transformer], on: NaiveDate) -> Suspension {
    let mut resumed = one.clone();
    for piece in named {
        resumed.releases.insert(piece.plate.clone(), on);
    }
    resumed
}

/// A resumption before the shortest suspension is over: the basic fee is charged in full for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlyEnd {
    /// The first day that is no longer suspended.
    until: NaiveDate,
    days: u32,
    shortest: u32,
    /// The first day on which it would not be too early; `None` where the term ends before.
    enough_on: Option<NaiveDate>,
}

impl EarlyEnd {
    /// `None` where what is named was suspended long enough, or is excused (SUSPEND-12).
    pub fn of(
        one: &Suspension,
        named: &[Transformer],
        on: NaiveDate,
        limits: &Limits,
    ) -> Option<Self> {
        let too_short = |on: NaiveDate| {
            let resumed = resumed(one, named, on);
            let mut named = named.iter();
            let short = named.find(|piece| is_short(&resumed, &piece.plate, limits))?;
            Some(resumed.stretch_of(&short.plate))
        };
        let stretch = too_short(on)?;
        let mut later = on.iter_days().take_while(|day| *day <= one.to);
        Some(Self {
            until: stretch.until,
            days: stretch.days(),
            shortest: limits.shortest,
            enough_on: later.find(|day| too_short(*day).is_none()),
        })
    }

    /// What the clerk tells the customer.
    pub fn warning(&self) -> String {
        let enough = match self.enough_on {
            Some(day) => format!("；最早{day}才满{}天", self.shortest),
            None => format!("；到期满也不满{}天", self.shortest),
        };
        format!("{}（SUSPEND-9）{enough}", self.short_in_words())
    }

    /// What the customer reads.
    pub fn on_paper(&self) -> String {
        let enough = self.enough_on;
        let enough = enough.map(|day| format!("；最早{day}恢复才满{}天", self.shortest));
        format!("{}{}。", self.short_in_words(), enough.unwrap_or_default())
    }

    fn short_in_words(&self) -> String {
        format!(
            "到{}实际只暂停{}天，不满{}天，这段时间的基本电费照收",
            self.until, self.days, self.shortest
        )
    }
}
