//! `calc deadline` at the edges of the calendar.

use crate::support::Desk;

#[test]
fn deadlines_at_the_edges() {
    let desk = Desk::new();
    for (from, span, nominal, due) in [
        // Before a long holiday.
        ("2026-09-24", "7d", "2026-10-01", "2026-10-08"),
        ("2026-09-30", "3d", "2026-10-03", "2026-10-08"),
        // A Saturday that is worked.
        ("2026-10-08", "2d", "2026-10-10", "2026-10-10"),
        // The month has no such day.
        ("2025-08-31", "6m", "2026-02-28", "2026-02-28"),
        ("2024-02-29", "12m", "2025-02-28", "2025-02-28"),
        ("2025-12-31", "1d", "2026-01-01", "2026-01-04"),
        (
            "2026-09-24T10:30",
            "24h",
            "2026-09-25T10:30",
            "2026-09-25T10:30",
        ),
    ] {
        let question = serde_json::json!({ "from": from, "span": span });
        let file = desk.file("question.json", question.to_string());
        let answer = desk.done("2026-09-24", &["calc", "deadline", &file]);
        assert_eq!(answer["nominal"], nominal, "{from} {span}");
        assert_eq!(answer["due"], due, "{from} {span}");
    }
    let file = desk.file("q.json", r#"{"from":"2026-12-30","span":"3d"}"#);
    let answer = desk.done("2026-09-24", &["calc", "deadline", &file]);
    assert!(answer["note"].as_str().unwrap().contains("2027"));
}
