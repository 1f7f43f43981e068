//! From the arcs of a parse to a tree: lifted arcs are lowered again, and sentences are found.
//!
//! Non-projective arcs are learned as lifted ones with a label that names where they belong (`pobj||prep`): Nivre and
//! Nilsson, "Pseudo-Projective Dependency Parsing" (ACL 2005), scheme HEAD. Written anew after
//! `spacy/pipeline/_parser_internals/nonproj.pyx` and `set_children_from_heads` of `spacy/tokens/doc.pyx`.

use super::transitions::NONE;
use crate::{ModelError, Symbol};

/// What parts a lifted label.
const DELIMITER: &str = "||";
/// How often edges are widened for arcs that cross sentences.
const ROUNDS: usize = 12;

/// The dependency labels of a model; number 0 is the root's.
#[derive(Debug)]
pub(crate) struct Labels {
    /// Each label as the model has it.
    whole: Vec<Symbol>,
    /// For lifted labels: the label proper, and that of the head to look for.
    lifted: Vec<Option<(Symbol, Symbol)>>,
}

impl Labels {
    pub(crate) fn new(root: &str) -> Self {
        Self { whole: vec![Symbol::new(root)], lifted: vec![None] }
    }

    /// Returns a label's number.
    pub(crate) fn add(&mut self, label: &str) -> Result<u16, ModelError> {
        if let Some(known) = self.whole.iter().position(|whole| *whole == label) {
            return Ok(known as u16);
        }
        let number = u16::try_from(self.whole.len())
            .map_err(|_| ModelError::damaged("parser/moves", "too many labels"))?;
        self.whole.push(Symbol::new(label));
        let lifted =
            label.split_once(DELIMITER).map(|(proper, head)| (Symbol::new(proper), Symbol::new(head)));
        self.lifted.push(lifted);
        Ok(number)
    }
}

/// A finished parse of one text.
#[derive(Debug)]
pub(crate) struct Parse {
    /// Heads as token numbers; a root is its own.
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<Symbol>,
    pub(crate) sent_starts: Vec<bool>,
}

/// Returns the tree of some arcs; tokens without a head ([`NONE`]) are roots.
pub(crate) fn finish(
    mut heads: Vec<u32>,
    labels: Vec<u16>,
    names: &Labels,
    is_space: impl Fn(usize) -> bool,
) -> Parse {
    let mut deps: Vec<Symbol> = labels.iter().map(|&label| names.whole[usize::from(label)]).collect();
    for (token, head) in heads.iter_mut().enumerate() {
        if *head == NONE || *head as usize == token {
            *head = token as u32;
            deps[token] = names.whole[0];
        }
    }
    let any_lifted = labels.iter().any(|&label| names.lifted[usize::from(label)].is_some());
    let mut edges = Edges::of(&heads);
    if any_lifted {
        for token in 0..heads.len() {
            // A root's label was replaced above.
            let Some((proper, wanted)) =
                names.lifted[usize::from(labels[token])].filter(|_| heads[token] as usize != token)
            else {
                continue;
            };
            if let Some(head) = find_head(token, wanted, &heads, &deps, &edges, &is_space) {
                heads[token] = head as u32;
            }
            deps[token] = proper;
        }
        edges = Edges::of(&heads);
    }
    let mut sent_starts = vec![false; heads.len()];
    for (token, &head) in heads.iter().enumerate() {
        if head as usize == token {
            sent_starts[edges.left[token]] = true;
        }
    }
    Parse { heads, labels: deps, sent_starts }
}

/// Looks for the first token labelled `wanted` below the head of `token`, level by level, from left to right.
fn find_head(
    token: usize,
    wanted: Symbol,
    heads: &[u32],
    deps: &[Symbol],
    edges: &Edges,
    is_space: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut level = vec![heads[token] as usize];
    // No path is longer than the text, even if heads go in a circle.
    for _ in 0..heads.len() {
        let mut next = Vec::new();
        for &parent in &level {
            let children = (edges.left[parent]..=edges.right[parent])
                .filter(|&child| child != parent && heads[child] as usize == parent);
            for child in children {
                if child == token || is_space(child) {
                    continue;
                }
                if deps[child] == wanted {
                    return Some(child);
                }
                next.push(child);
            }
        }
        if next.is_empty() {
            return None;
        }
        level = next;
    }
    None
}

/// For each token, the first and last token of its subtree.
#[derive(Debug)]
struct Edges {
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Edges {
    fn of(heads: &[u32]) -> Self {
        let mut edges = Self { left: (0..heads.len()).collect(), right: (0..heads.len()).collect() };
        for _ in 0..ROUNDS {
            for token in (0..heads.len()).chain((0..heads.len()).rev()) {
                let head = heads[token] as usize;
                edges.left[head] = edges.left[head].min(edges.left[token]);
                edges.right[head] = edges.right[head].max(edges.right[token]);
            }
            if edges.keep_heads_in_sentences(heads) {
                break;
            }
        }
        edges
    }

    fn keep_heads_in_sentences(&self, heads: &[u32]) -> bool {
        let mut starts = vec![false; heads.len()];
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                starts[self.left[token]] = true;
            }
        }
        let mut start = 0;
        for end in 0..heads.len() {
            if end > 0 && starts[end] || end + 1 == heads.len() {
                let within = |&head: &u32| start <= head as usize && (head as usize) <= end;
                if !heads[start..end].iter().all(within) {
                    return false;
                }
                start = end;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifted_arc_goes_back_down() {
        // "a hearing is scheduled on the issue": `on` was lifted from `hearing` (nsubjpass) to `scheduled`.
        let mut names = Labels::new("ROOT");
        let [det, nsubjpass, auxpass, lifted, pobj] =
            ["det", "nsubjpass", "auxpass", "prep||nsubjpass", "pobj"]
                .map(|label| names.add(label).expect("a label"));
        let heads = vec![1, 3, 3, NONE, 3, 6, 4];
        let parse = finish(heads, vec![det, nsubjpass, auxpass, 0, lifted, det, pobj], &names, |_| false);
        assert_eq!(parse.heads, [1, 3, 3, 3, 1, 6, 4]);
        assert!(parse.labels[4] == "prep" && parse.labels[3] == "ROOT");
        assert_eq!(parse.sent_starts, [true, false, false, false, false, false, false]);
    }

    #[test]
    fn every_root_starts_a_sentence_at_its_left_edge() {
        let mut names = Labels::new("ROOT");
        let det = names.add("det").expect("a label");
        let parse = finish(vec![1, NONE, 3, NONE], vec![det, 0, det, 0], &names, |_| false);
        assert_eq!(parse.sent_starts, [true, false, true, false]);
    }

    #[test]
    fn a_circle_ends() {
        let mut names = Labels::new("ROOT");
        let lifted = names.add("a||b").expect("a label");
        let parse = finish(vec![1, 0, 0], vec![lifted; 3], &names, |_| false);
        assert_eq!(parse.heads.len(), 3);
    }
}
