//! `progenitor`, with `typify` under it. It is asked for the types of all schemas, and for the types
//! in the signature of each operation; the bodies of its methods are replaced by calls into the
//! runtime.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use progenitor_impl::{CrateVers, GenerationSettings, Generator};
use serde_json::Value;
use syn::{FnArg, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Type};

use super::panic_text;
use crate::error::{Error, Result};
use crate::model::{Api, Media};
use crate::normalise::openapi::ARGUMENT;
use crate::normalise::wire_formats::{ENUMS, HAND, WIRE};

/// Fills the types of `api` in and returns the items of the `types` module.
pub fn run(file: &Path, view: Value, api: &mut Api) -> Result<Vec<Item>> {
    let document: openapiv3::OpenAPI = serde_json::from_value(view)
        .map_err(|error| Error::new(file, format!("is not a valid OpenAPI document: {error}")))?;
    let mut settings = GenerationSettings::new();
    settings.with_map_type("::std::collections::BTreeMap");
    for krate in [WIRE, HAND, ENUMS] {
        settings.with_crate(krate, CrateVers::Any, None);
    }
    let tokens = catch_unwind(AssertUnwindSafe(|| Generator::new(&settings).generate_tokens(&document)))
        .map_err(|panic| Error::new(file, format!("the engine gave up: {}", panic_text(&*panic))))?
        .map_err(|error| Error::new(file, format!("the engine refuses it: {error}")))?;
    let parsed: syn::File = syn::parse2(tokens)
        .map_err(|error| Error::new(file, format!("the engine wrote code that does not parse: {error}")))?;
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
    let asked = api.operations.len() + api.aliases.len() + api.unions.len();
    if signatures.len() != asked {
        let what = format!("the engine served {} of {asked} questions", signatures.len());
        return Err(Error::new(file, what));
    }
    let mut signatures = signatures.iter();
    for (operation, signature) in api.operations.iter_mut().zip(&mut signatures) {
        for (name, ty) in signature.inputs.iter().filter_map(typed) {
            if let Some(parameter) = index_of(&name).and_then(|index| operation.parameters.get_mut(index)) {
                parameter.ty = Some(owned(ty));
            } else if let Some(body) = operation.body.as_mut().filter(|_| name == "body") {
                body.ty = Some(owned(ty));
            }
        }
        if operation.answer.media == Media::Json {
            operation.answer.ty = answer(&signature.output);
        }
        let missing = operation.parameters.iter().find(|parameter| parameter.ty.is_none());
        if let Some(parameter) = missing {
            return Err(Error::new(file, format!("the engine knows no type for parameter `{}`", parameter.wire_name))
                .operation(&operation.id));
        }
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
    Ok(types)
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
    match ty {
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => syn::parse_quote!(::std::string::String),
            inner => inner.clone(),
        },
        other => other.clone(),
    }
}

/// `T` of `Result<ResponseValue<T>, Error<E>>`.
fn answer(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, ty) = output else { return None };
    first_argument(&first_argument(ty)?)
}

fn first_argument(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    })
}
