//! The public Rust surface of a crate, read from its generated code: what a program can name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quote::ToTokens;
use syn::{Attribute, Fields, FnArg, ImplItem, Item, ReturnType, Type, Visibility};

use crate::emit::Files;
use crate::error::{Error, Result};

/// What a program can name.
#[derive(Debug, Default)]
pub(super) struct Surface {
    /// Public functions, by the type that they belong to and their own name.
    pub(super) functions: BTreeMap<String, BTreeMap<String, Function>>,
    /// Structs, by name.
    pub(super) structs: BTreeMap<String, Struct>,
    /// Enums, by name.
    pub(super) enums: BTreeMap<String, Enum>,
    /// Aliases: name and type.
    pub(super) aliases: BTreeMap<String, String>,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    /// Name and type of each argument, without `self`.
    pub(super) arguments: Vec<(String, String)>,
    /// The type that it returns.
    pub(super) returns: String,
    /// Whether it is deprecated.
    pub(super) deprecated: bool,
}

/// A struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Struct {
    /// Public fields with their types.
    pub(super) fields: BTreeMap<String, String>,
    /// Whether a program can write all of its fields down.
    pub(super) exhaustive: bool,
    /// Derived traits.
    pub(super) derives: BTreeSet<String>,
}

/// An enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Enum {
    /// Variants with what they hold.
    pub(super) variants: BTreeMap<String, String>,
    /// Whether a program can match without a last arm for everything else.
    pub(super) exhaustive: bool,
    /// Derived traits.
    pub(super) derives: BTreeSet<String>,
}

impl Surface {
    /// Reads generated files.
    pub(super) fn of(files: &Files) -> Result<Self> {
        let mut surface = Self::default();
        for (file, text) in files {
            let parsed = syn::parse_file(text)
                .map_err(|error| Error::new(file, format!("generated code that does not parse: {error}")))?;
            match module(file) {
                None => surface.add(parsed.items),
                Some(module) => {
                    let mut inner = Self::default();
                    inner.add(parsed.items);
                    surface.below(module, inner);
                }
            }
        }
        Ok(surface)
    }

    /// Adds what a program can name below a module alone.
    fn below(&mut self, module: &str, inner: Self) {
        let named = |name: String| format!("{module}::{name}");
        self.functions.extend(inner.functions.into_iter().map(|(name, of)| (named(name), of)));
        self.structs.extend(inner.structs.into_iter().map(|(name, of)| (named(name), of)));
        self.enums.extend(inner.enums.into_iter().map(|(name, of)| (named(name), of)));
        self.aliases.extend(inner.aliases.into_iter().map(|(name, of)| (named(name), of)));
    }

    fn add(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Impl(block) if block.trait_.is_none() => {
                    let owner = self.functions.entry(shown(&block.self_ty)).or_default();
                    for item in block.items {
                        if let ImplItem::Fn(function) = item
                            && public(&function.vis)
                        {
                            owner.insert(function.sig.ident.to_string(), function_of(&function.sig, &function.attrs));
                        }
                    }
                }
                Item::Struct(item) if public(&item.vis) => {
                    let hidden = item.fields.iter().any(|field| !public(&field.vis));
                    let fields = item.fields.iter().enumerate().filter(|(_, field)| public(&field.vis));
                    let name = |index: usize, field: &syn::Field| {
                        field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string)
                    };
                    let shape = Struct {
                        fields: fields.map(|(index, field)| (name(index, field), shown(&field.ty))).collect(),
                        exhaustive: !hidden && !has(&item.attrs, "non_exhaustive"),
                        derives: derives(&item.attrs),
                    };
                    self.structs.insert(item.ident.to_string(), shape);
                }
                Item::Enum(item) if public(&item.vis) => {
                    let variants =
                        item.variants.iter().map(|variant| (variant.ident.to_string(), held(&variant.fields)));
                    let shape = Enum {
                        variants: variants.collect(),
                        exhaustive: !has(&item.attrs, "non_exhaustive"),
                        derives: derives(&item.attrs),
                    };
                    self.enums.insert(item.ident.to_string(), shape);
                }
                Item::Type(item) if public(&item.vis) => {
                    self.aliases.insert(item.ident.to_string(), shown(&item.ty));
                }
                Item::Mod(module) if public(&module.vis) => {
                    self.add(module.content.map(|(_, items)| items).unwrap_or_default());
                }
                _ => {}
            }
        }
    }
}

/// The module of a file whose items are not known to the whole crate. A tag may be called like it.
fn module(file: &Path) -> Option<&str> {
    let is_operations = file.parent().and_then(Path::file_name).is_some_and(|folder| folder == "operations");
    let name = file.file_stem()?.to_str()?;
    (!is_operations && matches!(name, "webhooks" | "callbacks")).then_some(name)
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn derives(attributes: &[Attribute]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // What does not parse derives nothing.
        let _ = attribute.parse_nested_meta(|meta| {
            found.extend(meta.path.segments.last().map(|segment| segment.ident.to_string()));
            Ok(())
        });
    }
    found
}

fn function_of(signature: &syn::Signature, attributes: &[Attribute]) -> Function {
    let arguments = signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => Some((tidy(&argument.pat.to_token_stream().to_string()), shown(&argument.ty))),
        FnArg::Receiver(_) => None,
    });
    Function {
        arguments: arguments.collect(),
        returns: match &signature.output {
            ReturnType::Default => "()".to_owned(),
            ReturnType::Type(_, ty) => shown(ty),
        },
        deprecated: has(attributes, "deprecated"),
    }
}

fn held(fields: &Fields) -> String {
    let types: Vec<String> = fields.iter().map(|field| shown(&field.ty)).collect();
    types.join(", ")
}

/// A type as a program would write it.
fn shown(ty: &Type) -> String {
    tidy(&ty.to_token_stream().to_string())
}

/// Tokens without the spaces and the paths that say nothing to a reader.
fn tidy(tokens: &str) -> String {
    let mut text = tokens.replace(" :: ", "::").replace(":: ", "::").replace(" < ", "<").replace(" >", ">");
    for (from, to) in [("< ", "<"), (" <", "<"), (" ,", ","), ("& ", "&"), ("( ", "("), (" )", ")"), (" (", "(")] {
        text = text.replace(from, to);
    }
    for path in [
        "::std::collections::",
        "::std::string::",
        "::std::vec::",
        "::std::option::",
        "::serde_json::",
        "rt::serde_json::",
        "rt::chrono::",
        "rt::",
        "types::",
        "super::",
    ] {
        text = text.replace(path, "");
    }
    text.trim().to_owned()
}
