//! The office manual (业务手册) as data beside code; pure, without a clock or a file of its own.
//!
//! A number of the manual lives in a rulebook file with its article; the function that uses it names the
//! rule. Calendars, checklists, procedures and the named uses of electricity are data of the same kind.
//! [`Manual`] holds them all, loaded and validated once at start.
//!
//! Calculations of money ([`late`], [`breach`], [`theft`], [`damage`]) read what was typed through [`question`]
//! and give their lines as [`reckoning`] has them.

mod agreed_days;
pub mod breach;
pub mod calendar;
pub mod case_number;
pub mod checklist;
pub mod claim;
pub mod closure;
pub mod consumption;
pub mod course;
pub mod damage;
pub mod deadline;
pub mod exemption;
pub mod field;
pub mod guard;
pub mod intake;
pub mod last_day;
pub mod late;
pub mod ledger_day;
pub mod manual;
pub mod meter_fit;
pub mod metering_points;
pub mod multiplier;
pub mod opening;
pub mod paper_day;
pub mod plan_capacity;
pub mod price;
pub mod price_entry;
pub mod procedure;
pub mod progress;
pub mod question;
pub mod ratio;
pub mod reckoning;
pub mod refusal;
pub mod removal;
pub mod rulebook;
pub mod seals;
pub mod span;
pub mod step_entry;
pub mod summary;
pub mod surveyed;
pub mod suspension;
pub mod tariff;
pub mod theft;
mod word;

pub use manual::{Manual, ManualError};
pub use refusal::Refusal;
