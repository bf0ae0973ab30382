//! How a command ends badly, and the exit code that says so.

use crate::office::OfficeError;
use crate::paper::PaperError;
use crate::rules::Refusal;
use crate::store::StoreError;

/// A refusal is the clerk's to mend (exit 2); a failure is the machine's (exit 1).
#[derive(Debug)]
pub enum Failure {
    /// Every violated rule at once.
    Refused(Vec<Refusal>),
    /// A sentence.
    Machine(String),
}

impl Failure {
    /// Input that cannot be read.
    pub(super) fn input(field: &str, label: &str, problem: impl std::fmt::Display) -> Self {
        Self::Refused(vec![Refusal::input(field, label, problem)])
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Refused(refusals) => Self::Refused(refusals),
            OfficeError::Store(error) => error.into(),
            other => Self::Machine(other.to_string()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::PassphraseNeeded => {
                Self::input("encrypt", "加密", "备份到数据盘以外须加 --encrypt")
            }
            StoreError::WrongPassphrase => {
                Self::input("passphrase", "口令", "口令不对，或文件不完整")
            }
            other => Self::Machine(other.to_string()),
        }
    }
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        OfficeError::Paper(error).into()
    }
}
