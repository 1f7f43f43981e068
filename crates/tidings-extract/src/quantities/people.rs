//! Who a noun phrase stands for: a number of people, or one person with a name, an age and a sex.

use tidings_nlp::Doc;
use tidings_text::Span;

use super::count::{Count, Words};
use super::lexicon::{Sex, lexicon, singular};

/// How a phrase points to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointing {
    /// "a man": somebody new, or the one just told of.
    New,
    /// "another man", "a second man": somebody else.
    Another,
    /// "the man", "he": somebody told of before.
    Back,
}

/// One person as a phrase names them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Person {
    pub span: Span,
    pub token: usize,
    /// Name in lower case.
    pub name: Option<String>,
    pub age: Option<u32>,
    pub sex: Sex,
    pub pointing: Pointing,
    /// Whether the phrase is for who did the harm.
    pub harming: bool,
}

/// Several people as a phrase counts them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub span: Span,
    pub count: Count,
    /// "others", "more": beside those told of before.
    pub others: bool,
    /// No figure: "people", "several".
    pub vague: bool,
    /// A plural without any number: "people".
    pub bare: bool,
    pub harming: bool,
}

/// What a noun phrase stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Member {
    Person(Person),
    Group(Group),
}

/// Returns those that a noun phrase stands for, the members of a coordination apart.
pub(super) fn members(words: &Words<'_>, head: usize) -> Vec<Member> {
    let mut found = Vec::new();
    let mut heads = vec![head];
    let mut next = 0;
    while let Some(&at) = heads.get(next) {
        next += 1;
        found.extend(member(words, at));
        heads.extend(words.doc.children(at).filter(|&child| words.doc.tokens()[child].dep == "conj"));
        if heads.len() > 12 {
            break;
        }
    }
    found
}

/// Returns the number that counts a noun.
pub(super) fn number_in(words: &Words<'_>, head: usize) -> Option<super::count::Number> {
    let doc = words.doc;
    let child = doc.children(head).find(|&child| {
        let dep = &doc.tokens()[child].dep;
        child < head
            && (*dep == "nummod" || *dep == "det" || *dep == "amod" || *dep == "predet" || *dep == "quantmod")
            && words.number(first_of_number(words, child)).is_some()
    })?;
    // "6 -year - old boy": the number counts years.
    if words.text(child + 1) == "-" && words.any(child + 2, &["year", "month", "week", "day"]) {
        return None;
    }
    words.number(first_of_number(words, child))
}

/// The first token of the number that the token ends: "twenty" of "twenty - five".
fn first_of_number(words: &Words<'_>, token: usize) -> usize {
    let mut first = token;
    while first > 0 {
        let before =
            if first >= 2 && words.any(first - 1, &["-", "to", "or", "–"]) { first - 2 } else { first - 1 };
        let joins = words.number(before).is_some_and(|number| number.end > token);
        if !joins {
            break;
        }
        first = before;
    }
    first
}

/// Returns who a single noun or pronoun stands for; `None` where it is no person.
pub(super) fn member(words: &Words<'_>, head: usize) -> Option<Member> {
    let doc = words.doc;
    let token = doc.tokens().get(head)?;
    let text = words.text(head);
    if matches!(text, "who" | "whom" | "that" | "which") && token.tag.starts_with('W') {
        let clause = doc.ancestors(head).find(|&above| doc.tokens()[above].dep == "relcl")?;
        return doc
            .head(clause)
            .filter(|&antecedent| antecedent != head)
            .and_then(|antecedent| member_plain(words, antecedent))
            .map(back);
    }
    member_plain(words, head)
}

fn back(member: Member) -> Member {
    match member {
        Member::Person(person) if person.name.is_some() || person.age.is_some() => Member::Person(person),
        other => other,
    }
}

