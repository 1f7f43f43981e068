//! The values that a report may give for a role, each described by numbers: how, where and how often it is told, how it
//! stands to the other values and to the persons told of, and what kind of report it is. No feature names a word.

use std::sync::LazyLock;

use super::evidence::{self, Evidence, Source, total};
use super::{Field, Figure, Role};
use crate::quantities::harms::Told;
use crate::quantities::ledger::Entry;
use crate::quantities::lexicon::{Harm, lexicon};

/// A value that may be the figure of the role.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub value: f64,
    pub figure: Figure,
    /// Whether a number states it (less the dead, where those shot are counted), rather than persons, sums and signs.
    pub stated: bool,
    /// In the order of [`feature_names`].
    pub features: Vec<f64>,
}

/// Where evidence stands: title, lead (the first three sentences), body.
const PLACES: [&str; 3] = ["title", "lead", "body"];

fn place(evidence: &Evidence) -> usize {
    match (evidence.figure.in_title, evidence.sentence) {
        (true, _) => 0,
        (false, 0..3) => 1,
        (false, _) => 2,
    }
}

/// The features of a value beside the counts of its evidence.
const OWN: [&str; 14] = [
    "several",
    "n-evidence",
    "share",
    "first",
    "first-sentence",
    "exact",
    "open",
    "others",
    "plain",
    "plain-larger",
    "plain-smaller",
    "plain-other",
    "sum-fits",
    "is-shot",
];

/// The features of the report as the role sees it.
const REPORT: [&str; 14] = [
    "n-values",
    "n-plain-values",
    "dead",
    "n-dead-persons",
    "n-hurt-persons",
    "n-hit-persons",
    "n-dead-harming",
    "n-own-hand",
    "death-sign-title",
    "death-sign-text",
    "n-sentences",
    "n-background",
    "n-sums",
    "hurt-beside-dead",
];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let told = Source::ALL.iter().flat_map(|(_, source)| PLACES.map(|place| format!("{place}-{source}")));
    let own = OWN.iter().chain(&REPORT).map(|name| (*name).to_owned());
    let signs = lexicon().signs.iter().map(|(name, _)| format!("sign-{name}"));
    told.chain(own).chain(signs).collect()
});

/// Returns the names of the features, in the order in which each value has them.
#[must_use]
pub fn feature_names() -> &'static [String] {
    &NAMES
}

/// Says whether evidence is a figure of the whole, told as such.
fn is_plain(evidence: &Evidence) -> bool {
    matches!(evidence.source, Source::Stated | Source::Shot | Source::ShotOthers | Source::WithOwnHand)
}

