//! A backup on demand, while the desk is in use.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::{FOLDER, copy, disk, seal};
use crate::store::lock::{self, Desk};
use crate::store::open::{part, remove_part};
use crate::store::{FILE, StoreError, swap};

const PREFIX: &str = "yekuo-";

/// Writes a backup of the data folder `dir` into the existing folder `target`, sealed if a passphrase is
/// given, and says where it lies. Nothing unfinished is ever found under the final name.
///
/// # Errors
/// [`StoreError::PassphraseNeeded`] where `target` lies on another disk and there is no passphrase; or the
/// copy could not be written or does not check.
pub fn take_to(
    dir: &Path,
    target: &Path,
    passphrase: Option<&str>,
    now: NaiveDateTime,
) -> Result<PathBuf, StoreError> {
    let _desk = Desk::share(dir)?;
    let _one = lock::one_backup(dir)?;
    let passphrase = passphrase.filter(|passphrase| !passphrase.is_empty());
    let here = disk::same(dir, target).map_err(|error| StoreError::io(target, error))?;
    let name = format!("{PREFIX}{}.sqlite", now.format("%Y-%m-%dT%H%M%S"));
    match passphrase {
        None if here => {
            copy::clear_unfinished(target, PREFIX)?;
            let path = target.join(name);
            copy::snapshot(&dir.join(FILE), &part(&path), now)?;
            swap::rename(&part(&path), &path)?;
            Ok(path)
        }
        None => Err(StoreError::PassphraseNeeded),
        Some(passphrase) => sealed(dir, &target.join(format!("{name}.age")), passphrase, now),
    }
}

/// The plain copy never leaves the data folder.
fn sealed(
    dir: &Path,
    path: &Path,
    passphrase: &str,
    now: NaiveDateTime,
) -> Result<PathBuf, StoreError> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
    copy::clear_unfinished(&folder, "")?;
    if let Some(target) = path.parent() {
        copy::clear_unfinished(target, PREFIX)?;
    }
    let plain = part(&folder.join("sealing.sqlite"));
    let written = copy::snapshot(&dir.join(FILE), &plain, now)
        .and_then(|()| seal::seal(&plain, &part(path), passphrase))
        .and_then(|()| swap::rename(&part(path), path));
    remove_part(&plain)?;
    if written.is_err() {
        swap::remove_leftover(&part(path))?;
    }
    written.map(|()| path.to_owned())
}
