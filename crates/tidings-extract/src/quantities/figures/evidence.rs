//! What speaks for a value of a role: figures as they are told, and persons, sums and differences that amount to one.

use tidings_text::Span;

use super::{Field, Figure};
use crate::quantities::count::Count;
use crate::quantities::harms::{self, Told, span_of};
use crate::quantities::ledger::Entry;
use crate::quantities::lexicon::Harm;
use crate::quantities::people::Member;

/// How a value is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A number with its harm.
    Stated,
    /// A part of others: "two of them".
    Subset,
    /// "two fatally".
    Fatally,
    /// Persons in one coordination.
    List,
    /// People shot, nobody being said to have died.
    Shot,
    /// The same for a part of them.
    ShotSubset,
    /// People shot, where somebody died.
    ShotAll,
    /// People shot less those who died.
    ShotLess,
    /// Others shot beside those told of before.
    ShotOthers,
    /// A number of the dead with the one who killed them and himself.
    WithOwnHand,
    /// A number of others with the persons told before it.
    WithPersons,
    /// Parts told one after the other.
    Parts,
    /// One person, the first told of.
    Person,
    /// The persons that the words keep apart.
    Persons,
    /// All persons told of.
    AllPersons,
    /// People shot whose outcome is not told, one by one: the first, those apart, all.
    Hit,
    HitPersons,
    AllHit,
    /// A word that tells of a death.
    Sign,
    /// "a triple shooting", and the same less the dead.
    Multiple,
    MultipleLess,
    /// "three counts of assault", and the same less the dead.
    Charges,
    ChargesLess,
    /// "the four victims", and the same less the dead.
    Victims,
    VictimsLess,
    /// "a fourth victim", and the same less the dead.
    Ordinal,
    OrdinalLess,
    /// The sum of several happenings.
    Sum,
    /// What is told as an earlier event.
    Background,
}

impl Source {
    pub(super) const ALL: [(Self, &'static str); 29] = [
        (Self::Stated, "stated"),
        (Self::Subset, "subset"),
        (Self::Fatally, "fatally"),
        (Self::List, "list"),
        (Self::Shot, "shot"),
        (Self::ShotSubset, "shot-subset"),
        (Self::ShotAll, "shot-all"),
        (Self::ShotLess, "shot-less"),
        (Self::ShotOthers, "shot-others"),
        (Self::WithOwnHand, "with-own-hand"),
        (Self::WithPersons, "with-persons"),
        (Self::Parts, "parts"),
        (Self::Person, "person"),
        (Self::Persons, "persons"),
        (Self::AllPersons, "all-persons"),
        (Self::Hit, "hit"),
        (Self::HitPersons, "hit-persons"),
        (Self::AllHit, "all-hit"),
        (Self::Sign, "sign"),
        (Self::Multiple, "multiple"),
        (Self::MultipleLess, "multiple-less"),
        (Self::Charges, "charges"),
        (Self::ChargesLess, "charges-less"),
        (Self::Victims, "victims"),
        (Self::VictimsLess, "victims-less"),
        (Self::Ordinal, "ordinal"),
        (Self::OrdinalLess, "ordinal-less"),
        (Self::Sum, "sum"),
        (Self::Background, "background"),
    ];
}

/// One thing that speaks for a value.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    pub figure: Figure,
    pub source: Source,
    /// The number of its sentence; 0 in the title.
    pub sentence: usize,
}

/// The figures told with a harm, the title's first.
struct Stated<'f> {
    told: &'f Told,
    field: &'f Field,
    in_title: bool,
    /// Persons without a number.
    list: bool,
}

fn stated<'f>(title: &'f Field, text: &'f Field, harm: Harm) -> impl Iterator<Item = Stated<'f>> {
    [(title, true), (text, false)].into_iter().flat_map(move |(field, in_title)| {
        field.told.iter().filter(move |told| told.harm == harm).filter_map(move |told| {
            let vague =
                told.victims.iter().any(|victim| matches!(victim, Member::Group(group) if group.vague));
            let beside = told.rule == "quantities/number-beside";
            let persons = told.victims.iter().all(|victim| matches!(victim, Member::Person(_)));
            let no_figure = vague || total(told) == 0.0 || (persons && total(told) < 2.0 && !beside);
            (!no_figure).then_some(Stated { told, field, in_title, list: persons && !beside })
        })
    })
}

