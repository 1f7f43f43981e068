//! An account as Markdown.

use tidings_text::wire::Account;

use crate::outline::{Block, outline};
use crate::{Page, Texts};

/// Returns the accounts as Markdown; the reports' own words are escaped.
#[must_use]
pub fn markdown(accounts: &[Account], texts: &Texts) -> String {
    let mut out = String::new();
    for account in accounts {
        let mut in_list = false;
        for block in outline(Page { account, texts }) {
            let is_list = matches!(block, Block::Item(..) | Block::Quote(..));
            let list_goes_on = in_list && is_list;
            if !out.is_empty() && !list_goes_on {
                out.push('\n');
            }
            in_list = is_list;
            write_block(&block, &mut out);
        }
    }
    out
}

fn write_block(block: &Block, out: &mut String) {
    let line = match block {
        Block::Heading(level, text) => format!("{} {}\n", "#".repeat(usize::from(*level)), escape(text)),
        Block::Paragraph(text) => format!("{}\n", escape(text)),
        Block::Item(depth, text) => format!("{}- {}\n", "  ".repeat(usize::from(*depth)), escape(text)),
        Block::Quote(depth, text, by) => {
            format!("{}- “{}” — *{}*\n", "  ".repeat(usize::from(*depth)), escape(text), escape(by))
        }
    };
    out.push_str(&line);
}

/// Escapes what Markdown or the HTML in it would read as mark-up.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ if c.is_control() => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reports_words_are_no_mark_up() {
        assert_eq!(escape("*a* <b> [c](d) & `e`"), r"\*a\* &lt;b&gt; \[c\](d) &amp; \`e\`");
    }
}
