//! What a high-voltage supply consists of: sources, transformers, and what weighs on the grid.

use egui::{Button, Label, RichText, Ui};
use rust_decimal::Decimal;

use crate::model::application::{Draft, KnownLoad, SourceDraft, TransformerDraft};
use crate::model::customer::Transformer;
use crate::model::vocabulary::{Class, ImportantGrade, SourceLine, SourceRole, Sources, Voltage};
use crate::rules::field::decimal;
use crate::rules::intake::MOST_TRANSFORMERS;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::{Field, Touched};
use crate::ui::widgets::rows::{Cells, Column, Rows};

use super::kind;

/// Single or dual.
const MOST_SOURCES: usize = 2;

impl Cells for SourceDraft {
    fn cell(&mut self, at: &str) -> &mut String {
        match at {
            "capacity" => &mut self.capacity,
            "line" => &mut self.line,
            "role" => &mut self.role,
            _ => &mut self.voltage,
        }
    }
}

impl Cells for TransformerDraft {
    fn cell(&mut self, at: &str) -> &mut String {
        match at {
            "kva" => &mut self.kva,
            "group" => &mut self.group,
            _ => &mut self.plate,
        }
    }
}

pub(super) fn sources_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let voltage = draft.voltage.clone();
    let whose = ("sources", "");
    source_rows_ui(ui, checks, whose, &mut draft.sources, &voltage);
    let single = if draft.sources.len() > 1 {
        Sources::Dual
    } else {
        Sources::Single
    };
    ui.label(RichText::new(single.chinese()).strong());
}

/// The sources at a place among the fields, named after whose they are.
pub(super) fn source_rows_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    (path, whose): (&str, &str),
    list: &mut Vec<SourceDraft>,
    voltage: &str,
) {
    let voltages: Vec<_> = kind::voltages(Class::HighVoltage)
        .iter()
        .map(|voltage: &Voltage| (voltage.wire(), voltage.chinese()))
        .collect();
    let (lines, roles) = (options_of!(SourceLine), options_of!(SourceRole));
    let columns = [
        Column::text("voltage", "电压", 92.0, "这一路的供电电压。").options(&voltages),
        Column::text("capacity", "容量（kVA）", 96.0, "这一路能供的容量。"),
        Column::text("line", "线路", 100.0, "只供这一户的是专线。").options(&lines),
        Column::text("role", "用途", 84.0, "主供还是备用。").options(&roles),
    ];
    let role = if whose.is_empty() || !list.is_empty() {
        SourceRole::Standby
    } else {
        SourceRole::Main
    };
    let rows = Rows {
        path,
        columns: &columns,
        row_name: &|row| format!("{whose}第{row}路电源"),
        add: "＋ 添加一路电源",
        add_name: &format!("{whose}添加电源"),
        most: MOST_SOURCES,
        new_row: &|| kind::source(voltage, role),
        result: None,
    };
    rows.rows_ui(ui, checks, list);
    checks.whole_ui(ui, path);
}

/// Which of the account's transformers are taken out.
pub(super) fn taken_out_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    taken_out: &mut Vec<String>,
    standing: &[Transformer],
) {
    if standing.is_empty() {
        return;
    }
    let problem = checks.problem("taken_out");
    let field = Field::new("拆除的变压器").help("换成新变压器的、不再用的，点一下；都留着的不点。");
    field.problem(problem.as_deref()).row_ui(ui, |ui, width| {
        ui.set_max_width(width);
        ui.horizontal_wrapped(|ui| {
            for transformer in standing {
                let place = taken_out.iter().position(|out| *out == transformer.plate);
                let words = transformer.in_words();
                let button = ui.add(Button::new(&words).selected(place.is_some()));
                let clicked = button.clicked();
                button.accessible_name(format!("拆除的变压器：{words}"));
                if clicked {
                    match place {
                        Some(place) => drop(taken_out.remove(place)),
                        None => taken_out.push(transformer.plate.clone()),
                    }
                    checks.touch("taken_out", Touched::chosen(true));
                }
            }
        });
    });
}

