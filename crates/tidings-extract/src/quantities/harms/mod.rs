//! Who was killed, hurt or shot, word by word: each harm with those it befell.

mod arguments;
mod beside;
mod evidence;
mod indirect;
mod scope;

use tidings_text::Span;

use crate::quantities::count::Words;
use crate::quantities::lexicon::{Harm, Slot, lexicon};
use crate::quantities::people::{Group, Member, is_people, member, members};

pub(in crate::quantities) use arguments::{described_heads, object_heads};
use arguments::{of_heads, subject_heads};
use beside::{counted_before, headline_person, number_after, number_beside};
use evidence::{bodies, condition, hospital, own_hand, wound};
use indirect::indirect;
pub(in crate::quantities) use indirect::{CHARGES, INDIRECT, MULTIPLE, ORDINAL, VICTIMS};
use scope::{is_earlier, is_sum};

/// A harm and those it befell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::quantities) struct Told {
    pub harm: Harm,
    /// The word that tells it.
    pub cue: usize,
    pub victims: Vec<Member>,
    /// A part of a number told before: "two of them fatally".
    pub subset: bool,
    /// Older than the news.
    pub background: bool,
    /// The sum of several happenings or of a period.
    pub sum: bool,
    /// How badly people are hurt, where a condition says it.
    pub grade: Option<&'static str>,
    /// Those harmed did it themselves.
    pub own_hand: bool,
    /// The number of its sentence.
    pub sentence: usize,
    pub rule: &'static str,
}

impl Told {
    /// Returns a harm told as a whole, not by the victims' own hand; `None` where it befell nobody.
    fn new(
        words: &Words<'_>,
        harm: Harm,
        cue: usize,
        victims: Vec<Member>,
        rule: &'static str,
    ) -> Option<Self> {
        (!victims.is_empty()).then(|| Self {
            harm,
            cue,
            victims,
            subset: false,
            background: is_earlier(words, cue),
            sum: is_sum(words, cue),
            grade: None,
            own_hand: false,
            sentence: words.doc.sentence_of(cue),
            rule,
        })
    }
}

/// Those that noun phrases stand for, together.
fn all_members(words: &Words<'_>, heads: Vec<usize>) -> Vec<Member> {
    heads.into_iter().flat_map(|head| members(words, head)).collect()
}

/// Whom a verb that takes people somewhere or leaves them somehow befalls: its objects, else its subjects.
fn undergoers(words: &Words<'_>, verb: usize) -> Vec<usize> {
    let objects = object_heads(words, verb);
    if objects.is_empty() { subject_heads(words, verb) } else { objects }
}

/// Finds the harms of a doc, in text order.
pub(in crate::quantities) fn find(words: &Words<'_>) -> Vec<Told> {
    let mut found = Vec::new();
    for cue in 0..words.doc.len() {
        fatally(words, cue, &mut found);
        found.extend(indirect(words, cue));
        if let Some(told) = own_hand(words, cue) {
            found.push(told);
            continue;
        }
        let lemma = lemma(words, cue);
        if let Some(senses) =
            lexicon().harms.get(lemma.as_str()).or_else(|| lexicon().harms.get(words.text(cue)))
        {
            for &(harm, slot) in senses {
                if let Some(told) = tell(words, cue, harm, slot) {
                    found.push(told);
                    break;
                }
            }
        } else if lexicon().words.wounds.contains(&lemma) {
            found.extend(wound(words, cue));
        } else if lexicon().words.bodies.contains(&lemma) {
            found.extend(bodies(words, cue));
        } else if matches!(words.text(cue), "hospital" | "hospitals") {
            found.extend(hospital(words, cue));
        } else if lemma == "condition" {
            found.extend(condition(words, cue));
        }
    }
    found
}

fn lemma(words: &Words<'_>, token: usize) -> String {
    words.doc.tokens()[token].lemma.to_lowercase()
}

