//! Which events of a story are worth telling, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Modality, Polarity, Stance};
use tidings_text::wire;

use super::happening::{Belongs, doers, stopped, struck};
use super::merge::statement;
use super::parties::{parties, place};
use super::worth::{self, Theme};
use super::{Context, rivals, silence, summary};
use crate::events::{Claim, StatementAt};
use crate::told::Field;

/// Most events that an account tells of one report, and how many more of each further one.
const MOST_EVENTS: (usize, usize) = (18, 7);
/// Most events that any account tells.
const MOST_OF_ALL: usize = 60;
/// By how much what reports only recall stands after news of the same worth.
const RECALLED: f64 = 1.2;
/// The first events of an account, which are told even where they are a little below the mark.
const FIRST_EVENTS: usize = 12;
/// How far below the mark the first events may be.
const BELOW_THE_MARK: f64 = 1.0;

/// An event before it is put into interchange.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Statements that say it is so.
    pub(crate) affirmed: Vec<Claim>,
    /// Statements that say it is not, or whose source rejects it.
    pub(crate) denied: Vec<Claim>,
    /// Statements whose words are shown, by report and place; readings point into it.
    pub(crate) evidence: Vec<StatementAt>,
    pub(crate) frame: String,
    pub(crate) plover: Option<String>,
    pub(crate) cameo: Option<String>,
    pub(crate) actors: Vec<wire::ActorName>,
    pub(crate) recipients: Vec<wire::ActorName>,
    pub(crate) place: Option<wire::Place>,
    pub(crate) summary: summary::Summary,
    /// Whether it is told as not having happened.
    pub(crate) negative: bool,
    /// The signs of its worth, in the order of [`worth::SIGNS`].
    pub(crate) signs: Vec<f64>,
    pub(crate) importance: f64,
    /// Whether it is the story's main happening …
    pub(crate) main: bool,
    /// … or a part of that.
    pub(crate) part: bool,
    /// Whether it is harm done, whose sufferers its figures and descriptions tell.
    pub(crate) harm: bool,
}

/// Which of the events found an account tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Those worth telling.
    Worthy,
    /// All, to learn which are.
    All,
}

/// Makes events of groups of claims: the most important first, those not worth telling left out.
pub(super) fn drafts(context: &Context<'_>, groups: Vec<Vec<Claim>>, choice: Choice) -> Vec<Draft> {
    let theme = Theme::of(context, &groups);
    let mut found: Vec<Draft> =
        groups.into_iter().filter_map(|group| draft(context, &theme, group)).collect();
    let silences = silence::silences(context, &found);
    found.sort_by(|one, other| {
        let first =
            |draft: &Draft| draft.evidence.first().map(|at| (context.id(at.report), at.field, at.statement));
        other
            .main
            .cmp(&one.main)
            .then(other.place().total_cmp(&one.place()))
            .then_with(|| first(one).cmp(&first(other)))
    });
    if choice == Choice::Worthy {
        found = worthy(context, found);
    }
    for claim in silences {
        silence::attach(context, &mut found, claim);
    }
    found
}

/// Chooses, of events in the order of their worth, those that an account tells.
fn worthy(context: &Context<'_>, mut found: Vec<Draft>) -> Vec<Draft> {
    drop_twins(&mut found);
    let (of_one, more) = MOST_EVENTS;
    let n_further = context.members.len().saturating_sub(1);
    let most = (of_one + more * n_further).min(MOST_OF_ALL);
    let mut told: Vec<Draft> = Vec::new();
    let mut untold: Vec<Draft> = Vec::new();
    for draft in found {
        let mark = if told.len() < FIRST_EVENTS { -BELOW_THE_MARK } else { 0.0 };
        let worth = draft.summary.whole && draft.importance > mark && draft.is_outright(context);
        if told.len() < most && (draft.main || worth) {
            told.push(draft);
        } else {
            untold.push(draft);
        }
    }
    // One report's telling that clashes with what others tell is worth a line for that alone.
    let rivals: Vec<Draft> = untold
        .into_iter()
        .filter(|draft| draft.summary.whole && draft.is_outright(context))
        .filter(|draft| told.iter().any(|other| rivals::rivals(context, other, draft).is_some()))
        .collect();
    told.extend(rivals);
    told
}

/// Leaves out an event whose line stands already, where its reports tell that one too: one sentence read twice.
fn drop_twins(drafts: &mut Vec<Draft>) {
    let mut told: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    drafts.retain(|draft| {
        let reports = draft.all_reports();
        match told.get_mut(&draft.summary.text) {
            Some(first) if reports.is_subset(first) && !draft.main => false,
            Some(first) => {
                first.extend(reports);
                true
            }
            None => {
                told.insert(draft.summary.text.clone(), reports);
                true
            }
        }
    });
}

