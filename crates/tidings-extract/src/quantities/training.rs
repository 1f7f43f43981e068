//! What the trainer of the figures needs: the values of a report with their features, and the product's own choice.

use jiff::civil::Date;
use tidings_nlp::Doc;

use super::count::Words;
use super::figures::{Field, Role, rows};

pub use super::figures::feature_names;

/// A report that figures are learned from.
#[derive(Debug)]
pub struct Trainee {
    title: Field,
    text: Field,
}

/// A value that a report may give, with its features in the order of [`feature_names`].
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The number of people.
    pub value: f64,
    /// Whether a number states it, rather than persons, sums and signs.
    pub stated: bool,
    /// Its description.
    pub features: Vec<f64>,
}

impl Trainee {
    /// Reads a report.
    #[must_use]
    pub fn new(title: Option<&Doc>, text: Option<&Doc>, published: Option<Date>) -> Self {
        let read =
            |doc: Option<&Doc>| doc.map(|doc| Field::new(&Words::new(doc, published))).unwrap_or_default();
        Self { title: read(title), text: read(text) }
    }

    /// Returns the values that may be the number of dead.
    #[must_use]
    pub fn killed(&self) -> Vec<Alternative> {
        self.alternatives(Role::Killed)
    }

    /// Returns the values that may be the number of hurt, where so many died.
    #[must_use]
    pub fn injured(&self, dead: u32) -> Vec<Alternative> {
        self.alternatives(Role::Injured(dead))
    }

    /// Returns the numbers that the report tells with the role `killed` or `injured`, of whatever event, in order.
    #[must_use]
    pub fn told(&self, role: &str) -> Vec<f64> {
        let fields = [&self.text, &self.title].into_iter();
        let quantities = fields.flat_map(super::harm_quantities).filter(|quantity| quantity.role == role);
        quantities.map(|quantity| quantity.low.unwrap_or(0.0)).collect()
    }

    fn alternatives(&self, role: Role) -> Vec<Alternative> {
        let rows = rows(role, &self.title, &self.text);
        rows.into_iter()
            .map(|row| Alternative { value: row.value, stated: row.stated, features: row.features })
            .collect()
    }
}
