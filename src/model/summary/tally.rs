//! How many cases, and how many kVA they are.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Cases and the kVA that they count with; a kW is a kVA.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub cases: i64,
    #[serde(serialize_with = "plain")]
    pub kva: Decimal,
}

impl Tally {
    /// One case.
    pub fn one(kva: Decimal) -> Self {
        Self { cases: 1, kva }
    }

    /// As many cases of the same kVA.
    pub fn many(cases: i64, kva: Decimal) -> Self {
        Self {
            cases,
            kva: kva * Decimal::from(cases),
        }
    }
}

impl Add for Tally {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            cases: self.cases + other.cases,
            kva: self.kva + other.kva,
        }
    }
}

impl Sub for Tally {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            cases: self.cases - other.cases,
            kva: self.kva - other.kva,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), Add::add)
    }
}

/// Without zeros at the end.
fn plain<S: Serializer>(kva: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&kva.normalize())
}

/// The row of sums stands as `total` among the kinds.
pub(super) mod kind_or_total {
    use super::{Deserialize, Deserializer, Serializer};
    use crate::model::vocabulary::Kind;

    const TOTAL: &str = "total";

    pub(in crate::model::summary) fn serialize<S: Serializer>(
        kind: &Option<Kind>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(kind.map_or(TOTAL, Kind::wire))
    }

    pub(in crate::model::summary) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Kind>, D::Error> {
        let word = String::deserialize(deserializer)?;
        match word.as_str() {
            TOTAL => Ok(None),
            other => other.parse().map(Some).map_err(serde::de::Error::custom),
        }
    }
}
