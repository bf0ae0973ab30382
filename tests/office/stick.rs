//! The month's folder: frozen when it is whole, every fault of it found, and what its files say.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use yekuo::model::long_work::Continue;
use yekuo::model::summary::{Month, Waited};
use yekuo::office::OfficeError;
use yekuo::office::demo::{self, Request};
use yekuo::office::summary::export::{self, Exported};
use yekuo::office::{Desk, Office, accept};
use yekuo::paper::pdf;
use yekuo::report::ReportError;
use yekuo::report::merge::tables::{TABLES, Table};
use yekuo::report::signed;
use yekuo::report::stick::{Disk, Medium};
use yekuo::report::verify::{Fault, verify};

use crate::media::{Full, there};
use crate::support::{Window, draft, now};

fn export(
    window: &mut Window,
    to: &Path,
    medium: &mut impl Medium,
) -> Result<Exported, OfficeError> {
    let month: Month = "2026-06".parse().unwrap();
    window.desk.today = "2026-07-01".parse().unwrap();
    let (office, desk) = (&mut window.office, &window.desk);
    export::export_to(office, desk, month, to, medium, |_| Continue::Yes)
}

#[test]
fn audit_4_a_month_whose_folder_was_not_finished_is_not_frozen() {
    let mut window = Window::open();
    window.accept(&draft());
    let dir = tempfile::tempdir().unwrap();
    for left in [0, 5_000, 60_000] {
        let failed = export(&mut window, dir.path(), &mut Full::after(left));
        assert!(
            matches!(failed, Err(OfficeError::Report(ReportError::Full(_)))),
            "{left}"
        );
    }
    let frozen = yekuo::store::summary::frozen_months(window.office.store().conn()).unwrap();
    assert_eq!(frozen, []);
    assert!(!window.office.store().dir().join("report.part").exists());

    let first = export(&mut window, dir.path(), &mut Disk).unwrap();
    let was = there(&first.folder);
    assert_eq!(verify(&first.folder).unwrap().faults, []);
    // Something more happens; what was frozen goes out again, byte for byte.
    window.accept(&draft());
    let other = tempfile::tempdir().unwrap();
    let second = export(&mut window, other.path(), &mut Disk).unwrap();
    assert_eq!(there(&second.folder), was);
}

/// While its first file is written, someone else takes an application.
struct Busy {
    office: Office,
    desk: Desk,
    taken: usize,
    most: usize,
}

impl Medium for Busy {
    fn prepare(&mut self, folder: &Path) -> io::Result<()> {
        Disk.prepare(folder)
    }

    fn room(&mut self, folder: &Path) -> Option<u64> {
        Disk.room(folder)
    }

    fn write(
        &mut self,
        path: &Path,
        bytes: &[u8],
        going: &mut dyn FnMut(usize) -> Continue,
    ) -> io::Result<()> {
        if self.taken < self.most {
            let taken = self
                .office
                .act(&self.desk, |work| accept::accept(work, &draft()));
            taken.map_err(io::Error::other)?;
            self.taken += 1;
        }
        Disk.write(path, bytes, going)
    }

    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        Disk.read_back(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn leave(&mut self, folder: &Path) {
        Disk.leave(folder);
    }
}

#[test]
fn audit_4_nobody_waits_for_the_stick_and_what_is_frozen_is_what_lies_on_it() {
    let mut window = Window::open();
    window.accept(&draft());
    let (beside, _) = Office::open(window.office.store().dir(), window.desk.now).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut busy = Busy {
        office: beside,
        desk: window.desk.clone(),
        taken: 0,
        most: 2,
    };
    let done = export(&mut window, dir.path(), &mut busy).unwrap();
    assert_eq!(busy.taken, 2, "both were let in while it was written");
    assert_eq!(verify(&done.folder).unwrap().faults, []);
    assert_eq!(done.summary.total().unwrap().accepted.cases, 3);
    let month = "2026-06".parse().unwrap();
    let frozen = yekuo::store::summary::frozen(window.office.store().conn(), month);
    assert_eq!(frozen.unwrap().unwrap(), done.summary);
    let written = fs::read(done.folder.join("summary.json")).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&written).unwrap();
    let length = done.summary.log.length;
    assert_eq!(written["log"]["length"], length);
    // The log goes on with the export alone: nothing came between.
    let head = yekuo::store::event::head(window.office.store().conn()).unwrap();
    assert_eq!(head.length, length + 1);
}

