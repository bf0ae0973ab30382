//! Files to start from (样表): the heads, and made-up lines with numbers that nobody has; a workbook or .csv by the
//! name's ending.

use std::path::Path;

use crate::office::OfficeError;
use crate::store::StoreError;

use super::{What, sample_book};

/// A spreadsheet program takes a file for UTF-8 by its mark.
const MARK: &str = "\u{FEFF}";

/// Name under which the file to start from is offered.
pub fn name(what: What) -> &'static str {
    match what {
        What::Customers => "客户导入样表.xlsx",
        What::Openings => "期初业务导入样表.xlsx",
        What::Prices => "电价与收费导入样表.xlsx",
    }
}

/// The heads and the made-up lines, as .csv without a mark.
pub fn text(what: What) -> &'static str {
    match what {
        What::Customers => include_str!("../../../assets/import/customers.csv"),
        What::Openings => include_str!("../../../assets/import/openings.csv"),
        What::Prices => include_str!("../../../assets/tariffs/sample.csv"),
    }
    .trim_start_matches(MARK)
}

/// Whether a file of that name can be one to start from.
pub fn can_be(path: &Path) -> bool {
    is(path, "xlsx") || is(path, "csv")
}

fn is(path: &Path, ending: &str) -> bool {
    let found = path.extension();
    found.is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Writes the file to start from, a workbook unless the name says .csv.
///
/// # Errors
/// The workbook cannot be made, or the file cannot be written.
pub fn write(what: What, path: &Path) -> Result<(), OfficeError> {
    let bytes = if is(path, "csv") {
        format!("{MARK}{}", text(what)).into_bytes()
    } else {
        let made = sample_book::write(what);
        made.map_err(|error| OfficeError::Sample(error.to_string()))?
    };
    std::fs::write(path, bytes).map_err(|error| StoreError::io(path, error))?;
    Ok(())
}
