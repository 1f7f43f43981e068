//! Which attributes, across the reports of a story, are of one holder.
//!
//! Persons join by name, and persons without a name by their age where one person of the story has it, or as the one who did
//! it. Things join by their noun and the word that says which; a driver's way is the vehicle's. What happened on other days
//! than the story's others is of other things.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidings_extract::times::interval;
use tidings_extract::{Attribute, HolderKind, Modality, TimeRole};

use super::super::Context;
use super::super::claims::left_out;
use super::super::people::one_name;
use super::compare;
use crate::events::{Party, StatementAt};
use crate::told::{Field, Told};

/// Most names of persons that are compared with each other.
const MOST_NAMES: usize = 300;

/// One attribute of one report.
#[derive(Debug, Clone)]
pub(super) struct Item<'r> {
    pub(super) report: usize,
    pub(super) field: Field,
    pub(super) attribute: &'r Attribute,
    /// The account's event whose statement holds it.
    pub(super) event: Option<usize>,
    /// First and last day of what its clause tells.
    days: Option<(Date, Date)>,
    /// The trigger of its clause, folded.
    act: Option<String>,
    /// The actors that its sentence names.
    pub(super) company: BTreeSet<String>,
    /// Whether its clause is older than the report's news: it may be of another happening.
    older: bool,
}

/// One attribute of one holder, with all that reports give for it.
pub(super) struct Topic<'r> {
    /// The attribute.
    pub(super) name: String,
    /// The holder in words.
    holder: String,
    /// Whether the holder is a person with a name.
    named: bool,
    pub(super) items: Vec<Item<'r>>,
}

impl Topic<'_> {
    /// Returns the slot's name: "weight of the truck", "age of Ann Example".
    pub(super) fn title(&self) -> String {
        let article = if self.named || self.name == "number" { "" } else { "the " };
        match self.name.as_str() {
            name if name.starts_with("time to ") || name.ends_with(" since") => name.to_owned(),
            name if let Some(place) = name.strip_prefix("distance from ") => {
                format!("distance of {article}{} from {place}", self.holder)
            }
            name => format!("{name} of {article}{}", self.holder),
        }
    }
}

/// Returns the attributes that two or more statements give, in the order of the first.
pub(super) fn topics<'r>(
    context: &Context<'r>,
    by_statement: &BTreeMap<StatementAt, usize>,
) -> Vec<Topic<'r>> {
    let items = items(context, by_statement);
    let persons = Persons::new(&items);
    let families = families(&items);
    let mut topics: Vec<(String, Topic<'r>)> = Vec::new();
    for item in items {
        let Some((key, holder, named)) = key(&item, &persons, &families) else { continue };
        let name = &item.attribute.name;
        let key = format!("{name}/{key}");
        let open = topics
            .iter_mut()
            .find(|(other, topic)| *other == key && topic.items.iter().all(|one| together(one, &item)));
        match open {
            Some((_, topic)) => topic.items.push(item),
            None => {
                let name = name.clone();
                topics.push((key, Topic { name, holder, named, items: vec![item] }));
            }
        }
    }
    let mut topics: Vec<Topic<'_>> = topics.into_iter().map(|(_, topic)| topic).collect();
    for topic in &mut topics {
        drop_older(topic);
    }
    topics.retain(|topic| topic.items.len() > 1);
    topics
}

/// Leaves out values of older clauses that clash with the news: they may be of another happening, so they can support a
/// reading but start none.
fn drop_older(topic: &mut Topic<'_>) {
    let news: Vec<&Attribute> =
        topic.items.iter().filter(|item| !item.older).map(|item| item.attribute).collect();
    let supports = |item: &Item<'_>| news.iter().any(|one| compare::same(one, item.attribute));
    let kept: Vec<bool> = topic.items.iter().map(|item| !item.older || supports(item)).collect();
    let mut kept = kept.into_iter();
    topic.items.retain(|_| kept.next().unwrap_or(false));
}

