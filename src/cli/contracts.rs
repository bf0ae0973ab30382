//! `contracts`: the contract templates in use, and a copy of ours to adapt.

use serde_json::{Value, json};

use crate::office::wording;

use super::failure::Failure;
use super::output::{Answer, table};
use super::session::Session;

pub(super) fn contracts(session: &Session, copy: bool) -> Result<Answer, Failure> {
    let folder = if copy {
        Some(session.look(wording::copy_out)?)
    } else {
        None
    };
    let used = session.look(wording::in_use)?;
    let json: Vec<Value> = used
        .iter()
        .map(|used| {
            json!({
                "id": used.wording.id,
                "title": used.wording.title,
                "version": used.wording.version,
                "sha256": used.wording.sha256,
                "own": used.own,
            })
        })
        .collect();
    let rows: Vec<[String; 4]> = used
        .iter()
        .map(|used| {
            let whose = if used.own {
                "本所改过的"
            } else {
                "程序自带"
            };
            let wording = &used.wording;
            [&wording.id, &wording.title, &wording.version, whose].map(ToString::to_string)
        })
        .collect();
    let mut text = table(&rows);
    if let Some(folder) = &folder {
        text.push_str(&format!(
            "范本已复制到{}，改好后重新打开程序采用",
            folder.display()
        ));
    }
    let problems = session.office.file_problems();
    let folder = folder.map(|folder| folder.display().to_string());
    let json = json!({ "contracts": json, "copied_to": folder, "problems": problems });
    Ok(Answer::new(json, text))
}
