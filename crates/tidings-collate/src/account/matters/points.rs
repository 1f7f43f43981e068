//! Values that clauses give, with all they are compared by: counts, measures, sums of money, times of day, days, directions,
//! nationalities.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tidings_extract::times::interval;
use tidings_extract::{
    Amount, AmountKind, Modality, Polarity, Stance, Statement, TimeKind, TimeRole, find_amounts,
};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::align::{groups, links};
use super::surroundings::{Surroundings, Weights, of_verb, reach, stem, surroundings};
use super::values::{Stage, Value};
use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::account::draft::Draft;
use crate::account::happening::Setting;
use crate::events::StatementAt;
use crate::knowledge;
use crate::passages::words;
use crate::told::{Field, Told};

/// Most values of a story that are compared.
const MOST_POINTS: usize = 2000;
/// Most bytes of a reading's evidence.
const MOST_EVIDENCE: usize = 160;
/// Most tokens of a clause that is shown.
const MOST_TOKENS: usize = 18;

/// A value with all it is compared by.
pub(super) struct Point {
    pub(super) report: usize,
    field: Field,
    pub(super) value: Value,
    /// Its words.
    text: String,
    pub(super) around: Surroundings,
    /// Words that say which of the things counted.
    pub(super) modifiers: BTreeSet<String>,
    pub(super) attribution: Option<usize>,
    /// What its clause tells of the story's main happening.
    pub(super) part: Part,
    /// Whether its clause is set in another happening, day or place.
    pub(super) elsewhere: bool,
    /// First and last day that the words of its clause give.
    pub(super) days: Option<(Date, Date)>,
    /// A short name of what its clause tells.
    act: String,
    /// The noun counted, with the words that say which.
    noun: String,
    evidence: Span,
}

fn is_clock(value: &Value) -> bool {
    matches!(value, Value::Amount(amount) if matches!(amount.kind, AmountKind::Clock { .. }))
}

/// What a clause tells of the main happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing of its own.
    None,
    /// That it happened.
    Happening,
    /// What was done against those who did it.
    Answer,
}

/// A value where it stands.
struct Found {
    value: Value,
    span: Span,
    text: String,
    /// The token that stands for it in the parse.
    head: usize,
}

/// Returns the matters on which values differ.
pub(super) fn matters(context: &Context<'_>, drafts: &[Draft], weights: &Weights) -> Vec<Matter> {
    // The clauses that tell the story's first event.
    let first: BTreeSet<StatementAt> =
        drafts.first().into_iter().flat_map(|draft| draft.affirmed.iter().map(|claim| claim.at)).collect();
    let points = points(context, &first);
    let links = links(&points, weights);
    let groups = groups(&points, &links);
    // Of hours at which it happened, those of most reports are it; others are of steps of it.
    let is_hour = |group: &[&Point]| {
        group.iter().any(|point| point.part == Part::Happening && is_clock(&point.value))
    };
    let n_reports = |group: &[&Point]| group.iter().map(|point| point.report).collect::<BTreeSet<_>>().len();
    let hours = groups.iter().filter(|group| is_hour(group)).map(|group| n_reports(group)).max();
    groups
        .iter()
        .filter(|group| !is_hour(group) || hours.is_some_and(|most| n_reports(group) * 2 > most))
        .filter_map(|group| matter(group))
        .collect()
}

fn points(context: &Context<'_>, first: &BTreeSet<StatementAt>) -> Vec<Point> {
    let mut all = Vec::new();
    for &report in context.members {
        let told = &context.reports[report];
        for field in [Field::Title, Field::Text] {
            let Some(doc) = told.doc(field) else { continue };
            let mut found = numbers(told, field, doc);
            found.extend(days(told, field, doc));
            found.extend(directions(doc));
            found.extend(places(doc));
            found.extend(origins(doc));
            found.extend(stages(told, field, doc));
            for one in found {
                if !left_out(context.passages, report, field, one.span) {
                    all.extend(point(context, first, report, field, doc, one));
                }
            }
        }
    }
    all.truncate(MOST_POINTS);
    all
}

/// Numbers, but for the figures of those who suffered, which are slots of the happening.
fn numbers(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let figures = &told.found(field).quantities;
    let told_there = ["killed", "injured", "missing", "shot", "in_hospital", "killed_overall", "injured_overall"];
    let is_figure = |amount: &Amount| {
        matches!(amount.kind, AmountKind::People(_) | AmountKind::Things(_))
            && figures.iter().any(|one| {
                told_there.contains(&one.role.as_str()) && one.span.overlaps(amount.span)
            })
    };
    find_amounts(doc, told.report().date())
        .into_iter()
        .filter(|amount| !is_figure(amount))
        .map(|amount| Found {
            span: amount.span,
            text: amount.text.clone(),
            head: amount.head,
            value: Value::Amount(amount),
        })
        .collect()
}

