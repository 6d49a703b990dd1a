//! `typify` for the JSON Schemas of untyped scalars. All of them go into one space, so that parts which
//! are equal become one type.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use indexmap::IndexMap;
use schemars_engine::schema::Schema;
use serde_json::{Map, Value};
use syn::Item;
use typify::{CrateVers, TypeSpace, TypeSpaceSettings};

use super::panic_text;
use crate::error::{Error, Result};
use crate::names;
use crate::normalise::graphql::scalars::ScalarView;
use crate::normalise::wire_formats::{self, ENUMS, HAND, WIRE};

/// Types for the views, and the trait by which the runtime knows them. `taken` are the names that
/// other types have; the new ones are added.
pub(crate) fn run(views: &[ScalarView], taken: &mut BTreeSet<String>) -> Result<Vec<Item>> {
    let mut definitions: IndexMap<String, Value> = IndexMap::new();
    taken.extend(views.iter().map(|view| view.name.clone()));
    for view in views {
        adopt(view, taken, &mut definitions)?;
    }
    let Some(first) = views.first() else { return Ok(Vec::new()) };
    let folder = first.file.parent().unwrap_or(&first.file);
    let mut items = typify(folder, definitions)?;
    items.extend(views.iter().map(scalar_type));
    Ok(items)
}

/// Adds the schema and its definitions under names of their own.
fn adopt(view: &ScalarView, taken: &mut BTreeSet<String>, definitions: &mut IndexMap<String, Value>) -> Result<()> {
    let mut root = view.schema.clone();
    let mut parts: Map<String, Value> = Map::new();
    if let Value::Object(map) = &mut root {
        for key in ["$schema", "$id", "title"] {
            map.remove(key);
        }
        for key in ["definitions", "$defs"] {
            if let Some(Value::Object(found)) = map.remove(key) {
                parts.extend(found);
            }
        }
    }
    check_references(view, &root, "", &parts)?;
    let renamed = rename(view, &parts, taken, definitions);
    for (name, part) in &parts {
        check_references(view, part, &format!("/definitions/{name}"), &parts)?;
        if let Some(rust) = renamed.get(name) {
            definitions.entry(rust.clone()).or_insert_with(|| pointed(part, &renamed, &view.name));
        }
    }
    definitions.insert(view.name.clone(), pointed(&root, &renamed, &view.name));
    Ok(())
}

/// Rust names for the definitions of a file. What another file defines in the same way, down to what
/// it refers to, is the same type; otherwise a name that is taken gets the view's name before it.
fn rename(
    view: &ScalarView,
    parts: &Map<String, Value>,
    taken: &mut BTreeSet<String>,
    definitions: &IndexMap<String, Value>,
) -> IndexMap<String, String> {
    let mut renamed: IndexMap<String, String> = parts.keys().map(|name| (name.clone(), names::camel(name))).collect();
    let mut own: BTreeSet<String> = BTreeSet::new();
    // A new name changes what refers to it, so the comparison starts again.
    while let Some((name, rust)) = renamed.iter().find(|(name, rust)| {
        let same_name = renamed.values().filter(|other| other == rust).count() > 1;
        let part = parts.get(*name).map(|part| pointed(part, &renamed, &view.name));
        let free = !taken.contains(*rust) || own.contains(*rust) || definitions.get(*rust) == part.as_ref();
        same_name || !free
    }) {
        let (name, rust) = (name.clone(), names::unique(taken, format!("{}{rust}", view.name)));
        own.insert(rust.clone());
        renamed.insert(name, rust);
    }
    taken.extend(renamed.values().cloned());
    renamed
}

/// The schema with its references pointing to the new names.
fn pointed(schema: &Value, renamed: &IndexMap<String, String>, root: &str) -> Value {
    match schema {
        Value::Object(map) => {
            let rename = |key: &String, value: &Value| match value {
                Value::String(reference) if key == "$ref" => {
                    let target = target(reference).and_then(|name| renamed.get(name)).map_or(root, String::as_str);
                    Value::String(format!("#/definitions/{target}"))
                }
                value => pointed(value, renamed, root),
            };
            Value::Object(map.iter().map(|(key, value)| (key.clone(), rename(key, value))).collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(|value| pointed(value, renamed, root)).collect()),
        other => other.clone(),
    }
}

/// The definition that a reference means; `None` for the whole file.
fn target(reference: &str) -> Option<&str> {
    ["#/definitions/", "#/$defs/"].iter().find_map(|prefix| reference.strip_prefix(prefix))
}

fn check_references(view: &ScalarView, schema: &Value, pointer: &str, parts: &Map<String, Value>) -> Result<()> {
    let children: Vec<(String, &Value)> = match schema {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in children {
        match value {
            Value::String(reference) if key == "$ref" => {
                if reference != "#" && !target(reference).is_some_and(|name| parts.contains_key(name)) {
                    let name = reference.rsplit('/').next().unwrap_or(reference);
                    return Err(Error::new(&view.file, format!("refers to `{reference}`, which it does not define"))
                        .at_pointer(pointer)
                        .help(names::nearest(name, parts.keys().map(String::as_str))));
                }
            }
            value => {
                let escaped = key.replace('~', "~0").replace('/', "~1");
                check_references(view, value, &format!("{pointer}/{escaped}"), parts)?;
            }
        }
    }
    Ok(())
}

fn typify(folder: &Path, definitions: IndexMap<String, Value>) -> Result<Vec<Item>> {
    let mut schemas: Vec<(String, Schema)> = Vec::new();
    for (name, mut schema) in definitions {
        wire_formats::mark(&mut schema);
        let schema = serde_json::from_value(schema)
            .map_err(|error| Error::new(folder, format!("`{name}` is not a JSON Schema: {error}")))?;
        schemas.push((name, schema));
    }
    let mut settings = TypeSpaceSettings::default();
    settings.with_map_type("::std::collections::BTreeMap");
    for krate in [WIRE, HAND, ENUMS] {
        settings.with_crate(krate, CrateVers::Any, None);
    }
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        let mut space = TypeSpace::new(&settings);
        space.add_ref_types(schemas).map(|()| space.to_stream()).map_err(|error| error.to_string())
    }))
    .map_err(|panic| Error::new(folder, format!("the engine gave up: {}", panic_text(&*panic))))?
    .map_err(|error| Error::new(folder, format!("the engine refuses the schemas: {error}")))?;
    let parsed: syn::File = syn::parse2(tokens)
        .map_err(|error| Error::new(folder, format!("the engine wrote code that does not parse: {error}")))?;
    Ok(parsed.items)
}

/// By this the runtime reads the view, and knows a refusal.
fn scalar_type(view: &ScalarView) -> Item {
    let ident = syn::Ident::new(&view.name, proc_macro2::Span::call_site());
    let name = view.coordinates.first().map_or(view.name.as_str(), String::as_str);
    let refusal: syn::Expr = match &view.refusal {
        Some(pointer) => syn::parse_quote!(Some(#pointer)),
        None => syn::parse_quote!(None),
    };
    syn::parse_quote! {
        impl ::rt::ScalarType for #ident {
            const NAME: &'static str = #name;
            const REFUSAL: ::std::option::Option<&'static str> = #refusal;
        }
    }
}
