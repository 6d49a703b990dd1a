//! Lists whose items differ by position: every item may be any of them.

use serde_json::{Map, Value, json};

use super::{Done, any_of};

pub(super) fn run(map: &mut Map<String, Value>) -> Done {
    let rest = ["additionalItems", "unevaluatedItems"].map(|key| map.shift_remove(key));
    let mut rest = rest.into_iter().flatten().find(|schema| !schema.is_boolean());
    let listed = match (map.shift_remove("prefixItems"), map.get_mut("items")) {
        (Some(Value::Array(listed)), items) => {
            rest = items.map(Value::take).filter(|items| !items.is_boolean()).or(rest);
            listed
        }
        (_, Some(Value::Array(listed))) => std::mem::take(listed),
        (_, Some(Value::Bool(any))) => {
            let any = *any;
            map.shift_remove("items");
            if any {
                map.insert("items".to_owned(), json!({}));
            }
            return Some(("boolean items to any or none", false));
        }
        (_, Some(_)) => return None,
        (_, None) => {
            map.extend(rest.map(|items| ("items".to_owned(), items)));
            return None;
        }
    };
    map.entry("type").or_insert(json!("array"));
    let same = listed.windows(2).all(|pair| pair.first() == pair.last()) && rest.is_none();
    map.insert("items".to_owned(), any_of(listed.into_iter().chain(rest).collect()));
    Some(("items by position to a list of any of them", !same))
}