fn items<'r>(context: &Context<'r>, by_statement: &BTreeMap<StatementAt, usize>) -> Vec<Item<'r>> {
    let mut items = Vec::new();
    for &report in context.members {
        let Some(told) = context.reports.get(report) else { continue };
        for field in [Field::Title, Field::Text] {
            let found = told.found(field);
            for attribute in &found.attributes {
                let statement = attribute.statement.and_then(|index| found.statements.get(index));
                let person = matches!(attribute.holder.kind, HolderKind::Named | HolderKind::Described);
                // In a headline every word may open with a capital.
                let boilerplate = left_out(context.passages, report, field, attribute.span);
                if boilerplate || person && field == Field::Title {
                    continue;
                }
                // What has not happened since a year is told in the news, whatever its clause looks back on.
                let looks_back = attribute.name.ends_with(" since");
                let older = !person && !looks_back && statement.is_some_and(|one| one.background);
                let days = statement.and_then(|statement| {
                    let time = statement.times.iter().find(|time| time.role == TimeRole::Occurred)?;
                    interval(&time.value)
                });
                let at = attribute.statement.map(|statement| StatementAt { report, field, statement });
                let event = at.and_then(|at| by_statement.get(&at).copied());
                let plan = statement.is_some_and(|one| {
                    matches!(
                        one.modality,
                        Modality::Planned | Modality::Threatened | Modality::Demanded | Modality::Conditional
                    )
                });
                if attribute.name == "number" && plan {
                    continue;
                }
                let act =
                    statement.map(|one| crate::passages::words::fold(one.trigger.of(told.words(field))));
                let company = if person { BTreeSet::new() } else { company(told, field, attribute) };
                items.push(Item { report, field, attribute, event, days, act, company, older });
            }
        }
    }
    items
}

/// Returns the actors that the sentence of an attribute names.
fn company(told: &Told, field: Field, attribute: &Attribute) -> BTreeSet<String> {
    let Some(doc) = told.doc(field) else { return BTreeSet::new() };
    let token = doc.tokens_in(attribute.span).start;
    if token >= doc.len() {
        return BTreeSet::new();
    }
    let sentence = doc.span(doc.sentence(doc.sentence_of(token)));
    let mentions = told.found(field).mentions.iter().filter(|mention| sentence.contains(mention.span));
    mentions.filter_map(|mention| mention.actor.as_ref().map(ToString::to_string)).collect()
}

/// Says whether two attributes under one key may be of one holder.
fn together(one: &Item<'_>, other: &Item<'_>) -> bool {
    if one.attribute.value.dimension != other.attribute.value.dimension {
        return false;
    }
    let person = one.attribute.holder.kind == HolderKind::Named;
    if person {
        return true;
    }
    // A day's slip of zone or precision leaves it one happening.
    let near = |a: (Date, Date), b: (Date, Date)| {
        let next = |day: Date| day.tomorrow().unwrap_or(day);
        a.0 <= next(b.1) && b.0 <= next(a.1)
    };
    let days = one.days.zip(other.days).is_none_or(|(a, b)| near(a, b));
    let words = |item: &Item<'_>| -> BTreeSet<String> {
        item.attribute.holder.modifiers.iter().map(|word| crate::passages::words::fold(word)).collect()
    };
    let alike = match one.attribute.name.as_str() {
        // "the first X since" compares within one kind of happening.
        name if name.ends_with(" since") => !words(one).is_disjoint(&words(other)),
        // A bare noun is counted anew in each happening: one event, or one act.
        "number" if one.attribute.holder.modifiers.is_empty() => {
            let event = one.event.is_some() && one.event == other.event;
            event || one.act.is_some() && one.act == other.act
        }
        "length" | "amount" if one.attribute.holder.family.is_none() => {
            one.company.is_empty() || other.company.is_empty() || !one.company.is_disjoint(&other.company)
        }
        _ => true,
    };
    days && alike
}

/// The persons of a story.
struct Persons {
    /// Full name by name as told.
    names: BTreeMap<String, String>,
    /// Full names by age, with whether each is a woman where known.
    ages: BTreeMap<u32, BTreeSet<(String, Option<bool>)>>,
    /// The one who did it, where the reports name one.
    doer: Option<String>,
}

