//! All that one report says: the stages in their order, and the interchange form.

use tidings_nlp::Doc;
use tidings_text::{CodePoints, Report, Span, wire};

use crate::actors::{Mention, find_mentions};
use crate::attributes::{Attribute, find_attributes};
use crate::attribution::{Attribution, ChainLink, find_attributions};
use crate::knowledge::Knowledge;
use crate::layout::cut_at_lines;
use crate::quantities::{Quantity, find_quantities};
use crate::statements::{Found, Participant, Relation, RelationSide, Statement, find_statements};
use crate::times::{Time, find_times};
use crate::why::Why;

/// A report with its parses: what the extraction reads.
#[derive(Debug, Clone)]
pub struct ParsedReport {
    /// The report.
    pub report: Report,
    /// The parse of its text; `None` in a language without a model.
    pub doc: Option<Doc>,
    /// The parse of its title, where it has one.
    pub title: Option<Doc>,
}

impl ParsedReport {
    /// Returns the report with its parses cut into sentences at the ends of lines, as [`extract`] wants them.
    #[must_use]
    pub fn cut_at_lines(self) -> Self {
        let doc = self.doc.map(|doc| cut_at_lines(doc, &self.report.text));
        let title_text = self.report.title.as_deref().unwrap_or_default();
        let title = self.title.map(|title| cut_at_lines(title, title_text));
        Self { report: self.report, doc, title }
    }
}

/// What one report says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    /// Found in the text.
    pub text: Findings,
    /// Found in the title.
    pub title: Findings,
}

/// What was found in one field of a report. Spans are bytes of that field.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// Times.
    pub times: Vec<Time>,
    /// Mentions.
    pub mentions: Vec<Mention>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Attributes of persons and things.
    pub attributes: Vec<Attribute>,
}

/// Extracts what a parsed report says.
#[must_use]
pub fn extract(parsed: &ParsedReport, knowledge: &Knowledge) -> Extraction {
    let field = |doc: Option<&Doc>| doc.map(|doc| find(doc, &parsed.report, knowledge)).unwrap_or_default();
    let mut extraction = Extraction { text: field(parsed.doc.as_ref()), title: field(parsed.title.as_ref()) };
    let (text, title) = find_quantities(
        parsed.doc.as_ref().map(|doc| (doc, extraction.text.statements.as_slice())),
        parsed.title.as_ref().map(|doc| (doc, extraction.title.statements.as_slice())),
        parsed.report.date(),
    );
    // A title that the text opens with is told there, once.
    let is_repeated =
        parsed.title.as_ref().is_some_and(|title| opens_with(&parsed.report.text, title.text()));
    if is_repeated {
        extraction.title.attributions.clear();
        extraction.title.statements.iter_mut().for_each(|statement| statement.attribution = None);
        extraction.title.attributes.clear();
    }
    extraction.text.quantities = text;
    extraction.title.quantities = title;
    extraction
}

/// Says whether a text opens with its title as a line or a sentence of its own, marks aside.
fn opens_with(text: &str, title: &str) -> bool {
    let mut words = text.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let mut end = 0;
    for letter in title.chars().filter(|c| c.is_alphanumeric()) {
        match words.next() {
            Some((at, c)) if c == letter => end = at + c.len_utf8(),
            _ => return false,
        }
    }
    let rest = text.get(end..).unwrap_or_default();
    end > 0
        && rest
            .chars()
            .next()
            .is_none_or(|c| !c.is_whitespace() && !c.is_alphanumeric() && c != ',' || c == '\n')
}

