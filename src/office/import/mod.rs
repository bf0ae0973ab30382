//! Importing tables (导入) from .csv and .xlsx: all or nothing.
//!
//! | what | file |
//! |------|------|
//! | a file as lines of cells, within bounds | `sheet`, `csv`, `xlsx` |
//! | prices and charges | `prices` |

mod csv;
mod prices;
mod sheet;
mod xlsx;

pub use prices::{Imported, prices};
pub use sheet::read;
