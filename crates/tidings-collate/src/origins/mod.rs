//! Origins: who stands behind a statement once copies, credits and chains are followed to their ends.
//!
//! Two sources are never taken for independent because nothing shows that they are one: `low` counts controllers,
//! puts witnesses into one group and lets an unnamed source, a relaying medium or an outlet's own voice add nothing
//! beside a named source. `high` takes for separate what is not shown to be shared. Each collapse gives its reason.

mod count;
mod ends;
mod speaker;

pub(crate) use count::{Count, count, report_names};
pub(crate) use ends::{End, Ends, Support, chain};
