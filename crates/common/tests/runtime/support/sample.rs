//! A client for descriptions that a test makes up.

use clientwright_common::rt::{self, *};

/// The client of all made-up descriptions.
#[derive(Clone, Debug)]
pub struct Client {
    pub core: Core,
}

impl Service for Client {
    fn api() -> &'static Api {
        &PLAIN
    }
    fn from_core(core: Core) -> Self {
        Self { core }
    }
}

pub fn set_up(api: &'static Api) -> clientwright_common::ClientBuilder<Client> {
    rt::builder(api)
}

impl Client {
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(&self.core, operation)
    }
}

pub const SERVERS: &[Server] = &[Server { name: "default", url: "https://api.example.com", variables: &[] }];

pub const RULES: ErrorRules =
    ErrorRules { message: &["/error", "/message"], code: &["/code"], request_id: &["/request_id"], bodies: &[] };

/// An API without anything special.
pub const API: Api = Api {
    name: "sample",
    title: "Sample API",
    user_agent: "clientwright-sample/1.0",
    servers: SERVERS,
    schemes: &[],
    limits: &[],
    points: &[],
    waits: &[],
    retry_statuses: &[],
    retry_after_cap: None,
    errors: RULES,
    shown_query: &["u"],
};

pub static PLAIN: Api = API;

/// A GET that is safe to repeat.
pub const GET: Operation = Operation {
    id: "get_thing",
    method: "GET",
    path: "/thing",
    server: None,
    security: &[],
    idempotent: true,
    limits: Some(&[]),
    query: &[],
    accept: "application/json",
    envelope: None,
    graphql: None,
};

/// A POST that is not safe to repeat.
pub const POST: Operation = Operation { id: "throw", method: "POST", idempotent: false, ..GET };

/// A client without anything special.
pub fn client(server: &super::Loopback, clock: &std::sync::Arc<super::VirtualClock>) -> Client {
    set_up(&PLAIN).base_url(&server.url).clock(clock.clone()).build().unwrap()
}
