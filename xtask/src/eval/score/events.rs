//! Events across reports: MUC (Vilain 1995), B-cubed (Bagga and Baldwin 1998), CEAFe (Luo 2005) and their mean.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::metric;
use crate::eval::assign::assign;
use crate::eval::tally::{Miss, Scored, Sums, Tally, prf, prf_ratio};
use crate::eval::text::{Range, int, list, overlap, ranges, slice, span_of, text};

/// A mention: document, whether gold has it, number within the document.
type Mention = (usize, bool, usize);
type Cluster = BTreeSet<Mention>;

/// The clusterings that are scored: how the response is read, with and without clusters of one.
const VIEWS: [(&str, bool, bool); 4] = [
    ("conll", false, false),
    ("conll_spurious_apart", true, false),
    ("conll_nosingle", false, true),
    ("conll_nosingle_spurious_apart", true, true),
];

/// Scores clusters of event mentions; a unit is a topic.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let mut out = Scored::default();
    let docs: BTreeMap<&str, usize> =
        gold.iter().enumerate().map(|(at, doc)| (text(doc, "id"), at)).collect();
    let mut spans: Vec<Vec<(Range, &str)>> = vec![Vec::new(); gold.len()];
    for line in system {
        for mention in list(line, "mentions") {
            let doc = docs.get(text(mention, "report")).copied();
            let (Some(doc), Some(span)) = (doc, span_of(mention, 0)) else { continue };
            let scored = ranges(&gold[doc], "scored");
            if scored.iter().any(|&(start, end)| span.0 < end && span.1 > start) {
                spans[doc].push((span, text(line, "event")));
            }
        }
    }
    let topics: BTreeSet<i64> = gold.iter().map(topic).collect();
    let topics: Vec<i64> = topics.into_iter().collect();
    let unit = |doc: usize| topics.binary_search(&topic(&gold[doc])).unwrap_or(0);
    let mut tally = Tally::with_units(topics.len());

    let (mut key, mut response) = (BTreeMap::<&str, Cluster>::new(), BTreeMap::<&str, Cluster>::new());
    let mut spurious = Cluster::new();
    for (doc, line) in gold.iter().enumerate() {
        let mentions = list(line, "mentions");
        let found = match_mentions(mentions, &spans[doc]);
        tally.add_to(unit(doc), "n_gold", mentions.len() as f64);
        tally.add_to(unit(doc), "n_sys", spans[doc].len() as f64);
        tally.add_to(unit(doc), "n_match", found.len() as f64);
        for (at, mention) in mentions.iter().enumerate() {
            key.entry(text(mention, "chain")).or_default().insert((doc, true, at));
        }
        for (at, (_, event)) in spans[doc].iter().enumerate() {
            let mention = found.get(&at).map_or((doc, false, at), |&own| (doc, true, own));
            if !mention.1 {
                spurious.insert(mention);
            }
            response.entry(event).or_default().insert(mention);
        }
        let chars: Vec<char> = text(line, "text").chars().collect();
        let matched: BTreeSet<usize> = found.values().copied().collect();
        for (_, mention) in mentions.iter().enumerate().filter(|(at, _)| !matched.contains(at)) {
            let span = span_of(mention, 0).unwrap_or_default();
            let around = slice(&chars, (span.0 - 30, span.0)) + "[" + &slice(&chars, span) + "]";
            out.misses.push(Miss {
                kind: format!("mention missed: {}", text(mention, "type")),
                id: text(line, "id").to_owned(),
                words: (around + &slice(&chars, (span.1, span.1 + 30))).replace('\n', " "),
            });
        }
    }
    let key: Vec<Cluster> = key.into_values().collect();
    let response: Vec<Cluster> = response.into_values().collect();
    clusters_missed(gold, &key, &response, &mut out);
    let by_story = |clusters: &[Cluster]| -> Vec<Cluster> {
        let mut parts: BTreeMap<(usize, &str), Cluster> = BTreeMap::new();
        for (at, cluster) in clusters.iter().enumerate() {
            for mention in cluster {
                parts.entry((at, text(&gold[mention.0], "story"))).or_default().insert(*mention);
            }
        }
        parts.into_values().collect()
    };
    for (tag, key, response) in
        [("", key.clone(), response.clone()), ("story_", by_story(&key), by_story(&response))]
    {
        for (view, apart, plural) in VIEWS {
            let read = if apart { take_out(&response, &spurious) } else { response.clone() };
            let keep = |clusters: &[Cluster]| -> Vec<Cluster> {
                clusters.iter().filter(|cluster| !plural || cluster.len() > 1).cloned().collect()
            };
            coref(&keep(&key), &keep(&read), &format!("{tag}{view}"), &unit, &mut tally);
        }
    }
    out.tally = tally;
    out
}

