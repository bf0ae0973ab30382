//! The steps of each kind of business (业务流程), read from the procedure files.
//!
//! Adding a step means an entry in `steps/` and its place in the file of the kind; adding a kind means
//! one file. Only a new *guard* or *effect* needs code.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::case::StepId;
use crate::model::vocabulary::{Class, Kind, Sources, StepResult};

use super::field::FieldSpec;
use super::rulebook::Rulebooks;

/// A step of the vocabulary, wherever it stands.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub name: String,
    /// What the clerk does at this step.
    pub help: String,
    pub results: Vec<StepResult>,
    #[serde(default, rename = "field")]
    pub fields: Vec<FieldSpec>,
    /// Fields of which the latest is the day of the step, where that is left empty.
    #[serde(default)]
    pub dated_by: Vec<String>,
    /// Key on paper of the day on which it was done.
    #[serde(default)]
    pub paper_date: Option<String>,
    /// The form that goes with it.
    #[serde(default)]
    pub form: Option<String>,
}

/// A check beyond the order of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Countersigned and approved by someone other than the author (NEW-5).
    SecondPerson,
    /// More capacity is more than there was (NEW-4).
    RaisedCapacity,
    /// The days agreed for the contract fit each other and the signing (NEW-2, NEW-3).
    AgreedDays,
    /// The sum paid is the sum asked for, with a receipt.
    FeesPaid,
    /// Nothing is owed any more on the day (CLOSE-2, SPLIT-2, TRANSFER-1).
    ArrearsCleared,
    /// The contract is in force on the later of two signatures (NEW-1).
    BothSigned,
    /// Two different persons on site (NEW-9).
    TwoPersons,
    /// The meter's multiplier is the ratio of the transformers fitted (NEW-9).
    Multiplier,
    /// The papers asked for at the step were brought (DOC-6 to DOC-8).
    Documents,
    /// The customer checked the work himself before applying for completion (NEW-3).
    SelfCheckFirst,
    /// Each inspected item names its standard, and none is faulty (NEW-7).
    Standards,
    /// With two sources or own generation the interlock was checked (NEW-9).
    Interlock,
    /// The ratio found on site is one (RECLASS-5).
    FoundRatio,
    /// What is split has the capacity that it had, and can be metered apart (SPLIT-1, SPLIT-4).
    SplitInPlace,
    /// The class or ratio found on site is the one applied for; the new price holds from a day within the case
    /// (RECLASS-3).
    PriceChange,
    /// The service line is down too, before the account is closed (CLOSE-3).
    LineDown,
    /// Not before the day applied for (SUSPEND-8, SUSPEND-12).
    NotBeforeAppointed,
}

/// What recording a step does besides being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Power is on: the account comes into being with its meter and contract, or has more capacity.
    Connect,
    /// The meter hangs in another place, with other seals (移表).
    Relocate,
    /// The meter is off with its last reading; the account is removed, its capacity stays reserved (暂拆).
    Remove,
    /// A meter hangs again; the account is active (复装).
    Reconnect,
    /// The account is billed by another class, or by a ratio of several (改类).
    Reclassify,
    /// The last reading is on record (销户).
    FinalReading,
    /// The meter is off for good (销户).
    TakeDown,
    /// The account is closed and its contract ended (销户).
    Close,
    /// A part has its own account, meter and contract; with the last the old account ends (分户).
    MeterPart,
    /// The account has another holder and contract (更名过户).
    HandOver,
    /// Transformers are under seal; the account is suspended (暂停).
    Seal,
    /// Seals are off; with the last of them the account is active (暂停恢复).
    Unseal,
}

/// What a step is recorded once for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnceA {
    /// Each part of a split account; the step is passed with the last of them.
    Part,
}

/// Where a time limit starts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Opening {
    /// The day of acceptance.
    Acceptance,
    /// The day applied for, which is the limit itself (SUSPEND-12).
    Appointed,
    /// The last of these steps to be passed.
    LastOf(Vec<StepId>),
}

