//! Arguments of a method and setters of its builder: required parameters are arguments, all others
//! setters; a small body is taken apart into both.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Item, ItemStruct, Type};

use super::{parameters, short};
use crate::emit::ident;
use crate::model::{Api, Media, OpenEnum, Operation};
use crate::names;
use crate::normalise::openapi::BUILDER_METHODS;
use crate::refine::wire_type;

/// More arguments than this are hard to read; a body is then taken as a whole.
const MOST_ARGUMENTS: usize = 5;

/// What a call takes.
pub(crate) struct Arguments {
    /// Arguments of the method.
    pub required: Vec<Argument>,
    /// Setters of the builder.
    pub optional: Vec<Argument>,
    /// The body, where the builder keeps it until it is sent.
    pub body: Option<BodyParts>,
}

/// A body that is put together from arguments.
pub(crate) struct BodyParts {
    /// Its type.
    pub ty: Type,
    /// Initialisers of its fields, in the order of the fields.
    fields: Vec<TokenStream>,
}

/// One argument or setter.
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(super) docs: String,
    pub(super) taken: Taken,
    pub(crate) goes: Goes,
    /// Name of the setter that sends null, where null is something else than nothing.
    pub(crate) null: Option<String>,
}

/// In which form a value is taken.
pub(crate) struct Taken {
    /// The type in the signature.
    pub(super) ty: TokenStream,
    /// The expression that makes the plain value of it.
    pub(super) value: TokenStream,
}

/// Where a value goes.
pub(crate) enum Goes {
    /// Into the call, by this method of it, after these arguments.
    Call {
        method: TokenStream,
        before: TokenStream,
        /// Whether the value is borrowed.
        borrowed: bool,
        /// How the value is spelled, if the method does not know.
        adapter: Option<TokenStream>,
    },
    /// Into the field of the body that has the argument's name.
    Body(Held),
}

/// How a field of a body holds its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// As it is.
    Plain,
    /// In `Some`.
    Optional,
    /// In `Nullable::Value`.
    Nullable,
}

/// What bodies are made of, by name.
pub(crate) struct Known<'a> {
    structs: HashMap<String, &'a ItemStruct>,
    /// Enums with a single variant.
    constants: HashMap<&'a str, &'a OpenEnum>,
}

impl<'a> Known<'a> {
    pub(crate) fn of(api: &'a Api, items: &'a [Item]) -> Self {
        let structs = items.iter().filter_map(|item| match item {
            Item::Struct(item) => Some((item.ident.to_string(), item)),
            _ => None,
        });
        let constants = api.enums.iter().filter(|known| known.variants.len() == 1);
        Self { structs: structs.collect(), constants: constants.map(|known| (known.name.as_str(), known)).collect() }
    }
}

pub(crate) fn arguments(operation: &Operation, known: &Known<'_>) -> Arguments {
    let mut all = taken_apart(operation, known);
    all.name_nulls();
    all
}

