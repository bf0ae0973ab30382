//! A change of an account that exists (变更用电): what the account allows, and what it already says; a file
//! for what each kind asks besides.

mod arrears;
pub mod capacity_increase;
mod closure;
mod facts;
pub mod holders;
pub mod own_field;
mod reclassification;
mod reconnection;
mod relocation;
mod removal;
mod resumption;
pub mod split;
mod suspension;
mod transfer;
mod waiver;

use chrono::NaiveDate;

use crate::model::application::{Change, Draft, PartyDraft, SourceDraft};
use crate::model::capacity::Capacity;
use crate::model::customer::{Party, TariffShare};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{AccountState, Kind};
use crate::rules::field;
use crate::rules::refusal::Refusal;

use super::{Check, LONGEST_ADDRESS};

pub use facts::AccountFacts;
use facts::with_account;

/// A change as far as it could be read.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) account: String,
    pub(super) reason: String,
    /// Who holds the account, or will hold it; `None` where there is no such account.
    pub(super) holder: Option<Party>,
    pub(super) change: Option<Change>,
    /// The capacity applied for: after the change.
    pub(super) capacity: Option<Capacity>,
}

/// Whether an account in a state takes a change of a kind.
pub fn opens(state: AccountState, kind: Kind) -> bool {
    match state {
        AccountState::Active => !matches!(kind, Kind::Reconnection | Kind::Resumption),
        AccountState::Removed => matches!(kind, Kind::Reconnection | Kind::Closure),
        AccountState::Suspended => matches!(
            kind,
            Kind::Resumption | Kind::Suspension | Kind::Relocation | Kind::Closure
        ),
        AccountState::Closed | AccountState::Split => false,
    }
}

/// The rule that a kind of change rests on.
fn rule_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Relocation => "MOVE-1",
        Kind::Removal => "REMOVE-1",
        Kind::Reconnection => "REMOVE-4",
        Kind::Reclassification => "RECLASS-1",
        Kind::Closure => "CLOSE-1",
        Kind::Split => "SPLIT-1",
        Kind::Transfer => "TRANSFER-1",
        Kind::Suspension => "SUSPEND-1",
        Kind::Resumption => "SUSPEND-8",
        _ => "NEW-4",
    }
}