fn tell(words: &Words<'_>, cue: usize, harm: Harm, slot: Slot) -> Option<Told> {
    let doc = words.doc;
    let token = &doc.tokens()[cue];
    let verbal = token.tag.starts_with('V') || (token.tag.starts_with("JJ") && slot == Slot::Object);
    if matches!(slot, Slot::Object | Slot::Subject) && !verbal && !counted_before(words, cue) {
        return None;
    }
    if token.tag.starts_with('V') && (unreal(words, cue) || negated(words, cue)) {
        return None;
    }
    if slot == Slot::Described && negated(words, cue) {
        return None;
    }
    if harm == Harm::Shot && !is_blow(words, cue) {
        return None;
    }
    let harm = if harm == Harm::Shot || harm == Harm::Injured { outcome(words, cue, harm) } else { harm };
    let mut own_hand = false;
    let heads = match slot {
        Slot::Object => object_heads(words, cue),
        Slot::Subject => subject_heads(words, cue),
        Slot::Described => described_heads(words, cue),
        Slot::Of => of_heads(words, cue),
    };
    let mut victims = Vec::new();
    for head in heads {
        if words.text(head).ends_with("self") || words.text(head).ends_with("selves") {
            own_hand = true;
            let subject = subject_heads(words, cue);
            let before = victims.len();
            victims.extend(subject.into_iter().flat_map(|subject| members(words, subject)));
            if victims.len() == before {
                victims.extend(member(words, head));
            }
            continue;
        }
        victims.extend(members(words, head));
    }
    // "58 killed and 527 injured": the second number is counted by the word behind it.
    if 1 < victims.len() {
        victims.retain(|victim| {
            let next = doc.tokens_in(span_of(victim)).end;
            next <= cue || !lexicon().harms.contains_key(lemma_or_empty(words, next).as_str())
        });
    }
    let mut rule = "quantities/harm-clause";
    // "killed 59 people and injured hundreds more": a number right behind an active verb is its own.
    let passive = doc.children(cue).any(|child| doc.tokens()[child].dep.ends_with("pass"));
    let active = match slot {
        Slot::Object => token.tag.starts_with('V') && !passive,
        // The tagger takes some of these participles for adjectives.
        Slot::Described => cue.checked_sub(1).is_some_and(|before| words.any(before, &["and", "&"])),
        Slot::Subject | Slot::Of => false,
    };
    let told_before = victims.iter().all(|victim| doc.tokens_in(span_of(victim)).end <= cue);
    if let Some(group) =
        number_after(words, cue).filter(|_| active && told_before && words.number(cue + 1).is_some())
    {
        victims = vec![group];
        rule = "quantities/number-beside";
    }
    // The parse of headlines and lists is uneven: a number right before the word counts those harmed.
    let counted = victims.iter().any(|victim| matches!(victim, Member::Group(group) if !group.vague));
    let headline = doc.n_sentences() <= 2 && doc.len() < 40;
    if (!counted || headline)
        && let Some(group) = number_beside(words, cue, slot)
        && (victims.len() < 2 || headline)
    {
        victims = vec![group];
        rule = "quantities/number-beside";
    }
    if victims.is_empty() {
        victims.extend(headline_person(words, cue));
    }
    let subset = victims.iter().any(|victim| is_subset(words, victim));
    let told = Told::new(words, harm, cue, victims, rule)?;
    Some(Told { subset, own_hand, ..told })
}

fn is_subset(words: &Words<'_>, victim: &Member) -> bool {
    let span = match victim {
        Member::Person(person) => person.span,
        Member::Group(group) => group.span,
    };
    let range = words.doc.tokens_in(span);
    words.text(range.end) == "of" && words.any(range.end + 1, &["them", "those", "whom", "the"])
}

/// "could be killed", "wants to kill", "if she died", "tried to kill": nothing happened yet.
pub(in crate::quantities) fn unreal(words: &Words<'_>, verb: usize) -> bool {
    let doc = words.doc;
    let mut at = verb;
    for _ in 0..3 {
        let mut infinitive = false;
        for child in doc.children(at) {
            let dep = &doc.tokens()[child].dep;
            let aux = *dep == "aux";
            if aux
                && words
                    .any(child, &["could", "would", "might", "may", "can", "will", "should", "must", "'d"])
            {
                return true;
            }
            if *dep == "mark" && words.any(child, &["if", "unless", "whether"]) {
                return true;
            }
            infinitive |= aux && words.text(child) == "to";
        }
        let above = doc.head(at);
        if infinitive {
            let happened = above.is_some_and(|above| {
                matches!(
                    lemma(words, above).as_str(),
                    "manage"
                        | "appear"
                        | "seem"
                        | "believe"
                        | "go"
                        | "report"
                        | "say"
                        | "continue"
                        | "begin"
                        | "happen"
                )
            });
            return !happened;
        }
        // A conjoined verb shares its auxiliaries.
        match above.filter(|_| doc.tokens()[at].dep == "conj") {
            Some(above) => at = above,
            None => break,
        }
    }
    false
}

pub(in crate::quantities) fn negated(words: &Words<'_>, token: usize) -> bool {
    let doc = words.doc;
    let neg = |at: usize| {
        doc.children(at).any(|child| doc.tokens()[child].dep == "neg" && words.text(child) != "only")
    };
    neg(token)
        || doc.head(token).is_some_and(|head| {
            doc.tokens()[token].dep != "conj" && matches!(lemma(words, head).as_str(), "be") && neg(head)
        })
}

