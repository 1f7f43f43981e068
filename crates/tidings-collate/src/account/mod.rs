//! The account of one story: events, readings, origins, disagreements, passages and evidence in one value.
//!
//! [`happening`] finds what the story is about, [`merge`] says which statements are one event, [`draft`] makes each,
//! [`worth`] says which are worth telling and in which order,
//! [`slots`] what the reports give for each part, [`rivals`] where whole events stand against each other, and
//! [`summary`] puts each into a line.

mod attributes;
mod claims;
mod clocks;
mod copied;
mod differences;
mod draft;
mod happening;
mod kind;
mod matters;
mod merge;
mod news_days;
mod parties;
mod people;
mod rank;
mod rivals;
mod sets;
mod silence;
mod slots;
mod summary;
#[cfg(test)]
mod tests;
mod worth;

use std::collections::{BTreeMap, BTreeSet};

use tidings_extract::Knowledge;
use tidings_text::{CodePoints, Report, wire};

use crate::events::StatementAt;
use crate::origins::{Ends, Support, chain, count, report_names};
use crate::passages::{Passage, PassageKind, passages};
use crate::stories::Story;
use crate::told::{Told, canonical_order};
use draft::{Choice, Draft};
use happening::{Figure, Happening, figures};
use kind::{ReportKind, report_kind};
use news_days::NewsDays;
pub use worth::SIGNS;

/// Returns the account of a story; `reports` is the list that the story's indexes point into.
#[must_use]
pub fn account(
    story: &Story,
    reports: &[Told],
    knowledge: &Knowledge,
    made_by: &wire::MadeBy,
) -> wire::Account {
    make(story, reports, knowledge, made_by, Choice::Worthy).0
}

/// Returns all events found in a story, worth telling or not, each with the values of [`SIGNS`]: what the trainer in
/// `xtask` reads.
#[must_use]
pub fn candidates(
    story: &Story,
    reports: &[Told],
    knowledge: &Knowledge,
) -> Vec<(wire::AccountEvent, Vec<f64>)> {
    let made_by = wire::MadeBy { tidings: String::new(), model: String::new(), data: String::new() };
    let (account, signs) = make(story, reports, knowledge, &made_by, Choice::All);
    account.events.into_iter().zip(signs).collect()
}

/// Returns a story's account, and the signs of each of its events.
fn make(
    story: &Story,
    reports: &[Told],
    knowledge: &Knowledge,
    made_by: &wire::MadeBy,
    choice: Choice,
) -> (wire::Account, Vec<Vec<f64>>) {
    // The story's reports alone, in their order, so that no index of the run shows in what follows.
    let mut ordered: Vec<Told> =
        members_in_order(story, reports).into_iter().map(|index| reports[index].clone()).collect();
    clocks::set_right(&mut ordered);
    let reports = ordered.as_slice();
    let members: Vec<usize> = (0..reports.len()).collect();
    let passages = story_passages(&members, reports);
    let kinds: BTreeMap<usize, ReportKind> =
        members.iter().map(|&index| (index, report_kind(reports[index].report()))).collect();
    let mut claims = claims::claims_to_tell(reports, &members, &passages);
    copied::share_dates(reports, &passages, &mut claims);
    people::unify(&mut claims, knowledge);
    let happening = Happening::find(reports, &claims);
    let left_out = |report, field, span| claims::left_out(&passages, report, field, span);
    let figures: Vec<Figure> =
        happening.as_ref().map(|happening| figures(reports, happening, &left_out)).unwrap_or_default();
    let originals = copied::originals(reports, &claims);
    let happened = happening.as_ref().and_then(|happening| happening.scope.days).map(|days| days.0);
    let news_days = NewsDays::of(reports, &claims, happened);
    let context = Context {
        reports,
        members: &members,
        passages: &passages,
        kinds: &kinds,
        knowledge,
        happening: happening.as_ref(),
        figures: &figures,
        originals: &originals,
        news_days: &news_days,
    };
    let drafts = draft::drafts(&context, merge::merge(reports, claims, happening.as_ref()), choice);
    let mut ends = Ends::new(reports, &passages, knowledge);
    ends.learn(&members);
    let mut events: Vec<wire::AccountEvent> =
        drafts.iter().enumerate().map(|(number, draft)| event(&context, &mut ends, number, draft)).collect();
    mark_parts(&drafts, &mut events);
    let mut disagreements = rivals::mark(&context, &drafts, &mut events);
    disagreements.extend(differences::disagreements(&context, &drafts, &events));
    disagreements.extend(attributes::disagreements(&context, &mut ends, &drafts, &events));
    disagreements.extend(matters::disagreements(&context, &mut ends, &drafts, &events));
    let disagreements = matters::ranked(disagreements, &events);
    let figures = count_origins(&context, &mut ends, &drafts);
    let account = wire::Account {
        format: "tidings.account/1".to_owned(),
        made_by: made_by.clone(),
        story: story.id.clone(),
        title: title(&context, &drafts, &events),
        reports: members
            .iter()
            .map(|&index| account_report(reports[index].report(), kinds[&index]))
            .collect(),
        origins: origins(&context, &ends, &drafts),
        events,
        disagreements,
        passages: wire_passages(reports, &passages),
        figures,
    };
    (account, drafts.into_iter().map(|draft| draft.signs).collect())
}

