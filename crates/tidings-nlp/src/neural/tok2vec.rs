//! Vectors of words in their context: `MultiHashEmbed`, then `MaxoutWindowEncoder`.
//!
//! The encoder is a stack of layers, each of which sees a word and its neighbours. Texts stand one after the other in one
//! matrix with rows of padding between them, as thinc lays them out: a padding row begins as zeros and is computed like any
//! other, and there are as many as layers, so that nothing of one text reaches the next.
//! A row and its neighbours lie next to each other in memory, so the window is no copy: it is a longer row.
//! The first layer sees words without context: what a word adds to its own and its neighbours' products is kept with its
//! vector, and that layer only adds.

use super::embed::{Embed, Vectors};
use super::maxout::Maxout;
use super::{Matrix, Weight, multiply};
use crate::ModelError;
use crate::lexicon::Lexicon;
use crate::package::config::Config;
use crate::package::weights::Weights;
use crate::tokenizer::RawToken;

/// Words whose vectors and products are kept, about 4 kB each.
const CACHE_LIMIT: usize = 5000;
/// Rows of one product: small enough that its result stays in the processor's cache.
const BLOCK: usize = 512;

/// A `Tok2Vec` model.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    embed: Embed,
    layers: Vec<Maxout>,
    window: usize,
    /// The first layer's weight for one word in each place of the window.
    first: Option<Weight>,
}

/// Where the texts of a group stand in the matrix.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// For each text, the row of its first token.
    pub(crate) starts: Vec<usize>,
    /// For each text, the number of its tokens.
    pub(crate) lengths: Vec<usize>,
    /// All rows, padding included.
    pub(crate) rows: usize,
}

/// No supported model sees further than this many words to either side.
pub(crate) const MOST_PADDING: usize = 8;

impl Layout {
    /// Returns the layout of texts of some lengths, in tokens.
    ///
    /// `padding` is how far the widest encoder sees. Twice as much stands before the first and after the last text: the
    /// outermost rows stay zeros, for what lies outside.
    pub(crate) fn new(padding: usize, lengths: impl Iterator<Item = usize>) -> Self {
        let mut layout = Self { rows: 2 * padding, ..Self::default() };
        for length in lengths {
            layout.starts.push(layout.rows);
            layout.lengths.push(length);
            layout.rows += length + padding;
        }
        layout.rows += padding;
        layout
    }
}

/// The words of a group of texts, and what they are looked up in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) tokens: &'a [RawToken],
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) vectors: &'a Vectors,
}

/// Vectors of words met before, for one [`Tok2Vec`].
#[derive(Debug, Default)]
pub(crate) struct VectorCache {
    /// For each form, without and with a space after it: its row + 1, or 0.
    slots: Vec<[u32; 2]>,
    rows: Matrix,
    /// For each row, the first layer's products of the word in each place of the window.
    products: Matrix,
}

/// Room to compute in, kept between calls.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    embed: [Matrix; 3],
    products: Matrix,
    other: Matrix,
    /// For each row of the layout, the word's row in the cache + 1, or 0.
    words: Vec<u32>,
}

impl VectorCache {
    /// Forgets everything; needed where the lexicon's numbers change.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
        self.rows.data.clear();
        self.products.data.clear();
    }
}

