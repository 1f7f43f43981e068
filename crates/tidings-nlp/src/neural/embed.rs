//! `MultiHashEmbed`: a word's vector from hashed tables of its attributes, and from static vectors.
//!
//! Each attribute's id is hashed to four rows of its table, whose sum is its part of the word's vector; a maxout layer
//! mixes the parts. A word's vector depends on the word alone, so it is computed once for each word (and for each of
//! "a space follows" and "none does").

use rustc_hash::FxHashMap;

use super::maxout::Maxout;
use super::{Matrix, Weight, multiply};
use crate::ModelError;
use crate::lexicon::{Form, hash};
use crate::package::Package;
use crate::package::config::Config;
use crate::package::pack::{self, Pack};
use crate::package::weights::{Weights, read_floats};

/// How many rows of a table make up a word's part.
const KEYS: usize = 4;

/// Attributes of a word that can be embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

impl Attribute {
    const SUPPORTED: &'static str = "ORTH, LOWER, NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE";

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ORTH" => Self::Orth,
            "LOWER" => Self::Lower,
            "NORM" => Self::Norm,
            "PREFIX" => Self::Prefix,
            "SUFFIX" => Self::Suffix,
            "SHAPE" => Self::Shape,
            "SPACY" => Self::Spacy,
            "IS_SPACE" => Self::IsSpace,
            _ => return None,
        })
    }

    fn of(self, form: &Form, spacy: bool) -> u64 {
        match self {
            Self::Orth => form.orth,
            Self::Lower => form.lower,
            Self::Norm => form.norm,
            Self::Prefix => form.prefix,
            Self::Suffix => form.suffix,
            Self::Shape => form.shape,
            Self::Spacy => u64::from(spacy),
            Self::IsSpace => u64::from(form.is_space),
        }
    }
}

/// A hashed table of one attribute.
#[derive(Debug)]
struct Table {
    attribute: Attribute,
    seed: u32,
    rows: Matrix,
}

/// A model's static vectors: one row for many words.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    rows: Matrix,
    by_orth: FxHashMap<u64, u32>,
}

