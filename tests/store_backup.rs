//! Backups: taken while the desk is in use, thinned, sealed, restored.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDateTime};
use yekuo::store::backup::{self, Description, Lost, Restored};
use yekuo::store::event::{self, NewEvent};
use yekuo::store::{FILE, Store, StoreError, check, setting};

fn now() -> NaiveDateTime {
    "2026-11-23T08:00:00".parse().unwrap()
}

fn open(dir: &Path) -> Store {
    Store::open(dir, now()).unwrap().store
}

fn act(store: &mut Store, subject: &str) {
    let new = NewEvent {
        at: now(),
        operator: "王芳",
        act: "accept",
        subject,
        detail: serde_json::json!({}),
    };
    store.transact(|conn| event::append(conn, &new)).unwrap();
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

#[test]
fn one_a_day_and_the_date_inside_counts() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    act(&mut store, "甲");
    assert!(backup::daily_is_due(dir.path(), now().date()).unwrap());
    let first = backup::daily(dir.path(), now()).unwrap().unwrap();
    assert_eq!(backup::daily(dir.path(), now()).unwrap(), None);

    // Neither a name nor a file's time makes it another day's.
    fs::rename(&first, first.with_file_name("daily-1999-01-01.sqlite")).unwrap();
    assert!(!backup::daily_is_due(dir.path(), now().date()).unwrap());

    let held = backup::list(dir.path()).unwrap();
    assert_eq!(held[0].description.taken_at, Some(now()));
    let Description { head, last_act, .. } = &held[0].description;
    assert_eq!(head.length, 1);
    assert_eq!(last_act.as_ref().unwrap().at, now());
}

#[test]
fn old_ones_are_thinned_out_and_unreadable_ones_left() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    for back in (0..20).rev() {
        backup::daily(dir.path(), now() - Days::new(back))
            .unwrap()
            .unwrap();
    }
    fs::write(dir.path().join("backups/daily-broken.sqlite"), b"?").unwrap();
    backup::daily(dir.path(), now() + Days::new(1))
        .unwrap()
        .unwrap();
    let days: Vec<_> = backup::list(dir.path())
        .unwrap()
        .iter()
        .map(|held| held.description.taken_at.unwrap().date().to_string()[5..].to_owned())
        .collect();
    // 7 days; the Sundays of the weeks before; the last days of a month.
    assert_eq!(
        days,
        [
            "11-24", "11-23", "11-22", "11-21", "11-20", "11-19", "11-18", "11-15", "11-08"
        ]
    );
    assert!(dir.path().join("backups/daily-broken.sqlite").exists());
}

#[test]
fn a_backup_of_an_office_at_work_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    act(&mut store, "甲");
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| (0..50).for_each(|_| act(&mut store, "乙")));
        for second in 0..5 {
            let at = now() + chrono::TimeDelta::seconds(second);
            let taken = backup::take_to(dir.path(), dir.path(), None, at).unwrap();
            let held = backup::describe(dir.path(), &taken, None).unwrap();
            assert!((1..=51).contains(&held.head.length));
        }
        writing.join().unwrap();
    });
}

#[test]
fn what_going_back_would_lose_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    act(&mut store, "甲");
    let taken = backup::take_to(dir.path(), dir.path(), None, now()).unwrap();
    let described = backup::describe(dir.path(), &taken, None).unwrap();
    act(&mut store, "乙");
    act(&mut store, "丙");
    let Lost::Acts { count, acts } = backup::lost(store.conn(), &described).unwrap() else {
        unreachable!("the same history")
    };
    assert_eq!(
        (
            count,
            acts.iter()
                .map(|act| act.subject.as_str())
                .collect::<Vec<_>>()
        ),
        (2, vec!["乙", "丙"])
    );

    let other = tempfile::tempdir().unwrap();
    let mut stranger = open(other.path());
    act(&mut stranger, "丁");
    assert_eq!(
        backup::lost(stranger.conn(), &described).unwrap(),
        Lost::OtherHistory
    );
}

#[test]
fn restoring_keeps_the_old_file_and_takes_the_date_out() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    act(&mut store, "甲");
    let taken = backup::take_to(dir.path(), dir.path(), None, now()).unwrap();
    act(&mut store, "乙");
    drop(store);
    let restored = restore(dir.path(), &taken, None).unwrap();
    let kept = backup::describe(dir.path(), &restored.kept.unwrap(), None).unwrap();
    assert_eq!(kept.head.length, 2);
    let store = open(dir.path());
    let log = event::after(store.conn(), 0, 10).unwrap();
    let acts: Vec<&str> = log.iter().map(|event| event.act.as_str()).collect();
    assert_eq!(
        acts,
        ["accept", "restore"],
        "the log says that it was restored"
    );
    assert!(setting::all(store.conn()).unwrap().is_empty());
    assert_eq!(check::check(store.conn()).unwrap(), []);
}

#[test]
fn a_bad_file_is_not_restored_and_the_office_stays_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    act(&mut store, "甲");
    let taken = backup::take_to(dir.path(), dir.path(), None, now()).unwrap();
    drop(store);
    let before = fs::read(dir.path().join(FILE)).unwrap();
    let good = fs::read(&taken).unwrap();
    let mut holed = good.clone();
    let last = holed.len() - 3000;
    holed[4096..8192].fill(0xAA);
    holed[last..].fill(0xAA);
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    for (what, bytes) in [
        ("cut", good[..good.len() / 2].to_vec()),
        ("holed", holed),
        ("newer", newer),
        ("text", b"hello".to_vec()),
    ] {
        fs::write(&taken, bytes).unwrap();
        assert!(restore(dir.path(), &taken, None).is_err(), "{what}");
        assert_eq!(fs::read(dir.path().join(FILE)).unwrap(), before, "{what}");
        assert!(!dir.path().join(format!("{FILE}.part")).exists(), "{what}");
    }
}

#[test]
fn a_sealed_backup_needs_its_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    act(&mut store, "甲");
    let taken = backup::take_to(dir.path(), dir.path(), Some("三句口令"), now()).unwrap();
    drop(store);
    assert!(
        !fs::read(&taken)
            .unwrap()
            .windows(6)
            .any(|bytes| bytes == "SQLite".as_bytes())
    );
    assert_eq!(
        backup::list(dir.path()).unwrap(),
        [],
        "no plain copy stays behind"
    );
    let wrong = restore(dir.path(), &taken, Some("别的"));
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
    assert_eq!(
        backup::describe(dir.path(), &taken, Some("三句口令"))
            .unwrap()
            .head
            .length,
        1
    );
    restore(dir.path(), &taken, Some("三句口令")).unwrap();
    assert_eq!(event::head(open(dir.path()).conn()).unwrap().length, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn outside_the_data_disk_only_sealed() {
    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()));
    // A file system of its own on every Linux; nothing can be written there, nor need it be.
    let refused = backup::take_to(dir.path(), Path::new("/proc"), None, now());
    assert!(matches!(refused, Err(StoreError::PassphraseNeeded)));
    let refused = backup::take_to(dir.path(), Path::new("/proc"), Some(""), now());
    assert!(matches!(refused, Err(StoreError::PassphraseNeeded)));
}
