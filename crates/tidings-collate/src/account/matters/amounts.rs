//! Numbers of several reports that tell one matter: counts, measures, sums of money, times of day.
//!
//! Two numbers are of one matter where they count the same noun or measure in the same dimension and the words of their clauses
//! agree; each number is joined only with that of another report, or of another source, which is most like it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidings_extract::times::interval;
use tidings_extract::{Amount, AmountKind, Modality, TimeRole, find_amounts};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::surroundings::{Surroundings, Weights, stem, surroundings};
use super::{Matter, Telling, attribution_of};
use crate::account::Context;
use crate::account::claims::left_out;
use crate::account::happening::Setting;
use crate::events::root;
use crate::knowledge;
use crate::told::{Field, Told};

/// Most numbers of a story that are compared.
const MOST_AMOUNTS: usize = 1200;
/// Share by which two measures may differ after turning units and rounding.
const ROUNDING: f64 = 0.02;
/// Minutes of a day.
const DAY: f64 = 1440.0;
/// Minutes that two tellings of one moment lie apart at most.
const FARTHEST_CLOCK: f64 = 90.0;
/// How many times one number may hold another and still be of the same thing.
const FARTHEST: f64 = 4.0;

/// A number with all it is compared by.
struct Item {
    report: usize,
    field: Field,
    amount: Amount,
    around: Surroundings,
    /// Words that say which of the things counted.
    modifiers: BTreeSet<String>,
    attribution: Option<usize>,
    /// What its clause tells of the story's main happening.
    part: Part,
    /// Whether its clause is set in another happening, day or place.
    elsewhere: bool,
    /// First and last day that the words of its clause give.
    days: Option<(Date, Date)>,
    /// A short name of what its clause tells.
    act: String,
    /// The noun counted, with the words that say which.
    noun: String,
    evidence: Span,
}

/// What a clause tells of the main happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing of its own.
    None,
    /// That it happened.
    Happening,
    /// What was done against those who did it.
    Answer,
}

/// Returns the matters on which numbers differ.
pub(super) fn matters(context: &Context<'_>) -> Vec<Matter> {
    let weights = Weights::new(context);
    let items = items(context);
    let links = links(&items, &weights);
    let mut found = Vec::new();
    for group in groups(items.len(), &links) {
        let group: Vec<&Item> = group.into_iter().map(|index| &items[index]).collect();
        found.extend(matter(&group));
    }
    found
}

fn items(context: &Context<'_>) -> Vec<Item> {
    let mut found = Vec::new();
    for &report in context.members {
        let told = &context.reports[report];
        for field in [Field::Title, Field::Text] {
            let Some(doc) = told.doc(field) else { continue };
            for amount in find_amounts(doc, told.report().date()) {
                let harm = told.found(field).quantities.iter().any(|quantity| {
                    quantity.role != "arrested"
                        && quantity.role != "rank"
                        && quantity.span.overlaps(amount.span)
                });
                let skipped = harm && matches!(amount.kind, AmountKind::People(_) | AmountKind::Things(_));
                if !skipped && !left_out(context.passages, report, field, amount.span) {
                    found.extend(item(context, report, field, doc, amount));
                }
            }
        }
    }
    found.truncate(MOST_AMOUNTS);
    found
}

fn item(context: &Context<'_>, report: usize, field: Field, doc: &Doc, amount: Amount) -> Option<Item> {
    let told = &context.reports[report];
    let head = amount.head;
    if head >= doc.len() {
        return None;
    }
    let around = surroundings(told, field, doc, head);
    let statements = &told.found(field).statements;
    let of_clause = statements.iter().enumerate().find(|(_, statement)| {
        !statement.saying && (statement.head == around.governor || statement.head == head)
    });
    let open = of_clause.is_some_and(|(_, statement)| {
        matches!(statement.modality, Modality::Conditional | Modality::Possible)
    });
    if open {
        return None;
    }
    let days = of_clause.and_then(|(_, statement)| {
        let time =
            statement.times.iter().find(|time| time.role == TimeRole::Occurred && time.span.is_some())?;
        interval(&time.value)
    });
    let part = part(context, told, field, doc, &amount, around.governor);
    let setting = context.happening.map(|happening| happening.scope.setting(told, field, around.governor));
    let elsewhere = setting == Some(Setting::Other) && part == Part::None;
    let which: Vec<usize> = doc
        .children(head)
        .filter(|&child| child < head && matches!(&*doc.tokens()[child].dep, "compound" | "amod" | "nmod"))
        .filter(|&child| {
            doc.word(child).chars().any(char::is_alphabetic) && &*doc.tokens()[child].tag != "CD"
        })
        .collect();
    let noun: Vec<&str> = which.iter().chain(std::iter::once(&head)).map(|&token| doc.word(token)).collect();
    let noun = noun.join(" ").to_lowercase();
    let modifiers = which.iter().map(|&child| stem(doc, child)).collect();
    let act = act(doc, around.governor);
    let sentence = doc.span(doc.sentence(doc.sentence_of(head)));
    let clause = amount.span.cover(doc.tokens()[around.governor].span).cover(doc.tokens()[head].span);
    let evidence = if clause.len() <= 160 && sentence.contains(clause) { clause } else { amount.span };
    let attribution = attribution_of(context, report, field, amount.span);
    Some(Item {
        report,
        field,
        around,
        modifiers,
        attribution,
        part,
        elsewhere,
        days,
        act,
        noun,
        evidence,
        amount,
    })
}

