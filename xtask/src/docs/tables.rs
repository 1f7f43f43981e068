//! Tables of sources, cues, actors and times, from `data/`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::page;

#[derive(Debug, Deserialize)]
struct Sources {
    kinds: Vec<SourceKind>,
}

#[derive(Debug, Deserialize)]
struct SourceKind {
    kind: String,
    phrases: Vec<String>,
    words: Words,
}

/// A list of words, written as a list or as one string.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    List(Vec<String>),
    Text(String),
}

impl Words {
    fn shown(&self) -> String {
        let words: Vec<&str> = match self {
            Self::List(list) => list.iter().map(String::as_str).collect(),
            Self::Text(text) => text.split_whitespace().collect(),
        };
        if words.is_empty() { "–".to_owned() } else { words.join(", ") }
    }
}

fn sources() -> anyhow::Result<Sources> {
    super::table("sources.toml")
}

/// Returns the kinds of sources with the words that decide.
pub(super) fn source_kinds() -> anyhow::Result<String> {
    let rows = sources()?.kinds.into_iter().map(|kind| {
        let phrases = if kind.phrases.is_empty() { "–".to_owned() } else { kind.phrases.join(", ") };
        vec![kind.kind, phrases, kind.words.shown()]
    });
    Ok(page::table(&["kind", "phrases, which decide first", "head nouns"], &rows.collect::<Vec<_>>()))
}

/// Returns the lists of a section of `data/sources.toml`, each with the comment that stands above it there.
fn section(name: &str) -> anyhow::Result<String> {
    let text = super::data("sources.toml")?;
    let lists: BTreeMap<String, Words> = super::table::<BTreeMap<String, toml::Value>>("sources.toml")?
        .remove(name)
        .map(toml::Value::try_into)
        .transpose()?
        .unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut comment = String::new();
    let inside = text.lines().skip_while(|line| *line != format!("[{name}]")).skip(1);
    for line in inside.take_while(|line| !line.starts_with('[')) {
        if let Some(more) = line.strip_prefix('#') {
            comment.push_str(more);
        } else if let Some((key, words)) =
            line.split_once(" = ").and_then(|(key, _)| Some((key, lists.get(key)?)))
        {
            rows.push(vec![format!("`{key}`"), comment.trim().to_owned(), words.shown()]);
            comment.clear();
        } else {
            comment.clear();
        }
    }
    anyhow::ensure!(
        rows.len() == lists.len(),
        "`[{name}]` of `data/sources.toml` holds a list on several lines"
    );
    Ok(page::table(&["list", "what it is", "words"], &rows))
}

/// Returns the words of channels.
pub(super) fn channels() -> anyhow::Result<String> {
    section("channels")
}

/// Returns the words by which one source takes from another.
pub(super) fn citing() -> anyhow::Result<String> {
    section("citing")
}

#[derive(Debug, Deserialize)]
struct Cues {
    verbs: Vec<Cue>,
    nouns: Vec<Cue>,
    adjectives: Vec<Cue>,
    adverbs: Vec<Cue>,
}

#[derive(Debug, Deserialize)]
struct Cue {
    class: String,
    kind: String,
    #[serde(default)]
    denies: bool,
    words: Words,
}

/// Returns the classes of cues.
pub(super) fn cues() -> anyhow::Result<String> {
    let cues: Cues = super::table("cues.toml")?;
    let mut rows = Vec::new();
    let all = [
        ("verbs", cues.verbs),
        ("nouns", cues.nouns),
        ("adjectives", cues.adjectives),
        ("adverbs", cues.adverbs),
    ];
    for (part, classes) in all {
        for cue in classes {
            let class = if cue.denies { format!("{} (denies)", cue.class) } else { cue.class };
            rows.push(vec![part.to_owned(), class, cue.kind, cue.words.shown()]);
        }
    }
    Ok(page::table(&["part of speech", "class", "kind", "words"], &rows))
}

#[derive(Debug, Deserialize)]
struct Actors {
    actor: Vec<Actor>,
}

#[derive(Debug, Deserialize)]
struct Actor {
    id: String,
    kind: String,
    name: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    media: Option<String>,
    #[serde(default)]
    controller: Option<String>,
    #[serde(default)]
    offices: Vec<toml::Table>,
}

const ACTOR_FILES: &[(&str, &str)] = &[
    ("states", "member and observer states of the United Nations and two associated states"),
    ("polities", "contested polities, territories, states that are no more"),
    ("organisations", "international organisations and their organs; armed and political groups"),
    ("organs", "organs of states known by a name of their own"),
    ("media", "news agencies, state media, large outlets"),
    ("persons", "persons in high office"),
];

fn actors_of(file: &str) -> anyhow::Result<Vec<Actor>> {
    Ok(super::table::<Actors>(&format!("actors/{file}.toml"))?.actor)
}

/// Returns how many actors each file holds, by kind.
pub(super) fn actors() -> anyhow::Result<String> {
    let mut rows = Vec::new();
    for (file, what) in ACTOR_FILES {
        let all = actors_of(file)?;
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for actor in &all {
            *kinds.entry(&actor.kind).or_default() += 1;
        }
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, n)| format!("{n} × {kind}")).collect();
        let first = all.first().map_or_else(String::new, |actor| format!("`{}` {}", actor.id, actor.name));
        let n_controlled = all.iter().filter(|actor| actor.controller.is_some()).count();
        let n_offices: usize = all.iter().map(|actor| actor.offices.len()).sum();
        let mut more = Vec::new();
        if n_controlled > 0 {
            more.push(format!("{n_controlled} with a controller"));
        }
        if n_offices > 0 {
            more.push(format!("{n_offices} offices"));
        }
        let more = if more.is_empty() { "–".to_owned() } else { more.join(", ") };
        rows.push(vec![
            format!("[`{file}.toml`](../../data/actors/{file}.toml)"),
            (*what).to_owned(),
            kinds.join(", "),
            more,
            first,
        ]);
    }
    Ok(page::table(&["file", "what it holds", "kinds", "with", "the first entry"], &rows))
}

