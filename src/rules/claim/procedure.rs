//! The states of each kind of claim and the steps between them, read from `assets/claims`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::model::case::StepId;
use crate::model::claim::{ClaimKind, ClaimState};
use crate::rules::field::FieldSpec;

use super::asked::Answers;

/// The step by which the amount is worked out anew.
pub const WORKED_OUT: &str = "worked_out";

/// For which answers something is asked; empty: for all.
pub type When = BTreeMap<String, Vec<String>>;

/// Fields that are asked together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    #[serde(default)]
    pub when: When,
    #[serde(rename = "field", default)]
    pub fields: Vec<FieldSpec>,
}

/// A check of a step beyond order, dates and fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// On site within the hours, or with the reason why not (DAMAGE-2, COUNT-6).
    OnTime,
    /// The amount is worked out.
    Worked,
    /// Every damaged appliance is registered (DAMAGE-4).
    Goods,
    /// Not more than is owed; the state follows once all of it is paid.
    Sum,
    /// The added equipment is dismantled, or more capacity applied for (BREACH-2).
    Remedied,
    /// The supply that was stopped is on again, where all was paid (THEFT-6).
    Restored,
    /// Confirmed from county level up (DAMAGE-8).
    Confirmed,
    /// Decided by a supervisor who is not the handler (AUDIT-2).
    Supervisor,
    /// What becomes the supplier's was paid for (DAMAGE-9).
    GoodsPaid,
    /// What can be repaired is repaired, what cannot is paid and taken (DAMAGE-5, DAMAGE-9).
    MadeGood,
}

/// A step of a claim.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: StepId,
    pub name: String,
    pub help: String,
    #[serde(default)]
    pub when: When,
    /// The states in which it can be recorded.
    pub from: Vec<ClaimState>,
    /// The state that it leads to; without it, the state stays.
    #[serde(default)]
    pub to: Option<ClaimState>,
    /// Recorded once at most.
    #[serde(default)]
    pub once: bool,
    /// The rule that sets it; without it, the one by which the claim is worked out.
    #[serde(default)]
    pub rule: Option<String>,
    /// The form that goes with it.
    #[serde(default)]
    pub form: Option<String>,
    /// The field that dates it, where its day is left empty.
    #[serde(default)]
    pub dated_by: Option<String>,
    #[serde(default)]
    pub guards: Vec<Guard>,
    #[serde(default)]
    pub asked: Vec<Group>,
}

/// How the claims of some kinds go.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    pub kinds: Vec<ClaimKind>,
    /// The state in which a file is opened.
    pub opens: ClaimState,
    #[serde(rename = "fact", default)]
    pub facts: Vec<Group>,
    #[serde(rename = "input", default)]
    pub inputs: Vec<Group>,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// The procedures of every kind.
#[derive(Debug, Clone)]
pub struct Claims {
    procedures: Vec<Procedure>,
}

/// Why a file of `assets/claims` is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ClaimsError {
    #[error("违约理赔文件格式不对：{0}")]
    Format(#[from] toml::de::Error),
    #[error("违约理赔没有写{}，或写了两次", .0.chinese())]
    Kind(ClaimKind),
    #[error("违约理赔的环节{0}写了两次")]
    Twice(StepId),
}

impl Claims {
    /// Reads the files: each kind stands in one of them.
    ///
    /// # Errors
    /// [`ClaimsError`] names the kind or the step.
    pub fn parse(files: &[&str]) -> Result<Self, ClaimsError> {
        let mut procedures = Vec::new();
        for file in files {
            let procedure: Procedure = toml::from_str(file)?;
            let mut seen = BTreeSet::new();
            for step in &procedure.steps {
                if !seen.insert(&step.id) {
                    return Err(ClaimsError::Twice(step.id.clone()));
                }
            }
            procedures.push(procedure);
        }
        for kind in ClaimKind::ALL {
            let named = procedures.iter().filter(|one| one.kinds.contains(kind));
            if named.count() != 1 {
                return Err(ClaimsError::Kind(*kind));
            }
        }
        Ok(Self { procedures })
    }

    /// How a kind goes; each kind has its own.
    pub fn of(&self, kind: ClaimKind) -> &Procedure {
        let mut of_kind = self.procedures.iter();
        let found = of_kind.position(|one| one.kinds.contains(&kind));
        &self.procedures[found.unwrap_or_default()]
    }

