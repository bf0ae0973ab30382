//! The sample office: the same content for the same arguments, everything in it as promised.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rusqlite::Connection;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use yekuo::model::claim::ClaimKind;
use yekuo::model::identity::{ResidentId, check_uscc};
use yekuo::model::phone::{Phone, classify};
use yekuo::model::vocabulary::{Billing, CaseState, Class, IdKind, Kind, Nature, Sources, Tariff};
use yekuo::office::demo::{self, Request, Summary};
use yekuo::office::{Desk, Office, OfficeError, case_file, customer, due, find, settings};
use yekuo::rules::deadline::DeadlineState;
use yekuo::store::{case, check, claim, customer as accounts, event, refusal};

const DAYS: [&str; 5] = [
    "2026-11-23",
    "2026-01-05",
    "2024-02-29",
    "2026-10-08",
    "2027-01-04",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> NaiveDateTime {
    "2026-11-23T08:00:00".parse().unwrap()
}

fn desk(today: &str) -> Desk {
    Desk {
        today: day(today),
        now: now(),
        operator: "王芳".to_owned(),
    }
}

struct Sample {
    office: Office,
    desk: Desk,
    summary: Summary,
    _dir: tempfile::TempDir,
}

fn sample(today: &str, request: &Request) -> Sample {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _) = Office::open(dir.path(), now()).unwrap();
    let desk = desk(today);
    let summary = office
        .act_as_founder(&desk, |work| demo::fill(work, request))
        .unwrap();
    Sample {
        office,
        desk,
        summary,
        _dir: dir,
    }
}

fn usual(today: &str) -> Sample {
    sample(today, &Request::default())
}

impl Sample {
    fn conn(&self) -> &Connection {
        self.office.store().conn()
    }

    fn numbers(&self) -> Vec<String> {
        let mut rows = case::list(self.conn(), CaseState::ALL).unwrap();
        rows.reverse();
        rows.into_iter().map(|row| row.number).collect()
    }

    fn files(&self) -> Vec<case_file::CaseFile> {
        let numbers = self.numbers();
        let files = numbers.iter().map(|number| {
            self.office
                .look(&self.desk, |work| case_file::case_file(work, number))
                .unwrap()
        });
        files.collect()
    }

    fn customers(&self) -> Vec<customer::CustomerFile> {
        let stored = accounts::latest(self.conn(), u32::MAX).unwrap();
        let files = stored.iter().map(|stored| {
            let account = &stored.customer.account;
            self.office
                .look(&self.desk, |work| customer::customer_file(work, account))
                .unwrap()
        });
        files.collect()
    }

    /// Every row of every table that people fill.
    fn dump(&self) -> String {
        let tables = [
            "setting",
            "operator",
            "running_number",
            "customer",
            "transformer",
            "meter",
            "reading",
            "service_case",
            "case_document",
            "case_step",
            "contract",
            "refusal",
            "event",
        ];
        let mut dump = String::new();
        for table in tables {
            let mut query = self
                .conn()
                .prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))
                .unwrap();
            let columns = query.column_count();
            let mut rows = query.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values = (0..columns).map(|index| row.get::<_, Value>(index).unwrap());
                dump.push_str(&format!("{table} {:?}\n", values.collect::<Vec<_>>()));
            }
        }
        dump
    }
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

#[test]
fn the_same_arguments_make_the_same_office() {
    let request = Request {
        customers: 100,
        ..Request::default()
    };
    let (one, two) = (sample(DAYS[0], &request), sample(DAYS[0], &request));
    let heads = [&one, &two].map(|sample| event::head(sample.conn()).unwrap());
    assert_eq!(heads[0], heads[1]);
    assert!(one.dump() == two.dump(), "a table differs");
    let other = Request { seed: 2, ..request };
    assert_ne!(
        event::head(sample(DAYS[0], &other).conn()).unwrap(),
        heads[0]
    );
}

#[test]
fn the_log_is_whole_and_of_past_office_hours() {
    for today in DAYS {
        let sample = usual(today);
        assert_eq!(check::check(sample.conn()).unwrap(), [], "{today}");
        let events = event::after(sample.conn(), 0, u32::MAX).unwrap();
        assert!(events.len() > 300, "{}", events.len());
        assert!(events.is_sorted_by_key(|event| event.at), "{today}");
        let calendar = &sample.office.manual().calendar;
        for event in &events {
            assert!(event.at.date() < sample.desk.today, "{today}: {event:?}");
            assert!(calendar.is_working_day(event.at.date()), "{event:?}");
            let clock = event.at.format("%H:%M").to_string();
            assert!(("08:20".."18:00").contains(&clock.as_str()), "{event:?}");
        }
        let operators: BTreeSet<_> = events.iter().map(|event| &event.operator).collect();
        assert!(operators.len() >= 4, "{operators:?}");
    }
}

