//! Unfinished forms (草稿): kept while they are typed, so that a power cut loses nothing.

use serde_json::Value;

use crate::store::draft;

pub use crate::store::draft::Draft as Kept;

use super::{OfficeError, Work};

/// Keeps an unfinished form under its screen's own name for it, in the place of the last of that name.
/// No act of the office: nothing is logged.
///
/// # Errors
/// The file cannot be written.
pub fn keep(work: Work<'_>, name: &str, body: Value) -> Result<(), OfficeError> {
    let kept = Kept {
        name: name.to_owned(),
        body,
        saved_at: work.desk.now,
    };
    Ok(draft::save(work.conn, &kept)?)
}

/// The unfinished form of a name.
///
/// # Errors
/// The file cannot be read.
pub fn load(work: Work<'_>, name: &str) -> Result<Option<Kept>, OfficeError> {
    Ok(draft::load(work.conn, name)?)
}

/// The unfinished forms whose names begin with `prefix`, the last kept first.
///
/// # Errors
/// The file cannot be read.
pub fn list(work: Work<'_>, prefix: &str) -> Result<Vec<Kept>, OfficeError> {
    let mut kept = draft::list(work.conn)?;
    kept.retain(|draft| draft.name.starts_with(prefix));
    Ok(kept)
}

/// Forgets a form that was finished or given up.
///
/// # Errors
/// The file cannot be written.
pub fn forget(work: Work<'_>, name: &str) -> Result<(), OfficeError> {
    Ok(draft::delete(work.conn, name)?)
}