fn draft(context: &Context<'_>, theme: &Theme, mut group: Vec<Claim>) -> Option<Draft> {
    let order: BTreeMap<usize, usize> =
        context.members.iter().enumerate().map(|(place, &index)| (index, place)).collect();
    group.sort_by_key(|claim| (order.get(&claim.at.report).copied(), claim.at.field, claim.at.statement));
    let denies = |claim: &Claim| {
        statement(context.reports, claim.at).is_some_and(|statement| {
            statement.polarity == Polarity::Negative || statement.stance == Stance::Denies
        })
    };
    let (mut denied, mut affirmed): (Vec<Claim>, Vec<Claim>) = group.iter().cloned().partition(denies);
    if !affirmed.is_empty() {
        // What only stands in a noun's shadow denies nothing.
        denied.retain(|claim| claim.said);
    }
    let negative = affirmed.is_empty();
    if negative {
        std::mem::swap(&mut denied, &mut affirmed);
    }
    let first = affirmed.first()?;
    let mut evidence: Vec<StatementAt> = Vec::new();
    let mut seen = BTreeSet::new();
    for claim in &group {
        if let Some(statement) = statement(context.reports, claim.at)
            && seen.insert((claim.at.report, claim.at.field, statement.evidence))
        {
            evidence.push(claim.at);
        }
    }
    let main =
        context.happening.is_some_and(|happening| group.iter().any(|claim| happening.is_main(claim.at)));
    let part =
        context.happening.is_some_and(|happening| group.iter().all(|claim| happening.is_part(claim.at)));
    if main {
        add_figures(context, &mut evidence, &mut seen);
    }
    let most = |of: &dyn Fn(&tidings_extract::Statement) -> Option<String>| -> Option<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for claim in &affirmed {
            if let Some(value) = statement(context.reports, claim.at).and_then(of) {
                *counts.entry(value).or_default() += 1;
            }
        }
        counts
            .into_iter()
            .max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)))
            .map(|(value, _)| value)
    };
    let frame = most(&|statement| Some(statement.frame.clone())).unwrap_or_else(|| first.lemma.clone());
    // Many words tell the main happening; its kind decides, and of an accident "killed" is no assault.
    let kind = context.happening.filter(|_| main).map(|happening| happening.plover().map(str::to_owned));
    let plover = kind.unwrap_or_else(|| most(&|statement| statement.plover.clone()));
    let cameo = most(&|statement| statement.cameo.clone()).filter(|_| plover.is_some());
    let told = context
        .happening
        .zip(group.first())
        .and_then(|(happening, first)| happening.belongs(first.at).map(|belongs| (happening, belongs)));
    let (actors, recipients) = match told {
        Some((happening, Belongs::Main | Belongs::Means(_))) => {
            let struck = if happening.is_attack() { struck(context, &affirmed) } else { Vec::new() };
            (doers(context, happening, &affirmed), struck)
        }
        Some((_, Belongs::Fallen)) => stopped(context, &affirmed),
        _ => (
            parties(context, affirmed.iter().map(|claim| claim.actors.as_slice())),
            parties(context, affirmed.iter().map(|claim| claim.recipients.as_slice())),
        ),
    };
    let harm = matches!(told, Some((_, Belongs::Main | Belongs::Means(_) | Belongs::Fallen)));
    let place = place(&affirmed);
    let mut draft = Draft {
        evidence,
        frame,
        plover,
        cameo,
        actors,
        recipients,
        place,
        summary: summary::Summary::default(),
        negative,
        signs: Vec::new(),
        importance: 0.0,
        main,
        part,
        harm,
        affirmed,
        denied,
    };
    draft.summary = summary::summary(context, &draft);
    draft.signs = worth::signs(context, theme, &draft);
    draft.importance = worth::score(&draft.signs);
    Some(draft)
}

/// Adds to the evidence of the main happening what gives its figures.
fn add_figures(
    context: &Context<'_>,
    evidence: &mut Vec<StatementAt>,
    seen: &mut BTreeSet<(usize, Field, tidings_text::Span)>,
) {
    for figure in context.figures {
        if let Some(statement) = statement(context.reports, figure.at)
            && seen.insert((figure.at.report, figure.at.field, statement.evidence))
        {
            evidence.push(figure.at);
        }
    }
}

fn is_fact(context: &Context<'_>, claim: &Claim) -> bool {
    statement(context.reports, claim.at).is_some_and(|statement| {
        matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged)
    })
}

impl Draft {
    /// Returns by what an event is ordered: its worth, what reports only recall after the news.
    fn place(&self) -> f64 {
        let background = worth::SIGNS.iter().position(|name| *name == "background");
        let recalled = background.and_then(|at| self.signs.get(at)).copied().unwrap_or(0.0);
        self.importance - RECALLED * recalled
    }

