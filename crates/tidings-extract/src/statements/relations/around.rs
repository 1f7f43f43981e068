//! Sides that the clause leaves out because the sentence has said them: "before he would support lifting sanctions".

use super::Sides;
use crate::actors::MentionKind;
use crate::statements::model::Participant;

/// How many words above a clause are asked for who acts.
const MAX_ABOVE: usize = 10;

impl Sides<'_, '_, '_> {
    /// Looks around the clause for the side of a relation between states that it leaves out.
    ///
    /// A bare noun ("after a ceasefire") tells too little for that: one side must be known.
    pub(super) fn complete(&self, subjects: &mut Vec<Participant>, objects: &mut Vec<Participant>) {
        let between_states = matches!(
            self.name,
            "recognises" | "diplomatic_relations" | "sanctions" | "at_war_with" | "ceasefire_with"
        );
        let is_noun = !self.clause.syntax.is_verb(self.clause.word);
        if self.name == "member_of" && subjects.is_empty() && !objects.is_empty() {
            // "the vote to leave the union": whoever acts above.
            subjects.extend(self.actor_above(objects));
            return;
        }
        if !between_states || is_noun && subjects.is_empty() && objects.is_empty() {
            return;
        }
        // "want tougher sanctions on": only who has the noun itself as an object.
        let asks = !is_noun || self.name != "sanctions" || self.clause.syntax.dep(self.clause.word) == "dobj";
        if subjects.is_empty() && asks {
            subjects.extend(self.actor_above(objects).or_else(|| self.actor_before(objects)));
        }
        if objects.is_empty() && !subjects.is_empty() {
            objects.extend(self.nearest_state(subjects));
        }
    }

    /// Returns the nearest actor who acts in the clauses above.
    fn actor_above(&self, others: &[Participant]) -> Option<Participant> {
        let syntax = self.clause.syntax;
        for above in syntax.doc.ancestors(self.clause.word).skip(1).take(MAX_ABOVE) {
            let heads = if syntax.is_verb(above) {
                syntax.surface_subject(above)
            } else {
                syntax.owner(above).into_iter().collect()
            };
            let found = heads.into_iter().find_map(|head| self.acting(head, others));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Returns who acts in the nearest clause before, within this sentence and the one before it.
    fn actor_before(&self, others: &[Participant]) -> Option<Participant> {
        let syntax = self.clause.syntax;
        let sentence = syntax.doc.sentence_of(self.clause.word);
        let start = syntax.doc.sentence(sentence.saturating_sub(1)).start;
        (start..self.clause.word)
            .rev()
            .filter(|&token| matches!(syntax.dep(token), "nsubj" | "nsubjpass"))
            .find_map(|token| self.acting(token, others))
    }

    fn acting(&self, head: usize, others: &[Participant]) -> Option<Participant> {
        let one = self.relations.participant(self.clause.syntax.antecedent(head));
        let side = one.on_behalf_of.as_ref().or(one.actor.as_ref())?;
        let acts = one.on_behalf_of.is_some()
            || matches!(
                self.relations.kind(one.head)?,
                MentionKind::State | MentionKind::Polity | MentionKind::Organisation
            );
        (acts && !is_among(side, others)).then_some(one)
    }

    /// Returns the nearest state: before the word, in the sentence before, then behind the word.
    fn nearest_state(&self, others: &[Participant]) -> Option<Participant> {
        let syntax = self.clause.syntax;
        let word = self.clause.word;
        let sentence = syntax.doc.sentence_of(word);
        let here = syntax.doc.sentence(sentence);
        let before = sentence.checked_sub(1).map(|before| syntax.doc.sentence(before)).unwrap_or(0..0);
        let mut tokens = (here.start..word).rev().chain(before.rev()).chain(word + 1..here.end);
        // "A will seek sanctions": who acts above does not seek them against himself.
        let acts_above = |token: usize| {
            matches!(syntax.dep(token), "nsubj" | "nsubjpass")
                && syntax
                    .doc
                    .ancestors(word)
                    .skip(1)
                    .take(3)
                    .any(|above| syntax.doc.head(token) == Some(above))
        };
        let is_noun = !syntax.is_verb(word);
        tokens.find_map(|token| {
            if is_noun && acts_above(token) {
                return None;
            }
            let mention = self.relations.entities.mention(token)?;
            let is_state = matches!(mention.kind, MentionKind::State | MentionKind::Polity);
            let side = mention.actor.as_ref().filter(|_| is_state)?;
            let stands = match syntax.dep(token) {
                "nsubj" | "nsubjpass" | "dobj" => true,
                "pobj" => syntax.doc.head(token).is_some_and(|preposition| {
                    matches!(
                        syntax.doc.lower(preposition).as_str(),
                        "on" | "against" | "with" | "to" | "toward" | "towards"
                    )
                }),
                _ => false,
            };
            (stands && !is_among(side, others)).then(|| self.relations.participant(token))
        })
    }
}

fn is_among(side: &tidings_text::ActorId, others: &[Participant]) -> bool {
    others.iter().any(|other| {
        other.actor.as_ref() == Some(side)
            || other.on_behalf_of.as_ref() == Some(side)
            || other.members.contains(side)
    })
}
