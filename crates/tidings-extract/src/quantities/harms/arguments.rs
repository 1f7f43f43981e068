//! Whom a word of harm befalls, by its place in the parse: object, subject, what it describes, "the death of".

use super::{Words, lemma};
use crate::quantities::lexicon::lexicon;
use crate::quantities::people::is_people;

/// The objects of a verb, the subjects of its passive, or what its participle describes.
pub(in crate::quantities) fn object_heads(words: &Words<'_>, verb: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    let by_dep =
        |at: usize, dep: &str| doc.children(at).filter(|&child| tokens[child].dep == dep).collect::<Vec<_>>();
    let passive = by_dep(verb, "nsubjpass");
    if !passive.is_empty() {
        return passive;
    }
    let objects = by_dep(verb, "dobj");
    if !objects.is_empty() {
        return objects;
    }
    // "shot and killed a man": the object stands with the other verb.
    for child in doc.children(verb).filter(|&child| tokens[child].dep == "conj") {
        let objects = by_dep(child, "dobj");
        let same = lexicon().harms.contains_key(lemma(words, child).as_str());
        if !objects.is_empty() && same && tokens[child].tag == tokens[verb].tag && child < verb + 4 {
            return objects;
        }
    }
    match tokens[verb].dep.as_str() {
        "acl" | "amod" | "relcl" => {
            if let Some(head) =
                doc.head(verb).filter(|&head| tokens[verb].tag == "VBN" || is_people(words, head))
            {
                return vec![head];
            }
        }
        "conj" => {
            let first = doc.ancestors(verb).skip(1).find(|&above| tokens[above].dep != "conj");
            if let Some(first) = first {
                // "five people died and more than 50 taken to hospital"
                let own = by_dep(verb, "nsubj");
                if tokens[verb].tag == "VBN" && !own.is_empty() {
                    return own;
                }
                let shared = by_dep(first, "nsubjpass");
                if !shared.is_empty() {
                    return shared;
                }
                let shared = by_dep(first, "dobj");
                // "killed two and injured dozens more": what follows is its own.
                let follows = tokens.get(verb + 1).is_some_and(|next| {
                    ["CD", "NN", "DT", "JJ", "PRP"].iter().any(|tag| next.tag.starts_with(tag))
                });
                if !shared.is_empty() && verb < first + 4 && !follows {
                    return shared;
                }
                if tokens[verb].tag == "VBN" {
                    return by_dep(first, "nsubj");
                }
            }
        }
        _ => {}
    }
    // "left two men injured", "got shot"
    if tokens[verb].tag == "VBN" || tokens[verb].tag.starts_with("JJ") {
        let subjects = by_dep(verb, "nsubj");
        if !subjects.is_empty() {
            return subjects;
        }
        if let Some(head) = doc.head(verb).filter(|_| {
            matches!(tokens[verb].dep.as_str(), "oprd" | "acomp" | "ccomp" | "xcomp" | "auxpass" | "attr")
        }) {
            let objects = by_dep(head, "dobj");
            if !objects.is_empty() {
                return objects;
            }
            return [by_dep(head, "nsubj"), by_dep(head, "nsubjpass")].concat();
        }
    }
    Vec::new()
}

/// The subjects of a verb, its own or shared.
pub(in crate::quantities) fn subject_heads(words: &Words<'_>, verb: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    let mut at = verb;
    for _ in 0..5 {
        let subjects: Vec<usize> = doc
            .children(at)
            .filter(|&child| matches!(tokens[child].dep.as_str(), "nsubj" | "nsubjpass"))
            .collect();
        if !subjects.is_empty() {
            return subjects;
        }
        match tokens[at].dep.as_str() {
            "acl" | "relcl" => return doc.head(at).into_iter().collect(),
            "conj" | "xcomp" | "advcl" | "pcomp" | "prep" | "ccomp" | "aux" | "dep" => match doc.head(at) {
                Some(head) => at = head,
                None => return Vec::new(),
            },
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// Those that "dead", "wounded" describe.
pub(in crate::quantities) fn described_heads(words: &Words<'_>, adjective: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    let subjects: Vec<usize> =
        doc.children(adjective).filter(|&child| tokens[child].dep == "nsubj").collect();
    if !subjects.is_empty() {
        return subjects;
    }
    let token = &tokens[adjective];
    let Some(head) = doc.head(adjective) else {
        return Vec::new();
    };
    match token.dep.as_str() {
        "amod" => {
            // "the dead man"; "left two dead" is read by its number.
            vec![head]
        }
        "acomp" | "attr" | "oprd" | "ccomp" | "xcomp" | "advcl" | "conj" | "acl" => {
            let object =
                |at: usize| doc.children(at).filter(|&child| tokens[child].dep == "dobj").collect::<Vec<_>>();
            let objects = object(head);
            let leaves = lexicon().words.verdict_of_death.contains(&lemma(words, head));
            if leaves && !objects.is_empty() {
                return objects;
            }
            if !tokens[head].tag.starts_with('V') && token.dep == "acl" {
                return vec![head];
            }
            subject_heads(words, head)
        }
        _ => Vec::new(),
    }
}

/// Those whose death, killing or murder is told: "the death of X", "X's death".
pub(in crate::quantities) fn of_heads(words: &Words<'_>, noun: usize) -> Vec<usize> {
    let doc = words.doc;
    let tokens = doc.tokens();
    if tokens[noun].tag.starts_with('V') {
        return Vec::new();
    }
    // "attempted murder", "death penalty", "murder charge"
    let attempted = doc.children(noun).any(|child| words.any(child, &["attempted", "attempt", "possible"]));
    if attempted || tokens[noun].dep == "compound" {
        return Vec::new();
    }
    let mut heads = Vec::new();
    for child in doc.children(noun) {
        match tokens[child].dep.as_str() {
            "poss" => heads.push(child),
            "prep" if words.text(child) == "of" => heads.extend(doc.child(child, "pobj")),
            _ => {}
        }
    }
    heads.retain(|&head| !matches!(words.text(head), "his" | "her" | "their" | "its"));
    heads
}
