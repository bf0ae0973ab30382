//! What is filled in beforehand: a breach that begins at a suspension (BREACH-3), more capacity that begins at a breach
//! (BREACH-2).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::application::Draft;
use crate::model::claim::{Claim, ClaimKind};
use crate::model::text::half_width;
use crate::model::typed::Typed;
use crate::model::vocabulary::Kind;
use crate::office::{OfficeError, Work, customer, suspension};
use crate::rules::Refusal;
use crate::rules::claim::asked;
use crate::rules::claim::worked::UNIT;
use crate::rules::seals;
use crate::rules::suspension::equipment;

use super::open::{ClaimEntry, under};
use super::payer;

/// Facts and inputs of a file that is about to be opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggested {
    pub account: String,
    pub facts: BTreeMap<String, String>,
    pub inputs: BTreeMap<String, String>,
}

/// The use of what a suspension stopped (BREACH-3): its transformers and their capacity. Since when they were used is
/// found out on site.
///
/// # Errors
/// Refused where the account has no such suspension under seal.
pub fn of_suspension(
    work: Work<'_>,
    account: &str,
    number: &str,
) -> Result<Suggested, OfficeError> {
    let stored = customer::stored(work, account)?;
    let all = suspension::of_account(work, stored.id)?;
    let found = all
        .into_iter()
        .find(|one| one.case == number && !one.is_over());
    let Some(one) = found.filter(|one| one.sealing.is_some()) else {
        let message = format!("户号{account}的“{number}”没有在停的设备");
        let refusal = Refusal::new("BREACH-3", message, "选正在暂停、已经加封的那一次");
        return crate::office::refuse(refusal.at("suspension"));
    };
    let sealed: Vec<_> = one.sealed().cloned().collect();
    let kva: Decimal = sealed.iter().map(|piece| piece.kva).sum();
    let two_part = payer::is_two_part(&stored.customer);
    let size = if two_part { "kva" } else { "kw" };
    let mut inputs = words([
        ("rule", "BREACH-3".to_owned()),
        ("two_part", if two_part { "yes" } else { "no" }.to_owned()),
        (size, kva.normalize().to_string()),
    ]);
    if !two_part {
        inputs.insert("times".to_owned(), "1".to_owned());
        inputs.insert(UNIT.to_owned(), "kVA".to_owned());
    }
    let facts = words([
        ("suspension", number.to_owned()),
        ("equipment", equipment::names(&sealed)),
    ]);
    Ok(Suggested {
        account: account.to_owned(),
        facts,
        inputs,
    })
}

/// A file that names a suspension, with what the suspension says where nothing else was written (BREACH-3).
///
/// # Errors
/// Refused where the account has no such suspension under seal.
pub(super) fn completed(work: Work<'_>, entry: &ClaimEntry) -> Result<ClaimEntry, OfficeError> {
    let mut entry = entry.clone();
    let named = entry
        .facts
        .get("suspension")
        .map(|number| half_width(number));
    let rule = entry
        .calculation
        .as_ref()
        .and_then(|fields| fields.get("rule")?.text());
    let Some(number) = named.filter(|number| !number.is_empty() && rule == Some("BREACH-3")) else {
        return Ok(entry);
    };
    let known = of_suspension(work, &half_width(&entry.account), &number);
    let known = under("facts", known)?;
    for (name, text) in known.facts {
        let kept = entry.facts.entry(name).or_default();
        if kept.trim().is_empty() {
            *kept = text;
        }
    }
    let fields = entry.calculation.get_or_insert_default();
    let has = |name: &str| {
        fields
            .get(name)
            .is_some_and(|typed| *typed != Typed::Nothing)
    };
    let sized = ["kva", "kw", "basic_fee", "two_part"]
        .iter()
        .any(|name| has(name));
    if !sized {
        let procedure = work.manual.claims.of(ClaimKind::Breach);
        let mut texts = asked::as_texts(fields);
        texts.extend(known.inputs);
        *fields = asked::inputs(procedure, ClaimKind::Breach, &entry.facts, &texts);
    }
    Ok(entry)
}

/// The new seal cannot be one of those that the suspension put on and that were found broken (BREACH-3).
///
/// # Errors
/// The records cannot be read.
pub(super) fn seal_again(
    work: Work<'_>,
    account: &str,
    facts: &BTreeMap<String, String>,
) -> Result<Option<Refusal>, OfficeError> {
    let fact = |name: &str| {
        facts
            .get(name)
            .map(|text| half_width(text))
            .unwrap_or_default()
    };
    let (number, seal) = (fact("suspension"), fact("seal"));
    let stored = customer::stored(work, account)?;
    let all = suspension::of_account(work, stored.id)?.into_iter();
    let mut named = all.filter(|one| one.case == number);
    let old = named.find_map(|one| Some(half_width(&one.sealing?.seals)));
    let old = old.unwrap_or_default();
    let again = seals::numbers(&seal).find(|new| seals::numbers(&old).any(|old| old == *new));
    Ok(again.map(|again| {
        let message = format!("封印{again}是{number}加封时用过的，不是新封印");
        let refusal = Refusal::new("BREACH-3", message, "填重新加封以后的封印编号");
        refusal.at("facts.seal")
    }))
}

/// What the customer's page knows of a kind: who pays, and how (BREACH-4).
///
/// # Errors
/// Refused where there is no such account.
pub fn of_account(
    work: Work<'_>,
    account: &str,
    kind: ClaimKind,
) -> Result<Suggested, OfficeError> {
    let holder = customer::stored(work, account)?.customer;
    let payer = payer::of(&holder).wire();
    let two_part = if payer::is_two_part(&holder) {
        "yes"
    } else {
        "no"
    };
    let inputs = match kind {
        ClaimKind::Breach => words([
            ("class", payer.to_owned()),
            ("times", "1".to_owned()),
            ("two_part", two_part.to_owned()),
        ]),
        ClaimKind::Late => words([("class", payer.to_owned())]),
        ClaimKind::Theft | ClaimKind::Damage => BTreeMap::new(),
    };
    Ok(Suggested {
        account: account.to_owned(),
        facts: BTreeMap::new(),
        inputs,
    })
}

fn words<const N: usize>(pairs: [(&str, String); N]) -> BTreeMap<String, String> {
    pairs.map(|(name, word)| (name.to_owned(), word)).into()
}

/// The application for more capacity that a breach ends in (BREACH-2): what was added, and why.
pub fn increase(claim: &Claim) -> Draft {
    let calculation = claim.calculation.as_ref();
    let size = |name: &str| {
        let typed = calculation.and_then(|one| one.fields.get(name));
        typed.and_then(Typed::text).unwrap_or_default().to_owned()
    };
    let (kw, kva) = (size("kw"), size("kva"));
    let (added, unit) = if kw.is_empty() {
        (kva, "kVA")
    } else {
        match size(UNIT).as_str() {
            "kVA" => (kw, "kVA"),
            _ => (kw, "kW"),
        }
    };
    Draft {
        kind: Kind::CapacityIncrease.wire().to_owned(),
        account: claim.account.clone(),
        reason: format!("补办私增容量的手续，档案{}", claim.number),
        added,
        unit: unit.to_owned(),
        ..Draft::default()
    }
}