/// What the parts of an account are made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// All reports of the run.
    pub(crate) reports: &'a [Told],
    /// The story's reports, in order.
    pub(crate) members: &'a [usize],
    /// Passages between them, by index into `reports`.
    pub(crate) passages: &'a [Passage],
    /// Their kinds.
    pub(crate) kinds: &'a BTreeMap<usize, ReportKind>,
    /// Actors and their controllers.
    pub(crate) knowledge: &'a Knowledge,
    /// What the story is about, where that harms people.
    pub(crate) happening: Option<&'a Happening>,
    /// The figures of those who suffered in it.
    pub(crate) figures: &'a [Figure],
    /// Statements that stand in an earlier report in the same words, and where.
    pub(crate) originals: &'a BTreeMap<StatementAt, StatementAt>,
    /// When what the reports tell as news without a day may have happened.
    pub(crate) news_days: &'a NewsDays,
}

impl Context<'_> {
    fn analyses(&self) -> BTreeSet<usize> {
        let is_analysis =
            |(&index, &kind): (&usize, &ReportKind)| (kind == ReportKind::Analysis).then_some(index);
        self.kinds.iter().filter_map(is_analysis).collect()
    }

    pub(crate) fn id(&self, report: usize) -> String {
        self.reports[report].report().id.to_string()
    }

    fn ids(&self, reports: &BTreeSet<usize>) -> Vec<String> {
        self.members.iter().filter(|index| reports.contains(index)).map(|&index| self.id(index)).collect()
    }

    /// Says whether an id is of an actor that is known by name.
    pub(crate) fn is_known(&self, id: &str) -> bool {
        self.knowledge.actors.get(&tidings_text::ActorId::from(id)).is_some()
    }

    /// Returns the usual name of an actor, or the name that the reports give.
    pub(crate) fn actor_name(&self, id: &str, told: &str) -> String {
        let known = self.knowledge.actors.get(&tidings_text::ActorId::from(id));
        known.map_or_else(|| told.to_owned(), |record| record.name.clone())
    }
}

fn members_in_order(story: &Story, reports: &[Told]) -> Vec<usize> {
    let members: Vec<usize> = story.reports.iter().copied().filter(|&index| index < reports.len()).collect();
    let plain: Vec<&Report> = members.iter().map(|&index| reports[index].report()).collect();
    canonical_order(&plain).into_iter().map(|place| members[place]).collect()
}

fn story_passages(members: &[usize], reports: &[Told]) -> Vec<Passage> {
    let plain: Vec<&Report> = members.iter().map(|&index| reports[index].report()).collect();
    let mut found = passages(&plain);
    for passage in &mut found {
        passage.a.report = members[passage.a.report];
        passage.b.report = members[passage.b.report];
    }
    found
}

fn wire_passages(reports: &[Told], passages: &[Passage]) -> Vec<wire::Passage> {
    let all: Vec<&Report> = reports.iter().map(Told::report).collect();
    passages.iter().map(|passage| passage.to_wire(&all)).collect()
}

fn account_report(report: &Report, kind: ReportKind) -> wire::AccountReport {
    wire::AccountReport {
        id: report.id.to_string(),
        file: report.file.clone(),
        url: report.url.clone(),
        outlet: report.outlet.clone(),
        title: report.title.clone(),
        published: report.published.as_ref().map(|published| published.written.clone()),
        text_sha256: tidings_text::digest(report.text.as_bytes()),
        kind: kind.as_str().to_owned(),
    }
}

fn event(context: &Context<'_>, ends: &mut Ends<'_>, number: usize, draft: &Draft) -> wire::AccountEvent {
    let analyses = context.analyses();
    let names = report_names(context.reports);
    let parties = draft.party_ids(context);
    let mut supports: Vec<Support> = Vec::new();
    for claim in draft.said(context) {
        supports.extend(ends.support(claim.at));
    }
    ends.follow_copies(&mut supports);
    let mut found = count(ends, &supports, &parties, &analyses, &names);
    if found.low > 1 && draft.is_background(context) {
        found.low = 1;
        found.reasons.push("Every report recalls it as known; none tells who found it out.".to_owned());
    }
    let evidence = draft.evidence.iter().map(|at| evidence(context, *at)).collect();
    let told: BTreeSet<usize> = draft.all_reports();
    let silent: BTreeSet<usize> =
        context.members.iter().copied().filter(|index| !told.contains(index)).collect();
    let slots = slots::slots(context, ends, draft, &parties, &analyses, &names);
    wire::AccountEvent {
        id: format!("e{}", number + 1),
        kind: draft.plover.clone(),
        cameo: draft.cameo.clone(),
        summary: draft.summary.text.clone(),
        actors: draft.actors.clone(),
        recipients: draft.recipients.clone(),
        place: draft.place.clone(),
        asserted_by: context.ids(&draft.asserted_by(context)),
        attributed_by: context.ids(&draft.attributed_by(context)),
        denied_by: context.ids(&draft.denied_by()),
        silent: context.ids(&silent),
        part_of: None,
        rival_of: Vec::new(),
        origins: wire::EventOrigins {
            ids: found.ends.iter().map(|end| format!("o{}", end + 1)).collect(),
            chain_ends: found.chain_ends,
            low: found.low,
            high: found.high,
            reasons: found.reasons,
        },
        slots,
        evidence,
    }
}

