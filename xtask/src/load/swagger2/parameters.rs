//! Parameters and headers: what stands beside their names becomes a schema, and `collectionFormat` a
//! style.

use serde_json::{Map, Value, json};

use super::{Converter, extensions};

/// Keys of a parameter that say what its values are.
pub(in crate::load) const OF_THE_SCHEMA: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "enum",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "multipleOf",
    "x-nullable",
];

impl Converter<'_> {
    pub(super) fn parameter(&mut self, parameter: &Value, pointer: &str) -> Value {
        let mut converted = Map::new();
        for (key, value) in parameter.as_object().into_iter().flatten() {
            let kept = ["name", "in", "description", "required", "deprecated", "allowEmptyValue"];
            if kept.contains(&key.as_str()) || (key.starts_with("x-") && key != "x-nullable") {
                converted.insert(key.clone(), value.clone());
            }
        }
        let query = parameter["in"] == "query";
        if parameter["in"] == "path" {
            converted.insert("required".to_owned(), json!(true));
        }
        if !query {
            converted.shift_remove("allowEmptyValue");
        }
        if let Some((style, explode)) = self.style(parameter, query, pointer) {
            converted.insert("style".to_owned(), json!(style));
            converted.insert("explode".to_owned(), json!(explode));
        }
        converted.insert("schema".to_owned(), self.simple_schema(parameter, pointer));
        example(parameter, &mut converted);
        Value::Object(converted)
    }

    pub(super) fn header(&mut self, header: &Value, pointer: &str) -> Value {
        let mut converted: Map<String, Value> = extensions(header).filter(|(key, _)| key != "x-nullable").collect();
        if let Some(description) = header.get("description") {
            converted.insert("description".to_owned(), description.clone());
        }
        // Lists in a header of an answer are read with commas between them.
        if let Some((style, _)) = self.style(header, false, pointer).filter(|(style, _)| *style != "simple") {
            let what = format!("OpenAPI 3 has no `{style}` list in a header; it is read with commas");
            self.lost(&format!("{pointer}/collectionFormat"), what);
        }
        converted.insert("schema".to_owned(), self.simple_schema(header, pointer));
        Value::Object(converted)
    }

    /// The schema of a parameter, a header or a form's field.
    pub(super) fn simple_schema(&mut self, value: &Value, pointer: &str) -> Value {
        // Not allowed, but written: a schema as for a body.
        if let Some(schema) = value.get("schema").filter(|schema| schema.is_object()) {
            return self.schema(schema, &format!("{pointer}/schema"));
        }
        let entries = value.as_object().into_iter().flatten();
        let own = entries.filter(|(key, _)| OF_THE_SCHEMA.contains(&key.as_str()));
        let schema: Map<String, Value> = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        self.inner_lists(value, pointer);
        self.schema(&Value::Object(schema), pointer)
    }

    /// Lists in lists are joined with commas, or not at all.
    fn inner_lists(&mut self, value: &Value, pointer: &str) {
        let mut inner = value.get("items");
        while let Some(items) = inner {
            let format = items.get("collectionFormat").and_then(Value::as_str).unwrap_or("csv");
            if format != "csv" && items["type"] == "array" {
                self.lost(&format!("{pointer}/items"), format!("a list in a list is not joined as `{format}`"));
            }
            inner = items.get("items");
        }
    }

    /// Style, and whether it is exploded, of a list.
    pub(super) fn style(&mut self, value: &Value, query: bool, pointer: &str) -> Option<(&'static str, bool)> {
        let format = value.get("collectionFormat").and_then(Value::as_str);
        if value.get("type").and_then(Value::as_str) != Some("array") {
            return None;
        }
        match (format.unwrap_or("csv"), query) {
            ("csv", true) => Some(("form", false)),
            ("multi", true) => Some(("form", true)),
            // OpenAPI 3 has these in queries alone; the runtime writes them anywhere.
            ("ssv", _) => Some(("spaceDelimited", false)),
            ("pipes", _) => Some(("pipeDelimited", false)),
            ("csv", false) => Some(("simple", false)),
            (other, _) => {
                let what = format!("OpenAPI 3 has no list joined as `{other}` there; it is joined with commas");
                self.lost(&format!("{pointer}/collectionFormat"), what);
                Some(if query { ("form", false) } else { ("simple", false) })
            }
        }
    }
}

/// An example is no part of Swagger 2.0, but written all the same.
fn example(parameter: &Value, converted: &mut Map<String, Value>) {
    let example = parameter.get("example").or_else(|| parameter.get("x-example"));
    if let Some(example) = example {
        converted.insert("example".to_owned(), example.clone());
    }
}