#[test]
fn the_office_says_that_it_is_a_sample() {
    let sample = usual(DAYS[0]);
    assert!(sample.summary.office.contains("石桥供电所"));
    assert!(sample.summary.office.contains("示例"));
    sample
        .office
        .look(&sample.desk, |work| {
            assert!(work.settings.is_set_up());
            work.settings.admit("王芳")?;
            work.settings.admit("李强")
        })
        .unwrap();
}

#[test]
fn there_are_customers_of_every_sort() {
    let sample = usual(DAYS[0]);
    let files = sample.customers();
    assert!(files.len() >= 240);
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    let mut natures = BTreeSet::new();
    let mut tariffs = BTreeSet::new();
    let mut billings = BTreeSet::new();
    let mut villages = BTreeSet::new();
    for file in &files {
        let c = &file.customer;
        *classes.entry(c.class).or_default() += 1;
        natures.extend(c.nature.map(|nature| (c.class, nature)));
        tariffs.insert(c.tariff);
        billings.insert(c.billing);
        if let Some((village, _)) = c.party.address.split_once('村') {
            assert!(c.party.address.contains('组'), "{}", c.party.address);
            villages.insert(village.to_owned());
        }
    }
    assert!(Class::ALL.iter().all(|c| classes[c] >= 30), "{classes:?}");
    assert_eq!(natures.len(), 2 * Nature::ALL.len());
    assert_eq!(tariffs.len(), Tariff::ALL.len(), "{tariffs:?}");
    assert_eq!(billings.len(), Billing::ALL.len(), "{billings:?}");
    assert!(villages.len() >= 12, "{villages:?}");
    let rare = files.iter().filter(|file| {
        let mut name = file.customer.party.name.chars();
        name.any(|c| "䶮㛃𬱖𠅤𫖯㐱𬍛𬀩𬭎𪚥".contains(c))
    });
    assert!(rare.count() >= 5);
}

#[test]
fn every_customer_passes_the_checks_on_input() {
    for today in DAYS {
        let sample = usual(today);
        for file in sample.customers() {
            let party = &file.customer.party;
            let area = match party.id_kind {
                IdKind::IdCard => {
                    let id = ResidentId::parse(&party.id_number, day(today)).unwrap();
                    let age = id.age_on(day(today));
                    assert!((16..=85).contains(&age), "{age}");
                    &party.id_number[..2]
                }
                _ => {
                    check_uscc(&party.id_number).unwrap();
                    &party.id_number[2..4]
                }
            };
            assert_eq!(area, "99", "{}", party.id_number);
            assert_eq!(classify(&party.phone), Ok(Phone::Mobile));
        }
    }
}

#[test]
fn what_hangs_at_an_account_fits_it() {
    let sample = usual(DAYS[0]);
    let mut several = 0;
    let mut grouped = 0;
    let mut still = 0;
    for file in sample.customers() {
        let c = &file.customer;
        let [meter] = &file.meters[..] else {
            panic!("{} has {} meters", c.account, file.meters.len());
        };
        assert_eq!(meter.asset_number.len(), 22);
        assert!(!meter.seals.is_empty());
        // A closed account has none in force; one handed over, the new one beside the old.
        let in_force = file.contracts.iter().filter(|one| one.ended_on.is_none());
        assert!(in_force.count() <= 1 && !file.contracts.is_empty());
        assert!(!file.readings.is_empty());
        assert!(file.readings.iter().all(|r| r.read_on < sample.desk.today));
        assert!(file.readings.is_sorted_by_key(|r| (r.read_on, r.value)));
        if file.cases.is_empty() && file.split_from.is_none() {
            assert_eq!(file.readings.len(), 14, "{}", c.account);
            still += usize::from(file.readings[0].value == file.readings[13].value);
        }
        let kva: Decimal = file.transformers.iter().map(|t| t.kva).sum();
        if c.class == Class::HighVoltage {
            assert_eq!(kva, c.capacity.value, "{}", c.account);
            assert!(meter.multiplier > Decimal::ONE);
            several += usize::from(file.transformers.len() > 1);
            grouped += usize::from(file.transformers.iter().any(|t| t.group.is_some()));
        } else {
            assert!(file.transformers.is_empty());
        }
    }
    assert!(several >= 5 && grouped >= 2, "{several} {grouped}");
    assert!(still >= 3, "{still}");
}

