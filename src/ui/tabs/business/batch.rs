//! Batch printing (批量打印) of the cases in the list: a form is chosen among those that fit, the papers are issued
//! beside the window, and what could not be printed is listed with its reason.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Align, Button, Context, Label, Layout, RichText, ScrollArea, Ui, vec2};

use crate::model::long_work::{Continue, Progress};
use crate::office::print::Mode;
use crate::office::print::batch::{Batch, End, NotPrinted, Offer, Order, offers, print_batch};
use crate::office::{Desk, Office, OfficeError, list};
use crate::ui::clock::Clock;
use crate::ui::job::{Parts, Reporter};
use crate::ui::shell::{Action, Shell};
use crate::ui::theme;
use crate::ui::widgets::{button, dialog, refusals};

const JOB: &str = "批量打印";
const WIDTH: f32 = 520.0;

/// Batch printing from a list.
#[derive(Debug, Default)]
pub(super) struct BatchPrint {
    dialog: Option<Dialog>,
    /// What the batch under way could not print.
    outcome: Option<Receiver<Vec<Unprinted>>>,
    /// What the last batch could not print.
    unprinted: Vec<Unprinted>,
    unprinted_shown: bool,
}

/// A paper that was not printed, in words.
#[derive(Debug)]
struct Unprinted {
    subject: String,
    reason: String,
}

/// Which form is to be printed.
#[derive(Debug)]
struct Dialog {
    asked: usize,
    survey: Survey,
    chosen: String,
}

/// Which forms fit: worked out beside the window, for a list may be long.
#[derive(Debug)]
enum Survey {
    UnderWay(Receiver<News>, Progress),
    Done(Vec<Offer>),
    Failed(String),
}

#[derive(Debug)]
enum News {
    Progress(Progress),
    Done(Vec<Offer>),
    Failed(String),
}

/// What a batch works on, taken along to its thread.
#[derive(Debug)]
struct Errand {
    dir: PathBuf,
    clock: Clock,
    operator: String,
}

impl BatchPrint {
    /// How many stand in the list, the button, and what it opens. `numbers`: of the cases in the list.
    pub(super) fn batch_ui(
        &mut self,
        ui: &mut Ui,
        shell: &mut Shell,
        count: usize,
        numbers: impl FnOnce() -> Vec<String>,
    ) {
        self.take_outcome();
        ui.horizontal(|ui| {
            ui.weak(format!("共 {count} 件"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let idle = count > 0 && !shell.jobs.is_running(JOB);
                let open = ui.add_enabled_ui(idle, |ui| button::quiet_ui(ui, "批量打印…"));
                let open = open.inner.on_hover_text("给列表里的工单打印同一种表单");
                if open.clicked() {
                    self.dialog = Some(Dialog::new(shell, ui.ctx(), numbers()));
                }
            });
        });
        if !self.unprinted.is_empty() {
            let words = format!("没打成的 {} 份…", self.unprinted.len());
            if button::quiet_ui(ui, &words).clicked() {
                self.unprinted_shown = true;
            }
        }
        if let Some(dialog) = &mut self.dialog {
            match dialog.dialog_ui(ui.ctx()) {
                Answer::Open => {}
                Answer::Print(order) => {
                    self.start(shell, order);
                    self.dialog = None;
                }
                Answer::Closed => self.dialog = None,
            }
        }
        if self.unprinted_shown {
            self.unprinted_ui(ui.ctx(), shell);
        }
    }

    fn start(&mut self, shell: &mut Shell, order: Order) {
        let errand = Errand::of(shell);
        let (sender, outcome) = channel();
        self.outcome = Some(outcome);
        self.unprinted.clear();
        shell
            .jobs
            .start_long(JOB, Parts::Counted, move |mut reporter| {
                let batch = errand
                    .print(&order, &mut reporter)
                    .map_err(|error| reason(&error))?;
                let told = told(&batch, order.subjects.len(), &errand.dir);
                // Nobody reads it any more where the window was closed meanwhile.
                let _ = sender.send(batch.not_printed.iter().map(Unprinted::of).collect());
                told
            });
    }

    fn take_outcome(&mut self) {
        let Some(outcome) = &self.outcome else {
            return;
        };
        match outcome.try_recv() {
            Ok(unprinted) => {
                self.unprinted = unprinted;
                self.outcome = None;
            }
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => self.outcome = None,
        }
    }

