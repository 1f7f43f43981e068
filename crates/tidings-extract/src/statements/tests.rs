//! Statements of stored parses. Proves, each on sentences written for it: (1) arguments through passives, control,
//! coordination, nominalisations and light verbs; (2) moods; (3) relations; (4) what a sentence leaves out.
//! Also: a person's frames replace and extend the built-in ones.

use std::collections::BTreeMap;

use tidings_nlp::Doc;
use tidings_text::wire;

use super::*;
use crate::knowledge::Knowledge;

/// Parses by `en_core_web_sm` 3.8, one a line; the id is the sentence.
const PARSES: &str = include_str!("testdata/sentences.jsonl");

fn doc(sentence: &str) -> Doc {
    let parses = PARSES.lines().map(|line| serde_json::from_str::<wire::Parse>(line).unwrap());
    let parse = parses.into_iter().find(|parse| parse.id == sentence);
    Doc::from_wire(sentence.to_owned(), &parse.unwrap_or_else(|| panic!("no stored parse of {sentence:?}")))
}

fn statements(sentence: &str) -> Vec<Statement> {
    let knowledge = Knowledge::builtin().unwrap();
    let doc = doc(sentence);
    let found = Found { times: &[], mentions: &[], attributions: &[], published: None };
    find_statements(&doc, found, &knowledge.actors, &knowledge.frames)
}

fn with<'s>(sentence: &str, all: &'s [Statement], trigger: &str) -> &'s Statement {
    all.iter()
        .find(|statement| statement.trigger.of(sentence) == trigger)
        .unwrap_or_else(|| panic!("{trigger:?} is no trigger of {sentence:?}"))
}

fn words(sentence: &str, participants: &[Participant]) -> String {
    participants.iter().map(|one| one.span.of(sentence)).collect::<Vec<_>>().join(" + ")
}

/// Checks frame, actors and recipients of one trigger: `frame: actors > recipients`.
fn check_sides(sentence: &str, trigger: &str, expected: &str) {
    let all = statements(sentence);
    let one = with(sentence, &all, trigger);
    let sides =
        format!("{}: {} > {}", one.frame, words(sentence, &one.actors), words(sentence, &one.recipients));
    assert_eq!(sides, expected, "{sentence}");
    assert!(one.evidence.of(sentence).contains(trigger));
}

/// Checks the mood of one trigger: modality, then `not`, `background` and `denied` where they hold.
fn check_mood(sentence: &str, trigger: &str, expected: &str) {
    let all = statements(sentence);
    let one = with(sentence, &all, trigger);
    let mut mood = one.modality.as_str().to_owned();
    for (word, holds) in [
        (" not", one.polarity == Polarity::Negative),
        (" background", one.background),
        (" denied", one.stance == Stance::Denies),
    ] {
        if holds {
            mood.push_str(word);
        }
    }
    assert_eq!(mood, expected, "{trigger} in {sentence}");
}

/// Checks the PLOVER type of one trigger; "-" for none.
fn check_type(sentence: &str, trigger: &str, expected: &str) {
    let all = statements(sentence);
    assert_eq!(with(sentence, &all, trigger).plover.as_deref().unwrap_or("-"), expected, "{sentence}");
}

/// Checks the times of one trigger, in a report without a date.
fn check_times(sentence: &str, trigger: &str, expected: &[&str]) {
    let knowledge = Knowledge::builtin().unwrap();
    let doc = doc(sentence);
    let times = crate::times::find_times(&doc, None);
    let found = Found { times: &times, mentions: &[], attributions: &[], published: None };
    let all = find_statements(&doc, found, &knowledge.actors, &knowledge.frames);
    let values: Vec<&str> =
        with(sentence, &all, trigger).times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, expected, "{sentence}");
}

