//! msgpack values, with errors that name the file.

use rmpv::ValueRef;

use crate::ModelError;

/// Reads one msgpack value.
pub(crate) fn read<'a>(file: &str, bytes: &'a [u8]) -> Result<ValueRef<'a>, ModelError> {
    let mut rest = bytes;
    rmpv::decode::read_value_ref(&mut rest)
        .map_err(|error| ModelError::damaged(file, format!("bad msgpack: {error}")))
}

/// A msgpack value and the file that it is from.
#[derive(Clone, Copy)]
pub(crate) struct Pack<'a, 'f> {
    pub(crate) value: &'a ValueRef<'a>,
    pub(crate) file: &'f str,
}

impl<'a, 'f> Pack<'a, 'f> {
    pub(crate) fn new(value: &'a ValueRef<'a>, file: &'f str) -> Self {
        Self { value, file }
    }

    fn expected(self, what: &str) -> ModelError {
        ModelError::damaged(self.file, format!("expected {what}"))
    }

    fn with(self, value: &'a ValueRef<'a>) -> Self {
        Self { value, file: self.file }
    }

    /// Returns the entries of a map.
    pub(crate) fn entries(self) -> Result<impl Iterator<Item = (Self, Self)>, ModelError> {
        let ValueRef::Map(entries) = self.value else { return Err(self.expected("a map")) };
        Ok(entries.iter().map(move |(key, value)| (self.with(key), self.with(value))))
    }

    /// Returns the items of a list.
    pub(crate) fn items(self) -> Result<impl ExactSizeIterator<Item = Self>, ModelError> {
        let ValueRef::Array(items) = self.value else { return Err(self.expected("a list")) };
        Ok(items.iter().map(move |value| self.with(value)))
    }

    /// Returns a map's value, or `None`; keys may be strings or bytes.
    pub(crate) fn find(self, key: &str) -> Result<Option<Self>, ModelError> {
        let mut entries = self.entries()?;
        Ok(entries
            .find(|(name, _)| name.bytes().is_ok_and(|bytes| bytes == key.as_bytes()))
            .map(|(_, value)| value))
    }

    /// Returns a map's value.
    pub(crate) fn get(self, key: &str) -> Result<Self, ModelError> {
        self.find(key)?.ok_or_else(|| self.expected(&format!("a key `{key}`")))
    }

    pub(crate) fn is_nil(self) -> bool {
        matches!(self.value, ValueRef::Nil)
    }

    /// Returns a string or byte string.
    pub(crate) fn bytes(self) -> Result<&'a [u8], ModelError> {
        match self.value {
            ValueRef::String(text) => Ok(text.as_bytes()),
            ValueRef::Binary(bytes) => Ok(bytes),
            _ => Err(self.expected("a string or bytes")),
        }
    }

    /// Returns a string.
    pub(crate) fn text(self) -> Result<&'a str, ModelError> {
        std::str::from_utf8(self.bytes()?).map_err(|error| ModelError::damaged(self.file, error.to_string()))
    }

    /// Returns a whole number that is not negative.
    pub(crate) fn number(self) -> Result<u64, ModelError> {
        self.value.as_u64().ok_or_else(|| self.expected("a whole number"))
    }

    /// Returns a whole number.
    pub(crate) fn integer(self) -> Result<i64, ModelError> {
        match self.value {
            ValueRef::Integer(number) => {
                number.as_i64().ok_or_else(|| self.expected("a smaller whole number"))
            }
            _ => Err(self.expected("a whole number")),
        }
    }

    /// Returns a truth value, or `None`.
    pub(crate) fn flag(self) -> Option<bool> {
        match self.value {
            ValueRef::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }
}
