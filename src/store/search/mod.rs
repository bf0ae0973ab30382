//! Find (查找): customers, cases and claims by any part of a name, address, phone, identity number, account,
//! meter number, case number, incident or receipt number, or the pinyin initials of a name.
//!
//! SQLite's own tokenizers find no Chinese text shorter than three characters, and names have two to
//! four. So the text is cut into tokens here ([`tokens`]) and the full-text table only looks them up:
//!
//! - *words* (names, addresses): every pair of neighbouring characters, in order, and every character.
//!   One character is one token, two are one pair, more are neighbouring pairs.
//! - *codes* (numbers): every five neighbouring characters, in order, and every three. Fewer than three
//!   digits are found at the beginning of a number, or in an address.
//!
//! The table keeps no text; what is found is a number of a customer, a case or a claim.

mod find;
mod index;
mod tokens;

pub use find::{Hit, Kind, find, find_customers};
pub use index::{
    Searchable, index_case, index_claim, index_customer, initials, remove_case, remove_customer,
};

/// Row numbers of cases in the search table begin here; those of customers lie below.
const CASES: i64 = 1 << 40;
/// Those of claims begin here, above the cases.
const CLAIMS: i64 = 1 << 41;
