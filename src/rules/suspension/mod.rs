//! Suspension and resumption (暂停、恢复), SUSPEND-1 to SUSPEND-12, over an account's suspensions.
//!
//! | what | file |
//! |------|------|
//! | the numbers | [`limits`] |
//! | which equipment can be suspended or resumed | [`equipment`] |
//! | used days and times of a year | [`used`] |
//! | whether a plan is within the rules | [`plan`] |
//! | what another suspension could still be | [`possible`] |
//! | what a late sealing leaves of one | [`late`] |
//! | what an early resumption leaves of one | [`early`] |
//! | how one stands on a day: running, run out, billed in full | [`standing`] |
//! | the basic fee | [`fee`] |

pub mod early;
pub mod equipment;
pub mod fee;
pub mod late;
pub mod limits;
pub mod plan;
pub mod possible;
pub mod standing;
pub mod used;

use crate::model::suspension::Suspension;
use crate::rules::case_number::is_opening;

pub use limits::Limits;
pub use used::Used;

/// What a suspension is called by its number: that of its case, or of the opening that an old ledger told; one without
/// a number is of the file at hand.
pub fn called(number: &str) -> String {
    if number.is_empty() {
        "本表的另一行".to_owned()
    } else if is_opening(number) {
        format!("期初业务{number}")
    } else {
        format!("工单{number}")
    }
}

/// A suspension that goes on where another ran is no unsealing: from its sealing on, the equipment is under
/// its seal and no longer under the earlier one's.
pub fn taken_over(mut suspensions: Vec<Suspension>) -> Vec<Suspension> {
    let sealed: Vec<_> = suspensions
        .iter()
        .filter_map(|one| {
            Some((
                one.sealing.as_ref()?.on,
                one.case.clone(),
                one.equipment.clone(),
            ))
        })
        .collect();
    for (on, case, equipment) in sealed {
        let earlier = suspensions.iter_mut().filter(|other| other.case != case);
        let earlier = earlier.filter(|other| other.sealing.as_ref().is_some_and(|s| s.on < on));
        for other in earlier {
            let theirs = |plate: &str| other.equipment.iter().any(|one| one.plate == plate);
            let shared: Vec<_> = equipment.iter().filter(|one| theirs(&one.plate)).collect();
            for one in shared {
                let day = other.releases.entry(one.plate.clone()).or_insert(on);
                *day = on.min(*day);
            }
        }
    }
    suspensions
}
