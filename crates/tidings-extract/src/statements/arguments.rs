//! Fills the slots of a pattern from the clause that its word stands in.

use super::clause::{Phrase, Syntax};
use super::frames::{Frames, WordKind};
use super::participants::Entities;
use super::pattern::{NounSet, Pattern, Slot};
use crate::actors::MentionKind;

/// A word with everything that hangs on it, read once for all its patterns.
#[derive(Debug)]
pub(super) struct Clause<'s, 'd> {
    pub(super) syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
    pub(super) word: usize,
    kind: WordKind,
    pub(super) passive: bool,
    /// The verb that carries a noun out: "launched" in "launched an attack".
    pub(super) support: Option<usize>,
    subjects: Vec<usize>,
    objects: Vec<usize>,
    datives: Vec<usize>,
    phrases: Vec<Phrase>,
    pub(super) complement: Option<usize>,
}

/// Follows pronouns to the subject of a clause above, where nothing speaks against it.
fn resolve(syntax: Syntax<'_>, entities: &Entities<'_>, heads: Vec<usize>) -> Vec<usize> {
    let follow = |head: usize| {
        let known = entities.mention(head).and_then(|mention| mention.actor.as_ref());
        let word = syntax.doc.lower(head);
        syntax.resolved(head, |subject| {
            if let Some(known) = known {
                return entities
                    .mention(subject)
                    .is_some_and(|mention| mention.actor.as_ref() == Some(known));
            }
            let person = entities.label(subject) == "PERSON";
            match word.as_str() {
                "it" | "its" => !person && syntax.tag(subject) != "NNS",
                "he" | "she" | "his" | "her" => {
                    !matches!(entities.label(subject), "GPE" | "NORP" | "ORG")
                        && syntax.tag(subject) != "NNS"
                        && !matches!(
                            syntax.lemma(subject),
                            "staff"
                                | "police"
                                | "team"
                                | "group"
                                | "crowd"
                                | "government"
                                | "army"
                                | "company"
                                | "ministry"
                                | "report"
                                | "statement"
                                | "court"
                                | "crew"
                                | "public"
                                | "media"
                        )
                }
                _ => !person,
            }
        })
    };
    heads
        .into_iter()
        .flat_map(|head| {
            let found = follow(head);
            // "A and B said they would": all of them.
            if found != head && matches!(syntax.doc.lower(head).as_str(), "they" | "their") {
                syntax.coordinated(found)
            } else {
                vec![found]
            }
        })
        .collect()
}

impl<'s, 'd> Clause<'s, 'd> {
    pub(super) fn verb(
        syntax: Syntax<'d>,
        frames: &'s Frames,
        entities: &'s Entities<'s>,
        word: usize,
    ) -> Self {
        let passive = syntax.is_passive(word) || Self::headline_passive(syntax, frames, word);
        let surface = syntax.surface_subject(word);
        let (subjects, objects, datives) = if passive {
            let objects = syntax.objects(word);
            if objects.is_empty() {
                (syntax.agents(word), surface, Vec::new())
            } else {
                (syntax.agents(word), objects, surface)
            }
        } else {
            (surface, syntax.objects(word), syntax.datives(word))
        };
        let mut phrases = syntax.phrases(word);
        if syntax.dep(word) == "amod"
            && let Some(object) = syntax.doc.head(word)
        {
            phrases.extend(syntax.phrases(object));
        }
        if passive
            && syntax.dep(word) == "acl"
            && let Some(theme) = syntax.doc.head(word)
        {
            // "sanctions on Iran imposed in 2018": what hangs on the noun belongs to the act.
            phrases.extend(syntax.phrases(theme));
        }
        let subjects = resolve(syntax, entities, subjects);
        let complement = syntax.complement(word).or_else(|| {
            // "has no plan to leave", "made a decision to leave".
            objects.first().filter(|&&object| object > word).and_then(|&object| syntax.complement(object))
        });
        Self {
            syntax,
            frames,
            entities,
            word,
            kind: WordKind::Verb,
            passive,
            support: None,
            subjects,
            objects,
            datives,
            phrases,
            complement,
        }
    }

