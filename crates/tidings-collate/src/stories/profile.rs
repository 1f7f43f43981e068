//! What of a report is compared when stories are formed: weighted terms of several kinds, days, fingerprints.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};
use tidings_nlp::Doc;

use super::dating::{self, Dating};
use crate::passages::words::{self, Word};
use crate::told::{Field, Told};

/// Weighted terms, sorted by term; length 1 once [`Profiles::new`] has weighted them.
pub(super) type Terms = Vec<(u64, f32)>;

/// The kinds of terms that are weighted and compared apart.
pub(super) const KINDS: usize = 6;
/// Lemmas of content words, title and text.
pub(super) const BODY: usize = 0;
/// The same of title and first words.
pub(super) const LEAD: usize = 1;
/// Words of names.
pub(super) const NAMES: usize = 2;
/// Two neighbouring words of a name: "North Street", a full name.
pub(super) const NAME_PAIRS: usize = 3;
/// Numbers.
pub(super) const NUMBERS: usize = 4;
/// Days of the calendar that the report names, month and day.
pub(super) const DAYS: usize = 5;

/// How many documents the assumption behind the weights counts for beside the run's own …
const PRIOR_DOCUMENTS: f32 = 60.0;
/// … and the share of them that a term of each kind is assumed to stand in. A run of five reports of one story
/// says nothing about which words are common; these keep its weights sensible, and a run of thousands drowns them.
const PRIOR_SHARES: [f32; KINDS] = [0.04, 0.04, 0.02, 0.005, 0.05, 0.02];

/// Words of the text that count as its lead.
const LEAD_WORDS: usize = 70;

/// One report's side of a comparison.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Weighted terms of each kind.
    pub(super) terms: [Terms; KINDS],
    /// The same terms with their counts alone (1 + ln count).
    raw: [Terms; KINDS],
    /// When it was published, and on which days of the year its words place what they tell.
    pub(super) dating: Dating,
    /// Winnowed shingles, sorted.
    pub(super) fingerprints: Vec<u64>,
    /// Number of words.
    pub(super) n_words: usize,
}

/// The profiles of a run, their terms weighted against each other.
#[derive(Debug)]
pub(super) struct Profiles {
    pub(super) all: Vec<Profile>,
    /// For each kind, in how many reports a term stands.
    pub(super) counts: [FxHashMap<u64, u32>; KINDS],
}

impl Profiles {
    /// Reads the profiles of all reports of a run.
    pub(super) fn new(reports: &[Told]) -> Self {
        let mut all: Vec<Profile> = reports.iter().map(read).collect();
        let mut counts: [FxHashMap<u64, u32>; KINDS] = Default::default();
        for profile in &all {
            for (kind, terms) in profile.raw.iter().enumerate() {
                for &(term, _) in terms {
                    *counts[kind].entry(term).or_default() += 1;
                }
            }
        }
        dating::mark_saved(&mut all.iter_mut().map(|profile| &mut profile.dating).collect::<Vec<_>>());
        let n_reports = all.len() as f32;
        for profile in &mut all {
            for (kind, terms) in profile.terms.iter_mut().enumerate() {
                terms.clone_from(&profile.raw[kind]);
                weigh(terms, |term| {
                    let count = counts[kind].get(&term).copied().unwrap_or(1) as f32;
                    (count + PRIOR_DOCUMENTS * PRIOR_SHARES[kind]) / (n_reports + PRIOR_DOCUMENTS)
                });
            }
        }
        Self { all, counts }
    }
}

/// Weighs the terms of a few like reports against each other, so that what all of them share says nothing and
/// what sets some of them apart says much.
pub(super) fn weigh_among(profiles: &[&Profile]) -> Vec<[Terms; KINDS]> {
    let n_reports = profiles.len() as f32;
    let mut weighted: Vec<[Terms; KINDS]> = profiles.iter().map(|profile| profile.raw.clone()).collect();
    for kind in 0..KINDS {
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        for profile in profiles {
            for &(term, _) in &profile.raw[kind] {
                *counts.entry(term).or_default() += 1;
            }
        }
        for terms in &mut weighted {
            weigh(&mut terms[kind], |term| {
                (counts.get(&term).copied().unwrap_or(1) as f32 + 0.5) / (n_reports + 1.0)
            });
        }
    }
    weighted
}

