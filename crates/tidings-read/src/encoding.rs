//! Bytes to text: byte-order mark, then the charset that the page names, then a guess.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Text as decoded, with what was odd about its bytes.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text in UTF-8.
    pub(crate) text: String,
    /// What was odd, in whole sentences.
    pub(crate) problems: Vec<String>,
}

/// How much of a page is searched for the charset it names, in bytes; browsers look at 1,024.
const CHARSET_WINDOW: usize = 4096;

/// Decodes `bytes`; `is_html` says whether a `<meta charset>` may name the encoding.
///
/// A byte that fits no character becomes U+FFFD; the problems say so, and name an encoding that was guessed.
pub(crate) fn decode(bytes: Vec<u8>, is_html: bool) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, problems: Vec::new() },
        Err(error) => error.into_bytes(),
    };
    let named = if is_html { named_charset(&bytes) } else { None };
    match named {
        Some(encoding) if encoding != UTF_8 => decode_as(encoding, &bytes),
        _ if is_nearly_utf8(&bytes) => decode_as(UTF_8, &bytes),
        _ => {
            let encoding = guess(&bytes);
            let mut decoded = decode_as(encoding, &bytes);
            let name = encoding.name();
            let said =
                format!("The bytes are not UTF-8 and name no encoding; they were read as {name}, a guess.");
            decoded.problems.insert(0, said);
            decoded
        }
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _, had_errors) = encoding.decode(bytes);
    let mut problems = Vec::new();
    if had_errors {
        let lost = text.matches('\u{fffd}').count();
        let name = encoding.name();
        problems.push(format!("{lost} byte sequences are not valid {name} and were replaced by U+FFFD."));
    }
    Decoded { text: text.into_owned(), problems }
}

/// Says whether the bytes are UTF-8 with a few broken places: many more well-formed than broken sequences.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * broken
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let (encoding, _) = detector.guess_assess(None, false);
    if encoding.is_single_byte() || encoding != UTF_8 { encoding } else { WINDOWS_1252 }
}

/// Returns the encoding named by `<meta charset=…>` or `<meta … content="…charset=…">` or an XML declaration.
fn named_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = bytes.get(..CHARSET_WINDOW).unwrap_or(bytes).to_ascii_lowercase();
    let key = if window.starts_with(b"<?xml") { &b"encoding="[..] } else { &b"charset="[..] };
    let at = window.windows(key.len()).position(|candidate| candidate == key)? + key.len();
    let value = window.get(at..)?;
    let label: Vec<u8> = value
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], is_html: bool, expected: &str, n_problems: usize) {
        let decoded = decode(bytes.to_vec(), is_html);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.problems.len(), n_problems, "{:?}", decoded.problems);
    }

    #[test]
    fn the_mark_then_the_name_then_a_guess() {
        check("\u{feff}Kyiv".as_bytes(), false, "Kyiv", 0);
        check(b"\xff\xfeK\x00y\x00", false, "Ky", 0);
        check(b"<meta charset=\"koi8-r\">\xeb\xc9\xc5\xd7", true, "<meta charset=\"koi8-r\">Киев", 0);
        check("Ænes Avis – «nyt»".as_bytes(), false, "Ænes Avis – «nyt»", 0);
        check(b"caf\xe9 society, d\xe9j\xe0 vu", false, "café society, déjà vu", 1);
    }

    #[test]
    fn broken_utf8_is_replaced_and_said() {
        check(
            b"Pi\xc3\xb1era, Bogot\xc3\xa1, S\xc3\xa3o \xff Paulo",
            false,
            "Piñera, Bogotá, São \u{fffd} Paulo",
            1,
        );
    }

    #[test]
    fn a_wrong_charset_name_does_not_spoil_valid_utf8() {
        check("<meta charset=latin1>Kraków".as_bytes(), true, "<meta charset=latin1>Kraków", 0);
    }
}
