//! Questions that news answers in words: who claimed it, whether he was alone, why, by what cause.
//!
//! `data/matters.toml` lists the questions and the words by which a sentence answers them. An answer is turned by a denial
//! ("no link to any group") or left open by a doubt ("whether he had accomplices"); reports of different answers differ.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tidings_extract::MentionKind;
use tidings_nlp::Doc;

use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::account::draft::Draft;
use crate::account::happening::Setting;
use crate::knowledge::{self, Question};
use crate::told::{Field, Told};

/// Tokens that may stand between two words of a pattern.
const GAP: usize = 4;
/// Tokens before a pattern in which a denial or doubt bears on it.
const BEFORE: usize = 7;
/// By how much a sentence that does not name who did it is a worse line for an answer.
const NOT_OF_DOER: usize = 1000;
/// Most tokens of a reading.
const MOST_TOKENS: usize = 18;

/// An answer as a sentence gives it.
struct Given {
    telling: Telling,
    /// The side, what turns it, and the actor who gives it where that counts.
    side: (String, Turn, Option<String>),
    /// How well it tells it: earlier sentences and surer words first.
    rank: usize,
}

/// How a sentence turns an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Said,
    Denied,
    Open,
}

/// Returns the questions that the reports of a story answer in different ways.
pub(super) fn matters(context: &Context<'_>, drafts: &[Draft]) -> Vec<Matter> {
    let doers: BTreeSet<String> = drafts
        .iter()
        .filter(|draft| draft.main)
        .flat_map(|draft| &draft.actors)
        .filter_map(|actor| actor.name.split_whitespace().next_back().map(crate::passages::words::fold))
        .collect();
    // Of harm whose kind the reports leave open, all is asked.
    let asked = |question: &&Question| {
        question.kinds.is_empty()
            || context.happening.is_some_and(|happening| {
                happening.kind().is_none_or(|kind| question.kinds.iter().any(|own| own == kind))
            })
    };
    knowledge::matters()
        .matter
        .iter()
        .filter(asked)
        .flat_map(|question| answered(context, question, &doers))
        .collect()
}

/// Returns the matters of a question: one, or one for each person whom it is asked of.
fn answered(context: &Context<'_>, question: &Question, doers: &BTreeSet<String>) -> Vec<Matter> {
    let mut given = Vec::new();
    for &report in context.members {
        let told = &context.reports[report];
        for field in [Field::Title, Field::Text] {
            let Some(doc) = told.doc(field) else { continue };
            for (number, sentence) in doc.sentences().enumerate() {
                if sentence.len() < 3 || left_out(context.passages, report, field, doc.span(sentence.clone()))
                {
                    continue;
                }
                let of_doer = names_doer(doc, sentence.clone(), doers);
                let found = answer(context, question, report, field, doc, number, sentence);
                given.extend(
                    found.map(|one| Given { rank: one.rank + if of_doer { 0 } else { NOT_OF_DOER }, ..one }),
                );
            }
        }
    }
    if question.by.as_deref() != Some("person") {
        return matter(context, &question.name, question, given).into_iter().collect();
    }
    let mut persons: BTreeMap<String, Vec<Given>> = BTreeMap::new();
    for mut one in given {
        let Some(person) = one.side.2.take() else { continue };
        persons.entry(person).or_default().push(one);
    }
    let named = persons.into_iter().filter_map(|(person, given)| {
        let slot = format!("{} of {}", question.name, person.replace('-', " "));
        matter(context, &slot, question, given)
    });
    named.collect()
}

