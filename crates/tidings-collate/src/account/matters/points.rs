//! Values that clauses give, with all they are compared by: counts, measures, sums of money, times of day, days, directions,
//! nationalities.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tidings_extract::times::interval;
use tidings_extract::{Amount, AmountKind, Modality, TimeRole};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::align::{groups, links};
use super::found::{Found, found};
use super::surroundings::{Surroundings, Weights, of_verb, stem, surroundings};
use super::values::Value;
use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::account::draft::Draft;
use crate::account::happening::Setting;
use crate::events::StatementAt;
use crate::knowledge::{self, HarmRole};
use crate::readings::number_words;
use crate::told::{Field, Told};

/// Most values of a story that are compared.
const MOST_POINTS: usize = 2000;
/// Most bytes of a reading's evidence.
const MOST_EVIDENCE: usize = 160;

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

/// Returns the matters on which values differ.
pub(super) fn matters(context: &Context<'_>, drafts: &[Draft], weights: &Weights) -> Vec<Matter> {
    // The clauses that tell the story's first event.
    let first: BTreeSet<StatementAt> =
        drafts.first().into_iter().flat_map(|draft| draft.affirmed.iter().map(|claim| claim.at)).collect();
    let points = points(context, &first);
    let links = links(&points, weights);
    let groups = groups(&points, &links);
    // Of hours at which it happened, those of most reports are it; others are of steps of it.
    let is_hour =
        |group: &[&Point]| group.iter().any(|point| point.part == Part::Happening && is_clock(&point.value));
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
            let found = found(told, field, doc);
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
    let index =
        statements.iter().position(|one| !one.saying && (one.head == around.governor || one.head == head));
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
    // "The attack around nine": the noun that the hour stands behind.
    let near = doc.ancestors(found.head).skip(1).take(2).find(|&above| {
        let named = knowledge::happenings().noun(&doc.tokens()[above].lemma.to_lowercase());
        !length && named.is_some_and(|class| class.role != HarmRole::Harm)
    });
    if near.is_none() && !happening.tells_act(told, field, told_of) {
        return Part::None;
    }
    let law = |token: usize| {
        let lemma = doc.tokens()[token].lemma.to_lowercase();
        let table = knowledge::happenings();
        table.listed("law", &lemma) || table.listed("law", lemma.trim_end_matches('s'))
    };
    let subject = doc.ancestors(told_of).take(3).find_map(|above| doc.child(above, "nsubj"));
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
    let hours = group.iter().any(|point| is_clock(&point.value));
    if !clash && !main && !hours {
        return None;
    }
    let staged = matches!(readings.first()?.first()?.value, Value::Stage(_));
    let first = readings.iter().max_by_key(|reading| reading.len())?.first()?;
    let telling = |point: &&Point| Telling {
        report: point.report,
        field: point.field,
        span: point.evidence,
        value: figure(point),
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

/// Returns a value's words; a number in words as figures.
fn figure(point: &Point) -> String {
    match &point.value {
        Value::Amount(Amount { kind: AmountKind::Things(_) | AmountKind::People(_), low, high, .. })
            if low == high && !point.text.contains(|c: char| c.is_ascii_digit()) =>
        {
            number_words(*low, *high)
        }
        _ => point.text.clone(),
    }
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