fn find(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Findings {
    let times = find_times(doc, report.date());
    let mentions = find_mentions(doc, &knowledge.actors);
    let named: Vec<Mention> = mentions.iter().filter(|mention| !mention.described).cloned().collect();
    let attributions = find_attributions(doc, report, &named, &knowledge.actors, &knowledge.cues);
    let found =
        Found { times: &times, mentions: &mentions, attributions: &attributions, published: report.date() };
    let statements = find_statements(doc, found, &knowledge.actors, &knowledge.frames);
    let attributes =
        find_attributes(doc, &mentions, &attributions, &statements, &knowledge.actors, report.date());
    Findings { times, mentions, attributions, statements, quantities: Vec::new(), attributes }
}

impl Extraction {
    /// Returns the interchange form, in code points; with `explain`, each item says why.
    ///
    /// The items of the text come first, those of the title after them, marked by `field`.
    #[must_use]
    pub fn to_wire(&self, report: &Report, explain: bool) -> wire::Extraction {
        let mut out = wire::Extraction {
            format: "tidings.extraction/2".to_owned(),
            id: report.id.to_string(),
            times: Vec::new(),
            mentions: Vec::new(),
            attributions: Vec::new(),
            events: Vec::new(),
            quantities: Vec::new(),
            attributes: Vec::new(),
        };
        Edge::new(&report.text, None, explain).write(&self.text, &mut out);
        if let Some(title) = &report.title {
            Edge::new(title, Some("title"), explain).write(&self.title, &mut out);
        }
        out
    }
}

/// The edge from bytes to code points for one field.
struct Edge<'t> {
    text: &'t str,
    points: CodePoints<'t>,
    field: Option<&'static str>,
    explain: bool,
}

impl<'t> Edge<'t> {
    fn new(text: &'t str, field: Option<&'static str>, explain: bool) -> Self {
        Self { text, points: CodePoints::new(text), field, explain }
    }

    fn write(&self, found: &Findings, out: &mut wire::Extraction) {
        let first_attribution = out.attributions.len();
        let first_event = out.events.len();
        out.times.extend(found.times.iter().map(|time| self.time(time)));
        let named = found.mentions.iter().filter(|mention| !mention.described);
        out.mentions.extend(named.map(|mention| self.mention(mention)));
        out.attributions.extend(
            found.attributions.iter().map(|attribution| self.attribution(attribution, first_attribution)),
        );
        out.events.extend(found.statements.iter().map(|statement| self.event(statement, first_attribution)));
        out.quantities.extend(found.quantities.iter().map(|quantity| self.quantity(quantity, first_event)));
        let attributes = found.attributes.iter();
        out.attributes.extend(attributes.map(|one| self.attribute(one, first_event, first_attribution)));
    }

    fn field(&self) -> Option<String> {
        self.field.map(str::to_owned)
    }

    fn why(&self, why: &Why) -> Option<String> {
        self.explain.then(|| why.describe(self.text))
    }

    fn ranges(&self, spans: &[Span]) -> Vec<wire::Range> {
        spans.iter().map(|&span| self.points.range(span)).collect()
    }

    fn time(&self, time: &Time) -> wire::Time {
        let [start, end] = self.points.range(time.span);
        wire::Time {
            start,
            end,
            field: self.field(),
            kind: time.kind.as_str().to_owned(),
            value: time.value.clone(),
            why: self.why(&time.why),
        }
    }

    fn mention(&self, mention: &Mention) -> wire::Mention {
        let [start, end] = self.points.range(mention.span);
        wire::Mention {
            start,
            end,
            field: self.field(),
            kind: mention.kind.as_str().to_owned(),
            actor: mention.actor.as_ref().map(ToString::to_string),
            name: mention.name.clone(),
            acts: mention.acts,
            anaphor: mention.anaphor,
            members: mention.members.iter().map(ToString::to_string).collect(),
            why: self.why(&mention.why),
        }
    }

    fn attribution(&self, attribution: &Attribution, first: usize) -> wire::Attribution {
        wire::Attribution {
            source: self.ranges(&attribution.source),
            cue: self.ranges(&attribution.cue),
            content: self.ranges(&attribution.content),
            field: self.field(),
            kind: attribution.kind.as_str().to_owned(),
            quoted: attribution.quoted.as_str().to_owned(),
            parent: attribution.parent.map(|parent| first + parent),
            chain: attribution.chain.iter().map(|link| link.to_wire(self.text, &self.points)).collect(),
            why: self.why(&attribution.why),
        }
    }

