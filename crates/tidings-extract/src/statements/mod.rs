//! Statements: one event or relation as one report tells it.
//!
//! A word tells an event (`triggers`); its frame in `data/frames` says which, and where its actors and recipients stand
//! (`pattern`, `arguments`, over the syntax of `clause`); the words above and beside it say how it is said to be
//! (`modality`), whether it is older than the news (`background`) and when it was (`timing`).

mod arguments;
mod background;
mod clause;
mod deeds;
mod denials;
mod ellipsis;
mod frames;
mod implied;
mod modality;
mod model;
mod operators;
mod participants;
mod pattern;
mod relations;
#[cfg(test)]
mod tests;
mod timing;
mod triggers;

use jiff::civil::Date;
use tidings_nlp::Doc;
use tidings_text::Span;

pub use self::background::Sign;
use self::clause::Syntax;
use self::frames::Frame;
pub use self::frames::Frames;
use self::modality::Assessment;
pub use self::model::{
    Change, Modality, Participant, Polarity, Relation, RelationSide, Stance, Statement, StatementTime,
    TimeRole,
};
use self::operators::Operator;
use self::participants::{Entities, participant};
use self::relations::Relations;
use self::timing::TimeLinks;
use self::triggers::{Trigger, find_triggers};
use crate::actors::{Actors, Mention, MentionKind};
use crate::attribution::Attribution;
use crate::times::{Time, interval};
use crate::why::Why;

/// What the earlier stages found in the doc whose statements are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Found<'f> {
    /// Times, in text order.
    pub times: &'f [Time],
    /// Mentions, in text order.
    pub mentions: &'f [Mention],
    /// Attributions, in text order.
    pub attributions: &'f [Attribution],
    /// The report's date, where it is known.
    pub published: Option<Date>,
}

/// Finds the statements of a doc, in text order.
#[must_use]
pub fn find_statements(doc: &Doc, found: Found<'_>, actors: &Actors, frames: &Frames) -> Vec<Statement> {
    let _ = actors;
    let syntax = Syntax { doc };
    let entities = Entities::new(doc, found.mentions, found.times);
    let triggers = find_triggers(syntax, frames, &entities);
    let words: Vec<usize> = triggers.iter().map(|trigger| trigger.word).collect();
    let carriers: Vec<usize> = triggers.iter().filter_map(|trigger| trigger.clause.support).collect();
    let links = TimeLinks::new(doc, found.times, |token| {
        words.binary_search(&token).is_ok() || carriers.contains(&token)
    });
    let mut relations = Relations::new(syntax, frames, &entities);
    let matter = deeds::matter(syntax, frames);
    let reader = Reader { syntax, frames, entities: &entities, links: &links, found, matter };
    let mut statements: Vec<Statement> = triggers.iter().map(|trigger| reader.statement(trigger)).collect();
    ellipsis::resolve(syntax, &mut statements);
    denials::reject_claims(syntax, frames, &mut statements);
    background::mark(background::Context { syntax, frames, found }, &mut statements);
    for (statement, trigger) in statements.iter_mut().zip(&triggers) {
        statement.relation = relate(&relations, frames, statement, trigger);
    }
    relations.learn(&statements);
    for (statement, trigger) in statements.iter_mut().zip(&triggers) {
        if statement.relation.is_none() {
            statement.relation = relate(&relations, frames, statement, trigger);
        }
    }
    ellipsis::resolve_related(syntax, frames, &entities, &mut statements);
    let implied = implied::implied(syntax, frames, &entities, &statements);
    statements.extend(implied);
    statements.sort_by_key(|statement| (statement.trigger, statement.head));
    statements
}

/// How many days before the publication an act lies that a bare verb of the same sentence shares the time of.
const NEWS_DAYS: i32 = 7;

/// Says whether a time is one of the news: a day next to the publication, or a weekday of a report without a date.
fn is_news_time(time: &Time, published: Option<Date>) -> bool {
    if time.value.starts_with("XXXX-WXX-") {
        return true;
    }
    let Some((first, last)) = interval(&time.value) else { return false };
    let Some(published) = published else { return false };
    first == last && first.until(published).is_ok_and(|span| (-1..=NEWS_DAYS).contains(&span.get_days()))
}

