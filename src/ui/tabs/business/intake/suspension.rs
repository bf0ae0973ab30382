//! A suspension (暂停) or resumption (恢复): which equipment, which days, and what the year has left.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use egui::{Checkbox, Label, RichText, Ui};

use crate::model::application::{Draft, TransformerDraft, WaiverDraft};
use crate::model::customer::Transformer;
use crate::model::suspension::{Stretch, Suspension};
use crate::model::vocabulary::{Billing, Kind};
use crate::office::customer::CustomerFile;
use crate::office::suspension::{Line, Year};
use crate::rules::field;
use crate::rules::suspension::early::{self, EarlyEnd};
use crate::rules::suspension::equipment::{self, ALL};
use crate::rules::suspension::{Limits, Used};
use crate::ui::shell::Shell;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::{Field, Touched};
use crate::ui::widgets::warned::warned_ui;
use crate::ui::widgets::year_bar::{self, Planned};

use super::change::Account;
use super::{change, must, section_ui};

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    account: &mut Account,
    shell: &mut Shell,
    focus_first: &mut bool,
) {
    let resumes = draft.kind == Kind::Resumption.wire();
    let name = if resumes {
        "恢复内容"
    } else {
        "暂停内容"
    };
    section_ui(ui, name);
    let why = if resumes {
        ("客户为什么要恢复用电。", "例：旺季复产")
    } else {
        ("客户为什么要暂停用电。", "例：淡季停产")
    };
    let known = account.file().is_some();
    change::why_ui(ui, checks, draft, why, known, focus_first);
    let asked = if resumes { &draft.on } else { &draft.from };
    let shown = field::date(asked).unwrap_or(shell.today()).year();
    let limits = Limits::on(&shell.manual().rulebooks, shell.today()).ok();
    let mut year = account.year(shell, shown);
    let is_sealed = |one: &Line| one.suspension.sealed().next().is_some();
    let none_there = |year: &Arc<Year>| !year.lines.iter().any(is_sealed);
    // A day typed that lies far off hides nothing of what is under seal now.
    if resumes && year.as_ref().is_some_and(none_there) {
        year = account.year(shell, shell.today().year());
    }
    let Some((file, year)) = account.file().zip(year) else {
        return;
    };
    if resumes {
        resumption_ui(ui, checks, draft, file, (&year, limits.as_ref()));
    } else {
        suspension_ui(ui, checks, draft, file, &year);
    }
    waiver_ui(ui, checks, draft, shell);
    section_ui(ui, &format!("{}年暂停情况", year.year));
    let planned = planned(draft, &year).filter(|_| !resumes);
    year_bar::year_ui(ui, &year, planned.as_ref(), shell.today());
}

/// What is asked for, as far as it can be read.
fn planned(draft: &Draft, year: &Year) -> Option<Planned> {
    let (from, to) = (field::date(&draft.from).ok()?, field::date(&draft.to).ok()?);
    let chosen = year.equipment.iter().filter(|one| is_chosen(draft, one));
    Some(Planned {
        plates: chosen.map(|one| one.plate.clone()).collect(),
        stretch: Stretch::new(from, to),
    })
}

fn suspension_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: &CustomerFile,
    year: &Year,
) {
    let whole = file.customer.billing == Billing::Demand;
    equipment_ui(ui, checks, draft, "停用设备", &year.equipment, whole);
    let from = must("暂停日期", "客户希望哪天加封，至少提前五天申请；当天加封。").narrow();
    checks.text_ui(ui, "from", from, &mut draft.from);
    let to = must(
        "恢复日期",
        "打算哪天恢复用电；每次不少于15天。到期不恢复也按全部容量计费。",
    )
    .narrow();
    checks.text_ui(ui, "to", to, &mut draft.to);
    let days = (field::date(&draft.from).ok()).zip(field::date(&draft.to).ok());
    if let Some((from, to)) = days.filter(|(from, to)| from < to) {
        checks.reveal("transformers");
        checks.reveal("account");
        change::line_ui(ui, &days_in_words(from, to));
    }
    let agreed = Field::new("约定天数")
        .help("季节性用电等与客户约定的全年天数；没有约定的不填，按六个月。约定的须主管批准。")
        .narrow();
    checks.text_ui(ui, "agreed_days", agreed, &mut draft.agreed_days);
    if !draft.agreed_days.trim().is_empty() {
        let basis = must("约定依据", "依据的协议或文件。");
        checks.text_ui(ui, "basis", basis, &mut draft.basis);
    }
}

