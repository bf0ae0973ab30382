//! Seals (封印): their numbers as typed, and one that stands on the meters of two parts of a split account.

use crate::model::case::{StepId, StepRecord};

use super::progress::part_of;

/// The numbers in a list as typed.
pub fn numbers(typed: &str) -> impl Iterator<Item = &str> {
    let numbers = typed.split(['、', '，', ',', ' ']);
    numbers.filter(|number| !number.is_empty())
}

/// What is odd about the seals of a part's meter, in words: the meter of a part recorded before has them too (SPLIT-6).
/// A warning: two meters in one box may share the seal of the box.
pub fn warning(seals: &str, step: &StepId, before: &[StepRecord]) -> Option<String> {
    let passed = before
        .iter()
        .filter(|one| one.withdrawn.is_none() && one.step == *step && one.result.is_passed());
    let mut parts = passed.filter_map(|one| Some((part_of(one)?, one.fields.get("seals")?)));
    parts.find_map(|(part, other)| {
        let twice = numbers(seals).filter(|number| numbers(other).any(|known| known == *number));
        let twice = twice.collect::<Vec<_>>().join("、");
        (!twice.is_empty()).then(|| {
            format!("封印{twice}已经用在第{part}份的表上；请核对封印号，合用一个表箱的照此记录")
        })
    })
}