/// Multiplies each term's weight by minus the logarithm of the share of reports that hold it, and makes the
/// length 1.
fn weigh(terms: &mut Terms, share: impl Fn(u64) -> f32) {
    for (term, weight) in terms.iter_mut() {
        *weight *= -share(*term).min(1.0).ln();
    }
    let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        terms.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

/// Returns the dot product of two sorted lists of weighted terms.
pub(super) fn dot(a: &Terms, b: &Terms) -> f64 {
    let (mut at_a, mut at_b, mut sum) = (0, 0, 0.0_f32);
    while let (Some(&(term_a, weight_a)), Some(&(term_b, weight_b))) = (a.get(at_a), b.get(at_b)) {
        match term_a.cmp(&term_b) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                sum += weight_a * weight_b;
                at_a += 1;
                at_b += 1;
            }
        }
    }
    f64::from(sum)
}

/// Counts terms before they are weighted.
#[derive(Debug, Default)]
struct Counter {
    counts: [FxHashMap<u64, f32>; KINDS],
}

impl Counter {
    fn add(&mut self, kind: usize, term: u64) {
        *self.counts[kind].entry(term).or_default() += 1.0;
    }

    fn finish(self) -> [Terms; KINDS] {
        self.counts.map(|counts| {
            let mut terms: Terms = counts.into_iter().map(|(term, count)| (term, 1.0 + count.ln())).collect();
            terms.sort_unstable_by_key(|&(term, _)| term);
            terms
        })
    }
}

fn read(told: &Told) -> Profile {
    let mut counter = Counter::default();
    let mut n_words = 0;
    let mut named_days = Vec::new();
    for field in [Field::Title, Field::Text] {
        let text = told.words(field);
        match told.doc(field) {
            Some(doc) => n_words += read_doc(doc, field, &mut counter),
            None if !text.is_empty() => n_words += read_words(text, field, &mut counter),
            None => {}
        }
        for (month_and_day, day) in dating::named_days(text, &told.found(field).times) {
            counter.add(DAYS, words::hash(month_and_day));
            named_days.push(day);
        }
    }
    let text_words = words::words(&told.report().text);
    let mut fingerprints: Vec<u64> =
        crate::passages::fingerprints(&text_words).into_iter().map(|(hash, _)| hash).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    Profile {
        terms: Default::default(),
        raw: counter.finish(),
        dating: Dating::new(told.report().date(), named_days),
        fingerprints,
        n_words,
    }
}

fn read_doc(doc: &Doc, field: Field, counter: &mut Counter) -> usize {
    let mut n_words = 0;
    let mut last_name: Option<(usize, u64)> = None;
    for (index, token) in doc.tokens().iter().enumerate() {
        let word = doc.word(index);
        if !word.contains(char::is_alphanumeric) {
            continue;
        }
        n_words += 1;
        let number = &*token.pos == "NUM" || word.starts_with(|c: char| c.is_ascii_digit());
        let name = &*token.pos == "PROPN";
        let folded = words::fold(word);
        if words::is_function(&folded) && !name {
            continue;
        }
        let lemma = if name || token.lemma.is_empty() { folded.clone() } else { token.lemma.to_lowercase() };
        let term = words::hash(&lemma);
        counter.add(BODY, term);
        if field == Field::Title || n_words <= LEAD_WORDS {
            counter.add(LEAD, term);
        }
        if number {
            counter.add(NUMBERS, words::hash(&folded));
        }
        if name {
            let hash = words::hash(&folded);
            counter.add(NAMES, hash);
            if let Some((before, previous)) = last_name
                && before + 1 == index
            {
                counter.add(NAME_PAIRS, pair(previous, hash));
            }
            last_name = Some((index, hash));
        }
    }
    n_words
}

/// Reads a text without a parse: every word that is no function word counts, and capitals make a name.
fn read_words(text: &str, field: Field, counter: &mut Counter) -> usize {
    let found = words::words(text);
    let mut last_name: Option<usize> = None;
    for (index, word) in found.iter().enumerate() {
        let Word { hash, function, name_like, .. } = *word;
        let starts_sentence = index == 0
            || text[found[index - 1].span.end as usize..word.span.start as usize]
                .contains(['.', '!', '?', '\n', '"', '“']);
        let number = word.span.of(text).starts_with(|c: char| c.is_ascii_digit());
        let name = name_like && !number && !starts_sentence && !function;
        if function {
            continue;
        }
        counter.add(BODY, hash);
        if field == Field::Title || index < LEAD_WORDS {
            counter.add(LEAD, hash);
        }
        if number {
            counter.add(NUMBERS, hash);
        }
        // In a headline set in capitals a capital says nothing.
        if name && field == Field::Text {
            counter.add(NAMES, hash);
            if last_name.is_some_and(|before| before + 1 == index) {
                counter.add(NAME_PAIRS, pair(found[index - 1].hash, hash));
            }
            last_name = Some(index);
        }
    }
    found.len()
}

fn pair(first: u64, second: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(first);
    hasher.write_u64(second);
    hasher.finish()
}
