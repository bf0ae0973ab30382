//! Accounts that stand before a test begins, made by the office's own acts.

use std::path::Path;

use yekuo::model::application::Draft;
use yekuo::model::vocabulary::{Class, Kind, Nature, StepResult};
use yekuo::office::{Desk, Office, Work, accept, case_file, documents, draft, step};
use yekuo::rules::Manual;
use yekuo::rules::checklist::Situation;
use yekuo::rules::step_entry::StepEntry;

use crate::support::noon;

/// What an industrial customer applies for at 10 kV.
pub(crate) fn factory(today: &str, capacity: &str, own: &[&str]) -> Draft {
    let transformers: Vec<String> = own
        .iter()
        .enumerate()
        .map(|(index, kva)| format!(r#"{{"plate":"{}#","kva":"{kva}","group":null}}"#, index + 1))
        .collect();
    let json = format!(
        r#"{{"kind":"new_connection","class":"high_voltage","nature":"industrial","applied_on":"{today}",
        "customer":{{"name":"红星机械厂","id_kind":"uscc","id_number":"91350100M000100Y43",
        "phone":"0797-6234567","address":"石桥镇工业园3号"}},
        "capacity":"{capacity}","unit":"kVA","voltage":"10kV","use":"","tariff":"general_industrial","billing":"single",
        "sources":[{{"voltage":"10kV","capacity":"{capacity}","line":"public","role":"main"}}],
        "transformers":[{}]}}"#,
        transformers.join(",")
    );
    let mut draft: Draft = serde_json::from_str(&json).unwrap();
    bring_all(&mut draft, Kind::NewConnection);
    draft
}

/// More capacity for such a customer, carried by a transformer more.
pub(crate) fn more(today: &str, account: &str, added: &str) -> Draft {
    let json = format!(
        r#"{{"kind":"capacity_increase","account":"{account}","applied_on":"{today}","reason":"新上生产线",
        "added":"{added}","transformers":[{{"plate":"9#","kva":"{added}","group":null}}]}}"#
    );
    let mut draft: Draft = serde_json::from_str(&json).unwrap();
    bring_all(&mut draft, Kind::CapacityIncrease);
    draft
}

/// Every paper that an industrial customer at 10 kV is asked for.
fn bring_all(draft: &mut Draft, kind: Kind) {
    let situation = Situation {
        kind,
        class: Class::HighVoltage,
        nature: Some(Nature::Industrial),
        tenant: false,
        agent: false,
        by_office: false,
    };
    let manual = Manual::built_in().unwrap();
    let asked = manual.checklists.asked_for(situation);
    draft.documents = asked
        .map(|item| (item.code.clone(), "both".to_owned()))
        .collect();
}

fn desk(today: &str) -> Desk {
    Desk {
        today: today.parse().unwrap(),
        now: noon(today),
        operator: "王芳".to_owned(),
    }
}

/// Leaves an application half typed.
pub(crate) fn keep(dir: &Path, today: &str, typed: &Draft) {
    let (mut office, _) = Office::open(dir, noon(today)).unwrap();
    let body = serde_json::to_value(typed).unwrap();
    let kept = |work: Work<'_>| draft::keep(work, "new_connection/begun", body);
    office.act(&desk(today), kept).unwrap();
}

/// Takes an application and records every step until `until` can be recorded, or all of them. Returns the case's
/// number and, once power is on, its account.
pub(crate) fn walk(
    dir: &Path,
    today: &str,
    draft: &Draft,
    until: Option<&str>,
) -> (String, Option<String>) {
    let (mut office, _) = Office::open(dir, noon(today)).unwrap();
    let desk = desk(today);
    let taken = office
        .act(&desk, |work| accept::accept(work, draft))
        .unwrap();
    assert_eq!(taken.missing, []);
    let number = taken.case;
    loop {
        let file = office
            .look(&desk, |work| case_file::case_file(work, &number))
            .unwrap();
        let Some(next) = file.next.first() else {
            return (number, file.case.account);
        };
        if until == Some(next.step.as_str()) {
            return (number, file.case.account);
        }
        let missing: Vec<(String, String)> = file
            .documents
            .iter()
            .filter(|line| !line.enough)
            .map(|line| (line.code.clone(), "both".to_owned()))
            .collect();
        if !missing.is_empty() {
            let brought = |work: Work<'_>| documents::record(work, &number, &missing, "");
            office.act(&desk, brought).unwrap();
        }
        let required = next
            .fields
            .iter()
            .filter(|field| field.spec.required.on(StepResult::Pass) || !field.example.is_empty());
        let entry = StepEntry {
            step: next.step.to_string(),
            fields: required
                .filter(|field| field.spec.name != "reason")
                .map(|field| (field.spec.name.clone(), field.example.clone()))
                .collect(),
            ..StepEntry::default()
        };
        office
            .act(&desk, |work| step::record(work, &number, &entry))
            .unwrap();
    }
}
