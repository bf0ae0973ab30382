//! What a claim is opened with, as typed: which fields are asked for depends on the answers given so far.

use std::collections::BTreeMap;

use crate::model::claim::{Claim, ClaimKind};
use crate::model::typed::{Fields, Typed};
use crate::rules::field::{self, FieldContext, FieldKind, FieldSpec, Required};
use crate::rules::refusal::Refusal;

use super::procedure::{Procedure, When};

/// Answers by name: facts, inputs, and what follows from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// Of what was typed so far.
    pub fn of(kind: ClaimKind, facts: &BTreeMap<String, String>, inputs: &Fields) -> Self {
        let mut answers = facts.clone();
        for (name, typed) in inputs {
            let word = match typed {
                Typed::Text(text) => text.clone(),
                Typed::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
                Typed::Nothing | Typed::Rows(_) | Typed::Group => continue,
            };
            answers.insert(name.clone(), word);
        }
        answers.insert("kind".to_owned(), kind.wire().to_owned());
        Self(answers)
    }

    /// Of a claim that is kept.
    pub fn of_claim(claim: &Claim) -> Self {
        let none = Fields::new();
        let calculation = claim.calculation.as_ref();
        let inputs = calculation.map_or(&none, |one| &one.fields);
        let mut answers = Self::of(claim.kind, &claim.facts, inputs);
        let sums = claim.sums();
        let word = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
        let derived = [
            ("repairs", !sums.repairs.is_zero()),
            ("payments", !sums.payable().is_zero()),
        ];
        for (name, holds) in derived {
            answers.0.insert(name.to_owned(), word(holds));
        }
        answers
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether something is asked for.
    pub fn fit(&self, when: &When) -> bool {
        let mut all = when.iter();
        all.all(|(name, words)| words.iter().any(|word| word == self.get(name)))
    }
}

/// Checks fields one by one, and returns them as they are kept; those of no use are refused.
///
/// # Errors
/// Every refusal at once.
pub fn check(
    asked: &[&FieldSpec],
    typed: &BTreeMap<String, String>,
    context: FieldContext<'_>,
) -> Result<BTreeMap<String, String>, Vec<Refusal>> {
    let mut kept = BTreeMap::new();
    let mut refusals = Vec::new();
    let known: Vec<&str> = asked.iter().map(|spec| spec.name.as_str()).collect();
    for (name, text) in typed {
        if !known.contains(&name.as_str()) && !text.trim().is_empty() {
            let problem = format!(
                "没有“{name}”这一栏，或在这里用不到（可选：{}）",
                known.join("、")
            );
            refusals.push(Refusal::input(name, name, problem));
        }
    }
    for spec in asked {
        let text = typed.get(&spec.name).map_or("", String::as_str);
        match spec.check(text, context) {
            Ok(value) if value.is_empty() => {
                if spec.required != Required::Never {
                    refusals.push(Refusal::input(&spec.name, &spec.label, "未填"));
                }
            }
            Ok(value) => {
                kept.insert(spec.name.clone(), value);
            }
            Err(problem) => refusals.push(Refusal::input(&spec.name, &spec.label, problem)),
        }
    }
    if refusals.is_empty() {
        Ok(kept)
    } else {
        Err(refusals)
    }
}

/// Inputs that were typed as texts, as the calculation takes them: what is asked for and empty is not known.
pub fn inputs(
    procedure: &Procedure,
    kind: ClaimKind,
    facts: &BTreeMap<String, String>,
    typed: &BTreeMap<String, String>,
) -> Fields {
    let mut fields = Fields::new();
    // Each answer may ask for more.
    loop {
        let answers = Answers::of(kind, facts, &fields);
        let asked = procedure.inputs_asked(&answers);
        let more: Vec<&FieldSpec> = asked
            .into_iter()
            .filter(|spec| !fields.contains_key(&spec.name))
            .collect();
        if more.is_empty() {
            return fields;
        }
        for spec in more {
            let text = typed.get(&spec.name).map_or("", String::as_str);
            fields.insert(spec.name.clone(), typed_as(spec.kind, text));
        }
    }
}

fn typed_as(kind: FieldKind, text: &str) -> Typed {
    if text.trim().is_empty() {
        return match kind {
            FieldKind::Rows => Typed::Rows(Vec::new()),
            _ => Typed::Nothing,
        };
    }
    match kind {
        FieldKind::YesNo => match text {
            "yes" | "true" | "是" => Typed::Flag(true),
            "no" | "false" | "否" => Typed::Flag(false),
            _ => Typed::Text(text.to_owned()),
        },
        FieldKind::Rows => {
            let rows: Result<Vec<BTreeMap<String, String>>, _> = serde_json::from_str(text);
            rows.map_or_else(
                |_| Typed::Text(text.to_owned()),
                |rows| Typed::Rows(of_texts(rows)),
            )
        }
        _ => Typed::Text(text.to_owned()),
    }
}

fn of_texts(rows: Vec<BTreeMap<String, String>>) -> Vec<Fields> {
    let cell = |text: String| match text.trim() {
        "" => Typed::Nothing,
        _ => Typed::Text(text),
    };
    let rows = rows.into_iter();
    rows.map(|row| {
        row.into_iter()
            .map(|(name, text)| (name, cell(text)))
            .collect()
    })
    .collect()
}

/// Inputs with each day as it is printed, however it was typed.
pub fn with_plain_days(procedure: &Procedure, inputs: &Fields) -> Fields {
    let groups = procedure.inputs.iter().flat_map(|group| &group.fields);
    let mut specs: Vec<&FieldSpec> = groups.collect();
    let columns = specs.iter().flat_map(|spec| &spec.columns);
    let columns: Vec<&FieldSpec> = columns.collect();
    specs.extend(columns);
    let is_day = |name: &str| {
        let mut named = specs.iter().filter(|spec| spec.name == name);
        named.any(|spec| spec.kind == FieldKind::Date)
    };
    with_days(inputs, &is_day)
}

fn with_days(fields: &Fields, is_day: &dyn Fn(&str) -> bool) -> Fields {
    let each = fields.iter().map(|(name, typed)| {
        let plain = match typed {
            Typed::Text(text) if is_day(name) => {
                let day = field::date(text).map(|day| Typed::Text(day.to_string()));
                day.unwrap_or_else(|_| typed.clone())
            }
            Typed::Rows(rows) => {
                Typed::Rows(rows.iter().map(|row| with_days(row, is_day)).collect())
            }
            _ => typed.clone(),
        };
        (name.clone(), plain)
    });
    each.collect()
}

/// Inputs as texts, so that they can be typed over.
pub fn as_texts(fields: &Fields) -> BTreeMap<String, String> {
    let texts = fields.iter().filter_map(|(name, typed)| {
        let text = match typed {
            Typed::Text(text) => text.clone(),
            Typed::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Typed::Rows(rows) => {
                let rows: Vec<BTreeMap<String, String>> = rows.iter().map(as_texts).collect();
                serde_json::to_string(&rows).ok()?
            }
            Typed::Nothing | Typed::Group => return None,
        };
        Some((name.clone(), text))
    });
    texts.collect()
}
