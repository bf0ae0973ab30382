//! 今日: what is overdue, what falls due today and this week, who still owes papers.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use egui::{CentralPanel, Label, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::model::vocabulary::{CaseState, Kind};
use crate::office::complaint;
use crate::office::draft::{self, Kept};
use crate::office::due::{self, DueItem, RunsOn};
use crate::office::list::{self, CaseRow};
use crate::office::{OfficeError, Work, price};
use crate::rules::span;
use crate::store::contact::Appointment;
use crate::ui::command::Command;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::Tab;
use crate::ui::tabs::business::Family;
use crate::ui::tabs::business::list::draft_in_words;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::warned::warned_ui;

/// What waits.
#[derive(Debug)]
struct Waiting {
    dues: Vec<DueItem>,
    papers: Vec<CaseRow>,
    /// Complaints that are answered and not closed.
    answered: Vec<Appointment>,
    /// Applications that were begun and not handed in.
    drafts: Vec<Kept>,
    /// What papers ask of the office and nobody has written yet.
    missing: Vec<&'static str>,
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
                answered: complaint::to_close(work)?,
                drafts: {
                    let mut drafts = draft::list(work, "")?;
                    drafts.retain(|kept| {
                        let mut families = Family::ALL.iter();
                        families.any(|family| kept.name.starts_with(family.drafts()))
                    });
                    drafts
                },
                missing: missing(work)?,
            })
        });
        let frame = theme::work_frame(ui);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("today")
                .auto_shrink(false)
                .show(ui, |ui| {
                    if let Some(waiting) = self.waiting.value() {
                        waiting_ui(ui, shell, waiting, today);
                    }
                });
        });
    }
}

const DRAFTS: &str = "未完成的申请";
const IDLE: &str = "待销户的户";
const PAPERS: &str = "等客户补资料";
const ANSWERED: &str = "已答复、还没办结的投诉";

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
    let undecided = waiting.dues.iter().filter(|item| item.awaits_supervisor());
    let undecided: Vec<&DueItem> = undecided.collect();
    let sunday = today + Days::new(u64::from(6 - today.weekday().num_days_from_monday()));
    let within = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        let fits = move |item: &&DueItem| {
            let due = item.deadline.due;
            from.is_none_or(|from| due >= from) && to.is_none_or(|to| due <= to)
        };
        let limits = waiting.dues.iter().filter(|item| !is_idle(item));
        let limits = limits.filter(|item| !item.awaits_supervisor());
        let limits = limits.filter(|item| item.begun_in_words(today).is_none());
        limits.filter(fits).collect::<Vec<_>>()
    };
    let begun = waiting.dues.iter();
    let begun = begun.filter(|item| item.begun_in_words(today).is_some());
    let groups = [
        ("超期", within(None, today.pred_opt())),
        ("暂停已到期未恢复", begun.collect()),
        ("今日到期", within(Some(today), Some(today))),
        ("本周到期", within(today.succ_opt(), Some(sunday))),
        ("以后到期", within(sunday.succ_opt(), None)),
    ];
    missing_ui(ui, shell, &waiting.missing);
    calendars_ui(ui, &waiting.dues);
    let lengths = groups.iter().map(|(title, items)| (*title, items.len()));
    let around = [
        (DRAFTS, waiting.drafts.len()),
        (IDLE, idle.len()),
        (PAPERS, waiting.papers.len()),
        (ANSWERED, waiting.answered.len()),
    ];
    let lengths: Vec<(&str, usize)> = lengths.chain(around).collect();
    let wanted = groups_ui(ui, &lengths);
    if !waiting.drafts.is_empty() {
        group_ui(ui, DRAFTS, waiting.drafts.len(), wanted);
        for kept in &waiting.drafts {
            if button::quiet_ui(ui, &draft_in_words(kept)).clicked() {
                shell.ask(Action::OpenDraft(kept.name.clone()));
            }
        }
    }
    let papers = waiting.papers.is_empty() && waiting.drafts.is_empty();
    if waiting.dues.is_empty() && papers && waiting.answered.is_empty() {
        ui.add_space(theme::APART);
        ui.label("✓ 没有等着办的事。");
    }
    for (title, items) in groups {
        if items.is_empty() {
            continue;
        }
        group_ui(ui, title, items.len(), wanted);
        for item in items {
            due_ui(ui, shell, item, today);
        }
    }
    if !undecided.is_empty() {
        group_ui(ui, "等主管决定", undecided.len(), None);
        for item in undecided {
            let line = LineWords {
                urgency: Urgency::Waiting,
                word: "待决定".to_owned(),
                name: &item.name,
                what: format!("{} · {}", item.step_name, item.class.chinese()),
                number: item.on.number(),
                when: item.day_in_words(),
            };
            let leads_to = Action::OpenClaim(item.on.number().to_owned());
            line_ui(ui, shell, &line, leads_to);
        }
    }
    if !idle.is_empty() {
        group_ui(ui, IDLE, idle.len(), wanted);
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
        group_ui(ui, PAPERS, waiting.papers.len(), wanted);
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
    answered_ui(ui, shell, &waiting.answered, wanted);
}

