//! Checks the whole file, and says in words what is wrong (数据检查).

use rusqlite::Connection;

use super::{StoreError, event, schema};

/// Something wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    #[error("数据文件内部前后不一致（{0}处），请恢复最近的备份")]
    Inconsistent(usize),
    #[error("表“{table}”有 {count} 行引用了不存在的内容")]
    Dangling { table: String, count: i64 },
    #[error("流水从第 {seq} 条起与记录不符：有人改动、删除或插入过流水")]
    LogBroken { seq: i64 },
    #[error("数据文件的结构与本版本不符：{what}")]
    Shape { what: String },
}

/// Everything wrong with the file; empty where all is well. Takes seconds with a million customers.
///
/// # Errors
/// The file cannot be read at all.
pub fn check(conn: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let inconsistent = inconsistencies(conn)?;
    if inconsistent > 0 {
        findings.push(Finding::Inconsistent(inconsistent));
    }
    findings.extend(dangling(conn)?);
    if let Some(seq) = event::verify(conn)? {
        findings.push(Finding::LogBroken { seq });
    }
    findings.extend(shape(conn)?);
    Ok(findings)
}

/// Whether SQLite finds the file consistent.
pub(super) fn is_whole(conn: &Connection) -> Result<bool, StoreError> {
    Ok(inconsistencies(conn)? == 0)
}

fn inconsistencies(conn: &Connection) -> Result<usize, StoreError> {
    let mut query = conn.prepare("PRAGMA integrity_check")?;
    let lines: Vec<String> = query
        .query_map([], |row| row.get("integrity_check"))?
        .collect::<Result<_, _>>()?;
    Ok(lines.iter().filter(|line| *line != "ok").count())
}

fn dangling(conn: &Connection) -> Result<Vec<Finding>, StoreError> {
    let sql =
        "SELECT \"table\" AS name, count(*) AS n FROM pragma_foreign_key_check GROUP BY \"table\"";
    let mut query = conn.prepare(sql)?;
    let findings = query
        .query_map([], |row| {
            Ok(Finding::Dangling {
                table: row.get("name")?,
                count: row.get("n")?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(findings)
}

fn shape(conn: &Connection) -> Result<Vec<Finding>, StoreError> {
    let found = schema::shape(conn)?;
    let wanted = schema::newest_shape()?;
    let differs = |what: &String| found.get(what) != wanted.get(what);
    let names = wanted
        .keys()
        .chain(found.keys().filter(|what| !wanted.contains_key(*what)));
    Ok(names
        .filter(|what| differs(what))
        .map(|what| Finding::Shape {
            what: in_chinese(what),
        })
        .collect())
}

fn in_chinese(what: &str) -> String {
    let kinds = [
        ("table ", "表 "),
        ("index ", "索引 "),
        ("trigger ", "触发器 "),
        ("view ", "视图 "),
    ];
    let renamed = kinds
        .iter()
        .find_map(|(kind, chinese)| Some(format!("{chinese}{}", what.strip_prefix(kind)?)));
    renamed.unwrap_or_else(|| what.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn new() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&mut conn).unwrap();
        conn
    }

    #[test]
    fn a_new_file_is_well() {
        assert_eq!(check(&new()).unwrap(), []);
    }

    #[test]
    fn each_kind_of_damage_is_named() {
        let conn = new();
        conn.execute_batch(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO case_document VALUES (7, 'id_card', 'here', '2026-11-23', NULL, NULL);
             INSERT INTO event VALUES (1, '2026-11-23T08:00:00', 'x', 'x', 'x', '{}', '', '');
             DROP INDEX case_by_state;",
        )
        .unwrap();
        let expected = [
            Finding::Dangling {
                table: "case_document".to_owned(),
                count: 1,
            },
            Finding::LogBroken { seq: 1 },
            Finding::Shape {
                what: "索引 case_by_state".to_owned(),
            },
        ];
        assert_eq!(check(&conn).unwrap(), expected);
    }
}
