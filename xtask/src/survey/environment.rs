//! The environment variables of the schemes: those that `client.toml` names, otherwise names made of
//! the API's own.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, Place, Result};
use crate::load::client_toml::{ClientToml, Environment, Grant};
use crate::model::{Role, Scheme, SchemeKind, Variable};
use crate::names;

const ROLES: [Role; 7] =
    [Role::ApiKey, Role::Token, Role::Username, Role::Password, Role::ClientId, Role::ClientSecret, Role::RefreshToken];

/// Gives each scheme its variables.
pub(crate) fn fill(api: &str, client: &ClientToml, client_file: &Path, schemes: &mut [Scheme]) -> Result<()> {
    let declared = |scheme: &Scheme| client.auth.get(&scheme.name)?.environment.as_ref();
    for scheme in schemes.iter_mut() {
        scheme.environment = match declared(scheme) {
            Some(environment) => checked(api, environment, scheme, client_file)?,
            None => derived(api, scheme),
        };
    }
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for variable in schemes.iter().flat_map(|scheme| &scheme.environment) {
        *uses.entry(variable.name.clone()).or_default() += 1;
    }
    // What is good for one scheme is not good for another; a client or a user may use several.
    for scheme in schemes.iter_mut().filter(|scheme| declared(scheme).is_none()) {
        for variable in &mut scheme.environment {
            let own = matches!(variable.role, Role::ApiKey | Role::Token | Role::RefreshToken);
            if own && uses.get(&variable.name).is_some_and(|uses| *uses > 1) {
                variable.name = names::variable(&[api, &scheme.name, ending(variable.role)]);
            }
        }
    }
    Ok(())
}

/// What `client.toml` names, once it makes sense.
fn checked(api: &str, environment: &Environment, scheme: &Scheme, client_file: &Path) -> Result<Vec<Variable>> {
    let usable = usable(scheme);
    let mut variables = Vec::new();
    for role in ROLES {
        let Some(name) = name_of(environment, role) else { continue };
        let fault = |what: String| {
            let place = format!("auth.{}.environment.{}", scheme.name, key(role));
            Error::new(client_file, what).at(Place::Key(place))
        };
        if !usable.contains(&role) {
            let keys: Vec<String> = usable.iter().map(|role| format!("`{}`", key(*role))).collect();
            return Err(fault(format!("the scheme `{}` has no use for it", scheme.name))
                .help(format!("the scheme can use {}", keys.join(", "))));
        }
        if !names::is_variable(name) {
            return Err(fault(format!("`{name}` is not the name of an environment variable")).help(format!(
                "write capital letters, digits and underscores, such as `{}`",
                names::variable(&[api, ending(role)])
            )));
        }
        variables.push(Variable { role, name: name.clone() });
    }
    Ok(variables)
}

fn derived(api: &str, scheme: &Scheme) -> Vec<Variable> {
    let roles = usable(scheme).into_iter();
    roles.map(|role| Variable { role, name: names::variable(&[api, ending(role)]) }).collect()
}

/// What a scheme's kind and its flows can use.
fn usable(scheme: &Scheme) -> Vec<Role> {
    let grants = |grants: &[Grant]| scheme.flows.iter().any(|flow| grants.contains(&flow.grant));
    let can_use = |role: &Role| match role {
        Role::ApiKey => scheme.kind == SchemeKind::ApiKey,
        Role::Token => scheme.kind == SchemeKind::Token,
        Role::Username | Role::Password => {
            matches!(scheme.kind, SchemeKind::Basic | SchemeKind::Session) || grants(&[Grant::Password])
        }
        Role::ClientId | Role::ClientSecret => grants(&[Grant::ClientCredentials, Grant::AuthorizationCode]),
        Role::RefreshToken => grants(&[Grant::Password, Grant::AuthorizationCode]),
    };
    ROLES.into_iter().filter(can_use).collect()
}

fn name_of(environment: &Environment, role: Role) -> Option<&String> {
    match role {
        Role::ApiKey => environment.api_key.as_ref(),
        Role::Token => environment.token.as_ref(),
        Role::Username => environment.username.as_ref(),
        Role::Password => environment.password.as_ref(),
        Role::ClientId => environment.client_id.as_ref(),
        Role::ClientSecret => environment.client_secret.as_ref(),
        Role::RefreshToken => environment.refresh_token.as_ref(),
    }
}

/// Key in `client.toml`.
pub(crate) fn key(role: Role) -> &'static str {
    match role {
        Role::ApiKey => "api_key",
        Role::Token => "token",
        Role::Username => "username",
        Role::Password => "password",
        Role::ClientId => "client_id",
        Role::ClientSecret => "client_secret",
        Role::RefreshToken => "refresh_token",
    }
}

/// Last words of a derived name.
fn ending(role: Role) -> &'static str {
    match role {
        Role::Token => "access_token",
        role => key(role),
    }
}
