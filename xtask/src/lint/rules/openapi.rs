//! How rules about OpenAPI documents tell what they find.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::error::Place;
use crate::lint::document::Document;
use crate::lint::finding::{Findings, Severity};
use crate::load::client_toml::{ClientToml, CustomFormat};

/// Takes the findings of one rule.
pub(super) struct Found<'a> {
    pub(super) rule: &'static str,
    pub(super) root: &'a Path,
    pub(super) document: &'a Document<'a>,
    pub(super) client: &'a ClientToml,
    pub(super) findings: &'a mut Findings,
}

impl Found<'_> {
    pub(super) fn error(&mut self, pointer: &str, what: impl Into<String>, advice: impl Into<String>) {
        self.add(Severity::Error, pointer, what.into(), advice.into());
    }

    pub(super) fn warning(&mut self, pointer: &str, what: impl Into<String>, advice: impl Into<String>) {
        self.add(Severity::Warning, pointer, what.into(), advice.into());
    }

    pub(super) fn hint(&mut self, pointer: &str, what: impl Into<String>, advice: impl Into<String>) {
        self.add(Severity::Hint, pointer, what.into(), advice.into());
    }

    /// Why a value does not fit the schema at a pointer.
    pub(super) fn fault(&self, schema: &str, value: &Value) -> Option<String> {
        self.document.fits().fault(schema, value)
    }

    /// Whether a path that stands in the document leads to a file.
    pub(super) fn is_file(&self, path: &str) -> bool {
        self.root.join(self.document.file).parent().is_some_and(|folder| folder.join(path).is_file())
    }

    /// The formats that `client.toml` declares.
    pub(super) fn custom_formats(&self) -> &BTreeMap<String, CustomFormat> {
        &self.client.formats
    }

    fn add(&mut self, severity: Severity, pointer: &str, what: String, advice: String) {
        self.findings.add(self.rule, severity, self.document.file, Place::Pointer(pointer.to_owned()), what, advice);
    }
}
