//! The time limits of a claim: on site by the clock (DAMAGE-2), the last day for claiming (DAMAGE-3), the day to pay,
//! the day to dismantle (BREACH-2).

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::case::StepId;
use crate::model::claim::{Claim, ClaimKind, ClaimRecord, ClaimState};
use crate::rules::deadline::{Deadline, DeadlineState, Measure};
use crate::rules::field;
use crate::rules::rulebook::RulebookError;

/// Key of the hours within which someone is on site.
const ON_SITE: &str = "damage.on_site";
/// Key of the days within which a claim is made.
const CLAIM: &str = "damage.claim";

/// A limit of a claim with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLimit {
    pub name: &'static str,
    pub deadline: Deadline,
}

/// By what the hours of an incident are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The first complaint of the incident.
    pub first_complaint: Option<NaiveDateTime>,
    /// When someone first came to any household of the incident.
    pub first_arrival: Option<NaiveDateTime>,
    /// The time at the desk; `None` where another day than the clock's is worked as.
    pub now: Option<NaiveDateTime>,
}

/// Every limit of a claim, those met included.
///
/// # Errors
/// [`RulebookError`] where a parameter is in no rulebook.
pub fn limits(
    claim: &Claim,
    records: &[ClaimRecord],
    clock: Clock,
    measure: Measure<'_>,
) -> Result<Vec<ClaimLimit>, RulebookError> {
    let done = |step: &str| {
        let mut standing = records.iter().filter(|record| record.withdrawn.is_none());
        standing.rfind(|record| {
            record.step.as_str() == step && (record.to == ClaimState::Paid || step != "paid")
        })
    };
    let mut limits = Vec::new();
    if claim.kind == ClaimKind::Damage {
        let visited = done("on_site").and_then(|record| record.fields.get("arrived_at"));
        let visited = visited.and_then(|at| field::time(at).ok());
        // Whoever went on without a visit cannot be visited any more.
        if visited.is_some() || claim.state == ClaimState::Reported {
            limits.extend(on_site(claim, visited, clock, measure)?);
        }
        limits.extend(claimed(claim, measure)?);
    }
    let pay_by =
        done("noticed").and_then(|record| Some((record, date(record.fields.get("pay_by"))?)));
    if let Some((noticed, day)) = pay_by {
        let paid = done("paid").map(|record| record.on);
        let deadline = appointed("paid", &claim.rule(), (noticed.on, day), paid, measure);
        limits.push(ClaimLimit {
            name: "交款期限",
            deadline,
        });
    }
    if let Some(day) = date(claim.facts.get("dismantle_by")).filter(|_| claim.rule() == "BREACH-2")
    {
        let remedied = done("remedied").map(|record| record.on);
        let deadline = appointed(
            "remedied",
            "BREACH-2",
            (claim.found_on, day),
            remedied,
            measure,
        );
        limits.push(ClaimLimit {
            name: "限期拆除或补办增容",
            deadline,
        });
    }
    if !claim.state.is_open() {
        limits.retain(|limit| limit.deadline.done.is_some());
    }
    // Whoever is not liable, or late with the claim, need not go there.
    if matches!(claim.state, ClaimState::NotLiable | ClaimState::OutOfTime) {
        limits.retain(|limit| limit.deadline.done.is_some());
    }
    Ok(limits)
}

fn date(text: Option<&String>) -> Option<NaiveDate> {
    text.and_then(|text| field::date(text).ok())
}

/// Until when someone is to be at the household (DAMAGE-2); `None` where nothing was damaged.
///
/// # Errors
/// [`RulebookError`] where the parameter is in no rulebook.
pub fn on_site_by(
    claim: &Claim,
    clock: Clock,
    measure: Measure<'_>,
) -> Result<Option<NaiveDateTime>, RulebookError> {
    Ok(visit(claim, clock, measure)?.map(|(_, end)| end))
}

/// From when to when someone is to come to the household: by the incident's first complaint; where someone was there in
/// time already, who complains after that by the own.
fn visit(
    claim: &Claim,
    clock: Clock,
    measure: Measure<'_>,
) -> Result<Option<(NaiveDateTime, NaiveDateTime)>, RulebookError> {
    let own = claim.facts.get("complained_at");
    let own = own.and_then(|at| field::time(at).ok());
    let first = clock.first_complaint.or(own);
    let Some(first) = first.filter(|_| claim.kind == ClaimKind::Damage) else {
        return Ok(None);
    };
    let ends = |from: NaiveDateTime| {
        let span = measure.rulebooks.span(ON_SITE, from.date())?;
        Ok::<_, RulebookError>((from, span.ends_at(from).unwrap_or(from)))
    };
    let of_incident = ends(first)?;
    let attended = clock.first_arrival.filter(|at| *at <= of_incident.1);
    match (attended, own) {
        (Some(at), Some(own)) if own > at => Ok(Some(ends(own)?)),
        _ => Ok(Some(of_incident)),
    }
}

