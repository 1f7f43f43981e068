//! What `tidings extract` prints.

use serde::{Deserialize, Serialize};

use super::Range;

/// What `tidings extract` prints for one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// `tidings.extraction/2`: since 2 the sides of a relation are objects with `id` and `name`.
    pub format: String,
    /// The report's id.
    pub id: String,
    /// Times, as TIMEX3.
    pub times: Vec<Time>,
    /// Mentions of actors and places.
    pub mentions: Vec<Mention>,
    /// Attributions, outermost and nested.
    pub attributions: Vec<Attribution>,
    /// Statements.
    pub events: Vec<Event>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Attributes of persons and things.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// The rule and words behind it, with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A mention of an actor or a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// `state`, `polity`, `organisation`, `person` or `place`.
    pub kind: String,
    /// The actor's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The actor's usual name, or the words.
    pub name: String,
    /// Whether it acts here, or merely is a place or an attribute.
    pub acts: bool,
    /// Whether it is a pronoun or a description that refers back.
    pub anaphor: bool,
    /// The ids of a set's members: "both republics".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// The rule and words behind it, with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Who is said to say what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The source's words.
    pub source: Vec<Range>,
    /// The saying words.
    pub cue: Vec<Range>,
    /// What is said.
    pub content: Vec<Range>,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// `speech`, `thought` or `intent`.
    pub kind: String,
    /// `direct`, `indirect` or `mixed`.
    pub quoted: String,
    /// The index of the attribution that this one stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// Nearest link first, the origin last.
    pub chain: Vec<ChainLink>,
    /// The rule and words behind it, with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// The actor's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The words.
    pub text: String,
    /// First code point; left out where the link comes from the report's credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// The saying words that tie it to the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<Range>,
    /// `outlet`, `agency`, `state media`, `official`, `organisation`, `person`, `witness`, `anonymous`,
    /// `document` or `channel`.
    pub kind: String,
}

/// A statement: one event or relation as one report tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// First code point of the trigger.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A PLOVER type; null for an event outside PLOVER.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// PLOVER mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// CAMEO code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cameo: Option<String>,
    /// Those who do it.
    pub actors: Vec<Participant>,
    /// Those it is done to.
    pub recipients: Vec<Participant>,
    /// Whether both sides do it to each other.
    pub reciprocal: bool,
    /// When.
    pub times: Vec<EventTime>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Participant>,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `asserted`, `announced`, `planned`, `threatened`, `demanded`, `possible`, `alleged` or `conditional`.
    pub modality: String,
    /// Whether it is older than the report's news.
    pub background: bool,
    /// `affirms` or `denies`.
    pub stance: String,
    /// The index of the attribution it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<usize>,
    /// The standing relation that it starts, ends or tells of. Where the subject or the object is a set, its
    /// members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// The rule and words behind it, with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// An actor, recipient or place of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// The words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The actor's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The actor's usual name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The ids of a set's members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// A time of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventTime {
    /// First code point; left out where the time is taken from the report's date or the narrative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// TIMEX3 value.
    pub value: String,
    /// `occurred`, `announced` or `effective`.
    pub role: String,
}

/// A standing relation between actors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Several for a set.
    pub subject: OneOrMany,
    /// `recognises`, `diplomatic_relations`, `sanctions`, `member_of`, `party_to`, `at_war_with`,
    /// `ceasefire_with`, `annexes` or `holds_office`.
    pub relation: String,
    /// Several for a set.
    pub object: OneOrMany,
    /// `starts`, `ends` or `none`.
    pub change: String,
}

/// One side of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationSide {
    /// The actor's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The actor's usual name, or the words.
    pub name: String,
}

/// One side, or the members of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// A single actor.
    One(RelationSide),
    /// A set.
    Many(Vec<RelationSide>),
}

/// A quantity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// `killed`, `injured`, `arrested` …
    pub role: String,
    /// Low and high; high is null where it is open. Whole numbers are written without a fraction.
    #[serde(serialize_with = "whole_numbers")]
    pub value: (Option<f64>, Option<f64>),
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The index of its event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
    /// Whether it is the figure of the report's main event.
    pub main: bool,
    /// The rule and words behind it, with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What a report says of a person or thing, beside what happened to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Of whom or what.
    pub holder: AttributeHolder,
    /// `age`, `office`, `origin`, `home`, `weight`, `speed`, `distance`, `length`, `amount`, `number` …
    pub attribute: String,
    /// As a person writes it.
    pub value: String,
    /// At least and at most, in the base unit of the dimension (kilogram, metre, metre a second, second, degree
    /// Celsius …); null where open; left out for what is no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<(Option<f64>, Option<f64>)>,
    /// What the number counts: `weight`, `length`, `speed`, `duration`, `count`, `age`, a currency …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// First code point of the value.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// `title` where the words stand in the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The index of the event in whose clause it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
    /// The index of the attribution it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<usize>,
    /// The rule and words behind it, with `--explain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Whom or what an attribute is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributeHolder {
    /// The words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The id of a named person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name, or the words.
    pub name: String,
}

fn whole_numbers<S: serde::Serializer>(
    value: &(Option<f64>, Option<f64>),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let number = |value: f64| {
        // Above 2^53 a float no longer tells neighbouring whole numbers apart.
        let is_whole = value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0;
        if is_whole { serde_json::json!(value as i64) } else { serde_json::json!(value) }
    };
    (value.0.map(number), value.1.map(number)).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_quantities_have_no_fraction() {
        let quantity = Quantity {
            role: "killed".to_owned(),
            value: (Some(3.0), None),
            start: 0,
            end: 5,
            field: None,
            event: None,
            main: true,
            why: None,
        };
        let written = serde_json::to_string(&quantity).unwrap();
        assert_eq!(written, r#"{"role":"killed","value":[3,null],"start":0,"end":5,"main":true}"#);
        let half = Quantity { value: (Some(1.5), Some(2.0)), ..quantity };
        assert!(serde_json::to_string(&half).unwrap().contains("[1.5,2]"));
    }
}
