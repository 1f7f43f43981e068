//! What one statement says of a second relation: who succeeds somebody ends his term, who drops one partner in favour of
//! another turns to that one.

use super::clause::Syntax;
use super::frames::Frames;
use super::model::{Change, Participant, Relation, Statement};
use super::participants::{Entities, bare_name, participant};
use super::relations::sides_of;
use crate::actors::MentionKind;
use crate::why::Why;

/// Returns the statements that follow from `statements`, in their order.
pub(super) fn implied(
    syntax: Syntax<'_>,
    frames: &Frames,
    entities: &Entities<'_>,
    statements: &[Statement],
) -> Vec<Statement> {
    let reader = Implied { syntax, frames, entities };
    statements
        .iter()
        .flat_map(|statement| [reader.predecessor(statement), reader.new_partner(statement)])
        .flatten()
        .collect()
}

struct Implied<'s, 'd> {
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
}

impl Implied<'_, '_> {
    /// "A succeeded B as chairman": B's term is over.
    fn predecessor(&self, statement: &Statement) -> Option<Statement> {
        let relation = statement.relation.as_ref()?;
        let succeeds = relation.relation == "holds_office"
            && relation.change == Change::Starts
            && self.frames.listed("succession_verbs", self.syntax.lemma(statement.head));
        let before: Vec<Participant> =
            statement.recipients.iter().filter(|one| self.is_person(one.head)).cloned().collect();
        if !succeeds || before.is_empty() {
            return None;
        }
        let subjects = self.sides(&before);
        let ended = Relation { subjects, change: Change::Ends, ..relation.clone() };
        Some(Statement {
            frame: "leave-office".to_owned(),
            actors: before,
            recipients: Vec::new(),
            relation: Some(ended),
            why: Why { rule: "statements/predecessor", words: statement.why.words.clone() },
            ..statement.clone()
        })
    }

    /// "dropped A in favour of B", "switched recognition from A to B": the same relation begins with B.
    fn new_partner(&self, statement: &Statement) -> Option<Statement> {
        let syntax = self.syntax;
        let relation = statement.relation.as_ref()?;
        let turns = matches!(relation.relation.as_str(), "recognises" | "diplomatic_relations")
            && relation.change == Change::Ends
            && syntax.is_verb(statement.head);
        if !turns {
            return None;
        }
        let phrases = syntax.phrases(statement.head);
        let behind = |word: &str| phrases.iter().find(|phrase| syntax.is_word(phrase.preposition, word));
        let favoured = phrases.iter().find(|phrase| {
            syntax.is_word(phrase.preposition, "of")
                && phrase
                    .preposition
                    .checked_sub(1)
                    .is_some_and(|before| matches!(syntax.lemma(before), "favour" | "favor"))
        });
        let partner = favoured.or_else(|| behind("from").and_then(|_| behind("to")))?;
        let partners: Vec<Participant> = partner
            .objects
            .iter()
            .filter(|&&head| self.is_state(head))
            .map(|&head| participant(syntax, self.entities, self.frames, head))
            .collect();
        if partners.is_empty() {
            return None;
        }
        let objects = self.sides(&partners);
        let frame = if relation.relation == "recognises" { "recognise" } else { "establish-relations" };
        let begun = Relation { objects, change: Change::Starts, ..relation.clone() };
        Some(Statement {
            frame: frame.to_owned(),
            plover: Some("SUPPORT".to_owned()),
            cameo: None,
            recipients: partners,
            relation: Some(begun),
            why: Why { rule: "statements/new-partner", words: statement.why.words.clone() },
            ..statement.clone()
        })
    }

    fn sides(&self, participants: &[Participant]) -> Vec<super::model::RelationSide> {
        participants.iter().flat_map(|one| sides_of(one, |one| bare_name(self.syntax, one))).collect()
    }

    fn is_person(&self, head: usize) -> bool {
        match self.entities.mention(head) {
            Some(mention) => mention.kind == MentionKind::Person,
            None => self.entities.label(head) == "PERSON",
        }
    }

    fn is_state(&self, head: usize) -> bool {
        self.entities
            .mention(head)
            .is_some_and(|mention| matches!(mention.kind, MentionKind::State | MentionKind::Polity))
    }
}
