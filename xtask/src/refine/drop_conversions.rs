//! Conversions and modules that nothing uses, and the JSON Schemas that the engine puts into the
//! documentation.

use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, Item, Lit, Meta, Type};

use super::Draft;
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    draft.items.retain(|item| !is_clone_in_disguise(item));
    let text: String = draft
        .items
        .iter()
        .filter(|item| !matches!(item, Item::Mod(_)))
        .map(|item| item.to_token_stream().to_string())
        .collect();
    draft.items.retain(|item| match item {
        Item::Mod(module) => {
            let name = &module.ident;
            text.contains(&format!("self :: {name} ::")) || text.contains(&format!("\"{name}::"))
        }
        _ => true,
    });
    let mut schemas = EmbeddedSchemas;
    for item in &mut draft.items {
        schemas.visit_item_mut(item);
    }
    Ok(())
}

/// `impl From<&T> for T`, which only clones.
fn is_clone_in_disguise(item: &Item) -> bool {
    let Item::Impl(block) = item else { return false };
    let Some((path, _)) = &block.trait_ else { return false };
    let Some(last) = path.segments.last().filter(|last| last.ident == "From") else { return false };
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
    matches!(arguments.args.first(), Some(syn::GenericArgument::Type(Type::Reference(from))) if *from.elem == *block.self_ty)
}

struct EmbeddedSchemas;

impl VisitMut for EmbeddedSchemas {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        for attribute in attributes.iter_mut() {
            let Meta::NameValue(meta) = &mut attribute.meta else { continue };
            let Expr::Lit(expr) = &mut meta.value else { continue };
            let Lit::Str(text) = &mut expr.lit else { continue };
            if meta.path.is_ident("doc") {
                let value = text.value();
                if let Some((before, _)) = value.split_once("<details>") {
                    expr.lit = Lit::Str(syn::LitStr::new(before.trim_end(), text.span()));
                }
            }
        }
        let is_empty = |attribute: &Attribute| {
            let Meta::NameValue(meta) = &attribute.meta else { return false };
            let Expr::Lit(expr) = &meta.value else { return false };
            meta.path.is_ident("doc") && matches!(&expr.lit, Lit::Str(text) if text.value().trim().is_empty())
        };
        attributes.retain(|attribute| !is_empty(attribute));
    }
}
