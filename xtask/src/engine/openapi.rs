//! `progenitor`, with `typify` under it. It is asked for the types of all schemas, and for the types
//! in the signature of each operation; the bodies of its methods are replaced by calls into the
//! runtime.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use progenitor_impl::{CrateVers, GenerationSettings, Generator};
use serde::Deserialize;
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{FnArg, ImplItem, Item, Type};

use super::isolate::isolate;
use super::panic_text;
use crate::error::{Error, Result};
use crate::model::Api;
use crate::normalise::Report;
use crate::normalise::openapi::ARGUMENT;
use crate::normalise::wire_formats::{ENUMS, HAND, WIRE};

/// Fills the types of `api` in and returns the items of the `types` module. What the engine gives up on is any
/// value, with a note.
pub fn run(file: &Path, mut view: Value, api: &mut Api, report: &mut Report) -> Result<Vec<Item>> {
    let parsed = match generate(file, &view) {
        Ok(parsed) => parsed,
        Err(error) => {
            let culprits = isolate(&mut view, |part| generate(file, part).is_ok());
            if culprits.is_empty() {
                return Err(error);
            }
            for culprit in culprits {
                report.note("engine", culprit, format!("any value, because {error}"), true);
            }
            generate(file, &view)?
        }
    };
    let mut types = Vec::new();
    let mut signatures = Vec::new();
    for item in parsed.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                types = module.content.map(|(_, items)| items).unwrap_or_default();
            }
            Item::Impl(block) if block.trait_.is_none() => {
                signatures.extend(block.items.into_iter().filter_map(|item| match item {
                    ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function.sig),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    let incoming = api.incoming.iter().filter(|incoming| incoming.is_typed()).count();
    let asked = api.operations.len() + api.aliases.len() + api.unions.len() + incoming;
    if signatures.len() != asked {
        let what = format!("the engine served {} of {asked} questions", signatures.len());
        return Err(Error::new(file, what));
    }
    let mut signatures = signatures.iter();
    for (operation, signature) in api.operations.iter_mut().zip(&mut signatures) {
        // The engine sorts arguments by name.
        let given = signature.inputs.iter().filter_map(typed).filter_map(|(name, ty)| Some((index_of(&name)?, ty)));
        let given: BTreeMap<usize, &Type> = given.collect();
        let id = operation.id.clone();
        for (index, place) in operation.types().into_iter().enumerate() {
            *place = given.get(&index).map(|ty| owned(ty));
            if place.is_none() {
                return Err(Error::new(file, format!("the engine knows no type for part {index} of the operation"))
                    .operation(id));
            }
        }
        operation.join_answers();
    }
    for (alias, signature) in api.aliases.iter_mut().zip(&mut signatures) {
        alias.ty = signature.inputs.iter().filter_map(typed).map(|(_, ty)| owned(ty)).next();
    }
    for (union, signature) in api.unions.iter_mut().zip(&mut signatures) {
        for (name, ty) in signature.inputs.iter().filter_map(typed) {
            if let Some(shape) = index_of(&name).and_then(|index| union.shapes.get_mut(index)) {
                shape.ty = Some(owned(ty));
            }
        }
    }
    for (incoming, signature) in api.incoming.iter_mut().filter(|incoming| incoming.is_typed()).zip(&mut signatures) {
        incoming.ty = signature.inputs.iter().filter_map(typed).map(|(_, ty)| owned(ty)).next();
    }
    Ok(types)
}

/// The engine's output for a document.
fn generate(file: &Path, view: &Value) -> Result<syn::File> {
    let document = openapiv3::OpenAPI::deserialize(view)
        .map_err(|error| Error::new(file, format!("is not a valid OpenAPI document: {error}")))?;
    let mut settings = GenerationSettings::new();
    settings.with_map_type("::std::collections::BTreeMap");
    for krate in [WIRE, HAND, ENUMS] {
        settings.with_crate(krate, CrateVers::Any, None);
    }
    let tokens = catch_unwind(AssertUnwindSafe(|| Generator::new(&settings).generate_tokens(&document)))
        .map_err(|panic| Error::new(file, format!("the engine gave up: {}", panic_text(&*panic))))?
        .map_err(|error| Error::new(file, format!("the engine refuses it: {error}")))?;
    syn::parse2(tokens).map_err(|error| Error::new(file, format!("the engine wrote code that does not parse: {error}")))
}

/// The place of an argument among those that the engine was asked about.
fn index_of(name: &str) -> Option<usize> {
    name.strip_prefix(ARGUMENT)?.parse().ok()
}

fn typed(argument: &FnArg) -> Option<(String, &Type)> {
    let FnArg::Typed(argument) = argument else { return None };
    let syn::Pat::Ident(name) = &*argument.pat else { return None };
    Some((name.ident.to_string(), &argument.ty))
}

/// The owned form of a borrowed argument.
fn owned(ty: &Type) -> Type {
    let mut ty = ty.clone();
    Owned.visit_type_mut(&mut ty);
    ty
}

struct Owned;

impl VisitMut for Owned {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Reference(reference) = ty {
            *ty = match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => syn::parse_quote!(::std::string::String),
                inner => inner.clone(),
            };
        }
        visit_mut::visit_type_mut(self, ty);
    }
}
