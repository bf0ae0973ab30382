//! Sticks that are plugged in (U盘), and the room of any folder.

use std::fs;
use std::path::{Path, PathBuf};

use sysinfo::{Disk, DiskRefreshKind, Disks};

/// Where a desktop mounts what is plugged in, whichever bus it hangs on.
const MEDIA: [&str; 2] = ["/media", "/run/media"];

/// Something that is plugged in and can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stick {
    /// Where it is mounted, or the drive's letter.
    pub place: PathBuf,
    /// What its owner called it; may be empty.
    pub label: String,
    /// `FAT32`, `exFAT`, `NTFS` …
    pub file_system: String,
    /// Bytes.
    pub free: u64,
    /// Bytes.
    pub size: u64,
    /// Its switch, or the system, forbids writing.
    pub read_only: bool,
}

impl Stick {
    /// `KINGSTON（E:\）　FAT32　可用 3.2 GB，共 8.0 GB`.
    pub fn chinese(&self) -> String {
        let place = self.place.display();
        let name = if self.label.is_empty() {
            place.to_string()
        } else {
            format!("{}（{place}）", self.label)
        };
        let Self { file_system, .. } = self;
        let room = if self.read_only {
            "写保护，不能写入".to_owned()
        } else {
            format!("可用 {}，共 {}", bytes(self.free), bytes(self.size))
        };
        format!("{name}　{file_system}　{room}")
    }
}

/// The sticks that are plugged in, by place. Asking a stick that is about to fail may take seconds.
pub fn sticks() -> Vec<Stick> {
    let disks = all();
    let plugged = disks.iter().flat_map(|disks| disks.iter()).filter(|disk| {
        let place = disk.mount_point();
        let media = MEDIA.iter().any(|media| place.starts_with(media));
        disk.total_space() > 0 && (disk.is_removable() || media)
    });
    let mut sticks: Vec<Stick> = plugged.map(Stick::of).collect();
    sticks.sort_by(|a, b| a.place.cmp(&b.place));
    sticks.dedup_by(|a, b| a.place == b.place);
    sticks
}

/// Bytes that still fit into an existing folder; `None` where the system does not say, as of a network share.
pub fn room(folder: &Path) -> Option<u64> {
    // Windows' canonical form is not how it names its drives.
    let whole = if cfg!(windows) {
        std::path::absolute(folder)
    } else {
        fs::canonicalize(folder)
    };
    let whole = whole.ok()?;
    let disks = all()?;
    let holding = disks.iter();
    let holding = holding.filter(|disk| whole.starts_with(disk.mount_point()));
    // Of two mounted at one place the later one is in sight.
    let nearest = holding.max_by_key(|disk| disk.mount_point().components().count());
    nearest.map(Disk::available_space)
}

/// What is mounted; none where the system does not tell.
fn all() -> Option<Disks> {
    let asked = DiskRefreshKind::nothing().with_storage();
    Disks::new_with_refreshed_list_specifics(asked).ok()
}

impl Stick {
    fn of(disk: &Disk) -> Self {
        let place = disk.mount_point().to_owned();
        let label = if cfg!(windows) {
            disk.name().to_string_lossy().into_owned()
        } else {
            // The name of the device says nothing to anyone; desktops mount under the label.
            let last = place.file_name().unwrap_or_default();
            last.to_string_lossy().into_owned()
        };
        Self {
            label,
            file_system: file_system(&disk.file_system().to_string_lossy()),
            free: disk.available_space(),
            size: disk.total_space(),
            read_only: disk.is_read_only(),
            place,
        }
    }
}

/// As it is printed on the box.
fn file_system(name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "vfat" | "msdos" | "fat32" => "FAT32".to_owned(),
        "exfat" => "exFAT".to_owned(),
        "ntfs" | "ntfs3" | "fuseblk" => "NTFS".to_owned(),
        _ => name.to_owned(),
    }
}

/// A size as it is printed on the box: `3.2 GB`.
pub fn bytes(count: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    let unit = UNITS.iter().find(|(size, _)| count >= *size);
    unit.map_or_else(
        || format!("{count} 字节"),
        |(size, name)| {
            let tenths = u128::from(count) * 10 / u128::from(*size);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        },
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_size_is_told_as_on_the_box() {
        let told = [
            (0, "0 字节"),
            (999, "999 字节"),
            (1_000, "1.0 KB"),
            (3_299_999, "3.2 MB"),
            (8_000_000_000, "8.0 GB"),
            (2_000_000_000_000, "2000.0 GB"),
        ];
        for (count, words) in told {
            assert_eq!(bytes(count), words);
        }
    }

    #[test]
    fn a_stick_is_told_by_its_label_place_and_room() {
        let stick = Stick {
            place: "/media/wang/KINGSTON".into(),
            label: "KINGSTON".to_owned(),
            file_system: file_system("vfat"),
            free: 3_200_000_000,
            size: 8_000_000_000,
            read_only: false,
        };
        let words = "KINGSTON（/media/wang/KINGSTON）　FAT32　可用 3.2 GB，共 8.0 GB";
        assert_eq!(stick.chinese(), words);
        let locked = Stick {
            read_only: true,
            label: String::new(),
            ..stick
        };
        assert_eq!(
            locked.chinese(),
            "/media/wang/KINGSTON　FAT32　写保护，不能写入"
        );
    }

    #[test]
    fn every_local_folder_has_some_room() {
        let dir = tempfile::tempdir().unwrap();
        assert!(room(dir.path()).unwrap() > 0);
        assert_eq!(room(&dir.path().join("没有")), None);
    }
}
