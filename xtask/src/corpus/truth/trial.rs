//! The trial of one API: the program that calls it, the cases that the program is given, and the verdict over what
//! it tells.

use std::path::Path;

use serde_json::Value;

use super::case::Cases;
use super::verdict::{Verdict, verdict};
use super::{program, seed};
use crate::error::{Error, Result};
use crate::load::Description;
use crate::pipeline;

/// An API before its judge.
pub struct Trial {
    document: Value,
    pub(super) cases: Cases,
    pub(super) program: String,
}

impl Trial {
    /// Of the API `name` in the workspace `root`, whose library in Rust is `library`.
    ///
    /// # Errors
    ///
    /// There is no such API, or it has no OpenAPI document.
    pub fn new(root: &Path, name: &str, library: &str, seed: u64) -> Result<Self> {
        let drawn = pipeline::draw_whole(root, name)?;
        let program = program::text(&drawn.api, &drawn.items, library)?;
        let Description::OpenApi { document, .. } = drawn.source.description else {
            return Err(Error::new(name, "is described by no OpenAPI document"));
        };
        let cases = seed::cases(&document, &drawn.api, seed);
        Ok(Self { document, cases, program })
    }

    /// The text of the program: a function `call` for the crate `clientwright-truth`.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// What the program is given.
    pub fn cases(&self) -> Vec<Value> {
        self.cases.cases.iter().filter_map(|case| serde_json::to_value(case).ok()).collect()
    }

    /// The verdict over what the program told of each case.
    pub fn verdict(&self, told: Vec<Value>) -> Verdict {
        let told: Vec<_> = told.into_iter().filter_map(|told| serde_json::from_value(told).ok()).collect();
        verdict(&self.document, &self.cases.operations, &self.cases.cases, &told, "the program ended before its time")
    }
}
