//! Identity numbers: the 18-digit resident number (公民身份号码) and the unified social credit code
//! (统一社会信用代码), with their check characters.

use chrono::{Datelike, NaiveDate};

use super::vocabulary::IdKind;

/// What is wrong with an identity number, in words for the clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    #[error("身份证号应为18位，现在是{0}位")]
    ResidentLength(usize),
    #[error("身份证号前17位只能是数字，最后一位是数字或X")]
    ResidentCharacter,
    #[error("身份证号第7至14位不是存在的日期")]
    BirthDate,
    #[error("身份证号中的出生日期在今天之后")]
    BornInFuture,
    #[error("身份证号最后一位校验不符，请逐位核对")]
    ResidentCheck,
    #[error("统一社会信用代码应为18位，现在是{0}位")]
    UsccLength(usize),
    #[error("统一社会信用代码第{0}位不是允许的字符（不用 I、O、S、V、Z）")]
    UsccCharacter(usize),
    #[error("统一社会信用代码最后一位校验不符，请逐位核对")]
    UsccCheck,
    #[error("税号应为15、18或20位，现在是{0}位")]
    TaxLength(usize),
    #[error("税号只能是数字和字母")]
    TaxCharacter,
}

/// Checks the number of an identity document of a kind; other documents have no check character.
///
/// # Errors
/// The first thing wrong, as [`IdentityError`].
pub fn check(kind: IdKind, number: &str, today: NaiveDate) -> Result<(), IdentityError> {
    match kind {
        IdKind::IdCard => ResidentId::parse(number, today).map(drop),
        IdKind::Uscc => check_uscc(number).map(drop),
        IdKind::Other => Ok(()),
    }
}

/// A resident identity number whose check digit and birth date are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentId {
    number: String,
    born: NaiveDate,
}

const RESIDENT_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_CHECKS: &[u8; 11] = b"10X98765432";

impl ResidentId {
    /// Reads an 18-digit number: 6 area digits (not compared with provinces), the birth date, a serial
    /// and the check character. Also right for the permits of Hong Kong, Macau and Taiwan residents and
    /// the permanent-residence card, which share the pattern.
    ///
    /// # Errors
    /// The first thing wrong, as [`IdentityError`].
    ///
    /// ```
    /// use yekuo::model::identity::ResidentId;
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    /// assert!(ResidentId::parse("11010519491231002X", today).is_ok());
    /// assert!(ResidentId::parse("110105194912310021", today).is_err());
    /// ```
    pub fn parse(number: &str, today: NaiveDate) -> Result<Self, IdentityError> {
        let number = number.to_ascii_uppercase();
        let length = number.chars().count();
        if length != 18 {
            return Err(IdentityError::ResidentLength(length));
        }
        let bytes = number.as_bytes();
        let digits: Option<Vec<u32>> = bytes
            .iter()
            .take(17)
            .map(|b| (*b as char).to_digit(10))
            .collect();
        let (Some(digits), Some(&check)) = (digits, bytes.get(17)) else {
            return Err(IdentityError::ResidentCharacter);
        };
        if !(check.is_ascii_digit() || check == b'X') {
            return Err(IdentityError::ResidentCharacter);
        }
        let born = NaiveDate::parse_from_str(&number[6..14], "%Y%m%d")
            .map_err(|_| IdentityError::BirthDate)?;
        if born > today {
            return Err(IdentityError::BornInFuture);
        }
        let sum: u32 = digits
            .iter()
            .zip(RESIDENT_WEIGHTS)
            .map(|(d, w)| d * w)
            .sum();
        if RESIDENT_CHECKS[(sum % 11) as usize] != check {
            return Err(IdentityError::ResidentCheck);
        }
        Ok(Self { number, born })
    }

    /// The number, its last letter upper case.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Completed years of age on `day`; someone born on 29 February completes a year on 1 March of a
    /// common year.
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        let had_birthday = (day.month(), day.day()) >= (self.born.month(), self.born.day());
        day.year() - self.born.year() - i32::from(!had_birthday)
    }

    /// The check character for 17 digits; `None` where one is not a digit.
    pub fn check_character(first_17: &str) -> Option<char> {
        let digits: Vec<u32> = first_17
            .chars()
            .map(|c| c.to_digit(10))
            .collect::<Option<_>>()?;
        let sum: u32 = digits
            .iter()
            .zip(RESIDENT_WEIGHTS)
            .map(|(d, w)| d * w)
            .sum();
        (digits.len() == 17).then(|| RESIDENT_CHECKS[(sum % 11) as usize] as char)
    }
}