/// Days of the calendar, to the day.
fn days(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let times = told.found(field).times.iter().filter(|time| time.kind == TimeKind::Date);
    times
        .filter_map(|time| {
            let (first, last) = interval(&time.value).filter(|(first, last)| first == last)?;
            let words = time.span.of(doc.text()).replace('\n', " ");
            // "On Tuesday" alone tells a reader of two papers nothing.
            let dated = words.contains(|c: char| c.is_ascii_digit());
            let text = if dated { words } else { format!("{words} ({first})") };
            let tokens = doc.tokens_in(time.span);
            let head =
                tokens.clone().find(|&token| doc.head(token).is_none_or(|head| !tokens.contains(&head)))?;
            Some(Found { value: Value::Day(first, last), span: time.span, text, head })
        })
        .collect()
}

/// "150 miles east of Aden".
fn directions(doc: &Doc) -> Vec<Found> {
    let sides = ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"];
    let found = (0..doc.len()).filter_map(|token| {
        let lower = doc.lower(token).replace('-', "");
        let side = sides.iter().find(|side| **side == lower)?;
        let of = doc.child(token, "prep").filter(|&of| doc.lower(of) == "of")?;
        let end = doc.subtree_range(of).end.min(of + 5);
        let span = doc.span(token..end);
        let text = span.of(doc.text()).replace('\n', " ");
        Some(Found { value: Value::Direction((*side).to_owned()), span, text, head: token })
    });
    found.collect()
}

/// Named places in which, at which or to which something is told to happen.
fn places(doc: &Doc) -> Vec<Found> {
    let named = doc.entities().iter().filter(|entity| matches!(&*entity.label, "GPE" | "LOC" | "FAC"));
    let found = named.filter_map(|entity| {
        let tokens = entity.start..entity.end;
        let head = tokens.clone().find(|&token| doc.head(token).is_none_or(|head| !tokens.contains(&head)))?;
        let by = doc.head(head).filter(|_| &*doc.tokens()[head].dep == "pobj")?;
        let preposition = doc.lower(by);
        let where_to = ["in", "at", "near", "outside", "inside", "off", "to", "from", "into"];
        if !where_to.contains(&preposition.as_str()) {
            return None;
        }
        let span = doc.span(by..entity.end);
        let text = span.of(doc.text()).replace('\n', " ");
        let words = tokens.map(|token| words::fold(doc.word(token))).filter(|word| !words::is_function(word));
        let value = Value::Place(words.collect(), preposition, entity.label.to_string());
        Some(Found { value, span, text, head })
    });
    found.collect()
}

/// "Somali pirates": of which nation those are whom a noun names.
fn origins(doc: &Doc) -> Vec<Found> {
    let nations = doc.entities().iter().filter(|entity| &*entity.label == "NORP");
    let mut found: Vec<Found> = Vec::new();
    for entity in nations {
        let last = entity.end.saturating_sub(1);
        let Some(noun) = doc.head(last) else { continue };
        let before = noun > last && &*doc.tokens()[noun].pos == "NOUN";
        if !before || !matches!(&*doc.tokens()[last].dep, "amod" | "compound" | "nmod") {
            continue;
        }
        let nation: String = stem(doc, last).chars().take(5).collect();
        if let Some(Found { value: Value::Origin(nations, _), .. }) =
            found.last_mut().filter(|one| one.head == noun)
        {
            nations.insert(nation);
            continue;
        }
        let span = doc.span(entity.start..noun + 1);
        let text = span.of(doc.text()).replace('\n', " ");
        let value = Value::Origin(BTreeSet::from([nation]), stem(doc, noun));
        found.push(Found { value, span, text, head: noun });
    }
    found
}

/// What verbs with a subject tell as done, planned, denied or open.
fn stages(told: &Told, field: Field, doc: &Doc) -> Vec<Found> {
    let statements = told.found(field).statements.iter();
    statements
        .filter(|statement| !statement.saying && !statement.background)
        .filter_map(|statement| {
            let stage = stage(doc, statement)?;
            let span = doc.span(clause(doc, statement.head));
            let text = span.of(doc.text()).replace('\n', " ");
            Some(Found { value: Value::Stage(stage), span, text, head: statement.head })
        })
        .collect()
}

