//! Lines that betray by their shape that they are not the article: spam, buttons, credits, links to other pieces.

use std::sync::LazyLock;

use regex::Regex;
use tidings_text::CutReason;

use super::Layout;
use crate::words::{WORDS, count_words, ends_sentence, normal};

/// A caption or a rights line is not longer than this, in words; a longer line is the article's.
const MAX_LINE_WORDS: usize = 60;
/// A call to subscribe or follow is not longer than this, in words.
const MAX_CALL_WORDS: usize = 45;
/// A button or label is not longer than this, in words.
const MAX_LABEL_WORDS: usize = 12;
/// A headline behind "Read also" is not longer than this, in words.
const MAX_HEADLINE_WORDS: usize = 25;
/// At most so many headlines are cut after a "Read also" that stands alone.
const MAX_HEADLINES: usize = 6;
/// A list of sister outlets has at least so many members.
const MIN_OUTLETS: usize = 8;

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a built-in pattern is valid")
}

static COUNTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:[\d.,]+ ?[km]? (?:total )?(?:views?|shares?|comments?|likes?|reads?|retweets?|followers?|votes?|ratings?|visits|reactions|min(?:ute)?s?(?: read)?)\b.{0,20}",
        r"|(?:total |page |post )?(?:views?|hits|reads|shares|comments|likes|visits) ?[:|(]? ?[\d.,]*[km]?[|)]?",
        r"|\d+ ?/ ?\d+|page \d+ of \d+|\d+ of \d+)$"
    ))
});
static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:©|\(c\) |℗|(?:full )?copyrights? ?(?:©|\(c\)|\d{4}|:|by |reserved)|photo ?©|text ?©)")
});
static BRACKET_AT_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\[(（【]([^\[\]()（）【】]{2,140})[\])）】][.\s]*$"));
static PHOTO_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:file |stock |archive )?(?:photo|photograph|photography|image|picture|pic|illustration|graphic|foto|fotos|bild|credit|video)s?(?: credits?| source| courtesy)? ?[:/©] ?\S",
    )
});
static MORE_STORIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:more|other|latest|top|our|similar|popular|recent|best of|featured) (?:[\p{L}&'.-]+ ){0,4}(?:stories|news|articles|headlines|coverage|posts|reads|videos)$|^more (?:from|in|on|about) (?:[\p{L}&'.-]+ ?){1,5}$",
    )
});
static SLASH_CREDIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:©|/| \| ?|– |— |\()\s*([\p{L}][\p{L}. /-]{1,30})\)?$"));
static COPYRIGHT_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"©\s?\p{Lu}[\p{L}.'-]+(?:[ -]\p{Lu}[\p{L}.'-]+){0,3}(?: ?[/(|] ?[\p{L} ]{2,25}\)?)?$")
});

/// Cuts, in place, every kept line that is not the article by its shape.
pub(crate) fn cut_by_shape(layout: &mut Layout<'_>) {
    let mut n_headlines = 0;
    for index in 0..layout.lines.len() {
        let line = &mut layout.lines[index];
        if !line.is_kept() {
            continue;
        }
        let text = line.text.clone();
        let normal = normal(&text);
        let n_words = count_words(&text);
        if 0 < n_headlines && n_headlines <= MAX_HEADLINES && is_headline(&text, n_words) {
            n_headlines += 1;
            line.cut(CutReason::ReadAlso);
            continue;
        }
        n_headlines = 0;
        if let Some(reason) = shape(&text, &normal, n_words) {
            if reason == CutReason::ReadAlso && is_label_alone(&normal) {
                n_headlines = 1;
            }
            line.cut(reason);
        } else if let Some(at) = image_credit_at_end(&text) {
            layout.cut_end(index, at, CutReason::ImageCredit);
        }
    }
    cut_footer_labels(layout);
}

/// Returns why a line is not the article, where its shape says so.
pub(crate) fn shape(line: &str, normal: &str, n_words: usize) -> Option<CutReason> {
    if n_words == 0 && !line.contains(['©', '®']) {
        return Some(CutReason::Widget);
    }
    if is_spam(normal, n_words) {
        return Some(CutReason::Spam);
    }
    if is_rights_line(normal, n_words) {
        return Some(CutReason::Copyright);
    }
    if is_caption(line, normal, n_words) {
        return Some(CutReason::ImageCredit);
    }
    if is_widget(normal, n_words) {
        return Some(CutReason::Widget);
    }
    if is_read_also(line, normal, n_words) {
        return Some(CutReason::ReadAlso);
    }
    is_outlet_list(line).then_some(CutReason::NetworkFooter)
}

