//! One module per command; each reads its arguments, calls the stages and prints.

pub(crate) mod account;
pub(crate) mod extract;
pub(crate) mod group;
pub(crate) mod model;
pub(crate) mod names;
pub(crate) mod parse;
pub(crate) mod read;
