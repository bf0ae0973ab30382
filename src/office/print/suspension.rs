//! What a suspension's case says on paper of the account's year.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::model::application::{Change, Draft};
use crate::model::customer::Transformer;
use crate::model::suspension::{Stretch, Suspension};
use crate::model::vocabulary::{Billing, Kind};
use crate::office::case_file::CaseFile;
use crate::office::{OfficeError, Work, suspension};
use crate::paper::Values;
use crate::rules::field;
use crate::rules::suspension::late::LateSealing;
use crate::rules::suspension::standing::Standing;
use crate::rules::suspension::used::{allowed, times};
use crate::rules::suspension::{Limits, Used, early, equipment};
use crate::store::customer::{self, StoredCustomer};

use super::steps;

/// Which transformers run and which are under seal on the day of the application, and after the change.
pub(super) fn running(
    values: &mut Values,
    work: Work<'_>,
    draft: &Draft,
    change: Option<&Change>,
    case: Option<&str>,
) -> Result<(), OfficeError> {
    let (named, resumes) = match change {
        Some(Change::Suspension { transformers, .. }) => (transformers, false),
        Some(Change::Resumption { transformers, .. }) => (transformers, true),
        _ => return Ok(()),
    };
    let Some(stored) = customer::by_account(work.conn, &draft.account)? else {
        return Ok(());
    };
    let day = field::date(&draft.applied_on).unwrap_or(work.desk.today);
    let number = case.unwrap_or_default();
    let mut earlier = suspension::as_of(work, &stored, number, day)?;
    earlier.retain(|one| one.case != number);
    early_end(values, work, &stored, &earlier, change)?;
    let all = customer::transformers(work.conn, stored.id)?;
    if all.is_empty() {
        return Ok(());
    }
    let is_named = |one: &&Transformer| named.iter().any(|named| named.plate == one.plate);
    let is_sealed = |one: &&Transformer| {
        earlier.iter().any(|earlier| {
            let holds = earlier.equipment.iter().any(|held| held.plate == one.plate);
            let on = earlier.sealing.as_ref();
            // What is resumed was under seal when that was applied for, be it unsealed on the same day.
            let gone = earlier
                .gone_on(&one.plate)
                .filter(|_| !(resumes && is_named(one)));
            holds && on.is_some_and(|on| on.on <= day) && gone.is_none()
        })
    };
    let before: Vec<&Transformer> = all.iter().filter(is_sealed).collect();
    let after: Vec<&Transformer> = all
        .iter()
        .filter(|one| {
            if resumes {
                is_sealed(one) && !is_named(one)
            } else {
                is_sealed(one) || is_named(one)
            }
        })
        .collect();
    if !resumes {
        values.set("change.from", state(&all, &before));
    }
    values
        .set("change.transformers_original", state(&all, &before))
        .set("change.transformers_added", "无")
        .set("change.transformers_total", state(&all, &after));
    Ok(())
}

/// SUSPEND-9, before the customer signs for it.
fn early_end(
    values: &mut Values,
    work: Work<'_>,
    stored: &StoredCustomer,
    all: &[Suspension],
    change: Option<&Change>,
) -> Result<(), OfficeError> {
    if let Some(early) = suspension::early_end(work, &stored.customer, all, change)? {
        let words = early.on_paper();
        let asked = format!("{}。{words}", values.get("change.to"));
        values
            .set("change.to", asked)
            .set("suspension.early_note", words)
            .tick("suspension.ends_early", true);
    }
    Ok(())
}

