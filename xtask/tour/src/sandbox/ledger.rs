//! What the sandbox remembers of an API: tokens and sessions that are good, and what was asked.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The memory of one API, shared by its listeners.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    issued: usize,
    access: BTreeMap<String, String>,
    refresh: BTreeMap<String, String>,
    tally: Tally,
}

/// What was asked of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls that were answered and had a key or a token that was given by hand.
    pub with_key: usize,
    /// Calls that were answered and had a token of a token endpoint or a session.
    pub with_token: usize,
    /// Calls that were answered and needed no credential.
    pub anonymous: usize,
    /// Calls that were refused because of their credential or the lack of it.
    pub unauthorized: usize,
    /// Grants for which tokens were issued, in order, by their names on the wire; `session` for a login.
    pub grants: Vec<&'static str>,
}

/// A new pair of tokens.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
}

/// What came with an answered call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    Nothing,
    Key,
    Token,
}

impl Tally {
    /// Calls that were answered.
    pub fn answered(&self) -> usize {
        self.with_key + self.with_token + self.anonymous
    }
}

impl Ledger {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tally(&self) -> Tally {
        self.state().tally.clone()
    }

    pub(super) fn answered(&self, proof: Proof) {
        let tally = &mut self.state().tally;
        match proof {
            Proof::Nothing => tally.anonymous += 1,
            Proof::Key => tally.with_key += 1,
            Proof::Token => tally.with_token += 1,
        }
    }

    pub(super) fn unauthorized(&self) {
        self.state().tally.unauthorized += 1;
    }

    /// Issues tokens for a security scheme, or the value of a session's cookies.
    pub(super) fn issue(&self, scheme: &str, grant: &'static str, with_refresh: bool) -> Issued {
        let mut state = self.state();
        state.issued += 1;
        state.tally.grants.push(grant);
        let access = format!("sandbox-token-{}", state.issued);
        state.access.insert(access.clone(), scheme.to_owned());
        let refresh = with_refresh.then(|| format!("sandbox-refresh-{}", state.issued));
        if let Some(refresh) = &refresh {
            state.refresh.insert(refresh.clone(), scheme.to_owned());
        }
        Issued { access, refresh }
    }

    /// Whether it was issued for this scheme and is good.
    pub(super) fn takes_access(&self, token: &str, scheme: &str) -> bool {
        self.state().access.get(token).is_some_and(|known| known == scheme)
    }

    /// Whether it was issued for this scheme and is good; a single-use one no longer is after that.
    pub(super) fn takes_refresh(&self, token: &str, scheme: &str, single_use: bool) -> bool {
        let mut state = self.state();
        let good = state.refresh.get(token).is_some_and(|known| known == scheme);
        if good && single_use {
            state.refresh.remove(token);
        }
        good
    }

    pub(super) fn revoke_access_tokens(&self) {
        self.state().access.clear();
    }
}
