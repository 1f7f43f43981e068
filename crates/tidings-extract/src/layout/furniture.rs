//! Words inside a text that belong to none of its sentences: labels of galleries, bars of buttons, credits of pictures,
//! heads that every caption of a gallery repeats, datelines, marks of footnotes.
//!
//! Text saved from a page runs them together with what they stand beside ("… at the scene. Hide Caption 2 of 9 Photos:
//! Storm in the valley A farmer looks on"). The parser is shown blanks in their place, so that the sentences around them
//! are read as they were written; offsets stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexicon::lexicon;

/// Words that open every caption of a gallery from which on a repeated head counts.
const HEAD_WORDS: usize = 4;
/// How often a head must be repeated.
const HEAD_TIMES: usize = 3;
/// Most words of the names in a dateline: "TEL AVIV, Israel", "ABU DHABI, United Arab Emirates".
const DATELINE_WORDS: usize = 7;

/// A stretch of furniture: bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Furniture {
    pub(super) bytes: Range<usize>,
    /// Whether a new sentence begins behind it, where the next word can begin one.
    pub(super) ends_sentence: bool,
}

/// Returns the text with blanks in the place of furniture, as long as the text: what the parser is to read.
///
/// ```
/// use tidings_extract::layout::blanked;
///
/// assert_eq!(blanked("He fell.[12] She ran."), "He fell.     She ran.");
/// assert_eq!(blanked("No mark [is] here."), "No mark [is] here.");
/// ```
#[must_use]
pub fn blanked(text: &str) -> String {
    let found = furniture(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for piece in found {
        let (Some(before), Some(words)) =
            (text.get(at.min(piece.bytes.start)..piece.bytes.start), text.get(piece.bytes.clone()))
        else {
            continue;
        };
        if piece.bytes.start < at {
            continue;
        }
        out.push_str(before);
        // Line ends stay; every other byte becomes a blank.
        for byte in words.bytes() {
            out.push(if byte == b'\n' { '\n' } else { ' ' });
        }
        at = piece.bytes.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A word between blanks.
#[derive(Debug)]
struct Word<'t> {
    bytes: Range<usize>,
    text: &'t str,
    /// Lower case, without marks at its edges; `#` for a number.
    key: String,
    /// Whether it opens a line.
    opens_line: bool,
}

impl Word<'_> {
    fn has_capital(&self) -> bool {
        self.text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    }

    fn is_number(&self) -> bool {
        self.key == "#"
    }

    fn ends_sentence(&self) -> bool {
        let bare = self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        bare.ends_with(['.', '!', '?', ':']) || bare.is_empty()
    }
}

/// Returns the furniture of a text, in its order, none over another.
pub(super) fn furniture(text: &str) -> Vec<Furniture> {
    let words = words(text);
    let mut found = footnotes(text);
    let keep = |range: Range<usize>, out: &mut Vec<Furniture>| {
        if let (Some(first), Some(last)) = (words.get(range.start), words.get(range.end.saturating_sub(1))) {
            out.push(Furniture { bytes: first.bytes.start..last.bytes.end, ends_sentence: true });
        }
    };
    for range in phrases(&words).into_iter().chain(buttons(&words)).chain(credits(&words)) {
        keep(range, &mut found);
    }
    for range in counters(&words) {
        keep(range, &mut found);
    }
    for range in heads(&words) {
        keep(range, &mut found);
    }
    for start in (0..words.len()).filter(|&at| words[at].opens_line) {
        for range in dateline(&words[start..]) {
            keep(start + range.start..start + range.end, &mut found);
        }
    }
    found.sort_by_key(|piece| (piece.bytes.start, std::cmp::Reverse(piece.bytes.end)));
    let mut out: Vec<Furniture> = Vec::new();
    for piece in found {
        match out.last_mut() {
            Some(last) if piece.bytes.start < last.bytes.end => {
                last.bytes.end = last.bytes.end.max(piece.bytes.end);
                last.ends_sentence |= piece.ends_sentence;
            }
            _ => out.push(piece),
        }
    }
    out
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let mut opens_line = true;
        let mut at = line_start;
        for piece in line.split_inclusive(char::is_whitespace) {
            let bare = piece.trim_end_matches(char::is_whitespace);
            if !bare.is_empty() {
                let core = bare.trim_matches(|c: char| !c.is_alphanumeric());
                let number = !core.is_empty() && core.chars().all(|c| c.is_ascii_digit());
                let key = match core {
                    "" => bare.to_owned(),
                    _ if number => "#".to_owned(),
                    _ => core.to_lowercase(),
                };
                found.push(Word { bytes: at..at + bare.len(), text: bare, key, opens_line });
                opens_line = false;
            }
            at += piece.len();
        }
        line_start += line.len();
    }
    found
}

