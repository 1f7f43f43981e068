//! Where the words of an article stand in the page they came from.

use std::ops::Range;

use tidings_text::Span;

use super::guard::{Piece, Stream, characters};
use crate::words::is_blank;

/// After so many lines that are not found the rest is left without a place: bounds the work.
const MAX_MISSES: usize = 200;

/// The page's visible characters without white space, each with its place in the page.
struct Visible {
    text: String,
    /// For each byte of `text`, the bytes of the page that write its character; one entry a character, sorted by
    /// place in `text`.
    places: Vec<(u32, Range<u32>)>,
}

fn visible(page: &str, stream: &Stream) -> Visible {
    let mut visible = Visible { text: String::new(), places: Vec::new() };
    for piece in &stream.pieces {
        let Piece::Text(range) = piece else { continue };
        let raw = page.get(range.clone()).unwrap_or_default();
        for (c, within) in characters(raw) {
            if !is_blank(c) {
                let place = (range.start + within.start) as u32..(range.start + within.end) as u32;
                visible.places.push((visible.text.len() as u32, place));
                visible.text.push(c);
            }
        }
    }
    visible
}

/// Maps lines of `text` to the page: stretches of the text, and the byte where each begins in the page.
///
/// Only stretches that are equal byte for byte are listed; a line that is not found, or the place of a character
/// reference, is left out.
pub(crate) fn align(text: &str, page: &str, stream: &Stream) -> Vec<(Span, u32)> {
    let visible = visible(page, stream);
    let mut map: Vec<(Span, u32)> = Vec::new();
    let (mut from, mut misses, mut start) = (0, 0, 0);
    for line in text.split('\n') {
        if misses >= MAX_MISSES {
            break;
        }
        let bare: String = line.chars().filter(|c| !is_blank(*c)).collect();
        if !bare.is_empty() {
            match visible.text.get(from..).and_then(|rest| rest.find(&bare)) {
                Some(at) => {
                    add_line(&mut map, line, start, page, &visible, from + at);
                    from += at + bare.len();
                }
                None => misses += 1,
            }
        }
        start += line.len() + 1;
    }
    map
}

/// Adds the stretches of one line, whose bare form stands at byte `at` of the visible text.
fn add_line(map: &mut Vec<(Span, u32)>, line: &str, start: usize, page: &str, visible: &Visible, at: usize) {
    let first = visible.places.partition_point(|(place, _)| (*place as usize) < at);
    let mut places = visible.places.iter().skip(first).map(|(_, range)| range);
    let mut open: Option<(usize, usize, usize)> = None; // Start and end in the text, start in the page.
    let mut close = |stretch: Option<(usize, usize, usize)>| {
        if let Some((from, to, origin)) = stretch {
            map.push((Span::new(from, to), origin as u32));
        }
    };
    for (offset, c) in line.char_indices() {
        if is_blank(c) {
            continue;
        }
        let Some(place) = places.next() else { break };
        let (here, width) = (start + offset, c.len_utf8());
        let is_exact =
            page.get(place.start as usize..place.end as usize).is_some_and(|raw| raw.len() == width);
        if let Some((from, to, origin)) = open {
            // The white space between must be equal too.
            let text_gap = line.get(to - start..offset);
            let page_gap = page.get(origin + (to - from)..place.start as usize);
            if is_exact && text_gap.is_some() && text_gap == page_gap {
                open = Some((from, here + width, origin));
                continue;
            }
            close(open.take());
        }
        if is_exact {
            open = Some((here, here + width, place.start as usize));
        }
    }
    close(open);
}

#[cfg(test)]
mod tests {
    use super::super::guard::stream;
    use super::*;

    fn check(page: &str, text: &str, expected: &[&str]) {
        let map = align(text, page, &stream(page));
        let found: Vec<&str> = map.iter().map(|(span, _)| span.of(text)).collect();
        assert_eq!(found, expected);
        for (span, origin) in map {
            let origin = origin as usize;
            assert_eq!(span.of(text), &page[origin..origin + span.len()]);
        }
    }

    #[test]
    fn stretches_are_equal_byte_for_byte() {
        check(
            "<p>The <b>old</b> ferry</p><p>sank.</p>",
            "The old ferry\nsank.",
            &["The", "old", "ferry", "sank."],
        );
        check("<p>The old\n  ferry sank.</p>", "The old ferry sank.", &["The old", "ferry sank."]);
        check("<p>Caf&eacute; d’Eastport</p>", "Café d’Eastport", &["Caf", "d’Eastport"]);
    }

    #[test]
    fn lines_are_found_in_order_and_missing_ones_left_out() {
        check("<p>one</p><p>two</p><p>one</p>", "two\none", &["two", "one"]);
        check("<p>one</p>", "nowhere\none", &["one"]);
        check("", "one", &[]);
    }
}