fn matter(context: &Context<'_>, slot: &str, question: &Question, mut given: Vec<Given>) -> Option<Matter> {
    let by_subject = question.by.as_deref() == Some("subject");
    let together = question.together;
    let known = |id: &Option<String>| id.as_ref().is_some_and(|id| context.is_known(id));
    // A claimant whom the words do not name well is no other one.
    let only_known = given.iter().find(|one| known(&one.side.2)).and_then(|one| one.side.2.clone());
    for one in given.iter_mut().filter(|one| !known(&one.side.2)) {
        if one.side.1 == Turn::Said {
            one.side.2.clone_from(&only_known);
        }
    }
    // What one report leaves open and another says is one answer, less sure.
    let said: BTreeSet<String> =
        given.iter().filter(|one| one.side.1 == Turn::Said).map(|one| one.side.0.clone()).collect();
    for one in given.iter_mut().filter(|one| one.side.1 == Turn::Open && said.contains(&one.side.0)) {
        one.side.1 = Turn::Said;
        one.rank += 100;
    }
    let mut sides: BTreeMap<(String, Turn, Option<String>), Vec<Given>> = BTreeMap::new();
    for one in given {
        sides.entry(one.side.clone()).or_default().push(one);
    }
    if sides.len() < 2 {
        return None;
    }
    let sources = |given: &[Given]| -> BTreeSet<(usize, Option<usize>)> {
        given.iter().map(|one| (one.telling.report, one.telling.attribution)).collect()
    };
    let all: Vec<_> = sides.values().map(|given| sources(given)).collect();
    if all.iter().all(|one| *one == all[0]) {
        return None;
    }
    for ((_, turn, by), given) in &mut sides {
        let label = match (turn, by.as_deref().filter(|_| by_subject)) {
            (Turn::Denied, _) if by_subject => "none yet".to_owned(),
            (Turn::Said, Some(id)) if context.is_known(id) => context.actor_name(id, id),
            _ => continue,
        };
        for one in given {
            one.telling.value.clone_from(&label);
        }
    }
    let n_sides = sides.keys().map(|(side, _, _)| side.as_str()).collect::<BTreeSet<_>>().len();
    let denied = sides.keys().any(|(_, turn, _)| *turn == Turn::Denied);
    let readings = sides
        .values_mut()
        .map(|given| {
            given.sort_by_key(|one| (one.rank, one.telling.report, one.telling.span));
            // One line a report: its clearest.
            let mut seen = BTreeSet::new();
            given
                .iter()
                .filter(|one| seen.insert(one.telling.report))
                .map(|one| one.telling.clone())
                .collect()
        })
        .collect();
    Some(Matter {
        slot: slot.to_owned(),
        status: if denied || n_sides > 1 && !together { "conflicting" } else { "refined" },
        weight: 2.0,
        in_order: true,
        readings,
    })
}

fn answer(
    context: &Context<'_>,
    question: &Question,
    report: usize,
    field: Field,
    doc: &Doc,
    number: usize,
    sentence: Range<usize>,
) -> Option<Given> {
    let told = &context.reports[report];
    let (answer, tokens) = question
        .answer
        .iter()
        .flat_map(|answer| answer.patterns.iter().map(move |pattern| (answer, pattern)))
        .filter_map(|(answer, pattern)| Some((answer, find(doc, pattern, sentence.clone())?)))
        .min_by_key(|(_, tokens)| tokens.start)?;
    if let Some(happening) = context.happening
        && happening.scope.setting(told, field, tokens.start) == Setting::Other
    {
        return None;
    }
    let turn = if answer.plain { Turn::Said } else { turn(doc, &tokens, sentence.clone()) };
    let by = match question.by.as_deref() {
        Some("subject") if turn == Turn::Said => subject(told, field, doc, tokens.start),
        Some("person") => person(told, field, doc, tokens.start),
        _ => None,
    };
    let phrase = phrase(doc, &tokens, sentence);
    let span = doc.span(phrase);
    let value = span.of(doc.text()).replace('\n', " ");
    let telling =
        Telling { report, field, span, value, attribution: attribution_of(context, report, field, span) };
    Some(Given {
        telling,
        side: (answer.side.clone(), turn, by),
        rank: number + usize::from(field == Field::Title) * 3,
    })
}