/// Key of a rulebook parameter that is a span.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum SpanKey {
    Any(String),
    /// By the number of power sources (NEW-3).
    BySources {
        single: String,
        dual: String,
    },
}

impl SpanKey {
    pub fn of(&self, sources: Sources) -> &str {
        match (self, sources) {
            (Self::Any(key), _) => key,
            (Self::BySources { single, .. }, Sources::Single) => single,
            (Self::BySources { dual, .. }, Sources::Dual) => dual,
        }
    }
}

/// A statutory time limit of a step.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub rule: String,
    /// Without it, the day on which it opens is the last.
    #[serde(default)]
    pub span: Option<SpanKey>,
    pub from: Opening,
    /// Whether a failed result meets the limit too: a review answered is answered.
    #[serde(default)]
    pub met_by_fail: bool,
    /// Whether it starts no earlier than the day that the customer wished for in writing (REMOVE-1).
    #[serde(default)]
    pub not_before_wish: bool,
}

/// A step's place in a path.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathStep {
    pub id: StepId,
    /// Steps that must be passed; without it, the one before.
    #[serde(default)]
    pub needs: Option<Vec<StepId>>,
    /// What the step is recorded once for; without it, once for the case.
    #[serde(default)]
    pub once_a: Option<OnceA>,
    /// Where a failed result goes back to; without it, the step itself is repeated.
    #[serde(default)]
    pub on_fail: Option<StepId>,
    #[serde(default)]
    pub limit: Option<Limit>,
    #[serde(default)]
    pub guards: Vec<Guard>,
    #[serde(default)]
    pub effect: Option<Effect>,
    /// The rule that sets its place; without it, that of the path.
    #[serde(default)]
    pub rule: Option<String>,
    /// The form that goes with it here, where it is not that of the vocabulary.
    #[serde(default)]
    form: Option<String>,
    /// What the clerk does here, where it is not that of the vocabulary.
    #[serde(default)]
    help: Option<String>,
    /// The form that the customer gets where it fails.
    #[serde(default)]
    pub form_on_fail: Option<String>,
    /// What is recorded here: the vocabulary's step with the fields of this kind and class.
    #[serde(skip)]
    pub definition: Step,
}

/// The steps of a kind for a class.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    pub class: Class,
    /// The rule that sets the order.
    pub rule: String,
    /// The step that counts as completing the case.
    pub completes: StepId,
    #[serde(rename = "step")]
    pub steps: Vec<PathStep>,
}

impl Path {
    /// Place of a step in the path.
    pub fn position(&self, id: &StepId) -> Option<usize> {
        self.steps.iter().position(|step| step.id == *id)
    }

    pub fn step(&self, id: &StepId) -> Option<&PathStep> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// What is recorded at a step.
    pub fn definition(&self, id: &StepId) -> Option<&Step> {
        self.step(id).map(|place| &place.definition)
    }

    /// Steps that must be passed before the one at `position`.
    pub fn needs(&self, position: usize) -> &[StepId] {
        let step = &self.steps[position];
        match (&step.needs, position) {
            (Some(needs), _) => needs,
            (None, 0) => &[],
            (None, _) => std::slice::from_ref(&self.steps[position - 1].id),
        }
    }

    /// The same steps under another rule.
    fn under(mut self, rule: &str) -> Self {
        let own = std::mem::replace(&mut self.rule, rule.to_owned());
        let limits = self.steps.iter_mut().filter_map(|step| step.limit.as_mut());
        for limit in limits.filter(|limit| limit.rule == own) {
            rule.clone_into(&mut limit.rule);
        }
        self
    }

    /// The rule that sets the place of a step.
    pub fn rule_of<'a>(&'a self, step: &'a PathStep) -> &'a str {
        step.rule.as_deref().unwrap_or(&self.rule)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    kind: Kind,
    also: Option<Also>,
    /// Classes that walk the same steps as the file's path.
    #[serde(default)]
    also_classes: Vec<Class>,
    #[serde(rename = "path")]
    paths: Vec<Path>,
}

/// A kind that walks the same steps under a rule of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Also {
    kind: Kind,
    rule: String,
}

