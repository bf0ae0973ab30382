//! The time limits of a case (办理时限), as a function of its dates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::case::{StepId, StepRecord};
use crate::model::vocabulary::Sources;

use super::calendar::Calendar;
use super::procedure::{Limit, Opening, Path};
use super::progress::Progress;
use super::rulebook::{RulebookError, Rulebooks};
use super::span::Span;

/// How a time limit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Running, not yet past.
    Open,
    /// Done in time.
    Met,
    /// Done after the day.
    Late,
    /// Past and not done.
    Overdue,
}

impl DeadlineState {
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Open => "进行中",
            Self::Met => "按期",
            Self::Late => "逾期完成",
            Self::Overdue => "超期",
        }
    }
}

/// A time limit that opened on a case; each round opens its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    pub step: StepId,
    pub rule: String,
    /// `None`: a day that was appointed, which COUNT-3 does not move.
    pub span: Option<Span>,
    /// Of a day that was appointed: whether it is the last one, not the one on which it is done.
    pub at_latest: bool,
    /// The rulebook whose number was used: the one in force on the day of opening.
    pub rulebook: String,
    /// Where the number stands.
    pub article: String,
    /// The day of the event that opened it.
    pub from: NaiveDate,
    /// The last day by the count alone.
    pub nominal: NaiveDate,
    /// The last day in time (COUNT-3).
    pub due: NaiveDate,
    pub state: DeadlineState,
    /// The day on which the step was done.
    pub done: Option<NaiveDate>,
    pub note: Option<String>,
}

/// What the limits are worked out with.
#[derive(Debug, Clone, Copy)]
pub struct Measure<'a> {
    pub rulebooks: &'a Rulebooks,
    pub calendar: &'a Calendar,
    pub today: NaiveDate,
}

/// What an accepted case's limits start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    pub accepted_on: NaiveDate,
    /// The number of power sources applied for (NEW-3).
    pub sources: Sources,
    /// The day that the customer wished for in writing (REMOVE-1).
    pub wished_on: Option<NaiveDate>,
    /// The day for which the office is bound to act (SUSPEND-12).
    pub appointed_on: Option<NaiveDate>,
}

/// Every time limit that opened on an accepted case, in the order of the path and of opening.
///
/// # Errors
/// [`RulebookError`] where a limit's parameter is in no rulebook; a loaded [`super::Manual`] has them all.
pub fn deadlines(
    path: &Path,
    start: Start,
    records: &[StepRecord],
    measure: Measure<'_>,
) -> Result<Vec<Deadline>, RulebookError> {
    let mut found = Vec::new();
    for step in &path.steps {
        if let Some(limit) = &step.limit {
            let span = limit.span.as_ref().map(|span| span.of(start.sources));
            let wish = start.wished_on.filter(|_| limit.not_before_wish);
            for (from, done) in rounds(path, &step.id, limit, start, records) {
                let from = wish.map_or(from, |wish| wish.max(from));
                let running = Running {
                    step: &step.id,
                    rule: &limit.rule,
                    from,
                    done,
                };
                found.push(match span {
                    Some(span) => running.ends_with(span, measure)?,
                    None => running.appointed(measure)?,
                });
            }
        }
    }
    Ok(found)
}

/// For each time the limit opened: the day, and the day on which the step met it.
fn rounds(
    path: &Path,
    step: &StepId,
    limit: &Limit,
    start: Start,
    records: &[StepRecord],
) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    // No step of a split opens or meets a limit, so none is recorded once a part here.
    let mut progress = Progress::of(path, &[], 0);
    let mut rounds: Vec<(NaiveDate, Option<NaiveDate>)> = Vec::new();
    let first = match limit.from {
        Opening::Acceptance => Some(start.accepted_on),
        Opening::Appointed => start.appointed_on,
        Opening::LastOf(_) => None,
    };
    rounds.extend(first.map(|day| (day, None)));
    for record in records.iter().filter(|record| record.withdrawn.is_none()) {
        let passed = progress.take(record);
        if record.step == *step {
            if let Some(last) = rounds.last_mut()
                && (passed || limit.met_by_fail)
                && last.1.is_none()
            {
                last.1 = Some(record.on);
            }
        } else if let Opening::LastOf(openers) = &limit.from
            && passed
            && openers.contains(&record.step)
        {
            let days: Option<Vec<NaiveDate>> = openers
                .iter()
                .map(|opener| progress.passed(opener).map(|r| r.on))
                .collect();
            if let Some(day) = days.and_then(|days| days.into_iter().max()) {
                rounds.push((day, None));
            }
        }
    }
    rounds
}

