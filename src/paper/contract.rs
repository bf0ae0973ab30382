//! Contract templates: plain text files that an office can adapt without a programmer.
//!
//! ```text
//! title: 居民供用电合同
//! version: 2026-1
//!
//! # 一、用电地址         a heading, kept with what follows
//! 1. 用电地址:{{customer.address}}。   a clause; its number hangs in the margin
//! | 供电人: | 用电人: |   columns side by side; the last rows of the file are the signature block
//! @ metering_points      the form's table with this key stands here
//! ?sources 2. 各电源…   any of these only where the table has rows; `?!sources` only where it has none
//! ```

use std::collections::BTreeSet;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::condition::When;
use super::error::{PaperError, TemplateFault};
use super::fields::{Fields, fields};
use super::template::Template;

/// The embedded templates: id and text.
const EMBEDDED: &[(&str, &str)] = &[
    (
        "resident",
        include_str!("../../assets/contracts/resident.txt"),
    ),
    (
        "low_voltage",
        include_str!("../../assets/contracts/low_voltage.txt"),
    ),
    (
        "high_voltage",
        include_str!("../../assets/contracts/high_voltage.txt"),
    ),
];

/// A contract template (合同范本), ready to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    pub id: String,
    pub title: String,
    /// The version that the file declares.
    pub version: String,
    /// SHA-256 of the file, in hexadecimal: a printed contract records which wording it came from.
    pub sha256: String,
    pub(super) lines: Vec<Line>,
}

/// One line of a template file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// None: always.
    pub when: Option<When>,
    pub paragraph: Paragraph,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Paragraph {
    Heading(Template),
    Clause {
        number: String,
        text: Template,
    },
    Plain(Template),
    /// Columns side by side: the parties, the signatures.
    Columns(Vec<Template>),
    /// The form's table with this key.
    Table(String),
}

impl Contract {
    /// Parses a template file.
    ///
    /// # Errors
    /// [`PaperError::Template`] naming line and column of the first fault.
    pub fn parse(id: &str, source: &str) -> Result<Self, PaperError> {
        let dictionary = fields()?;
        let mut title = None;
        let mut version = None;
        let mut lines = Vec::new();
        for (index, line) in source.lines().enumerate() {
            let text = line.trim();
            if let Some(value) = text.strip_prefix("title:") {
                title = Some(value.trim().to_owned());
            } else if let Some(value) = text.strip_prefix("version:") {
                version = Some(value.trim().to_owned());
            } else if !text.is_empty() {
                lines.push(conditional(id, index + 1, line, dictionary)?);
            }
        }
        let head = |value: Option<String>, key: &'static str| {
            value
                .filter(|text| !text.is_empty())
                .ok_or_else(|| PaperError::Template {
                    name: id.to_owned(),
                    line: 1,
                    column: 1,
                    fault: TemplateFault::MissingHead(key),
                })
        };
        Ok(Self {
            id: id.to_owned(),
            title: head(title, "title:")?,
            version: head(version, "version:")?,
            sha256: hex::encode(Sha256::digest(source.as_bytes())),
            lines,
        })
    }

    /// The keys of the tables that it calls for.
    pub(super) fn tables(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| match &line.paragraph {
            Paragraph::Table(key) => Some(key.as_str()),
            _ => None,
        })
    }

    /// The keys of all its placeholders, and of its conditions on fields and boxes.
    pub fn fields(&self) -> BTreeSet<String> {
        let conditions = self.lines.iter().filter_map(|line| line.when.as_ref());
        let conditions = conditions.filter(|when| !when.is_table);
        let conditions = conditions.map(|when| when.key.clone());
        let templates = self.lines.iter().flat_map(|line| match &line.paragraph {
            Paragraph::Heading(text) | Paragraph::Plain(text) | Paragraph::Clause { text, .. } => {
                std::slice::from_ref(text)
            }
            Paragraph::Columns(cells) => cells.as_slice(),
            Paragraph::Table(_) => &[],
        });
        templates
            .flat_map(Template::keys)
            .map(str::to_owned)
            .chain(conditions)
            .collect()
    }
}

/// Every embedded contract template.
///
/// # Errors
/// The first fault of an embedded file; a test proves that there is none.
pub fn contracts() -> Result<&'static [Contract], PaperError> {
    static CONTRACTS: OnceLock<Result<Vec<Contract>, PaperError>> = OnceLock::new();
    CONTRACTS
        .get_or_init(|| {
            EMBEDDED
                .iter()
                .map(|(id, source)| Contract::parse(id, source))
                .collect()
        })
        .as_deref()
        .map_err(Clone::clone)
}

