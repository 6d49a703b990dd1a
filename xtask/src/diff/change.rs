//! One change, and what it means for a program that uses the crate.

use std::fmt;

use serde_json::{Value, json};

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The client as a whole.
    Client,
    /// An operation, by the name of its method.
    Operation(String),
    /// A struct or an alias.
    Type(String),
    /// An enum.
    Enum(String),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client => f.write_str("the client"),
            Self::Operation(name) => write!(f, "`{name}`"),
            Self::Type(name) => write!(f, "type `{name}`"),
            Self::Enum(name) => write!(f, "enum `{name}`"),
        }
    }
}

/// What it does to programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// A program may not compile any more, or its calls fail.
    Breaking,
    /// Something new.
    Addition,
    /// Neither.
    Other,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Breaking => "breaking",
            Self::Addition => "added",
            Self::Other => "changed",
        })
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// What it does to programs.
    pub effect: Effect,
    /// What has changed.
    pub what: String,
    /// Why it breaks or does not, where that is not plain.
    pub why: &'static str,
}

impl Change {
    pub(super) fn new(subject: Subject, effect: Effect, what: impl Into<String>) -> Self {
        Self { subject, effect, what: what.into(), why: "" }
    }

    pub(super) fn because(mut self, why: &'static str) -> Self {
        self.why = why;
        self
    }

    pub(super) fn key(&self) -> (Effect, Subject, String) {
        (self.effect, self.subject.clone(), self.what.clone())
    }

    /// As JSON for programs.
    pub fn json(&self) -> Value {
        let (kind, name) = match &self.subject {
            Subject::Client => ("client", None),
            Subject::Operation(name) => ("operation", Some(name)),
            Subject::Type(name) => ("type", Some(name)),
            Subject::Enum(name) => ("enum", Some(name)),
        };
        json!({
            "kind": kind,
            "name": name,
            "effect": self.effect.to_string(),
            "what": self.what,
            "why": self.why,
        })
    }
}