/// The sample office's October.
fn october(to: &Path) -> Exported {
    let dir = tempfile::tempdir().unwrap();
    let at = now("2026-11-23T09:00:00");
    let (mut office, _) = Office::open(dir.path(), at).unwrap();
    let desk = Desk {
        today: at.date(),
        now: at,
        operator: "王芳".to_owned(),
    };
    office
        .act_as_founder(&desk, |work| demo::fill(work, &Request::default()))
        .unwrap();
    let month = "2026-10".parse().unwrap();
    export::export(&mut office, &desk, month, to, |_| Continue::Yes).unwrap()
}

#[test]
fn verify_finds_every_changed_byte_and_what_is_missing_or_too_much() {
    let dir = tempfile::tempdir().unwrap();
    let folder = october(dir.path()).folder;
    assert_eq!(verify(&folder).unwrap().faults, []);
    for (name, bytes) in there(&folder) {
        let path = folder.join(&name);
        for place in 0..100 {
            let at = place * (bytes.len() - 1) / 99;
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (place % 8);
            fs::write(&path, changed).unwrap();
            let expected = match name.as_str() {
                "manifest.json" => Fault::ManifestChanged,
                _ => Fault::Changed(name.clone()),
            };
            assert_eq!(verify(&folder).unwrap().faults, [expected], "{name} {at}");
        }
        fs::remove_file(&path).unwrap();
        let expected = match name.as_str() {
            "manifest.json" => Fault::Incomplete,
            _ => Fault::Missing(name.clone()),
        };
        assert_eq!(verify(&folder).unwrap().faults, [expected]);
        fs::write(&path, &bytes).unwrap();
    }
    fs::write(folder.join("另一份.xlsx"), "x").unwrap();
    assert_eq!(
        verify(&folder).unwrap().faults,
        [Fault::Extra("另一份.xlsx".to_owned())]
    );
}

