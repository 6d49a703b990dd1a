//! Features of a crate: one for each tag, so that a program compiles the operations that it uses and the types
//! that they reach.

pub mod manifest;
mod names;
mod reach;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use crate::error::{Error, Place, Result};
use crate::load::client_toml::FeatureSection;
use crate::model::Api;
use crate::names::{nearest, snake};

/// A type that more features need is compiled in any case: what it would save is less than what its condition
/// costs to read.
const MOST_FEATURES: usize = 8;

/// The feature of what the server sends by itself.
pub(crate) const INCOMING: &str = "webhooks";

/// The feature of types that no operation takes or gives.
const OTHERS: &str = "other-types";

/// The features of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
    /// Modules of operations, each with its feature.
    modules: BTreeMap<String, String>,
    /// Types that not every program needs, by Rust name, with the features that need them.
    types: BTreeMap<String, BTreeSet<String>>,
    /// All of them.
    names: BTreeSet<String>,
    /// The features that are on unless a program says otherwise.
    default: Vec<String>,
}

/// What has to be on for an item to be compiled: any of these features, or nothing if there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guard(Vec<String>);

impl Features {
    /// The features that `client.toml` asks for, if it does.
    pub fn of(api: &Api, items: &[Item], section: &FeatureSection, client_file: &Path) -> Result<Option<Self>> {
        let fault = |key: &str, what: String| Error::new(client_file, what).at(Place::Key(key.to_owned()));
        if !section.tags {
            return match section.default {
                Some(_) => {
                    Err(fault("features.default", "says which tags are on, and tags are no features".to_owned())
                        .help("write `tags = true` above it"))
                }
                None => Ok(None),
            };
        }
        let modules: BTreeMap<String, String> =
            api.operations.iter().map(|operation| (operation.tag.clone(), names::of_module(&operation.tag))).collect();
        let mut types = reach::features_of_types(api, items, &modules, (INCOMING, OTHERS));
        let mut names: BTreeSet<String> = modules.values().chain(types.values().flatten()).cloned().collect();
        if !api.incoming.is_empty() {
            names.insert(INCOMING.to_owned());
        }
        types.retain(|_, features| features.len() <= MOST_FEATURES);
        let default = match &section.default {
            None => names.iter().cloned().collect(),
            Some(chosen) => {
                let named = |tag: &String| {
                    names.get(tag).or_else(|| modules.get(&snake(&tag.to_snake_case()))).cloned().ok_or_else(|| {
                        fault("features.default", format!("there is no tag `{tag}`"))
                            .help(nearest(tag, names.iter().map(String::as_str)))
                    })
                };
                chosen.iter().map(named).collect::<Result<BTreeSet<_>>>()?.into_iter().collect()
            }
        };
        Ok(Some(Self { modules, types, names, default }))
    }

    /// All features, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Those that are on unless a program says otherwise.
    pub fn default(&self) -> &[String] {
        &self.default
    }

    /// What a module of operations needs.
    pub fn module(&self, module: &str) -> Guard {
        Guard(self.modules.get(module).cloned().into_iter().collect())
    }

    /// What the requests of the server need.
    pub fn incoming(&self) -> Guard {
        Guard(vec![INCOMING.to_owned()])
    }

    /// What a type needs.
    pub fn of_type(&self, name: &str) -> Guard {
        Guard(self.types.get(name).into_iter().flatten().cloned().collect())
    }

    /// What an item of the engine needs: that of the type that it is or belongs to.
    pub fn of_item(&self, item: &Item) -> Guard {
        reach::subject(item).map(|name| self.of_type(&name)).unwrap_or_default()
    }
}

impl Guard {
    /// The condition as an attribute.
    pub fn attribute(&self) -> Option<TokenStream> {
        let features = &self.0;
        match features.as_slice() {
            [] => None,
            [only] => Some(quote!(#[cfg(feature = #only)])),
            _ => Some(quote!(#[cfg(any(#(feature = #features),*))])),
        }
    }

    /// The condition as a sentence.
    pub fn sentence(&self) -> Option<String> {
        match self.0.as_slice() {
            [] => None,
            [only] => Some(format!("Needs the feature `{only}`.")),
            several => Some(format!("Needs one of the features `{}`.", several.join("`, `"))),
        }
    }
}
