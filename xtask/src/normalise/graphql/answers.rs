//! The types of answers: each selection set becomes one shape.

mod read;

use std::collections::BTreeMap;

use apollo_compiler::schema::FieldDefinition;
use apollo_compiler::{Name, Node};

pub(super) use read::read;

/// The last part of the path of the shape for all other types.
pub(crate) const OTHER: &str = "Other";

/// The shapes of all operations.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// Outer shapes before inner ones.
    pub(crate) shapes: Vec<Shape>,
    /// The whole answer of each operation.
    pub(crate) roots: BTreeMap<String, usize>,
}

/// A type of an answer.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The operation or fragment that it belongs to.
    pub(crate) origin: Origin,
    /// Names of the fields, aliases included, that lead to it.
    pub(crate) path: Vec<String>,
    /// The GraphQL type.
    pub(crate) ty: Name,
    /// What is in it.
    pub(crate) kind: Kind,
}

/// What a shape belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// An operation, by its name on the wire.
    Operation(String),
    /// A fragment.
    Fragment(String),
}

/// What is in a shape.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Fields.
    Members(Vec<Member>),
    /// One of several shapes.
    Open {
        /// GraphQL type and shape.
        variants: Vec<(Name, usize)>,
        /// What values of all other types have.
        other: usize,
    },
}

/// A field of an answer.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its name in the answer.
    pub(crate) wire: String,
    /// The type that it was selected on.
    pub(crate) owner: Name,
    /// What the schema says about it.
    pub(crate) definition: Node<FieldDefinition>,
    /// Whether a directive may leave it out.
    pub(crate) conditional: bool,
    /// The shape of its value; `None` for scalars and enums.
    pub(crate) shape: Option<usize>,
}

impl Shape {
    /// Whether it is the whole answer of an operation.
    pub(crate) fn is_root(&self) -> bool {
        self.path.is_empty() && matches!(self.origin, Origin::Operation(_))
    }

    /// The fragment that it is, if it is one.
    pub(crate) fn fragment(&self) -> Option<&str> {
        match &self.origin {
            Origin::Fragment(name) if self.path.is_empty() => Some(name),
            _ => None,
        }
    }

    /// The shapes that it names.
    pub(crate) fn inner(&self) -> Vec<usize> {
        match &self.kind {
            Kind::Members(members) => members.iter().filter_map(|member| member.shape).collect(),
            Kind::Open { variants, other } => variants.iter().map(|(_, id)| *id).chain([*other]).collect(),
        }
    }
}
