//! Who has not acted yet: "is yet to respond" is an earlier state of what other reports tell.

use std::collections::BTreeSet;

use tidings_extract::{Polarity, Statement};

use super::Context;
use super::draft::Draft;
use super::merge::statement;
use crate::events::Claim;
use crate::knowledge;
use crate::told::Told;

/// Lists the claims that say that somebody has not answered yet.
pub(super) fn silences(context: &Context<'_>, drafts: &[Draft]) -> Vec<Claim> {
    let all = drafts.iter().flat_map(|draft| draft.affirmed.iter().chain(&draft.denied));
    all.filter(|claim| is_silence(context, claim)).cloned().collect()
}

/// Says whether a claim says that somebody has not answered yet: "is yet to respond".
fn is_silence(context: &Context<'_>, claim: &Claim) -> bool {
    let Some(statement) = statement(context.reports, claim.at) else { return false };
    let words = statement.evidence.of(context.reports[claim.at.report].words(claim.at.field)).to_lowercase();
    let table = knowledge::silences();
    statement.polarity == Polarity::Negative
        && table.passing.iter().any(|cue| words.contains(cue))
        && table.answers.iter().any(|answer| words.contains(answer))
}

/// Puts "yet to respond" beside what other reports tell of the answer: the same actor's act towards somebody whom
/// the words name, in a report that does not tell the act itself.
pub(super) fn attach(context: &Context<'_>, drafts: &mut [Draft], claim: Claim) {
    let told = &context.reports[claim.at.report];
    let Some(statement) = statement(context.reports, claim.at) else { return };
    let named: BTreeSet<String> = told
        .found(claim.at.field)
        .mentions
        .iter()
        .filter(|mention| statement.evidence.overlaps(mention.span))
        .filter_map(|mention| mention.actor.as_ref().map(ToString::to_string))
        .collect();
    let mut silent: BTreeSet<String> =
        claim.actors.iter().flat_map(|party| party.ids.iter().cloned()).collect();
    if silent.is_empty() {
        silent = actors_before(told, &claim, statement);
    }
    let answers = drafts.iter_mut().find(|draft| {
        let by_same = draft.actors.iter().any(|actor| silent.contains(&actor.id));
        let towards = draft.recipients.iter().any(|recipient| named.contains(&recipient.id));
        let news = draft.affirmed.iter().any(|claim| {
            super::merge::statement(context.reports, claim.at).is_some_and(|statement| !statement.background)
        });
        by_same
            && towards
            && news
            && !draft.negative
            && draft.plover.is_some()
            && !draft.all_reports().contains(&claim.at.report)
    });
    if let Some(draft) = answers {
        draft.evidence.push(claim.at);
        draft.denied.push(claim);
    }
}

/// Returns who acts in the sentence before: "It is yet to respond".
fn actors_before(told: &Told, claim: &Claim, statement: &Statement) -> BTreeSet<String> {
    let Some(doc) = told.doc(claim.at.field) else { return BTreeSet::new() };
    let sentence = doc.sentence_of(statement.head);
    let before = told.found(claim.at.field).statements.iter().filter(|other| {
        let other = doc.sentence_of(other.head);
        other < sentence && other + 1 >= sentence
    });
    before
        .flat_map(|statement| &statement.actors)
        .filter_map(|party| party.actor.as_ref().map(ToString::to_string))
        .collect()
}