impl Vectors {
    /// Reads a model's vectors; without any, they are empty.
    pub(crate) fn read(package: &mut Package) -> Result<Self, ModelError> {
        const ROWS: &str = "vocab/vectors";
        const KEYS: &str = "vocab/key2row";
        let bytes = match package.read(ROWS) {
            Ok(bytes) => bytes,
            Err(ModelError::MissingFile { .. }) => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let (shape, data) = read_npy(ROWS, &bytes)?;
        let [_, width] = shape;
        if data.is_empty() {
            return Ok(Self::default());
        }
        let bytes = package.read(KEYS)?;
        let value = pack::read(KEYS, &bytes)?;
        let mut by_orth = FxHashMap::default();
        for (key, row) in Pack::new(&value, KEYS).entries()? {
            let row = row.integer()?;
            match u32::try_from(row) {
                Ok(number) if (number as usize) < shape[0] => by_orth.insert(key.number()?, number),
                _ => return Err(ModelError::damaged(KEYS, format!("row {row} of {}", shape[0]))),
            };
        }
        Ok(Self { rows: Matrix { width, data }, by_orth })
    }

    fn width(&self) -> usize {
        self.rows.width
    }
}

/// Reads an array of two dimensions in numpy's file format.
fn read_npy<'a>(file: &str, bytes: &'a [u8]) -> Result<([usize; 2], Vec<f32>), ModelError> {
    let damaged = |reason: &str| ModelError::damaged(file, reason);
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(|| damaged("not in numpy's format"))?;
    let (length, rest): (usize, &'a [u8]) = match rest {
        [1, _, low, high, rest @ ..] => (usize::from(u16::from_le_bytes([*low, *high])), rest),
        [2 | 3, _, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        _ => return Err(damaged("an unknown version of numpy's format")),
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(|| damaged("cut off"))?;
    let header = std::str::from_utf8(header).map_err(|_| damaged("a header that is no text"))?;
    if header.contains("'fortran_order': True") {
        return Err(damaged("an array in column order"));
    }
    let inside = |open: &str, close: char| {
        header.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(inside, _)| inside)
    };
    let kind = inside("'descr': '", '\'').ok_or_else(|| damaged("a header without a type"))?;
    let shape = inside("'shape': (", ')').ok_or_else(|| damaged("a header without a shape"))?;
    let sizes: Result<Vec<usize>, _> =
        shape.split(',').map(str::trim).filter(|size| !size.is_empty()).map(str::parse).collect();
    let shape: [usize; 2] = sizes
        .ok()
        .and_then(|sizes| sizes.try_into().ok())
        .ok_or_else(|| damaged("a shape that is not rows and columns"))?;
    Ok((shape, read_floats(file, kind, &shape, data)?))
}

/// A word's vector from its attributes.
#[derive(Debug)]
pub(crate) struct Embed {
    tables: Vec<Table>,
    /// The projection of static vectors, where the model uses them.
    vectors: Option<Weight>,
    mix: Maxout,
    width: usize,
}

impl Embed {
    /// Reads the layer that `section` of the configuration describes; `component` names it in errors.
    pub(crate) fn read(
        component: &str,
        config: &Config,
        section: &str,
        weights: &Weights,
        vectors: &Vectors,
    ) -> Result<Self, ModelError> {
        let unsupported = |what, found: &str, supported| ModelError::Unsupported {
            component: component.to_owned(),
            what,
            found: found.to_owned(),
            supported,
        };
        let architecture = config.text(section, "@architectures")?;
        if architecture != "spacy.MultiHashEmbed.v2" {
            return Err(unsupported("embedding architecture", architecture, "spacy.MultiHashEmbed.v2"));
        }
        let width = config.number(section, "width")?;
        let names = config.texts(section, "attrs")?;
        let sizes = config.numbers(section, "rows")?;
        let wrong = |reason: String| ModelError::damaged(weights.file(), reason);
        if width == 0 || names.is_empty() {
            return Err(wrong(format!("an embedding of {} attributes of width {width}", names.len())));
        }
        let mut nodes = weights.named("hashembed");
        let mut tables = Vec::new();
        for (index, (name, &size)) in names.iter().zip(&sizes).enumerate() {
            let attribute =
                Attribute::named(name).ok_or_else(|| unsupported("attribute", name, Attribute::SUPPORTED))?;
            let node = nodes.next().ok_or_else(|| wrong(format!("no embedding table for `{name}`")))?;
            let (_, data) = weights.array(node, "E", [size, width])?;
            // thinc counts seeds up from 8; the file says so as well.
            let seed = node.number("seed").unwrap_or(8 + index as u64);
            let seed = u32::try_from(seed).map_err(|_| wrong(format!("a seed of {seed}")))?;
            tables.push(Table { attribute, seed, rows: Matrix { width, data } });
        }
        if names.len() != sizes.len() || nodes.next().is_some() {
            return Err(wrong(format!("other embedding tables than {names:?}")));
        }
        let mut parts = tables.len();
        let mut projection = None;
        if config.flag(section, "include_static_vectors", false) {
            if vectors.width() == 0 {
                return Err(ModelError::damaged(
                    "vocab/vectors",
                    format!("no vectors, but `{component}` needs them"),
                ));
            }
            let node = weights.one("static_vectors")?;
            let ([outputs, inputs], values) = weights.array(node, "W", [width, vectors.width()])?;
            projection = Some(Weight::new(inputs, outputs, |input, output| values[output * inputs + input]));
            parts += 1;
        }
        let (maxout, norm) = (weights.one("maxout")?, weights.one("layernorm")?);
        let mix = Maxout::read(weights, maxout, norm, width * parts, width)?;
        Ok(Self { tables, vectors: projection, mix, width })
    }

    /// Returns the length of the vectors.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes the vectors of words to `out`; each word comes with whether a space follows.
    pub(crate) fn apply<'f>(
        &self,
        words: impl ExactSizeIterator<Item = (&'f Form, bool)>,
        vectors: &Vectors,
        scratch: &mut [Matrix; 3],
        out: &mut [f32],
    ) {
        let n_words = words.len();
        let width = self.width;
        let [parts, looked_up, products] = scratch;
        parts.width = self.mix.weight.inputs;
        parts.data.clear();
        parts.data.resize(n_words * parts.width, 0.0);
        let statics = self.vectors.as_ref();
        looked_up.width = vectors.width();
        looked_up.data.clear();
        let mut rows_of_words = Vec::new();
        for (word, (form, spacy)) in words.enumerate() {
            let row = parts.row_mut(word);
            for (table, part) in self.tables.iter().zip(row.chunks_exact_mut(width)) {
                let n_rows = table.rows.rows() as u32;
                let keys: [u32; KEYS] = hash::embedding_keys(table.attribute.of(form, spacy), table.seed);
                for key in keys {
                    let embedded = table.rows.row((key % n_rows) as usize);
                    part.iter_mut().zip(embedded).for_each(|(sum, value)| *sum += value);
                }
            }
            if statics.is_some()
                && let Some(&row) = vectors.by_orth.get(&form.orth)
            {
                rows_of_words.push(word);
                looked_up.data.extend_from_slice(vectors.rows.row(row as usize));
            }
        }
        if let Some(projection) = statics {
            products.resize(rows_of_words.len(), width);
            multiply(&looked_up.data, looked_up.width, rows_of_words.len(), projection, &mut products.data);
            // Words without a vector keep zeros.
            for (product, &word) in rows_of_words.iter().enumerate() {
                let at = self.tables.len() * width;
                parts.row_mut(word)[at..at + width].copy_from_slice(products.row(product));
            }
        }
        self.mix.apply([&parts.data, &[]], parts.width, n_words, products, out);
    }
}
