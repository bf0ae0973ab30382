//! Opening a file (立案): what was found, by whom, and what it comes to as far as that is known.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;

use crate::model::claim::{Calculation, Claim, ClaimKind, ClaimState, Fault, Incident};
use crate::model::customer::Customer;
use crate::model::text::{half_width, tidy};
use crate::model::typed::{Fields, Typed};
use crate::model::vocabulary::{AccountState, Class, Voltage};
use crate::office::{Act, OfficeError, Work, customer, numbers};
use crate::rules::Refusal;
use crate::rules::claim::limit;
use crate::rules::claim::worked::Days;
use crate::rules::deadline::Measure;
use crate::rules::field;
use crate::store::claim as store;

use super::{facts, suggested, suspended};

/// A file as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimEntry {
    pub kind: String,
    pub account: String,
    /// The day on which it was found or claimed; empty: today.
    pub found_on: String,
    pub facts: BTreeMap<String, String>,
    /// `None`: not known yet.
    pub calculation: Option<Fields>,
    pub incident: IncidentEntry,
}

/// The incident of damaged appliances as typed: the number of one that is known, or a new one.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IncidentEntry {
    pub number: String,
    pub occurred_at: String,
    pub line: String,
    pub fault: String,
    pub cause: String,
}

/// Opens a file.
///
/// # Errors
/// Every refusal at once; those of facts and of the calculation have their paths.
pub fn open(work: Work<'_>, entry: &ClaimEntry) -> Result<Claim, OfficeError> {
    let ready = checked(work, entry)?;
    let incident = ready.incident.map(|found| found.keep(work)).transpose()?;
    let claim = Claim {
        number: numbers::next_claim(work)?,
        kind: ready.kind,
        state: opens(work, ready.kind, incident.as_ref(), ready.on)?,
        account: ready.account,
        found_on: ready.on,
        handler: work.desk.operator.clone(),
        incident,
        facts: ready.facts,
        calculation: ready.calculation,
        paid: Decimal::ZERO,
        closed_on: None,
    };
    store::insert(work.conn, &claim)?;
    let names: Vec<&str> = claim.facts.keys().map(String::as_str).collect();
    let detail = json!({
        "kind": claim.kind,
        "account": claim.account,
        "found_on": claim.found_on,
        "incident": claim.incident.as_ref().map(|one| &one.number),
        "rule": claim.rule(),
        "amount": claim.sums().amount.to_string(),
        "facts": names,
    });
    work.log(Act::OpenClaim, &claim.number, detail)?;
    crate::office::find::index_claim(work, &claim.number)?;
    Ok(claim)
}

/// Everything that speaks against a file as it is typed.
///
/// # Errors
/// The records cannot be read.
pub fn problems(work: Work<'_>, entry: &ClaimEntry) -> Result<Vec<Refusal>, OfficeError> {
    match checked(work, entry) {
        Ok(_) => Ok(Vec::new()),
        Err(OfficeError::Refused(refusals)) => Ok(refusals),
        Err(failed) => Err(failed),
    }
}

/// A file that may be opened.
struct Ready {
    kind: ClaimKind,
    account: String,
    on: NaiveDate,
    facts: BTreeMap<String, String>,
    incident: Option<Found>,
    calculation: Option<Calculation>,
}

fn checked(work: Work<'_>, entry: &ClaimEntry) -> Result<Ready, OfficeError> {
    let mut refusals = Vec::new();
    let kind: ClaimKind = match half_width(&entry.kind).parse() {
        Ok(kind) => kind,
        Err(unknown) => return crate::office::refuse(Refusal::input("kind", "种类", unknown)),
    };
    let account = half_width(&entry.account);
    let holder = take(&mut refusals, customer::stored(work, &account))?;
    let holder = holder.map(|stored| stored.customer);
    let entry = &match &holder {
        Some(_) => suggested::completed(work, entry)?,
        None => entry.clone(),
    };
    let on = day(work, &entry.found_on, &mut refusals);
    refusals.extend(holder.as_ref().and_then(|holder| suits(kind, holder)));
    let inputs = entry.calculation.clone().unwrap_or_default();
    let found = facts::checked(work, kind, (&entry.facts, &inputs), on);
    let kept = take(&mut refusals, under("facts", found))?;
    let incident = match kind {
        ClaimKind::Damage => take(&mut refusals, incident(work, &entry.incident, on))?,
        _ => None,
    };
    let damaged = incident.as_ref().map(|found| found.incident.occurred_at);
    let early = damaged.and_then(|at| facts::complained_before(&entry.facts, at));
    refusals.extend(early.map(|refusal| refusal.at("facts.complained_at")));
    refusals.extend(holder.as_ref().and_then(|holder| {
        let damaged = damaged.map(|at| at.date());
        not_yet_open(kind, holder, entry, damaged.unwrap_or(on))
    }));
    let days = Days {
        on,
        damaged: damaged.map(|at| at.date()),
    };
    let calculation = match (&entry.calculation, &holder) {
        (Some(inputs), Some(holder)) => {
            let found = super::calculate(work, kind, holder, (&whole(kind, inputs), None), days);
            take(&mut refusals, under("calculation", found))?.map(|(one, _)| one)
        }
        (Some(inputs), None) => {
            let found = super::wrong_for_anyone(work, kind, &whole(kind, inputs), days);
            let found = under("calculation", Err(OfficeError::Refused(found)));
            take(&mut refusals, found)?
        }
        (None, _) if kind == ClaimKind::Damage => None,
        (None, _) => {
            let problem = "没有写计算所依据的数字";
            refusals.push(Refusal::input("calculation", "计算", problem));
            None
        }
    };
    if holder.is_some() {
        refusals.extend(suggested::seal_again(work, &account, &entry.facts)?);
        if let Some(inputs) = &entry.calculation {
            let said = (&entry.facts, inputs, on);
            refusals.extend(suspended::objections(work, &account, said)?);
        }
        refusals.extend(opened_already(work, (kind, &account, on), entry)?);
    }
    match kept {
        Some(facts) if refusals.is_empty() => Ok(Ready {
            kind,
            account,
            on,
            facts,
            incident,
            calculation,
        }),
        _ => Err(OfficeError::Refused(refusals)),
    }
}

