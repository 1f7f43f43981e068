//! When: the times of a report, each linked to the statement whose clause it stands in.

use tidings_nlp::Doc;

use super::clause::Syntax;
use super::frames::Frames;
use super::model::{StatementTime, TimeRole};
use crate::times::{Time, TimeKind};

/// For each token that a time hangs on, the times, in text order.
#[derive(Debug)]
pub(super) struct TimeLinks {
    /// (the word it hangs on, the time's index), sorted.
    links: Vec<(usize, usize)>,
}

impl TimeLinks {
    /// Links every time to the nearest word above it that `is_trigger` accepts.
    pub(super) fn new(doc: &Doc, times: &[Time], is_trigger: impl Fn(usize) -> bool) -> Self {
        let mut links = Vec::new();
        for (index, time) in times.iter().enumerate() {
            if matches!(time.kind, TimeKind::Duration | TimeKind::Set) {
                continue;
            }
            let tokens = doc.tokens_in(time.span);
            // The head of the expression: the token whose own head lies outside it.
            let Some(head) =
                tokens.clone().find(|&token| doc.head(token).is_none_or(|head| !tokens.contains(&head)))
            else {
                continue;
            };
            let word = doc
                .ancestors(head)
                .skip(1)
                .take(12)
                .find(|&above| is_trigger(above) || doc.tokens()[above].tag.starts_with("VB"));
            // "a 2029 trade agreement": the time is the noun's own, whatever is done with it.
            let of_noun = doc.head(head).filter(|&noun| {
                matches!(&*doc.tokens()[head].dep, "compound" | "amod" | "nmod" | "nummod")
                    && head < noun
                    && matches!(&*doc.tokens()[noun].pos, "NOUN" | "PROPN")
            });
            let foreign = of_noun.is_some_and(|noun| !is_trigger(noun));
            if let Some(word) = word.filter(|_| !foreign) {
                links.push((word, index));
            }
        }
        links.sort_unstable();
        Self { links }
    }

    fn at(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        let start = self.links.partition_point(|&(linked, _)| linked < word);
        self.links[start..].iter().take_while(move |&&(linked, _)| linked == word).map(|&(_, time)| time)
    }

    /// Returns the times of the event at `word`: its own, else those of the clause that it belongs to.
    pub(super) fn times_of(
        &self,
        syntax: Syntax<'_>,
        frames: &Frames,
        times: &[Time],
        word: usize,
        support: Option<usize>,
    ) -> Vec<StatementTime> {
        let linked = |word: usize, role: TimeRole| -> Vec<StatementTime> {
            self.at(word)
                .filter_map(|index| times.get(index))
                .map(|time| {
                    let effective = effective(syntax, time);
                    StatementTime {
                        span: Some(time.span),
                        value: time.value.clone(),
                        role: if effective { TimeRole::Effective } else { role },
                    }
                })
                .collect()
        };
        let mut own = linked(word, TimeRole::Occurred);
        if let Some(support) = support {
            own.extend(linked(support, TimeRole::Occurred));
        }
        if !own.is_empty() {
            return own;
        }
        // "since 2004, when seven people were killed": the clause tells what happened then.
        if matches!(syntax.dep(word), "relcl" | "advcl" | "acl")
            && let Some(head) = syntax.doc.head(word)
            && syntax.doc.children(word).any(|child| syntax.is_word(child, "when"))
        {
            let span = syntax.doc.tokens()[head].span;
            let time = times.iter().find(|time| {
                time.span.contains(span) && !matches!(time.kind, TimeKind::Duration | TimeKind::Set)
            });
            if let Some(time) = time {
                let role = TimeRole::Occurred;
                return vec![StatementTime { span: Some(time.span), value: time.value.clone(), role }];
            }
        }
        // "When the assembly met on Monday, it voted": the clause in front dates the main one.
        let when = syntax.doc.children(word).find(|&child| {
            syntax.dep(child) == "advcl"
                && syntax.doc.children(child).any(|mark| mark < child && syntax.is_word(mark, "when"))
        });
        if let Some(when) = when {
            let found = linked(when, TimeRole::Occurred);
            if !found.is_empty() {
                return found;
            }
        }
        let mut at = support.unwrap_or(word);
        for _ in 0..4 {
            let Some(above) = syntax.doc.head(at) else { break };
            let dep = syntax.dep(at);
            let says = frames.listed("saying_verbs", syntax.lemma(above))
                || frames.listed("announcing", syntax.lemma(above));
            let role = match dep {
                "ccomp" if says => TimeRole::Announced,
                "conj" | "xcomp" | "pcomp" | "prep" | "advcl" | "acl" | "ccomp" | "dobj" | "pobj" => {
                    if says {
                        TimeRole::Announced
                    } else {
                        TimeRole::Occurred
                    }
                }
                _ => break,
            };
            // "won on Monday after the recognition by its ally": what stands behind "after" has another time.
            if dep == "prep" && SEPARATING.iter().any(|word| syntax.is_word(at, word)) {
                break;
            }
            if is_measured(syntax, at) {
                break;
            }
            // A noun in the object of another event happened at a time of its own.
            let own_time = matches!(dep, "dobj" | "pobj") && !says;
            if own_time && syntax.is_verb(above) {
                break;
            }
            if dep == "conj"
                && syntax.doc.children(at).any(|child| matches!(syntax.dep(child), "nsubj" | "nsubjpass"))
            {
                break;
            }
            let found = linked(above, role);
            if !found.is_empty() {
                return found;
            }
            at = above;
        }
        Vec::new()
    }
}

