//! Which blocks of a page are its article.
//!
//! The `trafilatura` crate gives the first answer, in its precise setting.
//! Seen over the page's blocks that answer has gaps (a paragraph in a box of its own, an embedded post) and
//! surplus (a line of links, a call to subscribe), which [`Choice`] mends: recall comes first.

use std::collections::BTreeSet;

use scraper::Html;
use tidings_text::CutReason;
use trafilatura::{ExtractionFocus, Options};

use super::blocks::{Page, read_blocks};
use super::choice::Choice;
use crate::words::hash_words;

/// Words that are compared at a time when a block is looked up in the extractor's answer.
const SHINGLE: usize = 4;
/// A block counts as taken by the extractor where this share of its shingles stands in the answer.
const TAKEN: f64 = 0.6;

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
    let words: Vec<Vec<u64>> = page.blocks.iter().map(|block| hash_words(&block.text)).collect();
    let taken = taken_blocks(&words, &extract(decoded)?);
    if !taken.iter().any(|taken| *taken) {
        return None;
    }
    let mut choice = Choice::new(&page, &words, taken);
    choice.drop_distant_copies();
    choice.drop_foreign();
    choice.recover();
    choice.drop_links();
    choice.drop_sections();
    if let Some(title) = title {
        choice.drop_title(title);
    }
    let cut = choice.kept.iter().map(|kept| (!kept).then_some(CutReason::PageFurniture)).collect();
    Some(Body { page, cut })
}

/// Returns the extractor's answer as blocks of hashed words.
fn extract(decoded: &str) -> Option<Vec<Vec<u64>>> {
    let settings = [ExtractionFocus::FavorPrecision, ExtractionFocus::Balanced, ExtractionFocus::FavorRecall];
    settings.into_iter().find_map(|focus| {
        let options = Options::default().with_focus(focus).with_fallback(true).with_exclude_comments(true);
        let answer = trafilatura::extract(decoded, &options).ok()?;
        let page = read_blocks(&Html::parse_document(&answer.content_html));
        let blocks: Vec<Vec<u64>> = page.blocks.iter().map(|block| hash_words(&block.text)).collect();
        (!blocks.is_empty()).then_some(blocks)
    })
}

/// Says for each block whether the extractor took it.
fn taken_blocks(words: &[Vec<u64>], answer: &[Vec<u64>]) -> Vec<bool> {
    let whole: BTreeSet<&[u64]> = answer.iter().map(Vec::as_slice).collect();
    let stream: Vec<u64> = answer.iter().flatten().copied().collect();
    let shingles: BTreeSet<&[u64]> = stream.windows(SHINGLE).collect();
    let is_taken = |words: &Vec<u64>| {
        if words.len() < SHINGLE {
            return whole.contains(words.as_slice());
        }
        let n_shingles = words.len() + 1 - SHINGLE;
        let n_found = words.windows(SHINGLE).filter(|shingle| shingles.contains(shingle)).count();
        n_found as f64 >= TAKEN * n_shingles as f64
    };
    words.iter().map(is_taken).collect()
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
      <blockquote class="twitter-tweet"><p>Never seen such a storm <a href="x">pic.example/x</a></p>— A (@a) <a href="y">May 2, 2024</a></blockquote>
      <div class="related-links"><p>Bridge to be closed in May for repairs that will take a year, the mayor says.</p></div>
      <p><a href="/x">Harbour company sued by the families of sailors</a></p>
      <p>The company that runs the line did not answer questions on the matter, but promised to look into it soon.</p>
      <h3>You may also like</h3><ul><li><a href="/y">Bridge to close</a></li></ul>
      </div></article>
      <div class="footer"><p>About us</p></div></body></html>"#;

    #[test]
    fn the_article_is_chosen() {
        let tree = Html::parse_document(PAGE);
        let body = choose_blocks(PAGE, &tree, Some("Ferry sinks off Eastport")).unwrap();
        let blocks = body.page.blocks.iter().zip(&body.cut).filter(|(_, cut)| cut.is_none());
        let kept: Vec<&str> = blocks.map(|(block, _)| block.text.split(' ').next().unwrap()).collect();
        assert_eq!(kept, ["A", "Divers", "Never", "—", "The"]);
    }

    #[test]
    fn a_page_without_article_has_no_body() {
        let page = "<html><body><script>x()</script></body></html>";
        assert!(choose_blocks(page, &Html::parse_document(page), None).is_none());
    }
}