/// CONTACT-3: no day is set for closing them, so that none of them is ever overdue.
fn answered_ui(ui: &mut Ui, shell: &mut Shell, answered: &[Appointment], wanted: Option<&str>) {
    if answered.is_empty() {
        return;
    }
    group_ui(ui, ANSWERED, answered.len(), wanted);
    for one in answered {
        let line = LineWords {
            urgency: Urgency::Waiting,
            word: "待办结".to_owned(),
            name: &one.name,
            what: format!("投诉{}", one.about),
            number: &one.account,
            when: format!("{}答复", one.on),
        };
        line_ui(ui, shell, &line, Action::OpenCustomer(one.account.clone()));
    }
}

/// What the papers of this office cannot say yet.
fn missing(work: Work<'_>) -> Result<Vec<&'static str>, OfficeError> {
    let facts = [
        ("office.phone", "服务电话"),
        ("office.address", "地址"),
        ("office.representative", "代表人"),
    ];
    let blank = facts.into_iter();
    let blank = blank.filter(|(key, _)| work.settings.get(key).is_empty());
    let mut missing: Vec<&str> = blank.map(|(_, name)| name).collect();
    if price::in_force(work, work.desk.today)?.prices.is_empty() {
        missing.push("电价");
    }
    Ok(missing)
}

fn missing_ui(ui: &mut Ui, shell: &mut Shell, missing: &[&str]) {
    if missing.is_empty() {
        return;
    }
    theme::patch_frame(theme::palette(ui).ground).show(ui, |ui| {
        let words = format!("▲ 还没有录入{}，文书和合同上要用。", missing.join("、"));
        ui.horizontal_wrapped(|ui| {
            ui.label(words);
            if button::quiet_ui(ui, "去设置").clicked() {
                shell.ask(Action::Go(Tab::Settings));
            }
        });
    });
}

/// The calendars that limits were reckoned without, said once for all of them (COUNT-4).
fn calendars_ui(ui: &mut Ui, dues: &[DueItem]) {
    let notes = dues.iter().filter_map(|item| item.deadline.note.as_deref());
    let said: BTreeSet<&str> = notes.flat_map(span::calendar_notes).collect();
    for words in said {
        warned_ui(ui, words);
    }
}

/// Rows from which on the groups can be led to.
const LONG: usize = 20;

/// What waits below what is in sight, to be led to; returns the group chosen.
fn groups_ui<'a>(ui: &mut Ui, groups: &[(&'a str, usize)]) -> Option<&'a str> {
    let there = || groups.iter().filter(|(_, count)| *count > 0);
    let rows: usize = there().map(|(_, count)| count).sum();
    let mut wanted = None;
    if rows < LONG || there().count() < 2 {
        return wanted;
    }
    ui.horizontal_wrapped(|ui| {
        for (title, count) in there() {
            let to = button::quiet_ui(ui, &format!("{title} {count}"));
            if to.accessible_name(format!("转到{title}")).clicked() {
                wanted = Some(*title);
            }
        }
    });
    wanted
}

fn group_ui(ui: &mut Ui, title: &str, count: usize, wanted: Option<&str>) {
    ui.add_space(theme::APART - theme::NEAR);
    let head = ui.label(RichText::new(format!("{title}　{count}")).strong());
    if wanted == Some(title) {
        head.scroll_to_me(Some(egui::Align::TOP));
    }
}

fn due_ui(ui: &mut Ui, shell: &mut Shell, item: &DueItem, today: NaiveDate) {
    let near = chip::near_until(&shell.manual().calendar, today);
    let begun = item.begun_in_words(today);
    let mut what = format!("{} · {}", item.step_name, item.class.chinese());
    if let Some(note) = item.deadline.note.as_deref().and_then(span::own_note) {
        what.push_str(&format!(" · ▲ {note}"));
    }
    let line = LineWords {
        urgency: match begun {
            Some(_) => Urgency::Near,
            None => Urgency::of(&item.deadline, near),
        },
        word: begun.unwrap_or_else(|| chip::days_in_words(item.deadline.due, today)),
        name: &item.name,
        what,
        number: item.on.number(),
        when: item.day_in_words(),
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
