//! Which font files a PDF is cut from, and under which names it holds them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use printpdf::{FontId, ParsedFont};

use super::error::PaperError;
use super::font;
use super::mark::{Document, Face, Mark};

/// A font file to cut from. The ordinary characters of the serif have a smaller file of their own: the
/// time to cut a font grows with the characters that it has, not with those that are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    SerifCommon,
    Serif,
    Bold,
    Rare,
    Sans,
}

impl Cut {
    fn bytes(self) -> &'static [u8] {
        match self {
            Cut::SerifCommon => font::serif_common(),
            Cut::Serif => font::serif(),
            Cut::Bold => font::bold(),
            Cut::Rare => font::rare(),
            Cut::Sans => font::sans(),
        }
    }

    /// The glyph of a character. Ours, not the writer's: it searches the characters of a font one by one.
    pub(super) fn glyph(self, ch: char) -> Option<u16> {
        let id = match self {
            Cut::SerifCommon => font::common_glyph_id(ch),
            Cut::Serif => font::glyph_id(Face::Serif, ch),
            Cut::Bold => font::glyph_id(Face::Bold, ch),
            Cut::Rare => font::glyph_id(Face::Rare, ch),
            Cut::Sans => font::glyph_id(Face::Sans, ch),
        };
        id.map(|id| id.0)
    }

    fn name(self) -> &'static str {
        match self {
            Cut::SerifCommon => "YKSEC",
            Cut::Serif => "YKSER",
            Cut::Bold => "YKBOL",
            Cut::Rare => "YKRAR",
            Cut::Sans => "YKSAN",
        }
    }

    /// Parsed at first need and kept: the rare font takes as long as a whole document.
    pub(super) fn parsed(self) -> Result<&'static ParsedFont, PaperError> {
        static PARSED: [OnceLock<Option<ParsedFont>>; 5] = [const { OnceLock::new() }; 5];
        PARSED[self as usize]
            .get_or_init(|| ParsedFont::from_bytes(self.bytes(), 0, &mut Vec::new()))
            .as_ref()
            .ok_or(PaperError::Font(self.name()))
    }
}

/// A font of one PDF: a file, and which of its twins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) cut: Cut,
    twin: u8,
}

impl Key {
    /// Resource name: six capitals, which become the tag of the cut font.
    pub(super) fn id(self) -> FontId {
        FontId(format!(
            "{}{}",
            self.cut.name(),
            char::from(b'A' + self.twin)
        ))
    }
}

/// The fonts of one document.
pub(super) struct Fonts {
    serif: Cut,
    /// Characters whose glyph another character of the document has taken already. Only one of the two
    /// can be read back from a font, so the other one is drawn from a twin of it.
    twins: BTreeMap<(Face, char), u8>,
    pub(super) keys: BTreeSet<Key>,
}

impl Fonts {
    pub(super) fn of(document: &Document) -> Self {
        let used: BTreeSet<(Face, char)> = document
            .pages
            .iter()
            .flat_map(|page| &page.marks)
            .filter_map(|mark| match mark {
                Mark::Text { face, text, .. } => Some((*face, text.as_str())),
                _ => None,
            })
            .flat_map(|(face, text)| text.chars().map(move |ch| (face, ch)))
            .collect();
        let mut serif = used.iter().filter(|(face, _)| *face == Face::Serif);
        let serif = match serif.all(|(_, ch)| Cut::SerifCommon.glyph(*ch).is_some()) {
            true => Cut::SerifCommon,
            false => Cut::Serif,
        };
        let mut sharing: BTreeMap<_, u8> = BTreeMap::new();
        let mut fonts = Self {
            serif,
            twins: BTreeMap::new(),
            keys: BTreeSet::new(),
        };
        for (face, ch) in used {
            let glyph = fonts.key(face, ch).cut.glyph(ch);
            let twin = sharing.entry((face, glyph)).or_default();
            if *twin > 0 {
                fonts.twins.insert((face, ch), *twin);
            }
            *twin += 1;
            fonts.keys.insert(fonts.key(face, ch));
        }
        fonts
    }

    /// The font that draws this character.
    pub(super) fn key(&self, face: Face, ch: char) -> Key {
        let cut = match face {
            Face::Serif => self.serif,
            Face::Bold => Cut::Bold,
            Face::Rare => Cut::Rare,
            Face::Sans => Cut::Sans,
        };
        Key {
            cut,
            twin: self.twins.get(&(face, ch)).copied().unwrap_or(0),
        }
    }

    /// Splits a run into the parts that each come from one font; nearly always a single one.
    pub(super) fn parts<'a>(&self, face: Face, text: &'a str) -> Vec<(Key, &'a str)> {
        let mut parts: Vec<(Key, &str)> = Vec::new();
        let mut start = 0;
        let mut current = None;
        for (at, ch) in text.char_indices() {
            let key = self.key(face, ch);
            if let Some(last) = current
                && last != key
            {
                parts.push((last, &text[start..at]));
                start = at;
            }
            current = Some(key);
        }
        parts.extend(current.map(|key| (key, &text[start..])));
        parts
    }
}
