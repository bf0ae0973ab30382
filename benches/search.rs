//! Find anything by any part among a million customers, against a full scan of the same data.
//!
//! Prints for each kind of query the 95th percentile and how many times longer the scan takes.
//! `YEKUO_BENCH_CUSTOMERS` makes the office smaller for a quick look.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use rusqlite::{Connection, named_params};
use yekuo::store::Store;
use yekuo::store::search;

#[path = "shared/customers.rs"]
mod customers;

use customers::{Person, wanted, write};

/// The yardstick: every row is read, and every field looked through.
fn scan(conn: &Connection, part: &str) -> usize {
    let sql =
        "SELECT count(*) AS n FROM customer WHERE name LIKE :p OR address LIKE :p OR phone LIKE :p
               OR id_number LIKE :p OR account LIKE :p";
    let mut query = conn.prepare_cached(sql).unwrap();
    let pattern = format!("%{part}%");
    query
        .query_row(named_params! { ":p": pattern }, |row| {
            row.get::<_, i64>("n")
        })
        .unwrap() as usize
}

fn part(text: &str, from: usize, length: usize) -> String {
    text.chars().skip(from).take(length).collect()
}

/// A kind of query, and how to make one from a customer.
type Query = (&'static str, fn(&Person) -> String);

const QUERIES: &[Query] = &[
    ("1 character of the name", |p| part(&p.name, 0, 1)),
    ("given name's last character", |p| part(&p.name, 1, 1)),
    ("2 characters of the name", |p| part(&p.name, 0, 2)),
    ("whole name", |p| p.name.clone()),
    ("pinyin initials", |p| search::initials(&p.name)),
    ("1 character of the address", |p| part(&p.address, 3, 1)),
    ("village", |p| part(&p.address, 3, 3)),
    ("whole address", |p| p.address.clone()),
    ("end of the address", |p| part(&p.address, 5, 20)),
    ("2 digits", |p| part(&p.phone, 9, 2)),
    ("3 digits of the phone", |p| part(&p.phone, 4, 3)),
    ("last 4 of the phone", |p| part(&p.phone, 7, 4)),
    ("6 digits of the phone", |p| part(&p.phone, 3, 6)),
    ("whole phone", |p| p.phone.clone()),
    ("birth year", |p| part(&p.id_number, 6, 4)),
    ("birth date", |p| part(&p.id_number, 6, 8)),
    ("last 4 of the ID", |p| part(&p.id_number, 14, 4)),
    ("last 6 of the ID", |p| part(&p.id_number, 12, 6)),
    ("area and birth date", |p| part(&p.id_number, 0, 14)),
    ("whole ID", |p| p.id_number.clone()),
    ("whole account", |p| p.account.clone()),
    ("end of the meter", |p| part(&p.meter, 14, 8)),
    ("surname and village", |p| {
        format!("{} {}", part(&p.name, 0, 1), part(&p.address, 3, 2))
    }),
    ("name and phone's end", |p| {
        format!("{} {}", p.name, part(&p.phone, 7, 4))
    }),
];

fn main() {
    let customers = wanted();
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), "2026-11-23T08:00:00".parse().unwrap())
        .unwrap()
        .store;
    let begin = Instant::now();
    let sample = write(&mut store, customers);
    println!(
        "{customers} customers written and indexed in {:?}",
        begin.elapsed()
    );
    let conn = store.conn();

    let mut every = Vec::new();
    for (name, query) in QUERIES {
        let mut times: Vec<Duration> = sample
            .iter()
            .map(|person| timed(|| find(conn, &query(person))))
            .collect();
        let scans: Vec<Duration> = sample
            .iter()
            .take(3)
            .map(|person| timed(|| scan(conn, &query(person))))
            .collect();
        times.sort();
        every.extend(times.iter().copied());
        let p95 = times[times.len() * 95 / 100];
        let ratio = scans.iter().min().unwrap().as_secs_f64() / p95.as_secs_f64();
        println!(
            "{name:30} p95 {p95:>12.2?}   worst {:>12.2?}   scan {ratio:>8.1} x",
            times[times.len() - 1]
        );
    }
    every.sort();
    println!("{:30} p95 {:>12.2?}", "all", every[every.len() * 95 / 100]);

    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    let somebody = &sample[sample.len() / 2];
    for (name, query) in QUERIES {
        let text = query(somebody);
        criterion.bench_function(&format!("find {name}"), |bench| {
            bench.iter(|| find(conn, black_box(&text)))
        });
    }
    criterion.bench_function("scan", |bench| {
        bench.iter(|| scan(conn, black_box(&somebody.name)))
    });
    criterion.final_summary();
}

fn find(conn: &Connection, text: &str) -> usize {
    search::find(conn, text, 50).unwrap().len()
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let begin = Instant::now();
    let found = work();
    let time = begin.elapsed();
    black_box(found);
    time
}
