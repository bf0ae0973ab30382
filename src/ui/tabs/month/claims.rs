//! The claims of the month by kind (违约理赔): a count leads to its files.

use egui::{Align, Grid, Label, Layout, RichText, ScrollArea, Ui};

use crate::model::claim::ClaimKind;
use crate::model::money::figures;
use crate::model::summary::{ClaimLine, ClaimTotals, Summary};
use crate::ui::shell::{Action, Shell};
use crate::ui::theme;
use crate::ui::widgets::{button, dialog};

use super::{LIST, LIST_HEIGHT};

/// Room of a column of figures.
const FIGURE: f32 = 96.0;

/// A count of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    AtStart,
    Found,
    Closed,
    Open,
}

impl Count {
    const ALL: [Self; 4] = [Self::AtStart, Self::Found, Self::Closed, Self::Open];

    fn chinese(self) -> &'static str {
        match self {
            Self::AtStart => "期初未结",
            Self::Found => "本期立案",
            Self::Closed => "本期结案",
            Self::Open => "期末未结",
        }
    }

    fn of(self, totals: &ClaimTotals) -> i64 {
        match self {
            Self::AtStart => totals.at_start(),
            Self::Found => totals.found,
            Self::Closed => totals.closed,
            Self::Open => totals.open,
        }
    }

    /// Whether a file is one of those counted.
    fn holds(self, summary: &Summary, line: &ClaimLine) -> bool {
        let in_month = |day| (summary.from..=summary.to).contains(&day);
        let closed = line.closed_on;
        match self {
            Self::AtStart => {
                line.found_on < summary.from && closed.is_none_or(|day| day >= summary.from)
            }
            Self::Found => in_month(line.found_on),
            Self::Closed => closed.is_some_and(in_month),
            Self::Open => closed.is_none(),
        }
    }
}

/// The files of a kind behind a count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Behind(ClaimKind, Count);

/// Draws the table, where there was anything; returns the count that was clicked.
pub(super) fn claims_ui(ui: &mut Ui, summary: &Summary) -> Option<Behind> {
    let mut kinds = summary
        .claims
        .iter()
        .filter(|one| !one.is_empty())
        .peekable();
    kinds.peek()?;
    let mut clicked = None;
    ui.add_space(theme::NEAR);
    ui.label(RichText::new("违约理赔（件、元，不含作废的）").strong());
    Grid::new("claims").striped(true).show(ui, |ui| {
        ui.weak("种类");
        let sums = ["合计金额", "本期收付"];
        for head in Count::ALL.map(Count::chinese).into_iter().chain(sums) {
            cell_ui(ui, |ui| ui.weak(head));
        }
        ui.end_row();
        for one in kinds {
            ui.label(one.kind.chinese());
            for count in Count::ALL {
                let number = count.of(one);
                cell_ui(ui, |ui| match number {
                    0 => ui.weak("0"),
                    _ => {
                        let name = format!("{} {} {number}", one.kind.chinese(), count.chinese());
                        let leads = button::quiet_ui(ui, &number.to_string())
                            .on_hover_text("看看是哪些档案")
                            .accessible_name(name);
                        if leads.clicked() {
                            clicked = Some(Behind(one.kind, count));
                        }
                        leads
                    }
                });
            }
            for yuan in [one.amount, one.paid] {
                cell_ui(ui, |ui| ui.label(figures(yuan)));
            }
            ui.end_row();
        }
    });
    clicked
}

/// Of its own width, what is in it at the right.
fn cell_ui<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) {
    let size = egui::vec2(FIGURE * theme::scale(ui), theme::row_height(ui) * 0.8);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(size);
        // A count that leads on stands where the others stand.
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        ui.spacing_mut().interact_size.y = size.y;
        content(ui);
    });
}

/// The files behind the count; says whether to close them.
pub(super) fn behind_ui(
    ui: &Ui,
    shell: &mut Shell,
    summary: &Summary,
    Behind(kind, count): Behind,
) -> bool {
    let mut close = false;
    let modal = dialog::modal(ui.ctx(), "claims behind").show(ui.ctx(), |ui| {
        ui.set_width(LIST);
        dialog::head_ui(ui, &format!("{}　{}", kind.chinese(), count.chinese()));
        let list = ScrollArea::vertical().max_height(LIST_HEIGHT);
        list.show(ui, |ui| {
            let files = summary.claim_files.iter();
            let files = files.filter(|line| line.kind == kind && count.holds(summary, line));
            for line in files {
                ui.horizontal(|ui| {
                    if button::quiet_ui(ui, &line.claim).clicked() {
                        shell.ask(Action::OpenClaim(line.claim.clone()));
                        close = true;
                    }
                    ui.add(Label::new(in_words(line)).truncate());
                });
            }
        });
        ui.add_space(theme::NEAR);
        close |= ui.button("关上").clicked();
    });
    close || modal.should_close()
}

fn in_words(line: &ClaimLine) -> String {
    let mut words = format!(
        "{}　{}立案　合计{}元",
        line.customer,
        line.found_on,
        figures(line.amount)
    );
    if !line.paid.is_zero() {
        words.push_str(&format!("　本期收付{}元", figures(line.paid)));
    }
    if let Some(day) = line.closed_on {
        words.push_str(&format!("　{day}结案"));
    }
    words
}
