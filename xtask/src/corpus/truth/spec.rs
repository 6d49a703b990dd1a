//! What the document says of an operation, read without the generator's passes.

use serde_json::Value;

use crate::load::pointer::{decode, push};

/// A parameter as the document has it.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub(super) name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub(super) place: String,
    pub(super) required: bool,
    /// JSON pointer of its schema; empty: it has none.
    pub(super) schema: String,
    pub(super) style: String,
    pub(super) explode: bool,
    /// Whether it is JSON text.
    pub(super) json: bool,
}

/// A body or an answer of one media type.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// The media type as the document has it.
    pub(super) mime: String,
    /// JSON pointer of its schema; empty: it has none.
    pub(super) schema: String,
    /// How its parts are encoded, by name.
    pub(super) encoding: Value,
}

/// An operation.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    document: &'a Value,
    pointer: String,
    item: String,
}

impl<'a> Operation<'a> {
    /// The operation of a method and a path key.
    pub(super) fn find(document: &'a Value, method: &str, key: &str) -> Option<Self> {
        let mut item = "/paths".to_owned();
        push(&mut item, key);
        let pointer = format!("{item}/{}", method.to_ascii_lowercase());
        document.pointer(&pointer)?;
        Some(Self { document, pointer, item })
    }

    /// Its parameters; those of its path where it has none of the same name and place.
    pub(super) fn parameters(&self) -> Vec<Parameter> {
        let mut found: Vec<Parameter> = Vec::new();
        for holder in [&self.pointer, &self.item] {
            let listed = self.document.pointer(&format!("{holder}/parameters")).and_then(Value::as_array);
            for index in 0..listed.map_or(0, Vec::len) {
                let at = self.settled(&format!("{holder}/parameters/{index}"));
                let Some(parameter) = self.parameter(&at) else { continue };
                if !found.iter().any(|known| known.name == parameter.name && known.place == parameter.place) {
                    found.push(parameter);
                }
            }
        }
        found
    }

    fn parameter(&self, at: &str) -> Option<Parameter> {
        let parameter = self.document.pointer(at)?;
        let name = parameter["name"].as_str()?.to_owned();
        let place = parameter["in"].as_str()?.to_owned();
        // OpenAPI says that a description of these is ignored, and of `Authorization`, which many documents describe
        // all the same because they name no security scheme.
        let ignored = ["accept", "content-type"].contains(&name.to_ascii_lowercase().as_str());
        if name.is_empty() || (place == "header" && ignored) {
            return None;
        }
        let usual = if matches!(place.as_str(), "query" | "cookie") { "form" } else { "simple" };
        let style = parameter["style"].as_str().unwrap_or(usual).to_owned();
        let explode = parameter["explode"].as_bool().unwrap_or(style == "form" || style == "deepObject");
        let content = parameter["content"].as_object().and_then(|content| content.keys().next());
        let schema = match content {
            Some(mime) => {
                let mut schema = format!("{at}/content");
                push(&mut schema, mime);
                format!("{schema}/schema")
            }
            None => format!("{at}/schema"),
        };
        let schema = self.document.pointer(&schema).map(|_| schema).unwrap_or_default();
        let required = place == "path" || parameter["required"] == true;
        Some(Parameter { name, place, required, schema, style, explode, json: content.is_some() })
    }

    /// The forms of its body.
    pub(super) fn body(&self) -> Vec<Content> {
        self.contents(&self.settled(&format!("{}/requestBody", self.pointer)))
    }

    /// Whether it makes no sense without a body.
    pub(super) fn needs_body(&self) -> bool {
        let at = self.settled(&format!("{}/requestBody", self.pointer));
        self.document.pointer(&at).is_some_and(|body| body["required"] == true)
    }

    /// The forms of its answer with this status as the document spells it.
    pub(super) fn answer(&self, status: &str) -> Vec<Content> {
        let mut at = format!("{}/responses", self.pointer);
        push(&mut at, status);
        self.contents(&self.settled(&at))
    }

    /// The statuses that its answers have, as the document spells them.
    pub(super) fn statuses(&self) -> Vec<String> {
        let responses = self.document.pointer(&format!("{}/responses", self.pointer)).and_then(Value::as_object);
        responses.into_iter().flatten().map(|(status, _)| status.clone()).collect()
    }

    fn contents(&self, holder: &str) -> Vec<Content> {
        let contents = self.document.pointer(&format!("{holder}/content")).and_then(Value::as_object);
        let content = |(mime, media): (&String, &Value)| {
            let mut schema = format!("{holder}/content");
            push(&mut schema, mime);
            for key in ["itemSchema", "schema"] {
                if media.get(key).is_some() {
                    return Content {
                        mime: mime.clone(),
                        schema: format!("{schema}/{key}"),
                        encoding: media["encoding"].clone(),
                    };
                }
            }
            Content { mime: mime.clone(), schema: String::new(), encoding: Value::Null }
        };
        contents.into_iter().flatten().map(content).collect()
    }

    /// The place that a reference, or a reference to one, names.
    fn settled(&self, at: &str) -> String {
        settled(self.document, at)
    }
}

/// The place that a reference, or a reference to one, names.
pub(super) fn settled(document: &Value, at: &str) -> String {
    let mut at = at.to_owned();
    for _ in 0..16 {
        let reference = document.pointer(&at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
        match reference.and_then(|reference| reference.strip_prefix('#')) {
            Some(target) => at = decode(target),
            None => break,
        }
    }
    at
}

/// The properties of the schema at a pointer, with the pointers of theirs; `allOf` is looked into.
pub(super) fn properties(document: &Value, schema: &str, steps: usize) -> Vec<(String, String)> {
    let at = settled(document, schema);
    let mut found = Vec::new();
    let Some(map) = document.pointer(&at).filter(|_| steps < 12) else { return found };
    for name in map["properties"].as_object().into_iter().flatten().map(|(name, _)| name) {
        let mut pointer = format!("{at}/properties");
        push(&mut pointer, name);
        found.push((name.clone(), pointer));
    }
    for index in 0..map["allOf"].as_array().map_or(0, Vec::len) {
        let inner = properties(document, &format!("{at}/allOf/{index}"), steps + 1);
        found.extend(
            inner.into_iter().filter(|(name, _)| !found.iter().any(|(known, _)| known == name)).collect::<Vec<_>>(),
        );
    }
    found
}

/// A media type without its parameters, in lower case.
pub(super) fn bare(mime: &str) -> String {
    mime.split(';').next().unwrap_or(mime).trim().to_ascii_lowercase()
}
