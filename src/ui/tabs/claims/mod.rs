//! 违约理赔: late bills, breach, theft, damaged appliances: the list at the left, the file at the right.
//!
//! | part | file |
//! |------|------|
//! | the list | `list` |
//! | a file being opened | `opening`, `incident` |
//! | a file: head, steps, papers, history | `page`, `step`, `sections` |
//! | fields of facts, inputs and steps | `fields` |
//! | the amount, line by line | `amount` |

mod amount;
mod correction;
mod fields;
mod incident;
mod list;
mod opening;
mod page;
mod sections;
mod step;

use egui::{CentralPanel, Label, Panel, RichText, Ui};

use crate::model::claim::ClaimKind;
use crate::office::claim::suggested::{self, Suggested};
use crate::ui::command::Command;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;

use list::ClaimList;
use opening::Opening;
use page::ClaimPage;

/// With what a file begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begin {
    /// With nothing.
    Blank,
    /// A kind on an account (BREACH-4).
    Account { kind: ClaimKind, account: String },
    /// The use of what a suspension stopped (BREACH-3).
    Suspension { account: String, suspension: String },
}

/// The tab.
#[derive(Debug, Default)]
pub struct ClaimsTab {
    list: ClaimList,
    place: Place,
    list_folded: bool,
    preview_folded: bool,
}

/// What stands at the right.
#[derive(Debug, Default)]
enum Place {
    #[default]
    Nothing,
    Opening(Box<Opening>),
    Page(Box<ClaimPage>),
}

/// Where the work goes on after a frame.
#[derive(Debug)]
enum Onward {
    Stay,
    /// To the file that was opened.
    Page(String),
}

impl ClaimsTab {
    /// A file about to be opened.
    pub fn begin(&mut self, shell: &mut Shell, begin: &Begin) {
        let kind = match begin {
            Begin::Account { kind, .. } => *kind,
            Begin::Blank | Begin::Suspension { .. } => ClaimKind::Breach,
        };
        let suggested = match begin {
            Begin::Blank => None,
            Begin::Account { kind, account } => {
                shell.look(|work| suggested::of_account(work, account, *kind))
            }
            Begin::Suspension {
                account,
                suspension,
            } => shell.look(|work| suggested::of_suspension(work, account, suspension)),
        };
        self.place = Place::Opening(Box::new(match (begin, suggested) {
            (Begin::Blank, _) => Opening::kept(shell),
            (_, suggested) => {
                let suggested: Suggested = suggested.unwrap_or_default();
                Opening::new(kind, suggested)
            }
        }));
    }

    pub fn open(&mut self, number: String) {
        self.place = Place::Page(Box::new(ClaimPage::new(number)));
    }

    pub fn keep_drafts(&mut self, shell: &mut Shell) {
        if let Place::Opening(opening) = &mut self.place {
            opening.keep(shell);
        }
    }

    pub fn carry_out(&mut self, command: Command, shell: &mut Shell) {
        match command {
            Command::ToggleList => self.list_folded = !self.list_folded,
            Command::TogglePreview => self.preview_folded = !self.preview_folded,
            Command::Print => match &mut self.place {
                Place::Page(page) => page.print(shell),
                Place::Opening(_) => shell.messages.done("立案后才有编号，立案了再打印"),
                Place::Nothing => {}
            },
            Command::Back => {
                let closes = match &mut self.place {
                    Place::Page(page) => !page.step_back(),
                    Place::Opening(_) | Place::Nothing => true,
                };
                if closes {
                    self.keep_drafts(shell);
                    self.place = Place::Nothing;
                }
            }
            _ => {}
        }
    }

    pub fn claims_ui(&mut self, ui: &mut Ui, shell: &mut Shell) {
        if !self.list_folded {
            let width = 365.0 * theme::scale(ui).min(1.25);
            Panel::left("claims")
                .exact_size(width)
                .resizable(false)
                .frame(theme::ground_frame(ui))
                .show(ui, |ui| {
                    let open = match &self.place {
                        Place::Page(page) => page.number().to_owned(),
                        Place::Opening(_) | Place::Nothing => String::new(),
                    };
                    self.list.list_ui(ui, shell, &open);
                });
        }
        let beside = !self.preview_folded;
        CentralPanel::no_frame().show(ui, |ui| {
            let onward = match &mut self.place {
                Place::Nothing => {
                    nothing_ui(ui);
                    Onward::Stay
                }
                Place::Opening(opening) => opening.opening_ui(ui, shell, beside),
                Place::Page(page) => {
                    page.page_ui(ui, shell, beside);
                    Onward::Stay
                }
            };
            match onward {
                Onward::Stay => {}
                Onward::Page(number) => self.open(number),
            }
        });
    }
}

fn nothing_ui(ui: &mut Ui) {
    theme::work_frame(ui).show(ui, |ui| {
        ui.take_available_space();
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.3);
            let words = "从左边选一份档案，或者按“新的档案”立案。";
            ui.add(Label::new(words).wrap());
            let more = "擅自使用暂停设备的，在“暂停”页的台账或暂停工单上按“擅自使用…”立案；移表、动表的，也可以在“客户”页按“登记违约用电”立案。";
            ui.add(Label::new(RichText::new(more).weak()).wrap());
        });
    });
}

/// The button that opens a file.
fn new_ui(ui: &mut Ui) -> bool {
    button::primary_ui(ui, "＋ 新的档案")
        .on_hover_text("登记违约用电、窃电、家电损坏或电费违约金")
        .accessible_name("新的档案")
        .clicked()
}
