//! Values as they were handed in, before anything reads them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A value as handed in; a number is the text of its digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Typed {
    /// Written down as not known.
    Nothing,
    Text(String),
    Flag(bool),
    Rows(Vec<Fields>),
    /// Fields where a value belongs.
    #[serde(skip)]
    Group,
}

/// Fields by name.
pub type Fields = BTreeMap<String, Typed>;

impl Typed {
    /// The text of a value that is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
