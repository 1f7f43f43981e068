//! The figures of a report's main event: how many died, how many were hurt, as an attentive reader concludes.
//!
//! A stated figure comes first: the headline's, else the first of the text that is not background. Where none is stated,
//! the persons told of are counted. Of people shot, those not said to have died are hurt.

use rustc_hash::FxHashMap;
use tidings_text::Span;

use super::count::{Count, Words};
use super::harms::{self, Told, span_of};
use super::ledger::{Entry, keep};
use super::lexicon::{Harm, lexicon};
use super::people::Member;

/// The harms of one field, with its persons.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub told: Vec<Told>,
    pub persons: Vec<Entry>,
    /// A word that tells of a death without a number.
    pub sign_of_death: Option<Span>,
}

impl Field {
    pub(super) fn new(words: &Words<'_>) -> Self {
        let told = harms::find(words);
        let persons = keep(&told);
        Self { told, persons, sign_of_death: harms::sign_of_death(words) }
    }
}

/// A concluded figure, with the words it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub count: Count,
    /// The words of the figure, and whether they stand in the title.
    pub span: Span,
    pub in_title: bool,
    pub rule: &'static str,
    /// Further words of the same field.
    pub words: Vec<Span>,
}

/// A value with one thing that speaks for it.
struct Candidate {
    figure: Figure,
    /// The entry of the weight table.
    kind: String,
}

/// Concludes the figures of killed and injured from title and text.
pub(super) fn conclude(title: &Field, text: &Field) -> (Option<Figure>, Option<Figure>) {
    let killed = best(&killed_candidates(title, text), &lexicon().weights.killed);
    let dead = killed.as_ref().map_or(0.0, |figure| figure.count.stated());
    let injured = best(&injured_candidates(title, text, dead), &lexicon().weights.injured);
    (killed, injured)
}

/// How often one kind of evidence counts for a value.
const REPEATED: usize = 2;

/// Returns the figure whose value has the most weight behind it, the first told on a tie; `None` where the weight
/// does not speak for any.
fn best(candidates: &[Candidate], weights: &FxHashMap<String, f64>) -> Option<Figure> {
    let mut sums: Vec<(f64, f64, &Figure, Vec<&str>)> = Vec::new();
    for Candidate { figure, kind } in candidates {
        let value = figure.count.stated();
        let position = sums.iter().position(|(known, ..)| *known == value);
        let at = position.unwrap_or_else(|| {
            let size = if value == 1.0 { "one" } else { "several" };
            let start = weights.get(size).copied().unwrap_or(0.0);
            sums.push((value, start, figure, Vec::new()));
            sums.len() - 1
        });
        let Some((_, sum, _, kinds)) = sums.get_mut(at) else { continue };
        if kinds.iter().filter(|known| **known == kind).count() < REPEATED {
            *sum += weights.get(kind.as_str()).copied().unwrap_or(0.0);
        }
        kinds.push(kind);
    }
    let mut best: Option<(f64, &Figure)> = None;
    for (value, sum, figure, _) in sums {
        if value > 0.0 && sum > 0.0 && best.is_none_or(|(most, _)| sum > most) {
            best = Some((sum, figure));
        }
    }
    best.map(|(_, figure)| figure.clone())
}

/// The number of people that one harm tells of: groups and persons of its coordination together.
fn total(told: &Told) -> f64 {
    told.victims
        .iter()
        .map(|victim| match victim {
            Member::Group(group) => group.count.stated(),
            Member::Person(_) => 1.0,
        })
        .sum()
}

fn figure(told: &Told, in_title: bool, rule: &'static str) -> Option<Figure> {
    let first = told.victims.first()?;
    let count = match told.victims.as_slice() {
        [Member::Group(group)] => group.count,
        _ => Count::exact(total(told)),
    };
    let words = told.victims.iter().skip(1).map(span_of).collect();
    Some(Figure { count, span: span_of(first), in_title, rule, words })
}

fn is_others(told: &Told) -> bool {
    told.victims.iter().any(|victim| matches!(victim, Member::Group(group) if group.others))
}

