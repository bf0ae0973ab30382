//! The fonts of the screen, from the same files as those of paper.

use std::sync::Arc;

use egui::epaint::text::{FallbackRequest, FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, FontData, FontDefinitions, FontFamily};

use crate::paper::font::{self, Weight};
use crate::paper::mark::Face;

const PAPER: &str = "paper";
const PAPER_BOLD: &str = "paper-bold";

/// The family that draws a run of text as it will be printed.
pub fn paper_family(face: Face) -> FontFamily {
    match face {
        Face::Serif | Face::Rare => FontFamily::Name(PAPER.into()),
        Face::Bold => FontFamily::Name(PAPER_BOLD.into()),
        Face::Sans => FontFamily::Proportional,
    }
}

/// Puts the fonts in force. The font of rare characters is read only when one is met.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [
        ("sans", font::sans()),
        ("serif", font::serif()),
        ("bold", font::bold()),
    ] {
        let data = Arc::new(FontData::from_static(bytes));
        fonts.font_data.insert(name.to_owned(), data);
    }
    for (family, name) in [
        (FontFamily::Proportional, "sans"),
        (FontFamily::Monospace, "sans"),
        (FontFamily::Name(PAPER.into()), "serif"),
        (FontFamily::Name(PAPER_BOLD.into()), "bold"),
    ] {
        fonts.families.insert(family, vec![name.to_owned()]);
    }
    ctx.set_fonts(fonts);
    ctx.add_font_provider(Arc::new(rare));
}

/// The font that has a character which the family asked for lacks.
fn rare(request: &FallbackRequest<'_>) -> Option<FontInsert> {
    let ch = request.cluster.chars().next()?;
    let glyph = font::glyph(ch, Weight::Regular)?;
    let family = InsertFontFamily {
        family: request.family.clone(),
        priority: FontPriority::Lowest,
    };
    Some(FontInsert::new(
        match glyph.face {
            Face::Rare => "rare",
            Face::Sans => "sans",
            Face::Serif => "serif",
            Face::Bold => "bold",
        },
        FontData::from_static(glyph.face.bytes()),
        vec![family],
    ))
}
