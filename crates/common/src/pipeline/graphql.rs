//! GraphQL over HTTP.

use http::header::{CONTENT_TYPE, HeaderValue};
use serde::de::DeserializeOwned;

use super::call::Call;
use super::decode::probe;
use crate::body::Payload;
use crate::error::{Error, ErrorKind};
use crate::response::Response;
use crate::retry::classify::Outcome;

impl Call {
    /// Sends the document of the operation with its variables; the answer is its `data`.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell. An answer with `errors` gives [`Error::is_graphql`], with the
    /// list and what `data` there is.
    pub async fn send_graphql<T: DeserializeOwned>(mut self) -> Result<Response<T>, Error> {
        self.write_document();
        let answer = self.execute(|good| match probe(&good.answer.body, "/errors") {
            Some(errors) if errors.as_array().is_none_or(|list| !list.is_empty()) => {
                // What the error keeps must not hold a credential that the answer repeats.
                let errors = read_errors(good.scrub.json(errors));
                let data = probe(&good.answer.body, "/data").map(|data| good.scrub.json(data));
                let error = Error::new(ErrorKind::Graphql, "").with_graphql(errors, data);
                Err(good.failure(error, Outcome::Final))
            }
            _ => good.json("/data"),
        });
        answer.await.map_err(with_list)
    }

    /// The body of a GraphQL operation: its document with the variables.
    pub(super) fn write_document(&mut self) {
        if let Some(graphql) = &self.operation.graphql {
            let body = graphql_client::QueryBody {
                variables: std::mem::take(&mut self.draft.variables),
                query: graphql.document,
                operation_name: graphql.name,
            };
            match serde_json::to_vec(&body) {
                Ok(body) => self.draft.body = Some(Payload::Bytes(body.into())),
                Err(error) => self.fail(Error::config("the variables cannot be written").with_source(error)),
            }
            self.draft.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
    }
}

/// Some servers send the list with an error status too.
fn with_list(error: Error) -> Error {
    if error.is_graphql() || error.is_decode() {
        return error;
    }
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
