//! A claim's papers (违约理赔文书): the record of the inspection, the notice, the registers and sheets of amounts.

use chrono::NaiveDateTime;

use crate::model::claim::{Claim, ClaimKind, ClaimRecord, Payer};
use crate::model::money::{figures, grouped, in_words};
use crate::model::typed::{Fields, Typed};
use crate::office::claim::file::{ClaimFile, file};
use crate::paper::{Availability, Form, Values};
use crate::rules::Refusal;
use crate::rules::claim::asked::Answers;
use crate::rules::claim::procedure::WORKED_OUT;
use crate::rules::claim::worked::PAY_BY;
use crate::rules::field::{self, FieldKind, FieldSpec};
use crate::rules::price::TARIFF_3;
use crate::rules::reckoning::Line;
use crate::rules::rulebook::{Rule, Rulebooks};

use super::super::{OfficeError, Work};
use super::{application, claim_damage};

/// What stands on a form for a claim.
///
/// # Errors
/// Refused where the form is not one of the claim's, or its time has not come.
pub(super) fn sheet(work: Work<'_>, number: &str, form: &Form) -> Result<Values, OfficeError> {
    let file = file(work, number)?;
    if let Some(objection) = objection(form, &file) {
        return super::super::refuse(objection);
    }
    let mut values = Values::default();
    fill(&mut values, work, &file);
    Ok(values)
}

/// Why a form cannot be printed for a claim.
pub(super) fn objection(form: &Form, file: &ClaimFile) -> Option<Refusal> {
    let kind = file.claim.kind;
    let refusal = |message: String, instead: &str| {
        let refusal = Refusal::input("form", "表单", message);
        Some(Refusal {
            instead: instead.to_owned(),
            ..refusal
        })
    };
    match form.available {
        _ if !form.claims.contains(&kind) => {
            let message = format!("“{}”不用于{}", form.title, kind.chinese());
            refusal(message, "选本档案的表单")
        }
        Availability::ClaimWorkedOut if file.worked.is_none() => {
            let message = format!("“{}”在金额算出以后才能打印", form.title);
            refusal(message, "先登记计算所依据的数字")
        }
        Availability::ClaimVisited if !claim_damage::can_be_visited(file) => {
            let message = format!("没有到过现场，没有“{}”", form.title);
            refusal(message, "认定和受理的决定在登记表上")
        }
        _ => None,
    }
}

fn fill(values: &mut Values, work: Work<'_>, file: &ClaimFile) {
    let claim = &file.claim;
    holder(values, work, file);
    values
        .set("claim.number", &claim.number)
        .set("claim.kind", claim.kind.chinese())
        .set("claim.found_on", claim.found_on.to_string())
        .set("claim.claimed_on", claim.found_on.to_string())
        .set("claim.handler", &claim.handler);
    values.set("claim.rule", cited(&work.manual.rulebooks, file));
    facts(values, work, claim);
    steps(values, work, file);
    incident(values, file);
    amount(values, &work.manual.rulebooks, file);
    match claim.kind {
        ClaimKind::Late => late_bill(values, claim),
        ClaimKind::Damage => claim_damage::fill(values, work, file),
        ClaimKind::Breach | ClaimKind::Theft => inspected(values, claim),
    }
}

fn holder(values: &mut Values, work: Work<'_>, file: &ClaimFile) {
    let customer = &file.customer;
    let party = &customer.party;
    application::office(values, work);
    values
        .set("customer.name", &party.name)
        .set("customer.account", &customer.account)
        .set("customer.address", &party.address)
        .set("customer.contact_phone", &party.phone)
        .set("case.class", customer.class.chinese())
        .set("request.tariff", customer.tariff.chinese())
        .set("request.capacity", customer.capacity.to_string());
}

/// Facts with a place of their own on paper; the others one below the other.
fn facts(values: &mut Values, work: Work<'_>, claim: &Claim) {
    let answers = Answers::of_claim(claim);
    for spec in work.manual.claims.of(claim.kind).facts_asked(&answers) {
        let Some(kept) = claim.facts.get(&spec.name) else {
            continue;
        };
        let text = as_read(spec, kept);
        match &spec.paper {
            Some(key) => {
                values.set(key, text);
            }
            None => {
                let row = [("label", spec.label.clone()), ("text", text)];
                values.push_row("claim_facts", row);
            }
        }
    }
    let stopped = claim.facts.get("supply_stopped");
    values.tick("claim.stopped", stopped.is_some_and(|word| word == "yes"));
}

