//! GraphQL over HTTP.

use http::header::{CONTENT_TYPE, HeaderValue};
use serde::de::DeserializeOwned;

use super::call::Call;
use super::decode::{decode, probe};
use crate::error::{Error, ErrorKind};
use crate::response::Response;

impl Call {
    /// Sends the document of the operation with its variables; the answer is its `data`.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell. An answer with `errors` gives [`Error::is_graphql`], with the
    /// list and what `data` there is.
    pub async fn send_graphql<T: DeserializeOwned>(mut self) -> Result<Response<T>, Error> {
        self.write_document()?;
        let success = self.execute().await.map_err(with_list)?;
        let body = &success.answer.body;
        if let Some(errors) = probe(body, "/errors")
            && errors.as_array().is_none_or(|list| !list.is_empty())
        {
            // What the error keeps must not hold a credential that the answer repeats.
            let errors = read_errors(success.scrub.json(errors));
            let data = probe(body, "/data").map(|data| success.scrub.json(data));
            let error = Error::new(ErrorKind::Graphql, "").with_graphql(errors, data);
            return Err(self.finish(&success, error));
        }
        match decode(body, "/data") {
            Ok(value) => Ok(success.with(value)),
            Err(mismatch) => Err(self.mismatch(&success, mismatch)),
        }
    }

    /// The body of a GraphQL operation: its document with the variables.
    pub(super) fn write_document(&mut self) -> Result<(), Error> {
        if let Some(graphql) = &self.operation.graphql {
            let body = graphql_client::QueryBody {
                variables: std::mem::take(&mut self.draft.variables),
                query: graphql.document,
                operation_name: graphql.name,
            };
            match serde_json::to_vec(&body) {
                Ok(body) => self.draft.body = Some(body.into()),
                Err(error) => {
                    return Err(Error::config("the variables cannot be written").with_source(error));
                }
            }
            self.draft.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(())
    }
}

/// Some servers send the list with an error status too.
fn with_list(error: Error) -> Error {
    let body = error.body_json();
    match body.as_ref().and_then(|body| body.get("errors")).filter(|errors| errors.is_array()) {
        // The kept body holds no secrets any more.
        Some(errors) => {
            let partial = body.as_ref().and_then(|body| body.get("data")).filter(|data| !data.is_null());
            error.with_graphql(read_errors(errors.clone()), partial.cloned())
        }
        None => error,
    }
}

/// The errors, each read as well as it can be.
fn read_errors(errors: serde_json::Value) -> Vec<graphql_client::Error> {
    let items = match errors {
        serde_json::Value::Array(items) => items,
        other => vec![other],
    };
    let read = |item: serde_json::Value| {
        let text = item.get("message").unwrap_or(&item);
        let message = text.as_str().map_or_else(|| text.to_string(), str::to_owned);
        serde_json::from_value(item).unwrap_or(graphql_client::Error {
            message,
            locations: None,
            path: None,
            extensions: None,
        })
    };
    items.into_iter().map(read).collect()
}
