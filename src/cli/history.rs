//! `history`: who did what and when, with the chain of hashes.

use serde_json::{Value, json};

use crate::office::{Act, history};
use crate::store::event::Event;

use super::failure::Failure;
use super::output::{Answer, table};
use super::session::Session;

/// The log never holds an identity number or a phone, so there is nothing to unmask: a purpose that is
/// named is logged all the same.
pub(super) fn history(session: &mut Session, subject: &str) -> Result<Answer, Failure> {
    let (seen, _) = session.look_private(
        |work| Ok((history::history(work, subject)?, history::broken_at(work)?)),
        |_| vec![subject.to_owned()],
    )?;
    let (history, broken_at) = seen;
    let chain = broken_at.map_or_else(|| "ok".to_owned(), |seq| format!("第{seq}条起与记录不符"));
    let events: Vec<Value> = history
        .iter()
        .map(|event| {
            json!({
                "seq": event.seq,
                "at": event.at,
                "operator": event.operator,
                "act": event.act,
                "act_name": name(event),
                "detail": event.detail,
                "previous": event.previous,
                "hash": event.hash,
            })
        })
        .collect();
    let rows: Vec<[String; 4]> = history
        .iter()
        .map(|event| {
            [
                event.at.format("%Y-%m-%d %H:%M").to_string(),
                event.operator.clone(),
                name(event),
                event.hash.chars().take(12).collect(),
            ]
        })
        .collect();
    let state = match broken_at {
        None => "流水校验：完好".to_owned(),
        Some(_) => format!("流水校验：{chain}"),
    };
    let json = json!({ "subject": subject, "events": events, "chain": chain });
    Ok(Answer::new(json, format!("{}{state}", table(&rows))))
}

fn name(event: &Event) -> String {
    let known = event.act.parse::<Act>();
    known.map_or_else(|_| event.act.clone(), |act| act.chinese().to_owned())
}
