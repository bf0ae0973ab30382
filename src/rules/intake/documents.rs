//! The papers that came with an application.

use std::collections::BTreeMap;

use crate::model::application::Draft;
use crate::model::document::DocumentState;
use crate::model::vocabulary::{Class, Kind};
use crate::rules::checklist::Situation;

use super::Check;

impl Check<'_> {
    /// The state of each paper; only those that this application is asked for.
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
        let situation = Situation {
            kind,
            class,
            tenant: draft.tenant,
            agent: draft.agent.is_some(),
        };
        let manual = self.manual;
        let asked: Vec<&str> = manual
            .checklists
            .asked_for(situation)
            .map(|item| item.code.as_str())
            .collect();
        for (code, typed) in &draft.documents {
            let at = format!("documents.{code}");
            if !asked.contains(&code.as_str()) {
                let problem = format!("本业务不收这一项（收：{}）", asked.join("、"));
                self.input(&at, code, problem);
                continue;
            }
            match typed.parse::<DocumentState>() {
                Ok(state) => {
                    documents.insert(code.clone(), state);
                }
                Err(problem) => self.input(&at, code, problem),
            }
        }
        documents
    }
}
