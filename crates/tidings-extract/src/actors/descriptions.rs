//! Definite descriptions resolved to the actors they stand for: "the country", "the ministry", "the president".
//! Those of several are in `sets`.
//!
//! The noun says what kind is meant, its adjectives and number narrow it ("the two breakaway regions", "the Baltic
//! state"), and among those that fit the most recent and salient is taken, the order of the sieves of Lee et al.,
//! "Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4), 2013:
//! the same noun before the same kind, the same kind before none. A description whose clause names its referent outright
//! stands for somebody else.

use tidings_text::ActorId;

use super::MentionKind;
use super::discourse::{Candidate, Discourse, description_tokens, sort};
use super::found::Found;
use super::index::Actors;
use super::name_persons::title_words;
use super::pronouns::stand_for;
use super::record::ActorKind;
use super::syntax::{
    Part, clause_verb, dep, determiner, is_noun, is_plural, is_pointing, is_verb, lemma, place, tag,
};

/// Bonus for an actor that was called by the same noun before.
const SAME_NOUN: f32 = 60.0;
/// What a state loses for which nothing acts in the report so far.
const NEVER_ACTS: f32 = 45.0;
/// What nearness adds: descriptions go to the last actor named rather than the most prominent.
const NEAR: f32 = 60.0;
/// What is left of the salience that decides for pronouns.
const SALIENCE: f32 = 0.5;

