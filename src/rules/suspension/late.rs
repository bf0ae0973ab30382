//! What a sealing that came late leaves of a suspension, SUSPEND-9 and SUSPEND-12.

use chrono::{Days, NaiveDate};

use crate::model::suspension::Stretch;

use super::Limits;

/// A sealing after the day applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateSealing {
    applied_for: Stretch,
    /// From the sealing to the end of the term, which may have been set anew.
    left: Stretch,
    by_office: bool,
    /// Whether the account pays a basic fee at all.
    basic_fee: bool,
}

impl LateSealing {
    /// `None` where it was sealed in time; `until`: the end of the term as it stands now.
    pub fn of(
        applied_for: Stretch,
        sealed_on: NaiveDate,
        until: NaiveDate,
        by_office: bool,
        basic_fee: bool,
    ) -> Option<Self> {
        (sealed_on > applied_for.from).then(|| Self {
            applied_for,
            left: Stretch::new(sealed_on, until),
            by_office,
            basic_fee,
        })
    }

    /// What the clerk should know before and after recording it.
    pub fn warning(&self, limits: &Limits) -> Option<String> {
        let short = self.short_in_words(limits).map(|short| match self {
            Self {
                basic_fee: false, ..
            } => short,
            Self {
                by_office: true, ..
            } => format!("{short}（SUSPEND-9不适用）"),
            Self { .. } => format!("{short}（SUSPEND-9）"),
        });
        let anew = self.by_office && self.left.until == self.applied_for.until;
        let anew = anew.then(|| {
            let days = self.applied_for.days();
            let latest = self.left.from.checked_add_days(Days::new(u64::from(days)));
            let latest = latest.unwrap_or(NaiveDate::MAX);
            format!(
                "供电所晚加封的，恢复日期可以重新约定一次，不多于原来申请的{days}天，最晚{latest}（SUSPEND-12）"
            )
        });
        let said: Vec<String> = short.into_iter().chain(anew).collect();
        (!said.is_empty()).then(|| said.join("；"))
    }

    /// What the customer is told of it on the work order.
    pub fn on_paper(&self, limits: &Limits) -> String {
        let (from, on) = (self.applied_for.from, self.left.from);
        let whose = match self.by_office {
            true => "供电所晚加封，",
            false => "",
        };
        let mut words = format!("申请{from}起，{whose}实际自{on}起暂停。");
        if let Some(short) = self.short_in_words(limits) {
            words.push_str(&format!("{short}。"));
        }
        words
    }

    /// SUSPEND-9, which does not apply to a shortfall of the office's doing.
    fn short_in_words(&self, limits: &Limits) -> Option<String> {
        let days = self.left.days();
        if days >= limits.shortest {
            return None;
        }
        let mut words = format!(
            "到{}只有{days}天，不满{}天",
            self.left.until, limits.shortest
        );
        words.push_str(match (self.basic_fee, self.by_office) {
            (true, true) => "，是供电所造成的，基本电费照样减收",
            (true, false) => "，这段时间的基本电费照收",
            (false, _) => "",
        });
        Some(words)
    }
}
