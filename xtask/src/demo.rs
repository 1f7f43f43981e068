//! `cargo xtask demo`: the main job on the sample story that ships with the project.

use std::process::Command;

use crate::workspace;

/// Fetches the model, builds, prints the account of `examples/sample-story` and says where the HTML page lies.
pub(crate) fn run() -> anyhow::Result<()> {
    let built = workspace::run(workspace::cargo().args(["build", "--release", "--package", "tidings-cli"]))?;
    let tidings = workspace::tidings("release");
    let model = workspace::model(&tidings)?;

    let story = workspace::root().join("examples/sample-story");
    let account = |format: &str| {
        let mut command = Command::new(&tidings);
        command.arg("account").arg(story.join("reports")).arg("--manifest").arg(story.join("manifest.csv"));
        command.args(["--format", format]).env("TIDINGS_MODEL", &model);
        command
    };
    let told = workspace::run(&mut account("terminal"))?;

    let page = workspace::root().join("out/sample-story.html");
    std::fs::create_dir_all(workspace::root().join("out"))?;
    workspace::run(account("html").arg("--out").arg(&page))?;
    println!();
    println!("Built in {:.0} s, read and told in {:.2} s.", built.as_secs_f64(), told.as_secs_f64());
    println!("The same account as a page: {}", page.display());
    Ok(())
}
