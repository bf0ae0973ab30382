//! A backup on demand (备份), and going back to one (恢复): both stand in the log. What a backup holds and what going
//! back would lose: [`weigh`], [`weigh_all`].

mod weighed;

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::model::long_work::{Continue, Progress};
use crate::store::StoreError;
use crate::store::backup::{self, Restored};
use crate::store::event::NewEvent;

use super::{Act, Desk, Office, OfficeError, passphrase as passphrases};

pub use weighed::{
    Weighed, WeighedAll, act_in_words, held_in_words, taken_in_words, unreadable_in_words, weigh,
    weigh_all,
};

/// Writes a backup into the existing folder `target`, sealed where a passphrase is given, and says where it
/// lies. Runs beside the office's work; `going` hears how far it is and may stop it.
///
/// # Errors
/// Refused where the operator is none of the office's, or the passphrase is too short; or as
/// [`backup::take_reporting`].
pub fn take(
    office: &mut Office,
    desk: &Desk,
    target: &Path,
    passphrase: Option<&str>,
    going: impl FnMut(Progress) -> Continue,
) -> Result<PathBuf, OfficeError> {
    office.look(desk, |work| work.settings.admit(&desk.operator))?;
    if let Some(passphrase) = passphrase.filter(|passphrase| !passphrase.is_empty()) {
        passphrases::admit(passphrase)?;
    }
    let path = backup::take_reporting(office.store().dir(), target, passphrase, desk.now, going)?;
    let detail = json!({ "file": name(&path), "sealed": passphrase.is_some() });
    office.act(desk, |work| work.log(Act::Backup, "", detail))?;
    Ok(path)
}

/// Puts a backup in the place of the data folder's database; the log of what comes back ends with that act.
///
/// # Errors
/// As [`backup::restore`].
pub fn restore(
    dir: &Path,
    file: &Path,
    passphrase: Option<&str>,
    desk: &Desk,
) -> Result<Restored, StoreError> {
    let act = NewEvent {
        at: desk.now,
        operator: &desk.operator,
        act: Act::Restore.wire(),
        subject: "",
        detail: json!({ "file": name(file) }),
    };
    backup::restore(dir, file, passphrase, &act)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
