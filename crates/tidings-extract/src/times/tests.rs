//! 1. Each rule finds its words, with the type and value that TIMEX3 gives them.
//! 2. What looks like a time and is none is left alone.
//! 3. The tense of the clause, the quotation and the narrative choose among dates.
//! 4. Without a publication date nothing is guessed.
//! 5. Every value can be read, whatever the text.

use jiff::civil::Date;
use proptest::prelude::*;
use tidings_nlp::{Doc, Symbol, Token};
use tidings_text::Span;

use super::{find_times, interval};

/// A doc whose tokens are words and signs, without a parse: each is a root; a full stop before a capital ends a sentence.
fn plain(text: &str) -> Doc {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = None;
    let mut push = |start: usize, end: usize| {
        tokens.push(Token {
            span: Span::new(start, end),
            tag: Symbol::new(if text[start..end].starts_with(char::is_alphanumeric) { "NN" } else { "." }),
            pos: Symbol::new("NOUN"),
            morph: Symbol::default(),
            lemma: text[start..end].to_lowercase(),
            dep: Symbol::new("dep"),
            head: usize::MAX,
            sent_start: false,
        });
    };
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            start = start.or(Some(at));
            continue;
        }
        if let Some(start) = start.take() {
            push(start, at);
        }
        if !c.is_whitespace() {
            push(at, at + c.len_utf8());
        }
    }
    for next in 1..tokens.len() {
        let starts_upper = tokens[next].span.of(text).starts_with(char::is_uppercase);
        tokens[next].sent_start = starts_upper && tokens[next - 1].span.of(text) == ".";
    }
    Doc::new(text.to_owned(), tokens, Vec::new())
}

/// A doc from `word/TAG/head` pieces, heads counted from 0; a lemma may follow the head.
fn parsed(pieces: &str) -> Doc {
    let mut text = String::new();
    let mut tokens = Vec::new();
    for piece in pieces.split_whitespace() {
        let fields: Vec<&str> = piece.split('/').collect();
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(fields[0]);
        let modal = matches!(fields[0], "will" | "to" | "was" | "has" | "is");
        tokens.push(Token {
            span: Span::new(start, text.len()),
            tag: Symbol::new(fields[1]),
            pos: Symbol::new(if fields[1].starts_with('V') { "VERB" } else { "NOUN" }),
            morph: Symbol::default(),
            lemma: fields.get(3).unwrap_or(&fields[0]).to_lowercase(),
            dep: Symbol::new(if modal { "aux" } else { "dep" }),
            head: fields[2].parse().unwrap(),
            sent_start: false,
        });
    }
    Doc::new(text, tokens, Vec::new())
}

fn found(doc: &Doc, published: Option<&str>) -> Vec<String> {
    let published = published.map(|date| date.parse::<Date>().unwrap());
    let times = find_times(doc, published);
    times
        .iter()
        .map(|time| format!("{} = {} {}", time.span.of(doc.text()), time.kind.as_str(), time.value))
        .collect()
}

/// Friday, 22 March 2013.
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(&plain(text), Some("2013-03-22")), expected, "{text}");
}

fn check_undated(text: &str, expected: &[&str]) {
    assert_eq!(found(&plain(text), None), expected, "{text}");
}

fn check_parsed(pieces: &str, expected: &[&str]) {
    assert_eq!(found(&parsed(pieces), Some("2013-03-22")), expected, "{pieces}");
}

#[test]
fn a_weekday_is_the_day_that_the_text_calls_so() {
    check(
        "It fell on Saturday, March 23. On Saturday rain fell.",
        &["Saturday, March 23 = DATE 2013-03-23", "Saturday = DATE 2013-03-23"],
    );
    check("On Saturday rain fell.", &["Saturday = DATE 2013-03-16"]);
    // Begun on the Friday it is dated to, and gone on with past midnight.
    check(
        "Rain fell on Friday. On Saturday it stopped.",
        &["Friday = DATE 2013-03-22", "Saturday = DATE 2013-03-23"],
    );
}