/// `2台，515 kVA正常用电；3#（315 kVA）已暂停`.
fn state(all: &[Transformer], stopped: &[&Transformer]) -> String {
    let runs = |one: &&Transformer| stopped.iter().all(|stopped| stopped.plate != one.plate);
    let running: Vec<&Transformer> = all.iter().filter(runs).collect();
    let kva: Decimal = running.iter().map(|one| one.kva).sum();
    let running = match running.len() {
        0 => "全部停用".to_owned(),
        count => format!("{count}台，{} kVA正常用电", kva.normalize()),
    };
    if stopped.is_empty() {
        return running;
    }
    let stopped = stopped.iter();
    let stopped: Vec<String> = stopped
        .map(|one| format!("{}（{} kVA）", equipment::name(one), one.kva.normalize()))
        .collect();
    format!("{running}；{}暂停", stopped.join("、"))
}

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
    let own_day = own_day(work, file);
    let mut all = suspension::as_of(work, &stored, &file.case.number, own_day.day())?;
    let Some(one) = all.iter_mut().find(|one| one.case == number) else {
        return Ok(());
    };
    let year = match (&own_day, &file.case.application.change) {
        (OwnDay::Sealing(_), _) => {
            // What came after its sealing is no matter of this paper.
            one.releases.clear();
            one.ended_on = None;
            one.start().year()
        }
        (OwnDay::Wished(day), Some(Change::Resumption { transformers, .. })) => {
            *one = early::resumed(one, transformers, *day);
            day.year()
        }
        (OwnDay::Wished(day) | OwnDay::Unsealing(day), _) => day.year(),
    };
    let Some(one) = all.iter().find(|one| one.case == number) else {
        return Ok(());
    };
    let limits = Limits::on(&work.manual.rulebooks, work.desk.today)?;
    let by_year = Used::of(&all, &limits);
    let (used, allowed_days) = (by_year.in_year(year), allowed(&all, year, &limits));
    let standing = Standing::of(one, &all, &limits, work.desk.today);
    let full_from = standing.full_from;
    let basic_fee = stored.customer.billing != Billing::Single;
    let mut note = String::new();
    if let (Kind::Suspension, Some(sealing)) = (kind, &one.sealing) {
        let (on, by_office) = (sealing.on, sealing.late_by_office);
        values.set(
            "suspension.actual",
            format!("{on}至{}，{}天", one.to, one.stretch().days()),
        );
        if let Some(Change::Suspension { from, to, .. }) = file.case.application.change {
            let applied_for = Stretch::new(from, to);
            let late = LateSealing::of(applied_for, on, one.to, by_office, basic_fee);
            note.extend(late.map(|late| late.on_paper(&limits)));
        }
    }
    let full = if !basic_fee {
        format!("本户不计基本电费；暂停到{full_from}期满。")
    } else {
        format!("从{full_from}起按全部合同容量计收基本电费，不论是否申请恢复。")
    };
    note.push_str(&full);
    values
        .tick("suspension.applied", kind == Kind::Suspension)
        .set("suspension.year", year.to_string())
        .set("suspension.times_used", times(&all, year).to_string())
        .set("suspension.times_allowed", limits.times.to_string())
        .set("suspension.days_used", used.to_string())
        .set("suspension.days_allowed", allowed_days.to_string())
        .set(
            "suspension.days_left",
            allowed_days.saturating_sub(used).to_string(),
        )
        .set("suspension.billing_note", note);
    let whole = one.stretch();
    let last = whole.until.pred_opt().unwrap_or(whole.until);
    for year in whole.from.year()..=last.year() {
        let (used, allowed_days) = (by_year.in_year(year), allowed(&all, year, &limits));
        let row = [
            ("year", year.to_string()),
            ("times", times(&all, year).to_string()),
            ("times_allowed", limits.times.to_string()),
            ("days", used.to_string()),
            ("days_allowed", allowed_days.to_string()),
            ("days_left", allowed_days.saturating_sub(used).to_string()),
        ];
        values.push_row("suspension_years", row);
    }
    if let (OwnDay::Unsealing(_), Some(Change::Resumption { transformers, .. })) =
        (&own_day, &file.case.application.change)
    {
        let own = transformers.iter();
        let days = own.map(|piece| one.stretch_of(&piece.plate).days()).max();
        let mut words = format!("{} 天", days.unwrap_or(0));
        let mut short = standing.short.iter();
        if basic_fee && short.any(|short| transformers.iter().any(|own| own.plate == short.plate)) {
            words.push_str(&format!(
                "，不满{}天，这段时间的基本电费照收",
                limits.shortest
            ));
        }
        values.set("suspension.actual_days", words);
    }
    Ok(())
}

/// The day up to which the papers of a case know what happened.
enum OwnDay {
    /// Of a suspension; until it is sealed, today.
    Sealing(NaiveDate),
    /// Of a resumption not yet carried out.
    Wished(NaiveDate),
    Unsealing(NaiveDate),
}

impl OwnDay {
    fn day(&self) -> NaiveDate {
        match self {
            Self::Sealing(day) | Self::Wished(day) | Self::Unsealing(day) => *day,
        }
    }
}

fn own_day(work: Work<'_>, file: &CaseFile) -> OwnDay {
    let done = |step: &str| {
        let mut passed = steps::live(file).filter(|record| record.result.is_passed());
        passed.find(|record| record.step.as_str() == step)
    };
    match &file.case.application.change {
        Some(Change::Resumption { on, .. }) => match done("unsealed") {
            Some(record) => OwnDay::Unsealing(record.on),
            None => OwnDay::Wished(*on),
        },
        _ => OwnDay::Sealing(done("sealed").map_or(work.desk.today, |record| record.on)),
    }
}
