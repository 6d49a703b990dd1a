//! Path items and operations.

use serde_json::{Map, Value, json};

use super::bodies::Media;
use super::{Converter, below, extensions, media_types};
use crate::normalise::openapi::METHODS;

impl<'a> Converter<'a> {
    pub(super) fn paths(&mut self) -> Value {
        let mut paths = Map::new();
        for (path, item) in self.section("paths") {
            let pointer = below("/paths", &[path]);
            let value = if path.starts_with("x-") { item.clone() } else { self.path_item(item, &pointer) };
            paths.insert(path.clone(), value);
        }
        Value::Object(paths)
    }

    fn path_item(&mut self, item: &'a Value, pointer: &str) -> Value {
        let (meant, at) = self.meant(item, pointer);
        let shared = self.listed(meant, &at);
        let mut converted: Map<String, Value> = extensions(item).chain(extensions(meant)).collect();
        for method in METHODS {
            // What stands beside a reference goes on top.
            let own = item.get(*method).map(|operation| (operation, pointer));
            let Some((operation, at)) = own.or_else(|| Some((meant.get(*method)?, at.as_str()))) else { continue };
            if operation.is_object() {
                let operation = self.operation(operation, &shared, &below(at, &[method]));
                converted.insert((*method).to_owned(), operation);
            }
        }
        Value::Object(converted)
    }

    fn operation(&mut self, operation: &'a Value, shared: &[(&'a Value, String)], pointer: &str) -> Value {
        let mut converted = Map::new();
        for (key, value) in operation.as_object().into_iter().flatten() {
            let kept = ["tags", "summary", "description", "externalDocs", "operationId", "deprecated", "security"];
            if kept.contains(&key.as_str()) || key.starts_with("x-") {
                converted.insert(key.clone(), value.clone());
            }
        }
        if operation.get("schemes").is_some_and(|schemes| Some(schemes) != self.document.get("schemes")) {
            converted.insert("servers".to_owned(), self.servers(operation, pointer));
        }
        let media = Media {
            consumes: media_types(operation, "consumes").or_else(|| self.consumes.clone()),
            produces: media_types(operation, "produces").or_else(|| self.produces.clone()),
        };
        let mut all = self.listed(operation, pointer);
        let own = all.len();
        for parameter in shared {
            let same = |other: &Value| ["name", "in"].iter().all(|key| other.get(key) == parameter.0.get(key));
            if !all[..own].iter().any(|(other, _)| same(other)) {
                all.push(parameter.clone());
            }
        }
        let is_in = |place: &'static str| move |(parameter, _): &&(&Value, String)| parameter["in"] == place;
        let bodies: Vec<_> = all.iter().filter(is_in("body")).cloned().collect();
        let fields: Vec<_> = all.iter().filter(is_in("formData")).cloned().collect();
        if let Some(body) = self.body(&bodies, &fields, &media, pointer) {
            converted.insert("requestBody".to_owned(), body);
        } else if let Some(body) = operation.get("requestBody") {
            converted.insert("requestBody".to_owned(), body.clone());
        }
        all.retain(|(parameter, _)| parameter["in"] != "body" && parameter["in"] != "formData");
        let parameters: Vec<Value> = all.iter().map(|(parameter, at)| self.parameter(parameter, at)).collect();
        if !parameters.is_empty() {
            converted.insert("parameters".to_owned(), json!(parameters));
        }
        converted.insert("responses".to_owned(), self.responses(operation, &media, pointer));
        Value::Object(converted)
    }

    /// The parameters of a path item or an operation, and where each is described.
    fn listed(&self, value: &'a Value, pointer: &str) -> Vec<(&'a Value, String)> {
        let listed = value.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate();
        let meant = listed
            .map(|(index, parameter)| self.meant(parameter, &below(pointer, &["parameters", &index.to_string()])));
        meant.filter(|(parameter, _)| parameter.is_object()).collect()
    }
}
