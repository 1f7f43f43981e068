//! A page's tree as a row of blocks: paragraphs, headings, list items, cells, with what surrounds them.

use std::collections::BTreeSet;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::guard::INLINE;
use crate::words::{WORDS, hash_words, is_blank};

/// A run of text that no block boundary interrupts.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Its text, white space collapsed.
    pub(crate) text: String,
    /// The name of the nearest block element: `p`, `h2`, `li`, …
    pub(crate) tag: String,
    /// Characters, not bytes, that stand in links.
    pub(crate) n_linked: usize,
    /// All characters.
    pub(crate) n_chars: usize,
    /// The innermost block element around it, as an index into [`Page::elements`]; `None` outside any.
    pub(crate) holder: Option<usize>,
}

/// An element around blocks.
#[derive(Debug, Clone)]
pub(crate) struct Surround {
    /// The element around it.
    parent: Option<usize>,
    /// One past the last element within it. Elements are numbered in the order in which they open.
    end: usize,
    /// Its name.
    tag: String,
    /// Its name and class, hashed, for telling elements of one kind.
    pub(crate) kind: u64,
    /// What its name and class say.
    pub(crate) marks: Marks,
}

/// What an element's name, class and id say of the blocks within it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// They are no part of an article.
    pub(crate) foreign: bool,
    /// They are so surely no part of it that even the extractor is overruled.
    pub(crate) surely_foreign: bool,
    /// They belong to a picture.
    pub(crate) picture: bool,
    /// They are a post from elsewhere.
    pub(crate) post: bool,
    /// They are a quotation.
    pub(crate) is_quotation: bool,
}

/// A page as blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) blocks: Vec<Block>,
    pub(crate) elements: Vec<Surround>,
}

impl Page {
    /// Returns the elements around a block, innermost first.
    pub(crate) fn around(&self, block: &Block) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(block.holder, |element| self.elements.get(*element)?.parent)
    }

    /// Returns the element around the block's own.
    pub(crate) fn parent(&self, block: &Block) -> Option<usize> {
        self.elements.get(block.holder?)?.parent
    }

    /// Says whether a block stands within an element.
    pub(crate) fn holds(&self, element: usize, block: &Block) -> bool {
        let end = self.elements.get(element).map_or(0, |element| element.end);
        block.holder.is_some_and(|holder| element <= holder && holder < end)
    }
}

/// Elements without text of the page.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "select",
    "textarea", "button", "input", "head", "canvas", "audio", "video", "dialog", "datalist",
];

/// Returns the blocks of a page's body in order.
pub(crate) fn read_blocks(page: &Html) -> Page {
    let mut result = Page::default();
    let mut run = Run::default();
    // Block elements that are open, with their tags.
    let mut around: Vec<usize> = Vec::new();
    let mut skipping: Option<ego_tree::NodeId> = None;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) if skipping.is_none() => {
                    let tag = element.name();
                    if SKIPPED.contains(&tag) || is_unseen(element) {
                        skipping = Some(node.id());
                    } else if tag == "br" {
                        // Two breaks in a row end a paragraph.
                        if follows_break(node) {
                            run.end(&mut result, &around);
                        } else {
                            run.push(" ");
                        }
                    } else if tag == "a" {
                        run.in_link += 1;
                    } else if !is_inline(node, tag) {
                        run.end(&mut result, &around);
                        let parent = around.last().copied();
                        around.push(result.elements.len());
                        result.elements.push(surround(element, parent));
                    }
                }
                Node::Text(text) if skipping.is_none() => run.push(text),
                _ => {}
            },
            Edge::Close(node) => {
                if skipping.is_some() {
                    if skipping == Some(node.id()) {
                        skipping = None;
                    }
                } else if let Node::Element(element) = node.value() {
                    let tag = element.name();
                    if tag == "a" {
                        run.in_link = run.in_link.saturating_sub(1);
                    } else if tag != "br" && !is_inline(node, tag) {
                        run.end(&mut result, &around);
                        let end = result.elements.len();
                        if let Some(closed) = around.pop().and_then(|index| result.elements.get_mut(index)) {
                            closed.end = end;
                        }
                    }
                }
            }
        }
    }
    run.end(&mut result, &around);
    result
}

