//! The forms that this build knows: one line here for a file in `assets/forms/`.

use std::sync::OnceLock;

use super::error::PaperError;
use super::form::Form;

macro_rules! embedded {
    ($($id:literal),+ $(,)?) => {
        &[$(($id, include_str!(concat!("../../assets/forms/", $id, ".toml")))),+]
    };
}

/// In the order in which lists show them: that of the procedure.
const EMBEDDED: &[(&str, &str)] = embedded![
    "resident_application",
    "resident_change_application",
    "low_voltage_application",
    "low_voltage_change_application",
    "high_voltage_application",
    "high_voltage_change_application",
    "equipment_list",
    "acceptance_receipt",
    "missing_documents_notice",
    "refusal_notice",
    "survey_sheet",
    "plan_approval",
    "plan_answer",
    "design_review_low",
    "design_review_high",
    "construction_notice",
    "midway_inspection",
    "completion_application",
    "completion_inspection",
    "rectification_notice",
    "fee_notice",
    "resident_contract",
    "low_voltage_contract",
    "high_voltage_contract",
    "meter_work_order",
    "relocation_work_order",
    "removal_work_order",
    "reconnection_work_order",
    "reclassification_work_order",
    "contract_supplement",
    "closure_notice",
    "closure_work_order",
    "split_agreement",
    "split_work_order",
    "transfer_work_order",
    "suspension_work_order",
    "resumption_work_order",
    "late_charge_sheet",
    "inspection_record",
    "liability_notice",
    "damage_register",
    "damage_assessment",
    "dossier_index",
];

/// Every form.
///
/// # Errors
/// The first fault of an embedded file; a test proves that there is none.
pub fn forms() -> Result<&'static [Form], PaperError> {
    static FORMS: OnceLock<Result<Vec<Form>, PaperError>> = OnceLock::new();
    FORMS
        .get_or_init(|| {
            EMBEDDED
                .iter()
                .map(|(id, source)| Form::parse(id, source))
                .collect()
        })
        .as_deref()
        .map_err(Clone::clone)
}

/// The form with this id.
///
/// # Errors
/// [`PaperError::UnknownForm`].
///
/// ```
/// # fn main() -> Result<(), yekuo::paper::PaperError> {
/// let form = yekuo::paper::form("acceptance_receipt")?;
/// assert_eq!(form.title, "受理回执");
/// # Ok(())
/// # }
/// ```
pub fn form(id: &str) -> Result<&'static Form, PaperError> {
    forms()?
        .iter()
        .find(|form| form.id == id)
        .ok_or_else(|| PaperError::UnknownForm(id.to_owned()))
}
