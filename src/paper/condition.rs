//! Paragraphs of a contract that stand only on some papers: `?sources 4. …`, `?!sources 4. …`.

use super::contract::{Contract, Paragraph};
use super::error::TemplateFault;
use super::fields::Fields;
use super::pen::Fill;
use super::template::Template;
use super::values::Values;

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
    let counted = counted(contract, fill).into_iter();
    let standing = counted.filter(|line| line.stands);
    standing.map(|line| line.paragraph).collect()
}

/// A clause of which the stock has not the wording that the case goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reworded {
    /// Its number on the stock; none of a clause that the stock has not at all.
    pub number: Option<String>,
    /// What holds instead; none where it does not apply.
    pub text: Option<Template>,
}

/// The clauses that the stock words otherwise than the case.
pub(super) fn reworded(contract: &Contract, values: &Values) -> Vec<Reworded> {
    let on_stock = counted(contract, Fill::Blank);
    let of_case = counted(contract, Fill::Filled(values));
    let has = |lines: &[Counted], group: u32| {
        let mut lines = lines.iter();
        lines.any(|line| line.stands && line.group == Some(group))
    };
    let mut reworded = Vec::new();
    for (stock, case) in on_stock.iter().zip(&of_case) {
        let (Some(group), Paragraph::Clause { number, text }) = (stock.group, &stock.paragraph)
        else {
            continue;
        };
        let number = figures(number).map(|(number, _)| number.to_string());
        match (stock.stands, case.stands) {
            (false, true) => reworded.push(Reworded {
                number: number.filter(|_| has(&on_stock, group)),
                text: Some(text.clone()),
            }),
            (true, false) if !has(&of_case, group) => {
                reworded.push(Reworded { number, text: None });
            }
            _ => {}
        }
    }
    reworded
}

/// A line of a contract, its clause counted as on the paper.
struct Counted {
    stands: bool,
    paragraph: Paragraph,
    /// Which clause counted in figures it is; alternatives have the same.
    group: Option<u32>,
}

fn counted(contract: &Contract, fill: Fill<'_>) -> Vec<Counted> {
    let mut counted = Vec::with_capacity(contract.lines.len());
    let mut fallen = 0;
    let mut groups = 0;
    // The number met last, and whether one of its alternatives stands.
    let mut last = (0, true);
    for line in &contract.lines {
        let mut group = None;
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
                groups += 1;
            }
            group = Some(groups);
            last.1 |= stands;
            *number = format!("{}{mark}", written.saturating_sub(fallen));
        }
        counted.push(Counted {
            stands,
            paragraph,
            group,
        });
    }
    counted
}

/// A clause number in figures, and what follows it.
fn figures(number: &str) -> Option<(u32, String)> {
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    let written = number[..digits].parse().ok()?;
    Some((written, number[digits..].to_owned()))
}
