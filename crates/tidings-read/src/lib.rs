//! HTML, JSON Lines, plain text to `Report`, boilerplate removed.
