//! Importing tables (导入) from .csv and .xlsx: all or nothing.
//!
//! | what | file |
//! |------|------|
//! | a file as lines of cells, within bounds | `sheet`, `csv`, `xlsx` |
//! | its heads, and what is wrong with a cell | `table` |
//! | prices and charges | `prices` |
//! | customers of an old ledger | `customers`, `customer_columns` |
//! | what ran already when the records began | `openings` |
//! | what came of it | `outcome` |
//! | files to start from | `samples`, `sample_book`, `sample_notes`, `sample_words` |

mod csv;
mod customer_columns;
mod customers;
mod openings;
mod outcome;
mod prices;
mod sample_book;
mod sample_notes;
mod sample_words;
pub mod samples;
mod sheet;
mod table;
mod xlsx;

use crate::model::long_work::{Continue, Progress};
use crate::model::named::named;
use crate::rules::Refusal;

use super::{OfficeError, Work};

pub use outcome::{Notice, Outcome};
pub use prices::{Imported, check_prices, prices};
pub use sheet::Sheet;

use sheet::Line;
use table::{Column, is_head};

named! {
    /// What a file holds (导入内容).
    pub enum What, "导入内容" {
        Customers = "customers", "客户";
        Openings = "openings", "期初业务（暂停、暂拆、定比）";
        Prices = "prices", "电价与收费";
    }
}

impl What {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Customers => &customer_columns::COLUMNS,
            Self::Openings => &openings::COLUMNS,
            Self::Prices => &prices::COLUMNS,
        }
    }

    /// By the head row: the kind of table most of whose mandatory heads are there.
    fn recognise(lines: &[Line]) -> Result<Self, Refusal> {
        let Some(head) = lines.first() else {
            return Err(sheet::wrong("里面没有内容"));
        };
        let known = |what: Self| {
            let columns = what.columns().iter().filter(|column| column.required);
            let here = |column: &Column| head.cells.iter().any(|cell| is_head(column, cell));
            let (mut all, mut found) = (0, 0);
            for column in columns {
                all += 1;
                found += usize::from(here(column));
            }
            found * 100 / all.max(1)
        };
        let best = Self::ALL.iter().copied().max_by_key(|what| known(*what));
        best.filter(|what| known(*what) >= 50).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|what| what.chinese()).collect();
            let names = names.join("、");
            sheet::wrong(format!(
                "从第{}行的栏目看不出是哪种表（{names}），请先选好导入什么，或照样表写栏目",
                head.number
            ))
        })
    }
}

/// How far an import is, and whether to go on.
pub type Going<'a> = &'a mut dyn FnMut(Progress) -> Continue;

/// Checks customers or openings without writing anything.
///
/// # Errors
/// Refused with every bad line, its column and the reason; [`crate::store::StoreError::Cancelled`] where it was
/// stopped.
pub fn check_ledger(
    work: Work<'_>,
    sheet: &Sheet,
    going: Going<'_>,
) -> Result<Outcome, OfficeError> {
    match sheet.what() {
        What::Customers => customers::check(work, sheet, going),
        What::Openings => openings::check(work, sheet, going),
        What::Prices => super::refuse(sheet::wrong("是电价与收费的表")),
    }
}

/// Imports customers or openings, all or nothing.
///
/// # Errors
/// As [`check_ledger`].
pub fn ledger(work: Work<'_>, sheet: &Sheet, going: Going<'_>) -> Result<Outcome, OfficeError> {
    match sheet.what() {
        What::Customers => customers::import(work, sheet, going),
        What::Openings => openings::import(work, sheet, going),
        What::Prices => super::refuse(sheet::wrong("是电价与收费的表")),
    }
}
