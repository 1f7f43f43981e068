//! The ends of chains across a story's reports, one entry for each that the names show to be one.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{ChainLink, Findings, Knowledge, SourceKind};
use tidings_text::{ActorId, CodePoints, Span, wire};

use super::speaker::{Speaker, is_acronym_of, name_words, speaker};
use crate::events::StatementAt;
use crate::knowledge;
use crate::passages::{self, Passage, PassageKind, outlet_key};
use crate::told::{Field, Told};

/// The end of one or more chains.
#[derive(Debug, Clone)]
pub(crate) struct End {
    /// Its usual name; the longest that the reports give.
    pub(crate) name: String,
    /// As in interchange: a source's kind, or `outlet` or `author` for a report's own voice.
    pub(crate) kind: &'static str,
    /// The actor that answers for it.
    pub(crate) controller: Option<String>,
    /// Its own id where it has a fixed one.
    pub(crate) actor: Option<String>,
    pub(crate) words: BTreeSet<String>,
    /// The folded words of the body that it belongs to, where the reports say so.
    pub(crate) house: BTreeSet<String>,
    /// Reports (by index) that rest on it.
    pub(crate) reports: BTreeSet<usize>,
    /// The chains that end in it, without doubles.
    pub(crate) chains: Vec<Vec<wire::ChainLink>>,
}

/// On what one report's statement of an event rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Support {
    /// The report.
    pub(crate) report: usize,
    /// The statement's words.
    pub(crate) field: Field,
    /// Where they stand.
    pub(crate) span: Span,
    /// Indexes of the ends; empty for the report's own voice.
    pub(crate) ends: Vec<usize>,
    /// Why the ends are not those that the words name, a sentence.
    pub(crate) reason: Option<String>,
}

/// All ends of a story.
#[derive(Debug)]
pub(crate) struct Ends<'r> {
    reports: &'r [Told],
    passages: &'r [Passage],
    knowledge: &'r Knowledge,
    /// Persons that the story's reports name, with their offices.
    persons: Vec<Speaker>,
    pub(crate) all: Vec<End>,
}

impl<'r> Ends<'r> {
    /// Returns an empty list for a story with these passages (between indexes of `reports`).
    pub(crate) fn new(reports: &'r [Told], passages: &'r [Passage], knowledge: &'r Knowledge) -> Self {
        Self { reports, passages, knowledge, persons: Vec::new(), all: Vec::new() }
    }

    /// Learns from a story's reports who holds which office, so that "the mayor" is known for who it is.
    pub(crate) fn learn(&mut self, members: &[usize]) {
        for told in members.iter().filter_map(|&report| self.reports.get(report)) {
            let found = told.found(Field::Text);
            for link in found.attributions.iter().flat_map(|attribution| &attribution.chain) {
                let named = speaker(link, told, Field::Text, self.is_listed(link))
                    .filter(|one| !one.described && !one.words.is_empty() && !one.titles.is_empty())
                    .filter(|one| matches!(one.kind, "person" | "official" | "witness"));
                let Some(named) = named else { continue };
                match self
                    .persons
                    .iter_mut()
                    .find(|known| named.words.is_subset(&known.words) || known.words.is_subset(&named.words))
                {
                    Some(known) => {
                        known.titles.extend(named.titles);
                        if known.words.len() < named.words.len() {
                            (known.words, known.name) = (named.words, named.name);
                        }
                    }
                    None => self.persons.push(named),
                }
            }
        }
    }

    /// Returns the one person of the story whom a description fits: "the former mayor".
    fn person_described(&self, described: &Speaker) -> Option<&Speaker> {
        let is_office = described.described && described.kind == "official" && !described.words.is_empty();
        let mut fitting = self.persons.iter().filter(|known| {
            is_office
                && described
                    .words
                    .iter()
                    .all(|word| known.titles.contains(word) || known.words.contains(word))
        });
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }

    /// Returns what a statement rests on by its own words.
    pub(crate) fn support(&mut self, at: StatementAt) -> Option<Support> {
        let told = self.reports.get(at.report)?;
        let found = told.found(at.field);
        let statement = found.statements.get(at.statement)?;
        self.support_of(at.report, at.field, statement.attribution, statement.evidence)
    }

