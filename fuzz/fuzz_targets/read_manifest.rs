//! Any bytes as a manifest: no panic.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use tidings_read::Manifest;

fuzz_target!(|bytes: &[u8]| {
    let _ = Manifest::parse(Path::new("manifest.csv"), bytes);
});
