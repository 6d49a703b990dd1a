//! What came of all documents, as a table of causes.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::check::Said;
use super::one::{Outcome, Spent};

/// Larger documents are rare: 10 MB.
const USUAL_BYTES: u64 = 10_000_000;
/// Documents that a cause is shown with.
const MOST_EXAMPLES: usize = 3;

/// The table. `checked` is what the compiler said, by place in `outcomes`; `None`: it was not asked.
pub fn table(outcomes: &[Outcome], checked: Option<&BTreeMap<usize, Said>>) -> String {
    let total = outcomes.len();
    let whole = outcomes.iter().filter(|outcome| is_whole(outcome)).count();
    let generated = outcomes.iter().filter(|outcome| outcome.error.is_none()).count();
    let (described, served) =
        outcomes.iter().fold((0, 0), |sum, outcome| (sum.0 + outcome.operations, sum.1 + outcome.served));
    let slowest = outcomes.iter().max_by_key(|outcome| outcome.millis);
    let largest = outcomes.iter().max_by_key(|outcome| outcome.peak_kib);
    let mut text = String::new();
    let _ = writeln!(text, "documents                 {total}");
    let _ = writeln!(text, "generated                 {generated} ({})", percent(generated, total));
    let _ = writeln!(text, "with every operation      {whole} ({})", percent(whole, total));
    let _ = writeln!(text, "operations served         {served} of {described} ({})", percent(served, described));
    if let Some(slowest) = slowest {
        let _ =
            writeln!(text, "slowest                   {:.1} s, {}", slowest.millis as f64 / 1000.0, slowest.document);
    }
    if let Some(largest) = largest {
        let _ = writeln!(text, "most memory               {} MiB, {}", largest.peak_kib / 1024, largest.document);
    }
    cost(&mut text, outcomes);
    if let Some(checked) = checked {
        let clean = generated - checked.len().min(generated);
        let _ = writeln!(text, "type-check without a word {clean} of {generated} ({})", percent(clean, generated));
    }
    let errors = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.error.as_deref()?)));
    causes(&mut text, "no crate, by cause", errors.map(|(outcome, error)| (cause(error), outcome.document.as_str())));
    let lost = outcomes
        .iter()
        .flat_map(|outcome| outcome.lost.keys().map(move |pass| (pass.clone(), outcome.document.as_str())));
    causes(&mut text, "something was lost, by pass", lost);
    let said = checked.into_iter().flatten();
    let said = said.filter_map(|(index, said)| Some((said.first.clone(), outcomes.get(*index)?.document.as_str())));
    causes(&mut text, "the compiler's first word", said);
    text
}

/// What the stages took over all documents, and the most memory of a document of a usual size.
fn cost(text: &mut String, outcomes: &[Outcome]) {
    let sum = |stage: fn(&Spent) -> u64| outcomes.iter().map(|outcome| stage(&outcome.spent)).sum::<u64>();
    let stages = [
        ("load", sum(|spent| spent.load)),
        ("normalise", sum(|spent| spent.normalise)),
        ("engine", sum(|spent| spent.engine)),
        ("refine", sum(|spent| spent.refine)),
        ("emit", sum(|spent| spent.emit)),
    ];
    let listed: Vec<String> =
        stages.iter().map(|(name, micros)| format!("{name} {:.1} s", *micros as f64 / 1e6)).collect();
    let _ = writeln!(text, "stages                    {}", listed.join(", "));
    let [_, (_, normalise), (_, engine), (_, refine), _] = stages;
    let _ = writeln!(text, "passes against engine     {}", percent((normalise + refine) as usize, engine as usize));
    let usual = outcomes.iter().filter(|outcome| (1..=USUAL_BYTES).contains(&outcome.bytes));
    if let Some(largest) = usual.max_by_key(|outcome| outcome.peak_kib) {
        let (most, mib) = (largest.peak_kib / 1024, USUAL_BYTES / 1_000_000);
        let _ = writeln!(text, "most memory up to {mib} MB   {most} MiB, {}", largest.document);
    }
}

/// Whether every operation is served.
pub fn is_whole(outcome: &Outcome) -> bool {
    outcome.error.is_none() && outcome.served >= outcome.operations
}

pub(super) fn percent(part: usize, of: usize) -> String {
    if of == 0 { "-".to_owned() } else { format!("{:.2} %", 100.0 * part as f64 / of as f64) }
}

/// An error without what differs between documents.
fn cause(error: &str) -> String {
    let line = error.lines().next().unwrap_or_default();
    // The place ends at the first of these.
    let what = line.split_once(": ").map_or(line, |(_, what)| what);
    let mut quoted = false;
    let mut text = String::new();
    for c in what.chars() {
        match c {
            '`' | '"' => {
                quoted = !quoted;
                text.push(c);
            }
            _ if quoted => {}
            c if c.is_ascii_digit() => {}
            c => text.push(c),
        }
    }
    text.chars().take(120).collect()
}

/// A list of causes, those that are met most often first.
pub(super) fn causes<'a>(text: &mut String, title: &str, found: impl Iterator<Item = (String, &'a str)>) {
    let mut by_cause: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (cause, document) in found {
        by_cause.entry(cause).or_default().push(document);
    }
    if by_cause.is_empty() {
        return;
    }
    let mut sorted: Vec<_> = by_cause.into_iter().collect();
    sorted.sort_by_key(|(_, documents)| std::cmp::Reverse(documents.len()));
    let _ = writeln!(text, "\n{title}");
    for (cause, documents) in sorted {
        let shown: Vec<&str> = documents.iter().take(MOST_EXAMPLES).map(|path| short(path)).collect();
        let _ = writeln!(text, "{:6}  {cause}  ({})", documents.len(), shown.join(", "));
    }
}

/// The end of a document's path.
fn short(path: &str) -> &str {
    path.split_once("/api/").map_or(path, |(_, end)| end)
}