impl Persons {
    fn new(items: &[Item<'_>]) -> Self {
        let named =
            || items.iter().map(|item| item.attribute).filter(|one| one.holder.kind == HolderKind::Named);
        let mut all: Vec<&str> = named().map(|one| one.holder.name.as_str()).collect();
        all.sort_by(|one, other| {
            let n_words = |name: &str| name.split_whitespace().count();
            n_words(other).cmp(&n_words(one)).then(one.cmp(other))
        });
        all.dedup();
        all.truncate(MOST_NAMES);
        let mut kept: Vec<(&str, BTreeSet<String>)> = Vec::new();
        let mut names = BTreeMap::new();
        for name in all {
            let words = Party::words_of(name);
            let same = kept
                .iter()
                .find(|(other, others)| one_name(name, &words, other, others))
                .map(|(other, _)| *other);
            let full = same.unwrap_or(name);
            if same.is_none() {
                kept.push((name, words));
            }
            names.insert(name.to_owned(), full.to_owned());
        }
        let mut ages: BTreeMap<u32, BTreeSet<(String, Option<bool>)>> = BTreeMap::new();
        for one in named().filter(|one| one.name == "age") {
            let (Some(full), Some(years)) = (names.get(&one.holder.name), one.value.low) else { continue };
            ages.entry(years as u32).or_default().insert((full.clone(), one.holder.female));
        }
        let mut persons = Self { names, ages, doer: None };
        let doers: BTreeSet<String> = items
            .iter()
            .filter(|item| item.attribute.holder.doer)
            .filter_map(|item| match item.attribute.holder.kind {
                HolderKind::Named => persons.names.get(&item.attribute.holder.name).cloned(),
                _ => persons.by_age(item.attribute),
            })
            .collect();
        persons.doer = if doers.len() == 1 { doers.into_iter().next() } else { None };
        persons
    }

    /// Returns the one named person of a described person's age.
    fn by_age(&self, attribute: &Attribute) -> Option<String> {
        let age = attribute.holder.age?;
        let fits = |(_, female): &&(String, Option<bool>)| {
            female.zip(attribute.holder.female).is_none_or(|(one, other)| one == other)
        };
        let fitting: BTreeSet<&String> =
            self.ages.get(&age)?.iter().filter(fits).map(|(name, _)| name).collect();
        if fitting.len() == 1 { fitting.into_iter().next().cloned() } else { None }
    }
}

/// Returns, for each attribute, the kinds of vehicles that have it.
fn families(items: &[Item<'_>]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut families: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for item in items {
        let holder = &item.attribute.holder;
        if let Some(family) = holder.family.as_ref().filter(|_| !holder.plural) {
            let of = families.entry(item.attribute.name.clone()).or_default();
            of.entry(family.clone()).or_insert_with(|| holder.noun.clone());
        }
    }
    families
}

/// Returns what joins an attribute's holder with others, the holder in words, and whether it is a name.
fn key(
    item: &Item<'_>,
    persons: &Persons,
    families: &BTreeMap<String, BTreeMap<String, String>>,
) -> Option<(String, String, bool)> {
    let attribute = item.attribute;
    let holder = &attribute.holder;
    match holder.kind {
        HolderKind::Named => {
            let full = persons.names.get(&holder.name)?;
            Some((format!("person/{full}"), full.clone(), true))
        }
        HolderKind::Described => {
            let known = persons.by_age(attribute).or_else(|| persons.doer.clone().filter(|_| holder.doer));
            if let Some(full) = known {
                return Some((format!("person/{full}"), full, true));
            }
            if attribute.name == "age" && !holder.doer {
                return None;
            }
            match holder.age {
                _ if holder.doer => Some(("doer".to_owned(), holder.noun.clone(), false)),
                Some(age) => Some((
                    format!("aged/{age}/{:?}", holder.female),
                    format!("{} of {age}", holder.noun),
                    false,
                )),
                None => None,
            }
        }
        HolderKind::Mover => {
            let only = families.get(&attribute.name).filter(|families| families.len() == 1)?;
            let (family, noun) = only.iter().next()?;
            Some((family.clone(), noun.clone(), false))
        }
        HolderKind::Thing => {
            if let Some(family) = holder.family.as_ref().filter(|_| !holder.plural) {
                let noun = families.get(&attribute.name).and_then(|families| families.get(family));
                return Some((family.clone(), noun.cloned().unwrap_or_else(|| holder.noun.clone()), false));
            }
            let which = if attribute.name == "number" { holder.modifiers.last().cloned() } else { None };
            let name = match &which {
                Some(_) | None if attribute.name == "number" => holder.name.to_lowercase(),
                _ => holder.noun.clone(),
            };
            Some((format!("thing/{}/{}", holder.noun, which.unwrap_or_default()), name, false))
        }
    }
}
