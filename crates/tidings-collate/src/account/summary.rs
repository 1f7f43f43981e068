//! One line for an event: who does what to whom, in the words of the report that tells it best.

use tidings_extract::{Modality, Statement};
use tidings_nlp::Doc;
use tidings_text::{Span, wire};

use super::Context;
use super::draft::Draft;
use super::merge::statement;
use crate::events::Claim;
use crate::told::Field;

/// Words that a summary's predicate may hold.
const MOST_WORDS: usize = 16;

/// Returns an event's summary.
pub(super) fn summary(context: &Context<'_>, draft: &Draft) -> String {
    let candidates = draft.affirmed.iter().filter_map(|claim| {
        let line = line(context, draft, claim)?;
        Some((fitness(context, claim, &line), claim.at, line))
    });
    let best = candidates.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    capitalise(&best.map_or_else(|| draft.frame.replace('-', " "), |(_, _, line)| line.text()))
}

/// A summary in parts.
#[derive(Debug)]
struct Line {
    subject: String,
    verb: String,
    rest: String,
}

impl Line {
    fn text(&self) -> String {
        let parts = [self.subject.as_str(), self.verb.as_str(), self.rest.as_str()];
        let joined: Vec<&str> =
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        let line = joined.join(" ");
        line.trim_end_matches([',', ';', ':', '-', '–', '"', '“', ' ', '.']).to_owned()
    }
}

/// How well a claim's words make a line: a verb with somebody who does it and something after it, not too long.
fn fitness(context: &Context<'_>, claim: &Claim, line: &Line) -> f64 {
    let n_words = line.rest.split_whitespace().count();
    let flag = |value: bool| f64::from(u8::from(value));
    let asserted = statement(context.reports, claim.at)
        .is_some_and(|statement| matches!(statement.modality, Modality::Asserted | Modality::Announced));
    3.0 * flag(claim.verb)
        + 2.0 * flag(!line.subject.is_empty())
        + 1.5 * flag(n_words > 0)
        + flag(asserted)
        + 0.5 * flag(claim.at.field == Field::Title)
        + flag(!claim.recipients.is_empty())
        + 0.4 * flag(claim.location.is_some())
        - 0.12 * (n_words as f64 - 8.0).abs()
        - 1.5 * flag(has_pronoun(&line.rest) || has_pronoun(&line.subject))
        - 0.6 * flag(line.rest.contains(['"', '“', '”']))
}

fn has_pronoun(words: &str) -> bool {
    const PRONOUNS: &[&str] = &[
        "it", "he", "she", "they", "them", "him", "her", "his", "its", "their", "who", "which", "that",
        "this", "we", "i", "you", "us", "our", "my",
    ];
    words.split(|c: char| !c.is_alphanumeric()).any(|word| PRONOUNS.contains(&word.to_lowercase().as_str()))
}

