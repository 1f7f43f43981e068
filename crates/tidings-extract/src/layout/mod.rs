//! Lines of a text that the grammar runs together: headlines, captions and their labels, each made a sentence of its own.
//!
//! A page's text has lines without a full stop. The parser then takes a headline and the sentence below it for one
//! sentence, so that names grow across the break ("south London⏎The driver") and words of one line become the subject of
//! the next. Here such sentences are cut at the break; where the text is wrapped at a line's width, only at blank lines.
//! The words and tokens stay as they are.

mod furniture;
mod lexicon;

use std::ops::Range;

use tidings_nlp::{Doc, Entity, Symbol, Token};

pub use self::furniture::blanked;
use self::lexicon::lexicon;

/// Share of lines, in percent, that go on in lower case from which on a text counts as wrapped.
/// Pages have next to none, wrapped text most; anything from 10 to 50 divides them.
const WRAPPED: usize = 20;

/// Returns the parse of a text, or of its blanked form, with its sentences cut where a line or furniture ends.
///
/// ```
/// use tidings_extract::layout::cut_at_lines;
///
/// assert!(cut_at_lines(tidings_nlp::Doc::default(), "").is_empty());
/// ```
#[must_use]
pub fn cut_at_lines(doc: Doc, text: &str) -> Doc {
    let cuts = cuts(&doc, text);
    if cuts.is_empty() {
        return doc;
    }
    let mut tokens = doc.tokens().to_vec();
    for sentence in doc.sentences() {
        let inside: Vec<usize> =
            cuts.iter().copied().filter(|cut| sentence.start < *cut && *cut < sentence.end).collect();
        if inside.is_empty() {
            continue;
        }
        let starts = std::iter::once(sentence.start).chain(inside.iter().copied());
        let ends = inside.iter().copied().chain(std::iter::once(sentence.end));
        for piece in starts.zip(ends).map(|(start, end)| start..end) {
            stand_alone(&mut tokens, piece);
        }
    }
    let entities = doc.entities().iter().flat_map(|entity| divided(entity, &cuts)).collect();
    Doc::new(doc.text().to_owned(), tokens, entities)
}

/// Makes a piece of a sentence a sentence: what hung on words outside hangs on the piece's main word.
fn stand_alone(tokens: &mut [Token], piece: Range<usize>) {
    let loose: Vec<usize> = piece
        .clone()
        .filter(|&at| tokens.get(at).is_some_and(|token| !piece.contains(&token.head) || token.head == at))
        .collect();
    let is_verb = |at: &usize| tokens.get(*at).is_some_and(|token| matches!(&*token.pos, "VERB" | "AUX"));
    let is_word = |at: &usize| tokens.get(*at).is_some_and(|token| !matches!(&*token.pos, "SPACE" | "PUNCT"));
    let own_root = loose.iter().copied().find(|&at| tokens.get(at).is_some_and(|token| token.head == at));
    let main = own_root
        .filter(is_word)
        .or_else(|| loose.iter().copied().find(is_verb))
        .or_else(|| loose.iter().copied().rfind(is_word))
        .or_else(|| loose.first().copied());
    let Some(main) = main else { return };
    // A verb without a subject takes the noun before it, which the parser had hung on the line above.
    let own = |deps: &[&str]| {
        piece.clone().any(|at| {
            tokens
                .get(at)
                .is_some_and(|token| token.head == main && at != main && deps.contains(&&*token.dep))
        })
    };
    let passive = own(&["auxpass"]);
    let is_nominal =
        |at: &usize| tokens.get(*at).is_some_and(|token| matches!(&*token.pos, "NOUN" | "PROPN" | "PRON"));
    let subject = loose
        .iter()
        .copied()
        .rfind(|at| *at < main && is_nominal(at))
        .filter(|_| is_verb(&main) && !own(&["nsubj", "nsubjpass", "expl", "csubj"]));
    for at in loose.clone() {
        if let Some(token) = tokens.get_mut(at) {
            token.head = main;
            if at == main {
                token.dep = Symbol::new("ROOT");
            } else if Some(at) == subject {
                token.dep = Symbol::new(if passive { "nsubjpass" } else { "nsubj" });
            } else if &*token.dep == "ROOT" || !matches!(&*token.pos, "SPACE" | "PUNCT") {
                token.dep = Symbol::new("dep");
            }
        }
    }
    for at in piece.clone() {
        if let Some(token) = tokens.get_mut(at) {
            token.sent_start = at == piece.start;
        }
    }
}

