//! Whether a line is one that a careful editor would print: what is wrong with it, and how much each fault weighs.

use std::collections::BTreeSet;

use super::phrase::dangles;
use crate::knowledge::telling;
use crate::passages::words::is_function;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// Its verb stands in no finite form in the report: "killing three".
    NotFinite,
    /// Its subject is not the clause's own.
    BorrowedSubject,
    /// A pronoun is its subject in the report, whose meaning the report makes known.
    ResolvedSubject,
    /// A pronoun in it means nobody that a reader knows.
    Vague,
    /// A possessive in it is taken to mean the subject.
    Guessed,
    /// Something that a word in it needs was too long to print.
    Cut,
    /// Its verb needs an object and has none.
    Incomplete,
    /// It is too short to say anything, or too long to read.
    Length,
    /// Its subject is a noun without an article, as in headlines.
    BareNoun,
    /// A comma parts its subject from its verb.
    Split,
    /// Its words open in capitals, as in headlines.
    TitleCase,
    /// Its subject is long.
    LongSubject,
    /// Marks, addresses, capitals: not the words of a sentence.
    Residue,
    /// Its subject stands again among what it does.
    Repeats,
}

impl Fault {
    /// Returns how much a fault weighs; a line whose faults sum to one or more is not sound.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::NotFinite => 0.5,
            Self::BorrowedSubject => 0.5,
            Self::Vague | Self::Incomplete | Self::Length | Self::Residue | Self::Repeats => 1.0,
            Self::Cut | Self::Split => 0.8,
            Self::LongSubject | Self::TitleCase => 0.4,
            Self::BareNoun => 0.3,
            Self::ResolvedSubject => 0.2,
            Self::Guessed => 0.1,
        }
    }
}

/// Returns how much is wrong with a line.
pub(super) fn weight(faults: &[Fault]) -> f64 {
    let kinds: BTreeSet<Fault> = faults.iter().copied().collect();
    kinds.into_iter().map(Fault::weight).sum()
}

/// Returns what the words alone show.
pub(super) fn of_words(line: &str, subject: &str, rest: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() < 3 || words.len() > 24 {
        faults.push(Fault::Length);
    }
    if is_title_case(rest) {
        faults.push(Fault::TitleCase);
    }
    if subject.split_whitespace().count() > 8 {
        faults.push(Fault::LongSubject);
    }
    if has_residue(line)
        || is_credited(subject)
        || words
            .last()
            .is_some_and(|last| dangles(last) || telling().holds("abbreviations", &last.to_lowercase()))
    {
        faults.push(Fault::Residue);
    }
    if repeats(subject, rest) {
        faults.push(Fault::Repeats);
    }
    faults
}

/// Says whether a line holds what no sentence does: addresses, tags, brackets, lines in capitals.
pub(super) fn has_residue(line: &str) -> bool {
    let odd = line.contains([
        '|', '@', '#', '[', ']', '{', '}', '<', '>', '\n', '\t', '\\', '=', '…', '(', ')', ':', '?', '!', '*',
    ]) || [" - ", "http", "www.", ".com", "pic.twitter", ". "]
        .iter()
        .any(|piece| line.to_lowercase().contains(piece) && !abbreviated(line, piece));
    // A caption or a credit has run into a sentence: "Daily News A man".
    let words: Vec<&str> = line.split_whitespace().collect();
    let opens_again = words.windows(2).skip(1).any(|pair| {
        matches!(pair[0], "A" | "An") || pair[0] == "The" && pair[1].starts_with(char::is_lowercase)
    });
    let capitals: Vec<bool> = line
        .split_whitespace()
        .map(|word| {
            let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
            letters.len() > 3 && letters.iter().all(|c| c.is_uppercase())
        })
        .collect();
    let in_capitals = capitals.windows(2).any(|pair| pair == [true, true]);
    odd || opens_again || in_capitals
}

/// Says whether a picture's credit has run into a subject: "Reuters People".
fn is_credited(subject: &str) -> bool {
    let n_words = subject.split_whitespace().count();
    n_words > 1
        && subject.split_whitespace().any(|word| telling().holds("credits", &word.to_lowercase()))
        && !subject.to_lowercase().starts_with("the ")
}

/// Says whether even the small words open in capitals: "Plans To Kill With Stockpile Of Guns".
fn is_title_case(rest: &str) -> bool {
    let words: Vec<&str> =
        rest.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic)).collect();
    let n_capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let small = words.iter().any(|word| {
        word.starts_with(char::is_uppercase)
            && is_function(&word.to_lowercase())
            && word.len() < 6
            && word.to_uppercase() != **word
    });
    words.len() > 2 && small && n_capital * 10 >= words.len() * 7
}

/// Says whether all full stops within a line belong to abbreviations: "Mr. Orlov", "U.S. troops".
fn abbreviated(line: &str, piece: &str) -> bool {
    piece == ". "
        && line.match_indices(". ").all(|(at, _)| {
            let word = line[..at].rsplit(' ').next().unwrap_or_default();
            word.len() <= 4 && word.starts_with(char::is_uppercase) || word.contains('.')
        })
}

/// Says whether a subject's name comes again in what it does: "Kenora is handed over to Kenora".
fn repeats(subject: &str, rest: &str) -> bool {
    let names = |words: &str| -> BTreeSet<String> {
        words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| {
                word.len() > 2 && word.starts_with(char::is_uppercase) && !is_function(&word.to_lowercase())
            })
            .map(str::to_owned)
            .collect()
    };
    let own = names(subject);
    let plain = subject.to_lowercase();
    if !plain.contains(' ') && rest.to_lowercase().split_whitespace().any(|word| word == plain) {
        return true;
    }
    if own.is_empty() {
        return subject.len() > 6 && rest.contains(subject);
    }
    let n_again = own.intersection(&names(rest)).count();
    let whole =
        subject.split_whitespace().all(|word| is_function(&word.to_lowercase()) || own.contains(word));
    whole && n_again == own.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(subject: &str, rest: &str, expected: &[Fault]) {
        assert_eq!(of_words(&format!("{subject} {rest}"), subject, rest), expected, "{subject} {rest}");
    }

    #[test]
    fn words_show_what_no_editor_prints() {
        check("The ministry", "recalls its envoy from Velmora", &[]);
        check("Mr. Orlov", "meets U.S. officials in Velmora", &[]);
        check("Velmora", "is handed over to Velmora", &[Fault::Repeats]);
        check("North Velmora", "warns South Velmora of war", &[]);
        check("Residents", "flee pic.twitter.com/abc", &[Fault::Residue]);
        check("READ MORE Police", "arrest a man", &[Fault::Residue]);
        check("Police", "arrest a man of", &[Fault::Residue]);
        check("Police", "probe", &[Fault::Length]);
        check("Shots", "get shots fired", &[Fault::Repeats]);
        check("The court", "fines A man in Velmora", &[Fault::Residue]);
    }
}
