//! The main happening of a story: many words, one event.
//!
//! "Derails", "the crash", "the incident", "seven killed" tell one accident. A story is the reports of one happening
//! and its direct aftermath, so what its reports tell under such words, now and here, is one event of the account;
//! what they recall of other days and places is not. Parts of it (one victim's death, shots beside a ramming) and what
//! befalls the attacker stay events of their own.

mod doer;
mod figures;
mod lists;
mod scope;
mod sense;
mod telling;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidings_extract::times::interval;

use crate::events::{Claim, StatementAt};
use crate::knowledge::{self, HarmRole};
use crate::told::{Field, Told};
pub(crate) use doer::{doers, stopped, struck};
pub(crate) use figures::{Figure, figures};
pub(crate) use scope::{Scope, Setting};
use sense::{Pointing, is_noun, pointing, subject_told};
use telling::{
    Telling, agents, is_listed, is_many, is_one, is_particular, is_pronoun, lemma, main_kind, main_manner,
    mostly_by_law, stated_days,
};

/// Sentences of a report that tell its news first.
const LEAD_SENTENCES: usize = 5;
/// Share of a story's reports whose title or lead must tell of harm.
const FEWEST_REPORTS: f64 = 0.6;

/// Says whether a claim tells of harm, by whatever words.
pub(super) fn is_harm(reports: &[Told], claim: &Claim) -> bool {
    Telling::new(reports, claim).is_some()
}

/// How a statement stands to the main happening.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Belongs {
    /// It tells it.
    Main,
    /// It tells what befell the attacker, or what the law did to him.
    Fallen,
    /// It tells a part: with these means.
    Means(String),
    /// It tells what one victim suffered.
    Victim,
    /// It tells another happening, of another day or place: all that tell the same one have its number.
    Elsewhere(usize),
    /// It only mentions harm, of no day and place: "such attacks", "an accident".
    Loose,
}

impl Belongs {
    /// Says whether it tells another happening.
    pub(crate) fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Elsewhere(_))
    }
}

/// The main happening of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Happening {
    kind: Option<String>,
    /// Whether its victims are many.
    pub(crate) many: bool,
    pub(crate) scope: Scope,
    belongs: BTreeMap<StatementAt, Belongs>,
    /// Statements that say what happened, and not only what people suffered.
    acts: BTreeSet<StatementAt>,
    /// Where and when statements of harm happened that belong to other happenings.
    elsewhere: BTreeMap<StatementAt, Elsewhere>,
    /// Whether a report says that the figures of those who suffered went up.
    pub(crate) grew: bool,
}

/// Where and when another happening was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Elsewhere {
    days: Option<(Date, Date)>,
    time: Option<String>,
    places: BTreeSet<String>,
}

impl Elsewhere {
    /// Says whether two tell one happening: of one day or year, or of one place, and neither of another.
    fn is_with(&self, other: &Self) -> bool {
        !self.is_apart(other)
            && (self.days.is_some() && other.days.is_some() || !self.places.is_disjoint(&other.places))
    }

    fn is_apart(&self, other: &Self) -> bool {
        let places = !self.places.is_empty() && !other.places.is_empty();
        let days = self.days.zip(other.days).is_some_and(|(one, other)| one.1 < other.0 || other.1 < one.0);
        days || (places && self.places.is_disjoint(&other.places))
    }
}

impl Happening {
    /// Finds the happening that most reports open with; `None` where a story is of something else.
    pub(crate) fn find(reports: &[Told], claims: &[Claim]) -> Option<Self> {
        let tellings: Vec<Telling<'_>> =
            claims.iter().filter_map(|claim| Telling::new(reports, claim)).collect();
        let leading: Vec<&Telling<'_>> =
            tellings.iter().filter(|telling| telling.lead && telling.is_news()).collect();
        let telling_reports: BTreeSet<usize> =
            leading.iter().map(|telling| telling.claim.at.report).collect();
        let parsed = reports.iter().filter(|told| told.doc(Field::Text).is_some()).count();
        if telling_reports.is_empty() || (telling_reports.len() as f64) < FEWEST_REPORTS * parsed as f64 {
            return None;
        }
        let triggers: Vec<(usize, Field, usize)> = leading
            .iter()
            .map(|telling| (telling.claim.at.report, telling.claim.at.field, telling.statement.head))
            .collect();
        let mut found = Self {
            kind: main_kind(&leading),
            many: is_many(&leading),
            scope: Scope::of(reports, &triggers),
            belongs: BTreeMap::new(),
            acts: BTreeSet::new(),
            elsewhere: BTreeMap::new(),
            grew: reports.iter().any(figures::grew),
        };
        let attack = found.kind.as_deref() == Some("attack");
        let manner = main_manner(&leading);
        let by_law = mostly_by_law(&leading);
        let agents = if attack { agents(&leading) } else { BTreeSet::new() };
        for telling in &tellings {
            let told = &reports[telling.claim.at.report];
            if telling.class.role != HarmRole::Harm {
                found.acts.insert(telling.claim.at);
            }
            if let Some(belongs) = found.place(told, telling, manner.as_deref(), by_law, &agents) {
                found.belongs.insert(telling.claim.at, belongs);
            } else {
                let time = found.scope.time_of(told, telling.claim.at.field, telling.statement);
                let mut places = scope::place_words(told, telling.claim.at.field, telling.statement.head);
                places.retain(|word| !found.scope.places.contains(word));
                let days = time.as_deref().and_then(interval);
                if telling.is_fact() {
                    found.elsewhere.insert(telling.claim.at, Elsewhere { days, time, places });
                }
            }
        }
        found.join_elsewhere();
        found.leave_mentions(&tellings);
        found.belongs.values().any(|belongs| *belongs == Belongs::Main).then_some(found)
    }

