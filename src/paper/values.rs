//! What is written on a form: strings by field key, ticked boxes, rows of tables.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// One row of a table: column key → text.
pub type Row = BTreeMap<String, String>;

/// The values of one paper. A key that was never set is an empty field.
///
/// ```
/// use yekuo::paper::Values;
/// let mut values = Values::default();
/// values.set("customer.name", "红星米厂").tick("request.phases.three", true);
/// values.push_row("equipment", [("name", "碾米机"), ("count", "2")]);
/// assert_eq!(values.get("customer.name"), "红星米厂");
/// assert_eq!(values.rows("equipment").len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Values {
    fields: BTreeMap<String, String>,
    ticks: BTreeSet<String>,
    tables: BTreeMap<String, Vec<Row>>,
}

impl Values {
    /// Sets a field; a line feed in the text begins a new line on paper.
    pub fn set(&mut self, key: &str, text: impl Into<String>) -> &mut Self {
        self.fields.insert(key.to_owned(), text.into());
        self
    }

    /// Ticks a box, or clears it.
    pub fn tick(&mut self, key: &str, on: bool) -> &mut Self {
        if on {
            self.ticks.insert(key.to_owned());
        } else {
            self.ticks.remove(key);
        }
        self
    }

    /// Adds a row at the end of a table.
    pub fn push_row<'a>(
        &mut self,
        table: &str,
        cells: impl IntoIterator<Item = (&'a str, impl Into<String>)>,
    ) -> &mut Self {
        let row = cells
            .into_iter()
            .map(|(key, text)| (key.to_owned(), text.into()))
            .collect();
        self.tables.entry(table.to_owned()).or_default().push(row);
        self
    }

    /// Empties a table: a later round of a step covers an earlier one.
    pub fn clear_rows(&mut self, table: &str) -> &mut Self {
        self.tables.remove(table);
        self
    }

    /// The values that stand on a form with these keys (as [`super::Form::fields`] gives them): what its
    /// content is, whatever else is known.
    #[must_use]
    pub fn only(&self, keys: &BTreeSet<String>) -> Self {
        let mut only = Self::default();
        for (key, text) in self.fields.iter().filter(|(key, _)| keys.contains(*key)) {
            only.set(key, text);
        }
        for key in self.ticks.iter().filter(|key| keys.contains(*key)) {
            only.tick(key, true);
        }
        for (table, rows) in &self.tables {
            let shown = |column: &str| keys.contains(&format!("{table}[].{column}"));
            for row in rows {
                only.push_row(
                    table,
                    row.iter()
                        .filter(|(column, _)| shown(column))
                        .map(|(column, text)| (column.as_str(), text)),
                );
            }
        }
        only.tables
            .retain(|_, rows| rows.iter().any(|row| !row.is_empty()));
        only
    }

    pub fn get(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", String::as_str)
    }

    pub fn is_ticked(&self, key: &str) -> bool {
        self.ticks.contains(key)
    }

    pub fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }
}
