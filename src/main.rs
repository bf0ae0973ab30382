//! Starts the window.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use yekuo::office::folder;
use yekuo::ui::{self, Clock};

/// 业扩台
#[derive(Debug, Parser)]
struct Arguments {
    /// 数据文件夹
    #[arg(long)]
    data: Option<PathBuf>,
    /// 按哪一天办理（YYYY-MM-DD）
    #[arg(long)]
    today: Option<chrono::NaiveDate>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let clock = arguments.today.map_or(Clock::Wall, Clock::WorkingAs);
    let Some(dir) = arguments.data.or_else(folder::usual) else {
        eprintln!("找不到放数据的地方，请用 --data 指定一个文件夹");
        return ExitCode::FAILURE;
    };
    match ui::run(&dir, clock) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
