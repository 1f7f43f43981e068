//! Chains: through whom a statement reached the outlet, link by link in order.

use std::collections::BTreeSet;

use serde_json::Value;

use super::same::{names_of, same_name};
use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf, ratio};
use crate::eval::text::{Range, covered, is_space, list, overlap, ranges, shared, slice, span_of, text};

/// One link of a system's chain.
#[derive(Debug, Clone)]
struct Link {
    span: Option<Range>,
    names: Vec<String>,
    kind: Option<String>,
}

/// Scores chains.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        out.tally.next_unit();
        let own = system.passage(line);
        out.lacking += usize::from(own.is_none());
        let best = own.map_or_else(Vec::new, |(own, shift)| best_chain(line, own, shift));
        passage(line, &best, &mut out);
    }
    out
}

fn is_optional(link: &Value) -> bool {
    crate::eval::text::flag(link, "optional")
}

/// Returns the chain of the attribution that fits the passage's content best.
fn best_chain(line: &Value, own: &Value, shift: i64) -> Vec<Link> {
    let chars: Vec<char> = text(line, "text").chars().collect();
    let size = chars.len() as i64;
    let (spare, need): (Vec<&Value>, Vec<&Value>) =
        list(line, "chain").iter().partition(|link| is_optional(link));
    let content = covered(&ranges(line, "content"), &chars);
    let outlet = text(line, "outlet");
    let mut best: Option<((i64, usize, i64), Vec<Link>)> = None;
    for attribution in list(own, "attributions") {
        let said: BTreeSet<i64> = ranges(attribution, "content")
            .iter()
            .flat_map(|&(start, end)| (start - shift).max(0)..(end - shift).min(size))
            .filter(|&at| !is_space(chars[at as usize]))
            .collect();
        let mut links = chain_of(attribution, shift, &chars);
        let here = links.iter().any(|link| link.span.is_some_and(|span| overlap(span, (0, size)) > 0));
        if said.is_empty() && !here {
            continue;
        }
        // the report's own outlet and links that gold calls optional count neither for nor against
        links.retain(|link| {
            let own_outlet = link.span.is_none()
                && !outlet.is_empty()
                && link.names.iter().any(|name| same_name(name, outlet));
            let asked = need.iter().any(|want| matches(want, link));
            !own_outlet && (asked || !spare.iter().any(|want| matches(want, link)))
        });
        let (hit, in_order) = (shared(&said, &content), in_order(&need, &links).len());
        let n_links = links.len() as i64;
        let rank = (hit, in_order, if need.is_empty() { n_links } else { -n_links });
        let fits = hit > 0 || in_order > 0 || content.is_empty();
        if fits && best.as_ref().is_none_or(|(greatest, _)| rank > *greatest) {
            best = Some((rank, links));
        }
    }
    best.map(|(_, links)| links).unwrap_or_default()
}

fn chain_of(attribution: &Value, shift: i64, chars: &[char]) -> Vec<Link> {
    let links: Vec<Link> = list(attribution, "chain")
        .iter()
        .map(|link| {
            let span = span_of(link, shift);
            let mut names = names_of(link);
            names.extend(span.map(|span| slice(chars, span)));
            Link { span, names, kind: link.get("kind").and_then(Value::as_str).map(str::to_owned) }
        })
        .collect();
    let source = ranges(attribution, "source");
    match (links.is_empty(), source.first(), source.last()) {
        (true, Some(first), Some(last)) => {
            let span = (first.0 - shift, last.1 - shift);
            vec![Link { span: Some(span), names: vec![slice(chars, span)], kind: None }]
        }
        _ => links,
    }
}

fn matches(want: &Value, link: &Link) -> bool {
    let at = span_of(want, 0);
    let overlaps = link.span.zip(at).is_some_and(|(own, at)| overlap(own, at) > 0);
    overlaps || link.names.iter().any(|name| same_name(name, text(want, "text")))
}

