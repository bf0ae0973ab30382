//! What the customer brings (业务资料), DOC-1, DOC-2, DOC-9 and DOC-10.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::application::Application;
use crate::model::document::DocumentState;
use crate::model::vocabulary::{Class, Kind};

/// What of a document satisfies the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// A copy kept.
    Copy,
    /// The original sighted and a copy kept.
    Both,
    /// Either.
    Any,
}

impl Needs {
    pub fn chinese(self) -> &'static str {
        match self {
            Needs::Copy => "留复印件",
            Needs::Both => "核原件并留复印件",
            Needs::Any => "原件或复印件",
        }
    }

    /// Whether a document in this state is enough.
    pub fn met_by(self, state: &DocumentState) -> bool {
        match state {
            DocumentState::NotApplicable(_) | DocumentState::Both => true,
            DocumentState::Missing => false,
            DocumentState::Original => self == Needs::Any,
            DocumentState::Copy => self != Needs::Both,
        }
    }
}

/// When an item is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Condition {
    kinds: Vec<Kind>,
    classes: Vec<Class>,
    tenant: Option<bool>,
    agent: Option<bool>,
    /// Every change of an account that exists.
    changes: bool,
}

/// One item of the checklists.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// `DOC-1.1`
    pub code: String,
    pub name: String,
    pub needs: Needs,
    #[serde(rename = "for")]
    condition: Condition,
    help: String,
    /// Papers that serve as well.
    #[serde(default)]
    equivalents: Vec<String>,
    /// The office's setting that names more of them.
    pub own_equivalents: Option<String>,
}

impl Item {
    /// What belongs there (DOC-9), with `own` papers that the office takes instead beside the manual's.
    pub fn help(&self, own: &str) -> String {
        let papers = self.equivalents.iter().map(String::as_str);
        let papers: Vec<&str> = papers.chain((!own.is_empty()).then_some(own)).collect();
        if papers.is_empty() {
            return self.help.clone();
        }
        format!("{}，任一种都可以。{}", papers.join("、"), self.help)
    }

    /// ID of the rule that asks for it: `DOC-1` of `DOC-1.1`.
    pub fn rule(&self) -> &str {
        self.code
            .split_once('.')
            .map_or(self.code.as_str(), |(rule, _)| rule)
    }
}

/// All items.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklists {
    #[serde(rename = "item")]
    items: Vec<Item>,
}

/// What decides which items are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    pub kind: Kind,
    pub class: Class,
    pub tenant: bool,
    /// Someone acts for the applicant.
    pub agent: bool,
}

impl From<&Application> for Situation {
    fn from(application: &Application) -> Self {
        Self {
            kind: application.kind,
            class: application.class,
            tenant: application.tenant,
            agent: application.agent.is_some(),
        }
    }
}

