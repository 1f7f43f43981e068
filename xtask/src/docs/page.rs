//! Pages with generated parts: prose that a person writes, and between two marks what `cargo xtask docs` writes.
//!
//! A part begins with `<!-- generated: NAME -->` and ends with `<!-- end -->`, each on a line of its own; a forge
//! shows neither.

use anyhow::Context as _;

const BEGIN: &str = "<!-- generated: ";
const BEGIN_END: &str = " -->";
const END: &str = "<!-- end -->";

/// Returns the page with each generated part replaced by what `write` gives for its name; where it gives nothing,
/// the part stays as it is.
///
/// # Errors
///
/// Where a mark has no end, or `write` fails.
pub(crate) fn fill(
    page: &str,
    mut write: impl FnMut(&str) -> anyhow::Result<Option<String>>,
) -> anyhow::Result<String> {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find(BEGIN) {
        let (before, from) = rest.split_at(at);
        let name_end = from.find(BEGIN_END).context("a mark `<!-- generated:` is not closed")?;
        let name = from[BEGIN.len()..name_end].trim();
        let body_at = name_end + BEGIN_END.len();
        let body_end =
            from[body_at..].find(END).with_context(|| format!("the part `{name}` has no `{END}`"))? + body_at;
        out.push_str(before);
        out.push_str(&from[..body_at]);
        match write(name).with_context(|| format!("cannot write the part `{name}`"))? {
            Some(body) => {
                out.push_str("\n\n");
                out.push_str(body.trim());
                out.push_str("\n\n");
            }
            None => out.push_str(&from[body_at..body_end]),
        }
        out.push_str(END);
        rest = &from[body_end + END.len()..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Returns a Markdown table; bars in cells are escaped.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = line(&mut head.iter().map(|cell| (*cell).to_owned()));
    out.push_str(&line(&mut head.iter().map(|_| "---".to_owned())));
    for row in rows {
        out.push_str(&line(&mut row.iter().cloned()));
    }
    out
}

/// Returns the first line in which two texts differ: its number and both lines.
pub(crate) fn first_difference<'t>(one: &'t str, other: &'t str) -> Option<(usize, &'t str, &'t str)> {
    let (mut ones, mut others) = (one.lines(), other.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (ones.next(), others.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => return Some((number, a.unwrap_or_default(), b.unwrap_or_default())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let filled = fill(page, |name| Ok((name != "kept").then(|| format!("[{name}]")))).unwrap();
        assert_eq!(filled, expected);
        let again = fill(&filled, |name| Ok((name != "kept").then(|| format!("[{name}]")))).unwrap();
        assert_eq!(again, filled, "a second run changes nothing");
    }

    #[test]
    fn parts_are_replaced_and_the_rest_kept() {
        check("no part\n", "no part\n");
        check(
            "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n",
            "a\n<!-- generated: x -->\n\n[x]\n\n<!-- end -->\nb\n",
        );
        check("<!-- generated: kept -->\nold\n<!-- end -->", "<!-- generated: kept -->\nold\n<!-- end -->");
    }

    #[test]
    fn a_mark_without_an_end_is_named() {
        let error = fill("<!-- generated: x -->\n", |_| Ok(None)).unwrap_err();
        assert!(error.to_string().contains("`x`"), "{error}");
    }

    #[test]
    fn differences_name_their_line() {
        assert_eq!(first_difference("a\nb", "a\nc"), Some((2, "b", "c")));
        assert_eq!(first_difference("a\n", "a"), None);
        assert_eq!(first_difference("a", "a\nb"), Some((2, "", "b")));
    }

    #[test]
    fn bars_in_cells_are_escaped() {
        assert_eq!(table(&["a"], &[vec!["x|y".to_owned()]]), "| a |\n| --- |\n| x\\|y |\n");
    }
}
