//! What organisations add to their applications: representative, industry, invoice, sources, transformers.

use rust_decimal::Decimal;

use crate::model::application::{
    Draft, RepresentativeDraft, SourceDraft, TransformerDraft, VatDraft,
};
use crate::model::vocabulary::{Class, ImportantGrade, SourceLine, SourceRole, Sources};

use super::chance::Chance;
use super::premises::Premises;
use super::trades::Trade;

/// From this capacity on a source has a line of its own, in kVA.
const DEDICATED_FROM: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);
/// Hours a month that planned use comes to at full capacity.
const FULL_HOURS: Decimal = Decimal::from_parts(120, 0, 0, false, 0);

/// Fills in what premises other than a home are asked for.
pub(super) fn of_organisation(
    draft: Draft,
    chance: &mut Chance,
    premises: &Premises,
    sources: Sources,
) -> Draft {
    let Some(trade) = premises.trade else {
        return draft;
    };
    let (party, person, capacity) = (&premises.party, &premises.person, premises.capacity.value);
    let draft = Draft {
        representative: Some(RepresentativeDraft {
            name: person.name.clone(),
            id_number: person.id_number.clone(),
        }),
        industry: trade.industry().to_owned(),
        load_nature: load_nature(sources, trade).to_owned(),
        security_load: security_load(capacity, sources).to_string(),
        monthly_kwh: (capacity * FULL_HOURS).normalize().to_string(),
        vat: Some(VatDraft {
            name: party.name.clone(),
            tax_number: party.id_number.clone(),
            address: party.address.clone(),
            phone: party.phone.clone(),
            bank: "石桥农村信用社（示例）".to_owned(),
            bank_account: format!("9907{:012}", chance.below(1_000_000_000)),
        }),
        ..draft
    };
    if premises.class != Class::HighVoltage {
        return draft;
    }
    let dual = sources == Sources::Dual;
    let (own_generation, grade) = if dual {
        ("柴油发电机组120 kW", ImportantGrade::Second)
    } else {
        ("none", ImportantGrade::None)
    };
    let transformers = premises.transformers.iter();
    Draft {
        sources: sources_of(premises, sources),
        transformers: transformers.map(TransformerDraft::from).collect(),
        own_generation: own_generation.to_owned(),
        important_grade: grade.to_string(),
        motors: "0".to_owned(),
        nonlinear: "变频器2台，共110 kW".to_owned(),
        ..draft
    }
}

/// What an increase adds, and through which transformer.
pub(super) fn more(premises: &Premises, standing: usize) -> (Decimal, Vec<TransformerDraft>) {
    let (added, has_own) = match premises.class {
        Class::Resident => (4, false),
        Class::LowVoltage => (20, false),
        Class::HighVoltage => (200, true),
    };
    let transformer = has_own.then(|| TransformerDraft {
        plate: format!("{}#S13-{added}", standing + 1),
        kva: added.to_string(),
        group: String::new(),
    });
    (Decimal::from(added), transformer.into_iter().collect())
}

fn load_nature(sources: Sources, trade: &Trade) -> &'static str {
    match sources {
        Sources::Dual => "重要负荷，不能中断供电",
        Sources::Single if trade.purpose.contains("医院") => "重要负荷，允许短时停电",
        Sources::Single => "一般负荷，允许停电",
    }
}

/// A tenth of the capacity where a second source guards it.
fn security_load(capacity: Decimal, sources: Sources) -> Decimal {
    match sources {
        Sources::Dual => (capacity / Decimal::TEN).round(),
        Sources::Single => Decimal::ZERO,
    }
}

/// The main source carries everything, the standby one the largest transformer.
fn sources_of(premises: &Premises, sources: Sources) -> Vec<SourceDraft> {
    let whole = premises.capacity.value;
    let largest = premises.transformers.iter().map(|t| t.kva).max();
    let source = |capacity: Decimal, role: SourceRole| SourceDraft {
        voltage: premises.voltage.to_string(),
        capacity: capacity.normalize().to_string(),
        line: if capacity >= DEDICATED_FROM {
            SourceLine::Dedicated
        } else {
            SourceLine::Public
        }
        .to_string(),
        role: role.to_string(),
    };
    let standby =
        (sources == Sources::Dual).then(|| source(largest.unwrap_or(whole), SourceRole::Standby));
    std::iter::once(source(whole, SourceRole::Main))
        .chain(standby)
        .collect()
}
