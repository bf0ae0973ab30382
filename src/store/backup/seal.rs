//! Sealing a backup with a passphrase (age), so that a lost stick tells nobody anything.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor, scrypt};
use sha2::{Digest, Sha256};

use crate::store::open::part;
use crate::store::{StoreError, swap};

const MAGIC: &[u8] = b"age-encryption.org/";

/// Whether a file is a sealed one, by its first bytes.
///
/// # Errors
/// The file cannot be read.
pub fn is_sealed(file: &Path) -> Result<bool, StoreError> {
    let mut head = Vec::new();
    let opened = File::open(file).map_err(|error| StoreError::io(file, error))?;
    opened
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(|error| StoreError::io(file, error))?;
    Ok(head == MAGIC)
}

/// Seals `plain` into `sealed`, synced, and opens it again to see that it holds the same bytes.
pub(super) fn seal(plain: &Path, sealed: &Path, passphrase: &str) -> Result<(), StoreError> {
    let opened = File::open(plain).map_err(|error| StoreError::io(plain, error))?;
    seal_with(sealed, passphrase, |writer| {
        let copied = io::copy(&mut BufReader::new(opened), writer);
        copied
            .map(drop)
            .map_err(|error| StoreError::io(sealed, error))
    })
}

/// The same with bytes that `write` makes on the way: nothing of them ever lies open on a disk.
fn seal_with(
    sealed: &Path,
    passphrase: &str,
    write: impl FnOnce(&mut dyn Write) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let at = |error| StoreError::io(sealed, error);
    let target = BufWriter::new(File::create(sealed).map_err(at)?);
    let encryptor = Encryptor::with_user_passphrase(SecretString::from(passphrase.to_owned()));
    let mut writer = encryptor.wrap_output(target).map_err(at)?;
    let mut sent = Hashing {
        inner: &mut writer,
        sha: Sha256::new(),
    };
    write(&mut sent)?;
    let sent = sent.sha.finalize();
    let file = writer
        .finish()
        .and_then(|buffer| buffer.into_inner().map_err(io::IntoInnerError::into_error));
    file.and_then(|file| file.sync_all()).map_err(at)?;

    let mut back = Hashing {
        inner: io::sink(),
        sha: Sha256::new(),
    };
    copy_unsealed(sealed, passphrase, &mut back)?;
    if back.sha.finalize() != sent {
        return Err(StoreError::CopyDiffers {
            path: sealed.to_owned(),
        });
    }
    Ok(())
}

/// A sealed file that is whole but has not got its name yet; it is gone again unless it gets it.
#[derive(Debug)]
pub struct Sealing {
    path: PathBuf,
    named: bool,
}

impl Sealing {
    /// Seals what `write` makes beside `path`, and opens it again to see that it holds the same bytes.
    ///
    /// # Errors
    /// Whatever `write` fails with, or the file cannot be written or read back.
    pub fn write(
        path: &Path,
        passphrase: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        let sealing = Self {
            path: path.to_owned(),
            named: false,
        };
        seal_with(&part(path), passphrase, write)?;
        Ok(sealing)
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// It could not be renamed.
    pub fn name(&mut self) -> Result<(), StoreError> {
        swap::rename(&part(&self.path), &self.path)?;
        self.named = true;
        Ok(())
    }
}

impl Drop for Sealing {
    fn drop(&mut self) {
        if !self.named {
            // A medium that is gone cannot be tidied.
            let _ = swap::remove_leftover(&part(&self.path));
        }
    }
}

/// Opens a sealed file into a new one, whole or not at all.
///
/// # Errors
/// [`StoreError::WrongPassphrase`], or the file cannot be written.
pub fn open_sealed(sealed: &Path, plain: &Path, passphrase: &str) -> Result<(), StoreError> {
    let part = part(plain);
    let opened = unseal(sealed, &part, Some(passphrase));
    let named = opened.and_then(|()| swap::rename(&part, plain));
    if named.is_err() {
        swap::remove_leftover(&part)?;
    }
    named
}

/// Opens a sealed file into `plain`, synced.
pub(super) fn unseal(
    sealed: &Path,
    plain: &Path,
    passphrase: Option<&str>,
) -> Result<(), StoreError> {
    let passphrase = passphrase.ok_or(StoreError::WrongPassphrase)?;
    let at = |error| StoreError::io(plain, error);
    let mut target = BufWriter::new(File::create(plain).map_err(at)?);
    copy_unsealed(sealed, passphrase, &mut target)?;
    let file = target
        .into_inner()
        .map_err(|error| at(error.into_error()))?;
    file.sync_all().map_err(at)
}

fn copy_unsealed(
    sealed: &Path,
    passphrase: &str,
    target: &mut impl Write,
) -> Result<(), StoreError> {
    let source = BufReader::new(File::open(sealed).map_err(|error| StoreError::io(sealed, error))?);
    let identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    let mut plain = Decryptor::new_buffered(source)
        .and_then(|decryptor| decryptor.decrypt(iter::once(&identity as &dyn age::Identity)))
        .map_err(|_| StoreError::WrongPassphrase)?;
    io::copy(&mut plain, target)
        .map(drop)
        .map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => StoreError::DiskFull,
            // What age says of a chunk that was changed or cut off.
            _ => StoreError::WrongPassphrase,
        })
}

/// A writer that hashes what goes through it.
struct Hashing<W> {
    inner: W,
    sha: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sha.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_the_passphrase_opens_it() {
        let dir = tempfile::tempdir().unwrap();
        let [plain, sealed, back] = ["plain", "sealed", "back"].map(|name| dir.path().join(name));
        std::fs::write(&plain, "张三".repeat(50_000)).unwrap();
        seal(&plain, &sealed, "口令 一二三").unwrap();
        assert!(is_sealed(&sealed).unwrap() && !is_sealed(&plain).unwrap());
        assert!(matches!(
            unseal(&sealed, &back, Some("别的")),
            Err(StoreError::WrongPassphrase)
        ));
        assert!(matches!(
            unseal(&sealed, &back, None),
            Err(StoreError::WrongPassphrase)
        ));
        unseal(&sealed, &back, Some("口令 一二三")).unwrap();
        assert_eq!(
            std::fs::read(&back).unwrap(),
            std::fs::read(&plain).unwrap()
        );

        let mut cut = std::fs::read(&sealed).unwrap();
        cut.truncate(cut.len() - 1);
        std::fs::write(&sealed, cut).unwrap();
        assert!(unseal(&sealed, &back, Some("口令 一二三")).is_err());
    }
}
