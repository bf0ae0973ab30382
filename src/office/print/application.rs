//! An application's values on paper, as typed or as taken.

use rust_decimal::Decimal;

use crate::model::application::{Change, Draft, EquipmentDraft, KnownLoad};
use crate::model::phone::{self, Phone};
use crate::model::vocabulary::{Class, IdKind, Kind, LoadGrade, Tariff, Voltage};
use crate::paper::Values;
use crate::rules::field::decimal;
use crate::rules::intake::equipment;

use super::super::Work;
use super::{parts, supply};

/// Fills in what the application and the office's settings give; of a change, what it does to the account as
/// far as that is known.
pub(super) fn fill(values: &mut Values, work: Work<'_>, draft: &Draft, change: Option<&Change>) {
    office(values, work);
    people(values, draft);
    request(values, draft);
    equipment(values, &draft.equipment);
    terms(values, work, draft);
    supply::fill(values, draft);
    supply::transformers(values, draft, change);
    if let Some(change) = change {
        supply::change(values, draft, change);
    }
    parts::typed(values, draft);
    values.set("change.reason", &draft.reason);
    let kind = draft.kind.parse::<Kind>().ok();
    if let Some(kind) = kind.filter(|kind| kind.is_change()) {
        values.tick(&format!("change.kind.{kind}"), true);
    }
}

/// The Chinese name of a word, or what was typed where it is none.
pub(super) fn chinese<T: std::str::FromStr>(
    typed: &str,
    name: impl Fn(T) -> &'static str,
) -> String {
    typed
        .parse()
        .map_or_else(|_| typed.to_owned(), |known| name(known).to_owned())
}

/// What the office says of itself, on a blank form too.
pub(super) fn own_facts(work: Work<'_>) -> Values {
    let mut own = Values::default();
    office(&mut own, work);
    own
}

/// What every paper says of the office.
pub(super) fn office(values: &mut Values, work: Work<'_>) {
    for key in [
        "name",
        "code",
        "phone",
        "repair_phone",
        "address",
        "representative",
        "registration_number",
        "hours",
        "bank",
        "bank_account",
        "tax_number",
    ] {
        let key = format!("office.{key}");
        values.set(&key, work.settings.get(&key));
    }
}

fn people(values: &mut Values, draft: &Draft) {
    let customer = &draft.customer;
    let by_office = draft.is_begun_by_office();
    let land_line = matches!(
        phone::classify(&customer.phone),
        Ok(Phone::LandLine | Phone::Odd)
    );
    let phone = if land_line {
        "customer.landline"
    } else {
        "customer.phone"
    };
    values
        .set("customer.name", &customer.name)
        .set(
            "customer.id_kind",
            chinese(&customer.id_kind, IdKind::chinese),
        )
        .set("customer.id_number", &customer.id_number)
        .set(phone, &customer.phone)
        .set("customer.contact_phone", &customer.phone)
        .set("customer.address", &customer.address)
        .set("customer.postal_address", &customer.postal_address)
        .set("customer.postcode", &customer.postcode)
        .set("customer.contact", &customer.contact)
        .set("customer.account", &draft.account)
        .tick("applicant.owner", !draft.tenant && !by_office)
        .tick("applicant.office", by_office)
        .tick("applicant.tenant", draft.tenant);
    if let Some(agent) = &draft.agent {
        values
            .set("agent.name", &agent.name)
            .set("agent.id_number", &agent.id_number)
            .set("agent.phone", &agent.phone);
    }
    if let Some(landlord) = &draft.landlord {
        values
            .set("landlord.name", &landlord.name)
            .set("landlord.id_number", &landlord.id_number)
            .set("landlord.phone", &landlord.phone);
    }
}

fn request(values: &mut Values, draft: &Draft) {
    let voltage = chinese(&draft.voltage, Voltage::chinese);
    let tariff = chinese(&draft.tariff, Tariff::chinese);
    values
        .set("request.title_certificate", &draft.title_certificate)
        .set("request.capacity", &draft.capacity)
        .set("request.unit", &draft.unit)
        .set(
            "request.asked",
            format!("{} {}", draft.capacity, draft.unit),
        )
        .set("request.voltage", &voltage)
        .set("request.use", &draft.purpose)
        .set("request.tariff", &tariff)
        .set("request.class", &tariff)
        .set("case.kind", chinese(&draft.kind, Kind::chinese))
        .set("case.class", chinese(&draft.class, Class::chinese))
        .set("case.applied_on", &draft.applied_on)
        .tick("request.phases.one", draft.voltage == Voltage::V220.wire())
        .tick(
            "request.phases.three",
            draft.voltage == Voltage::V380.wire(),
        );
}

fn equipment(values: &mut Values, lines: &[EquipmentDraft]) {
    for line in lines {
        values.push_row("equipment", cells(line));
    }
    if let Some(sum) = equipment::total_kw(lines) {
        values.set("request.equipment_total", sum.to_string());
    }
}

