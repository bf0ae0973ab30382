//! The disk is full to the last byte while whole files are written.

use std::path::Path;
use std::process::Output;

use crate::mounted::{Mounted, empty_again, fill, skipped};
use crate::support::{Deed, Office, nothing_is_half_done};

/// Bytes of the small disks.
const DISK: usize = 12_000_000;
/// Bytes that are left on them.
const LEFT: [usize; 8] = [
    0, 4_096, 20_000, 70_000, 200_000, 500_000, 1_200_000, 4_000_000,
];
/// The same for what is sealed, which takes its second each time on purpose.
const LEFT_FOR_SEALED: [usize; 4] = [0, 20_000, 500_000, 4_000_000];

/// Said in a plain sentence, or done.
fn done_or_said(output: &Output, moment: &str) -> bool {
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => true,
        Some(1) => {
            let plain = ["满", "空间", "放不下"]
                .iter()
                .any(|word| said.contains(word));
            assert!(plain, "{moment}: {said}");
            assert!(
                !said.contains("os error") && !said.contains("panicked"),
                "{moment}: {said}"
            );
            assert_eq!(said.trim().lines().count(), 1, "{moment}: {said}");
            false
        }
        other => panic!("{moment}: {other:?}: {said}"),
    }
}

/// Fills the disk of the records, or the one that is written to.
fn filled(deed: Deed, records: bool) {
    let dir = tempfile::tempdir().unwrap();
    let small = dir.path().join("small");
    let Some(disk) = Mounted::memory(DISK, &small) else {
        skipped("a full disk", "没有权限挂载，需要 root");
        return;
    };
    let office = Office::new();
    let (mut failed, mut done) = (0, 0);
    let sealed = matches!(deed, Deed::SealedBackup | Deed::FullExport);
    let lefts: &[usize] = if sealed { &LEFT_FOR_SEALED } else { &LEFT };
    for &left in lefts {
        let place = if records { disk.place() } else { dir.path() };
        office.lay_out(place);
        let data = place.join("data");
        let out = out_of(dir.path(), disk.place(), records);
        fill(disk.place(), left);
        let output = office.command(deed, &data, &out).output().unwrap();
        let moment = format!("{deed:?}, records on the full disk: {records}, {left} bytes left");
        let said = done_or_said(&output, &moment);
        empty_again(disk.place());
        nothing_is_half_done(deed, &data, &out, said, &moment);
        if said {
            done += 1;
            continue;
        }
        failed += 1;
        // With room again the same command does it.
        let again = office.command(deed, &data, &out).output().unwrap();
        assert!(again.status.success(), "{moment}: {again:?}");
        nothing_is_half_done(deed, &data, &out, true, &moment);
    }
    assert!(
        failed > 0 && done > 0,
        "{deed:?}: {failed} failed, {done} done"
    );
}

/// Where the deed writes to: the other disk than that of the records, empty.
fn out_of(large: &Path, small: &Path, records: bool) -> std::path::PathBuf {
    let out = if records { large } else { small }.join("out");
    std::fs::remove_dir_all(&out).ok();
    std::fs::create_dir_all(&out).unwrap();
    out
}

#[test]
fn an_export_of_the_month_onto_a_full_stick_and_from_a_full_disk() {
    filled(Deed::Export, false);
    filled(Deed::Export, true);
}

#[test]
fn an_import_on_a_full_disk() {
    filled(Deed::Import, true);
}

#[test]
fn a_backup_onto_a_full_stick_and_from_a_full_disk() {
    filled(Deed::SealedBackup, false);
    filled(Deed::SealedBackup, true);
}

#[test]
fn a_restore_on_a_full_disk() {
    filled(Deed::Restore, true);
}

#[test]
fn everything_sealed_onto_a_full_stick() {
    filled(Deed::FullExport, false);
}