fn is_spam(normal: &str, n_words: usize) -> bool {
    if n_words > MAX_HEADLINE_WORDS {
        return false;
    }
    let words = normal.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut n_spam, mut n_telling) = (0, 0);
    for word in words {
        n_spam += usize::from(WORDS.spam.words.contains(word));
        n_telling += usize::from(WORDS.spam.telling.contains(word));
    }
    let ends = normal.ends_with(['.', '"', '”', '!', '?']);
    n_telling >= 1 && n_spam >= 2 && n_spam * 3 >= n_words && (!ends || n_spam * 2 >= n_words)
}

fn is_rights_line(normal: &str, n_words: usize) -> bool {
    if n_words > MAX_LINE_WORDS {
        return false;
    }
    RIGHTS.is_match(normal)
        || WORDS
            .copyright
            .openings
            .iter()
            .any(|opening| !opening.starts_with('c') && normal.starts_with(opening.as_str()))
        || WORDS.copyright.phrases.iter().any(|phrase| normal.contains(phrase.as_str()))
}

fn is_caption(line: &str, normal: &str, n_words: usize) -> bool {
    if n_words > MAX_LINE_WORDS {
        return false;
    }
    let opens = WORDS.image.openings.iter().any(|opening| normal.starts_with(opening.as_str()));
    opens
        || image_credit_at_end(line).is_some()
        || (n_words <= MAX_LABEL_WORDS && PHOTO_LABEL.is_match(normal))
        || (n_words <= MAX_CALL_WORDS && ends_in_slash_credit(line))
}

/// Returns where the credit of a picture begins that ends the line: "[Image source=…]", "(Photo by …)".
fn image_credit_at_end(line: &str) -> Option<usize> {
    let found = BRACKET_AT_END.captures(line)?;
    let inner = normal(found.get(1)?.as_str()).replace('=', " ");
    let is_credit = WORDS.image.in_brackets.iter().any(|opening| inner.starts_with(opening.as_str()))
        || inner.contains("getty images")
        || inner.contains("ap photo")
        || inner.contains("image via")
        || (inner.starts_with("file") && count_words(&inner) <= 3);
    is_credit.then(|| found.get(0).map_or(0, |whole| whole.start()))
}

/// Says whether a line ends as captions do: "…/Reuters", "© A. Photographer (AFP)".
fn ends_in_slash_credit(line: &str) -> bool {
    let line = line.trim_end_matches(['.', ' ']);
    if COPYRIGHT_CREDIT.is_match(line) {
        return true;
    }
    // A dash or a bracket alone also closes a wire story ("… he said. (AFP)"), so a slash must be there.
    let Some(found) = SLASH_CREDIT.captures(line) else { return false };
    let is_slash = found.get(0).is_some_and(|whole| whole.as_str().starts_with(['/', '©']));
    let name = found.get(1).map_or(String::new(), |name| normal(name.as_str()));
    is_slash && WORDS.image.agencies.contains(&name)
}

fn is_widget(normal: &str, n_words: usize) -> bool {
    let bare = normal.trim_end_matches(|c: char| {
        matches!(c, ':' | '.' | '!' | '…' | '>' | '»' | '→' | '›' | ' ' | '|' | '+')
    });
    if WORDS.widget.lines.contains(bare) || WORDS.widget.lines.contains(normal) {
        return true;
    }
    let opens = |openings: &[String]| openings.iter().any(|opening| opens_with(normal, opening));
    n_words <= MAX_LABEL_WORDS && (COUNTER.is_match(bare) || opens(&WORDS.widget.short_openings))
        || n_words <= MAX_CALL_WORDS && opens(&WORDS.widget.openings)
}

/// Says whether `normal` starts with the words of `opening`.
fn opens_with(normal: &str, opening: &str) -> bool {
    normal.strip_prefix(opening).is_some_and(|rest| {
        opening.ends_with(|c: char| !c.is_alphanumeric()) || !rest.starts_with(char::is_alphanumeric)
    })
}