/// The embedded contract template with this id.
///
/// # Errors
/// [`PaperError::UnknownContract`].
pub fn contract(id: &str) -> Result<&'static Contract, PaperError> {
    contracts()?
        .iter()
        .find(|contract| contract.id == id)
        .ok_or_else(|| PaperError::UnknownContract(id.to_owned()))
}

/// The text of the embedded contract template with this id, for an office to adapt.
///
/// # Errors
/// [`PaperError::UnknownContract`].
pub fn contract_source(id: &str) -> Result<&'static str, PaperError> {
    let found = EMBEDDED.iter().find(|(known, _)| *known == id);
    found
        .map(|(_, source)| *source)
        .ok_or_else(|| PaperError::UnknownContract(id.to_owned()))
}

fn conditional(
    id: &str,
    number: usize,
    line: &str,
    dictionary: &Fields,
) -> Result<Line, PaperError> {
    let start = line.len() - line.trim_start().len();
    let when = When::parse(&line[start..], dictionary).map_err(|fault| PaperError::Template {
        name: id.to_owned(),
        line: number,
        column: line[..start].chars().count() + 1,
        fault,
    })?;
    let (when, length) = match when {
        Some((when, length)) => (Some(when), length),
        None => (None, 0),
    };
    Ok(Line {
        when,
        paragraph: paragraph(id, number, line, start + length, dictionary)?,
    })
}

/// What stands in a line from a byte on.
fn paragraph(
    id: &str,
    number: usize,
    line: &str,
    from: usize,
    dictionary: &Fields,
) -> Result<Paragraph, PaperError> {
    // What comes before the text keeps its width in the column that an error names.
    let parse = |byte: usize, end: usize| -> Result<Template, PaperError> {
        let before = line[..byte].chars().count();
        Template::parse(id, number, &line[byte..end], dictionary).map_err(|error| match error {
            PaperError::Template {
                name,
                line,
                column,
                fault,
            } => PaperError::Template {
                name,
                line,
                column: column + before,
                fault,
            },
            other => other,
        })
    };
    let start = line.len() - line[from..].trim_start().len();
    let end = line.trim_end().len().max(start);
    let text = &line[start..end];
    if text.starts_with('#') {
        let skip = text.len() - text.trim_start_matches('#').trim_start().len();
        return Ok(Paragraph::Heading(parse(start + skip, end)?));
    }
    if let Some(key) = text.strip_prefix('@') {
        let key = key.trim();
        if dictionary.tables.contains_key(key) {
            return Ok(Paragraph::Table(key.to_owned()));
        }
        return Err(PaperError::Template {
            name: id.to_owned(),
            line: number,
            column: line[..start].chars().count() + 1,
            fault: TemplateFault::UnknownTable(key.to_owned()),
        });
    }
    if let Some(columns) = text.strip_prefix('|') {
        let mut cells = Vec::new();
        let mut at = start + 1;
        for cell in columns.trim_end_matches('|').split('|') {
            let lead = cell.len() - cell.trim_start().len();
            cells.push(parse(at + lead, at + cell.trim_end().len().max(lead))?);
            at += cell.len() + 1;
        }
        return Ok(Paragraph::Columns(cells));
    }
    match clause_number(text) {
        0 => Ok(Paragraph::Plain(parse(start, end)?)),
        length => {
            let body = &text[length..];
            let skip = body.len() - body.trim_start().len();
            Ok(Paragraph::Clause {
                number: text[..length].to_owned(),
                text: parse(start + length + skip, end)?,
            })
        }
    }
}

/// Length in bytes of the clause number that a line begins with: `1.` `12、` `(3)` `第四条`; 0 for none.
fn clause_number(text: &str) -> usize {
    let numeral = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十百".contains(ch);
    let (open, closings): (usize, &[char]) = match text.chars().next() {
        Some(ch @ ('(' | '\u{FF08}')) => (ch.len_utf8(), &[')', '\u{FF09}']),
        Some(ch @ '第') => (ch.len_utf8(), &['条']),
        Some(ch) if ch.is_ascii_digit() => (0, &['.', '、', '\u{FF0E}']),
        _ => return 0,
    };
    let digits: usize = text[open..]
        .chars()
        .take_while(|&ch| numeral(ch))
        .map(char::len_utf8)
        .sum();
    let mut rest = text[open + digits..].chars();
    match (rest.next(), rest.next()) {
        // `3.5 kW` begins with a number, not with a clause.
        (Some('.'), Some(next)) if next.is_ascii_digit() => 0,
        (Some(ch), _) if digits > 0 && closings.contains(&ch) => open + digits + ch.len_utf8(),
        _ => 0,
    }
}