    /// Returns what words of a report rest on: the end of the attribution that they stand in.
    pub(crate) fn support_of(
        &mut self,
        report: usize,
        field: Field,
        attribution: Option<usize>,
        span: Span,
    ) -> Option<Support> {
        let told = self.reports.get(report)?;
        let mut ends = Vec::new();
        let links = chain(told.found(field), attribution);
        if let Some(link) = origin_link(&links) {
            let text = told.words(field);
            let points = CodePoints::new(text);
            let wire_chain: Vec<wire::ChainLink> =
                links.iter().map(|link| link.to_wire(text, &points)).collect();
            let words = link.span.map_or("", |span| span.of(text));
            let together = self.speak_together(words);
            for id in &together {
                let name = self.known_name(id.as_str()).unwrap_or_default().to_owned();
                let one = ChainLink {
                    actor: Some(id.clone()),
                    on_behalf_of: None,
                    name,
                    span: None,
                    kind: SourceKind::Official,
                    cue: None,
                };
                ends.extend(self.add(report, field, &one, wire_chain.clone()));
            }
            if together.is_empty() {
                ends.extend(self.add(report, field, link, wire_chain));
            }
        }
        Some(Support { report, field, span, ends, reason: None })
    }

    /// Gives a statement in a report's own voice the ends of a statement whose words it shares.
    pub(crate) fn follow_copies(&mut self, supports: &mut [Support]) {
        let named: Vec<Support> =
            supports.iter().filter(|support| !support.ends.is_empty()).cloned().collect();
        for support in supports.iter_mut().filter(|support| support.ends.is_empty()) {
            let source = named.iter().find(|other| self.share_words(support, other));
            let Some(source) = source else { continue };
            support.ends.clone_from(&source.ends);
            let name = |report: usize| passages::name(self.reports[report].report());
            support.reason = Some(format!(
                "{} prints the same words as {}, which gives a source for them.",
                name(support.report),
                name(source.report)
            ));
            for &end in &source.ends {
                if let Some(end) = self.all.get_mut(end) {
                    end.reports.insert(support.report);
                }
            }
        }
    }

    /// Says whether a copied passage holds the words of both.
    pub(crate) fn share_words(&self, one: &Support, other: &Support) -> bool {
        if one.field == Field::Title || other.field == Field::Title || one.report == other.report {
            return false;
        }
        let covers = |place: passages::Place, support: &Support| {
            place.report == support.report && {
                let (from, to) =
                    (place.span.start.max(support.span.start), place.span.end.min(support.span.end));
                to > from && (to - from) as usize * 2 >= support.span.len()
            }
        };
        self.passages.iter().filter(|passage| passage.kind != PassageKind::Boilerplate).any(|passage| {
            (covers(passage.a, one) && covers(passage.b, other))
                || (covers(passage.b, one) && covers(passage.a, other))
        })
    }

    /// Returns why the unsourced words of two reports are one text; `None` where nothing shows it.
    pub(crate) fn one_text(&self, one: &Support, other: &Support) -> Option<String> {
        let (a, b) = (self.reports[one.report].report(), self.reports[other.report].report());
        let names = (passages::name(a), passages::name(b));
        if self.share_words(one, other) {
            return Some(format!("{} and {} print the same words, so they are one text.", names.0, names.1));
        }
        let credits = a.credit.as_deref().zip(b.credit.as_deref());
        if let Some((credit, _)) = credits.filter(|(a, b)| outlet_key(a) == outlet_key(b)) {
            return Some(format!("{} and {} both credit {credit}.", names.0, names.1));
        }
        let same_outlet = a.outlet.as_deref().zip(b.outlet.as_deref());
        if same_outlet.is_some_and(|(a, b)| outlet_key(a) == outlet_key(b)) {
            return Some(format!("{} published both reports.", names.0));
        }
        let between = |passage: &&Passage| {
            let pair = (passage.a.report, passage.b.report);
            pair == (one.report, other.report) || pair == (other.report, one.report)
        };
        let copied = self.passages.iter().filter(between).filter(|passage| passage.kind == PassageKind::Copy);
        let n_copied: usize = copied.map(|passage| passage.a.span.len().max(passage.b.span.len())).sum();
        let shorter = a.text.len().min(b.text.len());
        (n_copied * 3 >= shorter && shorter > 0)
            .then(|| format!("{} and {} share much of their text.", names.0, names.1))
    }

