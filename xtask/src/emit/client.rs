//! `client.rs`: the client, whose methods are in `operations/`.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use crate::load::client_toml::Grant;
use crate::model::{Api, Placement, Scheme, SchemeKind};

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

/// How a scheme's credential is given to the builder, and where it goes.
fn credentials(scheme: &Scheme) -> String {
    let mut ways = Vec::new();
    match scheme.kind {
        SchemeKind::ApiKey => ways.push("`api_key`"),
        SchemeKind::Basic => ways.push("`basic`"),
        SchemeKind::Token => ways.push("`bearer_token`"),
    }
    for flow in &scheme.flows {
        match flow.grant {
            Grant::ClientCredentials => ways.push("`client_credentials`"),
            Grant::Password => ways.push("`password`"),
            Grant::AuthorizationCode => ways.push("`authorization_code`"),
            Grant::Implicit => {}
        }
    }
    let place = match &scheme.placement {
        Placement::Header(name, ..) => format!("the header `{name}`"),
        Placement::Query(name) => format!("the query parameter `{name}`"),
        Placement::Cookie(name) => format!("the cookie `{name}`"),
    };
    let mut text = format!("{} of the builder; sent in {place}.", ways.join(" or "));
    if !scheme.environment.is_empty() {
        let _ = write!(text, " By custom kept in `{}`.", scheme.environment.join("`, `"));
    }
    text
}