fn member_plain(words: &Words<'_>, head: usize) -> Option<Member> {
    let doc = words.doc;
    let token = doc.tokens().get(head)?;
    let text = words.text(head);
    let person = |name: Option<String>, sex: Sex, pointing: Pointing, span: Span| {
        Some(Member::Person(Person {
            span,
            token: head,
            name,
            age: age(words, head),
            sex,
            pointing,
            harming: lexicon().harming.contains(text),
        }))
    };
    // An unborn child is told of, and counted by no register.
    if doc.children(head).any(|child| words.text(child) == "unborn") {
        return None;
    }
    let negated = doc.children(head).any(|child| child < head && words.any(child, &["no", "zero"]));
    if lexicon().none.contains(text)
        || (text == "one" && head > 0 && words.text(head - 1) == "no")
        || (negated && lexicon().person(text).is_some())
    {
        let count = Count::exact(0.0);
        return Some(Member::Group(Group {
            span: token.span,
            count,
            others: false,
            vague: false,
            bare: false,
            harming: false,
        }));
    }
    match text {
        "he" | "him" | "himself" => return person(None, Sex::Male, Pointing::Back, token.span),
        "she" | "her" | "herself" => return person(None, Sex::Female, Pointing::Back, token.span),
        _ => {}
    }
    if token.tag.starts_with("PRP") {
        return None;
    }
    let harming = singular(text).is_some_and(|one| lexicon().harming.contains(&one))
        || lexicon().harming.contains(text);
    let others_word = |at: usize| words.any(at, &["others", "other", "more", "additional"]);
    let others = others_word(head) || doc.children(head).any(others_word);
    // The phrase is itself a number: "two were killed", "one of the victims".
    if let Some(number) = words.number(first_of_number(words, head)).filter(|_| {
        !matches!(text, "both" | "some" | "many" | "few")
            || token.dep.contains("subj")
            || token.dep.contains("obj")
    }) {
        let span = doc.span(number.first..number.end);
        if is_age_or_year(words, number) {
            return None;
        }
        if number.count == Count::exact(1.0) {
            return person(None, Sex::Unknown, Pointing::New, span);
        }
        // "the two were arrested for": of what?
        let of = doc.children(head).find(|&child| words.text(child) == "of");
        let kind = of.and_then(|of| doc.child(of, "pobj"));
        let of_people = kind.is_none_or(|kind| {
            is_people(words, kind) || words.any(kind, &["them", "those", "whom", "us", "gunshot"])
        });
        if !of_people {
            return None;
        }
        return Some(Member::Group(Group {
            span,
            count: number.count,
            others,
            vague: number.vague,
            bare: false,
            harming,
        }));
    }
    if let Some(number) = number_in(words, head).filter(|_| is_people(words, head)) {
        let last = head + 1;
        let span = doc.span(number.first..last.max(number.end));
        if number.count == Count::exact(1.0) {
            let sex = lexicon().person(text).unwrap_or(Sex::Unknown);
            return person(None, sex, if others { Pointing::Another } else { Pointing::New }, span);
        }
        return Some(Member::Group(Group {
            span,
            count: number.count,
            others,
            vague: number.vague,
            bare: false,
            harming,
        }));
    }
    if let Some(entity) = doc.entities().iter().find(|entity| entity.start <= head && head < entity.end) {
        if entity.label == "PERSON" {
            let span = doc.span(entity.start..entity.end);
            let name = name_of(words, entity.start..entity.end);
            return person(Some(name), Sex::Unknown, Pointing::New, span);
        }
        if matches!(
            entity.label.as_str(),
            "GPE" | "ORG" | "LOC" | "FAC" | "NORP" | "DATE" | "TIME" | "MONEY" | "PRODUCT"
        ) && token.tag.starts_with("NNP")
            && lexicon().person(text).is_none()
        {
            return None;
        }
    }
    let years = |at: Option<usize>| at.is_some_and(|at| words.any(at, &["-", "year", "month"]));
    if matches!(text, "old" | "olds") && years(head.checked_sub(1)) {
        let plural = text == "olds";
        if plural {
            return Some(Member::Group(Group {
                span: token.span,
                count: Count { low: Some(2.0), high: None },
                others,
                vague: true,
                bare: true,
                harming: false,
            }));
        }
        return person(None, Sex::Unknown, determiner(words, head), token.span);
    }
    if let Some(sex) = lexicon().person(text) {
        let plural = text == "people"
            || (singular(text).is_some_and(|one| lexicon().people.contains_key(&one))
                && !lexicon().people.contains_key(text));
        if plural || text == "police" {
            let count = Count { low: Some(2.0), high: None };
            return Some(Member::Group(Group {
                span: token.span,
                count,
                others,
                vague: true,
                bare: true,
                harming,
            }));
        }
        let start = doc
            .children(head)
            .take_while(|&child| child < head)
            .next()
            .unwrap_or(head)
            .max(head.saturating_sub(8));
        // A name in apposition or after a title: "Officer Jane Roe", "the victim, John Roe".
        let named = doc.children(head).find(|&child| {
            matches!(doc.tokens()[child].dep.as_str(), "appos" | "compound")
                && person_entity(doc, child).is_some()
        });
        let name = named.and_then(|child| person_entity(doc, child)).map(|range| name_of(words, range));
        return person(name, sex, determiner(words, head), doc.span(start..head + 1));
    }
    if token.tag == "NNP" && token.pos == "PROPN" && text.len() > 2 {
        return person(Some(text.to_owned()), Sex::Unknown, Pointing::New, token.span);
    }
    None
}

