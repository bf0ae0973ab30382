//! An application taken, back as it would have been typed.

use crate::model::customer::{Party, TariffShare, Transformer};
use crate::model::money::to_fen;
use crate::model::vocabulary::{Class, ImportantGrade, Initiative, Kind};

use super::{
    AgentDraft, Application, Change, Draft, EquipmentDraft, PartDraft, PartyDraft,
    RepresentativeDraft, ShareDraft, Source, SourceDraft, TermsDraft, TransformerDraft, Vat,
    VatDraft, WaiverDraft,
};

impl From<&Application> for Draft {
    /// The application as it would have been typed: what a form is filled in with.
    fn from(taken: &Application) -> Self {
        let mut draft = Self {
            kind: taken.kind.to_string(),
            class: taken.class.to_string(),
            nature: optional(taken.nature),
            applied_on: taken.applied_on.to_string(),
            account: taken.account.clone().unwrap_or_default(),
            reason: taken.reason.clone(),
            customer: PartyDraft::from(&taken.customer),
            agent: taken.agent.as_ref().map(|agent| AgentDraft {
                name: agent.name.clone(),
                id_number: agent.id_number.clone(),
                phone: agent.phone.clone(),
            }),
            representative: taken
                .representative
                .as_ref()
                .map(|person| RepresentativeDraft {
                    name: person.name.clone(),
                    id_number: person.id_number.clone(),
                }),
            tenant: taken.tenant,
            landlord: taken.landlord.as_ref().map(PartyDraft::from),
            title_certificate: taken.title_certificate.clone(),
            capacity: taken.capacity.value.normalize().to_string(),
            unit: taken.capacity.unit.to_string(),
            wished_on: optional(taken.wished_on),
            voltage: taken.voltage.to_string(),
            purpose: taken.purpose.clone(),
            industry: taken.industry.clone(),
            load_nature: taken.load_nature.clone(),
            security_load: optional(taken.security_load.map(|kw| kw.normalize())),
            monthly_kwh: optional(taken.monthly_kwh.map(|kwh| kwh.normalize())),
            tariff: taken.tariff.to_string(),
            billing: taken.billing.to_string(),
            sources: taken.sources.iter().map(SourceDraft::from).collect(),
            transformers: taken
                .transformers
                .iter()
                .map(TransformerDraft::from)
                .collect(),
            own_generation: text_or_none(taken, taken.own_generation.as_deref()),
            important_grade: text_or_none(taken, taken.important_grade.map(ImportantGrade::wire)),
            motors: match taken.motors {
                None if is_asked_for_its_load(taken) => "0".to_owned(),
                motors => optional(motors.map(|kw| kw.normalize())),
            },
            nonlinear: text_or_none(taken, taken.nonlinear.as_deref()),
            equipment: taken
                .equipment
                .iter()
                .map(|line| EquipmentDraft {
                    name: line.name.clone(),
                    model: line.model.clone(),
                    count: line.count.to_string(),
                    kw: line.kw.normalize().to_string(),
                    grade: optional(line.grade),
                })
                .collect(),
            vat: taken.vat.as_ref().map(VatDraft::from),
            terms: TermsDraft {
                reading_months: taken.terms.reading_months.to_string(),
                pay_within_days: taken.terms.pay_within_days.to_string(),
                peak_valley: taken.terms.peak_valley,
            },
            documents: taken
                .documents
                .iter()
                .map(|(code, state)| (code.clone(), state.to_string()))
                .collect(),
            ..Self::default()
        };
        if let Some(change) = &taken.change {
            change_as_typed(&mut draft, change);
        }
        draft
    }
}

