//! The forms that open on a customer's page, one at a time.

use egui::{Button, Ui};

use crate::model::vocabulary::AccountState;
use crate::office::customer::CustomerFile;
use crate::ui::shell::Shell;
use crate::ui::widgets::correction::{CorrectionForm, Target};

use super::complaints::ComplaintForm;
use super::contacts::ContactForm;
use super::exchange::ExchangeForm;
use super::key_customer::KeyCustomerForm;
use super::reading::ReadingForm;
use super::reading_correction::ReadingCorrectionForm;
use super::transformer::TransformerForm;
use super::verification::VerificationForm;

/// Which form is open.
#[derive(Debug, Default)]
pub(super) enum OpenForm {
    #[default]
    None,
    Reading(ReadingForm),
    ReadingCorrection(ReadingCorrectionForm),
    Exchange(ExchangeForm),
    Transformer(TransformerForm),
    Correction(CorrectionForm),
    Verification(VerificationForm),
    Contact(ContactForm),
    Complaint(ComplaintForm),
    KeyCustomer(KeyCustomerForm),
}

impl OpenForm {
    /// What the open form is called on its button.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::None => "",
            Self::Reading(_) => "登记示数",
            Self::ReadingCorrection(_) => "更正示数",
            Self::Exchange(_) => "换表",
            Self::Transformer(_) => "换变压器",
            Self::Correction(_) => "更正",
            Self::Verification(_) => "核实比例",
            Self::Contact(_) => "登记联系",
            Self::Complaint(_) => "登记投诉",
            Self::KeyCustomer(_) => "重点客户",
        }
    }

    /// Whether anything was written in the open form.
    pub(super) fn is_begun(&self) -> bool {
        match self {
            Self::None => false,
            Self::Reading(form) => form.is_begun(),
            Self::ReadingCorrection(form) => form.is_begun(),
            Self::Exchange(form) => form.is_begun(),
            Self::Transformer(form) => form.is_begun(),
            Self::Correction(form) => form.is_begun(),
            Self::Verification(form) => form.is_begun(),
            Self::Contact(form) => form.is_begun(),
            Self::Complaint(form) => form.is_begun(),
            Self::KeyCustomer(form) => form.is_begun(),
        }
    }

    /// The buttons; the one of the open form closes it. Returns the form asked for.
    pub(super) fn buttons_ui(
        &self,
        ui: &mut Ui,
        shell: &mut Shell,
        file: &CustomerFile,
    ) -> Option<Self> {
        let account = &file.customer.account;
        let gone = matches!(
            file.customer.state,
            AccountState::Closed | AccountState::Split
        );
        let mut opened = None;
        let mut act = |name: &str, open: bool, form: &mut dyn FnMut() -> Self| {
            if ui.add(Button::new(name).selected(open)).clicked() {
                opened = Some(if open { Self::None } else { form() });
            }
        };
        act(
            "登记示数",
            matches!(self, Self::Reading(_)),
            &mut || Self::Reading(ReadingForm::new(account)),
        );
        act("换表", matches!(self, Self::Exchange(_)), &mut || {
            Self::Exchange(ExchangeForm::new(account))
        });
        if !file.transformers.is_empty() {
            act(
                "换变压器",
                matches!(self, Self::Transformer(_)),
                &mut || Self::Transformer(TransformerForm::new(account)),
            );
        }
        act(
            "更正…",
            matches!(self, Self::Correction(_)),
            &mut || {
                let target = Target::Account(account.clone());
                Self::Correction(CorrectionForm::new(target, &file.customer.party))
            },
        );
        if file.ratio.is_some() {
            act(
                "核实比例",
                matches!(self, Self::Verification(_)),
                &mut || Self::Verification(VerificationForm::new(file)),
            );
        }
        act(
            "登记联系",
            matches!(self, Self::Contact(_)),
            &mut || Self::Contact(ContactForm::new(account, None)),
        );
        act(
            "登记投诉",
            matches!(self, Self::Complaint(_)),
            &mut || Self::Complaint(ComplaintForm::register(account)),
        );
        if !gone || file.key_customer.is_some() {
            act(
                "重点客户",
                matches!(self, Self::KeyCustomer(_)),
                &mut || Self::KeyCustomer(KeyCustomerForm::new(shell, file)),
            );
        }
        opened
    }

    /// The open form, until it is done with.
    pub(super) fn form_ui(&mut self, ui: &mut Ui, shell: &mut Shell, file: &CustomerFile) {
        let done = match self {
            Self::None => false,
            Self::Reading(form) => form.reading_ui(ui, shell, file),
            Self::ReadingCorrection(form) => form.reading_correction_ui(ui, shell, file),
            Self::Exchange(form) => form.exchange_ui(ui, shell, file),
            Self::Transformer(form) => form.transformer_ui(ui, shell, file),
            Self::Correction(form) => form.correction_ui(ui, shell),
            Self::Verification(form) => form.verification_ui(ui, shell),
            Self::Contact(form) => form.contact_ui(ui, shell, file),
            Self::Complaint(form) => form.complaint_ui(ui, shell),
            Self::KeyCustomer(form) => form.key_customer_ui(ui, shell),
        };
        if done {
            *self = Self::None;
        }
    }
}
