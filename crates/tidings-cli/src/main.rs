//! The command `tidings`: reads arguments, calls the stages in order, prints.
//!
//! The main path stands in [`work`]: bytes → `Report` → `Doc` → `Extraction` → `Story`, `Account`.
//! This crate holds no analysis of its own; environment, clock and terminal are collected here for the crates
//! that must not touch them.
#![expect(clippy::print_stderr, reason = "messages of a command go to standard error")]

mod args;
mod commands;
mod exit;
mod model;
mod output;
mod problems;
mod work;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Arguments, Command};
use crate::exit::Exit;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exit = match run(&arguments) {
        Ok(exit) => exit,
        // A reader that has seen enough (`tidings … | head`) is no failure.
        Err(error) if output::is_closed_pipe(&error) => Exit::Success,
        Err(error) => {
            problems::print_error(&error);
            Exit::Failure
        }
    };
    exit.into()
}

fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    work::set_threads(arguments.global.threads)?;
    match &arguments.command {
        Command::Read(args) => commands::read::run(args, &arguments.global),
        Command::Parse(args) => commands::parse::run(args, &arguments.global),
        Command::Extract(args) => commands::extract::run(args, &arguments.global),
        Command::Group(args) => commands::group::run(args, &arguments.global),
        Command::Account(args) => commands::account::run(args, &arguments.global),
        Command::Names(args) => commands::names::run(args, &arguments.global),
        Command::Model(args) => commands::model::run(args, &arguments.global),
    }
}
