//! One application with every field filled in, always the same.

use crate::model::application::Draft;
use crate::model::vocabulary::{Class, Kind, Nature};
use crate::office::{OfficeError, Work};

use super::applications::{self, Circumstances, Comes};
use super::chance::Chance;
use super::people::ADULTS;
use super::places::Township;
use super::premises::Ground;

/// A surname and a character that few fonts have.
const NAME: &str = "张𬱖";

/// An application for premises of a class and nature, brought by an agent with all documents on the day
/// at the desk.
pub(in crate::office) fn application(
    work: Work<'_>,
    kind: Kind,
    class: Class,
    nature: Option<Nature>,
    tenant: bool,
) -> Result<Draft, OfficeError> {
    let mut chance = Chance::new(0, 3);
    let ground = Ground {
        manual: work.manual,
        township: Township::of(0),
        day: work.desk.today,
    };
    let premises = match nature {
        None => ground.home(&mut chance, ADULTS)?,
        Some(nature) => ground.of_nature(&mut chance, class, nature, ADULTS)?,
    };
    let circumstances = Circumstances {
        kind,
        tenant,
        comes: Comes::Agent,
        missing: None,
        applied_on: work.desk.today,
    };
    let mut draft = applications::draft(work.manual, &mut chance, &premises, circumstances);
    NAME.clone_into(&mut draft.customer.contact);
    if nature.is_none() {
        NAME.clone_into(&mut draft.customer.name);
    }
    Ok(draft)
}
