//! `due`: what falls due, overdue first.

use serde_json::{Value, json};

use crate::office::due::{self, RunsOn};

use super::case::deadline_json;
use super::failure::Failure;
use super::input;
use super::output::{Answer, table};
use super::session::Session;

pub(super) fn due(session: &Session, within: Option<&str>) -> Result<Answer, Failure> {
    let within = input::number(within, "within", "--within", 0..=36_500)?;
    let items = session.look(|work| due::due(work, within))?;
    let today = session.desk.today;
    let json: Vec<Value> = items
        .iter()
        .map(|item| {
            let mut json = deadline_json(item.on.number(), &item.deadline);
            if let RunsOn::Account { account, remind_on } = &item.on {
                json.insert("case".to_owned(), Value::Null);
                json.insert("step".to_owned(), Value::Null);
                json.insert("account".to_owned(), json!(account));
                json.insert("reminder".to_owned(), json!(item.step_name));
                json.insert("remind_on".to_owned(), json!(remind_on));
            } else if let RunsOn::Claim { number, account } = &item.on {
                json.insert("case".to_owned(), Value::Null);
                json.insert("claim".to_owned(), json!(number));
                json.insert("account".to_owned(), json!(account));
                json.insert("reminder".to_owned(), json!(item.step_name));
            } else {
                json.insert("account".to_owned(), Value::Null);
                json.insert("reminder".to_owned(), Value::Null);
            }
            for (key, value) in [
                ("name", json!(item.name)),
                ("kind", json!(item.kind)),
                ("class", json!(item.class)),
                ("days_left", json!(item.days_left(today))),
            ] {
                json.insert(key.to_owned(), value);
            }
            Value::Object(json)
        })
        .collect();
    let rows: Vec<[String; 5]> = items
        .iter()
        .map(|item| {
            let left = match (item.begun_in_words(today), item.days_left(today)) {
                (Some(begun), _) => begun,
                _ if item.awaits_supervisor() => "待决定".to_owned(),
                (None, 0) => "今日到期".to_owned(),
                (None, days) if days < 0 => format!("超期{}天", -days),
                (None, days) => format!("还有{days}天"),
            };
            [
                left,
                item.day_in_words(),
                item.step_name.clone(),
                item.name.clone(),
                item.on.number().to_owned(),
            ]
        })
        .collect();
    let text = if rows.is_empty() {
        "没有待办的时限".to_owned()
    } else {
        table(&rows)
    };
    Ok(Answer::new(Value::Array(json), text))
}