/// The record of the inspection: with what the file was opened.
fn inspected(values: &mut Values, claim: &Claim) {
    let [seen, signed, by] =
        ["claim.found", "claim.signed", "claim.signed_by"].map(|key| values.get(key).to_owned());
    let refused = claim
        .facts
        .get("signed")
        .is_some_and(|word| word == "refused");
    values
        .set("claim.inspected_at", claim.found_on.to_string())
        .set("claim.seen", seen)
        .set("claim.record_signed", by_whom(&signed, &by, refused));
}

/// Before the name of whoever saw that somebody would not sign.
const WITNESS: &str = "见证人：";

/// Who signed; where that was refused, the witness of it.
fn by_whom(signed: &str, name: &str, refused: bool) -> String {
    if refused {
        format!("{signed}　{WITNESS}{name}")
    } else {
        format!("{signed}　{name}")
    }
}

/// A value as people read it.
pub(super) fn as_read(spec: &FieldSpec, kept: &str) -> String {
    match spec.kind {
        FieldKind::Choice => {
            let chosen = spec.options.iter().find(|option| option.value == kept);
            chosen.map_or(kept, |option| &option.label).to_owned()
        }
        FieldKind::YesNo => if kept == "yes" { "是" } else { "否" }.to_owned(),
        FieldKind::Time => field::time(kept).map_or_else(|_| kept.to_owned(), moment),
        _ => kept.to_owned(),
    }
}

