//! What an account's applications said of its load (负荷情况) and of who holds it.

use crate::model::vocabulary::Kind;

use super::{Draft, EquipmentDraft, RepresentativeDraft, VatDraft};

/// What the applications of an account said of its load and of its holder, as typed: of each the latest; empty where
/// none said it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownLoad {
    pub industry: String,
    pub load_nature: String,
    /// kW; `0` where there is none.
    pub security_load: String,
    /// `none` where there is none, as of the next but one.
    pub own_generation: String,
    pub important_grade: String,
    /// kW; `0` where there are none.
    pub motors: String,
    pub nonlinear: String,
    /// kWh planned in a month.
    pub monthly_kwh: String,
    /// Of the present holder alone.
    pub representative: Option<RepresentativeDraft>,
    pub vat: Option<VatDraft>,
    /// The lists of equipment, the oldest first.
    pub equipment: Vec<EquipmentDraft>,
    /// Whether the lists go back to the account's beginning.
    pub since_new: bool,
}

impl KnownLoad {
    /// From the applications carried out for an account, the latest first.
    pub fn of(applications: impl IntoIterator<Item = Draft>) -> Self {
        let mut known = Self::default();
        let mut is_former_holder = false;
        let fill = |place: &mut String, said: String| {
            if place.is_empty() {
                *place = said;
            }
        };
        for said in applications {
            fill(&mut known.industry, said.industry);
            fill(&mut known.load_nature, said.load_nature);
            fill(&mut known.security_load, said.security_load);
            fill(&mut known.own_generation, said.own_generation);
            fill(&mut known.important_grade, said.important_grade);
            fill(&mut known.motors, said.motors);
            fill(&mut known.nonlinear, said.nonlinear);
            fill(&mut known.monthly_kwh, said.monthly_kwh);
            if !is_former_holder {
                known.representative = known.representative.or(said.representative);
                known.vat = known.vat.or(said.vat);
            }
            is_former_holder |= said.kind == Kind::Transfer.wire();
            known.equipment.splice(0..0, said.equipment);
            known.since_new |= said.kind == Kind::NewConnection.wire();
        }
        known
    }
}