impl Discourse<'_> {
    /// Returns the mention that the noun phrase headed by `noun` makes, where it refers back to an actor.
    pub(super) fn resolve_description(&self, noun: usize, actors: &Actors) -> Option<Found> {
        let doc = self.doc;
        if !is_noun(doc, noun) || dep(doc, noun) == "compound" || self.mention_at(noun).is_some() {
            return None;
        }
        let noun_lemma = lemma(doc, noun);
        let noun_lemma = noun_lemma.as_str();
        let words = self.words;
        // "became the third country", "the other side", "the first nation": a new one, or a predicate.
        let place = place(doc, noun);
        let predicate =
            dep(doc, noun) == "attr" || place.part == Part::Object && lemma(doc, place.governor) == "become";
        let counted = doc.children(noun).any(|child| {
            child < noun
                && (matches!(
                    doc.lower(child).as_str(),
                    "first"
                        | "second"
                        | "third"
                        | "fourth"
                        | "fifth"
                        | "last"
                        | "only"
                        | "other"
                        | "next"
                        | "same"
                        | "latest"
                        | "newest"
                        | "another"
                        | "new"
                        | "most"
                        | "any"
                        | "every"
                ) || matches!(tag(doc, child), "JJS" | "RBS"))
        });
        if predicate || counted {
            return None;
        }
        let pointing = determiner(doc, noun).is_some_and(|token| is_pointing(doc, token));
        let both = doc
            .children(noun)
            .any(|child| child < noun && matches!(doc.lower(child).as_str(), "two" | "both" | "2"));
        let plural = is_plural(doc, noun);
        if plural && (pointing || both) && words.sides.contains(noun_lemma) {
            return self.resolve_set(noun, noun_lemma, both, actors);
        }
        if words.state_bodies.contains(noun_lemma) && (!plural || noun_lemma == "authorities") {
            return self.resolve_state_body(noun, noun_lemma, pointing, actors);
        }
        if noun_lemma == "official" && plural {
            let body = doc.children(noun).find(|&child| {
                child < noun
                    && matches!(dep(doc, child), "compound" | "amod" | "nmod")
                    && words.state_bodies.contains(lemma(doc, child).as_str())
            });
            return body.and_then(|body| self.resolve_state_body(noun, &lemma(doc, body), true, actors));
        }
        let name = tag(doc, noun).starts_with("NNP")
            && doc.word(noun).chars().next().is_some_and(char::is_uppercase);
        if plural || !pointing || name && !words.offices.contains(noun_lemma) {
            return None;
        }
        if words.countries.contains(noun_lemma) {
            return self.resolve_country(noun, noun_lemma, actors);
        }
        if words.bodies.contains(noun_lemma) {
            return self.resolve_body(noun, noun_lemma, actors);
        }
        if words.offices.contains(noun_lemma) {
            return self.resolve_office(noun);
        }
        None
    }

    pub(super) fn stand(&self, referent: &Found, noun: usize) -> Found {
        stand_for(referent, description_tokens(self.doc, noun), noun, "actors/description", self.doc)
    }

    /// Candidates for a description, nearness weighing more than for pronouns.
    pub(super) fn described(&self, noun: usize, accept: impl Fn(&Found) -> bool) -> Vec<Candidate> {
        let from = description_tokens(self.doc, noun).start;
        let mut all = self.candidates(from, accept);
        let out = self.named_in_clause(noun);
        all.retain(|candidate| !out.contains(&candidate.key));
        for candidate in &mut all {
            let last = self
                .mentions
                .iter()
                .chain(&self.sets)
                .filter(|found| found.head < from && found.key() == candidate.key)
                .map(|found| found.head)
                .max();
            let distance = from.saturating_sub(last.unwrap_or(0)) as f32;
            candidate.score = SALIENCE * candidate.score + NEAR * (-distance / 25.0).exp();
        }
        sort(&mut all);
        all
    }

    /// Returns the keys of those whom the description's own clause or phrase names: it does not stand for them.
    fn named_in_clause(&self, noun: usize) -> Vec<String> {
        let doc = self.doc;
        let verb = clause_verb(doc, noun);
        let subtree = doc.subtree(noun);
        // "the transfer of Peruvian gold to the country": what else hangs on the same noun is not it either.
        let governor = place(doc, noun).governor;
        let around = if is_noun(doc, governor) { doc.subtree(governor) } else { Vec::new() };
        let beside = |head: usize| {
            around.contains(&head)
                && !doc.ancestors(head).take_while(|&at| at != governor).any(|at| is_verb(doc, at))
        };
        // "Peru's ban on sales to the country": whoever owns the phrase is not inside it.
        let owns_phrase = |head: usize| {
            matches!(dep(doc, head), "poss" | "amod" | "compound" | "nmod")
                && doc
                    .head(head)
                    .is_some_and(|owned| owned != noun && doc.ancestors(noun).any(|above| above == owned))
        };
        self.mentions
            .iter()
            .filter(|found| {
                let inside = subtree.contains(&found.head) || owns_phrase(found.head) || beside(found.head);
                let place = place(doc, found.head);
                let part = match place.part {
                    // "fears its fall more than a strong Peru": that far behind, a name says nothing on the description.
                    Part::After(_) if noun < found.head && !is_verb(doc, place.governor) => Part::Other,
                    part => part,
                };
                let argument =
                    matches!(part, Part::Subject | Part::PassiveSubject | Part::Object | Part::After(_));
                inside
                    || argument
                        && verb.is_some()
                        && clause_verb(doc, found.head) == verb
                        && doc.sentence_of(found.head) == doc.sentence_of(noun)
            })
            .map(Found::key)
            .collect()
    }

    /// Returns the ids that the adjectives of a description allow: "the Baltic state"; `None` where they say nothing.
    fn region(&self, noun: usize) -> Option<&[String]> {
        let text = self.doc.span(description_tokens(self.doc, noun)).of(self.doc.text()).to_lowercase();
        let fits = |key: &str| text.contains(&format!("{key} "));
        let best = self.words.regions.iter().filter(|(key, _)| fits(key)).max_by_key(|(key, _)| key.len())?;
        Some(best.1.as_slice())
    }

    fn resolve_country(&self, noun: usize, noun_lemma: &str, actors: &Actors) -> Option<Found> {
        let doc = self.doc;
        let restricted = doc.children(noun).any(|child| {
            child > noun
                && (dep(doc, child) == "relcl"
                    || dep(doc, child) == "prep"
                        && doc.lower(child) == "of"
                        && self.inside_names_actor(child))
        });
        if restricted || self.is_place_only(noun, noun_lemma) {
            return None;
        }
        let region = self.region(noun);
        let fits = |found: &Found| {
            let id = found.actor.as_ref().map(ActorId::as_str);
            is_state_like(found)
                && region.is_none_or(|region| id.is_some_and(|id| region.iter().any(|one| one == id)))
                && found
                    .actor
                    .as_ref()
                    .and_then(|id| actors.get(id))
                    .is_none_or(|record| record.kind != ActorKind::Territory)
        };
        let best = self.described(noun, fits).into_iter().next()?;
        Some(self.stand(&best.found, noun))
    }

    /// "the region" and "the island" are seldom actors: only as subjects of what actors do.
    fn is_place_only(&self, noun: usize, noun_lemma: &str) -> bool {
        let place = place(self.doc, noun);
        let acting = place.part == Part::Subject
            && self.words.acting_verbs.contains(lemma(self.doc, place.governor).as_str());
        let in_place = matches!(place.part, Part::After(preposition) if self.words.place_prepositions.contains(self.doc.lower(preposition).as_str()));
        match noun_lemma {
            "region" | "territory" | "island" | "peninsula" | "enclave" | "exclave" | "state" | "power" => {
                !acting
            }
            _ => in_place && is_verb(self.doc, place.governor),
        }
    }

    fn inside_names_actor(&self, token: usize) -> bool {
        self.doc
            .subtree(token)
            .iter()
            .any(|&token| self.mention_at(token).is_some_and(|found| found.kind != MentionKind::Person))
    }

    /// "the ministry", "his government": the state whose organ it is.
    fn resolve_state_body(
        &self,
        noun: usize,
        noun_lemma: &str,
        pointing: bool,
        actors: &Actors,
    ) -> Option<Found> {
        let doc = self.doc;
        let owner = doc.children(noun).find(|&child| child < noun && dep(doc, child) == "poss");
        let capitalised = doc.word(noun).chars().next().is_some_and(char::is_uppercase)
            && tag(doc, noun).starts_with("NNP");
        if let Some(owner) = owner {
            let holder = self.mention_of(owner).filter(|_| tag(doc, owner) != "WP$")?;
            return self.organ_of(holder, noun, actors);
        }
        if let Some(person) = self.person_behind(noun) {
            return self.organ_of(person, noun, actors);
        }
        if !(pointing || capitalised || noun_lemma == "authorities") {
            return None;
        }
        if doc.children(noun).any(|child| {
            child > noun
                && dep(doc, child) == "prep"
                && doc.lower(child) == "of"
                && self.inside_names_actor(child)
        }) {
            return None;
        }
        // "the fire department", "the school board": no organ of a state.
        let local = doc
            .children(noun)
            .any(|child| child < noun && self.words.local_bodies.contains(doc.lower(child).as_str()));
        if local {
            return None;
        }
        let region = self.region(noun);
        let fits = |found: &Found| {
            let id = found.actor.as_ref().map(ActorId::as_str);
            (is_state_like(found)
                && region.is_none_or(|region| id.is_some_and(|id| region.iter().any(|one| one == id))))
                || (region.is_none() && found.kind == MentionKind::Person && found.on_behalf_of.is_some())
        };
        let mut all = self.described(noun, fits);
        // "the government let the navy sail": two bodies of one state stand beside each other.
        let acts_here = |found: &Found| found.acts && found.head < noun;
        let acting = |key: &str| self.mentions.iter().any(|found| acts_here(found) && found.key() == key);
        if all.iter().all(|candidate| !acting(&candidate.key)) {
            let bodies = self.mentions.iter().filter(|found| {
                acts_here(found)
                    && is_state_like(found)
                    && !found.titles.is_empty()
                    && found.titles.iter().all(|title| title != noun_lemma)
            });
            if let Some(body) = bodies.max_by_key(|found| found.head) {
                let mut found = self.organ_of(body, noun, actors)?;
                found.anaphor = !capitalised;
                return Some(found);
            }
        }
        for candidate in &mut all {
            let called_so = self.mentions.iter().any(|found| {
                found.head < noun
                    && found.key() == candidate.key
                    && found.titles.iter().any(|title| title == noun_lemma)
            });
            if called_so {
                candidate.score += SAME_NOUN;
            }
            if !candidate.found.acts && candidate.found.kind == MentionKind::Place {
                candidate.score -= 15.0;
            }
            // A state that only stands for places and origins so far has no body to speak of beside one that acts.
            if !acting(&candidate.key) {
                candidate.score -= NEVER_ACTS;
            }
            // "the administration" is a president's.
            let presides =
                candidate.found.titles.iter().any(|title| title == "president" || title == "prime minister");
            if candidate.found.kind == MentionKind::Person {
                candidate.score += if presides && noun_lemma == "administration" { 40.0 } else { -30.0 };
            }
        }
        sort(&mut all);
        let best = all.into_iter().next()?;
        let mut found = self.organ_of(&best.found, noun, actors)?;
        found.anaphor = !capitalised;
        Some(found)
    }

    /// Returns the person of "the Palme government", "the government of Olof Palme".
    fn person_behind(&self, noun: usize) -> Option<&Found> {
        let doc = self.doc;
        let in_front = doc
            .children(noun)
            .filter(|&child| child < noun && matches!(dep(doc, child), "compound" | "nmod" | "amod"));
        let behind = doc
            .children(noun)
            .filter(|&child| noun < child && doc.lower(child) == "of")
            .filter_map(|of| doc.child(of, "pobj"));
        in_front.chain(behind).find_map(|token| self.mention_of(token)).filter(|found| {
            found.kind == MentionKind::Person && !found.anaphor && found.on_behalf_of.is_some()
        })
    }

    /// Returns the organ `noun` of the state that `holder` is or acts for.
    fn organ_of(&self, holder: &Found, noun: usize, actors: &Actors) -> Option<Found> {
        let state = match holder.kind {
            MentionKind::Person => holder.on_behalf_of.clone()?,
            _ => holder.actor.clone()?,
        };
        let record = actors.get(&state)?;
        let mut found = self.stand(holder, noun);
        found.kind = match record.kind {
            ActorKind::Polity | ActorKind::Territory => MentionKind::Polity,
            ActorKind::Organisation => MentionKind::Organisation,
            _ => MentionKind::State,
        };
        found.name.clone_from(&record.name);
        found.actor = Some(state);
        found.members.clear();
        found.on_behalf_of = None;
        found.gender = None;
        found.titles = vec![lemma(self.doc, noun)];
        found.anaphor = false;
        found.acts = super::acts::acts(self.doc, self.words, noun, super::acts::Nature::Actor);
        Some(found)
    }

    fn resolve_body(&self, noun: usize, noun_lemma: &str, actors: &Actors) -> Option<Found> {
        let doc = self.doc;
        let restricted = doc.children(noun).any(|child| {
            child > noun
                && (dep(doc, child) == "relcl" || dep(doc, child) == "prep" && doc.lower(child) == "of")
        });
        if restricted {
            return None;
        }
        let mut all = self.described(noun, |found| {
            found.kind == MentionKind::Organisation && found.actor.is_some() && !found.plural
        });
        let is_medium =
            |found: &Found| found.actor.as_ref().is_some_and(|id| actors.media_kind(id).is_some());
        for candidate in &mut all {
            if candidate.found.name.to_lowercase().contains(noun_lemma) {
                candidate.score += SAME_NOUN;
            }
            let media_noun = matches!(
                noun_lemma,
                "newspaper"
                    | "paper"
                    | "outlet"
                    | "magazine"
                    | "broadcaster"
                    | "daily"
                    | "channel"
                    | "station"
                    | "website"
            );
            if media_noun && !is_medium(&candidate.found)
                || matches!(noun_lemma, "alliance" | "bloc" | "union" | "council" | "court")
                    && is_medium(&candidate.found)
            {
                candidate.score -= 50.0;
            }
        }
        sort(&mut all);
        let best = all.into_iter().next().filter(|best| best.score > 25.0)?;
        Some(self.stand(&best.found, noun))
    }

    fn resolve_office(&self, noun: usize) -> Option<Found> {
        let doc = self.doc;
        let restricted = doc
            .children(noun)
            .any(|child| child > noun && matches!(dep(doc, child), "relcl" | "prep" | "appos" | "acl"));
        let named = doc.children(noun).any(|child| child < noun && matches!(dep(doc, child), "poss"));
        if restricted || named {
            return None;
        }
        let title = title_words(doc, noun);
        let bears = |found: &Found| {
            found.kind == MentionKind::Person
                && found.actor.is_some()
                && found.titles.iter().any(|own| {
                    *own == title
                        || own.strip_suffix(title.as_str()).is_some_and(|rest| {
                            rest.ends_with(' ') && !rest.starts_with("vice") && !rest.starts_with("prime")
                        })
                        || title == "leader"
                            && matches!(
                                own.as_str(),
                                "president" | "prime minister" | "chancellor" | "king" | "premier" | "head"
                            )
                })
        };
        if let Some(best) = self.described(noun, bears).into_iter().next() {
            return Some(self.stand(&best.found, noun));
        }
        // "The president" in a lead often comes before the name.
        let later = self.mentions.iter().find(|found| {
            found.head > noun
                && self.doc.sentence_of(found.head) <= self.doc.sentence_of(noun) + 2
                && bears(found)
        })?;
        Some(self.stand(later, noun))
    }
}

pub(super) fn is_state_like(found: &Found) -> bool {
    found.actor.is_some()
        && found.members.is_empty()
        && (matches!(found.kind, MentionKind::State | MentionKind::Polity)
            || found.kind == MentionKind::Place)
}