impl Tok2Vec {
    /// Reads the model that `section` of the configuration describes; `component` names it in errors.
    pub(crate) fn read(
        component: &str,
        config: &Config,
        section: &str,
        weights: &Weights,
        vectors: &Vectors,
    ) -> Result<Self, ModelError> {
        let check = |section: &str, what, supported: &'static str| -> Result<(), ModelError> {
            let found = config.text(section, "@architectures")?;
            if found == supported {
                return Ok(());
            }
            Err(ModelError::Unsupported {
                component: component.to_owned(),
                what,
                found: found.to_owned(),
                supported,
            })
        };
        check(section, "tok2vec architecture", "spacy.Tok2Vec.v2")?;
        let encode = format!("{section}.encode");
        check(&encode, "encoder architecture", "spacy.MaxoutWindowEncoder.v2")?;
        let embed = Embed::read(component, config, &format!("{section}.embed"), weights, vectors)?;
        let width = config.number(&encode, "width")?;
        let window = config.number(&encode, "window_size")?;
        let depth = config.number(&encode, "depth")?;
        let damaged = |reason: String| ModelError::damaged(weights.file(), reason);
        if width != embed.width() {
            return Err(damaged(format!(
                "an encoder of width {width} on an embedding of width {}",
                embed.width()
            )));
        }
        let field = window.saturating_mul(depth.max(1));
        if field > MOST_PADDING {
            return Err(ModelError::Unsupported {
                component: component.to_owned(),
                what: "receptive field (window_size times depth)",
                found: field.to_string(),
                supported: "up to 8",
            });
        }
        let nodes: Vec<_> = weights.named("maxout").zip(weights.named("layernorm")).skip(1).collect();
        if nodes.len() != depth {
            return Err(damaged(format!("{} encoder layers, expected {depth}", nodes.len())));
        }
        let layers = nodes
            .into_iter()
            .map(|(maxout, norm)| Maxout::read(weights, maxout, norm, width * (2 * window + 1), width));
        let layers = layers.collect::<Result<Vec<_>, _>>()?;
        let first = layers.first().map(|layer| layer.weight.by_part(2 * window + 1));
        Ok(Self { embed, layers, window, first })
    }

    /// Returns the length of the vectors.
    pub(crate) fn width(&self) -> usize {
        self.embed.width()
    }

    /// Returns how many words to either side a vector depends on, and one window at least.
    pub(crate) fn padding(&self) -> usize {
        self.window * self.layers.len().max(1)
    }

    /// Writes the vectors of the texts of `layout`, whose tokens follow one another in `words`, to `out`.
    pub(crate) fn apply(
        &self,
        layout: &Layout,
        words: Words<'_>,
        cache: &mut VectorCache,
        scratch: &mut Scratch,
        out: &mut Matrix,
    ) {
        let width = self.width();
        self.fill_cache(words, cache, scratch);
        let mut current = std::mem::take(out);
        current.width = width;
        current.data.clear();
        current.data.resize(layout.rows * width, 0.0);
        scratch.words.clear();
        scratch.words.resize(layout.rows, 0);
        let mut rest = words.tokens;
        for (&start, &length) in layout.starts.iter().zip(&layout.lengths) {
            let (text, after) = rest.split_at(length);
            rest = after;
            let target = &mut current.data[start * width..];
            let numbers = &mut scratch.words[start..];
            for ((token, target), number) in text.iter().zip(target.chunks_exact_mut(width)).zip(numbers) {
                let slot = cache.slots[token.form as usize][usize::from(token.spacy)];
                *number = slot;
                target.copy_from_slice(cache.rows.row(slot as usize - 1));
            }
        }
        let Scratch { other: next, words: numbers, products, .. } = scratch;
        // The outermost rows stay zeros.
        let border = self.window * width;
        let end = layout.rows * width - border;
        for (number, layer) in self.layers.iter().enumerate() {
            next.resize(layout.rows, width);
            next.data[..border].fill(0.0);
            next.data[end..].fill(0.0);
            if number == 0 {
                let residual = &current.data[border..end];
                layer.finish_sums(
                    &cache.products,
                    numbers,
                    self.window,
                    residual,
                    &mut next.data[border..end],
                );
                std::mem::swap(&mut current, next);
                continue;
            }
            let mut at = border;
            while at < end {
                let until = end.min(at + BLOCK * width);
                let input = [&current.data[at - border..], &current.data[at..until]];
                layer.apply(input, width, (until - at) / width, products, &mut next.data[at..until]);
                at = until;
            }
            std::mem::swap(&mut current, next);
        }
        *out = current;
    }

    /// Computes the vectors of words that are not in the cache.
    fn fill_cache(&self, words: Words<'_>, cache: &mut VectorCache, scratch: &mut Scratch) {
        let width = self.width();
        if cache.rows.data.len() > CACHE_LIMIT * width {
            cache.clear();
        }
        cache.rows.width = width;
        cache.slots.resize(words.lexicon.len(), [0; 2]);
        let known = cache.rows.rows();
        let mut new = Vec::new();
        for token in words.tokens {
            let slot = &mut cache.slots[token.form as usize][usize::from(token.spacy)];
            if *slot == 0 {
                new.push((words.lexicon.form(token.form), token.spacy));
                *slot = (known + new.len()) as u32;
            }
        }
        cache.rows.data.resize((known + new.len()) * width, 0.0);
        let mut done = known;
        for some in new.chunks(BLOCK) {
            let out = &mut cache.rows.data[done * width..(done + some.len()) * width];
            self.embed.apply(some.iter().copied(), words.vectors, &mut scratch.embed, out);
            done += some.len();
        }
        if let Some(first) = &self.first {
            cache.products.width = first.outputs;
            cache.products.data.resize(done * first.outputs, 0.0);
            let out = &mut cache.products.data[known * first.outputs..];
            multiply(&cache.rows.data[known * width..], width, done - known, first, out);
        }
    }
}
