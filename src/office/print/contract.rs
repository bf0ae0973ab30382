//! The blanks of a contract (供用电合同) beyond what the application and the plan give.

use chrono::Months;

use crate::model::application::{Application, Change};
use crate::model::customer::TariffShare;
use crate::model::vocabulary::{Class, Kind, SourceLine};
use crate::paper::Values;

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
    values
        .set("contract.number", number(work, file))
        .set("contract.class", &classes)
        .set("contract.billing", application.billing.chinese())
        .set("contract.industry", &application.industry)
        .set("contract.phase", application.voltage.chinese())
        .set(
            "contract.own_generation",
            application.own_generation.as_deref().map_or("", or_none),
        );
    if let Some(contract) = &file.contract {
        let starts_on = contract.in_force_on;
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
    let dedicated =
        |source: &crate::model::application::Source| source.line == SourceLine::Dedicated;
    let kinds: Vec<&str> = application
        .sources
        .iter()
        .map(|source| {
            if dedicated(source) {
                "专线"
            } else {
                "公用线"
            }
        })
        .collect();
    values
        .set("contract.transformers_total", total)
        .set("contract.line_kind", kinds.join("、"));
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "无" } else { text }
}
