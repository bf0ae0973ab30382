//! What is typed into the fields of a claim: facts, inputs, a step.

use std::collections::BTreeMap;

use egui::Ui;
use serde::{Deserialize, Serialize};

use crate::model::claim::ClaimKind;
use crate::model::typed::{Fields, Typed};
use crate::office::case_file::NextField;
use crate::rules::Manual;
use crate::rules::claim::asked::{self, Answers};
use crate::rules::field::{self, FieldKind, FieldSpec, Required};
use crate::ui::shell::Shell;
use crate::ui::tabs::business::case::rows::{Row, kept};
use crate::ui::tabs::business::case::step_field::{Holds, step_field_ui};
use crate::ui::widgets::checks::Checks;

/// Texts and rows by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Texts {
    texts: BTreeMap<String, String>,
    rows: BTreeMap<String, Vec<Row>>,
}

impl Texts {
    pub(super) fn of(texts: BTreeMap<String, String>) -> Self {
        let mut one = Self::default();
        for (name, text) in texts {
            match field::rows(&text) {
                Ok(rows) if text.starts_with('[') => drop(one.rows.insert(name, rows)),
                _ => drop(one.texts.insert(name, text)),
            }
        }
        one
    }

    /// What a calculation holds.
    pub(super) fn of_fields(fields: &Fields) -> Self {
        let mut texts = asked::as_texts(fields);
        // Facts of a row that the form asks by a word.
        if let Some(Typed::Rows(_)) = fields.get("goods")
            && let Some(goods) = texts.get_mut("goods")
        {
            *goods = goods
                .replace("\"true\"", "\"yes\"")
                .replace("\"false\"", "\"no\"");
        }
        Self::of(texts)
    }

    /// Everything as texts, rows as the lists that they are.
    pub(super) fn all(&self) -> BTreeMap<String, String> {
        let mut all = self.texts.clone();
        for (name, rows) in &self.rows {
            all.extend(kept(rows).map(|text| (name.clone(), text)));
        }
        all
    }

    /// What of it is asked for.
    pub(super) fn only(&self, specs: &[&FieldSpec]) -> BTreeMap<String, String> {
        let mut all = self.all();
        all.retain(|name, _| specs.iter().any(|spec| spec.name == *name));
        all
    }

    /// Inputs as a calculation takes them.
    pub(super) fn inputs(
        &self,
        manual: &Manual,
        kind: ClaimKind,
        facts: &BTreeMap<String, String>,
    ) -> Fields {
        asked::inputs(manual.claims.of(kind), kind, facts, &self.all())
    }

    /// Draws fields; `path` stands before their names in refusals.
    pub(super) fn fields_ui(
        &mut self,
        ui: &mut Ui,
        shell: &Shell,
        checks: &mut Checks,
        path: &str,
        fields: Vec<NextField>,
    ) {
        for mut field in fields {
            let name = field.spec.name.clone();
            field.spec.name = format!("{path}{name}");
            let required = field.spec.required != Required::Never;
            let holds = Holds {
                text: self.texts.entry(name.clone()).or_default(),
                rows: self.rows.entry(name).or_default(),
                charges: &[],
            };
            step_field_ui(ui, shell, checks, &field, required, holds);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.values().all(|text| text.trim().is_empty())
            && self.rows.values().all(Vec::is_empty)
    }
}

/// Fields with an example each: a day or a time stands as today's.
pub(super) fn with_examples(shell: &Shell, specs: Vec<&FieldSpec>) -> Vec<NextField> {
    let of = |spec: &FieldSpec| NextField {
        example: match spec.kind {
            FieldKind::Date => shell.today().to_string(),
            FieldKind::Time => field::time_in_words(shell.desk().now),
            _ => spec.example.clone(),
        },
        known: false,
        spec: spec.clone(),
    };
    specs.into_iter().map(of).collect()
}

/// The answers that decide what else is asked.
pub(super) fn answers(kind: ClaimKind, facts: &Texts, inputs: &Fields) -> Answers {
    Answers::of(kind, &facts.all(), inputs)
}