impl Check<'_> {
    /// Checks a change against its account; with it comes what was typed, with what the account says in
    /// the places that were left open.
    pub(super) fn change(&mut self, kind: Kind, typed: &Draft) -> (Changed, Draft) {
        let account = half_width(&typed.account);
        let reason = self.filled("reason", "变更原因", &typed.reason, LONGEST_ADDRESS);
        let facts = self.context.account;
        match facts {
            None if account.is_empty() => self.input("account", "户号", "未填"),
            None => self.input("account", "户号", format!("没有户号“{account}”")),
            Some(facts) => {
                self.admitted(kind, facts);
                self.same_as_account(kind, typed, facts);
            }
        }
        let draft = match facts {
            Some(facts) => with_account(typed, facts),
            None => typed.clone(),
        };
        self.not_of_kind(kind, typed);
        let mut holder = facts.map(|facts| facts.customer.party.clone());
        let (change, capacity) = match kind {
            Kind::CapacityIncrease => self.capacity_increase(typed, facts).unzip(),
            Kind::Transfer => {
                let (change, new) = self.transfer(typed, facts);
                holder = new;
                (change, facts.map(|facts| facts.customer.capacity))
            }
            _ => {
                let change = match kind {
                    Kind::Relocation => self.relocation(typed),
                    Kind::Removal => self.removal(typed),
                    Kind::Reconnection => self.reconnection(typed, facts),
                    Kind::Reclassification => self.reclassification(typed, facts),
                    Kind::Closure => self.closure(typed, facts),
                    Kind::Split => self.split(typed, facts),
                    Kind::Suspension => self.suspension(typed, facts),
                    Kind::Resumption => self.resumption(typed, facts),
                    _ => None,
                };
                (change, facts.map(|facts| facts.customer.capacity))
            }
        };
        let changed = Changed {
            account,
            reason,
            holder,
            change,
            capacity,
        };
        (changed, draft)
    }

    /// A day that must be filled in.
    pub(super) fn wished_day(&mut self, at: &str, label: &str, typed: &str) -> Option<NaiveDate> {
        if tidy(typed).is_empty() {
            self.input(at, label, "未填");
            return None;
        }
        field::date(typed)
            .map_err(|problem| self.input(at, label, problem))
            .ok()
    }

    /// A new connection names no account.
    pub(super) fn no_change(&mut self, draft: &Draft) {
        let words = [
            ("account", "户号", &draft.account),
            ("reason", "变更原因", &draft.reason),
        ];
        for (at, label, typed) in words {
            if !tidy(typed).is_empty() {
                self.input(at, label, "新装不填，已有户号的按变更办理");
            }
        }
        self.not_of_kind(Kind::NewConnection, draft);
    }

    /// What only other kinds ask for.
    fn not_of_kind(&mut self, kind: Kind, draft: &Draft) {
        for field in own_field::foreign(kind, draft) {
            self.input(field.at, field.label, format!("{}不填", kind.chinese()));
        }
    }

    /// Whether the account's state opens the kind, and no other change is in the way.
    fn admitted(&mut self, kind: Kind, facts: &AccountFacts) {
        let rule = rule_of(kind);
        let account = &facts.customer.account;
        let (state, wanted) = (facts.customer.state, kind.chinese());
        if !opens(state, kind) {
            let by = match facts.kept_by().join("、") {
                none if none.is_empty() => none,
                cases => format!("（{cases}）"),
            };
            let message = format!("户号{account}{}{by}，不能办理{wanted}", state.chinese());
            let (rule, instead) = match state {
                AccountState::Closed => ("CLOSE-5", "重新用电按新装办理"),
                AccountState::Split => (rule, "在分户后的新户号上办理"),
                AccountState::Removed => (rule, "先办理复装"),
                AccountState::Suspended => (rule, "先办理暂停恢复"),
                AccountState::Active => (rule, "没有暂拆或暂停的户不用办，按需要选择别的业务"),
            };
            self.refusals
                .push(Refusal::new(rule, message, instead).at("account"));
        }
        let in_the_way = facts
            .under_way
            .as_ref()
            .filter(|_| kind != Kind::Resumption);
        if let Some(number) = in_the_way {
            let message = format!("户号{account}另有变更工单{number}没有办结，不能再受理{wanted}");
            let refusal = Refusal::new(rule, message, format!("先办结或作废工单{number}"));
            self.refusals.push(refusal.at("account"));
        }
    }

    /// What the account decides may be typed again, but not otherwise.
    fn same_as_account(&mut self, kind: Kind, typed: &Draft, facts: &AccountFacts) {
        let customer = &facts.customer;
        let nature = customer.nature;
        let mut checks = vec![
            (
                ("class", "客户类别", &typed.class),
                (customer.class.wire(), customer.class.chinese()),
            ),
            (
                ("nature", "用电性质", &typed.nature),
                nature.map_or(("", "居民不填"), |nature| {
                    (nature.wire(), nature.chinese())
                }),
            ),
            (
                ("unit", "容量单位", &typed.unit),
                (
                    customer.capacity.unit.wire(),
                    customer.capacity.unit.chinese(),
                ),
            ),
        ];
        // An increase may change these; the other kinds leave them as they are, but for the price of a
        // reclassification.
        if !matches!(kind, Kind::CapacityIncrease | Kind::Reclassification) {
            let (tariff, billing) = (customer.tariff, customer.billing);
            checks.extend([
                (
                    ("tariff", "电价类别", &typed.tariff),
                    (tariff.wire(), tariff.chinese()),
                ),
                (
                    ("billing", "计费方式", &typed.billing),
                    (billing.wire(), billing.chinese()),
                ),
            ]);
        }
        if kind == Kind::CapacityIncrease {
            self.ratio_stays(typed, facts);
        } else {
            let voltage = customer.voltage;
            checks.push((
                ("voltage", "供电电压", &typed.voltage),
                (voltage.wire(), voltage.chinese()),
            ));
            let capacity = self.figure("capacity", "容量", &typed.capacity);
            let capacity = capacity.filter(|_| kind != Kind::Transfer);
            if capacity.is_some_and(|capacity| capacity != customer.capacity.value) {
                let problem = format!("以户号登记的为准（{}），可以不填", customer.capacity);
                self.input("capacity", "容量", problem);
            }
            let own: Vec<SourceDraft> = facts.sources.iter().map(SourceDraft::from).collect();
            if !typed.sources.is_empty() && typed.sources != own {
                self.input("sources", "电源", "以户号登记的为准，可以不填");
            }
        }
        // What a transfer does not leave as it is names the service that fits (TRANSFER-1).
        let elsewhere = |at: &str| kind == Kind::Transfer && matches!(at, "class" | "tariff");
        for ((at, label, typed), (own, chinese)) in checks {
            let typed = half_width(typed);
            if !typed.is_empty() && typed != own && !elsewhere(at) {
                let problem = format!("以户号登记的为准（{chinese}），可以不填");
                self.input(at, label, problem);
            }
        }
        let holder = PartyDraft::from(&customer.party);
        if kind != Kind::Transfer && !typed.customer.is_empty() && typed.customer != holder {
            let problem = "变更业务不填，以户号登记的为准；登记有误的先更正客户资料";
            self.input("customer", "客户", problem);
        }
    }

    /// An increase does not touch a ratio.
    fn ratio_stays(&mut self, typed: &Draft, facts: &AccountFacts) {
        let (typed, own) = (half_width(&typed.tariff), facts.customer.tariff);
        if !facts.shares.is_empty() && !typed.is_empty() && typed != own.wire() {
            let shares = TariffShare::in_words("", &facts.shares);
            let problem = format!("该户按比例执行（{shares}），要改类别的另办改类");
            self.input("tariff", "电价类别", problem);
        }
    }

    /// Without an account nothing is known to be missing that it would have said.
    pub(super) fn spare_what_the_account_says(&mut self, draft: &Draft) {
        let said = [
            ("class", draft.class.is_empty()),
            ("nature", draft.nature.is_empty()),
            ("voltage", draft.voltage.is_empty()),
            ("tariff", draft.tariff.is_empty()),
            ("billing", draft.billing.is_empty()),
            ("transformers", draft.transformers.is_empty()),
        ];
        self.refusals
            .retain(|refusal| !said.contains(&(refusal.field.as_str(), true)));
    }
}
