//! Takes identity numbers and phones out of what goes into the log (AUDIT-5) or out of the house.

use serde_json::Value;

use crate::model::identity::check_uscc;
use crate::model::mask;

/// Masks every mobile number, resident identity number and social credit code inside a value, also one
/// given as a JSON number or typed in full-width digits. Longer runs of digits (a meter's 22) are
/// references and stay.
pub fn scrub(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(scrub_text(&text)),
        Value::Number(number) => {
            let text = number.to_string();
            let scrubbed = scrub_text(&text);
            if scrubbed == text {
                Value::Number(number)
            } else {
                Value::String(scrubbed)
            }
        }
        Value::Array(items) => Value::Array(items.into_iter().map(scrub).collect()),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| (scrub_text(&key), scrub(value)))
                .collect(),
        ),
        other => other,
    }
}

fn scrub_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if narrow(c).is_ascii_alphanumeric() {
            run.push(c);
        } else {
            close_run(&mut run, &mut out);
            out.push(c);
        }
    }
    close_run(&mut run, &mut out);
    out
}

fn close_run(run: &mut String, out: &mut String) {
    let plain: String = run.chars().map(narrow).collect();
    if is_mobile(&plain) {
        out.push_str(&mask::phone(&plain));
    } else if is_resident_id(&plain) || check_uscc(&plain).is_ok() {
        out.push_str(&mask::id_number(&plain));
    } else {
        out.push_str(run);
    }
    run.clear();
}

fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

fn is_mobile(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
}

/// By its pattern alone: one with a wrong check digit is somebody's number too.
fn is_resident_id(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() == 18
        && bytes[..17].iter().all(u8::is_ascii_digit)
        && (bytes[17].is_ascii_digit() || bytes[17].eq_ignore_ascii_case(&b'x'))
        && chrono::NaiveDate::parse_from_str(&run[6..14], "%Y%m%d").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn private_numbers_are_masked_wherever_they_stand() {
        let detail = json!({
            "note": "来电13800138000,证件11010519491231002x;",
            "number": 13_800_138_000_u64,
            "list": ["91350100M000100Y43", "138\u{FF10}0138000"],
            "13900139000": true,
        });
        let expected = json!({
            "note": "来电138****8000,证件110***********002x;",
            "number": "138****8000",
            "list": ["913***********0Y43", "138****8000"],
            "139****9000": true,
        });
        assert_eq!(scrub(detail), expected);
    }

    #[test]
    fn references_stay() {
        let detail = json!({
            "case": "360731202600001", "account": "3607310001", "long_account": "3607310000001",
            "meter": "3640001000000123456789", "kw": 13.5, "short": "1380013800", "area": "12800138000",
        });
        assert_eq!(scrub(detail.clone()), detail);
    }
}
