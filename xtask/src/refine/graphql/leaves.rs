//! The engine's names for scalars, enums and inputs become plain Rust types.

use apollo_compiler::schema::ExtendedType;
use syn::{GenericArgument, Ident, PathArguments, Type};

use super::scalars;
use super::type_names::TypeNames;
use crate::normalise::graphql::Normalised;
use crate::normalise::graphql::answers::Member;

/// Puts `leaf` in place of the innermost type, inside of options, lists and boxes.
pub(super) fn with_leaf(ty: &Type, leaf: &Type) -> Type {
    let Some((container, inner)) = container(ty) else { return leaf.clone() };
    let inner = with_leaf(inner, leaf);
    match container.as_str() {
        "Option" => syn::parse_quote!(::std::option::Option<#inner>),
        "Vec" => syn::parse_quote!(::std::vec::Vec<#inner>),
        _ => syn::parse_quote!(::std::boxed::Box<#inner>),
    }
}

/// The innermost type, inside of options, lists and boxes.
pub(super) fn leaf(ty: &Type) -> &Type {
    container(ty).map_or(ty, |(_, inner)| leaf(inner))
}

/// `Option`, `Vec` or `Box`, and what is in it.
pub(super) fn container(ty: &Type) -> Option<(String, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let name = last.ident.to_string();
    let inner = arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })?;
    ["Option", "Vec", "Box"].contains(&name.as_str()).then_some((name, inner))
}

/// What stands for a named GraphQL type that is no object.
#[derive(Clone, Copy)]
pub(super) struct Leaves<'a> {
    pub(super) normalised: &'a Normalised,
    pub(super) names: &'a TypeNames,
}

impl Leaves<'_> {
    /// The type of a field of an answer: its own typed view, or what stands for its type.
    pub(super) fn of_member(&self, member: &Member) -> Type {
        let coordinate = format!("{}.{}", member.owner, member.definition.name);
        self.view(&coordinate).unwrap_or_else(|| self.inside(member.definition.ty.inner_named_type()))
    }

    /// The type as code in `types.rs` writes it.
    pub(super) fn inside(&self, graphql: &str) -> Type {
        self.view(graphql).or_else(|| self.plain(graphql)).unwrap_or_else(|| {
            let ident = self.ident(graphql);
            syn::parse_quote!(#ident)
        })
    }

    /// The type as code elsewhere writes it. A caller gives JSON where there is a view of it.
    pub(super) fn outside(&self, graphql: &str) -> Type {
        self.plain(graphql).unwrap_or_else(|| {
            let ident = self.ident(graphql);
            syn::parse_quote!(types::#ident)
        })
    }

    fn ident(&self, graphql: &str) -> Ident {
        Ident::new(self.names.get(graphql).unwrap_or(graphql), proc_macro2::Span::call_site())
    }

    /// The typed view of a field or scalar.
    fn view(&self, coordinate: &str) -> Option<Type> {
        let views = &self.normalised.scalars;
        let view = views.iter().find(|view| view.coordinates.iter().any(|known| known == coordinate))?;
        let ident = Ident::new(&view.name, proc_macro2::Span::call_site());
        Some(syn::parse_quote!(::rt::Scalar<#ident>))
    }

    fn plain(&self, graphql: &str) -> Option<Type> {
        if let Some(scalar) = self.normalised.mapped.iter().find(|scalar| scalar.name == graphql) {
            return Some(scalars::plain(&scalar.schema));
        }
        Some(match graphql {
            "Boolean" => syn::parse_quote!(bool),
            "Float" => syn::parse_quote!(f64),
            // Answers may hold more than the 32 bits of the specification, and what an answer gave is
            // given back as a variable.
            "Int" => syn::parse_quote!(i64),
            "ID" | "String" => syn::parse_quote!(::std::string::String),
            _ => match self.normalised.schema.types.get(graphql) {
                Some(ExtendedType::Enum(_) | ExtendedType::InputObject(_)) => return None,
                _ => syn::parse_quote!(::serde_json::Value),
            },
        })
    }
}