/// Says whether a number is an age in apposition ("Boy, 9, shot") or a year.
pub(super) fn is_age_or_year(words: &Words<'_>, number: super::count::Number) -> bool {
    let apposed =
        number.first > 0 && words.text(number.first - 1) == "," && words.any(number.end, &[",", ")"]);
    let four_digits = words.text(number.first).len() == 4
        && words.text(number.first).bytes().all(|byte| byte.is_ascii_digit());
    let year =
        four_digits && (1900.0..2100.0).contains(&number.count.stated()) && !is_people(words, number.end);
    (apposed && number.end == number.first + 1) || year || words.text(number.end) == "-"
}

fn person_entity(doc: &Doc, token: usize) -> Option<std::ops::Range<usize>> {
    doc.entities()
        .iter()
        .find(|entity| entity.start <= token && token < entity.end && entity.label == "PERSON")
        .map(|entity| entity.start..entity.end)
}

fn name_of(words: &Words<'_>, range: std::ops::Range<usize>) -> String {
    let parts: Vec<&str> = range
        .map(|token| words.text(token))
        .filter(|part| {
            part.chars().any(char::is_alphabetic)
                && *part != "'s"
                && *part != "’s"
                && !matches!(*part, "jr." | "sr." | "jr" | "sr" | "ii" | "iii")
        })
        .collect();
    parts.join(" ")
}

/// Says whether the noun counts people.
pub(super) fn is_people(words: &Words<'_>, head: usize) -> bool {
    let text = words.text(head);
    lexicon().person(text).is_some()
        || matches!(text, "olds" | "bodies" | "dead" | "wounded" | "injured" | "adults")
}

fn determiner(words: &Words<'_>, head: usize) -> Pointing {
    let mut pointing = Pointing::New;
    for child in words.doc.children(head).take_while(|&child| child < head) {
        match words.text(child) {
            "another" | "second" | "third" | "fourth" | "fifth" | "sixth" | "other" => {
                return Pointing::Another;
            }
            "the" | "this" | "that" => pointing = Pointing::Back,
            _ => {}
        }
    }
    pointing
}

/// Returns the age told within or right after a phrase: "a 17-year-old boy", "Jane Roe, 34,", "the boy, 5,".
fn age(words: &Words<'_>, head: usize) -> Option<u32> {
    let years = |token: usize| {
        words
            .text(token)
            .parse::<u32>()
            .ok()
            .or_else(|| words.number(token).map(|number| number.count.stated() as u32))
            .filter(|age| (1..=110).contains(age))
    };
    // Within: "17 - year - old", "17 year old".
    let first = head.saturating_sub(9);
    for old in (first..=head).rev() {
        if words.text(old) == "old" || words.text(old) == "olds" {
            let year = (old.saturating_sub(2)..old).find(|&at| words.text(at) == "year")?;
            let number = if year >= 1 && words.text(year - 1) == "-" {
                year.checked_sub(2)?
            } else {
                year.checked_sub(1)?
            };
            return years(number);
        }
    }
    // After: ", 34 ," and "( 34 )".
    let last = words
        .doc
        .entities()
        .iter()
        .find(|entity| entity.start <= head && head < entity.end)
        .map_or(head, |entity| entity.end - 1);
    let last = if words.any(last + 1, &["jr.", "sr.", "jr", "iii", "ii"]) { last + 1 } else { last };
    if words.any(last + 1, &[",", "("])
        && words.any(last + 3, &[",", ")", ".", "of", ";", "and", "was", "-", "who"])
    {
        return years(last + 2);
    }
    None
}
