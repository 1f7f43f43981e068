//! Which blocks of a page are its article.
//!
//! The `trafilatura` crate gives the first answer, in its precise setting.
//! Seen over the page's blocks that answer has gaps (a paragraph in a box of its own, an embedded post) and
//! surplus (a line of links, a call to subscribe), which are mended here: recall comes first.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use scraper::Html;
use tidings_text::CutReason;
use trafilatura::{ExtractionFocus, Options};

use super::blocks::{Block, Page, read_blocks};
use crate::clean::shape;
use crate::words::{count_words, ends_sentence, normal, tokens};

/// Words that are compared at a time when a block is looked up in the extractor's answer.
const SHINGLE: usize = 4;
/// A block counts as taken by the extractor where this share of its shingles stands in the answer.
const TAKEN: f64 = 0.6;
/// The article's container holds at least this share of the characters that the extractor took.
const CONTAINER: f64 = 0.85;
/// A block of which more than this share stands in links is a link, not a sentence.
const LINKED: f64 = 0.7;

/// Words in the class of an element within the article that say it is no part of it.
const FOREIGN: &[&str] = &[
    "related",
    "relateds",
    "recirc",
    "recirculation",
    "promo",
    "promos",
    "promotion",
    "newsletter",
    "newsletters",
    "signup",
    "subscribe",
    "subscription",
    "subscriptions",
    "share",
    "sharing",
    "sharebar",
    "social",
    "socials",
    "sidebar",
    "advert",
    "advertisement",
    "advertising",
    "ad",
    "ads",
    "adslot",
    "sponsor",
    "sponsored",
    "taboola",
    "outbrain",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "nav",
    "navigation",
    "navbar",
    "footer",
    "byline",
    "bylines",
    "tags",
    "taglist",
    "topics",
    "trending",
    "teaser",
    "teasers",
    "recommend",
    "recommended",
    "recommendation",
    "recommendations",
    "recommends",
    "cookie",
    "cookies",
    "banner",
    "modal",
    "popup",
    "comment",
    "comments",
    "disqus",
    "readmore",
    "toolbar",
    "print",
    "printonly",
    "disclaimer",
    "copyright",
    "login",
    "paywall",
    "carousel",
    "playlist",
    "pagination",
    "pager",
    "upnext",
    "mostread",
    "popular",
    "hidden",
    "offscreen",
    "follow",
    "donate",
    "donation",
    "aside",
    "rail",
    "zergnet",
    "mailchimp",
    "optin",
];

/// Elements whose blocks are no part of an article's text.
const FOREIGN_TAGS: &[&str] =
    &["nav", "aside", "footer", "form", "figure", "figcaption", "header", "button", "fieldset"];

/// Blocks of a page with the verdict on each.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) page: Page,
    /// For each block, why it is cut; `None` where it is kept.
    pub(crate) cut: Vec<Option<CutReason>>,
}

/// Chooses the blocks of the article; `None` where the page holds none.
pub(crate) fn choose_blocks(decoded: &str, tree: &Html, title: Option<&str>) -> Option<Body> {
    let page = read_blocks(tree);
    let answer = extract(decoded)?;
    let taken = taken_blocks(&page, &answer);
    if !taken.iter().any(|taken| *taken) {
        return None;
    }
    let mut chosen = Choice { page: &page, kept: taken, container: 0 };
    chosen.container = chosen.find_container();
    chosen.drop_distant_copies();
    chosen.recover();
    chosen.drop_links();
    if let Some(title) = title {
        chosen.drop_title(title);
    }
    let cut = chosen.kept.iter().map(|kept| (!kept).then_some(CutReason::PageFurniture)).collect();
    Some(Body { page, cut })
}

/// Returns the extractor's answer as blocks.
fn extract(decoded: &str) -> Option<Page> {
    [ExtractionFocus::FavorPrecision, ExtractionFocus::Balanced, ExtractionFocus::FavorRecall]
        .into_iter()
        .find_map(|focus| {
            let options =
                Options::default().with_focus(focus).with_fallback(true).with_exclude_comments(true);
            let answer = trafilatura::extract(decoded, &options).ok()?;
            let page = read_blocks(&Html::parse_document(&answer.content_html));
            (!page.blocks.is_empty()).then_some(page)
        })
}

