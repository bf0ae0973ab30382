//! Notices beside the window that someone else changed the file, that a second window was started, and
//! that a new day began; and only then asks for a frame.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use chrono::{Local, NaiveDate};
use egui::Context;

use crate::store::FILE;

const EVERY: Duration = Duration::from_secs(1);

/// The watch; ends when dropped.
#[derive(Debug)]
pub struct Watch {
    dir: PathBuf,
    ended: Arc<AtomicBool>,
}

impl Watch {
    pub fn start(ctx: Context, dir: &Path) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let (end, folder) = (Arc::clone(&ended), dir.to_owned());
        std::thread::spawn(move || {
            let mut last = look(&folder);
            while !end.load(Ordering::Relaxed) {
                std::thread::sleep(EVERY);
                let now = look(&folder);
                if now != last {
                    last = now;
                    ctx.request_repaint();
                }
            }
        });
        Self {
            dir: dir.to_owned(),
            ended,
        }
    }

    /// The folder watched.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

/// What changes when something happened. SQLite itself is asked in the frame.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    files: [Option<(SystemTime, u64)>; 3],
    day: NaiveDate,
}

fn look(dir: &Path) -> Seen {
    let stamp = |name: String| {
        let file = std::fs::metadata(dir.join(name)).ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    Seen {
        files: [
            stamp(FILE.to_owned()),
            stamp(format!("{FILE}-wal")),
            stamp("window.raise".to_owned()),
        ],
        day: Local::now().date_naive(),
    }
}
