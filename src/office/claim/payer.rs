//! Whether the customer pays as a resident (用户类别): the account says so (LATE-2, LATE-3, BREACH-4).

use crate::model::claim::{ClaimKind, Payer};
use crate::model::customer::Customer;
use crate::model::typed::{Fields, Typed};
use crate::model::vocabulary::{Class, Tariff};
use crate::rules::Refusal;

pub(super) const CLASS: &str = "class";

/// As whom a customer pays.
pub(super) fn of(customer: &Customer) -> Payer {
    match customer.class {
        Class::Resident => Payer::Resident,
        _ => Payer::Other,
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
