//! The list of equipment (用电设备清单) and what it adds up to.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::application::{Equipment, EquipmentDraft};
use crate::model::text::tidy;
use crate::rules::field;

use super::{Check, LONGEST_NAME, MOST_EQUIPMENT};

/// Rated power of a line's devices together, in kW; `None` while it cannot be read.
pub fn line_kw(line: &EquipmentDraft) -> Option<Decimal> {
    let count = field::decimal(&line.count, 0).ok()?;
    let kw = field::decimal(&line.kw, 3).ok()?;
    count.checked_mul(kw).map(|total| total.normalize())
}

/// Rated power of the whole list, in kW; `None` while a line cannot be read, or where there is none.
pub fn total_kw(lines: &[EquipmentDraft]) -> Option<Decimal> {
    if lines.is_empty() {
        return None;
    }
    let lines = lines.iter().map(line_kw);
    let sum = lines.sum::<Option<Decimal>>()?;
    Some(sum.normalize())
}

impl Check<'_> {
    pub(super) fn equipment(&mut self, drafts: &[EquipmentDraft]) -> Vec<Equipment> {
        if drafts.len() > MOST_EQUIPMENT {
            self.input("equipment", "用电设备", format!("最多{MOST_EQUIPMENT}行"));
            return Vec::new();
        }
        let mut list = Vec::new();
        for (index, draft) in drafts.iter().enumerate() {
            let at = |name: &str| format!("equipment.{index}.{name}");
            let label = |name: &str| format!("用电设备第{}行{name}", index + 1);
            let name = self.filled(&at("name"), &label("名称"), &draft.name, LONGEST_NAME);
            let model = self.text(&at("model"), &label("型号"), &draft.model, LONGEST_NAME);
            let count = field::decimal(&draft.count, 0)
                .ok()
                .and_then(|n| n.to_u32());
            let count = count.filter(|n| (1..=100_000).contains(n));
            if count.is_none() {
                self.input(&at("count"), &label("台数"), "应为1至100000的整数");
            }
            let kw = if tidy(&draft.kw).is_empty() {
                Err("未填".to_owned())
            } else {
                field::decimal(&draft.kw, 3).map_err(|problem| problem.to_string())
            };
            let kw = kw.map_err(|problem| self.input(&at("kw"), &label("单台kW"), problem));
            let grade = if tidy(&draft.grade).is_empty() {
                None
            } else {
                self.word(&at("grade"), &label("等级"), &draft.grade)
            };
            if let (Some(count), Ok(kw)) = (count, kw) {
                list.push(Equipment {
                    name,
                    model,
                    count,
                    kw,
                    grade,
                });
            }
        }
        list
    }
}
