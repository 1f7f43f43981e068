//! What the models look at: grammar, tags, closed word lists, and the classes of the lexicon.

use super::candidates::{Candidate, Content, Source, preposition_name};
use super::model::Sink;
use super::reader::Reader;

/// A lemma by name where the lexicon lists it as such, so that no other word of a text becomes a feature.
fn listed_lemma<'r>(reader: &'r Reader<'_>, token: usize) -> &'r str {
    let lemma = reader.lemma(token);
    if lemma == "accord" || !reader.classes(token).is_empty() { lemma } else { "-" }
}

/// Pronouns, a closed class.
fn pronoun(reader: &Reader<'_>, token: usize) -> &'static str {
    const PRONOUNS: &[&str] = &[
        "he", "she", "it", "they", "i", "we", "you", "who", "that", "which", "this", "these", "those", "one",
        "some", "many", "there", "what", "everyone", "anyone", "someone", "nobody", "others", "his", "her",
        "their", "its", "my", "our", "your",
    ];
    let word = reader.doc.word(token);
    PRONOUNS.iter().find(|pronoun| pronoun.eq_ignore_ascii_case(word)).copied().unwrap_or("-")
}

/// Auxiliaries, a closed class.
fn auxiliary(reader: &Reader<'_>, token: usize) -> &'static str {
    const AUXILIARIES: &[&str] = &[
        "will", "would", "can", "could", "may", "might", "must", "shall", "should", "to", "do", "have", "be",
    ];
    let lemma = reader.lemma(token);
    let word = reader.doc.word(token);
    let known = |name: &&&str| name.eq_ignore_ascii_case(word) || **name == lemma;
    AUXILIARIES.iter().find(known).copied().unwrap_or(match word {
        "'ll" | "’ll" => "will",
        "'d" | "’d" => "would",
        _ => "-",
    })
}

fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 | 4 => "3",
        5..=7 => "5",
        8..=12 => "8",
        13..=20 => "13",
        21..=40 => "21",
        _ => "41",
    }
}

fn yes(condition: bool) -> &'static str {
    if condition { "y" } else { "n" }
}

/// What kind of words head a source.
fn source_kind<'r>(reader: &'r Reader<'_>, head: usize) -> &'r str {
    match reader.pos(head) {
        "PRON" | "DET" => pronoun(reader, head),
        "PROPN" => match reader.entity(head) {
            "" => "PROPN",
            label => label,
        },
        pos => pos,
    }
}

/// Features of one source among those of a candidate.
pub(crate) fn describe_source(
    reader: &Reader<'_>,
    candidate: &Candidate,
    source: &Source,
    all: &[Source],
    sink: &mut impl Sink,
) {
    let cue = candidate.head;
    let relation = source.relation.as_str();
    let shape = candidate.shape.as_str();
    let dep = reader.dep(cue);
    let first = all.first().map_or("", |first| first.relation.as_str());
    sink.add("relation", &[relation]);
    sink.add("relation-shape", &[relation, shape]);
    sink.add("relation-tag", &[relation, reader.tag(cue)]);
    sink.add("relation-dep", &[relation, dep]);
    sink.add("relation-passive", &[relation, yes(reader.is_passive(cue))]);
    sink.add("relation-first", &[relation, first]);
    sink.add("relation-lemma", &[relation, listed_lemma(reader, candidate.meaning)]);
    for class in reader.cues.names(reader.classes(candidate.meaning)) {
        sink.add("relation-class", &[relation, class]);
    }
    let Some(head) = source.head else { return };
    let kind = source_kind(reader, head);
    sink.add("kind", &[kind]);
    sink.add("relation-kind", &[relation, kind]);
    sink.add("shape-kind", &[shape, kind]);
    sink.add("distance", &[bucket(head.abs_diff(cue)), yes(head < cue)]);
    sink.add("quoted", &[yes(reader.quotes.of(head).is_some()), yes(reader.quotes.of(cue).is_some())]);
    sink.add("noun-class", &[yes(!reader.classes(head).is_empty())]);
    sink.add("length", &[bucket(source.tokens.len())]);
    sink.add("same-quotation", &[yes(reader.quotes.of(head) == reader.quotes.of(cue)), relation]);
}