/// Says for each block whether the extractor took it.
fn taken_blocks(page: &Page, answer: &Page) -> Vec<bool> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let hashes = |text: &str| tokens(text).iter().map(|token| hasher.hash_one(token)).collect::<Vec<u64>>();
    let mut shingles: HashMap<u64, ()> = HashMap::new();
    let mut whole: BTreeSet<Vec<u64>> = BTreeSet::new();
    let mut stream: Vec<u64> = Vec::new();
    for block in &answer.blocks {
        let words = hashes(&block.text);
        stream.extend(&words);
        whole.insert(words);
    }
    for shingle in stream.windows(SHINGLE) {
        shingles.insert(hasher.hash_one(shingle), ());
    }
    page.blocks
        .iter()
        .map(|block| {
            let words = hashes(&block.text);
            if words.len() < SHINGLE {
                return whole.contains(&words);
            }
            let n_shingles = words.len() + 1 - SHINGLE;
            let n_found = words
                .windows(SHINGLE)
                .filter(|shingle| shingles.contains_key(&hasher.hash_one(shingle)))
                .count();
            n_found as f64 >= TAKEN * n_shingles as f64
        })
        .collect()
}

/// The choice of blocks while it is made.
struct Choice<'p> {
    page: &'p Page,
    kept: Vec<bool>,
    /// The element that holds the article, as an index into [`Page::elements`].
    container: usize,
}

impl Choice<'_> {
    fn kept_blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.page.blocks.iter().enumerate().filter(|(index, _)| self.kept[*index])
    }

    /// Returns the innermost element that holds most of the characters kept.
    fn find_container(&self) -> usize {
        let mut weights: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut total = 0;
        for (_, block) in self.kept_blocks() {
            total += block.n_chars;
            for (depth, element) in block.around.iter().enumerate() {
                let weight = weights.entry(*element).or_insert((0, depth));
                weight.0 += block.n_chars;
            }
        }
        let holds = |weight: usize| weight as f64 >= CONTAINER * total as f64;
        let inner =
            weights.iter().filter(|(_, (weight, _))| holds(*weight)).max_by_key(|(_, (_, depth))| *depth);
        inner.map_or(0, |(element, _)| *element)
    }

    fn is_inside(&self, block: &Block) -> bool {
        block.around.contains(&self.container)
    }

    /// Of equal blocks the extractor took one; keeps those in the container.
    fn drop_distant_copies(&mut self) {
        let mut inside: BTreeSet<Vec<String>> = BTreeSet::new();
        for (_, block) in self.kept_blocks() {
            if self.is_inside(block) {
                inside.insert(tokens(&block.text));
            }
        }
        for index in 0..self.kept.len() {
            let block = &self.page.blocks[index];
            if self.kept[index] && !self.is_inside(block) && inside.contains(&tokens(&block.text)) {
                self.kept[index] = false;
            }
        }
    }

    /// Says whether something around the block, within the container, says that it is foreign to the article.
    fn is_foreign(&self, block: &Block) -> bool {
        let within = block.around.iter().skip_while(|element| **element != self.container).skip(1);
        within.filter_map(|element| self.page.elements.get(*element)).any(|element| {
            FOREIGN_TAGS.contains(&element.tag.as_str())
                || element.words.iter().any(|word| FOREIGN.contains(&word.as_str()))
        })
    }

    /// Says whether a block stands in an element of this name within the container.
    fn is_within(&self, block: &Block, tag: &str) -> bool {
        let within = block.around.iter().skip_while(|element| **element != self.container);
        within.filter_map(|element| self.page.elements.get(*element)).any(|element| element.tag == tag)
    }

    /// The way from the container to a block: names and classes of the elements.
    fn way(&self, block: &Block) -> Vec<&str> {
        let within = block.around.iter().skip_while(|element| **element != self.container).skip(1);
        within
            .filter_map(|element| self.page.elements.get(*element))
            .map(|element| element.kind.as_str())
            .collect()
    }

    /// Keeps blocks between those kept that look like the article's own.
    fn recover(&mut self) {
        let Some(first) = self.kept.iter().position(|kept| *kept) else { return };
        let Some(last) = self.kept.iter().rposition(|kept| *kept) else { return };
        let ways: BTreeSet<Vec<&str>> = self
            .kept_blocks()
            .filter(|(_, block)| self.is_inside(block) && ends_sentence(&block.text))
            .map(|(_, block)| self.way(block))
            .collect();
        let parents: BTreeSet<usize> = self
            .kept_blocks()
            .filter(|(_, block)| ends_sentence(&block.text))
            .filter_map(|(_, block)| parent(block))
            .collect();
        let mut found = Vec::new();
        for (index, block) in self.page.blocks.iter().enumerate() {
            if self.kept[index] || !self.is_inside(block) || self.is_foreign(block) {
                continue;
            }
            let n_words = count_words(&block.text);
            let is_linked = block.n_linked as f64 > LINKED * block.n_chars as f64;
            let has_shape = shape(&block.text, &normal(&block.text), n_words).is_some();
            if is_linked || has_shape {
                continue;
            }
            let is_same_way = ways.contains(&self.way(block));
            let is_sentence = n_words >= 8 && ends_sentence(&block.text);
            let is_between = first < index && index < last;
            let is_quoted = self.is_within(block, "blockquote");
            let is_sibling = parent(block).is_some_and(|parent| parents.contains(&parent));
            let is_heading = matches!(block.tag.as_str(), "h2" | "h3" | "h4");
            let is_own = is_same_way || is_sentence || is_heading || is_quoted;
            if is_between && is_own || !is_between && is_sibling && is_sentence {
                found.push(index);
            }
        }
        for index in found {
            self.kept[index] = true;
        }
    }

    /// Drops blocks that are links and nothing else, outside lists and tables.
    fn drop_links(&mut self) {
        for (index, block) in self.page.blocks.iter().enumerate() {
            let is_linked = block.n_linked as f64 > LINKED * block.n_chars as f64;
            let is_plain = matches!(block.tag.as_str(), "p" | "div" | "section" | "article" | "span");
            let n_words = count_words(&block.text);
            if self.kept[index] && is_linked && is_plain && n_words >= 4 && !ends_sentence(&block.text) {
                self.kept[index] = false;
            }
        }
    }

    /// Drops the headline before the article, alone or behind the names of sections.
    fn drop_title(&mut self, title: &str) {
        let title = tokens(title);
        for (index, block) in self.page.blocks.iter().enumerate() {
            if !self.kept[index] {
                continue;
            }
            let words = tokens(&block.text);
            if words.ends_with(&title) && words.len() <= 2 * title.len() {
                self.kept[index] = false;
            } else if ends_sentence(&block.text) && words.len() >= 12 {
                return;
            }
        }
    }
}

