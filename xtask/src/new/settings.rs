//! The text of a new `client.toml`: what is known stands there, what could be known is a comment.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Request;
use super::facts::Facts;
use super::intake::Origin;
use crate::model::{Api, Placement, Scheme, SchemeKind};
use crate::survey::environment;

/// Takes the queries as long as nobody has said what does.
pub(super) const UNKNOWN_SERVER: &str = "https://graphql.invalid/";

/// What has to be known before the API is drawn up.
pub(super) fn least(request: &Request, origin: &Origin) -> String {
    let mut text = String::new();
    select(&mut text, request);
    if origin.graphql {
        server(&mut text, request);
    }
    text
}

/// All of it.
pub(super) fn whole(request: &Request, origin: &Origin, api: &Api, facts: &Facts) -> String {
    let mut text = String::new();
    // A crate that stands alone has no schema beside it.
    if request.out.is_none() {
        text.push_str("#:schema ../client.schema.json\n\n");
    }
    let _ = writeln!(text, "# The description came from {}", comment(&origin.path));
    let _ = writeln!(text, "# SHA-256 of its main file: {}\n", origin.hash);
    let _ = writeln!(text, "[api]\n# title = {}\n", string(&api.title));
    select(&mut text, request);
    if origin.graphql {
        heading(&mut text, "Hosts");
        server(&mut text, request);
    } else {
        servers(&mut text, api);
    }
    features(&mut text, api);
    credentials(&mut text, api, origin.graphql);
    limits(&mut text, facts);
    repeating(&mut text, api, facts);
    pages(&mut text, facts);
    errors(&mut text, facts, origin.graphql);
    format!("{}\n", text.trim_end())
}

fn heading(text: &mut String, title: &str) {
    const WIDTH: usize = 100;
    let _ = writeln!(text, "# --- {title} {}", "-".repeat(WIDTH.saturating_sub(title.len() + 7)));
}

/// Text in one line of a comment.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A string of TOML: the escapes of JSON are among its own.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { string(name) }
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| string(item)).collect::<Vec<_>>().join(", "))
}

fn select(text: &mut String, request: &Request) {
    if request.operations.is_empty() && request.tags.is_empty() {
        return;
    }
    text.push_str("# The part of the description that the crate has.\n[select]\n");
    for (key, items) in [("operations", &request.operations), ("tags", &request.tags)] {
        if !items.is_empty() {
            let _ = writeln!(text, "{key} = {}", list(items));
        }
    }
    text.push('\n');
}

fn server(text: &mut String, request: &Request) {
    if request.server.is_none() {
        text.push_str("# A schema does not say where its server is: write the address that takes the queries.\n");
    }
    let url = request.server.as_deref().unwrap_or(UNKNOWN_SERVER);
    let _ = writeln!(text, "[[servers]]\nname = \"default\"\nurl = {}\n", string(url));
}

fn servers(text: &mut String, api: &Api) {
    heading(text, "Hosts");
    text.push_str("# From the description, the default one first:\n");
    for server in &api.servers {
        let _ = writeln!(text, "#   {} (`{}`)", comment(&server.url), comment(&server.name));
        for variable in &server.variables {
            let values =
                if variable.values.is_empty() { String::new() } else { format!(" of {}", variable.values.join(", ")) };
            let _ = writeln!(
                text,
                "#     {{{}}} = {}{}",
                comment(&variable.name),
                comment(&variable.default),
                comment(&values)
            );
        }
    }
    text.push('\n');
}

/// Each tag is a feature where a program that uses one of them saves seconds of compiling.
fn features(text: &mut String, api: &Api) {
    const LEAST_OPERATIONS: usize = 100;
    const LEAST_TAGS: usize = 3;
    let tags: BTreeSet<&str> = api.operations.iter().map(|operation| operation.tag.as_str()).collect();
    if tags.len() < 2 {
        return;
    }
    heading(text, "Features");
    text.push_str("# With it, each tag is a feature of the crate: a program compiles the operations that it uses.\n");
    if tags.len() >= LEAST_TAGS && api.operations.len() >= LEAST_OPERATIONS {
        text.push_str("[features]\ntags = true\n");
        text.push_str(
            "# default = [] # the tags that are on unless a program says otherwise; without this line all\n\n",
        );
    } else {
        text.push_str("# [features]\n# tags = true\n\n");
    }
}

fn credentials(text: &mut String, api: &Api, graphql: bool) {
    heading(text, "Credentials");
    if api.schemes.is_empty() {
        text.push_str("# None are described.");
        text.push_str(if graphql {
            " If the API takes a token:\n# [auth.token]\n# kind = \"bearer\"\n#\n# [defaults]\n# security = [\"token\"]\n\n"
        } else {
            " If the API takes some, its description has to declare them under `securitySchemes`.\n\n"
        });
    }
    for scheme in &api.schemes {
        scheme_section(text, scheme);
    }
}

