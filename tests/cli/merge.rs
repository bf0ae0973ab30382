//! `merge`: three offices, three months, one set for the county.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::support::Desk;

pub(crate) const OFFICES: [(&str, &str); 3] = [
    ("SQ", "石桥供电所"),
    ("LX", "梨溪供电所"),
    ("DP", "大坪供电所"),
];
pub(crate) const MONTHS: [&str; 3] = ["2026-07", "2026-08", "2026-09"];

/// The folders of an office's months on a stick of its own; each month a case more than the one before.
fn office(code: &str, name: &str, stick: &Path) -> Desk {
    let desk = Desk::empty();
    let settings = [
        format!("office.name={name}"),
        format!("office.code={code}"),
        "operators=王芳:clerk,李强:supervisor".to_owned(),
        "desk.operator=王芳".to_owned(),
    ];
    let mut words = vec!["settings"];
    words.extend(settings.iter().map(String::as_str));
    desk.done("2026-07-01", &words);
    fs::create_dir_all(stick).unwrap();
    for (month, cases) in MONTHS.iter().zip(1..) {
        let day = format!("{month}-06");
        for place in 0..cases {
            let case = desk.accept(&day, |application| {
                // A name like a formula reaches the county as it is.
                application["customer"]["name"] = format!("=刘{place}").into();
            });
            if place > 0 {
                desk.next(&day, case["case"].as_str().unwrap());
            }
        }
        let next = format!("{}-02", next(month));
        desk.done(&next, &["summary", month, "-o", stick.to_str().unwrap()]);
    }
    desk
}

fn next(month: &str) -> String {
    let (year, month) = month.split_once('-').unwrap();
    format!("{year}-{:02}", month.parse::<u32>().unwrap() + 1)
}

/// Three offices' sticks.
pub(crate) struct County {
    dir: tempfile::TempDir,
    desks: Vec<Desk>,
}

impl County {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desks = OFFICES
            .iter()
            .map(|(code, name)| office(code, name, &dir.path().join(code)));
        let desks = desks.collect();
        Self { dir, desks }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn folder(&self, (code, name): (&str, &str), month: &str) -> PathBuf {
        self.path(code).join(format!("业扩月报_{name}_{month}"))
    }

    fn words(&self, dirs: &[&str], out: &str) -> Vec<String> {
        let dirs = dirs.iter().map(|dir| self.path(dir).display().to_string());
        let out = self.path(out).display().to_string();
        let words = ["merge".to_owned()].into_iter().chain(dirs);
        words.chain(["-o".to_owned(), out]).collect()
    }

    pub(crate) fn merge(&self, dirs: &[&str], out: &str) -> (i32, Value) {
        let words = self.words(dirs, out);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.desks[0].run("2026-10-02", &words)
    }

    fn refused(&self, dirs: &[&str]) -> Vec<String> {
        let (code, said) = self.merge(dirs, "refused");
        assert_eq!(code, 2, "{said}");
        assert!(!self.path("refused").exists());
        let refusals = said["refused"].as_array().unwrap().iter();
        refusals
            .map(|one| {
                let [rule, message] = ["rule", "message"].map(|key| one[key].as_str().unwrap());
                assert!(!one["instead"].as_str().unwrap().is_empty());
                format!(
                    "{rule} {}",
                    message.replace(self.dir.path().to_str().unwrap(), "")
                )
            })
            .collect()
    }

    fn summary(&self, office: (&str, &str), month: &str) -> Value {
        let file = self.folder(office, month).join("summary.json");
        serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
    }

    /// Every office's sums of every month, as the folders have them.
    pub(crate) fn sums(&self) -> BTreeMap<(String, String), Value> {
        let mut sums = BTreeMap::new();
        for office in OFFICES {
            for month in MONTHS {
                let summary = self.summary(office, month);
                let total = summary["rows"].as_array().unwrap().last().unwrap().clone();
                sums.insert((office.0.to_owned(), month.to_owned()), total);
            }
        }
        sums
    }
}

