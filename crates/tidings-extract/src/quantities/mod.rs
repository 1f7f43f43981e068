//! Quantities with role, bounds and the event they belong to: killed, injured, arrested …
//!
//! Numbers keep their bounds (`count`). Harm to people is read word by word with those it befell (`harms`, `people`), mentions
//! of one person are joined (`ledger`), and the figures of the main event are concluded from title and text (`figures`).
//! Bounds: "at least 12" is [12, open], "more than 100" is [101, open], as people and things are counted whole; "up to 50" is
//! [open, 50]; "about 50" and "nearly 50" are [50, 50].

mod count;
mod figures;
mod harms;
mod ledger;
mod lexicon;
mod people;
mod roles;
#[cfg(test)]
mod tests;
pub mod training;

use jiff::civil::Date;
use tidings_nlp::Doc;
use tidings_text::Span;

use crate::statements::Statement;
use crate::why::Why;
pub(crate) use count::Words;
use figures::{Field, Figure, conclude};
use harms::{INDIRECT, Told, span_of};
pub(crate) use lexicon::Bound;
use lexicon::Harm;
use people::Member;

/// A quantity with its role and bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// What is counted: `killed`, `injured`, `arrested` …
    pub role: String,
    /// At least; `None` where open.
    pub low: Option<f64>,
    /// At most; `None` where open.
    pub high: Option<f64>,
    /// Its words, bytes.
    pub span: Span,
    /// Index of the statement that it belongs to.
    pub statement: Option<usize>,
    /// Whether it is the figure of the report's main event; at most one a role.
    pub main: bool,
    /// The rule and words behind it.
    pub why: Why,
}

/// Finds the quantities of a report: those of its text and those of its title, each in text order.
///
/// The figures of the main event are marked over both fields, at most one a role.
#[must_use]
pub fn find_quantities(
    text: Option<(&Doc, &[Statement])>,
    title: Option<(&Doc, &[Statement])>,
    published: Option<Date>,
) -> (Vec<Quantity>, Vec<Quantity>) {
    let read = |doc: Option<&Doc>| doc.map(|doc| Field::new(&Words::new(doc, published))).unwrap_or_default();
    let (text_field, title_field) = (read(text.map(|(doc, _)| doc)), read(title.map(|(doc, _)| doc)));
    let mut in_text = harm_quantities(&text_field);
    let mut in_title = harm_quantities(&title_field);
    let (killed, injured) = conclude(&title_field, &text_field);
    for (role, figure) in [("killed", killed), ("injured", injured)] {
        let Some(figure) = figure else { continue };
        let field = if figure.in_title { &mut in_title } else { &mut in_text };
        mark_main(field, role, &figure);
    }
    for (quantities, source) in [(&mut in_text, text), (&mut in_title, title)] {
        if let Some((doc, _)) = source {
            quantities.extend(roles::find(&Words::new(doc, published)).into_iter().map(|counted| Quantity {
                role: counted.role.to_owned(),
                low: counted.count.low,
                high: counted.count.high,
                span: counted.span,
                statement: None,
                main: false,
                why: Why::rule(counted.rule),
            }));
        }
        quantities.sort_by_key(|quantity| (quantity.span, !quantity.main));
        if let Some((_, statements)) = source {
            link(quantities, statements);
        }
    }
    (in_text, in_title)
}

/// Says whether a token is a noun for people.
pub(crate) fn is_person_noun(words: &Words<'_>, token: usize) -> bool {
    lexicon::lexicon().person(words.text(token)).is_some()
}

/// Says whether a noun is of a woman or of a man; `None` where it does not tell.
pub(crate) fn sex_of_noun(words: &Words<'_>, token: usize) -> Option<bool> {
    match lexicon::lexicon().person(words.text(token))? {
        lexicon::Sex::Female => Some(true),
        lexicon::Sex::Male => Some(false),
        lexicon::Sex::Unknown => None,
    }
}

/// The harms as quantities: what is counted, by its words.
fn harm_quantities(field: &Field) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    for told in field.told.iter().filter(|told| !INDIRECT.contains(&told.rule)) {
        let role = role(told);
        // A single person is a victim and "people" no number: neither is a figure, unless the conclusion makes it one.
        let groups = told.victims.iter().filter(|victim| match victim {
            Member::Group(group) => !group.bare,
            Member::Person(_) => told.rule == "quantities/number-beside",
        });
        quantities.extend(groups.map(|victim| quantity(role, told, victim)));
    }
    quantities
}

/// The role of a number with its harm. Several happenings together, and the state of patients, are roles of their own.
fn role(told: &Told) -> &'static str {
    match (told.harm, told.sum, told.grade) {
        (Harm::Killed, false, _) => "killed",
        (Harm::Killed, true, _) => "killed_overall",
        (Harm::Injured, false, Some(grade)) => grade,
        (Harm::Injured, false, None) => "injured",
        (Harm::Injured, true, _) => "injured_overall",
        (Harm::Shot, false, Some(grade)) => grade,
        (Harm::Shot, ..) if told.rule == "quantities/hospital" => "in_hospital",
        (Harm::Shot, ..) => "shot",
    }
}

fn quantity(role: &str, told: &Told, victim: &Member) -> Quantity {
    let (low, high) = match victim {
        Member::Person(_) => (Some(1.0), Some(1.0)),
        Member::Group(group) => (group.count.low, group.count.high),
    };
    let why = Why::rule(told.rule);
    Quantity { role: role.to_owned(), low, high, span: span_of(victim), statement: None, main: false, why }
}

/// Marks the quantity that states the figure; where none does (a sum, a difference), adds it.
fn mark_main(quantities: &mut Vec<Quantity>, role: &str, figure: &Figure) {
    let (low, high) = (figure.count.low, figure.count.high);
    let same = |quantity: &&mut Quantity| {
        quantity.role == role && quantity.span == figure.span && (quantity.low, quantity.high) == (low, high)
    };
    if let Some(quantity) = quantities.iter_mut().find(same) {
        quantity.main = true;
        quantity.why = Why { rule: figure.rule, words: figure.words.clone() };
        return;
    }
    let why = Why { rule: figure.rule, words: figure.words.clone() };
    quantities.push(Quantity {
        role: role.to_owned(),
        low,
        high,
        span: figure.span,
        statement: None,
        main: true,
        why,
    });
}

/// Links each quantity to the statement whose clause holds it: the one with the nearest trigger.
fn link(quantities: &mut [Quantity], statements: &[Statement]) {
    for quantity in quantities {
        let distance = |statement: &Statement| {
            let (a, b) = (statement.trigger, quantity.span);
            if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
        };
        let holding = statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| !statement.saying && statement.evidence.contains(quantity.span));
        quantity.statement = holding.min_by_key(|(_, statement)| distance(statement)).map(|(index, _)| index);
    }
}
