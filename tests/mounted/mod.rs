//! Small file systems of a test's own. Only root can mount them; elsewhere the tests say that they were skipped.
#![allow(dead_code, reason = "each test binary uses some of it")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system mounted on an empty folder, until it is dropped.
pub(crate) struct Mounted {
    place: PathBuf,
}

impl Mounted {
    /// As `mount` takes it; `None` where this machine does not allow it.
    pub(crate) fn new(options: &[&str], device: &Path, place: &Path) -> Option<Self> {
        std::fs::create_dir_all(place).unwrap();
        let mut mount = Command::new("mount");
        mount.args(options).arg(device).arg(place);
        let place = place.to_owned();
        succeeds(&mut mount).then_some(Self { place })
    }

    /// Memory of so many bytes.
    pub(crate) fn memory(bytes: usize, place: &Path) -> Option<Self> {
        let size = format!("size={bytes}");
        Self::new(&["-t", "tmpfs", "-o", &size], Path::new("tmpfs"), place)
    }

    pub(crate) fn place(&self) -> &Path {
        &self.place
    }

    pub(crate) fn forbid_writing(&self) {
        let mut mount = Command::new("mount");
        mount.args(["-o", "remount,ro"]).arg(&self.place);
        assert!(succeeds(&mut mount));
    }

    /// Takes it out of sight at once, whoever is writing.
    pub(crate) fn pull(&self) {
        let mut umount = Command::new("umount");
        succeeds(umount.arg("-l").arg(&self.place));
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.pull();
    }
}

/// An image of a stick: FAT32 where the system knows it, else the plainest that it does.
pub(crate) struct Image {
    pub(crate) file: PathBuf,
    pub(crate) kind: &'static str,
}

impl Image {
    /// An empty one of so many MB in a folder; `None` where it cannot be made or mounted.
    pub(crate) fn new(dir: &Path, megabytes: u64) -> Option<Self> {
        let known = std::fs::read_to_string("/proc/filesystems").ok()?;
        let known = |kind: &str| known.lines().any(|line| line.trim() == kind);
        let makers: [(&str, &'static str, &[&str]); 2] = [
            ("vfat", "mkfs.vfat", &["-F", "32"]),
            ("ext2", "mkfs.ext2", &["-q", "-F"]),
        ];
        let file = dir.join("stick.img");
        for (kind, maker, options) in makers {
            let image = std::fs::File::create(&file).unwrap();
            image.set_len(megabytes * 1024 * 1024).unwrap();
            let mut make = Command::new(maker);
            if known(kind) && succeeds(make.args(options).arg(&file)) {
                return Some(Self { file, kind });
            }
        }
        None
    }

    pub(crate) fn mount(&self, place: &Path) -> Option<Mounted> {
        Mounted::new(&["-o", "loop", "-t", self.kind], &self.file, place)
    }
}

/// Says why a test proved nothing.
pub(crate) fn skipped(what: &str, why: &str) {
    eprintln!("SKIPPED {what}: {why}");
}

/// Fills a file system until so many bytes are left.
pub(crate) fn fill(place: &Path, left: usize) {
    use std::io::Write;
    let path = place.join("filler");
    let mut filler = std::fs::File::create(&path).unwrap();
    let block = vec![0x55; 64 * 1024];
    while filler.write_all(&block).is_ok() {}
    let mut small = block.len();
    while small > 0 {
        if filler.write(&block[..small]).is_err() {
            small /= 2;
        }
    }
    filler.sync_all().ok();
    let length = filler.metadata().unwrap().len();
    filler.set_len(length.saturating_sub(left as u64)).unwrap();
    filler.sync_all().ok();
}

pub(crate) fn empty_again(place: &Path) {
    std::fs::remove_file(place.join("filler")).unwrap();
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