    /// Statements whose sources count: those that say it as fact. Who condemns, welcomes or merely mentions an event
    /// takes it for granted and is no origin of it; only where nobody says it outright do mentions count.
    pub(super) fn said(&self, context: &Context<'_>) -> Vec<&Claim> {
        let found: Vec<&Claim> =
            self.affirmed.iter().filter(|claim| claim.said && is_fact(context, claim)).collect();
        if found.is_empty() { self.affirmed.iter().collect() } else { found }
    }

    /// Says whether every report tells it as background.
    pub(super) fn is_background(&self, context: &Context<'_>) -> bool {
        self.said(context)
            .iter()
            .all(|claim| statement(context.reports, claim.at).is_some_and(|statement| statement.background))
    }

    /// Says whether a report says it outright: a relation must be told by a clause of its own ("the recognition was
    /// welcomed" is none), and a noun of one report must name who did it ("condemned its invasion" may mean another).
    fn is_outright(&self, context: &Context<'_>) -> bool {
        let of = |claim: &Claim| statement(context.reports, claim.at);
        let relation =
            self.affirmed.iter().any(|claim| of(claim).is_some_and(|found| found.relation.is_some()));
        let is_said = self.affirmed.iter().any(|claim| claim.said && is_fact(context, claim));
        let by_pronoun = |claim: &Claim| {
            let doc = context.reports[claim.at.report].doc(claim.at.field);
            of(claim).zip(doc).is_some_and(|(found, doc)| {
                doc.child(found.head, "poss").is_some_and(|owner| &*doc.tokens()[owner].tag == "PRP$")
            })
        };
        let one_noun = self.all_reports().len() == 1
            && self.affirmed.iter().all(|claim| !claim.verb && by_pronoun(claim));
        !one_noun && (!relation || is_said || self.negative)
    }

    /// Says whether at least half of its statements recall it as background.
    pub(super) fn is_history(&self, context: &Context<'_>) -> bool {
        let recalled = |claim: &&Claim| {
            statement(context.reports, claim.at).is_some_and(|statement| statement.background)
        };
        self.affirmed.iter().filter(recalled).count() * 2 >= self.affirmed.len()
    }

    /// Reports that speak of it at all.
    pub(super) fn all_reports(&self) -> BTreeSet<usize> {
        self.affirmed.iter().chain(&self.denied).map(|claim| claim.at.report).collect()
    }

    fn reports_where(&self, context: &Context<'_>, attributed: bool) -> BTreeSet<usize> {
        self.affirmed
            .iter()
            .filter(|claim| {
                statement(context.reports, claim.at)
                    .is_some_and(|statement| statement.attribution.is_some() == attributed)
            })
            .map(|claim| claim.at.report)
            .collect()
    }

    /// Reports that assert it in their own voice.
    pub(super) fn asserted_by(&self, context: &Context<'_>) -> BTreeSet<usize> {
        self.reports_where(context, false)
    }

    /// Reports that give it to a source and do not assert it themselves.
    pub(super) fn attributed_by(&self, context: &Context<'_>) -> BTreeSet<usize> {
        let asserted = self.asserted_by(context);
        self.reports_where(context, true).difference(&asserted).copied().collect()
    }

    /// Reports that deny it or give a source that does.
    pub(super) fn denied_by(&self) -> BTreeSet<usize> {
        self.denied.iter().map(|claim| claim.at.report).collect()
    }

    /// Ids of those whom the event concerns, and of those who answer for them.
    pub(super) fn party_ids(&self, context: &Context<'_>) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for actor in self.actors.iter().chain(&self.recipients) {
            if context.knowledge.actors.get(&actor.id.as_str().into()).is_some() {
                ids.insert(context.knowledge.actors.controller(&actor.id.as_str().into()).to_string());
                ids.insert(actor.id.clone());
            }
        }
        for claim in &self.affirmed {
            ids.extend(claim.actors.iter().chain(&claim.recipients).filter_map(|party| party.behalf.clone()));
        }
        ids
    }

    /// Returns the headline of a report that tells it in its title.
    pub(super) fn titled(&self, context: &Context<'_>) -> Option<String> {
        let claim = self.affirmed.iter().find(|claim| claim.at.field == Field::Title)?;
        context.reports[claim.at.report].report().title.clone()
    }

    /// Returns the index of a statement's words in the evidence.
    pub(super) fn evidence_of(&self, context: &Context<'_>, at: StatementAt) -> usize {
        let span = |at: StatementAt| statement(context.reports, at).map(|statement| statement.evidence);
        self.evidence
            .iter()
            .position(|other| {
                (other.report, other.field) == (at.report, at.field) && span(*other) == span(at)
            })
            .unwrap_or(0)
    }
}
