//! 500 low-voltage contracts issued in one batch, through the act of the window: composed, written as PDF, synced and
//! recorded one by one. The yardstick is the plain file system: the bytes of the same PDFs written and synced.
//!
//! Prints the ratio, the whole time (bar: 10 s), and how the resident memory grew between the 50th and the last
//! paper (bar: 1.1). `YEKUO_BENCH_PAPERS` makes the batch smaller for a quick look.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::Criterion;
use yekuo::model::long_work::Continue;
use yekuo::model::vocabulary::{Class, Kind};
use yekuo::office::print::batch::{Batch, End, Order, print_batch};
use yekuo::office::print::{self, Mode};
use yekuo::office::{
    Desk, Office, OfficeError, Work, accept, case_file, documents, step, template,
};
use yekuo::paper::pdf;
use yekuo::rules::step_entry::StepEntry;

#[path = "shared/office.rs"]
mod office;

use office::office;

const FORM: &str = "low_voltage_contract";
/// The contract can be printed after this step.
const LAST_STEP: &str = "inspected";
/// By then everything that is read once has been read.
const WARM: u64 = 50;

/// A case whose contract can be printed; every step with the example values of its fields.
fn inspected(work: Work<'_>, number: usize) -> Result<String, OfficeError> {
    let mut draft = template::template(
        work,
        Kind::NewConnection,
        Class::LowVoltage,
        None,
        None,
        false,
    )?;
    draft.customer.name = format!("石桥镇红星第{number}米厂");
    let case = accept::accept(work, &draft)?.case;
    loop {
        let file = case_file::case_file(work, &case)?;
        let asked = file.documents.iter().filter(|line| !line.enough);
        let brought: Vec<_> = asked
            .map(|line| (line.code.clone(), "both".to_owned()))
            .collect();
        if !brought.is_empty() {
            documents::record(work, &case, &brought, "")?;
        }
        let next = &file.next[0];
        let fields = next.fields.iter().filter(|field| !field.example.is_empty());
        let entry = StepEntry {
            step: next.step.to_string(),
            fields: fields
                .map(|field| (field.spec.name.clone(), field.example.clone()))
                .collect(),
            ..StepEntry::default()
        };
        step::record(work, &case, &entry)?;
        if next.step.as_str() == LAST_STEP {
            return Ok(case);
        }
    }
}

/// Issues the batch; the resident memory after the warm part, and after the last paper.
fn issue(office: &mut Office, desk: &Desk, subjects: &[String]) -> (Batch, [Option<u64>; 2]) {
    let order = Order {
        form: FORM.to_owned(),
        subjects: subjects.to_vec(),
        mode: Mode::Filled,
    };
    let mut memory = [None, None];
    let batch = print_batch(
        office,
        &order,
        || desk.clone(),
        |progress| {
            if progress.done == WARM.min(progress.of / 2) {
                memory[0] = resident_pages();
            }
            if progress.done == progress.of {
                memory[1] = resident_pages();
            }
            Continue::Yes
        },
    );
    (batch.unwrap(), memory)
}

/// Pages of memory that are in use; Linux alone says.
fn resident_pages() -> Option<u64> {
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    statm.split_whitespace().nth(1)?.parse().ok()
}

/// The yardstick.
fn write_plainly(dir: &Path, papers: &[Vec<u8>]) -> Duration {
    fs::create_dir_all(dir).unwrap();
    let start = Instant::now();
    for (number, pdf) in papers.iter().enumerate() {
        let mut file = File::create(dir.join(format!("{number}.pdf"))).unwrap();
        file.write_all(pdf).unwrap();
        file.sync_all().unwrap();
    }
    start.elapsed()
}

fn main() {
    let papers = std::env::var("YEKUO_BENCH_PAPERS").map_or(500, |n| n.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    let (mut office, desk) = office(&dir.path().join("data"), "2026-11-23T09:00:00");
    let subjects: Vec<String> = office
        .act(&desk, |work| {
            (1..=papers).map(|number| inspected(work, number)).collect()
        })
        .unwrap();

    let start = Instant::now();
    let (batch, memory) = issue(&mut office, &desk, &subjects);
    let ours = start.elapsed();
    assert!(matches!(batch.end, End::Complete), "{:?}", batch.end);
    assert!(batch.not_printed.is_empty(), "{:?}", batch.not_printed);

    let data = office.store().dir().to_owned();
    let kept: Vec<Vec<u8>> = batch
        .printed
        .iter()
        .map(|paper| fs::read(data.join(&paper.path)).unwrap())
        .collect();
    let floor = write_plainly(&dir.path().join("plain"), &kept);
    let bytes: usize = kept.iter().map(Vec::len).sum();
    println!(
        "{papers} contracts of {} pages, {} bytes each: {ours:.2?}, {:.2?} each",
        batch.printed[0].pages,
        bytes / papers,
        ours / u32::try_from(papers).unwrap(),
    );
    println!(
        "the same bytes written and synced: {floor:.2?}; ratio {:.2}",
        ours.as_secs_f64() / floor.as_secs_f64()
    );
    match memory {
        [Some(warm), Some(end)] => println!(
            "resident memory: {warm} pages after {}, {end} after {papers}; ratio {:.3}",
            WARM.min(papers as u64 / 2),
            end as f64 / warm as f64
        ),
        _ => println!("resident memory: not measured on this system"),
    }

    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    criterion.bench_function("compose and write one contract", |bencher| {
        bencher.iter(|| {
            let preview = office.look(&desk, |work| {
                print::preview(work, &subjects[0], &FORM.into())
            });
            black_box(pdf::write(&preview.unwrap().document).unwrap())
        })
    });
    criterion.final_summary();
}
