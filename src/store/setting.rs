//! The office's own choices (设置): a word and its value.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::StoreError;

/// The value of a setting, if it was ever made.
///
/// # Errors
/// The file cannot be read.
pub fn get(conn: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut query = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(query.query_row([key], |row| row.get("value")).optional()?)
}

/// Makes or changes a setting.
///
/// # Errors
/// The file cannot be written.
pub fn set(conn: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    conn.prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?
        .execute([key, value])?;
    Ok(())
}

/// All settings.
///
/// # Errors
/// The file cannot be read.
pub fn all(conn: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = conn.prepare_cached("SELECT key, value FROM setting")?;
    let all = query
        .query_map([], |row| Ok((row.get("key")?, row.get("value")?)))?
        .collect::<Result<_, _>>()?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::schema;

    #[test]
    fn the_last_word_counts() {
        let mut conn = Connection::open_in_memory().unwrap();
        schema::make(&mut conn).unwrap();
        assert_eq!(get(&conn, "office_name").unwrap(), None);
        set(&conn, "office_name", "石桥").unwrap();
        set(&conn, "office_name", "石桥供电所").unwrap();
        assert_eq!(
            get(&conn, "office_name").unwrap().as_deref(),
            Some("石桥供电所")
        );
        assert_eq!(all(&conn).unwrap().len(), 1);
    }
}
