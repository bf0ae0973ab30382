//! The month's summary (业扩月报) as it is shown, frozen and exported; its JSON is the same everywhere.

mod behind;
mod blocks;
mod claims;
mod month;
mod tally;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::vocabulary::{Class, Kind};

pub use behind::Figure;
pub use blocks::{
    Adjustment, CaseLine, ComplaintLine, ContractsSigned, LateEntry, LateStep, Refused,
    RemovalLine, StepLoad, SuspensionLine, Waited, Waiver,
};
pub use claims::{ClaimLine, ClaimTotals, ClaimWaiver};
pub use month::{Month, Period};
pub use tally::Tally;

/// How the folders on the sticks begin.
pub const FOLDER_PREFIX: &str = "业扩月报_";

/// A month of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub office: String,
    pub office_code: String,
    pub month: Month,
    /// The first and the last day of the period.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The day on which what is in hand stands: the last of the period, or today where that is earlier.
    pub as_of: NaiveDate,
    /// Since when the month is frozen (AUDIT-4); `None` while it can still change.
    pub frozen: Option<Frozen>,
    /// Every kind of business and class, then the sums.
    pub rows: Vec<Row>,
    /// The months of the year so far, this one last.
    pub months: Vec<MonthTotals>,
    /// Cases that wait for papers at the end.
    pub waiting: i64,
    /// Customers turned away in the month (AUDIT-3).
    pub refused: i64,
    pub steps: Vec<StepLoad>,
    pub suspensions: Vec<SuspensionLine>,
    pub removals: Vec<RemovalLine>,
    pub contracts: Vec<ContractsSigned>,
    pub late: Vec<LateStep>,
    /// Behind the column *adjusted*.
    pub adjustments: Vec<Adjustment>,
    pub waivers: Vec<Waiver>,
    pub late_entries: Vec<LateEntry>,
    pub refusals: Vec<Refused>,
    pub waited: Vec<Waited>,
    pub complaints: Vec<ComplaintLine>,
    /// Days that the cases accepted in the month had waited for papers.
    pub waited_days: i64,
    /// The cases behind the rows.
    pub cases: Vec<CaseLine>,
    /// Claims by kind, and the files behind them; of a month frozen before there were any, none.
    #[serde(default)]
    pub claims: Vec<ClaimTotals>,
    #[serde(default)]
    pub claim_files: Vec<ClaimLine>,
    /// What supervisors decided about claims out of time (AUDIT-2).
    #[serde(default)]
    pub claim_waivers: Vec<ClaimWaiver>,
    /// The rulebooks that the limits were worked out with.
    pub rulebooks: Vec<String>,
    /// The log's length and last hash (AUDIT-5).
    pub log: LogHead,
}

/// A month's movement in all, for the charts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTotals {
    pub month: Month,
    pub accepted: Tally,
    pub completed: Tally,
    /// 0 to 1, as it was frozen; `None` of an earlier month that was not, or in which none was completed.
    #[serde(default)]
    pub on_time_rate: Option<Decimal>,
}

/// When a month was frozen, by the wall clock, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub at: NaiveDateTime,
    pub by: String,
    /// The head of the log in the month that was frozen before this one: a chain that the county can follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<LogHead>,
}

/// The log's length and its last hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHead {
    pub length: i64,
    pub hash: String,
}

/// A row of the county's table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// `None`: the row of sums.
    #[serde(with = "tally::kind_or_total")]
    pub kind: Option<Kind>,
    pub class: Option<Class>,
    /// In hand at the start.
    pub start: Tally,
    pub accepted: Tally,
    /// What became known of months frozen before (AUDIT-4).
    pub adjusted: Tally,
    pub completed: Tally,
    /// Of those completed, accepted before this year.
    pub completed_from_earlier_years: Tally,
    pub voided: Tally,
    /// In hand at the end.
    pub end: Tally,
    /// Of those in hand at the end, past a time limit.
    pub overdue: i64,
    /// Working days from acceptance to the completing step, all together.
    pub working_days: i64,
    /// The same for one case; `None` where none was completed.
    pub mean_working_days: Option<Decimal>,
    /// Cases completed with every step on time.
    pub on_time: i64,
    /// Their part of all completed, 0 to 1; `None` where none was completed.
    pub on_time_rate: Option<Decimal>,
    pub year: YearToDate,
}

/// From the start of the year to the end of the month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearToDate {
    pub accepted: Tally,
    pub completed: Tally,
}

impl Row {
    /// The name of the row: 新装 · 低压居民, or 合计.
    pub fn chinese(&self) -> String {
        match (self.kind, self.class) {
            (Some(kind), Some(class)) => format!("{} · {}", kind.chinese(), class.chinese()),
            (Some(kind), None) => kind.chinese().to_owned(),
            (None, _) => "合计".to_owned(),
        }
    }

    /// What came in: at the start, accepted, adjusted.
    pub fn came(&self) -> Tally {
        self.start + self.accepted + self.adjusted
    }

    /// Where it went: completed, voided, in hand at the end. Always equal to [`Row::came`].
    pub fn went(&self) -> Tally {
        self.completed + self.voided + self.end
    }

    /// Whether nothing at all happened.
    pub fn is_empty(&self) -> bool {
        let none = [
            self.came(),
            self.went(),
            self.year.accepted,
            self.year.completed,
        ];
        let parts = [
            self.start,
            self.accepted,
            self.adjusted,
            self.completed,
            self.voided,
        ];
        none.iter()
            .chain(&parts)
            .all(|tally| *tally == Tally::default())
    }
}

impl Summary {
    /// Complaints registered in the month, answered and closed in it, and open at its end (CONTACT-3).
    pub fn complaint_counts(&self) -> [usize; 4] {
        let in_month = |day: NaiveDate| self.from <= day && day <= self.to;
        let count = |holds: &dyn Fn(&ComplaintLine) -> bool| {
            let lines = self.complaints.iter();
            lines.filter(|line| holds(line)).count()
        };
        [
            count(&|line| in_month(line.registered_on)),
            count(&|line| line.answered_on.is_some_and(in_month)),
            count(&|line| line.closed_on.is_some_and(in_month)),
            count(&|line| line.closed_on.is_none()),
        ]
    }

    /// The row of sums.
    pub fn total(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.kind.is_none())
    }

    /// The folder on the stick: `业扩月报_OFFICE_YYYY-MM`, without what a file system does not take.
    pub fn folder(&self) -> String {
        let fits = |c: char| !c.is_control() && !r#"\/:*?"<>|"#.contains(c);
        let office: String = self
            .office
            .chars()
            .map(|c| if fits(c) { c } else { '_' })
            .collect();
        format!(
            "{FOLDER_PREFIX}{}_{}",
            office.trim_matches([' ', '.']),
            self.month
        )
    }
}
