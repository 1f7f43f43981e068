//! Finds the words that tell an event, and the frame and pattern that fit each best.

use super::arguments::Clause;
use super::clause::Syntax;
use super::frames::{Entry, Frames, WordKind};
use super::operators::Operator;
use super::participants::Entities;

/// A word that tells an event.
#[derive(Debug)]
pub(super) struct Trigger<'s, 'd> {
    pub(super) word: usize,
    /// The pattern that fits; `None` for an event outside the frames.
    pub(super) entry: Option<&'s Entry>,
    /// Its particle, where the pattern has one: "broke *off*".
    pub(super) particle: Option<&'s str>,
    pub(super) saying: bool,
    pub(super) clause: Clause<'s, 'd>,
}

/// Returns the triggers of a doc in text order.
pub(super) fn find_triggers<'s, 'd>(
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
) -> Vec<Trigger<'s, 'd>> {
    let mut found: Vec<Trigger<'s, 'd>> =
        (0..syntax.doc.len()).filter_map(|word| trigger_at(syntax, frames, entities, word)).collect();
    // "launched an attack" is told by the noun; the verb alone says nothing more unless a frame knows it.
    let carried: Vec<usize> = found
        .iter()
        .filter(|trigger| trigger.entry.is_some())
        .filter_map(|trigger| trigger.clause.support)
        .collect();
    found.retain(|trigger| {
        trigger.entry.is_some()
            || !carried.contains(&trigger.word)
            || !frames.listed("light_verbs", syntax.lemma(trigger.word))
    });
    // "lifted the sanctions on": the verb tells the relation that the noun alone would only name.
    let relation = |trigger: &Trigger<'_, '_>| {
        let frame = trigger.entry.and_then(|entry| frames.frames.get(entry.frame))?;
        frame.relation.as_ref().map(|(name, _)| (trigger.word, name.clone(), frame.plover.is_none()))
    };
    let told: Vec<(usize, String, bool)> = found.iter().filter_map(relation).collect();
    found.retain(|trigger| {
        relation(trigger).is_none_or(|(word, name, merely_named)| {
            let above = syntax.doc.ancestors(word).skip(1).take(3);
            !merely_named
                || !syntax.is_noun(word)
                || !above.into_iter().any(|above| told.iter().any(|told| told.0 == above && told.1 == name))
        })
    });
    found
}

fn trigger_at<'s, 'd>(
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
    word: usize,
) -> Option<Trigger<'s, 'd>> {
    let dep = syntax.dep(word);
    let tag = syntax.tag(word);
    if is_part_of_compound(syntax, frames, word) {
        return None;
    }
    let governs_head = dep == "amod"
        && tag == "VBG"
        && word.checked_sub(1).is_some_and(|before| syntax.pos(before) == "ADP");
    if tag.starts_with("VB")
        && syntax.pos(word) != "AUX"
        && (governs_head || !matches!(dep, "aux" | "auxpass" | "amod" | "compound" | "punct"))
    {
        return verb_trigger(syntax, frames, entities, word);
    }
    if syntax.is_noun(word) || tag == "VBG" {
        return noun_trigger(syntax, frames, entities, word);
    }
    if syntax.pos(word) == "ADJ" || tag == "VBN" {
        return adjective_trigger(syntax, frames, entities, word);
    }
    None
}

