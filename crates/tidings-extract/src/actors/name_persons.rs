//! Where persons are named in a doc: the name, the title before it, the office beside it, the state it hangs on.

use std::ops::Range;

use tidings_nlp::Doc;
use tidings_text::ActorId;

use super::found::Gender;
use super::hits::{Hit, entity_over};
use super::index::{Actors, NameForm};
use super::person_shapes::{shaped_persons, surnames_again};
use super::persons::{Around, Persons};
use super::record::ActorKind;
use super::syntax::{
    Part, dep, is_capitalised, is_noun, left_edge, left_edge_own, lemma, place, root_of, tag,
};
use super::words::Words;

/// A person named at one place.
#[derive(Debug)]
pub(super) struct NamedPerson {
    /// Title and name.
    pub(super) tokens: Range<usize>,
    /// The name alone.
    pub(super) name: Range<usize>,
    pub(super) head: usize,
    pub(super) full_name: String,
    pub(super) id: ActorId,
    pub(super) country: Option<ActorId>,
    pub(super) gender: Option<Gender>,
    pub(super) titles: Vec<String>,
    pub(super) acts: bool,
    /// The office noun beside the name: "the minister" of "the minister, Golda Meir".
    pub(super) office: Option<usize>,
}

/// A name with its surroundings, not yet joined to a person.
struct Spotted {
    tokens: Range<usize>,
    name: Range<usize>,
    head: usize,
    words: String,
    around: Around,
    office: Option<usize>,
}

/// Finds the persons named in a doc, in text order.
pub(super) fn find_persons(doc: &Doc, actors: &Actors, hits: &[Hit<'_>]) -> Vec<NamedPerson> {
    let words = &actors.words;
    let mut names = name_ranges(doc, hits, words);
    let shaped = shaped_persons(doc, hits, words, &names);
    names.extend(shaped);
    let again = surnames_again(doc, hits, &names);
    names.extend(again);
    names.sort_by_key(|range| (range.start, range.end));
    names.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            kept.end = kept.end.max(next.end);
        }
        overlap
    });
    let spotted: Vec<Spotted> = names.into_iter().map(|name| look_around(doc, hits, words, name)).collect();

    let mut countries: Vec<ActorId> = Vec::new();
    for hit in hits {
        let country = hit
            .record
            .controller
            .as_ref()
            .filter(|_| hit.record.kind == ActorKind::Organ)
            .unwrap_or(&hit.record.id);
        if !countries.contains(country) {
            countries.push(country.clone());
        }
    }
    // Full names first, so that a surname before its full name finds it too.
    let mut persons = Persons::default();
    let mut indexes: Vec<Option<usize>> = spotted
        .iter()
        .map(|one| one.words.contains(' ').then(|| persons.add_full(&one.words, &one.around, actors, words)))
        .collect();
    for (one, index) in spotted.iter().zip(&mut indexes) {
        if index.is_none() {
            *index = Some(persons.add_single(&one.words, &one.around, &countries, actors, words));
        }
    }
    spotted
        .into_iter()
        .zip(indexes)
        .filter_map(|(one, index)| {
            let person = persons.all.get(index?)?;
            Some(NamedPerson {
                acts: person_acts(doc, one.head, &one.tokens),
                tokens: one.tokens,
                name: one.name,
                head: one.head,
                full_name: person.name.clone(),
                id: person.id.clone(),
                country: person.country.clone(),
                gender: person.gender,
                titles: person.titles.clone(),
                office: one.office,
            })
        })
        .collect()
}

/// A person named acts, unless the name is put in front of a noun: "the Palme government".
fn person_acts(doc: &Doc, head: usize, tokens: &Range<usize>) -> bool {
    let place = place(doc, head);
    place.part != Part::Attribute || place.governor < head || tokens.contains(&place.governor)
}

