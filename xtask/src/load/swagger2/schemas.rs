//! Schemas: references, discriminators, files and `x-nullable`.

use serde_json::{Value, json};

use super::{Converter, below, inner_schemas};

impl Converter<'_> {
    pub(super) fn schema(&mut self, schema: &Value, pointer: &str) -> Value {
        let mut schema = schema.clone();
        self.within(&mut schema, pointer);
        schema
    }

    fn within(&mut self, schema: &mut Value, pointer: &str) {
        let Value::Object(map) = schema else { return };
        if let Some(Value::String(reference)) = map.get_mut("$ref")
            && let Some(name) = reference.strip_prefix("#/definitions/")
        {
            *reference = format!("#/components/schemas/{name}");
        }
        if let Some(nullable) = map.shift_remove("x-nullable").or_else(|| map.shift_remove("x-isNullable"))
            && nullable.as_bool().unwrap_or_else(|| nullable == "true")
        {
            map.insert("nullable".to_owned(), json!(true));
        }
        if let Some(Value::String(name)) = map.get("discriminator") {
            let object = json!({ "propertyName": name });
            map.insert("discriminator".to_owned(), object);
        }
        if map.get("type").and_then(Value::as_str) == Some("file") {
            map.insert("type".to_owned(), json!("string"));
            map.insert("format".to_owned(), json!("binary"));
        }
        for (key, child) in map.iter_mut() {
            inner_schemas(key, child, &mut |segments, child| self.within(child, &below(pointer, segments)));
        }
        // It says how a parameter is written; tools write it into schemas too, where it means nothing.
        map.shift_remove("collectionFormat");
    }
}
