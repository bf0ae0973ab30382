//! Another name or holder on the same account (更名过户).

use crate::model::application::{Change, Draft, PartyDraft};
use crate::model::customer::Party;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Class, Kind};
use crate::rules::field;
use crate::rules::intake::Check;
use crate::rules::refusal::Refusal;

use super::AccountFacts;

const TRANSFER_1: &str = "TRANSFER-1";

impl Check<'_> {
    /// TRANSFER-1: the new holder, with address, capacity and class as they are and nothing owed.
    pub(super) fn transfer(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> (Option<Change>, Option<Party>) {
        let class = match facts {
            Some(facts) => Some(facts.customer.class),
            None => half_width(&typed.class).parse::<Class>().ok(),
        };
        let holder = self.customer(class, &new_holder(typed, facts));
        let arrears = self.arrears(Kind::Transfer, typed);
        let Some(facts) = facts else {
            return (None, holder);
        };
        self.stays(typed, facts);
        if let Some(holder) = &holder {
            self.another_holder(holder, &facts.customer.party);
        }
        let change = arrears.map(|arrears| Change::Transfer {
            from: facts.customer.party.clone(),
            arrears,
            shares: facts.shares.clone(),
        });
        (change, holder)
    }

    /// What does not stay names the service that fits.
    fn stays(&mut self, typed: &Draft, facts: &AccountFacts) {
        let customer = &facts.customer;
        let mut differs = |at: &str, what: &str, own: &str, instead: &str| {
            let message = format!("{what}与户号登记的不同（登记为{own}），不能按更名过户办理");
            let refusal = Refusal::new(TRANSFER_1, message, instead);
            self.refusals.push(refusal.at(at));
        };
        let address = tidy(&typed.customer.address);
        if !address.is_empty() && address != customer.party.address {
            let instead = "换地方用电的，原址办销户、新址办新装；登记的地址写错的，先用“更正”";
            differs(
                "customer.address",
                "用电地址",
                &customer.party.address,
                instead,
            );
        }
        let capacity = field::decimal(&typed.capacity, 2).ok();
        if capacity.is_some_and(|capacity| capacity != customer.capacity.value) {
            let own = customer.capacity.to_string();
            differs(
                "capacity",
                "容量",
                &own,
                "先办过户；要增加容量的，过户以后另办增容",
            );
        }
        let tariff = half_width(&typed.tariff);
        if !tariff.is_empty() && tariff != customer.tariff.wire() {
            let own = customer.tariff.chinese();
            let instead = "先办过户；用途改变的，过户以后另办改类";
            differs("tariff", "电价类别", own, instead);
        }
        let class = half_width(&typed.class);
        if !class.is_empty() && class != customer.class.wire() {
            let own = customer.class.chinese();
            let instead = "客户类别改变的，原户办销户，新用途办新装";
            differs("class", "客户类别", own, instead);
        }
    }

    /// Somebody else, or the same under another name; a typing mistake is corrected, not transferred.
    fn another_holder(&mut self, new: &Party, old: &Party) {
        if new.name == old.name && new.id_number == old.id_number {
            let message = format!("户主已经是“{}”，户名和证件都没有变化", old.name);
            let instead = "联系电话、地址等变了，或者户名写错的，用“更正”，不办更名过户";
            let refusal = Refusal::new(TRANSFER_1, message, instead);
            self.refusals.push(refusal.at("customer.name"));
        }
    }
}

/// The new holder as typed; the place of use goes without saying.
pub(super) fn new_holder(typed: &Draft, facts: Option<&AccountFacts>) -> PartyDraft {
    let mut holder = typed.customer.clone();
    if let Some(facts) = facts.filter(|_| tidy(&holder.address).is_empty()) {
        holder.address.clone_from(&facts.customer.party.address);
    }
    holder
}
