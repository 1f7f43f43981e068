//! What a sentence leaves out because it has said it: "… and so did Syria", "the third country after A and B to do so",
//! "after recognition from A", "the four broke ties".
//!
//! Works on the finished statements of a doc; only statements of one sentence are brought together.

use super::clause::Syntax;
use super::frames::Frames;
use super::model::{Modality, Participant, Polarity, Relation, Stance, Statement};
use super::participants::{Entities, bare_name, participant};
use super::relations::{make, sides_of};
use crate::why::Why;

/// Fills and adds what is left out; the order of the statements is kept for those that were there.
pub(super) fn resolve(syntax: Syntax<'_>, statements: &mut [Statement]) {
    take_sets(syntax, statements);
    take_recipients(syntax, statements);
    take_parties(syntax, statements);
}

/// "… declared war on B, until a ceasefire was signed": the ceasefire is between those who fight.
fn take_parties(syntax: Syntax<'_>, statements: &mut [Statement]) {
    for index in 0..statements.len() {
        let bare = statements[index].actors.is_empty() && statements[index].recipients.is_empty();
        if statements[index].frame != "cease-fire" || !bare {
            continue;
        }
        let war = statements.iter().find(|other| {
            matches!(other.frame.as_str(), "declare-war" | "at-war" | "attack" | "invade")
                && !other.actors.is_empty()
                && !other.recipients.is_empty()
                && same_sentence(syntax, other, &statements[index])
        });
        if let Some((actors, recipients)) = war.map(|war| (war.actors.clone(), war.recipients.clone())) {
            statements[index].actors = actors;
            statements[index].recipients = recipients;
        }
    }
}

/// Fills and adds what needs the relations of the others.
pub(super) fn resolve_related(
    syntax: Syntax<'_>,
    frames: &Frames,
    entities: &Entities<'_>,
    statements: &mut Vec<Statement>,
) {
    drop_carried_relations(syntax, statements);
    say_it_again(syntax, statements);
    let added = followers(syntax, frames, entities, statements);
    statements.extend(added);
}

/// "revoked its recognition": the noun below a word that has the relation already does not tell it a second time.
fn drop_carried_relations(syntax: Syntax<'_>, statements: &mut [Statement]) {
    for index in 0..statements.len() {
        let Some(relation) = statements[index].relation.clone() else { continue };
        let head = statements[index].head;
        let above = syntax.doc.ancestors(head).skip(1).take(3);
        let carried = above.into_iter().any(|above| {
            statements.iter().any(|other| {
                other.head == above
                    && other.relation.as_ref().is_some_and(|known| known.relation == relation.relation)
            })
        });
        if carried && syntax.is_noun(head) {
            statements[index].relation = None;
        }
    }
}

/// "the four broke ties": a counted set without a noun stands for the actors of that number named before.
fn take_sets(syntax: Syntax<'_>, statements: &mut [Statement]) {
    for index in 0..statements.len() {
        let [only] = statements[index].actors.as_slice() else { continue };
        if !only.members.is_empty() || only.actor.is_some() {
            continue;
        }
        let wanted = match syntax.doc.lower(only.head).as_str() {
            "two" | "both" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            _ => continue,
        };
        let named = statements[..index]
            .iter()
            .rev()
            .find(|other| other.actors.len() == wanted && same_sentence(syntax, other, &statements[index]))
            .map(|other| other.actors.clone());
        if let Some(named) = named {
            statements[index].actors = named;
        }
    }
}

fn same_sentence(syntax: Syntax<'_>, one: &Statement, other: &Statement) -> bool {
    syntax.doc.sentence_of(one.head) == syntax.doc.sentence_of(other.head)
}

/// A statement without a recipient takes that of another of its kind, or of the verb it is coordinated with.
fn take_recipients(syntax: Syntax<'_>, statements: &mut [Statement]) {
    for index in 0..statements.len() {
        let statement = &statements[index];
        if !statement.recipients.is_empty()
            || statement.saying
            || statement.plover.is_none() && statement.relation.is_none()
        {
            continue;
        }
        let own = relation_name(statement);
        let donor = statements.iter().enumerate().filter(|&(at, other)| {
            at != index && !other.recipients.is_empty() && same_sentence(syntax, other, statement)
        });
        let donor = donor.map(|(_, other)| other).find(|other| {
            let kin = own.is_some_and(|own| relation_name(other) == Some(own));
            kin || other.frame == statement.frame && own.is_some()
        });
        let Some(donor) = donor else { continue };
        let recipients: Vec<Participant> = donor
            .recipients
            .iter()
            .filter(|recipient| !statement.actors.iter().any(|actor| actor.head == recipient.head))
            .cloned()
            .collect();
        statements[index].recipients = recipients;
    }
}

