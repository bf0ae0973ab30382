//! An account's suspensions in a year, for `customer`.

use serde_json::{Map, Value, json};

use crate::office::suspension::{Line, Year};
use crate::rules::case_number::is_opening;
use crate::rules::suspension::equipment;
use crate::rules::suspension::standing::Stage;

use super::output::table;

pub(super) fn year_json(year: &Year) -> Map<String, Value> {
    let suspensions: Vec<Value> = year.lines.iter().map(line_json).collect();
    let possible = year.possible.map(|possible| {
        json!({
            "earliest": possible.earliest,
            "latest_to": possible.latest_to,
            "days": possible.days(),
        })
    });
    let fields = [
        ("year", json!(year.year)),
        ("suspensions", json!(suspensions)),
        ("times_used", json!(year.times_used)),
        ("times_allowed", json!(year.times_allowed)),
        ("days_used", json!(year.days_used)),
        ("days_allowed", json!(year.days_allowed)),
        ("days_left", json!(year.days_left())),
        ("possible", json!(possible)),
    ];
    fields
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}

fn line_json(line: &Line) -> Value {
    let (one, standing) = (&line.suspension, &line.standing);
    let equipment: Vec<Value> = one
        .equipment
        .iter()
        .map(|piece| {
            json!({
                "plate": piece.plate,
                "kva": piece.kva.to_string(),
                "unsealed_on": one.gone_on(&piece.plate),
            })
        })
        .collect();
    let sealing = one.sealing.as_ref();
    let opening = is_opening(&one.case);
    json!({
        "case": (!opening).then_some(&one.case),
        "opening": opening.then_some(&one.case),
        "transformers": equipment,
        "from": one.from,
        "to": one.to,
        "agreed_days": one.agreed_days,
        "state": standing.stage,
        "sealed_on": sealing.map(|sealing| sealing.on),
        "seals": sealing.map(|sealing| &sealing.seals),
        "days_used": line.days,
        "fee_reduction": line.reduction.as_ref().and_then(|fee| fee.as_ref().ok()).map(ToString::to_string),
        "missing_price": line.reduction.as_ref().and_then(|fee| fee.as_ref().err()),
        "full_from": (standing.stage != Stage::Planned).then_some(standing.full_from),
        "overrun_days": standing.overrun,
        "short": standing.short.iter().map(|piece| &piece.plate).collect::<Vec<_>>(),
    })
}

/// The suspensions, then what they add up to; nothing where there are none.
pub(super) fn year_text(year: &Year) -> String {
    if year.lines.is_empty() {
        return String::new();
    }
    let rows: Vec<[String; 5]> = year
        .lines
        .iter()
        .map(|line| {
            let one = &line.suspension;
            [
                one.case.clone(),
                equipment::names_with_ends(one),
                format!("{}至{}", one.start(), one.to),
                format!("{}天", line.days),
                line.standing.stage.chinese().to_owned(),
            ]
        })
        .collect();
    let mut text = table(&rows);
    text.push_str(&format!(
        "已用{}/{}次，{}/{}天，还剩{}天\n",
        year.times_used,
        year.times_allowed,
        year.days_used,
        year.days_allowed,
        year.days_left()
    ));
    if let Some(possible) = year.possible {
        text.push_str(&format!(
            "还可以暂停：最早{}起，最迟到{}恢复（{}天）\n",
            possible.earliest,
            possible.latest_to,
            possible.days()
        ));
    }
    text
}