/// Says whether an element stands within a line of text. A custom element does, unless it holds a block.
fn is_inline(node: NodeRef<'_, Node>, tag: &str) -> bool {
    let is_block = |child: NodeRef<'_, Node>| {
        child
            .value()
            .as_element()
            .is_some_and(|child| !INLINE.contains(&child.name()) && !child.name().contains('-'))
    };
    INLINE.contains(&tag) || (tag.contains('-') && !node.children().any(is_block))
}

/// Says whether the node right before a `br`, white space aside, is another `br`.
fn follows_break(node: NodeRef<'_, Node>) -> bool {
    for sibling in node.prev_siblings() {
        match sibling.value() {
            Node::Text(text) if text.chars().all(is_blank) => {}
            Node::Comment(_) => {}
            Node::Element(element) => return element.name() == "br",
            _ => return false,
        }
    }
    false
}

fn surround(element: &Element, parent: Option<usize>) -> Surround {
    let tag = element.name();
    let class = element.attr("class").unwrap_or_default();
    let mut words = class_words(class);
    for attribute in ["id", "role", "data-component", "data-testid"] {
        words.extend(class_words(element.attr(attribute).unwrap_or_default()));
    }
    let has = |known: &BTreeSet<String>| words.iter().any(|word| known.contains(word));
    let marks = Marks {
        foreign: has(&WORDS.page.foreign) || WORDS.page.foreign_tags.contains(tag),
        surely_foreign: has(&WORDS.page.surely_foreign) || tag == "figcaption",
        picture: has(&WORDS.page.picture),
        post: has(&WORDS.page.post),
        is_quotation: tag == "blockquote",
    };
    let kind =
        hash_words(&format!("{tag} {class}")).into_iter().fold(0_u64, |sum, word| sum.rotate_left(5) ^ word);
    Surround { parent, end: 0, tag: tag.to_owned(), kind, marks }
}

/// Splits class names at hyphens, underscores and humps, in lower case.
fn class_words(class: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for c in class.chars() {
        let is_boundary = !c.is_alphanumeric() || (c.is_uppercase() && was_lower);
        if is_boundary && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Says whether an element is not shown.
fn is_unseen(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let is_hidden = element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true") && element.name() != "div";
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let is_inline = INLINE.contains(&element.name());
    let has_unseen_class = || {
        let words = class_words(element.attr("class").unwrap_or_default());
        words.iter().any(|word| WORDS.page.unseen.contains(word))
            && (words.iter().any(|word| word == "sr")
                || !words.iter().any(|word| word == "a" || word == "link"))
    };
    is_hidden
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || (is_inline && has_unseen_class())
}

/// The text of the block being read.
#[derive(Debug, Default)]
struct Run {
    text: String,
    n_linked: usize,
    n_chars: usize,
    in_link: usize,
    space: bool,
}

impl Run {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if is_blank(c) {
                self.space |= c.is_whitespace();
                continue;
            }
            if self.space && !self.text.is_empty() {
                self.text.push(' ');
                self.n_chars += 1;
            }
            self.space = false;
            self.text.push(c);
            self.n_chars += 1;
            self.n_linked += usize::from(self.in_link > 0);
        }
    }

    fn end(&mut self, page: &mut Page, around: &[usize]) {
        self.space = false;
        if self.text.is_empty() {
            return;
        }
        let tag =
            around.last().and_then(|&index| page.elements.get(index)).map(|element| element.tag.clone());
        page.blocks.push(Block {
            text: std::mem::take(&mut self.text),
            tag: tag.unwrap_or_default(),
            n_linked: std::mem::take(&mut self.n_linked),
            n_chars: std::mem::take(&mut self.n_chars),
            holder: around.last().copied(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let page = read_blocks(&Html::parse_document(html));
        let texts: Vec<&str> = page.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn blocks_end_at_block_elements() {
        check(
            "<h1>Title</h1><p>A <b>bold</b>  word.<p>Two<br>lines<br> <br>Three<div>x<span class='tooltip'>t</span></div>",
            &["Title", "A bold word.", "Two lines", "Three", "x"],
        );
        check("<p style='display: none'>a</p><script>b</script><ul><li>c</ul>", &["c"]);
    }

    #[test]
    fn links_are_counted() {
        let page = read_blocks(&Html::parse_document("<p>See <a href=x>this one</a>."));
        assert_eq!((page.blocks[0].n_linked, page.blocks[0].n_chars), (7, 13));
    }

    #[test]
    fn class_names_are_split() {
        assert_eq!(
            class_words("article-Body__text relatedLinks"),
            ["article", "body", "text", "related", "links"]
        );
    }
}
