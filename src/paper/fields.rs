//! The dictionary of everything a form can carry: `assets/forms/fields.toml`.
//!
//! A key that is not in it is refused when a form or contract is loaded, so a misspelt field is found
//! by the tests and not on paper.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::error::PaperError;

const SOURCE: &str = include_str!("../../assets/forms/fields.toml");

/// One field (字段).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// What the field is called on paper.
    pub label: String,
    /// A typical value.
    pub example: String,
    /// Width of the ruled blank in running text, in millimetres.
    #[serde(default = "default_blank")]
    pub blank: f32,
    /// A day: its blank in running text has room for year, month and day.
    #[serde(default)]
    pub date: bool,
}

fn default_blank() -> f32 {
    30.0
}

/// One table (表格) and its columns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub label: String,
    pub columns: BTreeMap<String, Field>,
}

/// Every key that forms and contracts may use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    pub fields: BTreeMap<String, Field>,
    /// Tick boxes: key → what a tick means.
    pub ticks: BTreeMap<String, String>,
    pub tables: BTreeMap<String, Table>,
}

/// The dictionary, read once.
///
/// # Errors
/// [`PaperError::Form`] when the embedded file does not parse.
pub fn fields() -> Result<&'static Fields, PaperError> {
    static FIELDS: OnceLock<Result<Fields, PaperError>> = OnceLock::new();
    FIELDS
        .get_or_init(|| {
            toml::from_str(SOURCE).map_err(|error| PaperError::Form {
                form: "fields".to_owned(),
                reason: error.to_string(),
            })
        })
        .as_ref()
        .map_err(Clone::clone)
}

impl Fields {
    pub fn has_field(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    pub fn has_tick(&self, key: &str) -> bool {
        self.ticks.contains_key(key)
    }

    /// What a field, or a table's column written `table[].column`, is called on paper.
    pub fn label(&self, key: &str) -> Option<String> {
        if let Some((table, column)) = key.split_once("[].") {
            let table = self.tables.get(table)?;
            return Some(format!(
                "{}·{}",
                table.label,
                table.columns.get(column)?.label
            ));
        }
        self.fields.get(key).map(|field| field.label.clone())
    }

    /// Whether the field holds a day.
    pub fn is_date(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|field| field.date)
    }

    /// Width of the ruled blank that stands for an empty field in running text, in millimetres.
    pub fn blank_width(&self, key: &str) -> f32 {
        self.fields
            .get(key)
            .map_or_else(default_blank, |field| field.blank)
    }
}
