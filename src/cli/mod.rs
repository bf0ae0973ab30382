//! The desk without a window (命令行): the same acts, the same refusals in the same words.
//!
//! | part | where |
//! |------|-------|
//! | what is typed, and what is wrong with it | [`args`], `typed`, `input` |
//! | how a command ends: exit 0, 2 refused, 1 failed | `failure`, `output` |
//! | the office, a day and an operator | [`session`], `private` (masks) |
//! | applications and documents; steps; the case | `intake`, `step`, `case`, `application`, `case_text`, `next` |
//! | lists and looks | `due`, `customer`, `find`, `history` |
//! | facts outside a case | `record`, `contact` |
//! | breach, theft, late bills, damage | `claim` |
//! | prices and charges | `price` |
//! | files of customers, openings, prices | `import` |
//! | the month's summary and its folder; many folders as one | `summary`, `merge` |
//! | papers, and the wording of contracts | `print`, `batch`, `contracts` |
//! | something to try it with | `demo` |
//! | what this build knows, and calculations | `rules`, `calc` |
//! | the office itself and its data | `settings`, `upkeep`, `export` |
//!
//! Every command makes one [`output::Answer`], which is printed either as one JSON document or as lines for
//! a person.

mod application;
pub mod args;
mod batch;
mod calc;
mod case;
mod case_text;
mod claim;
mod contact;
mod contracts;
mod customer;
mod demo;
mod due;
mod export;
mod failure;
mod find;
mod history;
mod import;
mod input;
mod intake;
mod merge;
mod next;
mod output;
mod price;
mod print;
mod private;
mod record;
mod rules;
pub mod session;
mod settings;
mod step;
mod summary;
mod suspension;
mod typed;
mod upkeep;

use std::ffi::OsString;
use std::process::ExitCode;

use chrono::NaiveDateTime;

use crate::report::merge::Gaps;
use crate::rules::Manual;

use args::{Action, Arguments, Globals};
use output::Answer;
use session::Session;

pub use failure::Failure;

/// Reads the command line. What asks for help or cannot be read ends the process.
///
/// # Errors
/// The exit code, once everything has been printed.
pub fn read(typed: Vec<OsString>) -> Result<Arguments, ExitCode> {
    let as_json = typed.iter().any(|word| word == "--json");
    args::parse(typed).map_err(|error| {
        if error.use_stderr() {
            output::end(Err(typed::refusal(&error)), as_json)
        } else {
            output::end(
                Ok(Answer::new(serde_json::Value::Null, args::help(&error))),
                false,
            )
        }
    })
}

/// Does what the command asks for and prints the outcome. `now` is the wall clock.
pub fn run(globals: &Globals, action: &Action, now: NaiveDateTime) -> ExitCode {
    let as_json = globals.json
        || matches!(action, Action::Other(words) if words.iter().any(|word| word == "--json"));
    output::end(act(globals, action, now), as_json)
}

/// Prints why the window is not opened.
pub fn fail(globals: &Globals, failure: Failure) -> ExitCode {
    output::end(Err(failure), globals.json)
}

