//! One line for an event: who does what to whom, in the words of the report that tells it best, or in those of its
//! frame where all who take part are known.

use tidings_extract::{Modality, Participant, Statement};
use tidings_nlp::Doc;
use tidings_text::wire;

use super::Context;
use super::draft::Draft;
use super::merge::statement;
use super::phrase::{Wording, has_pronoun, listed, names_many, possessive, tidy};
use crate::events::Claim;
use crate::passages::words::is_function;
use crate::told::Field;

/// What a line of a frame's own words counts beside lines in the words of reports.
const GLOSS_FITNESS: f64 = 8.0;

/// An event in one line.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    /// The line.
    pub(super) text: String,
    /// Whether it says something to a reader who has nothing else: no pronoun, no verb without what it needs.
    pub(super) whole: bool,
}

/// Returns an event's summary.
pub(super) fn summary(context: &Context<'_>, draft: &Draft) -> Summary {
    // The main happening is what happened, before whom it hurt.
    let is_act =
        |claim: &Claim| context.happening.is_some_and(|happening| happening.is_act(claim.at) && claim.verb);
    let by_act = draft.main && draft.affirmed.iter().any(is_act);
    let told = draft.affirmed.iter().filter(|claim| !by_act || is_act(claim)).filter_map(|claim| {
        let line = line(context, draft, claim)?;
        Some((fitness(context, claim, &line), claim.at, line))
    });
    let best = told.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    let own = gloss(context, draft);
    let short = |line: &Line| line.rest.split_whitespace().count() < 8;
    let (text, whole) = match (best, own) {
        (Some((fitness, _, line)), Some(_)) if fitness > GLOSS_FITNESS && short(&line) => (line.text(), true),
        (_, Some(own)) => (own, true),
        (Some((_, _, line)), None) => (line.text(), line.whole),
        (None, None) => (bare(draft), false),
    };
    Summary { text: capitalise(&text), whole: whole && text.contains(' ') }
}

/// A summary in parts.
#[derive(Debug)]
struct Line {
    subject: String,
    verb: String,
    rest: String,
    /// Whether a pronoun in it means nothing outside its report.
    vague: bool,
    whole: bool,
}

impl Line {
    fn text(&self) -> String {
        let parts = [self.subject.as_str(), self.verb.as_str(), self.rest.as_str()];
        let joined: Vec<&str> =
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        tidy(&joined.join(" "))
    }
}

/// How well a claim's words make a line: a verb with somebody who does it and something after it, not too long.
fn fitness(context: &Context<'_>, claim: &Claim, line: &Line) -> f64 {
    let n_words = line.rest.split_whitespace().count();
    let n_subject = line.subject.split_whitespace().count();
    let flag = |value: bool| f64::from(u8::from(value));
    let asserted = statement(context.reports, claim.at)
        .is_some_and(|statement| matches!(statement.modality, Modality::Asserted | Modality::Announced));
    3.0 * flag(claim.verb)
        + 2.0 * flag(!line.subject.is_empty())
        + 1.5 * flag(n_words > 0)
        + flag(asserted)
        + flag(claim.said)
        + 1.5 * flag(claim.at.field == Field::Title)
        + 0.5 * flag(claim.at.field == Field::Text && claim.sentence < 4)
        + flag(!claim.recipients.is_empty())
        + 0.4 * flag(claim.location.is_some())
        - 0.12 * (n_words as f64 - 8.0).abs()
        - 0.25 * n_subject.saturating_sub(5) as f64
        - 4.0 * flag(line.vague)
        - 2.0 * flag(line.subject.contains('\n') || line.rest.contains('\n'))
}

/// Says whether all of these are fixed actors, and at least one.
fn known(context: &Context<'_>, names: &[wire::ActorName]) -> bool {
    !names.is_empty()
        && names.iter().all(|name| context.knowledge.actors.get(&name.id.as_str().into()).is_some())
}

