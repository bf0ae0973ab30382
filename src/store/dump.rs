//! Every table whole, for handing the records out. What only serves the search is left out.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::StoreError;

/// A table as it stands: its columns, and every value as text, empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The names of the tables, in order.
///
/// # Errors
/// The schema cannot be read.
pub fn tables(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut query = conn.prepare(include_str!("dump_tables.sql"))?;
    let names = query.query_map([], |row| row.get("name"))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// A table whole. `name` is one of [`tables`].
///
/// # Errors
/// A row cannot be read.
pub fn table(conn: &Connection, name: &str) -> Result<Table, StoreError> {
    let quoted = name.replace('"', "\"\"");
    let mut query = conn.prepare(&format!("SELECT * FROM \"{quoted}\""))?;
    let columns = query.column_names();
    let columns: Vec<String> = columns.map(str::to_owned).collect();
    let mut rows = Vec::new();
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let values = columns.iter().map(|column| {
            Ok(match row.get_ref(column.as_str())? {
                ValueRef::Null => String::new(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(bytes) => hex::encode(bytes),
            })
        });
        rows.push(values.collect::<Result<_, rusqlite::Error>>()?);
    }
    Ok(Table { columns, rows })
}
