//! The extractor's choice of blocks, mended by where the blocks stand in the page.

use std::collections::{BTreeMap, BTreeSet};

use tidings_text::CutReason;

use super::blocks::{Block, Marks, Page};
use crate::clean::shape;
use crate::words::{count_words, ends_sentence, hash_words, normal};

/// The article's container holds at least this share of the characters that the extractor took.
const CONTAINER: f64 = 0.85;
/// A block of which more than this share stands in links is a link, not a sentence.
const LINKED: f64 = 0.7;
/// Words that are compared at a time when copies are looked for.
const SHINGLE: usize = 4;
/// A block is a copy where this share of its shingles stands in another block that is kept.
const COPIED: f64 = 0.8;
/// A copy stands by itself where none of so many blocks before and after it is kept.
const NEAR: usize = 3;
/// A paragraph with fewer characters is no neighbour that shows where the article stands.
const PARAGRAPH_CHARS: usize = 80;
/// A sentence of fewer words may be a label with a full stop.
const SENTENCE_WORDS: usize = 8;
/// Boxes that are surely foreign are dropped where they are less than this share of what is kept.
const FOREIGN_SHARE: f64 = 0.25;

/// The choice of blocks while it is made.
#[derive(Debug)]
pub(crate) struct Choice<'p> {
    page: &'p Page,
    /// The words of each block, hashed.
    words: &'p [Vec<u64>],
    /// Whether each block is kept.
    pub(crate) kept: Vec<bool>,
    /// The element that holds the article, as an index into [`Page::elements`].
    container: usize,
}

impl<'p> Choice<'p> {
    /// Starts from the blocks that the extractor took.
    pub(crate) fn new(page: &'p Page, words: &'p [Vec<u64>], taken: Vec<bool>) -> Self {
        let mut choice = Self { page, words, kept: taken, container: 0 };
        choice.container = choice.find_container();
        choice
    }

    fn kept_blocks(&self) -> impl Iterator<Item = (usize, &'p Block)> {
        self.page.blocks.iter().enumerate().filter(|(index, _)| self.kept[*index])
    }

    /// Returns the innermost element that holds most of the characters kept.
    fn find_container(&self) -> usize {
        let mut weights: BTreeMap<usize, usize> = BTreeMap::new();
        let mut total = 0;
        for (_, block) in self.kept_blocks() {
            total += block.n_chars;
            for element in self.page.around(block) {
                *weights.entry(element).or_default() += block.n_chars;
            }
        }
        // Elements are numbered in the order in which they open, so of nested ones the innermost is the last.
        let heavy = weights.iter().rev().find(|(_, weight)| **weight as f64 >= CONTAINER * total as f64);
        heavy.map_or(0, |(element, _)| *element)
    }

    fn is_inside(&self, block: &Block) -> bool {
        self.page.holds(self.container, block)
    }

    /// Says whether an element around the block, within the container, bears a mark.
    fn is_marked(&self, block: &Block, mark: impl Fn(&Marks) -> bool) -> bool {
        let within = self.page.around(block).take_while(|element| *element > self.container);
        within.filter_map(|element| self.page.elements.get(element)).any(|element| mark(&element.marks))
    }

    /// The way from the container to a block, hashed: names and classes of the elements between.
    fn way(&self, block: &Block) -> Vec<u64> {
        let within = self.page.around(block).take_while(|element| *element > self.container);
        within.filter_map(|element| self.page.elements.get(element)).map(|element| element.kind).collect()
    }

    /// Drops copies away from the article: of equal blocks the extractor took one, and a teaser elsewhere on the
    /// page repeats the first words of the article.
    pub(crate) fn drop_distant_copies(&mut self) {
        let mut seen: BTreeMap<&[u64], usize> = BTreeMap::new();
        for (index, _) in self.kept_blocks() {
            for shingle in self.words[index].windows(SHINGLE) {
                *seen.entry(shingle).or_default() += 1;
            }
        }
        let mut distant = Vec::new();
        for (index, block) in self.kept_blocks() {
            let words = &self.words[index];
            let n_shingles = (words.len() + 1).saturating_sub(SHINGLE);
            let is_shared = |shingle: &&[u64]| seen.get(shingle).is_some_and(|&n_seen| n_seen > 1);
            let n_copied = words.windows(SHINGLE).filter(is_shared).count();
            let is_copy = n_shingles > 0 && n_copied as f64 >= COPIED * n_shingles as f64;
            if is_copy && (!self.is_inside(block) || !self.has_neighbour(index)) {
                distant.push(index);
            }
        }
        let n_kept = self.kept.iter().filter(|kept| **kept).count();
        if distant.len() < n_kept {
            for index in distant {
                self.kept[index] = false;
            }
        }
    }

    /// Says whether a paragraph that is kept, and is no copy of this block, stands near it.
    fn has_neighbour(&self, index: usize) -> bool {
        let near = index.saturating_sub(NEAR)..(index + NEAR + 1).min(self.kept.len());
        near.into_iter().filter(|other| *other != index && self.kept[*other]).any(|other| {
            let (ours, theirs) = (&self.words[index], &self.words[other]);
            let n_common = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
            let is_copy = n_common > 0 && n_common * 2 >= ours.len().min(theirs.len());
            self.page.blocks[other].n_chars > PARAGRAPH_CHARS && !is_copy
        })
    }

