//! Looks at a database file without SQLite, so that a file which is not ours stays untouched.
//!
//! The first 100 bytes tell enough, and they never lag behind the log beside the file: a file of ours only
//! gets its name once it is whole (`swap`), and its version does not change under that name.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::{StoreError, schema};

const LENGTH: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What a file of ours says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub version: u32,
}

/// Reads the head of a file that should be ours; `None` where there is no file.
///
/// # Errors
/// Damaged, newer, not ours, or not readable. The file is not changed, nor is anything made beside it.
pub(super) fn read(path: &Path) -> Result<Option<Header>, StoreError> {
    let damaged = |detail: &str| StoreError::Damaged {
        path: path.to_owned(),
        detail: detail.to_owned(),
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io(path, error)),
    };
    let mut head = [0_u8; LENGTH];
    match file.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return Err(damaged("文件不完整"));
        }
        Err(error) => return Err(StoreError::io(path, error)),
    }
    if &head[..16] != MAGIC {
        return Err(damaged("文件头不可辨认"));
    }
    if number(&head, 68) != schema::APPLICATION_ID {
        return Err(StoreError::NotOurs {
            path: path.to_owned(),
        });
    }
    let version = number(&head, 60);
    if version > schema::VERSION {
        return Err(StoreError::Newer {
            found: version,
            known: schema::VERSION,
        });
    }
    if version == 0 {
        return Err(damaged("文件版本不可辨认"));
    }
    let length = file
        .metadata()
        .map_err(|error| StoreError::io(path, error))?
        .len();
    let whole = u64::from(number(&head, 28)) * u64::from(page_size(&head));
    // With a log beside it, the file may rightly be behind it in length.
    if length < whole && !has_log(path) {
        return Err(damaged("文件不完整，末尾缺失"));
    }
    Ok(Some(Header { version }))
}

/// Whether a write-ahead log with content lies beside the file.
pub(super) fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The file that SQLite keeps beside `path` under a suffix.
pub(super) fn beside(path: &Path, suffix: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn number(head: &[u8; LENGTH], at: usize) -> u32 {
    head[at..at + 4]
        .iter()
        .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn page_size(head: &[u8; LENGTH]) -> u32 {
    match u32::from(head[16]) << 8 | u32::from(head[17]) {
        1 => 65_536,
        size => size,
    }
}
