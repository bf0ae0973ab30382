//! Sticks that fail on purpose.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use yekuo::model::long_work::Continue;
use yekuo::report::stick::{Disk, Medium};

type Going<'a> = &'a mut dyn FnMut(usize) -> Continue;

/// What lies in a folder; nothing where there is none.
pub(crate) fn there(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let named = entries.map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    });
    named.collect()
}

/// How a stick goes on after it failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Then {
    /// As if nothing had been.
    Well,
    /// Pulled out: nothing is there any more.
    Gone,
    /// As if nothing had been, but what failed was done all the same.
    DoneAllTheSame,
}

/// Fails at its `at`-th step: a byte written, or anything else that is asked of it.
pub(crate) struct Failing {
    at: usize,
    then: Then,
    kind: ErrorKind,
    step: usize,
}

impl Failing {
    pub(crate) fn at(at: usize, then: Then, kind: ErrorKind) -> Self {
        let step = 0;
        Self {
            at,
            then,
            kind,
            step,
        }
    }

    /// Whether every step was taken.
    pub(crate) fn never_failed(&self) -> bool {
        self.step <= self.at
    }

    /// How many of so many steps can be taken.
    fn take(&mut self, steps: usize) -> Result<(), (usize, io::Error)> {
        let left = self.at.saturating_sub(self.step);
        let failed = self.step > self.at;
        self.step += steps;
        if failed && self.then == Then::Gone {
            return Err((0, ErrorKind::NotFound.into()));
        }
        if failed || steps <= left {
            return Ok(());
        }
        self.step = self.at + 1;
        Err((left, self.kind.into()))
    }

    fn ask<T>(&mut self, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        match self.take(1) {
            Ok(()) => act(),
            Err((_, error)) => {
                if self.then == Then::DoneAllTheSame {
                    act()?;
                }
                Err(error)
            }
        }
    }
}

impl Medium for Failing {
    fn prepare(&mut self, folder: &Path) -> io::Result<()> {
        self.ask(|| Disk.prepare(folder))
    }

    fn room(&mut self, _folder: &Path) -> Option<u64> {
        None
    }

    fn write(&mut self, path: &Path, bytes: &[u8], going: Going<'_>) -> io::Result<()> {
        match self.take(bytes.len()) {
            Ok(()) => {
                fs::write(path, bytes)?;
                going(bytes.len());
                Ok(())
            }
            Err((fits, error)) => {
                if fits > 0 || self.then == Then::DoneAllTheSame {
                    fs::write(path, &bytes[..fits])?;
                }
                Err(error)
            }
        }
    }

    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.ask(|| fs::read(path))
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(|| fs::rename(from, to))
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.ask(|| Disk.remove(path))
    }

    fn leave(&mut self, folder: &Path) {
        let _ = self.ask(|| {
            Disk.leave(folder);
            Ok(())
        });
    }
}

/// Takes so many bytes, then is full.
pub(crate) struct Full {
    left: usize,
    says: bool,
}

impl Full {
    pub(crate) fn after(left: usize) -> Self {
        Self { left, says: false }
    }

    /// One that tells how much room it has.
    pub(crate) fn that_says(left: usize) -> Self {
        Self { left, says: true }
    }
}

impl Medium for Full {
    fn prepare(&mut self, folder: &Path) -> io::Result<()> {
        Disk.prepare(folder)
    }

    fn room(&mut self, _folder: &Path) -> Option<u64> {
        self.says.then_some(self.left as u64)
    }

    fn write(&mut self, path: &Path, bytes: &[u8], going: Going<'_>) -> io::Result<()> {
        let fits = bytes.len().min(self.left);
        self.left -= fits;
        fs::write(path, &bytes[..fits])?;
        if fits < bytes.len() {
            return Err(ErrorKind::StorageFull.into());
        }
        going(fits);
        Ok(())
    }

    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn leave(&mut self, folder: &Path) {
        Disk.leave(folder);
    }
}

/// Keeps something else than it was given, and says that all is well.
pub(crate) struct Lying(pub(crate) fn(&mut Vec<u8>));

impl Medium for Lying {
    fn prepare(&mut self, folder: &Path) -> io::Result<()> {
        Disk.prepare(folder)
    }

    fn room(&mut self, folder: &Path) -> Option<u64> {
        Disk.room(folder)
    }

    fn write(&mut self, path: &Path, bytes: &[u8], going: Going<'_>) -> io::Result<()> {
        let mut bytes = bytes.to_vec();
        (self.0)(&mut bytes);
        Disk.write(path, &bytes, going)
    }

    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        Disk.read_back(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        Disk.rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }

    fn leave(&mut self, folder: &Path) {
        Disk.leave(folder);
    }
}
