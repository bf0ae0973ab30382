//! The tariff class (电价类别) proposed from use and capacity, TARIFF-1 and TARIFF-2.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::application::{Application, Part};
use crate::model::vocabulary::{Billing, Class, Nature, Tariff};

use super::rulebook::{RulebookError, Rulebooks};

/// A named use of electricity and its class.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedUse {
    /// Words of which one must stand in the use as typed.
    pub words: Vec<String>,
    pub tariff: Tariff,
    /// Whether the class turns 大工业 from the limit of TARIFF-1 on.
    #[serde(default)]
    pub by_capacity: bool,
    /// Where the manual says so.
    pub article: String,
}

/// The named uses, the more telling first.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedUses {
    #[serde(rename = "use")]
    pub uses: Vec<NamedUse>,
}

/// A class with the reason for it; the clerk decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub tariff: Tariff,
    pub why: String,
}

/// What a proposal is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Usage<'a> {
    pub class: Class,
    pub nature: Option<Nature>,
    /// The use as typed.
    pub purpose: &'a str,
    /// Receiving capacity in kVA, where it is known.
    pub kva: Option<Decimal>,
    /// The day of the application: the limit in force on it is used.
    pub on: NaiveDate,
}

impl<'a> From<&'a Application> for Usage<'a> {
    /// Of an increase, what the total makes of it (TARIFF-2).
    fn from(application: &'a Application) -> Self {
        Self {
            class: application.class,
            nature: application.nature,
            purpose: &application.purpose,
            kva: Some(application.capacity.kva()),
            on: application.applied_on,
        }
    }
}

impl<'a> Usage<'a> {
    /// Of a part of a split account, what its own share makes of it (TARIFF-2).
    pub fn of_part(part: &'a Part, on: NaiveDate) -> Self {
        Self {
            class: part.class,
            nature: part.nature,
            purpose: &part.purpose,
            kva: Some(part.capacity.kva()),
            on,
        }
    }
}

/// Proposes a tariff class: a named use first, then the customer's nature.
///
/// # Errors
/// [`RulebookError`] where no rulebook gives the limit of TARIFF-1.
pub fn propose(
    usage: Usage<'_>,
    uses: &NamedUses,
    books: &Rulebooks,
) -> Result<Proposal, RulebookError> {
    let named = uses.uses.iter().find_map(|named| {
        let word = named
            .words
            .iter()
            .find(|word| usage.purpose.contains(word.as_str()))?;
        Some((named, word))
    });
    let (tariff, by_capacity, reason) = match (named, usage.class, usage.nature) {
        (Some((named, word)), _, _) => (
            named.tariff,
            named.by_capacity,
            format!("用途含“{word}”（{}）", named.article),
        ),
        (None, Class::Resident, _) => (
            Tariff::Resident,
            false,
            "城乡居民住宅生活用电（电价分类说明一）".to_owned(),
        ),
        (None, _, nature) => {
            let (tariff, by_capacity) = match nature {
                Some(Nature::Industrial) => (Tariff::GeneralIndustrial, true),
                Some(Nature::Agricultural) => (Tariff::Agricultural, false),
                Some(Nature::Public | Nature::Temporary) => (Tariff::NonIndustrial, false),
                Some(Nature::Commercial) | None => (Tariff::Commercial, false),
            };
            let nature = nature.map_or("未定", Nature::chinese);
            (
                tariff,
                by_capacity,
                format!("用电性质为{nature}（电价分类说明）"),
            )
        }
    };
    if !by_capacity {
        return Ok(Proposal {
            tariff,
            why: reason,
        });
    }
    let limit = books
        .parameter("large_industrial_from", usage.on)?
        .parameter
        .value;
    Ok(match usage.kva {
        Some(kva) if kva >= limit => Proposal {
            tariff: Tariff::LargeIndustrial,
            why: format!("{reason}；受电容量{kva} kVA，达到{limit} kVA（TARIFF-1）"),
        },
        Some(kva) => Proposal {
            tariff,
            why: format!("{reason}；受电容量{kva} kVA，不到{limit} kVA（TARIFF-1）"),
        },
        None => Proposal {
            tariff,
            why: format!("{reason}；容量未填，按{limit} kVA以下（TARIFF-1）"),
        },
    })
}

/// A way of billing with the reason for it; the clerk decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingProposal {
    pub billing: Billing,
    pub why: String,
}

/// Proposes the way of billing of a high-voltage customer: what usually goes with the class [practice].
pub fn propose_billing(tariff: Tariff) -> BillingProposal {
    let name = tariff.chinese();
    match tariff {
        Tariff::LargeIndustrial => BillingProposal {
            billing: Billing::Capacity,
            why: format!("{name}一般执行两部制，按变压器容量计基本电费；客户也可以选按需量"),
        },
        _ => BillingProposal {
            billing: Billing::Single,
            why: format!("{name}一般执行单一制，只计电度电费"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Manual;

    fn proposal(class: Class, nature: Option<Nature>, purpose: &str, kva: &str) -> Proposal {
        let manual = Manual::built_in().unwrap();
        let usage = Usage {
            class,
            nature,
            purpose,
            kva: kva.parse().ok(),
            on: "2026-06-01".parse().unwrap(),
        };
        propose(usage, &manual.named_uses, &manual.rulebooks).unwrap()
    }

    #[test]
    fn tariff_1_industry_turns_large_at_315_kva() {
        let industrial = |kva| {
            proposal(
                Class::HighVoltage,
                Some(Nature::Industrial),
                "机械加工",
                kva,
            )
        };
        assert_eq!(industrial("314.99").tariff, Tariff::GeneralIndustrial);
        assert_eq!(industrial("315").tariff, Tariff::LargeIndustrial);
        assert_eq!(industrial("315.01").tariff, Tariff::LargeIndustrial);
        assert!(industrial("315").why.contains("315"));
    }

    #[test]
    fn tariff_2_large_industry_is_billed_in_two_parts() {
        let billing = |tariff| propose_billing(tariff).billing;
        assert_eq!(billing(Tariff::LargeIndustrial), Billing::Capacity);
        for other in Tariff::ALL
            .iter()
            .filter(|t| **t != Tariff::LargeIndustrial)
        {
            assert_eq!(billing(*other), Billing::Single, "{other}");
        }
    }

    #[test]
    fn tariff_2_named_uses_are_proposed_with_their_reason() {
        let public = |purpose| proposal(Class::LowVoltage, Some(Nature::Public), purpose, "50");
        assert_eq!(public("学生公寓").tariff, Tariff::Resident);
        assert_eq!(public("自来水厂泵房").tariff, Tariff::GeneralIndustrial);
        assert_eq!(public("稻田排灌").tariff, Tariff::Irrigation);
        assert_eq!(public("基建施工").tariff, Tariff::NonIndustrial);
        assert_eq!(public("市政路灯").tariff, Tariff::NonResidentLighting);
        assert!(public("学生公寓").why.contains("学生公寓"));
    }

    #[test]
    fn tariff_2_without_a_named_use_the_nature_decides() {
        assert_eq!(
            proposal(Class::Resident, None, "住宅", "8").tariff,
            Tariff::Resident
        );
        let shop = proposal(Class::LowVoltage, Some(Nature::Commercial), "", "8");
        assert_eq!(shop.tariff, Tariff::Commercial);
        let farm = proposal(Class::LowVoltage, Some(Nature::Agricultural), "大棚", "8");
        assert_eq!(farm.tariff, Tariff::Agricultural);
        let home_shop = proposal(Class::Resident, None, "自家小卖部", "8");
        assert_eq!(home_shop.tariff, Tariff::Commercial);
    }
}
