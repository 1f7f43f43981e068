//! Actors: mentions that act, and whether each is taken for the right actor.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::same::{is_known, names_of, plain, same_name};
use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{Range, alike, flag, greedy, list, overlap, slice, span_of, text};

/// Scores mentions of actors.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        out.tally.next_unit();
        let own = system.passage(line);
        out.lacking += usize::from(own.is_none());
        let size = text(line, "text").chars().count() as i64;
        let got: Vec<(Range, &Value)> = own.map_or_else(Vec::new, |(own, shift)| {
            list(own, "mentions")
                .iter()
                .filter(|mention| !left_out(mention))
                .filter_map(|mention| Some((span_of(mention, shift)?, mention)))
                .filter(|(span, _)| overlap(*span, (0, size)) > 0)
                .collect()
        });
        passage(line, &got, &mut out);
    }
    out
}

fn left_out(mention: &Value) -> bool {
    mention.get("acts") == Some(&Value::Bool(false))
        || (text(mention, "kind") == "place" && !flag(mention, "acts"))
}

fn passage(line: &Value, got: &[(Range, &Value)], out: &mut Scored) {
    let span = |mention: &Value| span_of(mention, 0).unwrap_or_default();
    let (acting, still): (Vec<&Value>, Vec<&Value>) =
        list(line, "mentions").iter().partition(|mention| flag(mention, "acts"));
    let mut pairs = Vec::new();
    for (i, &a) in acting.iter().enumerate() {
        let want = span(a);
        for (j, &(own, mention)) in got.iter().enumerate() {
            let over = overlap(own, want);
            if over > 0 {
                let cover = own.1.max(want.1) - own.0.min(want.0);
                let same = u8::from(same_actor(a, mention));
                pairs.push(((over as f64 / cover as f64, same), i, j));
            }
        }
    }
    let chosen = greedy(pairs);
    let (used_i, used_j): (BTreeSet<usize>, BTreeSet<usize>) = chosen.iter().copied().unzip();
    let touches = |own: Range, all: &[&Value]| all.iter().any(|mention| overlap(own, span(mention)) > 0);
    let is_free =
        |j: usize, own: Range| !used_j.contains(&j) && (touches(own, &still) || touches(own, &acting));
    let free = got.iter().enumerate().filter(|(j, (own, _))| is_free(*j, *own)).count();

    let tally = &mut out.tally;
    tally.add("gold", acting.len() as f64);
    tally.add("sys", (got.len() - free) as f64);
    tally.add("found", chosen.len() as f64);
    let id = text(line, "id");
    let chars: Vec<char> = text(line, "text").chars().collect();
    for &(i, j) in &chosen {
        let anaphor = flag(acting[i], "anaphor");
        let right = same_actor(acting[i], got[j].1);
        tally.count("right", right);
        tally.count("anaphor_found", anaphor);
        tally.count("anaphor_right", anaphor && right);
        if !right {
            out.misses.push(Miss {
                kind: if anaphor { "anaphor: wrong actor" } else { "name: wrong actor" }.to_owned(),
                id: id.to_owned(),
                words: format!(
                    "`{}` is {}, taken for {}",
                    text(acting[i], "text"),
                    text(acting[i], "actor"),
                    names_of(got[j].1).join(" / ")
                ),
            });
        }
    }
    let around = |at: Range| {
        let words = slice(&chars, (at.0 - 40, at.0)) + "[" + &slice(&chars, at) + "]";
        (words + &slice(&chars, (at.1, at.1 + 40))).replace('\n', " ")
    };
    for (_, mention) in acting.iter().enumerate().filter(|(i, _)| !used_i.contains(i)) {
        let kind = if flag(mention, "anaphor") { "anaphor missed" } else { "name missed" };
        let words = format!("{} ({})", around(span(mention)), text(mention, "actor"));
        out.misses.push(Miss { kind: kind.to_owned(), id: id.to_owned(), words });
    }
    for (j, &(own, mention)) in got.iter().enumerate() {
        if !used_j.contains(&j) && !is_free(j, own) {
            let words = format!("{} ({})", around(own), names_of(mention).join(" / "));
            out.misses.push(Miss { kind: "spurious".to_owned(), id: id.to_owned(), words });
        }
    }
    let tally = &mut out.tally;
    tally.add("anaphors", acting.iter().filter(|mention| flag(mention, "anaphor")).count() as f64);
    for place in still.iter().filter(|mention| text(mention, "kind") == "place") {
        tally.add("places", 1.0);
        tally.count("left", !got.iter().any(|(own, _)| overlap(*own, span(place)) > 0));
    }
}

/// Says whether a system's mention names gold's actor; a set must be named whole.
fn same_actor(want: &Value, got: &Value) -> bool {
    static AND: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s*(?:\+|,|;|\band\b)\s*").expect("the pattern is fixed"));
    let actors: Vec<&str> = text(want, "actor").split(" + ").collect();
    let set = if flag(got, "members") { got.get("members") } else { got.get("actor") };
    let set = set.unwrap_or(&Value::Null);
    let name = got.get("name").unwrap_or(&Value::Null);
    if actors.len() > 1 {
        let split = |words: &str| AND.split(words).map(Value::from).collect::<Vec<_>>();
        let mut parts = match set {
            Value::Array(items) => items.clone(),
            Value::String(words) => split(words),
            _ => Vec::new(),
        };
        if let (1, Some(name)) = (parts.len(), name.as_str().filter(|name| !name.is_empty())) {
            parts = split(name);
        }
        parts.retain(|part| !names_of(part).is_empty());
        return parts.len() == actors.len()
            && actors
                .iter()
                .all(|actor| parts.iter().flat_map(names_of).any(|name| same_name(actor, &name)));
    }
    let names: Vec<String> = names_of(set).into_iter().chain(names_of(name)).collect();
    if names.iter().any(|name| same_name(actors[0], name)) {
        return true;
    }
    let own_name = !flag(want, "anaphor")
        && (matches!(text(want, "kind"), "person" | "organisation") || flag(want, "organ"));
    own_name && names.iter().any(|name| !is_known(&plain(name)) && alike(name, text(want, "text")) >= 0.5)
}

/// F1 of mention and actor first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let mention = prf(sums.get("found"), sums.get("sys"), sums.get("gold"));
    let actor = prf(sums.get("right"), sums.get("sys"), sums.get("gold"));
    let named = sums.get("gold") - sums.get("anaphors");
    let places = sums.get("places");
    vec![
        metric("actor_f1", actor.f1),
        metric("mention_f1", mention.f1),
        metric("actor_p", actor.p),
        metric("actor_r", actor.r),
        metric("named_recall", ratio(sums.get("right") - sums.get("anaphor_right"), named)),
        metric("anaphor_recall", ratio(sums.get("anaphor_right"), sums.get("anaphors"))),
        metric("places_left", if places > 0.0 { sums.get("left") / places } else { 1.0 }),
    ]
}
