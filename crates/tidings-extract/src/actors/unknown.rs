//! Mentions of what no table knows: organisations and places that the model finds, and groups of states named by their
//! part of the world.

use tidings_nlp::Doc;
use tidings_text::ActorId;

use super::MentionKind;
use super::acts::{Nature, acts};
use super::found::{Found, slugify};
use super::hits::with_article;
use super::index::Actors;
use super::named::Names;
use super::record::ActorKind;
use super::syntax::{is_capitalised, is_plural, left_edge, lemma, root_of, tag};

impl Names<'_> {
    /// "European nations", "Arab governments": several states at once, named by their part of the world.
    pub(super) fn add_groups(&mut self) {
        let doc = self.doc;
        for noun in 0..doc.len() {
            if !is_plural(doc, noun)
                || !matches!(
                    lemma(doc, noun).as_str(),
                    "nation" | "country" | "state" | "government" | "power" | "leader" | "ally"
                )
            {
                continue;
            }
            let start = left_edge(doc, noun);
            let words = doc.span(start..noun + 1).of(doc.text());
            let lower = words.to_lowercase();
            let bare = lower.strip_prefix("the ").unwrap_or(&lower);
            let Some((region, _)) = bare.rsplit_once(' ') else { continue };
            let capitalised = noun.checked_sub(1).is_some_and(|before| is_capitalised(doc, before));
            let taken = (start..noun + 1).any(|token| self.taken.get(token).copied().unwrap_or(true));
            if taken || !capitalised || !self.words.regions.contains_key(region) {
                continue;
            }
            let mut found =
                Found::new(start..noun + 1, noun, MentionKind::State, words.to_owned(), "actors/group");
            found.actor = Some(slugify(bare).into());
            found.plural = true;
            found.acts = self.body_acts(noun);
            self.push(found);
        }
    }

    /// Organisations and places that only the model knows.
    pub(super) fn add_entities(&mut self, actors: &Actors) {
        let doc = self.doc;
        for entity in doc.entities() {
            let label = entity.label.as_str();
            let mut tokens = entity.start..entity.end;
            while tokens.start < tokens.end
                && (tag(doc, tokens.start) == "DT" || !has_letter(doc, tokens.start))
            {
                tokens.start += 1;
            }
            while tokens.start < tokens.end
                && (tag(doc, tokens.end - 1) == "POS" || !has_letter(doc, tokens.end - 1))
            {
                tokens.end -= 1;
            }
            let free = !tokens.clone().any(|token| self.taken.get(token).copied().unwrap_or(true));
            let named = tokens.clone().any(|token| is_capitalised(doc, token));
            if tokens.is_empty() || !free || !named {
                continue;
            }
            let head = root_of(doc, &tokens);
            let name = doc.span(tokens.clone()).of(doc.text()).to_owned();
            let head_lemma = lemma(doc, head);
            match label {
                "ORG"
                    if !self.words.state_bodies.contains(head_lemma.as_str())
                        && !self.words.offices.contains(head_lemma.as_str()) =>
                {
                    let mut found = Found::new(
                        with_article(doc, &tokens),
                        head,
                        MentionKind::Organisation,
                        name.clone(),
                        "actors/entity",
                    );
                    found.actor = Some(slugify(&name).into());
                    found.on_behalf_of = self.answers_for(&found, actors);
                    found.acts = acts(doc, self.words, head, Nature::Actor);
                    self.push(found);
                }
                "GPE" | "LOC" | "FAC" => {
                    let mut found = Found::new(
                        with_article(doc, &tokens),
                        head,
                        MentionKind::Place,
                        name,
                        "actors/place",
                    );
                    found.acts = false;
                    self.push(found);
                }
                _ => {}
            }
        }
    }
}

impl Names<'_> {
    /// Returns the state of a public service whose name holds one: "Madrid Fire Brigade".
    fn answers_for(&self, found: &Found, actors: &Actors) -> Option<ActorId> {
        self.words.service_in(&found.name)?;
        let hits = actors.scan(&found.name);
        hits.iter().find(|hit| hit.record.kind == ActorKind::State).map(|hit| hit.record.id.clone())
    }
}

fn has_letter(doc: &Doc, token: usize) -> bool {
    doc.word(token).chars().any(char::is_alphanumeric)
}
