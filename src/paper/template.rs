//! Running text with placeholders: `{{customer.name}}` for a value, `{{□request.phases.one}}` for a tick box.

use super::error::{PaperError, TemplateFault};
use super::fields::Fields;

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// The value of a field, or a ruled blank.
    Field(String),
    /// A tick box.
    Tick(String),
}

/// A parsed line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Template {
    pub pieces: Vec<Piece>,
}

const OPEN: &str = "{{";
const CLOSE: &str = "}}";

impl Template {
    /// Text without placeholders.
    pub(super) fn literal(text: &str) -> Self {
        Self {
            pieces: vec![Piece::Text(text.to_owned())],
        }
    }

    /// A field alone.
    pub(super) fn field(key: &str) -> Self {
        Self {
            pieces: vec![Piece::Field(key.to_owned())],
        }
    }

    /// Parses one line. `name` and `line` (from 1) only serve the error, whose column counts
    /// characters from 1.
    ///
    /// # Errors
    /// [`PaperError::Template`] for a tag that is not closed, not opened, empty or unknown.
    pub(super) fn parse(
        name: &str,
        line: usize,
        text: &str,
        fields: &Fields,
    ) -> Result<Self, PaperError> {
        let fault_at = |byte: usize, fault: TemplateFault| PaperError::Template {
            name: name.to_owned(),
            line,
            column: text[..byte].chars().count() + 1,
            fault,
        };
        let mut pieces = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let open = rest.find(OPEN);
            let plain = &rest[..open.unwrap_or(rest.len())];
            if let Some(stray) = plain.find(CLOSE) {
                return Err(fault_at(at + stray, TemplateFault::Unopened));
            }
            if !plain.is_empty() {
                pieces.push(Piece::Text(plain.to_owned()));
            }
            let Some(open) = open else { break };
            let start = at + open;
            let inside = &text[start + OPEN.len()..];
            let close = inside
                .find(CLOSE)
                .ok_or_else(|| fault_at(start, TemplateFault::Unclosed))?;
            if inside[..close].contains(OPEN) {
                return Err(fault_at(start, TemplateFault::Unclosed));
            }
            pieces.push(
                piece(inside[..close].trim(), fields).map_err(|fault| fault_at(start, fault))?,
            );
            at = start + OPEN.len() + close + CLOSE.len();
        }
        Ok(Self { pieces })
    }

    /// The keys of its fields and tick boxes.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Field(key) | Piece::Tick(key) => Some(key.as_str()),
        })
    }
}

fn piece(tag: &str, fields: &Fields) -> Result<Piece, TemplateFault> {
    let (tick, key) = match tag.strip_prefix('□') {
        Some(key) => (true, key.trim()),
        None => (false, tag),
    };
    if key.is_empty() {
        return Err(TemplateFault::Empty);
    }
    match tick {
        true if fields.has_tick(key) => Ok(Piece::Tick(key.to_owned())),
        false if fields.has_field(key) => Ok(Piece::Field(key.to_owned())),
        _ => Err(TemplateFault::UnknownField(key.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::fields::fields;
    use super::*;

    fn fault(text: &str) -> (usize, usize, TemplateFault) {
        match Template::parse("样张", 7, text, fields().unwrap()) {
            Err(PaperError::Template {
                line,
                column,
                fault,
                ..
            }) => (line, column, fault),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn text_and_placeholders_alternate() {
        let template = Template::parse(
            "样张",
            1,
            "户名 {{customer.name}}，{{ □applicant.tenant }}承租",
            fields().unwrap(),
        )
        .unwrap();
        assert_eq!(
            template.pieces,
            [
                Piece::Text("户名 ".into()),
                Piece::Field("customer.name".into()),
                Piece::Text("，".into()),
                Piece::Tick("applicant.tenant".into()),
                Piece::Text("承租".into()),
            ]
        );
    }

    #[test]
    fn faults_are_named_with_line_and_column() {
        assert_eq!(
            fault("用电人 {{customer.name"),
            (7, 5, TemplateFault::Unclosed)
        );
        assert_eq!(
            fault("{{customer.name 和 {{customer.account}}"),
            (7, 1, TemplateFault::Unclosed)
        );
        assert_eq!(fault("户名}} 在此"), (7, 3, TemplateFault::Unopened));
        assert_eq!(fault("地址：{{ }}"), (7, 4, TemplateFault::Empty));
        assert_eq!(
            fault("甲{{customer.nmae}}"),
            (7, 2, TemplateFault::UnknownField("customer.nmae".into()))
        );
        assert_eq!(
            fault("{{□customer.name}}"),
            (7, 1, TemplateFault::UnknownField("customer.name".into())),
            "a field is no tick box"
        );
    }
}
