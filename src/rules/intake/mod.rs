//! The check of an application as typed (受理审核): every field, all at once.
//!
//! | part of the application | file |
//! |-------------------------|------|
//! | who: customer, agent, landlord, representative, invoice | `party` |
//! | what: day, capacity, voltage, tariff, terms | `request` |
//! | the list of equipment and its sum | [`equipment`] |
//! | sources and transformers | `installation` |
//! | a change of an account | [`change`] |
//! | papers | `documents` |
//! | an account from an old ledger | [`ledger`] |

pub mod change;
mod documents;
pub mod equipment;
mod installation;
pub mod ledger;
mod ledger_words;
mod party;
mod request;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::{Application, Draft, Terms};
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::{Class, Kind};

use super::field;
use super::manual::Manual;
use super::refusal::Refusal;

use change::AccountFacts;
use installation::Installation;
pub use installation::uncounted_motors;

/// What the check needs to know beside the manual.
#[derive(Debug, Clone, Copy)]
pub struct IntakeContext<'a> {
    pub today: NaiveDate,
    /// The office's standing terms, for those that the customer leaves open.
    pub terms: Terms,
    /// The account that a change names, where there is one of that number.
    pub account: Option<&'a AccountFacts>,
    /// Who is at the desk, and who may waive (AUDIT-2).
    pub handler: &'a str,
    pub supervisors: &'a [String],
}

/// Characters that a name may have.
pub const LONGEST_NAME: usize = 200;
/// Characters that an address or a reason may have.
pub const LONGEST_ADDRESS: usize = 2000;
/// Lines that an equipment list may have.
pub const MOST_EQUIPMENT: usize = 1000;
/// Transformers that an account may have.
pub const MOST_TRANSFORMERS: usize = 100;

/// Turns an application as typed into one that can be taken.
///
/// # Errors
/// Every refusal at once; each with the path of its field.
pub fn check(
    manual: &Manual,
    draft: &Draft,
    context: IntakeContext<'_>,
) -> Result<Application, Vec<Refusal>> {
    let mut check = Check::new(manual, context);
    let application = check.application(draft);
    match application {
        Some(application) if check.refusals.is_empty() => Ok(application),
        _ => Err(check.refusals),
    }
}

struct Check<'a> {
    manual: &'a Manual,
    context: IntakeContext<'a>,
    refusals: Vec<Refusal>,
    /// Whether identity numbers of 15 digits are taken: those of an old ledger.
    takes_old_numbers: bool,
}

impl<'a> Check<'a> {
    fn new(manual: &'a Manual, context: IntakeContext<'a>) -> Self {
        Self {
            manual,
            context,
            refusals: Vec::new(),
            takes_old_numbers: false,
        }
    }
}

