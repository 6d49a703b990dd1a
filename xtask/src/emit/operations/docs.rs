//! What the documentation says about an operation.

use std::fmt::Write;

use super::arguments::Arguments;
use super::builder_name;
use crate::model::{Api, Operation};

/// Documentation of the method.
pub(super) fn method(api: &Api, operation: &Operation, given: &Arguments) -> String {
    let mut text = operation.docs.trim().to_owned();
    if text.is_empty() {
        text = format!("Calls `{}`.", operation.id);
    }
    let described: Vec<_> = given
        .required
        .iter()
        .map(|argument| argument.described())
        .filter(|(_, docs)| !docs.trim().is_empty())
        .collect();
    if !described.is_empty() {
        text.push_str("\n\n# Arguments\n");
        for (name, docs) in described {
            let docs = docs.trim().replace("\n\n", " ").replace('\n', " ");
            let _ = write!(text, "\n- `{name}`: {docs}");
        }
    }
    let _ = write!(text, "\n\n# Wire\n\n{}", wire(operation));
    if !operation.security.is_empty() {
        let alternatives: Vec<String> = operation
            .security
            .iter()
            .map(|combination| match combination.as_slice() {
                [] => "none".to_owned(),
                names => format!("`{}`", names.join("` and `")),
            })
            .collect();
        let _ = write!(text, " Credentials: {}.", alternatives.join(" or "));
    }
    if let (Some(limits), false) = (&operation.limits, api.schemes.is_empty() && operation.security.is_empty())
        && !limits.is_empty()
    {
        let _ = write!(text, " Limits: `{}`.", limits.join("`, `"));
    }
    if !operation.idempotent {
        text.push_str(" Not idempotent: it is sent again only if it certainly was not processed.");
    }
    if let Some(sentence) = api.guard_of_module(&operation.tag).sentence() {
        let _ = write!(text, " {sentence}");
    }
    text
}

/// Documentation of the builder.
pub(super) fn builder(operation: &Operation) -> String {
    let (method, builder) = (&operation.rust_name, builder_name(operation));
    format!(
        "A call of [`Client::{method}`](crate::Client::{method}): its setters make it ready, [`send`]({builder}::send) sends it."
    )
}

/// Documentation of `send`.
pub(super) fn send(operation: &Operation) -> String {
    let mut text = "Sends the request.".to_owned();
    if let [answer] = operation.answers.as_slice()
        && !answer.docs.trim().is_empty()
    {
        let _ = write!(text, "\n\n# Answer\n\n{}", answer.docs.trim());
    }
    if let Some(headers) = &operation.headers {
        let _ = write!(
            text,
            "\n\n# Headers\n\n[`headers_as`](rt::Response::headers_as) reads them as [`{headers}`](crate::generated::types::{headers})."
        );
    }
    text.push_str("\n\n# Errors\n\nThe predicates of [the error](rt::Error) tell failures apart.");
    if !operation.errors.is_empty() {
        text.push_str(" What the API says with it, for [`body_as`](rt::Error::body_as):\n");
    }
    let mut by_type: Vec<(&str, Vec<&str>)> = Vec::new();
    for (status, ty) in &operation.errors {
        match by_type.iter_mut().find(|(known, _)| known == ty) {
            Some((_, statuses)) => statuses.push(status),
            None => by_type.push((ty, vec![status])),
        }
    }
    for (ty, statuses) in by_type {
        let _ = write!(text, "\n- [`{ty}`](crate::generated::types::{ty}): {}", statuses.join(", "));
    }
    text
}

/// Documentation of `send_stream`.
pub(super) const SEND_STREAM: &str = "Sends the request; the answer comes bit by bit.\n\n# Errors\n\nAs for [`send`](Self::send), until the headers of the answer are there; then each item may be one.";

/// Documentation of `send_raw`.
pub(super) fn send_raw(operation: &Operation) -> &'static str {
    if operation.document.is_some() {
        "Like [`send`](Self::send), but the answer is given as it came, with its `errors`; only other failures are errors."
    } else {
        "Like [`send`](Self::send), errors included, but the body of a good answer is given as it came."
    }
}

fn wire(operation: &Operation) -> String {
    match &operation.document {
        Some((name, _)) => format!("GraphQL operation `{name}`."),
        None => {
            let fixed: Vec<String> =
                operation.fixed_query.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let query = if fixed.is_empty() { String::new() } else { format!("?{}", fixed.join("&")) };
            format!("`{} {}{query}`.", operation.method, operation.path)
        }
    }
}
