//! Looking after the data: backups, going back to one, folders that cannot be used.

use std::process::Stdio;

use assert_cmd::Command;
use serde_json::Value;

use crate::support::Desk;

const DAY: &str = "2026-09-24";

fn acts(desk: &Desk) -> Vec<String> {
    // The log of backups has no subject of its own: it is read from the file.
    let file = rusqlite::Connection::open(desk.path("data/yekuo.sqlite")).unwrap();
    let mut query = file.prepare("SELECT act FROM event ORDER BY seq").unwrap();
    let acts = query.query_map([], |row| row.get("act")).unwrap();
    acts.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_backup_comes_back_with_its_passphrase_and_both_stand_in_the_log() {
    let desk = Desk::new();
    let kept = desk.accept(DAY, |_| {})["case"].clone();
    let with = |passphrase: &str, words: &[&str]| {
        let mut command = desk.command(DAY);
        let output = command
            .env("YEKUO_PASSPHRASE", passphrase)
            .args(words)
            .output()
            .unwrap();
        let json: Value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        (output.status.code().unwrap(), json)
    };
    let stick = desk.path("stick");
    std::fs::create_dir(&stick).unwrap();
    let stick = stick.to_str().unwrap();
    let (code, taken) = with("三句口令够八个字", &["backup", stick, "--encrypt"]);
    assert_eq!((code, &taken["encrypted"]), (0, &true.into()));
    let file = taken["path"].as_str().unwrap();
    let lost = desk.accept(DAY, |_| {})["case"].clone();
    assert_eq!(acts(&desk), ["settings", "accept", "backup", "accept"]);

    assert_eq!(with("别的", &["restore", file]).0, 2);
    let (code, shown) = with("三句口令够八个字", &["restore", file, "--show"]);
    let last = (&shown["last_act"]["act"], &shown["last_act"]["subject"]);
    assert_eq!((code, last), (0, (&"accept".into(), &kept)));
    assert_eq!(
        (&shown["cases"], &shown["lost"]["acts"]),
        (&1.into(), &2.into())
    );
    assert_eq!(
        desk.done(DAY, &["case", lost.as_str().unwrap()])["case"],
        lost
    );
    let (code, restored) = with("三句口令够八个字", &["restore", file]);
    assert_eq!((code, &restored["backup"]), (0, &shown));
    assert!(std::path::Path::new(restored["kept"].as_str().unwrap()).is_file());
    assert_eq!(
        desk.done(DAY, &["case", kept.as_str().unwrap()])["case"],
        kept
    );
    assert_eq!(
        desk.refused(DAY, &["case", lost.as_str().unwrap()]),
        ["INPUT case"]
    );
    assert_eq!(acts(&desk), ["settings", "accept", "restore"]);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn the_backups_say_what_they_hold_and_what_would_be_lost() {
    let desk = Desk::new();
    let case = desk.accept(DAY, |_| {})["case"].clone();
    let backups = desk.path("data/backups");
    std::fs::create_dir_all(&backups).unwrap();
    let taken = desk.done(DAY, &["backup", backups.to_str().unwrap()]);
    std::fs::write(backups.join("daily-broken.sqlite"), "坏的").unwrap();
    desk.accept(DAY, |_| {});
    let listed = desk.done(DAY, &["restore"]);
    let held = &listed["backups"][0];
    assert_eq!(held["path"], taken["path"]);
    assert_eq!(held["last_act"]["subject"], case);
    assert_eq!(held["same_history"], true);
    assert_eq!(listed["backups"].as_array().unwrap().len(), 1);
    let broken = listed["unreadable"][0]["path"].as_str().unwrap();
    assert!(broken.ends_with("daily-broken.sqlite"));
    let said = desk.plain(DAY, &["restore"]);
    assert!(said.contains("工单 1 件"), "{said}");
    assert!(said.contains("这之后办理的 1 次会丢：受理 1"), "{said}");
    assert!(said.contains("读不出来"), "{said}");
}

#[test]
fn audit_5_a_number_given_out_again_leaves_the_paper_issued_before() {
    let desk = Desk::new();
    let backups = desk.path("data/backups");
    std::fs::create_dir_all(&backups).unwrap();
    let taken = desk.done(DAY, &["backup", backups.to_str().unwrap()]);
    let issued = || {
        let case = desk.accept(DAY, |_| {})["case"].clone();
        desk.done(
            DAY,
            &["print", case.as_str().unwrap(), "acceptance_receipt"],
        );
        case
    };
    let before = issued();
    desk.done(DAY, &["restore", taken["path"].as_str().unwrap()]);
    assert_eq!(issued(), before, "the number is free again");
    let month = std::fs::read_dir(desk.path("data/papers")).unwrap().next();
    let papers = std::fs::read_dir(month.unwrap().unwrap().path()).unwrap();
    assert_eq!(papers.count(), 2);
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}

#[test]
fn a_short_passphrase_seals_nothing() {
    let desk = Desk::new();
    let stick = desk.path("stick");
    std::fs::create_dir(&stick).unwrap();
    let stick = stick.to_str().unwrap();
    for words in [
        ["backup", stick, "--encrypt"],
        ["export", stick, "--encrypt"],
    ] {
        let mut command = desk.command(DAY);
        command.env("YEKUO_PASSPHRASE", "七个字的口令吧");
        let output = command.args(words).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("至少要8个"), "{said}");
        assert_eq!(std::fs::read_dir(stick).unwrap().count(), 0);
    }
}

#[test]
fn an_empty_passphrase_and_a_folder_that_is_not_there_are_refused() {
    let desk = Desk::new();
    let stick = desk.path("stick");
    let gone = desk.refused(DAY, &["backup", stick.to_str().unwrap()]);
    assert_eq!(gone, ["INPUT dir"]);
    std::fs::create_dir(&stick).unwrap();
    let mut command = desk.command(DAY);
    command.env("YEKUO_PASSPHRASE", "");
    let output = command
        .args(["backup", stick.to_str().unwrap(), "--encrypt"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 0);
    assert_eq!(
        desk.refused(DAY, &["restore", "nowhere.sqlite"]),
        ["INPUT file"]
    );
}

#[test]
fn a_file_in_the_folders_place_is_a_plain_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    std::fs::write(&file, "不是文件夹").unwrap();
    let mut command = Command::cargo_bin("yekuo").unwrap();
    let output = command
        .arg("--data")
        .arg(&file)
        .args(["due"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("data") && said.chars().any(|c| c > '\u{2e80}'),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "不是文件夹");
}

#[test]
fn many_at_once_lose_nothing_and_leave_no_gap() {
    let desk = Desk::new();
    let template = desk.done(DAY, &["template", "new_connection"]);
    let file = desk.file("application.json", template.to_string());
    let program = assert_cmd::cargo::cargo_bin("yekuo");
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = std::process::Command::new(&program);
            command.arg("--data").arg(desk.path("data"));
            command.args(["--json", "--today", DAY, "accept", &file]);
            command.stdout(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let mut cases: Vec<String> = children
        .into_iter()
        .map(|child| {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
            let said: Value = serde_json::from_slice(&output.stdout).unwrap();
            said["case"].as_str().unwrap().to_owned()
        })
        .collect();
    cases.sort();
    let numbers: Vec<u32> = cases
        .iter()
        .map(|case| case.rsplit('-').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(numbers, (1..=8).collect::<Vec<u32>>(), "AUDIT-1: {cases:?}");
    assert_eq!(desk.done(DAY, &["check"])["ok"], true);
}