impl Check<'_> {
    fn application(&mut self, typed: &Draft) -> Option<Application> {
        let kind = self.word::<Kind>("kind", "业务类型", &typed.kind);
        let change = kind.filter(|kind| kind.is_change());
        let built = |kind: &Kind| {
            self.manual
                .procedures
                .paths()
                .any(|(known, _)| known == *kind)
        };
        if let Some(kind) = change.filter(|kind| !built(kind)) {
            self.not_built("kind", kind, typed.class.parse().ok());
            return None;
        }
        let (changed, draft) = match change {
            Some(kind) => {
                let (changed, draft) = self.change(kind, typed);
                (Some(changed), draft)
            }
            None => {
                self.no_change(typed);
                (None, typed.clone())
            }
        };
        let draft = &draft;
        let class = self.word::<Class>("class", "客户类别", &draft.class);
        if let (Some(kind), Some(class)) = (kind, class)
            && self.manual.procedures.path(kind, class).is_none()
        {
            self.not_built("class", kind, Some(class));
        }
        let nature = self.nature(class, &draft.nature);
        let applied_on = self.applied_on(&draft.applied_on);
        let customer = match changed.as_ref() {
            Some(changed) => changed.holder.clone(),
            None => self.customer(class, &draft.customer),
        };
        let agent = draft.agent.as_ref().map(|agent| self.agent(agent));
        self.guardian(draft, applied_on);
        let landlord = self.landlord(class, draft);
        let organisation = self.organisation(class, draft);
        let title_certificate = self.text(
            "title_certificate",
            "产权证号",
            &draft.title_certificate,
            LONGEST_NAME,
        );
        let capacity = match changed.as_ref() {
            Some(changed) => changed.capacity,
            None => self.capacity(class, draft),
        };
        let wished_on = self.wished_on(&draft.wished_on, applied_on);
        let voltage = self.voltage(class, &draft.voltage);
        let purpose = self.text("use", "用途", &draft.purpose, LONGEST_NAME);
        let tariff = self.word("tariff", "电价类别", &draft.tariff);
        let billing = self.billing(class, &draft.billing);
        let enlarges = change.is_none_or(|kind| kind == Kind::CapacityIncrease);
        let installation = if enlarges {
            self.installation(class, draft, capacity, voltage)
        } else {
            Installation::standing(self.context.account)
        };
        let equipment = self.equipment(&draft.equipment);
        let terms = self.terms(&draft.terms);
        let documents = self.documents(draft, kind, class);
        if changed.is_some() && self.context.account.is_none() {
            self.spare_what_the_account_says(draft);
        }
        let (account, reason, change) = match changed {
            Some(changed) => (Some(changed.account), changed.reason, Some(changed.change?)),
            None => (None, String::new(), None),
        };
        Some(Application {
            kind: kind?,
            class: class?,
            nature,
            applied_on: applied_on?,
            account,
            reason,
            change,
            customer: customer?,
            agent: agent.flatten(),
            representative: organisation.representative,
            tenant: draft.tenant,
            landlord,
            title_certificate,
            capacity: capacity?,
            wished_on,
            voltage: voltage?,
            purpose,
            industry: organisation.industry,
            load_nature: organisation.load_nature,
            security_load: organisation.security_load,
            monthly_kwh: organisation.monthly_kwh,
            tariff: tariff?,
            billing: billing?,
            sources: installation.sources,
            transformers: installation.transformers,
            own_generation: organisation.own_generation,
            important_grade: organisation.important_grade,
            motors: organisation.motors,
            nonlinear: organisation.nonlinear,
            equipment,
            vat: organisation.vat,
            terms: terms?,
            documents,
        })
    }

    fn not_built(&mut self, field: &str, kind: Kind, class: Option<Class>) {
        let whose = class.map(|class| format!("{}客户的", class.chinese()));
        let problem = format!(
            "本版尚未开办{}{}业务",
            whose.unwrap_or_default(),
            kind.chinese()
        );
        self.input(field, "业务类型", problem);
    }

    fn input(&mut self, field: &str, label: &str, problem: impl std::fmt::Display) {
        self.refusals.push(Refusal::input(field, label, problem));
    }

    /// A word of a table; empty counts as not filled in.
    fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
        &mut self,
        field: &str,
        label: &str,
        typed: &str,
    ) -> Option<T> {
        let typed = half_width(typed);
        if typed.is_empty() {
            self.input(field, label, "未填");
            return None;
        }
        typed
            .parse()
            .map_err(|unknown| self.input(field, label, unknown))
            .ok()
    }

    fn length(&mut self, field: &str, label: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.input(field, label, format!("最多{most}个字，现在是{length}个"));
        }
    }

    /// A text that may be empty.
    fn text(&mut self, field: &str, label: &str, typed: &str, most: usize) -> String {
        let text = tidy(typed);
        self.length(field, label, &text, most);
        text
    }

    fn filled(&mut self, field: &str, label: &str, typed: &str, most: usize) -> String {
        let text = self.text(field, label, typed, most);
        if text.is_empty() {
            self.input(field, label, "未填");
        }
        text
    }

    /// A figure that may be empty.
    fn figure(&mut self, field: &str, label: &str, typed: &str) -> Option<Decimal> {
        if tidy(typed).is_empty() {
            return None;
        }
        field::decimal(typed, 2)
            .map_err(|problem| self.input(field, label, problem))
            .ok()
            .map(|value| value.normalize())
    }

    /// A capacity, which must be filled in and more than nothing.
    fn amount(&mut self, field: &str, label: &str, typed: &str) -> Option<Decimal> {
        if tidy(typed).is_empty() {
            self.input(field, label, "未填");
            return None;
        }
        let value = self.figure(field, label, typed)?;
        let problem = if value.is_zero() {
            "应大于零"
        } else if value > Decimal::from(1_000_000) {
            "超过1000000，请核对单位"
        } else {
            return Some(value);
        };
        self.input(field, label, problem);
        None
    }
}
