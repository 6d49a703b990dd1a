//! How an error reads: what was called, what happened, what the API said. Never a secret.

use std::fmt;

use super::{Error, ErrorKind};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        if let Some(origin) = &inner.origin {
            write!(f, "{} {}: ", origin.api, origin.operation)?;
        }
        let said_by_api = inner.details.message.as_deref();
        match (inner.message.is_empty(), said_by_api) {
            (false, _) => f.write_str(&inner.message)?,
            (true, _) => f.write_str(inner.kind.phrase())?,
        }
        if let Some(status) = inner.status {
            write!(f, " (status {})", status.as_u16())?;
        }
        if let Some(path) = &inner.json_path {
            write!(f, " at `{path}`")?;
        }
        if let Some(text) = said_by_api.filter(|text| **text != inner.message) {
            write!(f, ": {}", one_line(text))?;
        }
        if let Some(code) = &inner.details.code {
            write!(f, " [code {}]", one_line(code))?;
        }
        #[cfg(feature = "graphql")]
        if let Some(first) = inner.graphql.first() {
            if said_by_api != Some(first.message.as_str()) {
                write!(f, ": {}", one_line(&first.message))?;
            }
            if inner.graphql.len() > 1 {
                write!(f, " (and {} more)", inner.graphql.len() - 1)?;
            }
        }
        if said_by_api.is_none()
            && matches!(inner.kind, ErrorKind::Decode | ErrorKind::Api | ErrorKind::Auth | ErrorKind::Refused)
            && let Some(body) = &inner.body
        {
            let excerpt = body.excerpt();
            if excerpt.is_empty() {
                f.write_str(": the body is empty")?;
            } else {
                write!(f, ": the body begins {excerpt:?}")?;
            }
        }
        if let Some(wait) = inner.retry_after {
            write!(f, "; may work in {:.1} s", wait.as_secs_f64())?;
        }
        if let Some(reason) = inner.gave_up.and_then(super::GaveUp::phrase) {
            write!(f, "; {reason}")?;
        }
        if let Some(origin) = &inner.origin
            && let Some(url) = &origin.url
        {
            write!(f, " [{} {url}", origin.method)?;
            if origin.attempts > 1 {
                write!(f, ", {} attempts in {:.1} s", origin.attempts, origin.elapsed.as_secs_f64())?;
            }
            f.write_str("]")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        let mut out = f.debug_struct("Error");
        out.field("kind", &inner.kind).field("text", &self.to_string());
        if let Some(body) = &inner.body {
            out.field("body", body);
        }
        if let Some(id) = &inner.details.request_id {
            out.field("request_id", id);
        }
        if !inner.previous.is_empty() {
            out.field("previous_attempts", &inner.previous);
        }
        if let Some(source) = &inner.source {
            out.field("source", source);
        }
        out.finish()
    }
}

/// The text up to 500 characters, with line breaks and control characters as spaces.
fn one_line(text: &str) -> String {
    let mut line: String = text.chars().take(500).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(500).is_some() {
        line.push('…');
    }
    line
}
