//! Whether an input method is composing (输入法正在拼写): what stands in the field is then not yet what
//! is meant, so nothing is searched, checked or kept.

use egui::{Context, Event, Id, ImeEvent};

fn id() -> Id {
    Id::unique("ime is composing")
}

/// Reads the frame's events; once a frame, before anything is drawn.
pub fn watch(ctx: &Context) {
    let last = ctx.input(|input| {
        let events = input.events.iter().rev();
        events
            .filter_map(|event| match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
                Event::Ime(ImeEvent::Commit(_)) => Some(false),
                _ => None,
            })
            .next()
    });
    if let Some(composing) = last {
        ctx.data_mut(|data| data.insert_temp(id(), composing));
    }
}

/// Whether a preedit is open.
pub fn is_composing(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(id()).unwrap_or(false))
}