fn divided(entity: &Entity, cuts: &[usize]) -> Vec<Entity> {
    let inside = || cuts.iter().copied().filter(|cut| entity.start < *cut && *cut < entity.end);
    let starts = std::iter::once(entity.start).chain(inside());
    let ends = inside().chain(std::iter::once(entity.end));
    starts.zip(ends).map(|(start, end)| Entity { start, end, label: entity.label }).collect()
}

/// Returns the tokens that a new line or a picture's label begins at.
fn cuts(doc: &Doc, text: &str) -> Vec<usize> {
    let breaks: Vec<(usize, bool)> = (1..doc.len())
        .filter_map(|token| {
            let blank = gap(doc, token)?;
            let opens = doc.word(token).chars().find(|c| !is_quote(*c));
            opens.filter(|c| !c.is_lowercase()).map(|_| (token, blank))
        })
        .collect();
    let goes_on = (1..doc.len())
        .filter(|&token| gap(doc, token).is_some())
        .filter(|&token| doc.word(token).starts_with(char::is_lowercase))
        .count();
    let is_wrapped = goes_on > 1 && (breaks.len() + goes_on) * WRAPPED < goes_on * 100;
    let mut cuts: Vec<usize> =
        breaks.into_iter().filter(|(_, blank)| *blank || !is_wrapped).map(|(token, _)| token).collect();
    for token in 0..doc.len().saturating_sub(1) {
        let is_label = doc.word(token).starts_with(char::is_uppercase)
            && lexicon().labels.iter().any(|label| {
                label.iter().enumerate().all(|(offset, word)| doc.lower(token + offset) == *word)
            });
        if is_label {
            cuts.extend([token, token + 2]);
        }
    }
    cuts.extend((0..doc.len()).filter(|&token| token == 0 || gap(doc, token).is_some()).filter_map(
        |token| {
            // "AP:Associated Press A dad": a credit may be given twice.
            (token..token + 3).find_map(|at| caption_behind_credit(doc, at))
        },
    ));
    // What stands behind furniture is no part of the sentence in front of it.
    for piece in furniture::furniture(text).into_iter().filter(|piece| piece.ends_sentence) {
        let behind = (0..doc.len())
            .skip(doc.tokens().partition_point(|token| (token.span.start as usize) < piece.bytes.end))
            .find(|&token| !is_space(doc, token));
        let opens = behind.filter(|&token| {
            doc.word(token).chars().find(|c| !is_quote(*c)).is_some_and(|c| !c.is_lowercase())
        });
        cuts.extend(opens);
    }
    cuts.retain(|&cut| 0 < cut && cut < doc.len());
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Returns the token that a caption begins at behind a credit at `at`: a capitalised word that is no name.
fn caption_behind_credit(doc: &Doc, at: usize) -> Option<usize> {
    let is_here = |credit: &&Vec<String>| {
        credit.iter().enumerate().all(|(offset, word)| {
            let token = at + offset;
            token < doc.len()
                && doc.lower(token) == *word
                && doc.word(token).starts_with(char::is_uppercase)
                && (offset == 0 || gap(doc, token).is_none())
        })
    };
    let next = at + lexicon().credits.iter().find(is_here)?.len();
    let token = doc.tokens().get(next)?;
    let opens = doc.word(next).starts_with(char::is_uppercase)
        && gap(doc, next).is_none()
        && matches!(&*token.tag, "DT" | "NNS" | "PRP$" | "PRP" | "CD" | "JJ");
    opens.then_some(next)
}

/// Says whether a token opens a line, and whether a blank line stands before it; `None` within a line.
fn gap(doc: &Doc, token: usize) -> Option<bool> {
    if is_space(doc, token) {
        return None;
    }
    let mut before = token;
    while before > 0 && is_space(doc, before - 1) {
        before -= 1;
    }
    let start = before.checked_sub(1).map_or(0, |last| doc.tokens()[last].span.end as usize);
    let between = doc.text().get(start..doc.tokens()[token].span.start as usize).unwrap_or_default();
    match between.matches('\n').count() {
        0 => None,
        lines => Some(lines > 1),
    }
}

/// Says whether a token is blank, or furniture that the parser was shown as blanks.
fn is_space(doc: &Doc, token: usize) -> bool {
    doc.tokens().get(token).is_some_and(|token| &*token.pos == "SPACE")
        || doc.word(token).chars().all(char::is_whitespace)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '(' | '[')
}