fn cells(line: &EquipmentDraft) -> Vec<(&'static str, String)> {
    let total = equipment::line_kw(line).map(|total| total.to_string());
    vec![
        ("name", line.name.clone()),
        ("model", line.model.clone()),
        ("count", line.count.clone()),
        ("kw", line.kw.clone()),
        ("total_kw", total.unwrap_or_default()),
        ("grade", chinese(&line.grade, LoadGrade::chinese)),
    ]
}

/// Lines in which equipment that no application named is written by hand.
const LINES_TO_WRITE_IN: usize = 6;

/// The list of all equipment; of an increase, behind what was there, or behind empty lines where that is not known.
pub(super) fn equipment_list(values: &mut Values, draft: &Draft, known: &KnownLoad) {
    let increase = draft.kind == Kind::CapacityIncrease.wire();
    let original: &[EquipmentDraft] = match increase && known.since_new {
        true => &known.equipment,
        false => &[],
    };
    let since = if increase { "新增" } else { "" };
    let is_open = increase && !known.since_new;
    if is_open {
        for _ in 0..LINES_TO_WRITE_IN {
            values.push_row("all_equipment", [("since", "原有")]);
        }
    }
    let there = original.iter().map(|line| (line, "原有"));
    let added = draft.equipment.iter().map(|line| (line, since));
    for (line, since) in there.chain(added) {
        let mut row = cells(line);
        row.push(("since", since.to_owned()));
        values.push_row("all_equipment", row);
    }
    let all = [original, &draft.equipment].concat();
    let counts = all.iter().map(|line| decimal(&line.count, 0).ok());
    let count: Option<Decimal> = counts.sum();
    let count = count.filter(|_| !all.is_empty());
    let count = count.map(|count| count.normalize().to_string());
    let sum = equipment::total_kw(&all).map(|sum| sum.to_string());
    if is_open {
        // The sum is of all equipment, and the old lines are still to be written in.
        let added = count.zip(sum);
        let added = added.map(|(count, sum)| format!("（{count}台，{sum} kW）"));
        let added = added.unwrap_or_default();
        let scope = format!("本次新增的设备{added}和原有设备；原有设备请手写补全，再填合计");
        values.set("equipment.scope", scope);
        return;
    }
    values
        .set("equipment.total", sum.unwrap_or_default())
        .set("equipment.count", count.unwrap_or_default())
        .set(
            "equipment.scope",
            match increase {
                false => "全部设备",
                true => "原有设备和本次新增的设备",
            },
        );
}

/// The contract's blanks: what the customer chose, or the office's standing terms.
fn terms(values: &mut Values, work: Work<'_>, draft: &Draft) {
    let chosen = |typed: &str, key: &str| {
        if typed.is_empty() {
            work.settings.get(key).to_owned()
        } else {
            typed.to_owned()
        }
    };
    let terms = &draft.terms;
    let capacity = format!("{} {}", draft.capacity, draft.unit);
    values
        .set(
            "contract.capacity",
            if draft.capacity.is_empty() {
                ""
            } else {
                capacity.as_str()
            },
        )
        .set(
            "contract.reading_months",
            chosen(&terms.reading_months, "contract.reading_months"),
        )
        .set(
            "contract.payment_days",
            chosen(&terms.pay_within_days, "contract.pay_within_days"),
        )
        .set("plan.voltage", chinese(&draft.voltage, Voltage::chinese))
        .tick("contract.peak_valley", terms.peak_valley)
        .tick("contract.flat", !terms.peak_valley);
    let copies = work.settings.number("contract.copies");
    let is = |kind: Kind| draft.kind == kind.wire();
    let (transfer, split) = (is(Kind::Transfer), is(Kind::Split));
    if split {
        values.set("contract.from_account", &draft.account);
    }
    values
        .set("contract.copies_shared", copies_shared(copies))
        // What says what becomes of the contract before stands on a hand-over and on a split alone.
        .tick("contract.begins", !transfer && !split)
        .tick("contract.same_holder", !transfer)
        .tick("contract.undivided", !split);
    for key in [
        "reading_day",
        "boundary",
        "outage_notice_days",
        "term_years",
        "copies",
        "fault_hours",
        "payment_method",
        "signed_place",
    ] {
        let key = format!("contract.{key}");
        values.set(&key, work.settings.get(&key));
    }
}

/// Who keeps how many copies; the office has the odd one.
fn copies_shared(copies: i64) -> String {
    let each = copies / 2;
    match copies % 2 {
        _ if copies < 2 => String::new(),
        0 => format!("双方各执{each}份"),
        _ => format!("供电人执{}份，用电人执{each}份", each + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_copy_is_the_offices() {
        assert_eq!(copies_shared(2), "双方各执1份");
        assert_eq!(copies_shared(4), "双方各执2份");
        assert_eq!(copies_shared(3), "供电人执2份，用电人执1份");
        assert_eq!(copies_shared(1), "");
    }
}
