//! Reading what is handed in: JSON files, numbers and `key=value` pairs, refused in words.

use std::collections::BTreeSet;
use std::io::{self, Read};

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::rules::Refusal;

use super::failure::Failure;

/// Bytes that a file handed in may have.
const LARGEST: u64 = 5 * 1024 * 1024;

/// The text of a file, or of standard input for `-`; a byte order mark is dropped.
///
/// # Errors
/// Refused (INPUT) where there is no such file, it is too large, or it is not UTF-8.
pub(super) fn text(file: &str) -> Result<String, Failure> {
    let wrong = |problem: String| Failure::input("file", "文件", problem);
    let mut bytes = Vec::new();
    let read = if file == "-" {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file)
            .and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => wrong(format!("找不到{file}")),
        io::ErrorKind::IsADirectory => wrong(format!("{file}是文件夹")),
        io::ErrorKind::PermissionDenied => wrong(format!("没有权限读{file}")),
        _ => wrong(format!("{file}读不出来")),
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(wrong(format!("{file}超过{}兆字节", LARGEST / 1024 / 1024)));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        wrong(format!("第{line}行不是 UTF-8 编码的文字，请另存为 UTF-8"))
    })?;
    Ok(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Reads JSON into what it stands for.
///
/// # Errors
/// Refused (INPUT): what is no JSON with its line and column, what does not fit with the field's path.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    // serde would take a list for the fields of a struct in their order.
    if text.trim_start().starts_with('[') {
        let problem = "应为花括号括起的一组栏目";
        return Err(Failure::input("file", "文件", problem));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader);
    let value = read.map_err(|error| {
        let path = error.path().to_string();
        in_words(&path, error.inner())
    })?;
    reader.end().map_err(|error| in_words("", &error))?;
    Ok(value)
}

fn in_words(path: &str, error: &serde_json::Error) -> Failure {
    let place = format!("第{}行第{}列", error.line(), error.column());
    match error.classify() {
        Category::Io => Failure::input("file", "文件", "读不出来"),
        Category::Eof => Failure::input("file", "文件", format!("{place}：JSON 没有写完")),
        Category::Syntax => Failure::input("file", "文件", format!("{place}：不是正确的 JSON")),
        Category::Data => {
            let (field, problem) = misfit(path, &error.to_string());
            Failure::input(&field, &field, format!("{problem}（{place}）"))
        }
    }
}

/// serde's own sentence about what does not fit, in ours: the field and the problem.
fn misfit(path: &str, sentence: &str) -> (String, String) {
    let sentence = sentence
        .rsplit_once(" at line ")
        .map_or(sentence, |(said, _)| said);
    let quoted = || sentence.split('`').nth(1).unwrap_or_default();
    let inside = |name: &str| {
        let parent = path.trim_start_matches('.');
        if parent.is_empty() || parent == name {
            name.to_owned()
        } else if parent.ends_with(&format!(".{name}")) {
            parent.to_owned()
        } else {
            format!("{parent}.{name}")
        }
    };
    let here = if path.is_empty() || path == "." {
        "文件"
    } else {
        path
    };
    if sentence.starts_with("unknown field") {
        return (inside(quoted()), "没有这一栏".to_owned());
    }
    if sentence.starts_with("missing field") {
        return (inside(quoted()), "没有写这一栏".to_owned());
    }
    if sentence.starts_with("duplicate field") {
        return (inside(quoted()), "写了两次".to_owned());
    }
    if sentence.starts_with("data did not match any variant") {
        return (here.to_owned(), "应为整数，或加引号的文字".to_owned());
    }
    let expected = sentence
        .split_once(", expected ")
        .map(|(_, expected)| expected);
    let problem = match expected {
        Some("a string" | "a borrowed string" | "a character") => "应为加引号的文字",
        Some("a boolean") => "应为 true 或 false",
        Some("a list of transformers, or \"all\"") => "应为方括号括起的清单，或 \"all\"",
        Some("a plate or a transformer") => "应为铭牌，或花括号括起的一组栏目",
        Some("a sequence") => "应为方括号括起的清单",
        Some(expected) if expected.starts_with("struct ") || expected.contains("map") => {
            "应为花括号括起的一组栏目"
        }
        Some(expected) if expected.starts_with('u') || expected.starts_with('i') => "应为整数",
        Some(_) => "写法不对",
        // Said by our own types, in Chinese already.
        None if sentence
            .chars()
            .any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) =>
        {
            sentence
        }
        None => "写法不对",
    };
    (here.to_owned(), problem.to_owned())
}

