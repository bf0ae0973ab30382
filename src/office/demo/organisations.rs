//! Organisations that do not exist: their names, and social credit codes of areas that do not exist.

use crate::model::identity::uscc_check_character;

use super::chance::Chance;
use super::places::Place;
use super::trades::{NamedAfter, Trade};

const FIRST: [&str; 12] = [
    "金", "丰", "兴", "顺", "宏", "永", "瑞", "福", "恒", "盛", "华", "鑫",
];
const SECOND: [&str; 12] = [
    "穗", "达", "源", "泰", "发", "隆", "旺", "利", "安", "茂", "昌", "和",
];

/// The name of an organisation at a place.
pub(super) fn name(chance: &mut Chance, trade: &Trade, place: &Place) -> String {
    match trade.named_after {
        NamedAfter::Village => format!("石桥镇{}{}", place.short, trade.noun),
        NamedAfter::Firm => {
            let firm = (chance.pick(&FIRST), chance.pick(&SECOND));
            format!("石桥镇{}{}{}", firm.0, firm.1, trade.noun)
        }
    }
}

/// A unified social credit code of an area 99….
pub(super) fn social_credit_code(chance: &mut Chance, trade: &Trade) -> String {
    let area = 990_000 + chance.between(100, 999);
    let mut body = format!("MA{:06}", chance.below(1_000_000));
    body.push(organisation_check(&body));
    let mut code = format!("{}{area}{body}", trade.registry);
    code.extend(uscc_check_character(&code));
    code
}

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The check character of the organisation code (组织机构代码) inside a social credit code, GB 11714.
fn organisation_check(body: &str) -> char {
    let values = body.chars().filter_map(|c| c.to_digit(36));
    let sum: u32 = values
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_organisation_code_has_its_own_check_character() {
        // The organisation code M000100Y-4 stands inside 91350100M000100Y43.
        assert_eq!(organisation_check("M000100Y"), '4');
    }
}
