//! What a measure measures: the thing or act that holds it, and which of its sides it tells.

use tidings_nlp::Doc;

use super::lexicon::lexicon;
use super::measure::Measure;
use super::{Attribute, AttributeValue, Holder, HolderKind, Reader, attribute};
use crate::actors::syntax::{dep, is_capitalised, is_noun, is_verb, left_edge_own, lemma, subject_of, tag};

/// Verbs that leave open whether it is so.
const OPEN: [&str; 7] = ["can", "could", "would", "may", "might", "should", "must"];

/// Dependencies of a measure in front of a noun.
const BEFORE: [&str; 5] = ["compound", "nmod", "amod", "npadvmod", "nummod"];

impl Reader<'_> {
    /// Returns what a measure tells of a thing; `None` where nothing shows of which.
    pub(super) fn measured(&self, measure: &Measure) -> Option<Attribute> {
        let doc = self.doc;
        let unit = measure.unit;
        if measure.dimension == "duration" && self.is_age_or_time(measure) {
            return None;
        }
        let (holder, name) = match self.way_to_a_place(measure) {
            Some(way) => way?,
            None => self.holder_of(measure, unit)?,
        };
        let value = AttributeValue {
            text: measure.text.clone(),
            low: measure.low,
            high: measure.high,
            dimension: Some(measure.currency.clone().unwrap_or_else(|| measure.dimension.to_owned())),
            ..AttributeValue::default()
        };
        Some(attribute(holder, &name, value, doc.span(measure.tokens.clone()), "attributes/measure"))
    }

    /// "47-year-old", "three days ago", "five minutes later": no length of anything.
    fn is_age_or_time(&self, measure: &Measure) -> bool {
        let end = measure.tokens.end;
        let hyphen = usize::from(self.words.text(end) == "-");
        matches!(
            self.words.text(end + hyphen),
            "old" | "ago" | "later" | "earlier" | "before" | "after" | "from" | "since" | "away" | "olds"
        )
    }

    fn holder_of(&self, measure: &Measure, unit: usize) -> Option<(Holder, String)> {
        let doc = self.doc;
        let lexicon = lexicon();
        let head = doc.head(unit)?;
        let (via, governor) = match dep(doc, unit) {
            "pobj" => (Some(self.words.text(head)), doc.head(head)?),
            _ => (None, head),
        };
        let word = lemma(doc, governor);
        // "45 feet long", "300 metres tall".
        if let Some(&name) = lexicon.adjectives.get(&word).filter(|_| governor > unit) {
            let of = if dep(doc, governor) == "amod" { doc.head(governor)? } else { self.subject(governor)? };
            return Some((self.holder(of), name.to_owned()));
        }
        // "an altitude of 310 km", "at a speed of 55 mph", "its weight was".
        if let Some(&name) = lexicon.measures.get(&word).filter(|_| is_noun(doc, governor)) {
            let extreme =
                doc.children(governor).find(|&child| lexicon.extremes.contains(self.words.text(child)));
            let name =
                extreme.map_or_else(|| name.to_owned(), |word| format!("{} {name}", self.words.text(word)));
            return Some((self.holder(self.owner(governor)?), name));
        }
        if via.is_none() && BEFORE.contains(&dep(doc, unit)) && governor > unit && is_noun(doc, governor) {
            return self.bare(measure, governor);
        }
        if is_noun(doc, governor) && via == Some("of") {
            return self.bare(measure, governor);
        }
        // Hung on a noun, "at 55 mph" and "for a mile" still belong to the verb.
        let verb = match (measure.dimension, via) {
            ("speed", _) | ("length", Some("for")) => {
                doc.ancestors(governor).take(4).find(|&above| is_verb(doc, above))?
            }
            _ => governor,
        };
        self.of_verb(measure, via, verb)
    }

    /// "a 30-ton truck", "an extension of three months": what a bare measure tells of a thing.
    fn bare(&self, measure: &Measure, noun: usize) -> Option<(Holder, String)> {
        let mut holder = self.thing(noun);
        if measure.dimension == "duration"
            && let Some(act) = lexicon().acts.get(&holder.noun)
        {
            holder.noun.clone_from(act);
        }
        (!holder.plural).then(|| (holder, measure.attribute.to_owned()))
    }

    /// Reads a measure that belongs to a verb.
    fn of_verb(&self, measure: &Measure, via: Option<&str>, verb: usize) -> Option<(Holder, String)> {
        let doc = self.doc;
        let lexicon = lexicon();
        if !is_verb(doc, verb) && doc.tokens()[verb].pos != "AUX" {
            return None;
        }
        let word = lemma(doc, verb);
        let open = |child: usize| {
            dep(doc, child) == "neg"
                || dep(doc, child) == "aux" && OPEN.contains(&self.words.text(child))
                || dep(doc, child) == "advmod" && self.words.text(child) == "already"
        };
        if doc.children(verb).any(open) {
            return None;
        }
        if let Some(&name) = lexicon.verbs.get(&word) {
            let fits = match name {
                "weight" => measure.dimension == "weight",
                "cost" => measure.dimension == "money",
                _ => matches!(measure.dimension, "duration" | "length"),
            };
            return fits.then(|| Some((self.holder(self.subject(verb)?), name.to_owned())))?;
        }
        match measure.dimension {
            "speed" => Some((self.mover(verb)?, "speed".to_owned())),
            "length" if lexicon.motion.far.contains(&word) => {
                let along = via.is_none_or(|via| matches!(via, "for" | "over" | "about" | "along"));
                along.then(|| Some((self.mover(verb)?, "distance".to_owned())))?
            }
            "duration" => self.lasting(measure, via, verb, &word),
            "money" => self.paid(via, verb, &word),
            "weight" | "magnitude" | "temperature" if word == "be" && dep(doc, measure.unit) == "attr" => {
                Some((self.holder(self.subject(verb)?), measure.attribute.to_owned()))
            }
            _ => None,
        }
    }

    /// "spoke for 20 minutes", "extended by three months", "given 90 hours to leave", "leave within 36 hours".
    fn lasting(
        &self,
        measure: &Measure,
        via: Option<&str>,
        verb: usize,
        word: &str,
    ) -> Option<(Holder, String)> {
        let doc = self.doc;
        let act = lexicon().acts.get(word);
        // "sentenced to ten years"
        let fits = matches!(via, None | Some("for" | "by"))
            || via == Some("to") && act.is_some_and(|act| act == "sentence");
        if let Some(act) = act.filter(|_| fits) {
            let span = doc.tokens()[verb].span;
            return Some((act_holder(act, span), "length".to_owned()));
        }
        let to_do = |verb: usize| {
            let to =
                doc.children(verb).any(|child| dep(doc, child) == "aux" && self.words.text(child) == "to");
            to.then(|| {
                let holder = act_holder(&lemma(doc, verb), doc.tokens()[verb].span);
                let name = format!("time to {}", holder.noun);
                (holder, name)
            })
        };
        if via == Some("within") {
            return to_do(verb);
        }
        let gives = matches!(word, "give" | "have" | "get" | "allow" | "grant");
        let after = doc.children(verb).chain(doc.children(measure.unit)).filter(|&child| {
            child > measure.unit && matches!(dep(doc, child), "advcl" | "xcomp" | "acl" | "relcl" | "ccomp")
        });
        if gives && via.is_none() { after.into_iter().find_map(to_do) } else { None }
    }

    /// "fined 3 million euros", "damage was put at $2 billion".
    fn paid(&self, via: Option<&str>, verb: usize, word: &str) -> Option<(Holder, String)> {
        if let Some(act) = lexicon().amounts.get(word).filter(|_| via.is_none()) {
            return Some((act_holder(act, self.doc.tokens()[verb].span), "amount".to_owned()));
        }
        let valued = matches!(word, "put" | "estimate" | "value" | "be" | "total" | "reach" | "amount");
        let at = matches!(via, None | Some("at" | "to"));
        let subject = self.subject(verb).filter(|&subject| valued && at && is_noun(self.doc, subject))?;
        Some((self.holder(subject), "amount".to_owned()))
    }

    /// "80 miles off the coast of X": the way to a named place, which is no distance travelled. The inner value is
    /// `None` where the place has no name.
    fn way_to_a_place(&self, measure: &Measure) -> Option<Option<(Holder, String)>> {
        let doc = self.doc;
        if measure.dimension != "length" {
            return None;
        }
        let mut at = measure.tokens.end;
        // "90 km (56 miles) east of"
        if self.words.text(at) == "(" {
            at += (0..6).find(|&ahead| self.words.text(at + ahead) == ")")? + 1;
        }
        while matches!(self.words.text(at), "to" | "the" | "further" | "farther" | "due") {
            at += 1;
        }
        if !lexicon().directions.contains(self.words.text(at)) {
            return None;
        }
        let end = (at + 9).min(doc.sentence(doc.sentence_of(measure.unit)).end);
        let stop = (at + 1..end)
            .find(|&token| is_verb(doc, token) || matches!(self.words.text(token), "," | "." | "(" | ";"))
            .unwrap_or(end);
        let named = |token: &usize| is_capitalised(doc, *token) && is_noun(doc, *token);
        let Some(first) = (at + 1..stop).find(named) else { return Some(None) };
        let last = (first..stop).take_while(|token| is_capitalised(doc, *token)).last().unwrap_or(first);
        let place = self.text(first..last + 1);
        // The nearest verb's subject is there, or the noun that the way hangs on: "a village 60 km south of".
        let above =
            doc.ancestors(measure.unit).skip(1).find(|&above| is_verb(doc, above) || is_noun(doc, above));
        let holder =
            above.and_then(|above| if is_verb(doc, above) { self.subject(above) } else { Some(above) });
        let holder = holder.map(|subject| self.holder(subject));
        let holder = holder.filter(|holder| !holder.plural);
        Some(holder.map(|holder| (holder, format!("distance from {place}"))))
    }

    /// Returns the noun that owns a measuring noun: "the weight of the truck", "flew at a height of".
    fn owner(&self, noun: usize) -> Option<usize> {
        let doc = self.doc;
        let of =
            doc.children(noun).filter(|&child| dep(doc, child) == "prep" && self.words.text(child) == "of");
        let owned =
            of.filter_map(|of| doc.child(of, "pobj")).find(|&of| is_noun(doc, of) && !self.is_unit(of));
        if let Some(owner) = owned.or_else(|| doc.child(noun, "poss")) {
            return Some(owner);
        }
        let head = doc.head(noun)?;
        match dep(doc, noun) {
            "pobj" => {
                let above = doc.head(head)?;
                if is_verb(doc, above) { self.moved(above) } else { Some(above) }
            }
            "dobj" | "npadvmod" => self.moved(head),
            "compound" | "nmod" => Some(head),
            _ => None,
        }
    }

    fn is_unit(&self, token: usize) -> bool {
        doc_number(self.doc, token)
    }

    /// Returns who or what moves: a vehicle that the verb has as its object, else the subject.
    fn moved(&self, verb: usize) -> Option<usize> {
        let doc = self.doc;
        let object = doc.children(verb).find(|&child| {
            matches!(dep(doc, child), "dobj" | "nsubjpass")
                && lexicon().vehicles.contains_key(&lemma(doc, child))
        });
        object.or_else(|| self.subject(verb))
    }

    fn mover(&self, verb: usize) -> Option<Holder> {
        let token = self.moved(verb)?;
        let mut holder = self.holder(token);
        let name =
            is_capitalised(self.doc, token) && self.doc.child(token, "det").is_none() && !holder.plural;
        if holder.kind == HolderKind::Thing && holder.family.is_none() && name {
            // A name that is no vehicle's is somebody in one.
            holder.kind = HolderKind::Mover;
        }
        Some(holder)
    }

    /// Returns the noun that a clause is about; of "who" and "which", what they stand for.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let doc = self.doc;
        if dep(doc, verb) == "acl" {
            return doc.head(verb).filter(|&head| is_noun(doc, head));
        }
        let subject = match subject_of(doc, verb) {
            Some(subject) => subject,
            // "a truck driven through a crowd", whatever stands between.
            None => doc
                .ancestors(verb)
                .take(4)
                .find(|&above| dep(doc, above) == "acl")
                .and_then(|acl| doc.head(acl))?,
        };
        if matches!(self.words.text(subject), "who" | "which" | "that") {
            let clause = doc.ancestors(subject).find(|&above| dep(doc, above) == "relcl")?;
            return doc.head(clause);
        }
        Some(subject)
    }

    /// Returns the holder that stands for a noun or pronoun.
    pub(super) fn holder(&self, token: usize) -> Holder {
        let doc = self.doc;
        let mut holder = self.thing(token);
        let pronoun = tag(doc, token).starts_with("PRP");
        if pronoun || lexicon().motion.movers.contains(&holder.noun) {
            holder.kind = HolderKind::Mover;
        } else if let Some(mention) = self.person_at(token) {
            holder.kind = HolderKind::Mover;
            holder.name.clone_from(&mention.name);
            holder.actor.clone_from(&mention.actor);
        } else if is_capitalised(doc, token) && is_noun(doc, token) && holder.modifiers.is_empty() {
            let start = left_edge_own(doc, token);
            holder.name = self.text(start..token + 1);
        }
        holder
    }
}

fn doc_number(doc: &Doc, token: usize) -> bool {
    doc.children(token).any(|child| dep(doc, child) == "nummod")
}

/// Returns a holder that is an act, by its noun or verb.
fn act_holder(word: &str, span: tidings_text::Span) -> Holder {
    Holder {
        kind: HolderKind::Thing,
        span,
        actor: None,
        name: word.to_owned(),
        noun: word.to_owned(),
        modifiers: Vec::new(),
        plural: false,
        family: None,
        doer: false,
        female: None,
        age: None,
    }
}
