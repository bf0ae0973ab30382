//! Suspensions (暂停) as their cases and those of their resumptions tell them; of those older than the records, as the
//! old ledger does.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, named_params};

use crate::model::application::Change;
use crate::model::suspension::{Sealing, Suspension};
use crate::model::vocabulary::LateReason;

use super::customer::{self, CustomerId};
use super::json::Json;
use super::{StoreError, Text, opening};

/// The field of the sealing that holds the day of resumption set anew (SUSPEND-12).
pub const NEW_END: &str = "new_to";

/// The suspensions of an account that were accepted, oldest first; before them those that ran when the records began.
///
/// # Errors
/// A row cannot be read.
pub fn of_account(conn: &Connection, account: CustomerId) -> Result<Vec<Suspension>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("suspension_of_account.sql"))?;
    let line = customer::line(conn, account)?;
    let rows = statement.query_map(named_params! { ":line": line }, read)?;
    let mut suspensions = opening::suspensions(conn, &line)?;
    let told = rows.filter_map(Result::transpose);
    suspensions.extend(told.collect::<Result<Vec<_>, _>>()?);
    if suspensions.is_empty() {
        return Ok(suspensions);
    }
    let mut statement = conn.prepare_cached(include_str!("suspension_releases.sql"))?;
    let releases = statement.query_map(named_params! { ":line": line }, |row| {
        Ok((
            row.get::<_, Json<Change>>("change")?.0,
            row.get::<_, Text<NaiveDate>>("unsealed_on")?.0,
        ))
    })?;
    for release in releases {
        let (change, on) = release?;
        let Change::Resumption {
            suspension,
            transformers,
            ..
        } = change
        else {
            continue;
        };
        let named = suspensions.iter_mut().find(|one| one.case == suspension);
        if let Some(named) = named {
            for one in transformers {
                named.releases.entry(one.plate).or_insert(on);
            }
        }
    }
    Ok(suspensions)
}

/// The accounts that have a suspension planned or running.
///
/// # Errors
/// A row cannot be read.
pub fn accounts(conn: &Connection) -> Result<Vec<CustomerId>, StoreError> {
    ids(conn, include_str!("suspension_accounts.sql"))
}

/// The accounts that ever had a suspension.
///
/// # Errors
/// A row cannot be read.
pub fn ever(conn: &Connection) -> Result<Vec<CustomerId>, StoreError> {
    let query = "SELECT DISTINCT customer_id AS id FROM service_case \
                 WHERE kind = 'suspension' AND customer_id IS NOT NULL \
                 UNION SELECT customer_id FROM opening_that_counts WHERE kind = 'suspension'";
    ids(conn, query)
}

fn ids(conn: &Connection, query: &str) -> Result<Vec<CustomerId>, StoreError> {
    let mut statement = conn.prepare_cached(query)?;
    let ids = statement.query_map([], |row| Ok(CustomerId(row.get("id")?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Suspension>> {
    let Json(change) = row.get::<_, Json<Change>>("change")?;
    let Change::Suspension {
        transformers,
        from,
        to,
        agreed_days,
        ..
    } = change
    else {
        return Ok(None);
    };
    let sealed_on: Option<Text<NaiveDate>> = row.get("sealed_on")?;
    let fields: Option<Json<BTreeMap<String, String>>> = row.get("fields")?;
    let fields = fields.map(|Json(fields)| fields).unwrap_or_default();
    let late_reason: Option<Text<LateReason>> = row.get("late_reason")?;
    let new_end = fields.get(NEW_END).and_then(|day| day.parse().ok());
    Ok(Some(Suspension {
        case: row.get("number")?,
        equipment: transformers,
        from,
        to: new_end.unwrap_or(to),
        agreed_days,
        sealing: sealed_on.map(|Text(on)| Sealing {
            on,
            seals: fields.get("seals").cloned().unwrap_or_default(),
            late_by_office: on > from
                && late_reason.is_some_and(|Text(reason)| reason == LateReason::Office),
        }),
        releases: BTreeMap::new(),
        ended_on: row.get::<_, Option<Text<_>>>("ended_on")?.map(|day| day.0),
    }))
}