/// Returns the ranges of names: the model's persons, known persons, and what follows a title.
fn name_ranges(doc: &Doc, hits: &[Hit<'_>], words: &Words) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.record.kind == ActorKind::Person) {
        // "Hillary" before a known "Clinton" is somebody else's name, or the fuller one: the model decides.
        let inside_longer = entity_over(doc, &hit.tokens).is_some_and(|(label, range)| {
            label == "PERSON" && clean(doc, words, hits, range).len() > hit.tokens.len()
        });
        let after_given = hit.tokens.len() == 1
            && hit.tokens.start.checked_sub(1).is_some_and(|before| {
                tag(doc, before) == "NNP"
                    && dep(doc, before) == "compound"
                    && !is_title(doc, words, before)
                    && doc.sentence_of(before) == doc.sentence_of(hit.tokens.start)
                    && !hits.iter().any(|other| other.tokens.contains(&before))
                    && !doc.word(before).ends_with('.')
                    && entity_over(doc, &(before..before + 1)).is_some_and(|(label, _)| label == "PERSON")
            });
        let in_name_of_thing = entity_over(doc, &hit.tokens).is_some_and(|(label, range)| {
            matches!(label, "FAC" | "WORK_OF_ART" | "LAW") && range.len() > hit.tokens.len() + 1
        });
        if !inside_longer && !after_given && !in_name_of_thing {
            names.push(hit.tokens.clone());
        }
    }
    for entity in doc.entities().iter().filter(|entity| entity.label == "PERSON") {
        let range = clean(doc, words, hits, entity.start..entity.end);
        if range.is_empty() || !is_name(doc, words, &range) {
            continue;
        }
        let known_otherwise = hits.iter().any(|hit| {
            hit.record.kind != ActorKind::Person
                && hit.tokens.start < range.end
                && range.start < hit.tokens.end
                && (hit.tokens.len() >= range.len()
                    || hit.form != NameForm::Name
                    || hit.tokens.start == range.start)
                && !(range.len() > hit.tokens.len() && hit.tokens.start > range.start)
        });
        if !known_otherwise {
            names.push(range);
        }
    }
    // "…, said Olof Palme": two capitalised names that speak, whatever the model takes them for.
    for token in 1..doc.len() {
        let speaks = dep(doc, token) == "nsubj"
            && tag(doc, token) == "NNP"
            && doc.head(token).is_some_and(|verb| {
                matches!(
                    lemma(doc, verb).as_str(),
                    "say" | "state" | "add" | "tell" | "write" | "tweet" | "explain" | "note"
                )
            });
        let range = token - 1..token + 1;
        let label = entity_over(doc, &range).map(|(label, _)| label);
        let two = range.clone().all(|token| {
            tag(doc, token) == "NNP"
                && is_capitalised(doc, token)
                && doc.word(token).chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '\'')
        });
        let compound = dep(doc, token - 1) == "compound"
            && doc.children(token).filter(|&child| child < token).count() == 1;
        let free = !hits.iter().any(|hit| hit.tokens.start < range.end && range.start < hit.tokens.end)
            && !names.iter().any(|name| name.start < range.end && range.start < name.end);
        if speaks
            && two
            && compound
            && free
            && matches!(label, None | Some("NORP"))
            && !is_title(doc, words, token - 1)
        {
            names.push(range);
        }
    }
    // "Mr. Palme", "Prime Minister Palme": the shape tells where the model does not.
    for token in 0..doc.len() {
        let honorific = words.honorifics.contains(doc.lower(token).as_str());
        let title = is_capitalised(doc, token) && words.offices.contains(doc.lower(token).as_str());
        if !(honorific || title) {
            continue;
        }
        let mut end = token + 1;
        while end < doc.len()
            && end < token + 5
            && tag(doc, end) == "NNP"
            && is_capitalised(doc, end)
            && !is_title(doc, words, end)
        {
            end += 1;
        }
        let range = token + 1..end;
        let covered = hits.iter().any(|hit| hit.tokens.start < range.end && range.start < hit.tokens.end)
            || names.iter().any(|name| name.start < range.end && range.start < name.end);
        let entity = entity_over(doc, &range).map(|(label, _)| label);
        let other = matches!(entity, Some("ORG" | "GPE" | "LOC" | "FAC" | "NORP" | "DATE" | "EVENT"));
        if !range.is_empty()
            && !covered
            && is_name(doc, words, &range)
            && (honorific || !other && dep(doc, token) == "compound")
        {
            names.push(range);
        }
    }
    names
}