fn line(context: &Context<'_>, draft: &Draft, claim: &Claim) -> Option<Line> {
    let told = context.reports.get(claim.at.report)?;
    let doc = told.doc(claim.at.field)?;
    let statement = statement(context.reports, claim.at)?;
    let head = statement.head;
    let known = |names: &[wire::ActorName]| {
        !names.is_empty()
            && names.iter().all(|name| context.knowledge.actors.get(&name.id.as_str().into()).is_some())
    };
    // Known actors under their usual names; else the words of this one statement.
    let recipients = joined_names(&draft.recipients);
    let renames = known(&draft.recipients);
    let own_actors: Vec<wire::ActorName> = claim
        .actors
        .iter()
        .filter(|party| !party.name.contains('\n'))
        .map(|party| wire::ActorName { id: String::new(), name: party.name.clone() })
        .collect();
    let actors = if known(&draft.actors) { joined_names(&draft.actors) } else { joined_names(&own_actors) };
    let passive = doc.child(head, "nsubjpass").or_else(|| {
        // "territory held by rebels": the noun above is what it is done to.
        let bare = &*doc.tokens()[head].tag == "VBN" && doc.child(head, "nsubj").is_none();
        doc.head(head).filter(|_| bare && matches!(&*doc.tokens()[head].dep, "acl" | "relcl"))
    });
    let verb_like = matches!(&*doc.tokens()[head].pos, "VERB" | "AUX");
    if !verb_like {
        return Some(Line {
            subject: actors,
            verb: String::new(),
            rest: noun_phrase(doc, head, statement, &recipients, renames),
        });
    }
    let mut rest = Vec::new();
    for child in doc.children(head) {
        let dep = &*doc.tokens()[child].dep;
        let keep = match dep {
            "prt" | "dobj" | "dative" | "oprd" | "attr" | "acomp" | "agent" | "npadvmod" => true,
            "prep" | "xcomp" => child > head,
            "advmod" => child > head && doc.tokens()[child].lemma.len() < 8,
            _ => false,
        };
        if keep {
            rest.push(child);
        }
    }
    let rest = phrase(doc, &rest, statement, &recipients, renames);
    let spelled = |subject: usize| {
        let words = own_words(doc, subject);
        (!has_pronoun(&words)).then(|| (words, is_plural(doc, subject)))
    };
    let (subject, plural) = match passive {
        Some(_) if renames => (recipients.clone(), draft.recipients.len() > 1),
        Some(subject) => spelled(subject).unwrap_or_else(|| (recipients.clone(), draft.recipients.len() > 1)),
        None if known(&draft.actors) => (actors, draft.actors.len() > 1),
        None => {
            let own = doc.child(head, "nsubj").and_then(spelled);
            own.unwrap_or_else(|| {
                let plural = own_actors.len() > 1 || names_many(&actors);
                (actors, plural)
            })
        }
    };
    let lemma = doc.tokens()[head].lemma.to_lowercase();
    let negated = draft.negative;
    let verb = match (passive.is_some(), statement.modality) {
        (true, Modality::Planned) => format!("{} to be {}", be(plural), doc.lower(head)),
        (true, _) if negated => format!("{} not {}", be(plural), doc.lower(head)),
        (true, _) => format!("{} {}", be(plural), doc.lower(head)),
        (false, Modality::Planned) => format!("{} to {lemma}", be(plural)),
        (false, Modality::Threatened) => {
            format!("{} to {lemma}", if plural { "threaten" } else { "threatens" })
        }
        (false, Modality::Demanded) => format!("{} called on to {lemma}", be(plural)),
        (false, Modality::Possible) => format!("may {lemma}"),
        (false, _) if negated => format!("{} not {lemma}", if plural { "do" } else { "does" }),
        (false, _) if plural => lemma,
        (false, _) => third_person(&lemma),
    };
    (!has_pronoun(&subject)).then_some(Line { subject, verb, rest })
}

