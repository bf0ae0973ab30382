//! What the customer brings (业务资料): with the application (DOC-1 to DOC-5, DOC-10), and at a later step
//! (DOC-6 to DOC-8).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::application::Application;
use crate::model::case::StepId;
use crate::model::document::DocumentState;
use crate::model::vocabulary::{Class, Kind, Nature};

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
    natures: Vec<Nature>,
    tenant: Option<bool>,
    agent: Option<bool>,
    /// Whether the office itself begins the business.
    by_office: Option<bool>,
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
    /// The step at which it is asked for; `None`: with the application.
    #[serde(default)]
    pub at: Option<StepId>,
    /// Reasons for which it is often not applicable, ready to choose.
    #[serde(default)]
    pub not_applicable: Vec<String>,
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

    /// Whether what was brought of it is enough.
    pub fn is_enough(&self, documents: &BTreeMap<String, DocumentState>) -> bool {
        let state = documents.get(&self.code).unwrap_or(&DocumentState::Missing);
        self.needs.met_by(state)
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
    pub nature: Option<Nature>,
    pub tenant: bool,
    /// Someone acts for the applicant.
    pub agent: bool,
    /// The office closes an account for want of use (CLOSE-4): nobody applies.
    pub by_office: bool,
}

impl From<&Application> for Situation {
    fn from(application: &Application) -> Self {
        Self {
            kind: application.kind,
            class: application.class,
            nature: application.nature,
            tenant: application.tenant,
            agent: application.agent.is_some(),
            by_office: application.is_begun_by_office(),
        }
    }
}

impl Checklists {
    /// Every item in the order of the file.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items asked for with an application.
    pub fn asked_for(&self, situation: Situation) -> impl Iterator<Item = &Item> {
        self.ever_asked_for(situation)
            .filter(|item| item.at.is_none())
    }