fn scheme_section(text: &mut String, scheme: &Scheme) {
    let kind = match scheme.kind {
        SchemeKind::ApiKey => "A key",
        SchemeKind::Token => "A token",
        SchemeKind::Basic => "User name and password",
        SchemeKind::Session => "A login session",
    };
    let place = match &scheme.placement {
        Placement::Header(name, ..) => format!("the header `{name}`"),
        Placement::Query(name) => format!("the query parameter `{name}`"),
        Placement::Cookie(name) => format!("the cookie `{name}`"),
    };
    let _ = writeln!(text, "# {kind} in {}.", comment(&place));
    let name = key(&scheme.name);
    if !scheme.flows.is_empty() {
        let _ = writeln!(text, "[auth.{name}]");
        text.push_str(
            "# client_auth = \"body\" # how the client's id and secret reach the token endpoint: basic, body or none\n",
        );
        text.push_str("# pkce = true # if the server takes PKCE with the authorization code\n");
        text.push_str("# single_use_refresh = true # if a refresh token is good for one use only\n\n");
    }
    if matches!(scheme.placement, Placement::Cookie(_)) && scheme.kind == SchemeKind::ApiKey {
        text.push_str("# If an operation logs a user in and sets this cookie:\n");
        let _ = writeln!(text, "# [auth.{name}.login]\n# operation = \"login\"\n");
    }
    if !scheme.environment.is_empty() {
        let _ = writeln!(text, "[auth.{name}.environment]");
        for variable in &scheme.environment {
            let _ = writeln!(text, "{} = {}", environment::key(variable.role), string(&variable.name));
        }
    }
    text.push('\n');
}

fn limits(text: &mut String, facts: &Facts) {
    heading(text, "Limits");
    if !facts.limit_texts.is_empty() {
        text.push_str("# The description says:\n");
        facts.limit_texts.iter().for_each(|said| {
            let _ = writeln!(text, "#   {}", comment(said));
        });
    }
    text.push_str("# How many requests the API takes, as its documents say:\n");
    text.push_str("# [[limits]]\n# name = \"key\"\n# requests = 60\n# per_seconds = 60\n");
    let ending = |ending: &str| facts.limit_headers.iter().find(|name| name.ends_with(ending));
    let headers = [("limit", ending("limit")), ("remaining", ending("remaining")), ("reset", ending("reset"))];
    if headers.iter().any(|(_, name)| name.is_some()) {
        text.push_str("#\n# Answers have these headers:\n# [limits.headers]\n");
        for (key, name) in headers {
            if let Some(name) = name {
                let _ = writeln!(text, "# {key} = {}", string(name));
            }
        }
        text.push_str("# reset_unit = \"unix-seconds\" # or seconds, milliseconds\n");
    }
    if facts.limit_headers.contains("retry-after") {
        text.push_str("#\n# `Retry-After` is described, and is believed in any case.\n");
    }
    text.push('\n');
}

fn repeating(text: &mut String, api: &Api, facts: &Facts) {
    const MOST: usize = 40;
    heading(text, "Repeating");
    let unsafe_ones = api.operations.iter().filter(|operation| !operation.idempotent).count();
    let _ = writeln!(
        text,
        "# After a failure that may have been carried out, {unsafe_ones} of {} operations are not sent again: their",
        api.operations.len()
    );
    text.push_str("# methods do not promise that twice is the same as once. Say so where it is known.\n");
    let served = |id: &str| api.operations.iter().any(|operation| operation.id == id);
    let listed: Vec<_> = facts.repeating.iter().filter(|found| served(&found.id)).collect();
    for found in listed.iter().take(MOST) {
        let _ = writeln!(text, "#\n# {}:", comment(&found.why));
        let _ = writeln!(text, "# [operations.{}]\n# idempotent = {}", comment(&key(&found.id)), found.idempotent);
    }
    if listed.len() > MOST {
        let _ = writeln!(text, "#\n# ... and {} others.", listed.len() - MOST);
    }
    text.push('\n');
}

fn pages(text: &mut String, facts: &Facts) {
    if facts.page_parameters.is_empty() {
        return;
    }
    heading(text, "Pages");
    text.push_str("# These query parameters look as if they turned pages; they are setters like any other:\n");
    for (name, count) in &facts.page_parameters {
        let _ = writeln!(text, "#   `{}` of {count} operations", comment(name));
    }
    text.push('\n');
}

fn errors(text: &mut String, facts: &Facts, graphql: bool) {
    heading(text, "Errors");
    let graphql_message = ["/errors/0/message".to_owned(), "/message".to_owned()];
    let messages = if graphql { &graphql_message[..] } else { &facts.error_messages };
    if messages.is_empty() && facts.error_codes.is_empty() {
        text.push_str(
            "# Where the body of an error has its text:\n# [errors]\n# message = [\"/message\", \"/error\"]\n",
        );
        return;
    }
    if !graphql {
        text.push_str("# From the schemas of error answers, the most frequent first.\n");
    }
    text.push_str("[errors]\n");
    if !messages.is_empty() {
        let _ = writeln!(text, "message = {}", list(messages));
    }
    if !facts.error_codes.is_empty() {
        let _ = writeln!(text, "code = {}", list(&facts.error_codes));
    }
}
