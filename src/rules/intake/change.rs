//! A change of an account that exists (变更用电): what the account allows, and what it already says.

use rust_decimal::Decimal;

use crate::model::application::{Change, Draft, PartyDraft, Source, SourceDraft};
use crate::model::capacity::Capacity;
use crate::model::customer::{Customer, Party, Transformer};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{AccountState, Kind};
use crate::rules::field;
use crate::rules::refusal::Refusal;

use super::{Check, LONGEST_ADDRESS};

/// The changes that this build takes.
pub(super) const BUILT: [Kind; 1] = [Kind::CapacityIncrease];

/// What the office knows of an account on the day of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    pub customer: Customer,
    pub transformers: Vec<Transformer>,
    /// Those of its latest application that named any.
    pub sources: Vec<Source>,
    /// Number of a change of the account that is not ended, resumption excepted.
    pub under_way: Option<String>,
}

/// A change as far as it could be read.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) account: String,
    pub(super) reason: String,
    /// Who holds the account; `None` where there is no such account.
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
                self.admitted(kind, "NEW-4", facts);
                self.same_as_account(typed, facts);
            }
        }
        let draft = match facts {
            Some(facts) => with_account(typed, facts),
            None => typed.clone(),
        };
        let (change, capacity) = self.capacity_increase(typed, facts).unzip();
        let changed = Changed {
            account,
            reason,
            holder: facts.map(|facts| facts.customer.party.clone()),
            change,
            capacity,
        };
        (changed, draft)
    }

    /// A new connection names no account.
    pub(super) fn no_change(&mut self, draft: &Draft) {
        let words = [
            ("account", "户号", &draft.account),
            ("reason", "变更原因", &draft.reason),
            ("added", "新增容量", &draft.added),
        ];
        for (at, label, typed) in words {
            if !tidy(typed).is_empty() {
                self.input(at, label, "新装不填，已有户号的按变更办理");
            }
        }
    }

    /// Whether the account's state opens the kind, and no other change is in the way.
    fn admitted(&mut self, kind: Kind, rule: &str, facts: &AccountFacts) {
        let account = &facts.customer.account;
        let (state, wanted) = (facts.customer.state, kind.chinese());
        if !opens(state, kind) {
            let message = format!("户号{account}{}，不能办理{wanted}", state.chinese());
            let (rule, instead) = match state {
                AccountState::Closed => ("CLOSE-5", "重新用电按新装办理"),
                AccountState::Split => (rule, "在分户后的新户号上办理"),
                AccountState::Removed => (rule, "先办理复装"),
                AccountState::Suspended => (rule, "先办理暂停恢复"),
                AccountState::Active => (rule, "按该户现在的状态选择业务"),
            };
            self.refusals
                .push(Refusal::new(rule, message, instead).at("account"));
        }
        if let Some(number) = &facts.under_way {
            let message = format!("户号{account}另有变更工单{number}没有办结，不能再受理{wanted}");
            let refusal = Refusal::new(rule, message, format!("先办结或作废工单{number}"));
            self.refusals.push(refusal.at("account"));
        }
    }

    /// What the account decides may be typed again, but not otherwise.
    fn same_as_account(&mut self, typed: &Draft, facts: &AccountFacts) {
        let customer = &facts.customer;
        let nature = customer.nature;
        let checks = [
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
        for ((at, label, typed), (own, chinese)) in checks {
            let typed = half_width(typed);
            if !typed.is_empty() && typed != own {
                let problem = format!("以户号登记的为准（{chinese}），可以不填");
                self.input(at, label, problem);
            }
        }
        if !typed.customer.is_empty() && typed.customer != PartyDraft::from(&customer.party) {
            let problem = "变更业务不填，以户号登记的为准；登记有误的先更正客户资料";
            self.input("customer", "客户", problem);
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

    /// NEW-4: the account's capacity and what is added make the total applied for.
    fn capacity_increase(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<(Change, Capacity)> {
        let added = self.amount("added", "新增容量", &typed.added);
        let (facts, added) = (facts?, added?);
        let (change, capacity) = facts.with_more(added);
        let total = capacity.value;
        if let Some(stated) = self.figure("capacity", "增容后容量", &typed.capacity)
            && stated != total
        {
            let original = facts.customer.capacity.value.normalize();
            let problem = format!("原{original}加新增{added}应为{total}，可以不填");
            self.input("capacity", "增容后容量", problem);
        }
        Some((change, capacity))
    }
}

impl AccountFacts {
    /// The change that adds to the account's capacity, in its unit, and the total.
    fn with_more(&self, added: Decimal) -> (Change, Capacity) {
        let customer = &self.customer;
        let original = customer.capacity.value.normalize();
        let change = Change::CapacityIncrease {
            original,
            added,
            voltage: customer.voltage,
            tariff: customer.tariff,
            transformers: self.transformers.clone(),
        };
        let capacity = Capacity {
            value: (original + added).normalize(),
            unit: customer.capacity.unit,
        };
        (change, capacity)
    }

    /// What was typed so far, with what the account says in the places that were left open, and the change
    /// as far as it can be read: what paper and screen show before it is handed in.
    pub fn completed(&self, typed: &Draft) -> (Draft, Option<Change>) {
        let mut draft = with_account(typed, self);
        let added = field::decimal(&typed.added, 2).ok();
        let (change, total) = added.map(|added| self.with_more(added)).unzip();
        if let Some(total) = total {
            draft.capacity = total.value.to_string();
        }
        (draft, change)
    }
}

/// What was typed, with what the account says in the places that were left open.
fn with_account(typed: &Draft, facts: &AccountFacts) -> Draft {
    let customer = &facts.customer;
    let mut draft = typed.clone();
    let fill = |place: &mut String, own: &str| {
        if tidy(place).is_empty() {
            own.clone_into(place);
        }
    };
    fill(&mut draft.voltage, customer.voltage.wire());
    fill(&mut draft.tariff, customer.tariff.wire());
    fill(&mut draft.billing, customer.billing.wire());
    draft.class = customer.class.to_string();
    draft.nature = customer.nature.map(|n| n.to_string()).unwrap_or_default();
    draft.unit = customer.capacity.unit.to_string();
    draft.customer = PartyDraft::from(&customer.party);
    if draft.sources.is_empty() {
        draft.sources = facts.sources.iter().map(SourceDraft::from).collect();
    }
    draft
}
