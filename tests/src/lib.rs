//! What the tests share: the examples of the descriptions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use xtask::model::Example;

mod places;

pub use places::places;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// Examples by operation id.
type Examples = BTreeMap<String, Vec<Example>>;

/// The examples of an API; its description is drawn once per process.
///
/// # Panics
///
/// If the description is faulty.
fn all(api: &str) -> &'static Examples {
    static DRAWN: Mutex<BTreeMap<String, &'static Examples>> = Mutex::new(BTreeMap::new());
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    drawn.entry(api.to_owned()).or_insert_with(|| match xtask::pipeline::draw(&root(), api) {
        Ok(found) => {
            let operations = found.api.operations.into_iter();
            Box::leak(Box::new(operations.map(|operation| (operation.id, operation.examples)).collect()))
        }
        Err(error) => panic!("{error}"),
    })
}

/// All examples of an operation's answers, in the order of the description.
///
/// # Panics
///
/// If there is no such operation.
pub fn examples(api: &str, operation: &str) -> &'static [Example] {
    match all(api).get(operation) {
        Some(found) => found,
        None => panic!("{api} has no operation {operation}"),
    }
}

/// The typical successful answer of an operation: the first example that is one.
///
/// # Panics
///
/// If the description has none.
pub fn typical(api_name: &str, operation: &str) -> &'static Value {
    match examples(api_name, operation).iter().find(|example| example.status < 300 && example.error.is_none()) {
        Some(example) => &example.value,
        None => panic!("{api_name} has no example of {operation}"),
    }
}

/// The example of this name.
///
/// # Panics
///
/// If the description has none.
pub fn named(api_name: &str, operation: &str, name: &str) -> &'static Value {
    match examples(api_name, operation).iter().find(|example| example.name == name) {
        Some(example) => &example.value,
        None => panic!("{api_name} has no example {name} of {operation}"),
    }
}