#[cfg(test)]
mod tests {
    use tidings_text::Span;

    use super::*;

    /// A doc of one sentence: each word with its head, line breaks as tokens of their own.
    fn doc(words: &[(&str, usize, &str)]) -> Doc {
        let mut text = String::new();
        let mut tokens = Vec::new();
        for &(word, head, pos) in words {
            let start = text.len();
            text.push_str(word);
            let span = Span::new(start, text.len());
            if !word.contains('\n') {
                text.push(' ');
            }
            let dep = Symbol::new(if head == tokens.len() { "ROOT" } else { "nsubj" });
            let [tag, pos] = [Symbol::new(pos), Symbol::new(if pos == "NNS" { "NOUN" } else { pos })];
            tokens.push(Token {
                span,
                tag,
                pos,
                morph: Symbol::default(),
                lemma: word.to_owned(),
                dep,
                head,
                sent_start: tokens.is_empty(),
            });
        }
        let n_tokens = tokens.len();
        Doc::new(text, tokens, vec![Entity { start: 0, end: n_tokens, label: Symbol::new("ORG") }])
    }

    fn sentences(doc: &Doc) -> Vec<String> {
        let words = |range: Range<usize>| range.map(|at| doc.word(at).trim()).collect::<Vec<_>>().join(" ");
        doc.sentences().map(|range| words(range).trim().to_owned()).collect()
    }

    fn check(words: &[(&str, usize, &str)], expected: &[&str]) {
        let cut = cut_at_lines(doc(words), "");
        assert_eq!(sentences(&cut), expected);
        for sentence in cut.sentences() {
            assert!(sentence.clone().all(|at| sentence.contains(&cut.tokens()[at].head)));
        }
        assert_eq!(cut.entities().len(), expected.len());
    }

    #[test]
    fn a_line_without_a_full_stop_is_a_sentence_of_its_own() {
        check(
            &[
                ("Bus", 4, "NOUN"),
                ("burns", 4, "VERB"),
                ("\n", 1, "SPACE"),
                ("Nobody", 4, "PRON"),
                ("died", 4, "VERB"),
            ],
            &["Bus burns", "Nobody died"],
        );
    }

    #[test]
    fn a_label_of_a_picture_is_cut_off() {
        check(
            &[("Image", 2, "NOUN"), ("caption", 2, "NOUN"), ("Crews", 3, "NOUN"), ("arrived", 3, "VERB")],
            &["Image caption", "Crews arrived"],
        );
    }

    #[test]
    fn a_credit_in_front_of_a_caption_is_cut_off() {
        check(
            &[("Getty", 1, "PROPN"), ("Images", 2, "PROPN"), ("Crews", 3, "NNS"), ("waited", 3, "VERB")],
            &["Getty Images", "Crews waited"],
        );
        check(&[("Reuters", 1, "PROPN"), ("said", 1, "VERB")], &["Reuters said"]);
    }

    #[test]
    fn a_line_that_goes_on_in_lower_case_is_left_whole() {
        check(
            &[("The", 1, "DET"), ("bus", 3, "NOUN"), ("\n", 1, "SPACE"), ("burned", 3, "VERB")],
            &["The bus  burned"],
        );
    }
}
