//! How many were killed, hurt, missing …: the figures that reports give of the main happening.

use std::collections::BTreeSet;

use tidings_extract::{Modality, Polarity, Quantity};
use tidings_nlp::Doc;
use tidings_text::Span;

use super::sense::sense;
use super::{Happening, Setting};
use crate::events::StatementAt;
use crate::knowledge;
use crate::told::{Field, Told};

/// A figure of the main happening.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// The statement whose words give it.
    pub(crate) at: StatementAt,
    /// `killed`, `injured` …; of a part, with those whom it counts: `children_killed`.
    pub(crate) slot: String,
    /// As the report puts it: `at least 7`, `dozens`.
    pub(crate) text: String,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    /// Whether its words give no number: "dozens".
    pub(crate) vague: bool,
    /// Whether it counts a part of those who suffered.
    pub(crate) part: bool,
    /// Where its words stand.
    pub(crate) span: Span,
}

/// Roles of quantities that count those who suffered.
const SUFFERED: &[&str] = &[
    "killed",
    "injured",
    "missing",
    "trapped",
    "in_hospital",
    "hospitalised",
    "hospitalized",
    "seriously_injured",
    "critical",
    "critically_injured",
    "displaced",
    "evacuated",
    "homeless",
];

/// Lists the figures of the happening, by report and place. `left_out` says which words an account must not use.
pub(crate) fn figures(
    reports: &[Told],
    happening: &Happening,
    left_out: &dyn Fn(usize, Field, Span) -> bool,
) -> Vec<Figure> {
    let mut found = Vec::new();
    for (report, told) in reports.iter().enumerate() {
        for field in [Field::Title, Field::Text] {
            let Some(doc) = told.doc(field) else { continue };
            for quantity in &told.found(field).quantities {
                if SUFFERED.contains(&quantity.role.as_str()) && !left_out(report, field, quantity.span) {
                    found.extend(figure(told, report, field, doc, quantity, happening));
                }
            }
        }
    }
    // Where extraction knows a report's own figure of its main event, other numbers of that role are of parts, or of other
    // happenings.
    let is_main = |figure: &Figure| {
        let quantities = &reports[figure.at.report].found(figure.at.field).quantities;
        quantities.iter().any(|one| one.main && one.span == figure.span && figure.slot == one.role)
    };
    let known: BTreeSet<(usize, String)> = found
        .iter()
        .filter(|figure| is_main(figure))
        .map(|figure| (figure.at.report, figure.slot.clone()))
        .collect();
    found.retain(|figure| {
        figure.part || is_main(figure) || !known.contains(&(figure.at.report, figure.slot.clone()))
    });
    // "Scores" says nothing beside a number of the same report.
    let numbered: BTreeSet<(usize, String)> = found
        .iter()
        .filter(|figure| !figure.vague)
        .map(|figure| (figure.at.report, figure.slot.clone()))
        .collect();
    found.retain(|figure| !figure.vague || !numbered.contains(&(figure.at.report, figure.slot.clone())));
    // A part is told as one only beside a whole.
    let wholes: BTreeSet<String> =
        found.iter().filter(|figure| !figure.part).map(|figure| figure.slot.clone()).collect();
    for figure in found.iter_mut().filter(|figure| figure.part) {
        let role = figure.slot.rsplit('/').next().unwrap_or_default().to_owned();
        if wholes.contains(&role) {
            figure.slot = figure.slot.replace('/', "_");
        } else {
            figure.part = false;
            figure.slot = role;
        }
    }
    found
}

fn figure(
    told: &Told,
    report: usize,
    field: Field,
    doc: &Doc,
    quantity: &Quantity,
    happening: &Happening,
) -> Option<Figure> {
    let tokens = doc.tokens_in(quantity.span);
    let head = tokens.clone().find(|&token| doc.head(token).is_none_or(|above| !tokens.contains(&above)))?;
    let statements = &told.found(field).statements;
    let index = quantity.statement.or_else(|| {
        let sentence = doc.sentence_of(head);
        statements
            .iter()
            .position(|statement| doc.sentence_of(statement.head) == sentence && !statement.saying)
    })?;
    let statement = statements.get(index)?;
    let real = matches!(statement.modality, Modality::Asserted | Modality::Announced | Modality::Alleged);
    if statement.polarity == Polarity::Negative || !real {
        return None;
    }
    let one = quantity.high.is_some_and(|high| high <= 1.0);
    if happening.many && one {
        return None;
    }
    match happening.scope.setting_of_figure(told, field, head) {
        Setting::Other => return None,
        // What is recalled without a day or a place of the happening is not known to be of it.
        Setting::Open if statement.background => return None,
        _ => {}
    }
    let at = StatementAt { report, field, statement: index };
    let words = quantity.span.of(told.words(field));
    let counted = counted_group(doc, tokens.clone());
    let listed = (tokens.start.saturating_sub(3)..tokens.start)
        .any(|token| matches!(doc.lower(token).as_str(), "including" | "include" | "includes"));
    let of_whole = is_of_whole(doc, &tokens);
    let part = counted.is_some() || listed || of_whole;
    let role = graded(doc, head, &quantity.role);
    let slot = match counted {
        Some(group) => format!("{group}/{role}"),
        None if part => format!("some/{role}"),
        None => role,
    };
    let vague = vague_word(doc, tokens.clone(), words, quantity);
    let text = vague.clone().unwrap_or_else(|| in_words(doc, tokens, quantity));
    // "More than 50" is told of 50 too, where another report rounds.
    let low = quantity.low.map(|low| if text.starts_with("more than") { low - 1.0 } else { low });
    Some(Figure {
        at,
        slot,
        text,
        vague: vague.is_some(),
        low,
        high: quantity.high,
        part,
        span: quantity.span,
    })
}

