//! What holds for every operation: it posts its document and the variables that were set, and nothing of its answer
//! gets lost.

use std::collections::{BTreeMap, BTreeSet};

use clientwright_fflogs::Client;
use clientwright_tests::typical;
use serde::Serialize;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage, operations};
use crate::{API, client};

/// A test for each operation: its calls, each with the variables that it sends.
macro_rules! contract {
    ($($method:ident: $operation:literal |$client:ident| { $($call:expr => $variables:tt),+ $(,)? })+) => {
        pub(crate) const COVERED: &[&str] = &[$($operation),+];
        $(
            mod $method {
                #[allow(unused_imports, reason = "not every operation has enums")]
                use super::*;

                #[tokio::test]
                async fn sends_its_document_and_variables_and_reads_its_answer() {
                    let exchange = crate::contract::Exchange::of($operation).await;
                    let $client = exchange.client();
                    $(
                        let answer = $call.send().await.unwrap();
                        exchange.check(&answer.into_inner(), &serde_json::json!($variables));
                    )+
                }
            }
        )+
    };
}

pub(crate) use contract;

/// Calls of an operation, answered by its example.
pub(crate) struct Exchange {
    operation: &'static str,
    stage: Stage,
}

impl Exchange {
    pub(crate) async fn of(operation: &'static str) -> Self {
        Self { operation, stage: Stage::repeating(Answer::ok(typical(API, operation))).await }
    }

    pub(crate) fn client(&self) -> Client {
        client(&self.stage)
    }

    /// Checks the last request, and the answer to it.
    pub(crate) fn check<T: Serialize>(&self, answer: &T, variables: &Value) {
        let asked = self.stage.asked().pop().unwrap();
        let kind = if self.operation == "CurrentUser" { "user" } else { "client" };
        let head = format!(
            "POST /api/v2/{kind}\naccept: application/json\nauthorization: Bearer invented-{kind}-token\n\
             content-type: application/json\nuser-agent: clientwright-fflogs/<version>\n"
        );
        assert_eq!(asked.to_string(), format!("{head}{}", asked.body()));
        let body = asked.json();
        let sent = body["query"].as_str().unwrap_or_default();
        let expected = json!({"query": sent, "operationName": self.operation, "variables": variables});
        assert_eq!(body, expected);
        check_document(self.operation, sent);

        let data = &typical(API, self.operation)["data"];
        if let Err(lost) = same(data, &serde_json::to_value(answer).unwrap(), "data") {
            panic!("{lost}");
        }
        insta::assert_json_snapshot!(self.operation, answer);
    }
}

/// The definitions of the description by name, without comments and blanks.
fn definitions() -> BTreeMap<String, String> {
    let folder = clientwright_tests::root().join("specs/fflogs/operations");
    let mut definitions = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let lines: Vec<_> = text.lines().map(|line| line.split('#').next().unwrap_or_default()).collect();
        for definition in split(&lines.join("\n")) {
            let name = definition.split([' ', '(', '\n']).nth(1).unwrap_or_default().to_owned();
            definitions.insert(name, squeezed(&definition));
        }
    }
    definitions
}

/// The definitions in a document.
fn split(document: &str) -> Vec<String> {
    let mut definitions = Vec::new();
    let mut depth = 0;
    let mut current = String::new();
    for character in document.chars() {
        current.push(character);
        depth += i32::from(character == '{') - i32::from(character == '}');
        if depth == 0 && character == '}' {
            definitions.push(std::mem::take(&mut current).trim().to_owned());
        }
    }
    assert_eq!(current.trim(), "");
    definitions
}

fn squeezed(text: &str) -> String {
    text.split(|character: char| character.is_whitespace() || character == ',').collect()
}

/// The document is that of the description, followed by just the fragments that it needs.
fn check_document(operation: &str, sent: &str) {
    let known = definitions();
    let parts = split(sent);
    assert_eq!(squeezed(&parts[0]), known[operation]);
    let mut present = BTreeSet::new();
    for fragment in &parts[1..] {
        let name = fragment.split(' ').nth(1).unwrap();
        assert_eq!(squeezed(fragment), known[name]);
        present.insert(name);
    }
    let spreads = sent.split("...").skip(1).map(|rest| rest.split([' ', '}']).next().unwrap());
    assert_eq!(spreads.collect::<BTreeSet<_>>(), present);
}

/// Whether a value holds all that another one does. Numbers may change their spelling; what is null may be absent.
pub(crate) fn same(expected: &Value, actual: &Value, place: &str) -> Result<(), String> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected.iter().try_for_each(|(key, value)| {
            let place = format!("{place}.{key}");
            same(value, actual.get(key).unwrap_or(&Value::Null), &place)
        }),
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.try_for_each(|(index, (expected, actual))| same(expected, actual, &format!("{place}[{index}]")))
        }
        _ if expected == actual || number(expected).is_some_and(|value| number(actual) == Some(value)) => Ok(()),
        _ => Err(format!("{place} was {expected} and became {actual}")),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
        _ => None,
    }
}

#[test]
fn every_operation_has_a_contract() {
    let covered = [
        crate::account::COVERED,
        crate::characters::COVERED,
        crate::components::COVERED,
        crate::encounters::COVERED,
        crate::game::COVERED,
        crate::guilds::COVERED,
        crate::progress_race::COVERED,
        crate::report_analysis::COVERED,
        crate::reports::COVERED,
        crate::world::COVERED,
    ];
    let mut covered = covered.concat();
    covered.sort_unstable();
    let mut all = operations(API);
    all.sort_unstable();
    assert_eq!(covered, all);
}