fn is_label_alone(normal: &str) -> bool {
    WORDS.read_also.labels.iter().any(|label| rest_of_label(normal, label).is_some_and(str::is_empty))
}

/// Returns what follows a label, without the punctuation between.
fn rest_of_label<'n>(normal: &'n str, label: &str) -> Option<&'n str> {
    if !opens_with(normal, label) {
        return None;
    }
    Some(normal[label.len()..].trim_matches(|c: char| {
        c == ' ' || (c.is_ascii_punctuation() && !"\"'([".contains(c)) || "»›→–—►▶…：".contains(c)
    }))
}

fn is_read_also(line: &str, normal: &str, n_words: usize) -> bool {
    if n_words > MAX_HEADLINE_WORDS + 3 {
        return false;
    }
    if MORE_STORIES.is_match(normal) {
        return true;
    }
    let open = normal.trim_start_matches(['(', '[']);
    for label in &WORDS.read_also.labels {
        let Some(rest) = rest_of_label(open, label) else { continue };
        if rest.is_empty() {
            return true;
        }
        let after = open.get(label.len()..).unwrap_or_default();
        let has_mark =
            after.trim_start().starts_with([':', '|', '»', '›', '>', '→', '–', '—', '：', '►', '▶'])
                || after.starts_with(" - ");
        if has_mark {
            return true;
        }
        // Without a mark, what follows must be a headline: "Read also Minister resigns over bridge".
        let is_sentence = ends_sentence(line) && !line.ends_with(['?', '!']);
        if !WORDS.read_also.with_colon.contains(label) && !is_sentence && starts_like_headline(line, label) {
            return true;
        }
    }
    false
}

/// Says whether the word after a label of this many words starts with a capital or a quote.
fn starts_like_headline(line: &str, label: &str) -> bool {
    let n_label = label.split(' ').count();
    let next = line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).nth(n_label);
    next.is_some_and(|word| {
        let first = word.chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_numeric() || "‘“\"'«".contains(c) || !c.is_ascii())
    })
}

/// Says whether a line looks like a headline: some words, and no end of a sentence.
fn is_headline(line: &str, n_words: usize) -> bool {
    (3..=MAX_HEADLINE_WORDS).contains(&n_words) && !ends_sentence(line.trim_end_matches(['?', '!']))
}

/// Says whether a line lists sister outlets: many short names with commas, several of them with a press word, and
/// hardly a word in lower case.
fn is_outlet_list(line: &str) -> bool {
    let body =
        line.split_once(": ").map_or(line, |(label, rest)| if count_words(label) <= 6 { rest } else { line });
    let members: Vec<&str> =
        body.split([',', ';', '|', '•', '·']).map(str::trim).filter(|member| !member.is_empty()).collect();
    if members.len() < MIN_OUTLETS {
        return false;
    }
    let has_press_word = |member: &&&str| {
        member
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.footer.outlet_words.contains(&word.to_lowercase()))
    };
    let n_press = members.iter().filter(has_press_word).count();
    let words = || body.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let n_lower = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    n_press * 3 >= members.len() && n_lower * 8 <= words().count()
}

/// Cuts a line that is only the label of a list of outlets beside it ("Press Union" before "Press Union: …").
fn cut_footer_labels(layout: &mut Layout<'_>) {
    let labels: Vec<(usize, String)> = (0..layout.lines.len())
        .filter(|&index| layout.lines[index].is_kept())
        .map(|index| (index, normal(&layout.lines[index].text)))
        .filter(|(_, normal)| count_words(normal) <= 8)
        .collect();
    let cleaned = layout.finish();
    let lists: Vec<String> = cleaned
        .cut
        .iter()
        .filter(|cut| cut.reason == CutReason::NetworkFooter)
        .map(|cut| normal(&cut.text))
        .collect();
    for (index, label) in labels {
        if lists
            .iter()
            .any(|list| list.strip_prefix(label.as_str()).is_some_and(|rest| rest.starts_with(':')))
        {
            layout.lines[index].cut(CutReason::NetworkFooter);
        }
    }
}