/// Marks events that are parts of the story's main happening.
fn mark_parts(drafts: &[Draft], events: &mut [wire::AccountEvent]) {
    let main = drafts.iter().position(|draft| draft.main).map(|index| events[index].id.clone());
    for (draft, event) in drafts.iter().zip(events) {
        if draft.part {
            event.part_of.clone_from(&main);
        }
    }
}

fn evidence(context: &Context<'_>, at: StatementAt) -> wire::Evidence {
    let told = &context.reports[at.report];
    let text = told.words(at.field);
    let points = CodePoints::new(text);
    let found = told.found(at.field);
    let statement = &found.statements[at.statement];
    let [start, end] = points.range(statement.evidence);
    let links = chain(found, statement.attribution);
    wire::Evidence {
        report: context.id(at.report),
        field: at.field.as_str().to_owned(),
        start,
        end,
        text: statement.evidence.of(text).to_owned(),
        chain: links.iter().map(|link| link.to_wire(text, &points)).collect(),
        modality: statement.modality.as_str().to_owned(),
        background: statement.background,
    }
}

fn origins(context: &Context<'_>, ends: &Ends<'_>, drafts: &[Draft]) -> Vec<wire::Origin> {
    let sides: BTreeSet<String> = drafts.iter().flat_map(|draft| draft.party_ids(context)).collect();
    let origin = |(number, end): (usize, &crate::origins::End)| wire::Origin {
        id: format!("o{}", number + 1),
        name: end.name.clone(),
        kind: end.kind.to_owned(),
        controller: end.controller.clone(),
        side: end.controller.clone().filter(|id| sides.contains(id)),
        reports: context.ids(&end.reports),
        chains: end.chains.clone(),
    };
    ends.all.iter().enumerate().map(origin).collect()
}

fn count_origins(context: &Context<'_>, ends: &mut Ends<'_>, drafts: &[Draft]) -> wire::Figures {
    let mut supports: Vec<Support> = Vec::new();
    for draft in drafts {
        for claim in draft.said(context) {
            supports.extend(ends.support(claim.at));
        }
    }
    ends.follow_copies(&mut supports);
    let parties: BTreeSet<String> = drafts.iter().flat_map(|draft| draft.party_ids(context)).collect();
    let found = count(ends, &supports, &parties, &context.analyses(), &report_names(context.reports));
    wire::Figures {
        reports: context.members.len(),
        texts: n_texts(context),
        origins: wire::LowHigh { low: found.low, high: found.high },
    }
}

/// Counts different texts: a report of which most is copied from another is none of its own.
fn n_texts(context: &Context<'_>) -> usize {
    let mut copies = 0;
    for (place, &report) in context.members.iter().enumerate() {
        let text = &context.reports[report].report().text;
        let is_copy = context.members[..place].iter().any(|&earlier| {
            let other = &context.reports[earlier].report().text;
            if text == other {
                return true;
            }
            let shared: usize = context
                .passages
                .iter()
                .filter(|passage| passage.kind == PassageKind::Copy || passage.kind == PassageKind::Quotation)
                .filter_map(|passage| match (passage.a.report, passage.b.report) {
                    (a, b) if (a, b) == (earlier, report) => Some(passage.b.span.len()),
                    (a, b) if (a, b) == (report, earlier) => Some(passage.a.span.len()),
                    _ => None,
                })
                .sum();
            shared * 2 > text.len()
        });
        copies += usize::from(is_copy);
    }
    context.members.len() - copies
}

/// Returns the headline of the report whose title tells the first event; else the first headline there is.
fn title(context: &Context<'_>, drafts: &[Draft], events: &[wire::AccountEvent]) -> String {
    let titled = drafts.iter().take(3).find_map(|draft| draft.titled(context));
    let any = || context.members.iter().find_map(|&index| context.reports[index].report().title.clone());
    let summary = || events.first().map(|event| event.summary.clone());
    titled.or_else(any).or_else(summary).unwrap_or_default()
}
