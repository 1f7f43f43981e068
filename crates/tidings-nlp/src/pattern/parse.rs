//! Reads a Python pattern into a tree.

use std::iter::Peekable;
use std::str::Chars;

use super::class::{Class, Kind};

/// Groups inside groups beyond this depth are not a tokenizer's rule.
const DEPTH_LIMIT: usize = 50;
/// No real rule repeats more often than this.
const REPEAT_LIMIT: usize = 1000;

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Class(Class),
    /// `^`
    Start,
    /// `$`
    End,
    Sequence(Vec<Self>),
    Choice(Vec<Self>),
    Repeat {
        node: Box<Self>,
        min: usize,
        max: Option<usize>,
        greedy: bool,
    },
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look {
        node: Box<Self>,
        behind: bool,
        negated: bool,
    },
}

/// What a match of a node can begin with.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct First {
    /// One bit for each ASCII character.
    pub(super) ascii: u128,
    /// Whether it can begin with a character outside ASCII.
    pub(super) other: bool,
    /// Whether it can match nothing.
    pub(super) nullable: bool,
}

impl Node {
    pub(super) fn first(&self) -> First {
        match self {
            Self::Class(class) => First { ascii: class.ascii, other: true, nullable: false },
            Self::Start | Self::End | Self::Look { .. } => First { nullable: true, ..First::default() },
            Self::Sequence(nodes) => {
                let mut all = First { nullable: true, ..First::default() };
                for node in nodes {
                    let first = node.first();
                    all = First {
                        ascii: all.ascii | first.ascii,
                        other: all.other || first.other,
                        nullable: first.nullable,
                    };
                    if !first.nullable {
                        break;
                    }
                }
                all
            }
            Self::Choice(nodes) => nodes.iter().map(Self::first).fold(First::default(), |all, first| First {
                ascii: all.ascii | first.ascii,
                other: all.other || first.other,
                nullable: all.nullable || first.nullable,
            }),
            Self::Repeat { node, min, .. } => {
                let first = node.first();
                First { nullable: first.nullable || *min == 0, ..first }
            }
        }
    }

    /// Says whether it can match at the start of the text only.
    pub(super) fn is_anchored(&self) -> bool {
        match self {
            Self::Start => true,
            Self::Sequence(nodes) => nodes.first().is_some_and(Self::is_anchored),
            Self::Choice(nodes) => nodes.iter().all(Self::is_anchored),
            _ => false,
        }
    }

    /// Returns the number of characters it matches, where that is fixed.
    pub(super) fn width(&self) -> Option<usize> {
        match self {
            Self::Class(_) => Some(1),
            Self::Start | Self::End | Self::Look { .. } => Some(0),
            Self::Sequence(nodes) => nodes.iter().map(Self::width).sum(),
            Self::Choice(nodes) => {
                let mut widths = nodes.iter().map(Self::width);
                let first = widths.next()??;
                widths.all(|width| width == Some(first)).then_some(first)
            }
            Self::Repeat { node, min, max, .. } => (*max == Some(*min)).then_some(node.width()? * min),
        }
    }
}

/// Reads a pattern; the error says what is wrong or not supported.
pub(super) fn parse(pattern: &str) -> Result<Node, String> {
    let pattern = pattern.strip_prefix("(?u)").unwrap_or(pattern);
    let mut parser = Parser { chars: pattern.chars().peekable() };
    let node = parser.choice(0)?;
    match parser.chars.next() {
        None => Ok(node),
        Some(_) => Err("a `)` without its `(`".to_owned()),
    }
}

struct Parser<'p> {
    chars: Peekable<Chars<'p>>,
}

