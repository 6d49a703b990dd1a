//! Untyped scalars get types: a field for which `client.toml` knows a JSON Schema has a typed view,
//! and a scalar whose spelling it tells is a plain Rust type. All others are JSON values.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use apollo_compiler::collections::IndexSet;
use apollo_compiler::schema::{Component, ExtendedType, FieldDefinition};
use apollo_compiler::{ExecutableDocument, Name, Schema};
use serde_json::{Value, json};

use super::answers::{Answers, Kind};
use crate::error::{Error, Result};
use crate::load::client_toml::{ClientToml, Scalar};
use crate::load::graphql::GraphQlSource;
use crate::names;
use crate::normalise::{Report, wire_formats};

const PASS: &str = "scalars";

/// A typed view of untyped scalar fields.
#[derive(Debug)]
pub(crate) struct ScalarView {
    /// Name of its Rust type.
    pub(crate) name: String,
    /// The fields, as `Type.field`, or the scalar; the first one names it in errors.
    pub(crate) coordinates: Vec<String>,
    /// File of the JSON Schema.
    pub(crate) file: PathBuf,
    /// The JSON Schema.
    pub(crate) schema: Value,
    /// JSON pointer whose presence means that the field refused.
    pub(crate) refusal: Option<String>,
}

/// A scalar that is a plain Rust type.
#[derive(Debug)]
pub(crate) struct MappedScalar {
    /// Its name in the schema.
    pub(crate) name: String,
    /// What it is on the wire, as a JSON Schema: a marker where its spelling is a special one.
    pub(crate) schema: Value,
}

/// The typed views. `taken` are the names that types have already.
pub(super) fn views(
    source: &GraphQlSource,
    client: &ClientToml,
    schema: &Schema,
    mut taken: BTreeSet<String>,
    report: &mut Report,
) -> Result<Vec<ScalarView>> {
    let mut views: Vec<ScalarView> = Vec::new();
    for (coordinate, scalar) in client.scalars.iter().filter(|(_, scalar)| scalar.schema.is_some()) {
        if coordinate.contains('.') {
            untyped_field(source, schema, coordinate)?;
        } else {
            untyped_scalar(source, schema, coordinate)?;
        }
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
        if Name::new(&name).is_err() {
            return Err(Error::new(file, format!("its title gives no name for a type: `{name}`")));
        }
        report.note(PASS, coordinate.clone(), format!("its JSON has a typed view `{name}`"), false);
    }
    Ok(views)
}

/// The scalars that are plain Rust types.
pub(super) fn mapped(source: &GraphQlSource, client: &ClientToml, schema: &Schema) -> Result<Vec<MappedScalar>> {
    let custom: BTreeMap<String, String> =
        client.formats.iter().map(|(format, custom)| (format.clone(), custom.path.clone())).collect();
    let mut mapped = Vec::new();
    for (coordinate, scalar) in &client.scalars {
        let Scalar { schema: None, refusal: None, ty, format } = scalar else {
            if scalar.schema.is_none() || scalar.ty.is_some() || scalar.format.is_some() {
                return Err(source
                    .client_fault(key(coordinate), "it is neither a typed view nor a plain type")
                    .help("give it a `schema` (and `refusal`), or a `type` and a `format`"));
            }
            continue;
        };
        untyped_scalar(source, schema, coordinate)?;
        let Some(ty) = ty.or_else(|| format.as_ref().map(|_| crate::load::client_toml::ScalarType::String)) else {
            return Err(source
                .client_fault(key(coordinate), "it does not say what the scalar is")
                .help("give it a `schema`, or a `type` such as `\"string\"` and a `format` such as `\"date-time\"`"));
        };
        let mut schema = json!({ "type": ty.as_str() });
        if let Some(format) = format {
            schema["format"] = Value::String(format.clone());
        }
        wire_formats::mark_one(&mut schema, &custom);
        mapped.push(MappedScalar { name: coordinate.clone(), schema });
    }
    Ok(mapped)
}

/// Finds the scalars that stay JSON values.
pub(super) struct Untyped<'a> {
    pub(super) schema: &'a Schema,
    pub(super) views: &'a [ScalarView],
    pub(super) mapped: &'a [MappedScalar],
}

impl Untyped<'_> {
    /// Notes those that operations meet.
    pub(super) fn tell(
        &self,
        document: &ExecutableDocument,
        answers: &Answers,
        inputs: &IndexSet<Name>,
        report: &mut Report,
    ) {
        let members = answers.shapes.iter().flat_map(|shape| match &shape.kind {
            Kind::Members(members) => members.as_slice(),
            Kind::Open { .. } => &[],
        });
        let of_answers = members.filter(|member| member.shape.is_none()).filter(|member| {
            let coordinate = format!("{}.{}", member.owner, member.definition.name);
            !self.has_view(&coordinate)
        });
        let of_answers = of_answers.map(|member| member.definition.ty.inner_named_type());
        let variables = document.operations.named.values().flat_map(|operation| &operation.variables);
        let of_variables = variables.map(|variable| variable.ty.inner_named_type());
        let inputs = inputs.iter().filter_map(|name| self.schema.get_input_object(name));
        let of_inputs = inputs.flat_map(|input| input.fields.values()).map(|field| field.ty.inner_named_type());
        let met = of_answers.chain(of_variables).chain(of_inputs);
        for name in met.filter(|name| self.is_untyped(name)).collect::<BTreeSet<_>>() {
            let what = format!(
                "its values are JSON values; `[scalars.{name}]` with `type` and `format` in client.toml makes them a plain type"
            );
            report.note(PASS, name.to_string(), what, false);
        }
    }

    fn is_untyped(&self, name: &Name) -> bool {
        let is_scalar = match self.schema.types.get(name) {
            Some(ExtendedType::Scalar(scalar)) => !scalar.is_built_in(),
            found => found.is_none(),
        };
        is_scalar && !self.has_view(name) && !self.mapped.iter().any(|scalar| scalar.name == name.as_str())
    }

    fn has_view(&self, coordinate: &str) -> bool {
        self.views.iter().any(|view| view.coordinates.iter().any(|known| known == coordinate))
    }
}

fn untyped_scalar(source: &GraphQlSource, schema: &Schema, name: &str) -> Result<()> {
    if schema.get_scalar(name).is_some_and(|scalar| !scalar.is_built_in()) {
        return Ok(());
    }
    let scalars = schema.types.iter().filter(|(_, ty)| ty.is_scalar() && !ty.is_built_in());
    Err(source
        .client_fault(key(name), format!("the schema declares no scalar `{name}`"))
        .help(names::nearest(name, scalars.map(|(name, _)| name.as_str()))))
}

/// The field of a coordinate must be an untyped scalar.
fn untyped_field(source: &GraphQlSource, schema: &Schema, coordinate: &str) -> Result<()> {
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
        Some(ExtendedType::Scalar(scalar)) if !scalar.is_built_in() => Ok(()),
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
