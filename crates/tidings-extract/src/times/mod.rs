//! Times: TIMEX3 values against the publication date and the narrative.

//!
//! The text is cut into atoms (`atoms`), the grammar finds expressions and what they mean (`grammar`), and each meaning is
//! set against the publication date, the dates spoken of before it, and the tense of its clause (`resolve`).
//! The conventions are those of TimeML's TIMEX3 as TempEval-3's data uses them (UzZaman et al., SemEval 2013).

mod atoms;
mod grammar;
mod interval;
mod lexicon;
mod meaning;
mod number;
mod resolve;
mod tense;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use tidings_nlp::Doc;
use tidings_text::Span;

use crate::why::Why;
use atoms::Atoms;
use meaning::{Direction, Found, Meaning, Year};
use resolve::{Context, resolve};
use tense::tense;

pub use interval::interval;

/// A time expression with its TIMEX3 value.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Its words, bytes.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value, with the precision of the words: `2022-07-13`, `2023-03`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// The rule and words behind it.
    pub why: Why,
}

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or a longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length.
    Duration,
    /// Something that recurs.
    Set,
}

impl TimeKind {
    /// Returns the type as TIMEX3 writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// Finds the times of a doc, in text order, against the publication date where it is known.
///
/// Without a publication date, what needs one stays open: "July 13" is `XXXX-07-13`, "Wednesday" `XXXX-WXX-3`.
#[must_use]
pub fn find_times(doc: &Doc, published: Option<Date>) -> Vec<Time> {
    let atoms = Atoms::new(doc);
    let mut expressions: Vec<(usize, Found)> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match grammar::expression(&atoms, at) {
            Some(found) => {
                let end = found.end.max(at + 1);
                expressions.push((at, found));
                at = end;
            }
            None => at += 1,
        }
    }
    let quotations = Quotations::new(doc.text());
    let mut narrative =
        Narrative { weekdays: weekdays(doc, &atoms, &expressions, published), ..Narrative::default() };
    let mut times = Vec::with_capacity(expressions.len());
    for (start, found) in &expressions {
        let Some(span) = span_of(&atoms, *start, found.end) else { continue };
        let token = head_token(&atoms, *start, found.end);
        let mut words = Vec::new();
        let mut now = published;
        // "Yesterday" inside a quotation belongs to the day on which the words were spoken.
        if let Some(quotation) = quotations.around(span.start) {
            let spoken = narrative.spoken_in(doc, token, quotation).or_else(|| {
                spoken_later(
                    &atoms,
                    &expressions,
                    doc,
                    token,
                    quotation,
                    &narrative.context(doc, token, "", published),
                )
            });
            if let Some((date, evidence)) = spoken {
                now = Some(date);
                words.push(evidence);
            }
        }
        let context = narrative.context(doc, token, atoms.before(*start), now);
        let (value, kind) = resolve(&found.meaning, found.kind, &context);
        narrative.remember(&value, &found.meaning, span, doc.sentence_of(token));
        times.push(Time { span, kind, value, why: Why { rule: found.rule, words } });
    }
    times
}

/// How many days from the publication a day may lie that a bare weekday means.
const WEEKDAY_REACH: i32 = 10;

/// Returns, for each weekday, the one day near the publication that the text calls by it: a report of the evening before
/// speaks of "Friday, July 15", and then of "Friday".
fn weekdays(
    doc: &Doc,
    atoms: &Atoms<'_>,
    expressions: &[(usize, Found)],
    published: Option<Date>,
) -> [Option<Date>; 7] {
    let mut found: [Option<Date>; 7] = [None; 7];
    let mut unsure = [false; 7];
    let Some(published) = published else { return found };
    for (start, expression) in expressions {
        if !matches!(expression.meaning, Meaning::MonthDay { .. } | Meaning::Fixed(_)) {
            continue;
        }
        let Some(span) = span_of(atoms, *start, expression.end) else { continue };
        let token = head_token(atoms, *start, expression.end);
        let context = Narrative::default().context(doc, token, "", Some(published));
        let (value, _) = resolve(&expression.meaning, expression.kind, &context);
        let Some((date, _)) = interval(&value).filter(|(first, last)| first == last) else { continue };
        let near = published.until(date).is_ok_and(|span| span.get_days().abs() <= WEEKDAY_REACH);
        let offset = date.weekday().to_monday_zero_offset();
        let words = span.of(doc.text()).to_lowercase();
        let before = atoms.before(*start);
        let names = NAMES.get(usize::try_from(offset).unwrap_or_default());
        let named = names.is_some_and(|name| words.starts_with(name) || before.starts_with(name));
        if let (true, true, Ok(at)) = (near, named, usize::try_from(offset)) {
            unsure[at] |= found[at].is_some_and(|other| other != date);
            found[at] = Some(date);
        }
    }
    for (day, unsure) in found.iter_mut().zip(unsure) {
        *day = day.filter(|_| !unsure);
    }
    // A report that calls its own day by name ("on Thursday") was begun on it, and gone on with past midnight where it
    // speaks of the next: "early Friday".
    let bare =
        |weekday: i8| expressions.iter().any(|(_, expression)| is_weekday(&expression.meaning, weekday));
    let own = published.weekday().to_monday_one_offset();
    let next = own % 7 + 1;
    if bare(own)
        && bare(next)
        && let Ok(at) = usize::try_from(next - 1)
        && let Some(day) = found.get_mut(at).filter(|day| day.is_none())
    {
        *day = published.tomorrow().ok();
    }
    found
}

/// Says whether a meaning is a bare weekday, or a time of it.
fn is_weekday(meaning: &Meaning, wanted: i8) -> bool {
    match meaning {
        Meaning::Weekday { weekday, direction: Direction::Open } => *weekday == wanted,
        Meaning::Clock { day: Some(day), .. } => is_weekday(day, wanted),
        _ => false,
    }
}