impl Checklists {
    /// Every item in the order of the file.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items asked for in a situation.
    pub fn asked_for(&self, situation: Situation) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| {
            let c = &item.condition;
            (c.kinds.is_empty() || c.kinds.contains(&situation.kind))
                && (c.classes.is_empty() || c.classes.contains(&situation.class))
                && (!c.changes || situation.kind.is_change())
                && c.tenant.is_none_or(|tenant| tenant == situation.tenant)
                && c.agent.is_none_or(|agent| agent == situation.agent)
        })
    }

    /// The items that are not yet satisfied; while there is one the case waits and no limit runs.
    pub fn missing<'a>(
        &'a self,
        situation: Situation,
        documents: &'a BTreeMap<String, DocumentState>,
    ) -> impl Iterator<Item = &'a Item> {
        self.asked_for(situation).filter(|item| {
            let state = documents.get(&item.code).unwrap_or(&DocumentState::Missing);
            !item.needs.met_by(state)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    const OWNER: Situation = Situation {
        kind: Kind::NewConnection,
        class: Class::Resident,
        tenant: false,
        agent: false,
    };

    fn codes(situation: Situation) -> Vec<String> {
        let lists = Manual::built_in().unwrap().checklists;
        lists
            .asked_for(situation)
            .map(|item| item.code.clone())
            .collect()
    }

    fn missing(situation: Situation, brought: &[(&str, &str)]) -> Vec<String> {
        let lists = Manual::built_in().unwrap().checklists;
        let brought = brought
            .iter()
            .map(|(c, s)| ((*c).to_owned(), s.parse().unwrap()))
            .collect();
        lists
            .missing(situation, &brought)
            .map(|item| item.code.clone())
            .collect()
    }

    #[test]
    fn doc_1_an_owner_brings_title_and_identity_card() {
        assert_eq!(codes(OWNER), ["DOC-1.1", "DOC-1.2"]);
        assert_eq!(
            missing(OWNER, &[("DOC-1.1", "copy"), ("DOC-1.2", "both")]),
            [""; 0]
        );
        assert_eq!(
            missing(OWNER, &[("DOC-1.1", "original"), ("DOC-1.2", "copy")]),
            ["DOC-1.1"]
        );
        assert_eq!(
            missing(OWNER, &[("DOC-1.2", "missing")]),
            ["DOC-1.1", "DOC-1.2"]
        );
    }

    #[test]
    fn doc_1_papers_that_serve_as_title_are_named_with_the_offices_own() {
        let lists = Manual::built_in().unwrap().checklists;
        let title = &lists.items()[0];
        assert!(title.help("").contains("购房合同、村委会产权证明，任一种"));
        assert!(
            title
                .help("公租房分配单")
                .contains("村委会产权证明、公租房分配单，任一种")
        );
    }

    #[test]
    fn doc_2_a_tenant_brings_the_owners_papers_and_his_own() {
        let tenant = Situation {
            tenant: true,
            ..OWNER
        };
        assert_eq!(
            codes(tenant),
            ["DOC-1.1", "DOC-1.2", "DOC-2.1", "DOC-2.2", "DOC-2.3"]
        );
        let all_but_guarantee = [
            ("DOC-1.1", "copy"),
            ("DOC-1.2", "copy"),
            ("DOC-2.1", "original"),
            ("DOC-2.3", "copy"),
        ];
        assert_eq!(missing(tenant, &all_but_guarantee), ["DOC-2.2"]);
    }

    #[test]
    fn doc_9_every_item_says_what_belongs_there() {
        for item in Manual::built_in().unwrap().checklists.items() {
            assert!(item.help("").chars().count() >= 8, "{}", item.code);
        }
    }

    #[test]
    fn doc_10_changes_ask_for_the_holder_and_who_comes_for_him() {
        let change = |kind, tenant, agent| {
            codes(Situation {
                kind,
                class: Class::LowVoltage,
                tenant,
                agent,
            })
        };
        assert_eq!(change(Kind::Closure, false, false), ["DOC-10.1"]);
        assert_eq!(change(Kind::Closure, false, true), ["DOC-10.1", "DOC-10.2"]);
        assert_eq!(change(Kind::Removal, true, false), ["DOC-10.1", "DOC-10.3"]);
        assert_eq!(change(Kind::Split, false, false), ["DOC-10.1", "DOC-10.4"]);
        assert!(!codes(OWNER).iter().any(|code| code.starts_with("DOC-10")));
    }

    #[test]
    fn a_reason_makes_an_item_not_applicable() {
        let brought = [
            ("DOC-1.1", "not_applicable:公租房，产权属镇政府"),
            ("DOC-1.2", "copy"),
        ];
        assert_eq!(missing(OWNER, &brought), [""; 0]);
    }

    #[test]
    fn both_needs_original_and_copy() {
        assert!(!Needs::Both.met_by(&DocumentState::Copy));
        assert!(!Needs::Both.met_by(&DocumentState::Original));
        assert!(Needs::Both.met_by(&DocumentState::Both));
        assert!(Needs::Any.met_by(&DocumentState::Original));
    }
}
