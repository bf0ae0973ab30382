//! What of the fields typed is handed in: those that the kind and class ask for. What was typed in the
//! others stays in the draft, for the clerk who chooses another class and comes back.

use crate::model::application::{Draft, PartyDraft, RepresentativeDraft, TermsDraft, VatDraft};
use crate::model::vocabulary::{Class, Kind};
use crate::office::customer::CustomerFile;
use crate::rules::checklist::{Checklists, Situation};
use crate::rules::field::decimal;
use crate::rules::intake::change::own_field;

use super::kind::{class_of, is_change};
use super::{equipment, installation};

/// The application as it is checked, shown on paper and handed in; `account` is that of a change.
pub(super) fn asked(
    typed: &Draft,
    account: Option<&CustomerFile>,
    checklists: &Checklists,
) -> Draft {
    let mut draft = if is_change(typed) {
        change(typed, account)
    } else {
        new_connection(typed)
    };
    draft
        .equipment
        .truncate(equipment::written(&typed.equipment).len());
    draft
        .transformers
        .truncate(installation::written(&typed.transformers).len());
    let codes: Vec<&str> = situation(&draft)
        .into_iter()
        .flat_map(|situation| checklists.asked_for(situation))
        .map(|item| item.code.as_str())
        .collect();
    draft
        .documents
        .retain(|code, _| codes.contains(&code.as_str()));
    draft
}

/// What decides which papers are asked for; none while kind or class is open.
pub(super) fn situation(asked: &Draft) -> Option<Situation> {
    Some(Situation {
        kind: asked.kind.parse().ok()?,
        class: class_of(asked)?,
        nature: asked.nature.parse().ok(),
        tenant: asked.tenant,
        agent: asked.agent.is_some(),
        by_office: asked.is_begun_by_office(),
    })
}

/// What an increase brings the account to; none while it cannot be read.
pub(super) fn total(typed: &Draft, account: &CustomerFile) -> Option<rust_decimal::Decimal> {
    let added = decimal(&typed.added, 2).ok()?;
    Some((account.customer.capacity.value + added).normalize())
}

fn new_connection(typed: &Draft) -> Draft {
    let mut draft = typed.clone();
    draft.account.clear();
    draft.reason.clear();
    draft.added.clear();
    draft.taken_out.clear();
    draft.representative = draft
        .representative
        .filter(|person| *person != RepresentativeDraft::default());
    draft.vat = draft.vat.filter(|vat| *vat != VatDraft::default());
    match class_of(&draft) {
        Some(Class::Resident) => of_a_resident(draft),
        Some(Class::LowVoltage) | None => of_low_voltage(draft),
        Some(Class::HighVoltage) => draft,
    }
}

fn of_a_resident(draft: Draft) -> Draft {
    Draft {
        wished_on: String::new(),
        nature: String::new(),
        representative: None,
        industry: String::new(),
        load_nature: String::new(),
        security_load: String::new(),
        monthly_kwh: String::new(),
        vat: None,
        ..of_low_voltage(draft)
    }
}

fn of_low_voltage(draft: Draft) -> Draft {
    Draft {
        sources: Vec::new(),
        transformers: Vec::new(),
        motors: String::new(),
        own_generation: String::new(),
        important_grade: String::new(),
        nonlinear: String::new(),
        ..draft
    }
}

