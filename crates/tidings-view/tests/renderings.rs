//! The three renderings of one small account, written for this test.
//!
//! 1. Who stands behind a summary comes before it, in every rendering.
//! 2. Terminal and Markdown carry the same content.
//! 3. Every link of the page has its anchor, and the reports' words are never mark-up.

use std::collections::BTreeSet;

use serde_json::Value;
use tidings_text::wire::Account;
use tidings_view::{ReportText, Texts, Width, html, markdown, terminal};

fn account() -> (Vec<Account>, Texts) {
    let fixture: Value = serde_json::from_str(include_str!("data/account.json")).unwrap();
    let account: Account = serde_json::from_value(fixture["account"].clone()).unwrap();
    let texts = fixture["texts"].as_object().unwrap().iter().map(|(id, text)| {
        let text = text.as_str().unwrap().to_owned();
        (id.clone(), ReportText { text, ..ReportText::default() })
    });
    let texts = texts.collect();
    (vec![account], texts)
}

#[test]
fn terminal_puts_who_stands_behind_it_in_front() {
    let (accounts, texts) = account();
    let shown = terminal(&accounts, &texts, &Width { columns: 80, colour: false });
    insta::assert_snapshot!(shown.lines().take(34).collect::<Vec<_>>().join("\n"), @r"
    Fiji severs diplomatic relations with Iceland
    4 reports, 3 different texts, 2 independent origins (at most 3). What follows is
    what these reports assert, not what is true.
    Published 2031-03-12 to 2031-03-13.

    EVENTS

    e1 — 3 reports, 1 independent origin (at most 2): Fiji severs diplomatic
    relations with Iceland
    Asserted by: Southern Wire and Morning Courier. Attributed to a source by:
    Harbour Times. Silent: North Post.
    - date, single origin: 2031-03-12 (Southern Wire and Morning Courier)
    - origins: Morning Courier carries the text of Southern Wire, so both rest on
      one origin.
    - origins: Southern Wire names no source; it may rest on the ministry too.
      “Fiji had cut ties with Iceland” (Harbour Times, from The Fijian foreign
      ministry)
      “Fiji severed diplomatic relations with Iceland on Wednesday and expelled its
      ambassador.” (Southern Wire)
      “Fiji severed diplomatic relations with Iceland on Wednesday and expelled its
      ambassador.” (Morning Courier)

    e2 — 1 report, 1 independent origin: Iceland recalls its ambassador
    Asserted by: North Post. Silent: Southern Wire and Morning Courier.
    - occurred, superseded: yes (North Post); no (Harbour Times, no longer current)
    - date, single origin: 2031-03-13 (North Post)
      “Iceland on Thursday recalled its ambassador.” (North Post)
      “Iceland is yet to respond.” (Harbour Times)

    WHERE THE REPORTS DISAGREE
    - occurred: Iceland recalls its ambassador — superseded
      - yes: North Post
          “Iceland on Thursday recalled its ambassador.” (North Post)
      - no: Harbour Times
    ");
}

#[test]
fn markdown_carries_what_the_terminal_carries() {
    let (accounts, texts) = account();
    let words = |text: &str| -> Vec<String> {
        let letters =
            |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        let text = text.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "");
        text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
    };
    let shown = terminal(&accounts, &texts, &Width { columns: 80, colour: false });
    assert_eq!(words(&markdown(&accounts, &texts)), words(&shown));
}

#[test]
fn every_link_of_the_page_has_its_anchor() {
    let (accounts, texts) = account();
    let page = html(&accounts, &texts);
    let after = |mark: &str| -> BTreeSet<String> {
        page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let (links, anchors) = (after("href=\"#"), after(" id=\""));
    assert!(links.len() > 10, "{links:?}");
    let dangling: Vec<_> = links.difference(&anchors).collect();
    assert!(dangling.is_empty(), "{dangling:?}");
}

#[test]
fn the_page_needs_no_network_and_escapes_the_reports_words() {
    let (accounts, texts) = account();
    let page = html(&accounts, &texts);
    assert!(page.contains("Fiji severs &lt;relations&gt;"), "the title is escaped");
    for outside in ["<script", "<link", "src=", "@import", "url(http"] {
        assert!(!page.contains(outside), "the page holds `{outside}`");
    }
}
