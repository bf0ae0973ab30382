//! What a suspension's case says on paper of the account's year.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::model::customer::Transformer;
use crate::model::suspension::Suspension;
use crate::model::vocabulary::{Billing, Kind};
use crate::office::case_file::CaseFile;
use crate::office::{OfficeError, Work, suspension};
use crate::paper::Values;
use crate::rules::suspension::equipment::names;
use crate::rules::suspension::standing::{Stage, Standing};
use crate::rules::suspension::used::{allowed, times};
use crate::rules::suspension::{Limits, Used};
use crate::store::customer::{StoredCustomer, transformers};

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
    let mut all = suspension::of_account(work, stored.id)?;
    let Some(place) = all.iter().position(|one| one.case == number) else {
        return Ok(());
    };
    account_before(values, work, &stored, &all[..place], all[place].start())?;
    if kind == Kind::Suspension {
        // What came after its sealing is no matter of this paper.
        all.truncate(place + 1);
        all[place].releases.clear();
        all[place].ended_on = None;
    }
    let one = &all[place];
    let year = one.start().year();
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let (used, allowed) = (
        Used::of(&all, &limits).in_year(year),
        allowed(&all, year, &limits),
    );
    let standing = Standing::of(one, &all, &limits, work.desk.today);
    let full_from = standing.full_from;
    let note = if stored.customer.billing == Billing::Single {
        format!("本户不计基本电费；暂停到{full_from}期满。")
    } else {
        format!("从{full_from}起按全部合同容量计收基本电费，不论是否申请恢复。")
    };
    values
        .set("suspension.year", year.to_string())
        .set("suspension.times_used", times(&all, year).to_string())
        .set("suspension.times_allowed", limits.times.to_string())
        .set("suspension.days_used", used.to_string())
        .set("suspension.days_allowed", allowed.to_string())
        .set(
            "suspension.days_left",
            allowed.saturating_sub(used).to_string(),
        )
        .set("suspension.billing_note", note);
    if standing.stage == Stage::Over {
        let mut days = format!("{} 天", one.stretch().days());
        if !standing.short.is_empty() {
            days.push_str(&format!(
                "，不满{}天，这段时间的基本电费照收",
                limits.shortest
            ));
        }
        values.set("suspension.actual_days", days);
    }
    Ok(())
}

/// What the account has, and which of it other suspensions had under seal on the day.
fn account_before(
    values: &mut Values,
    work: Work<'_>,
    stored: &StoredCustomer,
    others: &[Suspension],
    on: NaiveDate,
) -> Result<(), OfficeError> {
    let own = transformers(work.conn, stored.id)?;
    if !own.is_empty() {
        let sum: Decimal = own.iter().map(|one| one.kva).sum();
        let counted = format!("{}台，{} kVA", own.len(), sum.normalize());
        values
            .set("change.transformers_original", &counted)
            .set("change.transformers_added", "无")
            .set("change.transformers_total", counted);
    }
    let sealed = others.iter().filter(|other| other.sealing.is_some());
    let sealed = sealed.filter_map(|other| {
        let still = |one: &&Transformer| other.gone_on(&one.plate).is_none_or(|gone| gone > on);
        let still: Vec<&Transformer> = other.equipment.iter().filter(still).collect();
        (!still.is_empty()).then(|| format!("{}自{}起已暂停", names(still), other.start()))
    });
    let sealed: Vec<String> = sealed.collect();
    if !sealed.is_empty() {
        let before = match values.get("change.from") {
            "正常用电" => "其余正常用电",
            before => before,
        };
        let before = format!("{}；{before}", sealed.join("；"));
        values.set("change.from", before);
    }
    Ok(())
}
