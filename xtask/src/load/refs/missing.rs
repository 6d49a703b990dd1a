//! What stands in the place of a reference that has no target.

use serde_json::{Value, json};

use crate::load::grammar::{self, Kind, Shape};

/// Takes the reference out of `value`. Returns whether nothing is left that means anything, so that the
/// place itself has to go.
pub(super) fn replace(value: &mut Value, kind: Kind) -> bool {
    if let Value::Object(map) = value {
        map.shift_remove("$ref");
    }
    match kind {
        // Siblings of the reference still hold; without any, this is any value.
        Kind::Schema | Kind::PathItem => false,
        Kind::Response => {
            *value = json!({ "description": "" });
            false
        }
        Kind::RequestBody => {
            *value = json!({ "content": { "application/json": { "schema": {} } } });
            false
        }
        _ => true,
    }
}

/// Takes out what had to go: it is null now.
pub(super) fn sweep(value: &mut Value, kind: Kind) {
    let Value::Object(map) = value else { return };
    for (key, child) in map.iter_mut() {
        match (grammar::inside(kind, key), child) {
            (Some(Shape::Some(kind)), Value::Array(list)) => {
                list.retain(|item| kind == Kind::Schema || !item.is_null());
                list.iter_mut().for_each(|item| sweep(item, kind));
            }
            (Some(Shape::Some(kind)), child) => sweep(child, kind),
            (Some(Shape::Map(kind)), Value::Object(map)) => {
                map.retain(|_, item| kind == Kind::Schema || !item.is_null());
                map.values_mut().for_each(|item| sweep(item, kind));
            }
            (None, Value::Object(discriminator)) if kind == Kind::Schema && key == "discriminator" => {
                if let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") {
                    mapping.retain(|_, to| !to.is_null());
                }
            }
            _ => {}
        }
    }
}
