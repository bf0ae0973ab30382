//! The county's set in a real PostgreSQL: the views' sums are those of the offices' reports.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rust_decimal::Decimal;
use serde_json::Value;
use yekuo::report::merge::tables::TABLES;

use crate::merge::{County, MONTHS, OFFICES};

/// A server of the test's own, reached through a socket in its folder.
struct Server {
    programs: PathBuf,
    dir: tempfile::TempDir,
    user: Option<(u32, u32)>,
}

impl Server {
    /// `Err`: why there is none.
    fn start() -> Result<Self, String> {
        let programs = programs().ok_or("没有装 PostgreSQL")?;
        let dir = tempfile::tempdir().unwrap();
        let user = other_user(dir.path())?;
        if let Some((user, group)) = user {
            chown(dir.path(), Some(user), Some(group)).unwrap();
        }
        let server = Self {
            programs,
            dir,
            user,
        };
        let options = [
            "-A",
            "trust",
            "-U",
            "county",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ];
        server.manage("initdb", &options)?;
        let socket = format!(
            "-k {} -c listen_addresses= -c fsync=off",
            server.dir.path().display()
        );
        let log = server.dir.path().join("log").display().to_string();
        server.manage("pg_ctl", &["-w", "-l", &log, "-o", &socket, "start"])?;
        Ok(server)
    }

    /// Runs a program on the cluster as the user who may.
    fn manage(&self, program: &str, words: &[&str]) -> Result<(), String> {
        let mut command = Command::new(self.programs.join(program));
        command
            .arg("-D")
            .arg(self.dir.path().join("cluster"))
            .args(words);
        command.current_dir(self.dir.path());
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        // The server keeps what it inherits: its output must not hold ours open.
        let quiet = command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null());
        match quiet.status() {
            Ok(status) if status.success() => Ok(()),
            other => Err(format!("{program}：{other:?}")),
        }
    }

    fn psql(&self, at: &Path, words: &[&str]) -> String {
        let output = Command::new(self.programs.join("psql"))
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                "county",
                "-d",
                "postgres",
                "-h",
            ])
            .arg(self.dir.path())
            .args(words)
            .current_dir(at)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn ask(&self, query: &str) -> Vec<Value> {
        let query = format!("SELECT coalesce(json_agg(t), '[]') FROM ({query}) t");
        let said = self.psql(self.dir.path(), &["-c", &query]);
        serde_json::from_str(&said).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.manage("pg_ctl", &["-m", "immediate", "stop"]);
    }
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists() && bin.join("psql").exists())
        .collect();
    found.sort();
    found.pop()
}

