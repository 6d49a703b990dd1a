//! OpenAPI Overlay 1.0: `overlay.yaml` beside the description says what its vendor got wrong, so that a
//! new version of it drops in unchanged. Applied before anything else looks at the document.

use std::path::Path;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::{document, pointer};
use crate::error::{Error, Result};
use crate::normalise::Report;

/// The names that an overlay may have.
const NAMES: &[&str] = &["overlay.yaml", "overlay.yml", "overlay.json"];

/// Applies the overlay in `dir`, if there is one, to the description that errors call `shown`.
pub fn apply(dir: &Path, shown: &Path, tree: &mut Value, report: &mut Report) -> Result<()> {
    let Some(name) = NAMES.iter().find(|name| dir.join(name).is_file()) else { return Ok(()) };
    let file = shown.with_file_name(name);
    let overlay = document::parse_noting(&file, &document::read(&dir.join(name), &file)?, report)?;
    check(&file, &overlay, shown)?;
    let actions = overlay.get("actions").and_then(Value::as_array).into_iter().flatten();
    for (index, action) in actions.enumerate() {
        let at = format!("/actions/{index}");
        let action = Action::parse(&file, action, &at)?;
        let places = action.places(&file, tree, &at)?;
        for place in places {
            report.note("overlay", place.clone(), action.says(index), false);
            action.run(&file, tree, &place, &at)?;
        }
    }
    Ok(())
}

/// Refuses what is no overlay, or one for another document.
fn check(file: &Path, overlay: &Value, description: &Path) -> Result<()> {
    known_keys(file, overlay, "", &["overlay", "info", "extends", "actions"])?;
    let version = overlay.get("overlay").map(|version| version.to_string().trim_matches('"').to_owned());
    let version = version.unwrap_or_default();
    if !version.starts_with("1.") {
        return Err(Error::new(file, format!("has the overlay version `{version}`, which is not 1.0"))
            .at_pointer("/overlay")
            .help("an overlay begins with `overlay: 1.0.0`"));
    }
    let actions = overlay.get("actions").and_then(Value::as_array);
    if actions.is_none_or(Vec::is_empty) {
        return Err(Error::new(file, "has no actions")
            .at_pointer("/actions")
            .help("list at least one action with a `target` and an `update`, or remove the file"));
    }
    let name = description.file_name().unwrap_or_default().to_string_lossy();
    let extends = overlay.get("extends").and_then(Value::as_str).unwrap_or_default();
    // What an address on the network names can't be known here.
    if !extends.is_empty() && !extends.contains("://") && extends.trim_start_matches("./") != name {
        return Err(Error::new(file, format!("extends `{extends}`, but the description is `{name}`"))
            .at_pointer("/extends")
            .help(format!("write `extends: {name}`, or leave it out")));
    }
    Ok(())
}

/// Refuses a misspelt key, which would do nothing in silence.
fn known_keys(file: &Path, value: &Value, at: &str, known: &[&str]) -> Result<()> {
    let keys = value.as_object().into_iter().flatten().map(|(key, _)| key);
    match keys.into_iter().find(|key| !known.contains(&key.as_str()) && !key.starts_with("x-")) {
        Some(key) => Err(Error::new(file, format!("has the key `{key}`, which an overlay does not know"))
            .at_pointer(at)
            .help(format!("the keys here are {}", known.join(", ")))),
        None => Ok(()),
    }
}

struct Action<'a> {
    target: &'a str,
    path: JsonPath,
    description: &'a str,
    update: Option<&'a Value>,
    remove: bool,
}

impl<'a> Action<'a> {
    fn parse(file: &Path, action: &'a Value, at: &str) -> Result<Self> {
        known_keys(file, action, at, &["target", "description", "update", "remove"])?;
        let text = |key: &str| action.get(key).and_then(Value::as_str);
        let Some(target) = text("target") else {
            return Err(Error::new(file, "has an action without a target")
                .at_pointer(at)
                .help("say in `target` what it changes, as a JSONPath: `$.paths['/users'].get`"));
        };
        let path = JsonPath::parse(target).map_err(|error| {
            Error::new(file, format!("has a target that is no JSONPath: {error}"))
                .at_pointer(format!("{at}/target"))
                .help("JSONPath is the one of RFC 9535: `$.paths['/users'].get.parameters[?@.name == 'id']`")
        })?;
        let update = action.get("update");
        let remove = action.get("remove") == Some(&Value::Bool(true));
        if update.is_none() && !remove {
            return Err(Error::new(file, "has an action that does nothing")
                .at_pointer(at)
                .help("give it an `update`, or `remove: true`"));
        }
        Ok(Self { target, path, description: text("description").unwrap_or_default(), update, remove })
    }

    /// JSON pointers to what the target selects, the last first, so that removing one moves no other.
    fn places(&self, file: &Path, tree: &Value, at: &str) -> Result<Vec<String>> {
        let found = self.path.query_located(tree);
        let mut places: Vec<String> = found.locations().map(|location| location.to_json_pointer()).collect();
        let mut seen = std::collections::HashSet::new();
        places.retain(|place| seen.insert(place.clone()));
        places.reverse();
        if places.is_empty() {
            return Err(Error::new(
                file,
                format!("has an action whose target `{}` is not in the description", self.target),
            )
            .at_pointer(at)
            .help("correct the target; if the vendor has mended the description, remove the action"));
        }
        Ok(places)
    }

    fn says(&self, index: usize) -> String {
        let what = if self.remove { "removed" } else { "updated" };
        let why = if self.description.is_empty() { String::new() } else { format!(": {}", self.description.trim()) };
        format!("{what} by action {index}{why}")
    }

    fn run(&self, file: &Path, tree: &mut Value, place: &str, at: &str) -> Result<()> {
        if self.remove {
            remove(tree, place);
            return Ok(());
        }
        let (Some(target), Some(update)) = (tree.pointer_mut(place), self.update) else { return Ok(()) };
        match target {
            Value::Array(list) => append(list, update.clone()),
            Value::Object(_) if !update.is_object() => {
                return Err(Error::new(file, format!("updates the object at `{place}` with something that is none"))
                    .at_pointer(format!("{at}/update"))
                    .help("name the keys that change: the update is merged into the object"));
            }
            target => merge(target, update.clone()),
        }
        Ok(())
    }
}

fn remove(tree: &mut Value, place: &str) {
    let Some((parent, last)) = pointer::parent(place) else {
        *tree = Value::Object(Map::new());
        return;
    };
    match tree.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.shift_remove(&last);
        }
        Some(Value::Array(list)) => {
            if let Some(index) = last.parse().ok().filter(|index| *index < list.len()) {
                list.remove(index);
            }
        }
        _ => {}
    }
}

/// Objects are merged key by key, lists get longer, everything else is replaced.
fn merge(target: &mut Value, update: Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(&key) {
                    Some(known) => merge(known, value),
                    None => {
                        target.insert(key, value);
                    }
                }
            }
        }
        (Value::Array(list), Value::Array(further)) => list.extend(further),
        (target, update) => *target = update,
    }
}

/// An entry, or several of them.
fn append(list: &mut Vec<Value>, update: Value) {
    match update {
        Value::Array(further) => list.extend(further),
        entry => list.push(entry),
    }
}