/// Returns the line of the frame's own words, where all who take part are known to the tables.
fn gloss(context: &Context<'_>, draft: &Draft) -> Option<String> {
    let gloss = context.knowledge.frames.gloss(&draft.frame)?;
    if !known(context, &draft.actors) {
        return None;
    }
    let recipients: Vec<wire::ActorName> = draft
        .recipients
        .iter()
        .filter(|recipient| draft.actors.iter().all(|actor| actor.id != recipient.id))
        .cloned()
        .collect();
    let (fixed, joint) = gloss
        .split_once('[')
        .map_or((gloss, ""), |(fixed, rest)| (fixed.trim_end(), rest.trim_end_matches(']')));
    let needs_recipients = joint.is_empty();
    if needs_recipients && !known(context, &recipients) {
        return None;
    }
    let (lemma, rest) = fixed.split_once(' ').unwrap_or((fixed, ""));
    let plural = draft.actors.len() > 1;
    let modality = draft.affirmed.first().and_then(|claim| statement(context.reports, claim.at))?.modality;
    let verb = active(lemma, plural, modality, draft.negative);
    let towards = if recipients.is_empty() { "" } else { joint };
    let parts =
        [joined_names(&draft.actors), verb, rest.to_owned(), towards.to_owned(), joined_names(&recipients)];
    Some(parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// Takes off what stands before a line's first sentence: a bullet, a dateline's town.
fn without_line_head(words: &str) -> &str {
    let words =
        words.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '$' | '£' | '€' | '\''));
    match words.split_once([' ']).map(|_| words.rsplit_once(" - ").or_else(|| words.rsplit_once(" -"))) {
        Some(Some((town, rest)))
            if town.chars().next().is_some_and(char::is_uppercase) && town.len() < 30 =>
        {
            rest.trim_start()
        }
        _ => words,
    }
}

