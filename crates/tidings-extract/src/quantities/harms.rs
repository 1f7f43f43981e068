//! Who was killed, hurt or shot, word by word: each harm with those it befell.

use tidings_text::Span;

use super::count::{Count, Words};
use super::lexicon::{Harm, Slot, lexicon};
use super::people::{Group, Member, Person, Pointing, is_age_or_year, is_people, member, members};

/// A harm and those it befell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub harm: Harm,
    /// The word that tells it.
    pub cue: usize,
    pub victims: Vec<Member>,
    /// A part of a number told before: "two of them fatally".
    pub subset: bool,
    /// Older than the news, or the sum of a period.
    pub background: bool,
    /// Those harmed did it themselves.
    pub own_hand: bool,
    /// The number of its sentence.
    pub sentence: usize,
    pub rule: &'static str,
}

/// Finds the harms of a doc, in text order.
pub(super) fn find(words: &Words<'_>) -> Vec<Told> {
    let mut found = Vec::new();
    for cue in 0..words.doc.len() {
        fatally(words, cue, &mut found);
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
    let mut rule = "quantities/harm-clause";
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
    (!victims.is_empty()).then(|| Told {
        harm,
        cue,
        victims,
        subset,
        background: is_background(words, cue),
        sentence: words.doc.sentence_of(cue),
        own_hand,
        rule,
    })
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
pub(super) fn unreal(words: &Words<'_>, verb: usize) -> bool {
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

pub(super) fn negated(words: &Words<'_>, token: usize) -> bool {
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
    let group = Group { span, count: number.count, others: false, vague: number.vague, harming: false };
    found.push(Told {
        harm: Harm::Killed,
        cue: at,
        victims: vec![Member::Group(group)],
        subset: true,
        background: is_background(words, at),
        sentence: words.doc.sentence_of(at),
        own_hand: false,
        rule: "quantities/fatally",
    });
}

fn lemma_or_empty(words: &Words<'_>, token: usize) -> String {
    words.doc.tokens().get(token).map(|token| token.lemma.to_lowercase()).unwrap_or_default()
}

/// The objects of a verb, the subjects of its passive, or what its participle describes.
pub(super) fn object_heads(words: &Words<'_>, verb: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    let by_dep =
        |at: usize, dep: &str| doc.children(at).filter(|&child| tokens[child].dep == dep).collect::<Vec<_>>();
    let passive = by_dep(verb, "nsubjpass");
    if !passive.is_empty() {
        return passive;
    }
    let objects = by_dep(verb, "dobj");
    if !objects.is_empty() {
        return objects;
    }
    // "shot and killed a man": the object stands with the other verb.
    for child in doc.children(verb).filter(|&child| tokens[child].dep == "conj") {
        let objects = by_dep(child, "dobj");
        let same = lexicon().harms.contains_key(lemma(words, child).as_str());
        if !objects.is_empty() && same && tokens[child].tag == tokens[verb].tag && child < verb + 4 {
            return objects;
        }
    }
    match tokens[verb].dep.as_str() {
        "acl" | "amod" | "relcl" => {
            if let Some(head) =
                doc.head(verb).filter(|&head| tokens[verb].tag == "VBN" || is_people(words, head))
            {
                return vec![head];
            }
        }
        "conj" => {
            let first = doc.ancestors(verb).skip(1).find(|&above| tokens[above].dep != "conj");
            if let Some(first) = first {
                let shared = by_dep(first, "nsubjpass");
                if !shared.is_empty() {
                    return shared;
                }
                let shared = by_dep(first, "dobj");
                if !shared.is_empty() && verb < first + 4 {
                    return shared;
                }
                if tokens[verb].tag == "VBN" {
                    return by_dep(first, "nsubj");
                }
            }
        }
        _ => {}
    }
    // "left two men injured", "got shot"
    if tokens[verb].tag == "VBN" || tokens[verb].tag.starts_with("JJ") {
        let subjects = by_dep(verb, "nsubj");
        if !subjects.is_empty() {
            return subjects;
        }
        if let Some(head) = doc.head(verb).filter(|_| {
            matches!(tokens[verb].dep.as_str(), "oprd" | "acomp" | "ccomp" | "xcomp" | "auxpass" | "attr")
        }) {
            let objects = by_dep(head, "dobj");
            if !objects.is_empty() {
                return objects;
            }
            return [by_dep(head, "nsubj"), by_dep(head, "nsubjpass")].concat();
        }
    }
    Vec::new()
}

/// The subjects of a verb, its own or shared.
fn subject_heads(words: &Words<'_>, verb: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    let mut at = verb;
    for _ in 0..5 {
        let subjects: Vec<usize> = doc
            .children(at)
            .filter(|&child| matches!(tokens[child].dep.as_str(), "nsubj" | "nsubjpass"))
            .collect();
        if !subjects.is_empty() {
            return subjects;
        }
        match tokens[at].dep.as_str() {
            "acl" | "relcl" => return doc.head(at).into_iter().collect(),
            "conj" | "xcomp" | "advcl" | "pcomp" | "prep" | "ccomp" | "aux" | "dep" => match doc.head(at) {
                Some(head) => at = head,
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// Those that "dead", "wounded" describe.
pub(super) fn described_heads(words: &Words<'_>, adjective: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    let subjects: Vec<usize> =
        doc.children(adjective).filter(|&child| tokens[child].dep == "nsubj").collect();
    if !subjects.is_empty() {
        return subjects;
    }
    let token = &tokens[adjective];
    let Some(head) = doc.head(adjective) else {
        return Vec::new();
    };
    match token.dep.as_str() {
        "amod" => {
            // "the dead man"; "left two dead" is read by its number.
            vec![head]
        }
        "acomp" | "attr" | "oprd" | "ccomp" | "xcomp" | "advcl" | "conj" | "acl" => {
            let object =
                |at: usize| doc.children(at).filter(|&child| tokens[child].dep == "dobj").collect::<Vec<_>>();
            let objects = object(head);
            let leaves = lexicon().words.verdict_of_death.contains(&lemma(words, head));
            if leaves && !objects.is_empty() {
                return objects;
            }
            if !tokens[head].tag.starts_with('V') && token.dep == "acl" {
                return vec![head];
            }
            subject_heads(words, head)
        }
        _ => Vec::new(),
    }
}

/// Those whose death, killing or murder is told: "the death of X", "X's death".
fn of_heads(words: &Words<'_>, noun: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    if tokens[noun].tag.starts_with('V') {
        return Vec::new();
    }
    // "attempted murder", "death penalty", "murder charge"
    let attempted = doc.children(noun).any(|child| words.any(child, &["attempted", "attempt", "possible"]));
    if attempted || tokens[noun].dep == "compound" {
        return Vec::new();
    }
    let mut heads = Vec::new();
    for child in doc.children(noun) {
        match tokens[child].dep.as_str() {
            "poss" => heads.push(child),
            "prep" if words.text(child) == "of" => heads.extend(doc.child(child, "pobj")),
            _ => {}
        }
    }
    heads.retain(|&head| !matches!(words.text(head), "his" | "her" | "their" | "its"));
    heads
}

/// A number in front of the word, with nothing but words of people and degree between: "3 people critically injured".
fn number_beside(words: &Words<'_>, cue: usize, slot: Slot) -> Option<Member> {
    let start = words.doc.sentence(words.doc.sentence_of(cue)).start;
    let doc = words.doc;
    let mut at = cue;
    let mut others = false;
    let mut people = false;
    for _ in 0..9 {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= start) else { break };
        at = before;
        let text = words.text(at);
        others |= matches!(text, "others" | "other" | "more");
        people |= is_people(words, at);
        let number = (doc.tokens()[at].tag == "CD" || lexicon().vague.contains_key(text))
            .then(|| words.number(at))
            .flatten();
        if let Some(number) = number.filter(|number| number.end <= cue) {
            // "at 3 p.m.", "on May 5"
            let dated = doc.entities().iter().any(|entity| {
                let dates = matches!(entity.label.as_str(), "DATE" | "TIME" | "MONEY" | "PERCENT");
                entity.start <= at && at < entity.end && dates && !people && !others
            });
            if dated || is_age_or_year(words, number) {
                return None;
            }
            let first = first_token(words, at);
            let number = words.number(first).unwrap_or(number);
            let span = doc.span(number.first..number.end);
            let (listed, span) = listed_before(words, number.first, span);
            let count =
                if listed > 0.0 { Count::exact(number.count.stated() + listed) } else { number.count };
            let one = count == Count::exact(1.0);
            return Some(if one {
                Member::Person(Person {
                    span,
                    token: at,
                    name: None,
                    age: None,
                    sex: super::lexicon::Sex::Unknown,
                    pointing: if others { Pointing::Another } else { Pointing::New },
                    harming: false,
                })
            } else {
                Member::Group(Group { span, count, others, vague: number.vague, harming: false })
            });
        }
        let skipped = people && is_people(words, at)
            || is_people(words, at)
            || SKIPPED.contains(&text)
            || text.ends_with("ly");
        if !skipped {
            break;
        }
    }
    if slot != Slot::Object {
        return None;
    }
    // "kills 3", "injuring at least four others"
    for at in cue + 1..cue + 5 {
        let number = words.number(at).filter(|_| doc.tokens().get(at).is_some_and(|token| token.tag == "CD"));
        let Some(number) = number else {
            if words.any(at, &PREPOSED) {
                continue;
            }
            return None;
        };
        let next = words.text(number.end);
        let counts_people =
            is_people(words, number.end) || is_people(words, number.end + 1) || AFTER_COUNT.contains(&next);
        if !counts_people || is_age_or_year(words, number) {
            return None;
        }
        let others = matches!(next, "others" | "other" | "more");
        let span = doc.span(number.first..number.end);
        return Some(Member::Group(Group {
            span,
            count: number.count,
            others,
            vague: false,
            harming: false,
        }));
    }
    None
}

/// Adds what a list counts before its last number: "4 adults, 2 children dead".
fn listed_before(words: &Words<'_>, first: usize, span: Span) -> (f64, Span) {
    let mut sum = 0.0;
    let mut span = span;
    let mut at = first;
    while at >= 3 && words.any(at - 1, &[",", "and", "&"]) && lexicon().person(words.text(at - 2)).is_some() {
        let Some(number) = words.number(at - 3).filter(|number| number.end == at - 2 && !number.vague) else {
            break;
        };
        sum += number.count.stated();
        span = span.cover(words.doc.span(number.first..number.end));
        at = number.first;
    }
    (sum, span)
}

fn first_token(words: &Words<'_>, token: usize) -> usize {
    let before = if token >= 2 && words.text(token - 1) == "-" { token - 2 } else { token.saturating_sub(1) };
    if words.number(before).is_some_and(|number| number.end > token && before < token) {
        before
    } else {
        token
    }
}

/// Words between "kills" and its number.
const PREPOSED: [&str; 12] =
    ["at", "least", "another", "more", "than", "up", "to", "as", "many", "about", "some", "nearly"];

/// Words that can follow a number of people that stands alone: "kills 3 in".
const AFTER_COUNT: [&str; 16] = [
    "", ",", ".", ";", ":", "in", "and", "at", "others", "other", "more", "outside", "near", "before", "on",
    "inside",
];

const SKIPPED: [&str; 34] = [
    "others",
    "other",
    "more",
    "additional",
    "of",
    "them",
    "whom",
    "the",
    "were",
    "was",
    "are",
    "is",
    "have",
    "has",
    "had",
    "been",
    "being",
    "left",
    "also",
    "and",
    "believed",
    "confirmed",
    "reported",
    "found",
    "pronounced",
    "young",
    "innocent",
    "adult",
    "feared",
    "be",
    "get",
    "got",
    "male",
    "female",
];

fn counted_before(words: &Words<'_>, cue: usize) -> bool {
    cue > 0 && (words.number(cue - 1).is_some() || is_people(words, cue - 1))
}

/// A headline's "Man shot in Denver": the noun right before the word.
fn headline_person(words: &Words<'_>, cue: usize) -> Option<Member> {
    let before = cue.checked_sub(1)?;
    if !lexicon()
        .harms
        .get(lemma(words, cue).as_str())
        .is_some_and(|senses| senses.iter().any(|(_, slot)| *slot == Slot::Object))
    {
        return None;
    }
    let tag = &words.doc.tokens()[cue].tag;
    if *tag != "VBN" && *tag != "VBD" || words.doc.child(cue, "dobj").is_some() {
        return None;
    }
    let at = if words.text(before) == "," && before >= 2 { before - 2 } else { before };
    lexicon().person(words.text(at)).and_then(|_| member(words, at))
}

/// `quantities/wound`: "suffered a gunshot wound", "was treated for injuries", "a man with gunshot wounds".
fn wound(words: &Words<'_>, noun: usize) -> Option<Told> {
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
fn bodies(words: &Words<'_>, noun: usize) -> Option<Told> {
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
fn hospital(words: &Words<'_>, noun: usize) -> Option<Told> {
    let doc = words.doc;
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
fn condition(words: &Words<'_>, noun: usize) -> Option<Told> {
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
fn own_hand(words: &Words<'_>, noun: usize) -> Option<Told> {
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

/// Says whether the sentence tells of an earlier event, or of the sum of a period: "the 23rd homicide this year".
fn is_background(words: &Words<'_>, cue: usize) -> bool {
    let range = words.doc.sentence(words.doc.sentence_of(cue));
    range.clone().any(|at| {
        let next = words.text(at + 1);
        match words.text(at) {
            "this" | "last" | "past" => matches!(next, "year" | "decade" | "month"),
            "years" | "months" | "weeks" => next == "ago" || next == "earlier",
            "previous" | "prior" | "unrelated" | "separate" => {
                matches!(
                    next,
                    "shooting"
                        | "shootings"
                        | "incident"
                        | "incidents"
                        | "case"
                        | "killing"
                        | "homicide"
                        | "attack"
                        | "year"
                )
            }
            "in" => next.len() == 4 && words.background_year(next),
            "so" => next == "far",
            "every" | "each" | "per" => matches!(next, "year" | "day" | "week"),
            "annually" | "nationwide" | "statewide" | "citywide" => true,
            _ => false,
        }
    })
}

impl Words<'_> {
    /// Says whether the token's lemma is in a list.
    fn in_lemmas(&self, token: usize, list: &[String]) -> bool {
        list.contains(&lemma(self, token))
    }
}

/// The span of a victim's words.
pub(super) fn span_of(member: &Member) -> Span {
    match member {
        Member::Person(person) => person.span,
        Member::Group(group) => group.span,
    }
}

/// Returns the first word that tells of a death without saying how many died: "the fatal shooting", "a murder charge".
pub(super) fn sign_of_death(words: &Words<'_>) -> Option<Span> {
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
            && !is_background(words, at)
    })?;
    Some(doc.tokens()[sign].span)
}
