//! The persons of a report: mentions of one person joined, and what befell each.

use super::harms::Told;
use super::lexicon::{Harm, Sex};
use super::people::{Member, Person, Pointing};

/// One person with all that is told of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub names: Vec<String>,
    pub age: Option<u32>,
    pub sex: Sex,
    pub harming: bool,
    /// Killed by the person's own hand.
    pub own_hand: bool,
    pub dead: bool,
    pub hurt: bool,
    /// Said to be alive: wounded, in a condition.
    pub survived: bool,
    /// Said to be another than those before.
    pub another: bool,
    /// All mentions stand in background sentences.
    pub background: bool,
    /// The mentions: the person and the index of the harm told.
    pub mentions: Vec<(Person, usize)>,
}

/// Joins the persons of the harms told, in text order.
pub(super) fn keep(told: &[Told]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, harm) in told.iter().enumerate() {
        // Members of one coordination are different people.
        let mut taken: Vec<usize> = Vec::new();
        for victim in &harm.victims {
            let Member::Person(person) = victim else { continue };
            let at = find(&entries, person, &taken).unwrap_or_else(|| {
                entries.push(Entry {
                    names: Vec::new(),
                    age: None,
                    sex: Sex::Unknown,
                    harming: false,
                    own_hand: false,
                    dead: false,
                    hurt: false,
                    survived: false,
                    another: false,
                    background: true,
                    mentions: Vec::new(),
                });
                entries.len() - 1
            });
            taken.push(at);
            let Some(entry) = entries.get_mut(at) else { continue };
            entry.names.extend(person.name.clone().filter(|name| !entry.names.contains(name)));
            entry.age = entry.age.or(person.age);
            if entry.sex == Sex::Unknown {
                entry.sex = person.sex;
            }
            entry.harming |= person.harming || harm.own_hand;
            entry.dead |= harm.harm == Harm::Killed;
            entry.own_hand |= harm.own_hand && harm.harm == Harm::Killed;
            entry.hurt = true;
            entry.survived |= harm.harm == Harm::Injured;
            entry.another |= person.pointing == Pointing::Another;
            entry.background &= harm.background || harm.sum;
            entry.mentions.push((person.clone(), index));
        }
    }
    entries
}

/// Returns the entry that the person is, the latest that fits.
fn find(entries: &[Entry], person: &Person, taken: &[usize]) -> Option<usize> {
    if person.pointing == Pointing::Another && person.name.is_none() {
        return None;
    }
    let open = |at: &usize| !taken.contains(at);
    let by_name = person.name.as_deref().and_then(|name| {
        (0..entries.len())
            .rev()
            .filter(open)
            .find(|&at| entries[at].names.iter().any(|known| same_name(known, name)))
    });
    if by_name.is_some() {
        return by_name;
    }
    (0..entries.len()).rev().filter(open).find(|&at| fits(&entries[at], person))
}

/// Says whether nothing that is known keeps the two apart.
fn fits(entry: &Entry, person: &Person) -> bool {
    let names_clash = person.name.is_some() && !entry.names.is_empty();
    let ages_clash = matches!((entry.age, person.age), (Some(a), Some(b)) if a != b);
    let sexes_clash = entry.sex != Sex::Unknown && person.sex != Sex::Unknown && entry.sex != person.sex;
    let sides_clash = entry.harming != person.harming && person.pointing != Pointing::Back;
    !names_clash && !ages_clash && !sexes_clash && !sides_clash
}

/// "Payne" is "Ethan Payne"; "Jane Roe" is not "John Roe".
fn same_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short == long {
        return true;
    }
    let words: Vec<&str> = long.split(' ').collect();
    let short: Vec<&str> = short.split(' ').collect();
    match short.as_slice() {
        [only] => words.contains(only),
        [first, .., last] => words.first() == Some(first) && words.last() == Some(last),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn surnames_and_middle_names_join() {
        assert!(same_name("jane roe", "roe"));
        assert!(same_name("jane roe", "jane q. roe"));
        assert!(!same_name("jane roe", "john roe"));
    }
}
