//! What a developer runs: set-up, evaluation, parity, benches.

fn main() {}
