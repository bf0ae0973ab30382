//! Forms and contracts (表单与合同): a description and its values become marks, and marks become PDF.
//!
//! ```text
//! assets/forms/*.toml ─ form ──┐                            ┌─ pdf ─ bytes
//! assets/contracts/*.txt ──────┼─ compose ─ Document (mm) ──┤
//! Values, Stamp ───────────────┘                            └─ the preview on screen
//! ```
//!
//! Inside, from the outside in:
//!
//! | module | what it does |
//! |--------|--------------|
//! | [`compose`](mod@compose) | form + values → pages; which side of the sheet a page is on |
//! | `blocks`, `tables`, `clauses` | the parts of a form, its tables, the clauses of a contract → rows of cells |
//! | `paginate`, `row` | rows → pages: heads repeated, tall rows split, frames drawn |
//! | `pen`, `inline`, `line`, `linebreak` | a template and its values → lines of text |
//! | `room`, `supplement` | pre-printed stock: each value in its blank's own room, what does not fit on a sheet of its own |
//! | [`landscape`] | tables laid across, of what the office reports |
//! | `furniture`, `barcode` | what stands on every page around the form |
//! | `form`, `form_file`, `registry`, `contract`, `template`, `fields` | the files in `assets/`, read and checked |
//! | [`font`], [`mark`], [`pdf`], `cuts` | the embedded fonts, the marks, the file and what it is cut from |
//!
//! Nothing here knows a case or a database. A form is added by its file and one line in `registry`.

mod barcode;
mod blocks;
mod clauses;
pub mod compose;
mod condition;
mod contract;
mod cuts;
mod error;
mod fields;
pub mod font;
mod form;
mod form_file;
mod furniture;
mod inline;
pub mod landscape;
mod line;
mod linebreak;
pub mod mark;
mod paginate;
pub mod pdf;
mod pen;
mod registry;
mod room;
mod row;
mod supplement;
mod tables;
mod template;
mod values;

pub use compose::{Preview, compose, preview};
pub use contract::{Contract, contract, contract_source, contracts};
pub use error::{MissingGlyph, PaperError, TemplateFault};
pub use fields::{Field, Fields, Table, fields};
pub use font::missing_characters;
pub use form::{Availability, Form};
pub use furniture::Stamp;
pub use mark::{Document, Face, Mark, Page, Side};
pub use pen::{Fill, Offset};
pub use registry::{form, forms};
pub use values::{Row, Values};
