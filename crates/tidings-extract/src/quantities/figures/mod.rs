//! The figures of a report's main event: how many died, how many were hurt, as an attentive reader concludes.
//!
//! All that speaks for a value is gathered (`evidence`) and described by numbers that name no word (`features`); trees fitted
//! on reports whose figures are known (`trees`) say how likely each value is. Where none is likely enough, no figure is
//! concluded: a report may tell of several happenings, of a trial, or of the sum of a year.

mod evidence;
mod features;
mod trees;

use tidings_text::Span;

use super::count::{Count, Words};
use super::harms::{self, INDIRECT, Told};
use super::ledger::{Entry, keep};
use super::lexicon::{Harm, lexicon};
use super::people::Member;
pub use features::feature_names;
pub(super) use features::rows;

/// The harms of one field, with its persons and what else the words give away.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub told: Vec<Told>,
    pub persons: Vec<Entry>,
    /// A word that tells of a death without a number.
    pub sign_of_death: Option<Span>,
    pub n_sentences: usize,
    /// How often words of each list of signs occur, in the order of the lexicon.
    pub signs: Vec<(&'static str, usize)>,
}

impl Field {
    pub(super) fn new(words: &Words<'_>) -> Self {
        let told = harms::find(words);
        let persons = keep(&told);
        let tokens = 0..words.doc.len();
        let signs = lexicon().signs.iter().map(|(name, list)| {
            (name.as_str(), tokens.clone().filter(|&token| list.contains(words.text(token))).count())
        });
        Self {
            told,
            persons,
            sign_of_death: harms::sign_of_death(words),
            n_sentences: words.doc.n_sentences(),
            signs: signs.collect(),
        }
    }

    /// How often words of a list of signs occur.
    fn sign(&self, name: &str) -> usize {
        self.signs.iter().find(|(known, _)| *known == name).map_or(0, |(_, n)| *n)
    }
}

/// A concluded figure, with the words it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub count: Count,
    /// The words of the figure, and whether they stand in the title.
    pub span: Span,
    pub in_title: bool,
    pub rule: &'static str,
    /// Further words of the same field.
    pub words: Vec<Span>,
}

/// What is concluded on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Killed,
    /// The hurt, where so many died.
    Injured(u32),
}

/// Concludes the figures of killed and injured from title and text.
pub(super) fn conclude(title: &Field, text: &Field) -> (Option<Figure>, Option<Figure>) {
    let models = trees::models();
    let killed = models.killed.choose(rows(Role::Killed, title, text));
    let killed = or_vague(killed, title, text, Harm::Killed);
    let dead = killed.as_ref().map_or(0.0, |figure| figure.count.stated());
    let injured = models.injured.choose(rows(Role::Injured(dead as u32), title, text));
    (killed, or_vague(injured, title, text, Harm::Injured))
}

/// Sentences of a text that tell its news.
const LEAD: usize = 3;

/// "Dozens died": where no number is concluded, what title and lead tell vaguely is the figure; it is more than one person
/// or a word of death amounts to.
fn or_vague(figure: Option<Figure>, title: &Field, text: &Field, harm: Harm) -> Option<Figure> {
    let worked_out = |figure: &Figure| {
        matches!(figure.rule, "quantities/person" | "quantities/sum-of-persons" | "quantities/sign-of-death")
    };
    let vague = [(title, true), (text, false)].into_iter().find_map(|(field, in_title)| {
        let news = field.told.iter().filter(|told| {
            let part = told.subset || told.background || told.sum;
            told.harm == harm && !part && (in_title || told.sentence < LEAD)
        });
        news.flat_map(|told| &told.victims).find_map(|victim| match victim {
            Member::Group(group) if group.vague && !group.bare && !group.others => Some(Figure {
                count: group.count,
                span: group.span,
                in_title,
                rule: "quantities/vague",
                words: Vec::new(),
            }),
            _ => None,
        })
    });
    // "scores" in the title, "at least 84" below it: the number that refines the vague word.
    let vague = vague.map(|vague| refined(title, text, harm, &vague).unwrap_or(vague));
    match (figure, vague) {
        (None, vague) => vague.filter(|vague| vague.count.stated() > 2.0),
        (Some(figure), Some(vague))
            if worked_out(&figure) && figure.count.stated() < vague.count.stated() =>
        {
            Some(vague)
        }
        (figure, _) => figure,
    }
}

/// The number told most often, as news, that lies within a vague count; the first on a tie.
fn refined(title: &Field, text: &Field, harm: Harm, vague: &Figure) -> Option<Figure> {
    let mut numbers: Vec<(Figure, usize)> = Vec::new();
    for (field, in_title) in [(title, true), (text, false)] {
        for told in &field.told {
            let part = told.subset || told.background || told.sum || INDIRECT.contains(&told.rule);
            let [Member::Group(group)] = told.victims.as_slice() else { continue };
            let fits = vague.count.stated() <= group.count.stated();
            if told.harm != harm || part || group.vague || group.others || !fits {
                continue;
            }
            let count = group.count;
            match numbers.iter_mut().find(|(known, _)| known.count.stated() == count.stated()) {
                Some((_, n)) => *n += 1,
                None => {
                    let rule = "quantities/stated";
                    numbers.push((Figure { count, span: group.span, in_title, rule, words: vec![] }, 1));
                }
            }
        }
    }
    let most = numbers.iter().map(|(_, n)| *n).max()?;
    numbers.into_iter().find(|(_, n)| *n == most).map(|(figure, _)| figure)
}
