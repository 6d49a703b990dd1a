//! Values that a schema allows, from a seed.

mod flat;
mod numbers;
mod texts;

use serde_json::{Map, Value, json};

/// How much of what a schema allows a value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// What is required.
    Least,
    /// Whatever there is room for.
    Most,
    /// Chance decides.
    Mixed,
}

/// Where a value goes, which may hold less than JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// A body of JSON.
    Json,
    /// A path, a query, a cookie or a form: there is no null, and nothing is empty.
    Text,
    /// A header: only visible characters of ASCII, and no delimiters.
    Header,
}

/// Values within a value, roughly.
const MOST_VALUES: usize = 160;

/// Makes values.
pub(super) struct Seeder<'a> {
    /// The document, in the words of JSON Schema.
    tree: &'a Value,
    random: fastrand::Rng,
    way: Way,
    room: Room,
    depth: usize,
}

impl<'a> Seeder<'a> {
    pub(super) fn new(tree: &'a Value, seed: u64, way: Way, room: Room) -> Self {
        Self { tree, random: fastrand::Rng::with_seed(seed), way, room, depth: 0 }
    }

    /// A value of the schema at a JSON pointer, which is most likely valid.
    pub(super) fn value(&mut self, pointer: &str) -> Value {
        let schema = self.tree.pointer(pointer).cloned().unwrap_or_default();
        self.depth = 0;
        self.of(&schema, MOST_VALUES)
    }

    /// Whether it is time to come to an end.
    fn deep(&self) -> bool {
        self.depth > 6
    }

    fn of(&mut self, schema: &Value, budget: usize) -> Value {
        self.depth += 1;
        let flat = self.flat(schema);
        let value = self.of_flat(&flat, budget);
        self.depth -= 1;
        value
    }

    fn of_flat(&mut self, schema: &Map<String, Value>, budget: usize) -> Value {
        if let Some(tag) = schema.get("x-tag") {
            let listed = schema.get("enum").and_then(Value::as_array);
            if listed.is_none_or(|listed| listed.contains(tag)) {
                return tag.clone();
            }
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let values: Vec<&Value> =
                values.iter().filter(|value| self.room == Room::Json || !value.is_null()).collect();
            return match values.as_slice() {
                [] => Value::Null,
                values => values[self.random.usize(..values.len())].clone(),
            };
        }
        match self.kind(schema).as_str() {
            "object" => self.object(schema, budget),
            "array" => self.array(schema, budget),
            "string" => json!(self.text(schema)),
            "integer" => self.integer(schema),
            "number" => self.number(schema),
            "boolean" => json!(self.random.bool()),
            "null" => Value::Null,
            _ => self.anything(),
        }
    }

    /// The type of the value to be.
    fn kind(&mut self, schema: &Map<String, Value>) -> String {
        let mut kinds: Vec<&str> = match schema.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if kinds.len() > 1 && kinds.contains(&"null") {
            if self.room == Room::Json && self.way == Way::Mixed && self.random.u8(..100) < 15 {
                return "null".to_owned();
            }
            kinds.retain(|kind| *kind != "null");
        }
        if let [_, _, ..] = kinds.as_slice() {
            return kinds[self.random.usize(..kinds.len())].to_owned();
        }
        if let Some(only) = kinds.first() {
            return (*only).to_owned();
        }
        let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
        let kind = if has(&["properties", "required", "additionalProperties", "minProperties", "patternProperties"]) {
            "object"
        } else if has(&["items", "minItems", "prefixItems"]) {
            "array"
        } else if has(&["pattern", "minLength", "maxLength", "format"]) {
            "string"
        } else if has(&["minimum", "maximum", "multipleOf"]) {
            "number"
        } else {
            ""
        };
        kind.to_owned()
    }

    /// A value where any is allowed.
    fn anything(&mut self) -> Value {
        match self.random.u8(..5) {
            0 if self.room == Room::Json => json!({ "any": [1, "two", null] }),
            1 => json!(self.random.i32(-9..1000)),
            2 => json!(self.random.bool()),
            _ => json!("anything"),
        }
    }

