//! Harm told by its traces: wounds, bodies, hospitals, conditions, a death by one's own hand.

use super::arguments::{object_heads, of_heads, subject_heads};
use super::{Told, Words, all_members, lemma, negated, undergoers, unreal};
use crate::quantities::lexicon::{Harm, lexicon};
use crate::quantities::people::{Group, Member, is_people, members};

/// `quantities/wound`: "suffered a gunshot wound", "was treated for injuries", "a man with gunshot wounds".
pub(super) fn wound(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    let tokens = doc.tokens();
    if doc.children(noun).any(|child| words.any(child, &["no"])) {
        return None;
    }
    if tokens[noun].dep == "compound" {
        return None;
    }
    let head = doc.head(noun)?;
    let heads = match tokens[noun].dep.as_str() {
        "dobj"
            if words.in_lemmas(head, &lexicon().words.suffer)
                && !negated(words, head)
                && !unreal(words, head) =>
        {
            if doc.child(head, "nsubjpass").is_some() {
                object_heads(words, head)
            } else {
                subject_heads(words, head)
            }
        }
        "pobj" => {
            let governor = doc.head(head)?;
            let fatal = matches!(lemma(words, governor).as_str(), "die" | "succumb" | "kill");
            if fatal || negated(words, governor) {
                return None;
            }
            if tokens[governor].tag.starts_with('V') {
                if !words.in_lemmas(governor, &lexicon().words.with_wounds) {
                    return None;
                }
                undergoers(words, governor)
            } else if is_people(words, governor)
                || tokens[governor].tag == "CD"
                || words.text(governor) == "old"
            {
                vec![governor]
            } else {
                return None;
            }
        }
        _ => return None,
    };
    let mut victims = all_members(words, heads);
    victims.retain(|victim| !matches!(victim, Member::Group(group) if group.count.stated() == 0.0));
    let fatal = doc.children(noun).any(|child| words.text(child) == "fatal");
    let harm = if fatal { Harm::Killed } else { Harm::Shot };
    let own_hand = doc.children(noun).any(|child| words.text(child).contains("inflicted"));
    let told = Told::new(words, harm, noun, victims, "quantities/wound")?;
    let grave = |child: usize| words.in_list(child, &lexicon().words.grave_injuries);
    let grade = (lemma(words, noun) == "injury")
        .then(|| if doc.subtree(noun).into_iter().any(grave) { "seriously_injured" } else { "injured" });
    Some(Told { own_hand, grade, ..told })
}

/// `quantities/bodies`: "found the bodies of two men", "three bodies".
pub(super) fn bodies(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    if !words.any(noun, &["bodies", "body", "remains"]) {
        return None;
    }
    let of = all_members(words, of_heads(words, noun));
    let counted = || {
        let number = words.number(noun.checked_sub(1)?).filter(|_| words.text(noun) == "bodies")?;
        let span = doc.span(number.first..noun + 1);
        Some(vec![Member::Group(Group {
            span,
            count: number.count,
            others: false,
            vague: number.vague,
            bare: false,
            harming: false,
        })])
    };
    let found = doc
        .ancestors(noun)
        .any(|above| matches!(lemma(words, above).as_str(), "find" | "discover" | "recover" | "identify"));
    if !found {
        return None;
    }
    let victims = if of.is_empty() { counted()? } else { of };
    Told::new(words, Harm::Killed, noun, victims, "quantities/bodies")
}

/// `quantities/hospital`: "two people were taken to hospital": hurt, unless said to be dead.
pub(super) fn hospital(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    // "ended with five people in the hospital"
    if let Some(people) = doc
        .head(noun)
        .filter(|&at| words.any(at, &["in", "at"]))
        .and_then(|at| doc.head(at))
        .filter(|&at| is_people(words, at))
    {
        let victims = members(words, people);
        let counted = victims.iter().any(|victim| matches!(victim, Member::Group(group) if !group.vague));
        return counted.then(|| Told::new(words, Harm::Shot, noun, victims, "quantities/hospital"))?;
    }
    let verb = doc.ancestors(noun).skip(1).take(3).find(|&above| doc.tokens()[above].tag.starts_with('V'))?;
    let brought = words.in_lemmas(verb, &lexicon().words.bring);
    if !brought || negated(words, verb) || unreal(words, verb) {
        return None;
    }
    let victims = all_members(words, object_heads(words, verb));
    let told = Told::new(words, Harm::Shot, noun, victims, "quantities/hospital")?;
    Some(Told { subset: true, ..told })
}

/// `quantities/condition`: "is in critical condition": hurt and alive.
pub(super) fn condition(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    let before = noun.checked_sub(1);
    let grade =
        doc.children(noun).chain(before).find_map(|at| lexicon().words.conditions.get(words.text(at)))?;
    let preposition = doc.head(noun).filter(|&head| words.any(head, &["in", "to"]))?;
    let governor = doc.head(preposition)?;
    let verbal = doc.tokens()[governor].tag.starts_with('V');
    let heads = if verbal { undergoers(words, governor) } else { vec![governor] };
    let told = Told::new(words, Harm::Injured, noun, all_members(words, heads), "quantities/condition")?;
    Some(Told { subset: true, grade: Some(grade), ..told })
}

/// `quantities/own-hand`: "turned the gun on himself", "took his own life", "committed suicide".
pub(super) fn own_hand(words: &Words<'_>, noun: usize) -> Option<Told> {
    if !words.any(noun, &["suicide", "life", "gun", "weapon"]) {
        return None;
    }
    let doc = words.doc;
    let verb = doc
        .head(noun)
        .filter(|&verb| doc.tokens()[verb].tag.starts_with('V') && doc.tokens()[noun].dep == "dobj")?;
    let verb_lemma = lemma(words, verb);
    let reflexive = (noun + 1..noun + 4).any(|at| words.any(at, &["himself", "herself", "themselves"]));
    let told = match words.text(noun) {
        "suicide" => verb_lemma == "commit",
        "life" => verb_lemma == "take" && words.text(noun.saturating_sub(1)) == "own",
        "gun" | "weapon" => verb_lemma == "turn" && reflexive,
        _ => false,
    };
    if !told || unreal(words, verb) || negated(words, verb) {
        return None;
    }
    let victims = all_members(words, subject_heads(words, verb));
    let told = Told::new(words, Harm::Killed, noun, victims, "quantities/own-hand")?;
    Some(Told { own_hand: true, ..told })
}
