//! Applications to be checked.

use yekuo::model::application::{Application, Draft, Terms};
use yekuo::rules::intake::change::AccountFacts;
use yekuo::rules::intake::{IntakeContext, check};
use yekuo::rules::{Manual, Refusal};

pub(crate) const TODAY: &str = "2026-06-01";

pub(crate) fn typed(json: &str) -> Draft {
    serde_json::from_str(json).unwrap()
}

/// The check on [`TODAY`] of what was typed.
pub(crate) fn outcome(
    draft: &Draft,
    account: Option<&AccountFacts>,
) -> Result<Application, Vec<Refusal>> {
    let manual = Manual::built_in().unwrap();
    let terms = Terms {
        reading_months: 1,
        pay_within_days: 10,
        peak_valley: false,
    };
    let supervisors = ["李强".to_owned()];
    let context = IntakeContext {
        today: TODAY.parse().unwrap(),
        terms,
        account,
        handler: "王芳",
        supervisors: &supervisors,
    };
    check(&manual, draft, context)
}

pub(crate) fn fields_of(refusals: &[Refusal]) -> Vec<String> {
    refusals
        .iter()
        .map(|refusal| refusal.field.clone())
        .collect()
}

/// An application that is right, to be made wrong.
pub(crate) struct Right(pub(crate) fn() -> Draft);

impl Right {
    /// What is said of it once it is changed so.
    pub(crate) fn refusals(&self, change: impl FnOnce(&mut Draft)) -> Vec<Refusal> {
        let mut draft = (self.0)();
        change(&mut draft);
        outcome(&draft, None).err().unwrap_or_default()
    }

    /// The fields at fault once it is changed so.
    pub(crate) fn fields(&self, change: impl FnOnce(&mut Draft)) -> Vec<String> {
        fields_of(&self.refusals(change))
    }
}
