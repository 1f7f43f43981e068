//! Classes of characters as Python's `str` methods define them, which spaCy's word features rest on.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Characters with the Unicode property `Numeric_Type=Digit` that are no decimal digits, first and last.
const DIGITS: [(char, char); 20] = [
    ('\u{b2}', '\u{b3}'),
    ('\u{b9}', '\u{b9}'),
    ('\u{1369}', '\u{1371}'),
    ('\u{19da}', '\u{19da}'),
    ('\u{2070}', '\u{2070}'),
    ('\u{2074}', '\u{2079}'),
    ('\u{2080}', '\u{2089}'),
    ('\u{2460}', '\u{2468}'),
    ('\u{2474}', '\u{247c}'),
    ('\u{2488}', '\u{2490}'),
    ('\u{24ea}', '\u{24ea}'),
    ('\u{24f5}', '\u{24fd}'),
    ('\u{24ff}', '\u{24ff}'),
    ('\u{2776}', '\u{277e}'),
    ('\u{2780}', '\u{2788}'),
    ('\u{278a}', '\u{2792}'),
    ('\u{10a40}', '\u{10a43}'),
    ('\u{10e60}', '\u{10e68}'),
    ('\u{11052}', '\u{1105a}'),
    ('\u{1f100}', '\u{1f10a}'),
];

/// From this length in characters on, a word has the shape `LONG`.
const LONG_WORD: usize = 100;

/// `str.isspace`: white space, and the four separators of ASCII.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// `str.isalpha`: a letter.
pub(crate) fn is_alpha(c: char) -> bool {
    use GeneralCategory::{LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        get_general_category(c),
        LowercaseLetter | UppercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

/// `str.isdecimal`, which is also what `\d` means in a pattern.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { get_general_category(c) == GeneralCategory::DecimalNumber }
}

/// `str.isdigit`: a decimal digit, superscript or circled digit.
pub(crate) fn is_digit(c: char) -> bool {
    is_decimal(c) || !c.is_ascii() && DIGITS.iter().any(|&(first, last)| first <= c && c <= last)
}

/// What `\w` means in a pattern: a letter, a number or an underscore.
pub(crate) fn is_word(c: char) -> bool {
    use GeneralCategory::{DecimalNumber, LetterNumber, OtherNumber};
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_alpha(c) || matches!(get_general_category(c), DecimalNumber | LetterNumber | OtherNumber)
}

/// The shape of a word: `Xxxxx` for `Kyiv`, runs cut after four.
pub(crate) fn shape(text: &str) -> String {
    if text.len() >= LONG_WORD && text.chars().nth(LONG_WORD - 1).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let mut last = None;
    let mut run = 0;
    for c in text.chars() {
        let class = match c {
            _ if is_alpha(c) => {
                if c.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            _ if is_digit(c) => 'd',
            _ => c,
        };
        run = if last == Some(class) { run + 1 } else { 0 };
        last = Some(class);
        if run < 4 {
            shape.push(class);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_equal_spacys() {
        let check = |text: &str, expected: &str| assert_eq!(shape(text), expected, "{text}");
        check("Kyiv", "Xxxx");
        check("Washington", "Xxxxx");
        check("U.S.-led", "X.X.-xxx");
        check("2022", "dddd");
        check("20221231", "dddd");
        check("m²", "xd");
        check("ǅ", "x");
        check("北京", "xx");
        check("......", "....");
        check(&"a".repeat(100), "LONG");
        check(&"a".repeat(99), "xxxx");
    }

    #[test]
    fn pythons_spaces() {
        for c in "\t\n\u{b}\u{c}\r\u{1c}\u{1f} \u{85}\u{a0}\u{3000}".chars() {
            assert!(is_space(c), "{c:?}");
        }
        assert!(!is_space('\u{200b}'));
    }
}
