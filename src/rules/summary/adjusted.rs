//! What became known of a frozen month since (调整), AUDIT-4: the difference between what was in hand at its end as it
//! was frozen, and as the records have it now.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::summary::{Adjustment, Period};
use crate::model::vocabulary::{Class, Kind};

use super::{Counted, Ending};

/// A case in hand at the end of a frozen month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub number: String,
    pub kind: Kind,
    pub class: Class,
    pub kva: Decimal,
}

/// Every case that stands otherwise at the start of `month` than it was frozen, by number.
pub fn adjustments(frozen: &[Known], cases: &[Counted], month: Period) -> Vec<Adjustment> {
    let now: BTreeMap<&str, &Counted> = cases
        .iter()
        .map(|case| (case.number.as_str(), case))
        .collect();
    let then: BTreeMap<&str, &Known> = frozen
        .iter()
        .map(|known| (known.number.as_str(), known))
        .collect();
    let gone = frozen.iter().filter_map(|known| {
        let case = now.get(known.number.as_str()).copied();
        let standing = case.filter(|case| case.at_start(month));
        let (cases, kva, why) = match standing {
            Some(case) if case.kva == known.kva => return None,
            Some(case) => (0, case.kva - known.kva, "容量有变".to_owned()),
            None => (-1, -known.kva, ended(case)),
        };
        Some(Adjustment {
            case: known.number.clone(),
            kind: known.kind,
            class: known.class,
            cases,
            kva,
            why,
        })
    });
    let come = cases
        .iter()
        .filter(|case| case.at_start(month) && !then.contains_key(case.number.as_str()))
        .map(|case| Adjustment {
            case: case.number.clone(),
            kind: case.kind,
            class: case.class,
            cases: 1,
            kva: case.kva,
            why: format!("{}受理，封存后才登记或恢复在办", case.accepted_on),
        });
    let mut all: Vec<Adjustment> = gone.chain(come).collect();
    all.sort_by(|a, b| a.case.cmp(&b.case));
    all
}

/// Why a case is no longer in hand.
fn ended(case: Option<&Counted>) -> String {
    match case.and_then(|case| case.ending) {
        Some(Ending::Voided(day)) => format!("{day}作废，封存后登记"),
        Some(Ending::Completed(day)) => format!("{day}办结，封存后补记"),
        None => "封存前月份的办结，封存后补记".to_owned(),
    }
}