/// All procedures.
#[derive(Debug, Clone)]
pub struct Procedures {
    steps: BTreeMap<StepId, Step>,
    paths: BTreeMap<(Kind, Class), Path>,
}

/// Why the procedure files are not taken.
#[derive(Debug, thiserror::Error)]
pub enum ProcedureError {
    #[error("流程文件格式不对：{0}")]
    Format(#[from] toml::de::Error),
    #[error("流程{kind}/{class}的环节{step}:{problem}")]
    Step {
        kind: Kind,
        class: Class,
        step: StepId,
        problem: String,
    },
    #[error("流程{0}/{1}写了两次")]
    Twice(Kind, Class),
    #[error("环节{0}写了两次")]
    StepTwice(StepId),
}

impl Procedures {
    /// Reads the files of the vocabulary of steps and a file for each kind.
    ///
    /// # Errors
    /// [`ProcedureError`]: a step that no vocabulary has, a need that lies later, a limit without a
    /// parameter.
    pub fn parse(
        steps: &[&str],
        kinds: &[&str],
        books: &Rulebooks,
    ) -> Result<Self, ProcedureError> {
        let mut procedures = Self {
            steps: BTreeMap::new(),
            paths: BTreeMap::new(),
        };
        for file in steps {
            let vocabulary: BTreeMap<StepId, Step> = toml::from_str(file)?;
            for (id, step) in vocabulary {
                if procedures.steps.insert(id.clone(), step).is_some() {
                    return Err(ProcedureError::StepTwice(id));
                }
            }
        }
        for file in kinds {
            let file: KindFile = toml::from_str(file)?;
            for path in file.paths {
                procedures.validate(file.kind, &path, books)?;
                if let Some(also) = &file.also {
                    procedures.add(also.kind, path.clone().under(&also.rule))?;
                }
                for class in &file.also_classes {
                    let same = Path {
                        class: *class,
                        ..path.clone()
                    };
                    procedures.add(file.kind, same)?;
                }
                procedures.add(file.kind, path)?;
            }
        }
        Ok(procedures)
    }

    /// Whether every limit finds its span.
    pub(super) fn check_spans(&self, books: &Rulebooks) -> Result<(), ProcedureError> {
        self.paths
            .iter()
            .try_for_each(|((kind, _), path)| spans(*kind, path, books))
    }

    fn add(&mut self, kind: Kind, mut path: Path) -> Result<(), ProcedureError> {
        let class = path.class;
        for place in &mut path.steps {
            let mut definition = self.steps.get(&place.id).cloned().unwrap_or_default();
            definition
                .fields
                .retain(|field| field.stands_in(kind, class));
            definition.form = place.form.clone().or(definition.form);
            definition.help = place.help.clone().unwrap_or(definition.help);
            place.definition = definition;
        }
        match self.paths.insert((kind, class), path) {
            Some(_) => Err(ProcedureError::Twice(kind, class)),
            None => Ok(()),
        }
    }

    fn validate(&self, kind: Kind, path: &Path, books: &Rulebooks) -> Result<(), ProcedureError> {
        let wrong = |step: &StepId, problem: String| ProcedureError::Step {
            kind,
            class: path.class,
            step: step.clone(),
            problem,
        };
        spans(kind, path, books)?;
        let mut before: BTreeSet<&StepId> = BTreeSet::new();
        for (position, step) in path.steps.iter().enumerate() {
            if !self.steps.contains_key(&step.id) {
                return Err(wrong(&step.id, "环节表里没有".to_owned()));
            }
            let earlier =
                path.needs(position)
                    .iter()
                    .chain(match step.limit.as_ref().map(|l| &l.from) {
                        Some(Opening::LastOf(steps)) => steps.as_slice(),
                        _ => &[],
                    });
            if let Some(later) = earlier.clone().find(|need| !before.contains(need)) {
                return Err(wrong(&step.id, format!("依据的环节{later}不在它之前")));
            }
            if !before.insert(&step.id) {
                return Err(wrong(&step.id, "写了两次".to_owned()));
            }
            if let Some(back) = &step.on_fail
                && !before.contains(back)
            {
                return Err(wrong(&step.id, format!("退回的环节{back}不在它之前")));
            }
        }
        if !before.contains(&path.completes) {
            return Err(wrong(&path.completes, "办结环节不在流程里".to_owned()));
        }
        Ok(())
    }

