//! The sticks that are plugged in, looked for beside the window.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use egui::{Button, Ui};

use crate::report::drive::{self, Stick};
use crate::ui::widgets::button;
use crate::ui::widgets::open_file::OpenFile;

/// While the screen is used anyway, how often it looks again.
const AGAIN: Duration = Duration::from_secs(3);

/// What was found, and the look under way.
#[derive(Debug, Default)]
pub(super) struct Sticks {
    found: Option<Vec<Stick>>,
    looking: Option<Receiver<Vec<Stick>>>,
    looked: Option<Instant>,
}

impl Sticks {
    /// Draws the sticks; a click on one puts its place into `folder`.
    pub(super) fn sticks_ui(&mut self, ui: &mut Ui, folder: &mut OpenFile) {
        self.keep_looking(ui, folder);
        let found = self.found.as_deref().unwrap_or_default();
        for stick in found {
            let chosen = folder.path().is_some_and(|path| path == stick.place);
            let words = stick.chinese();
            let one = Button::new(words.as_str()).selected(chosen);
            let clicked = ui.add_enabled(!stick.read_only, one);
            if clicked.accessible_name(format!("U盘：{words}")).clicked() {
                folder.choose(&stick.place);
            }
        }
        ui.horizontal(|ui| {
            match &self.found {
                None => ui.weak("正在找U盘…"),
                Some(found) if found.is_empty() => {
                    ui.weak("没有找到U盘。插好以后再找，或在下面写一个文件夹。")
                }
                Some(_) => ui.weak("也可以写别的文件夹。"),
            };
            if button::quiet_ui(ui, "重新查找").clicked() {
                self.look(ui);
            }
        });
    }

    fn keep_looking(&mut self, ui: &Ui, folder: &mut OpenFile) {
        let answer = self.looking.as_ref().map(Receiver::try_recv);
        if let Some(Ok(found)) = answer {
            self.looking = None;
            self.take(found, folder);
        }
        if self.looked.is_none_or(|looked| looked.elapsed() > AGAIN) {
            self.look(ui);
        }
    }

    /// The only stick there is needs no click.
    fn take(&mut self, found: Vec<Stick>, folder: &mut OpenFile) {
        let news = self.found.as_ref() != Some(&found);
        if let [only] = found.as_slice()
            && news
            && !only.read_only
            && folder.path().is_none()
        {
            folder.choose(&only.place);
        }
        self.found = Some(found);
    }

    fn look(&mut self, ui: &Ui) {
        if self.looking.is_some() {
            return;
        }
        self.looked = Some(Instant::now());
        let (sender, looking) = channel();
        let ctx = ui.ctx().clone();
        std::thread::spawn(move || {
            // Nobody waits for it where the screen was left meanwhile.
            let _ = sender.send(drive::sticks());
            ctx.request_repaint();
        });
        self.looking = Some(looking);
    }

    /// Whether a folder lies on one of them.
    pub(super) fn hold(&self, folder: &Path) -> bool {
        let found = self.found.iter().flatten();
        found
            .into_iter()
            .any(|stick| folder.starts_with(&stick.place))
    }
}
