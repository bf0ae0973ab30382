//! Writes templates with the values of one paper: what stands in a blank, a box, a cell.

use std::collections::BTreeSet;

use super::error::MissingGlyph;
use super::fields::Fields;
use super::form::Align;
use super::inline::Inline;
use super::line::{Ink, Style};
use super::room::{Held, Unfit};
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
    /// The values only, for pre-printed stock.
    Overprint(&'a Values, Offset),
}

impl<'a> Fill<'a> {
    pub(super) fn values(self) -> Option<&'a Values> {
        match self {
            Fill::Filled(values) | Fill::Overprint(values, _) => Some(values),
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
    /// What else the office says of itself.
    pub own: &'a Values,
    /// The fields for which the stock has a blank.
    pub met: BTreeSet<String>,
    pub missing: Vec<MissingGlyph>,
    /// The size of what is written into cells, and of a contract that keeps to one page, as a share of the usual one.
    pub share: f32,
}

impl<'a> Pen<'a> {
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
        let written = Style {
            underline,
            ink: Ink::Value,
            ..style
        };
        let own = self.own_fact(key);
        let text = match self.fill {
            // The stock says it already.
            Fill::Overprint(..) if !own.is_empty() => {
                self.met.insert(key.to_owned());
                self.text(inline, own, style, key);
                return;
            }
            Fill::Filled(values) if !values.get(key).is_empty() => values.get(key),
            Fill::Filled(_) | Fill::Blank => own,
            Fill::Overprint(..) => "",
        };
        match (text.is_empty(), empty) {
            (false, _) => self.text(inline, text, written, key),
            // What is written into a cell of the stock depends on the cell's height.
            (true, Empty::Open) => {}
            (true, Empty::Ruled) => self.blank(inline, key, style),
        }
    }

    /// What the office says of itself, on a blank form too.
    fn own_fact(&self, key: &str) -> &'a str {
        match key {
            OFFICE => self.office,
            _ => self.own.get(key),
        }
    }

    /// The blank of a field; on stock its value stands in it, and nothing around it moves.
    fn blank(&mut self, inline: &mut Inline, key: &str, style: Style) {
        let text = match self.fill {
            Fill::Overprint(values, _) => values.get(key),
            Fill::Filled(_) | Fill::Blank => "",
        };
        self.met.insert(key.to_owned());
        if self.dictionary.is_date(key) {
            let mut parts = text.splitn(DATE.len(), '-');
            for (room, word) in DATE {
                inline.space(room * style.em(), style);
                self.hold(
                    inline,
                    parts.next().unwrap_or_default(),
                    key,
                    style,
                    Align::Right,
                );
                for piece in [JOINER, word, JOINER] {
                    self.text(inline, piece, style, "");
                }
            }
        } else {
            inline.blank(self.dictionary.blank_width(key), style);
            self.hold(inline, text, key, style, Align::Left);
        }
    }

    /// Sets a value in the blank added last.
    fn hold(&mut self, inline: &mut Inline, text: &str, key: &str, style: Style, align: Align) {
        if text.is_empty() {
            return;
        }
        let mut value = Inline::default();
        self.text(
            &mut value,
            text,
            Style {
                ink: Ink::Value,
                ..style
            },
            key,
        );
        let unfit = Unfit::Field(key.to_owned());
        inline.hold(Held {
            value,
            align,
            unfit,
        });
    }

    /// What is to be written into a cell of the stock that is a field's blank.
    pub(super) fn for_cell(&mut self, key: &str, style: Style) -> Option<Inline> {
        let Fill::Overprint(values, _) = self.fill else {
            return None;
        };
        self.met.insert(key.to_owned());
        let text = values.get(key);
        if text.is_empty() || !self.own_fact(key).is_empty() {
            return None;
        }
        let mut value = Inline::default();
        self.text(&mut value, text, style, key);
        Some(value)
    }

    /// The ink of what a blank form says as well: on stock it is there already.
    pub(super) fn ink(&self) -> Ink {
        match self.fill {
            Fill::Overprint(..) => Ink::Form,
            Fill::Filled(_) | Fill::Blank => Ink::Value,
        }
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