/// Cuts titles, articles, possessive endings and line breaks off a person entity.
fn clean(doc: &Doc, words: &Words, hits: &[Hit<'_>], mut range: Range<usize>) -> Range<usize> {
    if let Some(line_break) = range.clone().find(|&token| doc.word(token).contains('\n')) {
        range.end = line_break;
    }
    if let Some(possessive) = range.clone().find(|&token| tag(doc, token) == "POS") {
        range.end = possessive;
    }
    let is_word = |token: usize| doc.word(token).chars().any(char::is_alphabetic);
    while range.start < range.end {
        let first = range.start;
        let state_name = hits.iter().any(|hit| {
            hit.record.kind != ActorKind::Person
                && hit.tokens.contains(&first)
                && hit.tokens.end < range.end
                && (hit.form == NameForm::Adjective || is_title(doc, words, hit.tokens.end))
        });
        if is_title(doc, words, first)
            || state_name
            || !is_word(first)
            || matches!(tag(doc, first), "DT" | "PDT" | "CC" | "POS" | "IN")
        {
            range.start += 1;
        } else {
            break;
        }
    }
    while range.start < range.end && (tag(doc, range.end - 1) == "POS" || !is_word(range.end - 1)) {
        range.end -= 1;
    }
    range
}

fn is_title(doc: &Doc, words: &Words, token: usize) -> bool {
    let word = doc.lower(token);
    words.honorifics.contains(word.as_str())
        || words.offices.contains(word.as_str())
        || matches!(
            word.as_str(),
            "prime"
                | "foreign"
                | "vice"
                | "defense"
                | "defence"
                | "interior"
                | "first"
                | "former"
                | "ex-president"
                | "ministry"
                | "department"
                | "pope"
        )
}

fn is_name(doc: &Doc, words: &Words, range: &Range<usize>) -> bool {
    let common = |token: usize| {
        let word = doc.lower(token);
        words.organs.contains(word.as_str())
            || words.bodies.contains(word.as_str())
            || words.state_bodies.contains(word.as_str())
    };
    if range.len() == 1 && common(range.start) {
        return false;
    }

    range.clone().all(|token| {
        !doc.word(token).chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | '/' | '_' | '#'))
    }) && range.clone().any(|token| is_capitalised(doc, token))
        && range.len() <= 6
        && is_capitalised(doc, range.end - 1)
}