/// Features of one content among those of a candidate.
pub(crate) fn describe_content(
    reader: &Reader<'_>,
    candidate: &Candidate,
    source: &Source,
    content: &Content,
    all: &[Content],
    sink: &mut impl Sink,
) {
    let cue = candidate.head;
    let relation = content.relation.as_str();
    let shape = candidate.shape.as_str();
    let dep = reader.dep(cue);
    let classes = reader.classes(candidate.meaning);
    let preposition = content.preposition.map_or("-", |token| preposition_name(reader, token));
    let length = bucket(content.tokens.len());
    sink.add("relation", &[relation]);
    sink.add("relation-shape", &[relation, shape]);
    sink.add("relation-dep", &[relation, dep]);
    sink.add("relation-length", &[relation, length]);
    sink.add("relation-tag", &[relation, reader.tag(cue)]);
    sink.add("relation-source", &[relation, &source.relation]);
    sink.add("relation-passive", &[relation, yes(reader.is_passive(cue))]);
    sink.add("relation-lemma", &[relation, listed_lemma(reader, candidate.meaning)]);
    sink.add("preposition", &[preposition, shape]);
    sink.add("preposition-lemma", &[preposition, listed_lemma(reader, candidate.meaning)]);
    for class in reader.cues.names(classes) {
        sink.add("relation-class", &[relation, class]);
        sink.add("preposition-class", &[preposition, class]);
    }
    for other in all {
        if other.relation != content.relation {
            sink.add("relation-beside", &[relation, &other.relation]);
        }
    }
    if let Some(head) = content.head {
        sink.add("head-pos", &[reader.pos(head), relation]);
        sink.add("head-pos-length", &[reader.pos(head), length]);
        sink.add("distance", &[bucket(head.abs_diff(cue)), relation]);
    }
    sink.add("pieces", &[bucket(content.tokens.n_pieces()), relation]);
    let quotes = &reader.quotes;
    let n_quoted = content.tokens.tokens().filter(|&token| quotes.of(token).is_some()).count();
    let share = n_quoted * 4 / content.tokens.len().max(1);
    let own = quotes.of(cue).is_some();
    sink.add("quoted", &[bucket(share), yes(own)]);
    sink.add("quoted-relation", &[bucket(share), relation, yes(own)]);
    let first = content.tokens.first().unwrap_or(cue);
    let last = content.tokens.last().unwrap_or(cue);
    let side = if last < cue {
        "left"
    } else if first > cue {
        "right"
    } else {
        "both"
    };
    let gap = if side == "left" {
        (last + 1..cue).filter(|&token| !reader.is_mark(token) && !source.tokens.contains(token)).count()
    } else if side == "right" {
        (cue + 1..first).filter(|&token| !reader.is_mark(token) && !source.tokens.contains(token)).count()
    } else {
        0
    };
    sink.add("gap", &[side, bucket(gap)]);
    sink.add("gap-relation", &[relation, bucket(gap)]);
    let sentence = reader.sentence(cue);
    let rest = (last + 1..sentence.end).filter(|&token| !reader.is_mark(token)).count();
    sink.add("rest", &[side, bucket(rest)]);
    let opening = opening(reader, first);
    sink.add("opening", &[opening, side]);
    sink.add("opening-relation", &[opening, relation]);
    let has_verb =
        content.tokens.tokens().any(|token| matches!(reader.tag(token), "VBD" | "VBZ" | "VBP" | "MD"));
    sink.add("finite", &[yes(has_verb), relation]);
    sink.add("holds-verb", &[yes(has_verb), side, length]);
    let holds_source = source.head.is_some_and(|head| first < head && head < last);
    sink.add("around-source", &[yes(holds_source), relation]);
    sink.add("beyond-sentence", &[yes(first < sentence.start || sentence.end <= last), relation]);
    sink.add(
        "before-comma",
        &[yes(reader.next_word(last + 1).is_some_and(|next| reader.doc.word(next) == ",")), relation],
    );
}

