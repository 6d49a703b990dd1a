//! A named schema that may be null: the null belongs to the places that refer to it, and the type is
//! the same as that of an equal schema without the null.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::components::{Additions, reference, referred, schemas};
use super::{Draft, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let all = schemas(&mut draft.tree);
    let nullable: Vec<String> =
        all.iter().filter(|(_, schema)| is_nullable(schema)).map(|(name, _)| name.clone()).collect();
    if nullable.is_empty() {
        return Ok(());
    }
    let mut bare: Map<String, Value> = Map::new();
    for name in &nullable {
        if let Some(Value::Object(mut schema)) = all.get(name).cloned() {
            schema.remove("nullable");
            bare.insert(name.clone(), Value::Object(schema));
        }
    }
    all.retain(|name, _| !bare.contains_key(name));
    let others = Additions::beside(all);
    let mut targets = BTreeMap::new();
    for (name, schema) in bare {
        let target = others.known(&schema).unwrap_or_else(|| {
            all.insert(name.clone(), schema);
            name.clone()
        });
        targets.insert(name, target);
    }
    walk::each_schema(&mut draft.tree, &mut |_, schema| {
        if let Some(target) = referred(schema).and_then(|name| targets.get(name)) {
            let mut wrapper = json!({ "nullable": true, "allOf": [reference(target)] });
            if let Some(description) = schema.get("description") {
                wrapper["description"] = description.clone();
            }
            *schema = wrapper;
        }
        Ok(())
    })?;
    draft.report.note(
        "nullable_components",
        "/components/schemas".to_owned(),
        format!("the null of {} schemas belongs to the places that refer to them", nullable.len()),
        false,
    );
    Ok(())
}

fn is_nullable(schema: &Value) -> bool {
    let nullable = schema.get("nullable") == Some(&json!(true));
    nullable && ["properties", "allOf", "oneOf", "anyOf", "enum"].iter().any(|key| schema.get(key).is_some())
}
