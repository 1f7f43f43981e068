//! Attribution: cue, source and content by exact span, overlap and token; the full triple.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{System, metric};
use crate::eval::tally::{Miss, Scored, Sums, prf};
use crate::eval::text::{covered, greedy, list, ranges, shared, slice, text, token_starts};

const ROLES: [&str; 3] = ["cue", "source", "content"];

/// Code points of cue, source, content.
type Relation = [BTreeSet<i64>; 3];

fn relations_of(items: &[Value], chars: &[char]) -> Vec<Relation> {
    items.iter().map(|item| ROLES.map(|role| covered(&ranges(item, role), chars))).collect()
}

/// Scores attributions.
pub(crate) fn score(gold: &[Value], system: &[Value]) -> Scored {
    let system = System::new(system);
    let mut out = Scored::default();
    for line in gold {
        out.tally.next_unit();
        let chars: Vec<char> = text(line, "text").chars().collect();
        let own = system.line(text(line, "id"));
        out.lacking += usize::from(own.is_none());
        let want = relations_of(list(line, "relations"), &chars);
        let got = relations_of(own.map_or(&[], |own| list(own, "attributions")), &chars);
        document(text(line, "id"), text(line, "text"), &chars, &want, &got, &mut out);
    }
    out
}

fn document(id: &str, words: &str, chars: &[char], want: &[Relation], got: &[Relation], out: &mut Scored) {
    let mut pairs = Vec::new();
    for (i, a) in want.iter().enumerate() {
        for (j, b) in got.iter().enumerate() {
            let [cue, source, content] = [0, 1, 2].map(|role| shared(&a[role], &b[role]));
            if content > 0 || cue > 0 {
                pairs.push(((content, cue, source), i, j));
            }
        }
    }
    let tally = &mut out.tally;
    for (role, name) in ROLES.iter().enumerate() {
        let filled =
            |relations: &[Relation]| relations.iter().filter(|one| !one[role].is_empty()).count() as f64;
        tally.add(&format!("{name}|gold"), filled(want));
        tally.add(&format!("{name}|sys"), filled(got));
    }
    let chosen = greedy(pairs);
    for &(i, j) in &chosen {
        let (a, b) = (&want[i], &got[j]);
        for (role, name) in ROLES.iter().enumerate() {
            tally.count(&format!("{name}|exact"), !a[role].is_empty() && a[role] == b[role]);
            tally.count(&format!("{name}|over"), shared(&a[role], &b[role]) > 0);
        }
        let union = a[2].union(&b[2]).count();
        let content = union > 0 && shared(&a[2], &b[2]) as f64 / union as f64 >= 0.5;
        let cue = shared(&a[0], &b[0]) > 0;
        let source = a[1].is_empty() || shared(&a[1], &b[1]) > 0;
        tally.count("triple", content && cue && source);
        let wrong: Vec<&str> = [(content, "content"), (cue, "cue"), (source, "source")]
            .into_iter()
            .filter_map(|(right, name)| (!right).then_some(name))
            .collect();
        if !wrong.is_empty() {
            out.misses.push(Miss {
                kind: format!("wrong {}", wrong.join(", ")),
                id: id.to_owned(),
                words: format!("gold {} / system {}", describe(a, chars), describe(b, chars)),
            });
        }
    }
    tally.add("n_gold", want.len() as f64);
    tally.add("n_sys", got.len() as f64);
    tokens(words, want, got, out);
    let unmatched =
        |relations: &[Relation], side: fn(&(usize, usize)) -> usize, kind: &str, out: &mut Scored| {
            let used: BTreeSet<usize> = chosen.iter().map(side).collect();
            for (at, relation) in relations.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
                let _ = at;
                let words = describe(relation, chars);
                out.misses.push(Miss { kind: kind.to_owned(), id: id.to_owned(), words });
            }
        };
    unmatched(want, |pair| pair.0, "missed", out);
    unmatched(got, |pair| pair.1, "spurious", out);
}

fn tokens(words: &str, want: &[Relation], got: &[Relation], out: &mut Scored) {
    let starts = token_starts(words);
    for (role, name) in ROLES.iter().enumerate() {
        let all = |relations: &[Relation]| -> BTreeSet<i64> {
            relations.iter().flat_map(|one| one[role].iter().copied()).collect()
        };
        let (a, b) = (all(want), all(got));
        let count = |test: &dyn Fn(&i64) -> bool| starts.iter().filter(|start| test(start)).count() as f64;
        out.tally.add(&format!("{name}|tg"), count(&|start| a.contains(start)));
        out.tally.add(&format!("{name}|ts"), count(&|start| b.contains(start)));
        out.tally.add(&format!("{name}|tt"), count(&|start| a.contains(start) && b.contains(start)));
    }
}

fn describe(relation: &Relation, chars: &[char]) -> String {
    let words = |role: usize| match (relation[role].first(), relation[role].last()) {
        (Some(&start), Some(&end)) => {
            let all = slice(chars, (start, end + 1));
            match all.char_indices().nth(70) {
                Some((at, _)) => format!("{}…", &all[..at]),
                None => all,
            }
        }
        _ => "–".to_owned(),
    };
    format!("[{} | {} | {}]", words(1), words(0), words(2)).replace('\n', " ")
}

/// Triple F1 first.
pub(crate) fn metrics(sums: &Sums<'_>) -> Vec<(String, f64)> {
    let triple = prf(sums.get("triple"), sums.get("n_sys"), sums.get("n_gold"));
    let mut out =
        vec![metric("triple_f1", triple.f1), metric("triple_p", triple.p), metric("triple_r", triple.r)];
    for role in ROLES {
        let get = |key: &str| sums.get(&format!("{role}|{key}"));
        out.push(metric(format!("{role}_exact_f1"), prf(get("exact"), get("sys"), get("gold")).f1));
        out.push(metric(format!("{role}_overlap_f1"), prf(get("over"), get("sys"), get("gold")).f1));
        out.push(metric(format!("{role}_token_f1"), prf(get("tt"), get("ts"), get("tg")).f1));
    }
    out
}