/// The closed-class word that opens a content.
fn opening(reader: &Reader<'_>, first: usize) -> &'static str {
    const OPENINGS: &[&str] = &[
        "that", "to", "whether", "if", "what", "how", "why", "who", "when", "where", "the", "a", "his",
        "her", "their", "it", "he", "she", "they", "there", "so", "not",
    ];
    let word = reader.doc.word(first);
    let known = OPENINGS.iter().find(|opening| opening.eq_ignore_ascii_case(word)).copied();
    known.unwrap_or(if reader.quotes.of(first).is_some() {
        "mark"
    } else {
        match reader.pos(first) {
            "PROPN" => "name",
            "VERB" | "AUX" => "verb",
            "NUM" => "number",
            "ADP" => "preposition",
            _ => "-",
        }
    })
}

/// What was found best for a candidate, and how sure.
pub(crate) struct Best<'b> {
    pub(crate) source: &'b Source,
    pub(crate) content: Option<&'b Content>,
    /// Lead of the best source and content over the next.
    pub(crate) content_score: f32,
}

/// Features of a candidate by itself.
pub(crate) fn describe_cue(
    reader: &Reader<'_>,
    candidate: &Candidate,
    best: &Best<'_>,
    sink: &mut impl Sink,
) {
    let cue = candidate.head;
    let meaning = candidate.meaning;
    let shape = candidate.shape.as_str();
    let lemma = listed_lemma(reader, meaning);
    let (tag, dep) = (reader.tag(cue), reader.dep(cue));
    let source = best.source.relation.as_str();
    let kind = best.source.head.map_or("none", |head| source_kind(reader, head));
    let content = best.content.map_or("none", |content| content.relation.as_str());
    let preposition = best
        .content
        .and_then(|content| content.preposition)
        .map_or("-", |token| preposition_name(reader, token));
    let passive = yes(reader.is_passive(cue));
    let in_quotation = yes(reader.quotes.of(cue).is_some());

    sink.add("bias", &[]);
    sink.add("shape", &[shape]);
    sink.add("lemma", &[lemma, shape]);
    sink.add("tag", &[tag, shape]);
    sink.add("dep", &[dep, shape]);
    sink.add("source", &[source, shape]);
    sink.add("kind", &[kind, shape]);
    sink.add("content", &[content, shape]);
    sink.add("source-content", &[source, content]);
    sink.add("kind-content", &[kind, content]);
    sink.add("kind-tag", &[kind, tag]);
    sink.add("lemma-content", &[lemma, content, preposition]);
    sink.add("lemma-kind", &[lemma, kind]);
    sink.add("lemma-tag", &[lemma, tag]);
    sink.add("lemma-quotation", &[lemma, in_quotation]);
    sink.add("tag-dep", &[tag, dep]);
    sink.add("passive", &[passive, shape]);
    sink.add("passive-content", &[passive, content]);
    sink.add("preposition", &[preposition, shape]);
    sink.add("in-quotation", &[in_quotation, shape]);
    sink.add("in-quotation-kind", &[in_quotation, kind]);
    let classes: Vec<&str> = reader.cues.names(reader.classes(meaning)).collect();
    if classes.is_empty() {
        sink.add("class", &["none", shape]);
        sink.add("class-content", &["none", content, preposition]);
        sink.add("class-kind", &["none", kind]);
    }
    for class in &classes {
        sink.add("class", &[class, shape]);
        sink.add("class-content", &[class, content, preposition]);
        sink.add("class-source", &[class, source]);
        sink.add("class-kind", &[class, kind]);
        sink.add("class-tag", &[class, tag]);
        sink.add("class-dep", &[class, dep]);
        sink.add("class-passive", &[class, passive]);
        sink.add("class-quotation", &[class, in_quotation]);
    }
    describe_verb_group(reader, cue, &classes, sink);
    describe_argument(reader, best, &classes, shape, sink);
    describe_heads(reader, cue, &classes, sink);
    let paragraph = reader.paragraph(cue);
    sink.add("headline", &[yes(paragraph == 0), shape]);
    let sentence = reader.sentence(cue);
    let is_question = reader.previous_word(sentence.end).is_some_and(|last| reader.doc.word(last) == "?");
    sink.add("question", &[yes(is_question), in_quotation]);
}