    fn event(&self, statement: &Statement, first_attribution: usize) -> wire::Event {
        let [start, end] = self.points.range(statement.trigger);
        let participants = |all: &[Participant]| all.iter().map(|one| self.participant(one)).collect();
        wire::Event {
            start,
            end,
            field: self.field(),
            kind: statement.plover.clone(),
            mode: statement.mode.clone(),
            cameo: statement.cameo.clone(),
            actors: participants(&statement.actors),
            recipients: participants(&statement.recipients),
            reciprocal: statement.reciprocal,
            times: statement
                .times
                .iter()
                .map(|time| wire::EventTime {
                    start: time.span.map(|span| self.points.range(span)[0]),
                    end: time.span.map(|span| self.points.range(span)[1]),
                    value: time.value.clone(),
                    role: time.role.as_str().to_owned(),
                })
                .collect(),
            place: statement.place.as_ref().map(|place| self.participant(place)),
            polarity: statement.polarity.as_str().to_owned(),
            modality: statement.modality.as_str().to_owned(),
            background: statement.background,
            stance: statement.stance.as_str().to_owned(),
            attribution: statement.attribution.map(|index| first_attribution + index),
            relation: statement.relation.as_ref().map(wire_relation),
            why: self.why(&statement.why),
        }
    }

    fn participant(&self, participant: &Participant) -> wire::Participant {
        let [start, end] = self.points.range(participant.span);
        wire::Participant {
            text: participant.span.of(self.text).to_owned(),
            start,
            end,
            id: participant.actor.as_ref().map(ToString::to_string),
            name: Some(participant.name.clone()),
            members: participant.members.iter().map(ToString::to_string).collect(),
        }
    }

    fn quantity(&self, quantity: &Quantity, first_event: usize) -> wire::Quantity {
        let [start, end] = self.points.range(quantity.span);
        wire::Quantity {
            role: quantity.role.clone(),
            value: (quantity.low, quantity.high),
            start,
            end,
            field: self.field(),
            event: quantity.statement.map(|index| first_event + index),
            main: quantity.main,
            why: self.why(&quantity.why),
        }
    }
}

impl Edge<'_> {
    fn attribute(
        &self,
        attribute: &Attribute,
        first_event: usize,
        first_attribution: usize,
    ) -> wire::Attribute {
        let [start, end] = self.points.range(attribute.span);
        let holder = &attribute.holder;
        let [holder_start, holder_end] = self.points.range(holder.span);
        wire::Attribute {
            holder: wire::AttributeHolder {
                text: holder.span.of(self.text).to_owned(),
                start: holder_start,
                end: holder_end,
                id: holder.actor.as_ref().map(ToString::to_string),
                name: holder.name.clone(),
            },
            attribute: attribute.name.clone(),
            value: attribute.value.text.clone(),
            bounds: attribute.value.dimension.as_ref().map(|_| (attribute.value.low, attribute.value.high)),
            dimension: attribute.value.dimension.clone(),
            start,
            end,
            field: self.field(),
            event: attribute.statement.map(|index| first_event + index),
            attribution: attribute.attribution.map(|index| first_attribution + index),
            why: self.why(&attribute.why),
        }
    }
}

fn wire_relation(relation: &Relation) -> wire::Relation {
    let side = |side: &RelationSide| wire::RelationSide {
        id: side.actor.as_ref().map(ToString::to_string),
        name: side.name.clone(),
    };
    let names = |sides: &[RelationSide]| match sides {
        [only] => wire::OneOrMany::One(side(only)),
        many => wire::OneOrMany::Many(many.iter().map(side).collect()),
    };
    wire::Relation {
        subject: names(&relation.subjects),
        relation: relation.relation.clone(),
        object: names(&relation.objects),
        change: relation.change.as_str().to_owned(),
    }
}

impl ChainLink {
    /// Returns the interchange form; `points` counts in `text`, the field that the link stands in.
    #[must_use]
    pub fn to_wire(&self, text: &str, points: &CodePoints<'_>) -> wire::ChainLink {
        let range = self.span.map(|span| points.range(span));
        wire::ChainLink {
            actor: self.actor.as_ref().map(ToString::to_string),
            text: self.span.map_or_else(|| self.name.clone(), |span| span.of(text).to_owned()),
            start: range.map(|[start, _]| start),
            end: range.map(|[_, end]| end),
            cue: self.cue.map(|cue| points.range(cue)),
            kind: self.kind.as_str().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_told_once() {
        assert!(opens_with("Ferry ‘lost.’\n\nThe ferry", "Ferry ‘lost’"));
        assert!(opens_with("Ferry lost\nThe ferry", "Ferry lost"));
        assert!(!opens_with("Ferry lost its way", "Ferry lost"));
        assert!(!opens_with("", "") && !opens_with("Ferry", ""));
    }
}
