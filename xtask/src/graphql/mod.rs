//! The stages for GraphQL, in their order: from the files of a folder to the API and its types.

mod arguments;
mod operations;
mod security;
mod servers;

use std::collections::BTreeMap;

use serde_json::Value;
use syn::Item;

use crate::engine;
use crate::error::Result;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::model::{Api, Kind};
use crate::names;
use crate::normalise::{self, Report};
use crate::refine;

/// Draws up the API and writes its types. The passes that OpenAPI has as well come after this. An
/// operation that the engine does not take is left out with a note.
pub fn build(name: &str, source: &GraphQlSource, client: &ClientToml, report: &mut Report) -> Result<(Api, Vec<Item>)> {
    let servers = servers::servers(source, client)?;
    let schemes = security::schemes(name, source, client, &servers)?;
    let normalised = normalise::graphql::normalise(source, client, report)?;
    let written = engine::graphql::run(&source.dir, &normalised, report)?;
    let refined = refine::graphql::refine(&normalised, written, report, |taken| {
        engine::scalars::run(&normalised.scalars, taken)
    })?;
    let operations = operations::operations(source, client, &normalised, &refined, &schemes)?;
    let section = &client.api;
    let described = normalised.schema.schema_definition.description.as_ref();
    let api = Api {
        name: name.to_owned(),
        krate: section.krate.clone().unwrap_or_else(|| format!("clientwright-{name}")),
        title: section.title.clone().unwrap_or_else(|| name.to_owned()),
        description: section
            .description
            .clone()
            .or_else(|| described.map(|text| text.trim().to_owned()))
            .unwrap_or_default(),
        version: section.version.clone().unwrap_or_default(),
        kind: Kind::GraphQl,
        servers,
        schemes,
        operations,
        enums: refined.enums,
        aliases: Vec::new(),
        unions: Vec::new(),
        incoming: Vec::new(),
        properties: properties(source),
        nullable: BTreeMap::new(),
        features: None,
    };
    Ok((api, refined.items))
}

/// Properties of the scalars' types; those of answers stand in the order of their selection already.
fn properties(source: &GraphQlSource) -> BTreeMap<String, Vec<(String, String)>> {
    let mut order = BTreeMap::new();
    for (_, schema) in source.scalar_schemas.values() {
        let own = schema.get("title").and_then(Value::as_str).map(|title| (title, schema));
        let inner = ["definitions", "$defs"].into_iter().filter_map(|key| schema.get(key)?.as_object()).flatten();
        for (name, schema) in own.into_iter().chain(inner.map(|(name, schema)| (name.as_str(), schema))) {
            if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
                // The engine names these fields by itself.
                let wires = properties.keys().map(|wire| (String::new(), wire.clone()));
                order.insert(names::camel(name), wires.collect());
            }
        }
    }
    order
}
