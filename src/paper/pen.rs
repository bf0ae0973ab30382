//! Writes templates with the values of one paper: what stands in a blank, a box, a cell.

use super::error::MissingGlyph;
use super::fields::Fields;
use super::inline::Inline;
use super::line::{Ink, Style};
use super::template::Piece;
use super::values::Values;

/// How far an overprint is moved, in millimetres: to the right and downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Offset {
    pub dx: f32,
    pub dy: f32,
}

/// What a form is printed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fill<'a> {
    /// With the values of a case.
    Filled(&'a Values),
    /// To hand out: ruled blanks and empty boxes.
    Blank,
    /// The same with what is known of the office that hands it out.
    HandOut {
        own: &'a Values,
        /// It may be the stock of an overprint: what is known takes no more and no less room than its blank.
        stock: bool,
    },
    /// The values only, for pre-printed stock.
    Overprint(&'a Values, Offset),
}

impl<'a> Fill<'a> {
    pub(super) fn values(self) -> Option<&'a Values> {
        match self {
            Fill::Filled(values) | Fill::Overprint(values, _) => Some(values),
            Fill::HandOut { own, .. } => Some(own),
            Fill::Blank => None,
        }
    }

    pub(super) fn offset(self) -> Option<Offset> {
        match self {
            Fill::Overprint(_, offset) => Some(offset),
            _ => None,
        }
    }
}

/// The field that holds the office's name.
const OFFICE: &str = "office.name";
/// What stands in running text for a day that is not known: room to write in, as a multiple of the text
/// size, before each word.
const DATE: [(f32, &str); 3] = [(2.4, "年"), (1.4, "月"), (1.4, "日")];
/// Glues what it stands between.
const JOINER: &str = "\u{2060}";

/// What an empty field becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// A ruled blank: in running text.
    Ruled,
    /// Nothing: the cell around it is blank enough.
    Open,
}

/// Sets templates for one paper and remembers the characters that no font has.
pub(super) struct Pen<'a> {
    pub fill: Fill<'a>,
    pub dictionary: &'a Fields,
    pub form_title: &'a str,
    pub office: &'a str,
    pub missing: Vec<MissingGlyph>,
}

impl Pen<'_> {
    /// Sets a template; values are underlined where `underline` says so.
    pub(super) fn template(
        &mut self,
        pieces: &[Piece],
        style: Style,
        empty: Empty,
        underline: bool,
    ) -> Inline {
        let mut inline = Inline::default();
        self.append(&mut inline, pieces, style, empty, underline);
        inline
    }

    /// The same, added to a paragraph under construction.
    pub(super) fn append(
        &mut self,
        inline: &mut Inline,
        pieces: &[Piece],
        style: Style,
        empty: Empty,
        underline: bool,
    ) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text(inline, text, style, ""),
                Piece::Tick(key) => {
                    let on = self
                        .fill
                        .values()
                        .is_some_and(|values| values.is_ticked(key));
                    inline.tick(on, style);
                }
                Piece::Field(key) => self.field(inline, key, style, empty, underline),
            }
        }
    }

    fn field(
        &mut self,
        inline: &mut Inline,
        key: &str,
        style: Style,
        empty: Empty,
        underline: bool,
    ) {
        let text = match self.fill.values().map_or("", |values| values.get(key)) {
            // A blank form, too, says which office hands it out.
            "" if key == OFFICE => self.office,
            text => text,
        };
        let blank = self.dictionary.blank_width(key);
        let written = Style {
            underline,
            ink: Ink::Value,
            ..style
        };
        match (text.is_empty(), empty) {
            (true, Empty::Open) => {}
            (true, Empty::Ruled) if self.dictionary.is_date(key) => {
                self.date(inline, ["", "", ""], style, key);
            }
            (true, Empty::Ruled) => inline.blank(blank, style),
            (false, Empty::Ruled) if self.keeps_blanks(key) => {
                match *text.split('-').collect::<Vec<_>>() {
                    [year, month, day] if self.dictionary.is_date(key) => {
                        self.date(inline, [year, month, day], style, key);
                    }
                    _ => self.set_in_blank(inline, text, blank, written, key),
                }
            }
            (false, _) => self.text(inline, text, written, key),
        }
    }

    /// Whether a value leaves everything around it where a blank would: stock is printed from what is handed out.
    fn keeps_blanks(&self, key: &str) -> bool {
        match self.fill {
            Fill::Overprint(..) => true,
            Fill::HandOut { stock, .. } => stock && key != OFFICE,
            Fill::Filled(_) | Fill::Blank => false,
        }
    }

    /// Year, month and day before their words.
    fn date(&mut self, inline: &mut Inline, parts: [&str; 3], style: Style, key: &str) {
        let value = Style {
            ink: Ink::Value,
            ..style
        };
        for ((room, word), part) in DATE.into_iter().zip(parts) {
            let start = inline.width() + room * style.em();
            let mut digits = Inline::default();
            self.text(&mut digits, part, value, key);
            inline.space((start - inline.width() - digits.width()).max(0.0), style);
            for piece in [JOINER, part, JOINER] {
                self.text(inline, piece, value, key);
            }
            self.text(inline, word, style, "");
            self.text(inline, JOINER, style, "");
        }
    }

    /// Sets a value where pre-printed stock has its blank: nothing around it moves, and it breaks no more
    /// than the blank does. A value that is longer than the blank takes the room that it needs.
    fn set_in_blank(
        &mut self,
        inline: &mut Inline,
        text: &str,
        blank: f32,
        written: Style,
        key: &str,
    ) {
        let mut alone = Inline::default();
        self.text(&mut alone, text, written, key);
        let spare = blank - alone.width();
        if spare < 0.0 {
            self.text(inline, text, written, key);
            return;
        }
        inline.space(0.0, written);
        for ch in text.chars() {
            self.text(inline, JOINER, written, key);
            self.text(inline, ch.encode_utf8(&mut [0; 4]), written, key);
        }
        self.text(inline, JOINER, written, key);
        inline.space(spare, written);
    }

    /// Adds text that belongs to a field, or to the form itself when `key` is empty.
    pub(super) fn text(&mut self, inline: &mut Inline, text: &str, style: Style, key: &str) {
        let Self {
            missing,
            dictionary,
            form_title,
            ..
        } = self;
        inline.text(text, style, |ch| {
            let seen = missing
                .iter()
                .any(|known| known.ch == ch && known.field == key);
            if !seen {
                let label = dictionary
                    .label(key)
                    .unwrap_or_else(|| (*form_title).to_owned());
                missing.push(MissingGlyph {
                    ch,
                    field: key.to_owned(),
                    label,
                });
            }
        });
    }
}
