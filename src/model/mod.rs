//! The nouns of the desk: customers, cases, documents, meters, money, identity numbers.
//!
//! Nothing here knows a rule of the manual, a table of the database or a widget. What a person types
//! arrives as an [`Draft`](application::Draft) of plain strings; what the office keeps is an
//! [`Application`](application::Application) of typed values.

pub mod account;
pub mod application;
pub mod capacity;
pub mod case;
pub mod claim;
pub mod contact;
pub mod customer;
pub mod document;
pub mod identity;
pub mod idle_notice;
pub mod long_work;
pub mod mask;
pub mod money;
pub(crate) mod named;
pub mod opening;
pub mod phone;
pub mod price;
pub mod summary;
pub mod suspension;
pub mod text;
pub mod typed;
pub mod vocabulary;
