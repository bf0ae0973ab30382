//! The embedded fonts: which face draws a character, and how wide it is.
//!
//! Parsing a face for measuring only reads its table directory; the costly parse for cutting belongs
//! to [`pdf`](super::pdf) and happens there once.

use std::sync::OnceLock;

use ttf_parser::GlyphId;

use super::error::PaperError;
use super::mark::Face;

static SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-cut.otf");
static SERIF_COMMON: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-common.otf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSerifSC-Bold-cut.otf");
static RARE: &[u8] = include_bytes!("../../assets/fonts/HanaMinB-cut.ttf");
static SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-cut.otf");

/// Millimetres in a point.
pub const MM_PER_PT: f32 = 25.4 / 72.0;

/// Noto Sans SC (黑体), the face of the screen.
pub fn sans() -> &'static [u8] {
    SANS
}

/// Noto Serif SC (宋体), the face of paper.
pub fn serif() -> &'static [u8] {
    SERIF
}

/// Noto Serif SC in the ordinary 7,000 characters: much quicker to cut than [`serif`].
pub fn serif_common() -> &'static [u8] {
    SERIF_COMMON
}

/// Noto Serif SC Bold, for titles and headings.
pub fn bold() -> &'static [u8] {
    BOLD
}

/// HanaMinB: extensions B to F, for screen and paper.
pub fn rare() -> &'static [u8] {
    RARE
}

impl Face {
    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Serif => SERIF,
            Face::Bold => BOLD,
            Face::Rare => RARE,
            Face::Sans => SANS,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Face::Serif => "NotoSerifSC",
            Face::Bold => "NotoSerifSC-Bold",
            Face::Rare => "HanaMinB",
            Face::Sans => "NotoSansSC",
        }
    }

    fn parsed(self) -> Result<&'static ttf_parser::Face<'static>, PaperError> {
        static FACES: [OnceLock<Option<ttf_parser::Face<'static>>>; 4] =
            [const { OnceLock::new() }; 4];
        FACES[self as usize]
            .get_or_init(|| ttf_parser::Face::parse(self.bytes(), 0).ok())
            .as_ref()
            .ok_or(PaperError::Font(self.name()))
    }

    fn glyph(self, ch: char) -> Option<GlyphId> {
        self.parsed().ok()?.glyph_index(ch)
    }
}

/// Reads every embedded font's head, so that a damaged program file is noticed before the first paper.
pub fn check() -> Result<(), PaperError> {
    [Face::Serif, Face::Bold, Face::Rare, Face::Sans]
        .into_iter()
        .try_for_each(|face| face.parsed().map(drop))
}

/// The weight asked for; a character that the bold cut lacks falls back to the regular one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// A character as it will be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    pub face: Face,
    /// Advance as a fraction of the text size.
    pub em: f32,
}

/// The face and width of a character on paper; `None` when no embedded font has it.
pub fn glyph(ch: char, weight: Weight) -> Option<Glyph> {
    let order: &[Face] = match weight {
        Weight::Regular => &[Face::Serif, Face::Rare, Face::Sans],
        Weight::Bold => &[Face::Bold, Face::Serif, Face::Rare, Face::Sans],
    };
    order.iter().find_map(|&face| {
        let id = face.glyph(ch)?;
        let parsed = face.parsed().ok()?;
        let advance = f32::from(parsed.glyph_hor_advance(id)?);
        Some(Glyph {
            face,
            em: advance / f32::from(parsed.units_per_em()),
        })
    })
}

/// The glyph of a character that the face has; characters that look the same may share one.
pub(super) fn glyph_id(face: Face, ch: char) -> Option<GlyphId> {
    face.glyph(ch)
}

/// The glyph of a character in the small cut of the serif.
pub(super) fn common_glyph_id(ch: char) -> Option<GlyphId> {
    static COMMON: OnceLock<Option<ttf_parser::Face<'static>>> = OnceLock::new();
    COMMON
        .get_or_init(|| ttf_parser::Face::parse(SERIF_COMMON, 0).ok())
        .as_ref()?
        .glyph_index(ch)
}

/// Characters that steer text and are never drawn: joiners, direction marks, variation selectors.
pub fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The characters of a text that no embedded font can draw, each once, in order of appearance.
///
/// ```
/// use yekuo::paper::missing_characters;
/// assert!(missing_characters("䶮㛃𬱖𠅤𫖯").is_empty());
/// assert_eq!(missing_characters("张\u{31350}"), ['\u{31350}']);
/// ```
pub fn missing_characters(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for ch in text.chars() {
        let drawn = !ch.is_control() && !is_invisible(ch);
        if drawn && !missing.contains(&ch) && glyph(ch, Weight::Regular).is_none() {
            missing.push(ch);
        }
    }
    missing
}