/// The harms that state a figure, each with the place and manner in which it is told: "lead-stated".
fn stated<'f>(
    title: &'f Field,
    text: &'f Field,
    harm: Harm,
) -> impl Iterator<Item = (&'f Told, bool, String)> {
    let of = move |field: &'f Field, in_title: bool| {
        field.told.iter().filter(move |told| told.harm == harm).map(move |told| (told, in_title))
    };
    of(title, true).chain(of(text, false)).filter_map(|(told, in_title)| {
        let vague = told.victims.iter().any(|victim| matches!(victim, Member::Group(group) if group.vague));
        let beside = told.rule == "quantities/number-beside";
        let fatally = told.rule == "quantities/fatally";
        let persons_only = told.victims.iter().all(|victim| matches!(victim, Member::Person(_)));
        if vague || total(told) == 0.0 || (persons_only && total(told) < 2.0 && !beside) {
            return None;
        }
        let place = match (in_title, told.sentence) {
            (true, _) => "title",
            (false, 0..3) => "lead",
            (false, 3..10) => "body",
            (false, _) => "late",
        };
        let manner = if told.background {
            "background"
        } else if fatally {
            "fatally"
        } else if told.subset {
            "subset"
        } else if persons_only && !beside {
            "list"
        } else {
            "stated"
        };
        Some((told, in_title, format!("{place}-{manner}")))
    })
}

/// The figure of persons told of without a number.
fn person_figure(persons: &[&Entry], in_title: bool) -> Option<Figure> {
    let spans: Vec<Span> =
        persons.iter().filter_map(|entry| entry.mentions.first()).map(|(person, _)| person.span).collect();
    let (&span, rest) = spans.split_first()?;
    let rule = if rest.is_empty() { "quantities/person" } else { "quantities/sum-of-persons" };
    Some(Figure { count: Count::exact(spans.len() as f64), span, in_title, rule, words: rest.to_vec() })
}

/// Persons told of without a figure: the first alone, and all of them.
fn person_candidates(
    field: &Field,
    in_title: bool,
    kind: &str,
    fits: impl Fn(&Entry) -> bool,
) -> Vec<Candidate> {
    // Who is one of a coordination ("his wife and two sons") is counted there.
    let alone = |entry: &&Entry| {
        entry.mentions.iter().any(|(_, index)| field.told.get(*index).is_some_and(|told| total(told) < 2.0))
    };
    let persons: Vec<&Entry> = field.persons.iter().filter(|entry| fits(entry)).filter(alone).collect();
    let Some(first) = persons.first() else { return Vec::new() };
    let background = if persons.iter().all(|entry| entry.background) { "-background" } else { "" };
    let named = if first.names.is_empty() { "" } else { "-named" };
    let distinct: Vec<&Entry> = persons
        .iter()
        .enumerate()
        .filter(|(index, entry)| *index == 0 || entry.another)
        .map(|(_, entry)| *entry)
        .collect();
    let mut candidates = Vec::new();
    let mut push = |persons: &[&Entry], kind: String| {
        candidates.extend(person_figure(persons, in_title).map(|figure| Candidate { figure, kind }));
    };
    push(&[*first], format!("{kind}{named}{background}"));
    if distinct.len() > 1 {
        push(&distinct, format!("{kind}-another"));
    }
    if persons.len() > distinct.len() {
        push(&persons, format!("{kind}-sum"));
    }
    candidates
}

/// Says whether the evidence is a figure for the whole, told as news.
fn is_plain(kind: &str) -> bool {
    kind.ends_with("-stated")
}

fn killed_candidates(title: &Field, text: &Field) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (told, in_title, kind) in stated(title, text, Harm::Killed) {
        let Some(figure) = figure(told, in_title, "quantities/stated") else { continue };
        // "killed two people and then himself": three are dead.
        let field = if in_title { title } else { text };
        let own_hand = field.told.iter().any(|other| {
            other.own_hand
                && other.harm == Harm::Killed
                && other.sentence == told.sentence
                && other.cue > told.cue
        });
        if own_hand && !told.own_hand {
            let mut with = figure.clone();
            with.count = Count::exact(total(told) + 1.0);
            with.rule = "quantities/with-own-hand";
            candidates.push(Candidate { figure: with, kind: "with-own-hand".to_owned() });
        }
        candidates.push(Candidate { figure, kind });
    }
    // A person among those dead says nothing against a figure.
    let figures =
        candidates.iter().any(|candidate| candidate.figure.count.stated() > 1.0 && is_plain(&candidate.kind));
    let beside = if figures { "-beside-figure" } else { "" };
    candidates.extend(person_candidates(title, true, &format!("title-person{beside}"), |entry| entry.dead));
    candidates.extend(person_candidates(text, false, &format!("person{beside}"), |entry| entry.dead));
    for (field, in_title, kind) in [(title, true, "title-sign"), (text, false, "sign")] {
        candidates.extend(field.sign_of_death.map(|span| Candidate {
            figure: Figure {
                count: Count { low: Some(1.0), high: None },
                span,
                in_title,
                rule: "quantities/sign-of-death",
                words: Vec::new(),
            },
            kind: kind.to_owned(),
        }));
    }
    candidates
}

