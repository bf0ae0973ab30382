//! Cutting text into tokens that the `ascii` tokenizer passes through unchanged.
//!
//! That tokenizer splits at ASCII signs and folds ASCII capitals; every byte above ASCII belongs to a
//! token. So letters are made small here, and ASCII signs are moved to characters of a private area.

/// Marks a token as a piece of a code, so that `138` in an address and in a phone are told apart.
const CODE: char = '\u{F8F0}';

/// Where ASCII signs are moved to.
const SIGNS: u32 = 0xF800;

/// A longer text than any field of ours: what is typed beyond it is not looked at.
const LONGEST: usize = 64;

/// The length of the long pieces of a code.
pub(super) const LONG: usize = 5;

/// The length of the short pieces of a code: the fewest digits that are looked for inside one.
pub(super) const SHORT: usize = 3;

/// The characters of a text as they are compared: full-width as half-width, small letters, no controls.
pub(super) fn fold(text: &str) -> Vec<char> {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    let kept = text.chars().map(narrow).filter(|c| !c.is_control());
    kept.map(|c| c.to_ascii_lowercase())
        .take(LONGEST * 4)
        .collect()
}

/// The parts of a query: all of them must be found. At most eight are looked at.
pub(super) fn parts(query: &str) -> Vec<Vec<char>> {
    let folded = fold(query);
    let parts = folded
        .split(|c| c.is_whitespace())
        .filter(|part| !part.is_empty());
    parts
        .take(8)
        .map(|part| part.iter().copied().take(LONGEST).collect())
        .collect()
}

/// The code that a text is, without hyphens: ASCII letters and digits, at least one digit.
pub(super) fn code(folded: &[char]) -> Option<Vec<char>> {
    let code: Vec<char> = folded
        .iter()
        .copied()
        .filter(|c| !matches!(c, '-' | ' '))
        .collect();
    let is_code =
        code.iter().all(char::is_ascii_alphanumeric) && code.iter().any(char::is_ascii_digit);
    is_code.then_some(code)
}

/// The characters of a field of words as they are compared: folded, without blanks.
pub(super) fn word(text: &str) -> Vec<char> {
    let mut word = fold(text);
    word.retain(|c| !c.is_whitespace());
    word
}

/// Writes the tokens of a field of words to the end of `out`. The last character of a field stands alone,
/// so that no row of pairs runs on into the next field.
pub(super) fn word_tokens(word: &[char], out: &mut String) {
    for pair in word.windows(2) {
        token(pair, out);
    }
    if let Some(last) = word.last() {
        token(&[*last], out);
    }
}

/// Writes each different character of the words once.
pub(super) fn single_tokens(words: &[Vec<char>], out: &mut String) {
    let mut singles: Vec<char> = words.iter().flatten().copied().collect();
    singles.sort_unstable();
    singles.dedup();
    for single in singles {
        token(&[single], out);
    }
}

/// Writes the tokens of a code to the end of `out`: the long pieces, shorter towards the end, then a bare
/// mark that keeps the next code apart.
pub(super) fn code_tokens(code: &[char], out: &mut String) {
    for start in 0..code.len().saturating_sub(SHORT - 1) {
        code_token(&code[start..code.len().min(start + LONG)], out);
    }
    code_token(&[], out);
}

/// Writes each different short piece of the codes once.
pub(super) fn short_code_tokens(codes: &[Vec<char>], out: &mut String) {
    let mut pieces: Vec<&[char]> = codes.iter().flat_map(|code| code.windows(SHORT)).collect();
    pieces.sort_unstable();
    pieces.dedup();
    for piece in pieces {
        code_token(piece, out);
    }
}

/// The query for a part as words.
pub(super) fn word_query(part: &[char]) -> String {
    let mut tokens = String::new();
    match part {
        [single] => token(&[*single], &mut tokens),
        longer => longer.windows(2).for_each(|pair| token(pair, &mut tokens)),
    }
    phrase(&tokens)
}

/// The query for a part as a piece of a code; `None` for fewer than three characters.
pub(super) fn code_query(code: &[char]) -> Option<String> {
    let mut tokens = String::new();
    match code.len() {
        0..SHORT => return None,
        // Between the short and the long pieces: every long one that begins so.
        4 => {
            code_token(code, &mut tokens);
            return Some(format!("{} *", phrase(&tokens)));
        }
        SHORT => code_token(code, &mut tokens),
        _ => code
            .windows(LONG)
            .for_each(|piece| code_token(piece, &mut tokens)),
    }
    Some(phrase(&tokens))
}

fn phrase(tokens: &str) -> String {
    format!("\"{}\"", tokens.trim_end())
}

fn code_token(piece: &[char], out: &mut String) {
    out.push(CODE);
    token(piece, out);
}

fn token(piece: &[char], out: &mut String) {
    out.extend(piece.iter().map(|&c| {
        let sign = c.is_ascii() && !c.is_ascii_alphanumeric();
        if sign {
            char::from_u32(SIGNS + c as u32).unwrap_or(c)
        } else {
            c
        }
    }));
    out.push(' ');
}