/// Returns the media by kind, and how many answer to somebody.
pub(super) fn media() -> anyhow::Result<String> {
    let all = actors_of("media")?;
    let mut rows = Vec::new();
    for kind in ["agency", "state media", "outlet"] {
        let own: Vec<&Actor> = all.iter().filter(|actor| actor.media.as_deref() == Some(kind)).collect();
        let controlled: Vec<&&Actor> = own.iter().filter(|actor| actor.controller.is_some()).collect();
        let n_countries = own
            .iter()
            .filter_map(|actor| actor.country.as_deref())
            .collect::<std::collections::BTreeSet<_>>()
            .len();
        let examples: Vec<String> = controlled
            .iter()
            .take(6)
            .map(|actor| format!("{} ({})", actor.name, actor.controller.as_deref().unwrap_or_default()))
            .collect();
        rows.push(vec![
            kind.to_owned(),
            own.len().to_string(),
            n_countries.to_string(),
            controlled.len().to_string(),
            if examples.is_empty() { "–".to_owned() } else { examples.join(", ") },
        ]);
    }
    Ok(page::table(
        &["kind", "known", "countries", "with a controller", "the first of these, and who answers for them"],
        &rows,
    ))
}

#[derive(Debug, Deserialize)]
struct Times {
    holidays: Vec<Holiday>,
    references: BTreeMap<String, Vec<String>>,
    recurring: BTreeMap<String, String>,
    seasons: BTreeMap<String, String>,
    parts_of_day: BTreeMap<String, String>,
    modifiers: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Holiday {
    names: Vec<String>,
    on: Option<String>,
    nth: Option<[i64; 3]>,
    easter: Option<i64>,
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the days that a name fixes.
pub(super) fn holidays() -> anyhow::Result<String> {
    let times: Times = super::table("times.toml")?;
    let rows = times.holidays.into_iter().map(|day| {
        let at = |list: &[&str], index: i64| {
            usize::try_from(index - 1)
                .ok()
                .and_then(|index| list.get(index).copied())
                .unwrap_or("?")
                .to_owned()
        };
        let rule = match (day.on, day.nth, day.easter) {
            (Some(on), ..) => {
                let part = |index: usize| on.split('-').nth(index).and_then(|part| part.parse::<i64>().ok());
                format!("{} {}", part(1).unwrap_or_default(), at(&MONTHS, part(0).unwrap_or_default()))
            }
            (_, Some([n, weekday, month]), _) => {
                let which = match n {
                    -1 => "last".to_owned(),
                    1 => "first".to_owned(),
                    2 => "second".to_owned(),
                    3 => "third".to_owned(),
                    4 => "fourth".to_owned(),
                    _ => n.to_string(),
                };
                format!("the {which} {} of {}", at(&WEEKDAYS, weekday), at(&MONTHS, month))
            }
            (_, _, Some(0)) => "Easter Sunday".to_owned(),
            (_, _, Some(days)) if days < 0 => format!("{} days before Easter Sunday", -days),
            (_, _, Some(1)) => "the day after Easter Sunday".to_owned(),
            (_, _, Some(days)) => format!("{days} days after Easter Sunday"),
            _ => "?".to_owned(),
        };
        vec![day.names.join(", "), rule]
    });
    Ok(page::table(&["names", "day"], &rows.collect::<Vec<_>>()))
}

/// Returns the words without a date of their own, of recurrence, seasons, parts of the day, and hedges.
pub(super) fn time_words() -> anyhow::Result<String> {
    let times: Times = super::table("times.toml")?;
    let mut rows = Vec::new();
    let by_value = |map: &BTreeMap<String, String>| {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (word, value) in map {
            values.entry(value.clone()).or_default().push(word.clone());
        }
        values
    };
    for (value, words) in &times.references {
        rows.push(vec!["reference".to_owned(), format!("`{value}`"), words.join(", ")]);
    }
    for (what, map) in [
        ("season", &times.seasons),
        ("part of the day", &times.parts_of_day),
        ("recurring", &times.recurring),
    ] {
        for (value, words) in by_value(map) {
            rows.push(vec![what.to_owned(), format!("`{value}`"), words.join(", ")]);
        }
    }
    for (name, words) in &times.modifiers {
        let what = if name == "approximate" { "hedge" } else { "part of a period" };
        rows.push(vec![what.to_owned(), "leaves the value as it is".to_owned(), words.join(", ")]);
    }
    Ok(page::table(&["kind", "in the value", "words"], &rows))
}

/// Returns the words that show what kind of report a text is.
pub(super) fn report_kinds() -> anyhow::Result<String> {
    let kinds: BTreeMap<String, BTreeMap<String, Vec<String>>> = super::table("report-kinds.toml")?;
    let rows = kinds.into_iter().flat_map(|(kind, fields)| {
        fields.into_iter().map(move |(field, words)| {
            let words: Vec<String> = words.into_iter().map(|word| format!("“{}”", word.trim())).collect();
            vec![kind.clone(), field, words.join(", ")]
        })
    });
    Ok(page::table(&["kind", "where", "words"], &rows.collect::<Vec<_>>()))
}
