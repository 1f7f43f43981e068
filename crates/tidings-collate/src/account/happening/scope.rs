//! Where and when the words round a trigger set it: in the story's own happening, or in another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidings_extract::actors::MentionKind;
use tidings_extract::times::interval;
use tidings_extract::{Statement, Time, TimeKind, TimeRole};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::lists;
use super::sense::{Pointing, pointing, sense};
use crate::passages::words;
use crate::told::{Field, Told};

/// Days that a zone, or a night, may shift a happening's day.
const SHIFT_DAYS: i32 = 1;
/// Words above a trigger that are looked at.
const MOST_ABOVE: usize = 6;

/// When and where a story's happening was, as its titles and leads say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// First and last day; `None` where no lead says.
    pub(crate) days: Option<(Date, Date)>,
    /// Folded words of the places that leads name.
    pub(crate) places: BTreeSet<String>,
    /// Stretches of reports' texts that list other happenings, by report.
    pub(super) lists: BTreeMap<String, Vec<Span>>,
}

/// To which happening the words round a trigger set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// They give the happening's own day or place.
    Own,
    /// They give another.
    Other,
    /// They give none.
    Open,
}

impl Scope {
    /// Returns to which happening a figure belongs: another one as soon as its phrase or its clause says so.
    pub(crate) fn setting_of_figure(&self, told: &Told, field: Field, head: usize) -> Setting {
        let Some(doc) = told.doc(field) else { return Setting::Open };
        if doc.tokens().get(head).is_some_and(|token| self.is_listed(told, field, token.span)) {
            return Setting::Other;
        }
        let clause = doc.ancestors(head).find(|&above| {
            matches!(&*doc.tokens()[above].pos, "VERB" | "AUX") || sense(doc, above).is_some()
        });
        let own = self.judge(told, field, &reach(doc, head), head);
        let around = self.setting(told, field, clause.unwrap_or(head));
        match (own, around) {
            (Setting::Other, _) | (_, Setting::Other) => Setting::Other,
            (Setting::Own, _) | (_, Setting::Own) => Setting::Own,
            _ => Setting::Open,
        }
    }

    /// Says whether words stand in a list of other happenings: "Deadliest shootings: …".
    pub(super) fn is_listed(&self, told: &Told, field: Field, words: Span) -> bool {
        let lists = self.lists.get(told.report().id.as_str());
        field == Field::Text && lists.is_some_and(|spans| spans.iter().any(|span| span.overlaps(words)))
    }

    /// Returns to which happening the words round a token set it: those that depend on it, else those it depends on.
    pub(crate) fn setting(&self, told: &Told, field: Field, head: usize) -> Setting {
        let Some(doc) = told.doc(field) else { return Setting::Open };
        let found = self.judge(told, field, &reach(doc, head), head);
        if found != Setting::Open {
            return found;
        }
        let mut below = head;
        for above in doc.ancestors(head).skip(1).take(MOST_ABOVE) {
            // "Said on Friday that": the day of the saying is not the day of what is said.
            let said = matches!(&*doc.tokens()[below].dep, "ccomp" | "parataxis");
            if !said {
                let found = self.judge(told, field, &reach(doc, above), above);
                if found != Setting::Open {
                    return found;
                }
                // "A crash that killed four": a noun that points at another happening.
                let clause = matches!(&*doc.tokens()[below].dep, "relcl" | "acl");
                if clause && sense(doc, above).is_some() && pointing(doc, above) == Pointing::Apart {
                    return Setting::Other;
                }
            }
            below = above;
        }
        Setting::Open
    }

    /// Returns the time at which the words round a statement set it, where that is not the happening's own.
    pub(super) fn time_of(&self, told: &Told, field: Field, statement: &Statement) -> Option<String> {
        let doc = told.doc(field)?;
        let other = |value: &str| interval(value).is_some_and(|days| self.fits(days) == Setting::Other);
        let stated =
            statement.times.iter().filter(|time| time.span.is_some() && time.role == TimeRole::Occurred);
        if let Some(time) = stated.map(|time| time.value.clone()).find(|value| other(value)) {
            return Some(time);
        }
        let mut below = statement.head;
        for at in doc.ancestors(statement.head).take(MOST_ABOVE) {
            if at != below && matches!(&*doc.tokens()[below].dep, "ccomp" | "parataxis") {
                return None;
            }
            let tokens = reach(doc, at);
            let times = times_in(told, field, &tokens).into_iter().map(|time| time.value.clone());
            if let Some(value) = times.into_iter().find(|value| interval(value).is_some()) {
                return Some(value).filter(|value| other(value));
            }
            below = at;
        }
        None
    }

