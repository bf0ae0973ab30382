//! The papers that came with an application.

use std::collections::BTreeMap;

use crate::model::application::Draft;
use crate::model::document::DocumentState;
use crate::model::vocabulary::{Class, Kind};
use crate::rules::checklist::Situation;

use super::Check;

impl Check<'_> {
    /// The state of each paper; only those that this case is ever asked for.
    pub(super) fn documents(
        &mut self,
        draft: &Draft,
        kind: Option<Kind>,
        class: Option<Class>,
    ) -> BTreeMap<String, DocumentState> {
        let mut documents = BTreeMap::new();
        let (Some(kind), Some(class)) = (kind, class) else {
            return documents;
        };
        let nature = draft.nature.parse().ok();
        if class != Class::Resident && nature.is_none() {
            // Which papers are asked for hangs on the nature, which is named as wrong already.
            return documents;
        }
        let situation = Situation {
            kind,
            class,
            nature,
            tenant: draft.tenant,
            agent: draft.agent.is_some(),
            by_office: draft.is_begun_by_office(),
        };
        let manual = self.manual;
        let lists = &manual.checklists;
        for (code, typed) in &draft.documents {
            let at = format!("documents.{code}");
            let mut ever = lists.ever_asked_for(situation);
            let Some(item) = ever.find(|item| item.code == *code) else {
                let asked = lists.asked_for(situation);
                let asked: Vec<&str> = asked.map(|item| item.code.as_str()).collect();
                let problem = format!("本业务不收这一项（收：{}）", asked.join("、"));
                self.input(&at, code, problem);
                continue;
            };
            match typed.parse::<DocumentState>() {
                Ok(state) => {
                    documents.insert(code.clone(), state);
                }
                Err(problem) => self.input(&at, &item.name, problem),
            }
        }
        documents
    }
}
