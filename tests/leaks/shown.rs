//! All that an error, or any other value, shows of itself.

use std::error::Error as _;
use std::fmt::Debug;

use clientwright_common::Error;

/// Names and texts of what is shown.
pub type Shown = Vec<(&'static str, String)>;

/// Both forms of `Debug`.
pub fn debug(channel: &'static str, value: &impl Debug) -> Shown {
    vec![(channel, format!("{value:?}")), (channel, format!("{value:#?}"))]
}

/// Every way to get a text out of an error.
pub fn error(error: &Error) -> Shown {
    let mut shown = debug("Debug of the error", error);
    shown.push(("Display of the error", format!("{error} {error:#}")));
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push(("the chain of sources", format!("{cause} {cause:?} {cause:#?}")));
        source = cause.source();
    }
    let mut text = |channel, text: Option<String>| shown.extend(text.map(|text| (channel, text)));
    text("api_message", error.api_message().map(str::to_owned));
    text("api_code", error.api_code().map(str::to_owned));
    text("request_id", error.request_id().map(str::to_owned));
    text("json_path", error.json_path().map(str::to_owned));
    text("operation", Some(error.operation().to_owned()));
    text("body", error.body().map(|body| String::from_utf8_lossy(body).into_owned()));
    text("body_json", error.body_json().map(|json| format!("{json} {json:?} {}", texts(&json))));
    text("partial_data", error.partial_data().map(|json| format!("{json} {json:?} {}", texts(json))));
    text("graphql_errors", Some(format!("{:?}", error.graphql_errors())));
    text("facts", Some(format!("{:?} {:?} {:?}", error.kind(), error.status(), error.auth_failure())));
    shown
}

/// The texts of a JSON value as they are, without escapes.
fn texts(json: &serde_json::Value) -> String {
    match json {
        serde_json::Value::String(text) => format!("{text}\n"),
        serde_json::Value::Array(items) => items.iter().map(texts).collect(),
        serde_json::Value::Object(members) => {
            members.iter().map(|(key, value)| format!("{key}\n{}", texts(value))).collect()
        }
        other => format!("{other}\n"),
    }
}
