//! The businesses (业务), one tab a family: the list at the left, the case or the intake at the right.

pub mod autosave;
mod batch;
pub mod case;
pub mod documents;
mod family;
mod idle;
pub mod intake;
pub mod list;
mod suspended;
mod turned_away;

use egui::{CentralPanel, Panel, Ui};

use crate::model::application::Draft;
use crate::model::vocabulary::Kind;
use crate::office::customer;
use crate::office::list as list_of_office;
use crate::ui::command::Command;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;

pub use family::Family;

use case::CasePage;
use idle::IdleList;
use intake::Intake;
use list::CaseList;
use suspended::Suspended;
use turned_away::TurnedAwayPage;

/// The tab.
#[derive(Debug)]
pub struct Business {
    family: Family,
    list: CaseList,
    /// What stands at the right of the closures while no case does.
    idle: IdleList,
    place: Place,
    list_folded: bool,
    /// Whether the clerk wants the preview; without a word, where there is room.
    preview_wanted: Option<bool>,
    preview_shown: bool,
    suspended: Suspended,
}

/// What stands at the right.
#[derive(Debug, Default)]
enum Place {
    #[default]
    Nothing,
    Intake(Box<Intake>),
    Case(Box<CasePage>),
    TurnedAway(Box<TurnedAwayPage>),
}

/// Where the work goes on after a frame.
#[derive(Debug)]
pub(super) enum Onward {
    Stay,
    /// To a case, with a form to print at once.
    Case {
        number: String,
        offer: String,
    },
    TurnedAway(Box<crate::store::refusal::TurnedAway>),
    Close,
}

impl Business {
    pub fn new(family: Family) -> Self {
        Self {
            family,
            list: CaseList::new(family),
            idle: IdleList::default(),
            place: Place::default(),
            list_folded: false,
            preview_wanted: None,
            preview_shown: false,
            suspended: Suspended::default(),
        }
    }

    pub fn new_case(&mut self, shell: &mut Shell) {
        self.place = Place::Intake(Box::new(Intake::new(shell, self.family)));
    }

    pub fn change(&mut self, shell: &Shell, kind: Kind, account: String) {
        self.place = Place::Intake(Box::new(Intake::change(shell, kind, account)));
    }

    /// The closure of an account that nobody uses.
    pub fn close_unused(&mut self, shell: &Shell, account: String) {
        self.place = Place::Intake(Box::new(Intake::closure_unused(shell, account)));
    }

    /// A change filled in beforehand.
    pub fn change_as(&mut self, shell: &Shell, draft: Draft) {
        self.place = Place::Intake(Box::new(Intake::filled(shell, draft)));
    }

    /// The resumption of a suspension.
    pub fn resume(&mut self, shell: &Shell, account: String, suspension: String) {
        self.place = Place::Intake(Box::new(Intake::resumption(shell, account, suspension)));
    }

    /// A new connection filled in from an account that cannot be had back.
    pub fn connect_anew(&mut self, shell: &mut Shell, account: &str) {
        let file = shell.look(|work| customer::customer_file(work, account));
        if let Some(file) = file {
            self.place = Place::Intake(Box::new(Intake::anew(shell, &file.customer)));
        }
    }

    pub fn open_draft(&mut self, shell: &mut Shell, name: &str) {
        if let Some(intake) = Intake::of_draft(shell, name) {
            self.place = Place::Intake(Box::new(intake));
        }
    }

    pub fn open_case(&mut self, number: String) {
        self.place = Place::Case(Box::new(CasePage::new(number)));
    }

    pub fn open_refusal(&mut self, shell: &mut Shell, number: &str) {
        let found = shell.look(|work| list_of_office::refusal(work, number));
        if let Some(turned_away) = found.flatten() {
            self.place = Place::TurnedAway(Box::new(TurnedAwayPage::new(turned_away)));
        }
    }

    pub fn keep_drafts(&mut self, shell: &mut Shell) {
        match &mut self.place {
            Place::Intake(intake) => intake.keep(shell),
            Place::Case(page) => page.keep(shell),
            Place::Nothing | Place::TurnedAway(_) => {}
        }
    }

    pub fn carry_out(&mut self, command: Command, shell: &mut Shell) {
        match command {
            Command::ToggleList => self.list_folded = !self.list_folded,
            Command::TogglePreview => self.preview_wanted = Some(!self.preview_shown),
            Command::Print => match &mut self.place {
                Place::Case(page) => page.print(shell),
                Place::TurnedAway(page) => page.print(shell),
                Place::Intake(_) => shell.messages.done("受理后才有编号，受理了再打印"),
                Place::Nothing => {}
            },
            Command::Back => {
                let closes = match &mut self.place {
                    Place::Case(page) => !page.step_back(),
                    Place::Intake(intake) => !intake.step_back(),
                    Place::Nothing | Place::TurnedAway(_) => true,
                };
                if closes {
                    self.keep_drafts(shell);
                    self.place = Place::Nothing;
                }
            }
            _ => {}
        }
    }

    pub fn business_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        let narrow = ui.available_width() < 1100.0 * theme::scale(ui);
        if !self.list_folded {
            let width = 290.0 * theme::scale(ui).min(1.25);
            Panel::left("cases")
                .exact_size(width)
                .resizable(false)
                .frame(theme::ground_frame(ui))
                .show(ui, |ui| {
                    let open = match &self.place {
                        Place::Case(page) => page.number(),
                        Place::Intake(intake) => intake.draft_name(),
                        Place::TurnedAway(page) => page.number(),
                        Place::Nothing => "",
                    };
                    let open = open.to_owned();
                    self.list.list_ui(ui, shell, &open);
                });
        }
        let preview = self.preview_wanted.unwrap_or(!narrow);
        self.preview_shown = preview;
        CentralPanel::no_frame().show(ui, |ui| {
            let onward = match &mut self.place {
                Place::Nothing if self.family == Family::Suspension => {
                    self.suspended.suspended_ui(ui, shell);
                    Onward::Stay
                }
                Place::Nothing if self.family == Family::Closure => {
                    self.idle.idle_ui(ui, shell);
                    Onward::Stay
                }
                Place::Nothing => {
                    nothing_ui(ui, shell);
                    Onward::Stay
                }
                Place::Intake(intake) => intake.intake_ui(ui, shell, preview),
                Place::Case(page) => page.case_ui(ui, shell, preview),
                Place::TurnedAway(page) => page.turned_away_ui(ui, shell),
            };
            match onward {
                Onward::Stay => {}
                Onward::Close => self.place = Place::Nothing,
                Onward::Case { number, offer } => {
                    self.place = Place::Case(Box::new(CasePage::offering(number, &offer)));
                }
                Onward::TurnedAway(turned_away) => {
                    let page = TurnedAwayPage::new(*turned_away);
                    self.place = Place::TurnedAway(Box::new(page));
                }
            }
        });
    }
}

/// Nothing is open: what can be done.
fn nothing_ui(ui: &mut Ui, shell: &mut Shell) {
    theme::work_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.3);
            ui.label("从左边选一件工单，或者");
            ui.add_space(theme::NEAR);
            if button::primary_command_ui(ui, Command::NewCase).clicked() {
                shell.ask(crate::ui::shell::Action::NewCase);
            }
            ui.add_space(theme::NEAR);
            ui.weak(Command::NewCase.hint());
        });
    });
}