/// Checks all relations of a sentence: `subjects relation objects change`, one a line.
fn check_relations(sentence: &str, expected: &[&str]) {
    let names =
        |sides: &[RelationSide]| sides.iter().map(|side| side.name.clone()).collect::<Vec<_>>().join(" + ");
    let told: Vec<String> = statements(sentence)
        .iter()
        .filter_map(|statement| statement.relation.as_ref())
        .map(|relation| {
            format!(
                "{} {} {} {}",
                names(&relation.subjects),
                relation.relation,
                names(&relation.objects),
                relation.change.as_str()
            )
        })
        .collect();
    assert_eq!(told, expected, "{sentence}");
}

#[test]
fn harm_that_nobody_does_to_another_is_no_assault() {
    check_type("Officials said 12 people were killed when the ferry capsized.", "killed", "-");
    check_type("Rebels said 12 people were killed when their base was shelled.", "killed", "ASSAULT");
    check_type("The gunman killed himself in the cellar.", "killed", "-");
    check_type("The minister declined to comment.", "declined", "-");
    check_type("A bomb squad detonated the parcel.", "detonated", "-");
    check_type("The president returned to Oslo.", "returned", "-");
    check_type("The widow sells onions.", "sells", "-");
    check_type("The thief, armed with a pistol, fled.", "armed", "-");
}

#[test]
fn the_time_of_a_sentence_dates_its_main_line() {
    let yacht = "Marines captured nine smugglers after boarding a yacht that was adrift on Saturday.";
    check_times(yacht, "captured", &["XXXX-WXX-6"]);
    check_times("The mayor was wounded and his son died on Sunday.", "wounded", &[]);
    check_times("The ministers signed a 2029 trade agreement.", "signed", &[]);
}

#[test]
fn slips_of_the_parse_make_no_doers() {
    check_sides(
        "Gunmen shot dead the driver in the square.",
        "shot dead",
        "kill: Gunmen > the driver in the square",
    );
    check_sides("The gunman opened fire, killing two guards.", "killing", "kill: The gunman > two guards");
    let sentence = "The zig-zagging lorry hit a wall.";
    assert!(statements(sentence).iter().all(|one| one.trigger.of(sentence) != "zagging"));
    check_sides("Students left the college.", "left", "leave: Students > the college");
    check_sides(
        "On 10 September Norway broke off diplomatic relations with Chad and Mali.",
        "broke off",
        "sever-relations: Norway > Chad + Mali",
    );
    check_sides("A man opened fire in the town of Lund.", "opened", "attack: A man > ");
    check_sides("We heard shots fired near the bridge.", "fired", "attack:  > ");
    check_sides(
        "Ann Moore sought a restraining order against the father.",
        "sought",
        "request: Ann Moore > the father",
    );
}

#[test]
fn sides_stand_where_the_grammar_puts_them() {
    check_sides(
        "Guatemala and Honduras formally recognised Taiwan in 1960.",
        "recognised",
        "recognise: Guatemala + Honduras > Taiwan",
    );
    check_sides(
        "Ireland, Norway and Spain said they would recognise a Palestinian state on May 28.",
        "recognise",
        "recognise: Ireland + Norway + Spain > Palestinian",
    );
    check_sides(
        "Ukraine announced it had severed diplomatic ties with Syria.",
        "severed",
        "sever-relations: Ukraine > Syria",
    );
    check_sides(
        "New sanctions were imposed on Iran by the United States.",
        "imposed",
        "impose-sanctions: the United States > Iran",
    );
    check_sides("Police arrested and jailed the protesters.", "arrested", "arrest: Police > the protesters");
    check_sides("Police arrested and jailed the protesters.", "jailed", "arrest: Police > the protesters");
    check_sides(
        "A committee issued a report accusing the army of torture.",
        "accusing",
        "accuse: A committee > the army",
    );
    check_sides("The village was destroyed by a fire on Monday.", "destroyed", "seize: a fire > The village");
}

#[test]
fn nouns_tell_events_with_the_sides_around_them() {
    check_sides(
        "The recognition of Somaliland by Israel drew criticism.",
        "recognition",
        "recognise: Israel > Somaliland",
    );
    check_sides(
        "Venezuela's severing of ties with Peru followed weeks of tension.",
        "severing",
        "sever-relations: Venezuela > Peru",
    );
    check_sides(
        "The army launched an attack on rebels near the border.",
        "attack",
        "attack: The army > rebels near the border",
    );
    check_sides(
        "The envoy handed a certificate of recognition to the foreign minister.",
        "handed",
        "recognise: The envoy > the foreign minister",
    );
}

