//! Small truths about typed-in text.

/// A word that is not in an enum's table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{noun}“{word}”不在可选范围内（可选：{known}）")]
pub struct UnknownWord {
    pub noun: &'static str,
    pub word: String,
    pub known: String,
}

/// What a clerk typed, without the blanks around it (ASCII and full-width) and without line breaks or
/// control characters, which a form's single-line field cannot show.
///
/// ```
/// assert_eq!(yekuo::model::text::tidy(" \u{3000}王芳\n "), "王芳");
/// ```
pub fn tidy(typed: &str) -> String {
    let flat: String = typed
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    flat.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}')
        .to_owned()
}

/// At most so many characters, the middle left out: what tells addresses apart stands at their end.
///
/// ```
/// use yekuo::model::text::without_middle;
/// assert_eq!(without_middle("石桥乡一村三组18号", 8), "石桥…三组18号");
/// assert_eq!(without_middle("一村1号", 8), "一村1号");
/// ```
pub fn without_middle(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let kept = most.saturating_sub(1);
    let head = kept / 3;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(count - (kept - head)).collect();
    format!("{start}…{end}")
}

/// Full-width digits, letters and signs as their ASCII twins: an input method left in full-width mode
/// types U+FF11 where `1` is meant.
///
/// ```
/// assert_eq!(yekuo::model::text::half_width("\u{FF11}3\u{FF21}"), "13A");
/// ```
pub fn half_width(typed: &str) -> String {
    tidy(typed)
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}
