//! `export --encrypt` and back: nothing private lies open, and what comes back is everything.

use std::io::{Cursor, Read};

use serde_json::Value;

use crate::support::{Desk, ID};

const DAY: &str = "2026-09-24";

fn with(desk: &Desk, passphrase: &str, words: &[&str]) -> (i32, Value) {
    let mut command = desk.command(DAY);
    let command = command.env("YEKUO_PASSPHRASE", passphrase).args(words);
    let output = command.output().unwrap();
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code().unwrap(), json)
}

#[test]
fn a_bare_name_lies_where_the_program_runs() {
    let desk = Desk::new();
    for words in [
        &["export", "--encrypt", "all.zip.age"][..],
        &["export", "--decrypt", "all.zip.age", "-o", "all.zip"],
    ] {
        let mut command = desk.command(DAY);
        let command = command.current_dir(desk.path(""));
        let command = command.env("YEKUO_PASSPHRASE", "三句口令够八个字");
        let output = command.args(words).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}: {output:?}");
    }
    assert!(desk.path("all.zip").exists());
}

#[test]
fn audit_5_everything_leaves_only_sealed_and_stands_in_the_log() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |application| {
        application["customer"]["name"] = "=张三".into();
    })["case"]
        .clone();
    let case = case.as_str().unwrap();
    let paper = desk.path("paper.pdf").display().to_string();
    desk.done(DAY, &["print", case, "resident_application", "-o", &paper]);
    let out = desk.path("全部.zip.age").display().to_string();
    assert_eq!(desk.refused(DAY, &["export", &out]), ["INPUT encrypt"]);
    assert_eq!(with(&desk, "", &["export", "--encrypt", &out]).0, 2);
    let (code, done) = with(&desk, "三句口令够八个字", &["export", "--encrypt", &out]);
    assert_eq!(code, 0, "{done}");
    assert_eq!(
        (&done["papers"], &done["missing"]),
        (&1.into(), &Value::Array(Vec::new()))
    );
    let sealed = std::fs::read(&out).unwrap();
    for open in [ID.as_bytes(), "张三".as_bytes(), b"PK\x03\x04"] {
        assert!(!sealed.windows(open.len()).any(|bytes| bytes == open));
    }
    assert_eq!(
        with(&desk, "三句口令够八个字", &["export", "--encrypt", &out]).0,
        2,
        "not written over"
    );
    let folder = desk.path("stick");
    std::fs::create_dir(&folder).unwrap();
    let stick = folder.display().to_string();
    let (code, named) = with(&desk, "三句口令够八个字", &["export", "--encrypt", &stick]);
    assert_eq!(code, 0);
    assert!(named["path"].as_str().unwrap().starts_with(&stick));

    let zip = desk.path("全部.zip");
    let back = zip.display().to_string();
    assert_eq!(
        desk.refused(DAY, &["export", "--decrypt", &out]),
        ["INPUT output"]
    );
    assert_eq!(
        with(&desk, "别的", &["export", "--decrypt", &out, "-o", &back]).0,
        2
    );
    assert!(!zip.exists());
    assert_eq!(
        with(
            &desk,
            "三句口令够八个字",
            &["export", "--decrypt", &paper, "-o", &back]
        )
        .0,
        2
    );
    assert_eq!(
        with(
            &desk,
            "三句口令够八个字",
            &["export", "--decrypt", &out, "-o", &back]
        )
        .0,
        0
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(&zip).unwrap())).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for table in [
        "customer",
        "service_case",
        "case_step",
        "event",
        "frozen_month",
        "setting",
    ] {
        assert!(
            names.contains(&format!("{table}.csv")),
            "{table}: {names:?}"
        );
    }
    let mut file = |name: &str| {
        let mut bytes = Vec::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        bytes
    };
    let cases = String::from_utf8(file("service_case.csv")).unwrap();
    assert!(cases.contains(case) && cases.contains(ID));
    let log = String::from_utf8(file("event.csv")).unwrap();
    assert!(!log.contains(ID));
    let issued = names.iter().find(|name| name.ends_with(".pdf")).unwrap();
    assert_eq!(file(issued), std::fs::read(&paper).unwrap());
    assert!(
        String::from_utf8(file("说明.txt"))
            .unwrap()
            .contains("石桥供电所的全部数据")
    );

    let records = rusqlite::Connection::open(desk.path("data/yekuo.sqlite")).unwrap();
    let logged = "SELECT count(*) AS n FROM event WHERE act = 'export_all' AND operator = '王芳'";
    let logged: i64 = records.query_row(logged, [], |row| row.get("n")).unwrap();
    assert_eq!(logged, 2);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}
