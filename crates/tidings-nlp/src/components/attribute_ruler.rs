//! `attribute_ruler`: patterns over tokens that set part of speech, features or lemma.

use rustc_hash::FxHashMap;

use super::Draft;
use crate::lexicon::{FormId, Lexicon, hash};
use crate::package::Package;
use crate::package::pack::{self, Pack};
use crate::pattern::Pattern;
use crate::{ModelError, Symbol};

/// The rules of a model, in order: later rules win.
#[derive(Debug)]
pub(crate) struct AttributeRuler {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// Each pattern is a list of tokens, each of which has its tests.
    patterns: Vec<Vec<Vec<Test>>>,
    /// The token of the match that is changed; below zero it counts from the end.
    index: i64,
    sets: [Option<Symbol>; ATTRIBUTES.len()],
}

/// What a rule can set.
const ATTRIBUTES: [&str; 5] = ["TAG", "POS", "MORPH", "DEP", "LEMMA"];

/// A test on one token.
#[derive(Debug)]
enum Test {
    Tag(OneOf<Symbol>),
    Pos(OneOf<Symbol>),
    Dep(OneOf<Symbol>),
    Orth(OneOf<u64>),
    Lower(OneOf<u64>),
    LowerPattern(Pattern),
    Norm(OneOf<u64>),
    IsSpace(bool),
}

#[derive(Debug)]
struct OneOf<T> {
    values: Vec<T>,
    negated: bool,
}

impl<T: PartialEq> OneOf<T> {
    fn allows(&self, value: &T) -> bool {
        self.values.contains(value) != self.negated
    }
}

/// What the tests of rules can see of a token.
type Seen = (FormId, Symbol, Symbol, Symbol);

/// What all patterns of one token do to a token: for each attribute the last rule that sets it, and its value.
#[derive(Debug, Clone, Default)]
struct Effect {
    sets: [Option<(usize, Symbol)>; ATTRIBUTES.len()],
    /// Rules with a longer pattern that can begin here.
    begins: Vec<usize>,
}

/// Effects worked out before.
#[derive(Debug, Default)]
pub(crate) struct RuleCache {
    by_token: FxHashMap<Seen, u32>,
    effects: Vec<Effect>,
}

impl RuleCache {
    /// Forgets everything; needed where the lexicon's numbers change.
    pub(crate) fn clear(&mut self) {
        self.by_token.clear();
        self.effects.clear();
    }
}

/// Effects kept before the cache starts anew.
const CACHE_LIMIT: usize = 100_000;

impl AttributeRuler {
    /// Reads the component `name`.
    pub(crate) fn read(name: &str, package: &mut Package) -> Result<Self, ModelError> {
        let file = format!("{name}/patterns");
        let bytes = package.read(&file)?;
        let value = pack::read(&file, &bytes)?;
        let rules = Pack::new(&value, &file).items()?.map(|rule| read_rule(name, rule));
        Ok(Self { rules: rules.collect::<Result<_, _>>()? })
    }

    /// Applies the rules to the tokens of `draft`; all rules see the tokens as they were before any of them.
    pub(crate) fn apply(&self, draft: &mut Draft, lexicon: &Lexicon, cache: &mut RuleCache) {
        if cache.effects.len() > CACHE_LIMIT {
            cache.clear();
        }
        let mut effects = Vec::with_capacity(draft.tokens.len());
        let mut longer = Vec::new();
        for text in &draft.texts {
            for token in text.clone() {
                let seen = seen(draft, token);
                let number = *cache.by_token.entry(seen).or_insert_with(|| {
                    cache.effects.push(self.effect(seen, lexicon));
                    (cache.effects.len() - 1) as u32
                });
                effects.push(number);
                for &rule in &cache.effects[number as usize].begins {
                    longer.extend(
                        self.rules[rule].matches(token, text.end, draft, lexicon).map(|token| (token, rule)),
                    );
                }
            }
        }
        for (token, &number) in effects.iter().enumerate() {
            for (attribute, set) in cache.effects[number as usize].sets.iter().enumerate() {
                if let &Some((_, value)) = set {
                    set_attribute(draft, token, attribute, value);
                }
            }
        }
        longer.sort_by_key(|&(_, rule)| rule);
        for (token, rule) in longer {
            let before = &cache.effects[effects[token] as usize].sets;
            for (attribute, (value, before)) in self.rules[rule].sets.iter().zip(before).enumerate() {
                if let &Some(value) = value
                    && before.is_none_or(|(before, _)| before < rule)
                {
                    set_attribute(draft, token, attribute, value);
                }
            }
        }
    }

    fn effect(&self, seen: Seen, lexicon: &Lexicon) -> Effect {
        let mut effect = Effect::default();
        for (number, rule) in self.rules.iter().enumerate() {
            for pattern in &rule.patterns {
                let Some((first, rest)) = pattern.split_first() else { continue };
                if !first.iter().all(|test| test.holds(seen, lexicon)) {
                    continue;
                }
                if !rest.is_empty() {
                    effect.begins.push(number);
                    continue;
                }
                for (set, value) in effect.sets.iter_mut().zip(rule.sets) {
                    *set = value.map(|value| (number, value)).or(*set);
                }
            }
        }
        effect.begins.dedup();
        effect
    }
}

fn seen(draft: &Draft, token: usize) -> Seen {
    (draft.tokens[token].form, draft.tags[token], draft.pos[token], draft.deps[token])
}

fn set_attribute(draft: &mut Draft, token: usize, attribute: usize, value: Symbol) {
    match ATTRIBUTES[attribute] {
        "TAG" => draft.tags[token] = value,
        "POS" => draft.pos[token] = value,
        "MORPH" => draft.morphs[token] = value,
        "DEP" => draft.deps[token] = value,
        _ => draft.set_lemmas[token] = Some(value),
    }
}

