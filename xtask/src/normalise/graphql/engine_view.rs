//! One operation as the engine sees it: a schema made for it, with one type for each shape of the
//! answer and one for each input object, all under names that nothing can trip over. The engine knows
//! neither merged fields, fragments beside other selections, nor conditions, lets names collide, and
//! panics on some schemas; here is none of that.

use std::collections::BTreeSet;
use std::fmt::Write;

use apollo_compiler::ast::Type;
use apollo_compiler::executable::Operation;
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema};

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
    /// The input objects that it has a type for, by their numbers.
    pub(crate) inputs: Vec<Name>,
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

/// Draws the view.
pub(super) fn view(
    schema: &Schema,
    answers: &Answers,
    stand_ins: &[usize],
    operation: &Operation,
    root: usize,
) -> View {
    let mut view = View {
        schema: "schema { query: Root }\nscalar Leaf\n".to_owned(),
        document: String::new(),
        shapes: Vec::new(),
        inputs: Vec::new(),
    };
    let _ = writeln!(view.schema, "type Root {{ root: {} }}", shape(root));
    for variable in &operation.variables {
        collect(schema, variable.ty.inner_named_type(), &mut view.inputs);
    }
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
    let _ = write!(view.document, "query {OPERATION}");
    for (number, variable) in operation.variables.iter().enumerate() {
        let ty = view.retyped(&variable.ty);
        let _ = write!(view.document, "{}${}: {ty}", if number == 0 { "(" } else { ", " }, member(number));
    }
    let end = if operation.variables.is_empty() { "" } else { ")" };
    let _ = writeln!(view.document, "{end} {{ root {{ ...{} }} }}", shape(root));
    for id in view.shapes.clone() {
        view.write_shape(answers, stand_ins, id);
    }
    for number in 0..view.inputs.len() {
        view.write_input(schema, number);
    }
    view
}

/// The input objects that are reached from one, outer ones first.
pub(crate) fn collect(schema: &Schema, ty: &Name, inputs: &mut Vec<Name>) {
    let mut next = 0;
    let add = |ty: &Name, inputs: &mut Vec<Name>| {
        if schema.get_input_object(ty).is_some() && !inputs.contains(ty) {
            inputs.push(ty.clone());
        }
    };
    add(ty, inputs);
    while let Some(input) = inputs.get(next).and_then(|name| schema.get_input_object(name)) {
        for field in input.fields.values() {
            add(field.ty.inner_named_type(), inputs);
        }
        next += 1;
    }
}

impl View {
    /// The type with the names of the view.
    fn retyped(&self, ty: &Type) -> String {
        let number = self.inputs.iter().position(|input| input == ty.inner_named_type());
        with_inner(ty, &number.map_or_else(|| "Leaf".to_owned(), input))
    }

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

    fn write_input(&mut self, schema: &Schema, number: usize) {
        let Some(ExtendedType::InputObject(found)) = self.inputs.get(number).and_then(|name| schema.types.get(name))
        else {
            return;
        };
        let one_of = if found.directives.has("oneOf") { " @oneOf" } else { "" };
        let _ = write!(self.schema, "input {}{one_of} {{", input(number));
        for (number, field) in found.fields.values().enumerate() {
            let ty = self.retyped(&field.ty);
            let _ = write!(self.schema, " {}: {ty}", member(number));
        }
        self.schema.push_str(" }\n");
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
