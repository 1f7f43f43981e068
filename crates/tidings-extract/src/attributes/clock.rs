//! Times of day: "around 10:30 p.m.", "0815 GMT", "shortly before midnight", "a quarter past five", "twenty to eleven".

use std::ops::Range;

use crate::quantities::Words;

/// Minutes of a day.
const DAY: f64 = 1440.0;
/// Minutes that "around" leaves to either side.
const AROUND: f64 = 7.0;
/// Minutes that "shortly before" and "shortly after" reach.
const SHORTLY: f64 = 25.0;
/// Minutes that a bare hour leaves to either side.
const HOUR_SLACK: f64 = 4.0;

/// A time of day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clock {
    /// Its tokens, words before it included.
    pub tokens: Range<usize>,
    /// Minutes of the day, at least.
    pub low: f64,
    /// At most.
    pub high: f64,
    /// Whether the half of the day is known.
    pub whole_day: bool,
    /// A zone other than the local one, lower case.
    pub zone: Option<String>,
}

/// Reads the time of day whose first token (words of "about" aside) is `first`.
pub(super) fn read(words: &Words<'_>, first: usize) -> Option<Clock> {
    let (mut minutes, exact, mut end) = face(words, first)?;
    let mut whole_day = minutes >= 780.0 || matches!(words.text(first), "noon" | "midnight" | "midday");
    match half(words, end) {
        Some((afternoon, after)) => {
            if minutes >= 780.0 {
                // "22:30 p.m." says it twice.
            } else if afternoon && minutes < 720.0 {
                minutes += 720.0;
            } else if !afternoon && minutes >= 720.0 {
                minutes -= 720.0;
            }
            whole_day = true;
            end = after;
        }
        None if named(words, first) || digits(words, first) => {}
        None => return None,
    }
    let mut zone = None;
    let at = end + usize::from(words.text(end) == "(");
    match words.text(at) {
        name @ ("gmt" | "utc" | "bst" | "cet" | "cest" | "est" | "edt" | "pst" | "pdt" | "et" | "jst"
        | "ist") => {
            zone = Some(name.to_owned());
            whole_day |= minutes < 60.0 || words.text(first).len() >= 4;
            end = at + 1;
        }
        "hrs" | "hours" if words.text(first).len() == 4 => {
            whole_day = true;
            end = at + 1;
        }
        _ => {}
    }
    // "9.15am local time"
    if words.text(end) == "local" && words.text(end + 1) == "time" {
        end += 2;
        zone = None;
    }
    let (start, before, after) = around(words, first, exact);
    Some(Clock {
        tokens: start..end,
        low: (minutes - before).max(0.0),
        high: (minutes + after).min(DAY),
        whole_day,
        zone,
    })
}

/// Reads the face of a clock: minutes, whether minutes are told, and one past the last token.
fn face(words: &Words<'_>, first: usize) -> Option<(f64, bool, usize)> {
    let text = words.text(first);
    match text {
        "noon" | "midday" => return Some((720.0, false, first + 1)),
        "midnight" => return Some((DAY, false, first + 1)),
        _ => {}
    }
    if let Some(hour) = hour_and_minute(text) {
        return Some((hour, true, first + 1));
    }
    // "11.30am" in one token is split before its half; "11 : 30" where the tokens part.
    if let (Some(hour), ":") = (number(text, 24), words.text(first + 1))
        && let Some(minute) = number(words.text(first + 2), 60)
    {
        return Some((hour * 60.0 + minute, true, first + 3));
    }
    // "0815 GMT", "1230 hrs"
    let zone = matches!(
        words.text(first + 1),
        "gmt" | "utc" | "hrs" | "hours" | "bst" | "cet" | "cest" | "jst" | "ist"
    );
    if text.len() == 4 && zone {
        let clock = text.get(..2).zip(text.get(2..));
        let (hour, minute) = clock?;
        return Some((number(hour, 24)? * 60.0 + number(minute, 60)?, true, first + 2 - 1));
    }
    if let Some(past) = past(words, first) {
        return Some(past);
    }
    let hour = number(text, 13)?;
    (half(words, first + 1).is_some() || words.text(first + 1) == "o'clock").then_some((
        hour * 60.0,
        false,
        first + 1,
    ))
}

/// "half past ten", "a quarter to five", "twenty to eleven".
fn past(words: &Words<'_>, first: usize) -> Option<(f64, bool, usize)> {
    let (minutes, at) = match words.text(first) {
        "half" => (30.0, first + 1),
        "quarter" => (15.0, first + 1),
        "five" | "ten" | "twenty" => (words.cardinal(first)?.0, first + 1),
        _ => return None,
    };
    let minutes =
        if words.text(first) == "twenty" && words.text(first + 2) == "five" { 25.0 } else { minutes };
    let hour = |at: usize| spelt(words.text(at)).map(|hour| hour * 60.0);
    match words.text(at) {
        "past" => Some((hour(at + 1)? + minutes, true, at + 2)),
        "to" if words.text(first) != "half" => {
            // "five to ten people" is a range; a clock stands alone.
            let alone = matches!(
                words.text(at + 2),
                "." | "," | "" | ";" | "when" | "on" | "in" | "and" | "at" | "by"
            );
            Some((hour(at + 1).filter(|_| alone)? - minutes, true, at + 2))
        }
        _ => None,
    }
}

