//! One statement's clause as a line: its subject, its verb in the present, and what the verb needs to be understood.
//!
//! The words stay those of the report, in their order; what loosely hangs on the clause is left out, and each departure
//! from sound English that the report's words or their parse force is written down as a [`Fault`].

use tidings_extract::{Participant, Statement};
use tidings_nlp::Doc;
use tidings_text::wire;

use super::names::names_many;
use super::phrase::{Before, Gathered, Wording, tidy};
use super::sound::{self, Fault};
use super::syntax::{Stands, Told, has_auxiliary, is_purpose, line_start, subject_of, told_by};
use super::verb::{VerbGroup, lemma};
use super::{joined_names, known};
use crate::account::Context;
use crate::account::draft::Draft;
use crate::account::merge::statement;
use crate::events::Claim;
use crate::knowledge::telling;
use crate::passages::words::{self, is_function};

/// Words that a line aims to stay within.
const MOST_WORDS: usize = 20;

/// A line made of one statement.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) faults: Vec<Fault>,
    /// Hashes of its content words.
    pub(super) content: Vec<u64>,
}

/// Returns the line of a statement that a verb tells.
pub(super) fn clause(context: &Context<'_>, draft: &Draft, claim: &Claim) -> Option<Line> {
    let told = context.reports.get(claim.at.report)?;
    let doc = told.doc(claim.at.field)?;
    let statement = statement(context.reports, claim.at)?;
    let mentions = &told.found(claim.at.field).mentions;
    let wording = Wording { doc, mentions, knowledge: context.knowledge };
    Clause { context, draft, statement, wording }.line()
}

/// A statement's clause in the making.
pub(super) struct Clause<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) draft: &'a Draft,
    pub(super) statement: &'a Statement,
    pub(super) wording: Wording<'a>,
}

