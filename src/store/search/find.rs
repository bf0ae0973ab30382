//! Looking things up.

use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension, Rows, named_params};

use super::{CASES, CLAIMS, initials, tokens};
use crate::store::StoreError;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Customer,
    Case,
    Claim,
}

/// Something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hit {
    pub kind: Kind,
    /// The row's `id` in its table.
    pub id: i64,
}

/// Customers, cases and claims that have all of the blank-separated parts of `text` somewhere in them: those whose
/// account, case, phone or identity number is exactly the text first, then those with a number that begins
/// with it, then the newest cases, then the newest customers, then the newest claims, for which a third of the places
/// is kept. Any text may be asked for; an empty one finds nothing.
///
/// # Errors
/// The file cannot be read.
pub fn find(conn: &Connection, text: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
    let parts = tokens::parts(text);
    if parts.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut claims = Found::empty(limit, |kind| kind == Kind::Claim);
    claims.by_parts(conn, &parts, CLAIMS..=i64::MAX)?;
    let room = limit - claims.hits.len().min(limit / 3);
    let mut found = Found::empty(room, |kind| kind != Kind::Claim);
    found.by_number(conn, &parts)?;
    found.by_parts(conn, &parts, 0..=CLAIMS)?;
    let room = limit - found.hits.len();
    found.hits.extend(claims.hits.into_iter().take(room));
    Ok(found.hits)
}

/// As [`find`], the customers alone: no case and no claim takes a place of theirs.
///
/// # Errors
/// The file cannot be read.
pub fn find_customers(conn: &Connection, text: &str, limit: usize) -> Result<Vec<i64>, StoreError> {
    let parts = tokens::parts(text);
    if parts.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut found = Found::empty(limit, |kind| kind == Kind::Customer);
    found.by_number(conn, &parts)?;
    found.by_parts(conn, &parts, 0..=CASES)?;
    Ok(found.hits.into_iter().map(|hit| hit.id).collect())
}

/// As numbers stand in their columns: capitals.
fn number(folded: &[char]) -> String {
    folded.iter().map(char::to_ascii_uppercase).collect()
}

/// Characters of a part that the index is asked for at most: in an address the last ones tell more than the first,
/// which a whole township shares, and each further pair costs as much as the first.
const ASKED: usize = 7;

/// A part of words of which the index is asked for the end only; the rest is looked up in the row.
fn long(part: &[char]) -> Option<&[char]> {
    (part.len() > ASKED && tokens::code(part).is_none()).then_some(part)
}

/// Every part as words or, if it can be one, as a piece of a code.
fn expression(parts: &[Vec<char>]) -> String {
    let one = |part: &Vec<char>| {
        let asked = long(part).map_or(part.as_slice(), |part| &part[part.len() - ASKED..]);
        let words = tokens::word_query(asked);
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
    /// What is looked for.
    wanted: fn(Kind) -> bool,
}

impl Found {
    fn empty(limit: usize, wanted: fn(Kind) -> bool) -> Self {
        Self {
            hits: Vec::new(),
            limit,
            wanted,
        }
    }

    /// Those whose number the text is, then those whose number begins with it.
    fn by_number(&mut self, conn: &Connection, parts: &[Vec<char>]) -> Result<(), StoreError> {
        let whole: Vec<char> = parts.concat();
        self.exactly(conn, &number(&whole))?;
        if let Some(code) = tokens::code(&whole) {
            if code != whole {
                self.exactly(conn, &number(&code))?;
            }
            if code.len() < tokens::SHORT {
                self.beginning_with(conn, &number(&code))?;
            }
        }
        Ok(())
    }

    /// Those that have all of the parts in them, the newest first.
    fn by_parts(
        &mut self,
        conn: &Connection,
        parts: &[Vec<char>],
        rowids: RangeInclusive<i64>,
    ) -> Result<(), StoreError> {
        let long: Vec<&[char]> = parts.iter().filter_map(|part| long(part)).collect();
        self.by_tokens(conn, &expression(parts), &long, rowids)
    }

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

    fn by_tokens(
        &mut self,
        conn: &Connection,
        expression: &str,
        long: &[&[char]],
        rowids: RangeInclusive<i64>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT rowid FROM search WHERE search MATCH :expression AND rowid BETWEEN :first AND :last \
                   ORDER BY rowid DESC";
        let mut query = conn.prepare_cached(sql)?;
        let (first, last) = rowids.into_inner();
        let mut rows = query
            .query(named_params! { ":expression": expression, ":first": first, ":last": last })?;
        if long.is_empty() {
            return self.take(rows);
        }
        while self.hits.len() < self.limit {
            let Some(row) = rows.next()? else { break };
            let rowid = row.get("rowid")?;
            if holds(conn, rowid, long)? {
                self.add(rowid);
            }
        }
        Ok(())
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
        let (kind, id) = whose(rowid);
        let hit = Hit { kind, id };
        if self.hits.len() < self.limit && (self.wanted)(kind) && !self.hits.contains(&hit) {
            self.hits.push(hit);
        }
    }
}

/// Of whom a row is.
fn whose(rowid: i64) -> (Kind, i64) {
    match rowid {
        claim if claim > CLAIMS => (Kind::Claim, claim - CLAIMS),
        case if case > CASES => (Kind::Case, case - CASES),
        customer => (Kind::Customer, customer),
    }
}

/// Whether each part stands somewhere in the words of a row.
fn holds(conn: &Connection, rowid: i64, parts: &[&[char]]) -> Result<bool, StoreError> {
    let (kind, id) = whose(rowid);
    let sql = match kind {
        Kind::Claim => include_str!("words_of_claim.sql"),
        Kind::Case => include_str!("words_of_case.sql"),
        Kind::Customer => "SELECT name, address FROM customer WHERE id = :id",
    };
    let words = conn
        .prepare_cached(sql)?
        .query_row(named_params! { ":id": id }, |row| {
            let [name, address] = ["name", "address"].map(|column| row.get::<_, String>(column));
            Ok((name?, address?))
        })
        .optional()?;
    let Some((name, address)) = words else {
        return Ok(false);
    };
    let words = [
        tokens::word(&initials(&name)),
        tokens::word(&name),
        tokens::word(&address),
    ];
    let stands = |part: &[char]| {
        words
            .iter()
            .any(|word| word.windows(part.len()).any(|piece| piece == part))
    };
    Ok(parts.iter().all(|part| stands(part)))
}
