//! How arguments become parts of a URL, headers and bodies.

pub(crate) mod escape;
pub(crate) mod form;
pub(crate) mod style;

pub use style::{Place, Style};
