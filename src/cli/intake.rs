//! `accept`, `refuse`, `documents`: an application comes to the desk.

use serde_json::{Value, json};

use crate::model::application::Draft;
use crate::model::vocabulary::{CaseState, Class, Kind};
use crate::office::accept::{self, Accepted};
use crate::office::{documents, refuse};
use crate::rules::Manual;

use super::failure::Failure;
use super::input;
use super::output::{Answer, section, table};
use super::session::Session;

/// Reads an application. What a later build's procedure would need is not called a wrong field.
pub(super) fn draft(file: &str, manual: &Manual) -> Result<Draft, Failure> {
    let text = input::text(file)?;
    input::json(&text).map_err(|failure| not_opened(&text, manual).unwrap_or(failure))
}

/// Says that the business is not in this build, where that is why the fields do not fit.
fn not_opened(text: &str, manual: &Manual) -> Option<Failure> {
    let value: Value = serde_json::from_str(text).ok()?;
    let word = |name: &str| value.get(name)?.as_str();
    let kind: Kind = word("kind")?.parse().ok()?;
    let class = word("class").and_then(|class| class.parse::<Class>().ok());
    let built = match class {
        Some(class) => manual.procedures.path(kind, class).is_some(),
        None => manual.procedures.paths().any(|(known, _)| known == kind),
    };
    let whose = class.map(|class| format!("{}客户的", class.chinese()));
    let problem = format!(
        "本版尚未开办{}{}业务",
        whose.unwrap_or_default(),
        kind.chinese()
    );
    (!built).then(|| Failure::input("kind", "业务类型", problem))
}

pub(super) fn accept(session: &mut Session, file: &str) -> Result<Answer, Failure> {
    let draft = draft(file, session.office.manual())?;
    let accepted = session.act(|work| accept::accept(work, &draft))?;
    Ok(taken(&accepted))
}

pub(super) fn documents(
    session: &mut Session,
    case: &str,
    changes: &[String],
    on: Option<&str>,
) -> Result<Answer, Failure> {
    let changes = input::pairs(changes, "资料", "DOC-1.1=copy")?;
    let on = on.unwrap_or_default();
    let accepted = session.act(|work| documents::record(work, case, &changes, on))?;
    Ok(taken(&accepted))
}

fn taken(accepted: &Accepted) -> Answer {
    let missing: Vec<Value> = accepted
        .missing
        .iter()
        .map(|missing| {
            json!({
                "code": missing.code,
                "name": missing.name,
                "needs": missing.needs,
                "rule": missing.rule,
            })
        })
        .collect();
    let json = json!({
        "case": accepted.case,
        "state": accepted.state,
        "missing": missing,
        "warnings": accepted.warnings,
    });
    let state = match accepted.state {
        CaseState::Accepted => "已受理",
        other => other.chinese(),
    };
    let rows: Vec<[String; 3]> = accepted
        .missing
        .iter()
        .map(|missing| {
            let needs = missing.needs.to_owned();
            [missing.code.clone(), missing.name.clone(), needs]
        })
        .collect();
    let lines = section("还缺", &table(&rows));
    let warnings = accepted.warnings.iter();
    let warnings: String = warnings
        .map(|warning| format!("注意：{warning}\n"))
        .collect();
    let text = format!("工单{}：{state}\n{lines}{warnings}", accepted.case);
    Answer::new(json, text)
}

pub(super) fn refuse(session: &mut Session, file: &str, reason: &str) -> Result<Answer, Failure> {
    let draft = draft(file, session.office.manual())?;
    let turned_away = session.act(|work| refuse::refuse(work, &draft, reason))?;
    let json = json!({ "refusal": turned_away.number, "rules": turned_away.rules });
    let rows: Vec<[String; 2]> = turned_away
        .rules
        .iter()
        .map(|rule| [rule.rule.clone(), rule.message.clone()])
        .collect();
    let lines = section("程序查出的依据", &table(&rows));
    let text = format!("已登记不予受理，告知单编号{}\n{lines}", turned_away.number);
    Ok(Answer::new(json, text))
}
