//! `client.rs`: the client, whose methods are in `operations/`.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use crate::load::client_toml::Grant;
use crate::model::{Api, Placement, Role, Scheme, SchemeKind};

/// The file.
pub(super) fn tokens(api: &Api) -> TokenStream {
    let docs = doc(&docs(api));
    let builder_docs = doc(&builder_docs(api));
    quote! {
        use clientwright_common::rt;

        use super::api::API;

        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(super) core: rt::Core,
        }

        impl Client {
            #builder_docs
            pub fn builder() -> clientwright_common::ClientBuilder<Self> {
                rt::builder(&API)
            }

            /// The part of the client that all APIs share.
            pub fn core(&self) -> &rt::Core {
                &self.core
            }
        }

        impl rt::Service for Client {
            fn api() -> &'static rt::Api {
                &API
            }

            fn from_core(core: rt::Core) -> Self {
                Self { core }
            }
        }
    }
}

fn docs(api: &Api) -> String {
    let mut text = format!("Client for {}.\n\n", api.title);
    if !api.description.is_empty() {
        let _ = writeln!(text, "{}\n", api.description.trim());
    }
    text.push_str("Cloning it is cheap: clones share connections, tokens and rate limits.");
    text
}

fn builder_docs(api: &Api) -> String {
    let mut text = String::from("A builder for a client.\n\n# Servers\n\n");
    for server in &api.servers {
        let _ = writeln!(text, "- `{}`: `{}`", server.name, server.url);
        for variable in &server.variables {
            let values = if variable.values.is_empty() {
                String::new()
            } else {
                format!("; one of `{}`", variable.values.join("`, `"))
            };
            let _ = writeln!(
                text,
                "  - `{}`: `{}` by default{values}. {}",
                variable.name,
                variable.default,
                one_line(&variable.description)
            );
        }
    }
    text.push_str("\n# Credentials\n\n");
    if api.schemes.is_empty() {
        text.push_str("The API takes none.");
    }
    for scheme in &api.schemes {
        let _ = writeln!(text, "- `{}`: {}", scheme.name, credentials(scheme));
    }
    text
}

/// A text that stands in a list.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a scheme's credential is given to the builder, where it goes, and where the environment has it.
fn credentials(scheme: &Scheme) -> String {
    let place = match (&scheme.placement, scheme.kind) {
        (Placement::Cookie(name), SchemeKind::Session) => {
            format!("the cookies that the login sets, usually `{name}`")
        }
        (Placement::Cookie(name), _) => format!("the cookie `{name}`"),
        (Placement::Header(name, ..), _) => format!("the header `{name}`"),
        (Placement::Query(name), _) => format!("the query parameter `{name}`"),
    };
    let mut text = format!("given by {}; sent in {place}.", listed(&ways(scheme), "or"));
    if !scheme.environment.is_empty() {
        let variables =
            scheme.environment.iter().map(|variable| format!("{} from `{}`", held(variable.role), variable.name));
        let variables: Vec<String> = variables.collect();
        let _ = write!(text, " `credentials_from_env` reads {}.", listed(&variables, "and"));
    }
    text
}

/// The builder's methods.
fn ways(scheme: &Scheme) -> Vec<&'static str> {
    let mut ways = Vec::new();
    match scheme.kind {
        SchemeKind::ApiKey => ways.push("`api_key`"),
        SchemeKind::Basic => ways.push("`basic`"),
        SchemeKind::Token => ways.push("`bearer_token`"),
        SchemeKind::Session => {}
    }
    for flow in &scheme.flows {
        ways.push(match flow.grant {
            Grant::ClientCredentials => "`client_credentials`",
            Grant::Password => "`password`",
            Grant::AuthorizationCode => "`authorization_code` (after `authorization_request`)",
            Grant::Implicit => "`access_token` (after `implicit_request`)",
            Grant::Session => "`session`",
        });
    }
    if scheme.flows.iter().any(|flow| matches!(flow.grant, Grant::Password | Grant::AuthorizationCode)) {
        ways.push("`refresh_token` (if the server issues any)");
    }
    ways
}

/// What an environment variable holds.
fn held(role: Role) -> &'static str {
    match role {
        Role::ApiKey => "the key",
        Role::Token => "a token",
        Role::Username => "the user name",
        Role::Password => "the password",
        Role::ClientId => "the client id",
        Role::ClientSecret => "the client secret",
        Role::RefreshToken => "a refresh token",
    }
}

/// `a, b or c`.
fn listed<S: AsRef<str>>(texts: &[S], word: &str) -> String {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    match texts.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