/// The transformers, added up against the capacity that they are to carry; `standing` are there already.
pub(super) fn transformers_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    list: &mut Vec<TransformerDraft>,
    standing: &[Transformer],
    capacity: Option<Decimal>,
) {
    let columns = [
        Column::text(
            "plate",
            "铭牌编号",
            140.0,
            "变压器铭牌上的编号，同一户内不能重复。",
        ),
        Column::text("kva", "容量（kVA）", 96.0, "铭牌上的额定容量。"),
        Column::text(
            "group",
            "组名",
            96.0,
            "要一起停、一起用的写同一个组名；单独的不填。",
        ),
    ];
    let rows = Rows {
        path: "transformers",
        columns: &columns,
        row_name: &|row| format!("第{row}台变压器"),
        add: "＋ 添加变压器",
        add_name: "添加变压器",
        most: MOST_TRANSFORMERS,
        new_row: &TransformerDraft::default,
        result: None,
    };
    rows.rows_ui(ui, checks, list);
    checks.whole_ui(ui, "transformers");
    let list = written(list);
    if list.is_empty() && standing.is_empty() {
        return;
    }
    if checks.problem("transformers").is_some() {
        return;
    }
    let palette = theme::palette(ui);
    let added = list.iter().map(|line| decimal(&line.kva, 2).ok());
    let Some(added) = added.sum::<Option<Decimal>>() else {
        ui.weak("有的变压器容量还没填好");
        return;
    };
    let own: Decimal = standing.iter().map(|transformer| transformer.kva).sum();
    let sum = (own + added).normalize();
    let count = standing.len() + list.len();
    let (words, ink) = match capacity {
        Some(capacity) if capacity > sum => (
            format!(
                "▲ {count}台合计 {sum} kVA，不够申请的 {} kVA",
                capacity.normalize()
            ),
            palette.amber,
        ),
        Some(capacity) => (
            format!(
                "✓ {count}台合计 {sum} kVA，申请 {} kVA",
                capacity.normalize()
            ),
            palette.green,
        ),
        None => (format!("{count}台合计 {sum} kVA"), palette.text),
    };
    ui.add(Label::new(RichText::new(words).color(ink)).wrap());
}

/// The list without the rows at its end that Enter added and nobody wrote in.
pub(super) fn written(list: &[TransformerDraft]) -> &[TransformerDraft] {
    let is_written = |line: &TransformerDraft| *line != TransformerDraft::default();
    let end = list.iter().rposition(is_written).map_or(0, |last| last + 1);
    &list[..end]
}

/// Motors, own generation, non-linear loads, and how important the customer is; `known` is what an account that stands
/// said of them before.
pub(super) fn weight_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    known: Option<&KnownLoad>,
) {
    let hint = |of: fn(&KnownLoad) -> &str, example: &str| match known {
        None => format!("没有的不填{example}"),
        Some(known) => standing_hint(of(known)),
    };
    let motors_hint = hint(|known| &known.motors, "");
    let motors = Field::new("高压电动机（kW）")
        .hint(&motors_hint)
        .help("直接接在高压侧的电动机，合计多少千瓦；没有的填0。");
    checks.text_ui(ui, "motors", motors, &mut draft.motors);
    let own_hint = hint(|known| &known.own_generation, "；例：柴油发电机120 kW");
    let own = Field::new("自备电源")
        .hint(&own_hint)
        .help("客户自己的发电机等，写明种类和容量；有的要检查闭锁装置。");
    checks.text_ui(ui, "own_generation", own, &mut draft.own_generation);
    let nonlinear_hint = hint(|known| &known.nonlinear, "；例：变频器6台共90 kW");
    let nonlinear = Field::new("非线性负荷")
        .hint(&nonlinear_hint)
        .help("电弧炉、整流、变频等影响电能质量的设备。");
    checks.text_ui(ui, "nonlinear", nonlinear, &mut draft.nonlinear);
    let grade_help = match known {
        None => "停电会造成重大损失的客户；一般客户选“无”。".to_owned(),
        Some(known) => {
            let grade = known.important_grade.parse::<ImportantGrade>();
            standing_hint(grade.map_or("", ImportantGrade::chinese))
        }
    };
    let grade = Field::new("重要客户等级").help(&grade_help);
    let grades = options_of!(ImportantGrade);
    checks.few_ui(
        ui,
        "important_grade",
        grade,
        &grades,
        &mut draft.important_grade,
    );
}

/// What may be left open because an earlier application said it.
pub(super) fn standing_hint(known: &str) -> String {
    let none = ImportantGrade::None;
    match known {
        "" => "没有的填“无”，不清楚的不填".to_owned(),
        known if known == none.wire() => format!("登记为“{}”，不变的不填", none.chinese()),
        known => format!("登记为“{known}”，不变的不填"),
    }
}
