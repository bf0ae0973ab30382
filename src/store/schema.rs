//! The shape of the file: the newest schema, the way to it from older ones, and how two are compared.
//!
//! A version more takes: one file in `migrations/`, the same change in `schema.sql`, and a fixture of rows
//! as the version before wrote them in `tests/fixtures/schema/`. The test below proves that both ways end
//! at the same tables.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// `PRAGMA application_id` of our files: "yeku".
pub(super) const APPLICATION_ID: u32 = 0x7965_6B75;

/// The newest schema, whole.
const NEWEST: &str = include_str!("../../schema.sql");

/// The step to version `n` stands at `n - 1`.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_answer_by.sql"),
];

/// `PRAGMA user_version` of a file with the newest schema.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

/// Lays out an empty database.
pub(super) fn make(conn: &mut Connection) -> Result<(), StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    tx.execute_batch(NEWEST)?;
    stamp(&tx, VERSION)?;
    tx.commit()?;
    Ok(())
}

/// Brings a database of an older version to the newest, in one transaction.
pub(super) fn migrate(conn: &mut Connection, from: u32) -> Result<(), StoreError> {
    // A migration may rebuild a table that others refer to; what it leaves is checked as a whole.
    conn.pragma_update(None, "foreign_keys", false)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    for step in MIGRATIONS.iter().skip(from as usize) {
        tx.execute_batch(step)?;
    }
    let dangling: i64 = tx.query_row(
        "SELECT count(*) AS n FROM pragma_foreign_key_check",
        [],
        |row| row.get("n"),
    )?;
    if dangling > 0 {
        let detail = format!("升级后有 {dangling} 处引用落空");
        return Err(StoreError::Damaged {
            path: Default::default(),
            detail,
        });
    }
    stamp(&tx, VERSION)?;
    tx.commit()?;
    conn.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn stamp(conn: &Connection, version: u32) -> Result<(), StoreError> {
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", version)?;
    Ok(())
}

/// Every table, index and trigger with its SQL, without comments and spacing.
pub(super) fn shape(conn: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = conn.prepare(
        "SELECT type || ' ' || name AS what, coalesce(sql, '') AS sql FROM sqlite_schema",
    )?;
    let shape = query
        .query_map([], |row| {
            Ok((row.get("what")?, normalised(&row.get::<_, String>("sql")?)))
        })?
        .collect::<Result<_, _>>()?;
    Ok(shape)
}

/// The shape that a file of this version must have.
pub(super) fn newest_shape() -> Result<BTreeMap<String, String>, StoreError> {
    let mut conn = Connection::open_in_memory()?;
    make(&mut conn)?;
    shape(&conn)
}

fn normalised(sql: &str) -> String {
    let uncommented: Vec<&str> = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or(line))
        .collect();
    let mut words = uncommented.join(" ");
    for sign in ["(", ")", ",", "\""] {
        words = words.replace(
            sign,
            &if sign == "\"" {
                " ".to_owned()
            } else {
                format!(" {sign} ")
            },
        );
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// A file as version `version` left it, with rows in it.
    fn fixture(version: u32) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        for step in &MIGRATIONS[..version as usize] {
            conn.execute_batch(step).unwrap();
        }
        stamp(&conn, version).unwrap();
        let rows = format!(
            "{}/tests/fixtures/schema/v{version}.sql",
            env!("CARGO_MANIFEST_DIR")
        );
        conn.execute_batch(&std::fs::read_to_string(rows).unwrap())
            .unwrap();
        conn
    }

    #[test]
    fn migrated_equals_new() {
        for version in 1..=VERSION {
            let mut conn = fixture(version);
            let customers: i64 = conn
                .query_row("SELECT count(*) FROM customer", [], |row| row.get(0))
                .unwrap();
            migrate(&mut conn, version).unwrap();
            assert_eq!(
                shape(&conn).unwrap(),
                newest_shape().unwrap(),
                "from version {version}"
            );
            let kept: i64 = conn
                .query_row("SELECT count(*) FROM customer", [], |row| row.get(0))
                .unwrap();
            assert!(
                customers > 0 && kept == customers,
                "rows of version {version}"
            );
            assert_eq!(
                super::super::event::verify(&conn).unwrap(),
                None,
                "log of version {version}"
            );
        }
    }

    #[test]
    fn shape_sees_a_difference() {
        let conn = fixture(VERSION);
        conn.execute_batch("DROP INDEX case_by_state").unwrap();
        assert_ne!(shape(&conn).unwrap(), newest_shape().unwrap());
    }
}
