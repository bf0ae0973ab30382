//! Paragraphs of a contract that stand only on some papers: `?sources 4. …`, `?!sources 4. …`.

use super::contract::{Contract, Paragraph};
use super::error::TemplateFault;
use super::fields::Fields;
use super::pen::Fill;

/// When a paragraph stands: a box is ticked, a field filled in, a table has rows; or the contrary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    pub key: String,
    pub is_table: bool,
    contrary: bool,
}

impl When {
    /// Reads `?key` or `?!key` at the beginning of a text; returns it with its length in bytes.
    ///
    /// # Errors
    /// The key is in no dictionary, or there is none.
    pub(super) fn parse(
        text: &str,
        fields: &Fields,
    ) -> Result<Option<(Self, usize)>, TemplateFault> {
        let Some(rest) = text.strip_prefix('?') else {
            return Ok(None);
        };
        let (contrary, rest) = match rest.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let key = rest.split_whitespace().next().unwrap_or_default();
        let length = text.len() - rest.len() + key.len();
        if key.is_empty() || !rest.starts_with(key) {
            return Err(TemplateFault::Empty);
        }
        let is_table = fields.tables.contains_key(key);
        if !is_table && !fields.has_tick(key) && !fields.has_field(key) {
            return Err(TemplateFault::UnknownField(key.to_owned()));
        }
        let key = key.to_owned();
        let when = Self {
            key,
            is_table,
            contrary,
        };
        Ok(Some((when, length)))
    }

    /// A blank form, and stock printed from one, has everything.
    fn holds(&self, fill: Fill<'_>) -> bool {
        let given = match fill {
            Fill::Filled(values) => {
                let key = &self.key;
                values.is_ticked(key) || !values.get(key).is_empty() || !values.rows(key).is_empty()
            }
            Fill::Blank | Fill::Overprint(..) => true,
        };
        given != self.contrary
    }
}

/// The paragraphs that stand on a paper. Clauses counted in figures close up where one before them falls away; those
/// that bear the same number are alternatives.
pub(super) fn standing(contract: &Contract, fill: Fill<'_>) -> Vec<Paragraph> {
    let mut standing = Vec::new();
    let mut fallen = 0;
    // The number met last, and whether one of its alternatives stands.
    let mut last = (0, true);
    for line in &contract.lines {
        let stands = (line.when.as_ref()).is_none_or(|when| when.holds(fill));
        let mut paragraph = line.paragraph.clone();
        if let Paragraph::Clause { number, .. } = &mut paragraph
            && let Some((written, mark)) = figures(number)
        {
            if written != last.0 {
                fallen = if written < last.0 {
                    0
                } else {
                    fallen + u32::from(!last.1)
                };
                last = (written, false);
            }
            last.1 |= stands;
            *number = format!("{}{mark}", written.saturating_sub(fallen));
        }
        if stands {
            standing.push(paragraph);
        }
    }
    standing
}

/// A clause number in figures, and what follows it.
fn figures(number: &str) -> Option<(u32, String)> {
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    let written = number[..digits].parse().ok()?;
    Some((written, number[digits..].to_owned()))
}
