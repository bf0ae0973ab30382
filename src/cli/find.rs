//! `find`: customers, cases and claims by any part.

use serde_json::{Value, json};

use crate::office::find::{self, Found};

use super::claim::row_json as claim_row_json;
use super::customer::{case_row_json, customer_json};
use super::failure::Failure;
use super::input;
use super::output::{Answer, table};
use super::session::{Privacy, Session};

const USUAL_LIMIT: usize = 50;

pub(super) fn find(
    session: &mut Session,
    text: &str,
    limit: Option<&str>,
) -> Result<Answer, Failure> {
    if crate::model::text::tidy(text).is_empty() {
        return Err(Failure::input("text", "要找的内容", "未填"));
    }
    let limit = input::number(limit, "limit", "--limit", 1..=10_000)?;
    let (found, privacy) = session.look_private(
        |work| find::find(work, text, limit.unwrap_or(USUAL_LIMIT)),
        |found| found.iter().map(subject).collect(),
    )?;
    let results: Vec<Value> = found.iter().map(|one| found_json(one, privacy)).collect();
    let rows: Vec<[String; 4]> = found.iter().map(row).collect();
    let text = if rows.is_empty() {
        format!("没有找到“{text}”")
    } else {
        table(&rows)
    };
    Ok(Answer::new(json!({ "results": results }), text))
}

fn subject(found: &Found) -> String {
    match found {
        Found::Customer(customer) => customer.account.clone(),
        Found::Case(row) => row.number.clone(),
        Found::Claim(row) => row.number.clone(),
    }
}

fn found_json(found: &Found, privacy: Privacy) -> Value {
    let (kind, mut json) = match found {
        Found::Customer(customer) => ("customer", customer_json(customer, privacy)),
        Found::Claim(row) => {
            let mut json = claim_row_json(row);
            json["business"] = json!(row.kind);
            ("claim", json)
        }
        Found::Case(row) => {
            let mut json = case_row_json(row);
            if let Some(json) = json.as_object_mut() {
                // What was found is a case; which business it is stands beside.
                json.insert("business".to_owned(), json!(row.kind));
            }
            ("case", json)
        }
    };
    if let Some(json) = json.as_object_mut() {
        json.insert("kind".to_owned(), json!(kind));
    }
    json
}

fn row(found: &Found) -> [String; 4] {
    match found {
        Found::Customer(customer) => [
            "客户".to_owned(),
            customer.account.clone(),
            customer.party.name.clone(),
            customer.party.address.clone(),
        ],
        Found::Case(row) => [
            "工单".to_owned(),
            row.number.clone(),
            row.name.clone(),
            format!("{} {}", row.kind.chinese(), row.state.chinese()),
        ],
        Found::Claim(row) => [
            "违约理赔".to_owned(),
            row.number.clone(),
            row.name.clone(),
            format!("{} {}", row.kind.chinese(), row.state.chinese()),
        ],
    }
}
