//! The list of equipment (用电设备清单).

use egui::{TextEdit, Ui};

use crate::model::application::EquipmentDraft;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::{self, Touched};

pub(super) fn equipment_ui(ui: &mut Ui, checks: &mut Checks, list: &mut Vec<EquipmentDraft>) {
    let scale = theme::scale(ui);
    let beside = 4.0 * theme::NEAR + 40.0 * scale + theme::BESIDE_BAR;
    let rest = (ui.available_width() - beside).min(560.0 * scale);
    let widths = [rest * 0.38, rest * 0.28, rest * 0.14, rest * 0.2];
    if !list.is_empty() {
        ui.horizontal(|ui| {
            for (name, width) in ["设备名称", "型号", "台数", "单台功率（kW）"]
                .iter()
                .zip(widths)
            {
                let size = egui::vec2(width, theme::row_height(ui));
                ui.allocate_ui_with_layout(
                    size,
                    egui::Layout::left_to_right(egui::Align::Center),
                    |ui| {
                        ui.set_width(width);
                        ui.weak(*name);
                    },
                );
            }
        });
    }
    let mut removed = None;
    for (index, line) in list.iter_mut().enumerate() {
        let row = index + 1;
        ui.horizontal(|ui| {
            for (at, label, text, width) in [
                ("name", "名称", &mut line.name, widths[0]),
                ("model", "型号", &mut line.model, widths[1]),
                ("count", "台数", &mut line.count, widths[2]),
                ("kw", "功率", &mut line.kw, widths[3]),
            ] {
                let path = format!("equipment.{index}.{at}");
                let name = format!("第{row}行{label}");
                let edit = TextEdit::singleline(text)
                    .id(id(&path))
                    .desired_width(width);
                let touched = field::line_ui(ui, edit, &name, "照铭牌填写。");
                checks.touch(&path, touched);
            }
            let remove = ui.button("×").on_hover_text("去掉这一行");
            if remove.accessible_name(format!("去掉第{row}行")).clicked() {
                removed = Some(index);
            }
        });
        for (at, label) in [("name", "名称"), ("count", "台数"), ("kw", "功率")] {
            if let Some(problem) = checks.problem(&format!("equipment.{index}.{at}")) {
                field::problem_ui(ui, &format!("第{row}行{label}：{problem}"));
            }
        }
    }
    if let Some(index) = removed {
        list.remove(index);
        checks.touch("equipment", Touched::chosen(true));
    }
    if button::quiet_ui(ui, "＋ 添加设备").clicked() {
        let name = id(&format!("equipment.{}.name", list.len()));
        ui.memory_mut(|memory| memory.request_focus(name));
        list.push(EquipmentDraft {
            count: "1".to_owned(),
            ..EquipmentDraft::default()
        });
        checks.touch("equipment", Touched::chosen(true));
    }
}

fn id(path: &str) -> egui::Id {
    egui::Id::unique(("equipment", path))
}