/// Cuts short lines without punctuation that stand three times or more: captions of buttons and pictures.
pub(crate) fn cut_repeated_labels(layout: &mut Layout<'_>) {
    let kept = layout.kept_lines();
    let labels: Vec<(String, usize)> = kept
        .into_iter()
        .filter(|&index| {
            let text = &layout.lines[index].text;
            count_words(text) <= 6 && !ends_sentence(text)
        })
        .map(|index| (normal(&layout.lines[index].text), index))
        .collect();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for (label, _) in &labels {
        *counts.entry(label).or_default() += 1;
    }
    for (label, index) in &labels {
        if counts.get(label.as_str()).is_some_and(|&count| count >= 3) {
            layout.lines[*index].cut(CutReason::Widget);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<CutReason>) {
        let found = shape(line, &normal(line), count_words(line));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn each_reason_has_its_shapes() {
        check("güncel casino siteleri ve deneme bonusu", Some(CutReason::Spam));
        check("Best online casino bonus slots", Some(CutReason::Spam));
        check("© 2024 The Eastport Courier", Some(CutReason::Copyright));
        check("Copyright 2024 Eastport Media. No copying.", Some(CutReason::Copyright));
        check("The ferry in port on Monday. [Image source=Harbour News]", Some(CutReason::ImageCredit));
        check("Divers search the wreck. (Photo by A. Smith/Getty Images)", Some(CutReason::ImageCredit));
        check("People gather at the quay ©Jean Port (AFP)", Some(CutReason::ImageCredit));
        check("FILE PHOTO: The ferry in better days. REUTERS/A. Smith", Some(CutReason::ImageCredit));
        check("Photo: Harbour Authority", Some(CutReason::ImageCredit));
        check("Total Views | 1,204", Some(CutReason::Widget));
        check("4 min read", Some(CutReason::Widget));
        check("Sign up for our morning newsletter and never miss a story.", Some(CutReason::Widget));
        check("Advertisement", Some(CutReason::Widget));
        check("|", Some(CutReason::Widget));
        check("Read also: Ferry company sued", Some(CutReason::ReadAlso));
        check("READ MORE Ferry company sued by families", Some(CutReason::ReadAlso));
        check("Lire aussi : Le ferry coulé", Some(CutReason::ReadAlso));
        check("BACA JUGA:", Some(CutReason::ReadAlso));
        check("More great Courier stories", Some(CutReason::ReadAlso));
        check("More in Eastport", Some(CutReason::ReadAlso));
        check(
            "Coast Press Union: The Eastport Times, Harbour Herald, Daily Quay (Westport), The Pier Post, Lake News, Bay Tribune, Cape Star, Inlet Gazette",
            Some(CutReason::NetworkFooter),
        );
    }

    #[test]
    fn sentences_of_an_article_stay() {
        for line in [
            "The casino said it would close its slot rooms after the raid, police told reporters on Monday.",
            "Watch officers saw the flames at six.",
            "Related parties were heard by the court on Monday.",
            "Copyright law was at the heart of the dispute, the judge wrote.",
            "He said the photo: a blurred one, had been taken at night by a neighbour of the family.",
            "The ministry confirmed the deaths on Monday. (AFP)",
            "Read more books, the minister advised pupils.",
            "The News, the Post, the Star and the Herald all reported on the strike, and so did the wire.",
            "Share prices fell by 12 percent on Monday.",
            "‘Well planned’",
            "WALT: You're welcome.",
        ] {
            check(line, None);
        }
    }

    #[test]
    fn headlines_after_a_lone_label_go_and_paragraphs_stay() {
        let mut layout =
            Layout::new("VEJA TAMBÉM:\nBridge to close in May\nThe mayor spoke on Monday.", false);
        cut_by_shape(&mut layout);
        assert_eq!(layout.finish().text, "The mayor spoke on Monday.");
    }

    #[test]
    fn the_label_of_a_list_of_outlets_goes_with_it() {
        let list = "Coast Press: Eastport Times, Harbour Herald, Daily Quay, Pier Post, Lake News, Bay Tribune, Cape Star, Inlet Gazette";
        let mut layout = Layout::new("The end.\nCoast Press\n", false);
        cut_by_shape(&mut layout);
        assert_eq!(layout.finish().text, "The end.\nCoast Press");
        let original = format!("The end.\nCoast Press\n{list}");
        let mut layout = Layout::new(&original, false);
        cut_by_shape(&mut layout);
        assert_eq!(layout.finish().text, "The end.");
    }
}