/// Returns how far a statement says that its verb has come, where its own words say so.
fn stage(doc: &Doc, statement: &Statement) -> Option<Stage> {
    let verb = statement.head;
    let subject = doc.child(verb, "nsubj").or_else(|| doc.child(verb, "nsubjpass"));
    if doc.tokens().get(verb).is_none_or(|token| &*token.pos != "VERB") {
        return None;
    }
    let auxiliary = |words: &[&str]| {
        let mut children = doc.children(verb).filter(|&child| doc.tokens()[child].dep.starts_with("aux"));
        children.any(|child| words.contains(&doc.lower(child).as_str()))
    };
    let plans = [
        "plan", "intend", "expect", "agree", "promise", "threaten", "propose", "vow", "hope", "decide",
        "want",
    ];
    let planned = auxiliary(&["will", "would", "shall", "'ll"])
        || &*doc.tokens()[verb].dep == "xcomp"
            && doc.head(verb).is_some_and(|above| plans.contains(&doc.tokens()[above].lemma.as_str()));
    if statement.polarity == Polarity::Negative || statement.stance == Stance::Denies {
        return subject.map(|_| Stage::Denied);
    }
    if planned {
        return Some(Stage::Ahead);
    }
    let finite = subject.is_some() && !auxiliary(&["to", "may", "might", "could", "should", "must", "can"]);
    match statement.modality {
        Modality::Asserted | Modality::Announced if finite => Some(Stage::Done),
        Modality::Possible | Modality::Alleged if subject.is_some() => Some(Stage::Open),
        _ => None,
    }
}

/// Returns the words of a verb's clause that stand together round it.
fn clause(doc: &Doc, verb: usize) -> std::ops::Range<usize> {
    let own = reach(doc, verb);
    let mark = |token: usize| {
        matches!(doc.word(token), "," | ";" | "." | "“" | "”" | "\"" | ":" | "—" | "–" | "(" | ")")
    };
    let first = verb.saturating_sub(MOST_TOKENS / 2);
    let start =
        (first..verb).rev().take_while(|&token| own.contains(&token) && !mark(token)).last().unwrap_or(verb);
    let end = (verb + 1..(start + MOST_TOKENS).min(doc.len()))
        .take_while(|&token| own.contains(&token) && !mark(token))
        .last()
        .map_or(verb + 1, |token| token + 1);
    start..end
}

fn point(
    context: &Context<'_>,
    first: &BTreeSet<StatementAt>,
    report: usize,
    field: Field,
    doc: &Doc,
    found: Found,
) -> Option<Point> {
    let told = &context.reports[report];
    let head = found.head;
    if head >= doc.len() {
        return None;
    }
    let around = match found.value {
        Value::Stage(_) => of_verb(told, field, doc, head),
        _ => surroundings(told, field, doc, head),
    };
    let statements = &told.found(field).statements;
    let index = statements
        .iter()
        .position(|one| !one.saying && (one.head == around.governor || one.head == head));
    let of_clause = index.and_then(|index| statements.get(index));
    let is_first = index.is_some_and(|statement| first.contains(&StatementAt { report, field, statement }));
    let staged = matches!(found.value, Value::Stage(_));
    let open = !staged
        && of_clause.is_some_and(|one| matches!(one.modality, Modality::Conditional | Modality::Possible));
    if open {
        return None;
    }
    let days = of_clause.and_then(|statement| {
        let time =
            statement.times.iter().find(|time| time.role == TimeRole::Occurred && time.span.is_some())?;
        interval(&time.value)
    });
    let part = match part(context, told, field, doc, &found, around.governor) {
        // Where nobody is harmed the first event is what happened.
        Part::None if is_first && context.happening.is_none() && is_clock(&found.value) => Part::Happening,
        part => part,
    };
    let setting = context.happening.map(|happening| happening.scope.setting(told, field, around.governor));
    let elsewhere = setting == Some(Setting::Other) && part == Part::None;
    let named = |child: usize| {
        matches!(&*doc.tokens()[child].dep, "compound" | "amod" | "nmod")
            && doc.word(child).chars().any(char::is_alphabetic)
            && &*doc.tokens()[child].tag != "CD"
    };
    let which: Vec<usize> = doc.children(head).filter(|&child| child < head && named(child)).collect();
    let noun: Vec<&str> = which.iter().chain(std::iter::once(&head)).map(|&token| doc.word(token)).collect();
    let clause = found.span.cover(doc.tokens()[around.governor].span).cover(doc.tokens()[head].span);
    let sentence = doc.span(doc.sentence(doc.sentence_of(head)));
    let short = clause.len() <= MOST_EVIDENCE && sentence.contains(clause);
    Some(Point {
        report,
        field,
        modifiers: which.iter().map(|&child| stem(doc, child)).collect(),
        attribution: attribution_of(context, report, field, found.span),
        part,
        elsewhere,
        days: days.filter(|_| !matches!(found.value, Value::Day(..))),
        act: act(doc, around.governor),
        noun: noun.join(" ").to_lowercase(),
        evidence: if short { clause } else { found.span },
        around,
        text: found.text,
        value: found.value,
    })
}

