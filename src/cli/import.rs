//! `import`: a table from a file, all or nothing.

use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::json;

use crate::office::import;
use crate::store::lock;

use super::args::Globals;
use super::failure::Failure;
use super::output::Answer;
use super::session::{Session, data_folder};
use super::typed;

/// Kinds that later builds bring.
const LATER: [&str; 2] = ["customers", "openings"];

pub(super) fn import(
    globals: &Globals,
    file: &Path,
    what: &str,
    now: NaiveDateTime,
) -> Result<Answer, Failure> {
    match what {
        "prices" => prices(globals, file, now),
        later if LATER.contains(&later) => Err(typed::not_yet(&format!("import --as {later}"))),
        other => {
            let problem = format!("“{other}”不在可选范围内（可选：prices）");
            Err(Failure::input("as", "--as", problem))
        }
    }
}

fn prices(globals: &Globals, file: &Path, now: NaiveDateTime) -> Result<Answer, Failure> {
    let bytes = import::read(file).map_err(|refusal| Failure::Refused(vec![refusal]))?;
    // Nobody may be in the middle of a form that shows the old tables.
    drop(lock::Desk::alone(&data_folder(globals)?)?);
    let mut session = Session::open(globals, now)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let done = session.act(|work| import::prices(work, &name, &bytes))?;
    let json = json!({
        "prices": done.prices,
        "charges": done.charges,
        "corrected": done.corrected,
        "unchanged": done.unchanged,
    });
    Ok(Answer::new(json, done.to_string()))
}