/// How the names of the weekdays begin, from Monday on.
const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn span_of(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<Span> {
    let first = atoms.get(start)?;
    let last = atoms.get(end.checked_sub(1)?)?;
    Some(Span::new(first.start as usize, (last.end as usize).max(first.end as usize)))
}

/// Returns the token of the expression whose head lies outside it; the last one without such.
fn head_token(atoms: &Atoms<'_>, start: usize, end: usize) -> usize {
    let token_of = |at: usize| atoms.get(at).map_or(0, |atom| atom.token as usize);
    let (first, last) = (token_of(start), token_of(end.saturating_sub(1)));
    let tokens = atoms.doc.tokens();
    (first..=last)
        .find(|&token| tokens.get(token).is_some_and(|found| found.head < first || last < found.head))
        .unwrap_or(last)
}

/// Returns a day of the same sentence that stands after the quotation: `"We leave tomorrow," she said on Monday.`
fn spoken_later(
    atoms: &Atoms<'_>,
    expressions: &[(usize, Found)],
    doc: &Doc,
    token: usize,
    quotation: Span,
    context: &Context,
) -> Option<(Date, Span)> {
    let sentence = doc.sentence_of(token);
    let days = expressions.iter().filter(|(_, found)| {
        matches!(found.meaning, Meaning::Weekday { .. } | Meaning::MonthDay { .. } | Meaning::Day { .. })
    });
    for (start, found) in days {
        let span = span_of(atoms, *start, found.end)?;
        let head = head_token(atoms, *start, found.end);
        if span.start >= quotation.end && doc.sentence_of(head) == sentence {
            let mut context = context.clone();
            context.tense = tense(doc, head);
            let (value, _) = resolve(&found.meaning, found.kind, &context);
            return interval(&value).map(|(date, _)| (date, span));
        }
    }
    None
}

/// The stretches of a text in quotation marks.
struct Quotations(Vec<Span>);

impl Quotations {
    fn new(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut open: Option<usize> = None;
        let bytes = text.as_bytes();
        for (at, c) in text.char_indices() {
            let doubled = |mark: u8| bytes.get(at) == Some(&mark) && bytes.get(at + 1) == Some(&mark);
            let blank_line = doubled(b'\n');
            let opens = c == '“' || doubled(b'`') || (c == '"' && open.is_none());
            let closes = c == '”' || doubled(b'\'') || (c == '"' && open.is_some());
            if blank_line {
                open = None;
            } else if opens {
                open = Some(at);
            } else if closes && let Some(start) = open.take() {
                spans.push(Span::new(start, at));
            }
        }
        Self(spans)
    }

    /// Returns the quotation that holds the byte.
    fn around(&self, byte: u32) -> Option<Span> {
        let index = self.0.partition_point(|span| span.end <= byte);
        self.0.get(index).copied().filter(|span| span.start <= byte)
    }
}

/// How many sentences a quarter holds as the one spoken of.
const NEAR_SENTENCES: usize = 2;

/// The dates spoken of so far.
#[derive(Debug, Default)]
struct Narrative {
    last: Option<String>,
    last_day: Option<(Date, Span, usize)>,
    last_quarter: Option<(i16, u8, usize)>,
    weekdays: [Option<Date>; 7],
}

impl Narrative {
    fn context(&self, doc: &Doc, token: usize, before: &str, now: Option<Date>) -> Context {
        let sentence = doc.sentence_of(token);
        let near = |since: usize| sentence.saturating_sub(since) <= NEAR_SENTENCES;
        Context {
            now,
            last: self.last.clone(),
            last_day: self.last_day.map(|(date, ..)| date),
            day_here: self.last_day.filter(|&(.., since)| since == sentence).map(|(date, ..)| date),
            last_quarter: self
                .last_quarter
                .filter(|&(.., since)| near(since))
                .map(|(year, quarter, _)| (year, quarter)),
            tense: tense(doc, token),
            before: before.to_owned(),
            weekdays: self.weekdays,
        }
    }

    /// Returns the day given in the same sentence before the quotation: `She said on Monday: "We leave tomorrow."`
    ///
    /// Words that go on from the sentence before ("He also wrote: …", "She added: …") were spoken on its day.
    fn spoken_in(&self, doc: &Doc, token: usize, quotation: Span) -> Option<(Date, Span)> {
        let (date, span, since) = self.last_day?;
        let sentence = doc.sentence_of(token);
        let goes_on = || {
            let before =
                doc.sentence(sentence).filter(|&token| doc.tokens()[token].span.end <= quotation.start);
            let goes_on = |token: usize| {
                let lemma = doc.tokens()[token].lemma.as_str();
                lemma == "also" || lemma == "add"
            };
            since + 1 == sentence && before.into_iter().any(goes_on)
        };
        (span.end <= quotation.start && (since == sentence || goes_on())).then_some((date, span))
    }

    fn remember(&mut self, value: &str, meaning: &Meaning, span: Span, sentence: usize) {
        let Some((first, last)) = interval(value) else { return };
        self.last = Some(value.to_owned());
        if first == last {
            self.last_day = Some((first, span, sentence));
        }
        // "A year earlier" compares with the quarter spoken of and does not become it.
        let compared = matches!(
            meaning,
            Meaning::Shift { .. } | Meaning::Part { year: Year::Narrative(_) | Year::Relative(_), .. }
        );
        if let Some((year, quarter)) = value.split_once("-Q").filter(|_| !compared)
            && let (Ok(year), Ok(quarter)) = (year.parse(), quarter.parse())
        {
            self.last_quarter = Some((year, quarter, sentence));
        }
    }
}
