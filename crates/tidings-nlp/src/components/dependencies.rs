//! `parser`: dependency trees and sentences by the arc-eager transition system.
//!
//! Nivre, "An Efficient Algorithm for Projective Dependency Parsing" (IWPT 2003), in spaCy's non-monotonic form (Honnibal
//! and Johnson, "An Improved Non-monotonic Transition System for Dependency Parsing", EMNLP 2015), with an action that
//! starts a new sentence. Written anew after `spacy/pipeline/_parser_internals/arc_eager.pyx` and `_state.pxd`.

use super::Draft;
use super::transitions::{NONE, StepScratch, TransitionModel, read_moves};
use super::tree::{self, Labels};
use crate::ModelError;
use crate::lexicon::Lexicon;
use crate::neural::Matrix;
use crate::package::Package;
use crate::package::config::Config;
use crate::package::weights::Weights;

/// Tokens of a state that the network sees.
const PLACES: usize = 8;
/// The label of a token without a head.
const ROOT: &str = "ROOT";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

/// The dependency parser.
#[derive(Debug)]
pub(crate) struct Parser {
    model: TransitionModel,
    /// Actions of one kind that follow one another: the kind, the first and one past the last number.
    runs: Vec<(Action, usize, usize)>,
    /// For each action, its label.
    labels: Vec<u16>,
    names: Labels,
}

impl Parser {
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
        let mut names = Labels::new(ROOT);
        let mut runs: Vec<(Action, usize, usize)> = Vec::new();
        let mut labels = Vec::new();
        for (index, (kind, label)) in moves.iter().enumerate() {
            let action = match kind {
                0 => Action::Shift,
                1 => Action::Reduce,
                2 => Action::Left,
                3 => Action::Right,
                4 => Action::Break,
                other => {
                    return Err(ModelError::damaged(&format!("{name}/moves"), format!("an action {other}")));
                }
            };
            if label == "subtok" {
                return Err(ModelError::Unsupported {
                    component: name.to_owned(),
                    what: "label",
                    found: label.clone(),
                    supported: "labels of words",
                });
            }
            labels.push(names.add(label)?);
            match runs.last_mut() {
                Some((last, _, end)) if *last == action => *end = index + 1,
                _ => runs.push((action, index, index + 1)),
            }
        }
        Ok(Self { model, runs, labels, names })
    }

    /// Parses the texts of `draft`, whose tokens have the vectors `vectors`.
    pub(crate) fn apply(
        &self,
        draft: &mut Draft,
        lexicon: &Lexicon,
        vectors: &Matrix,
        scratch: &mut StepScratch,
    ) {
        self.model.prepare(vectors, scratch);
        let mut states: Vec<State> =
            draft.texts.iter().map(|text| State::new(&draft.sent_starts[text.clone()])).collect();
        let mut active: Vec<usize> = (0..states.len()).filter(|&text| !states[text].is_final()).collect();
        let mut rows = Vec::new();
        while !active.is_empty() {
            rows.clear();
            for &text in &active {
                let start = draft.layout.starts[text] as u32;
                let places = states[text].places();
                rows.extend(places.map(|place| if place == NONE { NONE } else { start + place }));
            }
            let scores = self.model.score(&rows, scratch);
            for (index, &text) in active.iter().enumerate() {
                self.act(&mut states[text], scores.row(index));
            }
            active.retain(|&text| !states[text].is_final());
        }
        for (text, state) in states.into_iter().enumerate() {
            let range = draft.texts[text].clone();
            let is_space = |token: usize| draft.is_space(range.start + token, lexicon);
            let parse = tree::finish(state.heads, state.labels, &self.names, is_space);
            let tokens = range.clone().zip(parse.heads).zip(parse.labels).zip(parse.sent_starts);
            for (((token, head), label), starts) in tokens {
                draft.heads[token] = head;
                draft.deps[token] = label;
                draft.sent_starts[token] = if starts { 1 } else { -1 };
            }
        }
    }

    /// Takes the allowed action with the greatest score.
    fn act(&self, state: &mut State, scores: &[f32]) {
        let mut best: Option<(Action, usize)> = None;
        for &(action, first, end) in &self.runs {
            if !state.allows(action) {
                continue;
            }
            for number in first..end {
                if best.is_none_or(|(_, best)| scores[number] > scores[best]) {
                    best = Some((action, number));
                }
            }
        }
        match best {
            Some((action, number)) => state.apply(action, self.labels[number]),
            None => state.force_final(),
        }
    }
}

