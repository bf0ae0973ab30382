//! The desk: the bars, the tab at hand, and what lies over it.

use std::collections::BTreeMap;

use egui::{CentralPanel, Context, Panel, Popup, Ui};

use crate::office::list;
use crate::office::print::Mode;
use crate::office::{Desk, Office, OfficeError, Settings};
use crate::store::backup;

use super::app::Next;
use super::clock::Clock;
use super::command::Command;
use super::finder::Finder;
use super::header::Header;
use super::help::Help;
use super::locked;
use super::printing;
use super::restoring::Order;
use super::shell::{Action, Shell};
use super::tabs::Tab;
use super::tabs::business::{Business, Family};
use super::tabs::claims::{Begin, ClaimsTab};
use super::tabs::customers::Customers;
use super::tabs::month::MonthTab;
use super::tabs::settings::{CHECK, DAILY_BACKUP, SettingsTab};
use super::tabs::today::Today;
use super::theme;
use super::widgets::{button, ime};

/// The desk with an office that is set up.
#[derive(Debug)]
pub struct DeskScreen {
    shell: Shell,
    header: Header,
    tab: Tab,
    today: Today,
    /// One a family.
    businesses: BTreeMap<Family, Business>,
    customers: Customers,
    claims: ClaimsTab,
    month: MonthTab,
    settings: SettingsTab,
    finder: Finder,
    help: Help,
    locked: bool,
    backed_up_on: Option<chrono::NaiveDate>,
    /// The desk is to be left for this.
    restore: Option<Order>,
}

impl DeskScreen {
    /// # Errors
    /// The records cannot be read.
    pub fn new(office: Office, clock: Clock) -> Result<Self, OfficeError> {
        let problems = office.file_problems().to_vec();
        let mut shell = Shell::new(office, clock)?;
        for problem in problems {
            shell
                .messages
                .failed(format!("这个文件没有采用。{problem}"));
        }
        Ok(Self {
            shell,
            header: Header::default(),
            tab: Tab::Today,
            today: Today::default(),
            businesses: BTreeMap::new(),
            customers: Customers::default(),
            claims: ClaimsTab::default(),
            month: MonthTab::default(),
            settings: SettingsTab::default(),
            finder: Finder::default(),
            help: Help::default(),
            locked: false,
            backed_up_on: None,
            restore: None,
        })
    }

    pub fn is_set_up(&self) -> bool {
        self.shell.settings().is_set_up()
    }

    pub fn settings(&self) -> &Settings {
        self.shell.settings()
    }

    /// Who sits here.
    pub fn who(&self) -> Desk {
        self.shell.desk()
    }

    /// Keeps the forms that are being filled in.
    fn keep_drafts(&mut self) {
        for business in self.businesses.values_mut() {
            business.keep_drafts(&mut self.shell);
        }
        self.claims.keep_drafts(&mut self.shell);
    }

    /// Keeps the forms and stops the long work: the window closes.
    pub fn close(&mut self) {
        self.keep_drafts();
        self.shell.jobs.end();
    }

    pub fn desk_ui(&mut self, ui: &mut Ui) -> Next {
        ime::watch(ui.ctx());
        self.shell.notice_changes();
        self.shell.jobs.attend(ui.ctx());
        self.back_up_daily();
        self.shell.tell_jobs();
        if self.locked {
            self.locked_ui(ui);
            return Next::Stay;
        }

        let header = theme::bar_frame(ui);
        let mut commands: Vec<Command> = Vec::new();
        Panel::top("header")
            .frame(header)
            .resizable(false)
            .show_separator_line(true)
            .show(ui, |ui| {
                commands.extend(self.header.header_ui(ui, &mut self.shell, self.tab));
            });
        if !Popup::is_any_open(ui.ctx()) && !ime::is_composing(ui.ctx()) {
            commands.extend(Command::pressed(ui.ctx()));
        }
        commands.extend(self.finder.finder_ui(ui.ctx(), &mut self.shell));
        self.help.help_ui(ui.ctx());
        for command in commands {
            self.carry_out(ui.ctx(), command);
        }

        CentralPanel::no_frame().show(ui, |ui| match self.tab {
            Tab::Today => self.today.today_ui(ui, &mut self.shell),
            Tab::Business(family) => {
                let (business, shell) = self.at(family);
                business.business_ui(ui, shell);
            }
            Tab::Customers => self.customers.customers_ui(ui, &mut self.shell),
            Tab::Claims => self.claims.claims_ui(ui, &mut self.shell),
            Tab::Month => self.month.month_ui(ui, &mut self.shell),
            Tab::Settings => self.settings.settings_ui(ui, &mut self.shell),
        });
        for action in self.shell.take_actions() {
            self.follow(action);
        }
        self.shell.messages.messages_ui(ui);
        if self.shell.take_outdated() {
            ui.ctx().request_repaint();
        }
        self.restore.take().map_or(Next::Stay, Next::Restore)
    }

    /// Hides everything until someone sits down.
    fn lock(&mut self, ctx: &Context) {
        self.keep_drafts();
        self.finder.close();
        self.help.close();
        self.locked = true;
        ctx.request_repaint();
    }