    fn array(&mut self, schema: &Map<String, Value>, budget: usize) -> Value {
        let bound = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok());
        let least = bound("minItems").unwrap_or(0).max(usize::from(self.room != Room::Json));
        let most = bound("maxItems").unwrap_or(usize::MAX);
        let wanted = match self.way {
            Way::Least => least,
            _ if budget < 2 || self.deep() => least,
            Way::Most => 2,
            Way::Mixed => self.random.usize(..4),
        };
        let count = wanted.max(least).min(most);
        let first = schema.get("prefixItems").and_then(Value::as_array);
        let item = schema.get("items").cloned().unwrap_or_else(|| json!({}));
        let mut items: Vec<Value> = Vec::new();
        let is_set = schema.get("uniqueItems") == Some(&json!(true));
        for index in 0..count {
            let of = first.and_then(|first| first.get(index)).unwrap_or(&item).clone();
            for _ in 0..if is_set { 12 } else { 1 } {
                let value = self.of(&of, budget / count.max(1));
                if !is_set || !items.contains(&value) {
                    items.push(value);
                    break;
                }
            }
        }
        Value::Array(items)
    }

    fn object(&mut self, schema: &Map<String, Value>, budget: usize) -> Value {
        let nothing = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let further = schema.get("additionalProperties");
        let mut chosen: Vec<(String, Value)> = Vec::new();
        let share = self.room_for(properties.len(), required.len(), budget);
        for (name, of) in properties {
            let is_required = required.contains(&name.as_str());
            if is_required || (share > 0 && self.takes(properties.len(), budget)) {
                chosen.push((name.clone(), of.clone()));
            }
        }
        for name in required.iter().filter(|name| !properties.contains_key(**name)) {
            chosen
                .push(((*name).to_owned(), further.filter(|of| of.is_object()).cloned().unwrap_or_else(|| json!({}))));
        }
        let least = schema.get("minProperties").and_then(Value::as_u64).and_then(|least| usize::try_from(least).ok());
        let least = least.unwrap_or(0).max(usize::from(self.room != Room::Json));
        for (name, of) in properties {
            if chosen.len() < least && !chosen.iter().any(|(known, _)| known == name) {
                chosen.push((name.clone(), of.clone()));
            }
        }
        // What is not said to be there may be there, but nobody who does not say it means it.
        let open = match further {
            Some(Value::Bool(open)) => *open,
            Some(Value::Object(_)) => true,
            _ => properties.is_empty() && required.is_empty() && further.is_none(),
        };
        let wanted = match self.way {
            Way::Least => 0,
            _ if !open || self.deep() || budget < 2 => 0,
            _ => self.random.usize(..3),
        };
        let wanted = if open { wanted.max(least.saturating_sub(chosen.len())) } else { 0 };
        let names = schema.get("propertyNames").cloned();
        let of = further.filter(|of| of.is_object()).cloned().unwrap_or_else(|| json!({}));
        for index in 0..wanted {
            let name = match &names {
                Some(names) => self.of(&names.clone(), 1).as_str().unwrap_or_default().to_owned(),
                None => format!("further-{index}"),
            };
            if !chosen.iter().any(|(known, _)| *known == name) {
                chosen.push((name, of.clone()));
            }
        }
        let most = schema.get("maxProperties").and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok());
        if let Some(most) = most {
            chosen.sort_by_key(|(name, _)| !required.contains(&name.as_str()));
            chosen.truncate(most);
        }
        let each = budget.saturating_sub(chosen.len()) / chosen.len().max(1);
        let members = chosen.into_iter().map(|(name, of)| {
            let value = self.of(&of, each);
            (name, value)
        });
        Value::Object(members.collect())
    }

    /// Optional properties that there is room for.
    fn room_for(&self, properties: usize, required: usize, budget: usize) -> usize {
        if self.way == Way::Least || self.deep() { 0 } else { budget.min(properties.saturating_sub(required)) }
    }

    /// Whether an optional property is taken.
    fn takes(&mut self, properties: usize, budget: usize) -> bool {
        let chance = 100 * budget / properties.max(1);
        match self.way {
            Way::Least => false,
            Way::Most => chance >= 100 || self.random.usize(..100) < chance,
            Way::Mixed => self.random.usize(..100) < chance.min(60),
        }
    }
}
