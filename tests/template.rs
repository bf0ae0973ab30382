//! Applications to start from: whole, accepted, and none for what is not built.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use yekuo::model::application::Draft;
use yekuo::model::vocabulary::{CaseState, Class, Kind, Nature, Sources};
use yekuo::office::demo::{self, Request};
use yekuo::office::template::template;
use yekuo::office::{Desk, Office, OfficeError, accept};
use yekuo::rules::checklist::Situation;

const DAYS: [&str; 8] = [
    "2026-11-23",
    "2026-01-05",
    "2024-02-29",
    "2026-10-08",
    "2027-01-04",
    "2026-01-01",
    "2028-02-29",
    "2026-12-31",
];

fn desk(today: &str) -> Desk {
    Desk {
        today: today.parse().unwrap(),
        now: "2026-11-23T08:00:00".parse().unwrap(),
        operator: "王芳".to_owned(),
    }
}

/// A small sample office, laid out before any of the days.
fn office() -> (Office, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let founding = desk("2024-02-05");
    let (mut office, _) = Office::open(dir.path(), founding.now).unwrap();
    let small = Request {
        customers: 3,
        cases: 3,
        seed: 1,
    };
    office
        .act_as_founder(&founding, |work| demo::fill(work, &small))
        .unwrap();
    (office, dir)
}

fn refused(outcome: Result<impl std::fmt::Debug, OfficeError>) -> String {
    match outcome.unwrap_err() {
        OfficeError::Refused(refusals) => refusals
            .iter()
            .map(|refusal| format!("{} {}\n", refusal.rule, refusal.message))
            .collect(),
        other => panic!("{other}"),
    }
}

fn template_for(office: &mut Office, desk: &Desk, tenant: bool) -> Draft {
    let (kind, class) = (Kind::NewConnection, Class::Resident);
    office
        .act(desk, |work| template(work, kind, class, None, None, tenant))
        .unwrap()
}

#[test]
fn a_template_is_whole_and_is_accepted() {
    let (mut office, _dir) = office();
    for today in DAYS {
        let desk = desk(today);
        for tenant in [false, true] {
            let draft = template_for(&mut office, &desk, tenant);
            assert_eq!(draft, template_for(&mut office, &desk, tenant));
            assert_eq!(draft.applied_on, today);
            assert!(draft.customer.name.contains('𬱖'));
            assert_eq!(draft.landlord.is_some(), tenant);
            let written = serde_json::to_value(&draft).unwrap();
            assert_eq!(empty_fields(&written, ""), [""; 0]);
            let situation = Situation {
                kind: Kind::NewConnection,
                class: Class::Resident,
                nature: None,
                tenant,
                agent: true,
            };
            let asked = office.manual().checklists.asked_for(situation);
            assert_eq!(asked.count(), draft.documents.len());
            let taken = office
                .act(&desk, |work| accept::accept(work, &draft))
                .unwrap();
            assert_eq!(taken.state, CaseState::Accepted, "{:?}", taken.missing);
        }
    }
}

/// Paths of texts and lists that are empty; what need not be filled in is not written at all.
fn empty_fields(value: &serde_json::Value, at: &str) -> Vec<String> {
    use serde_json::Value;
    match value {
        Value::String(text) if text.is_empty() => vec![at.to_owned()],
        Value::Array(items) if items.is_empty() => vec![at.to_owned()],
        Value::Null => vec![at.to_owned()],
        Value::Array(items) => items
            .iter()
            .flat_map(|item| empty_fields(item, at))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, field)| empty_fields(field, &format!("{at}.{key}")))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_template_of_business_not_built_is_refused() {
    let (mut office, _dir) = office();
    let desk = desk(DAYS[0]);
    let built: BTreeSet<_> = office
        .manual()
        .procedures
        .paths()
        .map(|(kind, path)| (kind, path.class))
        .collect();
    for &kind in Kind::ALL {
        for &class in Class::ALL {
            if built.contains(&(kind, class)) {
                continue;
            }
            let outcome = office.act(&desk, |work| template(work, kind, class, None, None, false));
            let said = refused(outcome);
            assert!(
                said.starts_with("INPUT ") && said.contains("本版尚未开办"),
                "{said}"
            );
        }
    }
    let outcome = office.act(&desk, |work| {
        let (kind, class) = (Kind::NewConnection, Class::Resident);
        let (nature, sources) = (Some(Nature::Public), Some(Sources::Dual));
        template(work, kind, class, nature, sources, false)
    });
    let said = refused(outcome);
    assert!(
        said.contains("用电性质") && said.contains("电源数"),
        "{said}"
    );
}