/// Returns the line of an event of which no report gives a usable clause.
fn bare(draft: &Draft) -> String {
    let what = draft.frame.replace('-', " ");
    let who = joined_names(&draft.actors);
    let whom = joined_names(&draft.recipients);
    [who, what, whom].iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn line(context: &Context<'_>, draft: &Draft, claim: &Claim) -> Option<Line> {
    let told = context.reports.get(claim.at.report)?;
    let doc = told.doc(claim.at.field)?;
    let statement = statement(context.reports, claim.at)?;
    let wording = Wording { doc, mentions: &told.found(claim.at.field).mentions };
    let head = statement.head;
    // Known recipients stand under their usual names; a far-flung set is left in the report's words.
    let recipients = joined_names(&draft.recipients);
    let spans = statement.recipients.iter().map(|party| party.span);
    let covered = spans
        .reduce(|one, other| one.cover(other))
        .filter(|span| known(context, &draft.recipients) && span.len() < 120 && !covers(doc, *span, head));
    let replaced = covered.map(|span| (span, recipients.as_str()));
    if !matches!(&*doc.tokens()[head].pos, "VERB" | "AUX") {
        return nominal(context, draft, statement, wording);
    }
    let participle = &*doc.tokens()[head].tag == "VBN";
    let helped = doc.children(head).any(|child| matches!(&*doc.tokens()[child].dep, "aux" | "auxpass"));
    let own = doc.child(head, "nsubj");
    let passive = doc.child(head, "nsubjpass").or_else(|| {
        // "70 wounded", "territory held by rebels": a bare participle's noun is what it is done to.
        let above = doc.head(head).filter(|_| matches!(&*doc.tokens()[head].dep, "acl" | "relcl"));
        let done_to = |noun: &usize| {
            let span = doc.tokens()[*noun].span;
            !statement.actors.iter().any(|actor| actor.span.overlaps(span))
        };
        let by = doc.child(head, "agent").is_some();
        if by || participle && !helped { own.or(above).filter(done_to) } else { None }
    });
    // "Slaughter him": an order in a quotation has nobody who does it.
    if passive.is_none()
        && own.is_none()
        && &*doc.tokens()[head].tag == "VB"
        && &*doc.tokens()[head].dep == "ROOT"
    {
        return None;
    }
    let kept = |child: &usize| {
        let token = &doc.tokens()[*child];
        let by_kind = match &*token.dep {
            "prt" | "dobj" | "dative" | "oprd" | "attr" | "acomp" | "agent" | "npadvmod" => true,
            "prep" | "xcomp" => *child > head,
            "advmod" => {
                let near = token.span.start < doc.tokens()[head].span.end + 24;
                *child > head && near && token.lemma.len() < 8 && doc.children(*child).next().is_none()
            }
            _ => false,
        };
        by_kind && !wording.opens_aside(*child)
    };
    let rest: Vec<usize> = doc.children(head).filter(kept).collect();
    let (subject, plural) = match passive {
        Some(_) if replaced.is_some() => (recipients.clone(), draft.recipients.len() > 1),
        Some(subject) => spelled(wording, subject)?,
        None => match own {
            // A part of a set that a report tells whole.
            Some(_) if is_part(context, draft, statement) => {
                (joined_names(&draft.actors), draft.actors.len() > 1)
            }
            Some(subject) => own_subject(context, wording, &statement.actors, subject)?,
            None => named_actors(context, &statement.actors)?,
        },
    };
    let rest_is_empty = rest.is_empty();
    let verb = if passive.is_some() {
        let word = doc.lower(head);
        let be = if plural { "are" } else { "is" };
        match statement.modality {
            Modality::Planned => format!("{be} to be {word}"),
            Modality::Possible => format!("may be {word}"),
            _ if draft.negative => format!("{be} not {word}"),
            _ => format!("{be} {word}"),
        }
    } else {
        active(&doc.tokens()[head].lemma.to_lowercase(), plural, statement.modality, draft.negative)
    };
    let rest = wording.phrase(&rest, replaced, &subject);
    let vague = rest.vague && !rest_is_empty;
    // "Scores die" says enough, "the states threaten" does not.
    let needs_more = statement.plover.is_some() || !context.knowledge.frames.knows(&statement.frame);
    let whole = !vague && (passive.is_some() || !rest.words.is_empty() || !needs_more);
    Some(Line { subject, verb, rest: rest.words, vague, whole })
}

fn covers(doc: &Doc, span: tidings_text::Span, token: usize) -> bool {
    span.overlaps(doc.tokens()[token].span)
}

/// Says whether an event's actors are some of those that a statement names together.
fn is_part(context: &Context<'_>, draft: &Draft, statement: &Statement) -> bool {
    let named: Vec<String> = statement
        .actors
        .iter()
        .flat_map(|actor| actor.members.iter().chain(&actor.actor))
        .map(ToString::to_string)
        .collect();
    known(context, &draft.actors)
        && draft.actors.len() < named.len()
        && draft.actors.iter().all(|actor| named.contains(&actor.id))
}

/// Returns a subject's own words, and whether they mean several; `None` where they mean nothing outside their report.
fn spelled(wording: Wording<'_>, subject: usize) -> Option<(String, bool)> {
    let phrase = wording.phrase(&[subject], None, "");
    let words = without_line_head(&phrase.words);
    (!words.is_empty() && !phrase.vague).then(|| (words.to_owned(), wording.is_plural(subject)))
}

/// Returns the subject of a clause: a fixed actor under its usual name, else the clause's own words.
fn own_subject(
    context: &Context<'_>,
    wording: Wording<'_>,
    actors: &[Participant],
    subject: usize,
) -> Option<(String, bool)> {
    let span = wording.doc.tokens()[subject].span;
    let is_subject = |actor: &&Participant| actor.span.overlaps(span);
    let fixed = actors.iter().filter(is_subject).count() == actors.len() && !actors.is_empty();
    if fixed && let Some(found) = fixed_names(context, actors) {
        return Some(found);
    }
    spelled(wording, subject).or_else(|| named_actors(context, actors))
}

/// Returns the names of fixed actors; `None` where one is known to its report alone.
fn fixed_names(context: &Context<'_>, actors: &[Participant]) -> Option<(String, bool)> {
    let mut names = Vec::new();
    for actor in actors {
        let ids = if actor.members.is_empty() {
            actor.actor.iter().collect::<Vec<_>>()
        } else {
            actor.members.iter().collect()
        };
        if ids.is_empty() {
            return None;
        }
        for id in ids {
            let record = context.knowledge.actors.get(id)?;
            names.push(wire::ActorName { id: id.to_string(), name: record.name.clone() });
        }
    }
    (!names.is_empty()).then(|| (joined_names(&names), names.len() > 1))
}

/// Returns the names of a statement's actors where it has no subject of its own.
fn named_actors(context: &Context<'_>, actors: &[Participant]) -> Option<(String, bool)> {
    if let Some(found) = fixed_names(context, actors) {
        return Some(found);
    }
    let names: Vec<wire::ActorName> = actors
        .iter()
        .filter(|actor| {
            let long = actor.name.split_whitespace().count() > 6;
            let empty = actor.name.split_whitespace().all(|word| is_function(&word.to_lowercase()));
            !long && !empty && !actor.name.contains(['\n', '"', '“']) && !has_pronoun(&actor.name)
        })
        .map(|actor| wire::ActorName { id: String::new(), name: tidy(&listed(&actor.name)) })
        .collect();
    let joined = joined_names(&names);
    let plural = names.len() > 1 || names_many(&joined);
    (!joined.is_empty()).then_some((joined, plural))
}

/// Returns the line of a noun: "invasion of Ukraine by Russia", "Russia's annexation of Crimea".
fn nominal(
    context: &Context<'_>,
    draft: &Draft,
    statement: &Statement,
    wording: Wording<'_>,
) -> Option<Line> {
    let doc = wording.doc;
    let head = statement.head;
    if !matches!(&*doc.tokens()[head].pos, "NOUN" | "PROPN") {
        return None;
    }
    let mut parts: Vec<usize> = doc
        .children(head)
        .filter(|&child| {
            matches!(&*doc.tokens()[child].dep, "amod" | "compound" | "prep" | "nummod" | "poss")
                && !wording.opens_aside(child)
        })
        .collect();
    let owner = parts.iter().any(|&part| &*doc.tokens()[part].dep == "poss");
    parts.push(head);
    // Each part is gathered for itself, so that what hangs on the noun otherwise stays out.
    parts.sort_unstable();
    let mut vague = false;
    let words: Vec<String> = parts
        .iter()
        .map(|&part| {
            if part == head {
                return doc.word(head).to_owned();
            }
            let phrase = wording.phrase(&[part], None, "");
            vague |= phrase.vague && !phrase.words.is_empty() && has_pronoun(&phrase.words);
            let words = phrase.words;
            let of_owner = &*doc.tokens()[part].dep == "poss" && !words.ends_with(['\'', 's', '’']);
            if of_owner { possessive(&words) } else { words }
        })
        .filter(|words| !words.is_empty())
        .collect();
    let words = words.join(" ");
    let names_actor = statement.actors.iter().any(|actor| {
        parts.iter().any(|&part| {
            part != head && doc.subtree_range(part).any(|token| doc.tokens()[token].span.overlaps(actor.span))
        })
    });
    let by = fixed_names(context, &statement.actors)
        .or_else(|| known(context, &draft.actors).then(|| (joined_names(&draft.actors), false)))
        .filter(|_| !owner && !names_actor);
    let rest = by.map_or(words.clone(), |(name, _)| format!("{words} by {name}"));
    (rest.split_whitespace().count() > 1).then(|| Line {
        subject: String::new(),
        verb: String::new(),
        rest,
        vague,
        whole: !vague,
    })
}

fn active(lemma: &str, plural: bool, modality: Modality, negative: bool) -> String {
    let be = if plural { "are" } else { "is" };
    match modality {
        Modality::Planned if negative => format!("{be} not to {lemma}"),
        Modality::Planned => format!("{be} to {lemma}"),
        Modality::Threatened => format!("{} to {lemma}", if plural { "threaten" } else { "threatens" }),
        Modality::Demanded => format!("{be} called on to {lemma}"),
        Modality::Possible => format!("may {lemma}"),
        _ if negative => format!("{} not {lemma}", if plural { "do" } else { "does" }),
        _ if plural => lemma.to_owned(),
        _ => third_person(lemma),
    }
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
