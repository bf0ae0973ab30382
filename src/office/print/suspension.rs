//! What a suspension's case says on paper of the account's year.

use chrono::Datelike;

use crate::model::vocabulary::{Billing, Kind};
use crate::office::case_file::CaseFile;
use crate::office::{OfficeError, Work, suspension};
use crate::paper::Values;
use crate::rules::suspension::standing::Stage;

/// The suspension of the case, or the one that it ends, as it stands in its year.
pub(super) fn fill(
    values: &mut Values,
    work: Work<'_>,
    file: &CaseFile,
) -> Result<(), OfficeError> {
    let kind = file.case.application.kind;
    let (Kind::Suspension | Kind::Resumption, Some(account)) = (kind, &file.case.account) else {
        return Ok(());
    };
    let number = match values.get("suspension.case") {
        "" => file.case.number.clone(),
        named => named.to_owned(),
    };
    let stored = crate::office::customer::stored(work, account)?;
    let all = suspension::of_account(work, stored.id)?;
    let Some(one) = all.iter().find(|one| one.case == number) else {
        return Ok(());
    };
    let year = suspension::year(work, account, one.start().year())?;
    values
        .set("suspension.year", year.year.to_string())
        .set("suspension.times_used", year.times_used.to_string())
        .set("suspension.times_allowed", year.times_allowed.to_string())
        .set("suspension.days_used", year.days_used.to_string())
        .set("suspension.days_allowed", year.days_allowed.to_string())
        .set("suspension.days_left", year.days_left().to_string());
    if let Some(line) = year
        .lines
        .iter()
        .find(|line| line.suspension.case == number)
    {
        let full_from = line.standing.full_from;
        let note = if stored.customer.billing == Billing::Single {
            format!("本户不计基本电费；暂停到{full_from}期满。")
        } else {
            format!("从{full_from}起按全部合同容量计收基本电费，不论是否申请恢复。")
        };
        values.set("suspension.billing_note", note);
        if line.standing.stage == Stage::Over {
            let days = one.stretch().days();
            values.set("suspension.actual_days", days.to_string());
        }
    }
    Ok(())
}