/// `共40天：2026年31天，2027年9天`
fn days_in_words(from: NaiveDate, to: NaiveDate) -> String {
    let whole = Stretch::new(from, to);
    let years = (from.year()..=to.year()).map(|year| (year, whole.in_year(year).days()));
    let parts: Vec<String> = years
        .filter(|(_, days)| *days > 0)
        .map(|(year, days)| format!("{year}年{days}天"))
        .collect();
    format!("共{}天：{}", whole.days(), parts.join("，"))
}

fn resumption_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: &CustomerFile,
    (year, limits): (&Year, Option<&Limits>),
) {
    let running: Vec<&Suspension> = year
        .lines
        .iter()
        .map(|line| &line.suspension)
        .filter(|one| one.sealed().next().is_some())
        .collect();
    if running.is_empty() {
        return change::line_ui(ui, "该户没有加封的设备，不用恢复。");
    }
    if let ([only], true) = (running.as_slice(), draft.suspension.is_empty()) {
        draft.suspension.clone_from(&only.case);
    }
    let words: Vec<String> = running
        .iter()
        .map(|one| format!("{}（{}至{}）", one.case, one.start(), one.to))
        .collect();
    let options = running.iter().zip(&words);
    let options: Vec<_> = options
        .map(|(one, words)| (one.case.as_str(), words.as_str()))
        .collect();
    let field = must("暂停工单", "要恢复的是哪一次暂停。");
    checks.many_ui(ui, "suspension", field, &options, &mut draft.suspension);
    let named = running.iter().find(|one| one.case == draft.suspension);
    if let Some(named) = named {
        let sealed: Vec<Transformer> = named.sealed().cloned().collect();
        let whole = file.customer.billing == Billing::Demand;
        equipment_ui(ui, checks, draft, "恢复设备", &sealed, whole);
    }
    let on = must("恢复日期", "客户希望哪天启封；暂停期内至少提前五天申请。").narrow();
    checks.text_ui(ui, "on", on, &mut draft.on);
    let on = field::date(&draft.on).ok();
    if let (Some(one), Some(on), Some(limits)) = (named, on, limits) {
        left_ui(ui, draft, file, (year, limits), (one, on));
    }
}

/// What a resumption leaves of the suspension and of the year, and whether that is too little (SUSPEND-9).
fn left_ui(
    ui: &mut Ui,
    draft: &Draft,
    file: &CustomerFile,
    (year, limits): (&Year, &Limits),
    (one, on): (&Suspension, NaiveDate),
) {
    let chosen = one.sealed().filter(|piece| is_chosen(draft, piece));
    let chosen: Vec<Transformer> = chosen.cloned().collect();
    if chosen.is_empty() || on < one.start() {
        return;
    }
    let resumed = early::resumed(one, &chosen, on);
    let days = chosen.iter().map(|piece| resumed.stretch_of(&piece.plate));
    let days = days.map(Stretch::days).max().unwrap_or(0);
    let all = year.lines.iter().map(|line| match &line.suspension {
        other if other.case == one.case => resumed.clone(),
        other => other.clone(),
    });
    let all: Vec<Suspension> = all.collect();
    let used = Used::of(&all, limits).in_year(year.year);
    let left = year.days_allowed.saturating_sub(used);
    let words = format!(
        "实际暂停{days}天；恢复后{}年共用{used}天，还剩{left}天",
        year.year
    );
    change::line_ui(ui, &words);
    let early = EarlyEnd::of(one, &chosen, on, limits);
    if let Some(early) = early.filter(|_| file.customer.billing != Billing::Single) {
        Field::new("").row_ui(ui, |ui, _| warned_ui(ui, &early.warning()));
    }
}