/// Returns the relation of a statement whose sides are settled.
fn relate(
    relations: &Relations<'_, '_>,
    frames: &Frames,
    statement: &Statement,
    trigger: &Trigger<'_, '_>,
) -> Option<Relation> {
    let entry = trigger.entry?;
    let frame = frames.frames.get(entry.frame)?;
    relations.of(&trigger.clause, frame, &entry.pattern, &statement.actors, &statement.recipients)
}

/// Returns the signs of background of each statement, in their order: what the trainer in `xtask` reads.
#[must_use]
pub fn background_signs(
    doc: &Doc,
    found: Found<'_>,
    frames: &Frames,
    statements: &[Statement],
) -> Vec<Vec<Sign>> {
    let context = background::Context { syntax: Syntax { doc }, frames, found };
    statements.iter().map(|statement| background::signs(context, statement).0).collect()
}

struct Reader<'r, 'd> {
    syntax: Syntax<'d>,
    frames: &'r Frames,
    entities: &'r Entities<'r>,
    links: &'r TimeLinks,
    found: Found<'r>,
    /// What the report speaks of.
    matter: deeds::Matter,
}

impl Reader<'_, '_> {
    fn statement(&self, trigger: &Trigger<'_, '_>) -> Statement {
        let syntax = self.syntax;
        let clause = &trigger.clause;
        let frame = trigger.entry.and_then(|entry| self.frames.frames.get(entry.frame));
        let own_type = frame.and_then(|frame| frame.plover.as_deref());
        let leaves = frame
            .and_then(|frame| frame.relation.as_ref())
            .is_some_and(|(name, _)| matches!(name.as_str(), "party_to" | "member_of" | "holds_office"));
        let harmful = !leaves
            && own_type.is_some_and(|plover| {
                matches!(plover, "ASSAULT" | "COERCE" | "SANCTION" | "MOBILIZE" | "PROTEST" | "THREATEN")
            })
            || self.frames.listed("harm_verbs", syntax.lemma(trigger.word));
        let assessed = modality::assess(syntax, self.frames, self.entities, trigger.word, harmful, leaves);
        let (actors, recipients, reciprocal) = self.sides(trigger, frame);
        let taken: Vec<usize> = actors.iter().chain(&recipients).map(|side| side.head).collect();
        let place = clause.place(&taken).map(|head| participant(syntax, self.entities, self.frames, head));
        let mut times =
            self.links.times_of(syntax, self.frames, self.found.times, trigger.word, clause.support);
        if times.is_empty() && assessed.modality == Modality::Asserted {
            let near = |time: &Time| is_news_time(time, self.found.published);
            times.extend(timing::of_sentence(syntax, self.found.times, trigger.word, near));
        }
        let span = self.trigger_span(trigger);
        let attribution = self.attribution(span);
        // Rejecting an act is not denying that it was done: a noun is denied by a word of denial alone.
        let denied_by_source =
            attribution.and_then(|index| self.found.attributions.get(index)).is_some_and(|attribution| {
                attribution.denies && (syntax.is_verb(trigger.word) || self.cue_denies(attribution))
            });
        let changes_ties = frame
            .and_then(|frame| frame.relation.as_ref())
            .is_some_and(|(name, _)| !matches!(name.as_str(), "holds_office" | "at_war_with"));
        let modality =
            if changes_ties { self.own_mood(trigger, assessed.modality) } else { assessed.modality };
        let denied = assessed.denied || denied_by_source && assessed.modality == Modality::Asserted;
        let mut words = assessed.words.clone();
        words.sort_unstable();
        words.dedup();
        Statement {
            trigger: span,
            head: trigger.word,
            evidence: self.evidence(trigger.word),
            frame: frame
                .map_or_else(|| syntax.lemma(trigger.word).to_lowercase(), |frame| frame.name.clone()),
            plover: frame
                .filter(|frame| !self.is_no_deed(frame, trigger, &actors, &recipients))
                .and_then(|frame| coded_type(frame, &assessed))
                .map(str::to_owned),
            mode: frame.and_then(|frame| frame.mode.clone()),
            cameo: frame.and_then(|frame| frame.cameo.clone()),
            saying: trigger.saying,
            actors,
            recipients,
            reciprocal,
            times,
            place,
            polarity: if denied { Polarity::Negative } else { assessed.polarity },
            modality: if denied { Modality::Alleged } else { modality },
            background: false,
            stance: if denied { Stance::Denies } else { Stance::Affirms },
            attribution,
            relation: None,
            why: Why { rule: trigger.entry.map_or("statements/lemma", |entry| entry.rule), words },
        }
    }

