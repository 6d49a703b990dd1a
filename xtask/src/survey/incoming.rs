//! What the server sends by itself.

use serde_json::Value;

use crate::model::{Incoming, IncomingParameter, Source};
use crate::normalise::openapi::{found, incoming};

/// All of it: webhooks, then callbacks.
pub(super) fn incoming(tree: &Value) -> Vec<Incoming> {
    let listed = tree.get(found::INCOMING).and_then(Value::as_array).into_iter().flatten();
    listed.map(one).collect()
}

fn one(entry: &Value) -> Incoming {
    let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let list = |key: &str| entry[key].as_array().into_iter().flatten();
    let source = if entry["from"] == incoming::WEBHOOK {
        Source::Webhook
    } else {
        Source::Callback { operation: text("operation"), expression: text("expression") }
    };
    let parameters = list("parameters").filter_map(|parameter| {
        Some(IncomingParameter {
            name: parameter["name"].as_str()?.to_owned(),
            place: parameter["in"].as_str()?.to_owned(),
            docs: parameter["description"].as_str().unwrap_or_default().to_owned(),
        })
    });
    let answers = list("answers").map(|answer| {
        let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
        (text("status"), text("description"))
    });
    Incoming {
        source,
        name: text("name"),
        variant: text("variant"),
        method: text("method"),
        docs: super::docs(entry),
        deprecated: entry["deprecated"] == true,
        parameters: parameters.collect(),
        answers: answers.collect(),
        media: super::content::media(&text(found::MEDIA)),
        ty: None,
    }
}
