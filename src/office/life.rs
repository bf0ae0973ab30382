//! The life of an account (户号经历): opened, meters, every case and verification, ended; by the day.

use chrono::NaiveDate;

use crate::model::vocabulary::{CaseState, Kind, VerificationOutcome};

use super::customer::CustomerFile;

/// How something stands in the life of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The account begins or ends.
    End,
    Done,
    /// A case that is not yet carried out; it stands on the day of its application.
    UnderWay,
    /// Ended without being carried out.
    Voided,
}

impl Mark {
    /// What is said beside the name of what happened; nothing of what is done.
    pub fn chinese(self) -> &'static str {
        match self {
            Mark::End | Mark::Done => "",
            Mark::UnderWay => "在办",
            Mark::Voided => "作废",
        }
    }

    /// A sign of its own for each, so that none is known by its colour alone.
    pub fn shape(self) -> &'static str {
        match self {
            Mark::End => "■",
            Mark::Done => "●",
            Mark::UnderWay => "○",
            Mark::Voided => "×",
        }
    }
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeEvent {
    pub on: NaiveDate,
    /// `立户`, `换表`, `移表`, …
    pub what: String,
    pub mark: Mark,
    /// Number of the case that did it.
    pub case: Option<String>,
}

impl LifeEvent {
    fn new(on: NaiveDate, what: &str, mark: Mark) -> Self {
        Self {
            on,
            what: what.to_owned(),
            mark,
            case: None,
        }
    }

    /// In words, without the day: `改类（在办）`.
    pub fn in_words(&self) -> String {
        match self.mark.chinese() {
            "" => self.what.clone(),
            state => format!("{}（{state}）", self.what),
        }
    }
}

/// Everything that happened to an account, the oldest first.
pub fn life(file: &CustomerFile) -> Vec<LifeEvent> {
    let mut events = vec![opened(file)];
    events.extend(cases(file));
    events.extend(meters(file));
    events.extend(file.verifications.iter().map(|verification| {
        let what = match verification.outcome {
            VerificationOutcome::Verified => "比例核实",
            VerificationOutcome::Refused => "拒绝核实",
        };
        LifeEvent::new(verification.on, what, Mark::Done)
    }));
    events.sort_by_key(|event| event.on);
    events
}

/// By a new connection, out of another account, or before there were records.
fn opened(file: &CustomerFile) -> LifeEvent {
    let connection = file
        .cases
        .iter()
        .find(|row| row.kind == Kind::NewConnection);
    let what = match file.split_from {
        Some(_) => "分户立户",
        None => "立户",
    };
    LifeEvent {
        case: connection.map(|row| row.number.clone()),
        ..LifeEvent::new(file.customer.opened_on, what, Mark::End)
    }
}

/// Cases but the one that opened the account; those carried out on the day of completion.
fn cases(file: &CustomerFile) -> impl Iterator<Item = LifeEvent> {
    let changes = file.cases.iter();
    let changes = changes.filter(|row| row.kind != Kind::NewConnection);
    changes.map(|row| {
        let (on, mark) = match row.state {
            CaseState::Voided => (row.voided_on, Mark::Voided),
            CaseState::Waiting | CaseState::Accepted => (None, Mark::UnderWay),
            CaseState::Completed | CaseState::Filed => {
                let ends = matches!(row.kind, Kind::Closure | Kind::Split);
                let mark = if ends { Mark::End } else { Mark::Done };
                (row.completed_on, mark)
            }
        };
        LifeEvent {
            case: Some(row.number.clone()),
            ..LifeEvent::new(on.unwrap_or(row.applied_on), row.kind.chinese(), mark)
        }
    })
}

/// Meters set and taken off outside any case.
fn meters(file: &CustomerFile) -> Vec<LifeEvent> {
    let by_a_case = |day: NaiveDate| {
        let mut cases = file.cases.iter();
        day == file.customer.opened_on || cases.any(|row| row.completed_on == Some(day))
    };
    let mut events = Vec::new();
    for meter in file
        .meters
        .iter()
        .filter(|meter| !by_a_case(meter.installed_on))
    {
        let day = meter.installed_on;
        let exchanged = file
            .meters
            .iter()
            .any(|other| other.removed_on == Some(day));
        let what = if exchanged { "换表" } else { "装表" };
        events.push(LifeEvent::new(day, what, Mark::Done));
    }
    let removed = file.meters.iter().filter_map(|meter| meter.removed_on);
    for day in removed.filter(|day| !by_a_case(*day)) {
        if file.meters.iter().all(|other| other.installed_on != day) {
            events.push(LifeEvent::new(day, "拆表", Mark::Done));
        }
    }
    events
}