/// "[10]", "[33][35]": a number in brackets behind a word or a mark.
fn footnotes(text: &str) -> Vec<Furniture> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('[') {
        let Some(rest) = text.get(open + 1..) else { continue };
        let Some(length) = rest.find(']') else { continue };
        let inside = rest.get(..length).unwrap_or_default();
        let number = (1..=3).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit());
        let wordy = matches!(inside.trim(), "edit" | "citation needed" | "dead link" | "update");
        let before = text.get(..open).and_then(|before| before.chars().next_back());
        let glued = before.is_some_and(|c| !c.is_whitespace() && c != '(');
        if number && glued || wordy {
            found.push(Furniture { bytes: open..open + length + 2, ends_sentence: false });
        }
    }
    found
}

fn matches_at(words: &[Word<'_>], at: usize, phrase: &[String]) -> bool {
    phrase.iter().enumerate().all(|(offset, part)| {
        words.get(at + offset).is_some_and(|word| word.key == *part && (offset == 0 || !word.opens_line))
    })
}

/// "Hide Caption 2 of 9".
fn phrases(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let opens = word.has_capital() || word.is_number();
        let phrase = lexicon().phrases.iter().find(|phrase| opens && matches_at(words, at, phrase));
        at += match phrase {
            Some(phrase) => {
                // In a sentence of its own, a following word in lower case goes on: "Photo 2 of 3 shows".
                let end = at + phrase.len();
                let goes_on = words
                    .get(end)
                    .is_some_and(|next| !next.opens_line && next.text.starts_with(char::is_lowercase));
                if !goes_on {
                    found.push(at..end);
                }
                phrase.len()
            }
            None => 1,
        };
    }
    found
}

/// "CLOSE Skip in Skip x Embed x Share".
fn buttons(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let is_button = |at: usize| {
        words.get(at).is_some_and(|word| word.has_capital() && lexicon().buttons.contains(&word.key))
    };
    let is_between =
        |at: usize| words.get(at).is_some_and(|word| word.text.chars().count() < 2 || word.key == "in");
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_button(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut last = at;
        let mut n_buttons = 1;
        at += 1;
        while is_button(at) || is_between(at) && is_button(at + 1) {
            if is_button(at) {
                n_buttons += 1;
                last = at;
            }
            at += 1;
        }
        // Two may be a name ("Facebook Twitter"); in lower case behind them a sentence goes on.
        let goes_on = words
            .get(last + 1)
            .is_some_and(|next| !next.opens_line && next.text.starts_with(char::is_lowercase));
        if n_buttons > 1 && !goes_on {
            found.push(start..last + 1);
        }
    }
    found
}

/// "Reuters Police guard the bridge" on a line without a full stop; "AP:Associated Press A farmer".
fn credits(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let lexicon = lexicon();
    let mut found = Vec::new();
    for start in (0..words.len()).filter(|&at| words[at].opens_line) {
        let end_of_line = (start + 1..words.len()).find(|&at| words[at].opens_line).unwrap_or(words.len());
        let is_caption = !words[end_of_line - 1].ends_sentence();
        let mut at = start;
        let mut n_credits = 0;
        while at < end_of_line {
            let word = &words[at];
            // "AP:Associated Press": two credits in one word.
            let parts: Vec<&str> = word.key.split(':').filter(|part| !part.is_empty()).collect();
            let glued = parts.len() > 1
                && lexicon.credits.iter().any(|credit| credit.len() == 1 && credit[0] == parts[0]);
            let credit = lexicon.credits.iter().find(|credit| {
                word.has_capital() && matches_at(words, at, credit) && at + credit.len() <= end_of_line
            });
            if let Some(credit) = credit {
                at += credit.len();
                n_credits += 1;
            } else if glued {
                let second = parts[1];
                let rest = lexicon
                    .credits
                    .iter()
                    .find(|credit| credit[0] == second && matches_at(words, at + 1, &credit[1..]));
                at += rest.map_or(1, |credit| credit.len().max(1));
                n_credits += 1;
            } else if n_credits > 0 && lexicon.credit_tails.contains(&word.key) {
                at += 1;
            } else {
                break;
            }
        }
        let opens = words.get(at).is_some_and(|next| at < end_of_line && next.has_capital());
        if n_credits > 0 && opens && is_caption && at + 2 < end_of_line {
            found.push(start..at);
        }
    }
    found
}

