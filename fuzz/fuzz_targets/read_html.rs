//! Any bytes as `a.html`: no panic, and every entry of a map slices equal words.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use tidings_read::{Input, ReadConfig, Reader};

fuzz_target!(|bytes: &[u8]| {
    let reader = Reader::new(ReadConfig { clean: true, ..ReadConfig::default() });
    for outcome in reader.read(vec![Input::stream("a.html", Cursor::new(bytes.to_vec()))]).flatten() {
        let (Some(original), Some(decoded)) = (&outcome.report.original, &outcome.decoded) else { continue };
        for &(span, start) in &original.map {
            let start = start as usize;
            assert_eq!(Some(span.of(&outcome.report.text)), decoded.get(start..start + span.len()));
        }
    }
});
