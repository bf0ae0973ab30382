//! Papers issued (已出文书): what was printed, when, by whom, and where its bytes lie.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::{StoreError, WallTime};

/// How a sheet without a round is kept.
const NO_ROUND: u32 = 0;

/// A paper that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedPaper {
    /// Number of the case or of the refusal.
    pub subject: String,
    pub form: String,
    /// The round of the form's step, or the part of a split account; none where the form has one sheet for the case.
    pub round: Option<u32>,
    /// 1 for the first; a new one where the content has changed since.
    pub issue: u32,
    /// SHA-256 of what was to be printed: tells whether the content has changed.
    pub content_hash: String,
    /// SHA-256 of the PDF.
    pub sha256: String,
    pub pages: u32,
    pub bytes: u64,
    /// Path in the data folder, with `/`.
    pub path: String,
    /// Name, version and hash of the contract template on its back.
    pub template: Option<String>,
    pub issued_at: NaiveDateTime,
    pub operator: String,
}

/// Keeps the record of a paper.
///
/// # Errors
/// The row cannot be written; an issue exists once.
pub fn insert(conn: &Connection, paper: &IssuedPaper) -> Result<(), StoreError> {
    conn.prepare_cached(include_str!("paper_insert.sql"))?
        .execute(named_params! {
            ":subject": paper.subject,
            ":form": paper.form,
            ":round": paper.round.unwrap_or(NO_ROUND),
            ":issue": paper.issue,
            ":content_hash": paper.content_hash,
            ":sha256": paper.sha256,
            ":pages": paper.pages,
            ":bytes": i64::try_from(paper.bytes).unwrap_or(i64::MAX),
            ":path": paper.path,
            ":template": paper.template,
            ":issued_at": WallTime(paper.issued_at),
            ":operator": paper.operator,
        })?;
    Ok(())
}

/// The latest issue of a form's sheet for a subject.
///
/// # Errors
/// The row cannot be read.
pub fn latest(
    conn: &Connection,
    subject: &str,
    form: &str,
    round: Option<u32>,
) -> Result<Option<IssuedPaper>, StoreError> {
    let mut statement = conn.prepare_cached(include_str!("paper_latest.sql"))?;
    let sheet = named_params! {
        ":subject": subject, ":form": form, ":round": round.unwrap_or(NO_ROUND),
    };
    Ok(statement.query_row(sheet, read).optional()?)
}

/// Every paper issued for a subject, in the order of issue.
///
/// # Errors
/// A row cannot be read.
pub fn of(conn: &Connection, subject: &str) -> Result<Vec<IssuedPaper>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT * FROM issued_paper WHERE subject = :subject ORDER BY id")?;
    let papers = statement.query_map(named_params! { ":subject": subject }, read)?;
    Ok(papers.collect::<Result<_, _>>()?)
}

/// Every paper ever issued.
///
/// # Errors
/// A row cannot be read.
pub fn all(conn: &Connection) -> Result<Vec<IssuedPaper>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM issued_paper ORDER BY id")?;
    let papers = statement.query_map([], read)?;
    Ok(papers.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<IssuedPaper> {
    Ok(IssuedPaper {
        subject: row.get("subject")?,
        form: row.get("form")?,
        round: Some(row.get("round")?).filter(|round| *round != NO_ROUND),
        issue: row.get("issue")?,
        content_hash: row.get("content_hash")?,
        sha256: row.get("sha256")?,
        pages: row.get("pages")?,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        path: row.get("path")?,
        template: row.get("template")?,
        issued_at: row.get::<_, WallTime>("issued_at")?.0,
        operator: row.get("operator")?,
    })
}
