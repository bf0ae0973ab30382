//! Running numbers (流水号) of a series in a year, without gaps (AUDIT-1).

use rusqlite::{Connection, named_params};

use super::StoreError;

/// Takes the next number of a series in a year, from 1. Taken inside the transaction that uses it: if
/// that is taken back, so is the number.
///
/// # Errors
/// The number cannot be written.
pub fn next(conn: &Connection, series: &str, year: i32) -> Result<u32, StoreError> {
    let number = conn
        .prepare_cached(include_str!("sequence_next.sql"))?
        .query_row(named_params! { ":series": series, ":year": year }, |row| {
            row.get("last")
        })?;
    Ok(number)
}

/// The last running number of a series in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    pub series: String,
    pub year: i32,
    pub last: u32,
}

/// Every series and year with the last number taken.
///
/// # Errors
/// The table cannot be read.
pub fn all(conn: &Connection) -> Result<Vec<Last>, StoreError> {
    let mut query = conn.prepare_cached("SELECT * FROM running_number ORDER BY series, year")?;
    let rows = query.query_map([], |row| {
        Ok(Last {
            series: row.get("series")?,
            year: row.get("year")?,
            last: row.get("last")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::Store;

    #[test]
    fn an_act_taken_back_leaves_no_gap() {
        let dir = tempfile::tempdir().unwrap();
        let now = "2026-11-23T08:00:00".parse().unwrap();
        let mut store = Store::open(dir.path(), now).unwrap().store;
        let mut take = |fails: bool| {
            store.transact(|conn| {
                let number = next(conn, "case", 2026)?;
                if fails {
                    Err(StoreError::Busy)
                } else {
                    Ok(number)
                }
            })
        };
        assert_eq!(take(false).unwrap(), 1);
        assert!(take(true).is_err());
        assert_eq!(take(false).unwrap(), 2);
        let other = store.transact(|conn| {
            Ok::<_, StoreError>((next(conn, "case", 2027)?, next(conn, "refusal", 2026)?))
        });
        assert_eq!(other.unwrap(), (1, 1));
    }
}
