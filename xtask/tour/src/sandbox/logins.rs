//! Logins: the operation that opens a session takes one user, and sets cookies.

use xtask::load::client_toml::Login as Form;
use xtask::model::{Api, Example, Operation, Placement};

use super::answer::Reply;
use super::credentials::{PASSWORD, USER};
use super::ledger::Ledger;
use super::read::Asked;

/// The login of a scheme.
#[derive(Clone, Debug)]
pub(super) struct Login {
    scheme: String,
    cookie: String,
    form: Form,
    refusal: Option<Example>,
}

/// The login that an operation is.
pub(super) fn of(api: &Api, operation: &Operation) -> Option<Login> {
    api.schemes.iter().find_map(|scheme| {
        let form =
            scheme.flows.iter().filter_map(|flow| flow.login.as_ref()).find(|form| form.operation == operation.id)?;
        let Placement::Cookie(cookie) = &scheme.placement else { return None };
        Some(Login {
            scheme: scheme.name.clone(),
            cookie: cookie.clone(),
            form: form.clone(),
            refusal: operation.examples.iter().find(|example| example.error.is_some()).cloned(),
        })
    })
}

/// Name of the second cookie of a session. A client that keeps only the one that the description names
/// is not let in.
pub(super) fn companion(cookie: &str) -> String {
    format!("{cookie}.sig")
}

impl Login {
    /// Opens a session if user name and password are those of the sandbox; `success` is the answer then.
    pub(super) fn answer(&self, asked: &Asked, success: &Example, ledger: &Ledger) -> Reply {
        let form = asked.form();
        let field = |name: &str| form.as_ref().and_then(|form| form.field(name));
        if (field(&self.form.username), field(&self.form.password)) != (Some(USER), Some(PASSWORD)) {
            let plain = || Reply::refusal(401, "unauthorized", "user name or password is wrong");
            return self.refusal.as_ref().map_or_else(plain, Reply::example);
        }
        let session = ledger.issue(&self.scheme, "session", false).access;
        let cookies =
            [&self.cookie, &companion(&self.cookie)].map(|name| format!("{name}={session}; Path=/; HttpOnly"));
        Reply::example(success).setting(cookies)
    }
}
