//! What came of a description: what is served, what was adapted, what was lost, and what to do about it.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use super::facts::Facts;
use super::settings::UNKNOWN_SERVER;
use crate::model::Kind;
use crate::pipeline::Drawn;

/// The end of a run of `new`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Name of the API.
    pub name: String,
    /// Name of the crate.
    pub krate: String,
    /// Operations that the crate has.
    pub served: usize,
    /// Webhooks and callbacks that are types.
    pub incoming: usize,
    /// Operations that were chosen: all of the description without a choice.
    pub chosen: usize,
    /// Operations of the description.
    pub described: usize,
    /// How many places each pass adapted.
    pub passes: BTreeMap<&'static str, usize>,
    /// What the crate cannot give.
    pub lost: Vec<Lost>,
    /// What to write into `client.toml`.
    pub advice: Vec<String>,
    /// The new folders.
    pub folders: Vec<String>,
}

/// Something that the crate cannot give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The pass that found it.
    pub pass: &'static str,
    /// JSON pointer, coordinate or operation.
    pub place: String,
    /// What it is.
    pub what: String,
}

impl Report {
    pub(super) fn new(drawn: &Drawn, facts: &Facts, folders: &[String]) -> Self {
        let mut passes = BTreeMap::new();
        for note in &drawn.report.notes {
            *passes.entry(note.pass).or_default() += 1;
        }
        let served = drawn.api.operations.len();
        let chosen = if drawn.api.kind == Kind::OpenApi { facts.operations } else { served };
        Self {
            name: drawn.api.name.clone(),
            krate: drawn.api.krate.clone(),
            served,
            incoming: drawn.api.incoming.len(),
            chosen,
            described: chosen + facts.left_out,
            passes,
            lost: drawn
                .report
                .lost()
                .map(|note| Lost { pass: note.pass, place: note.place.clone(), what: note.what.clone() })
                .collect(),
            advice: advice(drawn, facts),
            folders: folders.to_vec(),
        }
    }

    /// As JSON for programs.
    pub fn json(&self) -> Value {
        let lost = self.lost.iter();
        json!({
            "name": self.name,
            "crate": self.krate,
            "operations": { "served": self.served, "chosen": self.chosen, "described": self.described },
            "incoming": self.incoming,
            "passes": self.passes,
            "lost": lost
                .map(|lost| json!({ "pass": lost.pass, "place": lost.place, "what": lost.what }))
                .collect::<Vec<_>>(),
            "advice": self.advice,
            "folders": self.folders,
        })
    }
}

fn advice(drawn: &Drawn, facts: &Facts) -> Vec<String> {
    let mut advice = Vec::new();
    if drawn.api.servers.iter().any(|server| server.url == UNKNOWN_SERVER.trim_end_matches('/')) {
        advice.push("[[servers]]: the address that takes the queries; nothing works without it".to_owned());
    }
    let secured = drawn.api.operations.iter().any(|operation| !operation.security.is_empty());
    if drawn.api.schemes.is_empty() {
        advice.push("credentials: the description declares none; see [auth] if the API takes some".to_owned());
    } else if !secured {
        advice.push("credentials: schemes are declared, and no operation requires one".to_owned());
    }
    advice.push(if facts.limit_headers.is_empty() {
        "[[limits]]: how many requests the API takes; nothing is known yet".to_owned()
    } else {
        let headers: Vec<&str> = facts.limit_headers.iter().map(String::as_str).collect();
        format!(
            "[[limits]]: answers tell of limits in {}; the numbers are in the vendor's documents",
            headers.join(", ")
        )
    });
    let silent = drawn.api.operations.iter().filter(|operation| !operation.idempotent).count();
    if silent > 0 {
        advice.push(format!("[operations]: {silent} operations are not sent again after a failure; `idempotent = true` where that is safe"));
    }
    if !facts.repeating.is_empty() {
        let count = facts.repeating.len();
        advice.push(format!("[operations]: {count} of them are listed in client.toml with a guess and its reason"));
    }
    if facts.error_messages.is_empty() && drawn.api.kind == Kind::OpenApi {
        advice.push("[errors]: where error bodies have their text; no schema says it".to_owned());
    }
    advice
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST_LOST: usize = 20;
        let chosen =
            if self.chosen < self.described { format!(" ({} described)", self.described) } else { String::new() };
        writeln!(f, "{}: {} of {} operations served{chosen}", self.krate, self.served, self.chosen)?;
        if self.incoming > 0 {
            writeln!(f, "{} webhooks and callbacks are types", self.incoming)?;
        }
        if !self.passes.is_empty() {
            writeln!(f, "\nadapted:")?;
            for (pass, count) in &self.passes {
                writeln!(f, "  {count:>6}  {pass}")?;
            }
        }
        if !self.lost.is_empty() {
            writeln!(f, "\nlost, {} places:", self.lost.len())?;
            for lost in self.lost.iter().take(MOST_LOST) {
                writeln!(f, "  {}: {}", lost.place, lost.what)?;
            }
            if self.lost.len() > MOST_LOST {
                writeln!(f, "  ... and {} others; `--report json` has all", self.lost.len() - MOST_LOST)?;
            }
        }
        writeln!(f, "\nto write into client.toml:")?;
        self.advice.iter().try_for_each(|advice| writeln!(f, "  {advice}"))?;
        writeln!(f, "\nnew: {}", self.folders.join(", "))
    }
}
