//! Attributes of stored parses, on sentences written for these tests: (1) what holds a measure, and which of its sides it
//! tells; (2) counts; (3) what stands around a person; (4) what is no attribute.

use tidings_nlp::Doc;
use tidings_text::wire;

use super::*;
use crate::actors::find_mentions;

/// Parses by `en_core_web_sm` 3.8, one a line; the id is the sentence.
const PARSES: &str = include_str!("testdata/sentences.jsonl");

/// Returns the stored parse of a sentence.
pub(super) fn parsed(sentence: &str) -> Doc {
    let parses = PARSES.lines().map(|line| serde_json::from_str::<wire::Parse>(line).unwrap());
    let parse = parses.into_iter().find(|parse| parse.id == sentence);
    let parse = parse.unwrap_or_else(|| panic!("no stored parse of {sentence:?}"));
    Doc::from_wire(sentence.to_owned(), &parse)
}

/// Checks all attributes of a sentence: `holder | attribute | value`, joined by `; `.
fn check(sentence: &str, expected: &str) {
    let actors = Actors::load(&[]).unwrap();
    let doc = parsed(sentence);
    let mentions = find_mentions(&doc, &actors);
    let found = find_attributes(&doc, &mentions, &[], &[], &actors, None);
    let lines = found.iter().map(|one| format!("{} | {} | {}", one.holder.name, one.name, one.value.text));
    assert_eq!(lines.collect::<Vec<_>>().join("; "), expected, "{sentence}");
    for one in &found {
        assert!(!one.span.of(sentence).is_empty() && !one.holder.span.of(sentence).is_empty(), "{one:?}");
    }
}
#[test]
fn measures_of_things() {
    check(
        "A freight train hauling a 30-tonne crane left the yard at 55mph on Monday.",
        "crane | weight | 30 tonnes; freight train | speed | 55mph",
    );
    check(
        "The guard chased the thief, who drove the 18-ton, unmarked lorry for 2 kilometers along the quay.",
        "lorry | weight | 18 tons; lorry | distance | 2 kilometers",
    );
    check("She estimated the lorry moved at 30-35 mph.", "lorry | speed | 30-35 mph");
    check(
        "The bus travelled at around 60 to 70 kilometres per hour.",
        "bus | speed | around 60 to 70 kilometres per hour",
    );
    check("The barge drifted for more than a mile before it sank.", "barge | distance | more than a mile");
    check("The ship, which was 60 feet long, sank.", "ship | length | 60 feet");
    check(
        "Former mayor Marc Dubois said the tram weighs about 41 tonnes.",
        "Marc Dubois | office | Former mayor; tram | weight | about 41 tonnes",
    );
    check(
        "The tower is 300 metres tall and cost £4.5m.",
        "tower | height | 300 metres; tower | cost | £4.5m.",
    );
    check("A 7.1-magnitude earthquake struck Lima.", "earthquake | magnitude | 7.1 magnitude");
    check("An earthquake of magnitude 7.1 struck Lima.", "earthquake | magnitude | magnitude 7.1");
    check("The firm paid a $20 million fine.", "fine | amount | $20 million");
    check(
        "The rocket flew 900 km (559 miles), reaching an altitude of about 310 km (190 miles).",
        "rocket | distance | 900 km; rocket | height | about 310 km",
    );
    check(
        "It landed about 80 miles off the coast of Cape Horn.",
        "It | distance from Cape Horn | about 80 miles",
    );
    check("A three-month extension of the curfew was announced.", "extension | length | three months");
    check("The cabinet extended the curfew by three months.", "extension | length | three months");
    check("A phone call lasting 35 minutes took place.", "phone call | length | 35 minutes");
    check("The envoy was given 90 hours to leave the country.", "leave | time to leave | 90 hours");
    check("The envoy had been told to leave within 36 hours.", "leave | time to leave | 36 hours");
}

#[test]
fn counts_and_firsts() {
    check(
        "Three lifeboats, six patrol cars and 14 ambulance crews were sent.",
        "lifeboats | number | Three; patrol cars | number | six; ambulance crews | number | 14",
    );
    check("Police found between 20 and 30 rifles in the room.", "rifles | number | between 20 and 30");
    check(
        "A ferry with more than 100 people on board sank off Cebu.",
        "ferry | number on board | more than 100",
    );
    check("The ferry was licensed to carry 220 passengers.", "");
    check("It was the first fatal crash since 1974.", "first fatal crash | first since | since 1974");
    check("The flood is believed to be the worst since the 1980s.", "worst | worst since | since the 1980s");
    check(
        "There have been no deaths on the line since 1974.",
        "no deaths on the line | first since | since 1974",
    );
}

#[test]
fn persons() {
    check("Regional President Marc Dubois told reporters.", "Marc Dubois | office | Regional President");
    check(
        "Marc Dubois, 53, the former mayor of Lille, said so.",
        "Marc Dubois | age | 53; Marc Dubois | office | former mayor of Lille",
    );
    check("Marc Dubois, who is mayor of Lille, said so.", "Marc Dubois | office | mayor of Lille");
    check(
        "Anna Berg, 34, from Oslo, told the BBC that the boat sank.",
        "Anna Berg | age | 34; Anna Berg | home | Oslo",
    );
    check("Ben Hadid, who lives in Wood Green, said so.", "Ben Hadid | home | Wood Green");
    check(
        "The 47-year-old male cook, from Harrow, is being held.",
        "male cook | age | 47; male cook | home | Harrow",
    );
    check(
        "She was a 29-year-old Belgian of Moroccan descent.",
        "Belgian | age | 29; Belgian | origin | Belgian of Moroccan descent",
    );
    check(
        "A 44-year-old native of Chile and resident of Lyon was found.",
        "native | age | 44; native | origin | native of Chile; native | home | Lyon",
    );
    check(
        "The attacker, Karim Haddad, a Belgian-Moroccan dual national, was held.",
        "Karim Haddad | origin | Belgian-Moroccan dual national",
    );
}

#[test]
fn no_attributes() {
    check("The rocket could fly 900 km.", "");
    check("The boy was found three days later.", "");
}