/// Checks a taxpayer's number (纳税人识别号) and returns it in upper case: one of 18 characters is a social credit
/// code, those of before it have 15 or 20.
///
/// # Errors
/// The first thing wrong, as [`IdentityError`].
pub fn check_tax_number(number: &str) -> Result<String, IdentityError> {
    match number.chars().count() {
        18 => check_uscc(number),
        15 | 20 if number.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Ok(number.to_ascii_uppercase())
        }
        15 | 20 => Err(IdentityError::TaxCharacter),
        length => Err(IdentityError::TaxLength(length)),
    }
}

const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Checks a unified social credit code (weights 3^(i−1) mod 31) and returns it in upper case.
///
/// # Errors
/// The first thing wrong, as [`IdentityError`].
///
/// ```
/// use yekuo::model::identity::check_uscc;
/// assert_eq!(check_uscc("91350100m000100y43").as_deref(), Ok("91350100M000100Y43"));
/// assert!(check_uscc("91350100M000100Y44").is_err());
/// ```
pub fn check_uscc(code: &str) -> Result<String, IdentityError> {
    let code = code.to_ascii_uppercase();
    let length = code.chars().count();
    if length != 18 {
        return Err(IdentityError::UsccLength(length));
    }
    let mut values = Vec::with_capacity(18);
    for (index, c) in code.chars().enumerate() {
        let value = USCC_ALPHABET
            .find(c)
            .ok_or(IdentityError::UsccCharacter(index + 1))?;
        values.push(value);
    }
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    if (31 - sum % 31) % 31 != values[17] {
        return Err(IdentityError::UsccCheck);
    }
    Ok(code)
}

/// The check character of a social credit code's first 17 characters; `None` where one is not of its
/// alphabet.
pub fn uscc_check_character(first_17: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in first_17.chars() {
        sum += USCC_ALPHABET.find(c)? * weight;
        weight = weight * 3 % 31;
    }
    USCC_ALPHABET.chars().nth((31 - sum % 31) % 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn resident_number_names_what_is_wrong() {
        let today = day("2026-11-23");
        let wrong = |n: &str| ResidentId::parse(n, today).unwrap_err();
        assert_eq!(wrong("1101051949123100"), IdentityError::ResidentLength(16));
        assert_eq!(
            wrong("1101051949123100一X"),
            IdentityError::ResidentCharacter
        );
        assert_eq!(
            wrong("1101O519491231002X"),
            IdentityError::ResidentCharacter
        );
        assert_eq!(wrong("110105194902300025"), IdentityError::BirthDate);
        assert_eq!(wrong("110105202611240012"), IdentityError::BornInFuture);
        assert_eq!(wrong("110105194912310020"), IdentityError::ResidentCheck);
        assert_eq!(
            wrong("零一二三四五六七八九零一二三四五六七"),
            IdentityError::ResidentCharacter
        );
    }

    #[test]
    fn resident_number_takes_a_small_x_and_a_leap_day() {
        let id = ResidentId::parse("11010519491231002x", day("2026-11-23")).unwrap();
        assert_eq!(id.number(), "11010519491231002X");
        let leap = format!("99000020040229{}", "001");
        let leap = format!("{leap}{}", ResidentId::check_character(&leap).unwrap());
        let leap = ResidentId::parse(&leap, day("2026-11-23")).unwrap();
        assert_eq!(leap.age_on(day("2022-02-28")), 17);
        assert_eq!(leap.age_on(day("2022-03-01")), 18);
    }

    #[test]
    fn social_credit_code_names_what_is_wrong() {
        assert_eq!(check_uscc("9135"), Err(IdentityError::UsccLength(4)));
        assert_eq!(
            check_uscc("9135010OM000100Y43"),
            Err(IdentityError::UsccCharacter(8))
        );
        assert_eq!(
            check_uscc("91350100M000100Y4X"),
            Err(IdentityError::UsccCheck)
        );
        assert_eq!(uscc_check_character("91350100M000100Y4"), Some('3'));
    }
}
