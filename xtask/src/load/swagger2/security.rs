//! Security definitions become security schemes.

use serde_json::{Map, Value, json};

use super::{Converter, below, extensions};

impl Converter<'_> {
    pub(super) fn security_schemes(&mut self) -> Map<String, Value> {
        let mut schemes = Map::new();
        for (name, definition) in self.section("securityDefinitions") {
            let (definition, pointer) = self.meant(definition, &below("/securityDefinitions", &[name]));
            if let Some(scheme) = self.scheme(definition, &pointer) {
                schemes.insert(name.clone(), scheme);
            }
        }
        schemes
    }

    fn scheme(&mut self, definition: &Value, pointer: &str) -> Option<Value> {
        let mut scheme: Map<String, Value> = extensions(definition).collect();
        if let Some(description) = definition.get("description") {
            scheme.insert("description".to_owned(), description.clone());
        }
        match definition.get("type").and_then(Value::as_str).unwrap_or_default() {
            "basic" => scheme.extend([("type".to_owned(), json!("http")), ("scheme".to_owned(), json!("basic"))]),
            "apiKey" => {
                scheme.insert("type".to_owned(), json!("apiKey"));
                for key in ["name", "in"] {
                    scheme.insert(key.to_owned(), definition.get(key).cloned().unwrap_or_default());
                }
            }
            "oauth2" => {
                scheme.insert("type".to_owned(), json!("oauth2"));
                scheme.insert("flows".to_owned(), self.flows(definition, pointer)?);
            }
            other => {
                self.lost(pointer, format!("`{other}` is no type of security; the scheme is left out"));
                return None;
            }
        }
        Some(Value::Object(scheme))
    }

    fn flows(&mut self, definition: &Value, pointer: &str) -> Option<Value> {
        let flow = definition.get("flow").and_then(Value::as_str).unwrap_or_default();
        let (name, urls): (_, &[&str]) = match flow {
            "implicit" => ("implicit", &["authorizationUrl"]),
            "password" => ("password", &["tokenUrl"]),
            "application" => ("clientCredentials", &["tokenUrl"]),
            "accessCode" => ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
            other => {
                self.lost(pointer, format!("`{other}` is no flow of OAuth2; the scheme is left out"));
                return None;
            }
        };
        let mut converted = Map::new();
        for url in urls {
            converted.insert((*url).to_owned(), definition.get(*url).cloned().unwrap_or(json!("")));
        }
        converted.insert("scopes".to_owned(), definition.get("scopes").cloned().unwrap_or(json!({})));
        Some(json!({ name: converted }))
    }
}
