//! A JSON object as the fields of a calculation. Numbers come through as they were written, digit for digit:
//! read as numbers they would pass through floats.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::cli::failure::Failure;
use crate::cli::input;
use crate::rules::question::{Fields, Typed};

/// Reads the fields.
///
/// # Errors
/// Refused (INPUT): no JSON, no object, a field written twice.
pub(super) fn read(text: &str) -> Result<Fields, Failure> {
    // First as it stands, so that what is wrong is named by its own line and column.
    input::json::<Object>(text)?;
    let read: Object = input::json(&numbers_as_text(text))?;
    Ok(read.0)
}

/// The same JSON with its numbers in quotes.
pub(in crate::cli) fn numbers_as_text(json: &str) -> String {
    let mut quoted = String::with_capacity(json.len() + 16);
    let (mut in_text, mut escaped, mut in_number) = (false, false, false);
    for c in json.chars() {
        let goes_on = in_number && matches!(c, '.' | 'e' | 'E' | '+');
        let is_number = !in_text && (goes_on || c == '-' || c.is_ascii_digit());
        if is_number != in_number {
            quoted.push('"');
            in_number = is_number;
        }
        quoted.push(c);
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = in_text,
            '"' => in_text = !in_text,
            _ => {}
        }
    }
    if in_number {
        quoted.push('"');
    }
    quoted
}

/// A set of fields.
#[derive(Debug)]
pub(in crate::cli) struct Object(Fields);

impl From<Object> for Fields {
    fn from(object: Object) -> Self {
        object.0
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut fields = Fields::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if fields.contains_key(&name) {
                return Err(Error::custom(format!("duplicate field `{name}`")));
            }
            fields.insert(name, value.0);
        }
        Ok(Object(fields))
    }
}

struct Value(Typed);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value(Typed::Nothing))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value(Typed::Flag(flag)))
    }

    // Numbers are met only in the text as it stands, which is read for its shape alone.
    fn visit_i64<E: Error>(self, _: i64) -> Result<Value, E> {
        Ok(Value(Typed::Nothing))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Value, E> {
        Ok(Value(Typed::Nothing))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        Ok(Value(Typed::Nothing))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value(Typed::Text(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = seq.next_element::<Object>()? {
            rows.push(row.0);
        }
        Ok(Value(Typed::Rows(rows)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value(Typed::Group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit() {
        for (json, quoted) in [
            (r#"{"a":1.50,"b":-2}"#, r#"{"a":"1.50","b":"-2"}"#),
            (r#"{"a":[1,2e+3]}"#, r#"{"a":["1","2e+3"]}"#),
            (r#"{"1":"2.5","x\"3":true}"#, r#"{"1":"2.5","x\"3":true}"#),
            ("7", "\"7\""),
        ] {
            assert_eq!(numbers_as_text(json), quoted);
        }
        let fields = read(r#"{"a":10000000000.0000001,"b":null}"#).unwrap();
        assert_eq!(fields["a"], Typed::Text("10000000000.0000001".to_owned()));
        assert_eq!(fields["b"], Typed::Nothing);
    }

    #[test]
    fn what_is_no_set_of_fields_is_refused_by_its_place() {
        for (json, field) in [
            ("3", "文件"),
            ("[]", "file"),
            ("{\"a\":1.5,\"b\":oops}", "file"),
            (r#"{"a":1,"a":2}"#, "a"),
            (r#"{"a":[{"b":1,"b":2}]}"#, "a[0].b"),
            (r#"{"a":[1]}"#, "a[0]"),
        ] {
            match read(json) {
                Err(Failure::Refused(refusals)) => assert_eq!(refusals[0].field, field, "{json}"),
                other => panic!("{json}: {other:?}"),
            }
        }
    }
}
