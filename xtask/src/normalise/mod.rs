//! Second stage: the description is rewritten into what the engines take, without losing meaning
//! where that is possible. Each pass is one function in one file.

pub mod graphql;
pub mod openapi;
pub mod report;
pub mod wire_formats;

pub use report::Report;

/// Keys of a schema that bound its values. In both kinds of description they become documentation.
const BOUNDS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "default",
];
