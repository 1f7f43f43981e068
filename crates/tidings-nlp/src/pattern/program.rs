//! Runs one alternative of a pattern.

use super::class::Class;
use super::parse::Node;

/// Steps after which a search is given up; the longest real word needs a few thousand.
const STEP_LIMIT: usize = 4_000_000;
/// Repeats are written out, so a hostile pattern could grow without end.
const PROGRAM_LIMIT: usize = 100_000;

/// A compiled alternative.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Class(Class),
    Start,
    End,
    /// Tries the first place, then the second.
    Split(usize, usize),
    Jump(usize),
    /// As many characters of the class as there are, from `min` to `max`, then fewer.
    Repeat {
        class: Class,
        min: usize,
        max: usize,
    },
    /// A look-around whose own steps follow, up to `end`; `back` characters back where it looks behind.
    Look {
        back: Option<usize>,
        negated: bool,
        end: usize,
    },
    Match,
}

/// What one search has at hand: places to go back to, and how many steps it may still take.
#[derive(Debug)]
pub(super) struct Stack {
    frames: Vec<Frame>,
    budget: usize,
}

impl Default for Stack {
    fn default() -> Self {
        Self { frames: Vec::new(), budget: STEP_LIMIT }
    }
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    step: usize,
    at: usize,
    /// Where a repeat can still give characters back, the least position; otherwise `None`.
    low: Option<usize>,
}

impl Program {
    pub(super) fn compile(node: &Node) -> Result<Self, String> {
        let mut program = Self { steps: Vec::new() };
        program.add(node)?;
        program.steps.push(Step::Match);
        Ok(program)
    }

    fn push(&mut self, step: Step) -> Result<usize, String> {
        if self.steps.len() >= PROGRAM_LIMIT {
            return Err("a pattern that is too large".to_owned());
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn add(&mut self, node: &Node) -> Result<(), String> {
        match node {
            Node::Class(class) => {
                self.push(Step::Class(class.clone()))?;
            }
            Node::Start => {
                self.push(Step::Start)?;
            }
            Node::End => {
                self.push(Step::End)?;
            }
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.add(node))?,
            Node::Choice(nodes) => {
                let mut jumps = Vec::new();
                for (index, node) in nodes.iter().enumerate() {
                    if index + 1 == nodes.len() {
                        self.add(node)?;
                        break;
                    }
                    let split = self.push(Step::Split(0, 0))?;
                    self.add(node)?;
                    jumps.push(self.push(Step::Jump(0))?);
                    self.steps[split] = Step::Split(split + 1, self.steps.len());
                }
                let end = self.steps.len();
                for jump in jumps {
                    self.steps[jump] = Step::Jump(end);
                }
            }
            Node::Repeat { node, min, max, greedy } => self.add_repeat(node, *min, *max, *greedy)?,
            Node::Look { node, behind, negated } => {
                let back =
                    if *behind { Some(node.width().ok_or("a look-behind of varying width")?) } else { None };
                let look = self.push(Step::Match)?;
                self.add(node)?;
                self.push(Step::Match)?;
                self.steps[look] = Step::Look { back, negated: *negated, end: self.steps.len() };
            }
        }
        Ok(())
    }

    fn add_repeat(
        &mut self,
        node: &Node,
        min: usize,
        max: Option<usize>,
        greedy: bool,
    ) -> Result<(), String> {
        if let (Node::Class(class), true) = (node, greedy) {
            self.push(Step::Repeat { class: class.clone(), min, max: max.unwrap_or(usize::MAX) })?;
            return Ok(());
        }
        for _ in 0..min {
            self.add(node)?;
        }
        let split = |inside: usize, after: usize| {
            if greedy { Step::Split(inside, after) } else { Step::Split(after, inside) }
        };
        match max {
            None => {
                let at = self.push(Step::Match)?;
                self.add(node)?;
                self.push(Step::Jump(at))?;
                self.steps[at] = split(at + 1, self.steps.len());
            }
            Some(max) => {
                let mut splits = Vec::new();
                for _ in min..max {
                    splits.push(self.push(Step::Match)?);
                    self.add(node)?;
                }
                let end = self.steps.len();
                for at in splits {
                    self.steps[at] = split(at + 1, end);
                }
            }
        }
        Ok(())
    }

    /// Returns the end of the match that begins at `start`, bytes.
    pub(super) fn run(&self, text: &str, start: usize, stack: &mut Stack) -> Option<usize> {
        self.run_from(0, text, start, stack)
    }

    fn run_from(&self, step: usize, text: &str, start: usize, stack: &mut Stack) -> Option<usize> {
        let base = stack.frames.len();
        let found = self.run_frames(Frame { step, at: start, low: None }, base, text, stack);
        stack.frames.truncate(base);
        found
    }

    fn run_frames(&self, first: Frame, base: usize, text: &str, stack: &mut Stack) -> Option<usize> {
        let Frame { mut step, mut at, .. } = first;
        loop {
            stack.budget = stack.budget.checked_sub(1)?;
            let next = match self.steps.get(step)? {
                Step::Match => return Some(at),
                Step::Class(class) => {
                    char_at(text, at).filter(|&c| class.contains(c)).map(|c| (step + 1, at + c.len_utf8()))
                }
                Step::Start => (at == 0).then_some((step + 1, at)),
                Step::End => (at == text.len() || &text[at..] == "\n").then_some((step + 1, at)),
                Step::Split(prefer, other) => {
                    stack.frames.push(Frame { step: *other, at, low: None });
                    Some((*prefer, at))
                }
                Step::Jump(to) => Some((*to, at)),
                Step::Repeat { class, min, max } => {
                    let mut count = 0;
                    let mut low = at;
                    while count < *max
                        && let Some(c) = char_at(text, at).filter(|&c| class.contains(c))
                    {
                        at += c.len_utf8();
                        count += 1;
                        if count <= *min {
                            low = at;
                        }
                    }
                    stack.budget = stack.budget.checked_sub(count)?;
                    if at > low {
                        stack.frames.push(Frame { step: step + 1, at, low: Some(low) });
                    }
                    (count >= *min).then_some((step + 1, at))
                }
                Step::Look { back, negated, end } => {
                    let from = match back {
                        None => Some(at),
                        Some(0) => Some(at),
                        Some(width) => text[..at].char_indices().rev().nth(width - 1).map(|(index, _)| index),
                    };
                    let found = from.is_some_and(|from| self.run_from(step + 1, text, from, stack).is_some());
                    (found != *negated).then_some((*end, at))
                }
            };
            if let Some(next) = next {
                (step, at) = next;
                continue;
            }
            if stack.frames.len() <= base {
                return None;
            }
            let frame = stack.frames.pop()?;
            step = frame.step;
            at = frame.at;
            if let Some(low) = frame.low {
                at = text[..at].char_indices().next_back().map_or(low, |(index, _)| index);
                if at > low {
                    stack.frames.push(Frame { step, at, low: Some(low) });
                }
            }
        }
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
