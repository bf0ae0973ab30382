//! One two-sided form as PDF, against the same marks drawn through pdf-writer and subsetter.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod yardstick;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use yekuo::paper::{Document, Fill, Stamp, Values, compose, fields, form, pdf};

const ROUNDS: u32 = 40;

fn stamp() -> Stamp {
    Stamp {
        case_number: Some("XZ20261123001".to_owned()),
        office: "石桥供电所".to_owned(),
        issue: 1,
        issued_at: "2026-11-23 10:20".to_owned(),
        operator: "王芳".to_owned(),
        own: Values::default(),
    }
}

/// The dictionary's typical values.
fn typical() -> Values {
    let dictionary = fields().unwrap();
    let mut values = Values::default();
    for (key, field) in &dictionary.fields {
        values.set(key, field.example.clone());
    }
    for (key, table) in &dictionary.tables {
        values.push_row(
            key,
            table
                .columns
                .iter()
                .map(|(key, column)| (key.as_str(), column.example.clone())),
        );
    }
    values
}

fn two_sided() -> Document {
    compose(
        form("resident_application").unwrap(),
        Fill::Filled(&typical()),
        &stamp(),
    )
    .unwrap()
}

/// Mean time of one run, the two contestants taking turns so that a busy machine slows both.
fn race(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> (Duration, Duration) {
    let (mut a, mut b) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        ours();
        a += start.elapsed();
        let start = Instant::now();
        theirs();
        b += start.elapsed();
    }
    (a / ROUNDS, b / ROUNDS)
}

fn paper(criterion: &mut Criterion) {
    let document = two_sided();
    let bytes = pdf::write(&document).unwrap().len();
    let floor = yardstick::write(&document).len();
    let (ours, theirs) = race(
        || drop(black_box(pdf::write(&document).unwrap())),
        || drop(black_box(yardstick::write(&document))),
    );
    println!(
        "two-sided form: {ours:?}, {bytes} bytes; pdf-writer + subsetter: {theirs:?}, {floor} bytes"
    );
    println!(
        "ratio of time {:.2}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );

    let values = typical();
    let application = form("resident_application").unwrap();
    criterion.bench_function("compose two-sided form", |bencher| {
        bencher.iter(|| compose(application, Fill::Filled(&values), &stamp()).unwrap());
    });
    criterion.bench_function("write two-sided form", |bencher| {
        bencher.iter(|| pdf::write(&document).unwrap());
    });
    criterion.bench_function("pdf-writer + subsetter", |bencher| {
        bencher.iter(|| yardstick::write(&document));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = paper
}
criterion_main!(benches);