/// Longest common subsequence of gold and system links, as pairs.
fn in_order(want: &[&Value], links: &[Link]) -> Vec<(usize, usize)> {
    let mut best: Vec<Vec<Vec<(usize, usize)>>> = vec![vec![Vec::new(); links.len() + 1]; want.len() + 1];
    for i in (0..want.len()).rev() {
        for j in (0..links.len()).rev() {
            let mut longest = Vec::new();
            if matches(want[i], &links[j]) {
                longest.push((i, j));
                longest.extend(&best[i + 1][j + 1]);
            }
            for other in [&best[i + 1][j], &best[i][j + 1]] {
                if other.len() > longest.len() {
                    longest.clone_from(other);
                }
            }
            best[i][j] = longest;
        }
    }
    best.swap_remove(0).swap_remove(0)
}

fn passage(line: &Value, best: &[Link], out: &mut Scored) {
    let need: Vec<&Value> = list(line, "chain").iter().filter(|link| !is_optional(link)).collect();
    let pairs = in_order(&need, best);
    let kind = text(line, "class");
    let tally = &mut out.tally;
    tally.add(kind, 1.0);
    let kinds = pairs
        .iter()
        .filter(|(i, j)| need[*i].get("kind").and_then(Value::as_str) == best[*j].kind.as_deref());
    tally.add("kinds", kinds.count() as f64);
    tally.add("links", pairs.len() as f64);
    let whole = pairs.len() == need.len() && pairs.len() == best.len();
    let allowed = if kind == "plain" { 1 } else { 0 };
    if kind == "chain" {
        tally.count("exact", whole);
        tally.add("gold_links", need.len() as f64);
        tally.add("sys_links", best.len() as f64);
        tally.add("hit_links", pairs.len() as f64);
        tally.count("sys_chains", best.len() >= 2);
    } else if best.len() > allowed {
        tally.add(&format!("false|{kind}"), 1.0);
        tally.count("sys_chains", best.len() >= 2);
        tally.add("sys_links", (best.len() - allowed) as f64);
    }
    let mut origin = true;
    if let Some(last) = need.last() {
        origin = best.last().is_some_and(|link| matches(last, link));
        tally.add("origins", 1.0);
        tally.count("origin", origin);
    }
    let miss = match kind {
        "chain" if best.is_empty() => Some("chain: nothing found"),
        "chain" if !origin => Some("chain: wrong origin"),
        "chain" if pairs.len() < need.len() => Some("chain: link missed"),
        "chain" if !whole => Some("chain: link too many"),
        "chain" => None,
        _ if best.len() > allowed => Some("false chain"),
        _ if !origin => Some("plain: wrong or no source"),
        _ => None,
    };
    if let Some(miss) = miss {
        let want: Vec<&str> = need.iter().map(|link| text(link, "text")).collect();
        let got: Vec<&str> = best.iter().map(|link| link.names.last().map_or("", String::as_str)).collect();
        out.misses.push(Miss {
            kind: miss.to_owned(),
            id: text(line, "id").to_owned(),
            words: format!(
                "gold {} / system {} in: {}",
                want.join(" ← "),
                got.join(" ← "),
                text(line, "text")
            )
            .replace('\n', " "),
        });
    }
}

/// F1 of exact chains first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let exact = prf(sums.get("exact"), sums.get("sys_chains"), sums.get("chain"));
    let lenient = prf(sums.get("hit_links"), sums.get("sys_links"), sums.get("gold_links"));
    let false_chains = sums.get("false|plain") + sums.get("false|none");
    vec![
        metric("exact_f1", exact.f1),
        metric("lenient_f1", lenient.f1),
        metric("lenient_p", lenient.p),
        metric("lenient_r", lenient.r),
        metric("origin_acc", ratio(sums.get("origin"), sums.get("origins"))),
        metric("clean_negatives", 1.0 - ratio(false_chains, sums.get("plain") + sums.get("none"))),
    ]
}
