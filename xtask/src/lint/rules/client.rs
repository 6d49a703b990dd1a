//! How rules about `client.toml` tell what they find.

use std::path::Path;

use crate::error::Place;
use crate::lint::finding::{Findings, Severity};

/// Takes the findings of one rule.
pub(super) struct Found<'a> {
    pub(super) rule: &'static str,
    pub(super) file: &'a Path,
    pub(super) findings: &'a mut Findings,
}

impl Found<'_> {
    pub(super) fn error(&mut self, key: &str, what: impl Into<String>, advice: impl Into<String>) {
        self.findings.add(self.rule, Severity::Error, self.file, Place::Key(key.to_owned()), what, advice);
    }

    pub(super) fn hint(&mut self, key: &str, what: impl Into<String>, advice: impl Into<String>) {
        self.findings.add(self.rule, Severity::Hint, self.file, Place::Key(key.to_owned()), what, advice);
    }
}