/// Says whether a sentence names who did it, or calls him the attacker.
fn names_doer(doc: &Doc, mut sentence: Range<usize>, doers: &BTreeSet<String>) -> bool {
    let table = knowledge::happenings();
    sentence.any(|token| {
        let lemma = doc.tokens()[token].lemma.to_lowercase();
        // "A terrorist group": the group is meant.
        let alone = !matches!(&*doc.tokens()[token].dep, "compound" | "amod" | "nmod");
        alone && table.listed("attackers", &lemma)
            || doers.contains(&crate::passages::words::fold(doc.word(token)))
    })
}

/// Returns the tokens of a sentence that a pattern matches, the first to the last.
fn find(doc: &Doc, pattern: &[Vec<String>], sentence: Range<usize>) -> Option<Range<usize>> {
    let (first, rest) = pattern.split_first()?;
    sentence.clone().filter(|&token| is_one_of(doc, token, first)).find_map(|start| {
        let mut at = start;
        for words in rest {
            let end = (at + 2 + GAP).min(sentence.end);
            at = (at + 1..end).find(|&token| is_one_of(doc, token, words))?;
        }
        Some(start..at + 1)
    })
}

fn is_one_of(doc: &Doc, token: usize, words: &[String]) -> bool {
    let lower = doc.lower(token);
    let lemma = doc.tokens()[token].lemma.to_lowercase();
    let noun = matches!(&*doc.tokens()[token].pos, "NOUN" | "PROPN");
    words.iter().any(|word| match (word.strip_suffix('…'), word.strip_prefix('='), word.strip_suffix("/n"))
    {
        (Some(stem), _, _) => lower.starts_with(stem),
        (_, Some(form), _) => lower == form,
        (_, _, Some(word)) => noun && (word == lower || word == lemma),
        _ => *word == lower || *word == lemma,
    })
}

/// Says how the words round a pattern turn it.
fn turn(doc: &Doc, tokens: &Range<usize>, sentence: Range<usize>) -> Turn {
    let table = knowledge::matters();
    let first = tokens.start.saturating_sub(BEFORE).max(sentence.start);
    let last = (tokens.end + 2).min(sentence.end);
    // Another clause's denial is its own.
    let stop = (first..tokens.start)
        .rev()
        .find(|&token| matches!(doc.word(token), ";" | "“" | "\"" | ":") || doc.lower(token) == "but")
        .map_or(first, |token| token + 1);
    let listed = |words: &[String], range: Range<usize>| {
        let is_listed = |&token: &usize| {
            let (lower, lemma) = (doc.lower(token), doc.tokens()[token].lemma.to_lowercase());
            let next = if token + 1 < doc.len() { doc.lower(token + 1) } else { String::new() };
            words.iter().any(|word| match word.split_once('_') {
                Some((one, two)) => (one == lower || one == lemma) && two == next,
                None => *word == lower || *word == lemma,
            })
        };
        range.filter(is_listed).count()
    };
    // "Cannot deny that": two denials say it.
    let n_denials = listed(&table.words.deny, stop..tokens.end);
    if n_denials % 2 == 1 || n_denials == 0 && denied_above(doc, tokens.start) {
        Turn::Denied
    } else if listed(&table.words.doubt, stop..last) > 0 {
        Turn::Open
    } else {
        Turn::Said
    }
}

/// Says whether a clause above a token denies it: "there had not been any sign that he belonged to them".
fn denied_above(doc: &Doc, token: usize) -> bool {
    doc.ancestors(token).skip(1).take(6).any(|above| {
        let near = above < token;
        near && doc.children(above).any(|child| {
            &*doc.tokens()[child].dep == "neg"
                || (&*doc.tokens()[child].dep == "det" && doc.lower(child) == "no")
        })
    })
}

