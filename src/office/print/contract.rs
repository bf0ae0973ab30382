//! The blanks of a contract (供用电合同) beyond what the application and the plan give.

use chrono::Months;

use crate::model::application::{Application, Change, Source};
use crate::model::customer::TariffShare;
use crate::model::vocabulary::{Class, IdKind, Kind, SourceLine};
use crate::paper::Values;
use crate::rules::field;

use super::super::case_file::CaseFile;
use super::super::part::CONTRACT;
use super::super::{Work, customer};
use super::steps;

/// Of the contract that the case signs, else of the one in force at the account.
fn number(work: Work<'_>, file: &CaseFile) -> String {
    let application = &file.case.application;
    let path = work
        .manual
        .procedures
        .path(application.kind, application.class);
    // Another class signs a supplement to the contract in force.
    let signs = application.kind != Kind::Reclassification
        && path.is_none_or(|path| path.step(&"contract_signed".into()).is_some());
    if signs {
        return format!("{}-HT", file.case.number);
    }
    let account = file.case.account.as_deref().unwrap_or_default();
    let found = customer::customer_file(work, account).ok();
    let in_force = found.and_then(|found| {
        found
            .contracts
            .into_iter()
            .rfind(|contract| contract.ended_on.is_none())
    });
    in_force.map(|contract| contract.number).unwrap_or_default()
}

/// The contract before the one that an increase or a hand-over signs, which ends with it (NEW-4, TRANSFER-1); empty
/// where none is known.
fn replaced(work: Work<'_>, file: &CaseFile, own: &str) -> String {
    let account = file.case.account.as_deref().unwrap_or_default();
    let contracts = customer::customer_file(work, account).map(|found| found.contracts);
    let contracts = contracts.unwrap_or_default().into_iter();
    let before = contracts.take_while(|contract| contract.number != own);
    before.last().map(|last| last.number).unwrap_or_default()
}

pub(super) fn fill(values: &mut Values, work: Work<'_>, file: &CaseFile) {
    let application = &file.case.application;
    let shares = application.change.as_ref().map_or(&[][..], Change::shares);
    let classes = TariffShare::in_words(application.tariff.chinese(), shares);
    if !shares.is_empty() {
        values.set("plan.fixed_share", format!("定比：{classes}"));
    }
    let industry = match values.get("plan.industry") {
        "" => application.industry.clone(),
        planned => planned.to_owned(),
    };
    values
        .set("contract.number", number(work, file))
        .set("contract.class", &classes)
        .set("contract.billing", application.billing.chinese())
        .set("contract.industry", industry)
        .set("contract.phase", application.voltage.chinese())
        .set(
            "contract.own_generation",
            application.own_generation.as_deref().map_or("", or_none),
        );
    let increase = application.kind == Kind::CapacityIncrease;
    if increase || application.kind == Kind::Transfer {
        let before = replaced(work, file, values.get("contract.number"));
        values
            .tick("contract.replaces", increase)
            .set("contract.replaced", before);
    }
    agreed(values, file);
    let day = |key: &str| field::date(values.get(key)).ok();
    let starts = day("contract.starts_on").or_else(|| day("contract.supply_on"));
    let signed = file.contract.as_ref().map(|contract| contract.in_force_on);
    if let Some(starts_on) = starts.or(signed) {
        let years = u32::try_from(work.settings.number("contract.term_years")).unwrap_or(0);
        let ends_on = starts_on
            .checked_add_months(Months::new(12 * years))
            .and_then(|day| day.pred_opt())
            .filter(|_| years > 0);
        values.set("contract.starts_on", starts_on.to_string()).set(
            "contract.ends_on",
            ends_on.map_or_else(String::new, |day| day.to_string()),
        );
    }
    if let Some(agent) = &application.agent {
        values.set("contract.customer_agent", &agent.name);
    }
    if let Some(vat) = &application.vat {
        values
            .set("customer.bank", &vat.bank)
            .set("customer.bank_account", &vat.bank_account);
    }
    let asked = application.kind == Kind::NewConnection;
    let load = match application.security_load {
        Some(kw) if !kw.is_zero() => format!("{} kW", kw.normalize()),
        None if !asked => String::new(),
        _ => "无".to_owned(),
    };
    values.set("contract.security_load", load);
    // A later round of the plan that leaves it open leaves it to the office.
    let boundary = "contract.boundary";
    if application.class == Class::Resident && values.get(boundary).is_empty() {
        values.set(boundary, work.settings.get(boundary));
    }
    if application.class == Class::HighVoltage {
        high_voltage(values, application);
    }
    if application.class != Class::Resident {
        let attachments = match application.kind {
            Kind::Transfer | Kind::Split => "产权分界示意图",
            _ => "客户用电设备清单；产权分界示意图",
        };
        values.set("contract.attachments", attachments);
    }
    holder(values, application);
    supply(values);
}

