//! Harm told without a verb of harm: lives taken, "a double homicide", counts of a charge, numbered victims.
//!
//! Only lives are figures as they stand. The others speak for a figure without stating it: their rules are `INDIRECT`.

use tidings_text::Span;

use super::arguments::{of_heads, subject_heads};
use super::{Told, Words, all_members, lemma, negated, unreal};
use crate::quantities::count::{Count, Number};
use crate::quantities::lexicon::{Harm, lexicon};
use crate::quantities::people::{Group, Member, is_age_or_year, is_people, number_in};

pub(in crate::quantities) const MULTIPLE: &str = "quantities/multiple";
pub(in crate::quantities) const CHARGES: &str = "quantities/charges";
pub(in crate::quantities) const VICTIMS: &str = "quantities/victims";
pub(in crate::quantities) const ORDINAL: &str = "quantities/ordinal";
/// Rules whose numbers are no figures of harm by themselves.
pub(in crate::quantities) const INDIRECT: [&str; 4] = [MULTIPLE, CHARGES, VICTIMS, ORDINAL];

/// Reads the harm that a word tells of indirectly.
pub(super) fn indirect(words: &Words<'_>, at: usize) -> Option<Told> {
    lives(words, at)
        .or_else(|| toll(words, at))
        .or_else(|| departed(words, at))
        .or_else(|| multiple(words, at))
        .or_else(|| charges(words, at))
        .or_else(|| victims(words, at))
        .or_else(|| ordinal(words, at))
}

fn counted(span: Span, count: Count, vague: bool) -> Vec<Member> {
    vec![Member::Group(Group { span, count, others: false, vague, bare: false, harming: false })]
}

fn of_number(words: &Words<'_>, number: Number) -> Vec<Member> {
    counted(words.doc.span(number.first..number.end), number.count, number.vague)
}

/// `quantities/lives`: "claimed the lives of two men", "took 12 lives", "lost her life", "cost him his life".
fn lives(words: &Words<'_>, noun: usize) -> Option<Told> {
    if !words.any(noun, &["life", "lives"]) {
        return None;
    }
    let doc = words.doc;
    let verb = doc
        .head(noun)
        .filter(|&verb| doc.tokens()[noun].dep == "dobj" && doc.tokens()[verb].tag.starts_with('V'))?;
    let told = &lexicon().words;
    let loses = told.lose_life.contains(&lemma(words, verb));
    let takes = told.take_life.contains(&lemma(words, verb));
    if !(loses || takes) || unreal(words, verb) || negated(words, verb) {
        return None;
    }
    let own = doc.children(noun).any(|child| words.text(child) == "own");
    let victims = if loses && !own {
        all_members(words, subject_heads(words, verb))
    } else if let Some(number) = number_in(words, noun) {
        of_number(words, number)
    } else {
        let given = doc.child(verb, "dative").into_iter().collect();
        let of = of_heads(words, noun);
        all_members(words, if of.is_empty() { given } else { of })
    };
    Told::new(words, Harm::Killed, noun, victims, "quantities/lives")
}

/// `quantities/toll`: "the death toll rose to 12", "a toll of 40", "the number of injured stands at 300".
fn toll(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    let told = &lexicon().words;
    let (harm, from) = match words.text(noun) {
        "toll" => {
            let other = doc.children(noun).find(|&child| doc.tokens()[child].dep == "compound");
            if other.is_some_and(|kind| !told.toll_of.contains(&lemma(words, kind))) {
                return None;
            }
            (Harm::Killed, noun + 1)
        }
        "number" if words.text(noun + 1) == "of" => {
            let of = (noun + 2..noun + 5)
                .find(|&at| words.in_list(at, &told.toll_dead) || words.in_list(at, &told.toll_hurt))?;
            let harm = if words.in_list(of, &told.toll_dead) { Harm::Killed } else { Harm::Injured };
            (harm, of + 1)
        }
        _ => return None,
    };
    let end = doc.sentence(doc.sentence_of(noun)).end.min(from + TOLL_REACH);
    // "rose from 5 to 7": the number behind "to".
    let number = (from..end).rev().find_map(|at| {
        let number = words.number(at).filter(|number| number.first < end && !number.vague)?;
        let before = number.first.checked_sub(1)?;
        (doc.tokens()[at].tag == "CD" && words.in_list(before, &told.toll_before)).then_some(number)
    })?;
    let next = doc.tokens().get(number.end);
    let of_things = next.is_some_and(|next| next.tag.starts_with("NN")) && !is_people(words, number.end);
    if of_things
        || is_age_or_year(words, number)
        || words.text(number.end) == "%"
        || words.text(number.end) == "percent"
    {
        return None;
    }
    Told::new(words, harm, noun, of_number(words, number), "quantities/toll")
}

