//! The sample office (示例供电所), made beside the window: it takes a few seconds.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::Context;

use crate::office::demo::{self, Request};
use crate::office::{Desk, Office, OfficeError};

use super::clock::Clock;

/// The sample office under way.
#[derive(Debug)]
pub struct Sample {
    folder: PathBuf,
    outcome: Receiver<Result<(), OfficeError>>,
}

impl Sample {
    /// Starts making it in a folder.
    pub fn start(folder: PathBuf, clock: Clock, ctx: Context) -> Self {
        let (sender, outcome) = channel();
        let place = folder.clone();
        std::thread::spawn(move || {
            // Nobody listens any more where the window was closed meanwhile.
            let _ = sender.send(make(&place, clock));
            ctx.request_repaint();
        });
        Self { folder, outcome }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What came of it; `None` while it is under way.
    pub fn outcome(&self) -> Option<Result<(), String>> {
        match self.outcome.try_recv() {
            Ok(Ok(())) => Some(Ok(())),
            Ok(Err(OfficeError::Refused(refusals))) => {
                let words: Vec<String> = refusals
                    .into_iter()
                    .map(|refusal| format!("{}。{}", refusal.message, refusal.instead))
                    .collect();
                Some(Err(words.join("；")))
            }
            Ok(Err(error)) => Some(Err(error.to_string())),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                Some(Err("示例供电所没有建成，请再试一次".to_owned()))
            }
        }
    }
}

fn make(folder: &Path, clock: Clock) -> Result<(), OfficeError> {
    let (mut office, _) = Office::open(folder, clock.now())?;
    let desk = Desk {
        today: clock.today(),
        now: clock.now(),
        operator: String::new(),
    };
    let filled = office.act_as_founder(&desk, |work| demo::fill(work, &Request::default()));
    filled.map(|_| ())
}
