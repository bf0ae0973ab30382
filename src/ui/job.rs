//! Long work beside the window: a thread, how far it is, a way to stop it, and the news when it is done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use egui::{Context, Ui};

use super::message::Messages;
use super::widgets::button;
use crate::model::long_work::{Continue, Progress};

/// What came of a job: good news, if there is any to tell; or what failed.
type Outcome = Result<Option<String>, String>;

/// How often the header follows the progress.
const NEWS_EVERY: Duration = Duration::from_millis(250);
/// How long the closing window waits for a cancelled job to leave things whole.
const GRACE: Duration = Duration::from_secs(2);

/// How the parts of a job are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// Things that the clerk counts: 37/500.
    Counted,
    /// A share of the whole: 37%.
    Share,
}

impl Parts {
    /// What cancelling leaves.
    fn when_cancelled(self) -> &'static str {
        match self {
            Self::Counted => "做完的留着，其余的不做了",
            Self::Share => "停下来，什么也不留下",
        }
    }
}

#[derive(Debug)]
struct Job {
    name: String,
    outcome: Receiver<Outcome>,
    /// Of work that reports.
    course: Option<(Parts, Arc<Course>)>,
}

/// How far a job is, and whether it is to stop.
#[derive(Debug, Default)]
struct Course {
    cancelled: AtomicBool,
    so_far: Mutex<SoFar>,
}

#[derive(Debug, Default, Clone, Copy)]
struct SoFar {
    progress: Option<Progress>,
    left: Option<Duration>,
}

/// What a job that reports holds.
#[derive(Debug)]
pub struct Reporter {
    course: Arc<Course>,
    ctx: Option<Context>,
    began: Instant,
    told: Option<Instant>,
}

impl Reporter {
    /// Reports how far the work is; the answer is whether to go on.
    pub fn report(&mut self, progress: Progress) -> Continue {
        let now = Instant::now();
        let so_far = SoFar {
            progress: Some(progress),
            left: left(now - self.began, progress),
        };
        *self
            .course
            .so_far
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = so_far;
        let due = self.told.is_none_or(|told| now - told >= NEWS_EVERY);
        if due && let Some(ctx) = &self.ctx {
            self.told = Some(now);
            ctx.request_repaint();
        }
        if self.course.cancelled.load(Ordering::Relaxed) {
            Continue::No
        } else {
            Continue::Yes
        }
    }
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
        self.spawn(name, None, work);
    }

    /// Starts a job that reports how far it is and can be cancelled, unless one of that name is under way.
    pub fn start_long(
        &mut self,
        name: &str,
        parts: Parts,
        work: impl FnOnce(Reporter) -> Outcome + Send + 'static,
    ) {
        let course = Arc::new(Course::default());
        let reporter = Reporter {
            course: Arc::clone(&course),
            ctx: self.ctx.clone(),
            began: Instant::now(),
            told: None,
        };
        self.spawn(name, Some((parts, course)), move || work(reporter));
    }

    fn spawn(
        &mut self,
        name: &str,
        course: Option<(Parts, Arc<Course>)>,
        work: impl FnOnce() -> Outcome + Send + 'static,
    ) {
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
            course,
        });
    }

    pub fn is_running(&self, name: &str) -> bool {
        self.running.iter().any(|job| job.name == name)
    }

    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        self.running.is_empty()
    }

    /// Tells what came of the jobs that ended.
    pub fn tell(&mut self, messages: &mut Messages) {
        self.running.retain(|job| match job.outcome.try_recv() {
            Ok(outcome) => {
                messages.of_job(&job.name, outcome);
                false
            }
            Err(TryRecvError::Empty) => true,
            Err(TryRecvError::Disconnected) => {
                let problem = format!("{}没有做完，请再试一次", job.name);
                messages.of_job(&job.name, Err(problem));
                false
            }
        });
    }

    /// Cancels what can be cancelled and waits a moment for it: the window closes.
    pub fn end(&mut self) {
        for job in &self.running {
            job.cancel();
        }
        let until = Instant::now() + GRACE;
        for job in self.running.drain(..) {
            let wait = until.saturating_duration_since(Instant::now());
            if job.course.is_some()
                && let Err(RecvTimeoutError::Timeout) = job.outcome.recv_timeout(wait)
            {
                return;
            }
        }
    }

    /// Names the work under way, how far it is, and a way to stop it. Drawn from the right.
    pub fn jobs_ui(&self, ui: &mut Ui) {
        for job in &self.running {
            let Some((parts, course)) = &job.course else {
                ui.weak(format!("正在{}…", job.name));
                continue;
            };
            let so_far = *course.so_far.lock().unwrap_or_else(PoisonError::into_inner);
            let last_part = so_far
                .progress
                .is_some_and(|progress| progress.done >= progress.of);
            if course.cancelled.load(Ordering::Relaxed) {
                ui.weak(format!("正在取消{}…", job.name));
                continue;
            }
            if !last_part {
                let cancel = button::quiet_ui(ui, "取消").on_hover_text(parts.when_cancelled());
                let name = format!("取消{}", job.name);
                if cancel.accessible_name(name).clicked() {
                    job.cancel();
                }
            }
            ui.weak(format!("正在{}{}", job.name, in_words(*parts, so_far)));
        }
    }
}

