//! Before a dossier is filed (归档): which papers that are signed were never issued. Nothing forbids it: they may have been
//! written by hand.

use crate::paper;

use super::case_file::case_file;
use super::print::{OVERPRINTED, Wanted, application_form, sheet};
use super::{OfficeError, Work, part};

/// The step that files the dossier.
pub const FILED: &str = "filed";
/// How the names of the forms end that customer or worker sign.
const SIGNED: [&str; 4] = ["_contract", "_work_order", "_agreement", "_supplement"];

/// The application, and the contracts and work orders of the steps recorded that were never issued, by their titles.
///
/// # Errors
/// There is no such case.
pub fn never_issued(work: Work<'_>, number: &str) -> Result<Vec<String>, OfficeError> {
    let file = case_file(work, number)?;
    let issued = |wanted: &Wanted| {
        file.prints.iter().any(|paper| {
            let form = paper.form.strip_suffix(OVERPRINTED);
            let form = form.unwrap_or(&paper.form);
            form == wanted.form && (wanted.round.is_none() || paper.round == wanted.round)
        })
    };
    let application = &file.case.application;
    let applied = application_form(application.kind, application.class)?;
    let applied = applied.filter(|form| !issued(&form.id.as_str().into()));
    let mut found: Vec<String> = applied.iter().map(|form| form.name_of(None)).collect();
    let standing = file.steps.iter().filter(|one| one.withdrawn.is_none());
    for record in standing {
        let Some(wanted) = sheet::goes_with(work, number, record)? else {
            continue;
        };
        // A resident's contract stands on the back of the application.
        let signed = record.step.as_str() == part::CONTRACT
            || SIGNED.iter().any(|ending| wanted.form.ends_with(ending));
        if !signed || issued(&wanted) {
            continue;
        }
        let title = paper::form(&wanted.form)?.name_of(wanted.round);
        if !found.contains(&title) {
            found.push(title);
        }
    }
    Ok(found)
}
