//! Another tariff class on the same receiving installation (改类), or a ratio of several.

use crate::model::application::{Change, Draft};
use crate::model::customer::TariffShare;
use crate::model::text::half_width;
use crate::model::vocabulary::Tariff;
use crate::rules::intake::Check;
use crate::rules::ratio;
use crate::rules::refusal::Refusal;

use super::AccountFacts;

impl Check<'_> {
    /// RECLASS-1 and RECLASS-5: another class than now, or a ratio that is one.
    pub(super) fn reclassification(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<Change> {
        let shares = match typed.shares.as_slice() {
            [] => Vec::new(),
            shares => ratio::check(shares)
                .map_err(|refusals| self.refusals.extend(refusals))
                .ok()?,
        };
        let tariff = half_width(&typed.tariff).parse::<Tariff>().ok();
        let among = |tariff: Tariff| shares.iter().any(|share| share.tariff == tariff);
        if let Some(tariff) = tariff.filter(|tariff| !shares.is_empty() && !among(*tariff)) {
            let problem = format!(
                "{}不在各类比例里；按比例执行的可以不填，以比例最大的一类为主",
                tariff.chinese()
            );
            self.input("tariff", "电价类别", problem);
        }
        let facts = facts?;
        self.another_than_now(facts, tariff, &shares);
        Some(Change::Reclassification {
            from: facts.customer.tariff,
            from_shares: facts.shares.clone(),
            shares,
        })
    }

    fn another_than_now(
        &mut self,
        facts: &AccountFacts,
        tariff: Option<Tariff>,
        shares: &[TariffShare],
    ) {
        let (same, at) = if shares.is_empty() {
            let same = facts.shares.is_empty() && tariff == Some(facts.customer.tariff);
            (same, "tariff")
        } else {
            (ratio::is_same(shares, &facts.shares), "shares")
        };
        if same {
            let account = &facts.customer.account;
            let words = TariffShare::in_words(facts.customer.tariff.chinese(), &facts.shares);
            let message = format!("户号{account}现在就按{words}执行，没有变化");
            let instead = "选现场实际用途的类别；类别没有变的不用办改类";
            self.refusals
                .push(Refusal::new("RECLASS-1", message, instead).at(at));
        }
    }
}