/// Returns the one time of the news in a sentence for a verb of its main line that has none of its own: "police caught 12
/// men after a raid on Monday", "On Monday the king left, and the queen took over".
pub(super) fn of_sentence(
    syntax: Syntax<'_>,
    times: &[Time],
    word: usize,
    is_news: impl Fn(&Time) -> bool,
) -> Option<StatementTime> {
    let doc = syntax.doc;
    let main_line = doc.ancestors(word).take(8).all(|at| {
        matches!(
            syntax.dep(at),
            "ROOT" | "conj" | "advcl" | "xcomp" | "ccomp" | "pcomp" | "prep" | "parataxis"
        ) && (at == word || syntax.is_verb(at) || syntax.dep(at) == "prep")
    });
    let past = matches!(syntax.tag(word), "VBD" | "VBN" | "VBG" | "VBZ");
    let earlier = doc.children(word).any(|child| syntax.dep(child) == "aux" && syntax.is_word(child, "had"));
    if !(syntax.is_verb(word) && main_line && past) || earlier {
        return None;
    }
    let number = doc.sentence_of(word);
    let sentence = doc.span(doc.sentence(number));
    let first = times.partition_point(|time| time.span.end <= sentence.start);
    let mut here = times[first..]
        .iter()
        .take_while(|time| time.span.start < sentence.end)
        .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
    let time = here.next().filter(|time| is_news(time) && !is_counted(syntax, time))?;
    let alone = here.next().is_none();
    let shared = doc.tokens_in(time.span).next().is_some_and(|at| shares(syntax, word, at, number < LEAD));
    (alone && shared).then(|| StatementTime {
        span: Some(time.span),
        value: time.value.clone(),
        role: TimeRole::Occurred,
    })
}

/// Sentences that open a report: what they tell belongs together.
const LEAD: usize = 2;

/// "two days later", "an hour earlier": counted from another act.
fn is_counted(syntax: Syntax<'_>, time: &Time) -> bool {
    syntax.doc.tokens_in(time.span).any(|token| {
        matches!(syntax.doc.lower(token).as_str(), "later" | "earlier" | "after" | "before" | "ago")
    })
}

/// Says whether the time that begins at `at` may be shared by the verb at `word`: it stands above, in what hangs on the
/// verb, or beside it in a clause without a subject of its own or of harm like its own.
fn shares(syntax: Syntax<'_>, word: usize, at: usize, lead: bool) -> bool {
    let doc = syntax.doc;
    let Some(bearer) = doc.ancestors(at).skip(1).take(12).find(|&above| syntax.tag(above).starts_with("VB"))
    else {
        return true;
    };
    let above: Vec<usize> = doc.ancestors(word).take(12).collect();
    if above.contains(&bearer) {
        // "Recalled its envoy on Thursday, a day after the capital severed relations": measured from another act.
        return !above.iter().take_while(|&&step| step != bearer).any(|&step| is_measured(syntax, step));
    }
    let path: Vec<usize> = doc.ancestors(bearer).take(12).take_while(|up| !above.contains(up)).collect();
    path.iter().all(|&step| match syntax.dep(step) {
        "advcl" | "pcomp" => {
            lead || !doc.children(step).any(|mark| SEPARATING.iter().any(|word| syntax.is_word(mark, word)))
        }
        "relcl" => lead,
        "conj" if doc.head(step).is_some_and(|head| above.contains(&head)) => {
            HARMS.contains(&syntax.lemma(word)) && HARMS.contains(&syntax.lemma(step))
        }
        "conj" => true,
        "xcomp" | "prep" | "dobj" | "pobj" | "ccomp" => !syntax.is_verb(step) || syntax.dep(step) != "ccomp",
        _ => !syntax.is_verb(step),
    })
}

/// Says whether a clause is set at a measured distance from what it hangs on: "a day after …", "hours before …".
fn is_measured(syntax: Syntax<'_>, clause: usize) -> bool {
    let doc = syntax.doc;
    let mut marks = doc
        .children(clause)
        .filter(|&child| child < clause && SEPARATING.iter().any(|word| syntax.is_word(child, word)));
    matches!(syntax.dep(clause), "advcl" | "conj")
        && marks.any(|mark| {
            let beside = doc.children(mark).chain(mark.checked_sub(1)).chain(doc.children(clause));
            beside.into_iter().any(|token| {
                matches!(syntax.dep(token), "npadvmod" | "advmod") && token < mark && mark - token < 4
            })
        })
}

/// What is told of one happening in one breath: "12 were killed and hundreds were injured on Sunday".
const HARMS: &[&str] = &["kill", "shoot", "injure", "wound", "hurt", "arrest", "detain", "damage", "destroy"];

/// Prepositions that set an event apart in time from the clause it stands in.
const SEPARATING: &[&str] = &["after", "before", "since", "following", "until", "despite"];

/// "from midnight", "effective 28 May", "as of Monday": when it comes into force.
fn effective(syntax: Syntax<'_>, time: &Time) -> bool {
    let Some(first) = syntax.doc.tokens_in(time.span).next() else { return false };
    first.checked_sub(1).is_some_and(|before| {
        matches!(syntax.doc.lower(before).as_str(), "effective" | "from" | "starting" | "beginning")
            || syntax.is_word(before, "of")
                && before.checked_sub(1).is_some_and(|before| syntax.is_word(before, "as"))
    })
}
