//! The life of an account (户号经历): what happened by the day (opened, meters and transformers, every case,
//! verification, complaint and claim, ended), what is to come, and the stretches of days on which it was suspended or had no meter.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::claim::ClaimState;
use crate::model::contact::ComplaintState;
use crate::model::suspension::{Stretch, Suspension};
use crate::model::vocabulary::{AccountState, CaseState, Kind, VerificationOutcome};
use crate::rules::case_number::is_opening;
use crate::rules::suspension::equipment;
use crate::rules::suspension::standing::{Piece, Stage, Standing};
use crate::store::event;

use super::customer::{self, CustomerFile};
use super::{Act, OfficeError, Work, claim, suspension};

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
    /// The day on which it is looked at.
    Today,
    /// Still to come.
    Ahead,
}

impl Mark {
    /// What is said beside the name of what happened; nothing of what is done.
    pub fn chinese(self) -> &'static str {
        match self {
            Mark::End | Mark::Done | Mark::Today => "",
            Mark::UnderWay => "在办",
            Mark::Voided => "作废",
            Mark::Ahead => "将到",
        }
    }

    /// A sign of its own for each, so that none is known by its colour alone.
    pub fn shape(self) -> &'static str {
        match self {
            Mark::End => "■",
            Mark::Done => "●",
            Mark::UnderWay => "○",
            Mark::Voided => "×",
            Mark::Today => "▼",
            Mark::Ahead => "◇",
        }
    }
}

/// The file in which it stands, by its number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Told {
    Case(String),
    Claim(String),
    Complaint(String),
}

impl Told {
    pub fn number(&self) -> &str {
        match self {
            Self::Case(number) | Self::Claim(number) | Self::Complaint(number) => number,
        }
    }

    pub fn case(&self) -> Option<&str> {
        match self {
            Self::Case(number) => Some(number),
            Self::Claim(_) | Self::Complaint(_) => None,
        }
    }
}

/// Something that happened to an account, or will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeEvent {
    pub on: NaiveDate,
    /// `立户`, `换表`, `移表`, …
    pub what: String,
    pub mark: Mark,
    /// The case that did it, the claim or the complaint that it was.
    pub told: Option<Told>,
    /// What the meter taken off and the one hung that day showed: `止128.5 起0`.
    pub readings: String,
}

impl LifeEvent {
    fn new(on: NaiveDate, what: &str, mark: Mark) -> Self {
        Self {
            on,
            what: what.to_owned(),
            mark,
            told: None,
            readings: String::new(),
        }
    }

    /// Number of the case that did it.
    pub fn case(&self) -> Option<&str> {
        self.told.as_ref().and_then(Told::case)
    }

    /// In words, without the day: `改类（在办）`.
    pub fn in_words(&self) -> String {
        match self.mark.chinese() {
            "" => self.what.clone(),
            state => format!("{}（{state}）", self.what),
        }
    }
}

/// What a stretch of days was to the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum During {
    Suspension(Piece),
    /// The meter was off.
    MeterOff,
}

impl During {
    pub fn chinese(self) -> &'static str {
        match self {
            During::Suspension(piece) => piece.chinese(),
            During::MeterOff => "表已拆",
        }
    }

    pub fn wire(self) -> &'static str {
        match self {
            During::Suspension(piece) => piece.wire(),
            During::MeterOff => "meter_off",
        }
    }
}

/// Days on end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeStretch {
    pub days: Stretch,
    pub during: During,
    /// What was suspended; nothing of a meter.
    pub equipment: String,
    /// Number of the case of the suspension, or of the opening.
    pub number: Option<String>,
}

impl LifeStretch {
    /// `暂停 1# 2026-03-02至2026-06-01`.
    pub fn in_words(&self) -> String {
        let Stretch { from, until } = self.days;
        let what = self.during.chinese();
        match self.equipment.as_str() {
            "" => format!("{what} {from}至{until}"),
            equipment => format!("{what} {equipment} {from}至{until}"),
        }
    }
}

