//! Accounts that end: closed (销户), or split (分户) into parts with accounts of their own; two cases in every state of
//! each.

use rust_decimal::Decimal;

use crate::model::application::{PartDraft, PartOrganisation, PartyDraft, SourceDraft};
use crate::model::case::StepId;
use crate::model::idle_notice::DeliveredBy;
use crate::model::vocabulary::{Billing, Class, IdKind, Kind, SourceLine, SourceRole, Tariff};
use crate::office::idle::{self, DeliveryEntry};
use crate::office::{Desk, OfficeError, Work};
use crate::rules::Manual;
use crate::rules::procedure::Path;
use crate::rules::progress::PART;
use crate::rules::step_entry::StepEntry;
use crate::rules::tariff::{self, Usage};

use super::chance::Chance;
use super::diary::Diary;
use super::field_values::Particulars;
use super::metering;
use super::moves::{MoveLife, Stage};
use super::organisations::social_credit_code;
use super::people::{ADULTS, Person};
use super::premises::Premises;
use super::staff::CLERKS;
use super::suspensions;

/// The place among the sample cases at which these begin.
pub(super) const FIRST: u32 = suspensions::FIRST + suspensions::COUNT;
/// How many there are.
pub(super) const COUNT: u32 = 25;

/// Lots of asset numbers for the meters of parts.
const LOT: u32 = 10;

/// All of them, in the order in which they are planned.
pub(super) fn all() -> Vec<MoveLife> {
    let under_way = |steps| (0..steps).map(Stage::Accepted);
    let twice = [
        Stage::Waiting,
        Stage::Completed,
        Stage::Filed,
        Stage::Voided,
    ];
    let kinds = [(Kind::Closure, 4), (Kind::Split, 5)];
    let mut lives = Vec::new();
    for (kind, steps) in kinds {
        let stages = under_way(steps).chain(twice).chain(twice);
        let classes = Class::ALL.iter().copied().cycle();
        for (index, (stage, class)) in stages.zip(classes).enumerate() {
            lives.push(MoveLife::new(kind, class, stage, 6 + index));
        }
    }
    lives
}

/// Two parts: the holder keeps one, the other goes to someone of his kind. Transformers go with their
/// capacity, where there are several.
pub(super) fn parts(
    manual: &Manual,
    chance: &mut Chance,
    premises: &Premises,
    day: chrono::NaiveDate,
) -> Vec<PartDraft> {
    let whole = premises.capacity.value;
    let (first, others) = match premises.transformers.split_first() {
        Some((first, others)) if !others.is_empty() && first.kva < whole => (first.kva, others),
        _ => ((whole / Decimal::TWO).round_dp(1), &[][..]),
    };
    let plates = |own: bool| {
        let standing = premises.transformers.iter().enumerate();
        let of_part = standing.filter(|(index, _)| !others.is_empty() && (*index == 0) == own);
        of_part.map(|(_, one)| one.plate.clone()).collect()
    };
    let other = newcomer(chance, premises, day);
    let shares = [
        (PartyDraft::from(&premises.party), first, plates(true)),
        (other, whole - first, plates(false)),
    ];
    shares
        .into_iter()
        .map(|(customer, capacity, transformers)| {
            let usage = Usage {
                class: premises.class,
                nature: premises.nature,
                purpose: premises.purpose,
                kva: Some(capacity),
                on: day,
            };
            let proposed = tariff::propose(usage, &manual.named_uses, &manual.rulebooks);
            let tariff = proposed.map_or(premises.tariff, |proposal| proposal.tariff);
            let billing = match tariff {
                Tariff::LargeIndustrial => premises.billing,
                _ => Billing::Single,
            };
            let mut organisation = PartOrganisation::default();
            if customer.name != premises.party.name && premises.class != Class::Resident {
                organisation.representative.clone_from(&customer.contact);
            }
            PartDraft {
                class: premises.class.to_string(),
                nature: premises.nature.map(|n| n.to_string()).unwrap_or_default(),
                capacity: capacity.normalize().to_string(),
                unit: premises.capacity.unit.to_string(),
                voltage: premises.voltage.to_string(),
                tariff: tariff.to_string(),
                billing: billing.to_string(),
                purpose: premises.purpose.to_owned(),
                organisation,
                customer,
                sources: own_source(premises, capacity),
                transformers,
            }
        })
        .collect()
}