    /// The items asked for at a step of the case (DOC-6 to DOC-8).
    pub fn asked_at<'a>(
        &'a self,
        situation: Situation,
        step: &'a StepId,
    ) -> impl Iterator<Item = &'a Item> {
        self.ever_asked_for(situation)
            .filter(move |item| item.at.as_ref() == Some(step))
    }

    /// The items asked for with an application or at any step after it.
    pub fn ever_asked_for(&self, situation: Situation) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| {
            let c = &item.condition;
            (c.kinds.is_empty() || c.kinds.contains(&situation.kind))
                && (c.classes.is_empty() || c.classes.contains(&situation.class))
                && (c.natures.is_empty()
                    || situation
                        .nature
                        .is_some_and(|nature| c.natures.contains(&nature)))
                && (!c.changes || situation.kind.is_change())
                && c.tenant.is_none_or(|tenant| tenant == situation.tenant)
                && c.agent.is_none_or(|agent| agent == situation.agent)
                && c.by_office
                    .is_none_or(|by_office| by_office == situation.by_office)
        })
    }

    /// The items that are not yet satisfied; while there is one the case waits and no limit runs.
    pub fn missing<'a>(
        &'a self,
        situation: Situation,
        documents: &'a BTreeMap<String, DocumentState>,
    ) -> impl Iterator<Item = &'a Item> {
        self.asked_for(situation)
            .filter(|item| !item.is_enough(documents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    const OWNER: Situation = Situation {
        kind: Kind::NewConnection,
        class: Class::Resident,
        nature: None,
        tenant: false,
        agent: false,
        by_office: false,
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

    fn organisation(class: Class, nature: Nature, tenant: bool) -> Situation {
        Situation {
            kind: Kind::NewConnection,
            class,
            nature: Some(nature),
            tenant,
            agent: false,
            by_office: false,
        }
    }

    #[test]
    fn doc_3_an_industrial_customer_brings_seven_papers_original_and_copy() {
        let mill = organisation(Class::LowVoltage, Nature::Industrial, false);
        let seven: Vec<String> = (1..=7).map(|n| format!("DOC-3.{n}")).collect();
        assert_eq!(codes(mill), seven);
        let more = Situation {
            kind: Kind::CapacityIncrease,
            ..mill
        };
        // DOC-10 asks for the holder's identity as in every change.
        assert_eq!(codes(more)[..7], seven);
        let brought: Vec<(&str, &str)> = seven.iter().map(|code| (code.as_str(), "both")).collect();
        assert_eq!(missing(mill, &brought), [""; 0]);
        let copies: Vec<(&str, &str)> = seven.iter().map(|code| (code.as_str(), "copy")).collect();
        assert_eq!(missing(mill, &copies), seven);
    }

    #[test]
    fn doc_4_every_other_nature_brings_six_and_a_tenant_his_lease_instead_of_the_title() {
        let name = |situation, code: &str| {
            let lists = Manual::built_in().unwrap().checklists;
            let item = lists.asked_for(situation).find(|item| item.code == code);
            item.unwrap().name.clone()
        };
        for nature in [
            Nature::Commercial,
            Nature::Agricultural,
            Nature::Public,
            Nature::Temporary,
        ] {
            for tenant in [false, true] {
                let shop = organisation(Class::LowVoltage, nature, tenant);
                let mut six = codes(shop);
                six.sort();
                let expected: Vec<String> = (1..=6).map(|n| format!("DOC-4.{n}")).collect();
                assert_eq!(six, expected, "{nature} {tenant}");
                assert_eq!(name(shop, "DOC-4.5").contains("租房协议"), tenant);
            }
        }
    }

    #[test]
    fn doc_4_a_merged_licence_covers_code_certificate_and_permit_with_a_reason() {
        let shop = organisation(Class::LowVoltage, Nature::Commercial, false);
        let lists = Manual::built_in().unwrap().checklists;
        for code in ["DOC-4.2", "DOC-4.3"] {
            let item = lists
                .asked_for(shop)
                .find(|item| item.code == code)
                .unwrap();
            assert_eq!(item.not_applicable[0], "已合并统一社会信用代码");
        }
        let brought = [
            ("DOC-4.1", "both"),
            ("DOC-4.2", "not_applicable:已合并统一社会信用代码"),
            ("DOC-4.3", "not_applicable:已合并统一社会信用代码"),
            ("DOC-4.4", "both"),
            ("DOC-4.5", "both"),
        ];
        assert_eq!(missing(shop, &brought), ["DOC-4.6"]);
    }

    #[test]
    fn doc_5_high_voltage_brings_what_its_nature_asks_for() {
        for nature in [Nature::Industrial, Nature::Public] {
            let high = codes(organisation(Class::HighVoltage, nature, false));
            assert_eq!(high, codes(organisation(Class::LowVoltage, nature, false)));
        }
    }

    #[test]
    fn doc_6_doc_7_doc_8_are_asked_for_at_their_step_and_never_hold_up_acceptance() {
        let lists = Manual::built_in().unwrap().checklists;
        let count = |class, step: &str| {
            let situation = organisation(class, Nature::Industrial, false);
            let step = StepId::from(step);
            let items = lists.asked_at(situation, &step);
            items.map(|item| item.rule().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(count(Class::HighVoltage, "design_submitted"), ["DOC-6"; 13]);
        assert_eq!(
            count(Class::HighVoltage, "completion_applied"),
            ["DOC-8"; 8]
        );
        assert_eq!(count(Class::LowVoltage, "completion_applied"), ["DOC-7"; 6]);
        assert_eq!(count(Class::LowVoltage, "design_submitted"), [""; 0]);
        assert_eq!(count(Class::Resident, "completion_applied"), [""; 0]);
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
                nature: Some(Nature::Industrial),
                tenant,
                agent,
                by_office: false,
            })
        };
        assert_eq!(change(Kind::Closure, false, false), ["DOC-10.1"]);
        assert_eq!(change(Kind::Closure, false, true), ["DOC-10.1", "DOC-10.2"]);
        assert_eq!(change(Kind::Removal, true, false), ["DOC-10.1", "DOC-10.3"]);
        assert_eq!(
            change(Kind::Split, false, false),
            ["DOC-10.1", "DOC-10.4", "DOC-10.7"]
        );
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
