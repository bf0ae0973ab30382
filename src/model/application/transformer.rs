//! A transformer as typed: a row where it is new, a plate alone where it stands there already.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// A transformer as typed. In a file, one that stands there already is its plate as a string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TransformerDraft {
    /// Name on its plate.
    pub plate: String,
    pub kva: String,
    /// Name of the group that stops and starts together; empty, or `null` in a file, for none.
    pub group: String,
}

impl TransformerDraft {
    /// One that stands there already.
    pub fn standing(plate: impl Into<String>) -> Self {
        Self {
            plate: plate.into(),
            ..Self::default()
        }
    }
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    plate: String,
    kva: String,
    group: Option<String>,
}

impl Serialize for TransformerDraft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.kva.is_empty() && self.group.is_empty() {
            return serializer.serialize_str(&self.plate);
        }
        let row = Row {
            plate: self.plate.clone(),
            kva: self.kva.clone(),
            group: (!self.group.is_empty()).then(|| self.group.clone()),
        };
        row.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for TransformerDraft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PlateOrRow;
        impl<'de> Visitor<'de> for PlateOrRow {
            type Value = TransformerDraft;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a plate or a transformer")
            }

            fn visit_str<E: de::Error>(self, plate: &str) -> Result<Self::Value, E> {
                Ok(TransformerDraft::standing(plate))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let row = Row::deserialize(MapAccessDeserializer::new(map))?;
                Ok(TransformerDraft {
                    plate: row.plate,
                    kva: row.kva,
                    group: row.group.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_any(PlateOrRow)
    }
}

/// The list of an application: of a suspension, `"all"` stands for every one.
pub(super) mod list {
    use super::{Deserializer, SeqAccess, SerializeSeq, Serializer, TransformerDraft, Visitor};
    use super::{de, fmt};

    const ALL: &str = "all";

    pub(in super::super) fn serialize<S: Serializer>(
        list: &[TransformerDraft],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if let [one] = list
            && *one == TransformerDraft::standing(ALL)
        {
            return serializer.serialize_str(ALL);
        }
        let mut seq = serializer.serialize_seq(Some(list.len()))?;
        for one in list {
            seq.serialize_element(one)?;
        }
        seq.end()
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<TransformerDraft>, D::Error> {
        struct AllOrList;
        impl<'de> Visitor<'de> for AllOrList {
            type Value = Vec<TransformerDraft>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of transformers, or \"all\"")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
                Ok(vec![TransformerDraft::standing(word)])
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(one) = seq.next_element()? {
                    list.push(one);
                }
                Ok(list)
            }
        }
        deserializer.deserialize_any(AllOrList)
    }
}
