//! The small language in which `data/frames` writes a word with its arguments.
//!
//! `sever|cut|cut_off @relations R=with,owner` reads: one of the verbs, its object of the class `relations`, the
//! recipient behind "with" or else the object's owner. The parts, in any order after the words:
//!
//! | part | means |
//! |---|---|
//! | `@class` or `@word\|word` | the object's head must be of the class or one of the words (`!@…`: must not) |
//! | `with@class` | a phrase "with …" must stand there, its object of the class |
//! | `+comp` | the word governs another verb: "agreed to withdraw" |
//! | `+inf` | the same, and that verb stands in the infinitive: "told them to leave", not "told them that …" |
//! | `+pass`, `-pass` | only the passive; never the passive |
//! | `-obj`, `-pred` | no object stands there; no predicate about the object |
//! | `has=word\|word` | one of the words hangs on it: "held responsible" |
//! | `A=…`, `R=…`, `S=…`, `O=…` | where actor, recipient, the relation's subject and object stand: the first slot that is filled |
//! | `behind=at` | the word itself stands behind the preposition: "at war" |
//! | `+fresh` | the relation counts only where the words around say that it begins or ends: "new sanctions" |
//! | `carried` | a noun that a verb carries: "is a member", "launched an attack" |
//! | `recip` | both sides do it to each other |
//! | `coll` | several actors without a recipient do it with each other: "the two agreed" |

/// Where an argument stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// The doer: subject, or "by" in the passive; possessor or modifier of a noun.
    Subject,
    /// The direct object, the passive's subject, or what stands behind "of" on a noun.
    Object,
    /// The receiver without a preposition.
    Dative,
    /// The possessor of the object: "rejected *the court's* request".
    Owner,
    /// The recipient of the verb below.
    Complement,
    /// The subject of the verb below: "demanded that *police* leave".
    ComplementSubject,
    /// The place, where it is a country or town.
    Place,
    /// What the object is said to be: "named him *minister*".
    Predicate,
    /// An actor named in a clause on the object: "sanctions that bar trade with *it*".
    Within,
    /// Behind "of" or "on" on the object: "withdrew its recognition of *it*".
    Theme,
    /// Whose a noun is by its own words: "new *U.N.* sanctions".
    Maker,
    /// What somebody is chosen to do: "elected to lead *the party*", "asked to serve as *minister*".
    Duty,
    /// Behind this preposition.
    After(String),
}

impl Slot {
    fn parse(word: &str) -> Self {
        match word {
            "subj" => Self::Subject,
            "obj" => Self::Object,
            "iobj" => Self::Dative,
            "owner" => Self::Owner,
            "comp" => Self::Complement,
            "csubj" => Self::ComplementSubject,
            "place" => Self::Place,
            "within" => Self::Within,
            "predicate" => Self::Predicate,
            "theme" => Self::Theme,
            "duty" => Self::Duty,
            "maker" => Self::Maker,
            preposition => Self::After(preposition.to_owned()),
        }
    }
}

/// A constraint on a noun: the name of a class or single words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NounSet(pub(super) String);

/// One pattern of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pattern {
    /// The pattern as it was written, for reasons and messages.
    pub(super) written: String,
    /// The words, each with its particle.
    pub(super) words: Vec<(String, Option<String>)>,
    pub(super) object: Option<NounSet>,
    pub(super) not_object: Option<NounSet>,
    pub(super) phrase: Option<(String, NounSet)>,
    pub(super) with_complement: bool,
    pub(super) with_infinitive: bool,
    pub(super) only_passive: bool,
    pub(super) never_passive: bool,
    pub(super) no_object: bool,
    pub(super) no_predicate: bool,
    pub(super) carried: bool,
    pub(super) only_fresh: bool,
    pub(super) behind: Option<String>,
    pub(super) has: Option<NounSet>,
    pub(super) reciprocal: bool,
    pub(super) collective: bool,
    pub(super) actor: Option<Vec<Slot>>,
    pub(super) recipient: Option<Vec<Slot>>,
    pub(super) relation_subject: Option<Vec<Slot>>,
    pub(super) relation_object: Option<Vec<Slot>>,
}