/// Reads the title before a name and the office beside it.
fn look_around(doc: &Doc, hits: &[Hit<'_>], words: &Words, name: Range<usize>) -> Spotted {
    let head = root_of(doc, &name);
    let hit_at = |token: usize| {
        hits.iter().find(|hit| hit.tokens.contains(&token) && hit.record.kind != ActorKind::Person)
    };
    let mut around = Around::default();
    let mut start = name.start;
    let mut at = name.start;
    let mut seen_title = false;
    // "Secretary of State Adlai Stevenson".
    let of_state = name.start >= 3
        && is_capitalised(doc, name.start - 1)
        && doc.lower(name.start - 2) == "of"
        && words.offices.contains(doc.lower(name.start - 3).as_str())
        && hit_at(name.start - 1).is_none();
    if of_state {
        seen_title = true;
        around.titles.push(doc.span(name.start - 3..name.start).of(doc.text()).to_lowercase());
        start = name.start - 3;
        at = start;
    }
    if let Some(title) = title_over_name(doc, words, hits, name.start) {
        seen_title = true;
        around.titles.push(title_words(doc, title));
        start = title;
        at = title;
    }
    while let Some(before) = at.checked_sub(1) {
        let word = doc.lower(before);
        let title = words.honorifics.contains(word.as_str()) || words.offices.contains(word.as_str());
        if hit_at(before).is_some() || doc.sentence_of(before) != doc.sentence_of(name.start) {
            break;
        }
        let described = (is_noun(doc, before) || tag(doc, before) == "JJ" || tag(doc, before) == "HYPH")
            && dep(doc, before) != "ROOT";
        let secretary_of =
            word == "of" && before > 0 && words.offices.contains(doc.lower(before - 1).as_str());
        if title {
            seen_title = true;
            around.titles.push(title_words(doc, before));
            around.gender = around.gender.or_else(|| gender_of_word(&word, words));
        } else if !(seen_title && (described || secretary_of)) {
            break;
        }
        start = before;
        at = before;
    }
    // What stands in front of the title: "Chinese", "Japan's".
    let front: Vec<usize> = (start.saturating_sub(3)..start).rev().collect();
    around.country = front.iter().take(2).find_map(|&token| hit_at(token)).map(Hit::side);
    let mut tokens = start..name.end;
    let mut office = None;
    let mut head = head;
    if let Some(noun) = title_with_body(doc, words, head, &name) {
        office = Some(noun);
        around.titles.push(title_words(doc, noun));
        tokens.start = left_edge_own(doc, noun).min(tokens.start);
        around.country = around.country.take().or_else(|| {
            (left_edge(doc, noun)..tokens.start).chain(noun..name.start).find_map(hit_at).map(Hit::side)
        });
        head = noun;
    }
    if let Some(noun) = office_beside(doc, words, head, &name) {
        office = Some(noun);
        around.titles.push(title_words(doc, noun));
        around.gender = around.gender.or_else(|| gender_of_word(&doc.lower(noun), words));
        let beside = doc.subtree(noun);
        let country = beside.iter().filter(|&&token| !name.contains(&token)).find_map(|&token| {
            hit_at(token).filter(|hit| {
                dep(doc, doc.head(hit.head).unwrap_or(hit.head)) != "prep" || is_of(doc, hit.head)
            })
        });
        around.country = around.country.take().or_else(|| country.map(Hit::side));
        if noun < name.start {
            tokens.start = left_edge_own(doc, noun).min(tokens.start);
        }
    }
    // The mayor of a capital is not the state's.
    let is_local = |title: &String| {
        let office = title.rsplit(' ').next().unwrap_or(title);
        words.local_offices.contains(office)
    };
    if around.titles.iter().any(is_local) {
        around.country = None;
    }
    around.titles.retain(|title| !words.honorifics.contains(title.as_str()));
    let text = doc.span(name.clone()).of(doc.text());
    let words_of_name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Spotted { tokens, head, words: words_of_name, around, office, name }
}

/// Returns the office noun of "head of the assembly's budget committee Olof Palme", which the parse takes for "head of
/// Olof Palme".
fn title_with_body(doc: &Doc, words: &Words, head: usize, name: &Range<usize>) -> Option<usize> {
    let preposition = doc.head(head).filter(|_| dep(doc, head) == "pobj")?;
    let noun = doc.head(preposition).filter(|&noun| noun < preposition)?;
    let body_between = doc.children(head).any(|child| child < name.start && dep(doc, child) == "compound");
    (body_between && words.offices.contains(lemma(doc, noun).as_str())).then_some(noun)
}

/// Returns the title of "ambassador to the United Nations Adlai Stevenson", where a known name stands between.
fn title_over_name(doc: &Doc, words: &Words, hits: &[Hit<'_>], name_start: usize) -> Option<usize> {
    let hit = hits.iter().find(|hit| hit.tokens.end == name_start && hit.record.kind != ActorKind::Person)?;
    let mut at = hit.tokens.start.checked_sub(1)?;
    if doc.lower(at) == "the" {
        at = at.checked_sub(1)?;
    }
    let linked = matches!(doc.lower(at).as_str(), "to" | "of" | "for" | "at");
    let title = at.checked_sub(1).filter(|_| linked)?;
    words.offices.contains(doc.lower(title).as_str()).then_some(title)
}

fn is_of(doc: &Doc, head: usize) -> bool {
    doc.head(head).is_some_and(|preposition| doc.lower(preposition) == "of")
}

/// Returns the office noun that a name explains, or that explains the name.
fn office_beside(doc: &Doc, words: &Words, head: usize, name: &Range<usize>) -> Option<usize> {
    let is_office =
        |&noun: &usize| words.offices.contains(lemma(doc, noun).as_str()) && !name.contains(&noun);
    let explained = (dep(doc, head) == "appos").then(|| doc.head(head)).flatten().filter(is_office);
    let explains = || doc.children(head).find(|child| dep(doc, *child) == "appos" && is_office(child));
    explained.or_else(explains)
}

/// Returns a title with the words that belong to it: "prime minister", "foreign minister".
pub(super) fn title_words(doc: &Doc, noun: usize) -> String {
    let mut title = doc.lower(noun);
    if let Some(before) = noun.checked_sub(1) {
        let word = doc.lower(before);
        if matches!(
            word.as_str(),
            "prime"
                | "foreign"
                | "vice"
                | "defense"
                | "defence"
                | "interior"
                | "finance"
                | "supreme"
                | "deputy"
                | "opposition"
                | "justice"
                | "home"
                | "crown"
                | "attorney"
                | "first"
                | "treasury"
        ) {
            title = format!("{word} {title}");
        }
    }
    title
}

fn gender_of_word(word: &str, words: &Words) -> Option<Gender> {
    if words.she_words.contains(word) {
        Some(Gender::She)
    } else if words.he_words.contains(word) {
        Some(Gender::He)
    } else {
        None
    }
}