    /// "12 killed in a crash", "all wounded in the bus": a past form without an object, of a verb that hardly goes
    /// without one, tells what befell its subject.
    fn headline_passive(syntax: Syntax<'d>, frames: &Frames, word: usize) -> bool {
        let shot = || {
            matches!(syntax.lemma(word), "fire" | "launch")
                && syntax.own_subject(word).is_some_and(|subject| {
                    frames.in_set(&NounSet("weapon".to_owned()), syntax.lemma(subject))
                })
        };
        matches!(syntax.tag(word), "VBD" | "VBN")
            && (frames.listed("patient_verbs", syntax.lemma(word)) || shot())
            && syntax.own_subject(word).is_some_and(|subject| {
                matches!(syntax.pos(subject), "NUM" | "NOUN" | "PROPN") && subject < word
            })
            && syntax.objects(word).is_empty()
            && !syntax
                .doc
                .children(word)
                .any(|child| matches!(syntax.dep(child), "aux" | "ccomp" | "xcomp" | "dative" | "prt"))
    }

    pub(super) fn adjective(
        syntax: Syntax<'d>,
        frames: &'s Frames,
        entities: &'s Entities<'s>,
        word: usize,
    ) -> Self {
        let mut clause = Self::verb(syntax, frames, entities, word);
        clause.kind = WordKind::Adjective;
        clause.passive = false;
        if clause.subjects.is_empty()
            && let Some(head) = syntax.doc.head(word)
        {
            clause.subjects = syntax.surface_subject(head);
            clause.phrases.extend(syntax.phrases(head));
        }
        clause.objects.clear();
        clause
    }

    pub(super) fn noun(
        syntax: Syntax<'d>,
        frames: &'s Frames,
        entities: &'s Entities<'s>,
        word: usize,
    ) -> Self {
        let doc = syntax.doc;
        let mut phrases = syntax.phrases(word);
        let of = |phrases: &[Phrase], preposition: &str| {
            phrases
                .iter()
                .find(|phrase| syntax.is_word(phrase.preposition, preposition))
                .map(|phrase| phrase.objects.clone())
        };
        let possessor = doc.child(word, "poss").map(|owner| syntax.coordinated(syntax.antecedent(owner)));
        // "the Turin crash": a town in front of an event says where it was.
        let modifier = syntax
            .naming_modifier(word)
            .filter(|&owner| !entities.is_mere_place(owner))
            .map(|owner| vec![owner]);
        let by = of(&phrases, "by");
        let of_objects = of(&phrases, "of").unwrap_or_default();
        // The verb that carries it out: "launched an attack on", "an attack was launched by".
        let content_head = doc
            .head(word)
            .filter(|&head| syntax.dep(head) == "prep" && syntax.is_word(head, "of"))
            .and_then(|of| doc.head(of))
            .filter(|&above| syntax.content_noun(above) == word);
        let carried = content_head.unwrap_or(word);
        let support = doc.head(carried).and_then(|head| {
            let head = if syntax.dep(head) == "prep" { doc.head(head)? } else { head };
            let path = syntax.dep(carried);
            let fits = matches!(path, "dobj" | "nsubjpass" | "pobj" | "attr") && syntax.is_verb(head);
            // "are at war with": the state hangs on the verb "be".
            let state = path == "pobj"
                && syntax.is_word(doc.head(carried)?, "at")
                && matches!(syntax.lemma(word), "war" | "odds" | "peace" | "loggerheads" | "risk")
                && matches!(syntax.lemma(head), "be" | "remain" | "stay");
            // "is a member of the bloc".
            let state = state || path == "attr" && syntax.lemma(head) == "be";
            (fits && (state || frames.listed("support_verbs", syntax.lemma(head)))).then_some(head)
        });
        let mut subjects = by.clone().or_else(|| possessor.clone()).or(modifier).unwrap_or_default();
        let mut objects = of_objects;
        if by.is_some() && objects.is_empty() {
            objects = possessor.unwrap_or_default();
        }
        if let Some(verb) = support {
            let passive = syntax.is_passive(verb);
            if by.is_none() {
                let carrier = if passive { syntax.agents(verb) } else { syntax.surface_subject(verb) };
                // "has faced attacks", "suffered a defeat": whoever bears it does not do it.
                let bears = matches!(
                    syntax.lemma(verb),
                    "suffer"
                        | "face"
                        | "survive"
                        | "endure"
                        | "sustain"
                        | "undergo"
                        | "withstand"
                        | "see"
                        | "witness"
                );
                if bears && !passive {
                    if objects.is_empty() {
                        objects = carrier;
                    }
                } else if !carrier.is_empty() && !carrier.contains(&word) {
                    subjects = carrier;
                }
            }
            for phrase in syntax.phrases(verb) {
                if !phrases.contains(&phrase) && !phrase.objects.contains(&word) {
                    phrases.push(phrase);
                }
            }
        }
        let complement = syntax.complement(word);
        Self {
            syntax,
            frames,
            entities,
            word,
            kind: WordKind::Noun,
            passive: false,
            support,
            subjects: resolve(syntax, entities, subjects),
            objects,
            datives: support.map(|verb| syntax.datives(verb)).unwrap_or_default(),
            phrases,
            complement,
        }
    }

