//! The tasks: which gold, which command of the product, which scorer, which figures head the table.

use super::score::{self, Metrics, Score};

/// Which command of the product answers a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// `tidings extract`
    Extract,
    /// `tidings names`
    Names,
    /// `tidings read`, on the pages of the folder `html` beside the gold file
    Read,
    /// `tidings group`
    Group,
    /// `tidings group --events`
    GroupEvents,
    /// The disagreements of `tidings account` over the reports of this gold file
    Disagreements(&'static str),
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
    Task {
        name: "casualties",
        gold: &[("gva", "gold/casualties/reports_first_half.jsonl")],
        answer: Answer::Extract,
        score: score::casualties::score,
        metrics: score::casualties::metrics,
        headline: &["f1", "p", "killed_f1", "injured_f1"],
    },
    Task {
        name: "conflicts",
        gold: &[("gva", "gold/casualties/conflicts.jsonl")],
        answer: Answer::Disagreements("gold/casualties/reports_first_half.jsonl"),
        score: score::casualties::score_conflicts,
        metrics: score::casualties::conflict_metrics,
        headline: &["f1", "readings_f1"],
    },
    Task {
        name: "names",
        gold: &[("name-bench", "gold/names/name_bench_even.jsonl")],
        answer: Answer::Names,
        score: score::names::score,
        metrics: score::names::metrics,
        headline: &["f1", "p", "r", "best_f1"],
    },
    Task {
        name: "pages",
        gold: &[("benchmark", "gold/pages/ground-truth.json")],
        answer: Answer::Read,
        score: score::pages::score,
        metrics: score::pages::metrics,
        headline: &["f1", "p", "r"],
    },
    Task {
        name: "stories",
        gold: &[("ecb+", "gold/stories/ecbplus_1_35.jsonl"), ("gva", "gold/stories/gva_first_half.jsonl")],
        answer: Answer::Group,
        score: score::stories::score,
        metrics: score::stories::metrics,
        headline: &["b3_f1", "b3_p", "b3_r", "ari"],
    },
    Task {
        name: "events",
        gold: &[("ecb+", "gold/events/ecbplus_1_35.jsonl")],
        answer: Answer::GroupEvents,
        score: score::events::score,
        metrics: score::events::metrics,
        headline: &["conll_nosingle", "conll", "mention_f1"],
    },
];
