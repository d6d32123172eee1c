//! Data to text, for what leaves the crate.

use core::fmt;
use serde::ser::{self, Serialize, Serializer};

/// Data as JSON text on one line; nothing where it holds what a report must not: binary floating point, bytes, or a
/// map whose keys are not texts.
///
/// ```
/// use nrm_screening::json::write;
/// assert_eq!(write(&["a \"b\"", "c\n"]).as_deref(), Some(r#"["a \"b\"","c\u000a"]"#));
/// assert_eq!(write(&1.5), None);
/// ```
pub fn write(data: &impl Serialize) -> Option<String> {
    let mut writer = Writer { out: String::new(), refused: false };
    data.serialize(&mut writer).ok();
    (!writer.refused).then_some(writer.out)
}

struct Writer {
    out: String,
    refused: bool,
}

impl Writer {
    #[inline(never)]
    #[expect(clippy::unnecessary_wraps, reason = "every method of a serializer ends with it")]
    fn put(&mut self, plain: &str) -> Written {
        self.out.push_str(plain);
        Ok(())
    }

    /// Goes on to the next member of what is open.
    #[inline(never)]
    fn next(&mut self) {
        // No value ends with an opening bracket: behind one stands the first member.
        if !self.out.ends_with(['[', '{']) {
            self.out.push(',');
        }
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.next();
        self.text(key);
        self.out.push(':');
    }

    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.out.push('"');
        for letter in text.chars() {
            if letter < ' ' {
                self.out.push_str(if letter < '\u{10}' { "\\u000" } else { "\\u001" });
                self.out.extend(char::from_digit(u32::from(letter) & 15, 16));
                continue;
            }
            if matches!(letter, '"' | '\\') {
                self.out.push('\\');
            }
            self.out.push(letter);
        }
        self.out.push('"');
    }

    fn refuse(&mut self) -> Written {
        self.refused = true;
        self.put("null")
    }
}

type Written = Result<(), Never>;

/// Writing goes on whatever comes, so that its callers, which are many, have nothing to look at.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl core::error::Error for Never {}

impl ser::Error for Never {
    #[expect(clippy::panic, reason = "only data that refuses to be written itself comes here, and no report does")]
    fn custom<T: fmt::Display>(told: T) -> Self {
        panic!("{told}")
    }
}

/// What is written as the text of a number.
macro_rules! numbers {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method(self, number: $type) -> Written {
            self.put(&number.to_string())
        })*
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeTupleStruct = Open<'w>;
    type SerializeTupleVariant = Open<'w>;
    type SerializeMap = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeStructVariant = Open<'w>;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
    }

    fn serialize_bool(self, flag: bool) -> Written {
        self.put(if flag { "true" } else { "false" })
    }
    fn serialize_f32(self, _: f32) -> Written {
        self.refuse()
    }
    fn serialize_f64(self, _: f64) -> Written {
        self.refuse()
    }
    fn serialize_char(self, letter: char) -> Written {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, text: &str) -> Written {
        self.text(text);
        Ok(())
    }
    fn serialize_bytes(self, _: &[u8]) -> Written {
        self.refuse()
    }
    fn serialize_none(self) -> Written {
        self.put("null")
    }
    fn serialize_some<T: Serialize + ?Sized>(self, data: &T) -> Written {
        data.serialize(self)
    }
    fn serialize_unit(self) -> Written {
        self.put("null")
    }
    fn serialize_unit_struct(self, _: &str) -> Written {
        self.put("null")
    }
    fn serialize_unit_variant(self, _: &str, _: u32, name: &str) -> Written {
        self.serialize_str(name)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &str, data: &T) -> Written {
        data.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &str, _: u32, name: &str, data: &T) -> Written {
        self.put("{")?;
        self.key(name);
        data.serialize(&mut *self)?;
        self.put("}")
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w>, Never> {
        open(self, "", "[", "]")
    }
    fn collect_seq<I: IntoIterator<Item: Serialize>>(self, list: I) -> Written {
        self.put("[")?;
        for member in list {
            self.next();
            member.serialize(&mut *self)?;
        }
        self.put("]")
    }
    fn serialize_tuple(self, _: usize) -> Result<Open<'w>, Never> {
        open(self, "", "[", "]")
    }
    fn serialize_tuple_struct(self, _: &str, _: usize) -> Result<Open<'w>, Never> {
        open(self, "", "[", "]")
    }
    fn serialize_tuple_variant(self, _: &str, _: u32, name: &str, _: usize) -> Result<Open<'w>, Never> {
        open(self, name, "[", "]}")
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w>, Never> {
        open(self, "", "{", "}")
    }
    fn serialize_struct(self, _: &str, _: usize) -> Result<Open<'w>, Never> {
        open(self, "", "{", "}")
    }
    fn serialize_struct_variant(self, _: &str, _: u32, name: &str, _: usize) -> Result<Open<'w>, Never> {
        open(self, name, "{", "}}")
    }
}

/// A list or an object whose members follow.
struct Open<'w> {
    writer: &'w mut Writer,
    end: &'static str,
}

/// Opens one; with a name, as the only member of an object.
fn open<'w>(writer: &'w mut Writer, name: &str, begin: &str, end: &'static str) -> Result<Open<'w>, Never> {
    if !name.is_empty() {
        writer.put("{")?;
        writer.key(name);
    }
    writer.put(begin)?;
    Ok(Open { writer, end })
}

/// The traits of what is open: a member of a list, or one with a key.
macro_rules! members {
    ($($trait:ident $method:ident $($key:ident)?,)*) => {
        $(impl ser::$trait for Open<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, $($key: &'static str,)? member: &T) -> Written {
                members!(@before self $($key)?);
                member.serialize(&mut *self.writer)
            }
            fn end(self) -> Written {
                self.writer.put(self.end)
            }
        })*
    };
    (@before $self:ident $key:ident) => { $self.writer.key($key) };
    (@before $self:ident) => { $self.writer.next() };
}

members! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
    SerializeStruct serialize_field key,
    SerializeStructVariant serialize_field key,
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.writer.next();
        let begin = self.writer.out.len();
        key.serialize(&mut *self.writer)?;
        self.writer.refused |= self.writer.out.as_bytes().get(begin) != Some(&b'"');
        self.writer.put(":")
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }
    fn end(self) -> Written {
        self.writer.put(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    enum Kinds {
        Bare,
        One(u8),
        Two(i64, char),
        Named { text: String, none: Option<u8> },
    }

    #[derive(Serialize)]
    struct Pair(u64, i128);

    /// Any data without binary floating point.
    fn data() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_what_it_was(data in data()) {
            let text = write(&data).unwrap();
            prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), data);
            prop_assert!(!text.contains(|letter| letter < ' '));
        }
    }

    #[test]
    fn every_kind_is_written_as_serde_json_does() {
        let kinds = (
            [Kinds::Bare, Kinds::One(3), Kinds::Two(-4, 'é'), Kinds::Named { text: String::new(), none: None }],
            Pair(u64::MAX, i128::MIN),
            ((), BTreeMap::from([("a", 'b')]), Vec::<u8>::new()),
        );
        assert_eq!(write(&kinds).unwrap(), serde_json::to_string(&kinds).unwrap());
    }

    #[test]
    fn what_a_report_must_not_hold_is_refused() {
        assert_eq!(write(&[json!(0.5)]), None);
        assert_eq!(write(&BTreeMap::from([(1, 'b')])), None);
        assert_eq!(write(&[1.0_f32]), None);
    }
}
