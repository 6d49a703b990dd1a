//! Which calls look as if sending them twice were not the same as sending them once, or as if it were in
//! spite of their method.

use heck::ToSnakeCase;
use serde_json::Value;

use super::resolve;

/// A call whose repetition somebody has to think about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::new) struct Repeating {
    /// Operation id.
    pub(in crate::new) id: String,
    /// What `client.toml` would have to say.
    pub(in crate::new) idempotent: bool,
    /// Why.
    pub(in crate::new) why: String,
}

/// First words of names of calls that change something each time.
const CHANGING: &[&str] = &[
    "add",
    "book",
    "buy",
    "charge",
    "create",
    "enqueue",
    "generate",
    "increment",
    "insert",
    "invite",
    "pay",
    "pick",
    "post",
    "publish",
    "push",
    "register",
    "run",
    "send",
    "start",
    "submit",
    "transfer",
    "trigger",
];
/// First words of names of calls that only ask, or that set something to a value.
const ASKING: &[&str] = &[
    "batch_get",
    "calculate",
    "check",
    "count",
    "estimate",
    "evaluate",
    "export",
    "fetch",
    "find",
    "get",
    "list",
    "lookup",
    "preview",
    "query",
    "read",
    "replace",
    "search",
    "set",
    "validate",
    "verify",
];

impl Repeating {
    /// What is worth saying about an operation.
    pub(super) fn of(tree: &Value, path: &str, method: &str, operation: &Value) -> Option<Self> {
        let id = operation["operationId"].as_str()?;
        let name = id.rsplit(['/', '.']).next().unwrap_or(id).to_snake_case();
        let starts = |words: &[&str]| {
            words.iter().any(|word| name == *word || name.strip_prefix(word).is_some_and(|rest| rest.starts_with('_')))
        };
        let by_method = matches!(method, "get" | "head" | "put" | "delete" | "options" | "trace");
        let found = |idempotent: bool, why: &str| {
            let why = format!("{} {path} {why}", method.to_uppercase());
            Some(Self { id: id.to_owned(), idempotent, why })
        };
        if by_method {
            return if starts(CHANGING) { found(false, "is named as if it did something each time") } else { None };
        }
        let keyed = operation["parameters"].as_array().into_iter().flatten().any(|parameter| {
            let name = resolve(tree, parameter)["name"].as_str().unwrap_or_default().to_ascii_lowercase();
            name.contains("idempotency")
        });
        if keyed {
            return found(true, "takes an idempotency key: true where the program sends one");
        }
        if starts(ASKING) { found(true, "is named as if it only asked, or set a value") } else { None }
    }
}