    fn locked_ui(&mut self, ui: &mut Ui) {
        let Some(name) = locked::locked_ui(ui, &self.shell) else {
            return;
        };
        self.locked = false;
        if name != self.shell.operator() {
            self.shell.switch_operator(&name);
        }
        ui.ctx().request_repaint();
    }

    fn carry_out(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::NewCase => self.follow(Action::NewCase),
            Command::HandIn => button::ask_hand_in(ctx),
            Command::Find => self.finder.open(),
            Command::Help => self.help.open(ctx),
            Command::Lock => self.lock(ctx),
            Command::Go(tab) => self.follow(Action::Go(tab)),
            Command::RestoreBackup => {
                self.follow(Action::Go(Tab::Settings));
                self.settings.show_backups();
            }
            Command::Save if self.tab == Tab::Settings => {
                self.settings.save_changes(&mut self.shell);
            }
            Command::Save => {
                self.keep_drafts();
                self.shell.messages.done("草稿已存下");
            }
            Command::Back if self.finder.close() || self.help.close() => {}
            Command::Back if self.tab == Tab::Customers => self.customers.step_back(),
            Command::Back if self.tab == Tab::Month => self.month.step_back(),
            Command::Print | Command::ToggleList | Command::TogglePreview | Command::Back => {
                if let Tab::Business(family) = self.tab {
                    let (business, shell) = self.at(family);
                    business.carry_out(command, shell);
                } else if self.tab == Tab::Claims {
                    self.claims.carry_out(command, &mut self.shell);
                }
            }
        }
    }

    /// Goes to the tab of a family.
    fn at(&mut self, family: Family) -> (&mut Business, &mut Shell) {
        self.tab = Tab::Business(family);
        let business = self.businesses.entry(family);
        let business = business.or_insert_with(|| Business::new(family));
        (business, &mut self.shell)
    }

    fn follow(&mut self, action: Action) {
        if !matches!(action, Action::SwitchOperator(_) | Action::Print { .. }) {
            self.keep_drafts();
        }
        match action {
            Action::Go(tab) => {
                self.shell.messages.forget(CHECK);
                self.tab = tab;
            }
            Action::OpenCase(number) => {
                let kind = self.shell.look(|work| list::kind(work, &number));
                let family = kind.flatten().map(Family::of).unwrap_or_default();
                self.at(family).0.open_case(number);
            }
            Action::OpenClaim(number) => {
                self.tab = Tab::Claims;
                self.claims.open(number);
            }
            Action::NewClaim(begin) => {
                self.tab = Tab::Claims;
                self.claims.begin(&mut self.shell, &begin);
            }
            Action::ChangeAs(draft) => {
                let (page, shell) = self.at(Family::of_word(&draft.kind));
                page.change_as(shell, *draft);
            }
            Action::OpenRefusal(number) => {
                let found = self.shell.look(|work| list::refusal(work, &number));
                let kind = found.flatten().map(|turned_away| turned_away.draft.kind);
                let family = Family::of_word(kind.as_deref().unwrap_or_default());
                let (page, shell) = self.at(family);
                page.open_refusal(shell, &number);
            }
            Action::NewCase if self.tab == Tab::Claims => {
                self.claims.begin(&mut self.shell, &Begin::Blank);
            }
            Action::NewCase => {
                let family = match self.tab {
                    Tab::Business(family) => family,
                    _ => Family::default(),
                };
                let (page, shell) = self.at(family);
                page.new_case(shell);
            }
            Action::Change { kind, account } => {
                let (page, shell) = self.at(Family::of(kind));
                page.change(shell, kind, account);
            }
            Action::CloseUnused(account) => {
                let (page, shell) = self.at(Family::Closure);
                page.close_unused(shell, account);
            }
            Action::Resume {
                account,
                suspension,
            } => {
                let (page, shell) = self.at(Family::Suspension);
                page.resume(shell, account, suspension);
            }
            Action::ConnectAnew(account) => {
                let (page, shell) = self.at(Family::Connection);
                page.connect_anew(shell, &account);
            }
            Action::OpenDraft(name) => {
                let (page, shell) = self.at(Family::of_draft(&name));
                page.open_draft(shell, &name);
            }
            Action::OpenCustomer(account) => {
                self.tab = Tab::Customers;
                self.customers.open(account);
            }
            Action::Restore(order) => self.restore = Some(order),
            Action::SwitchOperator(name) => self.shell.switch_operator(&name),
            Action::Print { subject, form } => printing::print_and_show(
                &mut self.shell,
                &subject,
                &form.as_str().into(),
                Mode::Filled,
            ),
        }
    }

    /// The backup at the day's first start, beside the window.
    fn back_up_daily(&mut self) {
        let now = self.shell.desk().now;
        if self.backed_up_on == Some(now.date()) {
            return;
        }
        self.backed_up_on = Some(now.date());
        let dir = self.shell.dir().to_owned();
        self.shell
            .jobs
            .start(DAILY_BACKUP, move || match backup::daily(&dir, now) {
                Ok(_) => Ok(None),
                Err(error) => Err(format!("今天的备份没有做成：{error}")),
            });
    }
}
