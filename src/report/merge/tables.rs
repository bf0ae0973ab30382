//! The set as tables for a machine, one a file: what `assets/county` loads into PostgreSQL.
//!
//! A column is a field of the summary's JSON; where it is called otherwise, `name=path` says how. Every line begins with
//! the office's code and the month.

use serde_json::Value;

use crate::report::csv::{safe, write};
use crate::report::{File, ReportError};

use super::Merged;

/// A table: its file and columns, and where its lines stand in a summary.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    /// The list in the summary; empty: the summary itself is the line.
    list: &'static str,
    columns: &'static [&'static str],
}

const OFFICE: &str = "office_code";
const MONTH: &str = "month";

/// Every table of the set.
pub const TABLES: &[Table] = &[
    Table {
        name: "months",
        list: "",
        columns: &[
            "office",
            "first_day=from",
            "last_day=to",
            "frozen_at=frozen.at",
            "frozen_by=frozen.by",
            "waiting",
            "refused",
            "waited_days",
            "rulebooks",
            "log_length=log.length",
            "log_hash=log.hash",
        ],
    },
    Table {
        name: "figures",
        list: "rows",
        columns: &[
            "kind",
            "class",
            "start_cases=start.cases",
            "start_kva=start.kva",
            "accepted_cases=accepted.cases",
            "accepted_kva=accepted.kva",
            "adjusted_cases=adjusted.cases",
            "adjusted_kva=adjusted.kva",
            "completed_cases=completed.cases",
            "completed_kva=completed.kva",
            "from_earlier_years_cases=completed_from_earlier_years.cases",
            "from_earlier_years_kva=completed_from_earlier_years.kva",
            "voided_cases=voided.cases",
            "voided_kva=voided.kva",
            "end_cases=end.cases",
            "end_kva=end.kva",
            "overdue",
            "working_days",
            "on_time",
            "year_accepted_cases=year.accepted.cases",
            "year_accepted_kva=year.accepted.kva",
            "year_completed_cases=year.completed.cases",
            "year_completed_kva=year.completed.kva",
        ],
    },
    Table {
        name: "cases",
        list: "cases",
        columns: &[
            "case_number=case",
            "kind",
            "class",
            "account",
            "customer",
            "address",
            "kva",
            "handler",
            "applied_on",
            "accepted_on",
            "completed_on",
            "voided_on",
            "from_earlier_year",
            "at_start",
            "at_end",
            "overdue",
            "on_time",
            "working_days",
        ],
    },
    Table {
        name: "steps",
        list: "steps",
        columns: &["step", "name", "in_hand", "overdue"],
    },
    Table {
        name: "late_steps",
        list: "late",
        columns: &[
            "case_number=case",
            "customer",
            "kind",
            "class",
            "step",
            "step_name",
            "rule",
            "article",
            "due",
            "done",
            "days",
            "reason",
        ],
    },
    Table {
        name: "adjustments",
        list: "adjustments",
        columns: &["case_number=case", "kind", "class", "cases", "kva", "why"],
    },
    Table {
        name: "suspensions",
        list: "suspensions",
        columns: &[
            "case_number=case",
            "account",
            "name",
            "kva",
            "sealed_on",
            "full_from=to",
            "ends_next_month",
        ],
    },
    Table {
        name: "removals",
        list: "removals",
        columns: &["account", "name", "removed_on", "last_day"],
    },
    Table {
        name: "contracts",
        list: "contracts",
        columns: &["kind", "class", "signed"],
    },
    Table {
        name: "waivers",
        list: "waivers",
        columns: &[
            "case_number=case",
            "customer",
            "kind",
            "handler",
            "reason",
            "basis",
            "approver",
        ],
    },
    Table {
        name: "late_entries",
        list: "late_entries",
        columns: &[
            "case_number=case",
            "step",
            "step_name",
            "done_on=on",
            "recorded_at",
            "operator",
            "days",
        ],
    },
    Table {
        name: "refusals",
        list: "refusals",
        columns: &[
            "number",
            "refused_on=on",
            "customer",
            "operator",
            "reason",
            "rules",
        ],
    },
    Table {
        name: "waited",
        list: "waited",
        columns: &[
            "case_number=case",
            "customer",
            "applied_on",
            "accepted_on",
            "days",
        ],
    },
    Table {
        name: "complaints",
        list: "complaints",
        columns: &[
            "number",
            "account",
            "customer",
            "matter",
            "registered_on",
            "answer_by",
            "state",
            "answered_on",
            "closed_on",
        ],
    },
    Table {
        name: "claim_totals",
        list: "claims",
        columns: &[
            "kind",
            "found",
            "closed",
            "still_open=open",
            "kwh",
            "back_pay",
            "penalty",
            "amount",
            "paid",
        ],
    },
    Table {
        name: "claims",
        list: "claim_files",
        columns: &[
            "claim",
            "kind",
            "state",
            "account",
            "customer",
            "found_on",
            "closed_on",
            "handler",
            "kwh",
            "back_pay",
            "penalty",
            "amount",
            "paid",
        ],
    },
    Table {
        name: "claim_waivers",
        list: "claim_waivers",
        columns: &[
            "claim",
            "customer",
            "kind",
            "handler",
            "decided_on=on",
            "reason",
            "basis",
            "approver",
        ],
    },
];

impl Table {
    /// The file of the table.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// The columns' names, as the file's head has them.
    pub fn head(&self) -> impl Iterator<Item = &'static str> {
        let own = self.columns.iter();
        let own = own.map(|column| column.split_once('=').map_or(*column, |(name, _)| name));
        [OFFICE, MONTH].into_iter().chain(own)
    }

    /// The fields of the summary that the table holds, as paths from its root.
    pub fn paths(&self) -> impl Iterator<Item = String> {
        let own = self.columns.iter();
        own.map(|column| {
            let path = column.split_once('=').map_or(*column, |(_, path)| path);
            let list = self.list;
            if list.is_empty() {
                path.to_owned()
            } else {
                format!("{list}.{path}")
            }
        })
    }

    fn lines(&self, summary: &Value) -> Vec<Vec<String>> {
        let lines: &[Value] = match self.list {
            "" => std::slice::from_ref(summary),
            list => summary[list].as_array().map_or(&[], Vec::as_slice),
        };
        let own = lines.iter().filter(|line| line["kind"] != "total");
        own.map(|line| {
            let keys = [OFFICE, MONTH].map(|key| cell(&summary[key]));
            let cells = self.columns.iter().map(|column| {
                let path = column.split_once('=').map_or(*column, |(_, path)| path);
                cell(path.split('.').fold(line, |value, key| &value[key]))
            });
            keys.into_iter().chain(cells).collect()
        })
        .collect()
    }
}

/// A value as PostgreSQL reads it; nothing where there is none.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe(text).into_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(cell).collect();
            items.join("、")
        }
        other => other.to_string(),
    }
}

/// Each table as a file, its lines in the order of the folders. The rows of sums are left out: they follow.
pub(super) fn files(merged: &Merged) -> Result<Vec<File>, ReportError> {
    let summaries = merged.folders.iter();
    let summaries = summaries.map(|folder| serde_json::to_value(&folder.summary));
    let summaries: Vec<Value> = summaries
        .collect::<Result<_, _>>()
        .map_err(|error| ReportError::Data(error.to_string()))?;
    let file = |table: &Table| {
        let lines = summaries.iter().flat_map(|summary| table.lines(summary));
        Ok(File {
            name: table.file(),
            bytes: write(table.head(), lines)?,
        })
    };
    TABLES.iter().map(file).collect()
}
