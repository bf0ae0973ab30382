//! Another name or holder (更名过户): who holds the account from now on, and that nothing is owed.

use egui::Ui;

use crate::model::application::Draft;
use crate::model::vocabulary::Class;
use crate::office::customer::CustomerFile;
use crate::ui::widgets::checks::Checks;

use super::{arrears, change, kind, organisation, people, section_ui};

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    focus_first: &mut bool,
) {
    section_ui(ui, "更名过户内容");
    let why = ("为什么换户主或者改名。", "例：房屋买卖过户");
    change::why_ui(ui, checks, draft, why, file.is_some(), focus_first);
    let help = "有欠费的先结清，再查一次，为 0.00 时办理。";
    arrears::arrears_ui(ui, checks, draft, help);
    section_ui(ui, "新户主");
    change::line_ui(
        ui,
        "户号、用电地址、容量和类别都不变。只是户名写错一两个字的，在客户页用“更正”，不办过户。",
    );
    let Some(file) = file else {
        return;
    };
    let class = file.customer.class;
    let customer = &mut draft.customer;
    if customer.address.is_empty() {
        customer.address.clone_from(&file.customer.party.address);
    }
    if customer.id_kind.is_empty() {
        let usual = kind::id_kinds(class).first();
        usual
            .map_or("", |kind| kind.wire())
            .clone_into(&mut customer.id_kind);
    }
    people::customer_ui(ui, checks, draft, class, &mut false);
    if class != Class::Resident {
        organisation::vat_ui(ui, checks, draft, None);
    }
}