fn noun_phrase(doc: &Doc, head: usize, statement: &Statement, recipients: &str, renames: bool) -> String {
    let mut parts: Vec<usize> = doc
        .children(head)
        .filter(|&child| matches!(&*doc.tokens()[child].dep, "amod" | "compound" | "prep" | "nummod"))
        .collect();
    parts.push(head);
    parts.sort_unstable();
    let words = parts.iter().map(|&part| {
        if part == head {
            doc.word(head).to_owned()
        } else {
            phrase(doc, &[part], statement, recipients, renames)
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns the words of dependents, cut where clauses hang on them, with the recipients under their usual names.
fn phrase(doc: &Doc, heads: &[usize], statement: &Statement, recipients: &str, renames: bool) -> String {
    let mut tokens: Vec<usize> = Vec::new();
    for &head in heads {
        gather(doc, head, &mut tokens);
    }
    tokens.sort_unstable();
    tokens.dedup();
    let mut spans: Vec<Span> = statement.recipients.iter().map(|party| party.span).collect();
    spans.sort_unstable();
    let covered = spans.first().zip(spans.last()).map(|(first, last)| first.cover(*last));
    // A far-flung set is left in the report's words.
    let covered = covered.filter(|span| renames && span.len() < 120);
    let mut out = String::new();
    let mut placed = false;
    let mut last_end = None;
    let mut n_words = 0;
    for &token in &tokens {
        let span = doc.tokens()[token].span;
        if covered.is_some_and(|covered| covered.overlaps(span)) {
            if !placed {
                // The article before the old words goes with them.
                if out.ends_with(" the") || out == "the" {
                    out.truncate(out.len() - 3);
                }
                push_word(&mut out, recipients, true);
                placed = true;
            }
            last_end = Some(span.end);
            continue;
        }
        if n_words >= MOST_WORDS {
            break;
        }
        let word = doc.word(token);
        if word.trim().is_empty() {
            continue;
        }
        let joined = last_end == Some(span.start);
        push_word(&mut out, word, !joined);
        last_end = Some(span.end);
        n_words += 1;
    }
    out.trim().to_owned()
}

fn push_word(out: &mut String, word: &str, spaced: bool) {
    if spaced && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(word);
}

fn gather(doc: &Doc, head: usize, found: &mut Vec<usize>) {
    found.push(head);
    for child in doc.children(head) {
        let cut = matches!(
            &*doc.tokens()[child].dep,
            "relcl" | "advcl" | "acl" | "appos" | "parataxis" | "ccomp" | "dep"
        ) || (&*doc.tokens()[child].dep == "punct"
            && !matches!(doc.word(child), "-" | "'" | "’" | "%" | "$" | "\"" | "“" | "”"));
        if !cut && found.len() < 60 {
            gather(doc, child, found);
        }
    }
}

fn own_words(doc: &Doc, head: usize) -> String {
    let mut tokens = Vec::new();
    gather(doc, head, &mut tokens);
    tokens.sort_unstable();
    let mut out = String::new();
    let mut last_end = None;
    for token in tokens.into_iter().take(MOST_WORDS) {
        let span = doc.tokens()[token].span;
        push_word(&mut out, doc.word(token).trim(), last_end != Some(span.start));
        last_end = Some(span.end);
    }
    out
}

fn is_plural(doc: &Doc, subject: usize) -> bool {
    let token = &doc.tokens()[subject];
    matches!(&*token.tag, "NNS" | "NNPS")
        || doc.children(subject).any(|child| &*doc.tokens()[child].dep == "conj")
        || matches!(doc.lower(subject).as_str(), "they" | "we" | "i" | "you")
}

/// Says whether a name or description means several: "at least seven people", "survivors", "police".
fn names_many(name: &str) -> bool {
    const MANY: &[&str] = &["people", "men", "women", "children", "police", "dead", "others", "both", "all"];
    let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    MANY.contains(&last.as_str())
        || (name.starts_with(char::is_lowercase) && last.ends_with('s') && !last.ends_with("ss"))
}

fn joined_names(actors: &[wire::ActorName]) -> String {
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= 4 => format!("{} and {last}", first.join(", ")),
        [..] => format!("{} and {} more", names[..3].join(", "), names.len() - 3),
    }
}

fn be(plural: bool) -> &'static str {
    if plural { "are" } else { "is" }
}

/// Returns the third person singular of a verb.
fn third_person(lemma: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| lemma.ends_with(ending));
    match lemma {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        _ if ends(&["s", "x", "z", "ch", "sh", "o"]) => format!("{lemma}es"),
        _ if lemma.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) => {
            format!("{}ies", &lemma[..lemma.len() - 1])
        }
        _ => format!("{lemma}s"),
    }
}

fn capitalise(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_in_the_third_person() {
        for (lemma, expected) in [
            ("sever", "severs"),
            ("launch", "launches"),
            ("deny", "denies"),
            ("pay", "pays"),
            ("go", "goes"),
            ("be", "is"),
        ] {
            assert_eq!(third_person(lemma), expected);
        }
    }
}
