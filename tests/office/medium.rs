//! No file under a final name is ever bad, wherever the stick fails.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use yekuo::model::long_work::{Continue, Progress};
use yekuo::report::stick::{self, Disk};
use yekuo::report::{File, ReportError};

use crate::media::{Failing, Full, Lying, Then, there};

fn files(fill: u8) -> Vec<File> {
    let file = |name: &str, length: usize| File {
        name: name.to_owned(),
        bytes: vec![fill; length],
    };
    vec![file("a", 41), file("b", 1), file("manifest.json", 23)]
}

fn whole(files: &[File]) -> BTreeMap<String, Vec<u8>> {
    let files = files.iter();
    files
        .map(|file| (file.name.clone(), file.bytes.clone()))
        .collect()
}

fn write_all(folder: &Path, files: &[File]) {
    stick::write(&mut Disk, folder, files, |_| Continue::Yes).unwrap();
}

/// Every file under a final name is whole, the old or the new; a manifest has its own files beside it.
fn nothing_bad(folder: &Path, old: &[File], new: &[File], moment: &str) {
    let (old, new) = (whole(old), whole(new));
    let mut found = there(folder);
    found.retain(|name, _| !name.ends_with(".part"));
    for (name, bytes) in &found {
        let good = old.get(name) == Some(bytes) || new.get(name) == Some(bytes);
        assert!(good, "{moment}: {name}");
    }
    if found.contains_key("manifest.json") {
        assert!(found == old || found == new, "{moment}: {found:?}");
    }
}

#[test]
fn a_stick_that_fails_at_any_byte_and_any_act_has_no_bad_file_under_a_final_name() {
    let (old, new) = (files(7), files(8));
    for older in [false, true] {
        for then in [Then::Well, Then::Gone, Then::DoneAllTheSame] {
            for at in 0.. {
                let dir = tempfile::tempdir().unwrap();
                let folder = dir.path().join("out");
                let before: &[File] = if older { &old } else { &[] };
                if older {
                    write_all(&folder, before);
                }
                let moment = format!("{older} {then:?} {at}");
                let mut stick = Failing::at(at, then, ErrorKind::Other);
                let written = stick::write(&mut stick, &folder, &new, |_| Continue::Yes);
                nothing_bad(&folder, before, &new, &moment);
                if written.is_ok() {
                    assert_eq!(there(&folder), whole(&new), "{moment}");
                } else if then == Then::Well {
                    let left = there(&folder)
                        .into_keys()
                        .any(|name| name.ends_with(".part"));
                    assert!(!left, "{moment}");
                }
                // Whatever it left, the next try is whole.
                write_all(&folder, &new);
                assert_eq!(there(&folder), whole(&new), "{moment}");
                if stick.never_failed() {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_stick_that_is_full_keeps_the_older_folder_whole() {
    let (old, new) = (files(7), files(8));
    let needed: usize = new.iter().map(|file| file.bytes.len()).sum();
    for left in 0..needed {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("out");
        let full = stick::write(&mut Full::after(left), &folder, &new, |_| Continue::Yes);
        assert!(matches!(full, Err(ReportError::Full(_))), "{left}");
        assert!(!folder.exists(), "{left}");
        write_all(&folder, &old);
        let full = stick::write(&mut Full::after(left), &folder, &new, |_| Continue::Yes);
        assert!(matches!(full, Err(ReportError::Full(_))), "{left}");
        assert_eq!(there(&folder), whole(&old), "{left}");
    }
}

#[test]
fn what_is_needed_is_compared_with_what_is_free_before_a_byte_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("out");
    let mut stick = Full::that_says(64);
    let refused = stick::write(&mut stick, &folder, &files(7), |_| {
        panic!("nothing is written")
    });
    let words = refused.unwrap_err().to_string();
    assert!(words.contains("要65 字节，只剩64 字节"), "{words}");
    assert!(!folder.exists());
    let mut stick = Full::that_says(65);
    stick::write(&mut stick, &folder, &files(7), |_| Continue::Yes).unwrap();
    // What stands there already needs no room.
    let mut stick = Full::that_says(0);
    stick::write(&mut stick, &folder, &files(7), |_| Continue::Yes).unwrap();
}

#[test]
fn a_stick_that_lies_is_found_out() {
    let lies: [fn(&mut Vec<u8>); 3] = [
        |bytes| bytes[0] ^= 1,
        |bytes| bytes.truncate(bytes.len() - 1),
        |bytes| bytes.fill(0),
    ];
    for lie in lies {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("out");
        write_all(&folder, &files(7));
        let found_out = stick::write(&mut Lying(lie), &folder, &files(8), |_| Continue::Yes);
        assert!(matches!(found_out, Err(ReportError::Differs(_))));
        assert_eq!(there(&folder), whole(&files(7)));
    }
}

#[test]
fn a_cancel_at_any_moment_leaves_everything_as_it_was() {
    let mut moments = 0;
    loop {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("out");
        let mut heard: Vec<Progress> = Vec::new();
        let mut going = |progress: Progress| {
            heard.push(progress);
            // The last report only says that all is good.
            if heard.len() > moments && progress.done < progress.of {
                Continue::No
            } else {
                Continue::Yes
            }
        };
        let written = stick::write(&mut Disk, &folder, &files(7), &mut going);
        assert!(
            heard.is_sorted_by_key(|progress| progress.done),
            "{heard:?}"
        );
        if written.is_ok() {
            assert!(moments > 3, "{moments}");
            assert_eq!(heard.last().map(|last| last.done), Some(130));
            break;
        }
        assert!(matches!(written, Err(ReportError::Cancelled)), "{moments}");
        assert!(!folder.exists(), "{moments}");
        write_all(&folder, &files(6));
        let again = stick::write(&mut Disk, &folder, &files(7), |_| Continue::No);
        assert!(matches!(again, Err(ReportError::Cancelled)));
        assert_eq!(there(&folder), whole(&files(6)));
        moments += 1;
    }
}
