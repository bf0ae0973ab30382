//! How an act can end badly: refused by the rules, or failed by the machine.

use crate::paper::PaperError;
use crate::report::ReportError;
use crate::rules::reckoning::ReckonError;
use crate::rules::rulebook::RulebookError;
use crate::rules::{ManualError, Refusal};
use crate::store::StoreError;

/// A refusal is the clerk's to mend; everything else is the machine's.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Every violated rule at once.
    #[error("{}", in_words(.0))]
    Refused(Vec<Refusal>),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("规则文件有误，请重新安装程序：{0}")]
    Manual(#[from] ManualError),
    #[error("规则文件有误，请重新安装程序：{0}")]
    Rulebook(#[from] RulebookError),
    #[error(transparent)]
    Paper(#[from] PaperError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error("样表没有做成：{0}")]
    Sample(String),
    #[error("数据前后不一致：{0}。请运行数据检查")]
    Inconsistent(String),
}

impl From<Vec<Refusal>> for OfficeError {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

impl From<ReckonError> for OfficeError {
    fn from(error: ReckonError) -> Self {
        match error {
            ReckonError::Rulebook(error) => Self::Rulebook(error),
            too_large @ ReckonError::TooLarge => {
                Self::Refused(vec![Refusal::input("amount", "金额", too_large)])
            }
        }
    }
}

impl From<rusqlite::Error> for OfficeError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

fn in_words(refusals: &[Refusal]) -> String {
    refusals
        .iter()
        .map(|refusal| format!("{}（{}）", refusal.message, refusal.rule))
        .collect::<Vec<_>>()
        .join("；")
}
