//! Weights as thinc's `Model.to_bytes` writes them: the layers in breadth-first order, each with its arrays.

use rmpv::ValueRef;

use super::pack::{self, Pack};
use crate::ModelError;

/// The layers of one `model` file.
pub(crate) struct Weights {
    file: String,
    nodes: Vec<Node>,
}

/// One layer.
pub(crate) struct Node {
    name: String,
    /// Whole numbers among its attributes (seeds, columns, windows).
    numbers: Vec<(String, u64)>,
    arrays: Vec<(String, Array)>,
}

/// A tensor of 32-bit floats in row-major order.
#[derive(Debug, Clone)]
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Vec<f32>,
}

impl Weights {
    /// Reads the bytes of a `model` file; `file` names it in errors.
    pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Self, ModelError> {
        let value = pack::read(file, bytes)?;
        let model = Pack::new(&value, file);
        let attrs: Vec<_> = model.get("attrs")?.items()?.collect();
        let params: Vec<_> = model.get("params")?.items()?.collect();
        let mut nodes = Vec::new();
        for (index, node) in model.get("nodes")?.items()?.enumerate() {
            let name = node.get("name")?.text()?.to_owned();
            let mut numbers = Vec::new();
            if let Some(attrs) = attrs.get(index) {
                for (key, value) in attrs.entries()? {
                    // Each attribute is msgpack inside msgpack; only whole numbers matter here.
                    let mut rest = value.bytes()?;
                    if let Ok(ValueRef::Integer(number)) = rmpv::decode::read_value_ref(&mut rest)
                        && let Some(number) = number.as_u64()
                    {
                        numbers.push((key.text()?.to_owned(), number));
                    }
                }
            }
            let mut arrays = Vec::new();
            if let Some(params) = params.get(index) {
                for (key, value) in params.entries()? {
                    if !value.is_nil() {
                        arrays.push((key.text()?.to_owned(), read_array(value)?));
                    }
                }
            }
            nodes.push(Node { name, numbers, arrays });
        }
        Ok(Self { file: file.to_owned(), nodes })
    }

    /// Returns the layers with a name, in order.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().filter(move |node| node.name == name)
    }

    /// Returns the only layer with a name.
    pub(crate) fn one<'a>(&'a self, name: &'a str) -> Result<&'a Node, ModelError> {
        self.named(name).next().ok_or_else(|| ModelError::damaged(&self.file, format!("no layer `{name}`")))
    }

    /// Returns the name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Returns a layer's array of `D` dimensions, checked against `expected` where that is not 0.
    pub(crate) fn array<const D: usize>(
        &self,
        node: &Node,
        name: &str,
        expected: [usize; D],
    ) -> Result<([usize; D], Vec<f32>), ModelError> {
        let found = node.arrays.iter().find(|(key, _)| key == name).map(|(_, array)| array);
        let wrong = |found: &[usize]| ModelError::Shape {
            file: self.file.clone(),
            name: format!("{}.{name}", node.name),
            found: found.to_vec(),
            expected: format!("{expected:?} (0: any)"),
        };
        let Some(array) = found else { return Err(wrong(&[])) };
        let shape: [usize; D] = array.shape.as_slice().try_into().map_err(|_| wrong(&array.shape))?;
        let fits = shape
            .iter()
            .zip(&expected)
            .all(|(&found, &expected)| found != 0 && (expected == 0 || expected == found));
        if !fits {
            return Err(wrong(&shape));
        }
        Ok((shape, array.data.clone()))
    }
}

impl Node {
    /// Returns a whole number among the layer's attributes.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.numbers.iter().find(|(key, _)| key == name).map(|&(_, number)| number)
    }
}

/// Reads an array as `msgpack-numpy` writes it: a map of `type`, `shape` and `data`.
fn read_array(value: Pack<'_, '_>) -> Result<Array, ModelError> {
    let kind = value.get("type")?.text()?;
    let mut shape = Vec::new();
    for size in value.get("shape")?.items()? {
        shape.push(size.number()? as usize);
    }
    let data = read_floats(value.file, kind, &shape, value.get("data")?.bytes()?)?;
    Ok(Array { shape, data })
}

/// Reads the bytes of an array of `shape` and numpy type `kind`.
pub(crate) fn read_floats(
    file: &str,
    kind: &str,
    shape: &[usize],
    bytes: &[u8],
) -> Result<Vec<f32>, ModelError> {
    if kind != "<f4" {
        return Err(ModelError::damaged(
            file,
            format!("an array of `{kind}`, expected `<f4` (32-bit floats)"),
        ));
    }
    let size = shape.iter().try_fold(4_usize, |product, &size| product.checked_mul(size));
    if size != Some(bytes.len()) {
        return Err(ModelError::damaged(
            file,
            format!("an array of shape {shape:?} with {} bytes", bytes.len()),
        ));
    }
    let (chunks, _) = bytes.as_chunks::<4>();
    Ok(chunks.iter().map(|&chunk| f32::from_le_bytes(chunk)).collect())
}
