//! A meter moved (移表), taken off for a time (暂拆) or hung again (复装): what each asks besides the account.

use egui::{Label, RichText, Ui};

use crate::model::application::{Draft, PartyDraft};
use crate::model::customer::Customer;
use crate::model::vocabulary::Kind;
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;

use super::super::Family;
use super::{must, section_ui};

/// Whether the application is one of these.
pub(super) fn is_of(draft: &Draft) -> bool {
    Family::of_word(&draft.kind) == Family::Meter
}

/// What of the fields typed is handed in; the account says the rest.
pub(super) fn own(typed: &Draft) -> Draft {
    let kind = typed.kind.parse::<Kind>().ok();
    let (moves, goes) = (kind == Some(Kind::Relocation), kind == Some(Kind::Removal));
    let comes_back = kind == Some(Kind::Reconnection);
    let said = |same: Option<bool>| same.filter(|_| moves);
    let text = |text: &str, asked: bool| {
        if asked {
            text.to_owned()
        } else {
            String::new()
        }
    };
    Draft {
        kind: typed.kind.clone(),
        class: typed.class.clone(),
        applied_on: typed.applied_on.clone(),
        account: typed.account.trim().to_owned(),
        reason: typed.reason.clone(),
        agent: typed.agent.clone(),
        tenant: typed.tenant,
        landlord: typed.landlord.clone(),
        same_address: said(typed.same_address),
        same_class: said(typed.same_class),
        same_supply_point: said(typed.same_supply_point),
        from: text(&typed.from, goes || comes_back),
        to: text(&typed.to, moves || goes),
        documents: typed.documents.clone(),
        ..Draft::default()
    }
}

/// The same with what the account says, for the checks and the paper.
pub(super) fn asked(typed: &Draft, customer: &Customer, party: PartyDraft) -> Draft {
    Draft {
        account: customer.account.clone(),
        class: customer.class.to_string(),
        nature: customer.nature.map(|n| n.to_string()).unwrap_or_default(),
        customer: party,
        capacity: customer.capacity.value.normalize().to_string(),
        unit: customer.capacity.unit.to_string(),
        voltage: customer.voltage.to_string(),
        tariff: customer.tariff.to_string(),
        billing: customer.billing.to_string(),
        ..own(typed)
    }
}

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    shell: &Shell,
    focus_first: &mut bool,
) {
    let Ok(kind) = draft.kind.parse::<Kind>() else {
        return;
    };
    section_ui(ui, &format!("{}内容", kind.chinese()));
    let applied_on = must("申请日期", "客户来办理的那一天，例：2026-11-23。").narrow();
    checks.text_ui(ui, "applied_on", applied_on, &mut draft.applied_on);
    let (why, example) = match kind {
        Kind::Relocation => ("客户为什么要移表。", "例：翻修房屋"),
        Kind::Removal => ("客户为什么要暂拆。", "例：全家外出务工"),
        _ => ("客户为什么要复装。", "例：返乡恢复用电"),
    };
    let reason = must("变更原因", why).hint(example);
    if file.is_some() && std::mem::take(focus_first) {
        ui.memory_mut(|memory| memory.request_focus(reason.id()));
    }
    checks.text_ui(ui, "reason", reason, &mut draft.reason);
    match kind {
        Kind::Relocation => relocation_ui(ui, checks, draft),
        Kind::Removal => removal_ui(ui, checks, draft, file),
        _ => reconnection_ui(ui, checks, draft, file, shell),
    }
}

/// What must stay, and where the meter goes (MOVE-1).
fn relocation_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let elsewhere = "有变化的不能移表：新址办新装，原址办销户。";
    let same = [
        (
            "same_address",
            "用电地址",
            elsewhere,
            &mut draft.same_address,
        ),
        (
            "same_class",
            "用电类别",
            "有变化的不能移表：办改类。",
            &mut draft.same_class,
        ),
        (
            "same_supply_point",
            "供电点",
            elsewhere,
            &mut draft.same_supply_point,
        ),
    ];
    for (at, label, help, same) in same {
        let mut word = match same {
            None => "",
            Some(true) => "yes",
            Some(false) => "no",
        }
        .to_owned();
        let options = [("yes", "不变"), ("no", "有变化")];
        checks.few_ui(ui, at, must(label, help), &options, &mut word);
        *same = match word.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
    }
    let to =
        must("移到何处", "电能表的新位置，写得让装表的人找得到。").hint("例：新屋东墙外集中表箱");
    checks.text_ui(ui, "to", to, &mut draft.to);
}

fn removal_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, file: Option<&CustomerFile>) {
    let from = must(
        "希望暂拆日期",
        "客户希望哪天拆表；拆表的时限从这一天和办完手续的那天中较晚的算起。",
    )
    .narrow();
    checks.text_ui(ui, "from", from, &mut draft.from);
    let to = must(
        "计划复装日期",
        "客户打算哪天恢复用电；暂拆最长六个月，过期按新装办理。",
    )
    .narrow();
    checks.text_ui(ui, "to", to, &mut draft.to);
    if let Some(file) = file {
        let words = format!("暂拆期间保留原有容量 {}。", file.customer.capacity);
        line_ui(ui, &words);
    }
}

/// Since when the meter is off, and until when it can be had back (REMOVE-6).
fn reconnection_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    shell: &Shell,
) {
    let from = Field::new("希望复装日期")
        .help("客户书面希望哪天装表，没有的不填；装表的时限从这一天和办完手续的那天中较晚的算起。")
        .narrow();
    checks.text_ui(ui, "from", from, &mut draft.from);
    let Some(removal) = file.and_then(|file| file.removal.as_ref()) else {
        return;
    };
    let (day, last) = (removal.removed_on, removal.last.due);
    if shell.today() <= last {
        line_ui(ui, &format!("{day}暂拆，最迟{last}申请复装。"));
    } else {
        let words = format!("■ {day}暂拆，最迟{last}申请复装，已经过期，按新装办理。");
        let ink = theme::palette(ui).red;
        ui.add(Label::new(RichText::new(words).color(ink)).wrap());
    }
}

fn line_ui(ui: &mut Ui, words: &str) {
    Field::new("").row_ui(ui, |ui, _| {
        ui.add(Label::new(RichText::new(words).weak()).wrap());
    });
}