impl Job {
    fn cancel(&self) {
        if let Some((_, course)) = &self.course {
            course.cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// How long the rest takes at the pace so far; unknown before the first part is done.
fn left(passed: Duration, progress: Progress) -> Option<Duration> {
    let rest = progress.of.saturating_sub(progress.done);
    let millis = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
    let left = millis.saturating_mul(rest).checked_div(progress.done)?;
    Some(Duration::from_millis(left))
}

/// ` 37/500，约剩 12 秒`; `…` where nothing can be said.
fn in_words(parts: Parts, so_far: SoFar) -> String {
    let Some(Progress { done, of }) = so_far
        .progress
        .filter(|progress| progress.done < progress.of)
    else {
        return "…".to_owned();
    };
    let far = match parts {
        Parts::Counted => format!(" {done}/{of}"),
        Parts::Share => format!(" {}%", done.saturating_mul(100) / of),
    };
    match so_far.left {
        None => far,
        Some(left) => {
            let seconds = left.as_secs() + 1;
            let left = match seconds {
                0..90 => format!("{seconds} 秒"),
                _ => format!("{} 分钟", seconds.div_ceil(60)),
            };
            format!("{far}，约剩 {left}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(parts: Parts, done: u64, of: u64, passed: u64) -> String {
        let progress = Progress { done, of };
        let so_far = SoFar {
            progress: Some(progress),
            left: left(Duration::from_millis(passed), progress),
        };
        in_words(parts, so_far)
    }

    #[test]
    fn progress_is_told_with_the_time_that_is_left() {
        assert_eq!(told(Parts::Counted, 0, 500, 10), " 0/500");
        assert_eq!(told(Parts::Counted, 37, 500, 940), " 37/500，约剩 12 秒");
        assert_eq!(told(Parts::Share, 1, 3, 60_000), " 33%，约剩 3 分钟");
        assert_eq!(told(Parts::Share, 3, 3, 1), "…");
        assert_eq!(in_words(Parts::Share, SoFar::default()), "…");
    }

    #[test]
    fn a_job_hears_that_it_is_cancelled() {
        let mut jobs = Jobs::default();
        let (tell, told) = channel();
        jobs.start_long("批量打印", Parts::Counted, move |mut reporter| {
            let mut done = 0;
            while reporter.report(Progress { done, of: u64::MAX }) == Continue::Yes {
                done += 1;
            }
            let _ = tell.send(());
            Ok(None)
        });
        assert!(jobs.is_running("批量打印"));
        jobs.end();
        assert_eq!(told.recv_timeout(GRACE), Ok(()));
        assert!(!jobs.is_running("批量打印"));
    }
}
