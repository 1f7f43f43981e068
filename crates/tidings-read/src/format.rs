//! Which format a file is in: by its first bytes, and by its name where these leave it open.

use std::path::Path;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A saved page.
    Html,
    /// One JSON object a line.
    JsonLines,
    /// One JSON object, or an array of objects, over several lines.
    Json,
    /// Bare text.
    Text,
}

/// Tags that a page may open with, lower case.
const HTML_STARTS: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<title",
    "<link",
    "<script",
    "<style",
    "<div",
    "<article",
    "<main",
    "<section",
    "<p>",
    "<p ",
    "<h1",
    "<h2",
    "<table",
    "<center",
    "<span",
    "<header",
    "<nav",
];

/// File types that are never a report, by their first bytes.
const BINARY_STARTS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"OggS", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
];

/// Returns the format of a file with this name that begins with `head`, or what it is instead of text.
///
/// `head` is the file's first bytes, a few thousand where there are that many.
pub(crate) fn detect(name: &Path, head: &[u8]) -> Result<Format, &'static str> {
    if let Some((_, what)) = BINARY_STARTS.iter().find(|(start, _)| head.starts_with(start)) {
        return Err(what);
    }
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if !wide && is_binary(head) {
        return Err("it holds bytes that no text has");
    }
    let extension = name.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    let start = opening(head);
    let is_json = start.starts_with('{') || start.starts_with('[');
    match extension.as_str() {
        "jsonl" | "ndjson" => return Ok(Format::JsonLines),
        "json" if is_json => return Ok(Format::Json),
        "html" | "htm" | "xhtml" | "mhtml" | "shtml" | "php" | "asp" | "aspx" => return Ok(Format::Html),
        _ => {}
    }
    if start.starts_with('{') && start.contains('"') {
        return Ok(Format::JsonLines);
    }
    let start = skip_prologue(&start);
    if HTML_STARTS.iter().any(|tag| start.starts_with(tag)) {
        return Ok(Format::Html);
    }
    Ok(Format::Text)
}

/// Says whether the bytes hold more control characters than any text does.
fn is_binary(head: &[u8]) -> bool {
    let controls =
        head.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b));
    let controls = controls.count();
    controls * 50 > head.len() || head.iter().filter(|&&byte| byte == 0).count() * 200 > head.len()
}

/// Returns the first characters in lower case, without a byte-order mark and leading white space.
fn opening(head: &[u8]) -> String {
    let ascii: String =
        head.iter().filter(|&&byte| byte != 0 && byte < 0x80).map(|&byte| byte as char).collect();
    ascii.trim_start().to_ascii_lowercase()
}

/// Skips an XML declaration and comments before the first tag.
fn skip_prologue(start: &str) -> &str {
    let mut rest = start;
    loop {
        let end = if rest.starts_with("<?xml") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            return rest;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, head: &[u8], expected: Result<Format, &str>) {
        assert_eq!(detect(Path::new(name), head), expected, "{name} {head:?}");
    }

    #[test]
    fn content_decides_and_the_name_helps() {
        check("a", b"\xef\xbb\xbf  <!DOCTYPE html><html>", Ok(Format::Html));
        check("a.txt", b"<!-- saved --><?xml version=\"1.0\"?>\n<html>", Ok(Format::Html));
        check("a.html", b"no tag at all", Ok(Format::Html));
        check("-", b"{\"text\": \"words\"}\n", Ok(Format::JsonLines));
        check("a.json", b"[\n {\"text\": 1}]", Ok(Format::Json));
        check("a.txt", b"{sic} is how it starts", Ok(Format::Text));
        check("a.txt", b"<em>no page", Ok(Format::Text));
        check("a.txt", b"", Ok(Format::Text));
    }

    #[test]
    fn what_is_not_text_is_named() {
        check("a.txt", b"%PDF-1.7 ...", Err("a PDF document"));
        check("a.html", b"\x00\x01\x02\x03abc", Err("it holds bytes that no text has"));
        check("a.txt", b"\xff\xfea\x00b\x00c\x00", Ok(Format::Text));
    }
}
