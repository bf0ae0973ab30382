//! Parts that screens are made of.
//!
//! | part | what it is |
//! |------|------------|
//! | [`field`] | a labelled field with its check in words beside it and its help behind F1 |
//! | [`checks`] | which fields of a form were left, and what the rules say of those |
//! | [`choice`] | one of a few, side by side; one of many, folded |
//! | [`button`] | the one thing to do next, and the others |
//! | [`chip`] | a state or a time limit: shape, word and colour |
//! | [`above_acts`] | a form above what can be done with it |
//! | [`patch_form`] | a small form on a patch of the page: handed in or left |
//! | [`correction`] | correcting what was typed wrongly, of an account or a case |
//! | [`dialog`] | a question that asks for a reason |
//! | [`rows`] | rows of cells: added, taken out, in sight drawn only |
//! | `paste` | a table pasted into rows |
//! | [`refusals`] | what the rules say, and what to do instead |
//! | [`preview`] | the paper itself |
//! | [`save_as`] | a copy of a file elsewhere |
//! | [`open_file`] | a file to read |
//! | [`stretch`] | stretches of days as bars, and what they mean |
//! | [`warned`] | what is odd and can be recorded all the same |
//! | [`year_bar`] | a customer's suspension year |
//! | `asked_path` | what the system's own dialog answers |
//! | [`ime`] | whether an input method is composing |

pub mod above_acts;
mod asked_path;
pub mod button;
pub mod checks;
pub mod chip;
pub mod choice;
pub mod correction;
pub mod dialog;
pub mod field;
pub mod ime;
pub mod open_file;
mod paste;
pub mod patch_form;
pub mod preview;
pub mod refusals;
pub mod rows;
pub mod save_as;
pub mod stretch;
pub mod warned;
pub mod year_bar;
