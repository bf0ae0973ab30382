//! Taking an application, committed and synced, against a bare synced insert of the same bytes.
//!
//! Prints the ratio; the bar is 2.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use criterion::Criterion;
use rusqlite::Connection;
use yekuo::model::application::Draft;
use yekuo::office::accept;

#[path = "shared/office.rs"]
mod office;

use office::office;

const APPLICATION: &str = r#"{"kind":"new_connection","class":"resident","applied_on":"2026-06-01",
"customer":{"name":"张𬱖","id_kind":"id_card","id_number":"11010519491231002X","phone":"13800138000",
"address":"石桥镇红星村三组18号"},"capacity":"8","unit":"kW","voltage":"220V","use":"住宅","tariff":"resident",
"billing":"single","documents":{"DOC-1.1":"copy","DOC-1.2":"both"}}"#;

/// One table, one row, the same pragmas, the same bytes, synced.
fn bare(dir: &std::path::Path) -> Connection {
    let conn = Connection::open(dir.join("bare.sqlite")).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT) STRICT",
    )
    .unwrap();
    conn
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, desk) = office(dir.path(), "2026-06-01T09:00:00");
    let draft: Draft = serde_json::from_str(APPLICATION).unwrap();
    let conn = bare(dir.path());
    let mut accept = || {
        office
            .act(&desk, |work| accept::accept(work, &draft))
            .unwrap();
    };
    let insert = || {
        conn.execute("INSERT INTO bare (body) VALUES (?1)", [APPLICATION])
            .unwrap();
    };

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("accept, committed and synced", |b| b.iter(&mut accept));
    criterion.bench_function("bare synced insert", |b| b.iter(insert));

    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..300 {
        let start = Instant::now();
        accept();
        ours.push(start.elapsed());
        let start = Instant::now();
        insert();
        floor.push(start.elapsed());
    }
    let (ours, floor) = (median(ours), median(floor));
    println!(
        "accept {ours:?}, bare insert {floor:?}, ratio {:.2} (medians of 300, in turn)",
        ours.as_secs_f64() / floor.as_secs_f64()
    );
}