#[test]
fn dates_of_the_calendar() {
    check("It opened on 2013-03-01.", &["2013-03-01 = DATE 2013-03-01"]);
    check("It opened on 3/1/2013.", &["3/1/2013 = DATE 2013-03-01"]);
    check("It opened on March 1, 2013, in Oslo.", &["March 1, 2013 = DATE 2013-03-01"]);
    check("It opened on 1 March 2013.", &["1 March 2013 = DATE 2013-03-01"]);
    check("It opened on the 1st of March.", &["the 1st of March = DATE 2013-03-01"]);
    check("It opened on Monday, March 18: rain fell.", &["Monday, March 18 = DATE 2013-03-18"]);
    check("It opened in March 2012.", &["March 2012 = DATE 2012-03"]);
    check("It opened last Sept. 5.", &["last Sept. 5 = DATE 2012-09-05"]);
    check("It opened last November.", &["last November = DATE 2012-11"]);
    check("It opened in 1987.", &["1987 = DATE 1987"]);
    check("It opened in nineteen eighty-seven.", &["nineteen eighty-seven = DATE 1987"]);
    check("It opened in the late 1980s.", &["the late 1980s = DATE 198X"]);
    check("It opened in the '80s.", &["the '80s = DATE 198X"]);
    check("It opened in the 19th century.", &["the 19th century = DATE 18"]);
    check("It opened in fiscal 2012.", &["fiscal 2012 = DATE 2012"]);
    check("It opened last spring.", &["last spring = DATE 2012-SP"]);
    check("It opened in the summer of 1994.", &["the summer of 1994 = DATE 1994-SU"]);
    check("It opened in the third quarter of 2012.", &["the third quarter of 2012 = DATE 2012-Q3"]);
    check("It posted a fourth-quarter loss.", &["fourth-quarter = DATE 2012-Q4"]);
    check("It opened in Q3 2012.", &["Q3 2012 = DATE 2012-Q3"]);
    check("It opened in the first half of 2012.", &["the first half of 2012 = DATE 2012-H1"]);
    check("It opened on Easter Sunday 2013.", &["Easter Sunday 2013 = DATE 2013-03-31"]);
    check("It opened on Thanksgiving 2012.", &["Thanksgiving 2012 = DATE 2012-11-22"]);
    check("It met on the 13th (local time).", &["the 13th = DATE 2013-03-13"]);
    check("It met on the 28th (local time).", &["the 28th = DATE 2013-02-28"]);
}

#[test]
fn relative_to_the_publication() {
    check("It opened today.", &["today = DATE 2013-03-22"]);
    check("It opened on Friday.", &["Friday = DATE 2013-03-22"]);
    check("It opened on Tuesday.", &["Tuesday = DATE 2013-03-19"]);
    check("It opened last Friday.", &["last Friday = DATE 2013-03-15"]);
    check("It opens next Friday.", &["next Friday = DATE 2013-03-29"]);
    check("It opened the day before yesterday.", &["the day before yesterday = DATE 2013-03-20"]);
    check("It opened last week.", &["last week = DATE 2013-W11"]);
    check("It opened earlier this month.", &["earlier this month = DATE 2013-03"]);
    check("It opens early next year.", &["early next year = DATE 2014"]);
    check("It opened three days ago.", &["three days ago = DATE 2013-03-19"]);
    check("It opened two weeks ago.", &["two weeks ago = DATE 2013-W10"]);
    check("It opened nearly ten years ago.", &["nearly ten years ago = DATE 2003"]);
    check("It opened over the weekend.", &["the weekend = DATE 2013-W11-WE"]);
    check("It opened in the week of March 4.", &["the week of March 4 = DATE 2013-W10"]);
    check("It opened recently.", &["recently = DATE PAST_REF"]);
    check("It is now open.", &["now = DATE PRESENT_REF"]);
    check("It will open in the near future.", &["the near future = DATE FUTURE_REF"]);
}

