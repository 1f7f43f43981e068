//! Origins: who stands behind a statement once copies, credits and chains are followed to their ends.