impl Pattern {
    /// Reads a pattern; a part that means nothing is given back as the error.
    pub(super) fn parse(written: &str) -> Result<Self, String> {
        let mut parts = written.split_whitespace();
        let mut pattern = Self { written: written.to_owned(), ..Self::default() };
        let words = parts.next().ok_or("no words")?;
        pattern.words = words
            .split('|')
            .map(|word| match word.split_once('_') {
                Some((verb, particle)) => (verb.to_owned(), Some(particle.to_owned())),
                None => (word.to_owned(), None),
            })
            .collect();
        let slots = |list: &str| Some(list.split(',').map(Slot::parse).collect());
        for part in parts {
            match part {
                "+comp" => pattern.with_complement = true,
                "+inf" => {
                    pattern.with_complement = true;
                    pattern.with_infinitive = true;
                }
                "+pass" => pattern.only_passive = true,
                "-pass" => pattern.never_passive = true,
                "-obj" => pattern.no_object = true,
                "-pred" => pattern.no_predicate = true,
                "carried" => pattern.carried = true,
                "+fresh" => pattern.only_fresh = true,
                "recip" => pattern.reciprocal = true,
                "coll" => pattern.collective = true,
                _ => {
                    if let Some(list) = part.strip_prefix("A=") {
                        pattern.actor = slots(list);
                    } else if let Some(list) = part.strip_prefix("R=") {
                        pattern.recipient = slots(list);
                    } else if let Some(list) = part.strip_prefix("S=") {
                        pattern.relation_subject = slots(list);
                    } else if let Some(list) = part.strip_prefix("O=") {
                        pattern.relation_object = slots(list);
                    } else if let Some(preposition) = part.strip_prefix("behind=") {
                        pattern.behind = Some(preposition.to_owned());
                    } else if let Some(words) = part.strip_prefix("has=") {
                        pattern.has = Some(NounSet(words.to_owned()));
                    } else if let Some(nouns) = part.strip_prefix("!@") {
                        pattern.not_object = Some(NounSet(nouns.to_owned()));
                    } else if let Some((preposition, nouns)) = part.split_once('@') {
                        let nouns = NounSet(nouns.to_owned());
                        if preposition.is_empty() {
                            pattern.object = Some(nouns);
                        } else {
                            pattern.phrase = Some((preposition.to_owned(), nouns));
                        }
                    } else {
                        return Err(part.to_owned());
                    }
                }
            }
        }
        Ok(pattern)
    }

    /// Returns how much the pattern asks for: the more, the surer a match.
    pub(super) fn specificity(&self, particle: bool) -> usize {
        4 * usize::from(particle)
            + 4 * usize::from(self.object.is_some())
            + 4 * usize::from(self.phrase.is_some())
            + 3 * usize::from(self.with_complement)
            + usize::from(self.only_passive)
            + 4 * usize::from(self.has.is_some())
            + 4 * usize::from(self.behind.is_some())
            + usize::from(self.no_object)
            + usize::from(self.no_predicate)
            + usize::from(self.not_object.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_reads_into_its_parts() {
        let pattern = Pattern::parse("cut|cut_off @relations R=with,owner recip").unwrap();
        assert_eq!(pattern.words, [("cut".to_owned(), None), ("cut".to_owned(), Some("off".to_owned()))]);
        assert_eq!(pattern.object, Some(NounSet("relations".to_owned())));
        assert_eq!(pattern.recipient, Some(vec![Slot::After("with".to_owned()), Slot::Owner]));
        assert!(pattern.reciprocal);
    }

    #[test]
    fn an_unknown_part_is_named() {
        assert_eq!(Pattern::parse("meet recipp"), Err("recipp".to_owned()));
    }
}