/// "3/8" between the captions of a gallery, with the credit of the picture before: at least three that count up.
fn counters(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let count = |word: &Word<'_>| -> Option<(u32, u32)> {
        let (at, of) = word.text.split_once('/')?;
        Some((at.parse().ok()?, of.parse().ok()?)).filter(|(at, of)| at <= of && *of < 1000)
    };
    let mut counted: BTreeMap<u32, Vec<(usize, u32)>> = BTreeMap::new();
    for (index, word) in words.iter().enumerate() {
        if let Some((at, of)) = count(word) {
            counted.entry(of).or_default().push((index, at));
        }
    }
    let credited = |before: usize| {
        let credit = lexicon().credits.iter().find(|credit| {
            before.checked_sub(credit.len()).is_some_and(|start| matches_at(words, start, credit))
        });
        if let Some(credit) = credit {
            return before - credit.len();
        }
        // "Ann Court/Getty Images": the photographer's name before the agency's.
        let slash = (1..=2).find(|back| {
            before.checked_sub(*back).is_some_and(|at| {
                let agency = words[at].key.split('/').nth(1).unwrap_or_default();
                lexicon().credits.iter().any(|credit| credit.len() == *back && credit[0] == agency)
            })
        });
        match slash {
            Some(back) => {
                let at = before - back;
                at - usize::from(0 < at && words[at - 1].has_capital() && !sentence_end(&words[at - 1]))
            }
            None => before,
        }
    };
    let mut found = Vec::new();
    for places in counted.into_values() {
        let rising = places.windows(2).filter(|pair| pair[0].1 + 1 == pair[1].1).count();
        if HEAD_TIMES <= places.len() && HEAD_TIMES <= rising + 1 {
            found.extend(places.into_iter().map(|(at, _)| credited(at)..at + 1));
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The head that each caption of a gallery opens with: equal words, at least three times, each time behind a stop, a number
/// or a line's end, and with a capital behind them.
fn heads(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let opens = |at: usize| {
        words[at].has_capital()
            && (at == 0 || words[at].opens_line || words[at - 1].ends_sentence() || words[at - 1].is_number())
    };
    let mut places: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for at in 0..words.len().saturating_sub(HEAD_WORDS) {
        if opens(at) {
            let key = words[at..at + HEAD_WORDS].iter().map(|word| word.key.as_str()).collect();
            places.entry(key).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for starts in places.into_values().filter(|starts| HEAD_TIMES <= starts.len()) {
        let mut length = HEAD_WORDS;
        while agree(words, &starts, length) && starts.windows(2).all(|pair| pair[0] + length < pair[1]) {
            length += 1;
        }
        let closes = |start: usize| {
            (start..start + length).all(|at| at + 1 == start + length || !sentence_end(&words[at]))
        };
        let capital = starts
            .iter()
            .filter(|&&start| {
                words.get(start + length).is_none_or(|next| next.has_capital() || next.opens_line)
            })
            .count();
        if 3 * capital >= 2 * starts.len() && starts.iter().all(|&start| closes(start)) {
            found.extend(starts.into_iter().map(|start| start..start + length));
        }
    }
    found
}

/// Says whether all heads go on with the same word.
fn agree(words: &[Word<'_>], starts: &[usize], length: usize) -> bool {
    let word_at = |start: &usize| words.get(start + length).map(|word| word.key.as_str());
    let first = starts.first().and_then(word_at);
    first.is_some() && starts.iter().all(|start| word_at(start) == first)
}

/// A full stop, not the colon of "Photos: Storm in the valley".
fn sentence_end(word: &Word<'_>) -> bool {
    word.ends_sentence() && !word.text.ends_with(':')
}

/// "LONDON —", "TEL AVIV, Israel (AP) -", "OSLO, Sept 10 (AFP) -": names in capitals in front of a dash that open a line.
///
/// A date in it stays, apart from what follows.
fn dateline(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let Some(length) = dateline_length(words) else { return Vec::new() };
    let is_date = |at: &usize| {
        let key = &words[*at].key;
        words[*at].is_number() || MONTHS.iter().any(|month| key.starts_with(month) && key.len() < 10)
    };
    match ((0..length).find(is_date), (0..length).rev().find(is_date)) {
        (Some(first), Some(last)) if 0 < first => vec![0..first, last + 1..length],
        _ => std::iter::once(0..length).collect(),
    }
}

/// How the names of the months begin.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn dateline_length(words: &[Word<'_>]) -> Option<usize> {
    let shouted = |word: &Word<'_>| {
        let letters = word.text.chars().filter(|c| c.is_alphabetic());
        1 < letters.clone().count() && letters.into_iter().all(char::is_uppercase)
    };
    words.first().filter(|word| shouted(word))?;
    let is_dash = |at: &usize| matches!(words[*at].text, "-" | "–" | "—" | "--" | "―");
    let glued = |at: &usize| {
        let rest = words[*at].text.strip_prefix(['-', '–', '—']);
        rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) && is_credit(&words[*at - 1])
    };
    let dash = (1..words.len().min(DATELINE_WORDS + 1)).find(|at| is_dash(at) || glued(at))?;
    let names = words.get(..dash)?;
    if names.iter().skip(1).any(|word| word.opens_line) {
        return None;
    }
    let plain = names.iter().all(|word| {
        (word.has_capital() || word.text.starts_with('(') || word.is_number())
            && !word.text.ends_with(['!', '?', ':'])
    });
    let goes_on = words.get(dash + 1)?.has_capital() || names.iter().any(is_credit);
    let end = if is_dash(&dash) { dash + 1 } else { dash };
    (plain && goes_on).then_some(end)
}

fn is_credit(word: &Word<'_>) -> bool {
    lexicon().credits.iter().any(|credit| credit.len() == 1 && credit[0] == word.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let blank = blanked(text);
        assert_eq!(blank.len(), text.len());
        let kept: Vec<&str> = blank.split_whitespace().collect();
        assert_eq!(kept.join(" "), expected);
    }

    #[test]
    fn gallery_labels_and_repeated_heads_go() {
        check(
            "Flood in the old town A boat drifts by. Hide Caption 1 of 3 Flood in the old town Two men wait. \
             Hide Caption 2 of 3 Flood in the old town Nobody sleeps.",
            "A boat drifts by. Two men wait. Nobody sleeps.",
        );
        check("Photo 2 of 3 shows a boat.", "Photo 2 of 3 shows a boat.");
    }

    #[test]
    fn a_name_that_opens_many_sentences_is_no_head() {
        let text = "The United Workers Front said no. The United Workers Front struck. The United Workers Front won.";
        check(text, text);
    }

    #[test]
    fn bars_of_buttons_go() {
        check("CLOSE Skip in Skip x Embed x Share Shots were heard.", "Shots were heard.");
        check("Share prices fell.", "Share prices fell.");
        check("Facebook Twitter and others fell.", "Facebook Twitter and others fell.");
    }

    #[test]
    fn credits_in_front_of_captions_go() {
        check(
            "Reuters Narnia's leader waves\nReuters reported it.",
            "Narnia's leader waves Reuters reported it.",
        );
        check("AP:Associated Press Narnia fired a rocket\nMore.", "Narnia fired a rocket More.");
        check("Handout - Getty The tower fell today", "The tower fell today");
        check("Reuters Institute members met on Monday.", "Reuters Institute members met on Monday.");
    }

    #[test]
    fn counters_of_galleries_go_with_their_credits() {
        check(
            "1/3 The bridge fell Ann Court/Getty Images 2/3 Crews arrived PA 3/3 Nobody was hurt. In 2015/16 it rained.",
            "The bridge fell Crews arrived Nobody was hurt. In 2015/16 it rained.",
        );
    }

    #[test]
    fn footnotes_go() {
        check(
            "He ran.[10] She hid.[33][35] They slept [sic] well.",
            "He ran. She hid. They slept [sic] well.",
        );
    }

    #[test]
    fn datelines_go() {
        check("LANTERN CITY, Narnia (AP) - The king left.", "The king left.");
        check(
            "OSLO, Sept 10 (AFP) - The king left.\nBERGEN, Norway — Rain fell.",
            "Sept 10 The king left. Rain fell.",
        );
        check("NATO - the alliance - met.", "NATO - the alliance - met.");
        check("TOKYO SEOUL Reuters -a missile fell.", "-a missile fell.");
        check("The king - and queen - left.", "The king - and queen - left.");
    }
}
