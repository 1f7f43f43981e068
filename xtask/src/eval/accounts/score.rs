//! Hits and misses of an account against the gold of its story.

use std::collections::BTreeSet;

use tidings_text::wire::{Account, AccountEvent, DisagreementReading, Slot};

use super::gold::{Disagreement, Event, Gold, OriginCount, Reuse};
use super::likeness::{Fit, fit, numbers, stems, told_share};
use crate::eval::assign::assign;
use crate::eval::tally::{Miss, Scored, Sums, ratio};

/// The headings of an account's figures: key and metric.
const PARTS: [(&str, &str); 7] = [
    ("events", "events"),
    ("disagreements", "disagreements"),
    ("reuse", "reuse"),
    ("origins", "origin_bounds"),
    ("figures", "figures_clean"),
    ("boilerplate", "boilerplate_clean"),
    ("names", "names_joined"),
];

/// Scores the accounts that the product made of one story's reports; one account is asked for.
pub(crate) fn score(gold: &Gold, accounts: &[Account]) -> Scored {
    let mut board = Board::default();
    let events: Vec<&AccountEvent> = accounts.iter().flat_map(|account| &account.events).collect();
    let matched = match_events(gold, &events, &mut board);
    for (want, own) in gold.event.iter().zip(&matched) {
        if let Some(own) = own {
            if let Some(count) = &want.origin_count {
                origins(want, count, own, &mut board);
            }
        } else if want.origin_count.is_some() {
            board.tell("origins", false, "event not found", &want.key, String::new());
        }
    }
    let widest = gold.event.iter().map(|event| event.asserted_by.len()).max().unwrap_or(0);
    for (want, own) in gold.event.iter().zip(&matched) {
        // Where the main happening of the account was matched with another event of gold's, its figures are held all the same.
        let is_widest = want.asserted_by.len() == widest;
        let nearest = || {
            let told = events.iter().filter(|_| is_widest).filter(|event| event.slots.iter().any(is_toll));
            told.max_by(|one, other| fit(want, one).topic.total_cmp(&fit(want, other).topic)).copied()
        };
        if let Some(own) = own.filter(|own| own.slots.iter().any(is_toll)).or_else(nearest) {
            figures(want, own, &mut board);
        }
    }
    for want in &gold.disagreement {
        let told: Vec<&[DisagreementReading]> = accounts
            .iter()
            .flat_map(|account| account.disagreements.iter().map(|one| one.readings.as_slice()))
            .collect();
        let hit = told.iter().any(|readings| disagrees(want, readings));
        let values: Vec<&str> = want.readings.keys().map(String::as_str).collect();
        board.tell("disagreements", hit, "not shown", &want.slot, values.join(" / "));
    }
    for want in &gold.reuse {
        let hit = is_shared(want, accounts);
        board.tell("reuse", hit, "not found", &want.reports.join(", "), want.what.clone());
    }
    for want in &gold.repetition {
        let twice = events.iter().find_map(|event| {
            let mut seen = BTreeSet::new();
            let own = event.evidence.iter().filter(|evidence| evidence.report == want.report);
            own.map(|evidence| &evidence.text).find(|text| !seen.insert(text.as_str()))
        });
        board.tell(
            "reuse",
            twice.is_none(),
            "repetition counted twice",
            &want.report,
            twice.cloned().unwrap_or_default(),
        );
    }
    for line in &gold.boilerplate.lines {
        let line = line.trim_end_matches('…').trim();
        let leak =
            events.iter().flat_map(|event| &event.evidence).find(|evidence| evidence.text.contains(line));
        let words = leak.map(|evidence| evidence.text.clone()).unwrap_or_default();
        board.tell("boilerplate", leak.is_none(), "in evidence", line, words);
    }
    names(gold, &events, &mut board);
    let n_reports: usize = accounts.iter().map(|account| account.reports.len()).sum();
    let largest = accounts.iter().map(|account| account.reports.len()).max().unwrap_or(0);
    let is_listed = |own: &&&AccountEvent| gold.event.iter().any(|want| fit(want, own).is_near());
    let n_listed = events.iter().filter(is_listed).count();
    board.scored.extra.push(("events_told".to_owned(), events.len() as f64));
    board.scored.extra.push(("told_in_gold".to_owned(), ratio(n_listed as f64, events.len() as f64)));
    board.scored.extra.push(("in_one_account".to_owned(), ratio(largest as f64, n_reports as f64)));
    board.scored
}

