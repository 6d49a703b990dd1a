//! Conversions and modules that nothing uses.

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, LitStr, Path, Type};

use super::Draft;
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    draft.items.retain(|item| !is_clone_in_disguise(item));
    let modules = draft.items.iter().filter_map(|item| match item {
        Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    });
    let mut uses = Uses { unused: modules.collect() };
    for item in draft.items.iter().filter(|item| !matches!(item, Item::Mod(_))) {
        uses.visit_item(item);
    }
    draft
        .items
        .retain(|item| !matches!(item, Item::Mod(module) if uses.unused.iter().any(|name| module.ident == name)));
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

/// Modules that nothing has used so far: in a path (`self::error::..`), or in a text that is one (`"defaults::.."`).
struct Uses {
    unused: Vec<String>,
}

impl Visit<'_> for Uses {
    fn visit_path(&mut self, path: &Path) {
        if let (Some(first), Some(second)) = (path.segments.first(), path.segments.get(1))
            && first.ident == "self"
        {
            self.unused.retain(|name| second.ident != name);
        }
        visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, text: &LitStr) {
        if !self.unused.is_empty() {
            let text = text.value();
            self.unused.retain(|name| !text.strip_prefix(name).is_some_and(|rest| rest.starts_with("::")));
        }
    }

    fn visit_attribute(&mut self, attribute: &Attribute) {
        if !attribute.path().is_ident("doc") && !attribute.path().is_ident("derive") {
            visit::visit_attribute(self, attribute);
        }
    }

    fn visit_token_stream(&mut self, tokens: &proc_macro2::TokenStream) {
        let text = tokens.to_token_stream().to_string();
        self.unused
            .retain(|name| !text.contains(&format!("self :: {name} ::")) && !text.contains(&format!("\"{name}::")));
    }
}
