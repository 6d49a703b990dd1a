//! The engine's names for scalars, enums and inputs become plain Rust types.

use apollo_compiler::schema::ExtendedType;
use syn::{GenericArgument, Ident, PathArguments, Type};

use super::type_names::TypeNames;
use crate::normalise::graphql::Normalised;

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
pub(super) struct Leaves<'a> {
    pub(super) normalised: &'a Normalised,
    pub(super) names: &'a TypeNames,
}

impl Leaves<'_> {
    /// The type as code in `types.rs` writes it.
    pub(super) fn inside(&self, graphql: &str) -> Type {
        self.plain(graphql).unwrap_or_else(|| {
            let ident = self.ident(graphql);
            syn::parse_quote!(#ident)
        })
    }

    /// The type as code elsewhere writes it.
    pub(super) fn outside(&self, graphql: &str) -> Type {
        self.plain(graphql).unwrap_or_else(|| {
            let ident = self.ident(graphql);
            syn::parse_quote!(types::#ident)
        })
    }

    fn ident(&self, graphql: &str) -> Ident {
        Ident::new(self.names.get(graphql).unwrap_or(graphql), proc_macro2::Span::call_site())
    }

    fn plain(&self, graphql: &str) -> Option<Type> {
        Some(match graphql {
            "Boolean" => syn::parse_quote!(bool),
            "Float" => syn::parse_quote!(f64),
            "Int" => syn::parse_quote!(i64),
            "ID" | "String" => syn::parse_quote!(::std::string::String),
            _ => match self.normalised.engine_schema.types.get(graphql) {
                Some(ExtendedType::Scalar(_)) => match self.normalised.scalars.iter().find(|view| view.name == graphql)
                {
                    Some(view) => {
                        let ident = Ident::new(&view.name, proc_macro2::Span::call_site());
                        syn::parse_quote!(::rt::Scalar<#ident>)
                    }
                    None => syn::parse_quote!(::serde_json::Value),
                },
                _ => return None,
            },
        })
    }
}