/// At high voltage, the main source as far as the part's capacity goes; shared by the parts, so that none has a line
/// of its own.
fn own_source(premises: &Premises, capacity: Decimal) -> Vec<SourceDraft> {
    let main = (premises.class == Class::HighVoltage).then(|| SourceDraft {
        voltage: premises.voltage.to_string(),
        capacity: capacity.normalize().to_string(),
        line: SourceLine::Public.to_string(),
        role: SourceRole::Main.to_string(),
    });
    main.into_iter().collect()
}

fn newcomer(chance: &mut Chance, premises: &Premises, day: chrono::NaiveDate) -> PartyDraft {
    let person = Person::new(chance, day, ADULTS);
    let (name, id_kind, id_number) = match premises.trade {
        None => (
            person.name.clone(),
            IdKind::IdCard,
            person.id_number.clone(),
        ),
        Some(trade) => (
            format!("{}分部", premises.party.name),
            IdKind::Uscc,
            social_credit_code(chance, trade),
        ),
    };
    premises.another(person, (name, id_kind, id_number))
}

/// The first steps of a path, each with its place in the path; one that is recorded once a part stands there
/// once for each.
pub(super) fn steps(
    path: &Path,
    count: usize,
    parts: usize,
) -> Vec<(usize, StepId, Option<usize>)> {
    let places = path.steps.iter().enumerate().take(count);
    places
        .flat_map(|(position, place)| {
            let parts: Vec<Option<usize>> = match place.once_a {
                Some(_) => (1..=parts).map(Some).collect(),
                None => vec![None],
            };
            parts
                .into_iter()
                .map(move |part| (position, place.id.clone(), part))
        })
        .collect()
}

/// What is particular to a part: which it is, and the meter that it gets; with the last the old one comes off.
pub(super) fn of_the_part(entry: &mut StepEntry, part: usize, last: bool, serial: u32) {
    let fields = &mut entry.fields;
    fields.insert(PART.to_owned(), part.to_string());
    if entry.step != "metered" {
        return;
    }
    let old = fields.insert("reading".to_owned(), "0".to_owned());
    let lot = LOT + u32::try_from(part).unwrap_or_default();
    let number = metering::asset_number(lot, serial);
    fields.insert("meter".to_owned(), number);
    fields.insert("seals".to_owned(), Particulars::seals(serial * 10 + lot));
    match old.filter(|_| last) {
        Some(reading) => fields.insert("old_reading".to_owned(), reading),
        None => fields.remove("old_reading"),
    };
}

/// Two of those who use nothing are given notice on the last day, one of them with proof of delivery.
pub(super) fn give_notice(work: Work<'_>, diary: &Diary<'_>) -> Result<(), OfficeError> {
    let today = diary.past(0);
    let desk = Desk {
        today,
        now: diary.closing(),
        operator: CLERKS[0].to_owned(),
    };
    let work = work.at(&desk);
    let candidates = idle::candidates(work)?;
    for (candidate, is_first) in candidates.iter().take(2).zip([true, false]) {
        let notice = idle::notify(work, &candidate.account.account)?;
        if is_first {
            let delivery = DeliveryEntry {
                number: notice.number,
                how: DeliveredBy::Signed.to_string(),
                received_by: candidate.account.name.clone(),
                ..DeliveryEntry::default()
            };
            idle::deliver(work, &delivery)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn there_are_as_many_as_are_said() {
        assert_eq!(super::all().len() as u32, super::COUNT);
    }
}
