//! Servers are named by whole addresses, and speak TLS.

use serde_json::Value;

use super::{Look, Rule, openapi::Found};
use crate::lint::document::Document;

pub(super) const RULE: Rule =
    Rule { id: "servers", about: "servers have whole addresses and speak TLS", look: Look::OpenApi(look) };

fn look(document: &Document<'_>, found: &mut Found<'_>) {
    let anywhere = document.operations.iter().any(|operation| operation.value.get("servers").is_some());
    if document.tree["servers"].as_array().is_none_or(Vec::is_empty) && !anywhere {
        let advice = "add `servers: [{ url: \"https://api.example.com\" }]`";
        found.warning("/servers", "no server is named", advice);
    }
    check("", document.tree, found);
    for operation in &document.operations {
        check(&operation.pointer, operation.value, found);
    }
}

fn check(pointer: &str, owner: &Value, found: &mut Found<'_>) {
    for (index, server) in owner["servers"].as_array().into_iter().flatten().enumerate() {
        let place = format!("{pointer}/servers/{index}");
        let url = server["url"].as_str().unwrap_or_default();
        // A variable may hold scheme and host.
        if !url.contains("://") && !url.starts_with('{') {
            let what = format!("`{url}` has no scheme and host");
            found.warning(&format!("{place}/url"), what, "write the whole URL of the server, with `https://`");
        } else if url.starts_with("http://") && !is_local(url) {
            let what = format!("credentials for `{url}` would travel unencrypted");
            found.warning(&format!("{place}/url"), what, "write `https://` if the server speaks it");
        }
        for name in url.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name) {
            if server["variables"].get(name).and_then(|variable| variable.get("default")).is_none() {
                let what = format!("the variable `{name}` has no default");
                found.error(&format!("{place}/url"), what, "declare it under `variables:` with a `default:`");
            }
        }
    }
}

fn is_local(url: &str) -> bool {
    ["http://localhost", "http://127.", "http://[::1]"].iter().any(|start| url.starts_with(start))
}