/// Auxiliaries, negation, particles: "would say", "did not say".
fn describe_verb_group(reader: &Reader<'_>, cue: usize, classes: &[&str], sink: &mut impl Sink) {
    for child in reader.doc.children(cue) {
        match reader.dep(child) {
            "aux" => {
                let name = auxiliary(reader, child);
                sink.add("auxiliary", &[name]);
                sink.add("auxiliary-tag", &[name, reader.tag(cue)]);
                for class in classes {
                    sink.add("auxiliary-class", &[name, class]);
                }
            }
            "neg" => {
                sink.add("negated", &[]);
                for class in classes {
                    sink.add("negated-class", &[class]);
                }
            }
            "mark" => sink.add("marker", &[opening(reader, child)]),
            "prt" => sink.add("particle", &[preposition_name(reader, child)]),
            dep @ ("ccomp" | "xcomp" | "dobj" | "dative" | "advcl" | "parataxis" | "acomp" | "attr"
            | "oprd" | "advmod") => {
                let side = if child < cue { "<" } else { ">" };
                sink.add("argument", &[dep, side]);
                for class in classes {
                    sink.add("argument-class", &[dep, side, class]);
                }
            }
            _ => {}
        }
    }
}

/// The content's own words: is it a clause, a quotation, a name, a noun that reports itself?
fn describe_argument(
    reader: &Reader<'_>,
    best: &Best<'_>,
    classes: &[&str],
    shape: &str,
    sink: &mut impl Sink,
) {
    let Some(content) = best.content else { return };
    let n_quoted = content.tokens.tokens().filter(|&token| reader.quotes.of(token).is_some()).count();
    let share = bucket(n_quoted * 4 / content.tokens.len().max(1));
    let length = bucket(content.tokens.len());
    sink.add("quoted", &[share, shape]);
    sink.add("quoted-content", &[share, &content.relation]);
    sink.add("content-length", &[length, &content.relation]);
    for class in classes {
        sink.add("class-quoted", &[class, share]);
    }
    if let Some(head) = content.head {
        let pos = reader.pos(head);
        sink.add("content-pos", &[pos, shape]);
        let tag = reader.tag(head);
        let subject = reader.child(head, &["nsubj", "nsubjpass"]).is_some();
        sink.add("content-tag", &[tag, yes(subject), &content.relation]);
        let entity = if pos == "PROPN" { reader.entity(head) } else { "" };
        sink.add("content-entity", &[entity, &content.relation]);
        let mut nouns = reader.cues.names(reader.classes(head)).peekable();
        if nouns.peek().is_none() {
            sink.add("content-class", &["none", pos]);
        }
        for noun in nouns {
            sink.add("content-class", &[noun, &content.relation]);
        }
        for class in classes {
            sink.add("class-content-pos", &[class, pos, &content.relation]);
            sink.add("class-content-entity", &[class, entity]);
        }
    }
    for &word in &content.cue_words {
        for noun in reader.cues.names(reader.classes(word)) {
            sink.add("cue-noun", &[noun]);
            for class in classes {
                sink.add("class-cue-noun", &[class, noun]);
            }
        }
    }
    if let Some(first) = content.tokens.first() {
        let opening = opening(reader, first);
        sink.add("opening", &[opening, shape]);
        for class in classes {
            sink.add("class-opening", &[class, opening]);
        }
    }
    let score = if best.content_score > 0.9 {
        "sure"
    } else if best.content_score > 0.6 {
        "likely"
    } else if best.content_score > 0.35 {
        "unsure"
    } else {
        "guess"
    };
    sink.add("content-score", &[score, shape]);
}

