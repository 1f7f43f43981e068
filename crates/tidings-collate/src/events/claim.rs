//! A statement as comparison sees it: trigger, parties, times, place and the words round it, gathered once.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use tidings_extract::times::interval;
use tidings_extract::{Participant, Statement, TimeRole};
use tidings_nlp::Doc;

use super::StatementAt;
use super::derive::root;
use super::senses::senses_of;
use crate::knowledge;
use crate::passages::words;
use crate::told::{Field, Told};

/// A statement with what it is compared by.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// Where it stands.
    pub(crate) at: StatementAt,
    /// The trigger's lemma, lower case.
    pub(crate) lemma: String,
    /// What `severed` and `severance` share.
    pub(crate) root: String,
    /// What the trigger can mean, the commonest sense first.
    pub(crate) senses: &'static [u32],
    /// The groups of `data/event-kin.toml` that it stands in: other words for the same act.
    pub(crate) kin: Vec<u16>,
    /// Whether the trigger is a verb.
    pub(crate) verb: bool,
    /// Whether the clause says it, rather than taking it for granted: a verb with no noun above it ("the decision to
    /// sever", "countries that recognise it").
    pub(crate) said: bool,
    /// Those who do it.
    pub(crate) actors: Vec<Party>,
    /// Those it is done to.
    pub(crate) recipients: Vec<Party>,
    /// Where.
    pub(crate) location: Option<Party>,
    /// First and last day that it may have happened on, and the value as TIMEX3.
    pub(crate) date: Option<Dated>,
    /// Lemmas of the trigger's subject and what belongs to it.
    pub(crate) subject_words: BTreeSet<u64>,
    /// Lemmas of its objects and other dependents.
    pub(crate) object_words: BTreeSet<u64>,
    /// Content lemmas of its sentence, sorted, with their counts.
    pub(crate) context: Vec<(u64, f32)>,
    /// Numbers of its sentence.
    pub(crate) numbers: BTreeSet<u64>,
    /// The sentence's number within its field.
    pub(crate) sentence: usize,
}

/// A time of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    /// TIMEX3 value.
    pub(crate) value: String,
    /// The days it covers.
    pub(crate) days: (jiff::civil::Date, jiff::civil::Date),
    /// Whether words of the statement give it, and not the narrative.
    pub(crate) stated: bool,
}

/// An actor, recipient or place of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    /// Ids of the actor or of a set's members; empty where unknown.
    pub(crate) ids: BTreeSet<String>,
    /// The usual name, or the words.
    pub(crate) name: String,
    /// In whose name it acts.
    pub(crate) behalf: Option<String>,
    /// Folded content words of the name.
    pub(crate) words: BTreeSet<String>,
}

/// How two lists of parties stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// A known actor, or a name's words, stand on both sides.
    Same,
    /// One acts in the name of the other, or a word of the names is shared.
    Related,
    /// At least one side is unknown.
    Open,
    /// Both are known and different.
    Clash,
}

impl Party {
    pub(crate) fn new(participant: &Participant) -> Self {
        let mut ids: BTreeSet<String> = participant.members.iter().map(ToString::to_string).collect();
        if ids.is_empty() {
            ids.extend(participant.actor.iter().map(ToString::to_string));
        }
        Self {
            ids,
            name: participant.name.clone(),
            behalf: participant.on_behalf_of.as_ref().map(ToString::to_string),
            words: Self::words_of(&participant.name),
        }
    }

    /// Returns the folded content words of a name.
    pub(crate) fn words_of(name: &str) -> BTreeSet<String> {
        let split = name.split(|c: char| !c.is_alphanumeric());
        split.map(words::fold).filter(|word| !word.is_empty() && !words::is_function(word)).collect()
    }

    /// Returns the party with only those of its members that stand in `part`; `None` where none does.
    pub(crate) fn restricted(&self, part: &BTreeSet<String>) -> Option<Self> {
        let ids: BTreeSet<String> = self.ids.intersection(part).cloned().collect();
        (!ids.is_empty()).then(|| Self { ids, ..self.clone() })
    }

    fn compare(&self, other: &Self) -> Match {
        let known = !self.ids.is_empty() && !other.ids.is_empty();
        if known && self.ids.intersection(&other.ids).next().is_some() {
            return Match::Same;
        }
        let acts_for = |one: &Self, two: &Self| one.behalf.as_ref().is_some_and(|id| two.ids.contains(id));
        let one_house = self.behalf.is_some() && self.behalf == other.behalf;
        if acts_for(self, other) || acts_for(other, self) || one_house {
            return Match::Related;
        }
        if known && self.ids.iter().all(|id| known_slug(id)) && other.ids.iter().all(|id| known_slug(id)) {
            return Match::Clash;
        }
        if self.words.is_empty() || other.words.is_empty() {
            return Match::Open;
        }
        let n_shared = self.words.intersection(&other.words).count();
        match (n_shared, self.words.len().min(other.words.len())) {
            (0, _) => Match::Open,
            (shared, fewest) if shared == fewest => Match::Same,
            _ => Match::Related,
        }
    }
}

