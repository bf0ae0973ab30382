//! Taking an application (受理): accepted when complete, waiting while a document is missing.

use chrono::NaiveDate;
use serde_json::json;

use crate::model::application::{Application, Draft, KnownLoad, PartDraft};
use crate::model::case::Case;
use crate::model::opening::OpeningKind;
use crate::model::text::half_width;
use crate::model::vocabulary::{AccountState, CaseState, Initiative, Kind};
use crate::rules::Refusal;
use crate::rules::intake::change::capacity_increase::another_tariff;
use crate::rules::intake::change::{AccountFacts, holders};
use crate::rules::intake::{self, IntakeContext, uncounted_motors};
use crate::store::customer::StoredCustomer;
use crate::store::{case, customer, opening, ratio};

use super::{Act, OfficeError, Work, find, idle, numbers};

/// A document that a waiting case lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingDocument {
    pub code: String,
    pub name: String,
    /// What of it is needed, in words.
    pub needs: &'static str,
    /// The rule that asks for it.
    pub rule: String,
}

/// What became of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub case: String,
    /// Accepted, or waiting.
    pub state: CaseState,
    pub accepted_on: Option<NaiveDate>,
    pub missing: Vec<MissingDocument>,
    /// What the customer should be told, and what is odd about what was taken; nothing forbids it.
    pub warnings: Vec<String>,
}

/// Checks an application as typed without taking it.
///
/// # Errors
/// Every refusal at once.
pub fn check(work: Work<'_>, draft: &Draft) -> Result<Application, OfficeError> {
    let account = account_facts(work, draft)?;
    Ok(checked(work, draft, account.as_ref())?)
}

pub(super) fn checked(
    work: Work<'_>,
    draft: &Draft,
    account: Option<&AccountFacts>,
) -> Result<Application, Vec<Refusal>> {
    let context = IntakeContext {
        today: work.desk.today,
        terms: work.settings.terms(),
        account,
        handler: &work.desk.operator,
        supervisors: work.settings.supervisors(),
    };
    intake::check(work.manual, draft, context)
}

/// What is known of the account that a change names; `None` where there is no such account.
pub(super) fn account_facts(
    work: Work<'_>,
    draft: &Draft,
) -> Result<Option<AccountFacts>, OfficeError> {
    let number = half_width(&draft.account);
    let change = draft.kind.parse().is_ok_and(Kind::is_change);
    if !change || number.is_empty() {
        return Ok(None);
    }
    let Some(stored) = customer::by_account(work.conn, &number)? else {
        return Ok(None);
    };
    Ok(Some(AccountFacts {
        transformers: customer::transformers(work.conn, stored.id)?,
        shares: ratio::shares(work.conn, stored.id)?,
        sources: case::sources(work.conn, &number)?,
        load: load(work, &number, None)?,
        under_way: case::open_change(work.conn, &number)?,
        removed_on: case::removed_on(work.conn, &number)?,
        suspensions: super::suspension::of_account(work, stored.id)?,
        ended_by: ended_by(work, &stored)?,
        unused: match Initiative::typed(&half_width(&draft.begun_by)) {
            Ok(Initiative::Office) => idle::unused(work, stored.id)?,
            _ => None,
        },
        customer: stored.customer,
    }))
}

/// What the applications of an account said of its load; where a case is named, those before it.
pub(super) fn load(
    work: Work<'_>,
    account: &str,
    before: Option<&str>,
) -> Result<KnownLoad, OfficeError> {
    let applications = case::applications(work.conn, account, before)?;
    Ok(KnownLoad::of(applications.iter().map(Draft::from)))
}

/// The case, or the opening, that took an account's meter off or ended it.
fn ended_by(work: Work<'_>, stored: &StoredCustomer) -> Result<Option<String>, OfficeError> {
    let kind = match stored.customer.state {
        AccountState::Active | AccountState::Suspended => return Ok(None),
        AccountState::Removed => Kind::Removal,
        AccountState::Closed => Kind::Closure,
        AccountState::Split => Kind::Split,
    };
    let mut cases = case::of_account(work.conn, &stored.customer.account)?;
    cases.retain(|row| row.kind == kind && row.completed_on.is_some());
    if let Some(last) = cases.pop() {
        return Ok(Some(last.number));
    }
    let openings = opening::of_account(work.conn, stored.id)?.into_iter();
    let mut removals = openings
        .filter(|kept| kept.taken_back.is_none() && kept.opening.kind() == OpeningKind::Removal);
    Ok(removals.next_back().map(|kept| kept.number))
}

/// Takes an application: numbers it (AUDIT-1), keeps its documents, accepts it as of the day of
/// application where nothing is missing (DOC).
///
/// # Errors
/// Every refusal at once; nothing is then kept and no number is used up.
pub fn accept(work: Work<'_>, draft: &Draft) -> Result<Accepted, OfficeError> {
    let account = account_facts(work, draft)?;
    let application = checked(work, draft, account.as_ref())?;
    let warnings = warnings(work, &application, account.as_ref())?;
    let missing = missing(work, &application);
    let (state, accepted_on) = if missing.is_empty() {
        (CaseState::Accepted, Some(application.applied_on))
    } else {
        (CaseState::Waiting, None)
    };
    let case = Case {
        number: numbers::next_case(work)?,
        state,
        account: application.account.clone(),
        application,
        accepted_on,
        completed_on: None,
        voided_on: None,
        void_reason: None,
        handler: work.desk.operator.clone(),
    };
    let id = case::insert(work.conn, &case)?;
    for (code, document) in &case.application.documents {
        case::set_document(
            work.conn,
            id,
            code,
            document,
            case.application.applied_on,
            None,
        )?;
    }
    find::index_case(work, id, &case)?;
    let act = if state == CaseState::Waiting {
        Act::Wait
    } else {
        Act::Accept
    };
    let codes: Vec<&str> = missing
        .iter()
        .map(|missing| missing.code.as_str())
        .collect();
    let detail = json!({
        "kind": case.application.kind,
        "class": case.application.class,
        "applied_on": case.application.applied_on,
        "accepted_on": accepted_on,
        "missing": codes,
    });
    work.log(act, &case.number, detail)?;
    Ok(Accepted {
        case: case.number,
        state,
        accepted_on,
        missing,
        warnings,
    })
}

/// What is odd about an application, and what it costs the customer that he may not see.
fn warnings(
    work: Work<'_>,
    application: &Application,
    account: Option<&AccountFacts>,
) -> Result<Vec<String>, OfficeError> {
    let parts: Vec<PartDraft> = application.parts().iter().map(PartDraft::from).collect();
    let mut warnings = holders::odd(&application.customer, &parts);
    warnings.extend(uncounted_motors(application));
    if let Some(facts) = account {
        if application.kind == Kind::CapacityIncrease {
            warnings.extend(another_tariff(facts.customer.tariff, application.tariff));
        }
        let change = application.change.as_ref();
        let early =
            super::suspension::early_end(work, &facts.customer, &facts.suspensions, change)?;
        warnings.extend(early.map(|early| early.warning()));
    }
    Ok(warnings)
}

/// The mandatory documents that an application lacks.
pub(super) fn missing(work: Work<'_>, application: &Application) -> Vec<MissingDocument> {
    work.manual
        .checklists
        .missing(application.into(), &application.documents)
        .map(|item| MissingDocument {
            code: item.code.clone(),
            name: item.name.clone(),
            needs: item.needs.chinese(),
            rule: item.rule().to_owned(),
        })
        .collect()
}
