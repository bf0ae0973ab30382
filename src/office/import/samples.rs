//! Files to start from (样表): the heads, and made-up lines with numbers that nobody has.

use std::io::Write;
use std::path::Path;

use crate::store::StoreError;

use super::What;

/// A spreadsheet program takes a file for UTF-8 by its mark.
const MARK: &str = "\u{FEFF}";

/// Name and text of the file to start from.
pub fn sample(what: What) -> (&'static str, &'static str) {
    match what {
        What::Customers => (
            "客户导入样表.csv",
            include_str!("../../../assets/import/customers.csv"),
        ),
        What::Openings => (
            "期初业务导入样表.csv",
            include_str!("../../../assets/import/openings.csv"),
        ),
        What::Prices => (
            "电价与收费导入样表.csv",
            include_str!("../../../assets/tariffs/sample.csv"),
        ),
    }
}

/// Writes the file to start from; one that is there is left alone.
///
/// # Errors
/// The file is there, or cannot be written.
pub fn write(what: What, path: &Path) -> Result<(), StoreError> {
    let (_, text) = sample(what);
    let written = std::fs::File::create_new(path).and_then(|mut file| {
        file.write_all(MARK.as_bytes())?;
        file.write_all(text.trim_start_matches(MARK).as_bytes())
    });
    written.map_err(|error| StoreError::io(path, error))
}
