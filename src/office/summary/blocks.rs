//! The lists of a month that are not of its cases: what runs on accounts, and what the auditor asks for.

use chrono::NaiveDate;

use crate::model::contact::ComplaintState;
use crate::model::summary::{
    ComplaintLine, ContractsSigned, LateEntry, Period, Refused, RemovalLine, SuspensionLine,
};
use crate::office::{Act, OfficeError, Work, suspension};
use crate::rules::refusal::PRACTICE;
use crate::rules::step_entry::is_late_entry;
use crate::rules::suspension::Limits;
use crate::rules::suspension::standing::Standing;
use crate::rules::{Refusal, removal};
use crate::store::{complaint, customer, refusal, summary};

/// The suspensions under seal on a day, and which of them end in the days that follow.
pub(super) fn suspensions(
    work: Work<'_>,
    on: NaiveDate,
    next: Period,
) -> Result<Vec<SuspensionLine>, OfficeError> {
    let limits = Limits::on(&work.manual.rulebooks, on)?;
    let mut lines = Vec::new();
    for id in summary::suspended(work.conn, on)? {
        let Some(found) = customer::by_id(work.conn, id)? else {
            continue;
        };
        let all = suspension::of_account(work, id)?;
        for one in &all {
            let Some(sealing) = one.sealing.as_ref().filter(|sealing| sealing.on <= on) else {
                continue;
            };
            let sealed = |plate: &str| one.gone_on(plate).is_none_or(|gone| gone > on);
            let pieces = one.equipment.iter().filter(|piece| sealed(&piece.plate));
            let kva: Vec<_> = pieces.map(|piece| piece.kva).collect();
            if kva.is_empty() {
                continue;
            }
            let to = Standing::of(one, &all, &limits, on).full_from;
            lines.push(SuspensionLine {
                case: one.case.clone(),
                account: found.customer.account.clone(),
                name: found.customer.party.name.clone(),
                kva: kva.into_iter().sum(),
                sealed_on: sealing.on,
                to,
                ends_next_month: next.holds(to),
            });
        }
    }
    lines.sort_by(|a, b| (a.to, &a.case).cmp(&(b.to, &b.case)));
    Ok(lines)
}

/// The meters that are off on a day and whose time (REMOVE-2) is over by the end of the days that follow.
pub(super) fn removals(
    work: Work<'_>,
    on: NaiveDate,
    next: Period,
) -> Result<Vec<RemovalLine>, OfficeError> {
    let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
    let mut lines = Vec::new();
    for one in summary::removed(work.conn, on)? {
        let last_day = removal::last_day(one.removed_on, books, calendar)?.due;
        if last_day <= next.last {
            lines.push(RemovalLine {
                account: one.account,
                name: one.name,
                removed_on: one.removed_on,
                last_day,
            });
        }
    }
    Ok(lines)
}

pub(super) fn contracts(work: Work<'_>, days: Period) -> Result<Vec<ContractsSigned>, OfficeError> {
    let signed = summary::contracts(work.conn, days)?.into_iter();
    let mut signed: Vec<ContractsSigned> = signed
        .map(|(kind, class, signed)| ContractsSigned {
            kind,
            class,
            signed,
        })
        .collect();
    signed.sort_by_key(|one| (one.kind, one.class));
    Ok(signed)
}

/// CONTACT-3: the complaints of the month as they stood at its end, the oldest first.
pub(super) fn complaints(
    work: Work<'_>,
    days: Period,
    as_of: NaiveDate,
) -> Result<Vec<ComplaintLine>, OfficeError> {
    let mut lines = Vec::new();
    for mut one in complaint::alive(work.conn, days.first, days.last)? {
        // What came after the month is none of its business.
        one.steps.retain(|step| step.on <= as_of);
        let Some(registered_on) = one.reached(ComplaintState::Registered) else {
            continue;
        };
        let holder = customer::by_account(work.conn, &one.account)?;
        lines.push(ComplaintLine {
            customer: holder.map_or_else(String::new, |found| found.customer.party.name),
            matter: one.matter().to_owned(),
            registered_on,
            answer_by: one.answer_by,
            state: one.state(),
            answered_on: one.reached(ComplaintState::Answered),
            closed_on: one.reached(ComplaintState::Closed),
            number: one.number,
            account: one.account,
        });
    }
    Ok(lines)
}

/// COUNT-6: the steps and papers typed in long after their day, during the month or of it.
pub(super) fn late_entries(work: Work<'_>, days: Period) -> Result<Vec<LateEntry>, OfficeError> {
    let later = summary::typed_later(work.conn, days)?.into_iter();
    let late = later.filter(|step| is_late_entry(work.manual, step.on, step.recorded_at));
    let entries = late.map(|step| LateEntry {
        step_name: match (&step.step, step.claim) {
            (Some(id), Some(kind)) => work
                .manual
                .claims
                .name(kind, &id.as_str().into())
                .to_owned(),
            (Some(id), None) => work.manual.procedures.name(&id.as_str().into()).to_owned(),
            (None, _) => Act::Documents.chinese().to_owned(),
        },
        days: (step.recorded_at.date() - step.on).num_days(),
        case: step.case,
        step: step
            .step
            .unwrap_or_else(|| Act::Documents.wire().to_owned()),
        on: step.on,
        recorded_at: step.recorded_at,
        operator: step.operator,
    });
    Ok(entries.collect())
}

/// AUDIT-3: the customers turned away, the first of the month first.
pub(super) fn refusals(work: Work<'_>, days: Period) -> Result<Vec<Refused>, OfficeError> {
    let all = refusal::list(work.conn)?.into_iter().rev();
    let of_month = all.filter(|one| days.holds(one.refused_on));
    let refused = of_month.map(|one| Refused {
        number: one.number,
        on: one.refused_on,
        customer: one.draft.customer.name,
        operator: one.operator,
        reason: one.reason,
        grounds: grounds(work, &one.rules),
        rules: one.rules.into_iter().map(|refusal| refusal.rule).collect(),
    });
    Ok(refused.collect())
}

/// Where the rules of a refusal stand: the article of the manual, or the custom of offices.
fn grounds(work: Work<'_>, refusals: &[Refusal]) -> Vec<String> {
    let books = &work.manual.rulebooks;
    let known = refusals.iter().filter_map(|one| books.rule(&one.rule));
    let stands = known.map(|rule| match rule.stands_in() {
        "" => PRACTICE.to_owned(),
        _ if rule.practice => PRACTICE.to_owned(),
        article => article.to_owned(),
    });
    let mut grounds = Vec::new();
    for ground in stands {
        if !grounds.contains(&ground) {
            grounds.push(ground);
        }
    }
    grounds
}
