//! Keys of answers are statuses.

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;
use crate::load::refs::push;

pub(super) const RULE: Rule = Rule { id: "statuses", about: "keys of answers are statuses", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    for operation in &document.operations {
        for status in operation.value["responses"].as_object().into_iter().flatten().map(|(status, _)| status) {
            if !is_status(status) && !status.starts_with("x-") {
                let mut pointer = format!("{}/responses", operation.pointer);
                push(&mut pointer, status);
                let what = format!("`{status}` is no HTTP status");
                found.warning(&pointer, what, "write three digits, a range such as `4XX`, or `default`");
            }
        }
    }
}

fn is_status(text: &str) -> bool {
    let bytes = text.as_bytes();
    text == "default"
        || bytes.len() == 3
            && (b'1'..=b'5').contains(&bytes[0])
            && (bytes[1..].iter().all(u8::is_ascii_digit) || bytes[1..].eq_ignore_ascii_case(b"XX"))
}
