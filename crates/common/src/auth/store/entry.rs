//! The text form of an entry: JSON with a format number.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use serde_with::As;

use super::{StoreError, StoreErrorKind, StoredToken, TokenKey};
use crate::auth::{Secret, SecretText};

/// The format that this version writes.
const FORMAT: u32 = 1;

#[derive(Deserialize)]
struct Head {
    format: u32,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    format: u32,
    api: String,
    scheme: String,
    host: String,
    client: String,
    account: String,
    grant: String,
    #[serde(with = "As::<SecretText>")]
    access_token: Secret,
    #[serde(with = "As::<Option<SecretText>>", default, skip_serializing_if = "Option::is_none")]
    refresh_token: Option<Secret>,
    /// Unix milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    life_ms: Option<u64>,
}

impl StoredToken {
    /// The entry as text, for a store of your own. It holds the tokens: keep it where only the user can
    /// read it.
    pub fn to_json(&self, key: &TokenKey) -> Secret {
        let entry = Entry {
            format: FORMAT,
            api: key.api.clone(),
            scheme: key.scheme.clone(),
            host: key.host.clone(),
            client: key.client.clone(),
            account: key.account.clone(),
            grant: key.grant.clone(),
            access_token: self.access.clone(),
            refresh_token: self.refresh.clone(),
            expires_at_ms: self.expires.map(|moment| millis(moment.duration_since(UNIX_EPOCH).unwrap_or_default())),
            life_ms: self.life.map(millis),
        };
        // A struct of strings and numbers can always be written.
        Secret::new(serde_json::to_string(&entry).unwrap_or_default())
    }

    /// Reads what [`to_json`](Self::to_json) wrote for this key.
    ///
    /// # Errors
    ///
    /// [`StoreErrorKind::NewerFormat`]: a newer version wrote it. [`StoreErrorKind::Damaged`]: it is
    /// anything else, or the entry of another key.
    pub fn from_json(key: &TokenKey, text: &[u8]) -> Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::new(StoreErrorKind::Damaged, format!("the entry {what}"));
        let head: Head = serde_json::from_slice(text)
            .map_err(|error| damaged(if error.is_eof() { "is cut off" } else { "is not one of this store" }))?;
        if head.format > FORMAT {
            return Err(StoreError::new(
                StoreErrorKind::NewerFormat,
                format!("the entry has format {}, and this version knows {FORMAT}: update the program", head.format),
            ));
        }
        let entry: Entry = serde_json::from_slice(text).map_err(|_| damaged("lacks a part"))?;
        let written_for = TokenKey {
            api: entry.api,
            scheme: entry.scheme,
            host: entry.host,
            client: entry.client,
            account: entry.account,
            grant: entry.grant,
        };
        if written_for != *key {
            return Err(damaged("belongs to another API, account or grant"));
        }
        if entry.access_token.expose().is_empty() {
            return Err(damaged("holds no token"));
        }
        let moment = |millis| UNIX_EPOCH.checked_add(Duration::from_millis(millis));
        Ok(Self {
            access: entry.access_token,
            refresh: entry.refresh_token.filter(|token| !token.expose().is_empty()),
            expires: entry.expires_at_ms.map(|millis| moment(millis).unwrap_or(SystemTime::UNIX_EPOCH)),
            life: entry.life_ms.map(Duration::from_millis),
        })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