#[test]
fn times_of_day() {
    check("It shook at 10:35 p.m. Thursday.", &["10:35 p.m. Thursday = TIME 2013-03-21T22:35"]);
    check("It shook at 9 a.m. EST, March 20.", &["9 a.m. EST, March 20 = TIME 2013-03-20T09:00"]);
    check("It shook at noon.", &["noon = TIME 2013-03-22T12:00"]);
    check("It shook at 14:05 GMT.", &["14:05 GMT = TIME 2013-03-22T14:05"]);
    check("It shook early Thursday morning.", &["early Thursday morning = TIME 2013-03-21TMO"]);
    check("It shook last night.", &["last night = TIME 2013-03-21TNI"]);
    check("It shook this afternoon.", &["this afternoon = TIME 2013-03-22TAF"]);
    check("It was a 3:15 finish.", &[]);
}

#[test]
fn lengths() {
    check("It took three years.", &["three years = DURATION P3Y"]);
    check("It took more than 40 days.", &["more than 40 days = DURATION P40D"]);
    check("It took two and a half hours.", &["two and a half hours = DURATION PT2H30M"]);
    check("It took half an hour.", &["half an hour = DURATION PT30M"]);
    check("It took a couple of weeks.", &["a couple of weeks = DURATION P2W"]);
    check("It took a five-year plan.", &["five-year = DURATION P5Y"]);
    check("It took two decades.", &["two decades = DURATION P20Y"]);
    check("It lasted for years.", &["years = DURATION PXY"]);
    check("It fell over the past two months.", &["the past two months = DURATION P2M"]);
    check("It rises in the next few days.", &["the next few days = DURATION PXD"]);
    check("It fell in the first nine months.", &["the first nine months = DURATION P9M"]);
    check("It fell in the past decade.", &["the past decade = DURATION P10Y"]);
}

#[test]
fn sets() {
    check("They meet every Monday.", &["every Monday = SET XXXX-WXX-1"]);
    check("They meet on Mondays.", &["Mondays = SET XXXX-WXX-1"]);
    check("They meet every two weeks.", &["every two weeks = SET P2W"]);
    check("They meet twice a week.", &["twice a week = SET P1W"]);
    check("They meet each July.", &["each July = SET XXXX-07"]);
    check("They meet every other day.", &["every other day = SET P2D"]);
}

#[test]
fn no_times() {
    check("A 44-year-old man, 37 years old, met a boy of six years of age.", &[]);
    check("They sold 2000 tickets for $1999.", &[]);
    check("She may march. A second man fell.", &[]);
    check("They came in second; a quarter of them left.", &[]);
    check("Until now nobody left.", &[]);
    check("The room held 1,950 people at 3.5% and 10.5 million.", &[]);
}

#[test]
fn tense_chooses_the_side_of_the_publication() {
    check_parsed("They/PRP/1 met/VBD/1 on/IN/1 Saturday/NNP/2", &["Saturday = DATE 2013-03-16"]);
    check_parsed("They/PRP/2 will/MD/2 meet/VB/2 on/IN/2 Saturday/NNP/3", &["Saturday = DATE 2013-03-23"]);
    check_parsed(
        "They/PRP/1 plan/VBP/1 to/TO/3 meet/VB/1 on/IN/3 Friday/NNP/4",
        &["Friday = DATE 2013-03-22"],
    );
    check_parsed("They/PRP/1 met/VBD/1 in/IN/1 May/NNP/2", &["May = DATE 2012-05"]);
    check_parsed("They/PRP/2 will/MD/2 meet/VB/2 in/IN/2 January/NNP/3", &["January = DATE 2014-01"]);
    check_parsed("They/PRP/1 met/VBD/1 on/IN/1 December/NNP/2 3/CD/3", &["December 3 = DATE 2012-12-03"]);
    check_parsed(
        "They/PRP/1 came/VBD/1 to/TO/3 mark/VB/1 it/PRP/3 on/IN/3 Saturday/NNP/5",
        &["Saturday = DATE 2013-03-16"],
    );
}

