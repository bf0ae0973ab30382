//! `calc`: a calculation of the manual, JSON in, result with its lines out.
//!
//! | part | where |
//! |------|-------|
//! | the end of a time limit | `deadline` |
//! | money owed or paid: `late`, `breach`, `theft`, `damage` | `money` |
//! | JSON as fields whose numbers keep their digits | `fields` |

mod deadline;
pub(super) mod fields;
pub(super) mod money;

use chrono::NaiveDate;

use crate::rules::Manual;

use super::failure::Failure;
use super::input;
use super::output::Answer;

/// Works out what a file asks, by the numbers of `today` where the question has no day of its own.
pub(super) fn calc(
    manual: &Manual,
    kind: &str,
    file: &str,
    today: NaiveDate,
) -> Result<Answer, Failure> {
    match kind {
        "late" => money::late(manual, fields::read(&input::text(file)?)?),
        "breach" => money::breach(manual, fields::read(&input::text(file)?)?, today),
        "theft" => money::theft(manual, fields::read(&input::text(file)?)?, today),
        "damage" => money::damage(manual, fields::read(&input::text(file)?)?),
        "deadline" => deadline::deadline(&manual.calendar, &input::json(&input::text(file)?)?),
        other => {
            let problem =
                format!("“{other}”不在可选范围内（可选：late、breach、theft、damage、deadline）");
            Err(Failure::input("kind", "种类", problem))
        }
    }
}
