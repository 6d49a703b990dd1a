//! `api.rs`: what holds for all operations, as data for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use crate::load::client_toml::{
    BodyErrorKind, BodyRule, ClientAuth, ClientToml, Grant, LimitHeaders, Login, Points, WaitUnit,
};
use crate::model::{Api, Flow, Placement, Role, Scheme, SchemeKind, Server, Variable};

/// The file.
pub(super) fn tokens(api: &Api, client: &ClientToml) -> TokenStream {
    let docs = doc(&format!("What the runtime knows about {}.", api.title));
    let (name, title) = (&api.name, &api.title);
    let servers = api.servers.iter().map(server);
    let schemes = api.schemes.iter().map(scheme);
    let limits = client.limits.iter().map(|limit| {
        let (name, requests, seconds, only_named) = (&limit.name, limit.requests, limit.per_seconds, limit.only_named);
        let headers = limit_headers(limit.headers.as_ref());
        quote! {
            rt::Limit {
                name: #name,
                requests: #requests,
                per_seconds: #seconds,
                only_named: #only_named,
                headers: #headers,
            }
        }
    });
    let points = client.points.iter().map(points);
    let waits = client.waits.iter().map(|wait| {
        let source = match (&wait.header, &wait.body) {
            (Some(header), _) => {
                let header = header.to_ascii_lowercase();
                quote!(rt::WaitSource::Header(#header))
            }
            (None, body) => {
                let body = body.as_deref().unwrap_or_default();
                quote!(rt::WaitSource::Body(#body))
            }
        };
        let unit = wait_unit(wait.unit);
        let overrides = wait.overrides_retry_after;
        quote!(rt::WaitHint { source: #source, unit: #unit, overrides_retry_after: #overrides })
    });
    let statuses = &client.retry.statuses;
    let retry_after_cap = match client.retry.retry_after_cap {
        Some(seconds) => quote!(Some(#seconds)),
        None => quote!(None),
    };
    let errors = &client.errors;
    let (message, code, request_id) = (list(&errors.message), list(&errors.code), list(&errors.request_id));
    let bodies = errors.bodies.iter().map(body_rule);
    let shown = list(&client.safe.query);
    quote! {
        use clientwright_common::rt;

        #docs
        pub static API: rt::Api = rt::Api {
            name: #name,
            title: #title,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            limits: &[#(#limits),*],
            points: &[#(#points),*],
            waits: &[#(#waits),*],
            retry_statuses: &[#(#statuses),*],
            retry_after_cap: #retry_after_cap,
            errors: rt::ErrorRules {
                message: #message,
                code: #code,
                request_id: #request_id,
                bodies: &[#(#bodies),*],
            },
            shown_query: #shown,
        };
    }
}

/// `&["a", "b"]`.
pub(super) fn list<S: AsRef<str>>(texts: &[S]) -> TokenStream {
    let texts = texts.iter().map(AsRef::as_ref);
    quote!(&[#(#texts),*])
}

fn server(server: &Server) -> TokenStream {
    let (name, url) = (&server.name, &server.url);
    let variables = server.variables.iter().map(|variable| {
        let (name, default, values) = (&variable.name, &variable.default, list(&variable.values));
        quote!(rt::ServerVariable { name: #name, default: #default, values: #values })
    });
    quote!(rt::Server { name: #name, url: #url, variables: &[#(#variables),*] })
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = &scheme.name;
    let kind = match scheme.kind {
        SchemeKind::ApiKey => quote!(rt::SchemeKind::ApiKey),
        SchemeKind::Token => quote!(rt::SchemeKind::Token),
        SchemeKind::Basic => quote!(rt::SchemeKind::Basic),
        SchemeKind::Session => quote!(rt::SchemeKind::Session),
    };
    let placement = match &scheme.placement {
        Placement::Header(name, word, prefix) => {
            quote!(rt::Placement::Header { name: #name, word: #word, prefix: #prefix })
        }
        Placement::Query(name) => quote!(rt::Placement::Query { name: #name }),
        Placement::Cookie(name) => quote!(rt::Placement::Cookie { name: #name }),
    };
    let flows = scheme.flows.iter().map(flow);
    let server = option(scheme.server.as_deref());
    let environment = scheme.environment.iter().map(variable);
    quote! {
        rt::Scheme {
            name: #name,
            kind: #kind,
            placement: #placement,
            flows: &[#(#flows),*],
            server: #server,
            environment: &[#(#environment),*],
        }
    }
}

fn variable(variable: &Variable) -> TokenStream {
    let role = match variable.role {
        Role::ApiKey => quote!(rt::Role::ApiKey),
        Role::Token => quote!(rt::Role::Token),
        Role::Username => quote!(rt::Role::Username),
        Role::Password => quote!(rt::Role::Password),
        Role::ClientId => quote!(rt::Role::ClientId),
        Role::ClientSecret => quote!(rt::Role::ClientSecret),
        Role::RefreshToken => quote!(rt::Role::RefreshToken),
    };
    let name = &variable.name;
    quote!(rt::Variable { role: #role, name: #name })
}

fn flow(flow: &Flow) -> TokenStream {
    let grant = match flow.grant {
        Grant::ClientCredentials => quote!(rt::Grant::ClientCredentials),
        Grant::Password => quote!(rt::Grant::Password),
        Grant::AuthorizationCode => quote!(rt::Grant::AuthorizationCode),
        Grant::Implicit => quote!(rt::Grant::Implicit),
        Grant::Session => quote!(rt::Grant::Session),
    };
    let client_auth = match flow.client_auth {
        ClientAuth::Basic => quote!(rt::ClientAuth::Basic),
        ClientAuth::Body => quote!(rt::ClientAuth::Body),
        ClientAuth::None => quote!(rt::ClientAuth::None),
    };
    let (authorize_url, token_url) = (&flow.authorize_url, &flow.token_url);
    let (scopes, token_pointers) = (list(&flow.scopes), list(&flow.token_pointers));
    let (pkce, single_use_refresh) = (flow.pkce, flow.single_use_refresh);
    let login = login(flow.login.as_ref());
    quote! {
        rt::Flow {
            grant: #grant,
            authorize_url: #authorize_url,
            token_url: #token_url,
            scopes: #scopes,
            client_auth: #client_auth,
            pkce: #pkce,
            single_use_refresh: #single_use_refresh,
            token_pointers: #token_pointers,
            login: #login,
        }
    }
}

fn login(login: Option<&Login>) -> TokenStream {
    match login {
        Some(Login { operation, username, password }) => {
            quote!(Some(rt::Login { operation: #operation, username: #username, password: #password }))
        }
        None => quote!(None),
    }
}

fn limit_headers(headers: Option<&LimitHeaders>) -> TokenStream {
    let Some(headers) = headers else { return quote!(None) };
    let name = |name: &Option<String>| option(name.as_ref().map(|name| name.to_ascii_lowercase()).as_deref());
    let (limit, remaining) = (name(&headers.limit), name(&headers.remaining));
    let reset = match &headers.reset {
        Some(reset) => {
            let reset = reset.to_ascii_lowercase();
            let unit = wait_unit(headers.reset_unit.unwrap_or(WaitUnit::UnixSeconds));
            quote!(Some((#reset, #unit)))
        }
        None => quote!(None),
    };
    quote!(Some(rt::LimitHeaders { limit: #limit, remaining: #remaining, reset: #reset }))
}

fn points(points: &Points) -> TokenStream {
    let Points { name, limit, spent, resets_in, per_seconds, cost, costs } = points;
    let costs = costs.iter().map(|(operation, cost)| quote!((#operation, #cost)));
    quote! {
        rt::Points {
            name: #name,
            limit: #limit,
            spent: #spent,
            resets_in: #resets_in,
            per_seconds: #per_seconds,
            cost: #cost,
            costs: &[#(#costs),*],
        }
    }
}

fn wait_unit(unit: WaitUnit) -> TokenStream {
    match unit {
        WaitUnit::Seconds => quote!(rt::WaitUnit::Seconds),
        WaitUnit::Milliseconds => quote!(rt::WaitUnit::Milliseconds),
        WaitUnit::UnixSeconds => quote!(rt::WaitUnit::UnixSeconds),
    }
}

fn body_rule(rule: &BodyRule) -> TokenStream {
    let test = if let Some(values) = &rule.is {
        let values = list(values);
        quote!(rt::BodyTest::Is(#values))
    } else if let Some(values) = &rule.is_not {
        let values = list(values);
        quote!(rt::BodyTest::IsNot(#values))
    } else if let Some(part) = &rule.contains {
        quote!(rt::BodyTest::Contains(#part))
    } else if rule.is_object {
        quote!(rt::BodyTest::IsObject)
    } else {
        quote!(rt::BodyTest::IsString)
    };
    let kind = match rule.kind {
        BodyErrorKind::Api => quote!(rt::BodyErrorKind::Api),
        BodyErrorKind::Auth => quote!(rt::BodyErrorKind::Auth),
        BodyErrorKind::NotFound => quote!(rt::BodyErrorKind::NotFound),
        BodyErrorKind::RateLimited => quote!(rt::BodyErrorKind::RateLimited),
    };
    let (pointer, operations, message) = (&rule.pointer, list(&rule.operations), &rule.message);
    let (retryable, stale) = (rule.retryable, rule.stale);
    quote! {
        rt::BodyRule {
            pointer: #pointer,
            test: #test,
            operations: #operations,
            kind: #kind,
            message: #message,
            retryable: #retryable,
            stale: #stale,
        }
    }
}

/// `Some("a")` or `None`.
pub(super) fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