/// Returns what the clause of a time of day or a length of time tells of the main happening.
fn part(context: &Context<'_>, told: &Told, field: Field, doc: &Doc, found: &Found, governor: usize) -> Part {
    let Some(happening) = context.happening else { return Part::None };
    let kind = match &found.value {
        Value::Amount(amount) => &amount.kind,
        _ => return Part::None,
    };
    let length = matches!(kind, AmountKind::Measure(dimension) if dimension == "duration");
    if !length && !matches!(kind, AmountKind::Clock { .. }) {
        return Part::None;
    }
    // "A 13-minute rampage": the noun that the unit stands before.
    let before = matches!(&*doc.tokens()[found.head].dep, "compound" | "nmod" | "amod" | "npadvmod");
    let told_of = doc.head(found.head).filter(|_| length && before).unwrap_or(governor);
    if !happening.tells_act(told, field, told_of) {
        return Part::None;
    }
    let law = |token: usize| knowledge::happenings().listed("law", &doc.tokens()[token].lemma.to_lowercase());
    let subject = doc.child(told_of, "nsubj");
    if subject.is_some_and(law) { Part::Answer } else { Part::Happening }
}

/// Puts what a clause tells into a few words: "sign the deal".
fn act(doc: &Doc, governor: usize) -> String {
    let mut words = vec![doc.tokens()[governor].lemma.to_lowercase()];
    if let Some(object) = doc.child(governor, "dobj").or_else(|| doc.child(governor, "prt")) {
        words.push(doc.tokens()[object].lemma.clone());
    }
    words.join(" ")
}

fn matter(group: &[&Point]) -> Option<Matter> {
    let mut readings: Vec<Vec<&Point>> = Vec::new();
    for point in group {
        match readings.iter_mut().find(|reading| reading.iter().any(|other| other.value.same(&point.value))) {
            Some(reading) => reading.push(point),
            None => readings.push(vec![point]),
        }
    }
    if readings.len() < 2 {
        return None;
    }
    let clash = readings.iter().enumerate().any(|(at, one)| {
        readings[..at]
            .iter()
            .any(|other| one.iter().all(|one| other.iter().all(|other| !one.value.fits(&other.value))))
    });
    // A vaguer number beside a more precise one is worth a line of its own only of the happening itself.
    let main = group.iter().any(|point| point.part == Part::Happening);
    if !clash && !main {
        return None;
    }
    let staged = matches!(readings.first()?.first()?.value, Value::Stage(_));
    let first = readings.iter().max_by_key(|reading| reading.len())?.first()?;
    let telling = |point: &&Point| Telling {
        report: point.report,
        field: point.field,
        span: point.evidence,
        value: point.text.clone(),
        attribution: point.attribution,
    };
    Some(Matter {
        slot: slot(first, main),
        status: if clash { "conflicting" } else { "refined" },
        in_order: staged,
        weight: f64::from(u8::from(main)) * 2.0 + f64::from(u8::from(clash)),
        readings: readings.iter().map(|reading| reading.iter().map(telling).collect()).collect(),
    })
}

/// Names a matter by what its clause tells: "number of crates (load lorry)".
fn slot(point: &Point, main: bool) -> String {
    let (noun, act) = (&point.noun, &point.act);
    let amount = match &point.value {
        Value::Amount(amount) => amount,
        Value::Day(..) => return format!("day ({act})"),
        Value::Place(_, by, _) => return format!("place ({act} {by})"),
        Value::Stage(_) => return format!("occurred ({act})"),
        Value::Direction(_) => return format!("direction ({act})"),
        Value::Origin(..) => return format!("nationality of {noun}"),
    };
    match &amount.kind {
        AmountKind::Things(_) | AmountKind::People(_) => format!("number of {noun} ({act})"),
        AmountKind::Clock { .. } if main => "time of the happening".to_owned(),
        AmountKind::Measure(dimension) if main && dimension == "duration" => {
            "length of the happening".to_owned()
        }
        AmountKind::Measure(dimension) => format!("{dimension} ({act})"),
        AmountKind::Clock { .. } => format!("time ({act})"),
    }
}
