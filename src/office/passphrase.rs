//! The passphrase of what is sealed (口令): long enough not to be tried out.

use crate::rules::Refusal;

use super::OfficeError;

/// Shortest passphrase in characters: own practice, no article asks for it.
const SHORTEST: usize = 8;

/// # Errors
/// Refused where it is too short for something to be sealed with.
pub fn admit(passphrase: &str) -> Result<(), OfficeError> {
    let given = passphrase.chars().count();
    if given >= SHORTEST {
        return Ok(());
    }
    let problem = format!("只有{given}个字符，至少要{SHORTEST}个（程序自定：短口令容易被试出来）");
    super::refuse(Refusal::input("passphrase", "口令", problem))
}
