//! An office in a folder that is copied for every moment, and what must hold of it whatever happened.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use yekuo::report::manifest;
use yekuo::report::verify::{Fault, verify};
use yekuo::store::backup::describe;
use yekuo::store::{Origin, Store, check};

pub(crate) const DAY: &str = "2026-09-24";
pub(crate) const PASSPHRASE: &str = "三句口令够八个字";
/// Rows of the ledger that comes in.
pub(crate) const LEDGER: usize = 40;

pub(crate) fn yekuo(dir: &Path, words: &[&str]) -> Command {
    yekuo_on(DAY, dir, words)
}

fn yekuo_on(day: &str, dir: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("yekuo"));
    command
        .arg("--data")
        .arg(dir)
        .args(["--json", "--today", day])
        .args(words)
        .env("YEKUO_PASSPHRASE", PASSPHRASE)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn json(dir: &Path, words: &[&str]) -> Value {
    let output = yekuo(dir, words).output().unwrap();
    assert!(output.status.success(), "{words:?}: {output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What is done to the office.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Deed {
    Export,
    Import,
    Backup,
    SealedBackup,
    Restore,
    FullExport,
}

/// An office with a case of August, a ledger to come in, and a backup with one case more.
pub(crate) struct Office {
    _dir: tempfile::TempDir,
    base: PathBuf,
    ledger: PathBuf,
    backup: PathBuf,
}

impl Office {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let base = dir.path().join("base");
        let settings = [
            "settings",
            "office.name=石桥供电所",
            "office.code=SQ",
            "operators=王芳",
        ];
        json(&base, &settings);
        let mut application = json(&base, &["template", "new_connection"]);
        application["applied_on"] = "2026-08-20".into();
        let file = dir.path().join("application.json");
        fs::write(&file, application.to_string()).unwrap();
        let accept = |base: &Path| {
            let words = ["accept", file.to_str().unwrap()];
            let output = yekuo_on("2026-08-20", base, &words).output().unwrap();
            assert!(output.status.success(), "{output:?}");
        };
        let other = dir.path().join("other");
        copy(&base, &other);
        accept(&base);
        accept(&other);
        accept(&other);
        let backups = dir.path().join("backups");
        fs::create_dir(&backups).unwrap();
        let taken = json(&other, &["backup", backups.to_str().unwrap()]);
        let ledger = dir.path().join("ledger.csv");
        fs::write(&ledger, rows()).unwrap();
        Self {
            base,
            ledger,
            backup: taken["path"].as_str().unwrap().into(),
            _dir: dir,
        }
    }

    /// A fresh copy of the office in `place/data`, and an empty `place/out`.
    pub(crate) fn lay_out(&self, place: &Path) {
        for name in ["data", "out"] {
            fs::remove_dir_all(place.join(name)).ok();
        }
        copy(&self.base, &place.join("data"));
        fs::create_dir_all(place.join("out")).unwrap();
    }

    pub(crate) fn command(&self, deed: Deed, data: &Path, out: &Path) -> Command {
        let out = out.display().to_string();
        let [ledger, backup] = [&self.ledger, &self.backup].map(|path| path.display().to_string());
        let words: Vec<&str> = match deed {
            Deed::Export => vec!["summary", "2026-08", "-o", &out],
            Deed::Import => vec!["import", &ledger],
            Deed::Backup => vec!["backup", &out],
            Deed::SealedBackup => vec!["backup", &out, "--encrypt"],
            Deed::Restore => vec!["restore", &backup],
            Deed::FullExport => vec!["export", "--encrypt", &out],
        };
        yekuo(data, &words)
    }
}