/// Returns the element around the block's own.
fn parent(block: &Block) -> Option<usize> {
    block.around.len().checked_sub(2).and_then(|index| block.around.get(index)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><body>
      <div class="menu"><a href="/">Home</a> <a href="/s">Sport</a></div>
      <h1>Ferry sinks off Eastport</h1>
      <article class="story"><div class="body">
      <p>A ferry sank off Eastport on Wednesday night, the harbour master said, and nobody was hurt in the accident.</p>
      <p>Divers searched the wreck until the morning and found nobody, he told reporters on the quay of the town.</p>
      <div class="related-links"><p>Bridge to be closed in May for repairs that will take a year, the mayor says.</p></div>
      <p><a href="/x">Harbour company sued by the families of sailors</a></p>
      <p>The company that runs the line did not answer questions on the matter, but promised to look into it soon.</p>
      </div></article>
      <div class="footer"><p>About us</p></div></body></html>"#;

    #[test]
    fn the_article_is_chosen() {
        let tree = Html::parse_document(PAGE);
        let body = choose_blocks(PAGE, &tree, Some("Ferry sinks off Eastport")).unwrap();
        let kept: Vec<&str> = body
            .page
            .blocks
            .iter()
            .zip(&body.cut)
            .filter(|(_, cut)| cut.is_none())
            .map(|(block, _)| block.text.split(' ').next().unwrap())
            .collect();
        assert_eq!(kept, ["A", "Divers", "The"]);
    }

    #[test]
    fn a_page_without_article_has_no_body() {
        let page = "<html><body><script>x()</script></body></html>";
        assert!(choose_blocks(page, &Html::parse_document(page), None).is_none());
    }
}