/// The lines of a table by column.
fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(folder.join(name)).unwrap();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap();
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn three_offices_and_three_months_become_one_set() {
    let county = County::new();
    let (code, said) = county.merge(&["SQ", "LX", "DP"], "out");
    assert_eq!(code, 0, "{said}");
    assert_eq!(said["folders"], 9);
    assert_eq!(said["offices"].as_array().unwrap().len(), 3);
    assert_eq!(said["missing"].as_array().unwrap().len(), 0);
    let out = county.path("out");

    let figures = table(&out, "figures.csv");
    for ((office, month), total) in county.sums() {
        let own = || {
            let rows = figures.iter();
            rows.filter(|row| row["office_code"] == office && row["month"] == month)
        };
        for (column, path) in [
            ("start", "start"),
            ("accepted", "accepted"),
            ("completed", "completed"),
            ("end", "end"),
            ("year_accepted", "year/accepted"),
        ] {
            let sum = |column: String| -> Decimal {
                own()
                    .map(|row| row[&column].parse::<Decimal>().unwrap())
                    .sum()
            };
            let total = total.pointer(&format!("/{path}")).unwrap();
            let cases = total["cases"].as_i64().unwrap();
            assert_eq!(
                sum(format!("{column}_cases")),
                cases.into(),
                "{office} {month} {path}"
            );
            let kva: Decimal = total["kva"].as_str().unwrap().parse().unwrap();
            assert_eq!(sum(format!("{column}_kva")), kva, "{office} {month} {path}");
        }
    }
    let cases = table(&out, "cases.csv");
    assert_eq!(cases.len(), 3 * (1 + 3 + 6));
    assert!(
        cases
            .iter()
            .all(|case| case["customer"].starts_with("'=刘"))
    );
    assert_eq!(table(&out, "months.csv").len(), 9);

    let sums = fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    let listed: Vec<&str> = sums
        .lines()
        .map(|line| line.split_once("  ").unwrap().1)
        .collect();
    let mut there: Vec<String> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.retain(|name| name != "SHA256SUMS");
    there.sort();
    let mut listed_sorted = listed.clone();
    listed_sorted.sort_unstable();
    assert_eq!(there, listed_sorted);

    // Folder by folder, and again over what stands there: the same bytes but for the names of the folders.
    let before = fs::read(out.join("figures.csv")).unwrap();
    let one_by_one: Vec<String> = OFFICES
        .iter()
        .rev()
        .flat_map(|office| MONTHS.map(|month| county.folder(*office, month)))
        .map(|path| {
            path.strip_prefix(county.dir.path())
                .unwrap()
                .display()
                .to_string()
        })
        .collect();
    let dirs: Vec<&str> = one_by_one.iter().map(String::as_str).collect();
    assert_eq!(county.merge(&dirs, "out").0, 0);
    assert_eq!(fs::read(out.join("figures.csv")).unwrap(), before);
}

#[test]
fn everything_wrong_with_the_folders_is_named_at_once() {
    let county = County::new();
    let [sq, lx, dp] = OFFICES;
    // A byte of one file, a month taken away, a copy under another name.
    let csv = county.folder(sq, "2026-08").join("cases.csv");
    let mut bytes = fs::read(&csv).unwrap();
    bytes[60] ^= 4;
    fs::write(&csv, bytes).unwrap();
    fs::remove_dir_all(county.folder(lx, "2026-08")).unwrap();
    let copy = county.path("DP").join("业扩月报_副本");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(county.folder(dp, "2026-07")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
    }
    let refused = county.refused(&["SQ", "LX", "DP"]);
    let expected = [
        "AUDIT-5 /SQ/业扩月报_石桥供电所_2026-08：文件“cases.csv”被改动过或已损坏",
        "INPUT 大坪供电所的2026-07有两份：/DP/业扩月报_副本 和 /DP/业扩月报_大坪供电所_2026-07",
        "INPUT 缺梨溪供电所的2026-08",
        "INPUT 缺石桥供电所的2026-08",
    ];
    let mut found = refused.clone();
    found.sort();
    // Whichever of the two folders comes first.
    assert_eq!(found.len(), expected.len(), "{refused:#?}");
    for (found, expected) in found.iter().zip(expected) {
        if !expected.contains("有两份") {
            assert_eq!(found, expected);
        } else {
            assert!(found.contains("大坪供电所的2026-07有两份"), "{found}");
        }
    }
    fs::remove_dir_all(&copy).unwrap();
    fs::remove_dir_all(county.folder(sq, "2026-08")).unwrap();
    // Where that is wanted, the gaps are only told.
    let mut words = county.words(&["SQ", "LX", "DP"], "partial");
    words.push("--partial".to_owned());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = county.desks[0].done("2026-10-02", &words);
    assert_eq!(said["missing"].as_array().unwrap().len(), 2);
    let none = county.path("none").display().to_string();
    assert_eq!(
        county.desks[0].refused("2026-10-02", &["merge", &none, "-o", &none]),
        ["INPUT dir"]
    );
}

#[test]
fn audit_5_an_office_that_went_back_to_an_old_backup_breaks_the_chain_of_its_log() {
    let county = County::new();
    // An older state of the office, from which its last two months go out once more.
    let other = county.path("again");
    let old = Desk::empty();
    let settings = [
        "settings",
        "office.name=石桥供电所",
        "office.code=SQ",
        "operators=王芳",
    ];
    old.done("2026-07-01", &settings);
    fs::create_dir(&other).unwrap();
    for month in ["2026-08", "2026-09"] {
        let day = format!("{}-02", next(month));
        old.done(&day, &["summary", month, "-o", other.to_str().unwrap()]);
    }
    let july = "SQ/业扩月报_石桥供电所_2026-07";
    let refused = county.refused(&[july, "again"]);
    assert!(
        refused
            .iter()
            .any(|one| one.starts_with("AUDIT-5 石桥供电所的流水接不上")),
        "{refused:#?}"
    );
    assert!(
        refused
            .iter()
            .any(|one| one.starts_with("AUDIT-4 石桥供电所2026-08的期初与2026-07的期末")),
        "{refused:#?}"
    );
    // Another office under the same code.
    old.done("2026-10-02", &["settings", "office.name=假石桥供电所"]);
    let third = county.path("third");
    fs::create_dir(&third).unwrap();
    old.done(
        "2026-11-02",
        &["summary", "2026-10", "-o", third.to_str().unwrap()],
    );
    let refused = county.refused(&["SQ", "third"]);
    assert!(
        refused.contains(&"INPUT 编号“SQ”有两个供电所：石桥供电所 和 假石桥供电所".to_owned()),
        "{refused:#?}"
    );
}
