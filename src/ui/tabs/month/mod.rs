//! 月报: a month's table, two charts, the cases behind each figure, and the folder for the stick.

mod charts;
mod claims;
mod export;
mod sticks;
mod table;

use egui::{CentralPanel, Label, Layout, RichText, ScrollArea, Ui};

use crate::model::summary::{Figure, LateStep, Month, Row, Summary};
use crate::office::summary;
use crate::report::columns::{IDENTITY, UNITS, counts, made, period};
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::theme;
use crate::ui::widgets::{button, dialog};

use export::Export;

/// Width of the list behind a figure.
const LIST: f32 = 760.0;
/// Its height at most.
const LIST_HEIGHT: f32 = 420.0;

#[derive(Debug, Default)]
pub struct MonthTab {
    /// `None`: the last month that is over.
    month: Option<Month>,
    summary: Cached<Summary>,
    export: Export,
    /// The figure whose cases are shown: of the row at this place.
    behind: Option<(usize, Figure)>,
    /// The count of claims whose files are shown.
    claims_behind: Option<claims::Behind>,
}

impl MonthTab {
    /// Closes what lies on top.
    pub fn step_back(&mut self) {
        self.behind = None;
        self.claims_behind = None;
        self.export.forget();
    }

    pub fn month_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let month = self.month(shell);
        self.summary
            .refresh(shell, |work| summary::summary(work, month));
        let frame = theme::work_frame(ui);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            self.head_ui(ui, shell, month);
            ui.add_space(theme::NEAR);
            ScrollArea::vertical()
                .id_salt("month")
                .auto_shrink(false)
                .show(ui, |ui| {
                    let Some(summary) = self.summary.value() else {
                        return;
                    };
                    if let Some(clicked) = table::table_ui(ui, summary) {
                        self.behind = Some(clicked);
                    }
                    ui.add_space(theme::NEAR);
                    let words = format!("{IDENTITY}。{}。", counts(summary));
                    ui.add(Label::new(RichText::new(words).weak()).wrap());
                    if let Some(clicked) = claims::claims_ui(ui, summary) {
                        self.claims_behind = Some(clicked);
                    }
                    ui.add_space(theme::APART);
                    charts::charts_ui(ui, summary);
                    ui.add_space(theme::APART);
                    self.export.export_ui(ui, shell, summary);
                });
        });
        self.behind_ui(ui, shell);
        if let (Some(behind), Some(summary)) = (self.claims_behind, self.summary.value())
            && claims::behind_ui(ui, shell, summary, behind)
        {
            self.claims_behind = None;
        }
    }

    /// The month chosen, else the last one that is over.
    fn month(&mut self, shell: &Shell) -> Month {
        let first_day = u32::try_from(shell.settings().number("month.first_day")).unwrap_or(1);
        *self
            .month
            .get_or_insert_with(|| summary::last_over(shell.today(), first_day))
    }

    fn head_ui(&mut self, ui: &mut Ui, shell: &Shell, month: Month) {
        // What does not fit beside the buttons.
        let mut below = None;
        ui.horizontal(|ui| {
            ui.heading(format!("月报　{month}"));
            let mut chosen = month;
            if button::quiet_ui(ui, "← 上月").clicked() {
                chosen = month.previous();
            }
            let begun = self
                .summary
                .value()
                .is_some_and(|summary| summary.to < shell.today());
            let later = ui.add_enabled_ui(begun, |ui| button::quiet_ui(ui, "下月 →"));
            if later.inner.clicked() {
                chosen = month.next();
            }
            if chosen != month {
                self.month = Some(chosen);
                self.summary.forget();
                self.behind = None;
                self.claims_behind = None;
                self.export.forget();
                ui.ctx().request_repaint();
            }
            if button::quiet_ui(ui, "去导出 ↓")
                .accessible_name("去导出")
                .clicked()
            {
                self.export.come_in_sight();
            }
            let Some(summary) = self.summary.value() else {
                return;
            };
            let words = format!("{}　{}　{UNITS}", made(summary), period(summary));
            let words = RichText::new(words).weak();
            let font = egui::TextStyle::Body.resolve(ui.style());
            let text = words.text().to_owned();
            let ink = ui.visuals().text_color();
            let width = ui.painter().layout_no_wrap(text, font, ink).size().x;
            if width + theme::BESIDE_BAR + theme::APART < ui.available_width() {
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_space(theme::BESIDE_BAR);
                    ui.label(words);
                });
            } else {
                below = Some(words);
            }
        });
        if let Some(words) = below {
            ui.add(Label::new(words).wrap());
        }
    }

    /// The cases behind the figure that was clicked.
    fn behind_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let (Some((place, figure)), Some(summary)) = (self.behind, self.summary.value()) else {
            return;
        };
        let Some(row) = summary.rows.get(place) else {
            return;
        };
        let mut close = false;
        let modal = dialog::modal(ui.ctx(), "behind").show(ui.ctx(), |ui| {
            ui.set_width(LIST);
            let title = format!("{}　{}", row.chinese(), table::name(figure));
            dialog::head_ui(ui, &title);
            let list = ScrollArea::vertical().max_height(LIST_HEIGHT);
            list.show(ui, |ui| {
                for (number, words) in lines(summary, row, figure) {
                    ui.horizontal(|ui| {
                        if button::quiet_ui(ui, &number).clicked() {
                            shell.ask(Action::OpenCase(number.clone()));
                            close = true;
                        }
                        ui.add(Label::new(words).truncate());
                    });
                    if matches!(figure, Figure::NotOnTime | Figure::Overdue) {
                        for step in summary.late_of(&number) {
                            let words = RichText::new(late_in_words(step));
                            ui.indent(&number, |ui| ui.add(Label::new(words).wrap()));
                        }
                    }
                }
            });
            ui.add_space(theme::NEAR);
            close |= ui.button("关上").clicked();
        });
        if close || modal.should_close() {
            self.behind = None;
        }
    }
}

/// What a list says of each case: its number, and the rest.
fn lines(summary: &Summary, row: &Row, figure: Figure) -> Vec<(String, String)> {
    if figure == Figure::Adjusted {
        let adjusted = summary.adjusted_behind(row).into_iter();
        return adjusted
            .map(|one| {
                let kva = one.kva.normalize();
                let words = format!("{}户　{kva}千伏安　{}", one.cases, one.why);
                (one.case.clone(), words)
            })
            .collect();
    }
    let cases = summary.behind(row, figure).into_iter();
    cases
        .map(|case| {
            let mut words = format!(
                "{}　{}千伏安　{}受理",
                case.customer,
                case.kva.normalize(),
                case.accepted_on
            );
            if let Some(day) = case.completed_on {
                words.push_str(&format!("　{day}办结"));
            }
            if let Some(day) = case.voided_on {
                words.push_str(&format!("　{day}作废"));
            }
            if case.overdue {
                words.push_str("　■ 超期");
            }
            (case.case.clone(), words)
        })
        .collect()
}

/// Which step was late, and by how much.
fn late_in_words(step: &LateStep) -> String {
    let (name, due, days) = (&step.step_name, step.due, step.days);
    match step.done {
        Some(on) => format!("{name}：{due}到期，{on}才办，超期{days}天"),
        None => format!("{name}：{due}到期，还没有办，超期{days}天"),
    }
}
