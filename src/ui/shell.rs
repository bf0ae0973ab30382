//! What every screen works with: the office, who is at the desk, and a way to tell the clerk.

use chrono::NaiveDate;

use crate::model::application::Draft;
use crate::model::vocabulary::Kind;
use crate::office::{Desk, Office, OfficeError, Settings, Work};
use crate::rules::{Manual, Refusal};
use crate::store::Revision;

use super::clock::Clock;
use super::job::Jobs;
use super::message::Messages;
use super::restoring::Order;
use super::tabs::Tab;
use super::tabs::claims::Begin;

/// What a screen asks the window to do after it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Go(Tab),
    OpenCase(String),
    OpenRefusal(String),
    OpenClaim(String),
    NewClaim(Begin),
    OpenCustomer(String),
    NewCase,
    /// A change of an account.
    Change {
        kind: Kind,
        account: String,
    },
    /// The closure of an account that nobody uses.
    CloseUnused(String),
    /// A change filled in beforehand.
    ChangeAs(Box<Draft>),
    /// What a suspension stopped runs again.
    Resume {
        account: String,
        suspension: String,
    },
    /// A new connection in the place of an account that cannot be had back (REMOVE-6).
    ConnectAnew(String),
    OpenDraft(String),
    SwitchOperator(String),
    Print {
        subject: String,
        form: String,
    },
    /// The desk is left, and a backup takes the place of the records.
    Restore(Order),
}

/// Frames drawn after something happened: the content, the panel around it, the scroll area in that.
const FRAMES_AFTER: u8 = 3;

/// The office at the desk.
#[derive(Debug)]
pub struct Shell {
    office: Office,
    clock: Clock,
    operator: String,
    settings: Settings,
    pub messages: Messages,
    pub jobs: Jobs,
    actions: Vec<Action>,
    /// Frames still to be drawn: something happened after parts of the screen were, and a panel takes one
    /// more to find its size.
    outdated: u8,
    revision: Option<Revision>,
    epoch: u64,
}

impl Shell {
    /// Sits down at the desk: as the operator who sat there last.
    ///
    /// # Errors
    /// The settings cannot be read.
    pub fn new(office: Office, clock: Clock) -> Result<Self, OfficeError> {
        let mut shell = Self {
            office,
            clock,
            operator: String::new(),
            settings: Settings::default(),
            messages: Messages::default(),
            jobs: Jobs::default(),
            actions: Vec::new(),
            outdated: 0,
            revision: None,
            epoch: 0,
        };
        shell.settings = shell
            .office
            .look(&shell.desk(), |work| Ok(work.settings.clone()))?;
        shell.operator = shell
            .settings
            .usual_operator()
            .unwrap_or_default()
            .to_owned();
        Ok(shell)
    }

    pub fn desk(&self) -> Desk {
        Desk {
            today: self.today(),
            now: self.clock.now(),
            operator: self.operator.clone(),
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    pub fn clock(&self) -> Clock {
        self.clock
    }

    pub fn operator(&self) -> &str {
        &self.operator
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub fn manual(&self) -> &Manual {
        self.office.manual()
    }

    /// The data folder.
    pub fn dir(&self) -> &std::path::Path {
        self.office.store().dir()
    }

    /// Grows whenever the records changed: what was read in an older epoch is read again.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Looks whether anyone changed the file, and reads the settings again if so.
    pub fn notice_changes(&mut self) {
        match self.office.store().revision() {
            Ok(revision) if self.revision == Some(revision) => {}
            Ok(revision) => {
                self.revision = Some(revision);
                self.epoch += 1;
                if let Some(settings) = self.look(|work| Ok(work.settings.clone())) {
                    self.settings = settings;
                }
                let here = self.settings.active_operators().contains(&self.operator);
                if !here {
                    let usual = self.settings.usual_operator();
                    self.operator = usual.unwrap_or_default().to_owned();
                }
            }
            Err(error) => self.messages.failed(error.to_string()),
        }
    }

    /// Reads; what goes wrong is told, and nothing comes back.
    pub fn look<T>(&mut self, look: impl FnOnce(Work<'_>) -> Result<T, OfficeError>) -> Option<T> {
        match self.office.look(&self.desk(), look) {
            Ok(seen) => Some(seen),
            Err(error) => {
                self.messages.failed(error.to_string());
                None
            }
        }
    }

    /// Acts as one transaction.
    ///
    /// # Errors
    /// The refusals, for the screen to show where they belong. A failure is told here and comes back as
    /// an empty list: it is handled once.
    pub fn act<T>(
        &mut self,
        act: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Result<T, Vec<Refusal>> {
        self.outdated = FRAMES_AFTER;
        match self.office.act(&self.desk(), act) {
            Ok(done) => Ok(done),
            Err(OfficeError::Refused(refusals)) => Err(refusals),
            Err(error) => {
                self.messages.failed(error.to_string());
                Err(Vec::new())
            }
        }
    }

    /// Acts where no field can show a refusal: it is told like a failure.
    pub fn act_or_tell<T>(
        &mut self,
        act: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Option<T> {
        match self.act(act) {
            Ok(done) => Some(done),
            Err(refusals) => {
                for refusal in refusals {
                    let Refusal {
                        message, instead, ..
                    } = refusal;
                    self.messages.failed(format!("{message}。{instead}"));
                }
                None
            }
        }
    }

    /// Another operator sits down.
    pub fn switch_operator(&mut self, name: &str) {
        self.operator = name.to_owned();
        let change = [("desk.operator".to_owned(), name.to_owned())];
        let done = self.act_or_tell(|work| crate::office::settings::change(work, &change));
        if done.is_some() {
            self.messages.done(format!("现在由{name}办理"));
        }
    }

    /// Tells what came of the work beside the window.
    pub fn tell_jobs(&mut self) {
        self.jobs.tell(&mut self.messages);
    }

    pub fn ask(&mut self, action: Action) {
        self.outdated = FRAMES_AFTER;
        self.actions.push(action);
    }

    /// Whether the screen must be drawn once more.
    pub fn take_outdated(&mut self) -> bool {
        let outdated = self.outdated > 0;
        self.outdated = self.outdated.saturating_sub(1);
        outdated
    }

    pub fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }
}

/// Something read from the office, read again when the records changed.
#[derive(Debug)]
pub struct Cached<T> {
    epoch: Option<u64>,
    value: Option<T>,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            epoch: None,
            value: None,
        }
    }
}

impl<T> Cached<T> {
    /// The value as it stands; `None` where it could not be read.
    pub fn get(
        &mut self,
        shell: &mut Shell,
        look: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> Option<&T> {
        self.refresh(shell, look);
        self.value.as_ref()
    }

    /// Reads again if need be; says whether it did.
    pub fn refresh(
        &mut self,
        shell: &mut Shell,
        look: impl FnOnce(Work<'_>) -> Result<T, OfficeError>,
    ) -> bool {
        let stale = self.epoch != Some(shell.epoch());
        if stale {
            self.epoch = Some(shell.epoch());
            self.value = shell.look(look);
        }
        stale
    }

    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    pub fn forget(&mut self) {
        self.epoch = None;
    }
}