    /// Returns the index of the end that stands for a report's own voice.
    ///
    /// A report that credits an agency has that agency's voice; of a joint credit ("By the Herald and Northern
    /// Press") nothing shows which sentence is whose, and the agency's may be printed elsewhere too.
    pub(crate) fn own_voice(&mut self, report: usize, analysis: bool) -> usize {
        let told = self.reports[report].report();
        let outlet = passages::name(told).to_owned();
        let credited = told.credit.as_deref().map(|credit| self.credited(credit, &outlet));
        let (name, kind, actor) = match (credited, &told.byline, analysis) {
            (_, Some(byline), true) => (byline.clone(), "author", None),
            (_, None, true) => (outlet, "author", None),
            (Some((name, actor)), _, false) => (name, "agency", actor),
            (None, _, false) => (outlet, "outlet", None),
        };
        let known = self.all.iter().position(|end| {
            end.kind == kind && outlet_key(&end.name) == outlet_key(&name)
                || actor.is_some() && end.actor == actor
        });
        let index = known.unwrap_or_else(|| {
            let words = name_words(&name);
            self.all.push(End {
                name,
                kind,
                controller: None,
                actor,
                words,
                house: BTreeSet::new(),
                reports: BTreeSet::new(),
                chains: Vec::new(),
            });
            self.all.len() - 1
        });
        self.all[index].reports.insert(report);
        index
    }

    /// The agency that a credit names, beside the outlet itself: its usual name and its id where it is known.
    fn credited(&self, credit: &str, outlet: &str) -> (String, Option<String>) {
        let hits = self.knowledge.actors.scan(credit);
        let is_outlet = |name: &str| outlet_key(name) == outlet_key(outlet);
        let agency = hits.iter().map(|hit| hit.record).find(|record| {
            self.knowledge.actors.media_kind(&record.id).is_some() && !is_outlet(&record.name)
        });
        agency.map_or_else(
            || (credit.to_owned(), None),
            |record| (record.name.clone(), Some(record.id.to_string())),
        )
    }

    fn add(
        &mut self,
        report: usize,
        field: Field,
        link: &ChainLink,
        chain: Vec<wire::ChainLink>,
    ) -> Option<usize> {
        let mut found = speaker(link, self.reports.get(report)?, field, self.is_listed(link))?;
        if let Some(person) = self.person_described(&found) {
            found = Speaker { described: false, ..person.clone() };
        }
        let fixed = self.fixed(link, &found);
        if found.words.is_empty() && fixed.is_none() {
            return None;
        }
        let told = self.reports.get(report)?;
        let seat = link.span.and_then(|span| self.seat(span.of(told.words(field))));
        let seat = seat.filter(|_| found.kind == "official" && fixed.is_none()).map(|id| id.to_string());
        let controller = seat.or_else(|| self.controller(link)).or_else(|| {
            let id = ActorId::from(fixed.as_deref()?);
            Some(self.knowledge.actors.controller(&id).to_string())
        });
        let kind = self.kind(link, fixed.as_deref()).unwrap_or(found.kind);
        let same = |end: &End| is_same(end, &found, kind, fixed.as_deref(), controller.as_deref(), report);
        let index = match self.all.iter().position(same) {
            Some(index) => index,
            None => {
                self.all.push(End {
                    name: found.name.clone(),
                    kind,
                    controller: None,
                    actor: None,
                    words: BTreeSet::new(),
                    house: BTreeSet::new(),
                    reports: BTreeSet::new(),
                    chains: Vec::new(),
                });
                self.all.len() - 1
            }
        };
        let known_name = fixed.as_deref().and_then(|id| self.known_name(id)).map(str::to_owned);
        let end = &mut self.all[index];
        // The longer name tells more, as long as it is a name and not a sentence.
        const LONGEST: usize = 6;
        let is_name = found.name.split_whitespace().count() <= LONGEST;
        if end.words.is_empty() || (found.words.len() > end.words.len() && is_name) {
            end.words.clone_from(&found.words);
            end.name.clone_from(&found.name);
        }
        if let Some(name) = known_name {
            end.words = name_words(&name);
            end.name = name;
        }
        // Whom a report calls "she" is a person, whatever the name looked like.
        if end.kind == "organisation" && end.actor.is_none() && found.kind == "person" {
            end.kind = "person";
        }
        if end.house.is_empty() {
            end.house = found.house;
        }
        end.controller = end.controller.take().or(controller);
        end.actor = end.actor.take().or(fixed);
        end.reports.insert(report);
        if !end.chains.contains(&chain) {
            end.chains.push(chain);
        }
        Some(index)
    }