    /// Returns the doers that a passive names behind "by"; none for an active verb.
    pub(super) fn actors_of_passive(&self) -> &[usize] {
        if self.passive { &self.subjects } else { &[] }
    }

    /// Says whether the word has an object.
    pub(super) fn has_objects(&self) -> bool {
        !self.objects.is_empty()
    }

    /// Says whether a pattern fits the clause; `particle` is what its word wants beside it.
    pub(super) fn fits(&self, pattern: &Pattern, particle: Option<&str>) -> bool {
        if let Some(particle) = particle {
            let there = self.syntax.particle(self.word, particle)
                || (self.kind != WordKind::Verb
                    && self.syntax.doc.children(self.word).any(|child| self.syntax.is_word(child, particle)));
            if !there {
                return false;
            }
        }
        if pattern.only_passive && !self.passive || pattern.never_passive && self.passive {
            return false;
        }
        if pattern.carried && self.support.is_none() {
            return false;
        }
        if pattern.no_object && !self.objects.is_empty() {
            return false;
        }
        if pattern.with_complement && self.complement.is_none() {
            return false;
        }
        if pattern.with_infinitive && self.complement.is_none_or(|verb| self.syntax.tag(verb) != "VB") {
            return false;
        }
        if let Some(preposition) = &pattern.behind {
            let behind =
                self.syntax.doc.head(self.word).is_some_and(|head| self.syntax.is_word(head, preposition));
            if !behind {
                return false;
            }
        }
        if pattern.no_predicate && self.has_predicate() {
            return false;
        }
        if let Some(words) = &pattern.has
            && !self.has_word(words)
        {
            return false;
        }
        let themes = || self.objects.iter().map(|&object| self.syntax.content_noun(object));
        if let Some(set) = &pattern.object {
            let fits = themes().any(|theme| self.in_set(set, theme));
            if !fits {
                return false;
            }
        }
        if let Some(set) = &pattern.not_object
            && themes().any(|theme| self.in_set(set, theme))
        {
            return false;
        }
        if let Some((preposition, set)) = &pattern.phrase {
            let fits = self.phrases.iter().any(|phrase| {
                self.syntax.is_word(phrase.preposition, preposition)
                    && phrase
                        .objects
                        .iter()
                        .any(|&object| set.0.is_empty() || self.in_set(set, self.syntax.content_noun(object)))
            });
            if !fits {
                return false;
            }
        }
        true
    }

