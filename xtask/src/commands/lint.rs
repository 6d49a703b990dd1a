//! `cargo xtask lint`: what is wrong or missing in the descriptions.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::Value;
use xtask::error::Result;
use xtask::lint::{self, Finding, Severity};
use xtask::load;

/// What `lint` takes.
#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// APIs to look at; all of specs/ if none is named
    apis: Vec<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Exit with 1 for these as well
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Say what the rules are, and look at nothing
    #[arg(long)]
    rules: bool,
}

/// What fails a run besides errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
    /// Warnings and hints
    Hints,
}

/// Runs it.
pub(crate) fn run(Lint { apis, json, deny, rules }: Lint) -> Result<ExitCode> {
    if rules {
        lint::RULES.iter().for_each(|rule| println!("{:22} {}", rule.id, rule.about));
        return Ok(ExitCode::SUCCESS);
    }
    let root = super::root();
    let names = if apis.is_empty() { load::names(&root)? } else { apis };
    let mut findings = Vec::new();
    for name in &names {
        findings.extend(lint::lint(&root, name)?);
    }
    if json {
        println!("{:#}", Value::Array(findings.iter().map(Finding::json).collect()));
    } else {
        findings.iter().for_each(|finding| println!("{finding}"));
        println!("{} APIs: {}", names.len(), counts(&findings));
    }
    let worst = match deny {
        None => Severity::Error,
        Some(Deny::Warnings) => Severity::Warning,
        Some(Deny::Hints) => Severity::Hint,
    };
    let failed = findings.iter().any(|finding| finding.severity <= worst);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn counts(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    format!("{} errors, {} warnings, {} hints", count(Severity::Error), count(Severity::Warning), count(Severity::Hint))
}
