//! A schema as one list of keywords: references followed, parts merged, one branch of each union taken.

use serde_json::{Map, Value, json};

use super::Seeder;

/// References within references, and unions within unions.
const MOST_STEPS: usize = 40;

type Schema = Map<String, Value>;

impl Seeder<'_> {
    /// What a value has to keep to.
    pub(super) fn flat(&mut self, schema: &Value) -> Schema {
        let mut whole = Schema::new();
        self.gather(schema, &mut whole, 0);
        whole
    }

    fn gather(&mut self, schema: &Value, whole: &mut Schema, steps: usize) {
        let Some(map) = schema.as_object() else {
            if schema == &Value::Bool(false) {
                whole.insert("enum".to_owned(), json!([]));
            }
            return;
        };
        if steps > MOST_STEPS {
            return;
        }
        let mut plain = Schema::new();
        for (key, value) in map {
            match key.as_str() {
                "$ref" | "allOf" | "oneOf" | "anyOf" | "discriminator" => {}
                "const" => {
                    plain.insert("enum".to_owned(), json!([value]));
                }
                _ => {
                    plain.insert(key.clone(), value.clone());
                }
            }
        }
        merge(whole, plain);
        if let Some(target) = map.get("$ref").and_then(Value::as_str).and_then(|reference| self.target(reference)) {
            self.gather(&target, whole, steps + 1);
        }
        for part in map.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.gather(part, whole, steps + 1);
        }
        for key in ["oneOf", "anyOf"] {
            let branches = map.get(key).and_then(Value::as_array).filter(|branches| !branches.is_empty());
            let Some(branches) = branches else { continue };
            let branch = self.branch(branches).clone();
            self.gather(&branch, whole, steps + 1);
            if let Some(discriminator) = map.get("discriminator") {
                name_branch(discriminator, &branch, whole);
            }
        }
    }

    /// One of them. Deep down, and for the smallest value, one without parts if there is any.
    fn branch<'b>(&mut self, branches: &'b [Value]) -> &'b Value {
        if self.deep() {
            let simple = branches.iter().find(|branch| {
                branch["type"].as_str().is_some_and(|ty| !matches!(ty, "object" | "array"))
                    || branch.get("enum").is_some()
            });
            if let Some(simple) = simple {
                return simple;
            }
        }
        let index = self.random.usize(..branches.len());
        &branches[index]
    }

    /// What a reference names.
    pub(super) fn target(&self, reference: &str) -> Option<Value> {
        let pointer = crate::load::pointer::decode(reference.strip_prefix('#')?);
        self.tree.pointer(&pointer).cloned()
    }
}

/// The property that tells the branches apart tells this one.
fn name_branch(discriminator: &Value, branch: &Value, whole: &mut Schema) {
    let Some(property) = discriminator["propertyName"].as_str() else { return };
    let Some(reference) = branch["$ref"].as_str() else { return };
    let own = reference.rsplit('/').next().unwrap_or_default();
    let mapping = discriminator["mapping"].as_object().into_iter().flatten();
    let mapped =
        mapping.into_iter().find(|(_, target)| *target == reference || *target == own).map(|(tag, _)| tag.as_str());
    let tag = mapped.unwrap_or(own).to_owned();
    let properties = whole.entry("properties").or_insert_with(|| json!({}));
    let known = properties.get(property).cloned().unwrap_or_else(|| json!({}));
    properties[property] = json!({ "allOf": [known], "x-tag": tag });
    let required = whole.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(required) = required
        && !required.iter().any(|name| name == property)
    {
        required.push(json!(property));
    }
}

/// Both hold.
fn merge(whole: &mut Schema, part: Schema) {
    for (key, value) in part {
        let Some(own) = whole.get_mut(&key) else {
            whole.insert(key, value);
            continue;
        };
        match (key.as_str(), &mut *own, value) {
            ("properties", Value::Object(own), Value::Object(others)) => {
                for (name, other) in others {
                    match own.get_mut(&name) {
                        Some(known) if *known != other => *known = json!({ "allOf": [known.take(), other] }),
                        Some(_) => {}
                        None => {
                            own.insert(name, other);
                        }
                    }
                }
            }
            ("required", Value::Array(own), Value::Array(others)) => {
                own.extend(others.into_iter().filter(|other| !own.contains(other)).collect::<Vec<_>>());
            }
            ("enum", Value::Array(own), Value::Array(others)) => own.retain(|value| others.contains(value)),
            ("type", own, other) => *own = common_types(own, &other),
            ("items", own, other) => *own = json!({ "allOf": [own.take(), other] }),
            ("minimum" | "minLength" | "minItems" | "minProperties" | "exclusiveMinimum", own, other) => {
                if other.as_f64() > own.as_f64() {
                    *own = other;
                }
            }
            ("maximum" | "maxLength" | "maxItems" | "maxProperties" | "exclusiveMaximum", own, other) => {
                if other.as_f64() < own.as_f64() {
                    *own = other;
                }
            }
            ("additionalProperties", own, other) => {
                if *own != json!(false) && other != json!(true) {
                    *own = other;
                }
            }
            ("format", _, _) => {}
            (_, own, other) => *own = other,
        }
    }
}

fn common_types(own: &Value, other: &Value) -> Value {
    let list = |value: &Value| -> Vec<String> {
        match value {
            Value::String(one) => vec![one.clone()],
            Value::Array(several) => several.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    };
    let (own, other) = (list(own), list(other));
    let mut common: Vec<String> = own.iter().filter(|ty| other.contains(ty)).cloned().collect();
    let is_integer =
        |a: &[String], b: &[String]| a.iter().any(|ty| ty == "integer") && b.iter().any(|ty| ty == "number");
    if !common.iter().any(|ty| ty == "integer") && (is_integer(&own, &other) || is_integer(&other, &own)) {
        common.push("integer".to_owned());
    }
    json!(common)
}
