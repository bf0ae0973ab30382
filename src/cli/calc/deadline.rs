//! `calc deadline`: the end of a time limit, with how it was counted.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::model::text::half_width;
use crate::rules::Refusal;
use crate::rules::calendar::Calendar;
use crate::rules::field;
use crate::rules::span::Span;

use crate::cli::failure::Failure;
use crate::cli::output::{Answer, section, table};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    from: String,
    span: String,
}

/// A line of how it was counted.
struct Line {
    what: &'static str,
    value: String,
    rule: &'static str,
}

pub(super) fn deadline(calendar: &Calendar, question: &Question) -> Result<Answer, Failure> {
    let mut refusals = Vec::new();
    let span = half_width(&question.span).parse::<Span>();
    if let Err(problem) = &span {
        refusals.push(Refusal::input("span", "期限", problem));
    }
    let by_clock = matches!(span, Ok(Span::Hours(_)));
    let from = moment(&question.from);
    match (&from, by_clock) {
        (None, _) => refusals.push(Refusal::input(
            "from",
            "起算日",
            "不是日期或时刻（例：2026-09-24，按小时的写2026-09-24T10:30）",
        )),
        (Some((_, None)), true) => refusals.push(Refusal::input(
            "from",
            "起算时刻",
            "按小时计算的期限从具体时刻算起，例：2026-09-24T10:30",
        )),
        (Some(_), _) => {}
    }
    let (Ok(span), Some((day, time)), true) = (span, from, refusals.is_empty()) else {
        return Err(Failure::Refused(refusals));
    };
    Ok(match time.and_then(|time| span.ends_at(time)) {
        Some(end) => hours(&question.from, span, end),
        None => days(calendar, day, span),
    })
}

/// A day, with the time where one is written.
fn moment(typed: &str) -> Option<(NaiveDate, Option<NaiveDateTime>)> {
    if let Ok(day) = field::date(typed) {
        return Some((day, None));
    }
    let plain = half_width(typed).replace(' ', "T");
    let time = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&plain, format).ok())?;
    let day = field::date(&time.date().to_string()).ok()?;
    Some((day, Some(time)))
}

fn days(calendar: &Calendar, from: NaiveDate, span: Span) -> Answer {
    let end = span.act_by(from, calendar);
    let (rule, counted) = match span {
        Span::Months(_) => ("COUNT-2", "对应月份的同一日，没有这一日的为月末"),
        Span::WorkingDays(_) => ("COUNT-4", "从第二天起只数工作日"),
        Span::Days(_) | Span::Hours(_) => ("COUNT-1", "从第二天起算"),
    };
    let mut lines = vec![
        Line {
            what: "起算日",
            value: from.to_string(),
            rule: "COUNT-1",
        },
        Line {
            what: "期限",
            value: format!("{}，{counted}", span.chinese()),
            rule,
        },
        Line {
            what: "名义到期日",
            value: end.nominal.to_string(),
            rule,
        },
    ];
    if end.due != end.nominal {
        lines.push(Line {
            what: "顺延到工作日",
            value: end.due.to_string(),
            rule: "COUNT-3",
        });
    }
    answer(
        &end.nominal.to_string(),
        &end.due.to_string(),
        end.note,
        &lines,
    )
}

fn hours(from: &str, span: Span, end: NaiveDateTime) -> Answer {
    let end = end.format("%Y-%m-%dT%H:%M").to_string();
    let lines = [
        Line {
            what: "起算时刻",
            value: from.to_owned(),
            rule: "COUNT-5",
        },
        Line {
            what: "期限",
            value: format!("{}，按钟点走，不论休息日", span.chinese()),
            rule: "COUNT-5",
        },
        Line {
            what: "到期时刻",
            value: end.clone(),
            rule: "COUNT-5",
        },
    ];
    answer(&end, &end, None, &lines)
}

fn answer(nominal: &str, due: &str, note: Option<String>, lines: &[Line]) -> Answer {
    let steps: Vec<Value> = lines
        .iter()
        .map(|line| json!({ "what": line.what, "value": line.value, "rule": line.rule }))
        .collect();
    let rows: Vec<[String; 3]> = lines
        .iter()
        .map(|line| [line.what, &line.value, line.rule].map(str::to_owned))
        .collect();
    let mut text = format!("到期：{due}\n{}", section("怎样算的", &table(&rows)));
    if let Some(note) = &note {
        text.push_str(&format!("\n{note}\n"));
    }
    let json = json!({ "nominal": nominal, "due": due, "note": note, "steps": steps });
    Answer::new(json, text)
}