    /// The fixed id of who speaks. An organ of a state is not the state itself: its embassy and its ministry are
    /// told apart, though one state answers for both.
    fn fixed(&self, link: &ChainLink, found: &Speaker) -> Option<String> {
        let known = |id: &ActorId| self.knowledge.actors.get(id).is_some();
        let linked = link.actor.as_ref().filter(|id| known(id));
        let named = self.knowledge.actors.find(&found.name).map(|(record, _)| &record.id);
        let words = knowledge::origin_words();
        let is_acronym = found
            .name
            .split_whitespace()
            .any(|word| (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase()));
        let names_organ =
            found.words.iter().any(|word| words.bodies.contains(word) || words.bodies_named.contains(word));
        let is_organ = is_acronym || found.kind == "official" && names_organ;
        match (linked, named) {
            (Some(linked), _) if names_organ && found.kind == "official" && self.is_state(linked) => None,
            (Some(linked), Some(named)) if linked == named => Some(linked.to_string()),
            (Some(linked), None) if is_organ && self.is_state(linked) => None,
            (Some(linked), Some(named)) if self.is_state(linked) && !self.is_state(named) => {
                Some(named.to_string())
            }
            (Some(linked), _) => Some(linked.to_string()),
            (None, Some(named)) if matches!(found.kind, "official" | "organisation") => {
                Some(named.to_string())
            }
            _ => None,
        }
    }

    fn is_listed(&self, link: &ChainLink) -> bool {
        link.actor.as_ref().is_some_and(|id| self.knowledge.actors.get(id).is_some())
    }

    /// The states that speak together: "A, B and C said in a joint statement".
    fn speak_together(&self, words: &str) -> Vec<ActorId> {
        let mut found: Vec<ActorId> = Vec::new();
        let mut rest = words.to_owned();
        for hit in self.knowledge.actors.scan(words) {
            if self.is_state(&hit.record.id) && !found.contains(&hit.record.id) {
                found.push(hit.record.id.clone());
                rest = rest.replace(hit.span.of(words), " ");
            }
        }
        // Nothing else may stand there: "A's envoy to B" is one man.
        let is_list = rest
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| matches!(word, "" | "and" | "the" | "both"));
        if is_list && found.len() > 1 { found } else { Vec::new() }
    }

    /// The state that an organ's own words place it in: "the foreign ministry in Mogadishu".
    fn seat(&self, words: &str) -> Option<ActorId> {
        const ABROAD: &[&str] = &["embassy", "consulate", "mission", "envoy", "ambassador", "delegation"];
        let (organ, place) = words.split_once(" in ")?;
        let lower = organ.to_lowercase();
        // An embassy answers to whom it represents, not to where it sits.
        let is_abroad = ABROAD.iter().any(|word| lower.contains(word));
        if is_abroad || self.knowledge.actors.scan(organ).iter().any(|hit| self.is_state(&hit.record.id)) {
            return None;
        }
        let (record, _) = self.knowledge.actors.find(place.trim())?;
        self.is_state(&record.id).then(|| record.id.clone())
    }

    fn is_state(&self, id: &ActorId) -> bool {
        use tidings_extract::actors::ActorKind;
        self.knowledge
            .actors
            .get(id)
            .is_some_and(|record| matches!(record.kind, ActorKind::State | ActorKind::Polity))
    }

    /// Returns the usual name of a known actor.
    pub(crate) fn known_name(&self, id: &str) -> Option<&str> {
        self.knowledge.actors.get(&ActorId::from(id)).map(|record| record.name.as_str())
    }

    /// The kind of a known medium.
    fn kind(&self, link: &ChainLink, fixed: Option<&str>) -> Option<&'static str> {
        let fixed = fixed.map(ActorId::from);
        let id = fixed.as_ref().or(link.actor.as_ref())?;
        self.knowledge.actors.media_kind(id).map(tidings_extract::actors::MediaKind::as_str)
    }

    /// Returns the actor that answers for a link: what it acts for, followed to the end.
    fn controller(&self, link: &ChainLink) -> Option<String> {
        let follow = |id: &ActorId| self.knowledge.actors.controller(id).to_string();
        let known = |id: &&ActorId| self.knowledge.actors.get(id).is_some();
        if let Some(behalf) = link.on_behalf_of.as_ref().filter(known) {
            return Some(follow(behalf));
        }
        // A name that no table knows answers for nobody, not even for itself: it is only a name.
        let id = link.actor.as_ref().filter(known)?;
        Some(follow(id))
    }
}

