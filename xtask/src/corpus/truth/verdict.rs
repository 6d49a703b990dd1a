//! What the judge says of each operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::case::{About, Case, Told};
use super::equal::{Needed, difference};
use super::judge::Judge;
use super::{request, spec};

/// What is said of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// All its cases are true.
    True,
    /// Why not, by the first case that is not.
    Untrue(String),
    /// There is no value that its document allows.
    NotJudged(String),
}

/// The verdict over a document.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Name and wire of each operation, and what is said of it.
    pub operations: Vec<(String, Word)>,
    /// Calls that were made.
    pub calls: usize,
    /// Answers that came back with another spelling of an instant, or without a null.
    pub instants: usize,
    /// The same for nulls that came back as absent.
    pub nulls: usize,
    /// The same for lists of one and numbers as text, where the document has both spellings.
    pub spellings: usize,
    /// Operations with a schema that had to be read leniently.
    pub lenient: usize,
    /// Operations with a part that could not be judged.
    pub partial: usize,
}

/// Judges what a program told. `ended`: why it told no more, if it ended before its time.
pub(super) fn verdict(document: &Value, about: &[About], cases: &[Case], told: &[Told], ended: &str) -> Verdict {
    let judge = Judge::new(document);
    let mut verdict = Verdict { calls: told.len(), ..Verdict::default() };
    let mut needed = Needed::default();
    let mut faults: BTreeMap<usize, String> = BTreeMap::new();
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for told in told {
        let Some(case) = cases.get(told.case) else { continue };
        *seen.entry(case.operation).or_default() += 1;
        if let Some(fault) = fault(&judge, document, case, told, &mut needed) {
            faults.entry(case.operation).or_insert(fault);
        }
    }
    for (index, about) in about.iter().enumerate() {
        let made = cases.iter().filter(|case| case.operation == index).count();
        let word = if let Some(what) = about.missing.first() {
            Word::Untrue(what.clone())
        } else if let Some(fault) = faults.get(&index) {
            Word::Untrue(fault.clone())
        } else if made == 0 {
            Word::NotJudged(about.unseeded.first().cloned().unwrap_or_default())
        } else if seen.get(&index).copied().unwrap_or(0) < made {
            Word::Untrue(ended.to_owned())
        } else {
            Word::True
        };
        verdict.lenient += usize::from(about.lenient > 0);
        verdict.partial += usize::from(made > 0 && !about.unseeded.is_empty());
        verdict.operations.push((format!("{} ({})", about.name, about.wire), word));
    }
    (verdict.instants, verdict.nulls, verdict.spellings) = (needed.instants, needed.nulls, needed.spellings);
    verdict
}

fn fault(judge: &Judge, document: &Value, case: &Case, told: &Told, needed: &mut Needed) -> Option<String> {
    let [sent] = told.requests.as_slice() else {
        let what = told.fault.clone().unwrap_or_default();
        return Some(format!("request: {} were sent: {what}", told.requests.len()));
    };
    if let Some(fault) = request::fault(judge, document, case, sent, needed) {
        return Some(format!("request: {fault}"));
    }
    if let Some(fault) = &told.fault {
        return Some(format!("answer {}: {fault}", case.answer.status));
    }
    let answer = &case.answer;
    // A status without a body, and the answer to a question about headers alone.
    let bodiless = matches!(answer.status, 204 | 205 | 304) || case.method == "HEAD";
    let part = answer.value.pointer(&answer.part).unwrap_or(&Value::Null);
    let expected = if bodiless { &Value::Null } else { part };
    if expected.is_null() && told.answer.is_null() {
        return None;
    }
    let before = (needed.nulls, needed.spellings);
    if let Some(difference) = difference(expected, &told.answer, true, needed) {
        return Some(format!("answer {}: {difference}", answer.status));
    }
    if (needed.nulls, needed.spellings) != before && !answer.schema.is_empty() {
        // Another spelling is one only where the schema has it.
        let pointer = spec::settled(&judge.tree, &answer.schema);
        let mut whole = answer.value.clone();
        if let Some(part) = whole.pointer_mut(&answer.part) {
            *part = told.answer.clone();
        }
        let lost = judge.judge(&pointer, &answer.value).is_ok().then(|| judge.judge(&pointer, &whole).err()).flatten();
        return lost.map(|fault| format!("answer {}: is spelled as the schema has it not: {fault}", answer.status));
    }
    None
}
