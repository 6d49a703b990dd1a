//! Untyped scalar fields for which `client.toml` knows a JSON Schema get a scalar type of their own in
//! the schema that the engine reads: `encounterRankings: JSON` becomes `: EncounterRankings`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use apollo_compiler::ast::Type;
use apollo_compiler::schema::{Component, ExtendedType, FieldDefinition, ScalarType};
use apollo_compiler::{Name, Node, Schema};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;
use crate::names;
use crate::normalise::Report;

const PASS: &str = "scalars";

/// A typed view of untyped scalar fields.
#[derive(Debug)]
pub(crate) struct ScalarView {
    /// Name of the scalar in the engine's schema, and of its Rust type.
    pub(crate) name: String,
    /// The fields, as `Type.field`; the first one names it in errors.
    pub(crate) coordinates: Vec<String>,
    /// File of the JSON Schema.
    pub(crate) file: PathBuf,
    /// The JSON Schema.
    pub(crate) schema: Value,
    /// JSON pointer whose presence means that the field refused.
    pub(crate) refusal: Option<String>,
}

/// Retypes the fields. `taken` are the names that types have already.
pub(super) fn retype(
    source: &GraphQlSource,
    client: &ClientToml,
    schema: &mut Schema,
    mut taken: BTreeSet<String>,
    report: &mut Report,
) -> Result<Vec<ScalarView>> {
    let mut views: Vec<ScalarView> = Vec::new();
    for (coordinate, scalar) in &client.scalars {
        let (ty, field) = untyped_field(source, schema, coordinate)?;
        let (file, json_schema) = source
            .scalar_schemas
            .get(coordinate)
            .ok_or_else(|| source.client_fault(key(coordinate), "its JSON Schema is missing"))?;
        let known = views.iter_mut().find(|view| view.file == *file && view.refusal == scalar.refusal);
        let name = match known {
            Some(view) => {
                view.coordinates.push(coordinate.clone());
                view.name.clone()
            }
            None => {
                let name = name(json_schema, coordinate, &mut taken);
                views.push(ScalarView {
                    name: name.clone(),
                    coordinates: vec![coordinate.clone()],
                    file: file.clone(),
                    schema: json_schema.clone(),
                    refusal: scalar.refusal.clone(),
                });
                name
            }
        };
        let scalar_name =
            Name::new(&name).map_err(|_| Error::new(file, format!("its title gives no name for a type: `{name}`")))?;
        if let Some(field) = field_mut(schema, &ty, &field) {
            let field = field.make_mut();
            field.ty = with_inner(&field.ty, &scalar_name);
        }
        schema.types.entry(scalar_name.clone()).or_insert_with(|| {
            ExtendedType::Scalar(Node::new(ScalarType {
                description: None,
                name: scalar_name,
                directives: Default::default(),
            }))
        });
        report.note(PASS, coordinate.clone(), format!("its JSON has a typed view `{name}`"), false);
    }
    Ok(views)
}

/// The type and field of a coordinate, which must be an untyped scalar.
fn untyped_field(source: &GraphQlSource, schema: &Schema, coordinate: &str) -> Result<(String, String)> {
    let fault = |what: String| source.client_fault(key(coordinate), what);
    let Some((ty, field)) = coordinate.split_once('.') else {
        return Err(fault(format!("`{coordinate}` is not a field"))
            .help("write the type, a dot and the field: `[scalars.\"Character.encounterRankings\"]`"));
    };
    let Some(fields) = fields(schema, ty) else {
        let types = schema.types.keys().filter(|name| fields(schema, name).is_some());
        return Err(fault(format!("the schema has no type `{ty}` with fields"))
            .help(names::nearest(ty, types.map(Name::as_str))));
    };
    let Some(definition) = fields.get(field) else {
        return Err(fault(format!("the type `{ty}` has no field `{field}`"))
            .help(names::nearest(field, fields.keys().map(Name::as_str))));
    };
    let inner = definition.ty.inner_named_type();
    match schema.types.get(inner) {
        Some(ExtendedType::Scalar(scalar)) if !scalar.is_built_in() => Ok((ty.to_owned(), field.to_owned())),
        _ => Err(fault(format!("the field is a `{}`, not an untyped scalar", definition.ty))
            .help("only fields whose type is declared with `scalar` can have a typed view; take the key out")),
    }
}

type Fields = apollo_compiler::collections::IndexMap<Name, Component<FieldDefinition>>;

fn fields<'a>(schema: &'a Schema, ty: &str) -> Option<&'a Fields> {
    match schema.types.get(ty)? {
        ExtendedType::Object(ty) if !ty.is_built_in() => Some(&ty.fields),
        ExtendedType::Interface(ty) => Some(&ty.fields),
        _ => None,
    }
}

fn field_mut<'a>(schema: &'a mut Schema, ty: &str, field: &str) -> Option<&'a mut Component<FieldDefinition>> {
    match schema.types.get_mut(ty)? {
        ExtendedType::Object(ty) => ty.make_mut().fields.get_mut(field),
        ExtendedType::Interface(ty) => ty.make_mut().fields.get_mut(field),
        _ => None,
    }
}

/// The same lists and nulls around another type.
fn with_inner(ty: &Type, inner: &Name) -> Type {
    match ty {
        Type::Named(_) => Type::Named(inner.clone()),
        Type::NonNullNamed(_) => Type::NonNullNamed(inner.clone()),
        Type::List(item) => Type::List(Box::new(with_inner(item, inner))),
        Type::NonNullList(item) => Type::NonNullList(Box::new(with_inner(item, inner))),
    }
}

/// The title of the JSON Schema, or the coordinate where another type has that name.
fn name(schema: &Value, coordinate: &str, taken: &mut BTreeSet<String>) -> String {
    let title = schema.get("title").and_then(Value::as_str).map(names::camel);
    match title {
        Some(title) if taken.insert(title.clone()) => title,
        _ => {
            let name = names::camel(coordinate);
            let name = if taken.contains(&name) { format!("{name}Data") } else { name };
            names::unique(taken, name)
        }
    }
}

fn key(coordinate: &str) -> String {
    format!("scalars.\"{coordinate}\"")
}
