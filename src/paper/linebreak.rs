//! Where lines end: UAX #14 on measured advances.
//!
//! No closing punctuation begins a line, no opening punctuation ends one, and a word or number that is
//! longer than the line breaks anywhere rather than overflow.

use std::ops::Range;

use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};

/// Stands in the text for a blank or a box: a break may come before and after it.
pub(super) const OBJECT: char = '\u{FFFC}';
/// Tolerance for sums of advances, in millimetres.
const SLACK: f32 = 0.01;

/// Splits a text into lines, as ranges of character indices.
///
/// `advances` holds the width of each character; `first` is the room on the first line and `rest` on
/// the others, all in millimetres. A line feed ends its line; spaces at a line's end take no room.
pub(super) fn break_lines(
    text: &str,
    advances: &[f32],
    first: f32,
    rest: f32,
) -> Vec<Range<usize>> {
    let chars: Vec<char> = text.chars().collect();
    let allowed = opportunities(text, chars.len());
    let mut lines = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let room = if lines.is_empty() { first } else { rest };
        let end = line_end(&chars, &allowed, advances, start, room);
        lines.push(start..end);
        start = end;
    }
    if lines.is_empty() || chars.last() == Some(&'\n') {
        lines.push(chars.len()..chars.len());
    }
    lines
}

#[derive(Clone, Copy, PartialEq)]
enum Break {
    No,
    May,
    Must,
}

/// Whether a line may end before each character.
fn opportunities(text: &str, length: usize) -> Vec<Break> {
    let mut allowed = vec![Break::No; length + 1];
    let mut marks = linebreaks(text).peekable();
    for (index, byte) in text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .enumerate()
    {
        if let Some(&(at, kind)) = marks.peek()
            && at == byte
        {
            allowed[index] = match kind {
                BreakOpportunity::Mandatory => Break::Must,
                BreakOpportunity::Allowed if parts_object(text, at) => Break::No,
                BreakOpportunity::Allowed if parts_range(text, at) => Break::No,
                BreakOpportunity::Allowed => Break::May,
            };
            marks.next();
        }
    }
    allowed
}

/// Whether a break at this byte would part a blank from the punctuation that closes it: LB20 comes before
/// the rule that keeps `；` and `：` off a line's beginning.
fn parts_object(text: &str, at: usize) -> bool {
    text[..at].ends_with(OBJECT) && text[at..].starts_with(cannot_begin)
}

/// Whether a break at this byte would part a range, `+7%～－10%`, or a figure from its sign or from yuan.
fn parts_range(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let signed = before.ends_with('－') && after.starts_with(|next: char| next.is_ascii_digit());
    let digit = |last: char| last.is_ascii_digit();
    let yuan = before.ends_with(digit) && after.starts_with('元');
    before.ends_with('～') || after.starts_with('～') || signed || yuan
}

fn line_end(chars: &[char], allowed: &[Break], advances: &[f32], start: usize, room: f32) -> usize {
    let mut width = 0.0;
    let mut last = start;
    for index in start..chars.len() {
        if index > start {
            match allowed[index] {
                Break::Must => return index,
                Break::May => last = index,
                Break::No => {}
            }
        }
        width += advances[index];
        let hangs = chars[index] == ' ' || chars[index] == '\n';
        if width > room + SLACK && !hangs {
            return if last > start {
                last
            } else {
                forced_end(chars, start, index)
            };
        }
    }
    chars.len()
}

/// The end of a line inside a word that does not fit; `over` is the first character beyond the room.
fn forced_end(chars: &[char], start: usize, over: usize) -> usize {
    let latest = over.max(start + 1);
    (start + 1..=latest)
        .rev()
        .find(|&end| {
            end == chars.len() || (!cannot_begin(chars[end]) && !cannot_end(chars[end - 1]))
        })
        .unwrap_or(latest)
}

/// Closing punctuation, and what else never begins a line.
fn cannot_begin(ch: char) -> bool {
    use BreakClass::{
        CloseParenthesis, ClosePunctuation, CombiningMark, Exclamation, InfixSeparator, NonStarter,
        WordJoiner, ZeroWidthJoiner,
    };
    matches!(
        break_property(u32::from(ch)),
        ClosePunctuation
            | CloseParenthesis
            | CombiningMark
            | Exclamation
            | InfixSeparator
            | NonStarter
            | WordJoiner
            | ZeroWidthJoiner
    )
}

fn cannot_end(ch: char) -> bool {
    matches!(
        break_property(u32::from(ch)),
        BreakClass::OpenPunctuation | BreakClass::WordJoiner
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of `room` characters, every character one millimetre wide.
    fn lines(text: &str, room: f32) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let advances = vec![1.0; chars.len()];
        break_lines(text, &advances, room, room)
            .into_iter()
            .map(|range| chars[range].iter().collect())
            .collect()
    }

    #[test]
    fn closing_punctuation_never_begins_a_line() {
        assert_eq!(lines("石桥镇红星村，三组", 6.0), ["石桥镇红星", "村，三组"]);
        assert_eq!(lines("用电地址（石桥）村", 7.0), ["用电地址（石", "桥）村"]);
    }

    #[test]
    fn a_range_stays_on_one_line() {
        assert_eq!(lines("电压为+7%～－10%的", 9.0), ["电压为", "+7%～－10%的"]);
    }

    #[test]
    fn a_blank_keeps_the_punctuation_that_closes_it() {
        assert_eq!(
            lines("计费方式\u{FFFC}；价格", 5.0),
            ["计费方式", "\u{FFFC}；价格"]
        );
        assert_eq!(lines("甲\u{FFFC}乙", 2.0), ["甲\u{FFFC}", "乙"]);
    }

    #[test]
    fn opening_punctuation_never_ends_a_line() {
        assert_eq!(lines("供电所（石桥）", 4.0), ["供电所", "（石桥）"]);
        assert_eq!(lines("见《供电》", 2.0), ["见", "《供", "电》"]);
    }

    #[test]
    fn a_number_longer_than_the_line_breaks_anywhere() {
        assert_eq!(lines("表号1234567890", 4.0), ["表号", "1234", "5678", "90"]);
    }

    #[test]
    fn line_feeds_end_lines_and_spaces_hang() {
        assert_eq!(lines("甲\n\n乙", 5.0), ["甲\n", "\n", "乙"]);
        assert_eq!(lines("甲乙丙 丁", 3.0), ["甲乙丙 ", "丁"]);
        assert_eq!(lines("", 5.0), [""]);
    }

    #[test]
    fn a_character_wider_than_the_line_stands_alone() {
        assert_eq!(lines("甲乙", 0.5), ["甲", "乙"]);
    }

    #[test]
    fn the_first_line_has_its_own_room() {
        let ranges = break_lines("一二三四五", &[1.0; 5], 2.0, 3.0);
        assert_eq!(ranges, [0..2, 2..5]);
    }
}
