//! The phrases that all renderings share, so that one thing is said in one way.

use tidings_text::wire::{
    Account, AccountEvent, AccountReport, ChainLink, Disagreement, Evidence, LowHigh, Passage,
};

/// Returns a count with its noun: `1 report`, `4 reports`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}

/// Returns what a reader should call a report: its outlet, else its title, else its id.
pub(crate) fn name(report: &AccountReport) -> &str {
    report.outlet.as_deref().or(report.title.as_deref()).unwrap_or(&report.id)
}

/// Returns the name of the report `id`.
pub(crate) fn name_of<'a>(account: &'a Account, id: &'a str) -> &'a str {
    account.reports.iter().find(|report| report.id == id).map_or(id, name)
}

/// Returns the names of reports as a list.
pub(crate) fn names_of(account: &Account, ids: &[String]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| name_of(account, id)).collect();
    list(&names)
}

/// Returns words as an English list: `a`, `a and b`, `a, b and c`.
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Returns all reports that tell of an event, in their own voice or a source's.
pub(crate) fn tellers(event: &AccountEvent) -> usize {
    event.asserted_by.len() + event.attributed_by.len()
}

/// Returns who stands behind an event, the words that come before every summary: `4 reports, 2 independent
/// origins (at most 5)`.
pub(crate) fn standing(event: &AccountEvent) -> String {
    let denied = match event.denied_by.len() {
        0 => String::new(),
        n => format!(", denied in {n}"),
    };
    let bounds = LowHigh { low: event.origins.low, high: event.origins.high };
    format!("{}, {}{denied}", count(tellers(event), "report"), origins(bounds))
}

/// Returns a count of origins; only the lower bound is called independent.
pub(crate) fn origins(LowHigh { low, high }: LowHigh) -> String {
    let independent = match low {
        0 => "no independent origin".to_owned(),
        low => count(low, "independent origin"),
    };
    if high > low { format!("{independent} (at most {high})") } else { independent }
}

/// Returns a chain in words: `via TASS, from Denis Pushilin`; empty for the outlet's own voice.
pub(crate) fn chain(links: &[ChainLink]) -> String {
    match links {
        [] => String::new(),
        [origin] => format!("from {}", one_line(&origin.text)),
        [via @ .., origin] => {
            let via: Vec<String> = via.iter().map(|link| one_line(&link.text)).collect();
            format!("via {}, from {}", via.join(", "), one_line(&origin.text))
        }
    }
}

/// Returns who says a piece of evidence: `VOI, via TASS, from Denis Pushilin`, with its modality and background.
pub(crate) fn voice(account: &Account, evidence: &Evidence) -> String {
    let mut parts = vec![name_of(account, &evidence.report).to_owned()];
    if evidence.field == "title" {
        parts.push("headline".to_owned());
    }
    if !evidence.chain.is_empty() {
        parts.push(chain(&evidence.chain));
    }
    if evidence.modality != "asserted" {
        parts.push(evidence.modality.clone());
    }
    if evidence.background {
        parts.push("as background".to_owned());
    }
    parts.join(", ")
}

/// Returns the values that reports give for the event's date, the current ones first.
pub(crate) fn date(event: &AccountEvent) -> Option<String> {
    let slot = event.slots.iter().find(|slot| slot.slot == "date")?;
    let values: Vec<&str> = slot
        .readings
        .iter()
        .filter(|reading| reading.current)
        .map(|reading| reading.value.as_str())
        .collect();
    (!values.is_empty()).then(|| values.join(" / "))
}

/// Returns a slot's name for a reader: `single_origin` and `single-origin` become words.
pub(crate) fn label(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// Returns what a disagreement is about: the slot and the events' summaries.
pub(crate) fn subject(account: &Account, disagreement: &Disagreement) -> String {
    let summaries: Vec<&str> = disagreement
        .events
        .iter()
        .filter_map(|id| account.events.iter().find(|event| event.id == *id))
        .map(|event| event.summary.as_str())
        .collect();
    format!("{}: {}", label(&disagreement.slot), summaries.join(" / "))
}

/// Returns what a passage shows, in a sentence.
pub(crate) fn passage(account: &Account, passage: &Passage) -> String {
    let (a, b) = (name_of(account, &passage.a.report), name_of(account, &passage.b.report));
    let share = format!("{:.0}% the same words", passage.identity * 100.0);
    match (passage.kind.as_str(), passage.direction.as_str()) {
        ("repetition", _) => format!("{a} prints this twice ({share})"),
        ("quotation", _) => format!("{a} and {b} quote the same words ({share})"),
        ("boilerplate", _) => format!("{a} and {b} share a standing line ({share})"),
        (_, "a-to-b") => format!("{b} carries text of {a} ({share})"),
        (_, "b-to-a") => format!("{a} carries text of {b} ({share})"),
        _ => format!("{a} and {b} share text; who took it from whom is undetermined ({share})"),
    }
}

/// Returns `text` between two code points, on one line.
pub(crate) fn slice(text: &str, start: usize, end: usize) -> String {
    let words: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
    one_line(&words)
}

/// Returns text with every run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns at most `limit` code points of `text`, cut at a word, with an ellipsis where it was cut.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= limit {
        return text;
    }
    let head: String = text.chars().take(limit).collect();
    let cut = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..cut].trim_end_matches([',', ';', ':', '–', '-', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_english() {
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn only_the_lower_bound_is_called_independent() {
        assert_eq!(origins(LowHigh { low: 2, high: 5 }), "2 independent origins (at most 5)");
        assert_eq!(origins(LowHigh { low: 1, high: 1 }), "1 independent origin");
        assert_eq!(origins(LowHigh { low: 0, high: 0 }), "no independent origin");
    }

    #[test]
    fn shortened_text_ends_at_a_word() {
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("one  two", 9), "one two");
        assert_eq!(shorten("é é", 1), "é…");
    }

    #[test]
    fn slices_count_code_points() {
        assert_eq!(slice("Київ\n каже", 0, 9), "Київ каж");
    }
}