/// The life of an account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Life {
    /// The oldest first; of an account that goes on, today and what is to come among them.
    pub events: Vec<LifeEvent>,
    pub stretches: Vec<LifeStretch>,
}

/// The life of an account, up to today or to its end.
///
/// # Errors
/// The records cannot be read.
pub fn life(work: Work<'_>, file: &CustomerFile) -> Result<Life, OfficeError> {
    let id = customer::stored(work, &file.customer.account)?.id;
    let suspensions = suspension::standings(work, id)?;
    let today = work.desk.today;
    let mut events = vec![opened(file)];
    events.extend(cases(file));
    events.extend(meters(file));
    events.extend(from_openings(&suspensions));
    events.extend(file.verifications.iter().map(|verification| {
        let what = match verification.outcome {
            VerificationOutcome::Verified => "比例核实",
            VerificationOutcome::Refused => "拒绝核实",
        };
        LifeEvent::new(verification.on, what, Mark::Done)
    }));
    let last_day = file.removal.as_ref().map(|removal| removal.last.due);
    let passed = last_day.filter(|day| *day < today);
    events.extend(passed.map(|day| LifeEvent::new(day, "复装过期", Mark::Done)));
    events.sort_by_key(|event| event.on);
    let mut end = events.last().map_or(today, |last| last.on);
    // A claim or a complaint may outlive the account.
    events.extend(transformers(work, file)?);
    events.extend(complaints(file));
    events.extend(claims(work, file)?);
    events.sort_by_key(|event| event.on);
    let ended = [AccountState::Closed, AccountState::Split].contains(&file.customer.state);
    if !ended {
        events.push(LifeEvent::new(today, "今天", Mark::Today));
        events.extend(ahead(&suspensions).filter(|event| event.on > today));
        let to_come = last_day.filter(|day| *day >= today);
        events.extend(to_come.map(|day| LifeEvent::new(day, "最迟申请复装", Mark::Ahead)));
        events.sort_by_key(|event| event.on);
        end = today;
    }
    read_at(file, &mut events);
    let mut stretches = meters_off(file, end);
    for (one, standing) in &suspensions {
        let together = standing.together(one, today).into_iter();
        stretches.extend(together.map(|(named, piece, days)| LifeStretch {
            days,
            during: During::Suspension(piece),
            equipment: equipment::names(&named),
            number: Some(one.case.clone()),
        }));
    }
    Ok(Life { events, stretches })
}

/// Suspensions that an old ledger told: no case stands for them.
fn from_openings(suspensions: &[(Suspension, Standing)]) -> Vec<LifeEvent> {
    let told = suspensions.iter().filter(|(one, _)| is_opening(&one.case));
    told.flat_map(|(one, _)| {
        let sealed = LifeEvent::new(one.start(), "期初暂停", Mark::Done);
        let gone = one.all_gone_on().filter(|_| one.ended_on.is_none());
        let gone = gone.map(|day| LifeEvent::new(day, "恢复", Mark::Done));
        [Some(sealed), gone]
    })
    .flatten()
    .collect()
}

/// What suspensions still have before them.
fn ahead(suspensions: &[(Suspension, Standing)]) -> impl Iterator<Item = LifeEvent> {
    suspensions.iter().flat_map(|(one, standing)| {
        let stops = match standing.stage {
            Stage::Planned => vec![(one.from, "加封"), (one.to, "期满")],
            Stage::Running if standing.beyond.is_some() => vec![(standing.full_from, "天数用完")],
            Stage::Running => vec![(standing.full_from, "期满")],
            Stage::RunOut | Stage::Over => Vec::new(),
        };
        stops.into_iter().map(|(day, what)| LifeEvent {
            told: Some(Told::Case(one.case.clone())).filter(|_| !is_opening(&one.case)),
            ..LifeEvent::new(day, what, Mark::Ahead)
        })
    })
}