fn topic(doc: &Value) -> i64 {
    int(doc, "topic").unwrap_or(0)
}

/// Spurious mentions taken out of their clusters, each alone.
fn take_out(clusters: &[Cluster], spurious: &Cluster) -> Vec<Cluster> {
    let rest = clusters.iter().map(|cluster| cluster - spurious).filter(|cluster| !cluster.is_empty());
    rest.chain(spurious.iter().map(|mention| Cluster::from([*mention]))).collect()
}

/// Best one-to-one matching of system mentions to gold mentions whose head they overlap: system number to gold number.
pub(crate) fn match_mentions(gold: &[Value], system: &[(Range, &str)]) -> BTreeMap<usize, usize> {
    let weight = |mention: &Value, own: Range| {
        let span = span_of(mention, 0).unwrap_or_default();
        let head = list(mention, "head");
        let head = match (head.first().and_then(Value::as_i64), head.get(1).and_then(Value::as_i64)) {
            (Some(start), Some(end)) => (start, end),
            _ => span,
        };
        if overlap(head, own) <= 0 {
            return 0.0;
        }
        let union = span.1.max(own.1) - span.0.min(own.0);
        // one more match always beats a closer one
        101.0 + overlap(span, own) as f64 / union as f64
    };
    let weights: Vec<Vec<f64>> =
        gold.iter().map(|mention| system.iter().map(|(own, _)| weight(mention, *own)).collect()).collect();
    assign(&weights).into_iter().filter(|&(i, j)| weights[i][j] > 0.0).map(|(i, j)| (j, i)).collect()
}

/// Counts what MUC, B-cubed and CEAFe need, each at the topic it belongs to.
fn coref(
    key: &[Cluster],
    response: &[Cluster],
    view: &str,
    unit: &dyn Fn(usize) -> usize,
    tally: &mut Tally,
) {
    let place = |clusters: &[Cluster]| -> BTreeMap<Mention, usize> {
        clusters.iter().enumerate().flat_map(|(at, cluster)| cluster.iter().map(move |m| (*m, at))).collect()
    };
    let (in_key, in_response) = (place(key), place(response));
    let home = |cluster: &Cluster| cluster.first().map_or(0, |mention| unit(mention.0));
    for (side, clusters, other) in [("r", key, &in_response), ("p", response, &in_key)] {
        for cluster in clusters {
            let parts: BTreeSet<usize> =
                cluster.iter().filter_map(|mention| other.get(mention).copied()).collect();
            let alone = cluster.iter().filter(|mention| !other.contains_key(mention)).count();
            let links = cluster.len() as f64 - parts.len() as f64 - alone as f64;
            tally.add_to(home(cluster), &format!("{view}|muc_{side}n"), links);
            tally.add_to(home(cluster), &format!("{view}|muc_{side}d"), cluster.len() as f64 - 1.0);
            tally.add_to(home(cluster), &format!("{view}|ceaf_{side}d"), 1.0);
        }
    }
    for (side, own, own_place, other, other_place) in
        [("r", key, &in_key, response, &in_response), ("p", response, &in_response, key, &in_key)]
    {
        for (mention, &at) in own_place {
            tally.add_to(unit(mention.0), &format!("{view}|b3_{side}d"), 1.0);
            if let Some(&there) = other_place.get(mention) {
                let both = own[at].intersection(&other[there]).count() as f64;
                tally.add_to(unit(mention.0), &format!("{view}|b3_{side}n"), both / own[at].len() as f64);
            }
        }
    }
    for (at, likeness) in ceaf(key, response, &in_response) {
        tally.add_to(home(&key[at]), &format!("{view}|ceaf_n"), likeness);
    }
}

