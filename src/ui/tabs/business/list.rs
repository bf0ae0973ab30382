//! The list of cases: what presses first, found by any part of it; drafts on top.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use egui::{
    Align, Button, Label, Layout, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};
use egui_extras::{Column, TableBuilder};

use crate::model::application::Draft;
use crate::model::vocabulary::{CaseState, Kind};
use crate::office::draft::{self, Kept};
use crate::office::due::{self, DueItem};
use crate::office::list::{self, CaseRow, TurnedAway};
use crate::ui::command::Command;
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::{button, choice, field};

use super::Family;
use super::batch::BatchPrint;

/// The filter that shows who was turned away.
const TURNED_AWAY: &str = "turned_away";
const FILTERS: [(&str, &str); 6] = [
    ("open", "在办"),
    ("completed", "已办结"),
    ("filed", "已归档"),
    ("voided", "已作废"),
    (TURNED_AWAY, "不予受理"),
    ("all", "全部"),
];
/// Classes, short enough to stand side by side.
const CLASSES: [(&str, &str); 4] = [
    ("", "全部"),
    ("resident", "居民"),
    ("low_voltage", "低压"),
    ("high_voltage", "高压"),
];
const SORTS: [(&str, &str); 3] = [("due", "按期限"), ("number", "按编号"), ("name", "按户名")];

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: String,
    /// Customer class as its word; empty where it is not known.
    pub class: String,
    pub name: String,
    /// The kind of business, where the list holds several alike.
    pub mark: &'static str,
    pub address: String,
    pub urgency: Urgency,
    /// The state or the days left, in words.
    pub word: String,
    /// The day by which it sorts.
    pub by: NaiveDate,
}

/// Which lines are shown, and in what order.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    text: String,
    class: String,
    sort: String,
}

/// The list and how it is looked at.
#[derive(Debug)]
pub struct CaseList {
    family: Family,
    filter: String,
    class: String,
    sort: String,
    text: String,
    lines: Cached<Vec<Line>>,
    drafts: Cached<Vec<Kept>>,
    batch: BatchPrint,
    /// The lines shown, by their index.
    shown: Vec<usize>,
    /// Text, class and order that `shown` was worked out for.
    shown_for: Option<Wanted>,
}

impl CaseList {
    pub fn new(family: Family) -> Self {
        Self {
            family,
            filter: "open".to_owned(),
            class: String::new(),
            sort: "due".to_owned(),
            text: String::new(),
            lines: Cached::default(),
            drafts: Cached::default(),
            batch: BatchPrint::default(),
            shown: Vec::new(),
            shown_for: None,
        }
    }

    pub fn list_ui(&mut self, ui: &mut Ui, shell: &mut Shell, open: &str) {
        let wide = vec2(ui.available_width(), 0.0);
        let new = button::primary_command_ui(ui, Command::NewCase);
        if new.clicked() {
            shell.ask(Action::NewCase);
        }
        self.drafts_ui(ui, shell, open);
        ui.horizontal(|ui| {
            let half = (wide.x - theme::NEAR) / 2.0;
            let (_, filtered) = choice::many_ui(ui, "状态", &FILTERS, &mut self.filter, half - 2.0);
            if filtered {
                self.lines.forget();
            }
            choice::many_ui(ui, "排序", &SORTS, &mut self.sort, half - 2.0);
        });
        ui.scope(|ui| {
            ui.spacing_mut().button_padding.x = 9.0;
            choice::few_ui(ui, "类别", &CLASSES, &mut self.class);
        });
        let edit = TextEdit::singleline(&mut self.text)
            .desired_width(f32::INFINITY)
            .hint_text("户名、地址、编号");
        field::line_ui(
            ui,
            edit,
            "在列表中查找",
            "只看户名、地址或编号里有这些字的工单。",
        );

        let today = shell.today();
        let near = chip::near_until(&shell.manual().calendar, today);
        let states = states(&self.filter);
        let turned_away = self.filter == TURNED_AWAY;
        let family = self.family;
        let read = self.lines.refresh(shell, |work| {
            if turned_away {
                return Ok(refusals(list::refusals(work)?, family));
            }
            let dues = due::due(work, None)?;
            let mut rows = list::cases(work, states)?;
            rows.retain(|row| Family::of(row.kind) == family);
            Ok(lines(rows, &dues, &list::to_sign(work)?, (today, near)))
        });
        let Some(lines) = self.lines.value() else {
            return;
        };
        let wanted = Wanted {
            text: self.text.trim().to_owned(),
            class: self.class.clone(),
            sort: self.sort.clone(),
        };
        let composing = crate::ui::widgets::ime::is_composing(ui.ctx());
        if read || (self.shown_for.as_ref() != Some(&wanted) && !composing) {
            self.shown = shown(lines, &wanted);
            self.shown_for = Some(wanted);
        }
        self.batch.batch_ui(ui, shell, self.shown.len(), || {
            let shown = self.shown.iter().filter_map(|line| lines.get(*line));
            shown.map(|line| line.number.clone()).collect()
        });
        if self.shown.is_empty() {
            let words = match (
                self.text.trim().is_empty() && self.class.is_empty(),
                turned_away,
            ) {
                (true, true) => "这里还没有不予受理的记录。",
                (true, false) => "这里还没有工单。",
                (false, _) => "这个状态下没有找到，换个状态或更短的部分再试。",
            };
            ui.add(Label::new(words).wrap());
        }
        if let Some(chosen) = table_ui(ui, lines, &self.shown, open)
            && let Some(line) = lines.get(chosen)
        {
            let number = line.number.clone();
            shell.ask(if turned_away {
                Action::OpenRefusal(number)
            } else {
                Action::OpenCase(number)
            });
        }
    }