/// Returns the actor that is the subject of the verb at or above a token: its id, else its words.
fn subject(told: &Told, field: Field, doc: &Doc, token: usize) -> Option<String> {
    let verb = doc.ancestors(token).take(4).find(|&above| &*doc.tokens()[above].pos == "VERB")?;
    let subject = doc.child(verb, "nsubj").or_else(|| {
        let by = doc.children(verb).find(|&child| &*doc.tokens()[child].dep == "agent")?;
        doc.child(by, "pobj")
    })?;
    let mention = told.found(field).mentions.iter().find(|mention| mention.head == subject)?;
    mention.actor.as_ref().map(ToString::to_string)
}

/// Returns the person to whom a verb is done, or whom a state is told of: a name's last word, or the noun.
fn person(told: &Told, field: Field, doc: &Doc, token: usize) -> Option<String> {
    let verb =
        doc.ancestors(token).take(4).find(|&above| matches!(&*doc.tokens()[above].pos, "VERB" | "AUX"))?;
    let passive = doc.child(verb, "nsubjpass");
    let object = doc.child(verb, "dobj").filter(|_| &*doc.tokens()[token].pos == "VERB");
    let mut one = passive.or(object).or_else(|| doc.child(verb, "nsubj"))?;
    if doc.tokens()[one].tag.starts_with('W') {
        one = doc
            .ancestors(one)
            .find(|&above| &*doc.tokens()[above].dep == "relcl")
            .and_then(|clause| doc.head(clause))?;
    }
    let mention = told.found(field).mentions.iter().find(|mention| mention.head == one);
    let plural = matches!(&*doc.tokens()[one].tag, "NNS" | "NNPS");
    let people = mention.is_some_and(|mention| mention.kind == MentionKind::Person);
    let word = match mention {
        Some(mention) => mention.name.split_whitespace().next_back().map(crate::passages::words::fold)?,
        None => doc.tokens()[one].lemma.to_lowercase(),
    };
    let listed = ["attackers", "person"].iter().any(|list| knowledge::happenings().listed(list, &word));
    let id = mention.and_then(|mention| mention.actor.as_ref()).map(ToString::to_string);
    (!plural && (people || listed) && word.len() > 2).then(|| id.unwrap_or(word))
}

/// Returns the words that give an answer: the pattern with its subject, its denial and the phrase behind it.
fn phrase(doc: &Doc, tokens: &Range<usize>, sentence: Range<usize>) -> Range<usize> {
    let mut start = tokens.start;
    let verb = doc
        .ancestors(tokens.start)
        .take(4)
        .find(|&above| matches!(&*doc.tokens()[above].pos, "VERB" | "AUX"));
    if let Some(verb) = verb {
        let subject = doc
            .children(verb)
            .find(|&child| matches!(&*doc.tokens()[child].dep, "nsubj" | "nsubjpass" | "expl"));
        if let Some(subject) = subject {
            start = start.min(doc.subtree_range(subject).start);
        }
        start = start.min(verb);
    }
    let left = doc.subtree_range(tokens.start).start;
    start = start.min(left).max(tokens.start.saturating_sub(MOST_TOKENS / 2)).max(sentence.start);
    let right = doc.subtree_range(tokens.end - 1).end.max(tokens.end);
    let own = doc.subtree_range(tokens.start).end;
    // "The cause of the fire is not known": what is said of the words.
    let said = verb.filter(|&verb| verb >= tokens.end).map_or(0, |verb| doc.subtree_range(verb).end);
    let end = right.max(own).max(said).min(start + MOST_TOKENS).max(tokens.end).min(sentence.end);
    // No comma, full stop or quotation mark at either end.
    let mark = |token: &usize| &*doc.tokens()[*token].pos == "PUNCT" || &*doc.tokens()[*token].pos == "SPACE";
    let start = (start..tokens.start).find(|token| !mark(token)).unwrap_or(tokens.start);
    let stop = (tokens.end..end)
        .find(|&token| matches!(doc.word(token), "," | ";" | "." | "”" | "—" | "–"))
        .unwrap_or(end);
    let end = (tokens.end..stop).rev().find(|token| !mark(token)).map_or(tokens.end, |token| token + 1);
    start..end
}
