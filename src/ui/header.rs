//! The bars at the top: the office, the search, who is at the desk, the day, and the tabs with what
//! waits in them.

use std::collections::BTreeMap;

use egui::{Align, Button, CornerRadius, Layout, Rect, RichText, Sense, Stroke, Ui, vec2};

use crate::model::vocabulary::Kind;
use crate::office::{claim, due, list};

use super::clock::day_in_words;
use super::command::Command;
use super::shell::{Action, Cached, Shell};
use super::tabs::Tab;
use super::tabs::business::Family;
use super::theme;

/// What waits in each tab.
#[derive(Debug, Default)]
struct Counts {
    today: usize,
    /// By the kind of business.
    open_cases: BTreeMap<Kind, i64>,
    open_claims: i64,
}

impl Counts {
    fn of(&self, family: Family) -> i64 {
        let counts = self.open_cases.iter();
        let own = counts.filter(|(kind, _)| Family::of(**kind) == family);
        own.map(|(_, count)| count).sum()
    }
}

#[derive(Debug, Default)]
pub struct Header {
    counts: Cached<Counts>,
}

impl Header {
    /// Draws the bars; returns the command chosen.
    pub fn header_ui(&mut self, ui: &mut Ui, shell: &mut Shell, tab: Tab) -> Option<Command> {
        let mut chosen = None;
        ui.horizontal(|ui| {
            let name = shell.settings().office_name().to_owned();
            ui.add(egui::Label::new(RichText::new(name).heading()).truncate());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(day_in_words(shell.today()));
                ui.add_space(theme::NEAR);
                if operator_ui(ui, shell) {
                    chosen = Some(Command::Lock);
                }
                ui.add_space(theme::NEAR);
                let find = Command::Find;
                let label = format!("{} {}", find.icon(), find.text());
                let button = Button::new(label)
                    .shortcut_text(find.keys_in_words())
                    .min_size(vec2(240.0, 0.0));
                let button = ui.add(button).on_hover_text(find.tooltip());
                if button.accessible_name(find.text()).clicked() {
                    chosen = Some(find);
                }
                let help = Command::Help;
                let button = ui.button(help.icon()).on_hover_text(help.hint());
                if button.accessible_name(help.text()).clicked() {
                    chosen = Some(help);
                }
            });
        });
        ui.add_space(2.0);
        let counts = self.counts.get(shell, |work| {
            Ok(Counts {
                today: due::due(work, Some(0))?.len(),
                open_cases: list::open_counts(work)?,
                open_claims: claim::open_count(work)?,
            })
        });
        let count = |tab: Tab| match (tab, counts) {
            (Tab::Today, Some(counts)) => i64::try_from(counts.today).unwrap_or(i64::MAX),
            (Tab::Business(family), Some(counts)) => counts.of(family),
            (Tab::Claims, Some(counts)) => counts.open_claims,
            _ => 0,
        };
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for other in Tab::ALL {
                if tab_ui(ui, *other, *other == tab, count(*other)) {
                    chosen = Some(Command::Go(*other));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                shell.jobs.jobs_ui(ui);
            });
        });
        chosen
    }
}

/// Who is at the desk; another sits down with one click. Says whether the screen is to be locked.
fn operator_ui(ui: &mut Ui, shell: &mut Shell) -> bool {
    let mut lock = false;
    let label = format!("{} ▼", shell.operator());
    let menu = ui.menu_button(label, |ui| {
        for name in shell.settings().active_operators().to_vec() {
            let here = name == shell.operator();
            let row = ui.add(Button::selectable(here, &name).min_size(vec2(140.0, 0.0)));
            if row.accessible_name(format!("由{name}办理")).clicked() {
                shell.ask(Action::SwitchOperator(name));
                ui.close();
            }
        }
        ui.separator();
        let command = Command::Lock;
        let row = Button::new(command.text()).shortcut_text(command.keys_in_words());
        let row = ui.add(row.min_size(vec2(140.0, 0.0)));
        if row.on_hover_text(command.tooltip()).clicked() {
            lock = true;
            ui.close();
        }
    });
    menu.response
        .on_hover_text("换一个人坐到窗口前")
        .accessible_name(format!("操作员：{}", shell.operator()));
    lock
}

/// A tab; says whether it was clicked.
fn tab_ui(ui: &mut Ui, tab: Tab, here: bool, count: i64) -> bool {
    let palette = theme::palette(ui);
    let text = match count {
        0 => tab.name().to_owned(),
        count => format!("{} {count}", tab.name()),
    };
    let ink = if here { palette.accent } else { palette.text };
    let font = egui::TextStyle::Body.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text, font, ink);
    let size = vec2(galley.size().x + 28.0, theme::row_height(ui) + 4.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(5), palette.hover);
    }
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, ink);
    if here {
        let line = Rect::from_min_max(rect.left_bottom() - vec2(0.0, 3.0), rect.right_bottom());
        ui.painter().rect(
            line.shrink2(vec2(10.0, 0.0)),
            CornerRadius::same(1),
            palette.accent,
            Stroke::NONE,
            egui::StrokeKind::Inside,
        );
    }
    response.widget_info(|| {
        let mut info =
            egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, here, tab.name());
        info.current_text_value = (count > 0).then(|| format!("{count}件"));
        info
    });
    response.on_hover_text(Command::Go(tab).hint()).clicked()
}
