//! GraphQL's own refinement: the engine writes a module for each operation, and a developer one file
//! of types that the operations share.

mod describe;
mod engine_types;
mod enums;
mod field_names;
mod inputs;
mod leaves;
mod open_types;
mod rename;
mod shape_names;
mod shapes;
mod share;
mod type_names;
mod usage;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use syn::{Ident, Item, Type};

use crate::engine::graphql::Module;
use crate::error::{Error, Result};
use crate::load::graphql::GraphQlSource;
use crate::model::OpenEnum;
use crate::normalise::Report;
use crate::normalise::graphql::Normalised;
use engine_types::EngineTypes;
use leaves::Leaves;
use shapes::{Collector, Shape};
use type_names::TypeNames;

/// What the operations need, in one file.
#[derive(Debug)]
pub(crate) struct Refined {
    /// Structs and enums of answers, then input objects, then views of scalars.
    pub(crate) items: Vec<Item>,
    /// Enums of the schema.
    pub(crate) enums: Vec<OpenEnum>,
    /// The type of each operation's answer.
    pub(crate) answers: BTreeMap<String, Type>,
    /// The type of each variable of each operation.
    pub(crate) variables: BTreeMap<String, BTreeMap<String, Type>>,
}

/// Runs all passes. `scalars` makes the views of scalars, given the names that are taken.
pub(crate) fn refine(
    source: &GraphQlSource,
    normalised: &Normalised,
    modules: Vec<Module>,
    report: &mut Report,
    scalars: impl FnOnce(&mut BTreeSet<String>) -> Result<Vec<Item>>,
) -> Result<Refined> {
    let mut names = TypeNames::new(normalised, report);
    let mut walked = walk(source, normalised, &names, modules)?;

    let fragments: BTreeSet<String> =
        walked.shapes.iter().filter_map(Shape::fragment).map(crate::names::camel).collect();
    let before: BTreeSet<String> = names.taken.union(&fragments).cloned().collect();
    let mut with_scalars = before.clone();
    let mut views = scalars(&mut with_scalars)?;
    let own = separate(&mut views, &before, &mut with_scalars);
    names.taken.extend(own);

    describe::shapes(normalised, &mut walked.shapes);
    let stand_ins = share::share(&walked.shapes);
    let shape_names = shape_names::names(normalised, &walked.shapes, &stand_ins, &mut names.taken);
    let name = |id: usize| {
        let name = stand_ins.get(id).and_then(|id| shape_names.get(id))?;
        Some(Ident::new(name, proc_macro2::Span::call_site()))
    };

    let mut items = Vec::new();
    for (id, shape) in walked.shapes.into_iter().enumerate() {
        if stand_ins.get(id) == Some(&id) {
            let mut item = shape.item;
            rename::placeholders(&mut item, &name);
            items.push(item);
        }
    }
    items.extend(walked.inputs.into_values());
    items.extend(views);
    let answers = walked.roots.into_iter().filter_map(|(operation, id)| {
        let ident = name(id)?;
        Some((operation, syn::parse_quote!(types::#ident)))
    });
    Ok(Refined {
        items,
        answers: answers.collect(),
        enums: enums::enums(&normalised.schema, &names, &walked.used),
        variables: walked.variables,
    })
}

/// What walking all operations gives.
struct Walked {
    shapes: Vec<Shape>,
    roots: BTreeMap<String, usize>,
    inputs: BTreeMap<String, Item>,
    variables: BTreeMap<String, BTreeMap<String, Type>>,
    used: BTreeSet<String>,
}

fn walk(source: &GraphQlSource, normalised: &Normalised, names: &TypeNames, modules: Vec<Module>) -> Result<Walked> {
    let leaves = || Leaves { normalised, names };
    let mut collector = Collector::new(leaves());
    let mut roots = BTreeMap::new();
    let mut inputs = BTreeMap::new();
    let mut variables = BTreeMap::new();
    let mut used = usage::of_answers(&normalised.engine_document);
    for module in modules {
        let Some(operation) = normalised.engine_document.operations.named.get(module.operation.as_str()) else {
            continue;
        };
        let needed = usage::of_variables(&normalised.schema, operation);
        let mut types = EngineTypes::new(module.items);
        // The engine writes input objects and variables before answers, which may have the same names.
        for (name, item) in inputs::take(&leaves(), &needed, &mut types) {
            inputs.entry(name).or_insert(item);
        }
        variables.insert(module.operation.clone(), variables::types(&leaves(), operation, &mut types));
        used.extend(needed);
        let root = collector.operation(&module.operation, &mut types).ok_or_else(|| {
            Error::new(&source.dir, "the engine wrote no type for its answer").operation(&module.operation)
        })?;
        roots.insert(module.operation, root);
    }
    let count = collector.shapes.len();
    let shapes: Vec<Shape> = collector.shapes.into_iter().flatten().collect();
    if shapes.len() != count {
        return Err(Error::new(&source.dir, "the engine left out types of some selections"));
    }
    Ok(Walked { shapes, roots, inputs, variables, used })
}

/// Gives views of scalars other names where theirs are taken; tells the names that they have then.
fn separate(views: &mut [Item], before: &BTreeSet<String>, taken: &mut BTreeSet<String>) -> Vec<String> {
    let mut own = Vec::new();
    let mut renamed = BTreeMap::new();
    for item in views.iter() {
        let ident = match item {
            Item::Struct(item) => item.ident.to_string(),
            Item::Enum(item) => item.ident.to_string(),
            Item::Type(item) => item.ident.to_string(),
            _ => continue,
        };
        if before.contains(&ident) {
            let name = crate::names::unique(taken, format!("{ident}Data"));
            own.push(name.clone());
            renamed.insert(ident, name);
        } else {
            own.push(ident);
        }
    }
    rename::types(views, &renamed);
    own
}
