//! The check of a theft as typed.

use rust_decimal::Decimal;

use crate::model::claim::TheftMethod;
use crate::rules::question::{Fields, Question};
use crate::rules::refusal::Refusal;

use super::{Capacity, Facts};

const DECIMALS: u32 = 4;
/// Of a price of electricity.
const PRICE_DECIMALS: u32 = 6;
const HOURS_OF_A_DAY: Decimal = Decimal::from_parts(24, 0, 0, false, 0);

/// Reads what was found; the rule decides how the capacity is given.
///
/// # Errors
/// Every refusal at once, each with its field.
pub fn read(fields: Fields) -> Result<Facts, Vec<Refusal>> {
    let mut question = Question::new(fields);
    let capacity = match question.word("rule", "窃电量计算方式") {
        None => {
            question.pass_over(&["kw", "amps", "volts", "phases", "ct_ratio"]);
            None
        }
        Some(TheftMethod::Tapped) => question
            .quantity("kw", "私接设备额定容量", DECIMALS)
            .map(|kw| Capacity::Tapped { kw }),
        Some(TheftMethod::Meter) => meter(&mut question),
    };
    let energy_use = question.word("use", "用电用途");
    let price = question.quantity("price", "电价", PRICE_DECIMALS);
    let days = question.known("days", "窃电日数", DECIMALS);
    let hours_per_day = question.known("hours_per_day", "每日窃电小时数", DECIMALS);
    if hours_per_day
        .flatten()
        .is_some_and(|hours| hours > HOURS_OF_A_DAY)
    {
        question.refuse("hours_per_day", "每日窃电小时数", "一天最多24小时");
    }
    question.end(|| {
        Some(Facts {
            capacity: capacity?,
            energy_use: energy_use?,
            price: price?,
            days: days?,
            hours_per_day: hours_per_day?,
        })
    })
}

fn meter(question: &mut Question) -> Option<Capacity> {
    let amps = question.quantity("amps", "标定电流", DECIMALS);
    let volts = question.quantity("volts", "电压", DECIMALS);
    let phases = question.word("phases", "相数");
    let ct_ratio = if question.has("ct_ratio") {
        question
            .ratio("ct_ratio", "电流互感器变比", DECIMALS)
            .map(Some)
    } else {
        Some(None)
    };
    Some(Capacity::Meter {
        amps: amps?,
        volts: volts?,
        phases: phases?,
        ct_ratio: ct_ratio?,
    })
}