    /// "declared a ceasefire", "threatened it with sanctions": the word that tells the change says how it is told.
    fn own_mood(&self, trigger: &Trigger<'_, '_>, assessed: Modality) -> Modality {
        let lemma = self.syntax.lemma(trigger.word).to_lowercase();
        if assessed != Modality::Asserted || !self.syntax.is_verb(trigger.word) {
            return assessed;
        }
        match self.frames.operators.get(&lemma, |_| false) {
            Some(Operator::Announce) => Modality::Announced,
            Some(Operator::Threaten) => Modality::Threatened,
            Some(Operator::Demand) => Modality::Demanded,
            Some(Operator::Plan) => Modality::Planned,
            _ => assessed,
        }
    }

    fn cue_denies(&self, attribution: &Attribution) -> bool {
        let syntax = self.syntax;
        attribution.cue.iter().flat_map(|&cue| syntax.doc.tokens_in(cue)).any(|token| {
            self.frames.operators.get(&syntax.lemma(token).to_lowercase(), |_| false) == Some(Operator::Deny)
        })
    }

    /// Returns actors, recipients, and whether they do it to each other.
    fn sides(
        &self,
        trigger: &Trigger<'_, '_>,
        frame: Option<&Frame>,
    ) -> (Vec<Participant>, Vec<Participant>, bool) {
        use self::pattern::Slot;
        let clause = &trigger.clause;
        let pattern = trigger.entry.map(|entry| &entry.pattern);
        let mut actor_heads = match pattern.and_then(|pattern| pattern.actor.as_deref()) {
            Some(slots) => clause.fill(slots, &[]),
            None => clause.fill(&[Slot::Subject], &[]),
        };
        let themed = pattern.is_some_and(|pattern| pattern.object.is_some());
        let mut recipient_heads = match pattern.and_then(|pattern| pattern.recipient.as_deref()) {
            Some(slots) => clause.fill(slots, &actor_heads),
            None if pattern.is_some() => clause.default_recipients(themed, &actor_heads),
            None => clause.plain_recipients(&actor_heads),
        };
        let mut reciprocal = pattern.is_some_and(|pattern| pattern.reciprocal);
        let collective = reciprocal || pattern.is_some_and(|pattern| pattern.collective);
        let named = recipient_heads.iter().any(|&head| clause.is_actor(head))
            && (reciprocal || clause.stands_behind(&recipient_heads, "with"));
        if collective && 1 < actor_heads.len() && !named {
            // "The two ministers met": the first with the rest, in both directions.
            recipient_heads = actor_heads.split_off(1);
            reciprocal = true;
        }
        let between = pattern.and_then(|pattern| pattern.recipient.as_deref()).is_some_and(|slots| {
            slots.iter().any(|slot| matches!(slot, Slot::After(word) if word == "between"))
        });
        if between && actor_heads.is_empty() && 1 < recipient_heads.len() {
            // "Ties between A and B were cut": nobody says by whom.
            let others = recipient_heads.split_off(1);
            actor_heads = std::mem::replace(&mut recipient_heads, others);
            reciprocal = true;
        }
        let ties = frame.is_some_and(|frame| frame.relation.is_some());
        let read = |heads: Vec<usize>| {
            let mut found: Vec<Participant> = heads
                .into_iter()
                .map(|head| participant(self.syntax, self.entities, self.frames, head))
                .collect();
            // What is done in a town is not done to the state whose capital it is; an embassy there is the state's.
            for party in found.iter_mut().filter(|party| !ties && participants::is_town(self.entities, party))
            {
                party.actor = None;
                party.name = party.span.of(self.syntax.doc.text()).to_owned();
            }
            found
        };
        let (actors, mut recipients) = (read(actor_heads), read(recipient_heads));
        if !reciprocal {
            // A parse that makes one and the same the doer and the sufferer is wrong about one of them.
            recipients.retain(|recipient| !actors.iter().any(|actor| self.is_same(actor, recipient)));
        }
        (actors, recipients, reciprocal)
    }

