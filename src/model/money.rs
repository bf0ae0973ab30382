//! Money (金额) in yuan: as figures and in words (人民币大写).

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds to 0.01 yuan, half away from zero.
pub fn to_fen(amount: Decimal) -> Decimal {
    let mut rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

/// An amount with two decimals and thousands separators.
///
/// ```
/// # use rust_decimal::Decimal;
/// use yekuo::model::money::figures;
/// assert_eq!(figures(Decimal::new(123456789, 2)), "1,234,567.89");
/// assert_eq!(figures(Decimal::new(-5, 1)), "-0.50");
/// ```
pub fn figures(amount: Decimal) -> String {
    let plain = to_fen(amount).to_string();
    let (sign, plain) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("-", rest));
    let (yuan, fen) = plain.split_once('.').unwrap_or((plain, "00"));
    let mut grouped = String::new();
    for (index, digit) in yuan.chars().enumerate() {
        if index > 0 && (yuan.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{fen}")
}

/// As [`figures`], with every decimal where there are more than two: an amount that is not yet rounded.
///
/// ```
/// # use rust_decimal::Decimal;
/// use yekuo::model::money::exact_figures;
/// assert_eq!(exact_figures(Decimal::new(123_456_789, 5)), "1,234.56789");
/// assert_eq!(exact_figures(Decimal::new(1_000_000, 3)), "1,000.00");
/// ```
pub fn exact_figures(amount: Decimal) -> String {
    let amount = amount.normalize();
    let plain = amount.to_string();
    match plain.split_once('.') {
        Some((_, decimals)) if decimals.len() > 2 => {
            let whole = figures(amount.trunc());
            format!("{}.{decimals}", whole.trim_end_matches(".00"))
        }
        _ => figures(amount),
    }
}

/// A count with thousands separators and the decimals that it has.
///
/// ```
/// # use rust_decimal::Decimal;
/// use yekuo::model::money::grouped;
/// assert_eq!(grouped(Decimal::new(162_000, 1)), "16,200");
/// assert_eq!(grouped(Decimal::new(75, 1)), "7.5");
/// ```
pub fn grouped(count: Decimal) -> String {
    let plain = count.normalize().to_string();
    let whole = figures(count.trunc());
    let whole = whole.trim_end_matches(".00");
    match plain.split_once('.') {
        Some((_, decimals)) => format!("{whole}.{decimals}"),
        None => whole.to_owned(),
    }
}

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// An amount in the words that a receipt carries, rounded to 0.01 yuan first.
///
/// Inner zeros are read once as 零; amounts that end at 元 or 角 close with 整; one that ends at 分 with
/// no 角 has 零 after 元.
///
/// ```
/// # use rust_decimal::Decimal;
/// use yekuo::model::money::in_words;
/// assert_eq!(in_words(Decimal::new(100_700_053, 2)), "壹佰万零柒仟元伍角叁分");
/// assert_eq!(in_words(Decimal::ZERO), "零元整");
/// ```
pub fn in_words(amount: Decimal) -> String {
    let amount = to_fen(amount);
    let sign = if amount.is_sign_negative() && !amount.is_zero() {
        "负"
    } else {
        ""
    };
    let plain = amount.abs().to_string();
    let (yuan, fen) = plain.split_once('.').unwrap_or((&plain, "00"));
    let mut cents = fen
        .chars()
        .filter_map(|c| c.to_digit(10))
        .map(|d| d as usize);
    let (jiao, fen) = (cents.next().unwrap_or(0), cents.next().unwrap_or(0));

    let mut words = yuan_in_words(yuan);
    if !words.is_empty() {
        words.push('元');
    }
    match (jiao, fen) {
        (0, 0) if words.is_empty() => words.push_str("零元整"),
        (0, 0) => words.push('整'),
        (jiao, 0) => {
            words.push(DIGITS[jiao]);
            words.push_str("角整");
        }
        (0, fen) => {
            if !words.is_empty() {
                words.push('零');
            }
            words.push(DIGITS[fen]);
            words.push('分');
        }
        (jiao, fen) => {
            words.push(DIGITS[jiao]);
            words.push('角');
            words.push(DIGITS[fen]);
            words.push('分');
        }
    }
    format!("{sign}{words}")
}

/// The integer part, without 元; empty for zero.
fn yuan_in_words(yuan: &str) -> String {
    let digits: Vec<usize> = yuan
        .chars()
        .filter_map(|c| c.to_digit(10))
        .map(|d| d as usize)
        .collect();
    let mut words = String::new();
    let mut zero_pending = false;
    let mut group_written = false;
    for (index, &digit) in digits.iter().enumerate() {
        let place = digits.len() - 1 - index;
        if digit == 0 {
            zero_pending = !words.is_empty();
        } else {
            if zero_pending {
                words.push('零');
                zero_pending = false;
            }
            words.push(DIGITS[digit]);
            words.push_str(PLACES[place % 4]);
            group_written = true;
        }
        if place.is_multiple_of(4) && group_written {
            words.push_str(GROUPS[(place / 4).min(GROUPS.len() - 1)]);
            group_written = false;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(amount: &str) -> String {
        in_words(amount.parse().unwrap())
    }

    #[test]
    fn words_follow_the_bank_rules() {
        for (amount, expected) in [
            ("0", "零元整"),
            ("0.01", "壹分"),
            ("0.10", "壹角整"),
            ("1", "壹元整"),
            ("10", "壹拾元整"),
            ("1.05", "壹元零伍分"),
            ("1.50", "壹元伍角整"),
            ("101", "壹佰零壹元整"),
            ("1001", "壹仟零壹元整"),
            ("1010.10", "壹仟零壹拾元壹角整"),
            ("10000", "壹万元整"),
            ("10001", "壹万零壹元整"),
            ("100100.05", "壹拾万零壹佰元零伍分"),
            ("1007000.53", "壹佰万零柒仟元伍角叁分"),
            ("100000000", "壹亿元整"),
            ("100000001.00", "壹亿零壹元整"),
            ("100010000.00", "壹亿零壹万元整"),
            ("10000000000.99", "壹佰亿元玖角玖分"),
            ("-3.2", "负叁元贰角整"),
            ("0.005", "壹分"),
            ("0.004", "零元整"),
        ] {
            assert_eq!(words(amount), expected, "{amount}");
        }
    }

    #[test]
    fn figures_group_by_three() {
        assert_eq!(figures("999.995".parse().unwrap()), "1,000.00");
        assert_eq!(figures("10000000000".parse().unwrap()), "10,000,000,000.00");
        assert_eq!(figures("12".parse().unwrap()), "12.00");
    }
}
