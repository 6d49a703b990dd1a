//! Puts a credential into a request.

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::Secret;
use crate::descriptor::{Placement, Scheme, SchemeKind};
use crate::error::Error;

/// Puts the credential where the scheme wants it. A query value of the same name is replaced.
pub(crate) fn place(scheme: &Scheme, text: &Secret, url: &mut Url, headers: &mut HeaderMap) -> Result<(), Error> {
    match &scheme.placement {
        Placement::Header { name, word, prefix } => {
            let text = text.expose();
            let prefix = if text.starts_with(prefix) { "" } else { prefix };
            let space = if word.is_empty() { "" } else { " " };
            let value = zeroize::Zeroizing::new(format!("{word}{space}{prefix}{text}"));
            headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit(name))?, sensitive(&value, name)?);
        }
        Placement::Query { name } => {
            let others: Vec<(String, String)> =
                url.query_pairs().filter(|(key, _)| key != name).map(|(k, v)| (k.into(), v.into())).collect();
            url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, text.expose());
        }
        Placement::Cookie { name } => {
            let mut value = zeroize::Zeroizing::new(String::new());
            if let Some(others) = headers.get(COOKIE).and_then(|others| others.to_str().ok()) {
                value.push_str(others);
                value.push_str("; ");
            }
            // A session is all cookies that the login set, with their names.
            if scheme.kind != SchemeKind::Session {
                value.push_str(name);
                value.push('=');
            }
            value.push_str(text.expose());
            headers.insert(COOKIE, sensitive(&value, name)?);
        }
    }
    Ok(())
}

fn sensitive(text: &str, name: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text).map_err(|_| unfit(name))?;
    value.set_sensitive(true);
    Ok(value)
}

fn unfit(name: &str) -> Error {
    Error::config(format!(
        "the credential for `{name}` has characters that cannot be sent, such as a line break at its end"
    ))
}
