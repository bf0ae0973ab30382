//! `rules` and `forms`: what this build knows.

use serde_json::{Value, json};

use crate::paper::{self, Availability};
use crate::rules::Manual;
use crate::rules::rulebook::{Rule, Rulebook};

use super::failure::Failure;
use super::output::{Answer, table};

/// Every rule, or one of them.
pub(super) fn rules(manual: &Manual, id: Option<&str>) -> Result<Answer, Failure> {
    let wanted = |rule: &Rule| id.is_none_or(|id| rule.id.eq_ignore_ascii_case(id.trim()));
    let found: Vec<(&Rulebook, &Rule)> = manual
        .rulebooks
        .rules()
        .filter(|(_, rule)| wanted(rule))
        .collect();
    if let (true, Some(id)) = (found.is_empty(), id) {
        return Err(Failure::input(
            "id",
            "规则编号",
            format!("本版没有规则“{id}”"),
        ));
    }
    let json: Vec<Value> = found
        .iter()
        .map(|(book, rule)| rule_json(book, rule))
        .collect();
    let text: String = found
        .iter()
        .map(|(book, rule)| rule_text(book, rule))
        .collect();
    Ok(Answer::new(Value::Array(json), text))
}

fn rule_json(book: &Rulebook, rule: &Rule) -> Value {
    let parameters: Vec<Value> = rule
        .parameters
        .iter()
        .map(|parameter| {
            json!({
                "key": parameter.key,
                "value": parameter.value.to_string(),
                "unit": parameter.unit,
                "article": parameter.article,
            })
        })
        .collect();
    json!({
        "id": rule.id,
        "text": rule.text,
        "practice": rule.practice,
        "article": rule.stands_in(),
        "rulebook": book.title,
        "in_force_from": book.in_force_from,
        "parameters": parameters,
    })
}

fn rule_text(book: &Rulebook, rule: &Rule) -> String {
    let source = if rule.practice {
        "业务惯例".to_owned()
    } else {
        format!("《{}》，{}起", book.title, book.in_force_from)
    };
    let parameters: String = rule
        .parameters
        .iter()
        .map(|parameter| {
            let unit = parameter.unit.chinese();
            format!(
                "    {}：{}{unit}（{}）\n",
                parameter.key, parameter.value, parameter.article
            )
        })
        .collect();
    format!("{}（{source}）\n    {}\n{parameters}", rule.id, rule.text)
}

/// Every form.
pub(super) fn forms() -> Result<Answer, Failure> {
    let forms = paper::forms()?;
    let json: Vec<Value> = forms
        .iter()
        .map(|form| {
            json!({
                "id": form.id,
                "title": form.title,
                "kinds": form.kinds,
                "classes": form.classes,
                "claims": form.claims,
                "available": available(&form.available),
                "overprint": form.overprint,
            })
        })
        .collect();
    let rows: Vec<[String; 3]> = forms
        .iter()
        .map(|form| {
            let stock = if form.overprint { "可套打" } else { "" };
            [form.id.clone(), form.title.clone(), stock.to_owned()]
        })
        .collect();
    Ok(Answer::new(Value::Array(json), table(&rows)))
}

/// From when on a form can be printed, as the form's file says it.
fn available(availability: &Availability) -> String {
    match availability {
        Availability::Intake => "intake".to_owned(),
        Availability::Accepted => "acceptance".to_owned(),
        Availability::Waiting => "waiting".to_owned(),
        Availability::Refused => "refused".to_owned(),
        Availability::Notice => "notice".to_owned(),
        Availability::Claim => "claim".to_owned(),
        Availability::ClaimWorkedOut => "claim_worked_out".to_owned(),
        Availability::ClaimVisited => "claim_visited".to_owned(),
        Availability::Completed => "completed".to_owned(),
        Availability::Step(step) => step.to_string(),
        Availability::Round(step) => format!("round:{step}"),
        Availability::Failed(step) => format!("failed:{step}"),
    }
}
