//! Opening the data folder: whole files, foreign files, damaged files, full disks, two at once.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::Connection;
use yekuo::store::backup::Restored;
use yekuo::store::clock::ClockCheck;
use yekuo::store::event::{self, NewEvent};
use yekuo::store::lock::Desk;
use yekuo::store::{FILE, Origin, Store, StoreError, aside, backup, check, setting};

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn now() -> NaiveDateTime {
    at("2026-11-23T08:00:00")
}

fn open(dir: &Path) -> Result<Store, StoreError> {
    Store::open(dir, now()).map(|opened| opened.store)
}

/// Restores as a clerk does.
fn restore(dir: &Path, file: &Path, passphrase: Option<&str>) -> Result<Restored, StoreError> {
    let act = NewEvent {
        at: now(),
        operator: "王芳",
        act: "restore",
        subject: "",
        detail: serde_json::json!({}),
    };
    backup::restore(dir, file, passphrase, &act)
}

/// A data folder with one act in its log.
fn office(dir: &Path) {
    let mut store = open(dir).unwrap();
    act(&mut store, now()).unwrap();
}

fn act(store: &mut Store, at: NaiveDateTime) -> Result<(), StoreError> {
    store.transact(|conn| {
        let detail = serde_json::json!({ "text": "x".repeat(2000) });
        event::append(
            conn,
            &NewEvent {
                at,
                operator: "王芳",
                act: "accept",
                subject: "甲",
                detail,
            },
        )
        .map(drop)
    })
}

/// Every file of a folder with its bytes.
fn snapshot(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file() && entry.file_name() != "desk.lock")
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn first_start_makes_a_whole_file_and_the_second_finds_it() {
    let dir = tempfile::tempdir().unwrap();
    let opened = Store::open(&dir.path().join("深/处"), now()).unwrap();
    assert_eq!(
        (opened.origin, opened.clock),
        (Origin::New, ClockCheck::Fine)
    );
    assert_eq!(check::check(opened.store.conn()).unwrap(), []);
    drop(opened.store);
    let again = Store::open(&dir.path().join("深/处"), now()).unwrap();
    assert_eq!((again.origin, again.unclean), (Origin::Existing, false));
}

#[test]
fn a_proper_end_leaves_nothing_beside_the_file() {
    let dir = tempfile::tempdir().unwrap();
    office(dir.path());
    let names: Vec<_> = snapshot(dir.path())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, [FILE]);
}

#[test]
fn an_unclean_stop_is_noticed_and_nothing_committed_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path()).unwrap();
    act(&mut store, now()).unwrap();
    // What a killed process leaves: the files as they lie, and no lock.
    let left = tempfile::tempdir().unwrap();
    for (name, bytes) in snapshot(dir.path()) {
        fs::write(left.path().join(name), bytes).unwrap();
    }
    let opened = Store::open(left.path(), now()).unwrap();
    assert!(opened.unclean);
    assert_eq!(event::head(opened.store.conn()).unwrap().length, 1);
}

#[test]
fn a_newer_file_is_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    office(dir.path());
    let conn = Connection::open(dir.path().join(FILE)).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    conn.close().unwrap();
    let before = snapshot(dir.path());
    let error = open(dir.path()).unwrap_err();
    assert!(
        matches!(error, StoreError::Newer { found: 99, .. }),
        "{error}"
    );
    assert_eq!(snapshot(dir.path()), before);
}

#[test]
fn a_foreign_file_is_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let conn = Connection::open(dir.path().join(FILE)).unwrap();
    conn.execute_batch("CREATE TABLE recipe (name TEXT)")
        .unwrap();
    conn.close().unwrap();
    let before = snapshot(dir.path());
    let error = open(dir.path()).unwrap_err();
    assert!(matches!(error, StoreError::NotOurs { .. }), "{error}");
    assert_eq!(snapshot(dir.path()), before);
}

#[test]
fn a_damaged_file_is_reported_set_aside_and_a_backup_offered() {
    let cut_short = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2);
    let header_gone = |bytes: &mut Vec<u8>| bytes[..16].fill(0);
    let only_a_stub = |bytes: &mut Vec<u8>| bytes.truncate(10);
    let damages: [fn(&mut Vec<u8>); 3] = [cut_short, header_gone, only_a_stub];
    for damage in damages {
        let dir = tempfile::tempdir().unwrap();
        let main = dir.path().join(FILE);
        office(dir.path());
        let taken = backup::daily(dir.path(), now()).unwrap().unwrap();
        let mut bytes = fs::read(&main).unwrap();
        damage(&mut bytes);
        fs::write(&main, &bytes).unwrap();

        let error = open(dir.path()).unwrap_err();
        assert!(
            matches!(&error, StoreError::Damaged { path, .. } if *path == main),
            "{error}"
        );
        assert_eq!(fs::read(&main).unwrap(), bytes, "left as it was");
        let moved = aside::set_aside(dir.path(), now()).unwrap();
        assert_eq!(fs::read(moved.join(FILE)).unwrap(), bytes, "kept");
        assert!(
            matches!(open(dir.path()), Err(StoreError::Missing { .. })),
            "no empty desk by accident"
        );

        let held = backup::list(dir.path()).unwrap();
        assert_eq!(
            held.iter().map(|held| &held.path).collect::<Vec<_>>(),
            [&taken]
        );
        restore(dir.path(), &held[0].path, None).unwrap();
        assert_eq!(
            event::head(open(dir.path()).unwrap().conn())
                .unwrap()
                .length,
            2,
            "the act, and that it was restored"
        );
    }
}

