//! Credentials that are not in the program: environment variables, and a file with the same names.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use serde::Deserialize;
use serde_with::{As, Same};

use super::private_file::{contents, exposed};
use super::{Credential, RefreshToken, Secret, SecretText};
use crate::descriptor::{Api, Grant, Role, Scheme, SchemeKind};
use crate::error::Error;

/// Bytes of a credentials file that are read.
const MAX_FILE: u64 = 1024 * 1024;

/// Credentials by the name of their scheme.
pub(crate) type Named = Vec<(String, Credential)>;

/// A way to make a credential of variables.
struct Way {
    needed: &'static [Role],
    make: fn(&Held<'_>) -> Option<Vec<Credential>>,
}

/// What the variables of a scheme hold.
type Held<'a> = dyn Fn(Role) -> Option<Secret> + 'a;

/// The credentials in the variables of the environment.
pub(crate) fn from_environment(api: &'static Api) -> Result<Named, Error> {
    let mut values = BTreeMap::new();
    for name in api.schemes.iter().flat_map(|scheme| scheme.environment).map(|variable| variable.name) {
        match std::env::var(name) {
            Ok(value) => {
                values.insert(name.to_owned(), Secret::new(value));
            }
            Err(std::env::VarError::NotPresent) => {}
            Err(std::env::VarError::NotUnicode(_)) => {
                return Err(Error::config(format!("the environment variable {name} is not UTF-8")));
            }
        }
    }
    credentials(api, &values, "in the environment")
}

/// The credentials in a JSON file of one object, whose keys are the names of the variables.
pub(crate) fn from_file(api: &'static Api, path: &Path) -> Result<Named, Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Values(#[serde(with = "As::<BTreeMap<Same, SecretText>>")] BTreeMap<String, Secret>);

    let place = path.display();
    let unreadable =
        |error: std::io::Error| Error::config(format!("cannot read the credentials file {place}: {error}"));
    let file = File::open(path).map_err(unreadable)?;
    let found = file.metadata().map_err(unreadable)?;
    if let Some(text) = exposed(path, &found, "600") {
        return Err(Error::config(format!("the credentials file is not private: {text}")));
    }
    if found.len() > MAX_FILE {
        return Err(Error::config(format!("the credentials file {place} is larger than {MAX_FILE} bytes")));
    }
    let text = contents(file, &found, MAX_FILE).map_err(unreadable)?;
    // The parser's own words may quote a value.
    let Values(values) = serde_json::from_slice(&text).map_err(|error| {
        Error::config(format!(
            "the credentials file {place} is not a JSON object of names and texts (line {}, column {})",
            error.line(),
            error.column()
        ))
    })?;
    credentials(api, &values, &format!("in {place}"))
}

/// One credential for each scheme that has all its variables. Variables that make up only a part of one,
/// and no other, are an error that names what is missing.
fn credentials(api: &'static Api, values: &BTreeMap<String, Secret>, place: &str) -> Result<Named, Error> {
    let value = |name: &str| values.get(name).filter(|value| !value.expose().is_empty()).cloned();
    let mut found = Named::new();
    let mut used: Vec<&str> = Vec::new();
    let mut partial = Vec::new();
    let mut possible = Vec::new();
    for scheme in api.schemes {
        let name = |role| scheme.environment.iter().find(|variable| variable.role == role).map(|known| known.name);
        let held = |role| value(name(role)?);
        let mut complete = false;
        for way in ways(scheme) {
            let Some(names) = way.needed.iter().map(|role| name(*role)).collect::<Option<Vec<&str>>>() else {
                continue;
            };
            if complete {
                used.extend(names);
            } else if let Some(credentials) = (way.make)(&held) {
                found.extend(credentials.into_iter().map(|credential| (scheme.name.to_owned(), credential)));
                used.extend(&names);
                complete = true;
            } else {
                partial.push(names.clone());
                let text = names.join(" with ");
                if !possible.contains(&text) {
                    possible.push(text);
                }
            }
        }
    }
    for names in partial {
        let (set, missing): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| value(name).is_some());
        if let Some(first) = set.iter().find(|name| !used.contains(*name)) {
            return Err(Error::config(format!("{} is not set {place}, but {first} is", missing.join(", "))));
        }
    }
    match (found.is_empty(), possible.is_empty()) {
        (false, _) => Ok(found),
        (true, false) => {
            Err(Error::config(format!("no credentials {place}: {} takes {}", api.title, possible.join(", or "))))
        }
        (true, true) => Err(Error::config(format!("{} takes no credentials {place}", api.title))),
    }
}

/// The ways of a scheme, the preferred one first.
fn ways(scheme: &Scheme) -> Vec<Way> {
    use Role::{ApiKey, ClientId, ClientSecret, Password, RefreshToken as Refresh, Token, Username};
    let mut ways = Vec::new();
    match scheme.kind {
        SchemeKind::ApiKey => {
            ways.push(Way { needed: &[ApiKey], make: |held| Some(vec![Credential::ApiKey(held(ApiKey)?)]) });
        }
        SchemeKind::Token => {
            ways.push(Way { needed: &[Token], make: |held| Some(vec![Credential::Token(held(Token)?)]) });
        }
        SchemeKind::Basic => ways.push(Way {
            needed: &[Username, Password],
            make: |held| {
                let user = held(Username)?.expose().to_owned();
                Some(vec![Credential::Basic { user, password: held(Password)? }])
            },
        }),
        SchemeKind::Session => {}
    }
    let granted = |grant| scheme.flows.iter().any(|flow| flow.grant == grant);
    if granted(Grant::Session) {
        ways.push(Way {
            needed: &[Username, Password],
            make: |held| {
                let user = held(Username)?.expose().to_owned();
                Some(vec![Credential::Session { user, password: held(Password)? }])
            },
        });
    }
    if granted(Grant::Password) {
        ways.push(Way {
            needed: &[Username, Password],
            make: |held| {
                let user = held(Username)?.expose().to_owned();
                let mut credentials = vec![Credential::Password { user, password: held(Password)? }];
                credentials.extend(held(Refresh).map(|token| Credential::RefreshToken(RefreshToken::new(token))));
                Some(credentials)
            },
        });
        ways.push(Way {
            needed: &[Refresh],
            make: |held| Some(vec![Credential::RefreshToken(RefreshToken::new(held(Refresh)?))]),
        });
    }
    if granted(Grant::AuthorizationCode) {
        ways.push(Way {
            needed: &[Refresh, ClientId],
            make: |held| {
                let id = held(ClientId)?.expose().to_owned();
                let token = RefreshToken::new(held(Refresh)?).client(id, held(ClientSecret));
                Some(vec![Credential::RefreshToken(token)])
            },
        });
    }
    if granted(Grant::ClientCredentials) {
        ways.push(Way {
            needed: &[ClientId, ClientSecret],
            make: |held| {
                let id = held(ClientId)?.expose().to_owned();
                Some(vec![Credential::ClientCredentials { id, secret: held(ClientSecret)? }])
            },
        });
    }
    ways
}
