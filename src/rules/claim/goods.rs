//! Damaged appliances of a household, each worked out by itself, DAMAGE-5 to DAMAGE-7.

use crate::model::typed::{Fields, Typed};
use crate::rules::damage::{self, Remedy};
use crate::rules::manual::Manual;
use crate::rules::reckoning::{Figure, Line, in_yuan};
use crate::rules::refusal::Refusal;

use super::worked::{Days, NotWorked, Worked, sum};

/// What is written down of an appliance and has no part in the amount.
const IN_WORDS: [(&str, &str, bool); 4] = [
    ("name", "名称", true),
    ("model", "型号", false),
    ("fault", "损坏现象", true),
    ("proof", "发票或证明", false),
];

/// Works out every row of `goods`.
///
/// # Errors
/// Every refusal at once, each with its row and field.
pub(super) fn work_out(fields: &Fields, days: Days, manual: &Manual) -> Result<Worked, NotWorked> {
    let rows = match fields.get("goods") {
        Some(Typed::Rows(rows)) if !rows.is_empty() => rows,
        _ => {
            let problem = "至少登记一件";
            return Err(vec![Refusal::input("goods", "损坏的电器", problem)].into());
        }
    };
    let damaged = days.damaged.unwrap_or(days.on);
    let (mut refusals, mut losses) = (Vec::new(), Vec::new());
    for (row, place) in rows.iter().zip(0..) {
        let label = format!("第{}件", place + 1);
        for (name, title, required) in IN_WORDS {
            if required && word(row, name).is_empty() {
                let at = format!("goods.{place}.{name}");
                refusals.push(Refusal::input(&at, &format!("{label}{title}"), "未填"));
            }
        }
        match damage::read(of_row(row, damaged, days)) {
            Ok(loss) => losses.push((word(row, "name"), loss)),
            Err(wrong) => refusals.extend(wrong.into_iter().map(|refusal| Refusal {
                field: format!("goods.{place}.{}", refusal.field),
                message: format!("{label}{}", refusal.message),
                ..refusal
            })),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals.into());
    }
    let mut lines = Vec::new();
    let (mut repairs, mut payments) = (Vec::new(), Vec::new());
    let mut note = None;
    for (name, loss) in &losses {
        let paid = damage::compensation(loss, &manual.rulebooks, &manual.calendar)?;
        // The last day for the claim is the same for all of them.
        let skip = usize::from(!lines.is_empty());
        lines.extend(
            paid.lines
                .into_iter()
                .enumerate()
                .skip(skip)
                .map(|(index, line)| {
                    let of_all = index == 0;
                    let what = if of_all {
                        line.what
                    } else {
                        format!("{name}：{}", line.what)
                    };
                    Line { what, ..line }
                }),
        );
        note = paid.note;
        match loss.remedy {
            Remedy::Repair { .. } => repairs.push(paid.amount),
            Remedy::Payment { .. } => payments.push(paid.amount),
        }
    }
    let (repairs, payments) = (sum(repairs.into_iter())?, sum(payments.into_iter())?);
    let amount = sum([repairs, payments].into_iter())?;
    let how = match (repairs.is_zero(), payments.is_zero()) {
        (true, _) => "赔偿".to_owned(),
        (_, true) => "修理".to_owned(),
        _ => format!("修理{} + 赔偿{}", in_yuan(repairs), in_yuan(payments)),
    };
    lines.push(Line::new("合计", how, Figure::Yuan(amount), "DAMAGE-6"));
    let sums = crate::model::claim::Sums {
        amount,
        repairs,
        ..Default::default()
    };
    Ok(Worked {
        sums,
        lines,
        note,
        warnings: Vec::new(),
    })
}

/// The text of a cell.
fn word<'a>(row: &'a Fields, name: &str) -> &'a str {
    row.get(name)
        .and_then(Typed::text)
        .unwrap_or_default()
        .trim()
}

/// A row as the calculation of one appliance reads it.
fn of_row(row: &Fields, damaged: chrono::NaiveDate, days: Days) -> Fields {
    let mut fields = row.clone();
    for (name, _, _) in IN_WORDS {
        fields.remove(name);
    }
    let flag = match word(row, "repairable") {
        "yes" | "true" => Some(Typed::Flag(true)),
        "no" | "false" => Some(Typed::Flag(false)),
        _ => None,
    };
    if let Some(flag) = flag {
        fields.insert("repairable".to_owned(), flag);
    }
    for (name, day) in [("damaged", damaged), ("claimed", days.on)] {
        fields.insert(name.to_owned(), Typed::Text(day.to_string()));
    }
    fields
}
