//! Which bodies an API means as errors, whatever their status.

use serde_json::Value;

use crate::descriptor::{BodyRule, BodyTest};

/// The first rule for the operation that a body matches; `look` gives the value at a JSON pointer.
pub(crate) fn matching<'a>(
    rules: &'a [BodyRule],
    operation: &str,
    look: impl Fn(&str) -> Option<Value>,
) -> Option<&'a BodyRule> {
    rules
        .iter()
        .filter(|rule| rule.operations.is_empty() || rule.operations.contains(&operation))
        .find(|rule| look(rule.pointer).is_some_and(|value| holds(&rule.test, &value)))
}

fn holds(test: &BodyTest, value: &Value) -> bool {
    let text = match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let among = |list: &[&str]| text.as_ref().map(|text| list.iter().any(|known| known.eq_ignore_ascii_case(text)));
    match test {
        BodyTest::IsString => value.is_string(),
        BodyTest::IsObject => value.is_object(),
        BodyTest::Is(list) => among(list) == Some(true),
        BodyTest::IsNot(list) => among(list) == Some(false),
        BodyTest::Contains(part) => {
            value.as_str().is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
        }
    }
}