    /// Says whether the verb has a predicate about its object: "called him a liar".
    fn has_predicate(&self) -> bool {
        let doc = self.syntax.doc;
        doc.children(self.word).any(|child| {
            child > self.word
                && matches!(self.syntax.dep(child), "oprd" | "attr" | "acomp" | "ccomp" | "xcomp")
        })
    }

    /// Says whether one of `words` hangs on the word or on what hangs on it.
    fn has_word(&self, words: &NounSet) -> bool {
        let doc = self.syntax.doc;
        let is_one = |token: usize| {
            self.frames.in_set(words, &doc.lower(token))
                || self.frames.in_set(words, self.syntax.lemma(token))
        };
        doc.children(self.word)
            .any(|child| child > self.word && (is_one(child) || doc.children(child).any(is_one)))
    }

    fn in_set(&self, set: &NounSet, noun: usize) -> bool {
        let lemma = self.syntax.lemma(noun);
        if self.frames.in_set(set, lemma) {
            return true;
        }
        let lower = lemma.to_lowercase();
        self.frames.in_set(set, &lower)
            || lower.strip_suffix('s').is_some_and(|singular| self.frames.in_set(set, singular))
            || (set.0 == "actors" && self.is_actor(noun))
            || (set.0 == "states" && self.is_state(noun))
            || (set.0 == "orgs" && self.is_organisation(noun))
            || (set.0 == "persons" && self.is_person(noun))
            || self.frames.listed("light_nouns", lemma)
                && self.syntax.doc.children(noun).any(|child| {
                    self.syntax.dep(child) == "compound" && self.frames.in_set(set, self.syntax.lemma(child))
                })
    }

    fn is_state(&self, noun: usize) -> bool {
        match self.entities.mention(noun) {
            Some(mention) => matches!(mention.kind, MentionKind::State | MentionKind::Polity),
            None => self.entities.label(noun) == "GPE",
        }
    }

    fn is_person(&self, noun: usize) -> bool {
        match self.entities.mention(noun) {
            Some(mention) => mention.kind == MentionKind::Person,
            None => {
                self.entities.label(noun) == "PERSON"
                    || matches!(
                        self.syntax.doc.lower(noun).as_str(),
                        "he" | "him" | "she" | "her" | "who" | "whom"
                    )
            }
        }
    }

    fn is_organisation(&self, noun: usize) -> bool {
        match self.entities.mention(noun) {
            Some(mention) => mention.kind == MentionKind::Organisation,
            None => self.entities.label(noun) == "ORG",
        }
    }

    /// Says whether a noun names an actor: a name that is neither a thing nor a time.
    pub(super) fn is_actor(&self, noun: usize) -> bool {
        matches!(self.entities.label(noun), "PERSON" | "ORG" | "GPE" | "NORP")
            || self.entities.mention(noun).is_some()
            || self.frames.listed("people", self.syntax.lemma(noun))
            || matches!(
                self.syntax.doc.lower(noun).as_str(),
                "he" | "him" | "she" | "her" | "they" | "them" | "us" | "we" | "me"
            )
    }

