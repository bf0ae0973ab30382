//! A real small file system on a loop device: full, write-protected, pulled out at every moment of the writing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use yekuo::model::long_work::Continue;
use yekuo::report::stick::{self, Disk, Medium};
use yekuo::report::{File, ReportError};

use crate::media::there;
use crate::mounted::{Image, Mounted, empty_again, fill, skipped};

/// What happens to the stick.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Happens {
    /// It goes out of sight.
    Pulled,
    /// Its bytes of this moment are kept: what a pulled stick would hold.
    Copied,
}

/// The stick on its loop device, to which something happens before the `at`-th step.
struct Loop<'a> {
    at: usize,
    step: usize,
    happens: Happens,
    mounted: &'a Mounted,
    image: &'a Image,
    copy: PathBuf,
}

impl Loop<'_> {
    fn pass(&mut self) {
        self.step += 1;
        if self.step == self.at {
            match self.happens {
                Happens::Pulled => self.mounted.pull(),
                Happens::Copied => drop(fs::copy(&self.image.file, &self.copy).unwrap()),
            }
        }
    }
}

impl Medium for Loop<'_> {
    fn prepare(&mut self, folder: &Path) -> io::Result<()> {
        self.pass();
        Disk.prepare(folder)
    }

    /// Nobody says: the stick itself is to fail.
    fn room(&mut self, _folder: &Path) -> Option<u64> {
        None
    }

    fn write(
        &mut self,
        path: &Path,
        bytes: &[u8],
        going: &mut dyn FnMut(usize) -> Continue,
    ) -> io::Result<()> {
        self.pass();
        Disk.write(path, bytes, &mut |part| {
            self.pass();
            going(part)
        })
    }

    fn read_back(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.pass();
        Disk.read_back(path)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass();
        let renamed = Disk.rename(from, to);
        self.pass();
        renamed
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.pass();
        Disk.remove(path)
    }

    fn leave(&mut self, folder: &Path) {
        Disk.leave(folder);
    }
}

fn files(seed: u64) -> Vec<File> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut file = |name: &str, length: usize| File {
        name: name.to_owned(),
        bytes: (0..length).map(|_| random.u8(..)).collect(),
    };
    vec![
        file("业扩月报.xlsx", 700_000),
        file("cases.csv", 90_000),
        file("manifest.json", 900),
    ]
}

fn is_whole(folder: &Path, files: &[File]) -> bool {
    let there = there(folder);
    files
        .iter()
        .all(|file| there.get(&file.name) == Some(&file.bytes))
}

/// What lies under a final name is whole, of the old folder or of the new; a manifest only beside its own files.
fn nothing_bad(folder: &Path, old: &[File], new: &[File], moment: &str) {
    let there = there(folder);
    for file in new {
        let Some(bytes) = there.get(&file.name) else {
            continue;
        };
        let older = old.iter().find(|older| older.name == file.name);
        let good = *bytes == file.bytes || older.is_some_and(|older| older.bytes == *bytes);
        assert!(good, "{moment}: {} of {} bytes", file.name, bytes.len());
    }
    if there.contains_key("manifest.json") {
        assert!(is_whole(folder, old) || is_whole(folder, new), "{moment}");
    }
}

fn image(dir: &Path, what: &str) -> Option<Image> {
    let image = Image::new(dir, 40);
    let usable = image.filter(|image| image.mount(&dir.join("stick")).is_some());
    match &usable {
        None => skipped(what, "没有权限挂载，或缺 mkfs；需要 root"),
        Some(image) if image.kind != "vfat" => {
            skipped(what, &format!("系统内核不认 FAT32，改用 {}", image.kind));
        }
        Some(_) => {}
    }
    usable
}

#[test]
fn a_real_stick_that_is_full_or_locked_gets_a_plain_sentence_and_keeps_nothing_bad() {
    let dir = tempfile::tempdir().unwrap();
    let Some(image) = image(dir.path(), "a real stick, full") else {
        return;
    };
    let mounted = image.mount(&dir.path().join("stick")).unwrap();
    let folder = mounted.place().join("业扩月报");
    let copy = dir.path().join("copy.img");
    for left in [0, 1, 70_000, 500_000, 720_000, 789_000] {
        fill(mounted.place(), left);
        let mut stick = Loop {
            at: 0,
            step: 0,
            happens: Happens::Copied,
            mounted: &mounted,
            image: &image,
            copy: copy.clone(),
        };
        let full = stick::write(&mut stick, &folder, &files(1), |_| Continue::Yes);
        assert!(
            matches!(full, Err(ReportError::Full(_))),
            "{left}: {full:?}"
        );
        assert!(there(&folder).is_empty(), "{left}");
        // Asked first, it is told in numbers.
        let full = stick::write(&mut Disk, &folder, &files(1), |_| Continue::Yes);
        let words = full.unwrap_err().to_string();
        assert!(words.contains("放不下月报"), "{left}: {words}");
        empty_again(mounted.place());
    }
    mounted.forbid_writing();
    let locked = stick::write(&mut Disk, &folder, &files(1), |_| Continue::Yes);
    assert!(
        matches!(locked, Err(ReportError::ReadOnly(_))),
        "{locked:?}"
    );
}

#[test]
fn a_real_stick_pulled_at_any_moment_holds_nothing_bad() {
    let dir = tempfile::tempdir().unwrap();
    let Some(image) = image(dir.path(), "a real stick, pulled") else {
        return;
    };
    let (old, new) = (files(1), files(2));
    let [place, again] = ["stick", "again"].map(|name| dir.path().join(name));
    let copy = Image {
        file: dir.path().join("copy.img"),
        kind: image.kind,
    };
    for happens in [Happens::Copied, Happens::Pulled] {
        // Pulled before anything is asked of it, it is a folder like any other.
        for at in 2.. {
            let moment = format!("{happens:?} at step {at}");
            let mounted = image.mount(&place).unwrap();
            let folder = place.join("业扩月报");
            // Every other time over an older folder.
            let before: &[File] = if at % 2 == 0 { &old } else { &[] };
            fs::remove_dir_all(&folder).ok();
            if !before.is_empty() {
                stick::write(&mut Disk, &folder, before, |_| Continue::Yes).unwrap();
            }
            let mut stick = Loop {
                at,
                step: 0,
                happens,
                mounted: &mounted,
                image: &image,
                copy: copy.file.clone(),
            };
            let written = stick::write(&mut stick, &folder, &new, |_| Continue::Yes);
            let reached = stick.step >= at;
            drop(mounted);
            let held = match happens {
                Happens::Copied if reached => copy.mount(&again).unwrap(),
                _ => image.mount(&again).unwrap(),
            };
            let found = held.place().join("业扩月报");
            nothing_bad(&found, before, &new, &moment);
            assert!(!folder.exists(), "{moment}: written beside the stick");
            match written {
                Ok(()) => {
                    let held = happens == Happens::Copied || is_whole(&found, &new);
                    assert!(held, "{moment}");
                }
                Err(error) => assert!(matches!(error, ReportError::Gone(_)), "{moment}: {error}"),
            }
            if !reached {
                break;
            }
        }
    }
}