/// DAMAGE-2, COUNT-5: by the clock, met by the visit to the household itself.
fn on_site(
    claim: &Claim,
    at: Option<NaiveDateTime>,
    clock: Clock,
    measure: Measure<'_>,
) -> Result<Option<ClaimLimit>, RulebookError> {
    let Some((from, end)) = visit(claim, clock, measure)? else {
        return Ok(None);
    };
    let in_force = measure.rulebooks.parameter(ON_SITE, from.date())?;
    let span = measure.rulebooks.span(ON_SITE, from.date())?;
    let late = match (at, clock.now) {
        (Some(at), _) => at > end,
        (None, Some(now)) => now > end,
        (None, None) => measure.today > end.date(),
    };
    let state = match (at.is_some(), late) {
        (true, false) => DeadlineState::Met,
        (true, true) => DeadlineState::Late,
        (false, false) => DeadlineState::Open,
        (false, true) => DeadlineState::Overdue,
    };
    let moment = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    let note = format!("{}投诉，{}前到现场", moment(from), moment(end));
    Ok(Some(ClaimLimit {
        name: "到现场调查",
        deadline: Deadline {
            step: StepId::from("on_site"),
            rule: "DAMAGE-2".to_owned(),
            span: Some(span),
            at_latest: false,
            rulebook: in_force.book.title.clone(),
            article: in_force.parameter.article.clone(),
            from: from.date(),
            nominal: end.date(),
            due: end.date(),
            state,
            done: at.map(|at| at.date()),
            note: Some(note),
        },
    }))
}

/// The last day on which damage of an incident can be claimed, DAMAGE-3.
///
/// # Errors
/// [`RulebookError`] where the parameter is in no rulebook.
pub fn claim_by(
    damaged: NaiveDate,
    claimed: Option<NaiveDate>,
    measure: Measure<'_>,
) -> Result<Deadline, RulebookError> {
    let in_force = measure.rulebooks.parameter(CLAIM, damaged)?;
    let span = measure.rulebooks.span(CLAIM, damaged)?;
    let end = span.act_by(damaged, measure.calendar);
    Ok(Deadline {
        step: StepId::from("claimed"),
        rule: "DAMAGE-3".to_owned(),
        span: Some(span),
        at_latest: false,
        rulebook: in_force.book.title.clone(),
        article: in_force.parameter.article.clone(),
        from: damaged,
        nominal: end.nominal,
        due: end.due,
        state: state(end.due, claimed, measure.today),
        done: claimed,
        note: end.note,
    })
}

fn claimed(claim: &Claim, measure: Measure<'_>) -> Result<Option<ClaimLimit>, RulebookError> {
    let Some(incident) = &claim.incident else {
        return Ok(None);
    };
    let damaged = incident.occurred_at.date();
    let deadline = claim_by(damaged, Some(claim.found_on), measure)?;
    Ok(Some(ClaimLimit {
        name: "提出索赔",
        deadline,
    }))
}

/// A day that was appointed, which COUNT-3 does not move.
fn appointed(
    step: &str,
    rule: &str,
    (from, day): (NaiveDate, NaiveDate),
    done: Option<NaiveDate>,
    measure: Measure<'_>,
) -> Deadline {
    let book = measure.rulebooks.of_rule(rule);
    Deadline {
        step: StepId::from(step),
        rule: rule.to_owned(),
        span: None,
        at_latest: true,
        rulebook: book.map(|book| book.title.clone()).unwrap_or_default(),
        article: String::new(),
        from,
        nominal: day,
        due: day,
        state: state(day, done, measure.today),
        done,
        note: None,
    }
}

fn state(due: NaiveDate, done: Option<NaiveDate>, today: NaiveDate) -> DeadlineState {
    match done {
        Some(day) if day <= due => DeadlineState::Met,
        Some(_) => DeadlineState::Late,
        None if today <= due => DeadlineState::Open,
        None => DeadlineState::Overdue,
    }
}