    fn judge(&self, told: &Told, field: Field, tokens: &BTreeSet<usize>, head: usize) -> Setting {
        // "On that occasion": what was told just before, and not the news.
        let back = told.doc(field).is_some_and(|doc| {
            tokens.iter().any(|&token| {
                matches!(doc.lower(token).as_str(), "occasion" | "anniversary")
                    && doc.children(token).any(|child| doc.lower(child) == "that")
            })
        });
        if back {
            return Setting::Other;
        }
        let days: Vec<Setting> =
            days_in(told, field, tokens).into_iter().map(|days| self.fits(days)).collect();
        if days.contains(&Setting::Own) {
            return Setting::Own;
        }
        if days.contains(&Setting::Other) {
            return Setting::Other;
        }
        let places = places_in(told, field, tokens, head);
        if self.places.is_empty() || places.is_empty() {
            return Setting::Open;
        }
        if places.iter().any(|place| !place.words.is_disjoint(&self.places)) {
            return Setting::Own;
        }
        // A street or a building that no lead names may lie within the place.
        if places.iter().any(|place| place.wide) { Setting::Other } else { Setting::Open }
    }

    /// Says how stated days stand to the happening's; a stretch that holds them says nothing.
    pub(crate) fn fits(&self, days: (Date, Date)) -> Setting {
        let Some(own) = self.days else { return Setting::Open };
        let gap = |early: Date, late: Date| early.until(late).map_or(0, |span| span.get_days());
        if gap(days.1, own.0).max(gap(own.1, days.0)) > SHIFT_DAYS {
            Setting::Other
        } else if gap(days.0, days.1) <= 2 {
            Setting::Own
        } else {
            Setting::Open
        }
    }

    /// Reads when and where from triggers in titles and leads: what most reports say.
    pub(super) fn of(reports: &[Told], triggers: &[(usize, Field, usize)]) -> Self {
        let mut days: BTreeMap<(Date, Date), BTreeSet<usize>> = BTreeMap::new();
        let mut places: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for &(report, field, head) in triggers {
            let told = &reports[report];
            let Some(doc) = told.doc(field) else { continue };
            let mut tokens = reach(doc, head);
            if let Some(above) = doc.head(head).filter(|_| &*doc.tokens()[head].dep != "ccomp") {
                tokens.extend(reach(doc, above));
            }
            for (first, last) in days_in(told, field, &tokens) {
                if first.until(last).is_ok_and(|span| span.get_days() <= 1) {
                    days.entry((first, last)).or_default().insert(report);
                }
            }
            for place in places_in(told, field, &tokens, head).into_iter().filter(|place| !place.before) {
                for word in place.words {
                    places.entry(word).or_default().insert(report);
                }
            }
        }
        let most = days
            .iter()
            .max_by(|one, other| one.1.len().cmp(&other.1.len()).then(other.0.cmp(one.0)))
            .map(|(days, _)| *days);
        // A place that few of many reports name may be another happening's.
        let n_reports = reports.len();
        let fewest = if n_reports > 2 { 2.max(n_reports * 3 / 10) } else { 1 };
        let kept = places.into_iter().filter(|(_, reports)| reports.len() >= fewest);
        let places: BTreeSet<String> = kept.map(|(word, _)| word).collect();
        let listed =
            |told: &Told| (told.report().id.to_string(), lists::others(told.words(Field::Text), &places));
        let lists = reports.iter().map(listed).filter(|(_, spans)| !spans.is_empty()).collect();
        Self { days: most, places, lists }
    }
}

/// Returns the tokens that belong to a word's own clause or phrase.
pub(super) fn reach(doc: &Doc, head: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = vec![head];
    while let Some(token) = next.pop() {
        if !found.insert(token) || found.len() > 80 {
            continue;
        }
        for child in doc.children(token) {
            let token = &doc.tokens()[child];
            let clause = matches!(&*token.dep, "relcl" | "advcl" | "ccomp" | "parataxis" | "csubj")
                || (&*token.dep == "conj" && matches!(&*token.pos, "VERB" | "AUX"));
            if !clause {
                next.push(child);
            }
        }
    }
    found
}

/// Returns the days of the times among tokens.
fn days_in(told: &Told, field: Field, tokens: &BTreeSet<usize>) -> Vec<(Date, Date)> {
    times_in(told, field, tokens).into_iter().filter_map(|time| interval(&time.value)).collect()
}

