//! `allOf` becomes the one object that it describes. A union among the parts becomes a union of whole
//! objects. What cannot be one type is taken as it comes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Draft;
use super::components::{Additions, reference, referred, schemas};
use crate::error::Result;

/// A union of more shapes than this becomes one object with the properties of all of them.
const MOST_SHAPES: usize = 24;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let all = schemas(&mut draft.tree);
    let sums = all.iter().filter(|(_, schema)| schema.as_object().is_some_and(is_sum));
    let sums: Vec<String> = sums.map(|(name, _)| name.clone()).collect();
    let mut merger = Merger { schemas: all, done: BTreeMap::new(), additions: None, notes: Vec::new() };
    for name in &sums {
        merger.named(name, &mut Vec::new());
    }
    let Merger { additions, notes, mut done, .. } = merger;
    for name in &sums {
        if let (Some(place), Some(merged)) = (all.get_mut(name), done.remove(name)) {
            *place = merged;
        }
    }
    all.extend(additions.into_iter().flat_map(|additions| additions.schemas));
    for (name, what, lost) in notes {
        draft.report.note("all_of", format!("/components/schemas/{name}"), what, lost);
    }
    Ok(())
}

struct Merger<'a> {
    schemas: &'a Map<String, Value>,
    done: BTreeMap<String, Value>,
    /// Made when it is first asked.
    additions: Option<Additions>,
    notes: Vec<(String, String, bool)>,
}

impl Merger<'_> {
    /// The schema of a name with all its parts merged; anything if it is a part of itself.
    fn named(&mut self, name: &str, within: &mut Vec<String>) -> Value {
        if let Some(done) = self.done.get(name) {
            return done.clone();
        }
        let Some(schema) = self.schemas.get(name) else { return json!({}) };
        if !schema.as_object().is_some_and(is_sum) {
            return schema.clone();
        }
        if within.iter().any(|outer| outer == name) {
            self.notes.push((name.to_owned(), "is a part of itself".to_owned(), true));
            return json!({});
        }
        within.push(name.to_owned());
        let merged = self.merged(name, schema, within);
        within.pop();
        self.done.insert(name.to_owned(), merged.clone());
        merged
    }

    fn merged(&mut self, name: &str, schema: &Value, within: &mut Vec<String>) -> Value {
        let Some(map) = schema.as_object().filter(|map| is_sum(map)) else {
            return schema.clone();
        };
        let mut own = map.clone();
        let parts = own.remove("allOf");
        let parts = parts.as_ref().and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if let [only] = parts
            && referred(only).is_some()
            && own.keys().all(|key| is_annotation(key))
        {
            return schema.clone();
        }
        let mut sum = Sum::default();
        for part in parts {
            let mut part = match referred(part) {
                Some(target) => without_words(self.named(target, within)),
                None => self.merged(name, part, within),
            };
            // The whole is null only where each part may be; one of several that may be says nothing.
            if let (Value::Object(part), true) = (&mut part, parts.len() > 1) {
                part.remove("nullable");
            }
            self.add(&mut sum, part, within);
        }
        self.add(&mut sum, Value::Object(own), within);
        self.finish(name, sum, within)
    }

    /// Adds a part; a wrapper is looked through, a union is kept for the end.
    fn add(&mut self, sum: &mut Sum, part: Value, within: &mut Vec<String>) {
        let Value::Object(mut part) = part else { return };
        if let Some(Value::Array(inner)) = part.remove("allOf") {
            for inner in inner {
                let target = referred(&inner).map(str::to_owned);
                let Some(target) = target else {
                    self.add(sum, inner, within);
                    continue;
                };
                let inner = self.named(&target, within);
                if !within.contains(&target) {
                    within.push(target);
                    self.add(sum, inner, within);
                    within.pop();
                }
            }
        }
        for key in ["oneOf", "anyOf"] {
            let Some(Value::Array(branches)) = part.remove(key) else { continue };
            // A branch that only demands properties says nothing about types.
            let demands = |branch: &Value| {
                branch.as_object().is_some_and(|map| map.keys().all(|key| key == "required" || is_annotation(key)))
            };
            if branches.is_empty() || branches.iter().all(demands) {
                continue;
            }
            let mut union = json!({ key: branches });
            if let Some(discriminator) = part.remove("discriminator") {
                union["discriminator"] = discriminator;
            }
            sum.unions.push(union);
        }
        sum.conflict |= !sum.object.add(part);
    }

    fn finish(&mut self, name: &str, mut sum: Sum, within: &mut Vec<String>) -> Value {
        if sum.conflict {
            self.notes.push((name.to_owned(), "its parts have no type in common".to_owned(), true));
            return json!({});
        }
        let bare = !sum.object.0.keys().any(|key| !is_annotation(key) && key != "type" && key != "required");
        if sum.unions.len() == 1 && bare {
            let mut union = sum.unions.remove(0);
            for (key, value) in sum.object.0.into_iter().filter(|(key, _)| is_annotation(key)) {
                union[key] = value;
            }
            return union;
        }
        for union in sum.unions {
            match self.shapes(name, &sum.object, &union, within) {
                Some(shapes) => return shapes,
                None => self.add_optional(name, &mut sum.object, &union, within),
            }
        }
        Value::Object(sum.object.0)
    }

    /// The union of whole objects: each branch with what all of them have.
    fn shapes(&mut self, name: &str, common: &Object, union: &Value, within: &mut Vec<String>) -> Option<Value> {
        let key = if union.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
        let branches = union[key].as_array()?;
        if branches.len() > MOST_SHAPES {
            return None;
        }
        let mut shapes = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let target = referred(branch).map(str::to_owned);
            let title = branch.get("title").and_then(Value::as_str).map(str::to_owned);
            let part = target.as_ref().map_or_else(|| branch.clone(), |target| self.named(target, within));
            let mut whole = Object(common.0.clone());
            whole.0.remove("description");
            let Value::Object(part) = part else { return None };
            let is_object = part.contains_key("properties") || part.get("type") == Some(&json!("object"));
            let is_simple = !["oneOf", "anyOf", "allOf"].iter().any(|key| part.contains_key(*key));
            if !is_object || !is_simple || !whole.add(part) {
                return None;
            }
            let word = target.or(title).unwrap_or_else(|| format!("shape {}", index + 1));
            let additions = self.additions.get_or_insert_with(|| Additions::beside(self.schemas));
            let shape = additions.name(&[name, &word], Value::Object(whole.0));
            shapes.push(reference(&shape));
        }
        let mut result = json!({ key: shapes });
        for (key, value) in common.0.iter().filter(|(key, _)| is_annotation(key)) {
            result[key] = value.clone();
        }
        Some(result)
    }

    /// The properties of all branches, none of them required.
    fn add_optional(&mut self, name: &str, object: &mut Object, union: &Value, within: &mut Vec<String>) {
        let branches = union.get("oneOf").or_else(|| union.get("anyOf")).and_then(Value::as_array).cloned();
        for branch in branches.into_iter().flatten() {
            let target = referred(&branch).map(str::to_owned);
            let part = target.map_or(branch, |target| self.named(&target, within));
            let Value::Object(mut part) = part else { continue };
            part.retain(|key, _| key == "properties" || key == "type");
            object.add(part);
        }
        let what = "the properties of its alternatives are all optional".to_owned();
        self.notes.push((name.to_owned(), what, false));
    }
}