fn spelt(text: &str) -> Option<f64> {
    const HOURS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let at = HOURS.iter().position(|hour| *hour == text)?;
    Some(at as f64 + 1.0)
}

/// "10:30", "10.30" before "am" or "pm", "9.15am".
fn hour_and_minute(text: &str) -> Option<f64> {
    let (hour, rest) = text.split_once([':', '.'])?;
    let minute = rest.get(..2)?;
    let tail = rest.get(2..)?;
    let full_stop = text.contains('.') && !text.contains(':');
    let good = tail.is_empty() && !full_stop || matches!(tail, "am" | "pm" | "a.m." | "p.m.");
    let afternoon = matches!(tail, "pm" | "p.m.");
    let hour = number(hour, 24).filter(|_| good && rest.len() >= 2)?;
    let hour = if afternoon && hour < 12.0 { hour + 12.0 } else { hour };
    Some(hour * 60.0 + number(minute, 60)?)
}

fn number(text: &str, below: u32) -> Option<f64> {
    let value: u32 = text.parse().ok().filter(|_| (1..=2).contains(&text.len()))?;
    (value < below).then_some(f64::from(value))
}

/// Says whether the half of the day stands here, and one past it: "p.m.", "in the morning".
fn half(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    let afternoon = match words.text(at) {
        "pm" | "p.m." | "p.m" => true,
        "am" | "a.m." | "a.m" => false,
        "o'clock" => return half(words, at + 1).or(None),
        "in" if words.text(at + 1) == "the" => match words.text(at + 2) {
            "morning" => return Some((false, at + 3)),
            "afternoon" | "evening" => return Some((true, at + 3)),
            _ => return None,
        },
        _ => return None,
    };
    Some((afternoon, at + 1))
}

fn named(words: &Words<'_>, at: usize) -> bool {
    matches!(words.text(at), "noon" | "midnight" | "midday" | "half" | "quarter" | "five" | "ten" | "twenty")
}

/// Says whether figures alone show a time: "10:30", "0815 GMT", but no score and no verse.
fn digits(words: &Words<'_>, at: usize) -> bool {
    let text = words.text(at);
    let before = words.text(at.wrapping_sub(1));
    let preposition = matches!(
        before,
        "at" | "around"
            | "about"
            | "after"
            | "before"
            | "by"
            | "until"
            | "from"
            | "approximately"
            | "past"
            | "to"
    );
    text.len() == 4 && !text.contains(':')
        || preposition && (text.contains(':') || words.text(at + 1) == ":")
        || hour_and_minute(text).is_some() && text.ends_with('m')
        || hour_and_minute(text).is_some() && text.ends_with('.')
        || words.text(at + 1) == "o'clock"
}

/// Reads the words before a time: its first token, and the minutes that it may be earlier and later.
fn around(words: &Words<'_>, first: usize, exact: bool) -> (usize, f64, f64) {
    let slack = if exact { 0.0 } else { HOUR_SLACK };
    let text = |back: usize| first.checked_sub(back).map_or("", |at| words.text(at));
    let article = usize::from(text(1) == "a");
    let soon = |word: &str| matches!(word, "shortly" | "just" | "soon" | "right" | "moments" | "minutes");
    match text(1 + article) {
        "around" | "about" | "approximately" | "roughly" | "some" | "near" | "circa" => {
            (first - 1 - article, AROUND, AROUND)
        }
        "after" | "past" if soon(text(2)) => (first - 2, 0.0, SHORTLY),
        "before" if soon(text(2)) => (first - 2, SHORTLY, 0.0),
        "after" | "past" => (first - 1, 0.0, SHORTLY),
        "before" => (first - 1, SHORTLY, 0.0),
        "by" | "until" | "till" => (first - 1, DAY, slack),
        _ => (first, slack, slack),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::parsed;
    use super::*;

    /// The first time of day of a sentence as `low-high` minutes, `?` where the half of the day is open.
    fn check(text: &str, expected: &str) {
        let doc = parsed(text);
        let words = Words::new(&doc, None);
        let found = (0..doc.len()).find_map(|token| read(&words, token));
        let shown = found.map_or_else(String::new, |clock| {
            let open = if clock.whole_day { "" } else { "?" };
            format!("{}-{}{open}", clock.low, clock.high)
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn times_of_day() {
        check("The roof fell in at 10:45 p.m. on Monday.", "1365-1365");
        check("The roof fell in around 10:45 p.m. on Monday.", "1358-1372");
        check("The alarm came at 0815 GMT.", "495-495");
        check("The roof fell in shortly before midnight.", "1415-1440");
        check("It was a quarter past five when the roof fell in.", "315-315?");
        check("The roof fell in at 6 a.m. on Monday.", "356-364");
        check("They won 10:45 and went home.", "");
        check("It takes five to ten people.", "");
    }
}
