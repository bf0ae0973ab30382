//! What is odd about a file and may still be so: it is said, and not refused.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::claim::{Claim, ClaimKind};
use crate::model::text::half_width;
use crate::model::typed::{Fields, Typed};
use crate::model::vocabulary::AccountState;
use crate::office::{OfficeError, Work, customer};
use crate::rules::claim::sealed::unknown_number;
use crate::rules::field;
use crate::store::customer::{self as accounts, CustomerId};

use super::open::ClaimEntry;

/// Of a file that is kept.
///
/// # Errors
/// The records cannot be read.
pub fn of(work: Work<'_>, claim: &Claim) -> Result<Vec<String>, OfficeError> {
    let none = Fields::new();
    let inputs = claim.calculation.as_ref().map_or(&none, |one| &one.fields);
    let said = Said {
        kind: claim.kind,
        account: &claim.account,
        found_on: claim.found_on,
        facts: &claim.facts,
        inputs,
    };
    said.warnings(work)
}

/// Of a file that is being typed.
///
/// # Errors
/// The records cannot be read.
pub(super) fn of_entry(
    work: Work<'_>,
    entry: &ClaimEntry,
    (kind, found_on): (ClaimKind, NaiveDate),
) -> Result<Vec<String>, OfficeError> {
    let none = Fields::new();
    let said = Said {
        kind,
        account: &half_width(&entry.account),
        found_on,
        facts: &entry.facts,
        inputs: entry.calculation.as_ref().unwrap_or(&none),
    };
    said.warnings(work)
}

struct Said<'a> {
    kind: ClaimKind,
    account: &'a str,
    found_on: NaiveDate,
    facts: &'a BTreeMap<String, String>,
    inputs: &'a Fields,
}

impl Said<'_> {
    fn warnings(&self, work: Work<'_>) -> Result<Vec<String>, OfficeError> {
        let stored = customer::stored(work, self.account)?;
        let mut warnings = Vec::new();
        let gone = matches!(
            stored.customer.state,
            AccountState::Closed | AccountState::Split
        );
        if gone && self.kind != ClaimKind::Late {
            let contracts = accounts::contracts(work.conn, stored.id)?;
            let ended = contracts.iter().filter_map(|one| one.ended_on).max();
            if ended.is_none_or(|ended| ended < self.found_on) {
                let state = stored.customer.state.chinese();
                let since = ended.map_or(String::new(), |day| format!("在{day}"));
                warnings.push(format!(
                    "户号{}{since}已{state}，以后的事请核对应当算在哪一户",
                    self.account
                ));
            }
        }
        warnings.extend(self.rated_current(work, stored.id)?);
        warnings.extend(self.equipment(work, stored.id)?);
        Ok(warnings)
    }

    fn input(&self, name: &str) -> &str {
        self.inputs
            .get(name)
            .and_then(Typed::text)
            .unwrap_or_default()
    }

    /// THEFT-4: the figure before the bracket on the meter's plate.
    fn rated_current(&self, work: Work<'_>, id: CustomerId) -> Result<Option<String>, OfficeError> {
        if self.input("rule") != "THEFT-4" {
            return Ok(None);
        }
        let Ok(amps) = field::decimal(self.input("amps"), 4) else {
            return Ok(None);
        };
        let meters = accounts::meters(work.conn, id)?;
        let hanging = meters.iter().filter(|meter| meter.removed_on.is_none());
        let rated: Vec<&str> = hanging.filter_map(|meter| rated(&meter.model)).collect();
        let fits = rated.iter().any(|one| field::decimal(one, 4) == Ok(amps));
        Ok((!rated.is_empty() && !fits).then(|| {
            format!(
                "这一户电能表的标定电流（括号前的数）是{}安，这里写了{}安；按限流器整定电流算的不必改（THEFT-4）",
                rated.join("、"),
                amps.normalize()
            )
        }))
    }

    /// BREACH-3: where no suspension is named, sealed equipment may be another than the account's.
    fn equipment(&self, work: Work<'_>, id: CustomerId) -> Result<Option<String>, OfficeError> {
        let named = self
            .facts
            .get("suspension")
            .is_some_and(|one| !one.is_empty());
        let text = self.facts.get("equipment").map_or("", String::as_str);
        if named || self.input("rule") != "BREACH-3" {
            return Ok(None);
        }
        let own = accounts::transformers(work.conn, id)?;
        let known: Vec<&str> = own.iter().map(|one| one.plate.as_str()).collect();
        let unknown = unknown_number(text, &known).filter(|_| !known.is_empty());
        Ok(unknown.map(|number| {
            format!(
                "这一户登记的变压器是{}，没有“{number}”（BREACH-3）",
                known.join("、")
            )
        }))
    }
}

/// The figure before the bracket: 5 of `5(60)A`.
fn rated(model: &str) -> Option<&str> {
    let at = model.find(['(', '（'])?;
    let (before, after) = model.split_at(at);
    let is_figure = |one: char| one.is_ascii_digit() || one == '.';
    let rest = before.trim_end_matches(is_figure);
    let inside = after.trim_start_matches(['(', '（']);
    let maximum = inside.starts_with(|one: char| one.is_ascii_digit());
    let figure = &before[rest.len()..];
    (maximum && !figure.is_empty()).then_some(figure)
}

#[cfg(test)]
mod tests {
    use super::rated;

    #[test]
    fn theft_4_the_figure_before_the_bracket() {
        assert_eq!(rated("单相智能表 5(60)A 2.0级"), Some("5"));
        assert_eq!(rated("三相三线智能表 1.5（6）A"), Some("1.5"));
        assert_eq!(rated("单相电能表（旧）"), None);
        assert_eq!(rated("DDS 10A"), None);
    }
}
