//! Contract templates of the office's own (合同范本): `contracts/低压….txt` in the data folder, in place of ours.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::paper::{self, Contract, Form, PaperError};
use crate::rules::Refusal;

use super::{OfficeError, Work};

/// The folder inside the data folder; a file is named after the template it stands for.
const FOLDER: &str = "contracts";

/// The forms whose wording an office has made its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Wordings {
    forms: BTreeMap<String, Form>,
}

/// A template in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InUse {
    pub wording: Contract,
    pub own: bool,
}

impl Wordings {
    /// Reads the office's own templates. A faulty one is left out, ours stays in use, and `problems` says what
    /// is wrong with line and column.
    pub(super) fn load(dir: &Path, problems: &mut Vec<String>) -> Self {
        let mut wordings = Self::default();
        for path in super::files_of(&dir.join(FOLDER), "txt") {
            match read(&path) {
                Ok(forms) => wordings.forms.extend(forms),
                Err(problem) => problems.push(format!("{}：{problem}", path.display())),
            }
        }
        wordings
    }

    /// The form with the office's wording, where it has one.
    pub(super) fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(id)
    }
}

/// The forms that carry the template of a file, with the file's wording.
fn read(path: &Path) -> Result<Vec<(String, Form)>, String> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let text =
        std::fs::read_to_string(path).map_err(|_| "文件无法读取，须存为 UTF-8 文本".to_owned())?;
    let known = paper::contract(&stem).map_err(|error| {
        let names = paper::contracts().unwrap_or_default().iter();
        let names: Vec<&str> = names.map(|contract| contract.id.as_str()).collect();
        format!("{error}（文件名可用：{}）", names.join("、"))
    })?;
    let words = |error: PaperError| error.to_string();
    let wording = Contract::parse(&known.id, text.trim_start_matches('\u{FEFF}')).map_err(words)?;
    if wording.sha256 == known.sha256 {
        // A copy that nobody has changed.
        return Ok(Vec::new());
    }
    let carriers = paper::forms().map_err(words)?.iter();
    carriers
        .filter(|form| {
            form.contract()
                .is_some_and(|contract| contract.id == known.id)
        })
        .map(|form| {
            let own = form.clone().with_contract(wording.clone()).map_err(words)?;
            Ok((form.id.clone(), own))
        })
        .collect()
}

/// Every template, ours or the office's.
///
/// # Errors
/// An embedded file is faulty.
pub fn in_use(work: Work<'_>) -> Result<Vec<InUse>, OfficeError> {
    let own = |contract: &Contract| {
        let forms = work.wordings.forms.values();
        forms
            .filter_map(Form::contract)
            .find(|own| own.id == contract.id)
            .cloned()
    };
    let all = paper::contracts()?.iter();
    Ok(all
        .map(|contract| match own(contract) {
            Some(wording) => InUse { wording, own: true },
            None => InUse {
                wording: contract.clone(),
                own: false,
            },
        })
        .collect())
}

/// Copies our templates into the data folder, to be adapted there; a file that is there already is left alone.
/// They are read at the next start.
///
/// # Errors
/// The folder cannot be written.
pub fn copy_out(work: Work<'_>) -> Result<PathBuf, OfficeError> {
    let folder = work.dir.join(FOLDER);
    let failed = |error: std::io::Error| {
        let message = format!("合同范本写不进{}：{error}", folder.display());
        vec![Refusal::input("contracts", "合同范本", message)]
    };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    for contract in paper::contracts()? {
        let path = folder.join(format!("{}.txt", contract.id));
        if !path.exists() {
            std::fs::write(&path, paper::contract_source(&contract.id)?).map_err(failed)?;
        }
    }
    Ok(folder)
}