    /// Says whether two participants are one: one known actor, or the same words.
    fn is_same(&self, actor: &Participant, recipient: &Participant) -> bool {
        if actor.head == recipient.head {
            return true;
        }
        let bare = |one: &Participant| participants::bare_name(self.syntax, one).to_lowercase();
        // "The Senate urged the administration": two bodies of one state are two.
        let whole = |head: usize| {
            self.syntax.pos(head) == "PRON"
                || self.entities.mention(head).is_some_and(|mention| mention.kind == MentionKind::Person)
        };
        // "mobilised its own forces", where "its" is the one who mobilises.
        let own = self
            .syntax
            .doc
            .child(recipient.head, "poss")
            .is_some_and(|owner| self.syntax.tag(owner) == "PRP$");
        let known = actor.actor.is_some() && actor.actor == recipient.actor && actor.members.is_empty();
        known && (own || whole(recipient.head)) || bare(actor) == bare(recipient)
    }

    fn trigger_span(&self, trigger: &Trigger<'_, '_>) -> Span {
        let doc = self.syntax.doc;
        let own = doc.tokens()[trigger.word].span;
        let particle = doc.children(trigger.word).find(|&child| {
            child == trigger.word + 1
                && (self.syntax.dep(child) == "prt"
                    || trigger.particle.is_some_and(|word| self.syntax.is_word(child, word)))
        });
        particle.map_or(own, |particle| own.cover(doc.tokens()[particle].span))
    }

    fn evidence(&self, word: usize) -> Span {
        let doc = self.syntax.doc;
        let mut tokens = doc.sentence(doc.sentence_of(word));
        let is_space = |token: usize| doc.word(token).trim().is_empty();
        while tokens.len() > 1 && is_space(tokens.start) {
            tokens.start += 1;
        }
        while tokens.len() > 1 && is_space(tokens.end - 1) {
            tokens.end -= 1;
        }
        doc.span(tokens)
    }

    /// Returns the innermost attribution whose content covers the trigger.
    fn attribution(&self, trigger: Span) -> Option<usize> {
        let covering = self.found.attributions.iter().enumerate().filter_map(|(index, attribution)| {
            let content = attribution.content.iter().find(|content| content.contains(trigger))?;
            Some((content.len(), index))
        });
        covering.min().map(|(_, index)| index)
    }
}

/// Returns the PLOVER type under which a statement is coded.
///
/// PLOVER codes what is done. A cooperative act that is promised is an AGREE, a promised hostile one a THREATEN, a refused one
/// a REJECT; an act that is merely wanted, feared or a condition has no type of its own, the wanting has.
/// Frames that start or end a relation keep their type while the act is announced or planned.
fn coded_type<'f>(frame: &'f Frame, assessed: &Assessment) -> Option<&'f str> {
    let own = frame.plover.as_deref()?;
    let cooperative =
        matches!(own, "AID" | "CONCEDE" | "RETREAT" | "COOPERATE" | "CONSULT" | "SUPPORT" | "AGREE");
    let negative = assessed.polarity == Polarity::Negative;
    match assessed.modality {
        Modality::Announced | Modality::Planned if negative && cooperative && assessed.future => {
            Some("REJECT")
        }
        Modality::Asserted => Some(own),
        Modality::Announced if !assessed.future => Some(own),
        Modality::Announced | Modality::Planned | Modality::Threatened if assessed.future => {
            if cooperative {
                Some("AGREE")
            } else {
                Some("THREATEN")
            }
        }
        Modality::Announced | Modality::Planned if frame.relation.is_some() => Some(own),
        Modality::Alleged if !assessed.governed => Some(own),
        _ => None,
    }
}