/// Returns a chain with the links of the attributions that it is nested in before its own, nearest first.
pub(crate) fn chain(found: &Findings, attribution: Option<usize>) -> Vec<ChainLink> {
    let mut links: Vec<ChainLink> = Vec::new();
    let mut next = attribution;
    // Nesting is never deep; a loop in what was given must not be followed for ever.
    for _ in 0..8 {
        let Some(attribution) = next.and_then(|index| found.attributions.get(index)) else { break };
        let known =
            |link: &ChainLink| links.iter().any(|other| other.span.is_some() && other.span == link.span);
        let outer: Vec<ChainLink> = attribution.chain.iter().filter(|link| !known(link)).cloned().collect();
        links.splice(0..0, outer);
        next = attribution.parent;
    }
    links
}

/// Returns the last link that is somebody: a channel or a document is only the way that somebody's words came.
fn origin_link(links: &[ChainLink]) -> Option<&ChainLink> {
    let is_way = |link: &&ChainLink| matches!(link.kind, SourceKind::Channel | SourceKind::Document);
    links.iter().rev().find(|link| !is_way(link)).or(links.last())
}

/// Says whether an end is who a link's words name.
fn is_same(
    end: &End,
    found: &Speaker,
    kind: &str,
    fixed: Option<&str>,
    controller: Option<&str>,
    report: usize,
) -> bool {
    if fixed.is_some() && end.actor.is_some() {
        return fixed == end.actor.as_deref();
    }
    // A state and an organ of it are told apart.
    let is_state = |actor: Option<&str>, controller: Option<&str>| actor.is_some() && actor == controller;
    let own_state = is_state(fixed, controller);
    let end_state = is_state(end.actor.as_deref(), end.controller.as_deref());
    if own_state != end_state && controller.is_some() && controller == end.controller.as_deref() {
        return false;
    }
    let own_voice = end.kind == "author" || (end.kind == "outlet" && end.chains.is_empty());
    let clash = controller.is_some() && end.controller.is_some() && controller != end.controller.as_deref();
    // Two unnamed sources of two reports are not shown to be one, nor to be different.
    let unnamed = kind == "anonymous" || end.kind == "anonymous";
    if own_voice || clash || unnamed && !end.reports.contains(&report) {
        return false;
    }
    let both = !found.words.is_empty() && !end.words.is_empty();
    let one_name = both && (found.words.is_subset(&end.words) || end.words.is_subset(&found.words));
    let is_initials = both && is_acronym_of(&found.name, &end.name);
    one_name || is_initials || is_one_organ(end, found, controller)
}

/// Says whether two names of organs of one state are one: "the embassy of A in B", "A's embassy in B".
fn is_one_organ(end: &End, found: &Speaker, controller: Option<&str>) -> bool {
    let bodies = &knowledge::origin_words().bodies;
    let organs = |words: &BTreeSet<String>| -> BTreeSet<String> {
        words.iter().filter(|word| bodies.contains(*word)).cloned().collect()
    };
    let (own, other) = (organs(&found.words), organs(&end.words));
    let is_one_state = controller.is_some() && end.controller.as_deref() == controller;
    is_one_state && !own.is_empty() && own == other && found.words.intersection(&end.words).count() > 1
}

/// Groups reports' unsourced words into texts; returns the groups and why, for each that holds more than one.
pub(crate) fn texts(ends: &Ends<'_>, supports: &[&Support]) -> (Vec<Vec<usize>>, Vec<String>) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut reasons: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (index, support) in supports.iter().enumerate() {
        let mut joined: Option<usize> = None;
        let mut number = 0;
        while number < groups.len() {
            let reason = groups[number].iter().find_map(|&other| {
                let other = supports[other];
                if other.report == support.report {
                    Some(None)
                } else {
                    ends.one_text(other, support).map(Some)
                }
            });
            if let Some(reason) = reason {
                if let Some(reason) = reason {
                    reasons.entry((index, number)).or_insert(reason);
                }
                match joined {
                    None => {
                        groups[number].push(index);
                        joined = Some(number);
                    }
                    Some(first) => {
                        let moved = groups.remove(number);
                        groups[first].extend(moved);
                        continue;
                    }
                }
            }
            number += 1;
        }
        if joined.is_none() {
            groups.push(vec![index]);
        }
    }
    let mut sentences: Vec<String> = reasons.into_values().collect();
    sentences.sort();
    sentences.dedup();
    (groups, sentences)
}
