//! The log (流水): append-only, each row carrying the hash of the one before (AUDIT-5).
//!
//! An auditor recomputes a row's hash like this: take, in this order, `previous`, `seq` in decimal, `at`,
//! `operator`, `act`, `subject`, `detail`, each as the very bytes of its column (UTF-8); write each as its
//! length in bytes in decimal, a colon, the bytes, a comma; hash the whole with SHA-256; write it in
//! lower-case hexadecimal. The first row's `previous` is 64 zeros. The lengths make it impossible for two
//! different rows to have the same encoding. What is cut off the end shows only against a head that was
//! written down elsewhere: the month's manifest and its signed PDF.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::scrub::scrub;
use super::{StoreError, WallTime};

/// `previous` of the first row.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An act to be logged.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    /// The wall clock, whatever day is being worked on.
    pub at: NaiveDateTime,
    pub operator: &'a str,
    /// What was done, as a word.
    pub act: &'a str,
    /// What it was done to: a case's, a refusal's or an account's number.
    pub subject: &'a str,
    /// What changed, by reference. Identity numbers and phones in it are masked before it is written.
    pub detail: Value,
}

/// A row of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub seq: i64,
    pub at: NaiveDateTime,
    pub operator: String,
    pub act: String,
    pub subject: String,
    pub detail: Value,
    /// Hash of the row before.
    pub previous: String,
    pub hash: String,
}

/// The log's length and its last hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub length: i64,
    pub hash: String,
}

/// Writes an act at the end of the log, inside the transaction that does it.
///
/// # Errors
/// The row cannot be written.
pub fn append(conn: &Connection, new: &NewEvent<'_>) -> Result<Event, StoreError> {
    let head = head(conn)?;
    let detail = scrub(new.detail.clone());
    let written = Written {
        seq: head.length + 1,
        at: WallTime(new.at).to_string(),
        operator: new.operator.to_owned(),
        act: new.act.to_owned(),
        subject: new.subject.to_owned(),
        detail: detail.to_string(),
        previous: head.hash,
    };
    let hash = written.hash();
    conn.prepare_cached(include_str!("event_append.sql"))?.execute(named_params! {
        ":seq": written.seq, ":at": written.at, ":operator": written.operator, ":act": written.act,
        ":subject": written.subject, ":detail": written.detail, ":previous": written.previous, ":hash": hash,
    })?;
    Ok(Event {
        seq: written.seq,
        at: new.at,
        operator: written.operator,
        act: written.act,
        subject: written.subject,
        detail,
        previous: written.previous,
        hash,
    })
}

/// The log's length and last hash; of an empty log 0 and [`GENESIS`].
///
/// # Errors
/// The log cannot be read.
pub fn head(conn: &Connection) -> Result<Head, StoreError> {
    let head = conn
        .prepare_cached("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Head {
                length: row.get("seq")?,
                hash: row.get("hash")?,
            })
        })
        .optional()?;
    Ok(head.unwrap_or_else(|| Head {
        length: 0,
        hash: GENESIS.to_owned(),
    }))
}

/// Everything done to a subject, in the order in which it was done.
///
/// # Errors
/// The log cannot be read.
pub fn of(conn: &Connection, subject: &str) -> Result<Vec<Event>, StoreError> {
    let mut query = conn.prepare_cached("SELECT * FROM event WHERE subject = ?1 ORDER BY seq")?;
    let events = query
        .query_map([subject], Event::from_row)?
        .collect::<Result<_, _>>()?;
    Ok(events)
}

/// Everything after row `seq`, at most `limit` rows.
///
/// # Errors
/// The log cannot be read.
pub fn after(conn: &Connection, seq: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
    let mut query =
        conn.prepare_cached("SELECT * FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
    let events = query
        .query_map((seq, limit), Event::from_row)?
        .collect::<Result<_, _>>()?;
    Ok(events)
}

/// Whether an act on the office itself (one without a subject) was ever done.
///
/// # Errors
/// The log cannot be read.
pub fn was_done(conn: &Connection, act: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM event WHERE subject = '' AND act = ?1) AS done";
    let done = conn
        .prepare_cached(sql)?
        .query_row([act], |row| row.get("done"))?;
    Ok(done)
}