/// Says whether an id is a fixed one; an id bound to a report (`report/name`) is only a name.
fn known_slug(id: &str) -> bool {
    !id.contains('/')
}

/// Compares two lists of parties: the best that any pair gives; [`Match::Clash`] only where every pair clashes.
pub(crate) fn compare_parties(a: &[Party], b: &[Party]) -> Match {
    let mut best = None;
    for one in a {
        for other in b {
            let found = one.compare(other);
            let rank = |found| match found {
                Match::Same => 3,
                Match::Related => 2,
                Match::Open => 1,
                Match::Clash => 0,
            };
            if best.is_none_or(|best| rank(found) > rank(best)) {
                best = Some(found);
            }
        }
    }
    best.unwrap_or(Match::Open)
}

impl Claim {
    /// Gathers a statement's claim; `None` where the index or the parse is missing.
    pub(crate) fn new(reports: &[Told], at: StatementAt) -> Option<Self> {
        let told = reports.get(at.report)?;
        let statement = told.found(at.field).statements.get(at.statement)?;
        let doc = told.doc(at.field)?;
        if statement.head >= doc.len() {
            return None;
        }
        let head = statement.head;
        let token = &doc.tokens()[head];
        let lemma = if token.lemma.is_empty() { doc.lower(head) } else { token.lemma.to_lowercase() };
        let (subject_words, object_words) = argument_words(doc, head);
        let sentence = doc.sentence_of(head);
        let mut context: FxHashMap<u64, f32> = FxHashMap::default();
        let mut numbers = BTreeSet::new();
        for index in doc.sentence(sentence) {
            let token = &doc.tokens()[index];
            if &*token.pos == "NUM" {
                numbers.insert(words::hash(&doc.lower(index)));
            }
            if let Some(term) = content(doc, index)
                && index != head
            {
                *context.entry(term).or_default() += 1.0;
            }
        }
        let mut context: Vec<(u64, f32)> = context.into_iter().collect();
        context.sort_unstable_by_key(|&(term, _)| term);
        Some(Self {
            at,
            kin: kin(doc, head, &lemma),
            root: root(&lemma),
            lemma,
            senses: senses_of(doc, head),
            verb: &*token.pos == "VERB",
            said: is_said(doc, head),
            actors: parties(&statement.actors),
            recipients: parties(&statement.recipients),
            location: statement.place.as_ref().map(Party::new),
            date: dated(statement),
            subject_words,
            object_words,
            context,
            numbers,
            sentence,
        })
    }
}

/// Returns the groups of words for one act that a trigger belongs to: as a verb with its particle, preposition or
/// object ("pass away", "check into", "take custody") before the verb alone, and by its root where it is not listed.
pub(crate) fn kin(doc: &Doc, head: usize, lemma: &str) -> Vec<u16> {
    let groups = knowledge::event_kin();
    let with = |child: usize| {
        let token = &doc.tokens()[child];
        let own = match &*token.dep {
            "prt" | "prep" | "advmod" => doc.lower(child),
            "dobj" | "acomp" | "oprd" => token.lemma.to_lowercase(),
            _ => return None,
        };
        groups.get(&format!("{lemma}_{own}"))
    };
    let found = doc.children(head).find_map(with).or_else(|| groups.get(lemma));
    found.or_else(|| groups.get(&format!("~{}", root(lemma)))).cloned().unwrap_or_default()
}

/// Says whether a trigger is a verb that no noun stands above.
fn is_said(doc: &Doc, head: usize) -> bool {
    let verb_like = |index: usize| matches!(&*doc.tokens()[index].pos, "VERB" | "AUX");
    verb_like(head)
        && doc
            .ancestors(head)
            .skip(1)
            .all(|above| !matches!(&*doc.tokens()[above].pos, "NOUN" | "PROPN" | "PRON"))
}

/// Returns the parties that name somebody or something; a pronoun that nothing resolved names nobody.
fn parties(participants: &[Participant]) -> Vec<Party> {
    participants
        .iter()
        .map(Party::new)
        .filter(|party| !party.ids.is_empty() || !party.words.is_empty())
        .collect()
}

