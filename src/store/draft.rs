//! Unfinished forms (草稿), so that a power cut loses nothing that was typed.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde_json::Value;

use super::{StoreError, Text, WallTime};

/// An unfinished form.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Which form, of what: the screen's own name for it.
    pub name: String,
    pub body: Value,
    pub saved_at: NaiveDateTime,
}

/// Keeps a draft, in the place of the last one of its name.
///
/// # Errors
/// The file cannot be written.
pub fn save(conn: &Connection, draft: &Draft) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO draft (name, body, saved_at) VALUES (:name, :body, :saved_at)",
    )?
    .execute(named_params! {
        ":name": draft.name, ":body": Text(&draft.body), ":saved_at": WallTime(draft.saved_at),
    })?;
    Ok(())
}

/// The draft of a name, if there is one.
///
/// # Errors
/// The file cannot be read.
pub fn load(conn: &Connection, name: &str) -> Result<Option<Draft>, StoreError> {
    let mut query = conn.prepare_cached("SELECT * FROM draft WHERE name = ?1")?;
    Ok(query.query_row([name], Draft::from_row).optional()?)
}

/// All drafts, the last saved first.
///
/// # Errors
/// The file cannot be read.
pub fn list(conn: &Connection) -> Result<Vec<Draft>, StoreError> {
    let mut query = conn.prepare_cached("SELECT * FROM draft ORDER BY saved_at DESC, name")?;
    let drafts = query
        .query_map([], Draft::from_row)?
        .collect::<Result<_, _>>()?;
    Ok(drafts)
}

/// Forgets a draft: the form was finished or given up.
///
/// # Errors
/// The file cannot be written.
pub fn delete(conn: &Connection, name: &str) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM draft WHERE name = ?1")?
        .execute([name])?;
    Ok(())
}

impl Draft {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            body: row.get::<_, Text<Value>>("body")?.0,
            saved_at: row.get::<_, WallTime>("saved_at")?.0,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::schema;
    use serde_json::json;

    #[test]
    fn a_draft_lives_until_it_is_deleted() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&mut conn).unwrap();
        let draft = |name: &str, minute: u32| Draft {
            name: name.to_owned(),
            body: json!({ "name": "陈\u{20164}", "minute": minute }),
            saved_at: format!("2026-11-23T08:{minute:02}:00").parse().unwrap(),
        };
        save(&conn, &draft("new", 1)).unwrap();
        save(&conn, &draft("split", 2)).unwrap();
        save(&conn, &draft("new", 3)).unwrap();
        assert_eq!(load(&conn, "new").unwrap(), Some(draft("new", 3)));
        assert_eq!(list(&conn).unwrap(), [draft("new", 3), draft("split", 2)]);
        delete(&conn, "new").unwrap();
        assert_eq!(load(&conn, "new").unwrap(), None);
    }
}