#[test]
fn moods_come_from_the_words_around() {
    check_mood("Ukraine announced it had severed diplomatic ties with Syria.", "severed", "announced");
    check_mood("Chile has no plans to break relations with Peru.", "break", "planned not");
    check_mood("Turkey refused to ratify the treaty.", "ratify", "asserted not");
    check_mood("The UN called for an immediate ceasefire.", "ceasefire", "demanded");
    check_mood("The union threatened to strike unless wages rise.", "strike", "threatened");
    check_mood("Fiji will not resume relations until the ship is released.", "released", "conditional");
    check_mood("Fiji waited until the ship was released.", "released", "asserted");
    check_mood("The union threatened to strike unless wages rise.", "rise", "conditional not");
    check_mood("If the talks fail, the rebels will resume their attacks.", "fail", "conditional");
    check_mood("Had the pilot not landed, the plane would have crashed.", "landed", "conditional not");
    check_mood("Had the pilot not landed, the plane would have crashed.", "crashed", "conditional");
    check_mood("The group allegedly kidnapped two tourists in May.", "kidnapped", "alleged");
    check_mood("The firm announced the closure of two plants.", "closure", "announced");
    check_mood("The city had been bombed in 1940.", "bombed", "asserted background");
    check_mood("There has been no news of an attack on the port.", "attack", "asserted not");
}

#[test]
fn what_a_source_rejects_is_denied() {
    check_mood("The minister denied that soldiers had burned houses.", "burned", "alleged not denied");
    check_mood("He dismissed reports of a coup as nonsense.", "coup", "alleged not denied");
    check_mood("The company rejected claims that it had bribed officials.", "bribed", "alleged not denied");
}

#[test]
fn relations_start_end_and_hold() {
    check_relations(
        "Guatemala and Honduras formally recognised Taiwan in 1960.",
        &["Guatemala + Honduras recognises Taiwan starts"],
    );
    check_relations(
        "Diplomatic ties between Ecuador and Mexico were severed last year.",
        &["Ecuador diplomatic_relations Mexico ends"],
    );
    check_relations("Canada shut its embassy and sanctioned Belarus.", &["Canada sanctions Belarus starts"]);
    check_relations(
        "Croatia was admitted to the European Union in 2013.",
        &["Croatia member_of European Union starts"],
    );
    check_relations(
        "Prime Minister Anton Vos resigned on Friday after losing a confidence vote.",
        &["Anton Vos holds_office Prime Minister ends"],
    );
    check_relations(
        "Karl Brandt was named finance minister in a reshuffle.",
        &["Karl Brandt holds_office finance minister starts"],
    );
}

#[test]
fn what_a_sentence_leaves_out_is_filled_in() {
    check_relations(
        "Sudan became the third country after Egypt and Libya to recognise Kosovo.",
        &["Egypt + Libya recognises Kosovo starts", "Sudan recognises Kosovo starts"],
    );
    check_relations(
        "Serbia does not recognise Kosovo and will not do so.",
        &["Serbia recognises Kosovo none", "Serbia recognises Kosovo starts"],
    );
}

#[test]
fn plover_codes_what_is_done() {
    let typed = |sentence: &str, trigger: &str, expected: Option<&str>| {
        let all = statements(sentence);
        assert_eq!(with(sentence, &all, trigger).plover.as_deref(), expected, "{trigger} in {sentence}");
    };
    typed("Russia and China vetoed a resolution on Syria.", "vetoed", Some("REJECT"));
    typed("North Korea voted against the resolution.", "voted", Some("REJECT"));
    typed("The two ministers met in Vienna.", "met", Some("CONSULT"));
    // A condition has no type of its own.
    typed("If the talks fail, the rebels will resume their attacks.", "attacks", None);
}

