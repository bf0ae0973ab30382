//! Backups (备份): a whole, checked copy of the database with the date it was taken inside.
//!
//! - [`daily`]: at a day's first start, into `backups/`; old ones thinned out ([`keep`]).
//! - [`take_to`], [`take_reporting`]: on demand, while the desk is in use; outside the data disk only sealed with a passphrase.
//! - [`restore`]: a backup in the place of the database, which is kept under `replaced/`.
//! - [`is_sealed`]: whether a file needs a passphrase; [`Sealing`], [`open_sealed`]: sealing something else, and opening it.
//! - [`describe`], [`list`], [`look_through`], [`lost`], [`occasion`]: what a backup holds and what going back to it would lose.

mod copy;
mod daily;
mod describe;
mod disk;
mod occasion;
mod restore;
mod seal;
mod take;
mod thin;

pub(super) use copy::forget_date;
pub(super) use daily::{any, before_migration};
pub use daily::{before_import, daily, daily_is_due};
pub use describe::{Description, Found, Held, Lost, describe, list, look_through, lost};
pub use occasion::occasion;
pub use restore::{Restored, restore};
pub use seal::{Sealing, is_sealed, open_sealed};
pub use take::{take_reporting, take_to};
pub use thin::keep;

/// The folder inside the data folder.
const FOLDER: &str = "backups";
