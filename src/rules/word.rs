//! Words of a table as people write them.

use crate::model::text::half_width;

/// Whether a word, made [`plain`], is one of the names.
pub(super) fn fits(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| plain(name) == word)
}

/// A word or a unit without what people write in several ways: width, case, blanks, dashes, 千伏 for kV.
pub(super) fn plain(typed: &str) -> String {
    let mut word = half_width(typed).to_lowercase();
    for (written, meant) in [
        (" ", ""),
        ("千伏安", "kva"),
        ("千瓦时", "kwh"),
        ("千伏", "kv"),
        ("千瓦", "kw"),
        ("至", "-"),
        ("—", "-"),
        ("–", "-"),
        ("~", "-"),
        (".", "·"),
    ] {
        word = word.replace(written, meant);
    }
    word
}