/// The days on which no meter hung, between the first one and the end.
fn meters_off(file: &CustomerFile, end: NaiveDate) -> Vec<LifeStretch> {
    let mut hung: Vec<Stretch> = file
        .meters
        .iter()
        .map(|meter| {
            Stretch::new(
                meter.installed_on,
                meter.removed_on.unwrap_or(NaiveDate::MAX),
            )
        })
        .collect();
    hung.sort_by_key(|stretch| stretch.from);
    let Some(mut covered) = hung.first().map(|first| first.until) else {
        return Vec::new();
    };
    let mut gaps = Vec::new();
    for next in hung.iter().copied().chain([Stretch::new(end, end)]) {
        gaps.push(Stretch::new(covered, next.from));
        covered = covered.max(next.until);
    }
    gaps.retain(|gap| !gap.is_empty());
    let off = gaps.into_iter().map(|days| LifeStretch {
        days,
        during: During::MeterOff,
        equipment: String::new(),
        number: None,
    });
    off.collect()
}

/// The readings of meters taken off and hung stand at what was first done on that day.
fn read_at(file: &CustomerFile, events: &mut [LifeEvent]) {
    let value = |meter: &str, day: NaiveDate| {
        let mut readings = file.readings.iter();
        let found = readings.find(|reading| reading.meter == meter && reading.read_on == day)?;
        Some(found.value.normalize())
    };
    let mut words: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for meter in &file.meters {
        let ends = [(meter.removed_on, "止"), (Some(meter.installed_on), "起")];
        for (day, which) in ends {
            let Some((day, value)) =
                day.and_then(|day| Some((day, value(&meter.asset_number, day)?)))
            else {
                continue;
            };
            words
                .entry(day)
                .or_default()
                .push(format!("{which}{value}"));
        }
    }
    for (day, words) in words {
        let carried_out = |event: &&mut LifeEvent| {
            event.on == day && matches!(event.mark, Mark::End | Mark::Done)
        };
        if let Some(event) = events.iter_mut().find(carried_out) {
            event.readings = words.join(" ");
        }
    }
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
        told: connection.map(|row| Told::Case(row.number.clone())),
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
            told: Some(Told::Case(row.number.clone())),
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

/// Transformers exchanged outside any case, as the log has them.
fn transformers(work: Work<'_>, file: &CustomerFile) -> Result<Vec<LifeEvent>, OfficeError> {
    let log = event::of(work.conn, &file.customer.account)?.into_iter();
    let exchanged = log.filter(|event| event.act == Act::Transformer.wire());
    let days = exchanged.filter_map(|event| event.detail["on"].as_str()?.parse().ok());
    Ok(days
        .map(|day| LifeEvent::new(day, "换变压器", Mark::Done))
        .collect())
}

/// Complaints, on the day on which they were registered.
fn complaints(file: &CustomerFile) -> impl Iterator<Item = LifeEvent> {
    file.complaints.iter().filter_map(|one| {
        let on = one.reached(ComplaintState::Registered)?;
        let mark = match one.state() {
            ComplaintState::Closed => Mark::Done,
            _ => Mark::UnderWay,
        };
        Some(LifeEvent {
            told: Some(Told::Complaint(one.number.clone())),
            ..LifeEvent::new(on, "投诉", mark)
        })
    })
}

/// Claims (违约理赔), on the day on which they were found.
fn claims(work: Work<'_>, file: &CustomerFile) -> Result<Vec<LifeEvent>, OfficeError> {
    let rows = claim::of_account(work, &file.customer.account)?;
    let events = rows.into_iter().map(|row| {
        let mark = match row.state {
            ClaimState::Closed => Mark::Done,
            ClaimState::Voided => Mark::Voided,
            _ => Mark::UnderWay,
        };
        LifeEvent {
            told: Some(Told::Claim(row.number)),
            ..LifeEvent::new(row.found_on, row.kind.chinese(), mark)
        }
    });
    Ok(events.collect())
}
