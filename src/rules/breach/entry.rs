//! The check of a breach as typed.

use crate::model::claim::Breach;
use crate::rules::question::{Fields, Question};
use crate::rules::refusal::Refusal;

use super::{Difference, Equipment, Facts};

/// Decimals of a number of months and of kW.
const MONTH_DECIMALS: u32 = 10;
const KILOWATT_DECIMALS: u32 = 4;

const OF_ANY_BREACH: [&str; 9] = [
    "difference",
    "difference_total",
    "months",
    "two_part",
    "basic_fee",
    "kw",
    "times",
    "class",
    "rule",
];

/// Reads what was found; the rule decides which fields there are.
///
/// # Errors
/// Every refusal at once, each with its field.
pub fn read(fields: Fields) -> Result<Facts, Vec<Refusal>> {
    let mut question = Question::new(fields);
    let facts = match question.word("rule", "违约用电行为") {
        None => {
            question.pass_over(&OF_ANY_BREACH);
            None
        }
        Some(Breach::CheaperLine) => difference(&mut question).map(Facts::CheaperLine),
        Some(Breach::AddedCapacity) => match question.flag("two_part", "两部制电价") {
            Some(two_part) => equipment(&mut question, two_part).map(Facts::AddedCapacity),
            None => undecided(&mut question),
        },
        Some(Breach::SealedEquipment) => match question.flag("two_part", "两部制电价") {
            Some(two_part) => sealed(&mut question, two_part),
            None => undecided(&mut question),
        },
        Some(Breach::Metering) => {
            let payer = question.word("class", "用户类别");
            let times = question.times("times", "次数");
            payer
                .zip(times)
                .map(|(payer, times)| Facts::Metering { payer, times })
        }
        Some(Breach::ForeignSource) => question
            .quantity("kw", "容量", KILOWATT_DECIMALS)
            .map(|kw| Facts::ForeignSource { kw }),
    };
    question.end(|| facts)
}

fn difference(question: &mut Question) -> Option<Difference> {
    if question.has("difference_total") {
        return question
            .yuan("difference_total", "差额电费合计")
            .map(Difference::Total);
    }
    let yuan = question.yuan("difference", "每月差额电费");
    let months = question.known("months", "使用月数", MONTH_DECIMALS);
    yuan.zip(months)
        .map(|(yuan, months)| Difference::Monthly { yuan, months })
}

fn equipment(question: &mut Question, two_part: bool) -> Option<Equipment> {
    if two_part {
        let basic_fee = question.yuan("basic_fee", "每月基本电费");
        let months = question.quantity("months", "使用月数", MONTH_DECIMALS);
        basic_fee
            .zip(months)
            .map(|(basic_fee, months)| Equipment::TwoPart { basic_fee, months })
    } else {
        let kw = question.quantity("kw", "容量", KILOWATT_DECIMALS);
        kw.map(|kw| Equipment::Other { kw })
    }
}

fn sealed(question: &mut Question, two_part: bool) -> Option<Facts> {
    let equipment = equipment(question, two_part);
    let times = if two_part {
        Some(1)
    } else {
        question.times("times", "次数")
    };
    equipment
        .zip(times)
        .map(|(equipment, times)| Facts::SealedEquipment { equipment, times })
}

/// The way of billing is refused, so that the rest cannot be judged.
fn undecided(question: &mut Question) -> Option<Facts> {
    question.pass_over(&["basic_fee", "months", "kw", "times"]);
    None
}