impl Stated<'_> {
    fn figure(&self, rule: &'static str) -> Option<Figure> {
        let first = self.told.victims.first()?;
        let count = match self.told.victims.as_slice() {
            [Member::Group(group)] => group.count,
            _ => Count::exact(total(self.told)),
        };
        let words = self.told.victims.iter().skip(1).map(span_of).collect();
        Some(Figure { count, span: span_of(first), in_title: self.in_title, rule, words })
    }

    /// The figure with its count changed.
    fn changed(&self, rule: &'static str, count: f64) -> Option<Figure> {
        Some(Figure { count: Count::exact(count), ..self.figure(rule)? })
    }

    fn push(&self, evidence: &mut Vec<Evidence>, figure: Option<Figure>, source: Source) {
        let source = match (self.told.background, self.told.sum) {
            (true, _) => Source::Background,
            (false, true) => Source::Sum,
            (false, false) => source,
        };
        let sentence = if self.in_title { 0 } else { self.told.sentence };
        evidence.extend(figure.map(|figure| Evidence { figure, source, sentence }));
    }

    fn is_others(&self) -> bool {
        self.told.victims.iter().any(|victim| matches!(victim, Member::Group(group) if group.others))
    }

    /// What the way of telling makes of an indirect figure: itself, and itself less the dead.
    fn indirect(&self) -> Option<(Source, Source)> {
        match self.told.rule {
            harms::MULTIPLE => Some((Source::Multiple, Source::MultipleLess)),
            harms::CHARGES => Some((Source::Charges, Source::ChargesLess)),
            harms::VICTIMS => Some((Source::Victims, Source::VictimsLess)),
            harms::ORDINAL => Some((Source::Ordinal, Source::OrdinalLess)),
            _ => None,
        }
    }
}

/// The number of people that one harm tells of: groups and persons of its coordination together.
pub(super) fn total(told: &Told) -> f64 {
    told.victims
        .iter()
        .map(|victim| match victim {
            Member::Group(group) => group.count.stated(),
            Member::Person(_) => 1.0,
        })
        .sum()
}

/// What speaks for a number of dead.
pub(super) fn killed(title: &Field, text: &Field) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for stated in stated(title, text, Harm::Killed) {
        let told = stated.told;
        // "killed two people and then himself": three are dead.
        let own_hand = stated.field.told.iter().any(|other| {
            other.own_hand
                && other.harm == Harm::Killed
                && other.sentence == told.sentence
                && other.cue > told.cue
        });
        if own_hand && !told.own_hand {
            let with = stated.changed("quantities/with-own-hand", total(told) + 1.0);
            stated.push(&mut evidence, with, Source::WithOwnHand);
        }
        let source = if let Some((whole, _)) = stated.indirect() {
            whole
        } else if told.rule == "quantities/fatally" {
            Source::Fatally
        } else if told.subset {
            Source::Subset
        } else if stated.list {
            Source::List
        } else {
            Source::Stated
        };
        stated.push(&mut evidence, stated.figure("quantities/stated"), source);
    }
    let sources = [Source::Person, Source::Persons, Source::AllPersons];
    for (field, in_title) in [(title, true), (text, false)] {
        persons(&mut evidence, field, in_title, sources, |entry| entry.dead);
    }
    for (field, in_title) in [(title, true), (text, false)] {
        evidence.extend(field.sign_of_death.map(|span| Evidence {
            figure: Figure {
                count: Count { low: Some(1.0), high: None },
                span,
                in_title,
                rule: "quantities/sign-of-death",
                words: Vec::new(),
            },
            source: Source::Sign,
            sentence: 0,
        }));
    }
    evidence
}

/// What speaks for a number of hurt, where so many died.
pub(super) fn injured(title: &Field, text: &Field, dead: f64) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for stated in stated(title, text, Harm::Injured) {
        // "a girl was hurt and three others wounded": four.
        if stated.is_others() {
            with_persons(&mut evidence, &stated);
        }
        let source = match (stated.told.subset, stated.list) {
            (true, _) => Source::Subset,
            (false, true) => Source::List,
            (false, false) => Source::Stated,
        };
        stated.push(&mut evidence, stated.figure("quantities/stated"), source);
    }
    for stated in stated(title, text, Harm::Shot) {
        let rest = total(stated.told) - dead;
        if let Some((whole, less)) = stated.indirect() {
            stated.push(&mut evidence, stated.figure(stated.told.rule), whole);
            if dead > 0.0 && rest > 0.0 {
                stated.push(&mut evidence, stated.changed(stated.told.rule, rest), less);
            }
            continue;
        }
        let others = stated.is_others();
        if others && dead == 0.0 {
            with_persons(&mut evidence, &stated);
        }
        // Those taken to hospital are told apart from the dead.
        let apart = others || stated.told.rule == "quantities/hospital";
        if dead > 0.0 && rest > 0.0 && !apart {
            let less = stated.changed("quantities/shot-less-killed", rest);
            stated.push(&mut evidence, less, Source::ShotLess);
        }
        let source = if others {
            Source::ShotOthers
        } else if dead > 0.0 {
            Source::ShotAll
        } else if stated.told.subset {
            Source::ShotSubset
        } else {
            Source::Shot
        };
        stated.push(&mut evidence, stated.figure("quantities/shot"), source);
    }
    evidence.extend(parts(text));
    let alive = |entry: &Entry| !entry.dead && entry.survived;
    let hit = |entry: &Entry| !entry.dead && !entry.survived;
    for (field, in_title) in [(title, true), (text, false)] {
        persons(&mut evidence, field, in_title, [Source::Person, Source::Persons, Source::AllPersons], alive);
        persons(&mut evidence, field, in_title, [Source::Hit, Source::HitPersons, Source::AllHit], hit);
    }
    evidence
}

