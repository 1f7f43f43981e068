//! Quantities beside harm: people arrested, missing, displaced …; votes; sums of money; ranks.

use tidings_text::Span;

use super::count::{Count, Words};
use super::harms::{self, span_of};
use super::lexicon::lexicon;
use super::people::{Member, is_people, members, number_in};

/// A quantity with its role.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    pub role: &'static str,
    pub count: Count,
    pub span: Span,
    pub rule: &'static str,
}

/// Finds the quantities of the other roles, in text order.
pub(super) fn find(words: &Words<'_>) -> Vec<Counted> {
    let mut found = Vec::new();
    for token in 0..words.doc.len() {
        people(words, token, &mut found);
        found.extend(money(words, token));
        found.extend(rank(words, token));
    }
    for sentence in words.doc.sentences() {
        votes(words, sentence, &mut found);
    }
    found
}

/// `quantities/role`: "police arrested 12 people", "40 people are missing", "three arrests".
fn people(words: &Words<'_>, token: usize, found: &mut Vec<Counted>) {
    const RULE: &str = "quantities/role";
    let doc = words.doc;
    let lemma = doc.tokens()[token].lemma.to_lowercase();
    let verbal = doc.tokens()[token].tag.starts_with('V');
    let (role, heads) = if let Some(&role) = lexicon().role_verbs.get(&lemma).filter(|_| verbal) {
        if harms::unreal(words, token) || harms::negated(words, token) {
            return;
        }
        (role, harms::object_heads(words, token))
    } else if let Some(&role) = lexicon().role_adjectives.get(words.text(token)) {
        (role, harms::described_heads(words, token))
    } else if let Some(&role) = lexicon().role_nouns.get(&lemma).filter(|_| !verbal) {
        let number =
            token.checked_sub(1).and_then(|before| words.number(before)).filter(|number| number.end == token);
        if let Some(number) = number {
            let span = doc.span(number.first..token + 1);
            found.push(Counted { role, count: number.count, span, rule: RULE });
        }
        return;
    } else {
        return;
    };
    for &head in &heads {
        // "100 families", "12 ships": what is counted need not be people.
        let things = !is_people(words, head) && members(words, head).is_empty();
        if let Some(number) = number_in(words, head).filter(|_| things) {
            let span = doc.span(number.first..(head + 1).max(number.end));
            found.push(Counted { role, count: number.count, span, rule: RULE });
        }
    }
    for member in heads.into_iter().flat_map(|head| members(words, head)) {
        let count = match &member {
            Member::Person(_) => Count::exact(1.0),
            Member::Group(group) => group.count,
        };
        found.push(Counted { role, count, span: span_of(&member), rule: RULE });
    }
}

/// `quantities/money`: "$3.5 million", "40,000 euros".
fn money(words: &Words<'_>, token: usize) -> Option<Counted> {
    let doc = words.doc;
    let sign = lexicon().money_signs.iter().any(|sign| words.text(token).ends_with(sign.as_str()));
    if sign {
        let number = words.number(token + 1)?;
        let span = doc.span(token..number.end);
        return Some(Counted { role: "money", count: number.count, span, rule: "quantities/money" });
    }
    let text = words.text(token);
    let currency = lexicon().money_words.contains(text)
        || text.strip_suffix('s').is_some_and(|one| lexicon().money_words.contains(one));
    if !currency || !doc.tokens()[token].tag.starts_with("NN") {
        return None;
    }
    let last = token.checked_sub(1)?;
    let first = (last.saturating_sub(4)..=last)
        .find(|&first| words.number(first).is_some_and(|number| number.end == token))?;
    let number = words.number(first)?;
    let span = doc.span(number.first..token + 1);
    Some(Counted { role: "money", count: number.count, span, rule: "quantities/money" })
}

/// `quantities/rank`: "the third state to", "became the 10th country".
fn rank(words: &Words<'_>, token: usize) -> Option<Counted> {
    let text = words.text(token);
    let figures =
        ["st", "nd", "rd", "th"].iter().find_map(|suffix| text.strip_suffix(suffix)?.parse::<u32>().ok());
    let rank = lexicon().ordinals.get(text).copied().or(figures)?;
    let noun = (token + 1..token + 3).find(|&at| lexicon().rank_nouns.contains(words.text(at)))?;
    let span = words.doc.span(token..noun + 1);
    Some(Counted { role: "rank", count: Count::exact(f64::from(rank)), span, rule: "quantities/rank" })
}

/// `quantities/votes`: "141 votes in favour, 5 against and 35 abstentions", "voted 52 to 48", "by 120-5".
fn votes(words: &Words<'_>, sentence: std::ops::Range<usize>, found: &mut Vec<Counted>) {
    const RULE: &str = "quantities/votes";
    let doc = words.doc;
    let of_votes = sentence.clone().any(|at| {
        let lemma = doc.tokens()[at].lemma.to_lowercase();
        matches!(lemma.as_str(), "vote" | "ballot" | "abstain" | "abstention")
    });
    if !of_votes {
        return;
    }
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(number) = words.number(at).filter(|number| number.end <= sentence.end && !number.vague)
        else {
            at += 1;
            continue;
        };
        at = number.end;
        let span = doc.span(number.first..number.end);
        // "52 to 48", "120-5": read as two sides where the first is called a range.
        let versus = (number.first..number.end).find(|&at| words.any(at, &["to", "-", "–"]));
        let sides = versus.or_else(|| words.any(number.end, &["to", "-", "–"]).then_some(number.end));
        let near_vote = (number.first.saturating_sub(4)..number.first)
            .any(|at| words.any(at, &["vote", "voted", "votes", "by", "of"]));
        let second = sides.filter(|_| near_vote).and_then(|versus| Some((versus, words.number(versus + 1)?)));
        let first = words.number(number.first).and_then(|number| number.count.low);
        if let (Some((versus, second)), Some(first)) = (second, first) {
            let first_span = doc.span(number.first..versus);
            found.push(Counted {
                role: "votes_for",
                count: Count::exact(first),
                span: first_span,
                rule: RULE,
            });
            let span = doc.span(second.first.max(versus + 1)..second.end);
            found.push(Counted { role: "votes_against", count: second.count, span, rule: RULE });
            at = second.end;
            continue;
        }
        for next in number.end..(number.end + 5).min(sentence.end) {
            if doc.tokens()[next].tag == "CD" || words.any(next, &[",", ";", "and"]) {
                break;
            }
            let votes = &lexicon().votes;
            let role = if words.in_list(next, &votes.against) {
                "votes_against"
            } else if words.in_list(next, &votes.abstain) {
                "votes_abstaining"
            } else if words.in_list(next, &votes.in_favour) {
                "votes_for"
            } else {
                continue;
            };
            found.push(Counted { role, count: number.count, span, rule: RULE });
            break;
        }
    }
}
