//! References are rewritten, and their targets move to where their names say.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Bundle, Bundled, Form, Home, Rewrite, Target, circles, missing, names, place_name};
use crate::load::grammar::Kind;
use crate::load::pointer;
use crate::normalise::Report;

pub(super) fn settle(bundle: Bundle<'_>, report: &mut Report) -> Bundled {
    let Bundle { files, swagger, homes, rewrites, .. } = bundle;
    let origins: BTreeMap<String, String> =
        homes.iter().map(|(target, home)| (home.pointer.clone(), place_name(&files, target))).collect();
    for ((place, form), rewrite) in &rewrites {
        if let Rewrite::Missing { what, help, kind } = rewrite {
            let any = *kind == Kind::Schema && *form == Form::Object;
            let instead = if any { "any value is taken there" } else { "it is left out" };
            report.note("references", place_name(&files, place), format!("{what}; {instead}; {help}"), true);
        }
    }
    let mut trees = files.into_trees();
    let mut gone = false;
    for ((place, form), rewrite) in rewrites {
        let Some(value) = at(&mut trees, &place) else { continue };
        match (rewrite, form) {
            (Rewrite::To(home), Form::Object) => value["$ref"] = json!(format!("#{home}")),
            (Rewrite::To(home), Form::Text) => *value = json!(format!("#{home}")),
            (Rewrite::Missing { kind, .. }, form) => {
                if form == Form::Text || missing::replace(value, kind) {
                    *value = Value::Null;
                    gone = true;
                }
            }
        }
    }
    let mut document = assemble(trees, &homes);
    if gone {
        missing::sweep(&mut document, Kind::Document);
    }
    circles::open(&mut document, &names::section(Kind::Schema, swagger), report);
    Bundled { document, origins }
}

/// The first of the trees, with all targets where their names say.
fn assemble(mut trees: Vec<Value>, homes: &IndexMap<Target, Home>) -> Value {
    let mut inner_first: Vec<(usize, (&Target, &Home))> = homes.iter().enumerate().collect();
    inner_first.sort_by_key(|(_, (target, _))| Reverse(target.pointer.matches('/').count()));
    let mut moved = Vec::new();
    // Inner targets leave first, so that outer ones take a reference to them along.
    for (index, (target, home)) in inner_first {
        if let Some(value) = at(&mut trees, target) {
            let reference = json!({ "$ref": format!("#{}", home.pointer) });
            moved.push((index, &home.pointer, std::mem::replace(value, reference)));
        }
    }
    moved.sort_by_key(|(index, ..)| *index);
    let mut document = trees.into_iter().next().unwrap_or_default();
    for (_, pointer, value) in moved {
        put(&mut document, pointer, value);
    }
    document
}

fn at<'t>(trees: &'t mut [Value], place: &Target) -> Option<&'t mut Value> {
    trees.get_mut(place.file)?.pointer_mut(&place.pointer)
}

/// Sets a component, whose section need not be there yet.
fn put(document: &mut Value, pointer: &str, value: Value) {
    let mut place = document;
    for segment in pointer::segments(pointer) {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[segment.as_str()];
    }
    *place = value;
}
