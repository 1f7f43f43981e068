//! Which events of a story are worth telling, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::{Modality, Polarity, Stance};
use tidings_text::wire;

use super::happening::{Belongs, doers, stopped, struck};
use super::merge::statement;
use super::parties::{parties, place};
use super::{Context, rivals, silence, summary};
use crate::events::{Claim, StatementAt};
use crate::origins::{Ends, Support};
use crate::told::Field;

/// Most events that an account tells.
const MOST_EVENTS: usize = 100;
/// Sentences that count as a report's lead.
const LEAD_SENTENCES: usize = 4;

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
    pub(crate) importance: f64,
    /// Whether it is the story's main happening …
    pub(crate) main: bool,
    /// … or a part of that.
    pub(crate) part: bool,
    /// Whether it is harm done, whose sufferers its figures and descriptions tell.
    pub(crate) harm: bool,
}

/// Makes events of groups of claims: the most important first, those not worth telling left out.
pub(super) fn drafts(context: &Context<'_>, groups: Vec<Vec<Claim>>) -> Vec<Draft> {
    let mut found: Vec<Draft> = groups.into_iter().filter_map(|group| draft(context, group)).collect();
    let silences = silence::silences(context, &found);
    let (told, untold): (Vec<Draft>, Vec<Draft>) =
        found.into_iter().partition(|draft| draft.main || worth_telling(context, draft));
    found = told;
    // One report's telling that clashes with what others tell is worth a line for that alone.
    let rivals: Vec<Draft> = untold
        .into_iter()
        .filter(|draft| found.iter().any(|other| rivals::rivals(context, other, draft).is_some()))
        .collect();
    found.extend(rivals);
    found.sort_by(|one, other| {
        let first =
            |draft: &Draft| draft.evidence.first().map(|at| (context.id(at.report), at.field, at.statement));
        other.importance.total_cmp(&one.importance).then_with(|| first(one).cmp(&first(other)))
    });
    drop_twins(&mut found);
    found.truncate(MOST_EVENTS);
    for claim in silences {
        silence::attach(context, &mut found, claim);
    }
    found
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

fn draft(context: &Context<'_>, mut group: Vec<Claim>) -> Option<Draft> {
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
        importance: 0.0,
        main,
        part,
        harm,
        affirmed,
        denied,
    };
    draft.importance = importance(context, &draft);
    draft.summary = summary::summary(context, &draft);
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

/// How much an event matters to its story: by who tells it, where they tell it, and what it is.
fn importance(context: &Context<'_>, draft: &Draft) -> f64 {
    let n_reports = draft.all_reports().len() as f64;
    let share = n_reports / context.members.len().max(1) as f64;
    let mut in_title = 0.0_f64;
    let mut in_lead = 0.0_f64;
    let mut background = 0.0;
    let mut unreal = 0.0;
    let all: Vec<&Claim> = draft.affirmed.iter().chain(&draft.denied).collect();
    for claim in &all {
        let Some(statement) = statement(context.reports, claim.at) else { continue };
        in_title += f64::from(u8::from(claim.at.field == Field::Title));
        in_lead += f64::from(u8::from(claim.at.field == Field::Text && claim.sentence < LEAD_SENTENCES));
        background += f64::from(u8::from(statement.background));
        unreal += f64::from(u8::from(!matches!(
            statement.modality,
            Modality::Asserted | Modality::Announced | Modality::Alleged
        )));
    }
    let n_claims = all.len().max(1) as f64;
    let typed = f64::from(u8::from(draft.plover.is_some()));
    let known = |parties: &[wire::ActorName]| f64::from(u8::from(!parties.is_empty()));
    let relation = draft.affirmed.iter().any(|claim| {
        statement(context.reports, claim.at).is_some_and(|statement| statement.relation.is_some())
    });
    4.0 * share
        + f64::from(u8::from(relation))
        + n_reports.ln()
        + (1.0 + in_title).ln()
        + (1.0 + in_lead).ln()
        + 0.8 * typed
        + 0.4 * known(&draft.actors)
        + 0.3 * known(&draft.recipients)
        - background / n_claims
        - unreal / n_claims
        - f64::from(u8::from(draft.negative))
}

/// Says whether an account tells an event: what two reports tell, what a frame knows with somebody who does it,
/// what a title or lead says. Everyday doings ("sees", "tells reporters") are told only where headlines do.
fn worth_telling(context: &Context<'_>, draft: &Draft) -> bool {
    let n_texts = n_texts(context, draft);
    let frames = &context.knowledge.frames;
    let has_party = !draft.actors.is_empty() || !draft.recipients.is_empty();
    let both = !draft.actors.is_empty() && !draft.recipients.is_empty();
    let whole = draft.summary.whole;
    let led = |sentences: usize| {
        draft.affirmed.iter().any(|claim| claim.at.field == Field::Title || claim.sentence < sentences)
    };
    let up_front = led(2);
    let in_title = draft.affirmed.iter().any(|claim| claim.at.field == Field::Title);
    let told = |holds: &dyn Fn(&Claim, &tidings_extract::Statement) -> bool| {
        let statement =
            |claim: &Claim| statement(context.reports, claim.at).is_some_and(|found| holds(claim, found));
        draft.affirmed.iter().any(statement)
    };
    let real = told(&|_, statement| {
        matches!(
            statement.modality,
            Modality::Asserted | Modality::Announced | Modality::Alleged | Modality::Planned
        )
    });
    // Words sent to somebody ("tells reporters") are an act only where more than speech is in them.
    let framed = frames.knows(&draft.frame)
        && told(&|claim, statement| {
            statement.mode.as_deref() != Some("other") || !frames.is_minor(&claim.lemma)
        });
    let verbal = told(&|claim, _| claim.verb);
    let known_party = [&draft.actors, &draft.recipients]
        .into_iter()
        .flatten()
        .any(|party| context.knowledge.actors.get(&party.id.as_str().into()).is_some());
    let minor = !framed && draft.affirmed.iter().all(|claim| frames.is_minor(&claim.lemma));
    let typed = framed && draft.plover.is_some();
    let small = context.members.len() < 3;
    match n_texts {
        0 => false,
        _ if !real => false,
        n if minor => whole && in_title && n > 1 && has_party,
        1 if draft.negative => false,
        // One report's act is told where it names both sides, leads the report, or is more than a noun in passing.
        1 if framed => whole && has_party && (both || up_front || verbal && typed),
        1 => whole && small && up_front && verbal && has_party,
        2 if framed => whole && has_party && (verbal || led(LEAD_SENTENCES)),
        2 => whole && verbal && has_party && (known_party || up_front),
        _ if framed => whole,
        _ => whole && verbal && has_party,
    }
}

/// Counts the texts that tell an event: reports that print it in the same words are one.
fn n_texts(context: &Context<'_>, draft: &Draft) -> usize {
    let ends = Ends::new(context.reports, context.passages, context.knowledge);
    let supports: Vec<Support> = draft
        .affirmed
        .iter()
        .chain(&draft.denied)
        .filter_map(|claim| {
            let span = statement(context.reports, claim.at)?.evidence;
            Some(Support {
                report: claim.at.report,
                field: claim.at.field,
                span,
                ends: Vec::new(),
                reason: None,
            })
        })
        .collect();
    let reports = draft.all_reports();
    let copied = |report: usize| {
        let own: Vec<&Support> = supports.iter().filter(|support| support.report == report).collect();
        own.iter().all(|support| {
            supports.iter().any(|other| other.report < report && ends.share_words(support, other))
        })
    };
    reports.iter().filter(|&&report| !copied(report)).count()
}

fn is_fact(context: &Context<'_>, claim: &Claim) -> bool {
    statement(context.reports, claim.at).is_some_and(|statement| {
        matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged)
    })
}

impl Draft {
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
