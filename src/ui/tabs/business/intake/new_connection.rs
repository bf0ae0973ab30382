//! The fields of a new connection (新装), in the order of the class's paper form.

use egui::Ui;

use crate::model::application::Draft;
use crate::model::vocabulary::Class;
use crate::rules::field::decimal;
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;

use super::tariff::Chosen;
use super::{asked, equipment, installation, organisation, people, request, section_ui, tariff};

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    class: Class,
    shell: &Shell,
    chosen: &mut Chosen,
    focus_first: &mut bool,
) {
    people::customer_ui(ui, checks, draft, class, focus_first);
    people::standing_ui(ui, checks, draft, class);
    people::title_ui(ui, checks, draft);
    people::agent_ui(ui, checks, draft);
    section_ui(ui, "用电申请");
    request::request_ui(ui, checks, draft, class);
    let asked = asked::asked(draft, None, &shell.manual().checklists);
    let proposed = tariff::proposal(&asked, shell);
    tariff::tariff_ui(ui, checks, draft, chosen, proposed.as_ref());
    if class == Class::HighVoltage {
        let proposed = tariff::billing_proposal(draft);
        tariff::billing_ui(ui, checks, draft, chosen, proposed.as_ref());
    }
    if class != Class::Resident {
        organisation::load_ui(ui, checks, draft, None);
    }
    if class == Class::HighVoltage {
        installation::weight_ui(ui, checks, draft, None);
        section_ui(ui, "电源");
        installation::sources_ui(ui, checks, draft);
        section_ui(ui, "受电变压器");
        let capacity = decimal(&draft.capacity, 2).ok();
        installation::transformers_ui(ui, checks, &mut draft.transformers, &[], capacity);
    }
    section_ui(ui, "用电设备");
    let graded = class != Class::Resident;
    equipment::equipment_ui(ui, checks, &mut draft.equipment, graded);
    if class != Class::Resident {
        ui.add_space(theme::APART - theme::NEAR);
        organisation::vat_ui(ui, checks, draft, None);
    }
}
