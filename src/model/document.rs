//! Documents that a customer brings (业务资料).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// State of one item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DocumentState {
    #[default]
    Missing,
    /// The original was sighted (原件已核).
    Original,
    /// A copy is kept (复印件已留存).
    Copy,
    /// The original was sighted and a copy is kept.
    Both,
    /// Cannot apply to this customer, with the reason.
    NotApplicable(String),
}

/// A word that names no document state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentStateError {
    #[error(
        "资料状态“{0}”不在可选范围内（可选：original、copy、both、missing、not_applicable:原因）"
    )]
    Unknown(String),
    #[error("资料“不适用”必须写明原因")]
    NoReason,
}

const NOT_APPLICABLE: &str = "not_applicable";

impl DocumentState {
    /// The name that people read.
    pub fn chinese(&self) -> String {
        match self {
            Self::Missing => "缺".to_owned(),
            Self::Original => "原件已核".to_owned(),
            Self::Copy => "复印件已留".to_owned(),
            Self::Both => "原件已核、复印件已留".to_owned(),
            Self::NotApplicable(reason) => format!("不适用（{reason}）"),
        }
    }
}

impl fmt::Display for DocumentState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Original => f.write_str("original"),
            Self::Copy => f.write_str("copy"),
            Self::Both => f.write_str("both"),
            Self::NotApplicable(reason) => write!(f, "{NOT_APPLICABLE}:{reason}"),
        }
    }
}

impl FromStr for DocumentState {
    type Err = DocumentStateError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "missing" => Ok(Self::Missing),
            "original" => Ok(Self::Original),
            "copy" => Ok(Self::Copy),
            "both" => Ok(Self::Both),
            other => match other.strip_prefix(NOT_APPLICABLE) {
                Some(rest) => {
                    let reason = super::text::tidy(rest.trim_start_matches([':', '：']));
                    if reason.is_empty() {
                        return Err(DocumentStateError::NoReason);
                    }
                    Ok(Self::NotApplicable(reason))
                }
                None => Err(DocumentStateError::Unknown(other.to_owned())),
            },
        }
    }
}

impl Serialize for DocumentState {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentState {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_applicable_needs_its_reason() {
        assert_eq!(
            "not_applicable:".parse::<DocumentState>(),
            Err(DocumentStateError::NoReason)
        );
        assert_eq!(
            "not_applicable".parse::<DocumentState>(),
            Err(DocumentStateError::NoReason)
        );
        let state: DocumentState = "not_applicable:学校无许可证".parse().unwrap();
        assert_eq!(state.to_string(), "not_applicable:学校无许可证");
        assert!("yes".parse::<DocumentState>().is_err());
    }
}
