//! What is done before any tree is built: depth and size, and where the page's text stands.
//!
//! Building a tree takes time that grows with the square of the nesting, and nothing can stop it once it runs.
//! `lol_html` streams over any page in linear time, so it looks first.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use html5ever::data::NAMED_ENTITIES;
use lol_html::html_content::TextType;
use lol_html::{HtmlRewriter, Settings, doc_text, element};

/// The deepest nesting of elements for which a tree is built. Browsers stop at 512.
const MAX_DEPTH: usize = 512;
/// The largest page for which a tree is built, in bytes.
const MAX_SIZE: usize = 5 << 20;
/// The largest number of elements for which a tree is built.
const MAX_ELEMENTS: usize = 150_000;

/// The largest sum of the depths of all elements for which a tree is built: what each element stands in is looked
/// at again and again. An ordinary page has a few hundred thousand.
const MAX_SUM_OF_DEPTHS: usize = 4_000_000;

/// A page as it streams by.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    /// Stretches of visible text in the decoded page, and breaks between blocks.
    pub(crate) pieces: Vec<Piece>,
    /// Why no tree is built, as a sentence.
    pub(crate) refusal: Option<String>,
}

/// A piece of a streamed page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text, with character references as written, in bytes of the decoded page.
    Text(Range<usize>),
    /// A boundary between blocks.
    Break,
}

/// Elements whose end may be left out, so that an open one says nothing about depth.
const IMPLIED_END: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    "rb", "rt", "rp",
];

/// Elements whose text is no text of the page.
const NO_TEXT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "title",
    "button", "head",
];

/// Elements that stand within a line of text.
pub(crate) const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "img", "ruby", "rt", "rb", "rp", "picture", "source", "bsp-link",
];

/// Streams over a page once.
pub(crate) fn stream(page: &str) -> Stream {
    let depth = Rc::new(Cell::new(0_usize));
    let hidden = Rc::new(Cell::new(0_usize));
    let (mut deepest, mut n_elements, mut sum_of_depths) = (0_usize, 0_usize, 0_usize);
    let pieces = std::cell::RefCell::new(Vec::new());
    let settings = Settings::new()
        .append_element_content_handler(element!("*", |element| {
            n_elements += 1;
            sum_of_depths += depth.get();
            let name = element.tag_name();
            let is_machine = matches!(name.as_str(), "script" | "style" | "noscript" | "template");
            if !is_machine && !INLINE.contains(&name.as_str()) {
                push_break(&mut pieces.borrow_mut());
            }
            if !element.can_have_content() {
                return Ok(());
            }
            let before = (depth.get(), hidden.get());
            if !IMPLIED_END.contains(&name.as_str()) {
                depth.set(before.0 + 1);
                deepest = deepest.max(before.0 + 1);
            }
            if NO_TEXT.contains(&name.as_str()) {
                hidden.set(before.1 + 1);
            }
            if let Some(handlers) = element.end_tag_handlers() {
                let (depth, hidden) = (Rc::clone(&depth), Rc::clone(&hidden));
                let on_end: lol_html::EndTagHandler<'static> = Box::new(move |_| {
                    depth.set(before.0);
                    hidden.set(before.1);
                    Ok(())
                });
                handlers.push(on_end);
            }
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|text| {
            let range = text.source_location().bytes();
            if hidden.get() == 0 && text.text_type() == TextType::Data && !range.is_empty() {
                push_text(&mut pieces.borrow_mut(), range);
            }
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let outcome = rewriter.write(page.as_bytes()).and_then(|()| rewriter.end());
    let refusal = if page.len() > MAX_SIZE {
        Some(format!(
            "The page is {} bytes long; above {MAX_SIZE} only its text is read, without its mark-up.",
            page.len()
        ))
    } else if deepest > MAX_DEPTH {
        Some(format!(
            "The page nests {deepest} elements; above {MAX_DEPTH} only its text is read, without its mark-up."
        ))
    } else if n_elements > MAX_ELEMENTS {
        Some(format!(
            "The page holds {n_elements} elements; above {MAX_ELEMENTS} only its text is read, without its mark-up."
        ))
    } else if sum_of_depths > MAX_SUM_OF_DEPTHS {
        Some(format!(
            "The page holds {n_elements} elements nested up to {deepest} deep; only its text is read, without its mark-up."
        ))
    } else {
        outcome.err().map(|error| format!("The mark-up cannot be followed ({error}); only its text is read."))
    };
    Stream { pieces: pieces.into_inner(), refusal }
}

fn push_break(pieces: &mut Vec<Piece>) {
    if pieces.last().is_some_and(|piece| *piece != Piece::Break) {
        pieces.push(Piece::Break);
    }
}

fn push_text(pieces: &mut Vec<Piece>, range: Range<usize>) {
    match pieces.last_mut() {
        Some(Piece::Text(last)) if last.end == range.start => last.end = range.end,
        _ => pieces.push(Piece::Text(range)),
    }
}

/// Returns the text of a streamed page, a line a block, for pages that no tree is built of.
pub(crate) fn plain_text(page: &str, stream: &Stream) -> String {
    let mut text = String::new();
    for piece in &stream.pieces {
        match piece {
            Piece::Break => text.push('\n'),
            Piece::Text(range) => {
                let raw = page.get(range.clone()).unwrap_or_default();
                for (c, _) in characters(raw) {
                    text.push(if c.is_whitespace() { ' ' } else { c });
                }
            }
        }
    }
    text
}

/// Returns the characters of raw page text with references resolved, each with the range of bytes that writes it.
pub(crate) fn characters(raw: &str) -> impl Iterator<Item = (char, Range<usize>)> + '_ {
    let mut at = 0;
    let mut second: Option<(char, Range<usize>)> = None;
    std::iter::from_fn(move || {
        if let Some(waiting) = second.take() {
            return Some(waiting);
        }
        let rest = raw.get(at..)?;
        let c = rest.chars().next()?;
        let start = at;
        if c == '&'
            && let Some((first, next, length)) = reference(rest)
        {
            at += length;
            second = next.map(|next| (next, start..at));
            return Some((first, start..at));
        }
        at += c.len_utf8();
        Some((c, start..at))
    })
}

/// Resolves the character reference at the start of `rest`: its one or two characters and its length in bytes.
fn reference(rest: &str) -> Option<(char, Option<char>, usize)> {
    let body = rest.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, skipped) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let n_digits = digits.bytes().take(8).take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let code = u32::from_str_radix(digits.get(..n_digits)?, radix).ok()?;
        let ends = usize::from(digits.as_bytes().get(n_digits) == Some(&b';'));
        return Some((windows_1252(code), None, skipped + n_digits + ends));
    }
    let n_name = body.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    let name = body.get(..n_name)?;
    let closed = body.as_bytes().get(n_name) == Some(&b';');
    if closed
        && let Some(&(first, second)) =
            NAMED_ENTITIES.get(&format!("{name};")[..]).filter(|found| found.0 != 0)
    {
        return Some((char::from_u32(first)?, char::from_u32(second).filter(|c| *c != '\0'), n_name + 2));
    }
    // A few old references may stand without their semicolon.
    (2..=n_name).rev().find_map(|length| {
        let &(first, second) = NAMED_ENTITIES.get(body.get(..length)?).filter(|found| found.0 != 0)?;
        Some((char::from_u32(first)?, char::from_u32(second).filter(|c| *c != '\0'), length + 1))
    })
}

