//! The application form as it takes shape.

use crate::model::application::Draft;
use crate::paper::Document;
use crate::ui::shell::Shell;

/// The form filled with what was typed so far.
pub(super) fn application(shell: &mut Shell, draft: &Draft) -> Option<Document> {
    let preview = shell.look(|work| crate::office::print::preview_typed(work, draft))?;
    Some(preview.document)
}
