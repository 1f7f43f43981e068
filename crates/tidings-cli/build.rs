//! Names the knowledge in `data/` by its digest, which every account prints under `made_by`.

use std::path::{Path, PathBuf};

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    println!("cargo:rerun-if-changed={}", data.display());
    let mut files = Vec::new();
    collect(&data, &mut files);
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let name = file.strip_prefix(&data).unwrap_or(&file);
        all.extend(name.to_string_lossy().replace('\\', "/").bytes());
        all.push(0);
        all.extend(std::fs::read(&file).unwrap_or_default());
        all.push(0);
    }
    println!("cargo:rustc-env=TIDINGS_DATA_DIGEST={}", tidings_text::digest(&all));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