fn is_chosen(draft: &Draft, one: &Transformer) -> bool {
    let mut typed = draft.transformers.iter();
    typed.any(|typed| typed.plate == one.plate || typed.plate == ALL)
}

/// Whole transformers and whole groups; everything where demand is billed or there is only one (SUSPEND-5,
/// SUSPEND-10).
fn equipment_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    label: &str,
    there: &[Transformer],
    whole: bool,
) {
    let help = "成组的整组选；按最大需量计费的只能全部。";
    if whole || there.len() == 1 {
        draft.transformers = vec![TransformerDraft::standing(ALL)];
        must(label, help).row_ui(ui, |ui, _| {
            ui.add(Label::new(equipment::names(there)).wrap());
        });
        return checks.whole_ui(ui, "transformers");
    }
    let mut chosen: Vec<bool> = there.iter().map(|one| is_chosen(draft, one)).collect();
    let mut turned = None;
    must(label, help).row_ui(ui, |ui, _| {
        ui.vertical(|ui| {
            for (index, one) in there.iter().enumerate() {
                let group = one.group.as_ref();
                let group = group.map_or_else(String::new, |group| format!("，{group}"));
                let words = format!("{}　{} kVA{group}", one.plate, one.kva.normalize());
                let is = &mut chosen[index];
                if ui.add(Checkbox::new(is, words)).changed() {
                    turned = Some((index, *is));
                }
            }
        });
    });
    if let Some((index, on)) = turned {
        let group = there[index].group.as_ref();
        for (one, is) in there.iter().zip(&mut chosen) {
            if group.is_some() && one.group.as_ref() == group {
                *is = on;
            }
        }
        let named = there.iter().zip(&chosen).filter(|(_, is)| **is);
        draft.transformers = named
            .map(|(one, _)| TransformerDraft::standing(&one.plate))
            .collect();
        checks.touch("transformers", Touched::chosen(true));
    }
    checks.whole_ui(ui, "transformers");
}

/// What a supervisor waives: the notice, or the days of a year (AUDIT-2).
fn waiver_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, shell: &Shell) {
    let mut waived = draft.waiver.is_some();
    Field::new("特批").row_ui(ui, |ui, _| {
        let words = "主管特批（提前天数不够，或约定天数）";
        if ui.add(Checkbox::new(&mut waived, words)).changed() {
            draft.waiver = waived.then(WaiverDraft::default);
            checks.touch("waiver", Touched::chosen(true));
        }
    });
    checks.whole_ui(ui, "waiver");
    let Some(waiver) = &mut draft.waiver else {
        return;
    };
    let reason = must("特批理由", "为什么要特批。");
    checks.text_ui(ui, "waiver.reason", reason, &mut waiver.reason);
    let basis = must("特批依据", "依据的文件或会议。");
    checks.text_ui(ui, "waiver.basis", basis, &mut waiver.basis);
    let fit = shell.settings().supervisors().iter();
    let fit: Vec<_> = fit
        .filter(|name| name.as_str() != shell.operator())
        .collect();
    if fit.is_empty() {
        let words = format!("{}以外没有别的主管，请在设置里登记。", shell.operator());
        ui.label(RichText::new(words).weak());
        return;
    }
    let options: Vec<_> = fit
        .iter()
        .map(|name| (name.as_str(), name.as_str()))
        .collect();
    let approver = must("批准人", "不是经手人的主管。");
    checks.few_ui(
        ui,
        "waiver.approver",
        approver,
        &options,
        &mut waiver.approver,
    );
}
