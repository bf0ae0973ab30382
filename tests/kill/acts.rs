//! The power fails while a clerk takes applications and records steps.

use std::path::Path;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::support::{json, yekuo};

/// A step that was said to be recorded is there; one that was not is there whole or not at all.
fn killed_while_stepping(dir: &Path, cases: &[String]) {
    for (moment, case) in (0_u64..).zip(cases) {
        let fields = json(dir, &["case", case])["next"][0]["fields"].clone();
        let set = fields
            .as_array()
            .unwrap()
            .iter()
            .filter(|field| field["required"] == true);
        let set: Vec<String> = set
            .map(|field| {
                format!(
                    "{}={}",
                    field["name"].as_str().unwrap(),
                    field["example"].as_str().unwrap()
                )
            })
            .collect();
        let mut words = vec!["step", case, "survey"];
        for pair in &set {
            words.extend(["--set", pair]);
        }
        let mut child = yekuo(dir, &words).spawn().unwrap();
        thread::sleep(Duration::from_micros((moment * 7919) % 40_000));
        child.kill().unwrap();
        let said = !child.wait_with_output().unwrap().stdout.is_empty();
        let steps = json(dir, &["case", case])["steps"].clone();
        let steps = steps.as_array().unwrap();
        assert!(
            steps.len() <= 1 && (!said || steps.len() == 1),
            "{case}: {steps:?}"
        );
        for step in steps {
            assert_eq!(
                step["fields"].as_object().unwrap().len(),
                set.len(),
                "{case}"
            );
        }
    }
}

#[test]
fn killed_at_a_hundred_moments_nothing_is_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("data");
    json(
        &dir,
        &[
            "settings",
            "office.name=石桥供电所",
            "office.code=SQ",
            "operators=王芳",
        ],
    );
    let application = folder.path().join("application.json");
    let template = json(&dir, &["template", "new_connection"]);
    std::fs::write(&application, template.to_string()).unwrap();
    let file = application.to_str().unwrap();

    let mut said = Vec::new();
    for moment in 0..100_u64 {
        let mut child = yekuo(&dir, &["accept", file]).spawn().unwrap();
        thread::sleep(Duration::from_micros((moment * 7919) % 40_000));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        if let Ok(done) = serde_json::from_slice::<Value>(&output.stdout) {
            said.push(done["case"].as_str().unwrap().to_owned());
        }
    }
    for case in &said {
        assert_eq!(json(&dir, &["case", case])["state"], "accepted");
    }
    let cases: Vec<String> = (0..30)
        .map(|_| {
            json(&dir, &["accept", file])["case"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    killed_while_stepping(&dir, &cases);
    let check = json(&dir, &["check"]);
    assert_eq!(check["ok"], true, "{check}");
}
