//! JSON Lines: one report a line.

use serde_json::{Map, Value};
use tidings_text::Report;
use tidings_text::wire::ReportInput;

use super::{Given, html, text};
use crate::error::Fault;

/// Fields that other programs use for ours. The first that stands in the line counts, and ours before them.
const ALIASES: &[(&str, &[&str])] = &[
    (
        "text",
        &[
            "body",
            "content",
            "article",
            "articleBody",
            "article_text",
            "maintext",
            "full_text",
            "plain_text",
            "cleaned_text",
        ],
    ),
    ("title", &["headline", "title_text"]),
    (
        "published",
        &[
            "date",
            "published_at",
            "publishedAt",
            "datePublished",
            "date_published",
            "date_publish",
            "publish_date",
            "pub_date",
            "timestamp",
        ],
    ),
    ("byline", &["author", "authors"]),
    ("outlet", &["source", "publisher", "site", "sitename", "source_domain", "domain", "outlet_name"]),
    ("url", &["link", "canonical_url", "source_url"]),
    ("language", &["lang"]),
    ("id", &["_id", "uid", "article_id", "report_id"]),
];

/// A report, and the original text where cleaning changed it.
type Outcome = Result<(Report, Option<String>), Fault>;

/// Reads one line; returns the report, and the original text where cleaning changed it.
pub(crate) fn read_line(line: &str, base: &Given, clean: bool) -> Outcome {
    let value: Value = serde_json::from_str(line.trim()).map_err(Fault::Json)?;
    read_value(value, base, clean)
}

/// Reads one JSON object, or an array of them.
pub(crate) fn read_document(document: &str, base: &Given, clean: bool) -> Result<Vec<Outcome>, Fault> {
    let values = match serde_json::from_str(document).map_err(Fault::Json)? {
        Value::Array(values) => values,
        value => vec![value],
    };
    Ok(values.into_iter().map(|value| read_value(value, base, clean)).collect())
}

fn read_value(value: Value, base: &Given, clean: bool) -> Outcome {
    let Value::Object(mut object) = value else {
        return Err(Fault::NoObject);
    };
    if let Some(format) = object.get("format").and_then(Value::as_str)
        && format.starts_with("tidings.")
        && !format.starts_with("tidings.report/")
    {
        return Err(Fault::Format(format.to_owned()));
    }
    rename(&mut object);
    let input: ReportInput = serde_json::from_value(Value::Object(object)).map_err(Fault::Json)?;
    let (mut given, body) = Given::from_input(input);
    given.file = given.file.or_else(|| base.file.clone());
    if clean {
        let is_markup = html::is_fragment(&body);
        let report = if is_markup { html::read_fragment(&body, &given)? } else { text::read(&body, &given)? };
        return Ok((report, Some(body)));
    }
    Ok((text::read_as_it_stands(&body, &given)?, None))
}

/// Gives fields their names here, and their values as text: numbers, and lists of names.
fn rename(object: &mut Map<String, Value>) {
    for (ours, theirs) in ALIASES {
        let known = object.get(*ours).is_some_and(|value| !value.is_null());
        if !known
            && let Some(value) =
                theirs.iter().find_map(|name| object.get(*name).filter(|value| !value.is_null()))
        {
            let value = value.clone();
            object.insert((*ours).to_owned(), value);
        }
        if let Some(value) = object.get_mut(*ours)
            && let Some(text) = as_text(value)
        {
            *value = Value::String(text);
        }
    }
    // An empty string says nothing.
    for name in ["id", "url", "outlet", "title", "byline", "credit", "dateline", "published", "language"] {
        if object.get(name).and_then(Value::as_str).is_some_and(|text| text.trim().is_empty()) {
            object.remove(name);
        }
    }
}

/// Returns the text of a value that is not text itself.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let names: Vec<&str> = values
                .iter()
                .filter_map(|value| value.as_str().or_else(|| value.get("name")?.as_str()))
                .collect();
            Some(names.join(", "))
        }
        Value::Object(object) => ["name", "title", "$oid", "domain"]
            .iter()
            .find_map(|key| Some(object.get(*key)?.as_str()?.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, clean: bool) -> Report {
        read_line(line, &Given::default(), clean).unwrap().0
    }

    #[test]
    fn fields_of_other_programs_are_understood() {
        let report = check(
            r#"{"_id": 7, "body": "The ferry sank.", "headline": "Ferry", "date": "2024-05-02", "authors": ["Ann Pier", "Bob Quay"], "source": {"name": "Courier"}, "title": null}"#,
            false,
        );
        assert_eq!(report.id.as_str(), "7");
        assert_eq!(report.text, "The ferry sank.");
        assert_eq!(report.title.as_deref(), Some("Ferry"));
        assert_eq!(report.published.unwrap().written, "2024-05-02");
        assert_eq!(report.byline.as_deref(), Some("Ann Pier, Bob Quay"));
        assert_eq!(report.outlet.as_deref(), Some("Courier"));
    }

    #[test]
    fn text_is_cleaned_only_when_asked() {
        let line = r#"{"text": "Advertisement\nThe ferry sank.\nIt was old."}"#;
        assert_eq!(check(line, false).text, "Advertisement\nThe ferry sank.\nIt was old.");
        assert_eq!(check(line, true).text, "The ferry sank.\nIt was old.");
    }

    #[test]
    fn mark_up_in_a_line_is_read_as_such() {
        let line =
            r#"{"text": "<p>The <b>ferry</b> sank &amp; rose.</p><p>Advertisement</p><p>It was old.</p>"}"#;
        assert_eq!(check(line, true).text, "The ferry sank & rose.\nIt was old.");
    }

    #[test]
    fn what_is_no_report_is_a_fault() {
        let fault = |line: &str| read_line(line, &Given::default(), false).unwrap_err().to_string();
        assert_eq!(fault("[1]"), "the line is not a JSON object");
        assert!(fault("{\"title\": \"x\"}").contains("missing field `text`"));
        assert!(fault("{\"text\": ").contains("EOF"));
        assert_eq!(
            fault("{\"format\": \"tidings.account/1\"}"),
            "the line says format `tidings.account/1`, not `tidings.report/1`"
        );
        assert_eq!(fault("{\"text\": \" \"}"), "no article text was found");
    }

    #[test]
    fn the_output_of_read_is_read_again() {
        let line = r#"{"format":"tidings.report/1","id":"a","text":"The ferry sank.","text_sha256":"","cut":[],"problems":[]}"#;
        assert_eq!(check(line, false).id.as_str(), "a");
    }
}
