//! Looking things up.

use rusqlite::{Connection, Rows, named_params};

use super::{CASES, tokens};
use crate::store::StoreError;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Customer,
    Case,
}

/// Something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hit {
    pub kind: Kind,
    /// The row's `id` in its table.
    pub id: i64,
}

/// Customers and cases that have all of the blank-separated parts of `text` somewhere in them: those whose
/// account, case, phone or identity number is exactly the text first, then those with a number that begins
/// with it, then the newest cases, then the newest
/// customers. Any text may be asked for; an empty one finds nothing.
///
/// # Errors
/// The file cannot be read.
pub fn find(conn: &Connection, text: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
    let parts = tokens::parts(text);
    let mut found = Found {
        hits: Vec::new(),
        limit,
    };
    if parts.is_empty() || limit == 0 {
        return Ok(found.hits);
    }
    let whole: Vec<char> = parts.concat();
    found.exactly(conn, &number(&whole))?;
    if let Some(code) = tokens::code(&whole) {
        if code != whole {
            found.exactly(conn, &number(&code))?;
        }
        if code.len() < tokens::SHORT {
            found.beginning_with(conn, &number(&code))?;
        }
    }
    found.by_tokens(conn, &expression(&parts))?;
    Ok(found.hits)
}

/// As numbers stand in their columns: capitals.
fn number(folded: &[char]) -> String {
    folded.iter().map(char::to_ascii_uppercase).collect()
}

/// Every part as words or, if it can be one, as a piece of a code.
fn expression(parts: &[Vec<char>]) -> String {
    let one = |part: &Vec<char>| {
        let words = tokens::word_query(part);
        match tokens::code(part).and_then(|code| tokens::code_query(&code)) {
            Some(code) => format!("({words} OR {code})"),
            None => words,
        }
    };
    parts.iter().map(one).collect::<Vec<_>>().join(" AND ")
}

struct Found {
    hits: Vec<Hit>,
    limit: usize,
}

impl Found {
    fn exactly(&mut self, conn: &Connection, code: &str) -> Result<(), StoreError> {
        let mut query = conn.prepare_cached(include_str!("exact.sql"))?;
        self.take(
            query.query(named_params! { ":code": code, ":cases": CASES, ":limit": self.room() })?,
        )
    }

    fn beginning_with(&mut self, conn: &Connection, code: &str) -> Result<(), StoreError> {
        // The first text after all that begin with the code.
        let end = format!("{code}\u{10FFFF}");
        let mut query = conn.prepare_cached(include_str!("begins.sql"))?;
        let params =
            named_params! { ":code": code, ":end": end, ":cases": CASES, ":limit": self.room() };
        self.take(query.query(params)?)
    }

    fn by_tokens(&mut self, conn: &Connection, expression: &str) -> Result<(), StoreError> {
        let sql = "SELECT rowid FROM search WHERE search MATCH :expression ORDER BY rowid DESC";
        let mut query = conn.prepare_cached(sql)?;
        self.take(query.query(named_params! { ":expression": expression })?)
    }

    /// Reads no further than there is room: the rest is never looked up.
    fn take(&mut self, mut rows: Rows<'_>) -> Result<(), StoreError> {
        while self.hits.len() < self.limit {
            let Some(row) = rows.next()? else { break };
            self.add(row.get("rowid")?);
        }
        Ok(())
    }

    fn room(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX)
    }

    fn add(&mut self, rowid: i64) {
        let hit = match rowid - CASES {
            id if id > 0 => Hit {
                kind: Kind::Case,
                id,
            },
            _ => Hit {
                kind: Kind::Customer,
                id: rowid,
            },
        };
        if self.hits.len() < self.limit && !self.hits.contains(&hit) {
            self.hits.push(hit);
        }
    }
}
