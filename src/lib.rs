//! yekuo (业扩台): the desk program of a township power-supply office.
//!
//! The map of the house; each floor uses only the floors below it.
//!
//! | floor    | what lives there |
//! |----------|------------------|
//! | `ui`     | the window: one file a tab |
//! | `cli`    | the same desk without a window |
//! | `office` | what a clerk does, one file an act; one act is one transaction |
//! | `report` | the month's summary → workbook, PDF, the folder on the stick |
//! | `paper`  | forms and contracts → marks in millimetres → PDF |
//! | `store`  | SQLite: the only place with SQL |
//! | `rules`  | the office manual: calendar, deadlines, checklists, procedures; pure |
//! | `model`  | the nouns: customer, case, meter, money, identity numbers |

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod cli;
pub mod model;
pub mod office;
pub mod paper;
pub mod report;
pub mod rules;
pub mod store;
pub mod ui;