fn act(globals: &Globals, action: &Action, now: NaiveDateTime) -> Result<Answer, Failure> {
    let open = || Session::open(globals, now);
    match action {
        Action::Other(words) => {
            let word = words.first().map(|word| word.to_string_lossy());
            Err(typed::no_command(&word.unwrap_or_default()))
        }
        Action::Restore { file: None, .. } => upkeep::backups(&open()?),
        Action::Restore {
            file: Some(file),
            show,
        } => upkeep::restore(globals, file, *show, now),
        Action::Forms => rules::forms(),
        Action::Contracts { copy } => contracts::contracts(&open()?, *copy),
        Action::Rules { id } => rules::rules(&manual()?, id.as_deref()),
        Action::Settings { changes } => settings::settings(&mut open()?, changes),
        Action::Accept { file } => intake::accept(&mut open()?, file),
        Action::Refuse { file, reason } => intake::refuse(&mut open()?, file, reason),
        Action::Documents { case, changes, on } => {
            intake::documents(&mut open()?, case, changes, on.as_deref())
        }
        Action::Step {
            case,
            step,
            on,
            result,
            set,
        } => {
            let typed = step::Typed {
                case,
                step,
                on: on.as_deref(),
                result: result.as_deref(),
                set,
            };
            step::step(&mut open()?, &typed)
        }
        Action::Withdraw { case, reason } => step::withdraw(&mut open()?, case, reason),
        Action::Void { case, reason } => step::void(&mut open()?, case, reason),
        Action::Case { case } => case::case(&mut open()?, case),
        Action::History { subject } => history::history(&mut open()?, subject),
        Action::Due { within } => due::due(&open()?, within.as_deref()),
        Action::Customer { account, year } => {
            customer::customer(&mut open()?, account, year.as_deref())
        }
        Action::Find { text, limit } => find::find(&mut open()?, text, limit.as_deref()),
        Action::Prices {
            all,
            tariff,
            item,
            voltage,
        } => match (tariff, item) {
            (Some(tariff), Some(item)) => price::one(&open()?, tariff, item, voltage.as_deref()),
            _ => price::list(&open()?, *all),
        },
        Action::Import {
            sample: Some(what),
            file,
            ..
        } => import::sample(what, file),
        Action::Import { file, what, .. } => import::import(globals, file, what.as_deref(), now),
        Action::Record { kind, file } => record::record(&mut open()?, kind, file),
        Action::Calc { kind, file } => {
            let session = open()?;
            calc::calc(session.office.manual(), kind, file, session.desk.today)
        }
        Action::Claim {
            what,
            step,
            on,
            set,
        } => {
            let typed = claim::Typed {
                what: what.as_deref(),
                step: step.as_deref(),
                on: on.as_deref(),
                set,
            };
            claim::claim(&mut open()?, &typed)
        }
        Action::Summary { month, output } => match output {
            Some(dir) => summary::export(&mut open()?, month, dir),
            None => summary::show(&open()?, month),
        },
        Action::Verify { dir } => summary::verify(dir),
        Action::Merge {
            dirs,
            output,
            partial,
        } => {
            let gaps = if *partial {
                Gaps::Allowed
            } else {
                Gaps::Refused
            };
            merge::merge(dirs, output, gaps)
        }
        Action::Backup { dir, encrypt } => upkeep::backup(&mut open()?, dir, *encrypt),
        Action::Export {
            file,
            encrypt,
            decrypt,
            output,
        } => {
            let typed = export::Typed {
                file,
                encrypt: *encrypt,
                decrypt: *decrypt,
                output: output.as_deref(),
            };
            export::export(globals, typed, now)
        }
        Action::Check => upkeep::check(&open()?),
        Action::Demo {
            customers,
            cases,
            seed,
        } => {
            let wanted = demo::Wanted {
                customers: customers.as_deref(),
                cases: cases.as_deref(),
                seed: seed.as_deref(),
            };
            demo::demo(&mut open()?, &wanted)
        }
        Action::Template {
            kind,
            class,
            nature,
            sources,
            tenant,
        } => {
            let asked = demo::Asked {
                kind,
                class,
                nature: nature.as_deref(),
                sources: sources.as_deref(),
                tenant: *tenant,
            };
            demo::template(&open()?, &asked)
        }
        Action::Print {
            what,
            blank,
            overprint,
            all,
            round,
            batch,
            output,
        } => {
            let typed = print::Typed {
                what,
                blank: *blank,
                overprint: *overprint,
                all: *all,
                round: round.as_deref(),
                batch: *batch,
                output: output.as_deref(),
            };
            print::print(&mut open()?, &typed)
        }
    }
}

fn manual() -> Result<Manual, Failure> {
    Manual::built_in().map_err(|error| crate::office::OfficeError::from(error).into())
}
