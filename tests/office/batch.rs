//! Batch printing: each paper whole and on its own; what could not be printed is named.

use std::path::Path;

use yekuo::model::long_work::{Continue, Progress};
use yekuo::office::OfficeError;
use yekuo::office::print::Mode;
use yekuo::office::print::batch::{Batch, End, Order, offers, print_batch};
use yekuo::store::{check, event};

use crate::support::{Window, draft};

const FORM: &str = "acceptance_receipt";

/// Takes so many residents' applications.
fn cases(window: &mut Window, count: usize) -> Vec<String> {
    (0..count).map(|_| window.accept(&draft())).collect()
}

fn order(subjects: &[String]) -> Order {
    Order {
        form: FORM.to_owned(),
        subjects: subjects.to_vec(),
        mode: Mode::Filled,
    }
}

fn print(
    window: &mut Window,
    order: &Order,
    going: impl FnMut(Progress) -> Continue,
) -> Result<Batch, OfficeError> {
    let desk = window.desk.clone();
    print_batch(&mut window.office, order, || desk.clone(), going)
}

/// The names of the files kept, with those of unfinished ones.
fn kept(dir: &Path) -> Vec<String> {
    let folder = dir.join("papers/2026-06");
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_paper_is_an_act_and_progress_counts_them() {
    let mut window = Window::open();
    let mut subjects = cases(&mut window, 3);
    subjects.push(subjects[0].clone());
    let before = event::head(window.office.store().conn()).unwrap().length;
    let mut heard = Vec::new();
    let batch = print(&mut window, &order(&subjects), |progress| {
        heard.push((progress.done, progress.of));
        Continue::Yes
    })
    .unwrap();
    assert!(matches!(batch.end, End::Complete));
    assert_eq!(heard, [(0, 3), (1, 3), (2, 3), (3, 3)]);
    let printed: Vec<&String> = batch.printed.iter().map(|paper| &paper.subject).collect();
    assert_eq!(printed, subjects[..3].iter().collect::<Vec<_>>());
    let conn = window.office.store().conn();
    assert_eq!(event::head(conn).unwrap().length, before + 3);
    assert_eq!(check::check(conn).unwrap(), []);
}

#[test]
fn cancelled_after_two_leaves_two_whole_papers_and_nothing_unfinished() {
    let mut window = Window::open();
    let subjects = cases(&mut window, 5);
    let batch = print(&mut window, &order(&subjects), |progress| {
        if progress.done < 2 {
            Continue::Yes
        } else {
            Continue::No
        }
    })
    .unwrap();
    assert!(matches!(batch.end, End::Cancelled));
    assert_eq!(batch.printed.len(), 2);
    let dir = window.office.store().dir().to_owned();
    let names: Vec<String> = subjects[..2]
        .iter()
        .map(|case| format!("{case}_受理回执_1.pdf"))
        .collect();
    assert_eq!(kept(&dir), names);
    for paper in &batch.printed {
        let pdf = std::fs::read(dir.join(&paper.path)).unwrap();
        assert_eq!(pdf.len() as u64, paper.bytes);
        assert!(lopdf::Document::load_mem(&pdf).is_ok());
    }

    // The rest, later: the first two come back as they were issued.
    let rest = print(&mut window, &order(&subjects), |_| Continue::Yes).unwrap();
    assert_eq!(rest.printed.len(), 5);
    assert_eq!(rest.printed[..2], batch.printed[..]);
}

#[test]
fn a_case_that_cannot_be_printed_is_named_and_the_rest_goes_on() {
    let mut window = Window::open();
    let mut subjects = cases(&mut window, 2);
    let mut waiting = draft();
    waiting.documents.remove("DOC-1.2");
    subjects.insert(1, window.accept(&waiting));
    let mut rare = draft();
    rare.customer.name = "张\u{31350}".to_owned();
    subjects.insert(1, window.accept(&rare));
    subjects.push("360731-2026-99999".to_owned());
    let batch = print(&mut window, &order(&subjects), |_| Continue::Yes).unwrap();
    assert!(matches!(batch.end, End::Complete));
    assert_eq!(batch.printed.len(), 2);
    let named: Vec<(&str, String)> = batch
        .not_printed
        .iter()
        .map(|not| (not.subject.as_str(), not.reason.to_string()))
        .collect();
    assert_eq!(named.len(), 3, "{named:?}");
    for ((subject, reason), (case, words)) in named.iter().zip([
        (&subjects[1], "U+31350"),
        (&subjects[2], "受理后才能打印"),
        (&subjects[4], "没有工单"),
    ]) {
        assert_eq!(subject, case);
        assert!(reason.contains(words), "{reason}");
    }
}

#[test]
fn a_failing_disk_ends_the_batch_and_loses_nothing() {
    let mut window = Window::open();
    let subjects = cases(&mut window, 3);
    let dir = window.office.store().dir().to_owned();
    let in_the_way = dir.join(format!("papers/2026-06/{}_受理回执_1.pdf", subjects[1]));
    std::fs::create_dir_all(&in_the_way).unwrap();
    let batch = print(&mut window, &order(&subjects), |_| Continue::Yes).unwrap();
    assert!(matches!(batch.end, End::Failed(_)));
    assert_eq!(batch.printed.len(), 1);
    std::fs::remove_dir(&in_the_way).unwrap();
    assert_eq!(kept(&dir).len(), 1, "nothing unfinished stays behind");
    let again = print(&mut window, &order(&subjects), |_| Continue::Yes).unwrap();
    assert_eq!(again.printed.len(), 3);
    assert_eq!(kept(&dir).len(), 3);
}

#[test]
fn an_unknown_form_or_operator_is_refused_before_anything() {
    let mut window = Window::open();
    let subjects = cases(&mut window, 1);
    let wrong = Order {
        form: "none".to_owned(),
        ..order(&subjects)
    };
    let refused = print(&mut window, &wrong, |_| Continue::Yes);
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    window.desk.operator = "路人".to_owned();
    let refused = print(&mut window, &order(&subjects), |_| Continue::Yes);
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}

#[test]
fn forms_are_offered_for_those_they_fit() {
    let mut window = Window::open();
    let mut subjects = cases(&mut window, 2);
    let mut waiting = draft();
    waiting.documents.remove("DOC-1.2");
    subjects.push(window.accept(&waiting));
    let offered = offers(&window.office, &subjects, &window.desk, |_| Continue::Yes)
        .unwrap()
        .unwrap();
    let of = |form: &str| {
        let offer = offered.iter().find(|offer| offer.form == form);
        offer.map(|offer| offer.subjects.clone())
    };
    assert_eq!(of("resident_application"), Some(subjects.clone()));
    assert_eq!(of(FORM), Some(subjects[..2].to_vec()));
    assert_eq!(of("missing_documents_notice"), Some(subjects[2..].to_vec()));
    assert_eq!(of("meter_work_order"), None);
    let stopped = offers(&window.office, &subjects, &window.desk, |_| Continue::No);
    assert_eq!(stopped.unwrap(), None);
}