    fn drafts_ui(&mut self, ui: &mut Ui, shell: &mut Shell, open: &str) {
        let prefix = self.family.drafts();
        let drafts = self.drafts.get(shell, |work| draft::list(work, prefix));
        let drafts: Vec<(String, String)> = drafts
            .into_iter()
            .flatten()
            .map(|kept| (kept.name.clone(), draft_in_words(kept)))
            .collect();
        if drafts.is_empty() {
            return;
        }
        ui.weak(format!("没填完的申请 {} 份", drafts.len()));
        ScrollArea::vertical()
            .id_salt("drafts")
            .max_height(theme::row_height(ui) * 3.5)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for (name, words) in drafts {
                    let row = Button::selectable(name == open, words.as_str())
                        .min_size(vec2(ui.available_width(), 0.0))
                        .truncate();
                    let row = button::whole_on_hover(ui.add(row), &[&words]);
                    if row.clicked() && name != open {
                        shell.ask(Action::OpenDraft(name));
                    }
                }
            });
    }
}

/// An unfinished application in a line.
pub(in crate::ui::tabs) fn draft_in_words(kept: &Kept) -> String {
    let draft = serde_json::from_value::<Draft>(kept.body.clone()).unwrap_or_default();
    let name = draft.customer.name.trim();
    let kind = draft.kind.parse::<Kind>();
    let words = match kind {
        Ok(kind) if kind.is_change() => format!("{} {}", kind.chinese(), draft.account.trim()),
        _ if name.is_empty() => "还没写户名".to_owned(),
        _ => name.to_owned(),
    };
    format!("◇ {words}　{}", kept.saved_at.format("%m-%d %H:%M"))
}

fn states(filter: &str) -> &'static [CaseState] {
    match filter {
        "open" => CaseState::IN_HAND,
        "completed" => &[CaseState::Completed],
        "filed" => &[CaseState::Filed],
        "voided" => &[CaseState::Voided],
        _ => CaseState::ALL,
    }
}

/// Rows of those turned away, newest first.
fn refusals(refusals: Vec<TurnedAway>, family: Family) -> Vec<Line> {
    refusals
        .into_iter()
        .filter(|turned_away| Family::of_word(&turned_away.draft.kind) == family)
        .map(|turned_away| Line {
            number: turned_away.number,
            class: turned_away.draft.class,
            mark: "",
            name: turned_away.draft.customer.name,
            address: turned_away.draft.customer.address,
            urgency: Urgency::Rest,
            word: turned_away.refused_on.format("%m-%d").to_string(),
            by: NaiveDate::MAX,
        })
        .collect()
}

