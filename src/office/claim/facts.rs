//! The facts of a file as they are kept: asked for, and possible on the day on which it was found.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::claim::ClaimKind;
use crate::model::typed::Fields;
use crate::office::{OfficeError, Work, step as step_of_case};
use crate::rules::Refusal;
use crate::rules::claim::asked::{self, Answers};
use crate::rules::claim::entry::two_persons;
use crate::rules::claim::found;
use crate::rules::field;

/// Checks what was written down.
///
/// # Errors
/// Every refusal at once, each with the name of its field.
pub(super) fn checked(
    work: Work<'_>,
    kind: ClaimKind,
    (facts, inputs): (&BTreeMap<String, String>, &Fields),
    on: NaiveDate,
) -> Result<BTreeMap<String, String>, OfficeError> {
    let procedure = work.manual.claims.of(kind);
    let asked = procedure.facts_asked(&Answers::of(kind, facts, inputs));
    let context = step_of_case::field_context(work);
    let mut refusals = Vec::new();
    let kept = asked::check(&asked, facts, context).unwrap_or_else(|wrong| {
        refusals.extend(wrong);
        facts.clone()
    });
    refusals.extend(two_persons(&asked, &kept));
    refusals.extend(found::objections(&asked, &kept, on, work.desk.today));
    if refusals.is_empty() {
        Ok(kept)
    } else {
        Err(OfficeError::Refused(refusals))
    }
}

/// DAMAGE-2: nobody complains of a damage before it is there.
pub(super) fn complained_before(
    facts: &BTreeMap<String, String>,
    damaged: NaiveDateTime,
) -> Option<Refusal> {
    let at = field::time(facts.get("complained_at")?).ok()?;
    (at < damaged).then(|| {
        let [at, damaged] = [at, damaged].map(field::time_in_words);
        let message = format!("投诉时间{at}早于事故时间{damaged}");
        let refusal = Refusal::new("COUNT-6", message, "核对投诉时间和事故时间");
        refusal.at("complained_at")
    })
}
