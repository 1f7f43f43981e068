//! Descriptions of several actors at once: "both republics", "the two sides", "those countries".
//!
//! A row that the text lists ("A and B") is the first choice, then the two actors that stand out most. Breakaway polities may be
//! meant where only the state that claims them is named.

use tidings_text::ActorId;

use super::MentionKind;
use super::descriptions::is_state_like;
use super::discourse::{Discourse, description_tokens};
use super::found::{Found, set_key};
use super::index::Actors;
use super::record::ActorKind;
use super::syntax::{dep, determiner, lemma, place};

impl Discourse<'_> {
    /// "both republics", "the two sides", "those countries".
    pub(super) fn resolve_set(
        &self,
        noun: usize,
        noun_lemma: &str,
        both: bool,
        actors: &Actors,
    ) -> Option<Found> {
        let doc = self.doc;
        let text = doc.span(description_tokens(doc, noun)).of(doc.text()).to_lowercase();
        let says_breakaway = text
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| self.words.breakaway.contains(word));
        let polity_noun = matches!(noun_lemma, "republic" | "region" | "entity" | "territory" | "statelet");
        if says_breakaway || polity_noun {
            return self.resolve_polities(noun, both, says_breakaway, actors);
        }
        if doc.children(noun).any(|child| child > noun && matches!(dep(doc, child), "relcl" | "acl" | "prep"))
            && !both
        {
            return None;
        }
        let persons = matches!(noun_lemma, "leader" | "president" | "minister");
        let fits_one = |found: &Found| {
            found.members.is_empty()
                && found.actor.is_some()
                && if persons { found.kind == MentionKind::Person } else { is_state_like(found) }
        };
        let pointing_back = matches!(doc.lower(determiner(doc, noun)?).as_str(), "those" | "these") || both;
        if !pointing_back && !matches!(noun_lemma, "side" | "rival" | "neighbor" | "neighbour" | "korea") {
            return None;
        }
        let set = self
            .described(noun, |found| {
                found.members.len() == 2 && (persons == (found.kind == MentionKind::Person))
            })
            .into_iter()
            .next();
        let mut singles = self.described(noun, fits_one);
        singles.truncate(2);
        let second = singles.get(1).map_or(0.0, |single| single.score);
        if let Some(set) = set.filter(|set| 0.8 * second <= set.score) {
            return Some(self.stand(&set.found, noun));
        }
        if let [one, other] = singles.as_slice() {
            return Some(self.set_of(&[&one.found, &other.found], noun));
        }
        let later = self.sets.iter().find(|set| {
            set.head > noun
                && set.members.len() == 2
                && doc.sentence_of(set.head) <= doc.sentence_of(noun) + 1
                && (persons == (set.kind == MentionKind::Person))
        })?;
        Some(self.stand(later, noun))
    }

    fn resolve_polities(
        &self,
        noun: usize,
        both: bool,
        says_breakaway: bool,
        actors: &Actors,
    ) -> Option<Found> {
        let doc = self.doc;
        if doc.children(noun).any(|child| child > noun && matches!(dep(doc, child), "acl" | "relcl")) {
            return None;
        }
        let is_polity = |id: &ActorId| actors.get(id).is_some_and(|record| record.kind == ActorKind::Polity);
        let mut members: Vec<ActorId> = Vec::new();
        let add = |id: &ActorId, members: &mut Vec<ActorId>| {
            if is_polity(id) && !members.contains(id) {
                members.push(id.clone());
            }
        };
        let sentence = doc.sentence_of(noun);
        // Named in the text before, else anywhere.
        for found in self
            .mentions
            .iter()
            .filter(|found| found.head < noun && doc.sentence_of(found.head) + 8 > sentence)
        {
            found.actor.iter().chain(&found.members).for_each(|id| add(id, &mut members));
        }
        if members.len() < 2 {
            for found in &self.mentions {
                found.actor.iter().chain(&found.members).for_each(|id| add(id, &mut members));
            }
        }
        let governor = lemma(doc, place(doc, noun).governor);
        let recognised = matches!(
            governor.as_str(),
            "recognise"
                | "recognize"
                | "recognition"
                | "independence"
                | "back"
                | "support"
                | "annex"
                | "sovereignty"
        );
        if members.len() < 2 && (says_breakaway || recognised) {
            let claimant = self.mentions.iter().find_map(|found| {
                let id = found.actor.as_ref().filter(|_| is_state_like(found))?;
                (actors.polities_of(id).count() == 2).then_some(id)
            })?;
            members = actors.polities_of(claimant).map(|record| record.id.clone()).collect();
        }
        if members.len() > 2 && both {
            // Those of one claimant belong together.
            let claimant =
                members.last().and_then(|id| actors.get(id)).and_then(|record| record.country.clone());
            members.retain(|id| actors.get(id).and_then(|record| record.country.clone()) == claimant);
        }
        if members.len() < 2 || both && members.len() != 2 {
            return None;
        }
        let names = members
            .iter()
            .filter_map(|id| actors.get(id))
            .map(|record| record.name.as_str())
            .collect::<Vec<_>>()
            .join(" + ");
        let mut found =
            Found::new(description_tokens(doc, noun), noun, MentionKind::Polity, names, "actors/set");
        found.members = members;
        found.plural = true;
        found.anaphor = true;
        Some(found)
    }

    fn set_of(&self, referents: &[&Found], noun: usize) -> Found {
        let mut members: Vec<ActorId> = referents.iter().filter_map(|found| found.actor.clone()).collect();
        members.sort();
        let kind = referents.first().map_or(MentionKind::State, |found| match found.kind {
            MentionKind::Place => MentionKind::State,
            kind => kind,
        });
        let mut found =
            Found::new(description_tokens(self.doc, noun), noun, kind, set_key(&members), "actors/set");
        found.name = referents.iter().map(|found| found.name.as_str()).collect::<Vec<_>>().join(" + ");
        found.members = members;
        found.plural = true;
        found.anaphor = true;
        found
    }
}
