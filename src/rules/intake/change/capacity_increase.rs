//! What an increase (增容) adds to the account.

use rust_decimal::Decimal;

use crate::model::application::{Change, Draft};
use crate::model::capacity::Capacity;
use crate::model::text::tidy;
use crate::model::vocabulary::{CapacityUnit, Tariff};
use crate::rules::intake::Check;

use super::AccountFacts;

impl Check<'_> {
    /// NEW-4: the account's capacity and what is added make the total applied for.
    pub(super) fn capacity_increase(
        &mut self,
        typed: &Draft,
        facts: Option<&AccountFacts>,
    ) -> Option<(Change, Capacity)> {
        let unit = facts.map_or(CapacityUnit::Kilowatt, |facts| facts.customer.capacity.unit);
        let added = self.amount("added", &format!("新增容量（{unit}）"), &typed.added);
        let (facts, added) = (facts?, added?);
        let (change, capacity) = facts.with_more(added, &typed.taken_out);
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

/// What is odd about another tariff class than the account's: past 315 kVA it goes with the increase (TARIFF-1), another
/// use is a reclassification (RECLASS-1).
pub fn another_tariff(own: Tariff, asked: Tariff) -> Option<String> {
    (own != asked).then(|| {
        let (own, asked) = (own.chinese(), asked.chinese());
        format!("电价类别由{own}变为{asked}：因容量变的随增容办，因用途变的先办改类")
    })
}

impl AccountFacts {
    /// The change that adds to the account's capacity, in its unit, and the total. A transformer that is exchanged
    /// changes what carries the total, not how it is counted.
    pub(super) fn with_more(&self, added: Decimal, taken_out: &[String]) -> (Change, Capacity) {
        let customer = &self.customer;
        let original = customer.capacity.value.normalize();
        let change = Change::CapacityIncrease {
            original,
            added,
            voltage: customer.voltage,
            tariff: customer.tariff,
            transformers: self.transformers.clone(),
            taken_out: taken_out.iter().map(|plate| tidy(plate)).collect(),
        };
        let capacity = Capacity {
            value: (original + added).normalize(),
            unit: customer.capacity.unit,
        };
        (change, capacity)
    }
}
