//! `ner`: named entities by the BILUO transition system, after `spacy/pipeline/_parser_internals/ner.pyx`.

use super::Draft;
use super::transitions::{NONE, StepScratch, TransitionModel, read_moves};
use crate::lexicon::Lexicon;
use crate::neural::Matrix;
use crate::package::Package;
use crate::package::config::Config;
use crate::package::weights::Weights;
use crate::{ModelError, Symbol};

/// Tokens of a state that the network sees.
const PLACES: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Begin,
    In,
    Last,
    Unit,
    Out,
    /// An action that training knows but that never applies.
    Never,
}

/// The entity recogniser.
#[derive(Debug)]
pub(crate) struct EntityRecognizer {
    model: TransitionModel,
    actions: Vec<(Action, Symbol)>,
}

/// The state of one text: its entities so far, and the next token.
#[derive(Debug)]
struct State {
    next: usize,
    length: usize,
    open: Option<(usize, Symbol)>,
}

impl EntityRecognizer {
    /// Reads the component `name`.
    pub(crate) fn read(
        name: &str,
        config: &Config,
        package: &mut Package,
        weights: &Weights,
        width: usize,
    ) -> Result<Self, ModelError> {
        let moves = read_moves(name, package)?;
        let model = TransitionModel::read(name, config, package, weights, width, PLACES, moves.len())?;
        let mut actions = Vec::new();
        for (kind, label) in moves {
            let action = match kind {
                0 => Action::Never,
                // "U-" without a label forbids an entity where a rule has said so; no rule does here.
                1..=4 if label.is_empty() => Action::Never,
                1 => Action::Begin,
                2 => Action::In,
                3 => Action::Last,
                4 => Action::Unit,
                5 => Action::Out,
                other => {
                    return Err(ModelError::damaged(&format!("{name}/moves"), format!("an action {other}")));
                }
            };
            actions.push((action, Symbol::new(&label)));
        }
        Ok(Self { model, actions })
    }

    /// Finds the entities in the texts of `draft`, whose tokens have the vectors `vectors`.
    pub(crate) fn apply(
        &self,
        draft: &mut Draft,
        lexicon: &Lexicon,
        vectors: &Matrix,
        scratch: &mut StepScratch,
    ) {
        self.model.prepare(vectors, scratch);
        let mut states: Vec<State> =
            draft.texts.iter().map(|text| State { next: 0, length: text.len(), open: None }).collect();
        let mut active: Vec<usize> = (0..states.len()).filter(|&text| states[text].length > 0).collect();
        let mut rows = Vec::new();
        while !active.is_empty() {
            rows.clear();
            for &text in &active {
                let row = |token: usize| (draft.layout.starts[text] + token) as u32;
                let state = &states[text];
                let [first, last] = match state.open {
                    Some((start, _)) => [row(start), if state.next > 0 { row(state.next - 1) } else { NONE }],
                    None => [NONE, NONE],
                };
                rows.extend([row(state.next), first, last]);
            }
            let scores = self.model.score(&rows, scratch);
            for (index, &text) in active.iter().enumerate() {
                self.act(&mut states[text], text, scores.row(index), draft, lexicon);
            }
            active.retain(|&text| states[text].next < states[text].length);
        }
    }

    /// Takes the allowed action with the greatest score.
    fn act(&self, state: &mut State, text: usize, scores: &[f32], draft: &mut Draft, lexicon: &Lexicon) {
        let token = draft.texts[text].start + state.next;
        let is_last = state.next + 1 == state.length;
        // Entities do not go on over the start of a sentence.
        let before_sentence = !is_last && draft.sent_starts[token + 1] == 1;
        let is_space = draft.is_space(token, lexicon);
        let mut best: Option<(usize, f32)> = None;
        for (number, (&(action, label), &score)) in self.actions.iter().zip(scores).enumerate() {
            let is_allowed = match (action, state.open) {
                (Action::Begin, None) => !is_last && !before_sentence && !is_space,
                (Action::Unit, None) => !is_space,
                (Action::Out, None) => true,
                (Action::In, Some((_, open))) => open == label && !is_last && !before_sentence,
                (Action::Last, Some((_, open))) => open == label,
                _ => false,
            };
            if is_allowed && best.is_none_or(|(_, best)| score > best) {
                best = Some((number, score));
            }
        }
        let Some((number, _)) = best else {
            state.next = state.length;
            return;
        };
        let (action, label) = self.actions[number];
        match action {
            Action::Begin => state.open = Some((state.next, label)),
            Action::Unit => draft.entities[text].push((state.next..state.next + 1, label)),
            Action::Last => {
                if let Some((start, label)) = state.open.take() {
                    draft.entities[text].push((start..state.next + 1, label));
                }
            }
            Action::In | Action::Out | Action::Never => {}
        }
        state.next += 1;
    }
}
