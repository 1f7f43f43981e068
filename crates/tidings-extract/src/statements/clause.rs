//! Who stands where in a clause: subjects, objects and prepositional phrases of a verb or a noun, through passives,
//! relative clauses, control and coordination.
//!
//! Works on ClearNLP labels (`nsubj`, `nsubjpass`, `dobj`, `relcl` …). The parser attaches prepositional phrases to
//! the verb or to its object more or less by chance, so both places count.

use tidings_nlp::Doc;

/// A prepositional phrase: the preposition and the heads of what it governs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The preposition's token.
    pub(super) preposition: usize,
    /// The heads of its object, coordinated ones included.
    pub(super) objects: Vec<usize>,
}

/// Nouns for what is said or done, whose doer acts in the participle behind them: "a lawsuit accusing …".
const SPEECH_NOUNS: &[&str] = &[
    "report",
    "statement",
    "lawsuit",
    "suit",
    "letter",
    "resolution",
    "bill",
    "complaint",
    "petition",
    "speech",
    "message",
    "tweet",
    "article",
    "comment",
    "remark",
    "decree",
    "protest",
    "strike",
    "rally",
    "campaign",
    "attack",
    "note",
    "motion",
    "law",
    "order",
    "decision",
    "agreement",
    "deal",
    "call",
    "demand",
    "pressure",
    "appeal",
    "plan",
    "threat",
    "promise",
    "pledge",
    "offer",
    "request",
    "bid",
];

/// Views of a doc that the later modules share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syntax<'d> {
    pub(super) doc: &'d Doc,
}

/// Nouns that only count or class the noun behind "of": "a new round of sanctions".
const TRANSPARENT: &[&str] = &[
    "round", "set", "series", "package", "number", "kind", "form", "act", "wave", "group", "dozen",
    "hundred", "thousand", "type", "lot", "range", "raft", "piece", "spate", "string", "bout", "couple",
    "pair", "majority", "host", "slew", "state", "sort", "amount", "part", "campaign", "rest", "handful",
    "list", "variety", "scores",
];

/// Happenings that kill.
const HARMS: &[&str] = &[
    "attack",
    "bombing",
    "blast",
    "explosion",
    "strike",
    "airstrike",
    "crash",
    "accident",
    "shooting",
    "raid",
    "storm",
    "earthquake",
    "quake",
    "fire",
    "blaze",
    "flood",
    "collision",
    "derailment",
    "rampage",
    "ambush",
    "massacre",
    "landslide",
    "cyclone",
    "hurricane",
    "tornado",
    "outbreak",
    "collapse",
    "stampede",
    "stabbing",
    "shelling",
];
/// Nouns for places, whose name stands behind "of".
const PLACE_NOUNS: &[&str] = &[
    "town",
    "city",
    "village",
    "district",
    "province",
    "county",
    "port",
    "island",
    "suburb",
    "municipality",
    "neighbourhood",
    "neighborhood",
    "borough",
    "area",
    "region",
    "outskirts",
    "resort",
];
/// Names of months and weekdays.
pub(super) const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan.",
    "feb.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// What a happening does, and a place does not.
const HARMING: &[&str] = &[
    "kill", "injure", "wound", "maim", "destroy", "damage", "claim", "leave", "hurt", "trap", "displace",
    "flatten",
];