/// Collects hits and misses.
#[derive(Default)]
struct Board {
    scored: Scored,
}

impl Board {
    fn tell(&mut self, part: &str, hit: bool, kind: &str, id: &str, words: String) {
        self.scored.tally.next_unit();
        self.scored.tally.add(&format!("{part}|gold"), 1.0);
        self.scored.tally.count(&format!("{part}|hit"), hit);
        if !hit {
            self.scored.misses.push(Miss { kind: format!("{part}: {kind}"), id: id.to_owned(), words });
        }
    }
}

/// Matches events one to one and returns for each of gold's the account's that may be it, right or nearly.
fn match_events<'a>(
    gold: &Gold,
    own: &[&'a AccountEvent],
    board: &mut Board,
) -> Vec<Option<&'a AccountEvent>> {
    let fits: Vec<Vec<Fit>> =
        gold.event.iter().map(|want| own.iter().map(|event| fit(want, event)).collect()).collect();
    let weights: Vec<Vec<f64>> = fits.iter().map(|row| row.iter().map(Fit::weight).collect()).collect();
    let mut matched = vec![None; gold.event.len()];
    for (i, j) in assign(&weights) {
        if weights[i][j] > 0.0 {
            matched[i] = Some(j);
        }
    }
    for (i, want) in gold.event.iter().enumerate() {
        let (hit, kind, words) = match matched[i] {
            None => (false, "not found".to_owned(), String::new()),
            Some(j) => {
                let wrong = &fits[i][j].wrong;
                let dates: Vec<&str> = own[j]
                    .slots
                    .iter()
                    .filter(|slot| slot.slot == "date")
                    .flat_map(|slot| slot.readings.iter().map(|reading| reading.value.as_str()))
                    .collect();
                (
                    wrong.is_empty(),
                    format!("wrong {}", wrong.join(", ")),
                    format!("{} ({})", own[j].summary, dates.join(" / ")),
                )
            }
        };
        board.tell("events", hit, &kind, &want.key, format!("{} / {words}", want.what));
    }
    matched.into_iter().map(|at| at.map(|at| own[at])).collect()
}

fn origins(want: &Event, count: &OriginCount, own: &AccountEvent, board: &mut Board) {
    let low = match &count.slot {
        None => own.origins.low,
        Some(name) => {
            let readings = own.slots.iter().filter(|slot| slot.slot == *name).flat_map(|slot| &slot.readings);
            readings.map(|reading| reading.origins.low).max().unwrap_or(0)
        }
    };
    let hit = low >= count.low && low <= count.high;
    let kind = if low > count.high { "too many: false independence" } else { "too few" };
    let words = format!(
        "gold {} to {}, best {}; account {low} to {}",
        count.low, count.high, count.best, own.origins.high
    );
    board.tell("origins", hit, kind, &want.key, words);
}

fn is_toll(slot: &Slot) -> bool {
    matches!(slot.slot.as_str(), "killed" | "injured")
}

/// Numbers of killed and injured that no report gives for this event are other events' numbers.
fn figures(want: &Event, own: &AccountEvent, board: &mut Board) {
    for (role, readings) in &want.quantities {
        let known: BTreeSet<u64> =
            want.quantities.values().flat_map(|all| all.keys()).flat_map(|value| numbers(value)).collect();
        if !matches!(role.as_str(), "killed" | "injured") || readings.is_empty() {
            continue;
        }
        for reading in own.slots.iter().filter(|slot| slot.slot == *role).flat_map(|slot| &slot.readings) {
            let own_numbers = numbers(&reading.value);
            let foreign = !own_numbers.is_empty() && own_numbers.is_disjoint(&known);
            let words = format!("{role} {} from {}", reading.value, reading.reports.join(", "));
            board.tell("figures", !foreign, "no report gives it for this event", &want.key, words);
        }
    }
}