/// The best one-to-one alignment of clusters under phi4, solved apart for each connected group: key cluster, likeness.
fn ceaf(key: &[Cluster], response: &[Cluster], in_response: &BTreeMap<Mention, usize>) -> Vec<(usize, f64)> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (i, cluster) in key.iter().enumerate() {
        for mention in cluster {
            if let Some(&j) = in_response.get(mention) {
                *shared.entry((i, j)).or_default() += 1;
            }
        }
    }
    // groups of clusters that share mentions, by union of key (0..) and response (key.len()..)
    let mut parent: Vec<usize> = (0..key.len() + response.len()).collect();
    fn find(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    for &(i, j) in shared.keys() {
        let (a, b) = (find(&mut parent, i), find(&mut parent, key.len() + j));
        parent[a] = b;
    }
    let mut groups: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for &(i, j) in shared.keys() {
        groups.entry(find(&mut parent, i)).or_default().push((i, j));
    }
    let mut out = Vec::new();
    for edges in groups.values() {
        let rows: Vec<usize> = edges.iter().map(|edge| edge.0).collect::<BTreeSet<_>>().into_iter().collect();
        let columns: Vec<usize> =
            edges.iter().map(|edge| edge.1).collect::<BTreeSet<_>>().into_iter().collect();
        let likeness = |i: usize, j: usize| {
            let both = shared.get(&(i, j)).copied().unwrap_or(0) as f64;
            2.0 * both / (key[i].len() + response[j].len()) as f64
        };
        let weights: Vec<Vec<f64>> =
            rows.iter().map(|&i| columns.iter().map(|&j| likeness(i, j)).collect()).collect();
        out.extend(assign(&weights).into_iter().map(|(row, column)| (rows[row], weights[row][column])));
    }
    out
}

/// Names gold clusters that were split, and system clusters that mix gold ones.
fn clusters_missed(gold: &[Value], key: &[Cluster], response: &[Cluster], out: &mut Scored) {
    let words = |mention: &Mention| {
        let doc = &gold[mention.0];
        let told = list(doc, "mentions").get(mention.2).map_or("", |mention| text(mention, "text"));
        let span =
            list(doc, "mentions").get(mention.2).and_then(|mention| span_of(mention, 0)).unwrap_or_default();
        let told = if told.is_empty() {
            slice(&text(doc, "text").chars().collect::<Vec<_>>(), span)
        } else {
            told.to_owned()
        };
        format!("{} `{told}`", text(doc, "id"))
    };
    for (kind, clusters, others) in
        [("gold cluster split", key, response), ("cluster mixes gold clusters", response, key)]
    {
        for cluster in clusters {
            let parts: Vec<Vec<String>> = others
                .iter()
                .map(|other| cluster.intersection(other).map(words).collect::<Vec<_>>())
                .filter(|part| !part.is_empty())
                .collect();
            if parts.len() > 1 {
                let first: Vec<&str> =
                    parts.iter().filter_map(|part| part.first()).map(String::as_str).collect();
                out.misses.push(Miss {
                    kind: kind.to_owned(),
                    id: cluster.first().map_or("", |mention| text(&gold[mention.0], "id")).to_owned(),
                    words: first.into_iter().take(6).collect::<Vec<_>>().join(" | "),
                });
            }
        }
    }
}

/// CoNLL F1 first; `gold_mentions` is 0, since the product finds its own.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let detection = prf(sums.get("n_match"), sums.get("n_sys"), sums.get("n_gold"));
    let conll = |view: &str| {
        let get = |key: &str| sums.get(&format!("{view}|{key}"));
        let muc = prf_ratio(get("muc_pn"), get("muc_pd"), get("muc_rn"), get("muc_rd"));
        let b3 = prf_ratio(get("b3_pn"), get("b3_pd"), get("b3_rn"), get("b3_rd"));
        let ceaf = prf_ratio(get("ceaf_n"), get("ceaf_pd"), get("ceaf_n"), get("ceaf_rd"));
        (muc.f1 + b3.f1 + ceaf.f1) / 3.0
    };
    let mut out = vec![
        metric("conll", conll("conll")),
        metric("mention_f1", detection.f1),
        metric("mention_p", detection.p),
        metric("mention_r", detection.r),
    ];
    for tag in ["", "story_"] {
        for (view, _, _) in VIEWS.iter().filter(|view| !(tag.is_empty() && view.0 == "conll")) {
            let name = format!("{tag}{view}");
            let value = conll(&name);
            out.push(metric(name, value));
        }
    }
    out.push(metric("gold_mentions", 0.0));
    out
}
