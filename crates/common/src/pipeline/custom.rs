//! A call to an address that the description does not have, through the same pipeline.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::call::Call;
use super::request::Custom;
use crate::body::{Body, FilePart};
use crate::client::Core;
use crate::descriptor::Operation;
use crate::error::Error;
use crate::options::CallOptions;
use crate::response::Response;
use crate::stream::{ByteStream, EventStream};

/// A call to an address that the API's description does not have, made by
/// [`Core::request`](crate::Core::request). It has credentials, limits, retries and errors like any other;
/// errors name it `request`.
#[derive(Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct CustomCall {
    call: Call,
}

const OPERATION: Operation = Operation {
    id: "request",
    method: "GET",
    path: "",
    server: None,
    security: &[],
    idempotent: true,
    limits: Some(&[]),
    query: &[],
    accept: "application/json, */*;q=0.8",
    envelope: None,
    graphql: None,
};

/// Whether a method is safe to repeat is what RFC 9110, 9.2.2 says of it.
static METHODS: [Operation; 7] = [
    OPERATION,
    Operation { method: "HEAD", ..OPERATION },
    Operation { method: "PUT", ..OPERATION },
    Operation { method: "DELETE", ..OPERATION },
    Operation { method: "OPTIONS", ..OPERATION },
    Operation { method: "POST", idempotent: false, ..OPERATION },
    Operation { method: "PATCH", idempotent: false, ..OPERATION },
];

impl Core {
    /// A call to an address that the API's description does not have: `GET`, `/users/{id}/friends`. The
    /// path is below the server URL and may hold places for [`path`](CustomCall::path).
    ///
    /// By default the first credential that the client has is sent, the API's general limits count the
    /// call, and it is repeated if its method is safe to repeat
    /// ([`CallOptions::idempotent`] says otherwise). A method other than GET, HEAD, PUT, DELETE, OPTIONS, POST
    /// and PATCH makes the call fail with a configuration error, and so does a path that leads elsewhere:
    /// `..`, another host, a query.
    ///
    /// Errors show the filled path, spans and hooks neither path nor template.
    ///
    /// ```
    /// # async fn friends(core: &clientwright_common::Core) -> Result<(), clientwright_common::Error> {
    /// let friends = core.request("GET", "/users/{id}/friends").path("id", "peppy").query("page", &2);
    /// println!("{}", friends.send_json::<serde_json::Value>().await?["total"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: &str, path: impl Into<String>) -> CustomCall {
        let path = path.into();
        let operation = METHODS.iter().find(|operation| operation.method.eq_ignore_ascii_case(method));
        let mut call = Call::new(self, operation.unwrap_or(&METHODS[0]));
        if operation.is_none() {
            call.fail(Error::config(format!("`{method}` is not a method that can be sent")));
        }
        // A URL parser drops control characters, and spaces at the end, after they were looked at.
        let unfit = |c: char| c <= ' ' || matches!(c, '?' | '#' | '\\');
        if !path.starts_with('/') || path.starts_with("//") || path.contains(unfit) {
            call.fail(Error::config(
                "the path of a request must begin with one `/`, and hold no `?`, `#`, backslash, space or control \
                 character; `path` and `query` take values of any kind",
            ));
        }
        call.draft.custom = Some(Custom { path, ..Custom::default() });
        CustomCall { call }
    }
}

impl CustomCall {
    fn change(mut self, change: impl FnOnce(Call) -> Call) -> Self {
        self.call = change(self.call);
        self
    }

    fn custom(mut self, change: impl FnOnce(&mut Custom)) -> Self {
        if let Some(custom) = &mut self.call.draft.custom {
            change(custom);
        }
        self
    }

    /// Fills a place of the path; the value stays one segment.
    pub fn path<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(|call| call.path(name, value))
    }

    /// Sets a query parameter; a sequence repeats it.
    pub fn query<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(|call| call.query(name, value))
    }

    /// Sets a header, but not a credential.
    pub fn header<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(|call| call.header(name, value))
    }

    /// A JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.change(|call| call.json(body))
    }

    /// A form body, from a struct or map; a list repeats its field, and what is deeper has its place in
    /// brackets: `a[b][0]`.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.change(|call| call.form(body))
    }

    /// A body of any type, which may be a [stream](crate::body).
    pub fn body(self, content_type: &'static str, body: impl Into<Body>) -> Self {
        self.change(|call| call.stream(content_type, body))
    }

    /// Adds a value to a multipart form: null leaves it out, a list repeats it, a struct or map is JSON.
    pub fn part<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.change(|call| call.part(name, value))
    }

    /// Adds a file to a multipart form.
    pub fn part_file(self, name: &'static str, file: impl Into<FilePart>) -> Self {
        self.change(|call| call.part_file(name, file))
    }

    /// The server, by its name in the API's description. Default: the first one, or that of the scheme.
    pub fn server(self, name: impl Into<String>) -> Self {
        self.custom(|custom| custom.server = Some(name.into()))
    }

    /// No credential is sent, whatever the options say.
    pub fn anonymous(self) -> Self {
        self.custom(|custom| custom.anonymous = true)
    }

    /// Options of this call: time limits, retries, the security scheme, whether it is safe to repeat. They
    /// replace those that were set before.
    pub fn options(self, options: CallOptions) -> Self {
        self.change(|call| call.options(options))
    }

    /// Sends the call; the answer's body is given as it came.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send(self) -> Result<Response<Bytes>, Error> {
        self.call.send_raw().await
    }

    /// Sends the call; the answer is its bytes as they come.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell, until the headers are there.
    pub async fn send_stream(self) -> Result<Response<ByteStream>, Error> {
        self.call.send_stream().await
    }

    /// Sends the call; the answer is server-sent events.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell, until the headers are there.
    pub async fn send_events<T: DeserializeOwned>(self) -> Result<Response<EventStream<T>>, Error> {
        self.call.send_events().await
    }

    /// Sends the call; the answer is JSON, and read as a whole, with what the API wraps its answers in.
    ///
    /// # Errors
    ///
    /// As the predicates of [`Error`] tell.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        self.call.send_json().await
    }
}

impl fmt::Debug for CustomCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.call.draft.custom.as_ref().map(|custom| &custom.path);
        f.debug_struct("CustomCall")
            .field("method", &self.call.operation.method)
            .field("path", &path)
            .field("options", &self.call.options)
            .finish_non_exhaustive()
    }
}