#[test]
fn own_frames_replace_those_of_the_same_name() {
    let own = r#"
        [classes]
        relations = "rapport"
        [[frame]]
        name = "veto"
        type = "SANCTION"
        verbs = ["veto R=obj"]
    "#;
    let frames = Frames::load(&[("own.toml".to_owned(), own.to_owned())]).unwrap();
    let vetoes: Vec<_> = frames.frames.iter().filter(|frame| frame.name == "veto").collect();
    assert_eq!(vetoes.len(), 1);
    assert_eq!(vetoes[0].plover.as_deref(), Some("SANCTION"));
    assert!(frames.in_set(&pattern::NounSet("relations".to_owned()), "rapport"));
    assert!(frames.in_set(&pattern::NounSet("relations".to_owned()), "tie"));
}

#[test]
fn a_faulty_frame_file_is_named() {
    let check = |text: &str, expected: &str| {
        let error = Frames::load(&[("own.toml".to_owned(), text.to_owned())]).unwrap_err().to_string();
        assert!(error.contains("own.toml") && error.contains(expected), "{error}");
    };
    check("[[frame]]\nname = \"a\"\nverbs = [\"meet R=obj recipp\"]", "recipp");
    check("[[frame]]\nname = \"a\"\n[[frame]]\nname = \"a\"", "twice");
    check("frame = 1", "not a valid");
}

#[test]
fn names_of_built_in_frames_are_unique_and_their_types_are_plovers() {
    const TYPES: &[&str] = &[
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];
    let frames = Frames::load(&[]).unwrap();
    let mut names = BTreeMap::new();
    for frame in &frames.frames {
        *names.entry(frame.name.as_str()).or_insert(0) += 1;
        assert!(frame.plover.as_deref().is_none_or(|plover| TYPES.contains(&plover)), "{}", frame.name);
    }
    assert!(names.values().all(|&count| count == 1), "{names:?}");
}

#[test]
fn what_stands_behind_after_has_a_time_of_its_own() {
    let sentence = "Norway has recognised Transnistria, its leader said on Wednesday, becoming the third country after recognition from Russia.";
    let knowledge = Knowledge::builtin().unwrap();
    let doc = doc(sentence);
    let published = "2013-03-22".parse().ok();
    let times = crate::times::find_times(&doc, published);
    assert_eq!(times.len(), 1, "{times:?}");
    let found = Found { times: &times, mentions: &[], attributions: &[], published };
    let all = find_statements(&doc, found, &knowledge.actors, &knowledge.frames);
    assert!(with(sentence, &all, "recognition").times.is_empty());
}

#[test]
fn a_that_clause_without_a_subject_is_relative() {
    let sentence = "Norway followed in the footsteps of its staunch ally Iceland that on June 29 also formally recognised Transnistria.";
    let all = statements(sentence);
    let actors = words(sentence, &with(sentence, &all, "recognised").actors);
    assert!(actors.ends_with("Iceland"), "{actors}");
}

/// Checks the actor's id of one trigger, mentions included.
fn check_actor(sentence: &str, trigger: &str, expected: &str) {
    let knowledge = Knowledge::builtin().unwrap();
    let doc = doc(sentence);
    let mentions = crate::actors::find_mentions(&doc, &knowledge.actors);
    let found = Found { times: &[], mentions: &mentions, attributions: &[], published: None };
    let all = find_statements(&doc, found, &knowledge.actors, &knowledge.frames);
    let one = with(sentence, &all, trigger);
    let id = one.actors.first().and_then(|actor| actor.actor.as_ref()).map(ToString::to_string);
    assert_eq!(id.as_deref().unwrap_or("-"), expected, "{sentence}");
}

#[test]
fn descriptions_of_who_did_it_stand_for_the_one_who_is_named() {
    check_actor(
        "The gunman, John Smith, stole a car. Later the attacker fired at Carlos Navarro.",
        "fired",
        "john-smith",
    );
    check_actor("Police chased 12 Somalis. Some Chinese protested.", "protested", "-");
}
