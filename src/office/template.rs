//! A filled-in application to start from (申请样例).

use crate::model::application::Draft;
use crate::model::vocabulary::{Class, Kind, Nature, Sources};
use crate::rules::Refusal;

use super::{OfficeError, Work, demo};

/// An application of a kind with every field filled in, applied for on the day at the desk, that
/// [`accept`](super::accept::accept) takes. Left open, an organisation is industrial and has a single source.
/// A change is of an account that exists.
///
/// # Errors
/// Refused (INPUT) where this build has no such procedure, where nature or sources do not go with the
/// class, or where no account is free for the change.
pub fn template(
    work: Work<'_>,
    kind: Kind,
    class: Class,
    nature: Option<Nature>,
    sources: Option<Sources>,
    tenant: bool,
) -> Result<Draft, OfficeError> {
    let mut refusals = Vec::new();
    if work.manual.procedures.path(kind, class).is_none() {
        let problem = format!(
            "本版尚未开办{}客户的{}业务",
            class.chinese(),
            kind.chinese()
        );
        refusals.push(Refusal::input("class", "业务类型", problem));
    }
    if class == Class::Resident && nature.is_some() {
        refusals.push(Refusal::input("nature", "用电性质", "居民客户不填"));
    }
    if class != Class::HighVoltage && sources.is_some() {
        refusals.push(Refusal::input("sources", "电源数", "只有高压客户才填"));
    }
    if !refusals.is_empty() {
        return Err(OfficeError::Refused(refusals));
    }
    let nature = match class {
        Class::Resident => None,
        _ => nature.or(Some(Nature::Industrial)),
    };
    let wanted = demo::Wanted {
        kind,
        class,
        nature,
        sources: sources.unwrap_or(Sources::Single),
        tenant,
    };
    demo::application(work, wanted)
}