/// Says whether "shot", "hit", "struck" tells of a weapon and a body.
fn is_blow(words: &Words<'_>, cue: usize) -> bool {
    let doc = words.doc;
    let lemma = lemma(words, cue);
    if lemma == "shoot" {
        // "shot at police", "shot a video"
        let at_people = doc.children(cue).any(|child| {
            words.text(child) == "at"
                && doc.child(child, "pobj").is_some_and(|object| is_people(words, object))
                && doc.child(cue, "nsubjpass").is_none()
        });
        return !at_people;
    }
    if lemma == "gun" {
        return doc.children(cue).any(|child| words.text(child) == "down") || words.text(cue + 1) == "down";
    }
    let range = doc.sentence(doc.sentence_of(cue));
    range.into_iter().any(|at| words.in_list(at, &lexicon().words.projectiles))
}

/// Reads whether a blow was fatal from the words around it: "shot to death", "fatally shot", "shot and killed".
fn outcome(words: &Words<'_>, cue: usize, harm: Harm) -> Harm {
    let fatally = |at: usize| words.in_list(at, &lexicon().words.fatally);
    let near = cue.saturating_sub(2)..(cue + 3).min(words.doc.len());
    let to_death = |at: usize| words.text(at) == "to" && words.text(at + 1) == "death";
    if near.clone().any(|at| fatally(at) && !counted_fatally(words, at))
        || to_death(cue + 1)
        || words.text(cue + 1) == "dead"
    {
        return Harm::Killed;
    }
    if words.any(cue + 1, &["and", "&"]) || words.any(cue + 1, &[","]) {
        if words.any(cue + 2, &["killed", "kill", "kills", "killing"]) {
            return Harm::Killed;
        }
        if words.any(cue + 2, &["wounded", "injured", "hurt", "wounding", "injuring"]) {
            return Harm::Injured;
        }
    }
    harm
}

/// "two fatally", "one of them fatally": the adverb has a number of its own.
fn counted_fatally(words: &Words<'_>, fatally: usize) -> bool {
    let back =
        if fatally >= 3 && words.text(fatally - 2) == "of" { fatally - 3 } else { fatally.saturating_sub(1) };
    words.number(back).is_some() && back < fatally
}

/// `quantities/fatally`: "six people were shot, two fatally".
fn fatally(words: &Words<'_>, at: usize, found: &mut Vec<Told>) {
    if !words.in_list(at, &lexicon().words.fatally) || !counted_fatally(words, at) {
        return;
    }
    // "two fatally shot" is told by the verb.
    if lexicon().harms.contains_key(lemma_or_empty(words, at + 1).as_str()) {
        return;
    }
    let back = if at >= 3 && words.text(at - 2) == "of" { at - 3 } else { at - 1 };
    let Some(number) = words.number(back) else { return };
    let span = words.doc.span(number.first..number.end);
    let group =
        Group { span, count: number.count, others: false, vague: number.vague, bare: false, harming: false };
    let told = Told::new(words, Harm::Killed, at, vec![Member::Group(group)], "quantities/fatally");
    found.extend(told.map(|told| Told { subset: true, ..told }));
}

fn lemma_or_empty(words: &Words<'_>, token: usize) -> String {
    words.doc.tokens().get(token).map(|token| token.lemma.to_lowercase()).unwrap_or_default()
}

impl Words<'_> {
    /// Says whether the token's lemma is in a list.
    fn in_lemmas(&self, token: usize, list: &[String]) -> bool {
        list.contains(&lemma(self, token))
    }
}

/// The span of a victim's words.
pub(in crate::quantities) fn span_of(member: &Member) -> Span {
    match member {
        Member::Person(person) => person.span,
        Member::Group(group) => group.span,
    }
}

/// Returns the first word that tells of a death without saying how many died: "the fatal shooting", "a murder charge".
pub(in crate::quantities) fn sign_of_death(words: &Words<'_>) -> Option<Span> {
    let doc = words.doc;
    let sign = (0..doc.len()).find(|&at| {
        words.in_list(at, &lexicon().words.signs_of_death)
            && doc.sentence_of(at) < 12
            && !words.any(
                at + 1,
                &[
                    "detectives",
                    "detective",
                    "unit",
                    "investigators",
                    "squad",
                    "division",
                    "bureau",
                    "sergeant",
                    "rate",
                    "threats",
                    "penalty",
                ],
            )
            && !doc.children(at).any(|child| words.any(child, &["attempted", "attempt", "no"]))
            && !at
                .checked_sub(1)
                .is_some_and(|before| words.any(before, &["attempted", "non", "not", "near", "-", "to"]))
            && !is_earlier(words, at)
            && !is_sum(words, at)
    })?;
    Some(doc.tokens()[sign].span)
}
