//! The list of equipment (用电设备清单), added up.

use egui::{RichText, Ui};

use crate::model::application::EquipmentDraft;
use crate::model::vocabulary::LoadGrade;
use crate::rules::intake::{MOST_EQUIPMENT, equipment};
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::rows::{Cells, Column, Outcome, Rows};

impl Cells for EquipmentDraft {
    fn cell(&mut self, at: &str) -> &mut String {
        match at {
            "model" => &mut self.model,
            "count" => &mut self.count,
            "kw" => &mut self.kw,
            "grade" => &mut self.grade,
            _ => &mut self.name,
        }
    }
}

/// Draws the list; with load grades where the class has them.
pub(super) fn equipment_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    list: &mut Vec<EquipmentDraft>,
    graded: bool,
) {
    let mut grades = vec![("", "未定")];
    grades.extend(options_of!(LoadGrade));
    let mut columns = vec![
        Column::text(
            "name",
            "名称",
            120.0,
            "照铭牌填写；电子表格里的清单可以整片复制，粘贴到这里。",
        ),
        Column::text("model", "型号", 92.0, "照铭牌填写，没有的不填。"),
        Column::text("count", "台数", 48.0, "同样的设备有几台。"),
        Column::text("kw", "单台kW", 76.0, "一台的额定功率。"),
    ];
    if graded {
        let help = "中断供电的后果：一级最重。没有把握的不填。";
        columns.push(Column::text("grade", "等级", 74.0, help).options(&grades));
    }
    let sum = |line: &EquipmentDraft| {
        let total = equipment::line_kw(line);
        total.map(|kw| format!("{kw} kW")).unwrap_or_default()
    };
    let rows = Rows {
        path: "equipment",
        columns: &columns,
        row_name: &|row| format!("第{row}行"),
        add: "＋ 添加设备",
        add_name: "添加设备",
        most: MOST_EQUIPMENT,
        new_row: &|| EquipmentDraft {
            count: "1".to_owned(),
            ..EquipmentDraft::default()
        },
        result: Some(Outcome {
            head: "小计",
            of: &sum,
        }),
    };
    rows.rows_ui(ui, checks, list);
    checks.whole_ui(ui, "equipment");
    let list = written(list);
    if list.len() > 1 {
        let words = match equipment::total_kw(list) {
            Some(total) => format!("共 {} 行，合计 {total} kW", list.len()),
            None => format!("共 {} 行，有的台数或功率还没填好", list.len()),
        };
        ui.label(RichText::new(words).strong());
    }
}

/// The list without the rows at its end that Enter added and nobody wrote in.
pub(super) fn written(list: &[EquipmentDraft]) -> &[EquipmentDraft] {
    let is_written = |line: &EquipmentDraft| {
        let cells = [&line.name, &line.model, &line.kw, &line.grade];
        cells.iter().any(|cell| !cell.trim().is_empty())
    };
    let end = list.iter().rposition(is_written).map_or(0, |last| last + 1);
    &list[..end]
}