fn taken_apart(operation: &Operation, known: &Known<'_>) -> Arguments {
    let (required, optional): (Vec<_>, Vec<_>) = operation.parameters.iter().partition(|parameter| parameter.required);
    let mut all = Arguments {
        required: required.into_iter().map(parameters::parameter).collect(),
        optional: optional.into_iter().map(parameters::parameter).collect(),
        body: None,
    };
    let Some(body) = &operation.body else { return all };
    if let (Media::Json | Media::Form, Some(ty)) = (&body.media, &body.ty) {
        match structure(ty, known).and_then(|item| take_apart(known, item, ty, &all)) {
            Some((arguments, parts)) => {
                for (required, argument) in arguments {
                    if required { &mut all.required } else { &mut all.optional }.push(argument);
                }
                all.body = Some(parts);
                return all;
            }
            None => {
                let plain = short(wire_type::resolve(ty).plain);
                let (method, before) = match (&body.media, &body.json) {
                    (Media::Form, _) => (quote!(form), TokenStream::new()),
                    (_, Some(mime)) => (quote!(json_as), quote!(#mime,)),
                    _ => (quote!(json), TokenStream::new()),
                };
                let argument = Argument {
                    name: "body".to_owned(),
                    docs: body.docs.clone(),
                    taken: Taken { ty: quote!(#plain), value: quote!(body) },
                    goes: Goes::Call { method, before, borrowed: true, adapter: None },
                    null: None,
                };
                if body.required { &mut all.required } else { &mut all.optional }.push(argument);
            }
        }
        return all;
    }
    let mime = body.media.mime();
    let (method, ty) = match body.media {
        // Its parts are parameters.
        Media::Multipart => return all,
        Media::Bytes(_) => (quote!(stream), quote!(impl Into<rt::Body>)),
        _ => (quote!(bytes), quote!(impl Into<rt::Bytes>)),
    };
    let argument = Argument {
        name: "body".to_owned(),
        docs: body.docs.clone(),
        taken: Taken { ty, value: quote!(body) },
        goes: Goes::Call { method, before: quote!(#mime,), borrowed: false, adapter: None },
        null: None,
    };
    if body.required { &mut all.required } else { &mut all.optional }.push(argument);
    all
}

pub(crate) fn is_list(ty: &Type) -> bool {
    wire_type::inside(ty, "Vec").is_some()
}

/// Callers may give a `&str` for a `String`, any iterator for a list.
pub(super) fn taken(ty: &Type, name: &str) -> Taken {
    let name = ident(name);
    if is_path(ty, "String") {
        return Taken { ty: quote!(impl Into<String>), value: quote!(Into::<String>::into(#name)) };
    }
    if let Some(item) = wire_type::inside(ty, "Vec") {
        return if is_path(item, "String") {
            Taken {
                ty: quote!(impl IntoIterator<Item = impl Into<String>>),
                value: quote!(#name.into_iter().map(Into::into).collect::<Vec<String>>()),
            }
        } else {
            Taken {
                ty: quote!(impl IntoIterator<Item = #item>),
                value: quote!(#name.into_iter().collect::<Vec<#item>>()),
            }
        };
    }
    if let Type::Path(path) = ty {
        let hand_written = path.path.segments.first().is_some_and(|first| first.ident == "crate");
        if hand_written || is_secret(path) {
            return Taken { ty: quote!(impl Into<#ty>), value: quote!(Into::<#ty>::into(#name)) };
        }
    }
    Taken { ty: quote!(#ty), value: quote!(#name) }
}

fn is_secret(path: &syn::TypePath) -> bool {
    let segments: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    segments == ["rt", "Secret"]
}

fn is_path(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(name))
}

/// The struct that a type names.
fn structure<'a>(ty: &Type, known: &Known<'a>) -> Option<&'a ItemStruct> {
    let Type::Path(path) = ty else { return None };
    known.structs.get(&path.path.segments.last()?.ident.to_string()).copied()
}

/// The fields of a body as arguments, if they are few and their names are free.
fn take_apart(
    known: &Known<'_>,
    item: &ItemStruct,
    ty: &Type,
    others: &Arguments,
) -> Option<(Vec<(bool, Argument)>, BodyParts)> {
    let syn::Fields::Named(fields) = &item.fields else { return None };
    let mut arguments = Vec::new();
    let mut initialisers = Vec::new();
    for field in &fields.named {
        let name = field.ident.as_ref()?;
        if let Some(constant) = constant(known, field) {
            initialisers.push(quote!(#name: #constant));
            continue;
        }
        let (required, argument, initialiser) = body_field(field)?;
        let plain = name.to_string();
        let used = others.required.iter().chain(&others.optional).any(|other| other.name == plain);
        if used || matches!(&*plain, "options" | "send" | "send_raw" | "call") {
            return None;
        }
        arguments.push((required, argument));
        initialisers.push(initialiser);
    }
    let required = arguments.iter().filter(|(required, _)| *required).count() + others.required.len();
    (required <= MOST_ARGUMENTS).then(|| {
        let parts = BodyParts { ty: short(ty.clone()), fields: initialisers };
        (arguments, parts)
    })
}

/// The value of a required field that can have but one: an enum with a single variant.
fn constant(known: &Known<'_>, field: &Field) -> Option<TokenStream> {
    let Type::Path(path) = &field.ty else { return None };
    let name = path.path.segments.last()?.ident.to_string();
    let only = known.constants.get(name.as_str())?;
    let (name, variant) = (ident(&only.name), ident(&only.variants.first()?.name));
    Some(quote!(types::#name::#variant))
}

/// Whether a field is required, how it is taken, and its initialiser.
fn body_field(field: &Field) -> Option<(bool, Argument, TokenStream)> {
    let name = field.ident.as_ref()?;
    let plain = name.to_string().trim_start_matches("r#").to_owned();
    let docs = crate::refine::docs::text_of(&field.attrs);
    let mut serde = field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde"));
    let is_flattened = serde.any(|attribute| quote!(#attribute).to_string().contains("flatten"));
    if is_flattened {
        return None;
    }
    let argument = |ty: &Type, held| Argument {
        name: plain.clone(),
        docs: docs.clone(),
        taken: taken(&qualified(ty), &plain),
        goes: Goes::Body(held),
        null: None,
    };
    if let Some(inner) = wire_type::optional(&field.ty) {
        return Some((false, argument(inner, Held::Optional), quote!(#name: None)));
    }
    if let Some(inner) = wire_type::nullable(&field.ty) {
        let null = Some(String::new());
        let argument = Argument { null, ..argument(inner, Held::Nullable) };
        return Some((false, argument, quote!(#name: rt::Nullable::Absent)));
    }
    let argument = argument(&field.ty, Held::Plain);
    let value = &argument.taken.value;
    let as_it_is = value.to_string() == plain;
    let initialiser = if as_it_is { quote!(#name) } else { quote!(#name: #value) };
    Some((true, argument, initialiser))
}

/// A type as it is written outside of `types.rs`.
fn qualified(ty: &Type) -> Type {
    let mut ty = ty.clone();
    Qualify.visit_type_mut(&mut ty);
    ty
}

struct Qualify;

impl VisitMut for Qualify {
    fn visit_type_path_mut(&mut self, path: &mut syn::TypePath) {
        const PRELUDE: &[&str] = &[
            "Option", "String", "Vec", "Box", "bool", "f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32",
            "u64",
        ];
        if let Some(name) = path.path.get_ident()
            && !PRELUDE.contains(&name.to_string().as_str())
        {
            let name = name.clone();
            path.path = syn::parse_quote!(types::#name);
        }
        visit_mut::visit_type_path_mut(self, path);
    }
}

impl Arguments {
    /// Names the setters that send null, behind those of the values.
    fn name_nulls(&mut self) {
        let names = self.required.iter().chain(&self.optional).map(|argument| argument.name.clone());
        let mut taken: BTreeSet<String> = names.chain(BUILDER_METHODS.iter().map(|&name| name.to_owned())).collect();
        for argument in self.optional.iter_mut().filter(|argument| argument.null.is_some()) {
            let name = format!("{}_null", argument.name.trim_end_matches('_'));
            argument.null = Some(names::unique(&mut taken, name));
        }
    }

    /// The expression that makes the body.
    pub(super) fn body_literal(&self) -> Option<TokenStream> {
        let body = self.body.as_ref()?;
        let (ty, fields) = (&body.ty, &body.fields);
        Some(quote!(#ty { #(#fields),* }))
    }
}
