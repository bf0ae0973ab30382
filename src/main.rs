//! Starts one of the two faces: the window, or the command line where a command is written.

use std::process::ExitCode;

use yekuo::cli::{self, session};
use yekuo::ui::{self, Clock};

fn main() -> ExitCode {
    let arguments = match cli::read(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let globals = &arguments.globals;
    if let Some(action) = &arguments.action {
        return cli::run(globals, action, Clock::Wall.now());
    }
    let day = session::day_named(globals);
    let (dir, day) = match session::data_folder(globals).and_then(|dir| Ok((dir, day?))) {
        Ok(found) => found,
        Err(failure) => return cli::fail(globals, failure),
    };
    match ui::run(&dir, day.map_or(Clock::Wall, Clock::WorkingAs)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
