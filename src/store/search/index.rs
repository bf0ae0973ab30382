//! Keeping the search table in step with customers, cases and claims.

use pinyin::ToPinyin;
use rusqlite::Connection;

use super::{CASES, CLAIMS, tokens};
use crate::store::StoreError;

/// What of a customer, a case or a claim can be found.
#[derive(Debug, Clone, Copy)]
pub struct Searchable<'a> {
    /// Names (each with its [`initials`]) and addresses: found by any part from one character on.
    pub words: &'a [&'a str],
    /// Account, case, meter, identity and phone numbers: found by any three characters in a row.
    pub codes: &'a [&'a str],
}

/// The pinyin initials (拼音首字母) of a name, each character in its usual reading.
///
/// ```
/// assert_eq!(yekuo::store::search::initials("红星米厂"), "hxmc");
/// assert_eq!(yekuo::store::search::initials("AB电器"), "abdq");
/// ```
pub fn initials(name: &str) -> String {
    let initial = |c: char| match c.to_pinyin() {
        Some(reading) => reading
            .plain()
            .chars()
            .next()
            .map(|letter| if letter == 'ü' { 'v' } else { letter }),
        None => c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    name.chars().filter_map(initial).collect()
}

/// Makes a customer's current text findable, and no longer what it was before.
///
/// # Errors
/// The file cannot be written.
pub fn index_customer(conn: &Connection, id: i64, text: &Searchable<'_>) -> Result<(), StoreError> {
    put(conn, id, text)
}

/// Makes a case's current text findable, and no longer what it was before.
///
/// # Errors
/// The file cannot be written.
pub fn index_case(conn: &Connection, id: i64, text: &Searchable<'_>) -> Result<(), StoreError> {
    put(conn, CASES + id, text)
}

/// Makes a claim's current text findable, and no longer what it was before.
///
/// # Errors
/// The file cannot be written.
pub fn index_claim(conn: &Connection, id: i64, text: &Searchable<'_>) -> Result<(), StoreError> {
    put(conn, CLAIMS + id, text)
}

/// Makes a customer no longer findable.
///
/// # Errors
/// The file cannot be written.
pub fn remove_customer(conn: &Connection, id: i64) -> Result<(), StoreError> {
    remove(conn, id)
}

/// Makes a case no longer findable.
///
/// # Errors
/// The file cannot be written.
pub fn remove_case(conn: &Connection, id: i64) -> Result<(), StoreError> {
    remove(conn, CASES + id)
}

fn put(conn: &Connection, rowid: i64, text: &Searchable<'_>) -> Result<(), StoreError> {
    let words: Vec<Vec<char>> = text.words.iter().map(|word| tokens::word(word)).collect();
    let code = |code: &&str| -> Vec<char> {
        tokens::fold(code)
            .into_iter()
            .filter(char::is_ascii_alphanumeric)
            .collect()
    };
    let codes: Vec<Vec<char>> = text.codes.iter().map(code).collect();
    let mut out = String::new();
    words
        .iter()
        .for_each(|word| tokens::word_tokens(word, &mut out));
    codes
        .iter()
        .for_each(|code| tokens::code_tokens(code, &mut out));
    tokens::single_tokens(&words, &mut out);
    tokens::short_code_tokens(&codes, &mut out);
    conn.prepare_cached("INSERT OR REPLACE INTO search (rowid, tokens) VALUES (?1, ?2)")?
        .execute((rowid, out))?;
    Ok(())
}

fn remove(conn: &Connection, rowid: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([rowid])?;
    Ok(())
}