impl Parser<'_> {
    fn eat(&mut self, expected: char) -> bool {
        self.chars.next_if_eq(&expected).is_some()
    }

    fn choice(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEPTH_LIMIT {
            return Err("groups nested too deep".to_owned());
        }
        let mut alternatives = vec![self.sequence(depth)?];
        while self.eat('|') {
            alternatives.push(self.sequence(depth)?);
        }
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Choice(alternatives) })
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, String> {
        let mut nodes = Vec::new();
        while let Some(&next) = self.chars.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let node = self.atom(depth)?;
            nodes.push(self.repeats(node)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Sequence(nodes) })
    }

    fn atom(&mut self, depth: usize) -> Result<Node, String> {
        Ok(match self.chars.next() {
            None => return Err("the pattern ends too early".to_owned()),
            Some('^') => Node::Start,
            Some('$') => Node::End,
            Some('.') => Node::Class(Class::new(vec![('\n', '\n')], Vec::new(), true)),
            Some('[') => Node::Class(self.class()?),
            Some('(') => self.group(depth)?,
            Some('\\') => Node::Class(match self.escape()? {
                Escape::Char(c) => Class::new(vec![(c, c)], Vec::new(), false),
                Escape::Kind(kind) => Class::new(Vec::new(), vec![kind], false),
            }),
            Some(c @ ('*' | '+' | '?')) => return Err(format!("`{c}` repeats nothing")),
            Some(c) => Node::Class(Class::new(vec![(c, c)], Vec::new(), false)),
        })
    }

    fn group(&mut self, depth: usize) -> Result<Node, String> {
        let mut look = None;
        if self.eat('?') {
            look = match self.chars.next() {
                Some(':') => None,
                Some('=') => Some((false, false)),
                Some('!') => Some((false, true)),
                Some('<') if self.eat('=') => Some((true, false)),
                Some('<') if self.eat('!') => Some((true, true)),
                found => return Err(format!("a group `(?{}`", found.map(String::from).unwrap_or_default())),
            };
        }
        let node = self.choice(depth + 1)?;
        if !self.eat(')') {
            return Err("a `(` without its `)`".to_owned());
        }
        Ok(match look {
            None => node,
            Some((behind, negated)) => Node::Look { node: Box::new(node), behind, negated },
        })
    }

    fn repeats(&mut self, mut node: Node) -> Result<Node, String> {
        loop {
            let (min, max) = match self.chars.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.counts() {
                    Some(counts) => counts,
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            self.chars.next();
            if min > REPEAT_LIMIT || max.is_some_and(|max| max > REPEAT_LIMIT || max < min) {
                return Err(format!("a repeat of {min} to {max:?}"));
            }
            if max.is_none() && node.first().nullable {
                return Err("an endless repeat of what may be empty".to_owned());
            }
            let greedy = !self.eat('?');
            node = Node::Repeat { node: Box::new(node), min, max, greedy };
        }
    }

    /// Returns the counts of `{m,n}` and stands on its `}`; where it is none, the `{` is a letter.
    fn counts(&mut self) -> Option<(usize, Option<usize>)> {
        let mut ahead = self.chars.clone();
        ahead.next();
        let inside: String = ahead.by_ref().take_while(|&c| c != '}').take(20).collect();
        let counts = match inside.split_once(',') {
            None => inside.parse().ok().map(|count| (count, Some(count))),
            Some((min, "")) => min.parse().ok().map(|min| (min, None)),
            Some(("", max)) => max.parse().ok().map(|max| (0, Some(max))),
            Some((min, max)) => min.parse().ok().zip(max.parse().ok()).map(|(min, max)| (min, Some(max))),
        }?;
        // The caller takes the `}` itself.
        self.chars.nth(inside.chars().count());
        (self.chars.peek() == Some(&'}')).then_some(counts)
    }

    fn class(&mut self) -> Result<Class, String> {
        let negated = self.eat('^');
        let mut ranges = Vec::new();
        let mut kinds = Vec::new();
        let mut is_first = true;
        loop {
            let first = match self.chars.next() {
                None => return Err("a `[` without its `]`".to_owned()),
                Some(']') if !is_first => break,
                Some('\\') => match self.escape()? {
                    Escape::Char(c) => c,
                    Escape::Kind(kind) => {
                        kinds.push(kind);
                        is_first = false;
                        continue;
                    }
                },
                Some(c) => c,
            };
            is_first = false;
            let mut ahead = self.chars.clone();
            let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|after| after != ']');
            if !is_range {
                ranges.push((first, first));
                continue;
            }
            self.chars.next();
            let last = match self.chars.next() {
                Some('\\') => match self.escape()? {
                    Escape::Char(c) => c,
                    Escape::Kind(_) => return Err("a range to a set".to_owned()),
                },
                Some(c) => c,
                None => return Err("a `[` without its `]`".to_owned()),
            };
            if last < first {
                return Err(format!("a range `{first}-{last}`"));
            }
            ranges.push((first, last));
        }
        Ok(Class::new(ranges, kinds, negated))
    }

    fn escape(&mut self) -> Result<Escape, String> {
        let letter = self.chars.next().ok_or("the pattern ends in `\\`")?;
        if let Some(kind) = Kind::of(letter) {
            return Ok(Escape::Kind(kind));
        }
        Ok(Escape::Char(match letter {
            'x' => self.code_point(2)?,
            'u' => self.code_point(4)?,
            'U' => self.code_point(8)?,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'a' => '\u{7}',
            letter if letter.is_ascii_alphanumeric() => return Err(format!("`\\{letter}`")),
            other => other,
        }))
    }

    fn code_point(&mut self, n_digits: usize) -> Result<char, String> {
        let digits: String = self.chars.by_ref().take(n_digits).collect();
        let number = u32::from_str_radix(&digits, 16).map_err(|error| error.to_string())?;
        // A lone surrogate stands in no text: the nearest character below keeps ranges right.
        Ok(char::from_u32(number).unwrap_or('\u{d7ff}'))
    }
}

enum Escape {
    Char(char),
    Kind(Kind),
}
