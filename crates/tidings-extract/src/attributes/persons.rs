//! What stands around a person: age, office, origin and home, before the name, in apposition to it, or after "is".

use std::ops::Range;

use super::lexicon::lexicon;
use super::{Attribute, AttributeValue, Holder, HolderKind, Reader, attribute};
use crate::actors::syntax::{dep, is_capitalised, is_noun, is_verb, lemma, tag};
use crate::actors::{Mention, MentionKind};
use crate::quantities::sex_of_noun;

impl Reader<'_> {
    /// Reads what stands around a named person.
    pub(super) fn person(&self, index: usize, found: &mut Vec<Attribute>) {
        let Some(mention) = self.mentions.get(index) else { return };
        let doc = self.doc;
        let head = mention.head;
        if head >= doc.len() || !self.is_one_person(mention) {
            if head < doc.len() && is_noun(doc, head) {
                self.described(head, found);
            }
            return;
        }
        let end = doc.tokens_in(mention.span).end.max(head + 1);
        let name = self.bare_name(&mention.name);
        let first_name = name.split(' ').next().unwrap_or_default();
        let holder = Holder {
            kind: HolderKind::Named,
            span: mention.span,
            actor: mention.actor.clone(),
            noun: doc.word(head).to_owned(),
            modifiers: Vec::new(),
            plural: false,
            family: None,
            doer: self.is_doer(head),
            female: self.actors.is_female_name(first_name),
            age: None,
            name: name.to_owned(),
        };
        if mention.anaphor {
            // "The father, from X": what stands behind the words that refer back.
            self.after_name(&holder, end, found);
            return;
        }
        self.title(&holder, mention.span, head, found);
        self.after_name(&holder, end, found);
        if let Some((age, tokens)) = self.age_of(head) {
            found.push(self.age(&holder, age, tokens));
        }
        for noun in self.descriptions(head) {
            self.describe(&holder, noun, found);
        }
        self.clauses(&holder, head, found);
    }

    /// Says whether a mention is of one person: by its kind, or, where the model took a name for an organisation's, by an
    /// office or an age beside it. Words that refer back count where they are a noun.
    fn is_one_person(&self, mention: &Mention) -> bool {
        let doc = self.doc;
        let head = mention.head;
        if !mention.members.is_empty() || !is_noun(doc, head) || tag(doc, head) == "NNS" {
            return false;
        }
        let Some(actor) = &mention.actor else { return false };
        if mention.anaphor {
            return mention.kind == MentionKind::Person && !tag(doc, head).starts_with("NNP");
        }
        let proper = is_capitalised(doc, head) && tag(doc, head).starts_with("NNP");
        match mention.kind {
            MentionKind::Person => proper,
            MentionKind::Organisation if proper && self.actors.get(actor).is_none() => {
                let office = |noun: usize| lexicon().offices.heads.contains(&lemma(doc, noun));
                let title = doc
                    .children(head)
                    .any(|child| child < head && dep(doc, child) == "compound" && office(child));
                title || self.descriptions(head).into_iter().any(office)
            }
            _ => false,
        }
    }

    /// Returns a name without the titles before it.
    fn bare_name<'n>(&self, name: &'n str) -> &'n str {
        let mut rest = name;
        while let Some((first, others)) = rest.split_once(' ') {
            if !lexicon().offices.heads.contains(&first.to_lowercase())
                || !others.contains(char::is_uppercase)
            {
                break;
            }
            rest = others;
        }
        rest
    }

    /// Reads what stands around a noun for a person without a name.
    pub(super) fn described(&self, noun: usize, found: &mut Vec<Attribute>) {
        let doc = self.doc;
        let age = self.age_of(noun);
        let word = lemma(doc, noun);
        let doer = lexicon().doers.contains(&word);
        if age.is_none() && !doer || matches!(tag(doc, noun), "NNS" | "NNPS") || self.of_a_name(noun) {
            return;
        }
        let holder = Holder {
            kind: HolderKind::Described,
            age: age.as_ref().map(|(age, _)| *age),
            doer,
            female: sex_of_noun(&self.words, noun),
            ..self.thing(noun)
        };
        self.describe(&holder, noun, found);
        self.after_name(&holder, noun + 1, found);
        for other in doc.children(noun).filter(|&child| dep(doc, child) == "appos" && is_noun(doc, child)) {
            self.describe(&holder, other, found);
        }
        self.clauses(&holder, noun, found);
    }

    /// Says whether a noun stands beside a name that it describes: what it says is read with the name.
    fn of_a_name(&self, noun: usize) -> bool {
        let doc = self.doc;
        let named =
            |token: usize| self.name_at(token).is_some_and(|mention| !mention.anaphor && token != noun);
        let above = doc.head(noun).is_some_and(|head| {
            let subject = || doc.children(head).find(|&child| dep(doc, child) == "nsubj");
            match dep(doc, noun) {
                "appos" | "compound" | "conj" => named(head),
                "attr" => subject().is_some_and(named),
                _ => false,
            }
        });
        above || doc.children(noun).any(|child| dep(doc, child) == "appos" && named(child))
    }

    /// Returns the mention that `token` heads, where it is a person's name; a described person's words are none.
    fn name_at(&self, token: usize) -> Option<&Mention> {
        self.person_at(token).filter(|_| tag(self.doc, token).starts_with("NNP"))
    }

    /// Says whether words around a name call the person the one who did it.
    fn is_doer(&self, head: usize) -> bool {
        let doc = self.doc;
        let before = doc.children(head).filter(|&child| child < head && dep(doc, child) == "compound");
        before.chain(self.descriptions(head)).any(|noun| lexicon().doers.contains(&lemma(doc, noun)))
    }

    /// Returns the nouns that describe a name: in apposition either way, or behind "is".
    fn descriptions(&self, head: usize) -> Vec<usize> {
        let doc = self.doc;
        // "a dual national": the tagger may take the noun for an adjective.
        let noun = |token: &usize| {
            let called = is_noun(doc, *token) || lexicon().origin.nouns.contains(&lemma(doc, *token));
            let at = doc.tokens()[*token].span.start;
            called && self.name_at(*token).is_none_or(|mention| mention.span.start == at)
        };
        let mut all: Vec<usize> =
            doc.children(head).filter(|&child| dep(doc, child) == "appos").filter(noun).collect();
        if let Some(above) = doc.head(head) {
            match dep(doc, head) {
                // "The mother of a boy, Ann": the last noun before a name need not be the one it explains.
                "appos"
                    if is_noun(doc, above)
                        && !matches!(tag(doc, above), "NNS" | "NNPS")
                        && dep(doc, above) != "pobj" =>
                {
                    all.push(above);
                }
                "nsubj" if lemma(doc, above) == "be" => all.extend(doc.child(above, "attr").filter(noun)),
                _ => {}
            }
        }
        for clause in doc.children(head).filter(|&child| dep(doc, child) == "relcl") {
            if lemma(doc, clause) == "be" {
                all.extend(doc.child(clause, "attr").filter(noun));
            }
        }
        let joined: Vec<usize> = all
            .iter()
            .flat_map(|&noun| {
                doc.children(noun).filter(|&child| dep(doc, child) == "conj" && is_noun(doc, child))
            })
            .filter(|&noun| self.name_at(noun).is_none())
            .collect();
        all.extend(joined);
        all
    }

    /// Reads what one noun says of a person: office, origin, age, home.
    fn describe(&self, holder: &Holder, noun: usize, found: &mut Vec<Attribute>) {
        let doc = self.doc;
        if matches!(tag(doc, noun), "NNS" | "NNPS") {
            return;
        }
        if let Some((age, tokens)) = self.age_of(noun) {
            found.push(self.age(holder, age, tokens));
        }
        let word = lemma(doc, noun);
        let office = lexicon().offices.heads.contains(&word);
        if office && holder.kind == HolderKind::Named {
            found.push(self.office(holder, self.phrase(noun), noun));
        }
        if !office {
            found.extend(self.origin(holder, noun));
        }
        let mut nouns = vec![noun];
        nouns.extend(doc.children(noun).filter(|&child| dep(doc, child) == "conj" && is_noun(doc, child)));
        for noun in nouns {
            let home = lexicon().origin.home_nouns.contains(&lemma(doc, noun));
            for prep in doc.children(noun).filter(|&child| dep(doc, child) == "prep") {
                let fits = match self.words.text(prep) {
                    "of" | "in" => home,
                    "from" => !office && !lexicon().origin.nouns.contains(&lemma(doc, noun)),
                    _ => false,
                };
                let place = doc.child(prep, "pobj").filter(|_| fits);
                found.extend(place.and_then(|place| self.home(holder, place, home)));
            }
        }
    }

    /// Reads the clauses about a person: "who lives in", "who was born in".
    fn clauses(&self, holder: &Holder, head: usize, found: &mut Vec<Attribute>) {
        let doc = self.doc;
        for clause in doc.children(head).filter(|&child| matches!(dep(doc, child), "relcl" | "acl")) {
            if !is_verb(doc, clause) {
                continue;
            }
            let word = lemma(doc, clause);
            let lives = lexicon().origin.home_verbs.contains(&word);
            let born = lexicon().origin.born.contains(&doc.lower(clause));
            let aged = doc.lower(clause) == "aged";
            if aged && let Some(age) = doc.children(clause).find(|&child| tag(doc, child) == "CD") {
                let years = self.years(age);
                found.extend(years.map(|years| self.age(holder, years, age..age + 1)));
            }
            let places = doc
                .children(clause)
                .filter(|&child| dep(doc, child) == "prep" && self.words.text(child) == "in");
            let Some(place) = places.filter_map(|prep| doc.child(prep, "pobj")).next() else { continue };
            if lives {
                found.extend(self.home(holder, place, true));
            } else if born && let Some(id) = self.state_at(place) {
                let value = AttributeValue {
                    text: self.text(clause..place + 1),
                    keys: vec![format!("~{id}")],
                    ..AttributeValue::default()
                };
                let span = doc.span(clause..place + 1);
                found.push(attribute(holder.clone(), "origin", value, span, "attributes/born"));
            }
        }
    }

    /// Reads age and home right behind a name: ", 31, from X", "(31)", "of X".
    fn after_name(&self, holder: &Holder, end: usize, found: &mut Vec<Attribute>) {
        let doc = self.doc;
        let mut at = end;
        let (open, close) = (self.words.text(at), self.words.text(at + 2));
        let framed = open == ","
            && matches!(
                close,
                "," | "." | ";" | "and" | "of" | "from" | "who" | "told" | "said" | "was" | ":"
            )
            || open == "(" && close == ")";
        if framed && let Some(years) = self.years(at + 1) {
            found.push(self.age(holder, years, at + 1..at + 2));
            at += 2 + usize::from(open == "(");
        } else if self.words.text(at) == ","
            && self.words.text(at + 1) == "aged"
            && let Some(years) = self.years(at + 2)
        {
            found.push(self.age(holder, years, at + 2..at + 3));
            at += 3;
        }
        let comma = self.words.text(at) == ",";
        let prep = at + usize::from(comma);
        let from = self.words.text(prep) == "from" || comma && self.words.text(prep) == "of";
        let first = prep + 1;
        if from && is_capitalised(doc, first) && tag(doc, first).starts_with("NN") {
            let run = (first..doc.len())
                .take_while(|&token| is_capitalised(doc, token) && is_noun(doc, token))
                .last();
            found.extend(run.and_then(|last| self.home(holder, last, false)));
        }
    }

    /// Returns the age that stands before a noun, with its tokens: "47-year-old driver"; or the noun itself, "the 47-year-old".
    fn age_of(&self, noun: usize) -> Option<(u32, Range<usize>)> {
        let doc = self.doc;
        let old = |token: usize| matches!(self.words.text(token), "old" | "year-old");
        let at =
            if old(noun) { noun } else { doc.children(noun).find(|&child| child < noun && old(child))? };
        let mut number = at;
        for _ in 0..4 {
            number = number.checked_sub(1)?;
            match self.words.text(number) {
                "-" | "‑" | "year" | "years" => {}
                _ => break,
            }
        }
        Some((self.years(number)?, number..at + 1))
    }

    /// Reads an age in years.
    fn years(&self, token: usize) -> Option<u32> {
        let (value, end) = self.words.cardinal(token)?;
        let plain = end == token + 1 || self.words.text(token + 1) == "-";
        ((1.0..=119.0).contains(&value) && value.fract() == 0.0 && plain).then_some(value as u32)
    }

    fn age(&self, holder: &Holder, years: u32, tokens: Range<usize>) -> Attribute {
        let value = AttributeValue {
            text: years.to_string(),
            low: Some(f64::from(years)),
            high: Some(f64::from(years)),
            dimension: Some("age".to_owned()),
            ..AttributeValue::default()
        };
        attribute(holder.clone(), "age", value, self.doc.span(tokens), "attributes/age")
    }
}