#[test]
fn damage_inside_shows_after_an_unclean_stop_and_in_a_check() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path()).unwrap();
    (0..50).for_each(|_| act(&mut store, now()).unwrap());
    drop(store);
    let main = dir.path().join(FILE);
    let mut bytes = fs::read(&main).unwrap();
    let page = bytes.len() - 3 * 4096;
    bytes[page..page + 2 * 4096].fill(0xAA);
    fs::write(&main, &bytes).unwrap();
    let store = open(dir.path());
    let seen = store.and_then(|store| check::check(store.conn()));
    assert!(
        matches!(&seen, Ok(findings) if !findings.is_empty()) || seen.is_err(),
        "{seen:?}"
    );
}

#[test]
fn a_log_without_its_file_never_meets_a_new_one() {
    let dir = tempfile::tempdir().unwrap();
    let log = dir.path().join(format!("{FILE}-wal"));
    fs::write(&log, b"left over").unwrap();
    let error = open(dir.path()).unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }), "{error}");
    assert!(!log.exists());
    Store::make(dir.path()).unwrap();
    assert_eq!(
        event::head(open(dir.path()).unwrap().conn())
            .unwrap()
            .length,
        0
    );
}

#[test]
fn an_unfinished_file_is_cleared_away() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(format!("{FILE}.part")), b"cut short").unwrap();
    office(dir.path());
    assert_eq!(snapshot(dir.path()).len(), 1);
}

#[test]
fn a_full_disk_is_said_in_chinese_and_nothing_is_half_done() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path()).unwrap();
    store
        .transact(|conn| {
            let pages: i64 =
                conn.pragma_query_value(None, "page_count", |row| row.get("page_count"))?;
            conn.pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(()))?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let mut done = 0;
    let error = loop {
        let both = store.transact(|conn| {
            setting::set(conn, "acts", &(done + 1).to_string())?;
            let detail = serde_json::json!({ "text": "x".repeat(2000) });
            event::append(
                conn,
                &NewEvent {
                    at: now(),
                    operator: "王芳",
                    act: "accept",
                    subject: "甲",
                    detail,
                },
            )
        });
        match both {
            Ok(_) => done += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::DiskFull), "{error:?}");
    assert!(error.to_string().starts_with("磁盘已满"));
    let conn = store.conn();
    assert!(done > 0);
    assert_eq!(event::head(conn).unwrap().length, done);
    assert_eq!(setting::get(conn, "acts").unwrap(), Some(done.to_string()));
    assert_eq!(check::check(conn).unwrap(), []);
}

#[test]
fn an_act_happens_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path()).unwrap();
    let refused = store.transact(|conn| {
        setting::set(conn, "office_name", "石桥供电所")?;
        Err::<(), _>(StoreError::Busy)
    });
    assert!(refused.is_err());
    assert_eq!(setting::get(store.conn(), "office_name").unwrap(), None);
}

#[test]
fn reading_cannot_write() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).unwrap();
    assert!(setting::set(store.conn(), "office_name", "x").is_err());
    assert!(
        store
            .read(|conn| setting::set(conn, "office_name", "x"))
            .is_err()
    );
    assert!(store.read(setting::all).unwrap().is_empty());
}

#[test]
fn every_commit_changes_the_revision_and_nothing_else_does() {
    let dir = tempfile::tempdir().unwrap();
    let mut one = open(dir.path()).unwrap();
    let mut other = open(dir.path()).unwrap();
    let first = one.revision().unwrap();
    assert_eq!(one.revision().unwrap(), first);
    act(&mut other, now()).unwrap();
    let second = one.revision().unwrap();
    assert_ne!(second, first, "by another");
    act(&mut one, now()).unwrap();
    assert_ne!(one.revision().unwrap(), second, "by ourselves");
}

#[test]
fn the_folder_is_shared_or_had_alone() {
    let dir = tempfile::tempdir().unwrap();
    let window = open(dir.path()).unwrap();
    let command = open(dir.path()).unwrap();
    let taken = backup::take_to(dir.path(), dir.path(), None, now()).unwrap();
    let in_use = restore(dir.path(), &taken, None);
    assert!(matches!(in_use, Err(StoreError::InUse)));
    assert!(matches!(
        aside::set_aside(dir.path(), now()),
        Err(StoreError::InUse)
    ));
    drop((window, command));
    assert!(Desk::alone(dir.path()).is_ok());
    restore(dir.path(), &taken, None).unwrap();
}

#[test]
fn the_clock_is_held_against_the_last_act() {
    let dir = tempfile::tempdir().unwrap();
    office(dir.path());
    let clock = |text: &str| Store::open(dir.path(), at(text)).unwrap().clock;
    assert_eq!(clock("2026-11-23T08:00:00"), ClockCheck::Fine);
    assert_eq!(
        clock("2020-01-01T00:00:00"),
        ClockCheck::Before { last: now() }
    );
    assert_eq!(
        clock("2026-12-24T08:00:00"),
        ClockCheck::LongAfter {
            last: now(),
            days: 31
        }
    );
}

#[test]
fn tampering_with_the_log_is_found() {
    for (column, value) in [
        ("operator", "'x'"),
        ("detail", "'{}'"),
        ("previous", "'x'"),
        ("hash", "'x'"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut store = open(dir.path()).unwrap();
        (0..3).for_each(|_| act(&mut store, now()).unwrap());
        let tamperer = Connection::open(dir.path().join(FILE)).unwrap();
        tamperer
            .execute_batch("DROP TRIGGER event_is_not_changed")
            .unwrap();
        tamperer
            .execute(
                &format!("UPDATE event SET {column} = {value} WHERE seq = 2"),
                [],
            )
            .unwrap();
        let findings = check::check(store.conn()).unwrap();
        assert!(
            findings.contains(&check::Finding::LogBroken { seq: 2 }),
            "{column}: {findings:?}"
        );
    }
}