fn change_as_typed(draft: &mut Draft, change: &Change) {
    if let Some(arrears) = change.arrears() {
        draft.arrears = to_fen(arrears.amount).to_string();
        draft.arrears_checked_on = arrears.checked_on.to_string();
    }
    match change {
        Change::CapacityIncrease {
            added, taken_out, ..
        } => {
            draft.added = added.normalize().to_string();
            draft.taken_out.clone_from(taken_out);
        }
        Change::Relocation { to } => {
            draft.to.clone_from(to);
            draft.same_address = Some(true);
            draft.same_class = Some(true);
            draft.same_supply_point = Some(true);
        }
        Change::Removal { from, to } => {
            draft.from = from.to_string();
            draft.to = to.to_string();
        }
        Change::Reconnection { wished_on, .. } => draft.from = optional(*wished_on),
        Change::Reclassification { shares, .. } => {
            draft.shares = shares.iter().map(ShareDraft::from).collect();
        }
        Change::Closure { notice, .. } => {
            draft.all_capacity_stopped = Some(true);
            draft.begun_by = optional(notice.as_ref().map(|_| Initiative::Office));
        }
        Change::Split { parts, .. } => {
            draft.same_address = Some(true);
            draft.same_supply_point = Some(true);
            draft.separable = Some(true);
            draft.parts = parts.iter().map(PartDraft::from).collect();
        }
        // The new holder stands there as the customer.
        Change::Transfer { .. } => {}
        Change::Suspension {
            transformers,
            from,
            to,
            agreed_days,
            basis,
            ..
        } => {
            draft.transformers = standing(transformers);
            draft.from = from.to_string();
            draft.to = to.to_string();
            draft.agreed_days = optional(*agreed_days);
            draft.basis.clone_from(basis);
        }
        Change::Resumption {
            suspension,
            transformers,
            on,
            ..
        } => {
            draft.suspension.clone_from(suspension);
            draft.transformers = standing(transformers);
            draft.on = on.to_string();
        }
    }
    draft.waiver = change.waiver().map(|waiver| WaiverDraft {
        reason: waiver.reason.clone(),
        basis: waiver.basis.clone(),
        approver: waiver.approver.clone(),
    });
}

/// Plates; the whole supply has none.
fn standing(transformers: &[Transformer]) -> Vec<TransformerDraft> {
    let plate = |one: &Transformer| match one.plate.as_str() {
        "" => TransformerDraft::standing("all"),
        plate => TransformerDraft::standing(plate),
    };
    transformers.iter().map(plate).collect()
}

impl From<&Party> for PartyDraft {
    fn from(party: &Party) -> Self {
        Self {
            name: party.name.clone(),
            id_kind: party.id_kind.to_string(),
            id_number: party.id_number.clone(),
            phone: party.phone.clone(),
            address: party.address.clone(),
            postal_address: party.postal_address.clone(),
            postcode: party.postcode.clone(),
            contact: party.contact.clone(),
        }
    }
}

impl From<&Source> for SourceDraft {
    fn from(source: &Source) -> Self {
        Self {
            voltage: source.voltage.to_string(),
            capacity: source.capacity.normalize().to_string(),
            line: source.line.to_string(),
            role: source.role.to_string(),
        }
    }
}

impl From<&TariffShare> for ShareDraft {
    fn from(share: &TariffShare) -> Self {
        Self {
            tariff: share.tariff.to_string(),
            percent: share.percent.to_string(),
        }
    }
}

impl From<&Transformer> for TransformerDraft {
    fn from(transformer: &Transformer) -> Self {
        Self {
            plate: transformer.plate.clone(),
            kva: transformer.kva.normalize().to_string(),
            group: transformer.group.clone().unwrap_or_default(),
        }
    }
}

impl From<&Vat> for VatDraft {
    fn from(vat: &Vat) -> Self {
        Self {
            name: vat.name.clone(),
            tax_number: vat.tax_number.clone(),
            address: vat.address.clone(),
            phone: vat.phone.clone(),
            bank: vat.bank.clone(),
            bank_account: vat.bank_account.clone(),
        }
    }
}

/// What only high voltage is asked for.
fn text_or_none(taken: &Application, said: Option<&str>) -> String {
    let said = said.or(is_asked_for_its_load(taken).then_some(""));
    match said {
        Some("") => ImportantGrade::None.to_string(),
        said => said.unwrap_or_default().to_owned(),
    }
}

/// Who left it open at a new connection has none.
fn is_asked_for_its_load(taken: &Application) -> bool {
    taken.kind == Kind::NewConnection && taken.class == Class::HighVoltage
}

/// What may be missing, as typed: empty where it is.
fn optional(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
