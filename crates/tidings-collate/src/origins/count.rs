//! How many origins stand behind an event or a reading: bounds, and a sentence for each collapse.

use std::collections::{BTreeMap, BTreeSet};

use super::ends::{Ends, Support, texts};
use crate::passages;

/// A count of origins with its bounds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Indexes of the ends that stand behind it.
    pub(crate) ends: Vec<usize>,
    /// How many chains end in different places.
    pub(crate) chain_ends: usize,
    /// How many are independent.
    pub(crate) low: usize,
    /// How many there are if what is not shown to be shared is separate.
    pub(crate) high: usize,
    /// A sentence for each collapse.
    pub(crate) reasons: Vec<String>,
}

/// Counts the origins behind supports.
///
/// `parties` are the ids of those whom the event concerns: a medium that one of them controls speaks for that
/// party, any other medium only relays. `analyses` are reports whose authors comment and witness nothing.
pub(crate) fn count(
    ends: &mut Ends<'_>,
    supports: &[Support],
    parties: &BTreeSet<String>,
    analyses: &BTreeSet<usize>,
    names: &[String],
) -> Count {
    let mut reasons: Vec<String> = supports.iter().filter_map(|support| support.reason.clone()).collect();
    let named: BTreeSet<usize> = supports.iter().flat_map(|support| support.ends.iter().copied()).collect();
    let sourced: BTreeSet<usize> =
        supports.iter().filter(|support| !support.ends.is_empty()).map(|support| support.report).collect();
    let unsourced: Vec<&Support> = supports
        .iter()
        .filter(|support| support.ends.is_empty() && !analyses.contains(&support.report))
        .filter(|support| !sourced.contains(&support.report))
        .collect();
    let commented: BTreeSet<usize> = supports
        .iter()
        .filter(|support| support.ends.is_empty() && analyses.contains(&support.report))
        .map(|support| support.report)
        .collect();
    for report in &commented {
        reasons.push(format!("{} is an analysis; its author is no witness.", names[*report]));
    }
    let unsourced_reports: BTreeSet<usize> = unsourced.iter().map(|support| support.report).collect();

    let mut found = Count { chain_ends: named.len(), ..Count::default() };
    if named.is_empty() {
        let (groups, why) = texts(ends, &unsourced);
        reasons.extend(why);
        found.low = usize::from(!groups.is_empty());
        found.high = groups.len().max(usize::from(!commented.is_empty()));
        if groups.len() > 1 {
            reasons.push(
                "No report names a source, so nothing shows that they know it independently.".to_owned(),
            );
        }
        let mut own: BTreeSet<usize> = BTreeSet::new();
        for &report in &unsourced_reports {
            own.insert(ends.own_voice(report, false));
        }
        for &report in &commented {
            own.insert(ends.own_voice(report, true));
        }
        found.chain_ends = own.len();
        found.ends = own.into_iter().collect();
    } else {
        if !unsourced_reports.is_empty() {
            let list: Vec<&str> = unsourced_reports.iter().map(|&report| names[report].as_str()).collect();
            let tells = if list.len() == 1 { "tells it and names" } else { "tell it and name" };
            reasons.push(format!("{} {tells} no source; nothing shows another origin.", join(&list)));
        }
        found.high = named.len();
        found.low = independent(ends, &named, parties, &mut reasons);
        found.ends = named.into_iter().collect();
    }
    reasons.sort();
    reasons.dedup();
    found.reasons = reasons;
    found
}

/// Counts the named ends by controller.
fn independent(
    ends: &Ends<'_>,
    named: &BTreeSet<usize>,
    parties: &BTreeSet<String>,
    reasons: &mut Vec<String>,
) -> usize {
    let mut controllers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut bodies: Vec<&str> = Vec::new();
    let mut offices: Vec<&str> = Vec::new();
    let mut witnesses: Vec<&str> = Vec::new();
    let mut unnamed: Vec<&str> = Vec::new();
    let mut relays: Vec<&str> = Vec::new();
    for end in named.iter().filter_map(|&index| ends.all.get(index)) {
        let name = end.name.as_str();
        let medium = matches!(end.kind, "agency" | "state media" | "outlet");
        let speaks = end.controller.as_deref().filter(|id| !medium || parties.contains(*id));
        match (end.kind, speaks) {
            ("anonymous", _) => unnamed.push(name),
            (_, Some(controller)) => controllers.entry(controller).or_default().push(name),
            (_, None) if medium => relays.push(name),
            // Who speaks for a body is no bystander.
            ("person", None) if !end.house.is_empty() => offices.push(name),
            ("witness" | "person", None) => witnesses.push(name),
            ("organisation", None) => bodies.push(name),
            (_, None) => offices.push(name),
        }
    }
    let mut low = controllers.len() + bodies.len();
    for (controller, names) in &controllers {
        if names.len() > 1 {
            let who = ends.actor_name(controller);
            reasons.push(format!("{} answer to one controller, {who}.", join(names)));
        }
    }
    if !offices.is_empty() {
        if low == 0 {
            low = 1;
            if offices.len() > 1 {
                reasons.push(format!("Nothing shows that {} answer to different houses.", join(&offices)));
            }
        } else {
            reasons.push(format!(
                "Nothing shows that {} {} independent of the others.",
                join(&offices),
                if offices.len() == 1 { "is" } else { "are" }
            ));
        }
    }
    if !witnesses.is_empty() {
        low += 1;
        if witnesses.len() > 1 {
            reasons.push(format!(
                "{} are persons who tell what they saw or heard; they count as one group.",
                join(&witnesses)
            ));
        }
    }
    if !unnamed.is_empty() {
        if low == 0 {
            low = 1;
        } else {
            reasons
                .push("A source without a name is not shown to be another than the named ones.".to_owned());
        }
        if unnamed.len() > 1 {
            reasons.push("Sources without names are not shown to be different people.".to_owned());
        }
    }
    if !relays.is_empty() {
        if low == 0 {
            low = 1;
            if relays.len() > 1 {
                reasons.push(format!("{} may relay one source.", join(&relays)));
            }
        } else {
            let relay = if relays.len() == 1 { "relays" } else { "relay" };
            reasons.push(format!("{} {relay} it; nothing shows a source of their own.", join(&relays)));
        }
    }
    low
}

impl Ends<'_> {
    fn actor_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.known_name(id).unwrap_or(id)
    }
}

/// Joins names for a sentence: `a, b and c`; of many, the first five.
fn join(names: &[&str]) -> String {
    let mut names: Vec<&str> = names.to_vec();
    names.dedup();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= 6 => format!("{} and {last}", first.join(", ")),
        [..] => format!("{} and {} more", names[..5].join(", "), names.len() - 5),
    }
}

/// Returns the names of all reports for sentences, by index.
pub(crate) fn report_names(reports: &[crate::told::Told]) -> Vec<String> {
    reports.iter().map(|told| passages::name(told.report()).to_owned()).collect()
}