impl<'d> Syntax<'d> {
    pub(super) fn dep(self, token: usize) -> &'static str {
        self.doc.tokens()[token].dep.as_str()
    }

    pub(super) fn tag(self, token: usize) -> &'static str {
        self.doc.tokens()[token].tag.as_str()
    }

    pub(super) fn pos(self, token: usize) -> &'static str {
        self.doc.tokens()[token].pos.as_str()
    }

    pub(super) fn lemma(self, token: usize) -> &'d str {
        let lemma = &self.doc.tokens()[token].lemma;
        // The rule lemmatizer takes "hopes" and "hoped" for forms of "hop".
        if lemma == "hop" && !self.doc.word(token).eq_ignore_ascii_case("hop") { "hope" } else { lemma }
    }

    pub(super) fn is_word(self, token: usize, word: &str) -> bool {
        self.doc.word(token).eq_ignore_ascii_case(word)
    }

    /// Says whether a token is a verb form that heads a clause, finite or not.
    pub(super) fn is_verb(self, token: usize) -> bool {
        self.tag(token).starts_with("VB") || matches!(self.pos(token), "VERB" | "AUX")
    }

    pub(super) fn is_noun(self, token: usize) -> bool {
        matches!(self.pos(token), "NOUN" | "PROPN")
    }

    /// Says whether a verb is passive: it has a passive subject or auxiliary, or is a reduced relative clause.
    pub(super) fn is_passive(self, verb: usize) -> bool {
        if self
            .doc
            .children(verb)
            .any(|child| matches!(self.dep(child), "nsubjpass" | "auxpass" | "csubjpass"))
        {
            return true;
        }
        if self.tag(verb) != "VBN" {
            return false;
        }
        if matches!(self.dep(verb), "acl" | "amod") {
            return true;
        }
        let has_auxiliary = self.doc.children(verb).any(|child| self.dep(child) == "aux");
        // "was arrested and jailed": the second participle takes the first one's auxiliary.
        if self.dep(verb) == "conj" && !has_auxiliary {
            return self.doc.head(verb).is_some_and(|head| {
                self.tag(head) == "VBN" && self.doc.child(verb, "dobj").is_none() && self.is_passive(head)
            });
        }
        !has_auxiliary
            && self.doc.child(verb, "dobj").is_none()
            && self.doc.child(verb, "nsubj").is_none()
            && matches!(self.dep(verb), "advcl" | "ROOT")
    }

    /// Returns a noun and what is coordinated with it, in text order: "Syria, Belarus and Eritrea".
    pub(super) fn coordinated(self, head: usize) -> Vec<usize> {
        let mut found = vec![head];
        let mut next = 0;
        while next < found.len() && found.len() < 24 {
            let at = found[next];
            let appositions_too = self.lists_by_apposition(at);
            found.extend(self.doc.children(at).filter(|&child| {
                (self.dep(child) == "conj" || self.dep(child) == "appos" && appositions_too)
                    && self.tag(child).starts_with("VB") == self.tag(at).starts_with("VB")
            }));
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Says whether what the parser calls an apposition is the second member of a list: "A, B, C and D".
    fn lists_by_apposition(self, noun: usize) -> bool {
        self.pos(noun) == "PROPN"
            && self.doc.children(noun).any(|child| {
                self.dep(child) == "appos"
                    && self.pos(child) == "PROPN"
                    && self
                        .doc
                        .children(child)
                        .any(|below| self.dep(below) == "conj" && self.pos(below) == "PROPN")
            })
    }

    /// Follows a relative pronoun to its antecedent; any other token is returned as it is.
    pub(super) fn antecedent(self, token: usize) -> usize {
        let relative = matches!(self.tag(token), "WDT" | "WP" | "WP$")
            || (self.is_word(token, "that") && self.pos(token) == "PRON");
        if !relative {
            return token;
        }
        let clause = self.doc.ancestors(token).take(8).find(|&up| self.dep(up) == "relcl");
        // "an official in Oslo, who spoke": nobody calls a town "who".
        let town = clause.and_then(|verb| self.doc.head(verb)).filter(|_| self.tag(token) == "WP");
        if let Some(town) = town
            && self.doc.entities().iter().any(|entity| {
                (entity.start..entity.end).contains(&town) && matches!(&*entity.label, "GPE" | "LOC" | "FAC")
            })
            && self.dep(town) == "pobj"
            && let Some(person) = self.doc.head(town).and_then(|preposition| self.doc.head(preposition))
            && self.is_noun(person)
        {
            return person;
        }
        // "issued by the Ferry Board of the boat which sank": the plain noun right before, not the name.
        let beside = token.checked_sub(1).filter(|&before| self.pos(before) == "NOUN");
        let behind_name = clause
            .and_then(|verb| self.doc.head(verb))
            .is_some_and(|noun| self.pos(noun) == "PROPN" && beside.is_some_and(|before| noun < before));
        if behind_name && self.is_word(token, "which") {
            return beside.unwrap_or(token);
        }
        // "the attack in Turin, which killed four".
        let happening = clause.filter(|&verb| HARMING.contains(&self.lemma(verb))).and_then(|verb| {
            self.doc.ancestors(verb).skip(1).take(4).find(|&above| HARMS.contains(&self.lemma(above)))
        });
        if let Some(happening) = happening {
            return happening;
        }
        clause.and_then(|verb| self.doc.head(verb)).filter(|&noun| noun != token).unwrap_or(token)
    }

    /// Returns the head behind a counting noun: for "a round of sanctions" the token of "sanctions".
    pub(super) fn content_noun(self, noun: usize) -> usize {
        if !TRANSPARENT.contains(&self.lemma(noun)) {
            return noun;
        }
        let of =
            self.doc.children(noun).find(|&child| self.dep(child) == "prep" && self.is_word(child, "of"));
        of.and_then(|of| self.doc.child(of, "pobj")).unwrap_or(noun)
    }

    /// Returns the heads of the words in the subject position, whatever the voice; empty where there is none.
    ///
    /// Looks through coordination, control, relative clauses, participles and verbal nouns.
    pub(super) fn surface_subject(self, verb: usize) -> Vec<usize> {
        self.surface_subject_within(verb, 8)
    }

    /// Returns the subject that hangs on a verb itself; the nearest, as the parser takes a dateline for one too.
    pub(super) fn own_subject(self, verb: usize) -> Option<usize> {
        let is_subject = |child: &usize| matches!(self.dep(*child), "nsubj" | "nsubjpass");
        let before = self.doc.children(verb).filter(|&child| child < verb).rfind(is_subject);
        before.or_else(|| self.doc.children(verb).find(is_subject)).or_else(|| self.behind_date(verb))
    }

    /// Returns the noun right before a finite verb that the parser took into the date in front of it: "on 10 September
    /// *Narnia* broke off relations".
    fn behind_date(self, verb: usize) -> Option<usize> {
        let noun =
            verb.checked_sub(1).filter(|&noun| self.pos(noun) == "PROPN" && self.dep(noun) == "pobj")?;
        let preposition =
            self.doc.head(noun).filter(|&preposition| self.doc.head(preposition) == Some(verb))?;
        let dated = self.doc.children(noun).any(|child| {
            child < noun
                && self.dep(child) == "compound"
                && CALENDAR.contains(&self.doc.lower(child).as_str())
        });
        let finite = matches!(self.tag(verb), "VBD" | "VBZ" | "VBP");
        (finite && dated && matches!(self.doc.lower(preposition).as_str(), "on" | "in" | "by"))
            .then_some(noun)
    }

    /// Returns the noun right before the "that" of a finite clause without a subject: a relative clause that the
    /// parser took for a complement ("followed its ally Narnia that also recognised …").
    fn noun_before_that(self, verb: usize) -> Option<usize> {
        let that = self.doc.child(verb, "mark").filter(|&mark| self.is_word(mark, "that"))?;
        let noun = that.checked_sub(1)?;
        let is_finite = matches!(self.tag(verb), "VBD" | "VBZ" | "VBP") && !self.is_passive(verb);
        (is_finite && matches!(self.pos(noun), "NOUN" | "PROPN")).then_some(noun)
    }

    fn surface_subject_within(self, verb: usize, depth: usize) -> Vec<usize> {
        // "said there had been deaths": nobody stands before "there".
        if depth == 0 || self.doc.child(verb, "expl").is_some() {
            return Vec::new();
        }
        if let Some(subject) = self.own_subject(verb) {
            if self.is_word(subject, "there") || self.dep(subject) == "expl" {
                return Vec::new();
            }
            return self.named_set(self.antecedent(subject));
        }
        let Some(head) = self.doc.head(verb) else {
            return Vec::new();
        };
        if let Some(noun) = self.noun_before_that(verb) {
            return self.named_set(noun);
        }
        let up = |token| self.surface_subject_within(token, depth - 1);
        match self.dep(verb) {
            "conj" if self.is_verb(head) || self.pos(head) == "ADJ" => up(head),
            "xcomp" | "advcl" if self.addressee(head, verb).is_some() => {
                // "called on them to leave".
                self.addressee(head, verb).map(|addressee| self.coordinated(addressee)).unwrap_or_default()
            }
            "xcomp" | "ccomp" => {
                // Object control: "ordered his troops to leave".
                let object =
                    self.doc.children(head).find(|&child| matches!(self.dep(child), "dobj" | "dative"));
                match object {
                    // "dismissed calls to quit": calls do not quit.
                    Some(object)
                        if self.dep(verb) == "xcomp"
                            && object < verb
                            && self.is_noun_like(object)
                            && !SPEECH_NOUNS.contains(&self.lemma(object)) =>
                    {
                        self.coordinated(self.antecedent(object))
                    }
                    _ if self.is_verb(head) || self.pos(head) == "ADJ" => self.control(head, depth),
                    _ => Vec::new(),
                }
            }
            "acomp" | "attr" | "oprd" if self.is_verb(head) => up(head),
            "advcl" if self.is_verb(head) => self.harm_before(head, verb).unwrap_or_else(|| up(head)),
            "pcomp" => self.behind_preposition(head, depth),
            // "of breaking relations": a participle that the parser hangs on its object.
            "amod"
                if self.tag(verb) == "VBG"
                    && self.doc.head(head).is_some_and(|above| self.pos(above) == "ADP") =>
            {
                self.doc
                    .head(head)
                    .map(|preposition| self.behind_preposition(preposition, depth))
                    .unwrap_or_default()
            }
            "acl" | "relcl" if self.tag(verb) == "VB" => self.holder(head, depth),
            // "issued a report accusing …": who issues it accuses.
            "acl" if self.tag(verb) == "VBG" && SPEECH_NOUNS.contains(&self.lemma(head)) => {
                let holder = self.holder(head, depth);
                if holder.is_empty() { vec![head] } else { holder }
            }
            "acl" | "relcl" | "amod" => self.coordinated_above(head),
            _ => Vec::new(),
        }
    }

    /// Returns the harm that a participle says more of: "the town has seen *attacks*, killing dozens".
    fn harm_before(self, head: usize, participle: usize) -> Option<Vec<usize>> {
        // "opened fire, killing two": the fire is the gun's.
        if matches!(self.lemma(head), "open" | "exchange" | "return" | "set" | "catch" | "hold" | "cease") {
            return None;
        }
        let object = self.doc.child(head, "dobj").filter(|&object| object < participle)?;
        let noun = self.content_noun(object);
        let told = self.tag(participle) == "VBG"
            && HARMING.contains(&self.lemma(participle))
            && HARMS.contains(&self.lemma(noun));
        told.then(|| vec![noun])
    }

    /// Returns whom a call is addressed to: "appealed to *the general* to resign".
    fn addressee(self, head: usize, verb: usize) -> Option<usize> {
        if self.tag(verb) != "VB"
            || !matches!(
                self.lemma(head),
                "call" | "appeal" | "plead" | "depend" | "rely" | "count" | "press"
            )
        {
            return None;
        }
        let preposition = self.doc.children(head).find(|&child| {
            child < verb
                && self.dep(child) == "prep"
                && matches!(self.doc.lower(child).as_str(), "on" | "upon" | "to" | "with" | "for")
        })?;
        self.doc.child(preposition, "pobj")
    }

    /// Returns who acts in the gerund behind a preposition: "condemned *him* for leaving", "*he* gained by leaving".
    fn behind_preposition(self, preposition: usize, depth: usize) -> Vec<usize> {
        match self.doc.head(preposition) {
            Some(above) if self.is_verb(above) => {
                let of_object =
                    matches!(self.doc.lower(preposition).as_str(), "for" | "of" | "from" | "into");
                let object =
                    self.doc.children(above).find(|&child| self.dep(child) == "dobj" && child < preposition);
                match object.filter(|&object| of_object && !self.is_passive(above) && self.can_act(object)) {
                    Some(object) => self.coordinated(self.antecedent(object)),
                    None => self.surface_subject_within(above, depth - 1),
                }
            }
            Some(above) if self.pos(above) == "ADJ" => self.surface_subject_within(above, depth - 1),
            Some(noun) => self.holder(noun, depth),
            None => Vec::new(),
        }
    }

    fn can_act(self, noun: usize) -> bool {
        matches!(self.pos(noun), "PROPN" | "PRON") || self.owner(noun).is_none() && self.pos(noun) == "NOUN"
    }

    /// Follows a pronoun in the subject to the subject of a clause above that it agrees with: "A said *it* would leave".
    pub(super) fn resolved(self, pronoun: usize, agrees: impl Fn(usize) -> bool) -> usize {
        if !matches!(
            self.doc.lower(pronoun).as_str(),
            "it" | "they" | "he" | "she" | "its" | "their" | "his" | "her"
        ) {
            return pronoun;
        }
        let found = self.doc.ancestors(pronoun).skip(1).take(10).find_map(|above| {
            if !self.is_verb(above) {
                return None;
            }
            let subject = self.own_subject(above).map(|subject| self.antecedent(subject))?;
            (subject < pronoun && matches!(self.pos(subject), "NOUN" | "PROPN") && agrees(subject))
                .then_some(subject)
        });
        found.unwrap_or(pronoun)
    }

    /// Returns a noun with its list, or whom a sentence says the noun means: "the only countries that … are A and B".
    fn named_set(self, noun: usize) -> Vec<usize> {
        // "only five countries voted: A, B and C".
        let listed = self.doc.children(noun).find(|&child| {
            self.dep(child) == "appos"
                && self.pos(child) == "PROPN"
                && self.doc.children(child).any(|below| self.dep(below) == "conj")
        });
        if let Some(listed) = listed.filter(|_| self.pos(noun) == "NOUN" && self.tag(noun) == "NNS") {
            return self.coordinated(listed);
        }
        if matches!(
            self.lemma(noun),
            "country" | "state" | "nation" | "member" | "republic" | "party" | "one"
        ) && let Some(copula) =
            self.doc.head(noun).filter(|&head| self.lemma(head) == "be" && self.dep(noun) == "nsubj")
            && let Some(named) = self.doc.child(copula, "attr")
            && self.pos(named) == "PROPN"
        {
            let mut found = self.coordinated(named);
            for child in self.doc.children(copula).chain(self.doc.children(noun)) {
                let besides = matches!(self.doc.lower(child).as_str(), "besides" | "beside" | "alongside");
                if besides && let Some(object) = self.doc.child(child, "pobj") {
                    found.extend(self.coordinated(object));
                }
            }
            found.sort_unstable();
            found.dedup();
            return found;
        }
        self.coordinated(noun)
    }

    fn control(self, head: usize, depth: usize) -> Vec<usize> {
        // "was ordered to leave", "is expected to meet": the passive's subject acts below.
        self.surface_subject_within(head, depth - 1)
    }

    /// Returns who holds a noun with a verb below it: the possessor in "Britain's decision to leave", else the subject
    /// of the verb above in "has no plan to leave".
    fn holder(self, noun: usize, depth: usize) -> Vec<usize> {
        if let Some(owner) = self.owner(noun) {
            return self.coordinated(owner);
        }
        let mut at = noun;
        for _ in 0..4 {
            match self.doc.head(at) {
                Some(above) if self.is_verb(above) => {
                    if matches!(self.dep(at), "nsubj" | "nsubjpass") {
                        return Vec::new();
                    }
                    return self.surface_subject_within(above, depth - 1);
                }
                Some(above) => at = above,
                None => break,
            }
        }
        Vec::new()
    }

    /// Returns the noun above a participle or relative clause, with what is coordinated with it on the left.
    fn coordinated_above(self, noun: usize) -> Vec<usize> {
        // A plural verb over the last member of a list means the list: leave that to the first member's children.
        vec![noun]
    }

    fn is_noun_like(self, token: usize) -> bool {
        matches!(self.pos(token), "NOUN" | "PROPN" | "PRON" | "NUM" | "DET")
    }

    /// Returns the possessor of a noun, or what stands behind its "of" or "by".
    pub(super) fn owner(self, noun: usize) -> Option<usize> {
        if let Some(owner) = self.doc.child(noun, "poss") {
            return Some(owner);
        }
        let phrase = |word: &str| {
            let preposition = self
                .doc
                .children(noun)
                .find(|&child| matches!(self.dep(child), "prep" | "agent") && self.is_word(child, word))?;
            self.doc.child(preposition, "pobj")
        };
        phrase("by").or_else(|| phrase("of"))
    }

    /// Returns a name that stands before a noun and says whose it is: "the Taliban attack", "a Russian invasion".
    pub(super) fn naming_modifier(self, noun: usize) -> Option<usize> {
        self.doc.children(noun).find(|&child| {
            child < noun
                && matches!(self.dep(child), "compound" | "amod" | "nmod")
                && (self.pos(child) == "PROPN"
                    || (self.tag(child) == "JJ"
                        && self.starts_upper(child)
                        && !self.doc.tokens()[child].sent_start))
        })
    }

    pub(super) fn starts_upper(self, token: usize) -> bool {
        self.doc.word(token).chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns the heads in the object position of a verb: direct objects, or the noun that a relative clause hangs on.
    pub(super) fn objects(self, verb: usize) -> Vec<usize> {
        let own = self.doc.children(verb).find(|&child| self.dep(child) == "dobj");
        if let Some(object) = own {
            return self.coordinated(self.antecedent(object));
        }
        if self.is_passive(verb) {
            return Vec::new();
        }
        // "found the climbers alive": whom the adjective is said of.
        let small_clause = self.doc.children(verb).find(|&child| {
            child > verb
                && matches!(self.dep(child), "ccomp" | "xcomp" | "oprd")
                && self.pos(child) == "ADJ"
                && !self.doc.children(child).any(|below| matches!(self.dep(below), "mark" | "aux" | "cop"))
        });
        if let Some(subject) = small_clause.and_then(|adjective| self.own_subject(adjective)) {
            return self.coordinated(subject);
        }
        // "became a member": what the subject turns into.
        if self.lemma(verb) == "become" {
            return self
                .doc
                .child(verb, "attr")
                .map(|attribute| self.coordinated(attribute))
                .unwrap_or_default();
        }
        // "of breaking relations": a participle that the parser hangs on its object.
        if self.dep(verb) == "amod" && self.tag(verb) == "VBG" {
            return self.doc.head(verb).map(|object| self.coordinated(object)).unwrap_or_default();
        }
        // "the sanctions it imposed": the clause has its own subject, so the noun above is the object.
        if self.dep(verb) == "relcl" {
            let subject = self.doc.child(verb, "nsubj");
            let own_subject = subject.is_some_and(|subject| self.antecedent(subject) == subject);
            let clausal = self
                .doc
                .children(verb)
                .any(|child| matches!(self.dep(child), "ccomp" | "xcomp" | "attr" | "acomp"));
            if own_subject && !clausal {
                return self.doc.head(verb).into_iter().collect();
            }
            return Vec::new();
        }
        // "arrested and jailed the man": the object stands behind the last verb.
        let next = self.doc.children(verb).find(|&child| self.dep(child) == "conj" && self.is_verb(child));
        if let Some(next) = next
            && next < verb + 4
            && self.doc.child(next, "nsubj").is_none()
            && let Some(object) = self.doc.child(next, "dobj")
        {
            return self.coordinated(object);
        }
        Vec::new()
    }

    /// Returns the receivers that stand without a preposition: "gave *them* a letter".
    pub(super) fn datives(self, verb: usize) -> Vec<usize> {
        let dative = self.doc.children(verb).find(|&child| self.dep(child) == "dative");
        match dative {
            Some(token) if self.pos(token) == "ADP" => {
                self.doc.child(token, "pobj").map(|object| self.coordinated(object)).unwrap_or_default()
            }
            Some(token) => self.coordinated(self.antecedent(token)),
            None => Vec::new(),
        }
    }

    /// Returns the doers of a passive: "by the army".
    pub(super) fn agents(self, verb: usize) -> Vec<usize> {
        let by = self.doc.children(verb).find(|&child| {
            self.dep(child) == "agent" || (self.dep(child) == "prep" && self.is_word(child, "by"))
        });
        by.and_then(|by| self.doc.child(by, "pobj"))
            .map(|object| self.coordinated(object))
            .unwrap_or_default()
    }

    /// Returns the prepositional phrases on a word, and on its objects where it is a verb, in text order.
    pub(super) fn phrases(self, word: usize) -> Vec<Phrase> {
        let mut found = Vec::new();
        self.collect_phrases(word, 0, &mut found);
        if self.is_verb(word) {
            for child in self.doc.children(word) {
                if matches!(
                    self.dep(child),
                    "dobj" | "attr" | "oprd" | "acomp" | "advmod" | "prt" | "nsubjpass" | "npadvmod"
                ) {
                    self.collect_phrases(child, 0, &mut found);
                    if matches!(self.dep(child), "dobj" | "nsubjpass") {
                        // "imposed bans and freezes on two ministers": on the last of them.
                        for joined in self.coordinated(child).into_iter().filter(|&joined| joined != child) {
                            self.collect_phrases(joined, 1, &mut found);
                        }
                    }
                }
            }
        }
        found.sort_by_key(|phrase| phrase.preposition);
        found.dedup();
        found
    }

    fn collect_phrases(self, word: usize, depth: usize, found: &mut Vec<Phrase>) {
        if depth > 2 {
            return;
        }
        for child in self.doc.children(word) {
            let is_phrase = matches!(self.dep(child), "prep" | "dative" | "agent")
                && self.pos(child) != "PRON"
                || (self.dep(child) == "prt" && self.doc.child(child, "pobj").is_some());
            // "according to", "due to": a source or a reason, not a side.
            let aside = matches!(
                self.doc.lower(child).as_str(),
                "according" | "due" | "owing" | "prior" | "thanks" | "because" | "instead" | "despite"
            );
            if !is_phrase || aside {
                continue;
            }
            // "in the town of Oslo": what the town is called is no side.
            let names_place =
                depth > 0 && self.is_word(child, "of") && PLACE_NOUNS.contains(&self.lemma(word));
            if let Some(object) = self.doc.child(child, "pobj").filter(|_| !names_place) {
                found.push(Phrase { preposition: child, objects: self.coordinated(self.antecedent(object)) });
                // "for talks with the minister": one step further down, as the parser nests them.
                self.collect_phrases(object, depth + 1, found);
            }
            // "out of", "because of", "along with".
            self.collect_phrases(child, depth + 1, found);
        }
    }

    /// Returns the verb that a verb or adjective governs: "agreed to *withdraw*", "ready to *leave*".
    pub(super) fn complement(self, word: usize) -> Option<usize> {
        self.doc
            .children(word)
            .find(|&child| {
                child > word && matches!(self.dep(child), "xcomp" | "ccomp") && self.is_verb(child)
            })
            .or_else(|| {
                // "agreed on withdrawing"; "warned that …" is a ccomp above.
                self.doc
                    .children(word)
                    .filter(|&child| self.dep(child) == "prep")
                    .find_map(|preposition| self.doc.child(preposition, "pcomp"))
            })
            .or_else(|| {
                // "a decision to leave", and what the parser hangs on the object: "set a deadline to leave".
                self.doc.children(word).find(|&child| {
                    child > word && matches!(self.dep(child), "acl" | "advcl") && self.tag(child) == "VB"
                })
            })
    }

    /// Says whether a word stands below a preposition, adverb or particle `word` directly.
    pub(super) fn particle(self, verb: usize, particle: &str) -> bool {
        self.doc.children(verb).any(|child| {
            child > verb
                && matches!(
                    self.dep(child),
                    "prt" | "advmod" | "prep" | "compound:prt" | "acomp" | "oprd" | "dobj"
                )
                && self.is_word(child, particle)
        })
    }
}
