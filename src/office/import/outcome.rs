//! What came of importing a ledger.

use crate::model::text::tidy;

use super::What;

/// Something taken that should be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Line of the file; 0 where it is of the whole file.
    pub row: u64,
    /// Head of the column.
    pub column: String,
    pub words: String,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.row {
            0 => write!(f, "“{}”{}", self.column, self.words),
            row => write!(f, "第{row}行“{}”：{}", self.column, self.words),
        }
    }
}

/// What an import came to, or would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub what: What,
    /// What was counted: the word in JSON, its name, its measure, how many.
    pub counts: Vec<(&'static str, &'static str, &'static str, usize)>,
    pub notices: Vec<Notice>,
}

impl Outcome {
    /// `客户2户、电能表2只`
    pub fn counted(&self) -> String {
        let counts = self.counts.iter().filter(|(.., count)| *count > 0);
        let words: Vec<String> = counts
            .map(|(_, name, measure, count)| format!("{name}{count}{measure}"))
            .collect();
        words.join("、")
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "已导入{}", self.counted())?;
        match self.notices.len() {
            0 => Ok(()),
            count => write!(f, "；有{count}处请核对"),
        }
    }
}

/// A notice of a line.
pub(super) fn notice(row: u64, column: &str, words: impl Into<String>) -> Notice {
    Notice {
        row,
        column: tidy(column),
        words: words.into(),
    }
}