/// What was agreed before the contract was printed, unless it was signed otherwise.
fn agreed(values: &mut Values, file: &CaseFile) {
    for (key, name) in [
        ("contract.supply_on", "supply_on"),
        ("contract.office_agent", "office_agent"),
    ] {
        if !values.get(key).is_empty() {
            continue;
        }
        let before = steps::live(file).filter(|record| record.step.as_str() != CONTRACT);
        let said = before.filter_map(|record| record.fields.get(name)).last();
        if let Some(said) = said {
            values.set(key, said);
        }
    }
}

/// Seat and contact, as far as anything typed says them.
fn holder(values: &mut Values, application: &Application) {
    let customer = &application.customer;
    let billed_at = application.vat.as_ref().map_or("", |vat| &vat.address);
    let agent = application.agent.as_ref().map_or("", |agent| &agent.name);
    let himself = match customer.id_kind {
        IdKind::Uscc => "",
        _ => customer.name.as_str(),
    };
    let first = |known: [&str; 3]| -> String {
        let mut known = known.into_iter();
        known
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    let seat = [&customer.postal_address, billed_at, &customer.address];
    values.set("contract.seat", first(seat)).set(
        "contract.contact",
        first([&customer.contact, agent, himself]),
    );
}

/// From where it is supplied and how it is metered: the plan, else what was found on site or hangs there.
fn supply(values: &mut Values) {
    let first = |values: &Values, keys: &[&str]| -> String {
        let mut known = keys.iter().map(|key| values.get(key));
        known
            .find(|text| !text.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    let line = values.get("contract.line");
    let source = match values.get("contract.transformer") {
        transformer if !transformer.is_empty() && !line.is_empty() => {
            format!("{line}经{transformer}")
        }
        _ => {
            let known = ["plan.source", "survey.connection_point", "contract.line"];
            first(values, &known)
        }
    };
    let point = first(values, &["plan.metering_point", "survey.metering_point"]);
    let mode = match (
        values.get("plan.metering_mode"),
        values.get("meter.multiplier"),
    ) {
        ("", "") => String::new(),
        ("", "1") => "直接接入".to_owned(),
        ("", _) => "经互感器接入".to_owned(),
        (planned, _) => planned.to_owned(),
    };
    let meters = match (values.get("contract.meters"), values.get("meter.kind")) {
        ("", "") => String::new(),
        ("", kind) => format!("{kind} 1只"),
        (planned, _) => planned.to_owned(),
    };
    values
        .set("contract.source", source)
        .set("plan.metering_point", point)
        .set("plan.metering_mode", mode)
        .set("contract.meters", meters);
}

fn high_voltage(values: &mut Values, application: &Application) {
    // Of an increase, with those that stand there already.
    let total = values.get("request.transformer_total").to_owned();
    let sources = &application.sources;
    let line = |source: &Source| match source.line {
        SourceLine::Dedicated => "专线",
        SourceLine::Public => "公用线",
    };
    let kinds = match sources.as_slice() {
        [one] => line(one).to_owned(),
        several => {
            let each = several.iter();
            let each: Vec<String> = each
                .map(|source| format!("{}{}", source.role.chinese(), line(source)))
                .collect();
            each.join("和")
        }
    };
    let line = match (kinds.as_str(), values.get("contract.line")) {
        (_, "") => String::new(),
        ("", line) => line.to_owned(),
        (kinds, line) if sources.len() > 1 => format!("{kinds}（{line}）"),
        (kinds, line) => format!("{kinds}{line}"),
    };
    values
        .set("contract.transformers_total", total)
        .set("contract.supplied_by", line);
    each_source(values, sources, &kinds);
}

/// Every source with the substation and line that the plan gives it, in the sentence and in the table.
fn each_source(values: &mut Values, sources: &[Source], kinds: &str) {
    let planned = match sources {
        [_] => vec![values.get("plan.source").to_owned()],
        _ => (steps::EACH_SOURCE.iter())
            .map(|key| values.get(key).to_owned())
            .collect(),
    };
    if let ([first, second], [one, other]) = (sources, planned.as_slice())
        && !other.is_empty()
    {
        let (of_one, of_other) = (first.role.chinese(), second.role.chinese());
        let both = format!("{one}（第一路，{of_one}）和{other}（第二路，{of_other}）");
        values
            .set("contract.substation", both)
            .set("contract.supplied_by", kinds);
    }
    let rows = values.rows("sources").to_vec();
    values.clear_rows("sources");
    for (number, row) in rows.iter().enumerate() {
        let line = row.get("line").map_or("", String::as_str);
        let from = planned.get(number).map_or("", String::as_str);
        let known = [line, from].into_iter().filter(|text| !text.is_empty());
        let each = known.collect::<Vec<_>>().join("，");
        let cells = row.iter().map(|(key, text)| (key.as_str(), text.clone()));
        values.push_row("sources", cells.chain([("from", each)]));
    }
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "无" } else { text }
}
