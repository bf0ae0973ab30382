//! A month's summary over a million cases of ten years, against one full scan of the case table; the bar is 3.
//!
//! Cases are written with applications as the program keeps them; steps stand on those of the last year. Prints the
//! ratio for the last month, and for a month five years before. `YEKUO_BENCH_CASES` makes the office smaller for a
//! quick look.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate, NaiveDateTime};
use rusqlite::{Connection, named_params};
use yekuo::model::application::Draft;
use yekuo::office::summary::summary;
use yekuo::office::{Desk, Office, accept, settings};

const YEARS: u64 = 10;
const ROUNDS: usize = 7;
/// Of so many cases one is still in hand, and one was voided.
const IN_HAND: u64 = 400;
const VOIDED: u64 = 50;
const STEPS: [&str; 8] = [
    "survey",
    "plan_drafted",
    "plan_approved",
    "plan_answered",
    "inspected",
    "fees_settled",
    "contract_signed",
    "energised",
];
const APPLICATION: &str = r#"{"kind":"new_connection","class":"resident","applied_on":"2026-11-20",
"customer":{"name":"陈国强","id_kind":"id_card","id_number":"11010519491231002X","phone":"13800138000",
"address":"石桥镇红星村三组18号"},"capacity":"8","unit":"kW","voltage":"220V","use":"住宅","tariff":"resident",
"billing":"single","documents":{"DOC-1.1":"copy","DOC-1.2":"both"}}"#;

fn now() -> NaiveDateTime {
    "2026-11-23T09:00:00".parse().unwrap()
}

fn desk() -> Desk {
    Desk {
        today: now().date(),
        now: now(),
        operator: "王芳".to_owned(),
    }
}

fn wanted() -> u64 {
    let set = std::env::var("YEKUO_BENCH_CASES").ok();
    set.and_then(|cases| cases.parse().ok())
        .unwrap_or(1_000_000)
}

/// An office whose first case was taken by the program; the others are written like it.
fn office(dir: &std::path::Path, cases: u64) -> Office {
    let (mut office, _) = Office::open(dir, now()).unwrap();
    let changes = [
        ("office.name", "石桥供电所"),
        ("office.code", "SQ"),
        ("operators", "王芳"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    office
        .act_as_founder(&desk(), |work| settings::change(work, &changes))
        .unwrap();
    let draft: Draft = serde_json::from_str(APPLICATION).unwrap();
    office
        .act(&desk(), |work| accept::accept(work, &draft))
        .unwrap();
    let conn = Connection::open(dir.join("yekuo.sqlite")).unwrap();
    conn.execute_batch("BEGIN").unwrap();
    fill(&conn, cases);
    conn.execute_batch("COMMIT; ANALYZE").unwrap();
    office
}

fn fill(conn: &Connection, cases: u64) {
    let first: NaiveDate = "2016-11-24".parse().unwrap();
    let days = YEARS * 365;
    let with_steps = first + Days::new(days - 365);
    let mut case = conn
        .prepare(
            "INSERT INTO service_case (id, number, kind, class, state, applied_on, accepted_on, completed_on,
                                       voided_on, void_reason, handler, kva, application)
             SELECT :id, :number, kind, class, :state, :day, :day, :completed, :voided, :why, handler, kva, application
               FROM service_case WHERE id = 1",
        )
        .unwrap();
    let mut step = conn
        .prepare(
            "INSERT INTO case_step (case_id, step, round, result, done_on, recorded_at, operator, fields)
             VALUES (:case, :step, 1, 'pass', :day, :day || 'T15:00:00', '王芳', '{}')",
        )
        .unwrap();
    for n in 0..cases {
        let accepted = first + Days::new(n * days / cases);
        let ended = (accepted + Days::new(8)).min(now().date());
        let (state, completed, voided) = match n {
            n if n % IN_HAND == 0 && accepted >= with_steps => ("accepted", None, None),
            n if n % VOIDED == 0 => ("voided", None, Some(ended)),
            _ => ("filed", Some(ended), None),
        };
        let id = i64::try_from(n + 2).unwrap();
        case.execute(named_params! {
            ":id": id, ":number": format!("SQ-{}-{n:07}", accepted.format("%Y")), ":state": state,
            ":day": accepted.to_string(), ":completed": completed.map(|day| day.to_string()),
            ":voided": voided.map(|day| day.to_string()), ":why": voided.map(|_| "客户撤回"),
        })
        .unwrap();
        if accepted >= with_steps {
            let done = if completed.is_some() { STEPS.len() } else { 2 };
            for (name, ahead) in STEPS.iter().zip(0..).take(done) {
                let day = (accepted + Days::new(ahead)).min(ended);
                step.execute(named_params! { ":case": id, ":step": name, ":day": day.to_string() })
                    .unwrap();
            }
        }
    }
}

fn median(mut round: impl FnMut()) -> Duration {
    round();
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            round();
            begin.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn main() {
    let cases = wanted();
    let dir = tempfile::tempdir().unwrap();
    let begin = Instant::now();
    let office = office(dir.path(), cases);
    println!("{cases} cases written in {:?}", begin.elapsed());
    let scan = median(|| {
        let sql = "SELECT sum(length(application)) AS n FROM service_case NOT INDEXED WHERE handler <> ''";
        let read: i64 = office
            .store()
            .conn()
            .query_row(sql, [], |row| row.get("n"))
            .unwrap();
        black_box(read);
    });
    println!("one full scan of the case table: {scan:?}");
    for name in ["2026-11", "2021-10"] {
        let month = name.parse().unwrap();
        let time = median(|| {
            black_box(office.look(&desk(), |work| summary(work, month)).unwrap());
        });
        let seen = office.look(&desk(), |work| summary(work, month)).unwrap();
        let ratio = time.as_secs_f64() / scan.as_secs_f64();
        println!(
            "{name}, {} cases of the month: {time:?}, {ratio:.2} x (bar 3)",
            seen.cases.len()
        );
    }
}
