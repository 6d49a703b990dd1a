//! The address that a browser comes back with, and what has to be true of it.

use url::form_urlencoded::parse;
use zeroize::Zeroizing;

use crate::auth::Secret;
use crate::error::body::Details;
use crate::error::redact::Scrub;
use crate::error::{AuthFailure, Error};

/// The parameters of the address that a browser came back with.
pub(super) struct Redirect(Vec<(String, Zeroizing<String>)>);

impl Redirect {
    /// The parameters after the `?` of an address, or of a text that is only those.
    pub(super) fn of_query(address: &str) -> Self {
        let query = address.split_once('?').map_or(address, |(_, query)| query);
        Self::of(query.split('#').next().unwrap_or_default())
    }

    /// The parameters after the `#`. What stands in the query was seen by the server of the redirect
    /// address, and is not taken.
    pub(super) fn of_fragment(address: &str) -> Self {
        Self::of(address.split_once('#').map_or("", |(_, fragment)| fragment))
    }

    fn of(text: &str) -> Self {
        let pairs = parse(text.trim().as_bytes()).into_owned();
        Self(pairs.map(|(key, value)| (key, Zeroizing::new(value))).collect())
    }

    /// The values of a parameter.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a parameter that must be there once and not be empty.
    pub(super) fn one(&self, name: &'static str) -> Result<Secret, Error> {
        match self.all(name)[..] {
            [value] if !value.is_empty() => Ok(value.into()),
            _ => Err(Error::auth(
                AuthFailure::NoGrant,
                format!("the address does not hold exactly one `{name}`: begin the login again"),
            )),
        }
    }

    /// Whether it is the answer to the request with this `state`, and not a refusal.
    pub(super) fn check(&self, state: &Secret) -> Result<(), Error> {
        match self.all("state")[..] {
            [] => {
                let text = "the address has no `state`: it is not the answer to this request";
                return Err(Error::auth(AuthFailure::StateMissing, text));
            }
            [given] if Secret::from(given) == *state => {}
            [_] => {
                let text = "the `state` of the address is not the one that was sent: do not trust it";
                return Err(Error::auth(AuthFailure::StateWrong, text));
            }
            _ => {
                let text = "the address has several `state`s: do not trust it";
                return Err(Error::auth(AuthFailure::StateRepeated, text));
            }
        }
        match self.all("error").first() {
            Some(code) => {
                // What a server says of the refusal may repeat what else is in the address.
                let mut scrub = Scrub::default();
                for (_, value) in self.0.iter().filter(|(key, _)| !key.starts_with("error")) {
                    scrub.add(value);
                }
                let message = self.all("error_description").first().map(|text| scrub.text(text));
                let details = Details { message, code: Some(scrub.text(code)), request_id: None };
                Err(Error::auth(AuthFailure::Denied, "the authorization was refused").with_details(details))
            }
            None => Ok(()),
        }
    }
}
