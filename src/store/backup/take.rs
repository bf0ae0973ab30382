//! A backup on demand, while the desk is in use.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::copy::Going;
use super::{FOLDER, copy, disk, seal};
use crate::model::long_work::{Continue, Progress};
use crate::store::lock::{self, Desk};
use crate::store::open::{part, remove_part};
use crate::store::{FILE, StoreError, swap};

pub(super) const PREFIX: &str = "yekuo-";

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
    take_reporting(dir, target, passphrase, now, |_| Continue::Yes)
}

/// As [`take_to`]; `going` hears how many pages are copied, and may stop it until all are.
///
/// # Errors
/// As [`take_to`]; [`StoreError::Cancelled`] where it was stopped.
pub fn take_reporting(
    dir: &Path,
    target: &Path,
    passphrase: Option<&str>,
    now: NaiveDateTime,
    mut going: impl FnMut(Progress) -> Continue,
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
            copy::snapshot(&dir.join(FILE), &part(&path), now, &mut going)?;
            swap::rename(&part(&path), &path)?;
            Ok(path)
        }
        None => Err(StoreError::PassphraseNeeded),
        Some(passphrase) => {
            let path = target.join(format!("{name}.age"));
            sealed(dir, &path, passphrase, now, &mut going)
        }
    }
}

/// The plain copy never leaves the data folder.
fn sealed(
    dir: &Path,
    path: &Path,
    passphrase: &str,
    now: NaiveDateTime,
    going: Going<'_>,
) -> Result<PathBuf, StoreError> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| StoreError::io(&folder, error))?;
    copy::clear_unfinished(&folder, "")?;
    copy::clear_unfinished(swap::folder_of(path), PREFIX)?;
    let plain = part(&folder.join("sealing.sqlite"));
    let written = copy::snapshot(&dir.join(FILE), &plain, now, going).and_then(|()| {
        seal::seal(&plain, &part(path), passphrase)
            .and_then(|()| swap::rename(&part(path), path))
            .map_err(|error| error.writing_into(swap::folder_of(path)))
    });
    remove_part(&plain)?;
    if written.is_err() {
        swap::remove_leftover(&part(path))?;
    }
    written.map(|()| path.to_owned())
}
