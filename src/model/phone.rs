//! Telephone numbers (联系电话).

/// What a phone number is, or what is odd about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phone {
    Mobile,
    LandLine,
    /// Not a known pattern of a land line: taken, with a warning.
    Odd,
}

/// Why a phone number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("手机号应为11位，现在是{0}位")]
    MobileLength(usize),
    #[error("手机号第二位应为3至9")]
    MobilePrefix,
    #[error("电话号码只能写数字，区号后可加“-”")]
    Character,
    #[error("电话号码太短（只有{0}位）")]
    Short(usize),
}

/// Reads a phone number: digits that begin with 1 are a mobile (1, 3–9, nine digits); anything else a
/// land line, area code of 3–4 digits and 7–8 digits.
///
/// # Errors
/// [`PhoneError`] for a wrong mobile and for what is no number; an odd land line only yields
/// [`Phone::Odd`].
///
/// ```
/// use yekuo::model::phone::{Phone, classify};
/// assert_eq!(classify("13800138000"), Ok(Phone::Mobile));
/// assert_eq!(classify("0797-6234567"), Ok(Phone::LandLine));
/// assert!(classify("1380013800").is_err());
/// ```
pub fn classify(number: &str) -> Result<Phone, PhoneError> {
    if !number.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return Err(PhoneError::Character);
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.starts_with('1') {
        return match digits.len() {
            11 if matches!(digits.as_bytes()[1], b'3'..=b'9') => Ok(Phone::Mobile),
            11 => Err(PhoneError::MobilePrefix),
            other => Err(PhoneError::MobileLength(other)),
        };
    }
    if digits.len() < 7 {
        return Err(PhoneError::Short(digits.len()));
    }
    let whole = digits.starts_with('0') && (10..=12).contains(&digits.len());
    Ok(if whole { Phone::LandLine } else { Phone::Odd })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_edges() {
        assert_eq!(classify("1380013800"), Err(PhoneError::MobileLength(10)));
        assert_eq!(classify("138001380000"), Err(PhoneError::MobileLength(12)));
        assert_eq!(classify("12800138000"), Err(PhoneError::MobilePrefix));
        assert_eq!(classify("13000138000"), Ok(Phone::Mobile));
        assert_eq!(classify("1380013800a"), Err(PhoneError::Character));
    }

    #[test]
    fn land_line_only_warns() {
        assert_eq!(classify("010-62345678"), Ok(Phone::LandLine));
        assert_eq!(classify("6234567"), Ok(Phone::Odd));
        assert_eq!(classify("62345"), Err(PhoneError::Short(5)));
        assert_eq!(classify(""), Err(PhoneError::Short(0)));
    }
}
