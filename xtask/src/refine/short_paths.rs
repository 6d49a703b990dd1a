//! Paths as people write them: `Option` and not `::std::option::Option`; other crates are reached
//! through the runtime.

use syn::visit_mut::{self, VisitMut};
use syn::{Path, Type};

use super::Draft;
use crate::error::Result;

/// Path as the engines write it, and as it is written here.
const PATHS: &[(&str, &str)] = &[
    ("std::option::Option", "Option"),
    ("std::string::String", "String"),
    ("std::vec::Vec", "Vec"),
    ("std::boxed::Box", "Box"),
    ("std::result::Result", "Result"),
    ("std::convert::From", "From"),
    ("std::convert::TryFrom", "TryFrom"),
    ("std::collections::BTreeMap", "std::collections::BTreeMap"),
    ("chrono::DateTime", "rt::chrono::DateTime"),
    ("chrono::offset::Utc", "rt::chrono::Utc"),
    ("chrono::naive::NaiveDate", "rt::chrono::NaiveDate"),
    ("chrono::naive::NaiveTime", "rt::chrono::NaiveTime"),
    ("serde_json::Value", "rt::serde_json::Value"),
    ("serde_json::Map", "rt::serde_json::Map"),
    ("uuid::Uuid", "rt::uuid::Uuid"),
    ("serde::Serialize", "rt::serde::Serialize"),
    ("serde::Deserialize", "rt::serde::Deserialize"),
    ("rt::Scalar", "rt::Scalar"),
    ("rt::ScalarType", "rt::ScalarType"),
];

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        InTypes.visit_item_mut(item);
    }
    Ok(())
}

/// Shortens the paths in a type.
pub fn shorten_type(ty: &mut Type) {
    Shorten.visit_type_mut(ty);
}

/// Shortens the paths in a type that is written in `types.rs`.
pub fn within_types(ty: &mut Type) {
    InTypes.visit_type_mut(ty);
}

/// Inside of `types.rs`, where the other types need no path at all.
struct InTypes;

impl VisitMut for InTypes {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let first = path.segments.first().map(|first| first.ident == "types");
        if path.leading_colon.is_none() && first == Some(true) && path.segments.len() > 1 {
            path.segments = path.segments.iter().skip(1).cloned().collect();
        }
        shorten(path);
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_lit_str_mut(&mut self, text: &mut syn::LitStr) {
        let short = text
            .value()
            .replace(' ', "")
            .replace("::std::option::Option::", "Option::")
            .replace("::std::vec::Vec::", "Vec::");
        let short =
            short.replace("::serde_json::", "rt::serde_json::").replace("::std::collections::", "std::collections::");
        if short.ends_with("::is_none") || short.ends_with("::is_empty") {
            *text = syn::LitStr::new(&short, text.span());
        }
    }

    fn visit_attribute_mut(&mut self, attribute: &mut syn::Attribute) {
        if let Some(mut metas) = super::property_names::serde_metas(attribute) {
            for meta in &mut metas {
                self.visit_meta_mut(meta);
            }
            *attribute = syn::parse_quote!(#[serde(#metas)]);
        }
        if attribute.path().is_ident("derive")
            && let syn::Meta::List(list) = &mut attribute.meta
            && let Ok(mut paths) =
                list.parse_args_with(syn::punctuated::Punctuated::<Path, syn::Token![,]>::parse_terminated)
        {
            paths.iter_mut().for_each(shorten);
            list.tokens = quote::quote!(#paths);
        }
    }
}

struct Shorten;

impl VisitMut for Shorten {
    fn visit_path_mut(&mut self, path: &mut Path) {
        shorten(path);
        visit_mut::visit_path_mut(self, path);
    }
}

fn shorten(path: &mut Path) {
    if path.leading_colon.is_none() {
        return;
    }
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let known = PATHS.iter().find(|(long, _)| {
        let long: Vec<&str> = long.split("::").collect();
        segments.len() >= long.len() && long.iter().zip(&segments).all(|(a, b)| a == b)
    });
    let Some((long, short)) = known else { return };
    let count = long.split("::").count();
    let Ok(mut new) = syn::parse_str::<Path>(short) else { return };
    if let Some(last) = new.segments.last_mut() {
        last.arguments = path.segments[count - 1].arguments.clone();
    }
    new.segments.extend(path.segments.iter().skip(count).cloned());
    *path = new;
}
