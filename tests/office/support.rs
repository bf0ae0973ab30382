//! An office with two people, and a resident's application.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use yekuo::model::application::Draft;
use yekuo::model::vocabulary::StepResult;
use yekuo::office::case_file::{CaseFile, NextStep, case_file};
use yekuo::office::print::{self, Mode};
use yekuo::office::{Desk, Office, OfficeError, accept, settings, step};
use yekuo::rules::step_entry::StepEntry;

pub(crate) fn now(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

pub(crate) struct Window {
    _dir: tempfile::TempDir,
    pub(crate) office: Office,
    pub(crate) desk: Desk,
}

impl Window {
    pub(crate) fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at = now("2026-06-01T09:00:00");
        let (mut office, _) = Office::open(dir.path(), at).unwrap();
        let desk = Desk {
            today: at.date(),
            now: at,
            operator: "王芳".to_owned(),
        };
        let changes = [
            ("office.name", "石桥供电所"),
            ("office.code", "360731"),
            ("operators", "王芳:clerk,李强:supervisor"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()));
        office
            .act_as_founder(&desk, |work| settings::change(work, &changes))
            .unwrap();
        Self {
            _dir: dir,
            office,
            desk,
        }
    }

    pub(crate) fn accept(&mut self, draft: &Draft) -> String {
        self.office
            .act(&self.desk, |work| accept::accept(work, draft))
            .unwrap()
            .case
    }

    pub(crate) fn print(
        &mut self,
        subject: &str,
        form: &str,
    ) -> Result<print::Printed, OfficeError> {
        self.office.act(&self.desk, |work| {
            print::print(work, subject, &form.into(), Mode::Filled)
        })
    }
}

pub(crate) fn draft() -> Draft {
    serde_json::from_str(
        r#"{"kind":"new_connection","class":"resident","applied_on":"2026-06-01",
        "customer":{"name":"张𬱖","id_kind":"id_card","id_number":"11010519491231002X",
        "phone":"13800138000","address":"石桥镇䶮村三组18号"},
        "capacity":"8","unit":"kW","voltage":"220V","use":"住宅","tariff":"resident","billing":"single",
        "equipment":[{"name":"电热水器","count":2,"kw":"1.5"}],
        "documents":{"DOC-1.1":"copy","DOC-1.2":"both"}}"#,
    )
    .unwrap()
}

pub(crate) fn file(window: &Window, case: &str) -> CaseFile {
    window
        .office
        .look(&window.desk, |work| case_file(work, case))
        .unwrap()
}

/// A step with every field that a pass needs, filled in with its example.
pub(crate) fn entry(next: &NextStep) -> StepEntry {
    let needed = next
        .fields
        .iter()
        .filter(|field| field.spec.required.on(StepResult::Pass));
    let fields: BTreeMap<_, _> = needed
        .map(|field| (field.spec.name.clone(), field.example.clone()))
        .collect();
    StepEntry {
        step: next.step.to_string(),
        fields,
        ..StepEntry::default()
    }
}

/// Records whatever comes next, up to and including `last`.
pub(crate) fn walk(window: &mut Window, case: &str, last: &str) {
    loop {
        let next = file(window, case)
            .next
            .into_iter()
            .next()
            .expect("a step to record");
        window
            .office
            .act(&window.desk, |work| step::record(work, case, &entry(&next)))
            .unwrap();
        if next.step.as_str() == last {
            return;
        }
    }
}