/// Says whether an account's readings hold two of gold's apart: each told by one of its reports, in like words or numbers.
fn disagrees(want: &Disagreement, own: &[DisagreementReading]) -> bool {
    let told = |value: &str, reports: &[String], reading: &DisagreementReading| {
        reports.iter().any(|report| reading.reports.contains(report)) && values_fit(value, &reading.value)
    };
    let of_gold: Vec<(&String, &Vec<String>)> = want.readings.iter().collect();
    of_gold.iter().enumerate().any(|(i, (value_a, reports_a))| {
        of_gold[i + 1..].iter().any(|(value_b, reports_b)| {
            own.iter().enumerate().any(|(x, first)| {
                told(value_a, reports_a, first)
                    && own.iter().enumerate().any(|(y, second)| x != y && told(value_b, reports_b, second))
            })
        })
    })
}

fn values_fit(gold: &str, own: &str) -> bool {
    let denies = |value: &str| {
        let first = value.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        matches!(first.as_str(), "no" | "none" | "not" | "never")
    };
    match own {
        "no" => return denies(gold),
        "yes" => return !denies(gold),
        _ => {}
    }
    let (in_gold, in_own) = (numbers(gold), numbers(own));
    if !in_gold.is_empty() && !in_own.is_empty() {
        return !in_gold.is_disjoint(&in_own);
    }
    told_share(own, &stems(gold)) >= 0.5 || told_share(gold, &stems(own)) >= 0.34
}

/// Says whether each of the reports shares a passage with another of them.
fn is_shared(want: &Reuse, accounts: &[Account]) -> bool {
    let pairs: Vec<(&str, &str)> = accounts
        .iter()
        .flat_map(|account| {
            account.passages.iter().map(|passage| (passage.a.report.as_str(), passage.b.report.as_str()))
        })
        .filter(|(a, b)| a != b)
        .collect();
    let among = |report: &str| want.reports.iter().any(|own| own == report);
    want.reports.iter().all(|report| {
        pairs.iter().any(|(a, b)| (*a == report.as_str() && among(b)) || (*b == report.as_str() && among(a)))
    })
}

/// Spellings of one name are one actor, and no actor bears the spellings of two names.
fn names(gold: &Gold, events: &[&AccountEvent], board: &mut Board) {
    let actors: BTreeSet<(&str, &str)> = events
        .iter()
        .flat_map(|event| event.actors.iter().chain(&event.recipients))
        .map(|actor| (actor.id.as_str(), actor.name.as_str()))
        .collect();
    let mut of_names = Vec::new();
    for (name, spellings) in &gold.names {
        let spelt = |own: &str| {
            own == name || spellings.iter().any(|spelling| spelling.to_lowercase() == own.to_lowercase())
        };
        let ids: BTreeSet<&str> =
            actors.iter().filter(|(id, own)| spelt(own) || id == name).map(|(id, _)| *id).collect();
        let words = ids.iter().copied().collect::<Vec<_>>().join(", ");
        board.tell("names", ids.len() <= 1, "spellings told apart", name, words);
        of_names.push((name, ids));
    }
    for (at, (name, ids)) in of_names.iter().enumerate() {
        for (other, others) in &of_names[at + 1..] {
            let mixed: Vec<&str> = ids.intersection(others).copied().collect();
            if !mixed.is_empty() {
                board.tell(
                    "names",
                    false,
                    "two names taken for one",
                    name,
                    format!("{other}: {}", mixed.join(", ")),
                );
            }
        }
    }
}

/// Shares of gold's items that the accounts hold.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let asked = |part: &str| sums.get(&format!("{part}|gold"));
    PARTS
        .iter()
        .filter(|(part, _)| asked(part) > 0.0)
        .map(|(part, name)| ((*name).to_owned(), ratio(sums.get(&format!("{part}|hit")), asked(part))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_by_number_word_or_denial() {
        for (gold, own, fits) in [
            ("at least seven / seven", "7", true),
            ("around 100", "130", false),
            ("none yet", "no", true),
            ("severed relations", "yes", true),
            ("in the harbour of Velmora", "Velmora harbour", true),
            ("in the harbour", "at the airport", false),
        ] {
            assert_eq!(values_fit(gold, own), fits, "{gold} / {own}");
        }
    }
}