#[test]
fn every_place_where_a_case_can_stand_is_taken_twice() {
    for today in DAYS {
        let sample = usual(today);
        let files = sample.files();
        assert_eq!(files.len(), Request::default().cases as usize);
        let mut states: BTreeMap<CaseState, usize> = BTreeMap::new();
        let mut next: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for file in &files {
            *states.entry(file.case.state).or_default() += 1;
            if file.case.state.is_open() {
                let steps = file.next.iter().map(|next| next.step.to_string());
                *next.entry(steps.collect()).or_default() += 1;
            }
        }
        assert!(CaseState::ALL.iter().all(|s| states[s] >= 2), "{states:?}");
        for wanted in [
            "survey",
            "plan_drafted",
            "plan_approved",
            "plan_answered",
            "inspected fees_settled contract_signed",
            "fees_settled contract_signed",
            "contract_signed",
            "fees_settled",
            "inspected",
            "energised",
            "filed",
        ] {
            let steps: Vec<String> = wanted.split(' ').map(str::to_owned).collect();
            let found = next.get(&steps).copied().unwrap_or_default();
            assert!(found >= 2, "{today} {wanted}: {next:?}");
        }
        let with = |test: &dyn Fn(&case_file::CaseFile) -> bool| {
            files.iter().filter(|file| test(file)).count()
        };
        let failed = |step: &str| {
            with(&|file| {
                let last = file.steps.last();
                last.is_some_and(|l| l.step.as_str() == step && !l.result.is_passed())
            })
        };
        assert!(failed("survey") >= 2 && failed("plan_approved") >= 2);
        assert!(failed("inspected") >= 2);
        assert!(with(&|file| file.steps.iter().any(|s| s.withdrawn.is_some())) >= 2);
        assert!(with(&|file| file.case.application.tenant) >= 4);
        assert!(with(&|file| file.fees_total() > Decimal::ZERO) >= 4);
        let receipt = |file: &case_file::CaseFile| {
            let mut steps = file.steps.iter();
            steps.any(|step| step.fields.contains_key("receipt"))
        };
        assert!(with(&receipt) >= 2);
        let minor = |file: &case_file::CaseFile| {
            let application = &file.case.application;
            if application.class != Class::Resident {
                return false;
            }
            let id = &application.customer.id_number;
            let id = ResidentId::parse(id, application.applied_on).unwrap();
            id.age_on(application.applied_on) < 18 && application.agent.is_some()
        };
        assert!(with(&minor) >= 1);
        let guarantee = |file: &case_file::CaseFile| {
            let missing = file.documents.iter().filter(|line| !line.enough);
            missing.map(|line| line.code.as_str()).eq(["DOC-2.2"])
        };
        assert!(with(&|file| file.case.state == CaseState::Waiting && guarantee(file)) >= 2);
        let late = |file: &case_file::CaseFile| {
            let limits = file.deadlines.iter();
            let mut late = limits.filter(|limit| limit.state == DeadlineState::Late);
            late.all(|limit| {
                let mut steps = file.steps.iter();
                steps.any(|s| s.step == limit.step && s.late_reason.is_some())
            })
        };
        assert_eq!(with(&late), files.len(), "a late step without its reason");
        let was_late = |file: &case_file::CaseFile| {
            let mut limits = file.deadlines.iter();
            limits.any(|limit| limit.state == DeadlineState::Late)
        };
        assert!(with(&was_late) >= 2, "{today}");
        assert_eq!(sample.summary.refusals, 2);
        let refusals = refusal::list(sample.conn()).unwrap();
        assert_eq!(refusals.len(), 2);
        assert!(refusals.iter().all(|refusal| !refusal.rules.is_empty()));
    }
}