fn relation_name(statement: &Statement) -> Option<&'static str> {
    // The relation itself may still be missing for want of a recipient: frames of one family share it.
    match statement.frame.as_str() {
        "recognise" | "withdraw-recognition" => Some("recognises"),
        "establish-relations" | "restore-relations" | "sever-relations" => Some("diplomatic_relations"),
        "impose-sanctions" | "lift-sanctions" => Some("sanctions"),
        _ => None,
    }
}

/// "will not do so": tells the event before it again, with its own mood.
fn say_it_again(syntax: Syntax<'_>, statements: &mut [Statement]) {
    for index in 0..statements.len() {
        let head = statements[index].head;
        let again =
            syntax.lemma(head) == "do" && syntax.doc.children(head).any(|child| syntax.is_word(child, "so"));
        if !again {
            continue;
        }
        let before = statements[..index].iter().rev().find(|other| {
            other.frame != "do"
                && !other.saying
                && same_sentence(syntax, other, &statements[index])
                && other.relation.is_some()
        });
        let Some(before) = before.cloned() else { continue };
        let statement = &mut statements[index];
        statement.frame = before.frame;
        statement.plover = before.plover;
        statement.mode = before.mode;
        statement.cameo = before.cameo;
        statement.recipients = before.recipients;
        if statement.actors.is_empty() {
            statement.actors = before.actors;
        }
        statement.relation = before.relation.map(|relation| Relation {
            // "does not recognise … and will not do so": what is ruled out is the start.
            change: if relation.change == super::model::Change::None {
                super::model::Change::Starts
            } else {
                relation.change
            },
            ..relation
        });
        statement.why.rule = "statements/do-so";
    }
}

/// "the third country after A and B to recognise X": A and B did it before.
fn followers(
    syntax: Syntax<'_>,
    frames: &Frames,
    entities: &Entities<'_>,
    statements: &[Statement],
) -> Vec<Statement> {
    let doc = syntax.doc;
    let mut added = Vec::new();
    for noun in 0..doc.len() {
        let ordinal = doc.children(noun).any(|child| {
            child < noun
                && (entities.label(child) == "ORDINAL" || frames.listed("ordinals", &doc.lower(child)))
        });
        if !ordinal || !syntax.is_noun(noun) {
            continue;
        }
        let sentence = doc.sentence_of(noun);
        let after = (noun + 1..doc.sentence(sentence).end.min(noun + 12)).find(|&token| {
            matches!(doc.lower(token).as_str(), "after" | "following" | "behind" | "besides")
                && matches!(syntax.pos(token), "ADP" | "SCONJ" | "VERB")
        });
        let Some(after) = after else { continue };
        let Some(first) = doc.child(after, "pobj").or_else(|| doc.child(after, "dobj")) else { continue };
        let mut earlier = syntax.coordinated(first);
        // "after recognition from A and B" is a statement of its own.
        earlier.retain(|&head| entities.mention(head).is_some() || entities.is_place(head));
        if earlier.is_empty() {
            continue;
        }
        let source = statements.iter().find(|statement| {
            doc.sentence_of(statement.head) == sentence
                && statement.relation.is_some()
                && statement.polarity == Polarity::Positive
        });
        let Some(source) = source else { continue };
        let actors: Vec<Participant> =
            earlier.iter().map(|&head| participant(syntax, entities, frames, head)).collect();
        let relation = source.relation.as_ref().and_then(|relation| {
            let subjects =
                actors.iter().flat_map(|actor| sides_of(actor, |actor| bare_name(syntax, actor))).collect();
            make(&relation.relation, relation.change, subjects, relation.objects.clone())
        });
        added.push(Statement {
            trigger: doc.tokens()[noun].span,
            head: noun,
            actors,
            relation,
            times: Vec::new(),
            place: None,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            background: true,
            stance: Stance::Affirms,
            why: Why { rule: "statements/follower", words: vec![doc.tokens()[after].span] },
            ..source.clone()
        });
    }
    added
}