/// A limit that opened on a day, and when it was met.
struct Running<'a> {
    step: &'a StepId,
    rule: &'a str,
    from: NaiveDate,
    done: Option<NaiveDate>,
}

impl Running<'_> {
    /// The limit is a parameter of the rulebook in force on the day on which it opened.
    fn ends_with(self, span: &str, measure: Measure<'_>) -> Result<Deadline, RulebookError> {
        let in_force = measure.rulebooks.parameter(span, self.from)?;
        let span = measure.rulebooks.span(span, self.from)?;
        let end = span.act_by(self.from, measure.calendar);
        Ok(Deadline {
            span: Some(span),
            at_latest: false,
            rulebook: in_force.book.title.clone(),
            article: in_force.parameter.article.clone(),
            nominal: end.nominal,
            due: end.due,
            state: self.state(end.due, measure.today),
            note: end.note,
            ..self.on_its_day()
        })
    }

    /// The day itself is the limit.
    fn appointed(self, measure: Measure<'_>) -> Result<Deadline, RulebookError> {
        let book = measure.rulebooks.of_rule(self.rule);
        Ok(Deadline {
            rulebook: book.map(|book| book.title.clone()).unwrap_or_default(),
            state: self.state(self.from, measure.today),
            ..self.on_its_day()
        })
    }

    fn on_its_day(&self) -> Deadline {
        Deadline {
            step: self.step.clone(),
            rule: self.rule.to_owned(),
            span: None,
            at_latest: false,
            rulebook: String::new(),
            article: String::new(),
            from: self.from,
            nominal: self.from,
            due: self.from,
            state: DeadlineState::Open,
            done: self.done,
            note: None,
        }
    }

    fn state(&self, due: NaiveDate, today: NaiveDate) -> DeadlineState {
        match self.done {
            Some(day) if day <= due => DeadlineState::Met,
            Some(_) => DeadlineState::Late,
            None if today <= due => DeadlineState::Open,
            None => DeadlineState::Overdue,
        }
    }
}

impl Deadline {
    /// Its day as written: `11-28前`; of a day that was appointed `11-28当天`, or `11-28以前`.
    pub fn until(&self, day: impl std::fmt::Display) -> String {
        match self.span {
            Some(_) => format!("{day}前"),
            None if self.at_latest => format!("{day}以前"),
            None => format!("{day}当天"),
        }
    }

    /// Since when and how long: `2026-09-24起7天（当日不计）`.
    pub fn running(&self) -> String {
        match self.span {
            Some(span) => format!("{}起{}（当日不计）", self.from, span.chinese()),
            None if self.at_latest => "约定的最后一天，遇休息日不顺延".to_owned(),
            None => "当天办理，遇休息日不顺延".to_owned(),
        }
    }