/// When the last act was done; `None` in an empty log.
///
/// # Errors
/// The log cannot be read.
pub fn last_at(conn: &Connection) -> Result<Option<NaiveDateTime>, StoreError> {
    let at = conn
        .prepare_cached("SELECT at FROM event ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok(row.get::<_, WallTime>("at")?.0))
        .optional()?;
    Ok(at)
}

/// Recomputes the whole chain: the first row number that is missing or does not fit, `None` where all is well.
///
/// # Errors
/// The log cannot be read at all.
pub fn verify(conn: &Connection) -> Result<Option<i64>, StoreError> {
    let mut query = conn.prepare("SELECT * FROM event ORDER BY seq")?;
    let mut rows = query.query([])?;
    let mut expected = Head {
        length: 1,
        hash: GENESIS.to_owned(),
    };
    while let Some(row) = rows.next()? {
        let written = Written::from_row(row)?;
        let hash: String = row.get("hash")?;
        let fits = written.seq == expected.length
            && written.previous == expected.hash
            && written.hash() == hash;
        if !fits {
            return Ok(Some(expected.length));
        }
        expected = Head {
            length: expected.length + 1,
            hash,
        };
    }
    Ok(None)
}

impl Event {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get::<_, WallTime>("at")?.0,
            operator: row.get("operator")?,
            act: row.get("act")?,
            subject: row.get("subject")?,
            detail: row.get::<_, super::Text<Value>>("detail")?.0,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }
}

/// The hashed columns, as their bytes stand in the file.
struct Written {
    seq: i64,
    at: String,
    operator: String,
    act: String,
    subject: String,
    detail: String,
    previous: String,
}

impl Written {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get("at")?,
            operator: row.get("operator")?,
            act: row.get("act")?,
            subject: row.get("subject")?,
            detail: row.get("detail")?,
            previous: row.get("previous")?,
        })
    }

    fn hash(&self) -> String {
        let seq = self.seq.to_string();
        let parts = [
            &self.previous,
            &seq,
            &self.at,
            &self.operator,
            &self.act,
            &self.subject,
            &self.detail,
        ];
        let mut sha = Sha256::new();
        for part in parts {
            sha.update(part.len().to_string());
            sha.update(":");
            sha.update(part);
            sha.update(",");
        }
        hex::encode(sha.finalize())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::schema;
    use serde_json::json;

    fn log_of(count: usize) -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&mut conn).unwrap();
        for i in 0..count {
            let new = NewEvent {
                at: "2026-11-23T09:00:00".parse().unwrap(),
                operator: "王芳",
                act: "accept",
                subject: if i % 2 == 0 { "甲" } else { "乙" },
                detail: json!({ "phone": "13800138000", "n": i }),
            };
            append(&conn, &new).unwrap();
        }
        conn
    }

    #[test]
    fn appended_rows_chain_and_are_masked() {
        let conn = log_of(3);
        assert_eq!(verify(&conn).unwrap(), None);
        assert_eq!(head(&conn).unwrap().length, 3);
        let of_a = of(&conn, "甲").unwrap();
        assert_eq!(of_a.iter().map(|e| e.seq).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(of_a[0].detail, json!({ "phone": "138****8000", "n": 0 }));
        assert_eq!(after(&conn, 2, 10).unwrap(), of_a[1..]);
        assert_eq!(
            last_at(&conn).unwrap(),
            Some("2026-11-23T09:00:00".parse().unwrap())
        );
        assert_eq!(last_at(&log_of(0)).unwrap(), None);
    }

    #[test]
    fn the_documented_encoding_gives_the_hash() {
        let conn = log_of(1);
        let detail = r#"{"phone":"138****8000","n":0}"#;
        let encoded = format!(
            "64:{GENESIS},1:1,19:2026-11-23T09:00:00,6:王芳,6:accept,3:甲,{}:{detail},",
            detail.len()
        );
        assert_eq!(
            head(&conn).unwrap().hash,
            hex::encode(Sha256::digest(encoded))
        );
    }

    #[test]
    fn rows_cannot_be_changed_or_removed() {
        let conn = log_of(2);
        assert!(conn.execute("UPDATE event SET operator = 'x'", []).is_err());
        assert!(conn.execute("DELETE FROM event WHERE seq = 2", []).is_err());
        assert!(
            conn.execute(
                "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 2",
                []
            )
            .is_err()
        );
        assert_eq!(verify(&conn).unwrap(), None);
    }

    #[test]
    fn a_change_to_any_column_is_found() {
        let changes = [
            ("seq", "9"),
            ("at", "'2026-11-23T09:00:01'"),
            ("operator", "'x'"),
            ("act", "'x'"),
            ("subject", "'x'"),
            ("detail", "'{}'"),
            ("previous", "'x'"),
            ("hash", "'x'"),
        ];
        for (column, value) in changes {
            let conn = log_of(4);
            conn.execute_batch("DROP TRIGGER event_is_not_changed")
                .unwrap();
            conn.execute(
                &format!("UPDATE event SET {column} = {value} WHERE seq = 2"),
                [],
            )
            .unwrap();
            assert_eq!(verify(&conn).unwrap(), Some(2), "{column}");
        }
        let conn = log_of(4);
        conn.execute_batch("DROP TRIGGER event_is_not_removed; DELETE FROM event WHERE seq = 3")
            .unwrap();
        assert_eq!(verify(&conn).unwrap(), Some(3), "a row removed");
    }
}