#[test]
fn the_narrative_anchors_what_follows() {
    check(
        "It fell on March 4. Three days later it rose.",
        &["March 4 = DATE 2013-03-04", "Three days later = DATE 2013-03-07"],
    );
    check(
        "It fell on March 4. The next day it rose.",
        &["March 4 = DATE 2013-03-04", "The next day = DATE 2013-03-05"],
    );
    check(
        "It fell in 1998. The following year it rose.",
        &["1998 = DATE 1998", "The following year = DATE 1999"],
    );
    check(
        "It fell on May 2, 1998. Later that year it rose.",
        &["May 2, 1998 = DATE 1998-05-02", "Later that year = DATE 1998"],
    );
    check(
        "It rose in the third quarter of 2012 from a year earlier.",
        &["the third quarter of 2012 = DATE 2012-Q3", "a year earlier = DATE 2011-Q3"],
    );
}

#[test]
fn a_quotation_has_its_own_today() {
    check(
        "\"They left yesterday,\" she said on Wednesday.",
        &["yesterday = DATE 2013-03-19", "Wednesday = DATE 2013-03-20"],
    );
    check(
        "On Wednesday she said: \"They leave tomorrow.\"",
        &["Wednesday = DATE 2013-03-20", "tomorrow = DATE 2013-03-21"],
    );
    check(
        "On Tuesday the ministry complained. A spokesman also wrote: \"They left today.\"",
        &["Tuesday = DATE 2013-03-19", "today = DATE 2013-03-19"],
    );
}

#[test]
fn a_day_of_history_does_not_move_the_month_of_the_news() {
    check(
        "They broke with it on January 21. It agreed on the 13th.",
        &["January 21 = DATE 2013-01-21", "the 13th = DATE 2013-03-13"],
    );
}

#[test]
fn without_a_publication_date_nothing_is_guessed() {
    check_undated("It fell on July 13.", &["July 13 = DATE XXXX-07-13"]);
    check_undated("It fell on Wednesday.", &["Wednesday = DATE XXXX-WXX-3"]);
    check_undated("It fell last week.", &["last week = DATE XXXX-WXX"]);
    check_undated("It fell yesterday.", &["yesterday = DATE XXXX-XX-XX"]);
    check_undated("It fell on the 13th.", &["the 13th = DATE XXXX-XX-13"]);
    check_undated("It fell in the third quarter.", &["the third quarter = DATE XXXX-Q3"]);
    check_undated(
        "It fell on May 2, 2013. The next day it rose.",
        &["May 2, 2013 = DATE 2013-05-02", "The next day = DATE 2013-05-03"],
    );
}

/// Says whether a value has the shape of a TIMEX3 value.
fn is_valid(value: &str) -> bool {
    if matches!(value, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") || interval(value).is_some() {
        return true;
    }
    let length = value.strip_prefix('P').is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_digit() || b"TXYMWDHSQEC.L".contains(&byte)) && rest.len() >= 2
    });
    let open = value.contains('X')
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-:".contains(&byte));
    let day = value.split_once('T').is_some_and(|(day, _)| day.is_empty() || interval(day).is_some());
    length || open || day
}

proptest! {
    #[test]
    fn values_are_valid_and_spans_slice(
        words in prop::collection::vec(prop::sample::select(vec![
            "the", "last", "next", "May", "Sept.", "31", "1998", "Friday", "noon", "3", "10:30", "p.m.", "years", "ago", "a", "day",
            "later", "century", "20th", "quarter", "third", "-", "of", "and", "half", "every", "week", "early", "two", "hundred",
            "thousand", "decades", "99999999", "é", "\"", "'", "80s", "year", "million", "fortnight", "earlier", "Easter", "winter",
            "2/30/2013", "2013-02-30", "1/2", "weekend", "this", "morning", "\n\n", "29", "February", "millennia", "from", "now",
        ]), 0..12),
        dated in any::<bool>(),
    ) {
        let text = words.join(" ");
        let doc = plain(&text);
        let mut before = 0;
        for time in find_times(&doc, dated.then(|| Date::new(2013, 3, 22).unwrap())) {
            prop_assert!(is_valid(&time.value), "{} of {:?} in {:?}", time.value, time.span.of(&text), text);
            prop_assert!(time.span.start >= before && !time.span.of(&text).is_empty());
            before = time.span.end;
        }
    }
}