/// Returns what the clause of a time of day or a length of time tells of the main happening.
fn part(
    context: &Context<'_>,
    told: &Told,
    field: Field,
    doc: &Doc,
    amount: &Amount,
    governor: usize,
) -> Part {
    let Some(happening) = context.happening else { return Part::None };
    let length = matches!(&amount.kind, AmountKind::Measure(dimension) if dimension == "duration");
    if !length && !matches!(amount.kind, AmountKind::Clock { .. }) {
        return Part::None;
    }
    // "A 13-minute rampage": the noun that the unit stands before.
    let before = matches!(&*doc.tokens()[amount.head].dep, "compound" | "nmod" | "amod" | "npadvmod");
    let told_of = doc.head(amount.head).filter(|_| length && before).unwrap_or(governor);
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

/// Says whether two numbers can be of one matter, and how alike their surroundings are.
fn likeness(one: &Item, other: &Item, weights: &Weights) -> Option<f64> {
    let other_day = one.days.zip(other.days).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0);
    if one.elsewhere != other.elsewhere
        || other_day
        || one.part != other.part
        || !is_near(&one.amount, &other.amount)
    {
        return None;
    }
    let both_main = one.part != Part::None;
    let (shared, share) = weights.shared(&one.around.stems, &other.around.stems);
    let act = one.around.root == other.around.root;
    let least = match (&one.amount.kind, &other.amount.kind) {
        (AmountKind::Things(a), AmountKind::Things(b)) => {
            // "Seven AK-47 rifles" and "twelve AK-47s": the words of one phrase name the other.
            let beside = |noun: &str, of: &Item| of.modifiers.contains(&root(noun));
            let bare = one.modifiers.is_empty() || other.modifiers.is_empty();
            let alike = a == b && (bare || !one.modifiers.is_disjoint(&other.modifiers));
            if !alike && !beside(a, other) && !beside(b, one) {
                return None;
            }
            if act { 0.25 } else { 0.45 }
        }
        (AmountKind::People(a), AmountKind::People(b)) => match (a == b, act) {
            (true, true) => 0.3,
            (false, true) => 0.4,
            (true, false) => 0.55,
            (false, false) => 0.65,
        },
        (AmountKind::Measure(a), AmountKind::Measure(b)) if a == b => match (both_main, act) {
            (true, _) => 0.0,
            (_, true) => 0.35,
            _ => 0.5,
        },
        (AmountKind::Clock { .. }, AmountKind::Clock { .. }) => match (both_main, act) {
            (true, _) => 0.0,
            (_, true) => 0.3,
            _ => 0.5,
        },
        _ => return None,
    };
    let same = same(&one.amount, &other.amount);
    let least = if same { least * 0.8 } else { least };
    (share >= least && (shared >= 4.0 || both_main || same)).then_some(
        share
            + f64::from(u8::from(act)) * 0.3
            + f64::from(u8::from(same)) * 0.3
            + f64::from(u8::from(both_main)),
    )
}

/// Links each number with the one of each other report, and of another source of its own, that is most like it, where
/// the liking is mutual.
fn links(items: &[Item], weights: &Weights) -> Vec<(usize, usize)> {
    let mut best: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    let mut scores: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for b in 0..items.len() {
        for a in 0..b {
            let (one, other) = (&items[a], &items[b]);
            let sources = one.attribution != other.attribution
                && one.attribution.is_some()
                && other.attribution.is_some();
            if one.report == other.report && (!sources || one.around.root != other.around.root) {
                continue;
            }
            let Some(score) = likeness(one, other, weights) else { continue };
            scores.insert((a, b), score);
            for (from, to) in [(a, b), (b, a)] {
                let entry = best.entry((from, items[to].report)).or_insert((0.0, to));
                if score > entry.0 {
                    *entry = (score, to);
                }
            }
        }
    }
    scores
        .into_keys()
        .filter(|&(a, b)| {
            let is_best = |from: usize, to: usize| {
                best.get(&(from, items[to].report)).is_some_and(|(_, found)| *found == to)
            };
            is_best(a, b) && is_best(b, a)
        })
        .collect()
}

/// Returns the groups that links join.
fn groups(n: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..n).collect();
    for &(a, b) in links {
        let (from, to) = (group[a].max(group[b]), group[a].min(group[b]));
        for one in &mut group {
            if *one == from {
                *one = to;
            }
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, group) in group.into_iter().enumerate() {
        found.entry(group).or_default().push(index);
    }
    found.into_values().filter(|members| members.len() > 1).collect()
}

