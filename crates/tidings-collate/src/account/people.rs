//! One name, one person within a story: spellings, short forms and titles brought together.
//!
//! Extraction knows states, organisations and known persons by fixed ids; whoever else a report names is bound to
//! that report. Here those names are compared across the story's reports, and each group gets one id.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::Knowledge;
use tidings_extract::names::compare_names;

use crate::events::{Claim, Party};
use crate::told::Field;

/// Most names that are compared with each other; a story with more keeps the names of its first reports.
const MOST_NAMES: usize = 400;

/// Words that a name may have; what is longer is a description.
const MOST_WORDS: usize = 5;

/// Gives parties that are no known actors an id that is the same across the story's reports.
pub(super) fn unify(claims: &mut [Claim], knowledge: &Knowledge) {
    let is_fixed = |id: &str| knowledge.actors.get(&id.into()).is_some();
    let mut names: Vec<String> = Vec::new();
    for claim in claims.iter_mut() {
        // In a headline every word may open with a capital.
        let headline = claim.at.field == Field::Title;
        for party in parties_mut(claim) {
            party.ids.retain(|id| is_fixed(id));
            let new =
                party.ids.is_empty() && !headline && proper(&party.name) && !names.contains(&party.name);
            if new && names.len() < MOST_NAMES {
                names.push(party.name.clone());
            }
        }
    }
    // The longest first, so that a short form joins the fullest name.
    names.sort_by(|one, other| {
        other.split_whitespace().count().cmp(&one.split_whitespace().count()).then(one.cmp(other))
    });
    let mut ids: BTreeMap<String, (String, String)> = BTreeMap::new();
    let mut kept: Vec<(String, BTreeSet<String>)> = Vec::new();
    for name in names {
        let words = Party::words_of(&name);
        let same = kept.iter().find(|(other, other_words)| one_name(&name, &words, other, other_words));
        let full = match same {
            Some((other, _)) => other.clone(),
            None => {
                kept.push((name.clone(), words));
                name.clone()
            }
        };
        let parts = full.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let slug: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        ids.insert(name, (slug.join("-"), full));
    }
    for party in claims.iter_mut().flat_map(parties_mut) {
        if let Some((id, full)) =
            ids.get(&party.name).filter(|(id, _)| party.ids.is_empty() && !id.is_empty())
        {
            // The slash marks an id that is valid within a story alone.
            party.ids.insert(format!("story/{id}"));
            party.name.clone_from(full);
        }
    }
}

fn parties_mut(claim: &mut Claim) -> impl Iterator<Item = &mut Party> {
    claim.actors.iter_mut().chain(claim.recipients.iter_mut())
}

/// Says whether words are a name: every word but the small ones opens with a capital.
fn proper(name: &str) -> bool {
    if name.contains('\n')
        || name.split_whitespace().count() > MOST_WORDS
        || name.chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    let mut words = name.split_whitespace().filter(|word| word.chars().count() > 3).peekable();
    words.peek().is_some() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Says whether two names are one person's: one holds the other's words, or they are spellings of one.
pub(super) fn one_name(
    name: &str,
    words: &BTreeSet<String>,
    other: &str,
    other_words: &BTreeSet<String>,
) -> bool {
    if words.is_empty() || other_words.is_empty() {
        return false;
    }
    if words.is_subset(other_words) {
        return true;
    }
    // Comparing spellings is dear; two names of one person share a word or open one alike.
    let near = words.iter().any(|word| {
        let start: String = word.chars().take(2).collect();
        other_words.iter().any(|other| other.starts_with(&start))
    });
    near && words.len() > 1 && other_words.len() > 1 && compare_names(name, other).matches
}
