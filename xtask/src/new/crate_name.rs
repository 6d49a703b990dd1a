//! What an API may be called.

use crate::error::{Error, Result};

/// Names that mean something else in the workspace or to Cargo.
const RESERVED: &[&str] = &["alloc", "common", "core", "proc-macro", "std", "test", "tests", "tour", "xtask"];

/// Refuses a name that makes no good folder and crate.
pub(super) fn check(name: &str) -> Result<()> {
    const LONGEST: usize = 50;
    let fault = |what: &str, help: &str| Err(Error::new(name, what).help(help));
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if !name.split('-').all(word) || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return fault("is no name for an API", "write small letters, digits and single hyphens, such as `tea-shop`");
    }
    if name.len() > LONGEST {
        return fault("is too long a name", "write at most 50 characters");
    }
    if RESERVED.contains(&name) {
        return fault(
            "is a name that is taken by the workspace or by Cargo",
            "choose another one, such as `the-vendor`",
        );
    }
    Ok(())
}
