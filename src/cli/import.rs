//! `import`: a table from a file, all or nothing.

use std::path::Path;

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};

use crate::model::long_work::Continue;
use crate::office::import::{self, Outcome, Sheet, What, samples};
use crate::store::{backup, lock};

use super::args::Globals;
use super::failure::Failure;
use super::output::Answer;
use super::session::{Session, data_folder};

pub(super) fn import(
    globals: &Globals,
    file: &Path,
    what: Option<&str>,
    now: NaiveDateTime,
) -> Result<Answer, Failure> {
    let what = what.map(|word| known("as", "--as", word)).transpose()?;
    let refused = |refusal| Failure::Refused(vec![refusal]);
    let sheet = Sheet::read(file, what).map_err(refused)?;
    // Nobody may be in the middle of a form that shows the old records.
    drop(lock::Desk::alone(&data_folder(globals)?)?);
    let mut session = Session::open(globals, now)?;
    match sheet.what() {
        What::Prices => {
            session.look(|work| import::check_prices(work, &sheet))?;
            backup::before_import(session.office.store().dir(), now)?;
            let done = session.act(|work| import::prices(work, &sheet))?;
            let json = json!({
                "as": What::Prices,
                "prices": done.prices,
                "charges": done.charges,
                "corrected": done.corrected,
                "unchanged": done.unchanged,
            });
            Ok(Answer::new(json, done.to_string()))
        }
        What::Customers | What::Openings => {
            let mut going = |_| Continue::Yes;
            session.look(|work| import::check_ledger(work, &sheet, &mut going))?;
            backup::before_import(session.office.store().dir(), now)?;
            let done = session.act(|work| import::ledger(work, &sheet, &mut going))?;
            Ok(Answer::new(ledger_json(&done), ledger_text(&done)))
        }
    }
}

/// Writes a file to start from.
pub(super) fn sample(what: &str, file: &Path) -> Result<Answer, Failure> {
    let what = known("sample", "--sample", what)?;
    if file.exists() {
        let problem = format!("{}已经有了，不覆盖", file.display());
        return Err(Failure::input("file", "文件", problem));
    }
    if !samples::can_be(file) {
        let problem = "样表的文件名以 .xlsx 或 .csv 结尾";
        return Err(Failure::input("file", "文件", problem));
    }
    samples::write(what, file)?;
    let path = file.display().to_string();
    let text = format!("样表写在{path}，填好后删去示例行再导入");
    Ok(Answer::new(json!({ "path": path }), text))
}

fn known(field: &str, label: &str, word: &str) -> Result<What, Failure> {
    word.parse()
        .map_err(|unknown| Failure::input(field, label, unknown))
}

fn ledger_json(done: &Outcome) -> Value {
    let counts = done.counts.iter();
    let mut json: Map<String, Value> = counts
        .map(|(word, _, _, count)| ((*word).to_owned(), json!(count)))
        .collect();
    json.insert("as".to_owned(), json!(done.what));
    let notices: Vec<Value> = done
        .notices
        .iter()
        .map(|one| json!({ "row": one.row, "column": one.column, "message": one.words }))
        .collect();
    json.insert("notices".to_owned(), json!(notices));
    Value::Object(json)
}

fn ledger_text(done: &Outcome) -> String {
    let mut lines = vec![done.to_string()];
    lines.extend(done.notices.iter().map(ToString::to_string));
    lines.join("\n")
}
