//! Third stage: the engines turn schemas and operations into Rust types.

pub mod graphql;
mod isolate;
pub mod openapi;
pub mod scalars;

/// What a panic said.
fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked")
}
