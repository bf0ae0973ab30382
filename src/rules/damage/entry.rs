//! The check of a damaged appliance as typed.

use chrono::NaiveDate;

use crate::rules::question::{Fields, Question};
use crate::rules::refusal::Refusal;

use super::{Loss, Remedy};

const BOUGHT: [&str; 2] = ["bought", "购买日期"];

/// Reads a loss. Of what is repaired, price and purchase may be left open.
///
/// # Errors
/// Every refusal at once, each with its field.
pub fn read(fields: Fields) -> Result<Loss, Vec<Refusal>> {
    let mut question = Question::new(fields);
    let appliance = question.word("category", "电器类别");
    let quantity = question.times("quantity", "数量");
    let damaged = question.day("damaged", "损坏日期");
    let claimed = question.day("claimed", "索赔日期");
    if let Some((damaged, claimed)) = damaged.zip(claimed)
        && claimed < damaged
    {
        let problem = format!("{claimed}早于损坏日期{damaged}");
        question.refuse("claimed", "索赔日期", problem);
    }
    let remedy = match question.flag("repairable", "能否修复") {
        Some(true) => repair(&mut question, damaged),
        Some(false) => payment(&mut question, damaged),
        None => {
            question.pass_over(&["price", "bought", "repair_cost"]);
            None
        }
    };
    question.end(|| {
        Some(Loss {
            appliance: appliance?,
            quantity: quantity?,
            damaged: damaged?,
            claimed: claimed?,
            remedy: remedy?,
        })
    })
}

fn repair(question: &mut Question, damaged: Option<NaiveDate>) -> Option<Remedy> {
    let cost = question.yuan("repair_cost", "修理费用");
    if question.has("price") {
        question.yuan("price", "购买价");
    }
    let bought = if question.has(BOUGHT[0]) {
        bought(question, damaged)
    } else {
        None
    };
    cost.map(|cost| Remedy::Repair { cost, bought })
}

fn payment(question: &mut Question, damaged: Option<NaiveDate>) -> Option<Remedy> {
    let price = question.yuan("price", "购买价");
    let bought = bought(question, damaged);
    if question.has("repair_cost") {
        question.pass_over(&["repair_cost"]);
        question.refuse("repair_cost", "修理费用", "不能修复的不填");
    }
    price
        .zip(bought)
        .map(|(price, bought)| Remedy::Payment { price, bought })
}

fn bought(question: &mut Question, damaged: Option<NaiveDate>) -> Option<NaiveDate> {
    let [name, label] = BOUGHT;
    let bought = question.day(name, label)?;
    if let Some(damaged) = damaged
        && bought > damaged
    {
        let problem = format!("{bought}晚于损坏日期{damaged}");
        question.refuse(name, label, problem);
    }
    Some(bought)
}
