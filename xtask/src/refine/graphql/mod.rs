//! GraphQL's own refinement: the engine writes a module for each operation, and a developer one file
//! of types that the operations share.

mod describe;
mod enums;
mod field_names;
mod inputs;
mod leaves;
mod rename;
mod scalars;
mod shape_names;
mod shapes;
mod type_names;
mod usage;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use syn::{Ident, Item, Type};

use crate::engine::graphql::Written;
use crate::error::Result;
use crate::model::OpenEnum;
use crate::normalise::Report;
use crate::normalise::graphql::Normalised;
use crate::normalise::graphql::answers::Shape;
use leaves::Leaves;
use shapes::Shapes;
use type_names::TypeNames;

const PASS: &str = "refine";

/// What the operations need, in one file.
#[derive(Debug)]
pub(crate) struct Refined {
    /// Structs and enums of answers, then input objects, then views of scalars.
    pub(crate) items: Vec<Item>,
    /// Enums of the schema.
    pub(crate) enums: Vec<OpenEnum>,
    /// The type of each operation's answer; operations without one are not served.
    pub(crate) answers: BTreeMap<String, Type>,
    /// The type of each variable of each operation.
    pub(crate) variables: BTreeMap<String, BTreeMap<String, Type>>,
}

/// Runs all passes. `scalars` makes the views of scalars, given the names that are taken.
pub(crate) fn refine(
    normalised: &Normalised,
    written: Written,
    report: &mut Report,
    scalars: impl FnOnce(&mut BTreeSet<String>) -> Result<Vec<Item>>,
) -> Result<Refined> {
    let mut names = TypeNames::new(normalised);
    let mut walked = walk(normalised, &names, written, report);
    names.tell(&walked.used, report);

    let shapes = &normalised.answers.shapes;
    let fragments: BTreeSet<String> = shapes.iter().filter_map(Shape::fragment).map(crate::names::camel).collect();
    let before: BTreeSet<String> = names.taken.union(&fragments).cloned().collect();
    let mut with_scalars = before.clone();
    let mut views = scalars(&mut with_scalars)?;
    let own = separate(&mut views, &before, &mut with_scalars);
    names.taken.extend(own);

    describe::shapes(normalised, &mut walked.shapes);
    let shape_names = shape_names::names(normalised, &mut names.taken);
    let name = |id: usize| {
        let name = normalised.stand_ins.get(id).and_then(|id| shape_names.get(id))?;
        Some(Ident::new(name, proc_macro2::Span::call_site()))
    };

    let mut items = Vec::new();
    for (id, mut item) in walked.shapes {
        rename::placeholders(&mut item, &name);
        items.push(item);
        if let (Some(open), Some(ident)) = (walked.open.get(&id), name(id)) {
            items.push(shapes::open_impl(&ident, open));
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
    shapes: BTreeMap<usize, Item>,
    open: BTreeMap<usize, shapes::OpenType>,
    roots: BTreeMap<String, usize>,
    inputs: BTreeMap<String, Item>,
    variables: BTreeMap<String, BTreeMap<String, Type>>,
    used: BTreeSet<String>,
}

fn walk(normalised: &Normalised, names: &TypeNames, written: Written, report: &mut Report) -> Walked {
    let leaves = Leaves { normalised, names };
    let mut shapes = Shapes::new(leaves, normalised);
    let mut roots = BTreeMap::new();
    let mut variables = BTreeMap::new();
    let mut used = usage::of_variables(normalised);
    for module in written.modules {
        let id = module.operation.as_str();
        let Some(named) = normalised.operations.iter().find(|operation| operation.id == id) else { continue };
        let Some(operation) = normalised.document.operations.named.get(id) else { continue };
        let Some(&root) = normalised.answers.roots.get(id) else { continue };
        if shapes.take(&named.view.shapes, &module.items).is_none() {
            let what = "the operation is left out: the engine wrote no type for a part of its answer".to_owned();
            report.note(PASS, module.operation, what, true);
            continue;
        }
        variables.insert(module.operation.clone(), variables::types(&leaves, operation, &module.items));
        roots.insert(module.operation, root);
    }
    for shape in shapes.items.keys().filter_map(|id| normalised.answers.shapes.get(*id)) {
        used.extend(usage::of_shape(shape));
    }
    let inputs = inputs::take(&leaves, &written.inputs).into_iter().collect();
    Walked { shapes: shapes.items, open: shapes.open, roots, inputs, variables, used }
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