/// A change names its account; what the account says stands beside what was typed.
fn change(typed: &Draft, account: Option<&CustomerFile>) -> Draft {
    let mut draft = Draft {
        account: typed.account.trim().to_owned(),
        customer: PartyDraft::default(),
        title_certificate: String::new(),
        capacity: String::new(),
        unit: String::new(),
        voltage: String::new(),
        wished_on: typed.wished_on.clone(),
        sources: typed.sources.clone(),
        transformers: typed.transformers.clone(),
        ..of_a_resident(typed.clone())
    };
    if let Ok(kind) = typed.kind.parse() {
        own_field::leave_out(kind, &mut draft);
        draft = match kind {
            Kind::CapacityIncrease => draft,
            Kind::Reclassification => Draft {
                terms: TermsDraft::default(),
                ..draft
            },
            Kind::Transfer => Draft {
                terms: typed.terms.clone(),
                ..as_it_stands(draft)
            },
            _ => as_it_stands(draft),
        };
    }
    let Some(file) = account else {
        return draft;
    };
    let customer = &file.customer;
    let or_own = |typed: String, own: &str| {
        if typed.is_empty() {
            own.to_owned()
        } else {
            typed
        }
    };
    let high = customer.class == Class::HighVoltage;
    let enlarges = typed.kind == Kind::CapacityIncrease.wire();
    if high && enlarges {
        draft.security_load.clone_from(&typed.security_load);
        draft.own_generation.clone_from(&typed.own_generation);
        draft.important_grade.clone_from(&typed.important_grade);
        draft.nonlinear.clone_from(&typed.nonlinear);
    }
    let capacity = if enlarges {
        total(typed, file)
    } else {
        Some(customer.capacity.value.normalize())
    };
    let handed_over = typed.kind == Kind::Transfer.wire();
    if enlarges && customer.class != Class::Resident {
        draft = with_organisation(with_load(draft, typed, high), typed);
    }
    if handed_over && customer.class != Class::Resident {
        draft = with_organisation(draft, typed);
    }
    // Those of an account chosen before are not this one's.
    let mut taken_out = draft.taken_out;
    taken_out.retain(|plate| file.transformers.iter().any(|t| t.plate == *plate));
    Draft {
        account: customer.account.clone(),
        class: customer.class.to_string(),
        nature: customer.nature.map(|n| n.to_string()).unwrap_or_default(),
        customer: if handed_over {
            typed.customer.clone()
        } else {
            PartyDraft::from(&customer.party)
        },
        capacity: capacity.map_or_else(String::new, |capacity| capacity.to_string()),
        unit: customer.capacity.unit.to_string(),
        voltage: customer.voltage.to_string(),
        tariff: if typed.kind == Kind::Reclassification.wire() {
            draft.tariff
        } else {
            or_own(draft.tariff, customer.tariff.wire())
        },
        billing: or_own(draft.billing, customer.billing.wire()),
        sources: if high { draft.sources } else { Vec::new() },
        taken_out: if high { taken_out } else { Vec::new() },
        transformers: if high || !enlarges {
            draft.transformers
        } else {
            Vec::new()
        },
        ..draft
    }
}

/// With who stands for the holder, what he does and his invoices.
fn with_organisation(draft: Draft, typed: &Draft) -> Draft {
    let person = typed.representative.clone();
    let vat = typed.vat.clone();
    Draft {
        representative: person.filter(|person| *person != RepresentativeDraft::default()),
        industry: typed.industry.clone(),
        vat: vat.filter(|vat| *vat != VatDraft::default()),
        ..draft
    }
}

/// With what the organisation does and what its load is.
fn with_load(draft: Draft, typed: &Draft, high: bool) -> Draft {
    let at_high = |text: &String| if high { text.clone() } else { String::new() };
    Draft {
        industry: typed.industry.clone(),
        load_nature: typed.load_nature.clone(),
        security_load: typed.security_load.clone(),
        monthly_kwh: typed.monthly_kwh.clone(),
        motors: at_high(&typed.motors),
        own_generation: at_high(&typed.own_generation),
        important_grade: at_high(&typed.important_grade),
        nonlinear: at_high(&typed.nonlinear),
        ..draft
    }
}

/// A change that leaves use, price and terms as they are.
fn as_it_stands(draft: Draft) -> Draft {
    Draft {
        sources: Vec::new(),
        purpose: String::new(),
        tariff: String::new(),
        billing: String::new(),
        terms: TermsDraft::default(),
        ..draft
    }
}
