//! What rules about `client.toml` look at.

use std::path::Path;

use crate::load::client_toml::ClientToml;
use crate::model::Api;

/// A `client.toml` and the API that it belongs to.
pub(super) struct Subject<'a> {
    /// The file.
    pub(super) client_file: &'a Path,
    /// What it says.
    pub(super) client: &'a ClientToml,
    /// The API, if it could be drawn up.
    pub(super) api: Option<&'a Api>,
}