    /// Why the date is what it is, in a sentence.
    pub fn why(&self) -> String {
        let mut why = match self.span {
            Some(span) => format!(
                "{}起算（当日不计），{}，名义到期{}",
                self.from,
                span.chinese(),
                self.nominal
            ),
            None if self.at_latest => format!("约定在{}以前，遇休息日也不顺延", self.due),
            None => format!("约定在{}当天办理，遇休息日也不顺延", self.due),
        };
        if let Some(note) = &self.note {
            why.push_str(&format!("；{note}"));
        }
        why.push_str(&format!(
            "。依据{}：《{}》{}",
            self.rule, self.rulebook, self.article
        ));
        why
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::{Class, Kind};
    use crate::rules::Manual;
    use crate::rules::progress::tests::record;

    fn start(accepted: &str) -> Start {
        Start {
            accepted_on: accepted.parse().unwrap(),
            sources: Sources::Single,
            wished_on: None,
            appointed_on: None,
        }
    }

    fn states(accepted: &str, records: &[&str], today: &str) -> Vec<String> {
        let manual = Manual::built_in().unwrap();
        let path = manual
            .procedures
            .path(Kind::NewConnection, Class::Resident)
            .unwrap();
        let records: Vec<StepRecord> = records.iter().map(|text| record(text)).collect();
        let measure = Measure {
            rulebooks: &manual.rulebooks,
            calendar: &manual.calendar,
            today: today.parse().unwrap(),
        };
        deadlines(path, start(accepted), &records, measure)
            .unwrap()
            .into_iter()
            .map(|d| format!("{} {} {} {}", d.step, d.nominal, d.due, d.state.chinese()))
            .collect()
    }

    const PLAN: [&str; 3] = [
        "survey 2026-06-01",
        "plan_drafted 2026-06-01",
        "plan_approved 2026-06-01",
    ];

    #[test]
    fn new_1_the_plan_is_answered_within_three_days() {
        // Monday 2026-06-01 + 3 → Thursday.
        for (today, state) in [
            ("2026-06-03", "进行中"),
            ("2026-06-04", "进行中"),
            ("2026-06-05", "超期"),
        ] {
            let expected = format!("plan_answered 2026-06-04 2026-06-04 {state}");
            assert_eq!(states("2026-06-01", &[], today), [expected]);
        }
        for (day, state) in [
            ("2026-06-03", "按期"),
            ("2026-06-04", "按期"),
            ("2026-06-05", "逾期完成"),
        ] {
            let mut records = PLAN.to_vec();
            let answered = format!("plan_answered {day}");
            records.push(&answered);
            let expected = format!("plan_answered 2026-06-04 2026-06-04 {state}");
            assert_eq!(states("2026-06-01", &records, "2026-06-08"), [expected]);
        }
    }

    #[test]
    fn new_1_a_friday_before_a_long_holiday() {
        // Wednesday 2026-09-30 + 3 → National Day week → Thursday 2026-10-08.
        assert_eq!(
            states("2026-09-30", &[], "2026-10-08"),
            ["plan_answered 2026-10-03 2026-10-08 进行中"]
        );
        assert_eq!(
            states("2026-09-30", &[], "2026-10-09"),
            ["plan_answered 2026-10-03 2026-10-08 超期"]
        );
    }

    #[test]
    fn new_1_energised_within_three_working_days_of_the_last_of_three() {
        let mut records = PLAN.to_vec();
        records.extend([
            "plan_answered 2026-09-21",
            "fees_settled 2026-09-21",
            "contract_signed 2026-09-24",
            "inspected 2026-09-22 fail",
        ]);
        assert_eq!(
            states("2026-09-20", &records, "2026-09-24").len(),
            1,
            "not yet open"
        );
        records.push("inspected 2026-09-23");
        // From the contract (24th), not the inspection; 25th is a holiday: 28, 29, 30.
        let last = |records: &[&str], today| states("2026-09-20", records, today).pop().unwrap();
        assert_eq!(
            last(&records, "2026-09-30"),
            "energised 2026-09-30 2026-09-30 进行中"
        );
        assert_eq!(
            last(&records, "2026-10-01"),
            "energised 2026-09-30 2026-09-30 超期"
        );
        let mut in_time = records.clone();
        in_time.push("energised 2026-09-30");
        assert_eq!(
            last(&in_time, "2026-10-09"),
            "energised 2026-09-30 2026-09-30 按期"
        );
        records.push("energised 2026-10-08");
        assert_eq!(
            last(&records, "2026-10-09"),
            "energised 2026-09-30 2026-09-30 逾期完成"
        );
    }

    #[test]
    fn new_1_a_limit_that_crosses_into_a_year_without_a_calendar_says_so() {
        let manual = Manual::built_in().unwrap();
        let path = manual
            .procedures
            .path(Kind::NewConnection, Class::Resident)
            .unwrap();
        let measure = Measure {
            rulebooks: &manual.rulebooks,
            calendar: &manual.calendar,
            today: "2026-12-30".parse().unwrap(),
        };
        let found = deadlines(path, start("2026-12-30"), &[], measure).unwrap();
        assert_eq!(found[0].due.to_string(), "2027-01-04");
        assert!(found[0].why().contains("缺2027年"), "{}", found[0].why());
        assert!(found[0].why().contains("NEW-1"));
    }
}
