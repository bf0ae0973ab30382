//! What cannot be read is refused with the field, everything at once.

use crate::support::Desk;

const DAY: &str = "2026-09-24";

#[test]
fn every_violated_rule_at_once() {
    let desk = Desk::new();
    let mut application = desk.done(DAY, &["template", "new_connection"]);
    application["applied_on"] = "2026-09-25".into();
    application["customer"]["id_number"] = "123".into();
    application["capacity"] = "十".into();
    application["customer"]["address"] = "长".repeat(10_000).into();
    let file = desk.file("wrong.json", application.to_string());
    let refusals = desk.refused(DAY, &["accept", &file]);
    for expected in [
        "COUNT-6 applied_on",
        "INPUT customer.id_number",
        "INPUT capacity",
        "INPUT customer.address",
    ] {
        assert!(
            refusals.contains(&expected.to_owned()),
            "{expected}: {refusals:?}"
        );
    }
    assert_eq!(
        desk.done(DAY, &["find", "SQ"])["results"],
        serde_json::json!([])
    );
}

#[test]
fn json_that_does_not_fit_names_the_field() {
    let desk = Desk::new();
    for (text, refusal) in [
        (&b"{\"kind\": oops}"[..], "INPUT file"),
        (b"\xEF\xBB\xBF{\"x\":1}", "INPUT x"),
        (b"{\"kind\":\"\xFF\"}", "INPUT file"),
        (b"{\"capacity\":30}", "INPUT capacity"),
    ] {
        let file = desk.file("x.json", text);
        assert_eq!(desk.refused(DAY, &["accept", &file]), [refusal]);
    }
    assert_eq!(desk.refused(DAY, &["accept", "不在.json"]), ["INPUT file"]);
}

#[test]
fn command_lines_that_cannot_be_read() {
    let desk = Desk::new();
    for words in [
        &["--unknown"][..],
        &["accept"],
        &["merge", "2026-09"],
        &["nosuch"],
        &["due", "--within", "五"],
        &["case", "SQ-2026-99999"],
        &["calc", "late", "-"],
        &["record", "visit", "-"],
        &["rules", "NEW-99"],
    ] {
        let refusals = desk.refused(DAY, words);
        assert!(refusals[0].starts_with("INPUT"), "{words:?}: {refusals:?}");
    }
    assert_eq!(desk.refused("2026-02-30", &["due"]), ["INPUT today"]);
}
