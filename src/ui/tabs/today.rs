//! 今日: what is overdue, what falls due today and this week, who still owes papers.

use chrono::{Datelike, Days, NaiveDate};
use egui::{CentralPanel, Label, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::model::vocabulary::{CaseState, Kind};
use crate::office::due::{self, DueItem, RunsOn};
use crate::office::list::{self, CaseRow};
use crate::ui::command::Command;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::chip::{self, Urgency};

/// What waits.
#[derive(Debug)]
struct Waiting {
    dues: Vec<DueItem>,
    papers: Vec<CaseRow>,
}

#[derive(Debug, Default)]
pub struct Today {
    waiting: Cached<Waiting>,
    day: Option<NaiveDate>,
}

impl Today {
    pub fn today_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let today = shell.today();
        if self.day != Some(today) {
            self.day = Some(today);
            self.waiting.forget();
        }
        self.waiting.refresh(shell, |work| {
            Ok(Waiting {
                dues: {
                    let mut dues = due::due(work, None)?;
                    dues.retain(|item| item.on.is_pressing(today));
                    dues
                },
                papers: list::cases(work, &[CaseState::Waiting])?,
            })
        });
        let frame = theme::work_frame(ui);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                if let Some(waiting) = self.waiting.value() {
                    waiting_ui(ui, shell, waiting, today);
                }
            });
        });
    }
}

fn waiting_ui(ui: &mut Ui, shell: &mut Shell, waiting: &Waiting, today: NaiveDate) {
    ui.horizontal(|ui| {
        ui.heading("今日待办");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(theme::BESIDE_BAR);
            if button::primary_command_ui(ui, Command::NewCase).clicked() {
                shell.ask(Action::NewCase);
            }
        });
    });
    // No day is set for them: they wait for someone to look.
    let is_idle = |item: &&DueItem| item.kind == Kind::Closure && item.on.case().is_none();
    let idle: Vec<&DueItem> = waiting.dues.iter().filter(is_idle).collect();
    let sunday = today + Days::new(u64::from(6 - today.weekday().num_days_from_monday()));
    let within = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        let fits = move |item: &&DueItem| {
            let due = item.deadline.due;
            from.is_none_or(|from| due >= from) && to.is_none_or(|to| due <= to)
        };
        let limits = waiting.dues.iter().filter(|item| !is_idle(item));
        limits.filter(fits).collect::<Vec<_>>()
    };
    let groups = [
        ("超期", within(None, today.pred_opt())),
        ("今日到期", within(Some(today), Some(today))),
        ("本周到期", within(today.succ_opt(), Some(sunday))),
        ("以后到期", within(sunday.succ_opt(), None)),
    ];
    if waiting.dues.is_empty() && waiting.papers.is_empty() {
        ui.add_space(theme::APART);
        ui.label("✓ 没有等着办的事。");
    }
    for (title, items) in groups {
        if items.is_empty() {
            continue;
        }
        group_ui(ui, title, items.len());
        for item in items {
            due_ui(ui, shell, item, today);
        }
    }
    if !idle.is_empty() {
        group_ui(ui, "待销户的户", idle.len());
        for item in idle {
            let line = LineWords {
                urgency: Urgency::Open,
                word: "不用电".to_owned(),
                name: &item.name,
                what: format!("{} · {}", item.step_name, item.class.chinese()),
                number: item.on.number(),
                when: format!("{}满", item.deadline.nominal),
            };
            let leads_to = Action::OpenCustomer(item.on.number().to_owned());
            line_ui(ui, shell, &line, leads_to);
        }
    }
    if !waiting.papers.is_empty() {
        group_ui(ui, "等客户补资料", waiting.papers.len());
        for row in &waiting.papers {
            let days = (today - row.applied_on).num_days();
            let line = LineWords {
                urgency: Urgency::Waiting,
                word: format!("已等{days}天"),
                name: &row.name,
                what: "待补资料".to_owned(),
                number: &row.number,
                when: format!("{}来办", row.applied_on),
            };
            let leads_to = Action::OpenCase(row.number.clone());
            line_ui(ui, shell, &line, leads_to);
        }
    }
}

fn group_ui(ui: &mut Ui, title: &str, count: usize) {
    ui.add_space(theme::APART - theme::NEAR);
    ui.label(RichText::new(format!("{title}　{count}")).strong());
}

fn due_ui(ui: &mut Ui, shell: &mut Shell, item: &DueItem, today: NaiveDate) {
    let near = chip::near_until(&shell.manual().calendar, today);
    let mut what = format!("{} · {}", item.step_name, item.class.chinese());
    if let Some(note) = &item.deadline.note {
        what.push_str(&format!(" · ▲ {note}"));
    }
    let line = LineWords {
        urgency: Urgency::of(&item.deadline, near),
        word: chip::days_in_words(item.deadline.due, today),
        name: &item.name,
        what,
        number: item.on.number(),
        when: item.deadline.until(item.deadline.due),
    };
    let number = item.on.number().to_owned();
    let leads_to = match item.on {
        RunsOn::Case(_) => Action::OpenCase(number),
        RunsOn::Claim { .. } => Action::OpenClaim(number),
        RunsOn::Account { .. } => Action::OpenCustomer(number),
    };
    line_ui(ui, shell, &line, leads_to);
}

struct LineWords<'a> {
    urgency: Urgency,
    word: String,
    name: &'a str,
    what: String,
    number: &'a str,
    when: String,
}

/// A line that leads to its case or account.
fn line_ui(ui: &mut Ui, shell: &mut Shell, line: &LineWords<'_>, leads_to: Action) {
    let palette = theme::palette(ui);
    let scale = theme::scale(ui);
    let size = vec2(
        ui.available_width() - theme::BESIDE_BAR,
        theme::row_height(ui),
    );
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 4, palette.hover);
    }
    response.widget_info(|| {
        let name = format!("{} {} {}", line.name, line.word, line.number);
        WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
    });
    let mut x = rect.left() + 4.0;
    let rest = rect.width() - (120.0 + 150.0 + 190.0) * scale;
    let name_width = rest * 0.3;
    let ink = line.urgency.ink(palette);
    for (text, width) in [
        (
            RichText::new(format!("{} {}", line.urgency.shape(), line.word)).color(ink),
            120.0 * scale,
        ),
        (RichText::new(line.name), name_width),
        (RichText::new(line.what.as_str()), rest - name_width),
        (RichText::new(line.when.as_str()), 150.0 * scale),
        (
            RichText::new(line.number).color(palette.weak),
            190.0 * scale,
        ),
    ] {
        let cell = egui::Rect::from_min_size(
            egui::pos2(x, rect.top()),
            vec2(width - theme::NEAR, rect.height()),
        );
        let builder = egui::UiBuilder::new()
            .max_rect(cell)
            .layout(egui::Layout::left_to_right(egui::Align::Center));
        ui.scope_builder(builder, |ui| ui.add(Label::new(text).truncate()));
        x += width;
    }
    ui.advance_cursor_after_rect(rect);
    if response.clicked() {
        shell.ask(leads_to);
    }
}