/// Tokens behind "toll" in which its number stands.
const TOLL_REACH: usize = 16;

/// `quantities/harm-clause`: "passed away".
fn departed(words: &Words<'_>, verb: usize) -> Option<Told> {
    let away = lemma(words, verb) == "pass"
        && words.doc.children(verb).any(|child| child == verb + 1 && words.text(child) == "away");
    if !away || unreal(words, verb) || negated(words, verb) {
        return None;
    }
    Told::new(
        words,
        Harm::Killed,
        verb,
        all_members(words, subject_heads(words, verb)),
        "quantities/harm-clause",
    )
}

/// `quantities/multiple`: "a double homicide", "the quadruple shooting", "a murder-suicide".
fn multiple(words: &Words<'_>, at: usize) -> Option<Told> {
    let deaths = |noun: usize| lexicon().words.deaths.contains(&lemma(words, noun));
    if deaths(at) && words.text(at + 1) == "-" && words.text(at + 2) == "suicide" {
        let count = Count { low: Some(2.0), high: None };
        let victims = counted(words.doc.span(at..at + 3), count, false);
        return Told::new(words, Harm::Killed, at, victims, MULTIPLE);
    }
    let &times = lexicon().multiples.get(words.text(at))?;
    let fatal = |at: usize| lexicon().words.deadly.iter().any(|word| word == words.text(at));
    let noun = (at + 1..(at + 4).min(words.doc.len()))
        .find(|&noun| deaths(noun) || lexicon().words.attacks.contains(&lemma(words, noun)))?;
    let bridged = (at + 1..noun).all(|between| words.text(between) == "-" || fatal(between));
    if !bridged {
        return None;
    }
    let harm = if deaths(noun) || (at + 1..noun).any(fatal) { Harm::Killed } else { Harm::Shot };
    let victims = counted(words.doc.span(at..noun + 1), Count::exact(times), false);
    Told::new(words, harm, noun, victims, MULTIPLE)
}

/// `quantities/charges`: "three counts of murder" tells of three dead, "two counts of attempted murder" of two attacked.
fn charges(words: &Words<'_>, noun: usize) -> Option<Told> {
    if !matches!(lemma(words, noun).as_str(), "count" | "charge") {
        return None;
    }
    let doc = words.doc;
    let number = number_in(words, noun)?;
    let of = doc.children(noun).find(|&child| words.text(child) == "of")?;
    let charge = doc.subtree_range(of);
    let range = charge.start..charge.end.min(of + 7);
    let attempted = range.clone().any(|at| words.in_list(at, &lexicon().words.attempted));
    let deaths = range.clone().any(|at| lexicon().words.deaths.contains(&lemma(words, at)));
    let assaults = range.clone().any(|at| words.in_list(at, &lexicon().words.assaults));
    let harm = match (deaths && !attempted, deaths || assaults) {
        (true, _) => Harm::Killed,
        (false, true) => Harm::Shot,
        (false, false) => return None,
    };
    Told::new(words, harm, noun, of_number(words, number), CHARGES)
}

/// `quantities/victims`: "the four victims", "all five of the victims".
fn victims(words: &Words<'_>, noun: usize) -> Option<Told> {
    if words.text(noun) != "victims" {
        return None;
    }
    let number = number_in(words, noun)?;
    let governor = words.doc.head(noun);
    let by_verb = governor.is_some_and(|verb| lexicon().harms.contains_key(lemma(words, verb).as_str()));
    if by_verb || number.vague {
        return None;
    }
    Told::new(words, Harm::Shot, noun, of_number(words, number), VICTIMS)
}

/// `quantities/ordinal`: "a fourth victim" tells of four.
fn ordinal(words: &Words<'_>, at: usize) -> Option<Told> {
    let &rank = lexicon().ordinals.get(words.text(at)).filter(|&&rank| 1 < rank)?;
    let noun = (at + 1..at + 3).find(|&noun| is_people(words, noun))?;
    let new = at.checked_sub(1).is_some_and(|before| words.any(before, &["a", "the", "and", ","]));
    if !new || lexicon().harming.contains(words.text(noun)) {
        return None;
    }
    let victims = counted(words.doc.span(at..noun + 1), Count::exact(f64::from(rank)), false);
    Told::new(words, Harm::Shot, noun, victims, ORDINAL)
}