    /// Returns the heads that fill the first of `slots` that anything fills; never one of `taken`.
    pub(super) fn fill(&self, slots: &[Slot], taken: &[usize]) -> Vec<usize> {
        slots.iter().map(|slot| self.slot(slot, taken)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn slot(&self, slot: &Slot, taken: &[usize]) -> Vec<usize> {
        let found = match slot {
            Slot::Subject => self.subjects.clone(),
            Slot::Object => self.objects.clone(),
            Slot::Dative => self.datives.clone(),
            Slot::Owner => {
                let theme = self.objects.first().map(|&object| self.syntax.content_noun(object));
                let owner = theme.and_then(|theme| {
                    self.syntax.owner(theme).or_else(|| self.syntax.naming_modifier(theme))
                });
                let own = owner.filter(|&owner| {
                    // "recognised the Narnian People's Republic": the people are part of the name.
                    let tokens = self.syntax.doc.tokens();
                    theme.is_none_or(|theme| {
                        !self.entities.in_one_name(tokens[owner].span, tokens[theme].span)
                    })
                });
                let known = own.filter(|&owner| {
                    // "reversed its decision": whose it is says nothing unless the pronoun is resolved.
                    self.syntax.tag(owner) != "PRP$"
                        || self.entities.mention(owner).is_some_and(|mention| mention.actor.is_some())
                });
                known.map(|owner| self.syntax.coordinated(owner)).unwrap_or_default()
            }
            Slot::Complement => self.complement.map(|verb| self.below(verb)).unwrap_or_default(),
            Slot::ComplementSubject => {
                let clause = self.complement.or_else(|| {
                    // "found him guilty": a clause without a verb.
                    self.syntax
                        .doc
                        .children(self.word)
                        .find(|&child| matches!(self.syntax.dep(child), "ccomp" | "xcomp" | "oprd"))
                });
                let own = clause.and_then(|verb| self.syntax.own_subject(verb));
                own.map(|own| self.syntax.coordinated(own)).unwrap_or_default()
            }
            Slot::Place if self.near_place().is_empty() => self.deep_place(),
            Slot::Place => self.near_place(),
            Slot::Predicate => self
                .syntax
                .doc
                .children(self.word)
                .filter(|&child| matches!(self.syntax.dep(child), "oprd" | "attr"))
                .take(1)
                .collect(),
            Slot::Within => self.within_object(),
            Slot::Theme => self.on_theme(),
            Slot::Duty => self.duty(),
            Slot::Maker => {
                let maker = self.syntax.naming_modifier(self.word).or_else(|| self.syntax.owner(self.word));
                maker.into_iter().collect()
            }
            Slot::After(preposition) if preposition == "targeting" => self.targeted(),
            Slot::After(preposition) => self
                .phrases
                .iter()
                .filter(|phrase| self.syntax.is_word(phrase.preposition, preposition))
                .map(|phrase| self.kept(phrase.objects.clone(), taken))
                .map(|objects| self.located(preposition, objects))
                .find(|objects| !objects.is_empty())
                .unwrap_or_default(),
        };
        self.kept(found, taken)
    }

    /// Prepositions of place name a recipient only where their object is an actor or a place: not "in an effort".
    fn located(&self, preposition: &str, objects: Vec<usize>) -> Vec<usize> {
        if !matches!(preposition, "in" | "at" | "near" | "along" | "across" | "into") {
            return objects;
        }
        let named = |&head: &usize| {
            self.is_actor(head)
                || self.entities.is_place(head)
                || self.syntax.pos(head) == "PROPN"
                || self.frames.listed("places", self.syntax.lemma(head))
        };
        objects.into_iter().filter(named).collect()
    }

    /// Returns the place that a phrase of the clause names: "in Moscow".
    fn near_place(&self) -> Vec<usize> {
        self.phrases
            .iter()
            .filter(|phrase| {
                matches!(self.syntax.doc.lower(phrase.preposition).as_str(), "in" | "inside" | "near" | "at")
            })
            .find(|phrase| phrase.objects.iter().any(|&object| self.entities.is_place(object)))
            .map(|phrase| phrase.objects.clone())
            .unwrap_or_default()
    }

    /// Returns the place that stands deeper in the object or complement: "to set up a centre for refugees in Kenya".
    fn deep_place(&self) -> Vec<usize> {
        let syntax = self.syntax;
        let sentence = syntax.doc.sentence(syntax.doc.sentence_of(self.word));
        let inside = |token: usize| {
            syntax.doc.ancestors(token).take(12).take_while(|&above| above != self.word).all(|above| {
                !matches!(syntax.dep(above), "relcl" | "ccomp" | "parataxis" | "conj" | "appos")
                    || !syntax.is_verb(above)
            }) && syntax.doc.ancestors(token).take(12).any(|above| above == self.word)
        };
        (self.word + 1..sentence.end)
            .find(|&token| {
                let located = syntax.doc.head(token).is_some_and(|preposition| {
                    matches!(syntax.doc.lower(preposition).as_str(), "in" | "to" | "into" | "at" | "across")
                });
                located && syntax.dep(token) == "pobj" && self.entities.is_place(token) && inside(token)
            })
            .map(|token| syntax.coordinated(token))
            .unwrap_or_default()
    }

    /// Returns what stands behind "of", "on" or "against" on the object itself.
    fn on_theme(&self) -> Vec<usize> {
        let syntax = self.syntax;
        let themes = self.objects.iter().map(|&object| syntax.content_noun(object));
        let mut phrases = themes.flat_map(|theme| syntax.phrases(theme));
        let named = |word: &str| ["of", "on", "against"].iter().any(|one| word.eq_ignore_ascii_case(one));
        phrases
            .find(|phrase| named(syntax.doc.word(phrase.preposition)))
            .map(|phrase| phrase.objects)
            .unwrap_or_default()
    }

    /// Returns the office in what somebody is chosen to do.
    fn duty(&self) -> Vec<usize> {
        let syntax = self.syntax;
        let Some(verb) = self.complement else { return Vec::new() };
        let office = match syntax.lemma(verb) {
            "serve" | "act" | "work" | "continue" | "take" | "return" => syntax
                .phrases(verb)
                .into_iter()
                .find(|phrase| syntax.is_word(phrase.preposition, "as"))
                .map(|phrase| phrase.objects),
            "lead" | "head" | "chair" | "run" | "govern" | "succeed" | "replace" | "fill" => {
                Some(syntax.objects(verb))
            }
            "be" | "become" => syntax.doc.child(verb, "attr").map(|office| vec![office]),
            _ => None,
        };
        office.unwrap_or_default()
    }

    fn within_object(&self) -> Vec<usize> {
        let doc = self.syntax.doc;
        let object = self.objects.first().map(|&object| self.syntax.content_noun(object));
        let clauses = object.into_iter().chain(self.objects.first().copied()).flat_map(|object| {
            doc.children(object)
                .filter(|&child| matches!(self.syntax.dep(child), "relcl" | "acl"))
                .collect::<Vec<_>>()
        });
        clauses
            .flat_map(|clause| doc.subtree(clause))
            .find(|&token| {
                matches!(self.syntax.dep(token), "pobj" | "dobj" | "poss")
                    && (self.entities.label(token) == "GPE"
                        || self.entities.mention(token).is_some_and(|mention| mention.actor.is_some()))
            })
            .into_iter()
            .collect()
    }

    fn targeted(&self) -> Vec<usize> {
        let doc = self.syntax.doc;
        let sentence = doc.sentence(doc.sentence_of(self.word));
        let targeting = (self.word..sentence.end).find(|&token| self.syntax.is_word(token, "targeting"));
        targeting.map(|token| self.syntax.objects(token)).unwrap_or_default()
    }

    fn kept(&self, found: Vec<usize>, taken: &[usize]) -> Vec<usize> {
        let mut kept: Vec<usize> = found
            .into_iter()
            .filter(|head| !taken.contains(head) && *head != self.word && !self.entities.is_measure(*head))
            .filter(|&head| {
                // "each other", "themselves" and expletives are nobody.
                !matches!(
                    self.syntax.doc.lower(head).as_str(),
                    "other" | "there" | "itself" | "themselves" | "himself" | "herself" | "each"
                )
            })
            .collect();
        kept.dedup();
        kept
    }

    /// Returns whom the verb below is done to: its object, its receiver, or what stands behind a preposition.
    fn below(&self, verb: usize) -> Vec<usize> {
        let clause = Clause::verb(self.syntax, self.frames, self.entities, verb);
        let people_first =
            clause.datives.iter().chain(&clause.objects).copied().filter(|&head| clause.is_actor(head));
        let actors: Vec<usize> = people_first.collect();
        if !actors.is_empty() {
            return actors;
        }
        const BEHIND: &[&str] =
            &["with", "to", "against", "from", "on", "for", "of", "into", "over", "between", "in", "at"];
        for preposition in BEHIND {
            let named = clause
                .phrases
                .iter()
                .filter(|phrase| self.syntax.is_word(phrase.preposition, preposition))
                .find(|phrase| {
                    phrase
                        .objects
                        .iter()
                        .any(|&head| clause.is_actor(head) && !self.entities.is_measure(head))
                });
            if let Some(phrase) = named {
                return phrase.objects.clone();
            }
        }
        if let Some(complement) = clause.complement.filter(|&below| below > verb) {
            let deeper = clause.below(complement);
            if !deeper.is_empty() {
                return deeper;
            }
        }
        if !clause.objects.is_empty() && clause.objects.iter().all(|&object| object > verb) {
            // "set up hospitals in the province": the place says more than the thing.
            let within = clause.objects.iter().find_map(|&object| {
                self.syntax.phrases(object).into_iter().find(|phrase| {
                    phrase
                        .objects
                        .iter()
                        .any(|&head| clause.is_actor(head) && !self.entities.is_measure(head))
                })
            });
            return within.map_or(clause.objects, |phrase| phrase.objects);
        }
        if let Some(own) = clause.complement.and_then(|below| self.syntax.own_subject(below)) {
            return self.syntax.coordinated(own);
        }
        clause
            .phrases
            .iter()
            .filter(|phrase| BEHIND.iter().any(|word| self.syntax.is_word(phrase.preposition, word)))
            .map(|phrase| self.kept(phrase.objects.clone(), &[]))
            .find(|objects| !objects.is_empty())
            .unwrap_or_default()
    }

    /// Says whether the first of `heads` stands behind the preposition `word` in the clause.
    pub(super) fn stands_behind(&self, heads: &[usize], word: &str) -> bool {
        self.phrases.iter().any(|phrase| {
            self.syntax.is_word(phrase.preposition, word)
                && heads.first().is_some_and(|head| phrase.objects.contains(head))
        })
    }

    /// Returns the place that the clause names: "in Moscow".
    pub(super) fn place(&self, taken: &[usize]) -> Option<usize> {
        self.slot(&Slot::Place, taken).into_iter().find(|&head| self.entities.is_place(head))
    }

    /// Returns the recipients of an event outside the frames: its object or receiver, or what stands behind "to".
    pub(super) fn plain_recipients(&self, taken: &[usize]) -> Vec<usize> {
        let slots = match self.kind {
            WordKind::Noun => [Slot::Object, Slot::After("on".to_owned()), Slot::After("against".to_owned())],
            _ => [Slot::Object, Slot::Dative, Slot::After("to".to_owned())],
        };
        if self.kind == WordKind::Noun && self.subjects == self.objects {
            return Vec::new();
        }
        self.fill(&slots, taken)
    }

    /// Returns the recipients where no slot says who they are: the object, else what the usual prepositions name.
    pub(super) fn default_recipients(&self, themed: bool, taken: &[usize]) -> Vec<usize> {
        const USUAL: &[&str] = &["to", "with", "against", "on", "from", "for", "over"];
        let mut slots = vec![Slot::Dative];
        if !themed {
            slots.insert(0, Slot::Object);
        }
        if self.kind == WordKind::Noun {
            slots.clear();
            slots.extend([Slot::After("against".to_owned()), Slot::After("on".to_owned())]);
            if self.subjects != self.objects {
                slots.push(Slot::Object);
            }
        }
        slots.extend(USUAL.iter().map(|word| Slot::After((*word).to_owned())));
        slots.push(Slot::Owner);
        slots.push(Slot::Complement);
        self.fill(&slots, taken)
    }
}
