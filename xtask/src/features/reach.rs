//! Which features reach a type: those of the operations that take or give it, by itself or within another one.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Item, Type};

use crate::model::{Api, Operation};

/// The features that reach each type, by Rust name; one without an entry is always there. What the server sends has
/// the feature `incoming`. Types that nothing reaches have the feature `others`, with all that they need. A name for
/// a list or a map is there if what it stands for is.
pub(super) fn features_of_types(
    api: &Api,
    items: &[Item],
    modules: &BTreeMap<String, String>,
    (incoming, others): (&str, &str),
) -> BTreeMap<String, BTreeSet<String>> {
    let graph = Graph::of(api, items);
    let mut features = BTreeMap::new();
    let mut roots: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for operation in &api.operations {
        if let Some(feature) = modules.get(&operation.tag) {
            roots.entry(feature).or_default().extend(graph.roots(operation));
        }
    }
    let sent = api.incoming.iter().map(|sent| &sent.ty);
    roots.entry(incoming).or_default().extend(graph.named(quote!(#(#sent)*)));
    for (feature, roots) in roots {
        graph.mark(feature, roots, &mut features);
    }
    let mut unreached = graph.uses.clone();
    unreached.retain(|name, _| !features.contains_key(name));
    for alias in &api.aliases {
        let Some(named) = unreached.get(&alias.name) else { continue };
        let sets = named.iter().map(|name| features.get(name).cloned().unwrap_or_default());
        match sets.reduce(|one, other| &one & &other) {
            Some(common) if common.is_empty() => {}
            common => {
                unreached.remove(&alias.name);
                features.extend(common.map(|common| (alias.name.clone(), common)));
            }
        }
    }
    graph.mark(others, unreached.into_keys().collect(), &mut features);
    for name in graph.reached(graph.always.clone()) {
        features.remove(&name);
    }
    features
}

/// The type that an item is, or whose behaviour it adds to.
pub(super) fn subject(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Impl(item) => match &*item.self_ty {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// Types and the types that they name.
struct Graph {
    uses: BTreeMap<String, BTreeSet<String>>,
    /// Types that are named by what is always there.
    always: BTreeSet<String>,
}

impl Graph {
    fn of(api: &Api, items: &[Item]) -> Self {
        let mut graph = Self { uses: BTreeMap::new(), always: BTreeSet::new() };
        let subjects = items.iter().filter_map(subject);
        let ours = api.aliases.iter().map(|alias| &alias.name).chain(api.unions.iter().map(|union| &union.name));
        let ours = ours.chain(api.enums.iter().map(|known| &known.name)).cloned();
        graph.uses.extend(subjects.chain(ours).map(|name| (name, BTreeSet::new())));
        for item in items {
            let named = graph.named(item.to_token_stream());
            match subject(item) {
                Some(name) => graph.uses.entry(name).or_default().extend(named),
                None => graph.always.extend(named),
            }
        }
        for alias in &api.aliases {
            let named = graph.named(alias.ty.to_token_stream());
            graph.uses.entry(alias.name.clone()).or_default().extend(named);
        }
        for union in &api.unions {
            let shapes = union.shapes.iter().map(|shape| &shape.ty);
            let named = graph.named(quote!(#(#shapes)*));
            graph.uses.entry(union.name.clone()).or_default().extend(named);
        }
        graph
    }

    /// The types that an operation names itself.
    fn roots(&self, operation: &Operation) -> BTreeSet<String> {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let body = operation.body.iter().map(|body| &body.ty);
        let answers = operation.answers.iter().chain(&operation.stream).map(|answer| &answer.ty);
        let types = parameters.chain(body).chain(answers);
        let mut roots = self.named(quote!(#(#types)*));
        let named = operation.errors.iter().map(|(_, name)| name).chain(&operation.headers);
        roots.extend(named.filter(|name| self.uses.contains_key(*name)).cloned());
        roots
    }

    /// The known types among the names in code. What stands in a text is read as well, because attributes hold
    /// paths in texts; documentation is not.
    fn named(&self, tokens: TokenStream) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        let mut after_hash = false;
        for token in tokens {
            let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if self.uses.contains_key(&name) {
                        named.insert(name);
                    }
                }
                TokenTree::Group(group) => {
                    let is_doc = after_hash
                        && group.delimiter() == Delimiter::Bracket
                        && matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(first)) if first == "doc");
                    if !is_doc {
                        named.extend(self.named(group.stream()));
                    }
                }
                TokenTree::Literal(literal) => {
                    let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).map(|text| text.value());
                    if let Some(tokens) = text.ok().and_then(|text| text.parse().ok()) {
                        named.extend(self.named(tokens));
                    }
                }
                TokenTree::Punct(_) => {}
            }
            after_hash = is_hash;
        }
        named
    }

    /// Adds a feature to these types and to all that they need.
    fn mark(&self, feature: &str, roots: BTreeSet<String>, features: &mut BTreeMap<String, BTreeSet<String>>) {
        for name in self.reached(roots) {
            features.entry(name).or_default().insert(feature.to_owned());
        }
    }

    /// These types and all that they need.
    fn reached(&self, roots: BTreeSet<String>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut wanted: Vec<String> = roots.into_iter().collect();
        while let Some(name) = wanted.pop() {
            if reached.insert(name.clone()) {
                wanted.extend(self.uses.get(&name).into_iter().flatten().cloned());
            }
        }
        reached
    }
}
