//! The tasks: which gold, which command of the product, which scorer, which figures head the table.

use super::score::{self, Metrics, Score};

/// Which command of the product answers a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// `tidings extract`
    Extract,
}

/// One task of the evaluation.
#[derive(Debug)]
pub(crate) struct Task {
    /// The name in tables, files and on the command line.
    pub name: &'static str,
    /// Gold files, below the shared folder, each with the name of its set.
    pub gold: &'static [(&'static str, &'static str)],
    /// The command that answers it.
    pub answer: Answer,
    /// The scorer.
    pub score: Score,
    /// Metrics of its sums.
    pub metrics: Metrics,
    /// The metrics that stand in the table; the file has all.
    pub headline: &'static [&'static str],
}

/// All tasks, in the order of the table.
pub(crate) const TASKS: &[Task] = &[
    Task {
        name: "attribution",
        gold: &[
            ("polnear-dev", "gold/attribution/polnear_dev.jsonl"),
            ("polnear-train200", "gold/attribution/polnear_train200.jsonl"),
        ],
        answer: Answer::Extract,
        score: score::attribution::score,
        metrics: score::attribution::metrics,
        headline: &["triple_f1", "cue_overlap_f1", "source_overlap_f1", "content_overlap_f1"],
    },
    Task {
        name: "chains",
        gold: &[("chains", "gold/chains/dev.jsonl")],
        answer: Answer::Extract,
        score: score::chains::score,
        metrics: score::chains::metrics,
        headline: &["exact_f1", "origin_acc", "clean_negatives"],
    },
    Task {
        name: "modality",
        gold: &[("modality", "gold/modality/dev.jsonl")],
        answer: Answer::Extract,
        score: score::modality::score,
        metrics: score::modality::metrics,
        headline: &[
            "modality_macro_f1",
            "polarity_macro_f1",
            "background_macro_f1",
            "denied_macro_f1",
            "found",
        ],
    },
    Task {
        name: "actors",
        gold: &[("actors", "gold/actors/dev.jsonl")],
        answer: Answer::Extract,
        score: score::actors::score,
        metrics: score::actors::metrics,
        headline: &["actor_f1", "mention_f1", "anaphor_recall"],
    },
    Task {
        name: "relations",
        gold: &[("relations", "gold/relations/dev.jsonl")],
        answer: Answer::Extract,
        score: score::relations::score,
        metrics: score::relations::metrics,
        headline: &["f1", "no_change_f1"],
    },
    Task {
        name: "coding",
        gold: &[("plv", "gold/coding/plv_train.jsonl")],
        answer: Answer::Extract,
        score: score::coding::score,
        metrics: score::coding::metrics,
        headline: &["unaided_f1", "macro_f1"],
    },
    Task {
        name: "times",
        gold: &[("tbaq", "gold/times/tbaq_cleaned.jsonl")],
        answer: Answer::Extract,
        score: score::times::score,
        metrics: score::times::metrics,
        headline: &["value_f1", "relaxed_f1", "strict_f1"],
    },
];