#[test]
fn changes_stand_in_every_state_twice() {
    for today in DAYS {
        let sample = usual(today);
        let mut found: BTreeMap<(Kind, CaseState), usize> = BTreeMap::new();
        let mut august = 0;
        for file in sample.files() {
            let case = &file.case;
            *found
                .entry((case.application.kind, case.state))
                .or_default() += 1;
            let removed_on = file.removal.as_ref().map(|removal| removal.removed_on);
            august +=
                usize::from(removed_on.is_some_and(|day| day.month() == 8 && day.day() >= 28));
        }
        for kind in [
            Kind::Relocation,
            Kind::Removal,
            Kind::Reconnection,
            Kind::Reclassification,
            Kind::Transfer,
        ] {
            for state in CaseState::ALL {
                let count = found.get(&(kind, *state)).copied().unwrap_or_default();
                assert!(count >= 2, "{today} {kind} {state}: {count}");
            }
        }
        assert!(august >= 1, "{today}");
        let items = sample
            .office
            .look(&sample.desk, |work| due::due(work, None));
        let items = items.unwrap();
        // Of every class and nature one is off; of a few ratios one is to be verified.
        for (kind, least) in [(Kind::Removal, 11), (Kind::Reclassification, 4)] {
            let left: Vec<i64> = items
                .iter()
                .filter(|item| item.on.case().is_none() && item.kind == kind)
                .map(|item| item.days_left(sample.desk.today))
                .collect();
            assert!(left.len() >= least, "{today} {kind}: {left:?}");
            assert!(
                left.iter().any(|days| (0..=30).contains(days)),
                "{today} {kind}: {left:?}"
            );
        }
    }
}

#[test]
fn organisations_and_more_capacity_stand_all_over_their_paths() {
    for today in DAYS {
        let sample = usual(today);
        let files = sample.files();
        let with = |test: &dyn Fn(&case_file::CaseFile) -> bool| {
            files.iter().filter(|file| test(file)).count()
        };
        for class in [Class::LowVoltage, Class::HighVoltage] {
            let of_class = |file: &case_file::CaseFile| file.case.application.class == class;
            assert!(with(&|file| of_class(file) && file.case.state == CaseState::Filed) >= 1);
            for step in [
                "design_submitted",
                "design_reviewed",
                "construction_cleared",
                "completion_applied",
                "inspected",
                "energised",
            ] {
                let next = |file: &case_file::CaseFile| {
                    let mut next = file.next.iter();
                    of_class(file) && next.any(|next| next.step.as_str() == step)
                };
                assert!(with(&next) >= 1, "{today} {class} {step}");
            }
        }
        let increases = |class: Class| {
            with(&|file| {
                let application = &file.case.application;
                application.change.is_some() && application.class == class
            })
        };
        assert!(Class::ALL.iter().all(|class| increases(*class) >= 2));
        let dual = |file: &case_file::CaseFile| {
            let application = &file.case.application;
            application.sources_kind() == Sources::Dual
                && application
                    .own_generation
                    .as_ref()
                    .is_some_and(|own| !own.is_empty())
        };
        assert!(with(&dual) >= 3, "{today}");
        let grouped = |file: &case_file::CaseFile| {
            let mut transformers = file.case.application.transformers.iter();
            transformers.any(|transformer| transformer.group.is_some())
        };
        assert!(with(&grouped) >= 1, "{today}");
        assert!(with(&|file| file.case.application.vat.is_some()) >= 40);
    }
}

#[test]
fn the_desk_has_something_overdue_and_something_due_at_once() {
    for today in DAYS {
        let sample = usual(today);
        let items = sample
            .office
            .look(&sample.desk, |work| due::due(work, None))
            .unwrap();
        let today = sample.desk.today;
        let left: Vec<i64> = items.iter().map(|item| item.days_left(today)).collect();
        let overdue: Vec<_> = items
            .iter()
            .filter(|item| item.days_left(today) < 0)
            .collect();
        assert!(overdue.len() >= 5, "{today}: {left:?}");
        assert!(overdue.len() * 2 < items.len() + 6, "{today}: {left:?}");
        let energising = overdue
            .iter()
            .filter(|item| item.deadline.step.as_str() == "energised");
        assert!(energising.count() >= 2, "{today}");
        // A day after a long holiday nothing fell due within the week before.
        assert!(left.iter().all(|days| *days >= -20), "{today}: {left:?}");
        assert!(
            left.iter().filter(|days| **days == 0).count() >= 2,
            "{today}: {left:?}"
        );
        let tomorrow = today.succ_opt().unwrap();
        let tomorrow = sample.office.manual().calendar.next_working_day(tomorrow);
        assert!(
            items
                .iter()
                .filter(|item| item.deadline.due == tomorrow)
                .count()
                >= 2,
            "{today}: {left:?}"
        );
    }
}

