//! The ends of chains across a story's reports, one entry for each that the names show to be one.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{ChainLink, Findings, Knowledge, SourceKind};
use tidings_text::{ActorId, CodePoints, Span, wire};

use crate::events::StatementAt;
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
    words: BTreeSet<String>,
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
    pub(crate) all: Vec<End>,
}

impl<'r> Ends<'r> {
    /// Returns an empty list for a story with these passages (between indexes of `reports`).
    pub(crate) fn new(reports: &'r [Told], passages: &'r [Passage], knowledge: &'r Knowledge) -> Self {
        Self { reports, passages, knowledge, all: Vec::new() }
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
            let wire_chain = links.iter().map(|link| link.to_wire(text, &points)).collect();
            ends.extend(self.add(report, link, wire_chain));
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
    pub(crate) fn own_voice(&mut self, report: usize, analysis: bool) -> usize {
        let told = self.reports[report].report();
        let (name, kind) = match (&told.credit, &told.byline, analysis) {
            (_, Some(byline), true) => (byline.clone(), "author"),
            (_, None, true) => (passages::name(told).to_owned(), "author"),
            (Some(credit), _, false) => (credit.clone(), "agency"),
            (None, _, false) => (passages::name(told).to_owned(), "outlet"),
        };
        let known =
            self.all.iter().position(|end| end.kind == kind && outlet_key(&end.name) == outlet_key(&name));
        let index = known.unwrap_or_else(|| {
            let words = name_words(&name);
            self.all.push(End {
                name,
                kind,
                controller: None,
                actor: None,
                words,
                reports: BTreeSet::new(),
                chains: Vec::new(),
            });
            self.all.len() - 1
        });
        self.all[index].reports.insert(report);
        index
    }

    fn add(&mut self, report: usize, link: &ChainLink, chain: Vec<wire::ChainLink>) -> Option<usize> {
        let words = name_words(&link.name);
        let known = |id: &&ActorId| self.knowledge.actors.get(id).is_some();
        let fixed = link.actor.as_ref().filter(known).map(ToString::to_string);
        if words.is_empty() && fixed.is_none() {
            return None;
        }
        let kind = self.kind(link);
        let controller = self.controller(link);
        let same = |end: &End| {
            if fixed.is_some() && end.actor.is_some() {
                return fixed == end.actor;
            }
            let own_voice = matches!(end.kind, "author") || (end.kind == "outlet" && end.chains.is_empty());
            let one_name = !words.is_empty()
                && !end.words.is_empty()
                && (words.is_subset(&end.words) || end.words.is_subset(&words));
            // Two unnamed sources of two reports are not shown to be one, nor to be different.
            let unnamed = kind == "anonymous" || end.kind == "anonymous";
            let clash = controller.is_some() && end.controller.is_some() && controller != end.controller;
            !own_voice && one_name && !clash && (!unnamed || end.reports.contains(&report))
        };
        let index = match self.all.iter().position(same) {
            Some(index) => index,
            None => {
                self.all.push(End {
                    name: link.name.clone(),
                    kind,
                    controller: None,
                    actor: None,
                    words: BTreeSet::new(),
                    reports: BTreeSet::new(),
                    chains: Vec::new(),
                });
                self.all.len() - 1
            }
        };
        let end = &mut self.all[index];
        if words.len() > end.words.len() {
            end.words = words;
            end.name.clone_from(&link.name);
        }
        end.controller = end.controller.take().or(controller);
        end.actor = end.actor.take().or(fixed);
        end.reports.insert(report);
        if !end.chains.contains(&chain) {
            end.chains.push(chain);
        }
        Some(index)
    }

    /// Returns the usual name of a known actor.
    pub(crate) fn known_name(&self, id: &str) -> Option<&str> {
        self.knowledge.actors.get(&ActorId::from(id)).map(|record| record.name.as_str())
    }

    fn kind(&self, link: &ChainLink) -> &'static str {
        let medium = link.actor.as_ref().and_then(|id| self.knowledge.actors.media_kind(id));
        medium.map_or_else(|| link.kind.as_str(), tidings_extract::actors::MediaKind::as_str)
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

/// Returns the folded words of a name that tell it from others.
fn name_words(name: &str) -> BTreeSet<String> {
    let split = name.split(|c: char| !c.is_alphanumeric());
    let folded = split.map(passages::words::fold);
    folded.filter(|word| word.chars().count() > 1 && !passages::words::is_function(word)).collect()
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
