//! An office of two people in a folder.

use std::path::Path;

use chrono::NaiveDateTime;
use yekuo::office::{Desk, Office, settings};

/// Sets the office up; 王芳 sits at the desk at this moment.
pub(crate) fn office(dir: &Path, now: &str) -> (Office, Desk) {
    let now: NaiveDateTime = now.parse().unwrap();
    let (mut office, _) = Office::open(dir, now).unwrap();
    let desk = Desk {
        today: now.date(),
        now,
        operator: "王芳".to_owned(),
    };
    let changes = [
        ("office.name", "石桥供电所"),
        ("office.code", "SQ"),
        ("operators", "王芳:clerk,李强:supervisor"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    office
        .act_as_founder(&desk, |work| settings::change(work, &changes))
        .unwrap();
    (office, desk)
}
