//! An office in a folder of its own, driven by commands.

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

pub(crate) const ID: &str = "11010519491231002X";

pub(crate) struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn new() -> Self {
        let desk = Self::empty();
        desk.done(
            "2026-09-24",
            &[
                "settings",
                "office.name=石桥供电所",
                "office.code=SQ",
                "operators=王芳:clerk,李强:supervisor",
                "desk.operator=王芳",
            ],
        );
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The program on this office's data, without its command.
    pub(crate) fn command(&self, today: &str) -> Command {
        let mut command = Command::cargo_bin("yekuo").unwrap();
        command
            .arg("--data")
            .arg(self.path("data"))
            .args(["--json", "--today", today]);
        command
    }

    /// Exit code and the one JSON document on standard output.
    pub(crate) fn run(&self, today: &str, words: &[&str]) -> (i32, Value) {
        let output = self.command(today).args(words).output().unwrap();
        let json = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{words:?}: {error}: {output:?}"));
        (output.status.code().unwrap(), json)
    }

    pub(crate) fn done(&self, today: &str, words: &[&str]) -> Value {
        let (code, json) = self.run(today, words);
        assert_eq!(code, 0, "{words:?}: {json}");
        json
    }

    /// What a person reads.
    pub(crate) fn plain(&self, today: &str, words: &[&str]) -> String {
        let mut command = Command::cargo_bin("yekuo").unwrap();
        command.arg("--data").arg(self.path("data"));
        let output = command.args(["--today", today]).args(words).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    }

    /// The refusals as `RULE field`.
    pub(crate) fn refused(&self, today: &str, words: &[&str]) -> Vec<String> {
        let (code, json) = self.run(today, words);
        assert_eq!(code, 2, "{words:?}: {json}");
        let refusals = json["refused"].as_array().unwrap().iter();
        refusals
            .map(|one| {
                assert!(!one["message"].as_str().unwrap().is_empty());
                let field = one["field"].as_str().unwrap_or_default();
                format!("{} {field}", one["rule"].as_str().unwrap())
            })
            .collect()
    }

    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// The paper that `print` with these words makes, as JSON, and its text without spaces.
    pub(crate) fn printed(&self, today: &str, words: &[&str]) -> (Value, String) {
        let path = self.path("printed.pdf");
        let output = ["-o", path.to_str().unwrap()];
        let printed = self.done(today, &[&["print"], words, &output].concat());
        let document = lopdf::Document::load(&path).unwrap();
        let pages: Vec<u32> = document.get_pages().keys().copied().collect();
        let text = document.extract_text(&pages).unwrap();
        let text = text.chars().filter(|c| !c.is_whitespace()).collect();
        (printed, text)
    }

    /// A case taken on this day, of an owner with all documents, or as changed.
    pub(crate) fn accept(&self, today: &str, change: impl FnOnce(&mut Value)) -> Value {
        let mut application = self.done(today, &["template", "new_connection"]);
        application["customer"]["id_number"] = ID.into();
        application["customer"]["phone"] = "13800138000".into();
        change(&mut application);
        let file = self.file("application.json", application.to_string());
        self.done(today, &["accept", &file])
    }

    /// Records the first step that can be recorded, its required fields filled with their examples.
    pub(crate) fn next(&self, today: &str, case: &str) -> String {
        let recorded = self.next_recorded(today, case);
        recorded["step"].as_str().unwrap().to_owned()
    }

    /// As [`Desk::next`], with the whole answer.
    pub(crate) fn next_recorded(&self, today: &str, case: &str) -> Value {
        let whole = self.done(today, &["case", case]);
        let next = &whole["next"][0];
        let step = next["step"].as_str().unwrap().to_owned();
        let set: Vec<String> = next["fields"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|field| field["required"] == true)
            .map(|field| {
                let [name, example] = ["name", "example"].map(|key| field[key].as_str().unwrap());
                format!("{name}={example}")
            })
            .collect();
        let mut words = vec!["step", case, &step];
        for pair in &set {
            words.extend(["--set", pair]);
        }
        self.done(today, &words)
    }
}