/// Nothing happens on an account before it is opened.
fn not_yet_open(
    kind: ClaimKind,
    holder: &Customer,
    entry: &ClaimEntry,
    on: NaiveDate,
) -> Option<Refusal> {
    let (what, day, at) = match kind {
        ClaimKind::Late => {
            let due = entry.calculation.as_ref()?.get("due")?.text()?;
            ("应缴日", field::date(due).ok()?, "calculation.due")
        }
        ClaimKind::Damage => ("事故日期", on, "incident.occurred_at"),
        ClaimKind::Breach | ClaimKind::Theft => ("查获日期", on, "found_on"),
    };
    (day < holder.opened_on).then(|| {
        let (account, opened) = (&holder.account, holder.opened_on);
        let message = format!("户号{account}在{opened}才立户，{what}{day}在立户以前");
        Refusal::new("COUNT-6", message, format!("核对户号和{what}")).at(at)
    })
}

/// The same breach or theft of the same account on the same day, in the same words, has a file.
fn opened_already(
    work: Work<'_>,
    (kind, account, on): (ClaimKind, &str, NaiveDate),
    entry: &ClaimEntry,
) -> Result<Option<Refusal>, OfficeError> {
    let what = entry.facts.get("what").map(|what| tidy(what));
    let Some(what) = what.filter(|what| !what.is_empty()) else {
        return Ok(None);
    };
    let inputs = entry.calculation.as_ref();
    let rule = inputs.and_then(|fields| fields.get("rule")?.text());
    for row in super::of_account(work, account)? {
        let same = row.kind == kind && row.found_on == on && row.state != ClaimState::Voided;
        if !same {
            continue;
        }
        let other = super::stored(work, &row.number)?;
        if other.facts.get("what") == Some(&what) && rule.is_none_or(|rule| rule == other.rule()) {
            let message = format!("户号{account}在{on}已有档案{}，查获情况相同", row.number);
            let instead = "接着办那一份；确是另一件的，把查获情况写清楚";
            let refusal = Refusal::new(&other.rule(), message, instead);
            return Ok(Some(refusal.at("facts.what")));
        }
    }
    Ok(None)
}

/// The inputs of a claim's calculation whole: a single appliance is a list of one.
pub(super) fn whole(kind: ClaimKind, inputs: &Fields) -> Fields {
    if kind != ClaimKind::Damage || inputs.contains_key("goods") || inputs.is_empty() {
        return inputs.clone();
    }
    let mut row = inputs.clone();
    row.remove("damaged");
    row.remove("claimed");
    Fields::from([("goods".to_owned(), Typed::Rows(vec![row]))])
}

/// Keeps the refusals of one part, and goes on with the others.
fn take<T>(
    refusals: &mut Vec<Refusal>,
    part: Result<T, OfficeError>,
) -> Result<Option<T>, OfficeError> {
    match part {
        Ok(part) => Ok(Some(part)),
        Err(OfficeError::Refused(more)) => {
            refusals.extend(more);
            Ok(None)
        }
        Err(failed) => Err(failed),
    }
}

/// The refusals with their path.
pub(super) fn under<T>(path: &str, part: Result<T, OfficeError>) -> Result<T, OfficeError> {
    part.map_err(|error| match error {
        OfficeError::Refused(refusals) => OfficeError::Refused(
            refusals
                .into_iter()
                .map(|refusal| Refusal {
                    field: format!("{path}.{}", refusal.field),
                    ..refusal
                })
                .collect(),
        ),
        other => other,
    })
}

/// COUNT-6: not after today.
fn day(work: Work<'_>, typed: &str, refusals: &mut Vec<Refusal>) -> NaiveDate {
    let today = work.desk.today;
    if tidy(typed).is_empty() {
        return today;
    }
    match field::date(typed) {
        Ok(day) if day <= today => day,
        Ok(day) => {
            let message = format!("日期{day}在今天（{today}）之后");
            let refusal = Refusal::new("COUNT-6", message, "填实际查获或提出的那一天");
            refusals.push(refusal.at("found_on"));
            today
        }
        Err(problem) => {
            refusals.push(Refusal::input("found_on", "日期", problem));
            today
        }
    }
}

