//! `summary` and `verify` through the real program.

use crate::support::Desk;

fn office() -> Desk {
    let desk = Desk::new();
    desk.accept("2026-09-24", |_| {});
    desk.accept("2026-09-30", |_| {});
    desk
}

#[test]
fn the_month_on_the_screen_has_the_fields_of_the_interface() {
    let desk = office();
    let month = desk.done("2026-10-09", &["summary", "2026-09"]);
    assert_eq!(month["office"], "石桥供电所");
    assert_eq!(
        (&month["from"], &month["to"]),
        (&"2026-09-01".into(), &"2026-09-30".into())
    );
    let rows = month["rows"].as_array().unwrap();
    let total = rows.last().unwrap();
    assert_eq!(total["kind"], "total");
    assert_eq!(total["accepted"]["cases"], 2);
    assert!(total["accepted"]["kva"].is_string());
    assert_eq!(total["end"]["cases"], 2);
    assert_eq!(
        total["overdue"], 1,
        "answered within three days, or on the 8th"
    );
    assert_eq!(total["year"]["accepted"]["cases"], 2);
    assert!(total["on_time_rate"].is_null());
    for row in rows {
        for field in [
            "start",
            "accepted",
            "adjusted",
            "completed",
            "voided",
            "end",
        ] {
            assert!(row[field]["cases"].is_i64(), "{field}");
        }
    }
    assert_eq!(
        (&month["waiting"], &month["refused"]),
        (&0.into(), &0.into())
    );
    assert_eq!(
        desk.refused("2026-10-09", &["summary", "2026-13"]),
        ["INPUT month"]
    );
    assert_eq!(
        desk.refused("2026-10-09", &["summary", "2026-11"]),
        ["INPUT month"]
    );
}

#[test]
fn audit_4_the_office_counts_from_the_26th_to_the_25th_where_it_says_so() {
    let desk = office();
    desk.done("2026-10-09", &["settings", "month.first_day=26"]);
    let accepted = |month: &str| {
        let rows = desk.done("2026-11-23", &["summary", month]);
        rows["rows"].as_array().unwrap().last().unwrap()["accepted"]["cases"].clone()
    };
    assert_eq!(
        (accepted("2026-09"), accepted("2026-10")),
        (1.into(), 1.into())
    );
}

#[test]
fn the_folder_is_written_frozen_and_checked() {
    let desk = office();
    let stick = desk.path("stick");
    std::fs::create_dir(&stick).unwrap();
    let to = stick.display().to_string();
    assert_eq!(
        desk.refused("2026-09-30", &["summary", "2026-09", "-o", &to]),
        ["AUDIT-4 month"]
    );
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
    let missing = desk.path("none").display().to_string();
    assert_eq!(
        desk.refused("2026-10-09", &["summary", "2026-09", "-o", &missing]),
        ["INPUT output"]
    );
    let done = desk.done("2026-10-09", &["summary", "2026-09", "-o", &to]);
    assert_eq!(done["frozen_with"], serde_json::json!([]));
    let folder = stick.join("业扩月报_石桥供电所_2026-09");
    assert_eq!(done["folder"], folder.display().to_string());
    assert_eq!(
        done["files"].as_array().unwrap().last().unwrap(),
        "manifest.json"
    );
    let shown = folder.display().to_string();
    assert_eq!(desk.done("2026-10-09", &["verify", &shown])["ok"], true);

    // One accepted late, as of the last day of the month that went out.
    desk.accept("2026-09-30", |_| {});
    let frozen = desk.done("2026-10-09", &["summary", "2026-09"]);
    assert_eq!(frozen["rows"], done["rows"]);
    let october = desk.done("2026-10-09", &["summary", "2026-10"]);
    let total = october["rows"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&total["start"]["cases"], &total["adjusted"]["cases"]),
        (&2.into(), &1.into())
    );

    let csv = folder.join("cases.csv");
    let mut bytes = std::fs::read(&csv).unwrap();
    bytes[50] ^= 1;
    std::fs::write(&csv, bytes).unwrap();
    std::fs::remove_file(folder.join("业扩月报.pdf")).unwrap();
    assert_eq!(
        desk.refused("2026-10-09", &["verify", &shown]),
        ["AUDIT-5 ", "AUDIT-5 "]
    );
    assert_eq!(
        desk.refused("2026-10-09", &["verify", &missing]),
        ["INPUT dir"]
    );
    assert_eq!(desk.done("2026-10-09", &["check"])["ok"], true);
}

#[test]
fn audit_4_an_export_freezes_the_earlier_months_and_says_so() {
    let desk = office();
    let stick = desk.path("stick");
    std::fs::create_dir(&stick).unwrap();
    let to = stick.display().to_string();
    let november = desk.done("2026-12-02", &["summary", "2026-11", "-o", &to]);
    assert_eq!(
        november["frozen_with"],
        serde_json::json!(["2026-09", "2026-10"])
    );
    // One accepted in September and typed in now stands in December alone.
    desk.accept("2026-09-30", |_| {});
    let cases = |month: &str, column: &str| {
        let rows = desk.done("2026-12-02", &["summary", month]);
        rows["rows"].as_array().unwrap().last().unwrap()[column]["cases"].clone()
    };
    assert_eq!(cases("2026-09", "accepted"), 2);
    assert_eq!(cases("2026-12", "adjusted"), 1);
    let september = desk.done("2026-12-02", &["summary", "2026-09", "-o", &to]);
    assert_eq!(
        september["rows"].as_array().unwrap().last().unwrap()["end"]["cases"],
        2
    );
}