    fn unprinted_ui(&mut self, ctx: &Context, shell: &mut Shell) {
        let mut close = false;
        let modal = dialog::modal(ctx, "unprinted").show(ctx, |ui| {
            ui.set_width(WIDTH);
            dialog::head_ui(ui, "没打成的");
            rows_ui(ui, |ui| {
                for Unprinted { subject, reason } in &self.unprinted {
                    let number = button::quiet_ui(ui, subject).on_hover_text("打开看看");
                    if number.clicked() {
                        open(shell, subject);
                        close = true;
                    }
                    ui.add(Label::new(reason).wrap());
                    ui.add_space(theme::NEAR);
                }
            });
            ui.add_space(theme::NEAR);
            close |= ui.button("关上").clicked();
        });
        self.unprinted_shown = !(close || modal.should_close());
    }
}

/// What the clerk did with the dialog.
#[derive(Debug)]
enum Answer {
    Open,
    Print(Order),
    Closed,
}

impl Dialog {
    fn new(shell: &Shell, ctx: &Context, numbers: Vec<String>) -> Self {
        let (sender, news) = channel();
        let asked = numbers.len();
        let (errand, ctx) = (Errand::of(shell), ctx.clone());
        std::thread::spawn(move || {
            // Whoever closed the dialog does not listen any more: the look stops.
            let found = errand.look(&numbers, |progress| {
                match sender.send(News::Progress(progress)) {
                    Ok(()) => Continue::Yes,
                    Err(_) => Continue::No,
                }
            });
            let _ = match found {
                Ok(Some(offers)) => sender.send(News::Done(offers)),
                Ok(None) => Ok(()),
                Err(error) => sender.send(News::Failed(reason(&error))),
            };
            ctx.request_repaint();
        });
        Self {
            asked,
            survey: Survey::UnderWay(news, Progress::new(0, asked)),
            chosen: String::new(),
        }
    }

    fn dialog_ui(&mut self, ctx: &Context) -> Answer {
        self.take_news();
        let mut answer = Answer::Open;
        let modal = dialog::modal(ctx, "batch").show(ctx, |ui| {
            ui.set_width(WIDTH);
            dialog::head_ui(ui, "批量打印");
            let words = format!(
                "列表里的 {} 件工单，选一种表单。每份单独编号存档；中途取消，已出的都是完整的。",
                self.asked
            );
            ui.add(Label::new(words).wrap());
            ui.add_space(theme::NEAR);
            let chosen = self.forms_ui(ui);
            ui.add_space(theme::NEAR);
            ui.horizontal(|ui| {
                let start = button::primary_enabled_ui(ui, chosen.is_some(), "开始");
                if start.clicked()
                    && let Some(order) = chosen
                {
                    answer = Answer::Print(order);
                }
                if ui.button("不打了").clicked() {
                    answer = Answer::Closed;
                }
            });
        });
        if modal.should_close() && matches!(answer, Answer::Open) {
            answer = Answer::Closed;
        }
        answer
    }

    /// The forms that fit; the order for the one chosen.
    fn forms_ui(&mut self, ui: &mut Ui) -> Option<Order> {
        match &self.survey {
            Survey::UnderWay(_, Progress { done, of }) => {
                ui.weak(format!("正在看哪些表单现在能打…{done}/{of}"));
                ui.ctx()
                    .request_repaint_after(std::time::Duration::from_millis(200));
            }
            Survey::Failed(problem) => {
                let ink = theme::palette(ui).red;
                ui.add(Label::new(RichText::new(format!("× {problem}")).color(ink)).wrap());
            }
            Survey::Done(offers) if offers.is_empty() => {
                ui.weak("这些工单现在没有能打的表单。");
            }
            Survey::Done(offers) => rows_ui(ui, |ui| {
                for offer in offers {
                    let words = format!("{}　{} 份", offer.title, offer.subjects.len());
                    let row = Button::selectable(self.chosen == offer.form, words)
                        .min_size(vec2(ui.available_width() - theme::BESIDE_BAR, 0.0));
                    if ui.add(row).clicked() {
                        self.chosen.clone_from(&offer.form);
                    }
                }
            }),
        }
        let Survey::Done(offers) = &self.survey else {
            return None;
        };
        let offer = offers.iter().find(|offer| offer.form == self.chosen)?;
        Some(Order {
            form: offer.form.clone(),
            subjects: offer.subjects.clone(),
            mode: Mode::Filled,
        })
    }

