//! The verdicts as a table of causes.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::run::{Faults, Verdicts};
use super::verdict::Word;
use crate::corpus::one::Outcome;
use crate::corpus::table::{causes, percent};

/// The table, and whether enough operations are true.
pub fn table(outcomes: &[Outcome], verdicts: &Verdicts, faults: &Faults) -> (String, bool) {
    let words = || verdicts.values().flat_map(|verdict| &verdict.operations);
    let total = words().count();
    let not_judged = words().filter(|(_, word)| matches!(word, Word::NotJudged(_))).count();
    let judged = total - not_judged;
    let right = words().filter(|(_, word)| *word == Word::True).count();
    let sum = |of: fn(&super::Verdict) -> usize| verdicts.values().map(of).sum::<usize>();
    let mut text = String::new();
    let _ = writeln!(text, "\noperations               {total}, {} calls", sum(|verdict| verdict.calls));
    let _ = writeln!(text, "true                     {right} of {judged} ({})", percent(right, judged));
    let _ = writeln!(text, "not judged               {not_judged}: the document allows no value that was found");
    let _ = writeln!(text, "judged in part           {}", sum(|verdict| verdict.partial));
    let _ = writeln!(text, "with a lenient reading   {}", sum(|verdict| verdict.lenient));
    let _ = writeln!(text, "nulls that came absent   {}", sum(|verdict| verdict.nulls));
    let _ = writeln!(text, "spelled otherwise        {}", sum(|verdict| verdict.spellings));
    let _ = writeln!(text, "instants spelled anew    {}", sum(|verdict| verdict.instants));
    let document = |index: usize| outcomes.get(index).map_or("", |outcome| outcome.document.as_str());
    let named: Vec<(String, String)> = verdicts
        .iter()
        .flat_map(|(index, verdict)| verdict.operations.iter().map(move |(name, word)| (*index, name, word)))
        .filter_map(|(index, name, word)| match word {
            Word::Untrue(what) => Some((general(what), format!("{} {name}: {what}", short(document(index))))),
            _ => None,
        })
        .collect();
    causes(&mut text, "not true, by cause", named.iter().map(|(cause, name)| (cause.clone(), name.as_str())));
    let not_judged = verdicts
        .iter()
        .flat_map(|(index, verdict)| verdict.operations.iter().map(move |(name, word)| (*index, name, word)))
        .filter_map(|(index, name, word)| match word {
            Word::NotJudged(what) => Some(format!("{} {name}: {what}", short(document(index)))),
            _ => None,
        });
    let not_judged: Vec<String> = not_judged.collect();
    causes(&mut text, "not judged", not_judged.iter().map(|name| ("no valid value".to_owned(), name.as_str())));
    let faults: Vec<(String, &str)> = faults
        .iter()
        .map(|(index, what)| (what.lines().next().unwrap_or_default().to_owned(), document(*index)))
        .collect();
    causes(&mut text, "no program, by cause", faults.into_iter());
    let mut all = BTreeMap::new();
    for (cause, name) in named {
        all.entry(cause).or_insert_with(Vec::new).push(name);
    }
    if !all.is_empty() {
        let _ = writeln!(text, "\nall that are not true");
    }
    for name in all.into_values().flatten() {
        let _ = writeln!(text, "  {name}");
    }
    for name in not_judged {
        let _ = writeln!(text, "  not judged: {name}");
    }
    (text, judged > 0 && right * 100 >= judged * 99)
}

/// A cause without what differs between operations.
fn general(what: &str) -> String {
    // An error begins with the names of the API and the operation.
    let what = match what.split_once(": sample ") {
        Some((before, after)) => format!("{before}: {}", after.split_once(": ").map_or(after, |(_, after)| after)),
        None => what.to_owned(),
    };
    let mut quoted = false;
    let mut text = String::new();
    for c in what.chars() {
        match c {
            '`' | '"' => quoted = !quoted,
            _ if quoted || c.is_ascii_digit() => {}
            c => text.push(c),
        }
    }
    text.chars().take(60).collect()
}

fn short(path: &str) -> &str {
    path.split_once("/api/").map_or(path, |(_, end)| end)
}