fn matter(group: &[&Item]) -> Option<Matter> {
    let mut readings: Vec<Vec<&Item>> = Vec::new();
    for item in group {
        match readings
            .iter_mut()
            .find(|reading| reading.iter().any(|other| same(&other.amount, &item.amount)))
        {
            Some(reading) => reading.push(item),
            None => readings.push(vec![item]),
        }
    }
    if readings.len() < 2 {
        return None;
    }
    let clash = readings.iter().enumerate().any(|(at, one)| {
        readings[..at]
            .iter()
            .any(|other| one.iter().all(|one| other.iter().all(|other| !fits(&one.amount, &other.amount))))
    });
    // A vaguer number beside a more precise one is worth a line of its own only of the happening itself.
    let main = group.iter().any(|item| item.part == Part::Happening);
    if !clash && !main {
        return None;
    }
    let first = readings.iter().max_by_key(|reading| reading.len())?.first()?;
    let slot = match &first.amount.kind {
        AmountKind::Things(_) | AmountKind::People(_) => format!("number of {} ({})", first.noun, first.act),
        AmountKind::Clock { .. } if main => "time of the happening".to_owned(),
        AmountKind::Measure(dimension) if main && dimension == "duration" => {
            "length of the happening".to_owned()
        }
        AmountKind::Measure(dimension) => format!("{dimension} ({})", first.act),
        AmountKind::Clock { .. } => format!("time ({})", first.act),
    };
    let telling = |item: &&Item| Telling {
        report: item.report,
        field: item.field,
        span: item.evidence,
        value: item.amount.text.clone(),
        attribution: item.attribution,
    };
    Some(Matter {
        slot,
        status: if clash { "conflicting" } else { "refined" },
        in_order: false,
        weight: f64::from(u8::from(main)) * 2.0 + f64::from(u8::from(clash)),
        readings: readings.iter().map(|reading| reading.iter().map(telling).collect()).collect(),
    })
}

/// Says whether two numbers are near enough for two tellings of one thing.
fn is_near(one: &Amount, other: &Amount) -> bool {
    let middle = |amount: &Amount| match (amount.low, amount.high) {
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (low, high) => low.or(high).unwrap_or(0.0),
    };
    let (a, b) = (middle(one), middle(other));
    match one.kind {
        AmountKind::Clock { .. } => {
            let by_bound = one.low == Some(0.0) || other.low == Some(0.0);
            by_bound || apart(one, other, a, b) <= FARTHEST_CLOCK || one.kind != other.kind
        }
        _ => a.max(b) <= a.min(b) * FARTHEST,
    }
}

/// Says whether two numbers are one reading.
fn same(one: &Amount, other: &Amount) -> bool {
    if let (AmountKind::Clock { .. }, AmountKind::Clock { .. }) = (&one.kind, &other.kind) {
        let middle =
            |amount: &Amount| amount.low.zip(amount.high).map(|(low, high)| f64::midpoint(low, high));
        return middle(one).zip(middle(other)).is_some_and(|(a, b)| apart(one, other, a, b) < 1.0);
    }
    let measured = matches!(one.kind, AmountKind::Measure(_));
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) if !measured => (a - b).abs() < 0.5,
        (Some(a), Some(b)) => (a - b).abs() <= ROUNDING * a.abs().max(b.abs()),
        _ => false,
    };
    let middle = |amount: &Amount| amount.low.zip(amount.high).map(|(low, high)| f64::midpoint(low, high));
    match (middle(one), middle(other)) {
        // A number and "about" that number are one reading.
        (Some(a), Some(b)) => near(Some(a), Some(b)),
        _ => near(one.low, other.low) && near(one.high, other.high),
    }
}

/// Says whether both numbers may be right.
fn fits(one: &Amount, other: &Amount) -> bool {
    let below = |high: Option<f64>, low: Option<f64>| high.zip(low).is_some_and(|(high, low)| high < low);
    if let (AmountKind::Clock { zone: a, .. }, AmountKind::Clock { zone: b, .. }) = (&one.kind, &other.kind) {
        // Zones lie whole or half hours apart; which, the words do not say.
        let (Some(low), Some(high), Some(from), Some(to)) = (one.low, one.high, other.low, other.high) else {
            return true;
        };
        let shift = |step: f64| {
            let gap = apart(one, other, f64::midpoint(low, high), f64::midpoint(from, to));
            let slack = (high - low) / 2.0 + (to - from) / 2.0;
            let rest = gap % step;
            rest.min(step - rest) <= slack || gap <= slack
        };
        return if a == b { shift(DAY) } else { shift(30.0) };
    }
    !below(one.high, other.low) && !below(other.high, one.low)
}

/// Returns the minutes between two times of day; within half a day where the half is open.
fn apart(one: &Amount, other: &Amount, a: f64, b: f64) -> f64 {
    let open = |amount: &Amount| matches!(amount.kind, AmountKind::Clock { whole_day: false, .. });
    let round = if open(one) || open(other) { DAY / 2.0 } else { DAY };
    let gap = (a - b).abs() % round;
    gap.min(round - gap)
}