    /// Drops blocks in boxes that are surely foreign, where they are the smaller part of what is kept.
    pub(crate) fn drop_foreign(&mut self) {
        let mut foreign = Vec::new();
        let (mut n_foreign, mut n_all) = (0, 0);
        for (index, block) in self.kept_blocks() {
            n_all += block.n_chars;
            if self.is_marked(block, |marks| marks.surely_foreign) {
                n_foreign += block.n_chars;
                foreign.push(index);
            }
        }
        if (n_foreign as f64) < FOREIGN_SHARE * n_all as f64 {
            for index in foreign {
                self.kept[index] = false;
            }
        }
    }

    /// Keeps blocks between those kept that look like the article's own: on the same way from the container, a
    /// whole sentence, a heading, a quotation. Before and after those kept, only sentences beside them.
    pub(crate) fn recover(&mut self) {
        let Some(first) = self.kept.iter().position(|kept| *kept) else { return };
        let Some(last) = self.kept.iter().rposition(|kept| *kept) else { return };
        let sentences: Vec<&Block> =
            self.kept_blocks().map(|(_, block)| block).filter(|block| ends_sentence(&block.text)).collect();
        let ways: BTreeSet<Vec<u64>> =
            sentences.iter().filter(|block| self.is_inside(block)).map(|block| self.way(block)).collect();
        let parents: BTreeSet<usize> = sentences.iter().filter_map(|block| self.page.parent(block)).collect();
        for (index, block) in self.page.blocks.iter().enumerate() {
            if self.kept[index] || !self.is_inside(block) || is_link(block) {
                continue;
            }
            let is_between = first < index && index < last;
            let is_quoted = self.is_marked(block, |marks| marks.is_quotation);
            let is_post = is_between && is_quoted && self.is_marked(block, |marks| marks.post);
            if !is_post && self.is_marked(block, |marks| marks.foreign || marks.picture) {
                continue;
            }
            let n_words = count_words(&block.text);
            if shape(&block.text, &normal(&block.text), n_words).is_some() {
                continue;
            }
            let is_sentence = n_words >= SENTENCE_WORDS && ends_sentence(&block.text);
            let is_heading = matches!(block.tag.as_str(), "h2" | "h3" | "h4");
            let is_sibling = self.page.parent(block).is_some_and(|parent| parents.contains(&parent));
            let is_own = is_sentence || is_heading || is_quoted || ways.contains(&self.way(block));
            if is_between && is_own || !is_between && is_sibling && is_sentence {
                self.kept[index] = true;
            }
        }
    }

    /// Drops blocks that are links and nothing else, outside lists and tables.
    pub(crate) fn drop_links(&mut self) {
        for (index, block) in self.page.blocks.iter().enumerate() {
            let is_plain = matches!(block.tag.as_str(), "p" | "div" | "section" | "article");
            let is_headline = count_words(&block.text) >= 4 && !ends_sentence(&block.text);
            if self.kept[index] && is_plain && is_link(block) && is_headline {
                self.kept[index] = false;
            }
        }
    }

    /// Drops what stands below a heading that announces other pieces ("You may also like"): the rest of its box,
    /// or where the box holds the article too, the links and list items that follow.
    pub(crate) fn drop_sections(&mut self) {
        // Elements in which a kept sentence stands.
        let mut own: BTreeSet<usize> = BTreeSet::new();
        // The box of the section, and whether it holds the article too.
        let mut section: Option<(usize, bool)> = None;
        for (index, block) in self.page.blocks.iter().enumerate() {
            let n_words = count_words(&block.text);
            let is_heading =
                matches!(block.tag.as_str(), "h2" | "h3" | "h4" | "h5" | "header") || n_words <= 6;
            if is_heading && shape(&block.text, &normal(&block.text), n_words) == Some(CutReason::ReadAlso) {
                section = self.page.parent(block).map(|holder| (holder, own.contains(&holder)));
                continue;
            }
            if let Some((holder, is_shared)) = section {
                let is_paragraph =
                    block.tag == "p" && ends_sentence(&block.text) && n_words >= SENTENCE_WORDS;
                let is_item = block.tag == "li" || block.n_linked * 2 > block.n_chars;
                if !self.page.holds(holder, block) || is_shared && (is_paragraph || !is_item) {
                    section = None;
                } else {
                    self.kept[index] = false;
                }
            }
            if self.kept[index] && ends_sentence(&block.text) {
                own.extend(self.page.around(block).take_while(|element| *element >= self.container));
            }
        }
    }

    /// Drops the headline before the article, alone or behind the names of sections.
    pub(crate) fn drop_title(&mut self, title: &str) {
        let title = hash_words(title);
        for (index, block) in self.page.blocks.iter().enumerate() {
            if !self.kept[index] {
                continue;
            }
            let words = &self.words[index];
            if words.ends_with(&title) && words.len() <= 2 * title.len() {
                self.kept[index] = false;
            } else if ends_sentence(&block.text) && words.len() >= 12 {
                return;
            }
        }
    }
}

fn is_link(block: &Block) -> bool {
    block.n_linked as f64 > LINKED * block.n_chars as f64
}
