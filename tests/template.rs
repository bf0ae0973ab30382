//! Applications to start from: whole, accepted, and none for what is not built.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use yekuo::model::application::Draft;
use yekuo::model::vocabulary::{CaseState, Class, Kind, Nature, Sources};
use yekuo::office::demo::{self, Request};
use yekuo::office::template::template;
use yekuo::office::{Desk, Office, OfficeError, accept, void};
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
        customers: 90,
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

/// What a template can be asked for.
#[derive(Debug, Clone, Copy)]
struct Asked {
    kind: Kind,
    class: Class,
    nature: Option<Nature>,
    sources: Option<Sources>,
    tenant: bool,
}

/// Every kind that is built, class, nature, number of sources, owner and tenant.
fn everything(office: &Office) -> Vec<Asked> {
    let mut list = Vec::new();
    for (kind, path) in office.manual().procedures.paths() {
        let class = path.class;
        let natures: Vec<_> = match class {
            Class::Resident => vec![None],
            _ => Nature::ALL.iter().copied().map(Some).collect(),
        };
        let sources: Vec<_> = match class {
            Class::HighVoltage => Sources::ALL.iter().copied().map(Some).collect(),
            _ => vec![None],
        };
        for nature in natures {
            for sources in &sources {
                list.extend([false, true].map(|tenant| Asked {
                    kind,
                    class,
                    nature,
                    sources: *sources,
                    tenant,
                }));
            }
        }
    }
    list
}

fn template_for(office: &Office, desk: &Desk, asked: Asked) -> Draft {
    let Asked {
        kind,
        class,
        nature,
        sources,
        tenant,
    } = asked;
    office
        .look(desk, |work| {
            template(work, kind, class, nature, sources, tenant)
        })
        .unwrap()
}

#[test]
fn a_template_is_whole_and_is_accepted() {
    let (mut office, _dir) = office();
    for today in DAYS {
        let desk = desk(today);
        for asked in everything(&office) {
            if matches!(asked.kind, Kind::Reconnection | Kind::Resumption) {
                continue;
            }
            let draft = template_for(&office, &desk, asked);
            assert_eq!(draft, template_for(&office, &desk, asked));
            assert_eq!(draft.applied_on, today);
            let names = [&draft.customer.name, &draft.customer.contact];
            let rare = names.iter().any(|name| name.contains('𬱖'));
            assert!(asked.kind.is_change() || rare, "{asked:?}");
            assert_eq!(draft.landlord.is_some(), asked.tenant);
            let written = serde_json::to_value(&draft).unwrap();
            assert_eq!(empty_fields(&written, ""), [""; 0], "{asked:?}");
            assert_eq!(lacking(&written, asked), [""; 0], "{asked:?}");
            let situation = Situation {
                kind: asked.kind,
                class: asked.class,
                nature: asked.nature,
                tenant: asked.tenant,
                agent: true,
                by_office: false,
            };
            let items = office.manual().checklists.asked_for(situation);
            assert_eq!(items.count(), draft.documents.len());
            let taken = office
                .act(&desk, |work| accept::accept(work, &draft))
                .unwrap();
            assert_eq!(taken.state, CaseState::Accepted, "{:?}", taken.missing);
            office
                .act(&desk, |work| void::void(work, &taken.case, "样例"))
                .unwrap();
            let read: Draft = serde_json::from_value(written).unwrap();
            assert_eq!(read, draft);
        }
    }
}

#[test]
fn remove_4_suspend_8_a_template_is_of_an_account_whose_meter_is_off_or_that_is_suspended() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(DAYS[0]);
    let (mut office, _) = Office::open(dir.path(), desk.now).unwrap();
    office
        .act_as_founder(&desk, |work| demo::fill(work, &Request::default()))
        .unwrap();
    for asked in everything(&office) {
        if !matches!(asked.kind, Kind::Reconnection | Kind::Resumption) {
            continue;
        }
        let draft = template_for(&office, &desk, asked);
        let written = serde_json::to_value(&draft).unwrap();
        assert_eq!(empty_fields(&written, ""), [""; 0], "{asked:?}");
        assert_eq!(lacking(&written, asked), [""; 0], "{asked:?}");
        let taken = office
            .act(&desk, |work| accept::accept(work, &draft))
            .unwrap();
        assert_eq!(taken.state, CaseState::Accepted, "{:?}", taken.missing);
        office
            .act(&desk, |work| void::void(work, &taken.case, "样例"))
            .unwrap();
    }
}