/// Returns when a statement says that its event happened; an announcement's day stands in for a missing one.
fn dated(statement: &Statement) -> Option<Dated> {
    let with_role =
        |role| statement.times.iter().find(move |time| time.role == role && interval(&time.value).is_some());
    let time = with_role(TimeRole::Occurred).or_else(|| with_role(TimeRole::Announced))?;
    Some(Dated { value: time.value.clone(), days: interval(&time.value)?, stated: time.span.is_some() })
}

/// Returns the hash of a token's lemma where it is a content word.
fn content(doc: &Doc, index: usize) -> Option<u64> {
    let token = &doc.tokens()[index];
    if !matches!(&*token.pos, "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM") {
        return None;
    }
    let lemma = if &*token.pos == "PROPN" || token.lemma.is_empty() {
        words::fold(doc.word(index))
    } else {
        token.lemma.to_lowercase()
    };
    (lemma.contains(char::is_alphanumeric) && !words::is_function(&lemma)).then(|| words::hash(&lemma))
}

/// Returns the content lemmas of a trigger's subject and of its other dependents.
fn argument_words(doc: &Doc, head: usize) -> (BTreeSet<u64>, BTreeSet<u64>) {
    let mut subject = BTreeSet::new();
    let mut object = BTreeSet::new();
    let mut subject_of = Some(head);
    // "decided to attack", "was killed and robbed": the subject may hang on the verb above.
    for _ in 0..3 {
        let Some(verb) = subject_of else { break };
        for child in doc.children(verb) {
            if matches!(&*doc.tokens()[child].dep, "nsubj" | "csubj" | "agent" | "poss") {
                near_words(doc, child, 2, &mut subject);
            } else if &*doc.tokens()[child].dep == "nsubjpass" {
                near_words(doc, child, 2, &mut object);
            }
        }
        if !subject.is_empty() || !matches!(&*doc.tokens()[verb].dep, "xcomp" | "conj" | "ccomp" | "advcl") {
            break;
        }
        subject_of = doc.head(verb);
    }
    for child in doc.children(head) {
        if matches!(
            &*doc.tokens()[child].dep,
            "dobj" | "dative" | "prep" | "oprd" | "attr" | "compound" | "amod" | "npadvmod"
        ) {
            near_words(doc, child, 3, &mut object);
        }
    }
    // A participle before or after a noun ("the recalled cars", "cars recalled by …") has it as its object.
    if matches!(&*doc.tokens()[head].dep, "acl" | "amod" | "relcl")
        && let Some(noun) = doc.head(head)
    {
        near_words(doc, noun, 1, &mut object);
    }
    (subject, object)
}

fn near_words(doc: &Doc, token: usize, depth: usize, found: &mut BTreeSet<u64>) {
    found.extend(content(doc, token));
    if depth > 0 {
        for child in doc.children(token) {
            if !matches!(&*doc.tokens()[child].dep, "relcl" | "acl" | "advcl" | "punct") {
                near_words(doc, child, depth - 1, found);
            }
        }
    }
}

/// Lists the statements of reports, each with its claim, by report and place.
pub(crate) fn claims(reports: &[Told], members: &[usize]) -> Vec<Claim> {
    let mut found = Vec::new();
    for &report in members {
        for field in [Field::Title, Field::Text] {
            let Some(told) = reports.get(report) else { continue };
            for statement in 0..told.found(field).statements.len() {
                found.extend(Claim::new(reports, StatementAt { report, field, statement }));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_nlp::{Symbol, Token};

    /// Checks whether two triggers, each a lemma with the word behind it, are words for one act.
    fn check(one: (&str, &str), other: (&str, &str), expected: bool) {
        let groups = |(lemma, behind): (&str, &str)| {
            let text = format!("{lemma} {behind}");
            let token = |start: usize, word: &str, dep: &str| Token {
                span: tidings_text::Span::new(start, start + word.len()),
                tag: Symbol::new("VB"),
                pos: Symbol::new("VERB"),
                morph: Symbol::default(),
                lemma: word.to_owned(),
                dep: Symbol::new(dep),
                head: 0,
                sent_start: start == 0,
            };
            let tokens = vec![token(0, lemma, "ROOT"), token(lemma.len() + 1, behind, "prep")];
            kin(&Doc::new(text, tokens, Vec::new()), 0, lemma)
        };
        let (one_groups, other_groups) = (groups(one), groups(other));
        let shared = one_groups.iter().any(|group| other_groups.contains(group));
        assert_eq!(shared, expected, "{one:?} {one_groups:?}, {other:?} {other_groups:?}");
    }

    #[test]
    fn words_for_one_act() {
        check(("die", "in"), ("pass", "away"), true);
        check(("pass", "through"), ("die", "in"), false);
        check(("check", "into"), ("enter", "after"), true);
        check(("dismissal", "of"), ("sack", "over"), true);
        check(("meet", "with"), ("resign", "over"), false);
    }
}