fn times_in<'t>(told: &'t Told, field: Field, tokens: &BTreeSet<usize>) -> Vec<&'t Time> {
    let Some(doc) = told.doc(field) else { return Vec::new() };
    let times = told.found(field).times.iter();
    let dated = times.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
    dated.filter(|time| doc.tokens_in(time.span).any(|token| tokens.contains(&token))).collect()
}

/// A place as words name it.
struct Named {
    words: BTreeSet<String>,
    /// A town, a region or a state, and no street or building.
    wide: bool,
    /// Whether it stands before the trigger: "the Paris attacks".
    before: bool,
}

/// Prepositions behind which a place is where something happens.
const WHERE: &[&str] =
    &["in", "at", "near", "on", "outside", "inside", "around", "across", "off", "along", "through"];

/// Returns the places among tokens in which something happens: behind such a preposition, or in front of the trigger.
fn places_in(told: &Told, field: Field, tokens: &BTreeSet<usize>, trigger: usize) -> Vec<Named> {
    let Some(doc) = told.doc(field) else { return Vec::new() };
    let spans = place_spans(told, field);
    let mut found = Vec::new();
    for (range, wide) in spans {
        let Some(head) =
            range.clone().find(|&token| doc.head(token).is_none_or(|above| !range.contains(&above)))
        else {
            continue;
        };
        if !tokens.contains(&head) {
            continue;
        }
        let dep = &*doc.tokens()[head].dep;
        let locative = dep == "pobj"
            && doc.head(head).is_some_and(|preposition| WHERE.contains(&doc.lower(preposition).as_str()));
        let before = matches!(dep, "compound" | "poss" | "nmod" | "npadvmod")
            && doc.head(head) == Some(trigger)
            && doc.tokens()[head].tag.starts_with("NNP");
        if locative || before {
            let names = range.map(|token| words::fold(doc.word(token)));
            let words: BTreeSet<String> =
                names.filter(|word| word.len() > 2 && !words::is_function(word)).collect();
            if !words.is_empty() {
                found.push(Named { words, wide, before });
            }
        }
    }
    found
}

/// Returns the words of the towns and states in which a trigger's clause or phrase sets it.
pub(super) fn place_words(told: &Told, field: Field, head: usize) -> BTreeSet<String> {
    let Some(doc) = told.doc(field) else { return BTreeSet::new() };
    let places = places_in(told, field, &reach(doc, head), head);
    places.into_iter().filter(|place| place.wide).flat_map(|place| place.words).collect()
}

/// Returns the token ranges of places, and whether each is a town or wider.
fn place_spans(told: &Told, field: Field) -> Vec<(std::ops::Range<usize>, bool)> {
    let Some(doc) = told.doc(field) else { return Vec::new() };
    let mut found: Vec<(std::ops::Range<usize>, bool)> = doc
        .entities()
        .iter()
        .filter(|entity| matches!(&*entity.label, "GPE" | "LOC" | "FAC"))
        .map(|entity| (entity.start..entity.end, &*entity.label == "GPE"))
        .collect();
    let mentions = told.found(field).mentions.iter().filter(|mention| !mention.anaphor);
    for mention in mentions {
        let wide = match mention.kind {
            MentionKind::State | MentionKind::Polity => true,
            MentionKind::Place => false,
            _ => continue,
        };
        let range = doc.tokens_in(mention.span);
        if !found.iter().any(|(other, _)| other.start < range.end && range.start < other.end) {
            found.push((range, wide));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &str, expected: Setting) {
        let own = interval("2031-05-04");
        let scope = Scope { days: own, ..Scope::default() };
        assert_eq!(scope.fits(interval(days).expect("a value with days")), expected, "{days}");
    }

    #[test]
    fn days_set_a_telling_in_the_happening_or_in_another() {
        check("2031-05-04", Setting::Own);
        // Past midnight, or in another zone.
        check("2031-05-05", Setting::Own);
        check("2031-05-08", Setting::Other);
        check("2029-05-04", Setting::Other);
        check("2029", Setting::Other);
        // A year that holds the day says nothing.
        check("2031", Setting::Open);
        check("2031-05", Setting::Open);
    }

    #[test]
    fn a_scope_without_a_day_judges_none() {
        let days = interval("2031-05-04").expect("a value with days");
        assert_eq!(Scope::default().fits(days), Setting::Open);
    }
}
