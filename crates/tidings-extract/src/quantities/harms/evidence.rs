//! Harm told by its traces: wounds, bodies, hospitals, conditions, a death by one's own hand.

use super::arguments::{object_heads, of_heads, subject_heads};
use super::{Told, Words, is_background, lemma, negated, unreal};
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
                let suffers = matches!(
                    lemma(words, governor).as_str(),
                    "suffer"
                        | "treat"
                        | "hospitalize"
                        | "take"
                        | "transport"
                        | "find"
                        | "recover"
                        | "rush"
                        | "airlift"
                        | "fly"
                        | "arrive"
                        | "listen"
                        | "walk"
                        | "show"
                        | "live"
                        | "survive"
                        | "be"
                );
                if !suffers {
                    return None;
                }
                let objects: Vec<usize> = doc
                    .children(governor)
                    .filter(|&child| matches!(tokens[child].dep.as_str(), "dobj" | "nsubjpass"))
                    .collect();
                if objects.is_empty() { subject_heads(words, governor) } else { objects }
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
    let mut victims: Vec<Member> = heads.into_iter().flat_map(|head| members(words, head)).collect();
    victims.retain(|victim| !matches!(victim, Member::Group(group) if group.count.stated() == 0.0));
    let fatal = doc.children(noun).any(|child| words.text(child) == "fatal");
    let harm = if fatal { Harm::Killed } else { Harm::Shot };
    let own_hand = doc.children(noun).any(|child| words.text(child).contains("inflicted"));
    (!victims.is_empty()).then(|| Told {
        harm,
        cue: noun,
        victims,
        subset: false,
        background: is_background(words, noun),
        sentence: words.doc.sentence_of(noun),
        own_hand,
        rule: "quantities/wound",
    })
}

/// `quantities/bodies`: "found the bodies of two men", "three bodies".
pub(super) fn bodies(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    if !words.any(noun, &["bodies", "body", "remains"]) {
        return None;
    }
    let of: Vec<Member> = of_heads(words, noun).into_iter().flat_map(|head| members(words, head)).collect();
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
    Some(Told {
        harm: Harm::Killed,
        cue: noun,
        victims,
        subset: false,
        background: is_background(words, noun),
        sentence: words.doc.sentence_of(noun),
        own_hand: false,
        rule: "quantities/bodies",
    })
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
        return counted.then(|| Told {
            harm: Harm::Shot,
            cue: noun,
            victims,
            subset: false,
            background: is_background(words, noun),
            own_hand: false,
            sentence: doc.sentence_of(noun),
            rule: "quantities/hospital",
        });
    }
    let verb = doc.ancestors(noun).skip(1).take(3).find(|&above| doc.tokens()[above].tag.starts_with('V'))?;
    let brought = matches!(
        lemma(words, verb).as_str(),
        "take"
            | "transport"
            | "airlift"
            | "rush"
            | "fly"
            | "transfer"
            | "bring"
            | "hospitalize"
            | "admit"
            | "send"
    );
    if !brought || negated(words, verb) || unreal(words, verb) {
        return None;
    }
    let victims: Vec<Member> =
        object_heads(words, verb).into_iter().flat_map(|head| members(words, head)).collect();
    (!victims.is_empty()).then(|| Told {
        harm: Harm::Shot,
        cue: noun,
        victims,
        subset: true,
        background: is_background(words, noun),
        sentence: words.doc.sentence_of(noun),
        own_hand: false,
        rule: "quantities/hospital",
    })
}

/// `quantities/condition`: "is in critical condition": hurt and alive.
pub(super) fn condition(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
    let graded = doc.children(noun).any(|child| words.in_list(child, &lexicon().words.conditions))
        || noun.checked_sub(1).is_some_and(|before| words.in_list(before, &lexicon().words.conditions));
    let preposition = doc.head(noun).filter(|&head| words.any(head, &["in", "to"]))?;
    let governor = doc.head(preposition)?;
    if !graded {
        return None;
    }
    let heads = if doc.tokens()[governor].tag.starts_with('V') {
        let objects = object_heads(words, governor);
        if objects.is_empty() { subject_heads(words, governor) } else { objects }
    } else {
        vec![governor]
    };
    let victims: Vec<Member> = heads.into_iter().flat_map(|head| members(words, head)).collect();
    (!victims.is_empty()).then(|| Told {
        harm: Harm::Injured,
        cue: noun,
        victims,
        subset: true,
        background: is_background(words, noun),
        sentence: words.doc.sentence_of(noun),
        own_hand: false,
        rule: "quantities/condition",
    })
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
    let victims: Vec<Member> =
        subject_heads(words, verb).into_iter().flat_map(|head| members(words, head)).collect();
    (!victims.is_empty()).then(|| Told {
        harm: Harm::Killed,
        cue: noun,
        victims,
        subset: false,
        background: is_background(words, noun),
        sentence: words.doc.sentence_of(noun),
        own_hand: true,
        rule: "quantities/own-hand",
    })
}
