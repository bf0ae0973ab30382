//! New or more capacity, and for which class; the defaults that follow from it.

use egui::Ui;

use crate::model::application::{Draft, SourceDraft};
use crate::model::vocabulary::{
    Billing, CapacityUnit, Class, IdKind, ImportantGrade, Kind, SourceLine, SourceRole, Tariff,
    Voltage,
};
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;

use super::super::Family;
use super::must;
use super::tariff::Chosen;

pub(super) fn is_change(draft: &Draft) -> bool {
    draft.kind.parse::<Kind>().is_ok_and(Kind::is_change)
}

/// Whether a new contract is signed whose terms the customer chooses.
pub(super) fn takes_terms(draft: &Draft) -> bool {
    matches!(
        draft.kind.parse(),
        Ok(Kind::NewConnection | Kind::CapacityIncrease | Kind::Transfer)
    )
}

pub(super) fn class_of(draft: &Draft) -> Option<Class> {
    draft.class.parse().ok()
}

/// The voltages at which a class is supplied, the usual one first.
pub(super) fn voltages(class: Class) -> &'static [Voltage] {
    match class {
        Class::Resident => &[Voltage::V220, Voltage::V380],
        Class::LowVoltage => &[Voltage::V380, Voltage::V220],
        Class::HighVoltage => &[Voltage::Kv10, Voltage::Kv35, Voltage::Kv110],
    }
}

fn usual_voltage(class: Class) -> &'static str {
    voltages(class).first().map_or("", |voltage| voltage.wire())
}

/// The papers by which a class is known, the usual one first.
pub(super) fn id_kinds(class: Class) -> &'static [IdKind] {
    match class {
        Class::Resident => &[IdKind::IdCard, IdKind::Uscc, IdKind::Other],
        Class::LowVoltage => &[IdKind::Uscc, IdKind::IdCard, IdKind::Other],
        Class::HighVoltage => &[IdKind::Uscc, IdKind::Other],
    }
}

/// The choice at the head of the form. What was typed stays; what the other class asks for besides gets
/// its usual values.
pub(super) fn kind_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, chosen: &mut Chosen) {
    let family = Family::of_word(&draft.kind);
    let kinds = family.kinds().iter();
    let kinds: Vec<_> = kinds.map(|kind| (kind.wire(), kind.chinese())).collect();
    let before = (draft.kind.clone(), draft.class.clone());
    let kind = must("业务类型", family.help());
    checks.few_ui(ui, "kind", kind, &kinds, &mut draft.kind);
    if !is_change(draft) {
        let class = must(
            "客户类别",
            "住宅用电选低压居民；商店、学校、工厂等220或380伏供电选低压非居民；自有变压器、10千伏及以上供电选高压。",
        );
        checks.few_ui(ui, "class", class, &options_of!(Class), &mut draft.class);
    }
    if before.0 != draft.kind {
        *chosen = Chosen::default();
        draft.tariff.clear();
        draft.billing.clear();
    }
    if before != (draft.kind.clone(), draft.class.clone()) {
        if before
            .1
            .parse()
            .is_ok_and(|class| usual_voltage(class) == draft.voltage)
        {
            draft.voltage.clear();
        }
        suit(draft, chosen.tariff);
        chosen.billing &= class_of(draft) == Some(Class::HighVoltage);
    }
}

/// Gives what does not go with the kind and class its usual value.
pub(super) fn suit(draft: &mut Draft, tariff_chosen: bool) {
    let Some(class) = class_of(draft).filter(|_| !is_change(draft)) else {
        return;
    };
    let high = class == Class::HighVoltage;
    let unit = if high {
        CapacityUnit::KilovoltAmpere
    } else {
        CapacityUnit::Kilowatt
    };
    unit.wire().clone_into(&mut draft.unit);
    let voltages = voltages(class);
    if !voltages
        .iter()
        .any(|voltage| voltage.wire() == draft.voltage)
    {
        usual_voltage(class).clone_into(&mut draft.voltage);
    }
    let kinds = id_kinds(class);
    let fits = kinds
        .iter()
        .any(|kind| kind.wire() == draft.customer.id_kind);
    if !fits || draft.customer.id_number.trim().is_empty() {
        kinds[0].wire().clone_into(&mut draft.customer.id_kind);
    }
    if !high || draft.billing.is_empty() {
        Billing::Single.wire().clone_into(&mut draft.billing);
    }
    if !tariff_chosen {
        let usual = if class == Class::Resident {
            Tariff::Resident.wire()
        } else {
            ""
        };
        usual.clone_into(&mut draft.tariff);
    }
    if high && draft.sources.is_empty() {
        draft.sources.push(source(&draft.voltage, SourceRole::Main));
    }
    if draft.important_grade.is_empty() && !is_change(draft) {
        ImportantGrade::None
            .wire()
            .clone_into(&mut draft.important_grade);
    }
}

/// A source as it usually is.
pub(super) fn source(voltage: &str, role: SourceRole) -> SourceDraft {
    SourceDraft {
        voltage: voltage.to_owned(),
        line: SourceLine::Public.wire().to_owned(),
        role: role.wire().to_owned(),
        ..SourceDraft::default()
    }
}
