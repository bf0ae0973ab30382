//! The holders of the parts of a split account against each other and the old one (SPLIT-3): one number is one holder.

use crate::model::application::PartDraft;
use crate::model::customer::Party;
use crate::model::text::{half_width, tidy};
use crate::model::vocabulary::IdKind;

/// Digits and letters of an identity card or a credit code.
const WHOLE: usize = 18;

/// A holder as typed so far.
struct Holder {
    name: String,
    number: String,
    /// What the number is called.
    called: &'static str,
}

impl Holder {
    /// `None` while name or number is not all there.
    fn of(part: &PartDraft) -> Option<Self> {
        let typed = &part.customer;
        let kind = half_width(&typed.id_kind).parse().unwrap_or(IdKind::IdCard);
        let name = tidy(&typed.name);
        let number = plain(&typed.id_number);
        let whole = match kind {
            IdKind::IdCard | IdKind::Uscc => number.chars().count() == WHOLE,
            IdKind::Other => !number.is_empty(),
        };
        let called = match kind {
            IdKind::Uscc => kind.chinese(),
            IdKind::IdCard | IdKind::Other => "证件号码",
        };
        (whole && !name.is_empty()).then_some(Self {
            name,
            number,
            called,
        })
    }
}

fn plain(number: &str) -> String {
    half_width(number).replace(' ', "").to_ascii_uppercase()
}

/// What is odd about them, in words; nothing forbids it.
pub fn odd(old: &Party, parts: &[PartDraft]) -> Vec<String> {
    let holders = (1..).zip(parts.iter().map(Holder::of));
    let holders: Vec<(usize, Holder)> = holders
        .filter_map(|(part, holder)| Some((part, holder?)))
        .collect();
    let (old_name, old_number) = (tidy(&old.name), plain(&old.id_number));
    let mut found = Vec::new();
    for (at, (part, holder)) in holders.iter().enumerate() {
        let (name, called) = (&holder.name, holder.called);
        let mut before = holders[..at].iter();
        let same = before.find(|(_, one)| one.number == holder.number && one.name != *name);
        if let Some((first, one)) = same {
            let other = &one.name;
            found.push(format!(
                "第{first}份{other}和第{part}份{name}不是同一户名，{called}却相同，请核对"
            ));
        } else if holder.number == old_number && *name != old_name {
            found.push(format!(
                "第{part}份{name}的{called}是原户{old_name}的，户名却不同，请核对"
            ));
        }
        if *name == old_name && !old_number.is_empty() && holder.number != old_number {
            found.push(format!(
                "第{part}份{name}与原户同名，{called}却不同，请核对是不是同一户主"
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::application::PartyDraft;

    const ONE: &str = "91330000111111111X";
    const OTHER: &str = "91330000222222222X";

    fn said(parts: &[(&str, &str)]) -> Vec<String> {
        let old = Party {
            name: "红星机械厂".to_owned(),
            id_kind: IdKind::Uscc,
            id_number: ONE.to_owned(),
            phone: String::new(),
            address: String::new(),
            postal_address: String::new(),
            postcode: String::new(),
            contact: String::new(),
        };
        let parts = parts.iter().map(|(name, number)| PartDraft {
            customer: PartyDraft {
                name: (*name).to_owned(),
                id_kind: "uscc".to_owned(),
                id_number: (*number).to_owned(),
                ..PartyDraft::default()
            },
            ..PartDraft::default()
        });
        odd(&old, &parts.collect::<Vec<_>>())
    }

    #[test]
    fn split_3_one_number_is_one_holder() {
        assert_eq!(said(&[("红星机械厂", ONE), ("东风机械厂", OTHER)]), [""; 0]);
        assert_eq!(
            said(&[("红星机械厂", ONE), ("红星机械厂", ONE)]),
            [""; 0],
            "two parts of one holder"
        );
        assert_eq!(
            said(&[("红星机械厂", ONE), ("东风机械厂", ONE)]),
            ["第1份红星机械厂和第2份东风机械厂不是同一户名，统一社会信用代码却相同，请核对"]
        );
        assert_eq!(
            said(&[("甲厂", OTHER), ("东风机械厂", ONE)]),
            ["第2份东风机械厂的统一社会信用代码是原户红星机械厂的，户名却不同，请核对"]
        );
        assert_eq!(
            said(&[("红星机械厂", OTHER), ("东风机械厂", &OTHER[..17])]),
            ["第1份红星机械厂与原户同名，统一社会信用代码却不同，请核对是不是同一户主"],
            "a number half typed is no number yet"
        );
    }
}
