//! Values of one attribute: (1) one reading, (2) two that fit, (3) two that clash.

use tidings_extract::{Attribute, AttributeValue, Holder, HolderKind, Why};
use tidings_text::Span;

use super::compare::{fit, same};
use crate::readings::Fit;

fn attribute(name: &str, value: AttributeValue) -> Attribute {
    let span = Span::new(0, 1);
    let holder = Holder {
        kind: HolderKind::Thing,
        span,
        actor: None,
        name: "lorry".to_owned(),
        noun: "lorry".to_owned(),
        modifiers: Vec::new(),
        plural: false,
        family: None,
        doer: false,
        female: None,
        age: None,
    };
    Attribute {
        holder,
        name: name.to_owned(),
        value,
        span,
        statement: None,
        attribution: None,
        why: Why::default(),
    }
}

/// A number in base units: `low..high`, either open.
fn number(text: &str, low: Option<f64>, high: Option<f64>, dimension: &str) -> AttributeValue {
    AttributeValue {
        text: text.to_owned(),
        low,
        high,
        dimension: Some(dimension.to_owned()),
        ..AttributeValue::default()
    }
}

fn keys(text: &str, keys: &[&str], ended: bool, single: bool) -> AttributeValue {
    let keys = keys.iter().map(|&key| key.to_owned()).collect();
    AttributeValue { text: text.to_owned(), keys, ended, single, ..AttributeValue::default() }
}

fn check(name: &str, a: &AttributeValue, b: &AttributeValue, expected: &str) {
    let (one, other) = (attribute(name, a.clone()), attribute(name, b.clone()));
    let found = match (same(&one, &other), fit(&one, &other)) {
        (true, _) => "same",
        (false, Fit::Fits) => "fits",
        (false, Fit::Clashes) => "clashes",
    };
    assert_eq!(found, expected, "{name}: {} and {}", a.text, b.text);
    assert_eq!(same(&one, &other), same(&other, &one), "{name}: {} and {}", a.text, b.text);
}

#[test]
fn measures_compare_in_base_units() {
    let tons = number("30 tons", Some(26_761.0), Some(30_989.0), "weight");
    let tonnes = number("30 tonnes", Some(29_500.0), Some(30_500.0), "weight");
    check("weight", &tons, &tonnes, "same");
    let light = number("12 tons", Some(10_614.0), Some(12_497.0), "weight");
    check("weight", &tons, &light, "clashes");
    let mile = number("more than a mile", Some(1609.0), None, "length");
    let km = number("3 km", Some(2925.0), Some(3075.0), "length");
    check("distance", &mile, &km, "fits");
    let miles = number("1,000 miles", Some(1_590_000.0), Some(1_630_000.0), "length");
    let same_km = number("1,610 km", Some(1_605_000.0), Some(1_615_000.0), "length");
    check("distance", &miles, &same_km, "same");
}

#[test]
fn counts_and_ages_are_exact() {
    let count = |n: f64| number(&n.to_string(), Some(n), Some(n), "count");
    check("number", &count(4.0), &count(5.0), "clashes");
    check("number", &count(4.0), &number("at least 3", Some(3.0), None, "count"), "fits");
    let age = |n: f64| number(&n.to_string(), Some(n), Some(n), "age");
    check("age", &age(34.0), &age(34.0), "same");
    check("age", &age(34.0), &age(43.0), "clashes");
    let decade = number("since the 1980s", Some(1980.0), Some(1989.0), "year");
    check("first since", &decade, &number("since 1983", Some(1983.0), Some(1983.0), "year"), "fits");
}

#[test]
fn offices_clash_where_one_person_holds_one() {
    let mayor = keys("mayor of Lille", &["mayor"], false, true);
    check("office", &mayor, &keys("Mayor", &["mayor"], false, true), "same");
    check("office", &mayor, &keys("former mayor", &["mayor"], true, true), "clashes");
    check("office", &mayor, &keys("regional president", &["president"], false, true), "clashes");
    check("office", &mayor, &keys("former president", &["president"], true, true), "fits");
    check("office", &mayor, &keys("local government chief", &["chief"], false, false), "fits");
}

#[test]
fn origins_and_homes_seldom_clash() {
    let both = keys("Belgian-Moroccan", &["BEL", "MAR"], false, false);
    check("origin", &both, &keys("native of Morocco", &["~MAR"], false, false), "fits");
    check("origin", &both, &keys("dual national", &["dual"], false, false), "fits");
    check(
        "origin",
        &keys("Belgian", &["BEL"], false, false),
        &keys("Moroccan", &["MAR"], false, false),
        "clashes",
    );
    check("home", &keys("Lille", &["lille"], false, false), &keys("Lomme", &["lomme"], false, false), "fits");
    check("home", &keys("Lille", &["lille"], false, false), &keys("Lille", &["lille"], false, false), "same");
}