fn injured_candidates(title: &Field, text: &Field, dead: f64) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (told, in_title, kind) in stated(title, text, Harm::Injured) {
        let Some(figure) = figure(told, in_title, "quantities/stated") else { continue };
        // "a girl was hurt and three others wounded": four.
        if is_others(told) {
            let field = if in_title { title } else { text };
            let hurt = hurt_beside(field, told);
            if hurt > 0.0 {
                let mut with = figure.clone();
                with.count = Count::exact(total(told) + hurt);
                with.rule = "quantities/with-persons";
                candidates.push(Candidate { figure: with, kind: "others-with-persons".to_owned() });
            }
        }
        candidates.push(Candidate { figure, kind });
    }
    for (told, in_title, kind) in stated(title, text, Harm::Shot) {
        let Some(figure) = figure(told, in_title, "quantities/shot") else { continue };
        let others = if is_others(told) { "others-" } else { "" };
        let beside = if dead > 0.0 { "beside-" } else { "" };
        if is_others(told) && dead == 0.0 {
            let hurt = hurt_beside(if in_title { title } else { text }, told);
            if hurt > 0.0 {
                let mut with = figure.clone();
                with.count = Count::exact(total(told) + hurt);
                with.rule = "quantities/with-persons";
                candidates.push(Candidate { figure: with, kind: "shot-others-with-persons".to_owned() });
            }
        }
        let rest = total(told) - dead;
        if dead > 0.0 && rest > 0.0 {
            let mut less = figure.clone();
            less.count = Count::exact(rest);
            less.rule = "quantities/shot-less-killed";
            candidates.push(Candidate { figure: less, kind: format!("less-killed-{others}{kind}") });
        }
        candidates.push(Candidate { figure, kind: format!("shot-{others}{beside}{kind}") });
    }
    let parts = parts(text);
    candidates.extend(parts.map(|figure| Candidate { figure, kind: "sum-of-parts".to_owned() }));
    let figures =
        candidates.iter().any(|candidate| candidate.figure.count.stated() > 1.0 && is_plain(&candidate.kind));
    let beside = match (figures, dead > 0.0) {
        (true, _) => "-beside-figure",
        (false, true) => "-beside-death",
        (false, false) => "",
    };
    let alive = |entry: &Entry| !entry.dead && entry.survived;
    let hit = |entry: &Entry| !entry.dead && !entry.survived;
    for (field, in_title, place) in [(title, true, "title-"), (text, false, "")] {
        candidates.extend(person_candidates(field, in_title, &format!("{place}hurt{beside}"), alive));
        candidates.extend(person_candidates(field, in_title, &format!("{place}hit{beside}"), hit));
    }
    candidates
}

/// The persons hurt and alive in the same sentence as a number of others.
fn hurt_beside(field: &Field, told: &Told) -> f64 {
    let hurt = field.persons.iter().filter(|entry| {
        let here = entry.mentions.iter().any(|(_, index)| {
            field
                .told
                .get(*index)
                .is_some_and(|other| other.sentence == told.sentence && other.cue < told.cue)
        });
        here && !entry.dead
    });
    hurt.count() as f64
}

/// Parts of the hurt that are told one after the other: "two are in critical condition, three are stable".
fn parts(text: &Field) -> Option<Figure> {
    let parts: Vec<&Told> = text
        .told
        .iter()
        .filter(|told| told.rule == "quantities/condition" && !told.background)
        .filter(|told| matches!(told.victims.as_slice(), [Member::Group(group)] if !group.vague))
        .collect();
    let (first, rest) = parts.split_first()?;
    if rest.is_empty() || rest.iter().any(|told| told.sentence > first.sentence + 2) {
        return None;
    }
    Some(Figure {
        count: Count::exact(parts.iter().map(|told| total(told)).sum()),
        span: span_of(first.victims.first()?),
        in_title: false,
        rule: "quantities/sum-of-parts",
        words: rest.iter().filter_map(|told| told.victims.first()).map(span_of).collect(),
    })
}
