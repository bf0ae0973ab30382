//! What feeds the parts of a split account (分户) at high voltage: their sources, the old account's transformers.

use egui::{Label, RichText, Ui};

use crate::model::application::PartDraft;
use crate::model::customer::Transformer;
use crate::model::vocabulary::Class;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::field::Field;

use super::split::Named;
use super::{installation, section_ui};

/// Where its power comes from; of nothing typed, the old account's.
pub(super) fn sources_ui(ui: &mut Ui, checks: &mut Checks, part: &mut PartDraft, named: &Named) {
    let PartDraft {
        sources, voltage, ..
    } = part;
    let (path, whose) = (named.at("sources"), named.label(""));
    installation::source_rows_ui(ui, checks, (&path, &whose), sources, voltage);
    if sources.is_empty() {
        let words = "电源不填则照原户，容量以这一份的容量为限。";
        ui.add(Label::new(RichText::new(words).small().color(theme::palette(ui).weak)).wrap());
    }
}

/// With which part each transformer of the old account goes.
pub(super) fn transformers_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    parts: &mut [PartDraft],
    standing: &[Transformer],
) {
    if standing.is_empty() {
        return;
    }
    section_ui(ui, "变压器归哪一份");
    let high = (1..).zip(parts.iter());
    let high = high.filter(|(_, part)| part.class == Class::HighVoltage.wire());
    let numbers: Vec<(String, String)> = high
        .map(|(number, _): (usize, _)| (number.to_string(), format!("第{number}份")))
        .collect();
    let mut options = vec![("", "不随户")];
    options.extend(
        numbers
            .iter()
            .map(|(value, name)| (value.as_str(), name.as_str())),
    );
    for one in standing {
        let with = |part: &PartDraft| part.transformers.contains(&one.plate);
        let number = parts.iter().position(with).map(|index| index + 1);
        let mut chosen = number.map(|n| n.to_string()).unwrap_or_default();
        let before = chosen.clone();
        let label = format!("{} {} kVA", one.plate, one.kva.normalize());
        let field = Field::new(&label).help("这台变压器随哪一份；几份合用的选“不随户”。");
        checks.few_ui(ui, "parts.transformers", field, &options, &mut chosen);
        if chosen == before {
            continue;
        }
        for part in parts.iter_mut() {
            part.transformers.retain(|plate| *plate != one.plate);
        }
        let index = chosen.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        if let Some(part) = index.and_then(|index| parts.get_mut(index)) {
            part.transformers.push(one.plate.clone());
        }
    }
    for index in 0..parts.len() {
        checks.whole_ui(ui, &Named(index).at("transformers"));
    }
}
