//! What is asked of an organisation and not of a resident: who stands for it, its load, its invoices.

use egui::{CollapsingHeader, Label, RichText, Ui};

use crate::model::application::{Draft, KnownLoad, RepresentativeDraft, VatDraft};
use crate::model::vocabulary::Nature;
use crate::ui::theme;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;

use super::{installation, must};

/// Who stands for the organisation and what it does; `known` is what an account that stands said before.
pub(super) fn representative_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    known: Option<&KnownLoad>,
) {
    let person = draft
        .representative
        .get_or_insert_with(RepresentativeDraft::default);
    let before = known.and_then(|known| known.representative.as_ref());
    let name_hint = hint(before.map(|person| person.name.as_str()), "");
    let name = Field::new("法定代表人")
        .hint(&name_hint)
        .help("营业执照上的法定代表人或负责人。")
        .narrow();
    checks.text_ui(ui, "representative.name", name, &mut person.name);
    let id_number = Field::new("代表人身份证").help(match before {
        None => "法定代表人的18位身份证号，可以不填。",
        Some(_) => "换了代表人才填，18位，可以不填。",
    });
    checks.text_ui(
        ui,
        "representative.id_number",
        id_number,
        &mut person.id_number,
    );
    let before = known.map(|known| known.industry.as_str());
    let hint = hint(before, "例：食品加工、零售、机械制造");
    let industry = Field::new("行业")
        .hint(&hint)
        .help("单位做什么的，照营业执照的经营范围写。");
    checks.text_ui(ui, "industry", industry, &mut draft.industry);
}

/// What was said before, else an example.
fn hint(before: Option<&str>, example: &str) -> String {
    match before.filter(|before| !before.is_empty()) {
        Some(before) => installation::standing_hint(before),
        None => example.to_owned(),
    }
}

pub(super) fn nature_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let nature = must("用电性质", "决定要收哪些资料，也用来建议电价类别。");
    checks.few_ui(
        ui,
        "nature",
        nature,
        &options_of!(Nature),
        &mut draft.nature,
    );
}

pub(super) fn load_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    known: Option<&KnownLoad>,
) {
    let nature_hint = hint(
        known.map(|known| known.load_nature.as_str()),
        "例：连续性生产",
    );
    let nature = Field::new("负荷性质")
        .hint(&nature_hint)
        .help("一班还是三班、连续还是间断、有没有冲击负荷。");
    checks.text_ui(ui, "load_nature", nature, &mut draft.load_nature);
    let security_hint = hint(known.map(|known| known.security_load.as_str()), "没有的填0");
    let security = Field::new("保安负荷（kW）")
        .hint(&security_hint)
        .help("停电会出事故、不能停的那部分负荷；没有的填0。");
    checks.text_ui(ui, "security_load", security, &mut draft.security_load);
    let monthly_hint = match known.map_or("", |known| &known.monthly_kwh) {
        "" => String::new(),
        before => format!("原计划{before}"),
    };
    let monthly = Field::new("月用电量（kWh）")
        .hint(&monthly_hint)
        .help(match known {
            None => "计划每月用多少电。",
            Some(_) => "增容以后，连原有的在内，计划每月用多少电。",
        })
        .narrow();
    checks.text_ui(ui, "monthly_kwh", monthly, &mut draft.monthly_kwh);
}

/// The invoice's particulars; folded until they are asked for. `known` is what an account that stands said before.
pub(super) fn vat_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    known: Option<&KnownLoad>,
) {
    let accent = theme::palette(ui).accent;
    let typed = draft
        .vat
        .as_ref()
        .is_some_and(|vat| *vat != VatDraft::default());
    let wrong = checks
        .refusals()
        .iter()
        .any(|refusal| refusal.field.starts_with("vat."));
    let head = RichText::new("增值税开票信息").strong().color(accent);
    CollapsingHeader::new(head)
        .id_salt("vat")
        .default_open(typed)
        .open(wrong.then_some(true))
        .show_unindented(ui, |ui| {
            if let Some(before) = known.and_then(|known| known.vat.as_ref()) {
                let before = format!("{}，税号{}", before.name, before.tax_number);
                ui.add(Label::new(installation::standing_hint(&before)).wrap());
            }
            let vat = draft.vat.get_or_insert_with(VatDraft::default);
            let name = Field::new("开票名称").help("发票上的单位全称；要增值税发票的才填这一栏。");
            checks.text_ui(ui, "vat.name", name, &mut vat.name);
            let number =
                Field::new("税号").help("18位统一社会信用代码，或15位、20位的税务登记号。");
            checks.text_ui(ui, "vat.tax_number", number, &mut vat.tax_number);
            let address = Field::new("开票地址").help("税务登记的地址。");
            checks.text_ui(ui, "vat.address", address, &mut vat.address);
            let phone = Field::new("开票电话").help("税务登记的电话。").narrow();
            checks.text_ui(ui, "vat.phone", phone, &mut vat.phone);
            let bank = Field::new("开户银行").help("写到支行。");
            checks.text_ui(ui, "vat.bank", bank, &mut vat.bank);
            let account = Field::new("银行账号").help("只写数字。");
            checks.text_ui(ui, "vat.bank_account", account, &mut vat.bank_account);
        });
}
