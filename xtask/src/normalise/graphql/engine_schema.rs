//! The schema as the engine reads it: only what its types are made from. Arguments, descriptions and
//! directives would be parsed for nothing, and some of them its parser refuses.

use apollo_compiler::Schema;
use apollo_compiler::schema::{Component, ExtendedType, FieldDefinition};

/// The text of the schema for the engine.
pub(super) fn text(schema: &Schema) -> String {
    let mut bare = schema.clone();
    bare.directive_definitions.retain(|_, definition| definition.is_built_in());
    let definition = bare.schema_definition.make_mut();
    definition.description = None;
    definition.directives.0.clear();
    for ty in bare.types.values_mut() {
        match ty {
            ExtendedType::Scalar(ty) => {
                let ty = ty.make_mut();
                ty.description = None;
                ty.directives.0.clear();
            }
            ExtendedType::Object(ty) => {
                let ty = ty.make_mut();
                ty.description = None;
                ty.directives.0.clear();
                ty.fields.values_mut().for_each(strip);
            }
            ExtendedType::Interface(ty) => {
                let ty = ty.make_mut();
                ty.description = None;
                ty.directives.0.clear();
                ty.implements_interfaces.clear();
                ty.fields.values_mut().for_each(strip);
            }
            ExtendedType::Union(ty) => {
                let ty = ty.make_mut();
                ty.description = None;
                ty.directives.0.clear();
            }
            ExtendedType::Enum(ty) => {
                let ty = ty.make_mut();
                ty.description = None;
                ty.directives.0.clear();
                for value in ty.values.values_mut() {
                    let value = value.make_mut();
                    value.description = None;
                    value.directives.0.clear();
                }
            }
            ExtendedType::InputObject(ty) => {
                let ty = ty.make_mut();
                ty.description = None;
                ty.directives.0.retain(|directive| directive.name == "oneOf");
                for field in ty.fields.values_mut() {
                    let field = field.make_mut();
                    field.description = None;
                    field.default_value = None;
                    field.directives.0.clear();
                }
            }
        }
    }
    bare.to_string()
}

fn strip(field: &mut Component<FieldDefinition>) {
    let field = field.make_mut();
    field.description = None;
    field.arguments.clear();
    field.directives.0.clear();
}
