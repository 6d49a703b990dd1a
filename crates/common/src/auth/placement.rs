//! Puts a credential into a request.

use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use url::{Url, form_urlencoded};

use super::Secret;
use crate::descriptor::{Placement, Scheme, SchemeKind};
use crate::error::Error;

/// Puts the credential where the scheme wants it. A query value or cookie of the same name
/// is replaced.
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
            // Other parameters keep their spelling: that of a list tells delimiters from commas in its values.
            let others = url.query().unwrap_or_default().split('&').filter(|part| {
                let key = form_urlencoded::parse(part.as_bytes()).next();
                key.is_some_and(|(key, _)| key != *name)
            });
            let others = others.collect::<Vec<_>>().join("&");
            url.set_query((!others.is_empty()).then_some(&others));
            url.query_pairs_mut().append_pair(name, text.expose());
        }
        Placement::Cookie { name } => {
            // A session is all cookies that the login set, with their names.
            let session = scheme.kind == SchemeKind::Session;
            let own = |cookie: &str| {
                let key = key_of(cookie);
                if session { text.expose().split(';').any(|own| key_of(own) == key) } else { key == *name }
            };
            let mut value = zeroize::Zeroizing::new(String::new());
            let others = headers.get(COOKIE).and_then(|others| others.to_str().ok()).unwrap_or_default();
            for other in others.split(';').map(str::trim).filter(|other| !other.is_empty() && !own(other)) {
                value.push_str(other);
                value.push_str("; ");
            }
            if !session {
                value.push_str(name);
                value.push('=');
            }
            value.push_str(text.expose());
            headers.insert(COOKIE, sensitive(&value, name)?);
        }
    }
    Ok(())
}

/// The name of a cookie.
fn key_of(cookie: &str) -> &str {
    cookie.split('=').next().unwrap_or_default().trim()
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
