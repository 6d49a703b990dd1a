//! Every place of the document holds what the grammar says, so that no later stage has to ask. Lists and
//! objects that are none, and parameters without a name, are left out; what should be a schema and is
//! none is any value.

use serde_json::{Map, Value, json};

use super::grammar::{self, Kind, Shape};
use super::pointer::push;
use super::swagger2::OF_THE_SCHEMA;
use crate::normalise::Report;

/// Mends the whole document.
pub(super) fn mend(document: &mut Value, report: &mut Report) {
    let mut mending = Mending { pointer: String::new(), report };
    if let Value::Object(map) = document {
        mending.inside(map, Kind::Document);
        webhooks(map);
    }
}

/// Before OpenAPI had webhooks, documents had them under a name of their own.
fn webhooks(document: &mut Map<String, Value>) {
    let Some(Value::Object(early)) = document.shift_remove("x-webhooks") else { return };
    if let Value::Object(webhooks) = document.entry("webhooks").or_insert_with(|| json!({})) {
        for (name, item) in early {
            webhooks.entry(name).or_insert(item);
        }
    }
}

struct Mending<'a> {
    pointer: String,
    report: &'a mut Report,
}

impl Mending<'_> {
    fn inside(&mut self, map: &mut Map<String, Value>, kind: Kind) {
        map.retain(|key, child| match grammar::inside(kind, key) {
            None => true,
            Some(shape) => self.at(key, |mending| match shape {
                Shape::Some(kind) => mending.some(key, child, kind),
                Shape::Map(kind) => mending.map(child, kind),
            }),
        });
    }

    /// Runs `visit` at a place inside of this one.
    fn at<T>(&mut self, key: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        push(&mut self.pointer, key);
        let result = visit(self);
        self.pointer.truncate(length);
        result
    }

    /// One or a list. Returns whether it stays.
    fn some(&mut self, key: &str, child: &mut Value, kind: Kind) -> bool {
        let list = matches!(key, "parameters" | "allOf" | "oneOf" | "anyOf" | "prefixItems");
        if list && child.is_object() {
            self.note("is one where a list belongs; it is read as a list of one", false);
            *child = Value::Array(vec![child.take()]);
        }
        match child {
            Value::Array(children) if list || key == "items" => {
                let mut index = 0_usize;
                children.retain_mut(|child| {
                    let stays = self.at(&index.to_string(), |mending| mending.one(child, kind, false));
                    index += 1;
                    stays
                });
                true
            }
            child if list => self.left_out(child, "is no list"),
            child => self.one(child, kind, true),
        }
    }

    fn map(&mut self, child: &mut Value, kind: Kind) -> bool {
        let Value::Object(map) = child else { return self.left_out(child, "is no object") };
        map.retain(|name, child| {
            let extension = name.starts_with("x-") && matches!(kind, Kind::PathItem | Kind::Response);
            extension || self.at(name, |mending| mending.one(child, kind, kind == Kind::Schema))
        });
        true
    }

    /// One object. A schema that has to be there becomes any value.
    fn one(&mut self, child: &mut Value, kind: Kind, has_to_be: bool) -> bool {
        match child {
            Value::Object(map) => {
                if matches!(kind, Kind::Parameter | Kind::Header) {
                    self.flat_schema(map);
                }
                self.inside(map, kind);
                let named = |key: &str| map.get(key).is_some_and(Value::is_string);
                if kind == Kind::Parameter && !named("$ref") && !(named("name") && named("in")) {
                    return self.left_out(child, "is a parameter without `name` or `in`");
                }
                true
            }
            Value::Bool(_) if kind == Kind::Schema => true,
            Value::Null => {
                kind == Kind::Schema && has_to_be && {
                    *child = json!({});
                    true
                }
            }
            _ if kind == Kind::Schema && has_to_be => {
                self.note("is no schema; any value is taken there", true);
                *child = json!({});
                true
            }
            child => self.left_out(child, &format!("is not {}", kind.words())),
        }
    }

    /// A parameter that says its type itself, as in Swagger 2.0, says it in a schema.
    fn flat_schema(&mut self, map: &mut Map<String, Value>) {
        if !map.contains_key("type") || ["schema", "content", "$ref"].iter().any(|key| map.contains_key(*key)) {
            return;
        }
        let mut schema = Map::new();
        for key in OF_THE_SCHEMA {
            schema.extend(map.shift_remove(*key).map(|value| ((*key).to_owned(), value)));
        }
        map.insert("schema".to_owned(), Value::Object(schema));
        self.note("says its type as in Swagger 2.0; it is read as a schema", false);
    }

    /// Nothing at all is left out in silence.
    fn left_out(&mut self, child: &Value, why: &str) -> bool {
        if !child.is_null() {
            self.note(&format!("{why}; it is left out"), true);
        }
        false
    }

    fn note(&mut self, what: &str, lost: bool) {
        self.report.note("load", self.pointer.clone(), what.to_owned(), lost);
    }
}
