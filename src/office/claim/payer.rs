//! Whether the customer pays as a resident (用户类别), and a basic fee (两部制): the account says so (LATE-2, LATE-3,
//! BREACH-2, BREACH-3, BREACH-4).

use crate::model::claim::{ClaimKind, Payer};
use crate::model::customer::Customer;
use crate::model::typed::{Fields, Typed};
use crate::model::vocabulary::{Billing, Class, Tariff};
use crate::rules::Refusal;

pub(super) const CLASS: &str = "class";
pub(super) const TWO_PART: &str = "two_part";

/// As whom a customer pays.
pub(super) fn of(customer: &Customer) -> Payer {
    match customer.class {
        Class::Resident => Payer::Resident,
        _ => Payer::Other,
    }
}

/// Whether a customer pays a basic fee.
pub(super) fn is_two_part(customer: &Customer) -> bool {
    customer.billing != Billing::Single
}

/// The inputs with the way of billing of the account where none was said; `before` is what the same file was worked out
/// with, which a way of billing changed since does not overturn.
///
/// # Errors
/// Refused where it is not the account's.
pub(super) fn billed(
    kind: ClaimKind,
    customer: &Customer,
    inputs: Fields,
    before: Option<&Fields>,
) -> Result<Fields, (Fields, Refusal)> {
    let rule = match inputs.get("rule").and_then(Typed::text) {
        Some(rule @ ("BREACH-2" | "BREACH-3")) if kind == ClaimKind::Breach => rule.to_owned(),
        _ => return Ok(inputs),
    };
    let known = |fields: &Fields| match fields.get(TWO_PART) {
        Some(Typed::Flag(said)) => Some(*said),
        _ => None,
    };
    let own = before
        .and_then(known)
        .unwrap_or_else(|| is_two_part(customer));
    let mut fields = inputs;
    match fields.get(TWO_PART) {
        None | Some(Typed::Nothing) => {
            fields.insert(TWO_PART.to_owned(), Typed::Flag(own));
            Ok(fields)
        }
        Some(Typed::Flag(said)) if *said != own => {
            let (account, billing) = (&customer.account, customer.billing.chinese());
            let not = if own {
                "不能按单一制计算"
            } else {
                "没有基本电费，不能按两部制计算"
            };
            let message = format!("户号{account}的计费方式是{billing}，{not}");
            let word = if own { "是" } else { "否" };
            let instead = format!("选“{word}”，或者不填；户号不对的，核对户号");
            let refusal = Refusal::new(&rule, message, instead).at(TWO_PART);
            Err((fields, refusal))
        }
        Some(_) => Ok(fields),
    }
}

/// The inputs with the payer of the account where none was chosen.
///
/// # Errors
/// Refused where another was chosen than class and price of the account say.
pub(super) fn settled(
    kind: ClaimKind,
    customer: &Customer,
    inputs: &Fields,
) -> Result<Fields, Refusal> {
    let mut fields = inputs.clone();
    let breach = fields.get("rule").and_then(Typed::text);
    let rule = match kind {
        ClaimKind::Late => "LATE-2",
        ClaimKind::Breach if breach == Some("BREACH-4") => "BREACH-4",
        _ => return Ok(fields),
    };
    let own = of(customer);
    let chosen = fields.get(CLASS).and_then(Typed::text).unwrap_or_default();
    if chosen.trim().is_empty() {
        fields.insert(CLASS.to_owned(), Typed::Text(own.wire().to_owned()));
        return Ok(fields);
    }
    // A household that pays another price may be taken as either.
    let by_price = match customer.tariff {
        Tariff::Resident => Payer::Resident,
        _ => Payer::Other,
    };
    match chosen.parse::<Payer>() {
        Ok(payer) if payer != own && payer != by_price => {
            let message = format!(
                "户号{}是{}，执行{}电价，不能按{}计算",
                customer.account,
                own.chinese(),
                customer.tariff.chinese(),
                payer.chinese()
            );
            let instead = format!("选“{}”，或者不填；户号不对的，核对户号", own.chinese());
            Err(Refusal::new(rule, message, instead).at(CLASS))
        }
        _ => Ok(fields),
    }
}
