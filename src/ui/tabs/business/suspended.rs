//! What is suspended now (暂停台账): what has run out, what ends soon, what runs, what waits to be sealed.

use chrono::NaiveDate;
use egui::{Label, RichText, ScrollArea, Ui};

use crate::model::money::figures;
use crate::model::vocabulary::Billing;
use crate::office::suspension::{self, Tracked};
use crate::rules::case_number::is_opening;
use crate::rules::suspension::standing::Stage;
use crate::rules::suspension::{called, equipment};
use crate::ui::shell::{Action, Cached, Shell};
use crate::ui::tabs::claims::Begin;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::chip::{self, Urgency};

/// Days within which an end is near.
const SOON: i64 = 30;
/// Room for the buttons and the gaps.
const BESIDE: f32 = 240.0;
/// The share of the chip, below which the second line is indented.
const CHIP: f32 = 0.15;

/// The list, while no case is open.
#[derive(Debug, Default)]
pub(super) struct Suspended {
    tracked: Cached<Vec<Tracked>>,
    day: Option<NaiveDate>,
}

impl Suspended {
    pub(super) fn suspended_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let today = shell.today();
        if self.day != Some(today) {
            self.day = Some(today);
            self.tracked.forget();
        }
        self.tracked.refresh(shell, suspension::tracked);
        theme::work_frame(ui).show(ui, |ui| {
            ui.take_available_space();
            ui.heading("暂停台账");
            let Some(tracked) = self.tracked.value() else {
                return;
            };
            if tracked.is_empty() {
                ui.add_space(theme::APART);
                ui.label("没有正在暂停的户。");
                return;
            }
            ScrollArea::vertical()
                .id_salt("suspended")
                .auto_shrink(false)
                .show(ui, |ui| {
                    let width = ui.available_width() - BESIDE * theme::scale(ui);
                    for group in Group::ALL {
                        let lines = tracked.iter().filter(|one| Group::of(one, today) == group);
                        let lines: Vec<&Tracked> = lines.collect();
                        if lines.is_empty() {
                            continue;
                        }
                        ui.add_space(theme::APART - theme::NEAR);
                        let title = format!("{}　{}", group.chinese(), lines.len());
                        ui.label(RichText::new(title).strong());
                        for one in lines {
                            line_ui(ui, shell, one, (group, today), width);
                        }
                    }
                });
        });
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    RunOut,
    Soon,
    Running,
    Planned,
}

impl Group {
    const ALL: [Group; 4] = [Group::RunOut, Group::Soon, Group::Running, Group::Planned];

    fn of(one: &Tracked, today: NaiveDate) -> Self {
        let standing = &one.line.standing;
        match standing.stage {
            Stage::RunOut => Group::RunOut,
            Stage::Planned => Group::Planned,
            _ if (standing.full_from - today).num_days() <= SOON => Group::Soon,
            _ => Group::Running,
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Group::RunOut => "已到期未恢复",
            Group::Soon => "30天内到期",
            Group::Running => "暂停中",
            Group::Planned => "待加封",
        }
    }

    fn urgency(self) -> Urgency {
        match self {
            Group::RunOut => Urgency::Overdue,
            Group::Soon => Urgency::Near,
            Group::Running => Urgency::Open,
            Group::Planned => Urgency::Waiting,
        }
    }
}

fn line_ui(
    ui: &mut Ui,
    shell: &mut Shell,
    one: &Tracked,
    (group, today): (Group, NaiveDate),
    width: f32,
) {
    let (customer, line) = (&one.customer, &one.line);
    let suspension = &line.suspension;
    ui.horizontal(|ui| {
        let word = match group {
            Group::Planned => chip::days_in_words(suspension.from, today),
            _ => chip::days_in_words(line.standing.full_from, today),
        };
        cell_ui(ui, CHIP * width, |ui| {
            chip::chip_ui(ui, group.urgency(), &word)
        });
        cell_ui(ui, 0.4 * width, |ui| {
            if button::quiet_cut_ui(ui, &customer.party.name).clicked() {
                shell.ask(Action::OpenCustomer(customer.account.clone()));
            }
        });
        let equipment = match group {
            Group::Planned => equipment::names(&suspension.equipment),
            _ => equipment::names(suspension.sealed()),
        };
        cell_ui(ui, 0.43 * width, |ui| {
            ui.add(Label::new(equipment).truncate());
        });
        if group == Group::Planned {
            return;
        }
        let name = format!("擅自使用… {}", customer.party.name);
        let used = button::quiet_ui(ui, "擅自使用…").accessible_name(name);
        if used.clicked() {
            shell.ask(Action::NewClaim(Begin::Suspension {
                account: customer.account.clone(),
                suspension: suspension.case.clone(),
            }));
        }
        let name = format!("办理恢复 {}", customer.party.name);
        let resume = ui.button("办理恢复").accessible_name(name);
        if resume.clicked() {
            shell.ask(Action::Resume {
                account: customer.account.clone(),
                suspension: suspension.case.clone(),
            });
        }
    });
    // Below, whole at any width: a year and a number that are cut tell nothing.
    ui.horizontal_wrapped(|ui| {
        ui.add_space(CHIP * width);
        ui.weak(format!("{}至{}", suspension.start(), suspension.to));
        if is_opening(&suspension.case) {
            ui.label(called(&suspension.case));
        } else if button::quiet_ui(ui, &suspension.case).clicked() {
            shell.ask(Action::OpenCase(suspension.case.clone()));
        }
    });
    if let Some(words) = billed_in_words(one) {
        let ink = theme::palette(ui).red;
        ui.add(Label::new(RichText::new(words).color(ink)).wrap());
    }
}

/// Of its own width, so that lines stand below each other.
fn cell_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let size = egui::vec2(width, theme::row_height(ui));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        content(ui);
    });
}

/// Since when, and how much a day, what has run out is billed in full (SUSPEND-7).
fn billed_in_words(one: &Tracked) -> Option<String> {
    let standing = &one.line.standing;
    if standing.stage != Stage::RunOut {
        return None;
    }
    if one.customer.billing == Billing::Single {
        return Some(format!("　　{}期满，还没有启封。", standing.full_from));
    }
    let mut words = format!("　　自{}起按全部容量计收基本电费", standing.full_from);
    match &one.daily {
        Some(Ok(daily)) => words.push_str(&format!("，每天{}元", figures(*daily))),
        Some(Err(missing)) => words.push_str(&format!("，每天多少算不出：{missing}")),
        None => {}
    }
    words.push('。');
    Some(words)
}
