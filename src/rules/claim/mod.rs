//! Claims (违约理赔): what is asked, what it comes to, which steps lead on, and by when, LATE, BREACH, THEFT, DAMAGE.
//!
//! | what | file |
//! |------|------|
//! | states, steps and their fields, out of `assets/claims` | [`procedure`] |
//! | what was typed as facts and inputs | [`asked`] |
//! | what the facts cannot say | [`found`] |
//! | use of sealed equipment against its suspension | [`sealed`] |
//! | the amount with its lines | [`worked`], `goods` |
//! | a step: order, dates, fields | [`entry`] |
//! | what speaks against a step beyond that | `guard` |
//! | its time limits | [`limit`] |

pub mod asked;
pub mod entry;
pub mod found;
mod goods;
mod guard;
pub mod limit;
pub mod procedure;
pub mod sealed;
pub mod worked;
