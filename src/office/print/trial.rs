//! A trial sheet (试印页): typical values where an overprint puts them, to set the printer's offset by.

use crate::paper::{self, Fill, Stamp, Values};

use super::super::{OfficeError, Work};
use super::{BlankPaper, application, offset};

/// The first form with pre-printed stock, overprinted with the typical values of its fields and moved by the
/// office's offset. It is not issued and not kept.
///
/// # Errors
/// The embedded forms cannot be read or composed.
pub fn trial(work: Work<'_>) -> Result<BlankPaper, OfficeError> {
    let overprinted = paper::forms()?.iter().find(|form| form.overprint);
    let Some(form) = overprinted else {
        let nothing = "没有可以套打的表单".to_owned();
        return Err(OfficeError::Inconsistent(nothing));
    };
    let known = paper::fields()?;
    let mut values = Values::default();
    for key in form.fields() {
        if let Some(field) = known.fields.get(&key) {
            values.set(&key, &field.example);
        } else if known.has_tick(&key) {
            values.tick(&key, true);
        }
    }
    let stamp = Stamp {
        office: work.settings.office_name().to_owned(),
        own: application::own_facts(work),
        ..Stamp::default()
    };
    let document = paper::compose(form, Fill::Overprint(&values, offset(work)), &stamp)?;
    Ok(BlankPaper {
        title: format!("{}试印页", form.title),
        pages: document.pages.len(),
        pdf: paper::pdf::write(&document)?,
    })
}
