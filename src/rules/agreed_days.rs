//! The days that are agreed for a contract (约定供电日期、合同有效期): against each other, and against the signing.

use chrono::NaiveDate;

use super::field;
use super::guard::Recording;
use super::refusal::Refusal;

/// The step at which they are agreed before the contract is printed.
const BEFORE: &str = "fees_settled";

/// NEW-2, NEW-3: power comes after the contract is signed, and within its term.
pub(super) fn objections(recording: Recording<'_>) -> Vec<Refusal> {
    let day = |name: &str| -> Option<NaiveDate> {
        let own = Some(recording.field(name)).filter(|own| !own.is_empty());
        field::date(own.or_else(|| recording.progress.field(BEFORE, name))?).ok()
    };
    let Some(supply_on) = day("supply_on") else {
        return Vec::new();
    };
    let refuse = |message: String, instead: String, at: &str| {
        Refusal::new(recording.rule(), message, instead).at(at)
    };
    let mut objections = Vec::new();
    let signed = ["customer_signed_on", "office_signed_on"];
    let signed = signed.map(|name| field::date(recording.field(name)).ok());
    if let Some(signed_on) = signed.into_iter().flatten().max()
        && supply_on < signed_on
    {
        let message = format!("约定供电日期{supply_on}早于合同签订的{signed_on}");
        let instead = format!("与客户另约{signed_on}或以后的一天，写在合同上并填在“约定供电日期”");
        objections.push(refuse(message, instead, "supply_on"));
    }
    if let Some(term_from) = day("term_from").filter(|from| supply_on < *from) {
        let message = format!("约定供电日期{supply_on}早于合同有效期起的{term_from}");
        let instead = "合同有效期最迟从供电那天起算，改正不对的一个日期".to_owned();
        let at = match recording.field("term_from") {
            "" => "supply_on",
            _ => "term_from",
        };
        objections.push(refuse(message, instead, at));
    }
    objections
}