impl Clause<'_> {
    fn line(&self) -> Option<Line> {
        let doc = self.wording.doc;
        let told = told_by(doc, self.statement.head)?;
        let mut faults = Vec::new();
        let mut group = VerbGroup::new(doc, told.verb);
        let found = subject_of(doc, told.verb, 0).filter(|(token, _)| *token >= line_start(doc, *token));
        // "Slaughter him": an order has nobody who does it.
        if found.is_none() && &*doc.tokens()[told.verb].tag == "VB" && !has_auxiliary(doc, told.verb) {
            return None;
        }
        if let Some((subject, stands)) = found
            && self.is_done_to(told.verb, subject, stands)
        {
            group = group.made_passive();
        }
        let shown_negative = group.is_negated() || told.under.is_some() || self.negative_word(told.verb);
        if self.draft.negative && !shown_negative {
            group = group.made_negative();
        }
        let subject = self.subject(&group, found, told.verb, &mut faults)?;
        let reported = self.statement.attribution.is_some();
        let stands = found.map(|(_, stands)| stands);
        let verb = group.present(doc, subject.plural, reported, stands == Some(Stands::Own))?;
        if !verb.finite && !group.passive {
            faults.push(Fault::NotFinite);
        }
        let before = self.before(found.map(|(token, _)| token), &subject.words);
        let parts = self.parts(told, &group, &mut faults);
        let n_fixed = subject.words.split_whitespace().count() + verb.words.split_whitespace().count();
        let (kept, rest) = self.fitted(parts, &before, MOST_WORDS.saturating_sub(n_fixed));
        if rest.vague && !rest.words.is_empty() {
            faults.push(Fault::Vague);
        }
        if rest.guessed {
            faults.push(Fault::Guessed);
        }
        let verb_words = self.with_adverb(told.verb, &group, &verb.words);
        let text = tidy(&[subject.words.as_str(), &verb_words, &rest.words].join(" "));
        if !group.passive && self.lacks_object(told.verb, &kept) {
            faults.push(Fault::Incomplete);
        }
        if !group.passive
            && rest.words.is_empty()
            && !telling().holds("complete_verbs", &lemma(doc, told.verb))
        {
            faults.push(Fault::Incomplete);
        }
        if self.is_bare_noun(found.map(|(token, _)| token), &subject.words) {
            faults.push(Fault::BareNoun);
        }
        if self
            .is_split(found.filter(|(_, stands)| *stands == Stands::Own).map(|(token, _)| token), told.verb)
        {
            faults.push(Fault::Split);
        }
        faults.extend(sound::of_words(&text, &subject.words, &rest.words));
        let mut tokens = subject.tokens;
        tokens.extend(kept);
        tokens.push(told.verb);
        Some(Line { text, faults, content: content(doc, &tokens) })
    }

    /// Says whether a bare participle tells what is done to its subject: "70 wounded", "territory held by rebels".
    fn is_done_to(&self, verb: usize, subject: usize, stands: Stands) -> bool {
        let doc = self.wording.doc;
        let tag = &*doc.tokens()[verb].tag;
        let bare = !has_auxiliary(doc, verb) && doc.child(verb, "dobj").is_none();
        if !bare || !matches!(tag, "VBN" | "VBD") || stands == Stands::Shared {
            return false;
        }
        let span = doc.tokens()[subject].span;
        let acts = self.statement.actors.iter().any(|actor| actor.span.overlaps(span));
        let suffers = self.statement.recipients.iter().any(|party| party.span.overlaps(span));
        let by = doc.child(verb, "agent").is_some();
        let hangs = matches!(&*doc.tokens()[verb].dep, "acl");
        by || !acts
            && (tag == "VBN" && (hangs || suffers)
                || suffers && telling().holds("needs_object", &lemma(doc, verb)))
    }

    /// Says whether words of the clause deny: "no", "nobody", "fails to".
    fn negative_word(&self, verb: usize) -> bool {
        let doc = self.wording.doc;
        doc.subtree(verb).iter().any(|&token| {
            matches!(
                doc.lower(token).as_str(),
                "no" | "none" | "nobody" | "nothing" | "never" | "neither" | "without" | "fail"
            )
        })
    }

    /// Says whether an event's actors are some of those that its statement names together.
    pub(super) fn is_part(&self) -> bool {
        is_part_of(self.context, &self.draft.actors, &self.statement.actors)
    }

    pub(super) fn is_part_done_to(&self) -> bool {
        is_part_of(self.context, &self.draft.recipients, &self.statement.recipients)
    }

    fn before(&self, subject: Option<usize>, words: &str) -> Before {
        let doc = self.wording.doc;
        let mut names: Vec<String> = Vec::new();
        if let Some(subject) = subject {
            let span = doc.tokens()[subject].span;
            for mention in self.wording.mentions.iter().filter(|mention| mention.span.overlaps(span)) {
                names.extend(mention.actor.iter().map(ToString::to_string));
                names.push(mention.name.clone());
            }
        }
        for actor in &self.statement.actors {
            names.extend(actor.actor.iter().map(ToString::to_string));
            names.push(actor.name.clone());
        }
        names.retain(|name| !name.is_empty());
        Before { names, words: words.to_owned() }
    }

    /// Returns what the verb needs and what a line has room for, in text order; `true` marks what may be left out.
    fn parts(&self, told: Told, group: &VerbGroup, faults: &mut Vec<Fault>) -> Vec<(Vec<usize>, bool)> {
        let doc = self.wording.doc;
        let mut parts = Vec::new();
        let mut lost = false;
        for child in doc.children(told.verb).filter(|&child| child > told.verb && !group.holds(child)) {
            let must = told.under == Some(child);
            let size = doc.subtree(child).len();
            let (kept, optional) = match &*doc.tokens()[child].dep {
                "prt" | "dobj" | "dative" | "oprd" | "attr" | "acomp" | "agent" | "xcomp" => (true, false),
                "prep" => (!self.wording.opens_aside(child), true),
                "advmod" => {
                    let bare = doc.children(child).next().is_none();
                    (bare && !telling().holds("dropped_adverbs", &doc.lower(child)), true)
                }
                "npadvmod" => (size <= 4 && !self.wording.is_dated(child), true),
                "advcl" => (must || size <= 10 && is_purpose(doc, child), !must),
                "ccomp" => {
                    let kept = must || self.wording.gather(child).tokens.len() <= 14;
                    lost |= !kept;
                    (kept, false)
                }
                _ => (false, false),
            };
            if kept || must {
                let gathered = self.complement(child);
                lost |= gathered.cut;
                parts.push((gathered.tokens, optional && !must));
            }
        }
        if lost {
            faults.push(Fault::Cut);
        }
        parts
    }

    /// Returns the tokens of a complement; a clause keeps its subject and verb group.
    fn complement(&self, child: usize) -> Gathered {
        let doc = self.wording.doc;
        let mut gathered = self.wording.gather(child);
        if &*doc.tokens()[child].dep == "ccomp" {
            gathered.tokens.extend(doc.children(child).filter(|&mark| &*doc.tokens()[mark].dep == "mark"));
            gathered.tokens.sort_unstable();
        }
        gathered
    }

    /// Prints the parts, leaving out from the end what may be left out until they fit.
    fn fitted(
        &self,
        mut parts: Vec<(Vec<usize>, bool)>,
        before: &Before,
        room: usize,
    ) -> (Vec<usize>, super::phrase::Phrase) {
        let doc = self.wording.doc;
        loop {
            let mut tokens: Vec<usize> =
                parts.iter().flat_map(|(tokens, _)| tokens.iter().copied()).collect();
            tokens.sort_unstable();
            tokens.dedup();
            let recipients = joined_names(&self.draft.recipients);
            let spans = self.statement.recipients.iter().map(|party| party.span);
            let replaced = spans
                .reduce(|one, other| one.cover(other))
                .filter(|span| {
                    span.len() < 120
                        && self.is_part_done_to()
                        && !doc.tokens()[self.statement.head].span.overlaps(*span)
                })
                .map(|span| (span, recipients.as_str()));
            let phrase = self.wording.print(&tokens, replaced, before);
            if phrase.words.split_whitespace().count() <= room {
                return (tokens, phrase);
            }
            match parts.iter().rposition(|(_, optional)| *optional) {
                Some(at) => {
                    parts.remove(at);
                }
                None => return (tokens, phrase),
            }
        }
    }

    /// Says whether a subject is a headline's noun without its article: "driver is arrested".
    fn is_bare_noun(&self, subject: Option<usize>, words: &str) -> bool {
        let doc = self.wording.doc;
        subject.is_some_and(|token| {
            let determined = doc.children(token).any(|child| {
                matches!(&*doc.tokens()[child].dep, "det" | "poss" | "nummod" | "predet" | "conj")
            });
            let single = &*doc.tokens()[token].tag == "NN" && &*doc.tokens()[token].pos == "NOUN";
            single
                && !determined
                && !names_many(&words.to_lowercase())
                && words.split_whitespace().count() < 4
        })
    }

    /// Says whether a comma parts a subject from its verb, with nothing put in between: the parse took two clauses for
    /// one.
    fn is_split(&self, subject: Option<usize>, verb: usize) -> bool {
        let doc = self.wording.doc;
        let Some(subject) = subject.filter(|&subject| subject < verb) else { return false };
        let n_commas = (subject..verb).filter(|&token| doc.word(token) == ",").count();
        let joined = (subject..verb)
            .any(|token| matches!(&*doc.tokens()[token].dep, "conj" | "appos" | "relcl" | "acl" | "advcl"));
        n_commas % 2 == 1 && !joined
    }

    /// Puts the adverb before a verb where it changes what is said.
    fn with_adverb(&self, verb: usize, group: &VerbGroup, words: &str) -> String {
        let doc = self.wording.doc;
        let adverb = doc
            .children(verb)
            .filter(|&child| child < verb && matches!(&*doc.tokens()[child].dep, "advmod" | "neg"))
            .map(|child| doc.lower(child))
            .find(|word| telling().holds("kept_adverbs", word) && word != "not" && word != "no");
        let _ = group;
        let Some(adverb) = adverb else { return words.to_owned() };
        match words.split_once(' ') {
            Some((first, rest))
                if matches!(
                    first,
                    "is" | "are" | "will" | "may" | "might" | "could" | "can" | "does" | "do"
                ) =>
            {
                format!("{first} {adverb} {rest}")
            }
            _ => format!("{adverb} {words}"),
        }
    }

    /// Says whether a verb that needs an object stands without one.
    fn lacks_object(&self, verb: usize, kept: &[usize]) -> bool {
        let doc = self.wording.doc;
        let has = |deps: &[&str]| {
            doc.children(verb)
                .any(|child| deps.contains(&&*doc.tokens()[child].dep) && kept.binary_search(&child).is_ok())
        };
        let lemma = lemma(doc, verb);
        if lemma == "be" || lemma == "become" {
            return !has(&["attr", "acomp", "prep", "oprd", "advmod", "xcomp", "ccomp", "npadvmod"]);
        }
        let n_complements =
            ["dobj", "ccomp", "xcomp", "oprd", "attr", "acomp"].iter().filter(|dep| has(&[**dep])).count()
                + usize::from(kept.iter().any(|&token| doc.lower(token) == "as"));
        if telling().holds("needs_two", &lemma) && n_complements < 2 {
            // "Calls the threats" lacks what they are called; a small clause holds both.
            return !has(&["ccomp", "xcomp"]);
        }
        telling().holds("needs_object", &lemma)
            && !has(&["dobj", "ccomp", "xcomp", "oprd", "attr", "prt", "acomp", "dative"])
    }
}

/// Says whether an event's parties are some of those that a statement names together.
fn is_part_of(context: &Context<'_>, own: &[wire::ActorName], told: &[Participant]) -> bool {
    let named: Vec<String> = told
        .iter()
        .flat_map(|party| party.members.iter().chain(&party.actor))
        .map(ToString::to_string)
        .collect();
    known(context, own) && own.len() < named.len() && own.iter().all(|party| named.contains(&party.id))
}

/// Returns hashes of the content words among tokens, as a claim's context has them.
fn content(doc: &Doc, tokens: &[usize]) -> Vec<u64> {
    let mut found: Vec<u64> = tokens
        .iter()
        .filter_map(|&index| {
            let token = doc.tokens().get(index)?;
            if !matches!(&*token.pos, "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM") {
                return None;
            }
            let proper = &*token.pos == "PROPN" || token.lemma.is_empty();
            let lemma = if proper { words::fold(doc.word(index)) } else { token.lemma.to_lowercase() };
            (lemma.contains(char::is_alphanumeric) && !is_function(&lemma)).then(|| words::hash(&lemma))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