/// Returns the values that anything speaks for, in the order in which they are told.
pub(crate) fn rows(role: Role, title: &Field, text: &Field) -> Vec<Row> {
    let (evidence, dead) = match role {
        Role::Killed => (evidence::killed(title, text), 0.0),
        Role::Injured(dead) => {
            let dead = f64::from(dead);
            (evidence::injured(title, text, dead), dead)
        }
    };
    let mut values: Vec<f64> = Vec::new();
    for one in &evidence {
        let value = one.figure.count.stated();
        if value > 0.0 && !values.contains(&value) {
            values.push(value);
        }
    }
    let report = report_features(title, text, &evidence, &values, dead);
    let n_told = evidence.len() as f64;
    let described = values.iter().enumerate().filter_map(|(order, &value)| {
        let own: Vec<&Evidence> = evidence.iter().filter(|one| one.figure.count.stated() == value).collect();
        let figure = own.iter().find(|one| is_plain(one)).or(own.first())?.figure.clone();
        let mut features = vec![0.0; Source::ALL.len() * PLACES.len()];
        for one in &own {
            let source = Source::ALL.iter().position(|(source, _)| *source == one.source)?;
            if let Some(count) = features.get_mut(source * PLACES.len() + place(one)) {
                *count += 1.0;
            }
        }
        let plain = |test: &dyn Fn(f64) -> bool| {
            let others = evidence.iter().filter(|one| is_plain(one) && test(one.figure.count.stated()));
            others.count() as f64
        };
        let told = |harm: Harm, number: f64| {
            [title, text]
                .into_iter()
                .flat_map(|field| &field.told)
                .any(|told| told.harm == harm && total(told) == number)
        };
        let first_sentence =
            own.iter().map(|one| if one.figure.in_title { 0 } else { one.sentence + 1 }).min();
        let holds = |test: &dyn Fn(&Evidence) -> bool| f64::from(u8::from(own.iter().any(|one| test(one))));
        features.extend([
            f64::from(u8::from(value > 1.0)),
            own.len() as f64,
            own.len() as f64 / n_told,
            order as f64,
            first_sentence.unwrap_or(0) as f64,
            holds(&|one| one.figure.count.high == one.figure.count.low),
            holds(&|one| one.figure.count.high.is_none()),
            holds(&|one| one.source == Source::ShotOthers),
            plain(&|other| other == value),
            plain(&|other| other > value),
            plain(&|other| other < value),
            plain(&|other| other != value),
            f64::from(u8::from(dead > 0.0 && told(Harm::Shot, value + dead))),
            f64::from(u8::from(told(Harm::Shot, value))),
        ]);
        features.extend(&report);
        let stated = own.iter().any(|one| is_plain(one) || one.source == Source::ShotLess);
        let news =
            |one: &&&Evidence| place(one) < 2 && !matches!(one.source, Source::Background | Source::Sum);
        let told_first = own.iter().any(|one| news(&one));
        let plain_first = own.iter().filter(news).any(|one| is_plain(one));
        Some((Row { value, figure, stated, features }, told_first, plain_first))
    });
    let described: Vec<(Row, bool, bool)> = described.collect();
    // What title and lead state is the news: figures that stand further down alone are of something else.
    let is_stated_first = described.iter().any(|(.., plain_first)| *plain_first);
    let kept = described.into_iter().filter(|(_, told_first, _)| *told_first || !is_stated_first);
    kept.map(|(row, ..)| row).collect()
}

fn report_features(
    title: &Field,
    text: &Field,
    evidence: &[Evidence],
    values: &[f64],
    dead: f64,
) -> Vec<f64> {
    let persons = |test: &dyn Fn(&Entry) -> bool| text.persons.iter().filter(|one| test(one)).count() as f64;
    let mut plain: Vec<f64> = Vec::new();
    for one in evidence.iter().filter(|one| is_plain(one)) {
        let value = one.figure.count.stated();
        if !plain.contains(&value) {
            plain.push(value);
        }
    }
    let sign = |field: &Field| f64::from(u8::from(field.sign_of_death.is_some()));
    let count = |test: fn(&Told) -> bool| {
        [title, text].into_iter().flat_map(|field| &field.told).filter(|told| test(told)).count() as f64
    };
    // "killed her and wounded her brother": one sentence tells of the dead and of the hurt.
    let beside = text.told.iter().filter(|told| {
        told.harm != Harm::Killed
            && text.told.iter().any(|other| other.harm == Harm::Killed && other.sentence == told.sentence)
    });
    let mut features = vec![
        values.len() as f64,
        plain.len() as f64,
        dead,
        persons(&|one| one.dead),
        persons(&|one| !one.dead && one.survived),
        persons(&|one| !one.dead && !one.survived),
        persons(&|one| one.dead && one.harming),
        persons(&|one| one.own_hand),
        sign(title),
        sign(text),
        text.n_sentences.min(60) as f64,
        count(|told| told.background),
        count(|told| told.sum),
        beside.count() as f64,
    ];
    features.extend(
        lexicon().signs.iter().map(|(name, _)| (title.sign(name) * 3 + text.sign(name)).min(12) as f64),
    );
    features
}
