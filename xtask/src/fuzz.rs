//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, a workspace of its own that the main build does not see.

use std::path::Path;

use crate::workspace;

/// Options of `cargo xtask fuzz`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The target to run: a file of `fuzz/fuzz_targets` without its ending; needs a nightly toolchain and cargo-fuzz
    #[arg(required_unless_present = "check")]
    target: Option<String>,
    /// Only see that every target compiles, with the toolchain that runs this
    #[arg(long, conflicts_with = "target")]
    check: bool,
    /// How long to run it
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

/// Checks or runs fuzz targets.
///
/// # Errors
///
/// Where a target does not compile, is unknown, or finds an input that fails.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let Some(target) = args.target.as_deref().filter(|_| !args.check) else {
        return check();
    };
    let file = workspace::root().join("fuzz/fuzz_targets").join(target).with_extension("rs");
    anyhow::ensure!(file.is_file(), "there is no fuzz target `{target}` in `fuzz/fuzz_targets`");
    // the proxy of rustup, not the toolchain's own cargo, knows `+nightly`
    let mut command = std::process::Command::new("cargo");
    command.current_dir(workspace::root()).args(["+nightly", "fuzz", "run", target, "--"]);
    command.arg(format!("-max_total_time={}", args.seconds)).env_remove("RUSTUP_TOOLCHAIN");
    workspace::run(&mut command)?;
    Ok(())
}

/// Sees that every target compiles.
pub(crate) fn check() -> anyhow::Result<()> {
    let manifest = Path::new("fuzz/Cargo.toml");
    let took = workspace::run(
        workspace::cargo()
            .args(["check", "--quiet", "--target-dir", "target/fuzz"])
            .arg("--manifest-path")
            .arg(manifest),
    )?;
    println!("fuzz targets compile ({:.0} s)", took.as_secs_f64());
    Ok(())
}
