//! Paths as people write them: `Option` and not `::std::option::Option`; other crates are reached
//! through the runtime.

use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Ident, Path, PathSegment, Token, Type};

use super::{Draft, serde_parts};
use crate::error::Result;

/// Path as the engines write it, and as it is written here.
const PATHS: &[(&[&str], &[&str])] = &[
    (&["std", "option", "Option"], &["Option"]),
    (&["std", "string", "String"], &["String"]),
    (&["std", "vec", "Vec"], &["Vec"]),
    (&["std", "boxed", "Box"], &["Box"]),
    (&["std", "result", "Result"], &["Result"]),
    (&["std", "convert", "From"], &["From"]),
    (&["std", "convert", "TryFrom"], &["TryFrom"]),
    (&["std", "collections", "BTreeMap"], &["std", "collections", "BTreeMap"]),
    (&["chrono", "DateTime"], &["rt", "chrono", "DateTime"]),
    (&["chrono", "offset", "Utc"], &["rt", "chrono", "Utc"]),
    (&["chrono", "naive", "NaiveDate"], &["rt", "chrono", "NaiveDate"]),
    (&["chrono", "naive", "NaiveTime"], &["rt", "chrono", "NaiveTime"]),
    (&["serde_json", "Value"], &["rt", "serde_json", "Value"]),
    (&["serde_json", "Map"], &["rt", "serde_json", "Map"]),
    (&["uuid", "Uuid"], &["rt", "uuid", "Uuid"]),
    (&["serde", "Serialize"], &["rt", "serde", "Serialize"]),
    (&["serde", "Deserialize"], &["rt", "serde", "Deserialize"]),
    (&["rt", "Scalar"], &["rt", "Scalar"]),
    (&["rt", "ScalarType"], &["rt", "ScalarType"]),
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
        let written = text.value();
        if written == "::std::option::Option::is_none" {
            *text = syn::LitStr::new("Option::is_none", text.span());
            return;
        }
        if !written.contains("is_none") && !written.contains("is_empty") {
            return;
        }
        let short = written
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
        if serde_parts::is_part(attribute) {
            self.visit_meta_mut(&mut attribute.meta);
        } else if let Some(mut metas) = serde_parts::metas(attribute) {
            for meta in &mut metas {
                self.visit_meta_mut(meta);
            }
            *attribute = syn::parse_quote!(#[serde(#(#metas),*)]);
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
    let starts_with = |long: &[&str]| {
        path.segments.len() >= long.len() && long.iter().zip(&path.segments).all(|(name, of)| of.ident == name)
    };
    let Some((long, short)) = PATHS.iter().find(|(long, _)| starts_with(long)) else { return };
    let span = proc_macro2::Span::call_site();
    let mut segments: Punctuated<PathSegment, Token![::]> =
        short.iter().map(|name| PathSegment::from(Ident::new(name, span))).collect();
    let mut rest = std::mem::take(&mut path.segments).into_iter().skip(long.len() - 1);
    if let (Some(last), Some(known)) = (segments.last_mut(), rest.next()) {
        last.arguments = known.arguments;
    }
    segments.extend(rest);
    *path = Path { leading_colon: None, segments };
}
