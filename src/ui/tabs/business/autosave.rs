//! Keeps what is being typed within seconds (自动存草稿).

use std::time::Duration;

use egui::Ui;
use serde_json::Value;

use crate::office::draft;
use crate::ui::shell::Shell;

/// Seconds after a change until it is kept; a power cut loses at most so much.
const AFTER: f64 = 3.0;

/// The draft of a form.
#[derive(Debug)]
pub struct Autosave {
    name: String,
    /// When the form first changed since it was kept.
    changed_at: Option<f64>,
    kept_at: Option<chrono::NaiveDateTime>,
}

impl Autosave {
    pub fn new(name: String) -> Self {
        Self {
            name,
            changed_at: None,
            kept_at: None,
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// When it was last kept.
    pub fn kept_at(&self) -> Option<chrono::NaiveDateTime> {
        self.kept_at
    }

    /// Every frame: takes note of a change, and keeps the form when its time has come.
    pub fn tick(
        &mut self,
        ui: &Ui,
        shell: &mut Shell,
        changed: bool,
        body: impl FnOnce() -> Option<Value>,
    ) {
        let now = ui.input(|input| input.time);
        if changed {
            self.changed_at.get_or_insert(now);
        }
        let Some(since) = self.changed_at else { return };
        if now - since >= AFTER {
            self.keep(shell, body);
        } else {
            ui.ctx()
                .request_repaint_after(Duration::from_secs_f64(AFTER - (now - since)));
        }
    }

    /// Keeps the form now if it changed.
    pub fn keep(&mut self, shell: &mut Shell, body: impl FnOnce() -> Option<Value>) {
        if self.changed_at.take().is_none() {
            return;
        }
        if let Some(body) = body()
            && shell
                .act_or_tell(|work| draft::keep(work, &self.name, body))
                .is_some()
        {
            self.kept_at = Some(shell.desk().now);
        }
    }

    /// Forgets the draft: the form was finished or given up.
    pub fn forget(&mut self, shell: &mut Shell) {
        self.changed_at = None;
        shell.act_or_tell(|work| draft::forget(work, &self.name));
    }
}
