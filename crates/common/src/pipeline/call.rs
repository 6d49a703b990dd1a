//! The thin builder under every generated method.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::execute::About;
use super::request::Draft;
use crate::auth::noting;
use crate::client::Core;
use crate::descriptor::Operation;
use crate::error::Error;
use crate::options::CallOptions;

/// A call that is being put together. Mistakes are kept until it is sent.
#[derive(Clone)]
pub struct Call {
    pub(super) core: Core,
    pub(super) operation: &'static Operation,
    pub(super) draft: Draft,
    pub(super) options: CallOptions,
    pub(super) failure: Option<Error>,
    /// What is known of the call once it has ended.
    pub(super) about: About,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("api", &self.core.api().name)
            .field("operation", &self.operation.id)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Call {
    /// A call without arguments.
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            operation,
            draft: Draft::default(),
            options: CallOptions::default(),
            failure: None,
            about: About::default(),
        }
    }

    /// Sets a GraphQL variable; null leaves it out.
    pub fn variable<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        match self.written(name, value) {
            Ok(Value::Null) => {
                self.draft.variables.shift_remove(name);
            }
            Ok(value) => {
                self.draft.variables.insert(name.to_owned(), value);
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// Sends null for a GraphQL variable.
    pub fn null_variable(mut self, name: &'static str) -> Self {
        self.draft.variables.insert(name.to_owned(), Value::Null);
        self
    }

    /// Options of this call; they replace those that were set before.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// The value in its wire form, with the secrets in it noted.
    pub(super) fn written<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<Value, Error> {
        noting(&mut self.draft.scrub, || serde_json::to_value(value)).map_err(|error| unfit(name, error))
    }

    /// The first mistake counts.
    pub(super) fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }
}

pub(super) fn unfit(name: &str, error: serde_json::Error) -> Error {
    Error::config(format!("the value of `{name}` cannot be written: {error}"))
}
