//! Any bytes as a wheel, and as each file inside one: an error or a pipeline that parses, no panic.

#![no_main]

use std::io::{Cursor, Write};
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use tidings_nlp::Pipeline;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A pipeline of one component for each file that is read.
const CONFIG: &str = r#"
[nlp]
lang = "en"
pipeline = ["attribute_ruler","lemmatizer","tok2vec"]

[components.attribute_ruler]
factory = "attribute_ruler"

[components.lemmatizer]
factory = "lemmatizer"
mode = "rule"

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"

[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 4
attrs = ["NORM"]
rows = [10]

[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 4
depth = 1
window_size = 1
"#;

fuzz_target!(|bytes: &[u8]| {
    open(bytes.to_vec());
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let mut files: [(&str, &[u8]); 8] = [
        ("config.cfg", CONFIG.as_bytes()),
        ("meta.json", b"{}"),
        ("tokenizer", b"\x80"),
        ("attribute_ruler/patterns", b"\x90"),
        ("lemmatizer/lookups/lookups.bin", b"\x81\xablemma_rules\x80"),
        ("vocab/vectors", b""),
        ("vocab/lookups.bin", b"\x80"),
        ("tok2vec/model", b"\x80"),
    ];
    files[usize::from(choice) % 8].1 = bytes;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        if writer.start_file(name, options).is_err() || writer.write_all(bytes).is_err() {
            return;
        }
    }
    if let Ok(wheel) = writer.finish() {
        open(wheel.into_inner());
    }
});

fn open(bytes: Vec<u8>) {
    if let Ok(pipeline) = Pipeline::from_wheel(bytes, Path::new("fuzzed.whl")) {
        let doc = pipeline.parse("Ministers don't co-operate (https://example.org).");
        assert!(doc.tokens().iter().all(|token| token.head < doc.len()));
    }
}