/// Returns the character of a numeric reference; browsers read 128 to 159 as Windows-1252.
fn windows_1252(code: u32) -> char {
    if (0x80..0xa0).contains(&code) {
        let byte = [code as u8];
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&byte);
        return text.chars().next().unwrap_or('\u{fffd}');
    }
    char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let stream = stream(page);
        assert_eq!(stream.refusal, None);
        let text = plain_text(page, &stream);
        let lines: Vec<String> =
            text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn text_of_blocks_without_scripts() {
        check(
            "<title>T</title><p>A <b>bold</b> word<p>Next<script>x()</script> &amp; more<br>last",
            "A bold word\nNext & more\nlast",
        );
        check("<ul><li>one<li>two</ul><noscript>no</noscript><button>b</button>", "one\ntwo");
        check(
            "caf&eacute; &#8217;&#x2019;&#146; &lt;b&gt; &nosuch; &copy 2024",
            "café ’’’ <b> &nosuch; © 2024",
        );
    }

    #[test]
    fn ends_that_are_left_out_are_no_depth() {
        assert_eq!(stream(&"<p>word".repeat(2000)).refusal, None);
        assert_eq!(stream(&format!("<table>{}</table>", "<tr><td>x".repeat(2000))).refusal, None);
        assert_eq!(stream(&"<div><p>x</div>".repeat(2000)).refusal, None);
    }

    #[test]
    fn depth_and_size_are_refused() {
        let refusal = |page: &str| stream(page).refusal.unwrap_or_default();
        assert!(refusal(&"<div>".repeat(100_000)).contains("nests 100000 elements"));
        assert!(refusal(&"<b>x".repeat(1000)).contains("nests 1000 elements"));
        assert!(refusal(&"x".repeat(MAX_SIZE + 1)).contains("bytes long"));
        assert!(
            refusal(&format!("{}{}", "<div>".repeat(500), "<p>x".repeat(20_000))).contains("up to 500 deep")
        );
        assert!(refusal(&"<p>x".repeat(200_000)).contains("holds 200000 elements"));
    }
}
