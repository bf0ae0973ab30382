//! Find anything (查找): customers, cases, claims and commands, by any part, from one field.

use egui::{Context, Id, Key, Label, RichText, ScrollArea, TextEdit, Ui};

use crate::model::mask;
use crate::office::find::{self, Found};

use super::command::{self, Command};
use super::shell::{Action, Shell};
use super::theme;
use super::widgets::button::whole_on_hover;
use super::widgets::{dialog, ime};

/// Lines shown at most.
const MOST: usize = 30;

/// The field and what it found.
#[derive(Debug, Default)]
pub struct Finder {
    open: bool,
    text: String,
    /// The text that `hits` were found for.
    searched: Option<(String, u64)>,
    hits: Vec<Hit>,
    at: usize,
}

#[derive(Debug)]
enum Hit {
    Found(Found),
    Command(Command),
}

impl Finder {
    pub fn open(&mut self) {
        self.open = true;
        self.text.clear();
        self.searched = None;
    }

    /// Closes it; says whether it was open.
    pub fn close(&mut self) -> bool {
        std::mem::take(&mut self.open)
    }

    /// Draws the finder if it is open; returns the command chosen.
    pub fn finder_ui(&mut self, ctx: &Context, shell: &mut Shell) -> Option<Command> {
        if !self.open {
            return None;
        }
        let mut chosen = None;
        let (down, up, enter) = ctx.input(|input| {
            let pressed = |key| input.key_pressed(key);
            (
                pressed(Key::ArrowDown),
                pressed(Key::ArrowUp),
                pressed(Key::Enter),
            )
        });
        let modal = dialog::modal(ctx, "finder").show(ctx, |ui| {
            ui.set_width(640.0);
            let edit = TextEdit::singleline(&mut self.text)
                .id(Id::unique("finder"))
                .desired_width(f32::INFINITY)
                .min_size(egui::vec2(0.0, theme::row_height(ui)))
                .hint_text("姓名、电话、地址、证件号、户号、表号、工单编号、收据号的任一部分");
            let response = ui.add(edit).accessible_name("查找内容");
            response.request_focus();
            if !ime::is_composing(ui.ctx()) {
                self.search(shell);
            }
            if down {
                self.at = (self.at + 1).min(self.hits.len().saturating_sub(1));
            }
            if up {
                self.at = self.at.saturating_sub(1);
            }
            ui.add_space(4.0);
            chosen = self.hits_ui(ui);
            if enter && chosen.is_none() && self.at < self.hits.len() {
                chosen = Some(self.at);
            }
        });
        if let Some(hit) = chosen.and_then(|at| self.hits.get(at)) {
            self.open = false;
            return go(hit, shell);
        }
        if modal.should_close() {
            self.open = false;
        }
        None
    }

    fn search(&mut self, shell: &mut Shell) {
        let wanted = (self.text.trim().to_owned(), shell.epoch());
        if self.searched.as_ref() == Some(&wanted) {
            return;
        }
        self.at = 0;
        let text = &wanted.0;
        let found = if text.is_empty() {
            Vec::new()
        } else {
            shell
                .look(|work| find::find(work, text, MOST))
                .unwrap_or_default()
        };
        let commands = command::ALL
            .iter()
            .filter(|command| command.text().contains(text.as_str()));
        let commands = commands.map(|command| Hit::Command(*command));
        self.hits = found.into_iter().map(Hit::Found).chain(commands).collect();
        self.searched = Some(wanted);
    }

    fn hits_ui(&self, ui: &mut Ui) -> Option<usize> {
        let mut chosen = None;
        if self.hits.is_empty() {
            ui.weak("没有找到。换一个更短的部分试试。");
        }
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            ui.set_min_height(theme::row_height(ui) * 6.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            for (index, hit) in self.hits.iter().enumerate() {
                let line = line(hit);
                let row = egui::Button::selectable(index == self.at, line.0.as_str())
                    .right_text(RichText::new(line.1.as_str()).small())
                    .min_size(egui::vec2(ui.available_width(), 0.0))
                    .truncate();
                let row = ui.add(row).accessible_name(line.0.as_str());
                let row = whole_on_hover(row, &[&line.0, &line.1]);
                if row.clicked() {
                    chosen = Some(index);
                }
                if index == self.at {
                    row.scroll_to_me(None);
                }
            }
        });
        if self.hits.len() >= MOST {
            let more = RichText::new("还有更多，请再多写几个字").small();
            ui.add(Label::new(more));
        }
        chosen
    }
}

/// A hit in words: what it is, and what tells it from others.
fn line(hit: &Hit) -> (String, String) {
    match hit {
        Hit::Command(command) => (
            format!("功能　{} {}", command.icon(), command.text()),
            command.keys_in_words(),
        ),
        Hit::Found(Found::Case(row)) => (
            format!("工单　{} · {}", row.name, row.address),
            format!("{} {}", row.state.chinese(), row.number),
        ),
        Hit::Found(Found::Claim(row)) => (
            format!("{}　{} · {}", row.kind.chinese(), row.name, row.address),
            format!("{} {}", row.state.chinese(), row.number),
        ),
        Hit::Found(Found::Customer(customer)) => (
            format!("客户　{} · {}", customer.party.name, customer.party.address),
            format!(
                "户号 {} {}",
                customer.account,
                mask::phone(&customer.party.phone)
            ),
        ),
    }
}

fn go(hit: &Hit, shell: &mut Shell) -> Option<Command> {
    match hit {
        Hit::Command(command) => return Some(*command),
        Hit::Found(Found::Case(row)) => shell.ask(Action::OpenCase(row.number.clone())),
        Hit::Found(Found::Claim(row)) => shell.ask(Action::OpenClaim(row.number.clone())),
        Hit::Found(Found::Customer(customer)) => {
            shell.ask(Action::OpenCustomer(customer.account.clone()));
        }
    }
    None
}
