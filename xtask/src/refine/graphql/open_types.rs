//! Interfaces and unions become enums with a variant for each type, and one for types that the schema
//! does not know yet, which keeps the value.

use apollo_compiler::Node;
use apollo_compiler::executable::{InlineFragment, SelectionSet};
use syn::{Fields, ItemEnum, Type};

use super::engine_types::EngineTypes;
use super::shapes::{Collector, Origin, placeholder};

/// Turns the engine's enum into an open one.
pub(super) fn open(
    collector: &mut Collector<'_>,
    item: &mut ItemEnum,
    set: &SelectionSet,
    origin: &Origin,
    path: &[String],
    types: &mut EngineTypes,
) {
    item.attrs = syn::parse_quote! {
        #[derive(::serde::Serialize, ::serde::Deserialize)]
        #[serde(tag = "__typename")]
    };
    for variant in &mut item.variants {
        let name = variant.ident.to_string();
        let Fields::Unnamed(fields) = &mut variant.fields else { continue };
        let (Some(field), Some(fragment)) = (fields.unnamed.first_mut(), fragment_on(set, &name)) else { continue };
        let Type::Path(ty) = &field.ty else { continue };
        let Some(engine_name) = ty.path.segments.last().map(|last| last.ident.to_string()) else { continue };
        let mut path = path.to_vec();
        path.push(name.clone());
        if let Some(id) = collector.shape(&engine_name, &fragment.selection_set, origin, &path, types) {
            let ident = placeholder(id);
            field.ty = syn::parse_quote!(#ident);
        }
        let docs = format!("It is a `{name}`.");
        variant.attrs.splice(0..0, crate::refine::docs::attributes_for(&docs));
    }
    let known = |name: &str| item.variants.iter().any(|variant| variant.ident == name);
    let name = if known("Unknown") { "UnknownType" } else { "Unknown" };
    let name = syn::Ident::new(name, proc_macro2::Span::call_site());
    item.variants.push(syn::parse_quote! {
        #[doc = "A type that this version does not know, as it came."]
        #[serde(untagged)]
        #name(::serde_json::Value)
    });
}

fn fragment_on<'a>(set: &'a SelectionSet, ty: &str) -> Option<&'a Node<InlineFragment>> {
    let fragments = set.selections.iter().filter_map(|selection| selection.as_inline_fragment());
    fragments.into_iter().find(|fragment| fragment.type_condition.as_ref().is_some_and(|on| on.as_str() == ty))
}