#[test]
fn the_workbook_says_what_the_summary_says_and_nothing_private() {
    let dir = tempfile::tempdir().unwrap();
    let done = october(dir.path());
    let mut book: Xlsx<_> = open_workbook(done.folder.join("业扩月报.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names[..3], ["汇总", "图表", "工单"]);
    for sheet in ["逾期", "特批", "补录", "不予受理"] {
        assert!(names.iter().any(|name| name == sheet), "{sheet}");
    }
    for name in &names {
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{name}");
    }
    let table = book.worksheet_range("汇总").unwrap();
    let total = table
        .rows()
        .find(|row| row[0] == Data::String("合计".to_owned()))
        .unwrap();
    let sums = done.summary.total().unwrap();
    let expected = [
        (2, sums.start),
        (4, sums.accepted),
        (8, sums.completed),
        (13, sums.end),
    ];
    for (column, tally) in expected {
        assert_eq!(total[column], Data::Float(tally.cases as f64));
        let kva: f64 = tally.kva.to_string().parse().unwrap();
        assert_eq!(total[column + 1], Data::Float(kva));
    }
    let cases = book.worksheet_range("工单").unwrap();
    assert_eq!(cases.rows().count(), done.summary.cases.len() + 1);
    let csv = fs::read(done.folder.join("cases.csv")).unwrap();
    assert!(csv.starts_with(b"\xEF\xBB\xBF"));
    let lines = csv.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(lines, done.summary.cases.len() + 1);
    let json = fs::read_to_string(done.folder.join("summary.json")).unwrap();
    for field in ["id_number", "phone"] {
        assert!(!json.contains(field), "{field}");
    }
}

/// Every path of a value that is no list itself; lists of lines are gone into.
fn leaves(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| leaves(&below(key), value, found)),
        Value::Array(lines) if lines.iter().all(Value::is_object) => {
            lines.iter().for_each(|line| leaves(path, line, found));
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

#[test]
fn a_countys_tables_hold_every_field_of_a_summary() {
    let dir = tempfile::tempdir().unwrap();
    let summary = serde_json::to_value(october(dir.path()).summary).unwrap();
    let mut found = BTreeSet::new();
    leaves("", &summary, &mut found);
    let held: BTreeSet<String> = TABLES.iter().flat_map(Table::paths).collect();
    // What follows from the rows, the keys of every line, and the chain that merging has followed.
    let left_out = |path: &String| {
        let known = [
            "office_code",
            "month",
            "as_of",
            "rows.mean_working_days",
            "rows.on_time_rate",
            // Follows from the rules beside it.
            "refusals.grounds",
        ];
        known.contains(&path.as_str())
            || path.starts_with("months.")
            || path.starts_with("frozen.after")
    };
    let missing: Vec<&String> = found
        .difference(&held)
        .filter(|path| !left_out(path))
        .collect();
    assert!(
        missing.is_empty(),
        "report/merge/tables.rs and assets/county lack {missing:?}"
    );
}

#[test]
fn the_page_to_sign_lists_who_waits_for_papers() {
    let dir = tempfile::tempdir().unwrap();
    let mut summary = october(dir.path()).summary;
    summary.waited = vec![Waited {
        case: "SQ-2026-0007".to_owned(),
        customer: "待客户".to_owned(),
        applied_on: "2026-10-20".parse().unwrap(),
        accepted_on: None,
        days: 11,
    }];
    let bytes = pdf::write(&signed::document(&summary).unwrap()).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(text.contains("待客户"), "{text}");
    assert!(text.contains("仍待补"), "{text}");
}

#[test]
fn verify_of_the_folder_around_names_the_one_inside_whatever_it_is_called() {
    let dir = tempfile::tempdir().unwrap();
    let folder = october(dir.path()).folder;
    let renamed = dir.path().join("十月");
    fs::rename(folder, renamed).unwrap();
    assert_eq!(
        verify(dir.path()).unwrap().faults,
        [Fault::Inside(vec!["十月".to_owned()])]
    );
}

#[test]
fn the_page_to_sign_names_the_article_and_no_rule_of_ours() {
    let dir = tempfile::tempdir().unwrap();
    let done = october(dir.path());
    let late = &done.summary.late;
    assert!(late.iter().any(|step| !step.article.is_empty()));
    let pdf = fs::read_dir(&done.folder).unwrap().find_map(|file| {
        let path = file.unwrap().path();
        path.extension()?.eq("pdf").then_some(path)
    });
    let document = lopdf::Document::load(pdf.unwrap()).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for step in late.iter().filter(|step| !step.article.is_empty()) {
        let article: String = step
            .article
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        assert!(text.contains(&article), "{article}");
        assert!(!text.contains(&step.rule), "{}", step.rule);
    }
    // The workbook neither; the records for machines keep both.
    let ours = late.iter().map(|step| step.rule.as_str());
    let ours = ours.chain(
        done.summary
            .refusals
            .iter()
            .flat_map(|one| one.rules.iter().map(String::as_str)),
    );
    let ours: BTreeSet<&str> = ours.collect();
    let sheets = yekuo::report::lists::lists(&done.summary);
    for cell in sheets.iter().flat_map(|sheet| &sheet.rows).flatten() {
        let words = cell.chinese();
        assert!(!ours.iter().any(|rule| words.contains(rule)), "{words}");
    }
}