fn moment(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// What the steps recorded, the last round of each.
fn steps(values: &mut Values, work: Work<'_>, file: &ClaimFile) {
    let claim = &file.claim;
    let answers = Answers::of_claim(claim);
    let procedure = work.manual.claims.of(claim.kind);
    if let Some(calculation) = &claim.calculation {
        pay_by(values, &word(&calculation.fields, PAY_BY));
    }
    for record in standing(file) {
        let day = match record.step.as_str() {
            "noticed" => Some("claim.served_on"),
            "registered" => Some("claim.registered_on"),
            "decided" => Some("claim.decided_on"),
            _ => None,
        };
        if let Some(key) = day {
            values.set(key, record.on.to_string());
        }
        if record.step.as_str() == WORKED_OUT {
            pay_by(values, record.fields.get(PAY_BY).map_or("", String::as_str));
        }
        let Some(step) = procedure.step(record.step.as_str()) else {
            continue;
        };
        for spec in step.fields_asked(&answers) {
            if let (Some(key), Some(kept)) = (&spec.paper, record.fields.get(&spec.name)) {
                values.set(key, as_read(spec, kept));
            }
        }
        match record.step.as_str() {
            "noticed" => received(values, record),
            "disputed" => replaced(values),
            _ => {}
        }
    }
}

/// The records that were not taken back, in order.
pub(super) fn standing(file: &ClaimFile) -> impl Iterator<Item = &ClaimRecord> {
    let records = file.steps.iter();
    records.filter(|record| record.withdrawn.is_none())
}

/// Who saw that the notice was refused is a witness of it.
fn received(values: &mut Values, record: &ClaimRecord) {
    if record
        .fields
        .get("served")
        .is_some_and(|word| word == "refused")
    {
        let witness = format!("{WITNESS}{}", values.get("claim.received_by"));
        values.set("claim.received_by", witness);
    }
}

/// After an objection the notice is another one: nobody has signed for it, and it takes the place of the last.
fn replaced(values: &mut Values) {
    let served_on = values.get("claim.served_on").to_owned();
    if served_on.is_empty() {
        return;
    }
    values
        .set("claim.replaces", served_on)
        .tick("claim.replaced", true);
    for key in [
        "claim.served",
        "claim.served_on",
        "claim.received_by",
        "claim.review",
    ] {
        values.set(key, "");
    }
}

/// The day to pay, so that it stands on the notice that is served.
fn pay_by(values: &mut Values, typed: &str) {
    if let Ok(day) = field::date(typed) {
        values.set("claim.pay_by", day.to_string());
    }
}

fn incident(values: &mut Values, file: &ClaimFile) {
    let Some(incident) = &file.claim.incident else {
        return;
    };
    values
        .set("claim.incident", &incident.number)
        .set("claim.incident_at", moment(incident.occurred_at))
        .set("claim.incident_line", &incident.line)
        .set("claim.incident_fault", incident.fault.chinese())
        .set("claim.incident_cause", &incident.cause);
    let last = file
        .limits
        .iter()
        .find(|limit| limit.deadline.rule == "DAMAGE-3");
    if let Some(last) = last {
        values.set("claim.claim_by", last.deadline.due.to_string());
    }
}

/// The amount line by line, as it stands on the notice.
fn amount(values: &mut Values, books: &Rulebooks, file: &ClaimFile) {
    let Some(worked) = &file.worked else {
        return;
    };
    for line in &worked.lines {
        values.push_row("claim_lines", cells(books, line));
    }
    let sums = worked.sums;
    values
        .set("claim.kwh", grouped(sums.kwh))
        .set("claim.back_pay", figures(sums.back_pay))
        .set("claim.penalty", figures(sums.penalty))
        .set("claim.amount", figures(sums.amount))
        .set("claim.amount_words", in_words(sums.amount))
        .set("claim.repairs", figures(sums.repairs))
        .set("claim.payable", figures(sums.payable()))
        .set("claim.payable_words", in_words(sums.payable()));
    if let Some(note) = &worked.note {
        values.set("claim.note", note).tick("claim.has_note", true);
    }
}

/// What the claim rests on, as the customer finds it: the book, the article and the rule, without our numbers.
fn cited(books: &Rulebooks, file: &ClaimFile) -> String {
    let own = file.claim.rule();
    let lines = file.worked.iter().flat_map(|worked| &worked.lines);
    let mut ids: Vec<&str> = lines.map(|line| line.rule).collect();
    ids.push(&own);
    ids.retain(|id| *id != TARIFF_3);
    ids.sort_unstable();
    ids.dedup();
    let mut title = "";
    let cited = ids.into_iter().filter_map(|id| {
        let (rule, book) = (books.rule(id)?, books.of_rule(id)?);
        let book = if title == book.title {
            String::new()
        } else {
            title = &book.title;
            format!("《{title}》")
        };
        Some(format!("{book}{}：{}", rule.stands_in(), rule.text))
    });
    cited.collect::<Vec<_>>().join("\n")
}

/// The chapter that the calculation of appliances names above its lines.
const OF_DAMAGE: &str = "居民家用电器损坏处理办法";

/// Where a rule stands; its number where no book says so.
fn article(books: &Rulebooks, id: &str) -> String {
    let article = match books.rule(id).map(Rule::stands_in) {
        None | Some("") => id,
        Some(article) => article,
    };
    match article.strip_prefix(OF_DAMAGE) {
        Some(number) => format!("第{number}条"),
        None => article.to_owned(),
    }
}

fn cells(books: &Rulebooks, line: &Line) -> [(&'static str, String); 4] {
    [
        ("what", line.what.clone()),
        ("how", line.how.clone()),
        ("value", line.value.to_string()),
        ("rule", article(books, line.rule)),
    ]
}

pub(super) fn word(fields: &Fields, name: &str) -> String {
    let text = fields.get(name).and_then(Typed::text);
    text.unwrap_or_default().trim().to_owned()
}

/// An amount as typed, with its separators.
pub(super) fn yuan(typed: &str) -> String {
    field::decimal(typed, 2).map_or_else(|_| typed.to_owned(), figures)
}

fn late_bill(values: &mut Values, claim: &Claim) {
    let Some(calculation) = &claim.calculation else {
        return;
    };
    let fields = &calculation.fields;
    let paid_on = match fields.get("payments") {
        Some(Typed::Rows(rows)) => {
            let parts = rows
                .iter()
                .map(|row| format!("{} {}元", word(row, "on"), yuan(&word(row, "amount"))));
            parts.collect::<Vec<_>>().join("，")
        }
        _ => word(fields, "paid"),
    };
    values
        .set(
            "claim.class",
            application::chinese(&word(fields, "class"), Payer::chinese),
        )
        .set("claim.arrears", yuan(&word(fields, "arrears")))
        .set("claim.due", word(fields, "due"))
        .set("claim.paid_on", paid_on);
}