/// Adds a number of others together with the persons hurt who are told before it in its sentence.
fn with_persons(evidence: &mut Vec<Evidence>, stated: &Stated<'_>) {
    let before = |entry: &&Entry| {
        let here = entry.mentions.iter().any(|(_, index)| {
            let other = stated.field.told.get(*index);
            other.is_some_and(|other| other.sentence == stated.told.sentence && other.cue < stated.told.cue)
        });
        here && !entry.dead
    };
    let n_hurt = stated.field.persons.iter().filter(before).count();
    if n_hurt > 0 {
        let with = stated.changed("quantities/with-persons", total(stated.told) + n_hurt as f64);
        stated.push(evidence, with, Source::WithPersons);
    }
}

/// Persons told of without a figure: the first alone, those kept apart by the words, and all of them.
fn persons(
    evidence: &mut Vec<Evidence>,
    field: &Field,
    in_title: bool,
    [first_only, apart, all]: [Source; 3],
    fits: impl Fn(&Entry) -> bool,
) {
    // Who is one of a coordination ("his wife and two sons") is counted there.
    let alone = |entry: &&Entry| {
        entry.mentions.iter().any(|(_, index)| field.told.get(*index).is_some_and(|told| total(told) < 2.0))
    };
    let persons: Vec<&Entry> = field.persons.iter().filter(|entry| fits(entry)).filter(alone).collect();
    let Some(first) = persons.first() else { return };
    let background = persons.iter().all(|entry| entry.background);
    let sentence = first
        .mentions
        .first()
        .and_then(|(_, index)| field.told.get(*index))
        .map_or(0, |told| if in_title { 0 } else { told.sentence });
    let kept_apart: Vec<&Entry> = persons
        .iter()
        .enumerate()
        .filter(|(index, entry)| *index == 0 || entry.another)
        .map(|(_, entry)| *entry)
        .collect();
    let mut push = |persons: &[&Entry], source: Source| {
        let source = if background { Source::Background } else { source };
        let figure = person_figure(persons, in_title);
        evidence.extend(figure.map(|figure| Evidence { figure, source, sentence }));
    };
    push(&[*first], first_only);
    if kept_apart.len() > 1 {
        push(&kept_apart, apart);
    }
    if persons.len() > kept_apart.len() {
        push(&persons, all);
    }
}

fn person_figure(persons: &[&Entry], in_title: bool) -> Option<Figure> {
    let spans: Vec<Span> =
        persons.iter().filter_map(|entry| entry.mentions.first()).map(|(person, _)| person.span).collect();
    let (&span, rest) = spans.split_first()?;
    let rule = if rest.is_empty() { "quantities/person" } else { "quantities/sum-of-persons" };
    Some(Figure { count: Count::exact(spans.len() as f64), span, in_title, rule, words: rest.to_vec() })
}

/// Parts of the hurt that are told one after the other: "two are in critical condition, three are stable".
fn parts(text: &Field) -> Option<Evidence> {
    let parts: Vec<&Told> = text
        .told
        .iter()
        .filter(|told| told.rule == "quantities/condition" && !told.background && !told.sum)
        .filter(|told| matches!(told.victims.as_slice(), [Member::Group(group)] if !group.vague))
        .collect();
    let (first, rest) = parts.split_first()?;
    if rest.is_empty() || rest.iter().any(|told| told.sentence > first.sentence + 2) {
        return None;
    }
    let figure = Figure {
        count: Count::exact(parts.iter().map(|told| total(told)).sum()),
        span: span_of(first.victims.first()?),
        in_title: false,
        rule: "quantities/sum-of-parts",
        words: rest.iter().filter_map(|told| told.victims.first()).map(span_of).collect(),
    };
    Some(Evidence { figure, source: Source::Parts, sentence: first.sentence })
}