/// What governs the cue: a clause of another reporting word is that word's content.
fn describe_heads(reader: &Reader<'_>, cue: usize, classes: &[&str], sink: &mut impl Sink) {
    let mut token = cue;
    let mut path = String::new();
    for level in 0..5 {
        let Some(head) = reader.doc.head(token) else { break };
        let dep = reader.dep(token);
        if level < 2 {
            path.push_str(dep);
            path.push('.');
        }
        let dep_name = if level == 0 { dep } else { path.as_str() };
        if level < 2 {
            sink.add("head-pos", &[reader.pos(head), dep_name]);
        }
        for class in reader.cues.names(reader.classes(head)) {
            sink.add("head-class", &[class, dep, if level == 0 { "0" } else { "1" }]);
            if level == 0 {
                sink.add("head-lemma", &[listed_lemma(reader, head), dep]);
            }
        }
        token = head;
    }
    sink.add("depth", &[bucket(reader.doc.ancestors(cue).take(8).count())]);
    for class in classes {
        let root = reader.doc.head(cue).is_none();
        sink.add("class-root", &[class, yes(root)]);
    }
}

/// What the first reading found around a candidate.
pub(crate) struct Around {
    /// The candidate's own score.
    pub(crate) own: f32,
    /// The best probability of a candidate whose content holds this cue.
    pub(crate) outer: f32,
    /// The classes' shape of that candidate: in a quotation, a clause, an object.
    pub(crate) outer_relation: String,
    /// The best probability of a candidate whose cue stands in this content.
    pub(crate) inner: f32,
    /// The best probability of another candidate with much the same content.
    pub(crate) rival: f32,
    /// Whether the outer content is much wider than this candidate's.
    pub(crate) outer_wide: bool,
}

/// Features of a candidate among the others.
pub(crate) fn describe_context(
    reader: &Reader<'_>,
    candidate: &Candidate,
    best: &Best<'_>,
    around: &Around,
    sink: &mut impl Sink,
) {
    let steps = |probability: f32| {
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9"][(probability.clamp(0.0, 1.0) * 10.0) as usize]
    };
    let shape = candidate.shape.as_str();
    let content = best.content.map_or("none", |content| content.relation.as_str());
    let in_quotation = yes(reader.quotes.of(candidate.head).is_some());
    sink.add("bias", &[]);
    sink.add_scaled("own", &[], around.own.clamp(-6.0, 6.0));
    sink.add("own-outer", &[steps(super::model::probability(around.own)), steps(around.outer)]);
    sink.add("outer", &[steps(around.outer)]);
    sink.add("outer-shape", &[steps(around.outer), shape]);
    sink.add("outer-quotation", &[steps(around.outer), in_quotation]);
    sink.add("outer-relation", &[steps(around.outer), &around.outer_relation]);
    sink.add("inner", &[steps(around.inner)]);
    sink.add("inner-content", &[steps(around.inner), content]);
    sink.add("inner-own", &[steps(around.inner), steps(super::model::probability(around.own))]);
    sink.add("rival", &[steps(around.rival)]);
    sink.add("rival-own", &[steps(around.rival), steps(super::model::probability(around.own))]);
    sink.add("outer-wide", &[steps(around.outer), yes(around.outer_wide)]);
    for class in reader.cues.names(reader.classes(candidate.meaning)) {
        sink.add("class-outer", &[class, steps(around.outer)]);
        sink.add("class-inner", &[class, steps(around.inner)]);
    }
}