    /// The steps of a kind for a class; `None` where this build has no such procedure.
    pub fn path(&self, kind: Kind, class: Class) -> Option<&Path> {
        self.paths.get(&(kind, class))
    }

    /// Every path.
    pub fn paths(&self) -> impl Iterator<Item = (Kind, &Path)> {
        self.paths.iter().map(|((kind, _), path)| (*kind, path))
    }

    /// The Chinese name of a step; its ID where the vocabulary has lost it.
    pub fn name<'a>(&'a self, id: &'a StepId) -> &'a str {
        self.steps
            .get(id)
            .map_or(id.as_str(), |step| step.name.as_str())
    }
}

/// Every limit of a path names a parameter that is a span, on any day.
fn spans(kind: Kind, path: &Path, books: &Rulebooks) -> Result<(), ProcedureError> {
    for step in &path.steps {
        for sources in Sources::ALL {
            let Some(limit) = &step.limit else {
                continue;
            };
            let Some(key) = limit.span.as_ref().map(|span| span.of(*sources)) else {
                continue;
            };
            if books.span(key, chrono::NaiveDate::MAX).is_err() {
                return Err(ProcedureError::Step {
                    kind,
                    class: path.class,
                    step: step.id.clone(),
                    problem: format!("期限参数{key}不在规则文件里，或不是期限"),
                });
            }
        }
    }
    Ok(())
}

/// How a step stands in a case, for the stepper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Passed,
    /// Can be recorded now.
    Next,
    /// Waits for what it needs.
    Later,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn error(kind_file: &str) -> String {
        let manual = Manual::built_in().unwrap();
        let steps = "[a]\nname = \"甲\"\nhelp = \"x\"\nresults = [\"pass\"]\n\
                     [b]\nname = \"乙\"\nhelp = \"x\"\nresults = [\"pass\", \"fail\"]\n";
        let head = "kind = \"new_connection\"\n[[path]]\nclass = \"resident\"\nrule = \"NEW-1\"\n";
        let file = format!("{head}{kind_file}");
        match Procedures::parse(&[steps], &[&file], &manual.rulebooks) {
            Ok(_) => "taken".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_wrong_procedure_is_named() {
        let a = "[[path.step]]\nid = \"a\"\n";
        assert_eq!(error(&format!("completes = \"a\"\n{a}")), "taken");
        assert!(error(&format!("completes = \"b\"\n{a}")).contains('b'));
        assert!(error("completes = \"c\"\n[[path.step]]\nid = \"c\"\n").contains("环节表里没有"));
        assert!(error(&format!("completes = \"a\"\n{a}{a}")).contains("两次"));
        let twice = ["[a]\nname = \"甲\"\nhelp = \"x\"\nresults = [\"pass\"]\n"; 2];
        let twice = Procedures::parse(&twice, &[], &Manual::built_in().unwrap().rulebooks);
        assert!(matches!(twice, Err(ProcedureError::StepTwice(_))));
        assert!(error(&format!("completes = \"a\"\n{a}needs = [\"b\"]\n")).contains("不在它之前"));
        assert!(error(&format!("completes = \"a\"\n{a}on_fail = \"b\"\n")).contains("退回"));
        let limit = "[path.step.limit]\nrule = \"NEW-1\"\nspan = \"none\"\nfrom = \"acceptance\"\n";
        assert!(error(&format!("completes = \"a\"\n{a}{limit}")).contains("期限参数none"));
    }
}
