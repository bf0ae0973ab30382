//! The blanks of a contract (供用电合同) beyond what the application and the plan give.

use chrono::Months;

use crate::model::application::{Application, Change, Source};
use crate::model::customer::TariffShare;
use crate::model::vocabulary::{Class, Kind, SourceLine};
use crate::paper::Values;
use crate::rules::field;

use super::super::case_file::CaseFile;
use super::super::{Work, customer};

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
    let agreed = field::date(values.get("contract.starts_on")).ok();
    let signed = file.contract.as_ref().map(|contract| contract.in_force_on);
    if let Some(starts_on) = agreed.or(signed) {
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
    if application.class == Class::HighVoltage {
        high_voltage(values, application);
    }
    if application.class != Class::Resident {
        values.set("contract.attachments", "客户用电设备清单；产权分界示意图");
    }
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
    // The table falls away where none is known.
    let list = match values.get("plan.source") {
        _ if !sources.is_empty() => "见下表".to_owned(),
        planned => planned.to_owned(),
    };
    values
        .set("contract.transformers_total", total)
        .set("contract.supplied_by", line)
        .set("contract.sources", list);
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "无" } else { text }
}