    fn take_news(&mut self) {
        while let Survey::UnderWay(news, progress) = &mut self.survey {
            match news.try_recv() {
                Ok(News::Progress(now)) => *progress = now,
                Ok(News::Done(offers)) => self.survey = Survey::Done(offers),
                Ok(News::Failed(problem)) => self.survey = Survey::Failed(problem),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => {
                    self.survey = Survey::Failed("没有看完，请再试一次".to_owned());
                }
            }
        }
    }
}

impl Errand {
    fn of(shell: &Shell) -> Self {
        Self {
            dir: shell.dir().to_owned(),
            clock: shell.clock(),
            operator: shell.operator().to_owned(),
        }
    }

    fn desk(&self) -> Desk {
        Desk {
            today: self.clock.today(),
            now: self.clock.now(),
            operator: self.operator.clone(),
        }
    }

    fn look(
        &self,
        numbers: &[String],
        going: impl FnMut(Progress) -> Continue,
    ) -> Result<Option<Vec<Offer>>, OfficeError> {
        let (office, _) = Office::open(&self.dir, self.clock.now())?;
        offers(&office, numbers, &self.desk(), going)
    }

    fn print(&self, order: &Order, reporter: &mut Reporter) -> Result<Batch, OfficeError> {
        let (mut office, _) = Office::open(&self.dir, self.clock.now())?;
        print_batch(
            &mut office,
            order,
            || self.desk(),
            |progress| reporter.report(progress),
        )
    }
}

impl Unprinted {
    fn of(not: &NotPrinted) -> Self {
        Self {
            subject: not.subject.clone(),
            reason: reason(&not.reason),
        }
    }
}

/// Opens a case, or the refusal of one who was turned away.
fn open(shell: &mut Shell, subject: &str) {
    let turned_away = shell.look(|work| list::refusal(work, subject)).flatten();
    let number = subject.to_owned();
    shell.ask(match turned_away {
        Some(_) => Action::OpenRefusal(number),
        None => Action::OpenCase(number),
    });
}

/// What came of a batch, for the message.
fn told(batch: &Batch, asked: usize, dir: &std::path::Path) -> Result<Option<String>, String> {
    let (title, printed) = (&batch.title, batch.printed.len());
    let folder = batch
        .printed
        .last()
        .and_then(|paper| dir.join(&paper.path).parent().map(PathBuf::from))
        .map(|folder| format!("，文件在 {}", folder.display()))
        .unwrap_or_default();
    let unprinted = match batch.not_printed.len() {
        0 => String::new(),
        count => format!("；没打成的 {count} 份，原因在工单列表上方"),
    };
    match &batch.end {
        End::Complete if unprinted.is_empty() => {
            Ok(Some(format!("批量打印完了：{title} {printed} 份{folder}")))
        }
        End::Complete => Err(format!(
            "批量打印：{title}出了 {printed} 份{folder}{unprinted}"
        )),
        End::Cancelled => Ok(Some(format!(
            "批量打印已取消：{title}出了 {printed} 份，共要 {asked} 份{folder}{unprinted}"
        ))),
        End::Failed(error) => Err(format!(
            "批量打印停下了：{}。{title}已出 {printed} 份，共要 {asked} 份{folder}{unprinted}",
            reason(error)
        )),
    }
}

fn reason(error: &OfficeError) -> String {
    match error {
        OfficeError::Refused(refused) => {
            let sentences: Vec<String> = refused.iter().map(refusals::sentence).collect();
            sentences.join("；")
        }
        other => other.to_string(),
    }
}

/// Rows that scroll where there are many.
fn rows_ui(ui: &mut Ui, rows: impl FnOnce(&mut Ui)) {
    let most = ui.ctx().content_rect().height() * 0.5;
    ScrollArea::vertical()
        .max_height(most)
        .min_scrolled_height(most)
        .show(ui, |ui| {
            ui.take_available_width();
            ui.spacing_mut().item_spacing.y = 2.0;
            rows(ui);
        });
}
