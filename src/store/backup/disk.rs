//! Whether a folder lies on another disk than the data.

use std::io;
use std::path::Path;

/// What tells one disk from another.
#[cfg(unix)]
fn disk(path: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    Ok(path.metadata()?.dev())
}

/// What tells one disk from another: the drive or the network share.
#[cfg(windows)]
fn disk(path: &Path) -> io::Result<std::ffi::OsString> {
    let whole = path.canonicalize()?;
    let first = whole
        .components()
        .next()
        .map(|part| part.as_os_str().to_ascii_lowercase());
    first.ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// Whether two existing folders lie on the same disk.
pub(super) fn same(one: &Path, other: &Path) -> io::Result<bool> {
    Ok(disk(one)? == disk(other)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_folder_lies_on_its_own_disk() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("内");
        std::fs::create_dir(&inner).unwrap();
        assert!(same(dir.path(), &inner).unwrap());
        assert!(same(dir.path(), &dir.path().join("没有")).is_err());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn another_file_system_is_another_disk() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!same(dir.path(), Path::new("/proc")).unwrap());
    }
}
