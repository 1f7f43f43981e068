//! Whether an item of an account and an item of the gold, told in other words, are the same: by words, names, numbers, dates.

use std::collections::BTreeSet;

use tidings_text::wire::{AccountEvent, ActorName};

use super::gold::Event;
use crate::eval::score::coding::root_of;
use crate::eval::score::same::same_name;
use crate::eval::text::{alike, words};

const SMALL: [&str; 44] = [
    "the", "and", "with", "that", "this", "from", "for", "are", "was", "were", "has", "have", "had", "its",
    "his", "her", "their", "into", "out", "who", "one", "two", "three", "after", "before", "more", "than",
    "about", "over", "near", "by", "of", "to", "in", "on", "at", "as", "is", "it", "be", "an", "a", "not",
    "off",
];

/// Returns the content words of a text, cut to their stems.
pub(crate) fn stems(text: &str) -> BTreeSet<String> {
    words(&text.to_lowercase()).filter(|word| !SMALL.contains(word)).map(stem).collect()
}

fn stem(word: &str) -> String {
    let chars = word.chars().count();
    for ending in [
        "isation", "ization", "ations", "ation", "ising", "izing", "ises", "izes", "ised", "ized", "ings",
        "ing", "ers", "ies", "ed", "es", "er", "al", "s", "e", "y",
    ] {
        if let Some(start) = word.strip_suffix(ending)
            && chars - ending.len() >= 4
        {
            return start.to_owned();
        }
    }
    word.to_owned()
}

/// Returns the share of gold's content words that stand in the other text.
pub(crate) fn told_share(gold: &str, other: &BTreeSet<String>) -> f64 {
    let want = stems(gold);
    if want.is_empty() { 0.0 } else { want.intersection(other).count() as f64 / want.len() as f64 }
}

/// Returns the numbers of a text: figures, and words up to twelve.
pub(crate) fn numbers(text: &str) -> BTreeSet<u64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    words(&text.to_lowercase().replace(',', ""))
        .filter_map(|word| {
            word.parse().ok().or_else(|| WORDS.iter().position(|own| *own == word).map(|at| at as u64))
        })
        .collect()
}

/// Says whether one of an event's participants is the one that gold names; a set is met by one of its members.
pub(crate) fn is_named(wanted: &str, own: &[ActorName]) -> bool {
    own.iter().any(|actor| {
        [&actor.id, &actor.name].into_iter().any(|name| same_name(wanted, name) || alike(wanted, name) >= 0.5)
    })
}

/// Says whether two TIMEX3 values fit: one is the other, made more precise (a month at least), or lies in its range.
pub(crate) fn dates_fit(gold: &str, own: &str) -> bool {
    let day = |value: &str| value.get(..10).unwrap_or(value).to_owned();
    if let Some((from, to)) = gold.split_once('/') {
        return day(own) >= day(from) && day(own) <= day(to);
    }
    let (gold, own) = (day(gold), day(own));
    let precise = own.len() >= 7.min(gold.len());
    precise && (gold.starts_with(&own) || own.starts_with(&gold))
}

/// How an account's event stands to gold's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    /// How much of gold's words it tells, 0 to 1, more where the types agree.
    pub topic: f64,
    /// The share of gold's reports that tell it, 0 to 1.
    pub reports: f64,
    /// What does not fit: `actor`, `recipient`, `date`, `reports`.
    pub wrong: Vec<&'static str>,
}

impl Fit {
    /// Says whether the two may be one event at all.
    pub(crate) fn is_near(&self) -> bool {
        self.topic >= 0.34 && !self.wrong.contains(&"reports")
    }

    /// The weight of pairing the two: a full fit before any other, then by topic and by who tells it.
    pub(crate) fn weight(&self) -> f64 {
        if self.is_near() { 10.0 - 3.0 * self.wrong.len() as f64 + self.topic + self.reports } else { 0.0 }
    }
}

/// Compares an event of the account with one of the gold.
pub(crate) fn fit(gold: &Event, own: &AccountEvent) -> Fit {
    let mut told = stems(&own.summary);
    for evidence in &own.evidence {
        told.extend(stems(&evidence.text));
    }
    let by_summary = told_share(&gold.what, &stems(&own.summary));
    let same_type = match (&gold.kind, &own.kind) {
        (Some(gold), Some(own)) => root_of(gold) == root_of(own),
        _ => false,
    };
    let topic = 0.6 * told_share(&gold.what, &told) + 0.4 * by_summary + if same_type { 0.2 } else { 0.0 };
    let mut wrong = Vec::new();
    let people = stems(&gold.what);
    // who acts for gold's actor may stand by name in gold's own words: a minister for her state
    let acts_for = |actor: &ActorName| {
        let name = stems(&actor.name);
        name.len() > 1 && name.is_subset(&people)
    };
    let is_actor = |actor: &str| is_named(actor, &own.actors) || own.actors.iter().any(acts_for);
    if gold.actor.as_deref().is_some_and(|actor| !is_actor(actor)) {
        wrong.push("actor");
    }
    if gold.recipient.as_deref().is_some_and(|recipient| !is_named(recipient, &own.recipients)) {
        wrong.push("recipient");
    }
    let own_dates: Vec<&str> = own
        .slots
        .iter()
        .filter(|slot| matches!(slot.slot.as_str(), "date" | "announced" | "effective"))
        .flat_map(|slot| slot.readings.iter().map(|reading| reading.value.as_str()))
        .collect();
    let fits = |date: &str| own_dates.iter().any(|own| dates_fit(date, own));
    let readings: Vec<&String> =
        gold.date_readings.keys().filter(|date| date.starts_with(|c: char| c.is_ascii_digit())).collect();
    let date_wrong = gold.date.as_deref().is_some_and(|date| !fits(date));
    if date_wrong || (!readings.is_empty() && !readings.iter().any(|date| fits(date))) {
        wrong.push("date");
    }
    let tells = |report: &String| own.asserted_by.contains(report) || own.attributed_by.contains(report);
    let n_tell = gold.asserted_by.iter().filter(|report| tells(report)).count();
    if n_tell == 0 {
        wrong.push("reports");
    }
    Fit { topic, reports: n_tell as f64 / gold.asserted_by.len().max(1) as f64, wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_fit_by_precision_and_range() {
        for (gold, own, fits) in [
            ("2021-05-03", "2021-05-03", true),
            ("2021-05-03", "2021-05", true),
            ("2021-05-03", "2021", false),
            ("2021", "2021-05-03", true),
            ("2021-05-03/2021-05-05", "2021-05-04", true),
            ("2021-05-03", "2021-05-04", false),
        ] {
            assert_eq!(dates_fit(gold, own), fits, "{gold} {own}");
        }
    }

    #[test]
    fn a_participant_is_known_by_id_or_name() {
        let own = [ActorName { id: "PRK".into(), name: "North Korea".into() }];
        assert!(is_named("PRK", &own));
        assert!(is_named("North Korea", &own));
        assert!(!is_named("KOR", &own));
    }

    #[test]
    fn words_are_compared_by_stems() {
        assert_eq!(told_share("Velmora recognises Castora", &stems("Velmora has recognised Castora")), 1.0);
        assert_eq!(numbers("at least seven, then 1,200"), BTreeSet::from([7, 1200]));
    }
}
