//! Passages, stories, events, origins, readings: many reports to an account.
