//! `body` and `formData` parameters become a request body.

use serde_json::{Map, Value, json};

use super::{Converter, extensions};

/// The media types of an operation; `None`: nothing says.
pub(super) struct Media {
    pub consumes: Option<Vec<String>>,
    pub produces: Option<Vec<String>>,
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

type Described<'a> = (&'a Value, String);

impl Converter<'_> {
    pub(super) fn body(
        &mut self,
        bodies: &[Described<'_>],
        fields: &[Described<'_>],
        media: &Media,
        pointer: &str,
    ) -> Option<Value> {
        if let Some((_, at)) = bodies.get(1) {
            self.lost(at, "an operation has one body; this one is left out");
        }
        if let (Some(_), Some((_, at))) = (bodies.first(), fields.first()) {
            self.lost(at, "an operation has a body or fields of a form; the fields are left out");
        }
        match bodies.first() {
            Some((body, at)) => Some(self.whole(body, at, media)),
            None if fields.is_empty() => None,
            None => Some(self.form(fields, media, pointer)),
        }
    }

    fn whole(&mut self, body: &Value, pointer: &str, media: &Media) -> Value {
        let mut converted: Map<String, Value> = extensions(body).collect();
        for key in ["description", "required"] {
            if let Some(value) = body.get(key) {
                converted.insert(key.to_owned(), value.clone());
            }
        }
        let schema = self.simple_schema(body, pointer);
        let types = media.consumes.clone().unwrap_or_else(|| vec![JSON.to_owned()]);
        let content = types.into_iter().map(|ty| (ty, json!({ "schema": schema })));
        converted.insert("content".to_owned(), Value::Object(content.collect()));
        Value::Object(converted)
    }

    fn form(&mut self, fields: &[Described<'_>], media: &Media, pointer: &str) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut encoding = Map::new();
        for (field, at) in fields {
            let Some(name) = field.get("name").and_then(Value::as_str) else {
                self.lost(at, "a field without a name is left out");
                continue;
            };
            let mut schema = self.simple_schema(field, at);
            if let (Value::Object(schema), Some(description)) = (&mut schema, field.get("description")) {
                schema.insert("description".to_owned(), description.clone());
            }
            properties.insert(name.to_owned(), schema);
            if field["required"] == true {
                required.push(name);
            }
            if let Some((style, explode)) = self.style(field, true, at) {
                encoding.insert(name.to_owned(), json!({ "style": style, "explode": explode }));
            }
        }
        let files = fields.iter().any(|(field, _)| field["type"] == "file");
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        let mut entry = json!({ "schema": schema });
        if !encoding.is_empty() {
            entry["encoding"] = Value::Object(encoding);
        }
        let content: Map<String, Value> =
            self.form_types(files, media, pointer).into_iter().map(|ty| (ty, entry.clone())).collect();
        json!({ "required": !required.is_empty(), "content": content })
    }

    /// The media types that fields can be sent in. Files need parts.
    fn form_types(&mut self, files: bool, media: &Media, pointer: &str) -> Vec<String> {
        let consumes = media.consumes.as_deref().unwrap_or_default();
        let plain = |ty: &str| ty.split(';').next().unwrap_or(ty).trim().to_ascii_lowercase();
        let fits = |ty: &&String| plain(ty) == PARTS || (!files && plain(ty) == FORM);
        let mut types: Vec<String> = consumes.iter().filter(fits).cloned().collect();
        types.dedup();
        if types.is_empty() {
            let ty = if files { PARTS } else { FORM };
            if !consumes.is_empty() {
                let what = format!("fields of a form are sent as `{ty}`, which `consumes` does not list");
                self.note(pointer, what, false);
            }
            types.push(ty.to_owned());
        }
        types
    }
}
