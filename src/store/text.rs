//! How values stand in TEXT columns, so that they are read by name and by type.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDateTime;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

/// A value stored as its own text: enums, `Decimal`, `NaiveDate` (YYYY-MM-DD), never `NaiveDateTime`
/// (see [`WallTime`]). `Option<Text<T>>` is NULL for `None`.
///
/// ```
/// use rust_decimal::Decimal;
/// use yekuo::store::Text;
/// let conn = rusqlite::Connection::open_in_memory()?;
/// conn.execute_batch("CREATE TABLE bill (amount TEXT)")?;
/// conn.execute("INSERT INTO bill VALUES (?1)", [Text(Decimal::new(1250, 2))])?;
/// let amount = conn.query_row("SELECT amount FROM bill", [], |row| {
///     Ok(row.get::<_, Text<Decimal>>("amount")?.0)
/// })?;
/// assert_eq!(amount.to_string(), "12.50");
/// # Ok::<(), rusqlite::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text<T>(pub T);

impl<T: Display> ToSql for Text<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.to_string()))
    }
}

impl<T> FromSql for Text<T>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map(Self)
            .map_err(FromSqlError::other)
    }
}

const WALL_TIME: &str = "%Y-%m-%dT%H:%M:%S";

/// A wall-clock time to the second, YYYY-MM-DDTHH:MM:SS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallTime(pub NaiveDateTime);

impl Display for WallTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format(WALL_TIME))
    }
}

impl ToSql for WallTime {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for WallTime {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        NaiveDateTime::parse_from_str(value.as_str()?, WALL_TIME)
            .map(Self)
            .map_err(FromSqlError::other)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::vocabulary::CaseState;
    use chrono::NaiveDate;
    use rusqlite::Connection;

    #[test]
    fn values_come_back_as_they_went() {
        let conn = Connection::open_in_memory().unwrap();
        let day: NaiveDate = "2026-11-23".parse().unwrap();
        let time = day.and_hms_opt(9, 5, 7).unwrap();
        let sql = "SELECT ?1 AS day, ?2 AS time, ?3 AS state, ?4 AS missing";
        let none: Option<Text<NaiveDate>> = None;
        conn.query_row(
            sql,
            (Text(day), WallTime(time), Text(CaseState::Accepted), none),
            |row| {
                assert_eq!(row.get::<_, String>("day")?, "2026-11-23");
                assert_eq!(row.get::<_, String>("time")?, "2026-11-23T09:05:07");
                assert_eq!(row.get::<_, Text<NaiveDate>>("day")?.0, day);
                assert_eq!(row.get::<_, WallTime>("time")?.0, time);
                assert_eq!(
                    row.get::<_, Text<CaseState>>("state")?.0,
                    CaseState::Accepted
                );
                assert_eq!(row.get::<_, Option<Text<NaiveDate>>>("missing")?, None);
                Ok(())
            },
        )
        .unwrap();
    }

    #[test]
    fn bad_text_is_an_error_not_a_default() {
        let conn = Connection::open_in_memory().unwrap();
        let read = conn.query_row("SELECT 'nonsense' AS state", [], |row| {
            row.get::<_, Text<CaseState>>("state")
        });
        assert!(read.is_err());
    }
}
