//! Whether who speaks of an act is who does it: then a promise, not a forecast.

use super::Climb;

impl Climb<'_, '_> {
    /// Says whether the event's doer is the one who speaks: "said it will", "we will", "announced it severed".
    pub(super) fn same_doer(&self, at: usize, head: usize) -> bool {
        let syntax = self.syntax;
        let doers = syntax.surface_subject(at);
        let speakers = syntax.surface_subject(head);
        let Some(&doer) = doers.first() else { return true };
        if matches!(syntax.pos(doer), "PRON") {
            return !matches!(
                syntax.doc.lower(doer).as_str(),
                "you" | "this" | "that" | "who" | "which" | "there"
            );
        }
        // "he said his campaign would": his side.
        let own = syntax.doc.child(doer, "poss").is_some_and(|owner| syntax.tag(owner) == "PRP$");
        own && !speakers.is_empty()
            || speakers.iter().any(|&speaker| {
                speaker == doer
                    || syntax.doc.word(speaker) == syntax.doc.word(doer)
                    || self.same_side(speaker, doer)
                    || syntax.owner(speaker).is_some_and(|owner| syntax.lemma(owner) == syntax.lemma(doer))
                    || syntax
                        .naming_modifier(speaker)
                        .is_some_and(|owner| syntax.lemma(owner) == syntax.lemma(doer))
            })
    }

    /// Says whether the speaker is the doer, or speaks for it: a president for his state.
    pub(super) fn same_side(&self, speaker: usize, doer: usize) -> bool {
        let side = |head: usize| {
            let mention = self.entities.mention(head)?;
            mention.on_behalf_of.as_ref().or(mention.actor.as_ref())
        };
        side(speaker).is_some_and(|speaker| side(doer) == Some(speaker))
    }

    /// "said that the measure would be extended": nobody else is named who would do it.
    pub(super) fn unnamed_doer(&self) -> bool {
        let syntax = self.syntax;
        let verb = self.trigger;
        if syntax.is_passive(verb) {
            return syntax.agents(verb).is_empty();
        }
        syntax.is_verb(verb)
            && syntax.own_subject(verb).is_some_and(|subject| {
                syntax.tag(subject).starts_with("NN")
                    && syntax.pos(subject) == "NOUN"
                    && !self.frames.listed("people", syntax.lemma(subject))
                    && self.entities.mention(subject).is_none()
            })
    }

    pub(super) fn first_person(&self) -> bool {
        let syntax = self.syntax;
        let doers = syntax.surface_subject(self.trigger);
        doers.iter().any(|&doer| matches!(syntax.doc.lower(doer).as_str(), "we" | "i"))
    }
}