#[test]
fn count_6_each_kind_of_claim_on_an_account_that_was_there_before() {
    let sample = usual(DAYS[0]);
    let claims = claim::list(sample.conn(), None).unwrap();
    let kinds: BTreeSet<&str> = claims.iter().map(|one| one.kind.wire()).collect();
    assert_eq!(kinds.len(), ClaimKind::ALL.len(), "{kinds:?}");
    for one in &claims {
        let holder = accounts::by_account(sample.conn(), &one.account).unwrap();
        let opened = holder.unwrap().customer.opened_on;
        assert!(opened < one.found_on, "{}: {opened}", one.number);
    }
}

#[test]
fn no_step_stands_on_a_rest_day() {
    for today in DAYS {
        let sample = usual(today);
        let calendar = &sample.office.manual().calendar;
        for file in sample.files() {
            assert!(calendar.is_working_day(file.case.application.applied_on));
            for step in &file.steps {
                assert!(calendar.is_working_day(step.on), "{}", step.on);
                assert!(step.on < sample.desk.today);
            }
        }
    }
}

#[test]
fn everything_can_be_found() {
    let sample = usual(DAYS[0]);
    let file = &sample.customers()[100];
    let found = sample
        .office
        .look(&sample.desk, |work| {
            find::find(work, &file.meters[0].asset_number, 10)
        })
        .unwrap();
    assert!(
        matches!(&found[..], [find::Found::Customer(found)] if found.account == file.customer.account)
    );
    let number = &sample.numbers()[3];
    let found = sample
        .office
        .look(&sample.desk, |work| find::find(work, number, 10))
        .unwrap();
    assert!(matches!(&found[..], [find::Found::Case(found)] if found.number == *number));
}

#[test]
fn any_size_will_do() {
    for (customers, cases) in [(0, 0), (1, 1), (7, 130), (3000, 0)] {
        let request = Request {
            customers,
            cases,
            seed: 7,
        };
        let sample = sample(DAYS[2], &request);
        assert_eq!(sample.numbers().len(), cases as usize);
        assert!(accounts::count(sample.conn()).unwrap() >= i64::from(customers));
        assert_eq!(event::verify(sample.conn()).unwrap(), None);
    }
}

#[test]
fn any_day_will_do() {
    let days = day("2025-12-20").iter_days().step_by(19).take(22);
    for (seed, today) in days.enumerate() {
        let request = Request {
            customers: 0,
            cases: 60,
            seed: seed as u64,
        };
        let sample = sample(&today.to_string(), &request);
        let items = sample
            .office
            .look(&sample.desk, |work| due::due(work, None))
            .unwrap();
        let overdue = items.iter().filter(|item| item.days_left(today) < 0);
        assert!(overdue.count() >= 5, "{today}");
    }
}

#[test]
fn a_folder_in_use_is_refused() {
    let mut sample = usual(DAYS[0]);
    let before = sample.dump();
    let again = sample
        .office
        .act_as_founder(&sample.desk, |work| demo::fill(work, &Request::default()));
    assert!(refused(again).starts_with("INPUT "));
    assert!(sample.dump() == before);

    let dir = tempfile::tempdir().unwrap();
    let (mut office, _) = Office::open(dir.path(), now()).unwrap();
    let named = [("office.name".to_owned(), "青塘供电所".to_owned())];
    office
        .act_as_founder(&desk(DAYS[0]), |work| settings::change(work, &named))
        .unwrap();
    let fill = office.act_as_founder(&desk(DAYS[0]), |work| demo::fill(work, &Request::default()));
    assert!(refused(fill).starts_with("INPUT "));
    assert_eq!(accounts::count(office.store().conn()).unwrap(), 0);
}

#[test]
fn suspend_12_check_names_an_account_whose_state_does_not_fit_its_seals() {
    let sample = usual(DAYS[0]);
    let rules = |sample: &Sample| -> Vec<String> {
        let found = sample
            .office
            .look(&sample.desk, yekuo::office::check::check);
        found
            .unwrap()
            .into_iter()
            .map(|finding| finding.rule)
            .collect()
    };
    assert_eq!(rules(&sample), [""; 0]);
    let lost = "UPDATE customer SET state = 'active' WHERE state = 'suspended'";
    let beside = Connection::open(sample._dir.path().join("yekuo.sqlite")).unwrap();
    let changed = beside.execute(lost, []).unwrap();
    let found = rules(&sample);
    assert_eq!(found.len(), changed);
    assert!(found.iter().all(|rule| rule == "SUSPEND-12"), "{found:?}");
}