/// PostgreSQL refuses to run as root: who runs it then.
fn other_user(dir: &Path) -> Result<Option<(u32, u32)>, String> {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata(dir).unwrap().uid() != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd").map_err(|error| error.to_string())?;
    let of = |wanted: &str| {
        let line = users
            .lines()
            .find(|line| line.starts_with(&format!("{wanted}:")))?;
        let mut numbers = line.split(':').skip(2).map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    let user = of("postgres").or_else(|| of("nobody"));
    user.map(Some)
        .ok_or_else(|| "没有可以运行它的用户".to_owned())
}

fn county_sql(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/county")
        .join(name);
    path.display().to_string()
}

fn figure(value: &Value) -> Decimal {
    match value {
        Value::String(text) => text.parse().unwrap(),
        other => other.to_string().parse().unwrap(),
    }
}

#[test]
fn the_views_of_a_county_agree_with_the_offices_reports() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => {
            eprintln!("SKIPPED the county in PostgreSQL: {why}");
            return;
        }
    };
    let county = County::new();
    assert_eq!(county.merge(&["SQ", "LX", "DP"], "out").0, 0);
    let out = county.path("out");
    let at = server.dir.path();
    server.psql(
        at,
        &[
            "-f",
            &county_sql("tables.sql"),
            "-f",
            &county_sql("views.sql"),
        ],
    );
    // The files' heads are the tables' columns, in their order.
    for table in TABLES {
        let columns = server.ask(&format!(
            "SELECT column_name FROM information_schema.columns
              WHERE table_schema = 'yekuo' AND table_name = '{}' ORDER BY ordinal_position",
            table.name
        ));
        let columns: Vec<&str> = columns
            .iter()
            .map(|row| row["column_name"].as_str().unwrap())
            .collect();
        assert_eq!(columns, table.head().collect::<Vec<_>>(), "{}", table.name);
    }
    server.psql(&out, &["-f", &county_sql("load.sql")]);
    // The same set once more takes its own place.
    server.psql(&out, &["-f", &county_sql("load.sql")]);

    let months = server.ask("SELECT * FROM yekuo.office_month");
    assert_eq!(months.len(), OFFICES.len() * MONTHS.len());
    let sums = county.sums();
    for month in &months {
        let key = ["office_code", "month"].map(|key| month[key].as_str().unwrap().to_owned());
        let total = &sums[&(key[0].clone(), key[1].clone())];
        for (column, path) in [
            ("start", "/start"),
            ("accepted", "/accepted"),
            ("adjusted", "/adjusted"),
            ("completed", "/completed"),
            ("voided", "/voided"),
            ("end", "/end"),
            ("year_accepted", "/year/accepted"),
            ("year_completed", "/year/completed"),
        ] {
            let expected = total.pointer(path).unwrap();
            for part in ["cases", "kva"] {
                let found = figure(&month[format!("{column}_{part}")]);
                assert_eq!(found, figure(&expected[part]), "{key:?} {column} {part}");
            }
        }
        assert_eq!(month["overdue"], total["overdue"], "{key:?}");
        for rate in ["mean_working_days", "on_time_rate"] {
            let both =
                [&month[rate], &total[rate]].map(|value| (!value.is_null()).then(|| figure(value)));
            assert_eq!(both[0], both[1], "{key:?} {rate}");
        }
    }
    for month in server.ask("SELECT * FROM yekuo.county_month") {
        let name = month["month"].as_str().unwrap();
        assert_eq!(month["offices"], OFFICES.len());
        let accepted = sums.iter().filter(|((_, month), _)| month == name);
        let accepted: Decimal = accepted
            .map(|(_, total)| figure(&total["accepted"]["kva"]))
            .sum();
        assert_eq!(figure(&month["accepted_kva"]), accepted, "{name}");
    }
    let accepted = |view: &str| {
        let sum = server.ask(&format!(
            "SELECT sum(accepted_cases) AS n FROM yekuo.{view}"
        ));
        figure(&sum[0]["n"])
    };
    let cases = server.ask(
        "SELECT count(*) AS n FROM yekuo.cases c JOIN yekuo.months m USING (office_code, month)
          WHERE c.accepted_on BETWEEN m.first_day AND m.last_day",
    );
    for view in ["office_month", "county_month", "kind_month"] {
        assert_eq!(accepted(view), figure(&cases[0]["n"]), "{view}");
    }
    let steps =
        server.ask("SELECT sum(in_hand) AS n FROM yekuo.step_month WHERE month = '2026-09'");
    assert!(figure(&steps[0]["n"]) > Decimal::ZERO);
    let names = server.ask("SELECT DISTINCT customer FROM yekuo.cases ORDER BY customer");
    assert_eq!(names[0]["customer"], "=刘0", "as it was typed");
    for view in ["missing_month", "broken_month"] {
        assert_eq!(
            server.ask(&format!("SELECT * FROM yekuo.{view}")),
            Vec::<Value>::new()
        );
    }
    server.psql(
        at,
        &[
            "-c",
            "DELETE FROM yekuo.months WHERE office_code = 'LX' AND month = '2026-08'",
        ],
    );
    let missing = server.ask("SELECT office, month FROM yekuo.missing_month");
    assert_eq!(missing.len(), 1);
    assert_eq!(
        (&missing[0]["office"], &missing[0]["month"]),
        (&"梨溪供电所".into(), &"2026-08".into())
    );
}
