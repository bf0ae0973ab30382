//! What ran already when the records began (期初业务), as the old ledger has it: no case tells it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::customer::{TariffShare, Transformer};
use super::named::named;
use super::suspension::{Sealing, Suspension};
use super::vocabulary::Tariff;

named! {
    /// What ran (事项).
    pub enum OpeningKind, "事项" {
        Suspension = "suspension", "暂停";
        Removal = "removal", "暂拆";
        Ratio = "ratio", "定比";
    }
}

/// A line of the old ledger that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    Suspension {
        /// Whole transformers; of a customer who has none, one without a plate: the whole supply.
        equipment: Vec<Transformer>,
        sealed_on: NaiveDate,
        /// The day on which it ends by itself.
        to: NaiveDate,
        seals: String,
        /// The day on which all of it was unsealed; still under seal without it.
        resumed_on: Option<NaiveDate>,
    },
    /// The meter is off since this day.
    Removal { on: NaiveDate },
    /// The account is billed by a ratio, verified last on this day (RECLASS-5).
    Ratio {
        shares: Vec<TariffShare>,
        verified_on: NaiveDate,
        /// The class of the account until the ratio was known.
        before: Tariff,
    },
}

/// An opening as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOpening {
    pub number: String,
    pub opening: Opening,
    pub taken_back: Option<TakenBack>,
}

/// Who took a wrong opening back, when and why (撤销).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    pub at: NaiveDateTime,
    pub by: String,
    pub reason: String,
}

impl Opening {
    pub fn kind(&self) -> OpeningKind {
        match self {
            Self::Suspension { .. } => OpeningKind::Suspension,
            Self::Removal { .. } => OpeningKind::Removal,
            Self::Ratio { .. } => OpeningKind::Ratio,
        }
    }
}

impl Opening {
    /// It as one of the account's suspensions, under its number.
    pub fn suspension(&self, number: &str) -> Option<Suspension> {
        let Self::Suspension {
            equipment,
            sealed_on,
            to,
            seals,
            resumed_on,
        } = self
        else {
            return None;
        };
        let release = |one: &Transformer| Some((one.plate.clone(), (*resumed_on)?));
        let releases: BTreeMap<_, _> = equipment.iter().filter_map(release).collect();
        Some(Suspension {
            case: number.to_owned(),
            equipment: equipment.clone(),
            from: *sealed_on,
            to: *to,
            agreed_days: None,
            sealing: Some(Sealing {
                on: *sealed_on,
                seals: seals.clone(),
                late_by_office: false,
            }),
            releases,
            ended_on: None,
        })
    }
}
