//! What a description says beside its types: headers that count requests, parameters that turn pages,
//! where errors have their text, and which calls look unsafe to repeat.

mod repeating;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::normalise::openapi::METHODS;

pub(super) use repeating::Repeating;

/// Facts about one document.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Response headers that tell a server's count, in small letters.
    pub(super) limit_headers: BTreeSet<String>,
    /// Sentences about limits, in the vendor's words.
    pub(super) limit_texts: Vec<String>,
    /// Query parameters that turn pages, and how many operations have them.
    pub(super) page_parameters: BTreeMap<String, usize>,
    /// JSON pointers to the text of errors, the most frequent first.
    pub(super) error_messages: Vec<String>,
    /// JSON pointers to the code of errors.
    pub(super) error_codes: Vec<String>,
    /// Calls that change something.
    pub(super) repeating: Vec<Repeating>,
    /// Operations that are chosen.
    pub(super) operations: usize,
    /// Operations that are not.
    pub(super) left_out: usize,
}

const PAGES: &[&str] = &[
    "after",
    "before",
    "continuation_token",
    "cursor",
    "ending_before",
    "limit",
    "marker",
    "next_token",
    "offset",
    "page",
    "page_num",
    "page_number",
    "page_size",
    "page_token",
    "pagetoken",
    "pagesize",
    "per_page",
    "perpage",
    "skip",
    "starting_after",
    "take",
    "top",
];
const MESSAGES: &[&str] =
    &["message", "error_description", "detail", "error_message", "description", "msg", "reason", "error", "title"];
const CODES: &[&str] = &["code", "error_code", "errorCode", "status_code", "type"];

impl Facts {
    /// Reads them from a document.
    pub(super) fn of_document(tree: &Value) -> Self {
        let mut facts = Self::default();
        let mut errors = Errors::default();
        facts.add_texts(tree.pointer("/info/description"));
        for (path, item) in tree["paths"].as_object().into_iter().flatten() {
            let item = resolve(tree, item);
            for method in METHODS {
                let Some(operation) = item.get(*method) else { continue };
                facts.operations += 1;
                facts.add_parameters(tree, item, operation);
                facts.repeating.extend(Repeating::of(tree, path, method, operation));
                for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                    let response = resolve(tree, response);
                    facts.add_headers(response);
                    if status == "429" {
                        facts.add_texts(response.get("description"));
                    }
                    if status.starts_with(['4', '5']) || status == "default" {
                        errors.add(tree, response);
                    }
                }
            }
        }
        facts.error_messages = errors.most(&errors.messages);
        facts.error_codes = errors.most(&errors.codes);
        facts
    }

    fn add_parameters(&mut self, tree: &Value, item: &Value, operation: &Value) {
        let listed = |owner: &'_ Value| owner["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in listed(operation).iter().chain(&listed(item)) {
            let parameter = resolve(tree, parameter);
            let name = parameter["name"].as_str().unwrap_or_default();
            let plain = name.to_ascii_lowercase().replace('-', "_");
            if parameter["in"] == "query" && PAGES.contains(&plain.trim_start_matches('$')) {
                *self.page_parameters.entry(name.to_owned()).or_default() += 1;
            }
        }
    }

    fn add_headers(&mut self, response: &Value) {
        for (name, _) in response["headers"].as_object().into_iter().flatten() {
            let name = name.to_ascii_lowercase();
            if name.contains("ratelimit") || name.contains("rate-limit") || name == "retry-after" {
                self.limit_headers.insert(name);
            }
        }
    }

    /// Sentences that speak of limits; a few short ones are enough.
    fn add_texts(&mut self, text: Option<&Value>) {
        const MOST: usize = 4;
        const LONGEST: usize = 240;
        let text = text.and_then(Value::as_str).unwrap_or_default();
        for sentence in text.split(['\n', '.']).map(str::trim).filter(|sentence| sentence.len() <= LONGEST) {
            let small = sentence.to_lowercase();
            let speaks =
                ["rate limit", "rate-limit", "requests per", "calls per", "per minute", "per second", "throttl"];
            let numbered = small.contains(|c: char| c.is_ascii_digit());
            if speaks.iter().any(|word| small.contains(word))
                && numbered
                && self.limit_texts.len() < MOST
                && !self.limit_texts.iter().any(|known| known == sentence)
            {
                self.limit_texts.push(sentence.to_owned());
            }
        }
    }
}

/// How often error schemas have their text and their code at a place.
#[derive(Debug, Default)]
struct Errors {
    messages: BTreeMap<String, usize>,
    codes: BTreeMap<String, usize>,
}

impl Errors {
    fn add(&mut self, tree: &Value, response: &Value) {
        let content = response["content"].as_object().into_iter().flatten();
        for (_, media) in content.filter(|(mime, _)| crate::normalise::openapi::is_json(mime)) {
            let Some(schema) = media.get("schema") else { continue };
            if let Some(pointer) = find(tree, schema, MESSAGES, &["string"], "", 0) {
                *self.messages.entry(pointer).or_default() += 1;
            }
            if let Some(pointer) = find(tree, schema, CODES, &["string", "integer"], "", 0) {
                *self.codes.entry(pointer).or_default() += 1;
            }
        }
    }

    fn most(&self, counted: &BTreeMap<String, usize>) -> Vec<String> {
        const MOST: usize = 4;
        let mut sorted: Vec<_> = counted.iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        sorted.into_iter().take(MOST).map(|(pointer, _)| pointer.clone()).collect()
    }
}

/// The first of these properties that is of one of these types: in the schema itself, then in an `error`
/// inside of it, then in the first of its `errors`.
fn find(tree: &Value, schema: &Value, names: &[&str], types: &[&str], before: &str, depth: u8) -> Option<String> {
    if depth > 4 {
        return None;
    }
    let schema = resolve(tree, schema);
    let properties = properties(tree, schema, 0);
    let of_type = |property: &Value| types.iter().any(|ty| property["type"] == *ty || property["type"][0] == *ty);
    let own = names.iter().find(|name| properties.get(**name).is_some_and(|property| of_type(resolve(tree, property))));
    if let Some(name) = own {
        return Some(format!("{before}/{name}"));
    }
    if let Some(error) = properties.get("error") {
        return find(tree, error, names, types, &format!("{before}/error"), depth + 1);
    }
    let item = properties.get("errors").and_then(|errors| resolve(tree, errors).get("items"))?;
    find(tree, item, names, types, &format!("{before}/errors/0"), depth + 1)
}

/// Properties of a schema and of what it is composed of.
fn properties<'a>(tree: &'a Value, schema: &'a Value, depth: u8) -> BTreeMap<&'a str, &'a Value> {
    let own = schema["properties"].as_object().into_iter().flatten();
    let mut found: BTreeMap<&str, &Value> = own.map(|(name, property)| (name.as_str(), property)).collect();
    if depth < 8 {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            found.extend(properties(tree, resolve(tree, part), depth + 1));
        }
    }
    found
}

/// What a reference inside of the document refers to. A circle of references ends at the limit.
fn resolve<'a>(tree: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..16 {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
        let Some(target) = target.and_then(|to| tree.pointer(&crate::load::refs::decode(to))) else { break };
        value = target;
    }
    value
}
