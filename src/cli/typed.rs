//! What is wrong with a command line, in Chinese, naming the argument.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::rules::Refusal;

use super::args;
use super::failure::Failure;

/// Commands and kinds that later builds bring.
const LATER: [&str; 3] = ["claim", "merge", "export"];

/// A command line that cannot be read, as a refusal.
pub(super) fn refusal(error: &clap::Error) -> Failure {
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = value(ContextKind::InvalidArg);
    let problem = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项或多写了内容"),
        ErrorKind::MissingRequiredArgument => format!("没有写{argument}"),
        ErrorKind::InvalidValue | ErrorKind::NoEquals => format!("“{argument}”后面没有写内容"),
        ErrorKind::ArgumentConflict => format!("“{argument}”写了两次，或不能一起写"),
        ErrorKind::InvalidUtf8 => "含有无法辨认的文字".to_owned(),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("“{argument}”后面的内容多了")
        }
        _ => "命令写法不对".to_owned(),
    };
    let mut refusal = Refusal::input(&argument, "命令", problem);
    "用 yekuo --help 看全部命令，用 yekuo 命令 --help 看一个命令的写法"
        .clone_into(&mut refusal.instead);
    Failure::Refused(vec![refusal])
}

/// A word that is no command of this build.
pub(super) fn no_command(word: &str) -> Failure {
    if LATER.contains(&word) {
        return not_yet(word);
    }
    let command = args::command();
    let known: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let problem = format!("没有“{word}”这个命令（可用：{}）", known.join("、"));
    Failure::input("command", "命令", problem)
}

/// Something that later builds bring.
pub(super) fn not_yet(word: &str) -> Failure {
    let refusal = Refusal::new(
        crate::rules::refusal::INPUT,
        format!("本版还没有“{word}”"),
        "用 yekuo --help 看本版的全部命令",
    );
    Failure::Refused(vec![refusal.at("command")])
}
