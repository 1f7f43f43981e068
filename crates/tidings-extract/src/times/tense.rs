//! Whether the words around a time tell of what was or of what will be.

use tidings_nlp::Doc;

use super::lexicon::lexicon;

/// Where the clause of a time lies from the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// Returns the tense of the clause that the token stands in.
///
/// The nearest verb above the token decides by its tag and auxiliaries; infinitives and participles ask the verb that
/// governs them. Without a verb the tense is the present.
pub(super) fn tense(doc: &Doc, token: usize) -> Tense {
    let is_verb = |token: usize| {
        let token = &doc.tokens()[token];
        token.tag.starts_with('V') || token.tag == "MD"
    };
    let mut verbs = doc.ancestors(token).filter(|&ancestor| is_verb(ancestor));
    let Some(mut verb) = verbs.next() else { return without_verb(doc, token) };
    for _ in 0..4 {
        match of_verb(doc, verb) {
            Some(tense) => return tense,
            None => {
                let Some(above) = doc.ancestors(verb).skip(1).find(|&ancestor| is_verb(ancestor)) else {
                    break;
                };
                verb = above;
            }
        }
    }
    Tense::Present
}

/// A headline's "to meet Tuesday" has its infinitive above; a bare noun phrase tells nothing.
fn without_verb(doc: &Doc, token: usize) -> Tense {
    let ahead = doc.ancestors(token).skip(1).any(|ancestor| {
        let lemma = doc.tokens()[ancestor].lemma.as_str();
        lexicon().ahead.iter().any(|word| word == lemma)
    });
    if ahead { Tense::Future } else { Tense::Present }
}

/// Returns the tense that a verb shows itself; `None` where the verb above it decides.
fn of_verb(doc: &Doc, verb: usize) -> Option<Tense> {
    let token = &doc.tokens()[verb];
    let lemma = token.lemma.to_lowercase();
    let mut has_be = false;
    let mut has_past = false;
    let mut infinitive = false;
    for child in doc.children(verb) {
        let child_token = &doc.tokens()[child];
        if child_token.dep != "aux" && child_token.dep != "auxpass" {
            continue;
        }
        match doc.lower(child).as_str() {
            "will" | "'ll" | "’ll" | "wo" | "shall" | "may" | "can" | "ca" | "should" | "must" | "could"
            | "might" => {
                return Some(if doc.children(verb).any(|child| is_perfect(doc, child)) {
                    Tense::Past
                } else {
                    Tense::Future
                });
            }
            "would" => return Some(Tense::Future),
            "to" => infinitive = true,
            "is" | "are" | "am" | "be" | "'s" | "'re" | "being" => has_be = true,
            "was" | "were" | "been" | "had" | "has" | "have" | "did" | "'ve" | "'d" | "having" => {
                has_past = true
            }
            _ => {}
        }
    }
    let ahead = lexicon().ahead.contains(&lemma);
    if infinitive {
        // "plans to meet" lies ahead; "marched to mark the day" and "managed to leave" ask the verb above.
        let above = doc.ancestors(verb).skip(1).take(2).any(|above| {
            let lemma = doc.tokens()[above].lemma.to_lowercase();
            lexicon().ahead.contains(&lemma)
        });
        return if above && !has_past { Some(Tense::Future) } else { None };
    }
    match token.tag.as_str() {
        // "is scheduled for Tuesday", "a vote planned for May"
        "VBN" if ahead => Some(Tense::Future),
        "VBD" | "VBG" if lexicon().scheduling.contains(&lemma) => Some(Tense::Future),
        _ if has_past => Some(Tense::Past),
        "VBN" if has_be => Some(Tense::Present),
        "VBN" => Some(Tense::Past),
        "VBD" => Some(Tense::Past),
        "VBG" if has_be => Some(if ahead || lemma == "go" { Tense::Future } else { Tense::Present }),
        "VBG" => None,
        "VBZ" | "VBP" if ahead => Some(Tense::Future),
        "VBZ" | "VBP" => Some(Tense::Present),
        _ => None,
    }
}

fn is_perfect(doc: &Doc, token: usize) -> bool {
    doc.tokens()[token].dep == "aux" && matches!(doc.lower(token).as_str(), "have" | "'ve")
}
