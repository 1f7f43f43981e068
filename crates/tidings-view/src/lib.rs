//! Renders an account for a terminal, Markdown and HTML.
