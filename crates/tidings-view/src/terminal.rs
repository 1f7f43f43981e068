//! An account for reading in a terminal.

use tidings_text::wire::Account;
use unicode_width::UnicodeWidthStr;

use crate::outline::{Block, outline};
use crate::{Page, Texts};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// Columns.
    pub columns: usize,
    /// Whether it takes colour; without, the text reads the same.
    pub colour: bool,
}

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// Returns the accounts as lines of at most `width.columns` columns.
///
/// Control characters of the reports are replaced, so that their text cannot steer the terminal.
#[must_use]
pub fn terminal(accounts: &[Account], texts: &Texts, width: &Width) -> String {
    let mut out = String::new();
    for account in accounts {
        if !out.is_empty() {
            out.push('\n');
        }
        for block in outline(Page { account, texts }) {
            write_block(&block, width, &mut out);
        }
    }
    out
}

fn write_block(block: &Block, width: &Width, out: &mut String) {
    match block {
        Block::Heading(level, text) => {
            if *level > 1 {
                out.push('\n');
            }
            let text = if *level == 2 { text.to_uppercase() } else { text.clone() };
            wrap(&text, "", "", Some(BOLD), width, out);
        }
        Block::Paragraph(text) => wrap(text, "", "", None, width, out),
        Block::Item(depth, text) => {
            let indent = "  ".repeat(usize::from(*depth));
            wrap(text, &format!("{indent}- "), &format!("{indent}  "), None, width, out);
        }
        Block::Quote(depth, text, by) => {
            let indent = "  ".repeat(usize::from(*depth) + 1);
            wrap(&format!("“{text}” ({by})"), &indent, &indent, Some(DIM), width, out);
        }
    }
}

/// Writes `text` wrapped at words, the first line after `first`, the others after `rest`.
fn wrap(text: &str, first: &str, rest: &str, style: Option<&str>, width: &Width, out: &mut String) {
    let style = style.filter(|_| width.colour);
    let mut line = String::new();
    let mut indent = first;
    let mut flush = |line: &mut String, indent: &str| {
        out.push_str(indent);
        if let Some(style) = style {
            out.push_str(style);
        }
        out.push_str(line);
        if style.is_some() {
            out.push_str(RESET);
        }
        out.push('\n');
        line.clear();
    };
    for word in text.split_whitespace() {
        let word: String = word.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        if !line.is_empty() && indent.width() + line.width() + 1 + word.width() > width.columns {
            flush(&mut line, indent);
            indent = rest;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() {
        flush(&mut line, indent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_and_control_characters_replaced() {
        let mut out = String::new();
        let width = Width { columns: 12, colour: false };
        write_block(&Block::Item(1, "one two \u{1b}[2J three".to_owned()), &width, &mut out);
        assert_eq!(out, "  - one two\n    \u{fffd}[2J\n    three\n");
    }
}
