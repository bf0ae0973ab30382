//! Who has the data folder open.
//!
//! - `desk.lock` is held shared by every process that has the database open, and exclusively by what
//!   needs the folder alone: making the file, a migration, restoring, setting a damaged file aside.
//! - `window.lock` is held exclusively by the one window of a folder. A second window leaves
//!   `window.raise` behind, which the first one looks for.
//!
//! The operating system lets go of a lock when its process ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::StoreError;

/// As long as SQLite's own busy timeout: a command beside us that makes or migrates the file is soon done.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

/// A hold on the folder's database; ends when dropped.
#[derive(Debug)]
pub struct Desk {
    file: File,
    path: PathBuf,
}

impl Desk {
    /// Holds the folder together with others, waiting a few seconds for someone who has it alone.
    ///
    /// # Errors
    /// [`StoreError::InUse`], or the lock file cannot be made.
    pub fn share(dir: &Path) -> Result<Self, StoreError> {
        Self::lock_file(dir)?.into_shared()
    }

    /// Holds the folder alone.
    ///
    /// # Errors
    /// [`StoreError::InUse`] at once where anyone has the folder open; or the lock file cannot be made.
    pub fn alone(dir: &Path) -> Result<Self, StoreError> {
        let desk = Self::lock_file(dir)?;
        match desk.file.try_lock() {
            Ok(()) => Ok(desk),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(source)) => Err(StoreError::io(&desk.path, source)),
        }
    }

    /// Lets others in. Someone may take the folder alone in between: look at the file again afterwards.
    ///
    /// # Errors
    /// As [`Desk::share`].
    pub fn into_shared(self) -> Result<Self, StoreError> {
        self.file
            .unlock()
            .map_err(|source| StoreError::io(&self.path, source))?;
        let until = Instant::now() + PATIENCE;
        loop {
            match self.file.try_lock_shared() {
                Ok(()) => return Ok(self),
                Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
                Err(TryLockError::Error(source)) => return Err(StoreError::io(&self.path, source)),
            }
        }
    }

    fn lock_file(dir: &Path) -> Result<Self, StoreError> {
        let (file, path) = open_lock(dir, "desk.lock")?;
        Ok(Self { file, path })
    }
}

/// A child process that starts another program holds copies of all open files for a moment, and with them
/// the lock: closing ours would not let go of it.
impl Drop for Desk {
    fn drop(&mut self) {
        // Where it fails, closing the file lets go of the lock.
        let _ = self.file.unlock();
    }
}

/// Held while a backup is written, so that two do not clear away each other's unfinished files.
///
/// # Errors
/// [`StoreError::Busy`] while another backup is being written; or the lock file cannot be made.
pub(super) fn one_backup(dir: &Path) -> Result<File, StoreError> {
    let (file, path) = open_lock(dir, "backup.lock")?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
        Err(TryLockError::Error(source)) => Err(StoreError::io(&path, source)),
    }
}

/// The one window of a folder; ends when dropped.
#[derive(Debug)]
pub struct Window {
    file: File,
    raise: PathBuf,
}

impl Window {
    /// Becomes the folder's window; `None` where it has one.
    ///
    /// # Errors
    /// The lock file cannot be made.
    pub fn claim(dir: &Path) -> Result<Option<Self>, StoreError> {
        let (file, path) = open_lock(dir, "window.lock")?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => return Err(StoreError::io(&path, source)),
        }
        let window = Self {
            file,
            raise: raise_file(dir),
        };
        // A wish left over from a window that is gone must not raise this one.
        window.asked_to_come_forward();
        Ok(Some(window))
    }

    /// Whether a second window was started since the last call.
    pub fn asked_to_come_forward(&self) -> bool {
        fs::remove_file(&self.raise).is_ok()
    }
}

/// As for [`Desk`].
impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Asks the folder's window to come to the front.
///
/// # Errors
/// The folder cannot be written.
pub fn raise_first_window(dir: &Path) -> Result<(), StoreError> {
    let path = raise_file(dir);
    fs::write(&path, b"").map_err(|source| StoreError::io(&path, source))
}

fn raise_file(dir: &Path) -> PathBuf {
    dir.join("window.raise")
}

fn open_lock(dir: &Path, name: &str) -> Result<(File, PathBuf), StoreError> {
    fs::create_dir_all(dir).map_err(|source| StoreError::io(dir, source).opening(dir))?;
    let path = dir.join(name);
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    match file {
        Ok(file) => Ok((file, path)),
        Err(source) => Err(StoreError::io(&path, source).opening(dir)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn alone_means_alone() {
        let dir = tempfile::tempdir().unwrap();
        let one = Desk::share(dir.path()).unwrap();
        let two = Desk::share(dir.path()).unwrap();
        assert!(matches!(Desk::alone(dir.path()), Err(StoreError::InUse)));
        drop((one, two));
        let alone = Desk::alone(dir.path()).unwrap();
        assert!(matches!(Desk::alone(dir.path()), Err(StoreError::InUse)));
        let shared = alone.into_shared().unwrap();
        assert!(Desk::share(dir.path()).is_ok());
        drop(shared);
    }

    #[test]
    fn a_sharer_waits_for_one_who_is_soon_done() {
        let dir = tempfile::tempdir().unwrap();
        let alone = Desk::alone(dir.path()).unwrap();
        thread::scope(|scope| {
            let sharer = scope.spawn(|| Desk::share(dir.path()).map(drop));
            thread::sleep(PAUSE * 3);
            drop(alone);
            assert!(sharer.join().unwrap().is_ok());
        });
    }

    #[test]
    fn second_window_raises_the_first_once() {
        let dir = tempfile::tempdir().unwrap();
        raise_first_window(dir.path()).unwrap();
        let first = Window::claim(dir.path()).unwrap().unwrap();
        assert!(!first.asked_to_come_forward(), "an old wish is forgotten");
        assert!(Window::claim(dir.path()).unwrap().is_none());
        raise_first_window(dir.path()).unwrap();
        assert!(first.asked_to_come_forward());
        assert!(!first.asked_to_come_forward());
        drop(first);
        assert!(Window::claim(dir.path()).unwrap().is_some());
    }

    #[test]
    fn a_hold_ends_where_a_child_process_has_a_copy_of_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::share(dir.path()).unwrap();
        let copy = desk.file.try_clone().unwrap();
        drop(desk);
        Desk::alone(dir.path()).unwrap();
        let window = Window::claim(dir.path()).unwrap().unwrap();
        let other = window.file.try_clone().unwrap();
        drop(window);
        assert!(Window::claim(dir.path()).unwrap().is_some());
        drop((copy, other));
    }
}
