//! The rules. Each is one file; the list below is what `cargo xtask lint` looks for.

mod client;
mod graphql;
mod openapi;

mod defaults;
mod deprecated_selections;
mod deprecations;
mod descriptions;
mod discriminators;
mod enums;
mod environment;
mod example_answers;
mod examples;
mod formats;
mod limits;
mod media_types;
mod operation_comments;
mod operation_ids;
mod operation_names;
mod parameter_names;
mod path_parameters;
mod patterns;
mod references;
mod repeating;
mod request_bodies;
mod required_properties;
mod security_schemes;
mod selection;
mod servers;
mod shapes;
mod statuses;
mod success_answers;
mod tags;
mod untyped_scalars;
mod unused_components;
mod versions;

use std::path::Path;

use crate::lint::document::Document;
use crate::lint::finding::Findings;
use crate::lint::subject::Subject;
use crate::load::client_toml::ClientToml;
use crate::load::graphql::GraphQlSource;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name in findings.
    pub id: &'static str,
    /// What holds where the rule finds nothing.
    pub about: &'static str,
    look: Look,
}

/// What a rule looks at.
#[derive(Debug)]
enum Look {
    /// The document as one tree of OpenAPI 3, with what stood in other files.
    OpenApi(fn(&Document<'_>, &mut openapi::Found<'_>)),
    /// The main file as it was written.
    Written(fn(&Document<'_>, &mut openapi::Found<'_>)),
    GraphQl(fn(&graphql::Subject<'_>, &mut graphql::Found<'_>)),
    Client(fn(&Subject<'_>, &mut client::Found<'_>)),
}

/// All rules.
pub const RULES: &[Rule] = &[
    // References come first: what they lead to is looked at by all others.
    references::RULE,
    versions::RULE,
    // Operations.
    operation_ids::RULE,
    path_parameters::RULE,
    parameter_names::RULE,
    request_bodies::RULE,
    success_answers::RULE,
    statuses::RULE,
    media_types::RULE,
    tags::RULE,
    descriptions::RULE,
    deprecations::RULE,
    // Schemas.
    shapes::RULE,
    required_properties::RULE,
    enums::RULE,
    formats::RULE,
    patterns::RULE,
    discriminators::RULE,
    defaults::RULE,
    examples::RULE,
    unused_components::RULE,
    // The API as a whole.
    servers::RULE,
    security_schemes::RULE,
    // GraphQL.
    deprecated_selections::RULE,
    untyped_scalars::RULE,
    operation_comments::RULE,
    example_answers::RULE,
    // `client.toml`.
    selection::RULE,
    operation_names::RULE,
    limits::RULE,
    environment::RULE,
    repeating::RULE,
];

/// Runs the rules about OpenAPI documents: `written` is the main file below `root`, `loaded` what became of it.
pub(super) fn look_at_openapi(
    root: &Path,
    written: Option<&Document<'_>>,
    loaded: Option<&Document<'_>>,
    client: &ClientToml,
    findings: &mut Findings,
) {
    for rule in RULES {
        let (document, look) = match rule.look {
            Look::Written(look) => (written, look),
            Look::OpenApi(look) => (loaded, look),
            Look::GraphQl(_) | Look::Client(_) => continue,
        };
        if let Some(document) = document {
            look(document, &mut openapi::Found { rule: rule.id, root, document, client, findings });
        }
    }
}

/// Runs the rules about schemas and operations of GraphQL, as far as they are valid.
pub(super) fn look_at_graphql(source: &GraphQlSource, findings: &mut Findings) {
    let Some(subject) = graphql::Subject::new(source) else { return };
    for rule in RULES {
        if let Look::GraphQl(look) = rule.look {
            look(&subject, &mut graphql::Found { rule: rule.id, findings });
        }
    }
}

/// Runs the rules about `client.toml`.
pub(super) fn look_at_client(subject: &Subject<'_>, findings: &mut Findings) {
    for rule in RULES {
        if let Look::Client(look) = rule.look {
            look(subject, &mut client::Found { rule: rule.id, file: subject.client_file, findings });
        }
    }
}