impl Rule {
    /// Returns the tokens that the rule changes by longer patterns that begin at `start`.
    fn matches<'a>(
        &'a self,
        start: usize,
        end: usize,
        draft: &'a Draft,
        lexicon: &'a Lexicon,
    ) -> impl Iterator<Item = usize> + 'a {
        let longer =
            self.patterns.iter().filter(move |pattern| pattern.len() > 1 && start + pattern.len() <= end);
        let matching = longer.filter(move |pattern| {
            let holds = |(offset, tests): (usize, &Vec<Test>)| {
                tests.iter().all(|test| test.holds(seen(draft, start + offset), lexicon))
            };
            pattern.iter().enumerate().all(holds)
        });
        matching.map(move |pattern| {
            let offset = if self.index < 0 { pattern.len() as i64 + self.index } else { self.index };
            start + offset as usize
        })
    }
}

impl Test {
    fn holds(&self, (form, tag, pos, dep): Seen, lexicon: &Lexicon) -> bool {
        let form = || lexicon.form(form);
        match self {
            Self::Tag(one_of) => one_of.allows(&tag),
            Self::Pos(one_of) => one_of.allows(&pos),
            Self::Dep(one_of) => one_of.allows(&dep),
            Self::Orth(one_of) => one_of.allows(&form().orth),
            Self::Lower(one_of) => one_of.allows(&form().lower),
            Self::LowerPattern(pattern) => pattern.search(&form().text.to_lowercase()).is_some(),
            Self::Norm(one_of) => one_of.allows(&form().norm),
            Self::IsSpace(expected) => form().is_space == *expected,
        }
    }
}

fn read_rule(component: &str, rule: Pack<'_, '_>) -> Result<Rule, ModelError> {
    let index = rule.get("index")?.integer()?;
    let mut patterns = Vec::new();
    for pattern in rule.get("patterns")?.items()? {
        let mut tokens = Vec::new();
        for token in pattern.items()? {
            let mut tests = Vec::new();
            for (key, value) in token.entries()? {
                tests.push(read_test(component, key, value)?);
            }
            tokens.push(tests);
        }
        let within = if index < 0 {
            index.unsigned_abs() as usize <= tokens.len()
        } else {
            (index as usize) < tokens.len()
        };
        if !within {
            return Err(ModelError::damaged(
                rule.file,
                format!("a rule for token {index} of {}", tokens.len()),
            ));
        }
        patterns.push(tokens);
    }
    let mut sets = [None; ATTRIBUTES.len()];
    for (key, value) in rule.get("attrs")?.entries()? {
        let name = attribute_name(key)?;
        let attribute = ATTRIBUTES.iter().position(|attribute| *attribute == name);
        let attribute = attribute
            .ok_or_else(|| unsupported(component, "attribute to set", name, "TAG, POS, MORPH, DEP, LEMMA"))?;
        let value = value.text()?;
        // "_" stands for no features.
        sets[attribute] = Some(Symbol::new(if name == "MORPH" { value.trim_matches('_') } else { value }));
    }
    Ok(Rule { patterns, index, sets })
}

fn attribute_name<'a>(key: Pack<'a, '_>) -> Result<&'a str, ModelError> {
    match key.number() {
        Ok(number) => Ok(hash::symbol(number).unwrap_or_default()),
        Err(_) => key.text(),
    }
}

fn read_test(component: &str, key: Pack<'_, '_>, value: Pack<'_, '_>) -> Result<Test, ModelError> {
    let symbols = || read_values(component, value, Symbol::new);
    let ids = || read_values(component, value, hash::string_id);
    Ok(match attribute_name(key)? {
        "TAG" => Test::Tag(symbols()?),
        "POS" => Test::Pos(symbols()?),
        "DEP" => Test::Dep(symbols()?),
        "ORTH" | "TEXT" => Test::Orth(ids()?),
        "LOWER" => match value
            .entries()
            .ok()
            .and_then(|mut entries| entries.find(|(key, _)| key.text().is_ok_and(|key| key == "REGEX")))
        {
            Some((_, pattern)) => {
                let pattern = Pattern::new(pattern.text()?);
                Test::LowerPattern(pattern.map_err(|found| {
                    unsupported(component, "regular expression", &found, "Python's common syntax")
                })?)
            }
            None => Test::Lower(ids()?),
        },
        "NORM" => Test::Norm(ids()?),
        "IS_SPACE" => Test::IsSpace(value.flag().unwrap_or(true)),
        found => {
            return Err(unsupported(
                component,
                "attribute in a pattern",
                found,
                "TAG, POS, DEP, ORTH, LOWER, NORM, IS_SPACE",
            ));
        }
    })
}

fn read_values<T>(
    component: &str,
    value: Pack<'_, '_>,
    make: impl Fn(&str) -> T,
) -> Result<OneOf<T>, ModelError> {
    if let Ok(text) = value.text() {
        return Ok(OneOf { values: vec![make(text)], negated: false });
    }
    let mut one_of = OneOf { values: Vec::new(), negated: false };
    for (key, list) in value.entries()? {
        match key.text()? {
            "IN" => {}
            "NOT_IN" => one_of.negated = true,
            found => return Err(unsupported(component, "predicate in a pattern", found, "IN, NOT_IN")),
        }
        for item in list.items()? {
            one_of.values.push(make(item.text()?));
        }
    }
    Ok(one_of)
}

fn unsupported(component: &str, what: &'static str, found: &str, supported: &'static str) -> ModelError {
    ModelError::Unsupported { component: component.to_owned(), what, found: found.to_owned(), supported }
}