    /// The name of a step of a kind, or its word where there is none.
    pub fn name<'a>(&'a self, kind: ClaimKind, step: &'a StepId) -> &'a str {
        let found = self.of(kind).step(step.as_str());
        found.map_or(step.as_str(), |step| &step.name)
    }
}

impl Procedure {
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }

    /// The facts that are asked for, as far as the answers tell.
    pub fn facts_asked(&self, answers: &Answers) -> Vec<&FieldSpec> {
        asked(&self.facts, answers)
    }

    /// The inputs that are asked for, as far as the answers tell.
    pub fn inputs_asked(&self, answers: &Answers) -> Vec<&FieldSpec> {
        asked(&self.inputs, answers)
    }
}

impl Step {
    /// The fields of the step in a claim.
    pub fn fields_asked(&self, answers: &Answers) -> Vec<&FieldSpec> {
        asked(&self.asked, answers)
    }
}

fn asked<'a>(groups: &'a [Group], answers: &Answers) -> Vec<&'a FieldSpec> {
    let groups = groups.iter().filter(|group| answers.fit(&group.when));
    groups.flat_map(|group| &group.fields).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn specs(procedure: &Procedure) -> Vec<&FieldSpec> {
        let steps = procedure.steps.iter().flat_map(|step| &step.asked);
        let groups = procedure.facts.iter().chain(&procedure.inputs).chain(steps);
        let fields = groups.flat_map(|group| &group.fields);
        fields
            .flat_map(|spec| std::iter::once(spec).chain(&spec.columns))
            .collect()
    }

    #[test]
    fn doc_9_every_field_says_what_belongs_there() {
        let manual = Manual::built_in().unwrap();
        for procedure in &manual.claims.procedures {
            for spec in specs(procedure) {
                assert!(!spec.help.is_empty(), "{}", spec.name);
                assert!(
                    spec.paper
                        .as_ref()
                        .is_none_or(|key| key.starts_with("claim.")),
                    "{}",
                    spec.name
                );
            }
        }
    }

    #[test]
    fn what_the_files_name_exists() {
        let manual = Manual::built_in().unwrap();
        for procedure in &manual.claims.procedures {
            let names: Vec<&str> = specs(procedure)
                .iter()
                .map(|spec| spec.name.as_str())
                .collect();
            let derived = ["kind", "repairs", "payments"];
            let groups = procedure.facts.iter().chain(&procedure.inputs);
            let steps = procedure.steps.iter().map(|step| &step.when);
            for when in groups.map(|group| &group.when).chain(steps) {
                for name in when.keys().map(String::as_str) {
                    assert!(names.contains(&name) || derived.contains(&name), "{name}");
                }
            }
            for step in &procedure.steps {
                let known = |rule: &String| manual.rulebooks.rule(rule).is_some();
                assert!(step.rule.as_ref().is_none_or(known), "{}", step.id);
                assert!(step.from.iter().all(|state| state.is_open()), "{}", step.id);
            }
        }
    }

    #[test]
    fn every_state_but_the_last_leads_on() {
        let manual = Manual::built_in().unwrap();
        for procedure in &manual.claims.procedures {
            let reached = procedure.steps.iter().filter_map(|step| step.to);
            for state in reached
                .chain([procedure.opens])
                .filter(|state| state.is_open())
            {
                let mut steps = procedure.steps.iter();
                let leads = steps.any(|step| {
                    step.from.contains(&state) && step.to.is_some_and(|to| to != state)
                });
                assert!(leads, "{state}");
            }
        }
    }

    #[test]
    fn a_wrong_file_is_named() {
        let files = |steps: &str| {
            let file = format!(
                "kinds = [\"late\", \"breach\", \"theft\", \"damage\"]\nopens = \"found\"\n{steps}"
            );
            Claims::parse(&[&file]).err().map(|error| error.to_string())
        };
        let step = "[[step]]\nid = \"closed\"\nname = \"结案\"\nhelp = \"x\"\nfrom = [\"found\"]\nto = \"closed\"\n";
        assert_eq!(files(step), None);
        assert!(files(&step.repeat(2)).unwrap().contains("两次"));
        assert!(
            files(&step.replace("closed\"\nname", "closed\"\nnme"))
                .unwrap()
                .contains("nme")
        );
        assert!(
            Claims::parse(&[])
                .unwrap_err()
                .to_string()
                .contains("电费违约金")
        );
    }
}
