//! The contract of `clientwright-fflogs`: what goes out, and what comes back.

use clientwright_fflogs::Client;
use clientwright_fflogs::auth::Credential;
use clientwright_fflogs::common::ClientBuilder;

#[path = "fflogs/account.rs"]
mod account;
#[path = "fflogs/auth.rs"]
mod auth;
#[path = "fflogs/characters.rs"]
mod characters;
#[path = "fflogs/components.rs"]
mod components;
#[path = "fflogs/contract.rs"]
mod contract;
#[path = "fflogs/documents.rs"]
mod documents;
#[path = "fflogs/encounters.rs"]
mod encounters;
#[path = "fflogs/errors.rs"]
mod errors;
#[path = "fflogs/game.rs"]
mod game;
#[path = "fflogs/guilds.rs"]
mod guilds;
#[path = "fflogs/progress_race.rs"]
mod progress_race;
#[path = "fflogs/rate_limit.rs"]
mod rate_limit;
#[path = "fflogs/report_analysis.rs"]
mod report_analysis;
#[path = "fflogs/reports.rs"]
mod reports;
#[path = "fflogs/scalars.rs"]
mod scalars;
#[allow(dead_code, reason = "each contract uses a part of the stage")]
mod stage;
#[path = "fflogs/world.rs"]
mod world;

use stage::{Answer, SkippingClock, Stage};

const API: &str = "fflogs";

/// A builder without credentials, with the paths of the real site.
fn anonymous(stage: &Stage) -> ClientBuilder<Client> {
    Client::builder()
        .server_url("client", stage.url("/api/v2/client"))
        .server_url("user", stage.url("/api/v2/user"))
        .token_url(stage.url("/oauth/token"))
        .clock(SkippingClock::new())
}

/// A builder with a token for public and one for private data.
fn builder(stage: &Stage) -> ClientBuilder<Client> {
    anonymous(stage)
        .credential_for("client", Credential::Token("invented-client-token".into()))
        .credential_for("user", Credential::Token("invented-user-token".into()))
}

fn client(stage: &Stage) -> Client {
    builder(stage).build().unwrap()
}

/// An error answer of the description: the name of its file says its status.
fn refusal(name: &str) -> Answer {
    let path = clientwright_tests::root().join(format!("specs/fflogs/examples/errors/{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let status = name.rsplit_once('-').unwrap().1.parse().unwrap();
    Answer::of(status, "application/json", text)
}
