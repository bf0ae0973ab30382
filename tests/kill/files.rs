//! The power fails while whole files are written: the month's folder, a ledger, a backup, a restore.

use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Deed, Office, nothing_is_half_done};

/// Kills the program at so many moments spread over the time that the deed takes.
fn killed_at(deed: Deed, moments: u32) {
    let office = Office::new();
    let dir = tempfile::tempdir().unwrap();
    let [data, out] = ["data", "out"].map(|name| dir.path().join(name));
    office.lay_out(dir.path());
    let began = Instant::now();
    let whole = office.command(deed, &data, &out).output().unwrap();
    let mut takes = began.elapsed();
    assert!(whole.status.success(), "{deed:?}: {whole:?}");
    nothing_is_half_done(deed, &data, &out, true, "whole");
    let mut half_way = 0;
    for at in 0..moments {
        office.lay_out(dir.path());
        let mut child = office.command(deed, &data, &out).spawn().unwrap();
        // Scattered, so that no part of the work is always passed over.
        let share = f64::from(at * 61 % moments) / f64::from(moments);
        thread::sleep(takes.mul_f64(share) + Duration::from_micros(u64::from(at)));
        child.kill().unwrap();
        let said = !child.wait_with_output().unwrap().stdout.is_empty();
        half_way += u32::from(!said);
        // The machine has become faster: the next moments come sooner.
        if said {
            takes = takes.mul_f64(0.95);
        }
        let moment = format!("{deed:?} killed at {share:.3} of its time");
        nothing_is_half_done(deed, &data, &out, said, &moment);
        // What was left does not stand in the way.
        if at % 10 == 0 {
            let again = office.command(deed, &data, &out).output().unwrap();
            // A ledger that is in already is refused.
            let refused = deed == Deed::Import && again.status.code() == Some(2);
            let done = again.status.success() || refused;
            assert!(done, "{moment}: {again:?}");
            nothing_is_half_done(deed, &data, &out, false, &moment);
        }
    }
    assert!(half_way > 0, "{deed:?}: killed too late");
}

#[test]
fn an_export_of_the_month_killed_at_a_hundred_moments() {
    killed_at(Deed::Export, 100);
}

#[test]
fn an_import_killed_at_a_hundred_moments() {
    killed_at(Deed::Import, 100);
}

#[test]
fn a_backup_killed_at_a_hundred_moments() {
    killed_at(Deed::Backup, 100);
}

#[test]
fn a_restore_killed_at_a_hundred_moments() {
    killed_at(Deed::Restore, 100);
}

/// Sealing takes its second on purpose: fewer moments.
#[test]
fn what_is_sealed_killed_at_a_few_moments() {
    killed_at(Deed::SealedBackup, 3);
    killed_at(Deed::FullExport, 3);
}
