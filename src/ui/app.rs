//! What is on the screen: first questions, trouble with the file, a doubtful clock, the desk, or a backup being put back.

use std::path::{Path, PathBuf};

use egui::{Context, Ui, ViewportCommand};

use crate::office::{Office, Opening};
use crate::store::clock::ClockCheck;
use crate::store::lock::{self, Window};
use crate::store::{FILE, StoreError};

use super::clock::Clock;
use super::desk::DeskScreen;
use super::first_start::FirstStart;
use super::restoring::{Order, Restoring};
use super::theme;
use super::trouble::{self, ClockDoubt, Trouble};
use super::watch::Watch;

/// The whole program on a screen, without the window around it.
#[derive(Debug)]
pub struct Desktop {
    dir: PathBuf,
    clock: Clock,
    stage: Stage,
    /// Held while this is the folder's window.
    window: Option<Window>,
    watch: Option<Watch>,
    /// Text size and darkness in force.
    look: Option<(i64, bool)>,
}

#[derive(Debug)]
enum Stage {
    FirstStart(FirstStart),
    Trouble(Trouble),
    ClockDoubt(Box<Office>, ClockDoubt),
    Desk(Box<DeskScreen>),
    Restoring(Restoring),
    /// The folder has a window already; it was asked to come forward.
    Elsewhere,
}

/// What a stage leads to.
#[derive(Debug)]
pub enum Next {
    Stay,
    /// Opens the data folder.
    Open(PathBuf),
    /// Goes on with the office that is open: the clock is believed.
    Enter,
    /// Leaves the desk and puts a backup in the place of the records.
    Restore(Order),
    Quit,
}

impl Desktop {
    /// Starts on a data folder; the first questions come before anything is made there.
    pub fn start(dir: &Path, clock: Clock) -> Self {
        let fresh = !dir.join(FILE).exists() && !trouble::has_remains(dir);
        let mut desktop = Self::at(dir, clock);
        if !fresh {
            desktop.open(dir.to_owned());
        }
        desktop
    }

    /// Whether another window has the folder: there is only a sentence to show.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.stage, Stage::Elsewhere)
    }

    /// Starts with an office that is open already.
    pub fn new(office: Office, opening: &Opening, clock: Clock) -> Self {
        let mut desktop = Self::at(office.store().dir(), clock);
        desktop.stage = desktop.opened(office, opening);
        desktop
    }

    fn at(dir: &Path, clock: Clock) -> Self {
        Self {
            dir: dir.to_owned(),
            clock,
            stage: Stage::FirstStart(FirstStart::new(dir)),
            window: None,
            watch: None,
            look: None,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        self.stand_out(ui.ctx());
        let next = match &mut self.stage {
            Stage::FirstStart(screen) => screen.first_start_ui(ui, self.clock),
            Stage::Trouble(screen) => screen.trouble_ui(ui, self.clock.now()),
            Stage::ClockDoubt(_, screen) => screen.clock_doubt_ui(ui),
            Stage::Desk(screen) => screen.desk_ui(ui),
            Stage::Restoring(screen) => screen.restoring_ui(ui),
            Stage::Elsewhere => trouble::elsewhere_ui(ui),
        };
        self.follow(ui.ctx(), next);
        self.follow_look(ui.ctx());
    }

    /// Keeps what is not yet kept; the window closes.
    pub fn close(&mut self) {
        if let Stage::Desk(screen) = &mut self.stage {
            screen.close();
        }
    }

    fn follow(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Stay => {}
            Next::Open(dir) => self.open(dir),
            Next::Enter => {
                if let Stage::ClockDoubt(office, _) =
                    std::mem::replace(&mut self.stage, Stage::Elsewhere)
                {
                    self.stage = self.enter(*office);
                }
            }
            Next::Restore(order) => self.restore(ctx, order),
            Next::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    /// The folder must be nobody's meanwhile: the desk lets go of it first.
    fn restore(&mut self, ctx: &Context, order: Order) {
        let Stage::Desk(screen) = &mut self.stage else {
            return;
        };
        screen.close();
        let desk = screen.who();
        // What the desk held open ends here, before the work begins.
        self.stage = Stage::Elsewhere;
        self.stage = Stage::Restoring(Restoring::start(&self.dir, order, desk, ctx.clone()));
    }

    fn open(&mut self, dir: PathBuf) {
        self.dir = dir;
        self.stage = match self.claim() {
            Ok(false) => Stage::Elsewhere,
            Ok(true) => match Office::open(&self.dir, self.clock.now()) {
                Ok((office, opening)) => self.opened(office, &opening),
                Err(error) => Stage::Trouble(Trouble::new(&self.dir, error)),
            },
            Err(error) => Stage::Trouble(Trouble::new(&self.dir, error.into())),
        };
    }

    /// Becomes the folder's window; where it has one, that is asked to come forward.
    fn claim(&mut self) -> Result<bool, StoreError> {
        self.window = None;
        self.window = Window::claim(&self.dir)?;
        if self.window.is_none() {
            lock::raise_first_window(&self.dir)?;
        }
        Ok(self.window.is_some())
    }

    fn opened(&self, office: Office, opening: &Opening) -> Stage {
        match opening.clock {
            ClockCheck::Fine => self.enter(office),
            doubt => Stage::ClockDoubt(Box::new(office), ClockDoubt::new(self.clock.now(), doubt)),
        }
    }

    fn enter(&self, office: Office) -> Stage {
        match DeskScreen::new(office, self.clock) {
            Ok(screen) if screen.is_set_up() => Stage::Desk(Box::new(screen)),
            Ok(_) => Stage::FirstStart(FirstStart::new(&self.dir)),
            Err(error) => Stage::Trouble(Trouble::new(&self.dir, error)),
        }
    }

    /// Watches for others' changes, and comes forward when a second window was started.
    fn stand_out(&mut self, ctx: &Context) {
        if self
            .watch
            .as_ref()
            .is_none_or(|watch| watch.dir() != self.dir)
        {
            self.watch = Some(Watch::start(ctx.clone(), &self.dir));
        }
        let asked = self
            .window
            .as_ref()
            .is_some_and(Window::asked_to_come_forward);
        if asked {
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
        }
    }

    /// Puts the text size and the colours of the settings in force.
    fn follow_look(&mut self, ctx: &Context) {
        let Stage::Desk(screen) = &self.stage else {
            return;
        };
        let settings = screen.settings();
        let wanted = (
            settings.number("window.text_size"),
            settings.get("window.theme") == "dark",
        );
        if self.look != Some(wanted) {
            self.look = Some(wanted);
            let size = i16::try_from(wanted.0).map_or(theme::TEXT_SIZE, f32::from);
            theme::apply(ctx, size, wanted.1);
            ctx.request_repaint();
        }
    }
}
