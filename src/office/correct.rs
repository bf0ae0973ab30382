//! Correcting what was typed wrongly (更正): a logged correction, not a transfer (TRANSFER-1).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use crate::model::customer::Party;
use crate::model::identity;
use crate::model::phone;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::CaseState;
use crate::rules::Refusal;
use crate::rules::intake::{LONGEST_ADDRESS, LONGEST_NAME};
use crate::store::{case, customer as store};

pub use super::reading_correction::ReadingCorrection;
use super::{Act, OfficeError, Work, case_file, customer, find, reading_correction, refuse};

/// A correction as typed: of an account's holder or one of its readings, of the applicant of a case that is not yet
/// completed, of a claim's facts, or of what an old ledger told, which is taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Correction {
    pub account: String,
    pub case: String,
    /// Number of a claim (违约理赔), of which facts are corrected.
    pub claim: String,
    /// Number of an opening (期初业务); nothing else is then changed.
    pub opening: String,
    /// Field (`name`, `id_number`, `phone`, `address`, `postal_address`, `postcode`, `contact`) → new text.
    pub changes: BTreeMap<String, String>,
    /// A reading of the account; nothing else is then changed.
    pub reading: Option<ReadingCorrection>,
    pub reason: String,
}

/// Corrects the holder of an account or one of its readings, the applicant of a case, or a claim's facts, and logs which
/// fields changed and why; or takes an opening back.
///
/// # Errors
/// Every refusal at once.
pub fn correct(work: Work<'_>, correction: &Correction) -> Result<(), OfficeError> {
    let reason = refuse::reason(&correction.reason)?;
    if !correction.claim.is_empty() {
        return correct_claim(work, correction);
    }
    let Correction {
        account,
        case,
        opening,
        ..
    } = correction;
    if let Some(reading) = &correction.reading {
        let others = !case.is_empty() || !opening.is_empty() || !correction.changes.is_empty();
        if others || account.is_empty() {
            let problem = "更正示数只写户号和这一个示数，别的另行更正";
            return super::refuse(Refusal::input("reading", "示数", problem));
        }
        let stored = customer::stored(work, &half_width(account))?;
        return reading_correction::correct(work, &stored, reading, &reason);
    }
    match (account.as_str(), case.as_str(), opening.as_str()) {
        (account, "", "") if !account.is_empty() => correct_account(work, account, correction),
        ("", number, "") if !number.is_empty() => correct_case(work, number, correction),
        ("", "", number) if !number.is_empty() => {
            if correction.changes.is_empty() {
                return super::opening::take_back(work, &half_width(number), &reason);
            }
            let problem = "期初业务只能整条撤销，改对了再重新导入";
            super::refuse(Refusal::input("changes", "更正内容", problem))
        }
        _ => {
            let problem = "写明其中一个";
            let label = "户号、工单编号、档案编号或期初业务编号";
            super::refuse(Refusal::input("account", label, problem))
        }
    }
}

fn correct_claim(work: Work<'_>, correction: &Correction) -> Result<(), OfficeError> {
    let others = [&correction.account, &correction.case, &correction.opening];
    if correction.reading.is_some() || others.iter().any(|other| !other.is_empty()) {
        let problem = "更正违约理赔档案只写档案编号和改的事实，别的另行更正";
        return super::refuse(Refusal::input("claim", "档案编号", problem));
    }
    let Correction {
        claim,
        changes,
        reason,
        ..
    } = correction;
    super::claim::correct::correct(work, &half_width(claim), changes, reason)
}

fn correct_account(
    work: Work<'_>,
    account: &str,
    correction: &Correction,
) -> Result<(), OfficeError> {
    let mut stored = customer::stored(work, account)?;
    stored.customer.party = changed(work, &stored.customer.party, &correction.changes)?;
    store::update_party(work.conn, stored.id, &stored.customer.party)?;
    let meters = store::meters(work.conn, stored.id)?;
    find::index_customer(work, stored.id, &stored.customer, &meters)?;
    log(work, account, correction)
}

fn correct_case(work: Work<'_>, number: &str, correction: &Correction) -> Result<(), OfficeError> {
    let mut stored = case_file::stored(work, number)?;
    let state = stored.case.state;
    if !matches!(state, CaseState::Waiting | CaseState::Accepted) {
        let message = format!("工单{number}{}，不能更正申请人信息", state.chinese());
        return super::refuse(Refusal::new("TRANSFER-1", message, "已立户的，按户号更正"));
    }
    let party = &mut stored.case.application.customer;
    *party = changed(work, party, &correction.changes)?;
    case::update(work.conn, &stored)?;
    find::index_case(work, stored.id, &stored.case)?;
    log(work, number, correction)
}

/// By reference only: the fields, not what stood in them (AUDIT-5).
fn log(work: Work<'_>, subject: &str, correction: &Correction) -> Result<(), OfficeError> {
    let fields: Vec<&str> = correction.changes.keys().map(String::as_str).collect();
    let detail = json!({ "fields": fields, "reason": tidy(&correction.reason) });
    work.log(Act::Correct, subject, detail)
}

fn changed(
    work: Work<'_>,
    party: &Party,
    changes: &BTreeMap<String, String>,
) -> Result<Party, OfficeError> {
    let mut party = party.clone();
    let mut refusals = Vec::new();
    if changes.is_empty() {
        refusals.push(Refusal::input("changes", "更正内容", "没有写明改哪一项"));
    }
    for (name, typed) in changes {
        let text = tidy(typed);
        let mut object = |label: &str, problem: String| {
            refusals.push(Refusal::input(&format!("changes.{name}"), label, problem));
        };
        let (label, place, most, mandatory) = match name.as_str() {
            "name" => ("户名", &mut party.name, LONGEST_NAME, true),
            "id_number" => ("证件号码", &mut party.id_number, 40, true),
            "phone" => ("电话", &mut party.phone, 20, true),
            "address" => ("用电地址", &mut party.address, LONGEST_ADDRESS, true),
            "postal_address" => (
                "通信地址",
                &mut party.postal_address,
                LONGEST_ADDRESS,
                false,
            ),
            "postcode" => ("邮政编码", &mut party.postcode, 6, false),
            "contact" => ("联系人", &mut party.contact, LONGEST_NAME, false),
            _ => {
                object(name, "不是可以更正的栏目".to_owned());
                continue;
            }
        };
        if text.is_empty() && mandatory {
            object(label, "未填".to_owned());
        } else if text.chars().count() > most {
            object(label, format!("最多{most}个字"));
        }
        *place = text;
    }
    party.id_number = half_width(&party.id_number).to_ascii_uppercase();
    party.phone = half_width(&party.phone);
    if changes.contains_key("id_number") {
        let problem = identity::check(party.id_kind, &party.id_number, work.desk.today).err();
        refusals.extend(problem.map(|p| Refusal::input("changes.id_number", "证件号码", p)));
    }
    if changes.contains_key("phone")
        && let Err(problem) = phone::classify(&party.phone)
    {
        refusals.push(Refusal::input("changes.phone", "电话", problem));
    }
    if refusals.is_empty() {
        Ok(party)
    } else {
        Err(OfficeError::Refused(refusals))
    }
}
