//! One operation as the engine sees it: a schema made for it, with one type for each shape of the
//! answer, under names that nothing can trip over. The engine knows neither merged fields, fragments
//! beside other selections, nor conditions, lets names collide, and panics on some schemas; here is none
//! of that. Input objects are the same for all operations and may be thousands, so they have a view of
//! their own.

use std::collections::BTreeSet;
use std::fmt::Write;

use apollo_compiler::ast::Type;
use apollo_compiler::collections::IndexSet;
use apollo_compiler::executable::Operation;
use apollo_compiler::{ExecutableDocument, Name, Schema};

use super::answers::{Answers, Kind};

/// What the engine reads.
#[derive(Debug)]
pub(crate) struct View {
    /// The schema.
    pub(crate) schema: String,
    /// The document.
    pub(crate) document: String,
    /// The shapes that it has a type for.
    pub(crate) shapes: Vec<usize>,
}

/// Name of the operation.
pub(crate) const OPERATION: &str = "Viewed";

/// The type of the shape of this number.
pub(crate) fn shape(id: usize) -> String {
    format!("Shape{id}")
}

/// The type of the input object of this number.
pub(crate) fn input(number: usize) -> String {
    format!("Input{number}")
}

/// The field, input field or variable of this number.
pub(crate) fn member(number: usize) -> String {
    format!("m{number}")
}

/// Draws the view of an operation.
pub(super) fn view(answers: &Answers, stand_ins: &[usize], operation: &Operation, root: usize) -> View {
    let mut view = View {
        schema: "schema { query: Root }\nscalar Leaf\n".to_owned(),
        document: String::new(),
        shapes: Vec::new(),
    };
    let _ = writeln!(view.schema, "type Root {{ root: {} }}", shape(root));
    let mut seen = BTreeSet::new();
    let mut next = vec![root];
    while let Some(id) = next.pop() {
        if seen.insert(id) {
            view.shapes.push(id);
            let inner = answers.shapes.get(id).map(|shape| shape.inner()).unwrap_or_default();
            next.extend(inner.into_iter().filter_map(|id| stand_ins.get(id)));
        }
    }
    view.shapes.sort_unstable();
    let variables: Vec<String> = operation
        .variables
        .iter()
        .enumerate()
        .map(|(number, variable)| format!("${}: {}", member(number), with_inner(&variable.ty, "Leaf")))
        .collect();
    let variables = if variables.is_empty() { String::new() } else { format!("({})", variables.join(", ")) };
    let _ = writeln!(view.document, "query {OPERATION}{variables} {{ root {{ ...{} }} }}", shape(root));
    for id in view.shapes.clone() {
        view.write_shape(answers, stand_ins, id);
    }
    view
}

/// Draws the view of input objects, which are the variables of an operation that asks for nothing.
pub(super) fn of_inputs(schema: &Schema, inputs: &IndexSet<Name>) -> View {
    let mut view = View {
        schema: "schema { query: Root }\nscalar Leaf\ntype Root { root: Leaf }\n".to_owned(),
        document: String::new(),
        shapes: Vec::new(),
    };
    let mut variables = Vec::new();
    for (number, found) in inputs.iter().enumerate() {
        let Some(found) = schema.get_input_object(found) else { continue };
        variables.push(format!("${}: {}", member(number), input(number)));
        let one_of = if found.directives.has("oneOf") { " @oneOf" } else { "" };
        let _ = write!(view.schema, "input {}{one_of} {{", input(number));
        for (number, field) in found.fields.values().enumerate() {
            let inner = inputs.get_index_of(field.ty.inner_named_type());
            let ty = with_inner(&field.ty, &inner.map_or_else(|| "Leaf".to_owned(), input));
            let _ = write!(view.schema, " {}: {ty}", member(number));
        }
        view.schema.push_str(" }\n");
    }
    let _ = writeln!(view.document, "query {OPERATION}({}) {{ root }}", variables.join(", "));
    view
}

/// The input objects that the variables of the operations need, others through them.
pub(super) fn inputs(schema: &Schema, document: &ExecutableDocument) -> IndexSet<Name> {
    let is_input = |ty: &&Name| schema.get_input_object(ty).is_some();
    let variables = document.operations.named.values().flat_map(|operation| &operation.variables);
    let direct = variables.map(|variable| variable.ty.inner_named_type()).filter(is_input);
    let mut inputs: IndexSet<Name> = direct.cloned().collect();
    let mut next = 0;
    while let Some(input) = inputs.get_index(next).and_then(|name| schema.get_input_object(name)) {
        let inner = input.fields.values().map(|field| field.ty.inner_named_type());
        inputs.extend(inner.filter(is_input).cloned());
        next += 1;
    }
    inputs
}

impl View {
    fn write_shape(&mut self, answers: &Answers, stand_ins: &[usize], id: usize) {
        let Some(found) = answers.shapes.get(id) else { return };
        let stand_in = |id: usize| shape(stand_ins.get(id).copied().unwrap_or(id));
        let own = shape(id);
        let _ = write!(self.document, "fragment {own} on {own} {{ __typename");
        match &found.kind {
            Kind::Members(members) => {
                let _ = write!(self.schema, "type {own} {{ nothing: Leaf");
                for (number, one) in members.iter().enumerate() {
                    let name = member(number);
                    match one.shape.map(stand_in) {
                        Some(inner) => {
                            let _ = write!(self.schema, " {name}: {}", with_inner(&one.definition.ty, &inner));
                            let _ = write!(self.document, " {name} {{ ...{inner} }}");
                        }
                        None => {
                            let _ = write!(self.schema, " {name}: {}", with_inner(&one.definition.ty, "Leaf"));
                            let _ = write!(self.document, " {name}");
                        }
                    }
                }
                self.schema.push_str(" }\n");
            }
            Kind::Open { variants, other } => {
                let all = variants.iter().map(|(_, id)| *id).chain([*other]).map(stand_in);
                let types: BTreeSet<String> = all.collect();
                let types: Vec<String> = types.into_iter().collect();
                let _ = writeln!(self.schema, "union {own} = {}", types.join(" | "));
                for ty in types {
                    let _ = write!(self.document, " ... on {ty} {{ ...{ty} }}");
                }
            }
        }
        self.document.push_str(" }\n");
    }
}

/// The same lists and nulls around another type.
fn with_inner(ty: &Type, inner: &str) -> String {
    match ty {
        Type::Named(_) => inner.to_owned(),
        Type::NonNullNamed(_) => format!("{inner}!"),
        Type::List(item) => format!("[{}]", with_inner(item, inner)),
        Type::NonNullList(item) => format!("[{}]!", with_inner(item, inner)),
    }
}
