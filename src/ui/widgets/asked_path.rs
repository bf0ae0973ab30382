//! A path asked of the system's dialog, which stands beside the window.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use egui::Context;

/// The answer of the system's dialog, while it is waited for.
#[derive(Debug, Default)]
pub(super) struct AskedPath(Option<Receiver<Option<PathBuf>>>);

impl AskedPath {
    /// Opens the system's dialog. Without one the answer is none, and the path typed stays.
    pub(super) fn ask(
        &mut self,
        ctx: &Context,
        dialog: impl FnOnce() -> Option<PathBuf> + Send + 'static,
    ) {
        let (sender, answer) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // Nobody waits for it where the screen was left meanwhile.
            let _ = sender.send(dialog());
            ctx.request_repaint();
        });
        self.0 = Some(answer);
    }

    /// Puts the path chosen meanwhile in the place of what was typed.
    pub(super) fn answer_into(&mut self, path: &mut String) {
        let answer = self.0.as_ref().and_then(|asked| asked.try_recv().ok());
        if let Some(chosen) = answer {
            self.0 = None;
            if let Some(chosen) = chosen {
                *path = chosen.display().to_string();
            }
        }
    }
}
