//! OpenAPI 3.1 to 3.0: type lists and `null`, `const`, tuples, patterns of property names, conditions,
//! boolean schemas, `$ref` with siblings. Documents are often of another version than they say, so what
//! stands in a schema decides, not the version; only for `$ref` with siblings do the versions disagree.

mod conditions;
mod keywords;
mod objects;
mod references;
mod tuples;
mod types;

use serde_json::{Map, Value, json};

use super::walk::Key::{self, Index, Name};
use super::walk::{self, At};
use super::{Draft, Report};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let siblings_hold = !draft.tree["openapi"].as_str().unwrap_or_default().starts_with("3.0");
    draft.tree["openapi"] = json!("3.0.3");
    if let Value::Object(top) = &mut draft.tree {
        top.shift_remove("jsonSchemaDialect");
    }
    let mut lowering = Lowering { report: &mut draft.report, siblings_hold, nothing: false };
    walk::each_schema(&mut draft.tree, &mut |at, schema| lowering.lower(at, schema))?;
    if !lowering.nothing {
        return Ok(());
    }
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        if objects::is_nothing(schema) {
            *schema = json!({});
            lowering.note(at, Some(("a schema that takes nothing is any value", true)));
        }
        Ok(())
    })
}

struct Lowering<'a> {
    report: &'a mut Report,
    /// Whether what stands beside a `$ref` means anything.
    siblings_hold: bool,
    /// Whether there was a schema that takes nothing.
    nothing: bool,
}

/// What a step did: in words, and whether meaning was lost.
type Done = Option<(&'static str, bool)>;

/// Lowers one construct of a schema, if it is there.
type Step = fn(&mut Map<String, Value>) -> Done;

/// The steps, in their order. Each leaves alone what it does not know.
const STEPS: &[Step] = &[
    keywords::without_meaning,
    keywords::dynamic_references,
    types::other_names,
    keywords::constant,
    keywords::examples,
    keywords::encodings,
    keywords::exclusive_bounds,
    tuples::run,
    conditions::run,
    objects::patterns,
    objects::unevaluated,
    objects::never,
    types::null_branches,
    types::lists,
];

impl Lowering<'_> {
    fn lower(&mut self, at: &At<'_>, schema: &mut Value) -> Result<()> {
        let map = match schema {
            Value::Object(map) => map,
            Value::Bool(true) => {
                *schema = json!({});
                return Ok(());
            }
            Value::Bool(false) => {
                self.nothing = true;
                *schema = objects::nothing();
                return Ok(());
            }
            // What is no schema at all.
            _ => {
                *schema = json!({});
                self.note(at, Some(("is no schema; any value is taken", true)));
                return Ok(());
            }
        };
        if keywords::is_plain(map) {
            return Ok(());
        }
        self.unvisited(at, map)?;
        let done = references::siblings(map, self.siblings_hold);
        self.note(at, done);
        for step in STEPS {
            let done = step(map);
            self.note(at, done);
        }
        self.nothing |= objects::is_nothing(schema);
        Ok(())
    }

    /// Lowers the schemas under keywords that OpenAPI 3.0 does not have, before they move to where it has
    /// some.
    fn unvisited(&mut self, at: &At<'_>, map: &mut Map<String, Value>) -> Result<()> {
        for key in ["if", "then", "else", "unevaluatedProperties", "unevaluatedItems", "additionalItems"] {
            if let Some(inner) = map.get_mut(key).filter(|inner| inner.is_object()) {
                self.inside(at, [Name(key), Key::None, Key::None], inner)?;
            }
        }
        for key in ["prefixItems", "items"] {
            let Some(Value::Array(list)) = map.get_mut(key) else { continue };
            for (index, inner) in list.iter_mut().enumerate() {
                self.inside(at, [Name(key), Index(index), Key::None], inner)?;
            }
        }
        for key in ["patternProperties", "dependentSchemas", "dependencies"] {
            let Some(Value::Object(inner)) = map.get_mut(key) else { continue };
            for (name, inner) in inner.iter_mut().filter(|(_, inner)| !inner.is_array()) {
                self.inside(at, [Name(key), Name(name), Key::None], inner)?;
            }
        }
        Ok(())
    }

    fn inside(&mut self, at: &At<'_>, keys: [Key<'_>; 3], inner: &mut Value) -> Result<()> {
        walk::each_within(inner, &at.inside(keys, None), &mut |at, schema| self.lower(at, schema))
    }

    fn note(&mut self, at: &At<'_>, done: Done) {
        if let Some((what, lost)) = done {
            self.report.note("lower_31", at.pointer(), what.to_owned(), lost);
        }
    }
}

/// One schema that takes what any of these take.
fn any_of(mut schemas: Vec<Value>) -> Value {
    let mut distinct: Vec<Value> = Vec::with_capacity(schemas.len());
    for schema in schemas.drain(..) {
        if !distinct.contains(&schema) {
            distinct.push(schema);
        }
    }
    if distinct.iter().any(|schema| schema.as_object().is_some_and(Map::is_empty)) {
        return json!({});
    }
    match distinct.pop() {
        None => json!({}),
        Some(only) if distinct.is_empty() => only,
        Some(last) => {
            distinct.push(last);
            json!({ "anyOf": distinct })
        }
    }
}
