//! `config.cfg`: sections of `key = JSON value`, as thinc writes them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ModelError;

const FILE: &str = "config.cfg";

/// A model's configuration: values by section and key.
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Config {
    /// Reads the text of a `config.cfg`.
    pub(crate) fn parse(text: &str) -> Result<Self, ModelError> {
        let mut sections: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        let mut section = String::new();
        let mut pending: Option<(String, String)> = None;
        let mut finish = |section: &str, pending: &mut Option<(String, String)>| {
            if let Some((key, value)) = pending.take() {
                // What is not JSON is a string, `${…}` references among it.
                let value = serde_json::from_str(&value).unwrap_or(Value::String(value));
                sections.entry(section.to_owned()).or_default().insert(key, value);
            }
        };
        for line in text.lines() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            if line.starts_with(char::is_whitespace) {
                if let Some((_, value)) = &mut pending {
                    value.push('\n');
                    value.push_str(trimmed);
                }
                continue;
            }
            finish(&section, &mut pending);
            if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name.to_owned();
            } else if let Some((key, value)) = trimmed.split_once('=') {
                pending = Some((key.trim().to_owned(), value.trim().to_owned()));
            } else {
                return Err(ModelError::damaged(
                    FILE,
                    format!("neither a section nor a setting: `{trimmed}`"),
                ));
            }
        }
        finish(&section, &mut pending);
        Ok(Self { sections })
    }

    /// Returns a value; references (`${section:key}`) are followed.
    pub(crate) fn get(&self, section: &str, key: &str) -> Option<&Value> {
        let mut value = self.sections.get(section)?.get(key)?;
        for _ in 0..8 {
            let Some(reference) = value.as_str().and_then(|text| text.strip_prefix("${")?.strip_suffix('}'))
            else {
                break;
            };
            let (section, key) = reference.split_once(':').or_else(|| reference.rsplit_once('.'))?;
            value = self.sections.get(section)?.get(key)?;
        }
        Some(value)
    }

    /// Returns a text setting.
    pub(crate) fn text(&self, section: &str, key: &str) -> Result<&str, ModelError> {
        self.get(section, key).and_then(Value::as_str).ok_or_else(|| missing(section, key, "a string"))
    }

    /// Returns a whole number.
    pub(crate) fn number(&self, section: &str, key: &str) -> Result<usize, ModelError> {
        let value = self.get(section, key).and_then(Value::as_u64);
        value
            .and_then(|value| usize::try_from(value).ok())
            .ok_or_else(|| missing(section, key, "a whole number"))
    }

    /// Returns a truth value, `default` where it is not set.
    pub(crate) fn flag(&self, section: &str, key: &str, default: bool) -> bool {
        self.get(section, key).and_then(Value::as_bool).unwrap_or(default)
    }

    /// Returns a list of texts.
    pub(crate) fn texts(&self, section: &str, key: &str) -> Result<Vec<String>, ModelError> {
        let list = self.get(section, key).and_then(Value::as_array);
        let texts = list.and_then(|list| list.iter().map(|item| item.as_str().map(str::to_owned)).collect());
        texts.ok_or_else(|| missing(section, key, "a list of strings"))
    }

    /// Returns a list of whole numbers.
    pub(crate) fn numbers(&self, section: &str, key: &str) -> Result<Vec<usize>, ModelError> {
        let list = self.get(section, key).and_then(Value::as_array);
        let numbers =
            list.and_then(|list| list.iter().map(|item| usize::try_from(item.as_u64()?).ok()).collect());
        numbers.ok_or_else(|| missing(section, key, "a list of whole numbers"))
    }
}

fn missing(section: &str, key: &str, expected: &str) -> ModelError {
    ModelError::damaged(FILE, format!("`{key}` of `[{section}]` is not {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sections_references_and_lists() {
        let config = Config::parse(
            "[nlp]\npipeline = [\"a\",\n  \"b\"]\n\n[a.b]\nwidth = ${c.d:width}\nodd = ${c.d.width}\n[c.d]\nwidth = 96\n",
        );
        let config = config.expect("a config");
        assert_eq!(config.texts("nlp", "pipeline").expect("a list"), ["a", "b"]);
        assert_eq!(config.number("a.b", "width").expect("a number"), 96);
        assert_eq!(config.number("a.b", "odd").expect("a number"), 96);
        assert!(config.number("a.b", "none").is_err());
    }

    #[test]
    fn a_reference_to_itself_ends() {
        let config = Config::parse("[a]\nb = ${a:b}\n").expect("a config");
        assert!(config.number("a", "b").is_err());
    }
}