/// Parts of one schema.
#[derive(Default)]
struct Sum {
    object: Object,
    unions: Vec<Value>,
    conflict: bool,
}

/// A schema that grows by parts.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    /// Adds a part; tells whether both can hold at once.
    fn add(&mut self, part: Map<String, Value>) -> bool {
        let (own, other) = (kind(&self.0), kind(&part));
        if let (Some(own), Some(other)) = (own, other)
            && own != other
        {
            return false;
        }
        for (key, value) in part {
            match (key.as_str(), self.0.get_mut(&key), value) {
                ("properties", Some(Value::Object(own)), Value::Object(others)) => {
                    for (name, other) in others {
                        let merged = own.get(&name).map_or(other.clone(), |own| narrower(own, other));
                        own.insert(name, merged);
                    }
                }
                ("required", Some(Value::Array(own)), Value::Array(others)) => {
                    own.extend(others.into_iter().filter(|other| !own.contains(other)).collect::<Vec<_>>());
                }
                // Each part is closed for itself only.
                ("additionalProperties", Some(own), other) => {
                    if other.is_object() || own == &json!(false) {
                        *own = other;
                    }
                }
                (_, _, value) => {
                    self.0.insert(key, value);
                }
            }
        }
        true
    }
}

/// Of two schemas for one property the one that says more; the later one where both do.
fn narrower(first: &Value, second: Value) -> Value {
    let says = |schema: &Value| schema.as_object().is_some_and(|map| map.keys().any(|key| !is_annotation(key)));
    if !says(&second) && says(first) {
        let mut first = first.clone();
        if let (Value::Object(first), Value::Object(second)) = (&mut first, second)
            && !first.contains_key("$ref")
        {
            first.extend(second);
        }
        return first;
    }
    second
}

/// What is said of a part for people is not said of the whole.
fn without_words(mut part: Value) -> Value {
    if let Value::Object(part) = &mut part {
        part.retain(|key, _| !matches!(key.as_str(), "description" | "title" | "deprecated"));
    }
    part
}

/// The type that a schema has or implies.
fn kind(map: &Map<String, Value>) -> Option<&str> {
    match map.get("type") {
        Some(Value::String(ty)) => Some(ty),
        _ if map.contains_key("properties") || map.contains_key("additionalProperties") => Some("object"),
        _ if map.contains_key("items") => Some("array"),
        _ => None,
    }
}

/// Whether a schema is made of parts.
fn is_sum(map: &Map<String, Value>) -> bool {
    let union = map.contains_key("oneOf") || map.contains_key("anyOf");
    map.contains_key("allOf")
        || (union && (map.contains_key("properties") || map.contains_key("required")))
        || (map.contains_key("oneOf") && map.contains_key("anyOf"))
}

/// Whether a key says something for people, or about the place alone.
fn is_annotation(key: &str) -> bool {
    matches!(
        key,
        "description"
            | "title"
            | "deprecated"
            | "nullable"
            | "example"
            | "examples"
            | "default"
            | "externalDocs"
            | "readOnly"
            | "writeOnly"
            | "xml"
    ) || key.starts_with("x-")
}