/// The fields that a class or kind adds and that are not written.
fn lacking(written: &serde_json::Value, asked: Asked) -> Vec<&'static str> {
    let mut wanted = Vec::new();
    let enlarges = matches!(asked.kind, Kind::NewConnection | Kind::CapacityIncrease);
    if asked.class != Class::Resident {
        wanted.extend([
            "nature",
            "representative",
            "industry",
            "load_nature",
            "security_load",
            "monthly_kwh",
            "vat",
        ]);
    }
    if asked.class == Class::HighVoltage {
        wanted.extend(["own_generation", "important_grade", "nonlinear"]);
    }
    if asked.class == Class::HighVoltage && enlarges {
        wanted.extend(["sources", "transformers"]);
    }
    if asked.kind.is_change() {
        wanted.extend(["account", "reason"]);
    }
    wanted.extend(match asked.kind {
        Kind::CapacityIncrease => &["added"][..],
        Kind::Relocation => &["same_address", "same_class", "same_supply_point", "to"],
        Kind::Removal => &["from", "to"],
        Kind::Reconnection => &[],
        Kind::Reclassification => &["use", "tariff"],
        Kind::Transfer => &["customer", "arrears", "arrears_checked_on"],
        Kind::Suspension => &["transformers", "from", "to"],
        Kind::Resumption => &["suspension", "transformers", "on"],
        Kind::Split => &[
            "same_address",
            "same_supply_point",
            "separable",
            "parts",
            "arrears",
            "arrears_checked_on",
        ],
        Kind::Closure => &["all_capacity_stopped", "arrears", "arrears_checked_on"],
        _ => &["customer", "capacity"],
    });
    wanted.retain(|field| written.get(field).is_none());
    let sources = written.get("sources").and_then(serde_json::Value::as_array);
    let number = sources.map(Vec::len);
    if enlarges
        && number
            != asked
                .sources
                .map(|sources| 1 + usize::from(sources == Sources::Dual))
    {
        wanted.push("sources");
    }
    wanted
}

#[test]
fn a_change_is_of_an_account_that_is_free() {
    let (mut office, _dir) = office();
    let desk = desk(DAYS[0]);
    let asked = Asked {
        kind: Kind::CapacityIncrease,
        class: Class::HighVoltage,
        nature: Some(Nature::Public),
        sources: None,
        tenant: false,
    };
    let first = template_for(&office, &desk, asked);
    assert!(first.customer.is_empty(), "the account says who");
    office
        .act(&desk, |work| accept::accept(work, &first))
        .unwrap();
    let again = office.act(&desk, |work| accept::accept(work, &first));
    assert!(refused(again).starts_with("NEW-4 "));
    let second = template_for(&office, &desk, asked);
    assert_ne!(second.account, first.account);
}

#[test]
fn a_change_without_an_account_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let desk = desk(DAYS[0]);
    let (mut office, _) = Office::open(dir.path(), desk.now).unwrap();
    let outcome = office.act_as_founder(&desk, |work| {
        let (kind, class) = (Kind::CapacityIncrease, Class::Resident);
        template(work, kind, class, None, None, false)
    });
    assert!(refused(outcome).contains("户号"));
}

/// Paths of texts and lists that are empty; what need not be filled in is not written at all.
fn empty_fields(value: &serde_json::Value, at: &str) -> Vec<String> {
    use serde_json::Value;
    match value {
        Value::String(text) if text.is_empty() => vec![at.to_owned()],
        Value::Array(items) if items.is_empty() => vec![at.to_owned()],
        Value::Null if !at.ends_with(".group") => vec![at.to_owned()],
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
