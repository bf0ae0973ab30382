//! Account numbers (户号).

/// Why an account number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error("户号只能是数字")]
    Character,
    #[error("户号应为{expected}位，现在是{found}位")]
    Length { expected: usize, found: usize },
}

/// Lengths that an office can choose for its account numbers.
pub const ACCOUNT_LENGTHS: [usize; 2] = [10, 13];

/// Checks an account number against the office's length in digits.
///
/// # Errors
/// [`AccountError`] where it is not all digits or of another length.
pub fn check_account(number: &str, length: usize) -> Result<(), AccountError> {
    if !number.chars().all(|c| c.is_ascii_digit()) {
        return Err(AccountError::Character);
    }
    let found = number.len();
    if found != length {
        return Err(AccountError::Length {
            expected: length,
            found,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_the_offices() {
        assert_eq!(check_account("3607310001", 10), Ok(()));
        assert_eq!(
            check_account("360731000", 10),
            Err(AccountError::Length {
                expected: 10,
                found: 9
            })
        );
        assert_eq!(
            check_account("36073100O1", 10),
            Err(AccountError::Character)
        );
        assert_eq!(check_account("3607310000001", 13), Ok(()));
    }
}