/// Says whether a word is the part of a compound, and no event of its own: "zig-zagging", "the shooting spree suspect".
fn is_part_of_compound(syntax: Syntax<'_>, frames: &Frames, word: usize) -> bool {
    let doc = syntax.doc;
    let glued = |one: usize, other: usize| {
        doc.tokens()
            .get(one)
            .zip(doc.tokens().get(other))
            .is_some_and(|(one, other)| one.span.end == other.span.start)
    };
    let hyphen = |at: usize| at < doc.len() && matches!(doc.word(at), "-" | "‑");
    let behind = 1 < word && hyphen(word - 1) && glued(word - 2, word - 1) && glued(word - 1, word);
    // "re-elected", "counter-attack": the prefix leaves the word what it is.
    let prefixed = behind && frames.listed("prefixes", &doc.lower(word - 2));
    let before = hyphen(word + 1) && glued(word, word + 1) && glued(word + 1, word + 2);
    if (behind && !prefixed || before) && syntax.is_verb(word) {
        return true;
    }
    // A gerund that the parser takes for the verb of a headline: "Lantern shooting spree suspect named".
    let next = word + 1;
    syntax.tag(word) == "VBG"
        && next < doc.len()
        && matches!(syntax.tag(next), "NN" | "NNS")
        && frames.listed("gerund_heads", syntax.lemma(next))
        && !doc.children(word).any(|child| matches!(syntax.dep(child), "aux" | "det" | "prep"))
        && matches!(
            syntax.dep(word),
            "ROOT" | "ccomp" | "amod" | "compound" | "csubj" | "nsubj" | "acl" | "dep"
        )
}

/// Returns the word that governs a verb as its complement.
fn dep_of_governed(syntax: Syntax<'_>, verb: usize) -> Option<usize> {
    let head = syntax.doc.head(verb)?;
    match syntax.dep(verb) {
        "xcomp" | "ccomp" | "acl" => Some(head),
        "pcomp" => syntax.doc.head(head),
        _ => None,
    }
}

fn ends_doubled(word: &str) -> bool {
    let mut letters = word.chars().rev();
    matches!((letters.next(), letters.next()), (Some(last), Some(before)) if last == before && last.is_alphabetic())
}

fn best<'s>(
    frames: &'s Frames,
    kind: WordKind,
    lemma: &str,
    clause: &Clause<'_, '_>,
) -> Option<(&'s Entry, Option<&'s str>)> {
    let mut best: Option<(usize, &Entry, Option<&str>)> = None;
    for (index, particle) in frames.patterns(kind, lemma) {
        let Some(entry) = frames.entries.get(*index) else { continue };
        if !clause.fits(&entry.pattern, particle.as_deref()) {
            continue;
        }
        let score = entry.pattern.specificity(particle.is_some());
        if best.is_none_or(|(known, _, _)| known < score) {
            best = Some((score, entry, particle.as_deref()));
        }
    }
    best.map(|(_, entry, particle)| (entry, particle))
}

fn verb_trigger<'s, 'd>(
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
    word: usize,
) -> Option<Trigger<'s, 'd>> {
    let mut lemma = syntax.lemma(word).to_lowercase();
    if frames.patterns(WordKind::Verb, &lemma).is_empty() && ends_doubled(&lemma) {
        // The rule lemmatizer leaves "readmitt".
        lemma.pop();
    }
    let clause = Clause::verb(syntax, frames, entities, word);
    let found = best(frames, WordKind::Verb, &lemma, &clause);
    let phrasal = syntax.doc.children(word).any(|child| syntax.dep(child) == "prt")
        || syntax.phrases(word).iter().any(|phrase| {
            syntax.is_word(phrase.preposition, "to")
                && phrase.objects.iter().any(|&object| frames.listed("come_to", syntax.lemma(object)))
        });
    // "denied taking bribes", "will remain": a weak verb counts where its mood is told.
    let mooded = lemma != "be"
        && (syntax
            .doc
            .children(word)
            .any(|child| matches!(syntax.dep(child), "neg") || syntax.tag(child) == "MD")
            || matches!(dep_of_governed(syntax, word), Some(head) if frames.operators.get(syntax.lemma(head), |_| false).is_some_and(
                |operator| !matches!(operator, Operator::Say | Operator::Transparent)
            )));
    // "made a decision", "appeared in court": done, not merely so.
    let done = frames.listed("doing_verbs", &lemma)
        && (matches!(syntax.tag(word), "VBD" | "VBN") || clause.passive)
        && syntax
            .doc
            .children(word)
            .any(|child| matches!(syntax.dep(child), "dobj" | "prep" | "nsubjpass" | "attr"));
    if found.is_none() && frames.listed("no_event_verbs", &lemma) && !phrasal && !mooded && !done {
        return None;
    }
    let saying = found.is_none() && frames.listed("saying_verbs", &lemma);
    Some(Trigger {
        word,
        entry: found.map(|(entry, _)| entry),
        particle: found.and_then(|(_, particle)| particle),
        saying,
        clause,
    })
}