/// The state of the parse of one text.
#[derive(Debug)]
struct State {
    stack: Vec<u32>,
    /// Tokens put back in front of the buffer, the next one last.
    put_back: Vec<u32>,
    /// The first token of the buffer proper.
    next: u32,
    length: u32,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// The last child on the left (right) that a token got, and for each child the one before.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    before: Vec<u32>,
    was_put_back: Vec<bool>,
    /// 1 where a sentence starts, -1 where none may, 0 otherwise.
    sent_starts: Vec<i8>,
}

impl State {
    fn new(sent_starts: &[i8]) -> Self {
        let length = sent_starts.len();
        let none = || vec![NONE; length];
        Self {
            stack: Vec::new(),
            put_back: Vec::new(),
            next: 0,
            length: length as u32,
            heads: none(),
            labels: vec![0; length],
            last_left: none(),
            last_right: none(),
            before: none(),
            was_put_back: vec![false; length],
            sent_starts: sent_starts.to_vec(),
        }
    }

    fn stack_at(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |index| self.stack[index])
    }

    fn buffer_at(&self, index: usize) -> u32 {
        if let Some(at) = self.put_back.len().checked_sub(index + 1) {
            return self.put_back[at];
        }
        let token = self.next + (index - self.put_back.len()) as u32;
        if token < self.length { token } else { NONE }
    }

    fn buffer_length(&self) -> usize {
        (self.length - self.next) as usize + self.put_back.len()
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    fn force_final(&mut self) {
        self.stack.clear();
        self.put_back.clear();
        self.next = self.length;
    }

    /// Returns the tokens that the network sees.
    fn places(&self) -> [u32; PLACES] {
        let child = |children: &[u32], head: u32| if head == NONE { NONE } else { children[head as usize] };
        let (buffer, stack) = (self.buffer_at(0), self.stack_at(0));
        [
            buffer,
            self.buffer_at(1),
            stack,
            self.stack_at(1),
            self.stack_at(2),
            child(&self.last_left, buffer),
            child(&self.last_left, stack),
            child(&self.last_right, stack),
        ]
    }

    fn starts_sentence(&self, token: u32) -> bool {
        token != NONE && self.sent_starts[token as usize] == 1
    }

    fn cannot_start_sentence(&self, token: u32) -> bool {
        token != NONE && self.sent_starts[token as usize] == -1
    }

    fn allows(&self, action: Action) -> bool {
        let buffer = self.buffer_at(0);
        match action {
            Action::Shift => {
                self.stack.is_empty()
                    || self.buffer_length() >= 2
                        && !self.starts_sentence(buffer)
                        && !self.was_put_back[buffer as usize]
            }
            Action::Reduce => {
                !self.stack.is_empty()
                    && (self.buffer_length() == 0
                        || !(self.stack.len() == 1 && self.cannot_start_sentence(buffer)))
            }
            Action::Left | Action::Right => {
                !self.stack.is_empty() && self.buffer_length() > 0 && !self.starts_sentence(buffer)
            }
            Action::Break => {
                let second = self.buffer_at(1);
                self.buffer_length() >= 2
                    && second == buffer + 1
                    && !self.starts_sentence(second)
                    && !self.cannot_start_sentence(second)
            }
        }
    }

    fn apply(&mut self, action: Action, label: u16) {
        let (buffer, stack) = (self.buffer_at(0), self.stack_at(0));
        match action {
            Action::Shift => self.push(),
            Action::Reduce => {
                self.stack.pop();
                let has_head = self.heads[stack as usize] != NONE;
                if !has_head && !self.stack.is_empty() {
                    self.was_put_back[stack as usize] = true;
                    self.put_back.push(stack);
                }
            }
            Action::Left => {
                self.add_arc(buffer, stack, label);
                self.was_put_back[buffer as usize] = false;
                self.stack.pop();
            }
            Action::Right => {
                self.add_arc(stack, buffer, label);
                self.push();
            }
            Action::Break => {
                let second = self.buffer_at(1);
                self.sent_starts[second as usize] = 1;
            }
        }
    }

    fn push(&mut self) {
        let token = self.put_back.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn add_arc(&mut self, head: u32, child: u32, label: u16) {
        let old = self.heads[child as usize];
        if old != NONE {
            // An arc that is replaced is always the last one of its head.
            let children = if old > child { &mut self.last_left } else { &mut self.last_right };
            if children[old as usize] == child {
                children[old as usize] = self.before[child as usize];
            }
        }
        let children = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.before[child as usize] = children[head as usize];
        children[head as usize] = child;
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }
}