/// Says whether a report says that a toll went up: "the toll rose to", "rises to 85".
pub(super) fn grew(told: &Told) -> bool {
    let table = knowledge::happenings();
    [Field::Title, Field::Text].into_iter().any(|field| {
        let Some(doc) = told.doc(field) else { return false };
        (0..doc.len()).any(|token| {
            table.listed("tolls", &doc.tokens()[token].lemma.to_lowercase())
                && (token.saturating_sub(6)..(token + 7).min(doc.len())).any(|near| {
                    doc.sentence_of(near) == doc.sentence_of(token)
                        && table.listed("grow", &doc.tokens()[near].lemma.to_lowercase())
                })
        })
    })
}

/// Says whether a figure counts some of those told of before: "four of whom", "of which four", "20 of those".
fn is_of_whole(doc: &Doc, tokens: &std::ops::Range<usize>) -> bool {
    let pronoun = |token: usize| {
        token < doc.len()
            && matches!(doc.lower(token).as_str(), "whom" | "which" | "them" | "those" | "these")
            && token.checked_sub(1).is_some_and(|of| doc.lower(of) == "of")
    };
    tokens.clone().any(pronoun) || pronoun(tokens.end + 1) || tokens.start.checked_sub(1).is_some_and(pronoun)
}

/// Puts the grade of a harm into its role: "four are seriously injured" counts those.
fn graded(doc: &Doc, head: usize, role: &str) -> String {
    let table = knowledge::happenings();
    let harm = doc.ancestors(head).skip(1).find(|&above| sense(doc, above).is_some());
    let gravely = harm
        .into_iter()
        .flat_map(|harm| doc.children(harm))
        .any(|child| table.listed("gravely", &doc.lower(child)));
    if role == "injured" && gravely { "seriously_injured".to_owned() } else { role.to_owned() }
}

/// Returns the noun that a figure counts where it names a part of those who suffered: `children`, `tourists`.
fn counted_group(doc: &Doc, tokens: std::ops::Range<usize>) -> Option<String> {
    let last = tokens.rev().find(|&token| matches!(&*doc.tokens()[token].pos, "NOUN" | "PROPN"))?;
    let table = knowledge::happenings();
    let lemma = doc.tokens()[last].lemma.to_lowercase();
    let vague = table.listed("vague", &doc.lower(last)) || table.listed("vague", &lemma);
    (!vague && !table.listed("anybody", &lemma)).then(|| doc.lower(last))
}

/// Returns the word by which a figure avoids a number.
fn vague_word(
    doc: &Doc,
    mut tokens: std::ops::Range<usize>,
    words: &str,
    quantity: &Quantity,
) -> Option<String> {
    let figures = words.chars().any(|c| c.is_ascii_digit());
    let vague = tokens.find(|&token| knowledge::happenings().listed("vague", &doc.lower(token)))?;
    (!figures && quantity.high.is_none()).then(|| doc.lower(vague))
}

/// Puts a figure as the report does: "more than 50" is no "at least 51".
fn in_words(doc: &Doc, tokens: std::ops::Range<usize>, quantity: &Quantity) -> String {
    let plain = crate::readings::number_words(quantity.low, quantity.high);
    let before: Vec<String> =
        (tokens.start.saturating_sub(3)..tokens.end).map(|token| doc.lower(token)).collect();
    let phrase = before.join(" ");
    let above = ["more than", "over", "in excess of", "greater than"];
    match (quantity.low, quantity.high) {
        (Some(low), None) if low > 1.0 && above.iter().any(|words| has_words(&phrase, words)) => {
            format!("more than {}", crate::readings::number_words(Some(low - 1.0), Some(low - 1.0)))
        }
        _ => plain,
    }
}

fn has_words(phrase: &str, words: &str) -> bool {
    format!(" {phrase} ").contains(&format!(" {words} "))
}