/// Rows with their nearest open limit.
fn lines(
    rows: Vec<CaseRow>,
    dues: &[DueItem],
    to_sign: &BTreeSet<String>,
    (today, near): (NaiveDate, NaiveDate),
) -> Vec<Line> {
    let mut nearest: BTreeMap<&str, &DueItem> = BTreeMap::new();
    for item in dues {
        if let Some(case) = item.on.case() {
            nearest.entry(case).or_insert(item);
        }
    }
    rows.into_iter()
        .map(|row| {
            let (urgency, word, by) = match (row.state, nearest.get(row.number.as_str())) {
                (CaseState::Accepted, Some(item)) => (
                    Urgency::of(&item.deadline, near),
                    chip::days_in_words(item.deadline.due, today),
                    item.deadline.due,
                ),
                (CaseState::Accepted, None) => (Urgency::Open, "不限时".to_owned(), NaiveDate::MAX),
                (CaseState::Waiting, _) => {
                    (Urgency::Waiting, "待补资料".to_owned(), NaiveDate::MAX)
                }
                (CaseState::Completed, _) => {
                    let word = match to_sign.contains(&row.number) {
                        true => chip::TO_SIGN,
                        false => "待归档",
                    };
                    (Urgency::Open, word.to_owned(), NaiveDate::MAX)
                }
                (state, _) => {
                    let urgency = match state {
                        CaseState::Voided => Urgency::Rest,
                        _ => Urgency::Done,
                    };
                    (urgency, state.chinese().to_owned(), NaiveDate::MAX)
                }
            };
            Line {
                number: row.number,
                class: row.class.wire().to_owned(),
                mark: match Family::of(row.kind) {
                    Family::Connection | Family::Closure => "",
                    Family::Meter | Family::Suspension | Family::Price => row.kind.chinese(),
                },
                name: row.name,
                address: row.address,
                urgency,
                word,
                by,
            }
        })
        .collect()
}

/// The indices of the lines that have the text in them, in order. The newest come first already.
fn shown(lines: &[Line], wanted: &Wanted) -> Vec<usize> {
    let Wanted { text, class, sort } = wanted;
    let has = |line: &Line| {
        (class.is_empty() || line.class == *class)
            && (text.is_empty()
                || line.name.contains(text)
                || line.address.contains(text)
                || line.number.contains(text))
    };
    let mut shown: Vec<usize> = (0..lines.len()).filter(|i| has(&lines[*i])).collect();
    match sort.as_str() {
        "due" => shown.sort_by_key(|i| lines[*i].by),
        "name" => shown.sort_by(|a, b| lines[*a].name.cmp(&lines[*b].name)),
        _ => {}
    }
    shown
}

/// Draws the rows that are in sight; returns the line clicked.
pub fn table_ui(ui: &mut Ui, lines: &[Line], shown: &[usize], open: &str) -> Option<usize> {
    let palette = theme::palette(ui);
    let height = theme::row_height(ui);
    let first = 96.0 * theme::scale(ui);
    let mut chosen = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    TableBuilder::new(ui)
        .id_salt("case list")
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(first))
        .column(Column::remainder().clip(true))
        .auto_shrink(false)
        .body(|body| {
            body.rows(height, shown.len(), |mut row| {
                let index = shown[row.index()];
                let line = &lines[index];
                let is_open = line.number == open;
                row.set_selected(is_open);
                row.col(|ui| {
                    let text = format!("{} {}", line.urgency.shape(), line.word);
                    let ink = line.urgency.ink(palette);
                    ui.add_space(4.0);
                    ui.add(Label::new(RichText::new(text).small().color(ink)).extend());
                });
                row.col(|ui| {
                    if !line.mark.is_empty() {
                        let mark = RichText::new(line.mark).small().color(palette.weak);
                        ui.add(Label::new(mark).extend());
                    }
                    ui.add(Label::new(line.name.as_str()).truncate());
                });
                let response = row.response();
                response.widget_info(|| {
                    let name = format!("{} {} {}", line.name, line.word, line.number);
                    WidgetInfo::selected(egui::accesskit::Role::Row, true, is_open, name)
                });
                let clicked = response.clicked();
                response.on_hover_ui(|ui| {
                    ui.label(&line.name);
                    ui.add(Label::new(&line.address).wrap());
                    ui.weak(&line.number);
                });
                if clicked {
                    chosen = Some(index);
                }
            });
        });
    chosen
}
