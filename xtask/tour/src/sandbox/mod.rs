//! A server on loopback that answers like the real APIs, as far as the examples in their descriptions
//! go. It knows no API by name: all that it does comes from [`xtask::model::Api`].
//!
//! - Each host of an API gets a listener of its own, so that an operation that goes to the wrong host
//!   is not found there.
//! - A request is routed by method, path, fixed query and GraphQL operation name (`routes`).
//! - It needs the credential that the operation's security demands (`auth`); tokens come from token
//!   endpoints that check the grant (`tokens`), sessions from logins that check the user (`logins`).
//! - The answer is the first example of a success, or the one that is named like a path parameter's
//!   value (`answer`).
//! - All requests are counted (`ledger`).

mod answer;
mod auth;
mod ledger;
mod listen;
mod logins;
mod read;
mod routes;
mod template;
mod tokens;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::task::JoinSet;
use xtask::model::Api;

use ledger::Ledger;
pub use ledger::Tally;
use listen::Site;

/// What the sandbox takes for credentials. All of it is invented.
pub mod credentials {
    /// An API key, and the token of schemes whose tokens are handed out by hand.
    pub const KEY: &str = "sandbox-key";
    /// Id of an OAuth client.
    pub const CLIENT_ID: &str = "sandbox-client";
    /// Secret of that client.
    pub const CLIENT_SECRET: &str = "sandbox-client-secret";
    /// Name of a user.
    pub const USER: &str = "sandbox-user";
    /// Password of that user.
    pub const PASSWORD: &str = "sandbox-password";
    /// An authorization code. Unlike real ones, it can be exchanged more than once.
    pub const CODE: &str = "sandbox-code";
}

/// A running sandbox. It ends when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    sites: BTreeMap<String, Address>,
    operations: usize,
    /// Aborts the listeners when it is dropped.
    _listeners: JoinSet<()>,
}

/// Where the sandbox answers for one API.
#[derive(Debug)]
pub struct Address {
    servers: Vec<(String, String)>,
    ledger: Arc<Ledger>,
}

impl Sandbox {
    /// Starts it on 127.0.0.1, on ports that are free. It has to be called within a tokio runtime.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub async fn start(apis: &[Api]) -> std::io::Result<Self> {
        let mut sandbox = Self { sites: BTreeMap::new(), operations: 0, _listeners: JoinSet::new() };
        for api in apis {
            let ledger = Arc::new(Ledger::default());
            let mut servers = Vec::new();
            for host in routes::hosts(api) {
                let site = Site { routes: host.routes, grants: tokens::grants(api), ledger: ledger.clone() };
                let origin = listen::open(site, &mut sandbox._listeners).await?;
                servers.extend(host.servers.into_iter().map(|(name, path)| (name, format!("{origin}{path}"))));
            }
            // The default server comes first, as in the description.
            servers.sort_by_key(|(name, _)| api.servers.iter().position(|server| server.name == *name));
            sandbox.operations += api.operations.len();
            sandbox.sites.insert(api.name.clone(), Address { servers, ledger });
        }
        Ok(sandbox)
    }

    /// Where it answers for the API of this name.
    pub fn address(&self, api: &str) -> Option<&Address> {
        self.sites.get(api)
    }

    /// Number of operations that it can answer.
    pub fn operations(&self) -> usize {
        self.operations
    }
}

impl Address {
    /// Names and URLs of the API's servers, the default one first.
    pub fn servers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.servers.iter().map(|(name, url)| (name.as_str(), url.as_str()))
    }

    /// What was asked until now.
    pub fn tally(&self) -> Tally {
        self.ledger.tally()
    }

    /// Makes all access tokens and sessions worthless, as a server that was restarted does. Refresh tokens
    /// stay good.
    pub fn revoke_access_tokens(&self) {
        self.ledger.revoke_access_tokens();
    }
}