    /// Returns its kind: `attack`, `accident` or `disaster`.
    pub(crate) fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// Returns how a statement stands to the happening; `None` where it tells something else.
    pub(crate) fn belongs(&self, at: StatementAt) -> Option<&Belongs> {
        self.belongs.get(&at)
    }

    /// Says whether a statement tells the happening itself.
    pub(crate) fn is_main(&self, at: StatementAt) -> bool {
        self.belongs(at) == Some(&Belongs::Main)
    }

    /// Says whether two statements of harm tell of other happenings that their days or places hold apart.
    pub(crate) fn hold_apart(&self, one: StatementAt, other: StatementAt) -> bool {
        let (Some(one), Some(other)) = (self.elsewhere.get(&one), self.elsewhere.get(&other)) else {
            return false;
        };
        one.is_apart(other)
    }

    /// Returns the time of another happening that a statement tells, as the words round it give it.
    pub(crate) fn time_elsewhere(&self, at: StatementAt) -> Option<&str> {
        self.elsewhere.get(&at)?.time.as_deref()
    }

    /// Leaves out what only mentions the happening ("an inquiry into the crash") in reports that also say it.
    fn leave_mentions(&mut self, tellings: &[Telling<'_>]) {
        let mentions = |telling: &&Telling<'_>| {
            let noun = is_noun(telling.doc, telling.statement.head);
            noun && telling.claim.at.field == Field::Text && stated_days(telling.statement).is_none()
        };
        let said: BTreeSet<usize> = tellings
            .iter()
            .filter(|telling| self.is_main(telling.claim.at) && !mentions(telling))
            .map(|telling| telling.claim.at.report)
            .collect();
        for telling in tellings.iter().filter(mentions) {
            if said.contains(&telling.claim.at.report) && self.is_main(telling.claim.at) {
                self.belongs.insert(telling.claim.at, Belongs::Loose);
            }
        }
    }

    /// Gives a number to each happening that statements tell beside the main one.
    fn join_elsewhere(&mut self) {
        let mut groups: Vec<Vec<StatementAt>> = Vec::new();
        for (&at, own) in
            self.elsewhere.iter().filter(|(_, own)| own.time.is_some() || !own.places.is_empty())
        {
            let apart = |group: &&mut Vec<StatementAt>| {
                let others = || group.iter().filter_map(|other| self.elsewhere.get(other));
                others().any(|other| own.is_with(other)) && !others().any(|other| own.is_apart(other))
            };
            match groups.iter_mut().find(apart) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        for (number, group) in groups.into_iter().enumerate() {
            self.belongs.extend(group.into_iter().map(|at| (at, Belongs::Elsewhere(number))));
        }
    }

    /// Says whether a statement tells of harm, of this happening or another.
    pub(crate) fn tells_harm(&self, at: StatementAt) -> bool {
        self.belongs.contains_key(&at) || self.elsewhere.contains_key(&at)
    }

    /// Says whether a statement says what happened, and not only what people suffered.
    pub(crate) fn is_act(&self, at: StatementAt) -> bool {
        self.acts.contains(&at)
    }

    /// Says whether words in the parse tell what happened: the verb or noun at `token`, or its subject where it begins, lasts
    /// or ends.
    pub(crate) fn tells_act(&self, told: &Told, field: Field, token: usize) -> bool {
        let Some(doc) = told.doc(field) else { return false };
        let is_act = |token: usize| {
            sense::sense(doc, token).is_some_and(|class| {
                class.role == HarmRole::Act
                    && self.kind.as_ref().is_some_and(|kind| class.kinds.contains(kind))
                    && !(is_noun(doc, token) && pointing(doc, token) == Pointing::Apart)
            })
        };
        const COURSE: [&str; 13] = [
            "begin", "start", "commence", "happen", "occur", "take", "unfold", "last", "go", "continue",
            "erupt", "end", "break",
        ];
        let course = COURSE.contains(&lemma(doc, token).as_str());
        let subject = doc.child(token, "nsubj").filter(|_| course);
        let told_here = is_act(token) || subject.is_some_and(is_act);
        told_here && self.scope.setting(told, field, token) != Setting::Other
    }

    /// Says whether a statement tells a part of the happening.
    pub(crate) fn is_part(&self, at: StatementAt) -> bool {
        matches!(self.belongs(at), Some(Belongs::Means(_) | Belongs::Victim))
    }

    /// Says whether somebody did it on purpose.
    pub(crate) fn is_attack(&self) -> bool {
        self.kind.as_deref() == Some("attack")
    }

    /// Returns the PLOVER type of the happening's kind; `None` outside PLOVER.
    pub(crate) fn plover(&self) -> Option<&'static str> {
        knowledge::happenings().plover(self.kind.as_deref()?)
    }

