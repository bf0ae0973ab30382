//! The list of files: what presses first, found by any part of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use egui::{Label, TextEdit, Ui};

use crate::model::claim::ClaimKind;
use crate::model::money::figures;
use crate::office::claim::{self, ClaimRow};
use crate::office::due::{self, DueItem, RunsOn};
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::business::list::{Line, table_ui};
use crate::ui::tabs::claims::Begin;
use crate::ui::theme;
use crate::ui::widgets::chip::{self, Urgency};
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::{choice, field, ime};

const FILTERS: [(&str, &str); 3] = [("open", "未结案"), ("closed", "已结案"), ("all", "全部")];

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    filter: String,
    kind: String,
    text: String,
}

#[derive(Debug)]
pub(super) struct ClaimList {
    wanted: Wanted,
    lines: Cached<Vec<(ClaimRow, Line)>>,
    shown: Vec<Line>,
    shown_for: Option<Wanted>,
}

impl Default for ClaimList {
    fn default() -> Self {
        Self {
            wanted: Wanted {
                filter: "open".to_owned(),
                kind: String::new(),
                text: String::new(),
            },
            lines: Cached::default(),
            shown: Vec::new(),
            shown_for: None,
        }
    }
}

impl ClaimList {
    pub(super) fn list_ui(&mut self, ui: &mut Ui, shell: &mut Shell, open: &str) {
        if super::new_ui(ui) {
            shell.ask(Action::NewClaim(Begin::Blank));
        }
        let half = (ui.available_width() - theme::NEAR) / 2.0 - 2.0;
        ui.horizontal(|ui| {
            choice::many_ui(ui, "状态", &FILTERS, &mut self.wanted.filter, half);
            let mut kinds = options_of!(ClaimKind);
            kinds.insert(0, ("", "全部种类"));
            choice::many_ui(ui, "种类", &kinds, &mut self.wanted.kind, half);
        });
        let edit = TextEdit::singleline(&mut self.wanted.text)
            .desired_width(f32::INFINITY)
            .hint_text("户名、地址、户号、编号、收据号");
        let help = "只看户名、地址、户号、编号、事故、线路或收据号里有这些字的档案。";
        field::line_ui(ui, edit, "在列表中查找", help);

        let today = shell.today();
        let near = chip::near_until(&shell.manual().calendar, today);
        let read = self.lines.refresh(shell, |work| {
            Ok(lines(
                claim::list(work)?,
                &due::due(work, None)?,
                today,
                near,
            ))
        });
        let Some(lines) = self.lines.value() else {
            return;
        };
        let changed = self.shown_for.as_ref() != Some(&self.wanted);
        if read || (changed && !ime::is_composing(ui.ctx())) {
            self.shown = shown(lines, &self.wanted);
            self.shown_for = Some(self.wanted.clone());
        }
        if self.shown.is_empty() {
            let words = if lines.is_empty() {
                "还没有违约理赔的档案。"
            } else {
                "没有这样的档案，换个状态或更短的部分再试。"
            };
            ui.add(Label::new(words).wrap());
        }
        let places: Vec<usize> = (0..self.shown.len()).collect();
        if let Some(chosen) = table_ui(ui, &self.shown, &places, open)
            && let Some(line) = self.shown.get(chosen)
        {
            shell.ask(Action::OpenClaim(line.number.clone()));
        }
    }
}

fn lines(
    rows: Vec<ClaimRow>,
    dues: &[DueItem],
    today: NaiveDate,
    near: NaiveDate,
) -> Vec<(ClaimRow, Line)> {
    let mut nearest: BTreeMap<&str, &DueItem> = BTreeMap::new();
    for item in dues {
        if let RunsOn::Claim { number, .. } = &item.on {
            nearest.entry(number).or_insert(item);
        }
    }
    let rows = rows.into_iter();
    rows.map(|row| {
        let (urgency, word, by) = match nearest.get(row.number.as_str()) {
            Some(item) if item.awaits_supervisor() => {
                let word = "待主管决定".to_owned();
                (Urgency::Waiting, word, item.deadline.due)
            }
            Some(item) => (
                Urgency::of(&item.deadline, near),
                chip::days_in_words(item.deadline.due, today),
                item.deadline.due,
            ),
            None => {
                let urgency = if row.state.is_open() {
                    Urgency::Open
                } else {
                    Urgency::Done
                };
                let word = match row.awaits_repair() {
                    true => "待修复",
                    false => row.state.chinese(),
                };
                (urgency, word.to_owned(), NaiveDate::MAX)
            }
        };
        let line = Line {
            number: row.number.clone(),
            class: row.class.wire().to_owned(),
            name: format!(
                "{} {} {}",
                short(&row.number),
                row.found_on.format("%m-%d"),
                row.name
            ),
            mark: row.kind.chinese(),
            address: format!("{} · {}元", row.address, figures(row.sums.amount)),
            urgency,
            word,
            by,
        };
        (row, line)
    })
    .collect()
}

/// The number within the office and its year: the line has no room for more.
fn short(number: &str) -> &str {
    number.rsplit('-').next().unwrap_or(number)
}

/// Those that fit, what presses first.
fn shown(lines: &[(ClaimRow, Line)], wanted: &Wanted) -> Vec<Line> {
    let text = wanted.text.trim();
    let fits = |(row, line): &&(ClaimRow, Line)| {
        let state = match wanted.filter.as_str() {
            "open" => row.state.is_open(),
            "closed" => !row.state.is_open(),
            _ => true,
        };
        let [incident, of_line] = [&row.incident, &row.line].map(|of| of.as_deref().unwrap_or(""));
        let said = [
            &line.name,
            &line.address,
            &line.number,
            &row.account,
            &row.receipts,
            incident,
            of_line,
        ];
        state
            && (wanted.kind.is_empty() || wanted.kind == row.kind.wire())
            && (text.is_empty() || said.iter().any(|words| words.contains(text)))
    };
    let mut shown: Vec<Line> = lines
        .iter()
        .filter(fits)
        .map(|(_, line)| line.clone())
        .collect();
    shown.sort_by_key(|line| line.by);
    shown
}
