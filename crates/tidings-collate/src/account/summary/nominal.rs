//! The line of an event that reports tell by a noun alone: "the talks between the union and the management".

use tidings_extract::{Participant, Statement};

use super::clause::Line;
use super::names::possessive;
use super::phrase::{Before, Wording};
use super::sound::{self, Fault};
use super::{joined_names, known};
use crate::account::Context;
use crate::account::draft::Draft;
use crate::account::merge::statement;
use crate::events::Claim;

/// Returns the line of a noun: "Invasion of Velmora by Castora", "Castora's annexation of Velmora".
pub(super) fn nominal(context: &Context<'_>, draft: &Draft, claim: &Claim) -> Option<Line> {
    let told = context.reports.get(claim.at.report)?;
    let doc = told.doc(claim.at.field)?;
    let statement = statement(context.reports, claim.at)?;
    let mentions = &told.found(claim.at.field).mentions;
    let wording = Wording { doc, mentions, knowledge: context.knowledge };
    let head = statement.head;
    if !matches!(&*doc.tokens()[head].pos, "NOUN" | "PROPN") {
        return None;
    }
    let kept = |child: &usize| {
        matches!(&*doc.tokens()[*child].dep, "amod" | "compound" | "prep" | "nummod" | "poss")
            && !wording.opens_aside(*child)
    };
    let parts: Vec<usize> = doc.children(head).filter(kept).collect();
    let owner = parts.iter().find(|&&part| &*doc.tokens()[part].dep == "poss").copied();
    let mut tokens = vec![head];
    let mut faults = Vec::new();
    for &part in parts.iter().filter(|&&part| Some(part) != owner) {
        let gathered = wording.gather(part);
        if gathered.cut {
            faults.push(Fault::Cut);
        }
        tokens.extend(gathered.tokens);
    }
    tokens.sort_unstable();
    tokens.dedup();
    let phrase = wording.print(&tokens, None, &Before::default());
    let mut vague = phrase.vague;
    let owned = owner.map(|owner| {
        let gathered = wording.gather(owner).tokens;
        let case = |token: &usize| !matches!(&*doc.tokens()[*token].dep, "case");
        let own: Vec<usize> = gathered.into_iter().filter(case).collect();
        let phrase = wording.print(&own, None, &Before::default());
        vague |= phrase.vague;
        let words = phrase.words;
        if words.ends_with("'s") || words.ends_with('’') || words.ends_with("s'") || words.ends_with("’s")
        {
            words
        } else {
            possessive(&words)
        }
    });
    let names_actor = statement.actors.iter().any(|actor| {
        tokens.iter().any(|&token| token != head && doc.tokens()[token].span.overlaps(actor.span))
    });
    let by = by_whom(context, draft, statement).filter(|_| owner.is_none() && !names_actor);
    let words: Vec<String> =
        owned.into_iter().chain([phrase.words]).chain(by.map(|name| format!("by {name}"))).collect();
    let text = words.join(" ");
    if vague {
        faults.push(Fault::Vague);
    }
    let n_sides = [" of ", " between ", " against ", " with ", " from ", " over ", "'s ", "’s "]
        .iter()
        .filter(|word| text.split(" by ").next().is_some_and(|words| words.contains(*word)))
        .count();
    if n_sides == 0 || text.split_whitespace().count() < 5 {
        faults.push(Fault::Incomplete);
    }
    faults.extend(sound::of_words(&text, "", &text));
    Some(Line { text, faults, content: claim.context.iter().map(|(term, _)| *term).collect() })
}

fn by_whom(context: &Context<'_>, draft: &Draft, statement: &Statement) -> Option<String> {
    let named = |actor: &Participant| {
        let record = context.knowledge.actors.get(actor.actor.as_ref()?)?;
        Some(record.name.clone())
    };
    let names: Option<Vec<String>> = statement.actors.iter().map(named).collect();
    match names {
        Some(names) if !names.is_empty() => Some(names.join(" and ")),
        _ => known(context, &draft.actors).then(|| joined_names(&draft.actors)),
    }
}
