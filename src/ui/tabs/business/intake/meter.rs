//! A meter moved (移表), taken off for a time (暂拆) or hung again (复装): what each asks besides the account.

use egui::{Label, RichText, Ui};

use crate::model::application::Draft;
use crate::model::vocabulary::Kind;
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;

use super::{change, must, section_ui};

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
    let why = match kind {
        Kind::Relocation => ("客户为什么要移表。", "例：翻修房屋"),
        Kind::Removal => ("客户为什么要暂拆。", "例：全家外出务工"),
        _ => ("客户为什么要复装。", "例：返乡恢复用电"),
    };
    change::why_ui(ui, checks, draft, why, file.is_some(), focus_first);
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
        let answers = [("yes", "不变"), ("no", "有变化")];
        change::answer_ui(ui, checks, at, must(label, help), &answers, same);
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
        change::line_ui(ui, &words);
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
    let Some((file, removal)) = file.and_then(|file| Some((file, file.removal.as_ref()?))) else {
        return;
    };
    let since = removal.in_words(file.customer.capacity, shell.today());
    if !removal.is_past(shell.today()) {
        change::line_ui(ui, &format!("{since}。"));
    } else {
        let words = format!("■ {since}。");
        let ink = theme::palette(ui).red;
        ui.add(Label::new(RichText::new(words).color(ink)).wrap());
    }
}
