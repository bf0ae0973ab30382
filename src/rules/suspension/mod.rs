//! Suspension and resumption (暂停、恢复), SUSPEND-1 to SUSPEND-12, over an account's suspensions.
//!
//! | what | file |
//! |------|------|
//! | the numbers | [`limits`] |
//! | which equipment can be suspended or resumed | [`equipment`] |
//! | used days and times of a year | [`used`] |
//! | whether a plan is within the rules | [`plan`] |
//! | what another suspension could still be | [`possible`] |
//! | how one stands on a day: running, run out, billed in full | [`standing`] |
//! | the basic fee | [`fee`] |

pub mod equipment;
pub mod fee;
pub mod limits;
pub mod plan;
pub mod possible;
pub mod standing;
pub mod used;

use crate::model::suspension::Suspension;

pub use limits::Limits;
pub use used::Used;

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