fn noun_trigger<'s, 'd>(
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
    word: usize,
) -> Option<Trigger<'s, 'd>> {
    let lemma = syntax.lemma(word).to_lowercase();
    let singular = lemma.strip_suffix('s').filter(|_| syntax.pos(word) == "PROPN").unwrap_or(&lemma);
    let has_patterns = !frames.patterns(WordKind::Noun, &lemma).is_empty();
    let saying = frames.listed("saying_nouns", &lemma);
    let everyday = frames.listed("event_nouns", &lemma) || frames.listed("event_nouns", singular);
    let verbal = syntax.tag(word) == "NN" && lemma.ends_with("ing") && lemma.len() > 5;
    let everyday = everyday
        || syntax.pos(word) == "NOUN"
            && frames.named_like_event(&lemma)
            && !frames.listed("not_events", &lemma);
    if !has_patterns && !saying && !everyday && !verbal {
        return None;
    }
    if matches!(entities.label(word), "DATE" | "TIME" | "MONEY" | "PERCENT" | "CARDINAL") {
        return None;
    }
    let in_name = syntax.pos(word) == "PROPN"
        && !matches!(entities.label(word), "" | "EVENT")
        && !frames.listed("event_nouns", singular);
    if in_name || syntax.dep(word) == "compound" && !entities.label(word).is_empty() {
        return None;
    }
    let clause = Clause::noun(syntax, frames, entities, word);
    // "air strike" is another word than "strike".
    let modifier = syntax.doc.children(word).rfind(|&child| syntax.dep(child) == "compound");
    let compound = modifier.map(|modifier| format!("{}{lemma}", syntax.lemma(modifier).to_lowercase()));
    let mut found = compound.and_then(|compound| best(frames, WordKind::Noun, &compound, &clause));
    if found.is_none() {
        found = best(frames, WordKind::Noun, &lemma, &clause);
    }
    if found.is_none() && verbal {
        found = ["", "e"].iter().find_map(|ending| {
            let stem = format!("{}{ending}", lemma.strip_suffix("ing").unwrap_or(&lemma));
            let mut undoubled = stem.clone();
            if ends_doubled(&undoubled) {
                undoubled.pop();
            }
            best(frames, WordKind::Verb, &stem, &clause)
                .or_else(|| best(frames, WordKind::Verb, &undoubled, &clause))
        });
    }
    if found.is_none() && !saying && !everyday {
        return None;
    }
    Some(Trigger {
        word,
        entry: found.map(|(entry, _)| entry),
        particle: None,
        saying: saying && found.is_none(),
        clause,
    })
}

fn adjective_trigger<'s, 'd>(
    syntax: Syntax<'d>,
    frames: &'s Frames,
    entities: &'s Entities<'s>,
    word: usize,
) -> Option<Trigger<'s, 'd>> {
    let lemma = syntax.doc.lower(word);
    let has_patterns = !frames.patterns(WordKind::Adjective, &lemma).is_empty();
    let everyday = frames.listed("event_adjectives", &lemma) && !matches!(syntax.dep(word), "amod");
    if !has_patterns && !everyday {
        return None;
    }
    let clause = Clause::adjective(syntax, frames, entities, word);
    let found = best(frames, WordKind::Adjective, &lemma, &clause);
    if found.is_none() && !everyday {
        return None;
    }
    Some(Trigger { word, entry: found.map(|(entry, _)| entry), particle: None, saying: false, clause })
}
