//! The words of an old ledger: the names of our tables, and what ledgers call the same.

use crate::model::vocabulary::{Billing, CapacityUnit, Class, IdKind, Nature, Tariff, Voltage};
use crate::rules::word::{fits, plain};

/// A table of words in both names, with what else ledgers write.
pub(super) trait Word: Copy + 'static {
    const ALL: &'static [Self];

    fn names(self) -> [&'static str; 2];

    fn also(self) -> &'static [&'static str];
}

/// The word meant by what was typed.
pub(super) fn read<T: Word>(typed: &str) -> Option<T> {
    let mut exact = T::ALL.iter().copied();
    if let Some(meant) = exact.find(|one| one.names().contains(&typed)) {
        return Some(meant);
    }
    let word = plain(typed);
    let bare = ["客户", "用电", "电价"]
        .into_iter()
        .find_map(|tail| word.strip_suffix(tail));
    let mut meant = T::ALL.iter().copied();
    meant.find(|one| {
        let is_it = |word: &str| fits(word, &one.names()) || fits(word, one.also());
        is_it(&word) || bare.is_some_and(is_it)
    })
}

/// Every Chinese name, for the clerk.
pub(super) fn known<T: Word>() -> String {
    let names: Vec<&str> = T::ALL.iter().map(|one| one.names()[1]).collect();
    names.join("、")
}

macro_rules! words {
    ($name:ident { $( $variant:ident = [$($also:literal),*]; )* }) => {
        impl Word for $name {
            const ALL: &'static [Self] = $name::ALL;

            fn names(self) -> [&'static str; 2] {
                [self.wire(), self.chinese()]
            }

            fn also(self) -> &'static [&'static str] {
                match self {
                    $( Self::$variant => &[$($also),*], )*
                    #[allow(unreachable_patterns)]
                    _ => &[],
                }
            }
        }
    };
}

words!(Class {
    Resident = ["居民"];
    LowVoltage = ["低压", "非居民"];
});
words!(Nature {});
words!(IdKind {
    IdCard = ["身份证", "二代身份证"];
    Uscc = ["信用代码", "营业执照"];
    Other = ["其他", "其它", "护照"];
});
words!(Tariff {
    Resident = ["居民"];
    Agricultural = ["农业"];
    Irrigation = ["农业排灌"];
});
words!(Billing {
    Single = ["单一", "电度"];
    Capacity = ["按容量", "两部制按容量"];
    Demand = ["按需量", "两部制按需量"];
});
words!(CapacityUnit {});
words!(Voltage {
    V220 = ["220", "220V单相", "交流220V", "0.22kV", "单相"];
    V380 = ["380", "380V三相", "交流380V", "0.38kV", "0.4kV", "三相"];
    Kv10 = ["10", "交流10kV"];
    Kv35 = ["35", "交流35kV"];
    Kv110 = ["110", "交流110kV"];
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledgers_words_are_ours() {
        assert_eq!(read("低压居民"), Some(Class::Resident));
        assert_eq!(read("居民客户"), Some(Class::Resident));
        assert_eq!(read("high_voltage"), Some(Class::HighVoltage));
        assert_eq!(read("大工业用电"), Some(Tariff::LargeIndustrial));
        assert_eq!(read("10千伏"), Some(Voltage::Kv10));
        assert_eq!(read("220 V（单相）"), Some(Voltage::V220));
        assert_eq!(read("千伏安"), Some(CapacityUnit::KilovoltAmpere));
        assert_eq!(read("两部制(按需量)"), Some(Billing::Demand));
        assert_eq!(read::<Tariff>("一般工商业"), None);
        assert_eq!(known::<CapacityUnit>(), "kW、kVA");
    }
}
