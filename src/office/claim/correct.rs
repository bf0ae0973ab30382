//! Facts of a file that were written down wrongly (更正): changed with a reason, and logged.

use std::collections::BTreeMap;

use serde_json::json;

use crate::model::claim::Claim;
use crate::model::typed::Fields;
use crate::office::{Act, OfficeError, Work, refuse};
use crate::rules::Refusal;
use crate::rules::claim::asked::Answers;
use crate::store::claim as store;

use super::{facts, suggested, suspended};

/// Corrects facts of a claim, field by field; all of them are checked as when the file was opened.
///
/// # Errors
/// Every refusal at once; refused without a reason, without a change, or where the file is closed.
pub fn correct(
    work: Work<'_>,
    number: &str,
    changes: &BTreeMap<String, String>,
    why: &str,
) -> Result<(), OfficeError> {
    let reason = refuse::reason(why)?;
    let mut claim = super::stored(work, number)?;
    if !claim.state.is_open() {
        let message = format!("档案{number}{}，不能更正事实", claim.state.chinese());
        let instead = "结案的先撤回结案；作废的保持原样";
        return crate::office::refuse(Refusal::new("AUDIT-1", message, instead));
    }
    let corrected = checked(work, &claim, changes)?;
    let before = std::mem::replace(&mut claim.facts, corrected);
    let names = before.keys().chain(claim.facts.keys());
    let mut fields: Vec<&String> = names
        .filter(|name| before.get(*name) != claim.facts.get(*name))
        .collect();
    fields.sort();
    fields.dedup();
    if fields.is_empty() {
        let problem = "没有写明改哪一项，或者与原来一样";
        return crate::office::refuse(Refusal::input("changes", "更正内容", problem));
    }
    store::update(work.conn, &claim)?;
    // By reference only: the fields, not what stood in them (AUDIT-5).
    let detail = json!({ "fields": fields, "reason": reason });
    work.log(Act::Correct, number, detail)
}

fn checked(
    work: Work<'_>,
    claim: &Claim,
    changes: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, OfficeError> {
    let none = Fields::new();
    let inputs = claim.calculation.as_ref().map_or(&none, |one| &one.fields);
    let mut written = claim.facts.clone();
    written.extend(changes.clone());
    // What another answer made of no use goes with it.
    let procedure = work.manual.claims.of(claim.kind);
    let asked = procedure.facts_asked(&Answers::of(claim.kind, &written, inputs));
    written.retain(|name, _| {
        changes.contains_key(name) || asked.iter().any(|spec| spec.name == *name)
    });
    let mut refusals = Vec::new();
    let found = facts::checked(work, claim.kind, (&written, inputs), claim.found_on);
    let kept = match found {
        Ok(kept) => kept,
        Err(OfficeError::Refused(wrong)) => {
            refusals.extend(wrong);
            written
        }
        Err(failed) => return Err(failed),
    };
    let damaged = claim.incident.as_ref().map(|one| one.occurred_at);
    refusals.extend(damaged.and_then(|at| facts::complained_before(&kept, at)));
    refusals.extend(suspended::objections(
        work,
        &claim.account,
        (&kept, inputs, claim.found_on),
    )?);
    refusals.extend(suggested::seal_again(work, &claim.account, &kept)?);
    if refusals.is_empty() {
        return Ok(kept);
    }
    let placed = refusals.into_iter().map(|refusal| {
        let name = refusal.field.rsplit('.').next().unwrap_or_default();
        let field = format!("changes.{name}");
        Refusal { field, ..refusal }
    });
    Err(OfficeError::Refused(placed.collect()))
}
