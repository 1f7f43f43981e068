//! JSON-LD: what a page says of its article in schema.org's words.

use serde_json::Value;

use super::guard::characters;

/// What one JSON-LD object says of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LinkedData {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) url: Option<String>,
    /// Whether its type is an article's.
    pub(crate) is_article: bool,
}

impl LinkedData {
    /// How much it says of an article.
    pub(crate) fn weight(&self) -> usize {
        4 * usize::from(self.is_article)
            + 2 * usize::from(self.published.is_some())
            + usize::from(self.headline.is_some())
    }
}

/// Objects nested deeper than this are not looked at.
const MAX_DEPTH: usize = 8;

/// Reads a script of JSON-LD; a broken one says nothing.
pub(crate) fn read_linked_data(script: &str) -> Vec<LinkedData> {
    let script = script.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches(';');
    // Raw line breaks within strings are common and not valid.
    let value = serde_json::from_str(script)
        .or_else(|_| serde_json::from_str::<Value>(&script.replace(['\n', '\r', '\t'], " ")));
    let mut found = Vec::new();
    if let Ok(value) = value {
        walk(&value, &mut found, 0);
    }
    found
}

fn walk(value: &Value, found: &mut Vec<LinkedData>, depth: usize) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, found, depth + 1)),
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(first_text);
            let kinds = match object.get("@type") {
                Some(Value::String(kind)) => kind.clone(),
                Some(Value::Array(kinds)) => {
                    kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
                }
                _ => String::new(),
            };
            let is_article = kinds.contains("Article")
                || kinds.contains("BlogPosting")
                || kinds.contains("Report")
                || kinds.contains("Review");
            let is_page = kinds.contains("WebPage");
            if is_article || is_page {
                found.push(LinkedData {
                    headline: text("headline").or_else(|| if is_article { text("name") } else { None }),
                    published: text("datePublished")
                        .or_else(|| if is_article { text("dateCreated") } else { None }),
                    authors: object.get("author").map(names).unwrap_or_default(),
                    publisher: object.get("publisher").map(names).and_then(|names| names.into_iter().next()),
                    url: text("url").or_else(|| {
                        object
                            .get("mainEntityOfPage")
                            .and_then(|page| first_text(page).or_else(|| first_text(page.get("@id")?)))
                    }),
                    is_article,
                });
            }
            for key in ["@graph", "mainEntity", "hasPart"] {
                if let Some(inner) = object.get(key) {
                    walk(inner, found, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// Returns a text with the character references that some pages leave in their JSON resolved.
fn resolved(text: &str) -> String {
    characters(text.trim()).map(|(c, _)| c).collect()
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(resolved(text)).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(first_text),
        Value::Object(object) => object.get("@value").and_then(first_text),
        _ => None,
    }
}

/// Returns the names of persons or organisations: text, objects with a name, or a list of these.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![resolved(name)],
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        Value::Array(values) => values.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_in_graphs_and_lists() {
        let script = r#"[{"@type":"Organization","name":"X"},{"@graph":[{"@type":["NewsArticle"],"headline":"Ferry
            sinks","datePublished":"2024-05-02","author":[{"name":"Ann &Pi&eacute;r"},"Bob Quay"],"publisher":{"name":"The Courier"},"mainEntityOfPage":{"@id":"https://x.example/a"}}]}]"#;
        let found = read_linked_data(script);
        assert_eq!(found.len(), 1);
        assert!(found[0].headline.as_deref().is_some_and(|headline| headline.starts_with("Ferry")));
        assert_eq!(found[0].authors, ["Ann &Piér", "Bob Quay"]);
        assert_eq!(found[0].publisher.as_deref(), Some("The Courier"));
        assert_eq!(found[0].url.as_deref(), Some("https://x.example/a"));
    }

    #[test]
    fn broken_scripts_say_nothing() {
        assert!(read_linked_data("{").is_empty());
        assert!(read_linked_data("").is_empty());
        assert!(read_linked_data(&"[".repeat(500)).is_empty());
    }
}
