//! Masks for what is private (脱敏): lists and exports show identity numbers and phones masked.

/// An identity number with all but the first 3 and last 4 characters starred.
///
/// ```
/// assert_eq!(yekuo::model::mask::id_number("11010519491231002X"), "110***********002X");
/// assert_eq!(yekuo::model::mask::id_number("AB12"), "****");
/// ```
pub fn id_number(number: &str) -> String {
    star(number, 3, 4)
}

/// A phone number with all but the first 3 and last 4 characters starred.
///
/// ```
/// assert_eq!(yekuo::model::mask::phone("13800138000"), "138****8000");
/// ```
///
/// Of a land line the whole area code stands.
///
/// ```
/// assert_eq!(yekuo::model::mask::phone("0797-6212345"), "0797-***2345");
/// ```
pub fn phone(number: &str) -> String {
    match number.split_once('-') {
        Some((area, own)) if area.starts_with('0') => format!("{area}-{}", star(own, 0, 4)),
        _ => star(number, 3, 4),
    }
}

fn star(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let hides_something = length > head + tail;
    text.chars()
        .enumerate()
        .map(|(i, c)| {
            let shown = hides_something && (i < head || i >= length - tail);
            if shown { c } else { '*' }
        })
        .collect()
}
