//! `cargo xtask`: generate the clients, list the APIs, take the tour.

mod commands;

use std::process::ExitCode;

use clap::Parser;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Chores of the Clientwright workspace")]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    // A panic in an engine is caught and told as an error of the description.
    std::panic::set_hook(Box::new(|_| {}));
    Arguments::parse().command.run().unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}