/// A whole number of an option, within bounds.
///
/// # Errors
/// Refused (INPUT) with the option's name.
pub(super) fn number<T>(
    typed: Option<&str>,
    option: &str,
    label: &str,
    bounds: std::ops::RangeInclusive<T>,
) -> Result<Option<T>, Failure>
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display,
{
    let Some(typed) = typed else {
        return Ok(None);
    };
    let read = crate::model::text::half_width(typed).parse::<T>().ok();
    match read.filter(|number| bounds.contains(number)) {
        Some(number) => Ok(Some(number)),
        None => {
            let (least, most) = (bounds.start(), bounds.end());
            let problem = format!("“{typed}”不是{least}至{most}的整数");
            Err(Failure::input(option, label, problem))
        }
    }
}

/// Splits `key=value` words.
///
/// # Errors
/// Refused (INPUT) with every word that has no `=` and every key written twice.
pub(super) fn pairs(
    typed: &[String],
    label: &str,
    example: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let mut pairs = Vec::new();
    let mut refusals = Vec::new();
    let mut seen = BTreeSet::new();
    for word in typed {
        match word.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() => {
                let key = key.trim().to_owned();
                if !seen.insert(key.clone()) {
                    refusals.push(Refusal::input(&key, &key, "写了两次"));
                }
                pairs.push((key, value.to_owned()));
            }
            _ => {
                let problem = format!("“{word}”少了等号，例：{example}");
                refusals.push(Refusal::input(word, label, problem));
            }
        }
    }
    if refusals.is_empty() {
        Ok(pairs)
    } else {
        Err(Failure::Refused(refusals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::application::Draft;

    fn said(text: &str) -> (String, String) {
        match json::<Draft>(text) {
            Err(Failure::Refused(refusals)) => {
                (refusals[0].field.clone(), refusals[0].message.clone())
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_path() {
        for (text, field, word) in [
            (r#"{"customer":{"nme":"x"}}"#, "customer.nme", "没有这一栏"),
            (r#"{"x":1}"#, "x", "没有这一栏"),
            (r#"{"capacity":30}"#, "capacity", "加引号"),
            (r#"{"tenant":"yes"}"#, "tenant", "true"),
            (r#"{"equipment":{}}"#, "equipment", "方括号"),
            (
                r#"{"equipment":[{"count":1.5}]}"#,
                "equipment[0].count",
                "整数",
            ),
            (r#"{"customer":"x"}"#, "customer", "花括号"),
            (r#"{"kind":"a","kind":"b"}"#, "kind", "两次"),
            ("{\n \"kind\": oops}", "file", "第2行第"),
            ("{\"kind\":\"a\"", "file", "没有写完"),
            ("{} {}", "file", "第1行第"),
            ("", "file", "没有写完"),
            ("[]", "file", "花括号"),
        ] {
            let (said_field, message) = said(text);
            assert_eq!(said_field, field, "{text}: {message}");
            assert!(message.contains(word), "{text}: {message}");
            let latin = message
                .replace(field, "")
                .replace("JSON", "")
                .replace("true", "")
                .replace("false", "");
            assert!(!latin.chars().any(|c| c.is_ascii_alphabetic()), "{message}");
        }
    }
}