    fn place(
        &self,
        told: &Told,
        telling: &Telling<'_>,
        manner: Option<&str>,
        by_law: bool,
        agents: &BTreeSet<String>,
    ) -> Option<Belongs> {
        let (doc, statement, class) = (telling.doc, telling.statement, telling.class);
        // "The crash happened": what its subject is.
        let head = subject_told(doc, statement.head).unwrap_or(statement.head);
        let noun = is_noun(doc, head);
        let pointing = if noun { pointing(doc, head) } else { Pointing::Definite };
        let kind_fits = match &self.kind {
            Some(kind) => class.kinds.is_empty() || class.kinds.contains(kind),
            None => true,
        };
        let setting = match stated_days(statement) {
            Some(days) => self.scope.fits(days),
            None => Setting::Open,
        };
        let setting = match setting {
            _ if self.scope.is_listed(told, telling.claim.at.field, statement.trigger) => Setting::Other,
            Setting::Open => self.scope.setting(told, telling.claim.at.field, head),
            stated => stated,
        };
        // "The need to prevent the attack": a mood bears on the verb, not on what it takes for granted.
        let granted = noun && pointing == Pointing::Definite && class.role != HarmRole::Harm;
        if !kind_fits || setting == Setting::Other || !(granted || telling.is_fact()) {
            return None;
        }
        let attack = self.kind.as_deref() == Some("attack");
        if attack && !by_law && class.manner.as_deref() != Some("vehicle") {
            let by_the_law = telling.agents().any(|party| is_listed("law", doc, party));
            let against = telling.sufferers().any(|party| {
                is_listed("attackers", doc, party)
                    || agents.contains(&lemma(doc, party.head))
                    || (is_pronoun(doc, party) && self.many && class.role == HarmRole::Act)
            });
            if by_the_law || against {
                return Some(Belongs::Fallen);
            }
        }
        if self.many && telling.sufferers().any(|party| is_one(doc, party) || is_particular(doc, party)) {
            return Some(Belongs::Victim);
        }
        if noun {
            let named = setting == Setting::Own || telling.lead;
            return match pointing {
                Pointing::Definite => Some(Belongs::Main),
                Pointing::Indefinite if named => Some(Belongs::Main),
                _ if setting == Setting::Own => None,
                _ => Some(Belongs::Loose),
            };
        }
        match (&class.manner, manner) {
            (Some(own), Some(main)) if own != main => Some(Belongs::Means(own.clone())),
            _ => Some(Belongs::Main),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elsewhere(time: &str, place: &str) -> Elsewhere {
        let places = place.split_whitespace().map(str::to_owned).collect();
        Elsewhere { days: interval(time), time: Some(time.to_owned()), places }
    }

    fn check(one: (&str, &str), other: (&str, &str), expected: bool) {
        let (a, b) = (elsewhere(one.0, one.1), elsewhere(other.0, other.1));
        assert_eq!(a.is_with(&b), expected, "{one:?} {other:?}");
        assert_eq!(b.is_with(&a), expected, "{other:?} {one:?}");
    }

    #[test]
    fn other_happenings_are_one_by_day_or_place() {
        check(("2029-11-13", "lisse"), ("2029-11", ""), true);
        check(("2029-11-13", "lisse"), ("2029-11", "lisse"), true);
        check(("2029-11-13", "lisse"), ("2029-11", "orvane"), false);
        check(("2029-11-13", "lisse"), ("2028", "lisse"), false);
        check(("", "lisse"), ("2029", "lisse"), true);
        check(("", "lisse"), ("2029", ""), false);
    }
}
