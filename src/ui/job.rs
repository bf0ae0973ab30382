//! Long work beside the window: a thread, and the news when it is done.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Context, Ui};

use super::message::Messages;

/// What came of a job: good news, if there is any to tell; or what failed.
type Outcome = Result<Option<String>, String>;

#[derive(Debug)]
struct Job {
    name: String,
    outcome: Receiver<Outcome>,
}

/// The work under way.
#[derive(Debug, Default)]
pub struct Jobs {
    running: Vec<Job>,
    /// Whom to wake when a job is done.
    ctx: Option<Context>,
}

impl Jobs {
    /// The window that waits for the news.
    pub fn attend(&mut self, ctx: &Context) {
        if self.ctx.is_none() {
            self.ctx = Some(ctx.clone());
        }
    }

    /// Starts a job unless one of that name is under way.
    pub fn start(&mut self, name: &str, work: impl FnOnce() -> Outcome + Send + 'static) {
        if self.is_running(name) {
            return;
        }
        let (sender, outcome) = channel();
        let ctx = self.ctx.clone();
        std::thread::spawn(move || {
            // Nobody listens any more where the window was closed meanwhile.
            let _ = sender.send(work());
            if let Some(ctx) = ctx {
                ctx.request_repaint();
            }
        });
        self.running.push(Job {
            name: name.to_owned(),
            outcome,
        });
    }

    pub fn is_running(&self, name: &str) -> bool {
        self.running.iter().any(|job| job.name == name)
    }

    /// Tells what came of the jobs that ended.
    pub fn tell(&mut self, messages: &mut Messages) {
        self.running.retain(|job| match job.outcome.try_recv() {
            Ok(Ok(Some(news))) => {
                messages.done(news);
                false
            }
            Ok(Ok(None)) => false,
            Ok(Err(problem)) => {
                messages.failed(problem);
                false
            }
            Err(TryRecvError::Empty) => true,
            Err(TryRecvError::Disconnected) => {
                messages.failed(format!("{}没有做完，请再试一次", job.name));
                false
            }
        });
    }

    /// Names the work under way.
    pub fn jobs_ui(&self, ui: &mut Ui) {
        for job in &self.running {
            ui.weak(format!("正在{}…", job.name));
        }
    }
}