/// DAMAGE-1: residents on 220/380 V.
fn suits(kind: ClaimKind, customer: &Customer) -> Option<Refusal> {
    let low = matches!(customer.voltage, Voltage::V220 | Voltage::V380);
    if kind == ClaimKind::Damage && (customer.class != Class::Resident || !low) {
        let message = format!(
            "{}是{}客户，不适用居民家用电器损坏的赔偿",
            customer.account,
            customer.class.chinese()
        );
        let instead = "只适用于220/380伏供电的居民；其他损失按供用电合同处理";
        return Some(Refusal::new("DAMAGE-1", message, instead).at("account"));
    }
    let gone = matches!(customer.state, AccountState::Closed | AccountState::Split);
    (gone && kind == ClaimKind::Damage).then(|| {
        let message = format!(
            "户号{}已{}，不再供电",
            customer.account,
            customer.state.chinese()
        );
        Refusal::new("DAMAGE-1", message, "核对户号").at("account")
    })
}

/// An incident that is known, or one to be kept.
struct Found {
    incident: Incident,
    known: bool,
}

impl Found {
    fn keep(mut self, work: Work<'_>) -> Result<Incident, OfficeError> {
        if !self.known {
            self.incident.number = numbers::next_incident(work)?;
            store::add_incident(work.conn, &self.incident)?;
            let detail = json!({ "line": self.incident.line, "fault": self.incident.fault });
            work.log(Act::Incident, &self.incident.number, detail)?;
        }
        Ok(self.incident)
    }
}

fn incident(
    work: Work<'_>,
    typed: &IncidentEntry,
    claimed_on: NaiveDate,
) -> Result<Found, OfficeError> {
    let number = half_width(&typed.number);
    let mut refusals = Vec::new();
    let found = if number.is_empty() {
        let new = new_incident(typed, &mut refusals);
        new.map(|new| known_already(work, new)).transpose()?
    } else {
        let known = store::incident_by_number(work.conn, &number)?;
        if known.is_none() {
            let problem = format!("没有事故“{number}”");
            refusals.push(Refusal::input("incident.number", "事故编号", problem));
        }
        known.map(|incident| Found {
            incident,
            known: true,
        })
    };
    if let Some(found) = &found
        && found.incident.occurred_at.date() > claimed_on
    {
        let at = field::time_in_words(found.incident.occurred_at);
        let message = format!("事故时间{at}晚于索赔日期{claimed_on}");
        let refusal = Refusal::new("COUNT-6", message, "核对事故时间和索赔日期");
        refusals.push(refusal.at("incident.occurred_at"));
    }
    match found {
        Some(found) if refusals.is_empty() => Ok(found),
        _ => Err(OfficeError::Refused(refusals)),
    }
}

/// The same time, line and fault are the same incident.
fn known_already(work: Work<'_>, new: Found) -> Result<Found, OfficeError> {
    let known = store::incident_alike(work.conn, &new.incident)?;
    Ok(known.map_or(new, |incident| Found {
        incident,
        known: true,
    }))
}

fn new_incident(typed: &IncidentEntry, refusals: &mut Vec<Refusal>) -> Option<Found> {
    let mut refuse = |name: &str, label: &str, problem: String| {
        refusals.push(Refusal::input(&format!("incident.{name}"), label, problem));
    };
    let occurred_at = field::time(&typed.occurred_at);
    if let Err(problem) = &occurred_at {
        refuse("occurred_at", "事故时间", problem.to_string());
    }
    let line = tidy(&typed.line);
    if line.is_empty() {
        refuse("line", "线路", "未填".to_owned());
    }
    let fault = typed.fault.parse::<Fault>();
    if let Err(unknown) = &fault {
        refuse("fault", "事故", unknown.to_string());
    }
    let incident = Incident {
        number: String::new(),
        occurred_at: occurred_at.ok()?,
        line,
        fault: fault.ok()?,
        cause: tidy(&typed.cause),
    };
    Some(Found {
        incident,
        known: false,
    })
}

/// Past the last day for claiming, the supervisor decides first (DAMAGE-3).
fn opens(
    work: Work<'_>,
    kind: ClaimKind,
    incident: Option<&Incident>,
    on: NaiveDate,
) -> Result<ClaimState, OfficeError> {
    if let Some(incident) = incident {
        let damaged = incident.occurred_at.date();
        let last = limit::claim_by(damaged, None, measure(work))?;
        if on > last.due {
            return Ok(ClaimState::OutOfTime);
        }
    }
    Ok(work.manual.claims.of(kind).opens)
}

/// What the limits of claims are worked out with.
pub(in crate::office) fn measure(work: Work<'_>) -> Measure<'_> {
    Measure {
        rulebooks: &work.manual.rulebooks,
        calendar: &work.manual.calendar,
        today: work.desk.today,
    }
}
