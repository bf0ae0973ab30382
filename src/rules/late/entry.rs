//! The check of a late bill as typed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::rules::field;
use crate::rules::question::{Fields, Question, Typed};
use crate::rules::reckoning::in_yuan;
use crate::rules::refusal::Refusal;

use super::{Bill, Payment};

/// Reads a bill: paid at once (`paid`), or in parts (`payments`).
///
/// # Errors
/// Every refusal at once, each with its field.
pub fn read(fields: Fields) -> Result<Bill, Vec<Refusal>> {
    let mut question = Question::new(fields);
    let payer = question.word("class", "用户类别");
    let arrears = question.yuan("arrears", "欠费金额");
    let due = question.day("due", "应缴日");
    let payments = match (question.has("paid"), question.has("payments")) {
        (false, true) => in_parts(&mut question, arrears, due),
        (paid, payments) => {
            if paid && payments {
                question.pass_over(&["payments"]);
                question.refuse("payments", "分次缴费", "与缴费日（paid）只写一个");
            }
            let paid = payment_day(&mut question, "paid", due);
            let at_once = |on| arrears.map(|amount| vec![Payment { on, amount }]);
            paid.and_then(at_once)
        }
    };
    question.end(|| {
        Some(Bill {
            payer: payer?,
            arrears: arrears?,
            due: due?,
            payments: payments?,
        })
    })
}

/// COUNT-6: days of payment after today; of them a calculation can speak, a file cannot.
pub fn paid_in_future(fields: &Fields, today: NaiveDate) -> Vec<Refusal> {
    let once = [("paid".to_owned(), fields.get("paid"))];
    let rows = match fields.get("payments") {
        Some(Typed::Rows(rows)) => rows.as_slice(),
        _ => &[],
    };
    let parts = rows.iter().zip(0..);
    let parts = parts.map(|(row, at)| (format!("payments[{at}].on"), row.get("on")));
    let typed = once.into_iter().chain(parts);
    let ahead = typed.filter_map(|(name, typed)| {
        let day = field::date(typed?.text()?).ok()?;
        (day > today).then(|| {
            let message = format!("缴费日{day}在今天（{today}）之后");
            Refusal::new("COUNT-6", message, "只能按已经缴的日期核算").at(&name)
        })
    });
    ahead.collect()
}

fn in_parts(
    question: &mut Question,
    arrears: Option<Decimal>,
    due: Option<NaiveDate>,
) -> Option<Vec<Payment>> {
    let rows = question.rows("payments", "分次缴费")?;
    let mut payments = Some(Vec::with_capacity(rows.len()));
    for mut row in rows {
        let on = payment_day(&mut row, "on", due);
        let amount = row.yuan("amount", "缴费金额");
        question.take_over(row);
        let payment = on.zip(amount).map(|(on, amount)| Payment { on, amount });
        payments = payments.zip(payment).map(|(mut payments, payment)| {
            payments.push(payment);
            payments
        });
    }
    let payments = payments?;
    let paid: Decimal = payments.iter().map(|payment| payment.amount).sum();
    if arrears.is_some_and(|arrears| paid > arrears) {
        let problem = format!("合计{}，多于欠费金额", in_yuan(paid));
        question.refuse("payments", "分次缴费", problem);
    }
    Some(payments)
}

/// What was paid before the due day was never in arrears.
fn payment_day(question: &mut Question, name: &str, due: Option<NaiveDate>) -> Option<NaiveDate> {
    let label = "缴费日";
    let on = question.day(name, label)?;
    if let Some(due) = due
        && on < due
    {
        let problem = format!("{on}早于应缴日{due}，不是欠费");
        question.refuse(name, label, problem);
    }
    Some(on)
}