/// What is true of an office after something happened to it.
pub(crate) fn nothing_is_half_done(deed: Deed, data: &Path, out: &Path, said: bool, moment: &str) {
    let now = "2026-09-24T09:00:00".parse().unwrap();
    // The next start.
    let opened = Store::open(data, now).unwrap_or_else(|error| panic!("{moment}: {error}"));
    assert_eq!(opened.origin, Origin::Existing, "{moment}");
    let conn = opened.store.conn();
    assert_eq!(check::check(conn).unwrap(), [], "{moment}");
    let count = |sql: &str| -> usize {
        let count: i64 = conn.query_row(sql, [], |row| row.get("n")).unwrap();
        count.try_into().unwrap()
    };
    let customers = count("SELECT count(*) AS n FROM customer");
    let cases = count("SELECT count(*) AS n FROM service_case");
    let frozen = count("SELECT count(*) AS n FROM frozen_month");
    let imported = if deed == Deed::Import { LEDGER } else { 0 };
    assert!(
        customers == 0 || customers == imported,
        "{moment}: {customers}"
    );
    let restored = if deed == Deed::Restore { 2 } else { 1 };
    assert!(cases == 1 || cases == restored, "{moment}: {cases}");
    assert!(frozen == 0 || deed == Deed::Export, "{moment}: {frozen}");

    for name in ["backups", "replaced"] {
        let held = final_files(&data.join(name)).into_iter();
        for path in held.filter(|path| path.extension().is_some_and(|end| end == "sqlite")) {
            describe(data, &path, None)
                .unwrap_or_else(|error| panic!("{moment}: {path:?}: {error}"));
        }
    }
    let written = final_files(out);
    match deed {
        Deed::Export => {
            let folder = out.join("业扩月报_石桥供电所_2026-08");
            if folder.join(manifest::NAME).exists() {
                let mut faults = verify(&folder).unwrap().faults;
                let unfinished =
                    |fault: &Fault| matches!(fault, Fault::Extra(name) if name.ends_with(".part"));
                faults.retain(|fault| !unfinished(fault));
                assert_eq!(faults, [], "{moment}");
            } else {
                assert!(!said, "{moment}");
                final_files(&folder)
                    .iter()
                    .for_each(|path| is_whole(path, moment));
            }
            assert!(!said || frozen == 1, "{moment}");
        }
        Deed::Import => assert!(!said || customers == LEDGER, "{moment}"),
        Deed::Restore => {
            assert!(!said || cases == 2, "{moment}");
            let kept = data.join("replaced").is_dir();
            assert!(cases == 1 || kept, "{moment}: what stood there is kept");
        }
        Deed::Backup | Deed::SealedBackup => {
            for path in &written {
                let held = describe(data, path, Some(PASSPHRASE));
                assert_eq!(held.unwrap().cases, 1, "{moment}");
            }
            assert!(!said || written.len() == 1, "{moment}");
        }
        Deed::FullExport => {
            for path in &written {
                let plain = data.join("plain.zip");
                yekuo::store::backup::open_sealed(path, &plain, PASSPHRASE).unwrap();
                zip::ZipArchive::new(fs::File::open(&plain).unwrap()).unwrap();
            }
            assert!(!said || written.len() == 1, "{moment}");
        }
    }
}

/// A file of a month's folder opens to its end.
fn is_whole(path: &Path, moment: &str) {
    let bytes = fs::read(path).unwrap();
    let whole = match path.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => zip::ZipArchive::new(std::io::Cursor::new(&bytes)).is_ok(),
        Some("json") => serde_json::from_slice::<Value>(&bytes).is_ok(),
        Some("pdf") => bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
        _ => bytes.ends_with(b"\r\n"),
    };
    assert!(whole, "{moment}: {path:?}");
}

/// The files of a folder that are not passing ones.
fn final_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file());
    let passing = |path: &PathBuf| path.to_string_lossy().contains(".part");
    files.filter(|path| !passing(path)).collect()
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// A ledger of homes.
fn rows() -> String {
    let head = "户号,户名,证件类型,证件号码,联系电话,用电地址,客户类别,用电性质,电价类别,计费方式,合同容量,单位,供电电压,立户日期,表号";
    let mut rows = format!("{head}\n");
    for place in 0..LEDGER {
        let account = 9_900_000_001_u64 + place as u64;
        let id = id_number(place);
        rows.push_str(&format!(
            "{account},住户{place},居民身份证,{id},13800138000,石桥乡一村{place}号,低压居民,,居民生活,单一制,8,kW,220V,2015-06-01,99{place:020}\n"
        ));
    }
    rows
}

fn id_number(place: usize) -> String {
    let digits = format!("99000019680512{place:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", b"10X98765432"[(sum % 11) as usize] as char)
}
