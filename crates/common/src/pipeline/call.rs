//! The thin builder under every generated method.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;
use serde_with::SerializeAs;
use serde_with::ser::SerializeAsWrap;

use super::request::{Draft, texts};
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
        Self { core: core.clone(), operation, draft: Draft::default(), options: CallOptions::default(), failure: None }
    }

    /// Fills a place of the path.
    pub fn path<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(name, value, |draft, values| {
            match <[String; 1]>::try_from(values) {
                Ok([value]) if !value.is_empty() => draft.path.push((name, value)),
                _ => {
                    return Err(Error::config(format!("the path value `{name}` must not be empty")));
                }
            }
            Ok(())
        })
    }

    /// [`path`](Self::path) in the spelling of the adapter `A`.
    pub fn path_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.path(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// Sets a query parameter; a sequence repeats it, null removes it.
    pub fn query<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(name, value, |draft, values| {
            draft.query.retain(|(key, _)| *key != name);
            draft.query.extend(values.into_iter().map(|value| (name, value)));
            Ok(())
        })
    }

    /// [`query`](Self::query) in the spelling of the adapter `A`.
    pub fn query_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.query(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// Sets a query parameter whose value is JSON text; null removes it.
    pub fn query_json<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        match noting(&mut self.draft.scrub, || serde_json::to_value(value)) {
            Ok(Value::Null) => self.query(name, &()),
            Ok(value) => self.query(name, &value.to_string()),
            Err(error) => {
                self.fail(unfit(name, error));
                self
            }
        }
    }

    /// Sets a header; null removes it.
    pub fn header<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(name, value, |draft, values| {
            let unfit = || Error::config(format!("the value of the header `{name}` cannot be sent"));
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit())?;
            draft.headers.remove(&key);
            for value in values {
                draft.headers.append(&key, HeaderValue::from_str(&value).map_err(|_| unfit())?);
            }
            Ok(())
        })
    }

    /// [`header`](Self::header) in the spelling of the adapter `A`.
    pub fn header_as<A: SerializeAs<T>, T: ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.header(name, &SerializeAsWrap::<T, A>::new(value))
    }

    /// A JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match noting(&mut self.draft.scrub, || serde_json::to_vec(body)) {
            Ok(body) => self.bytes("application/json", body),
            Err(error) => {
                self.fail(unfit("the body", error));
                self
            }
        }
    }

    /// A form body, from a flat struct; null leaves a field out, a sequence repeats it.
    pub fn form<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match noting(&mut self.draft.scrub, || form_text(body)) {
            Ok(body) => self.bytes("application/x-www-form-urlencoded", body),
            Err(error) => {
                self.fail(error);
                self
            }
        }
    }

    /// A body of any type.
    pub fn bytes(mut self, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.draft.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.draft.body = Some(body.into());
        self
    }

    /// Sets a GraphQL variable; null leaves it out.
    pub fn variable<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        match noting(&mut self.draft.scrub, || serde_json::to_value(value)) {
            Ok(Value::Null) => {
                self.draft.variables.shift_remove(name);
            }
            Ok(value) => {
                self.draft.variables.insert(name.to_owned(), value);
            }
            Err(error) => self.fail(unfit(name, error)),
        }
        self
    }

    /// Options of this call; they replace those that were set before.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    fn change<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        value: &T,
        change: impl FnOnce(&mut Draft, Vec<String>) -> Result<(), Error>,
    ) -> Self {
        let values = noting(&mut self.draft.scrub, || serde_json::to_value(value));
        let values = values.map_err(|error| unfit(name, error)).and_then(|value| texts(name, value));
        if let Err(error) = values.and_then(|values| change(&mut self.draft, values)) {
            self.fail(error);
        }
        self
    }

    /// The first mistake counts.
    pub(super) fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }
}

fn unfit(name: &str, error: serde_json::Error) -> Error {
    Error::config(format!("the value of `{name}` cannot be written: {error}"))
}

fn form_text<T: Serialize + ?Sized>(body: &T) -> Result<String, Error> {
    let fields = match serde_json::to_value(body).map_err(|error| unfit("the form", error))? {
        Value::Object(fields) => fields,
        Value::Null => serde_json::Map::new(),
        _ => return Err(Error::config("a form is made from a struct or a map")),
    };
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.extend_pairs(texts(&name, value)?.iter().map(|value| (&name, value)));
    }
    Ok(form.finish())
}
