//! Answers: schema and examples go to the media types.

use serde_json::{Map, Value, json};

use super::bodies::Media;
use super::{Converter, below, extensions};

impl<'a> Converter<'a> {
    pub(super) fn responses(&mut self, operation: &'a Value, media: &Media, pointer: &str) -> Value {
        let mut converted = Map::new();
        for (status, response) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
            let at = below(pointer, &["responses", status]);
            let value = if status.starts_with("x-") { response.clone() } else { self.response(response, media, &at) };
            converted.insert(status.clone(), value);
        }
        Value::Object(converted)
    }

    fn response(&mut self, response: &'a Value, media: &Media, pointer: &str) -> Value {
        let (response, pointer) = self.meant(response, pointer);
        let mut converted: Map<String, Value> = extensions(response).collect();
        let description = response.get("description").cloned().unwrap_or(json!(""));
        converted.insert("description".to_owned(), description);
        let mut headers = Map::new();
        for (name, header) in response.get("headers").and_then(Value::as_object).into_iter().flatten() {
            let (header, at) = self.meant(header, &below(&pointer, &["headers", name]));
            headers.insert(name.clone(), self.header(header, &at));
        }
        if !headers.is_empty() {
            converted.insert("headers".to_owned(), Value::Object(headers));
        }
        let content = self.content(response, media, &pointer);
        if !content.is_empty() {
            converted.insert("content".to_owned(), Value::Object(content));
        }
        Value::Object(converted)
    }

    fn content(&mut self, response: &Value, media: &Media, pointer: &str) -> Map<String, Value> {
        let examples = response.get("examples").and_then(Value::as_object);
        let mut content = Map::new();
        let schema = response.get("schema").filter(|schema| !schema.is_null());
        if let Some(schema) = schema {
            let file = schema.get("type").and_then(Value::as_str) == Some("file");
            let usual = if file { "application/octet-stream" } else { "application/json" };
            let types = media.produces.clone().unwrap_or_else(|| vec![usual.to_owned()]);
            let schema = self.schema(schema, &format!("{pointer}/schema"));
            content.extend(types.into_iter().map(|ty| (ty, json!({ "schema": schema }))));
        }
        let is_media = |key: &String| key.contains('/') && !key.starts_with("x-");
        for (ty, example) in examples.into_iter().flatten() {
            if let Some(entry) = content.get_mut(ty) {
                entry["example"] = example.clone();
            } else if is_media(ty) {
                // The schema is that of the other media types.
                let mut entry = content.values().next().cloned().unwrap_or(json!({}));
                entry["example"] = example.clone();
                content.insert(ty.clone(), entry);
            } else if !ty.starts_with("x-") {
                let what = format!("the example `{ty}` belongs to no media type and is left out");
                self.lost(&below(pointer, &["examples", ty]), what);
            }
        }
        content
    }
}
