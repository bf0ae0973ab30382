//! One form for many cases.

use crate::support::Desk;

const DAY: &str = "2026-09-24";

fn accept(desk: &Desk, documents: &str) -> String {
    let taken = desk.accept(DAY, |application| {
        application["documents"]["DOC-1.1"] = documents.into();
    });
    taken["case"].as_str().unwrap().to_owned()
}

#[test]
fn what_can_be_printed_is_and_the_rest_is_named_with_its_reason() {
    let desk = Desk::new();
    let cases = [
        accept(&desk, "copy"),
        accept(&desk, "missing"),
        accept(&desk, "copy"),
    ];
    let out = desk.path("out");
    std::fs::create_dir(&out).unwrap();
    let [one, two, three] = cases.each_ref().map(String::as_str);
    let folder = out.display().to_string();
    let words = [
        "print",
        "--batch",
        "acceptance_receipt",
        one,
        two,
        three,
        "-o",
        &folder,
    ];
    let done = desk.done(DAY, &words);
    let printed: Vec<&str> = done["printed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| paper["case"].as_str().unwrap())
        .collect();
    assert_eq!(printed, [one, three]);
    assert_eq!(done["printed"][0]["issue"], 1);
    let refused = done["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["case"], two);
    assert!(refused[0]["message"].as_str().unwrap().contains("受理后"));
    let mut saved: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    saved.sort();
    assert_eq!(
        saved,
        [one, three].map(|case| format!("{case}_受理回执_1.pdf"))
    );

    // Without cases: every open one that the form fits.
    let fitting = desk.done(DAY, &["print", "--batch", "missing_documents_notice"]);
    assert_eq!(fitting["printed"].as_array().unwrap().len(), 1);
    assert_eq!(fitting["printed"][0]["case"], two);
    assert_eq!(fitting["refused"].as_array().unwrap().len(), 0);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn where_nothing_can_be_printed_every_reason_is_a_refusal() {
    let desk = Desk::new();
    let waiting = accept(&desk, "missing");
    let words = ["print", "--batch", "plan_answer", &waiting, "SQ-2026-99999"];
    assert_eq!(desk.refused(DAY, &words), ["INPUT form", "INPUT case"]);
    assert_eq!(
        desk.refused(DAY, &["print", "--batch", "none"]),
        ["INPUT form"]
    );
    assert_eq!(desk.refused(DAY, &["print", "--batch"]), ["INPUT what"]);
    let both = ["print", "--batch", "--all", "plan_answer"];
    assert_eq!(desk.refused(DAY, &both), ["INPUT what"]);
}
