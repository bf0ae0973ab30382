//! The application form as it takes shape.

use crate::model::application::Draft;
use crate::office::print;
use crate::paper::Document;
use crate::ui::shell::Shell;

/// The form filled with what was typed so far; none where the kind and class have none.
pub(super) fn application(shell: &mut Shell, draft: &Draft) -> Option<Document> {
    let preview = shell
        .look(|work| print::preview_typed(work, draft))
        .flatten();
    preview.map(|preview| preview.document)
}
