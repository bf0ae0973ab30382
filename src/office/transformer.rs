//! A transformer exchanged for one of the same size (更换变压器), outside any case.

use serde::Deserialize;
use serde_json::json;

use crate::model::customer::Transformer;
use crate::model::text::{half_width, tidy};
use crate::rules::Refusal;
use crate::rules::intake::LONGEST_NAME;
use crate::rules::refusal::INPUT;
use crate::rules::suspension::Limits;
use crate::rules::suspension::standing::{Stage, Standing};
use crate::store::{case, customer as store};

use super::entry::Check;
use super::{Act, OfficeError, Work, customer, suspension};

/// An exchange as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TransformerEntry {
    pub account: String,
    /// Plate of the one taken out; may be empty where the account has one.
    pub replaces: String,
    /// Plate of the new one.
    pub plate: String,
    /// kVA; empty: as the old one.
    pub kva: String,
    /// Empty: today.
    pub on: String,
    /// Why it was exchanged.
    pub reason: String,
}

/// Records the exchange: the new one takes the old one's place, in its group.
///
/// # Errors
/// Every refusal at once: another size (a change of capacity), a change under way, one under suspension.
pub fn exchange(work: Work<'_>, entry: &TransformerEntry) -> Result<Transformer, OfficeError> {
    let stored = customer::stored(work, &half_width(&entry.account))?;
    let account = &stored.customer.account;
    let own = store::transformers(work.conn, stored.id)?;
    let mut check = Check::new(work);
    let on = check.day("更换日期", &entry.on);
    let reason = check.words("reason", "更换原因", &entry.reason);
    let plate = check.words("plate", "新变压器铭牌编号", &entry.plate);
    if plate.chars().count() > LONGEST_NAME {
        let problem = format!("最多{LONGEST_NAME}个字");
        check.refuse(Refusal::input("plate", "新变压器铭牌编号", problem));
    }
    if own.iter().any(|one| one.plate == plate) {
        let problem = format!("“{plate}”是该户现有的，同一户内不能重复");
        check.refuse(Refusal::input("plate", "新变压器铭牌编号", problem));
    }
    let old = taken_out(&mut check, &own, &tidy(&entry.replaces));
    if let Some(old) = &old {
        let kva = match tidy(&entry.kva) {
            empty if empty.is_empty() => old.kva,
            typed => check.number("kva", "新变压器容量（kVA）", &typed),
        };
        if kva != old.kva {
            let (had, has) = (old.kva.normalize(), kva.normalize());
            let message = format!("“{}”是{had} kVA，换成{has} kVA改变了用电容量", old.plate);
            let instead = "换同样容量的才在这里登记；加大容量的办理增容";
            check.refuse(Refusal::new(INPUT, message, instead).at("kva"));
        }
        let all = suspension::of_account(work, stored.id)?;
        let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
        let names_it = all
            .iter()
            .filter(|one| one.equipment.iter().any(|named| named.plate == old.plate));
        for one in names_it {
            if Standing::of(one, &all, &limits, work.desk.today).stage != Stage::Over {
                let message = format!("“{}”在暂停{}中，不能更换", old.plate, one.case);
                let instead = "先办理恢复，再更换";
                check.refuse(Refusal::new(INPUT, message, instead).at("replaces"));
            }
        }
    }
    if let Some(case) = case::open_change(work.conn, account)? {
        let message = format!("户号{account}的{case}还在办理，不能更换变压器");
        let instead = "这件工单办结或作废以后再登记";
        check.refuse(Refusal::new(INPUT, message, instead).at("account"));
    }
    check.end()?;
    let Some(old) = old else {
        return Err(OfficeError::Inconsistent("变压器".to_owned()));
    };
    let new = Transformer {
        plate,
        ..old.clone()
    };
    store::rename_transformer(work.conn, stored.id, &old.plate, &new.plate)?;
    let detail = json!({ "from": old.plate, "to": new.plate, "on": on, "reason": reason });
    work.log(Act::Transformer, account, detail)?;
    Ok(new)
}

/// The one named, or the only one.
fn taken_out(check: &mut Check, own: &[Transformer], plate: &str) -> Option<Transformer> {
    let problem = match own {
        [] => "该户没有变压器".to_owned(),
        [only] if plate.is_empty() => return Some(only.clone()),
        _ if plate.is_empty() => "该户有几台变压器，请写明铭牌编号".to_owned(),
        several => match several.iter().find(|one| one.plate == plate) {
            Some(found) => return Some(found.clone()),
            None => format!("该户没有变压器“{plate}”"),
        },
    };
    check.refuse(Refusal::input("replaces", "换下的变压器", problem));
    None
}
