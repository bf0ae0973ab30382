//! The manifest: what lies in the folder, with checksums, and over itself one more. It is written last: a folder without
//! one is not complete.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::summary::{LogHead, Month, Summary};

use super::{File, ReportError};

pub const NAME: &str = "manifest.json";
/// The form of the folder.
const FORMAT: u32 = 1;
/// What stands before the checksum of the manifest itself, and after it.
const SEAL: &str = ",\n  \"sha256\": \"";
const END: &str = "\"\n}\n";

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub program: String,
    pub rulebooks: Vec<String>,
    pub office: String,
    pub office_code: String,
    pub month: Month,
    pub from: chrono::NaiveDate,
    pub to: chrono::NaiveDate,
    pub frozen_at: Option<chrono::NaiveDateTime>,
    pub frozen_by: String,
    pub log: LogHead,
    pub files: Vec<Listed>,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// The manifest of a folder of these files.
pub(super) fn write(summary: &Summary, files: &[File]) -> Result<Vec<u8>, ReportError> {
    let frozen = summary.frozen.as_ref();
    let manifest = Manifest {
        format: FORMAT,
        program: format!("yekuo {}", env!("CARGO_PKG_VERSION")),
        rulebooks: summary.rulebooks.clone(),
        office: summary.office.clone(),
        office_code: summary.office_code.clone(),
        month: summary.month,
        from: summary.from,
        to: summary.to,
        frozen_at: frozen.map(|frozen| frozen.at),
        frozen_by: frozen.map(|frozen| frozen.by.clone()).unwrap_or_default(),
        log: summary.log.clone(),
        files: files.iter().map(Listed::of).collect(),
    };
    let json = serde_json::to_string_pretty(&manifest);
    let json = json.map_err(|error| ReportError::Data(error.to_string()))?;
    let open = json.strip_suffix("\n}").unwrap_or(&json);
    let sealed = format!("{open}{SEAL}{}{END}", hash(open.as_bytes()));
    Ok(sealed.into_bytes())
}

/// Reads a manifest whose own checksum holds: that of every byte before it.
pub(super) fn read(bytes: &[u8]) -> Option<Manifest> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (open, seal) = text.rsplit_once(SEAL)?;
    if seal.strip_suffix(END)? != hash(open.as_bytes()) {
        return None;
    }
    serde_json::from_str(text).ok()
}

impl Listed {
    fn of(file: &File) -> Self {
        Self {
            name: file.name.clone(),
            bytes: file.bytes.len() as u64,
            sha256: hash(&file.bytes),
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
