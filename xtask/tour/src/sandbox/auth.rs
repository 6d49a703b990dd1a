//! Whether a request may pass.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use xtask::model::{Api, Operation, Placement, Scheme, SchemeKind};

use super::credentials::{KEY, PASSWORD, USER};
use super::ledger::{Ledger, Proof};
use super::logins::companion;
use super::read::Asked;

/// Credentials that together are enough; none at all for a call that anybody may make.
pub(super) type Alternative = Vec<Need>;

/// A credential that a call needs.
#[derive(Clone, Debug)]
pub(super) struct Need {
    scheme: String,
    kind: SchemeKind,
    placement: Placement,
    /// Whether it comes from a token endpoint or a login.
    issued: bool,
}

/// The alternatives that a server takes for an operation. A scheme may bind its calls to a server;
/// `usual`: it is the server for all other calls. `None`: the operation is not asked here.
pub(super) fn alternatives(api: &Api, operation: &Operation, server: &str, usual: bool) -> Option<Vec<Alternative>> {
    if operation.security.is_empty() {
        return usual.then(|| vec![Vec::new()]);
    }
    let scheme = |name: &String| api.schemes.iter().find(|scheme| scheme.name == *name);
    let here = operation.security.iter().filter(|names| {
        let bound = names.iter().filter_map(scheme).find_map(|scheme| scheme.server.as_deref());
        bound.map_or(usual, |bound| bound == server)
    });
    let needs = here.map(|names| names.iter().filter_map(scheme).map(Need::new).collect());
    Some(needs.collect()).filter(|needs: &Vec<Alternative>| !needs.is_empty())
}

/// What lets the request pass; `None` if nothing does.
pub(super) fn proof(alternatives: &[Alternative], asked: &Asked, ledger: &Ledger) -> Option<Proof> {
    let good = alternatives.iter().find(|needs| needs.iter().all(|need| need.is_met(asked, ledger)))?;
    Some(match good.as_slice() {
        [] => Proof::Nothing,
        needs if needs.iter().any(|need| need.issued) => Proof::Token,
        _ => Proof::Key,
    })
}

impl Need {
    fn new(scheme: &Scheme) -> Self {
        Self {
            scheme: scheme.name.clone(),
            kind: scheme.kind,
            placement: scheme.placement.clone(),
            issued: !scheme.flows.is_empty(),
        }
    }

    fn is_met(&self, asked: &Asked, ledger: &Ledger) -> bool {
        let Some(given) = self.given(asked) else { return false };
        match self.kind {
            SchemeKind::Token if self.issued => ledger.takes_access(given, &self.scheme),
            SchemeKind::Session => ledger.takes_access(given, &self.scheme) && self.companion(asked) == Some(given),
            SchemeKind::Token | SchemeKind::ApiKey => given == KEY,
            SchemeKind::Basic => given == STANDARD.encode(format!("{USER}:{PASSWORD}")),
        }
    }

    /// The second cookie of a session.
    fn companion<'a>(&self, asked: &'a Asked) -> Option<&'a str> {
        match &self.placement {
            Placement::Cookie(name) => asked.cookie(&companion(name)),
            _ => None,
        }
    }

    /// The credential in the request, without the word and the prefix that belong to it.
    fn given<'a>(&self, asked: &'a Asked) -> Option<&'a str> {
        match &self.placement {
            Placement::Query(name) => asked.query(name),
            Placement::Cookie(name) => asked.cookie(name),
            Placement::Header(name, word, prefix) => {
                let text = asked.header(name)?;
                let text = if word.is_empty() {
                    text
                } else {
                    let (first, rest) = text.split_once(' ')?;
                    first.eq_ignore_ascii_case(word).then(|| rest.trim_start())?
                };
                Some(text.strip_prefix(prefix.as_str()).unwrap_or(text))
            }
        }
    }
}
