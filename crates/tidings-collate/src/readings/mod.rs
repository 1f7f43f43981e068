//! Readings: the values that reports give for one part of an event, and how they stand to each other.
