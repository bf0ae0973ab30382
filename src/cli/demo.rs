//! `demo` and `template`: something to try the program with.

use serde_json::json;

use crate::model::vocabulary::{Class, Kind, Nature, Sources};
use crate::office::demo::{self, Request};
use crate::office::template;
use crate::rules::Refusal;

use super::failure::Failure;
use super::input;
use super::output::Answer;
use super::session::Session;

/// A sample office as typed.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub customers: Option<&'a str>,
    pub cases: Option<&'a str>,
    pub seed: Option<&'a str>,
}

pub(super) fn demo(session: &mut Session, wanted: &Wanted<'_>) -> Result<Answer, Failure> {
    let usual = Request::default();
    let customers = input::number(wanted.customers, "customers", "--customers", 0..=2_000_000)?;
    let cases = input::number(wanted.cases, "cases", "--cases", 0..=2_000_000)?;
    let seed = input::number(wanted.seed, "seed", "--seed", 0..=u64::MAX)?;
    let request = Request {
        customers: customers.unwrap_or(usual.customers),
        cases: cases.unwrap_or(usual.cases),
        seed: seed.unwrap_or(usual.seed),
    };
    let desk = session.desk.clone();
    let summary = session
        .office
        .act_as_founder(&desk, |work| demo::fill(work, &request))?;
    let text = format!(
        "{}建好了：客户{}户，工单{}件，不予受理{}件；操作员{}",
        summary.office,
        summary.customers,
        summary.cases,
        summary.refusals,
        summary.operators.join("、")
    );
    let json = json!({
        "office": summary.office,
        "operators": summary.operators,
        "customers": summary.customers,
        "cases": summary.cases,
        "refusals": summary.refusals,
        "seed": request.seed,
    });
    Ok(Answer::new(json, text))
}

/// An application as asked for.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub kind: &'a str,
    pub class: &'a str,
    pub nature: Option<&'a str>,
    pub sources: Option<&'a str>,
    pub tenant: bool,
}

/// The application is JSON for either reader: it is what `accept` takes.
pub(super) fn template(session: &Session, asked: &Asked<'_>) -> Result<Answer, Failure> {
    let mut refusals = Vec::new();
    let kind: Option<Kind> = word(Some(asked.kind), "kind", "业务类型", &mut refusals);
    let class: Option<Class> = word(Some(asked.class), "class", "客户类别", &mut refusals);
    let nature: Option<Nature> = word(asked.nature, "nature", "用电性质", &mut refusals);
    let sources: Option<Sources> = word(asked.sources, "sources", "电源数", &mut refusals);
    let (Some(kind), Some(class), true) = (kind, class, refusals.is_empty()) else {
        return Err(Failure::Refused(refusals));
    };
    let draft = session
        .look(|work| template::template(work, kind, class, nature, sources, asked.tenant))?;
    let json = json!(draft);
    let text = format!("{json:#}");
    Ok(Answer::new(json, text))
}

fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
    typed: Option<&str>,
    field: &str,
    label: &str,
    refusals: &mut Vec<Refusal>,
) -> Option<T> {
    typed?
        .parse()
        .map_err(|unknown| refusals.push(Refusal::input(field, label, unknown)))
        .ok()
}
