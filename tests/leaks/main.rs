//! However a call fails, no secret shows: not in the log at its most verbose level, in the text of an
//! error, in the `Debug` of anything, in a panic, or in a file other than the token store. And a redirect
//! to another origin carries none.

mod alone;
mod detector;
mod echo;
mod extras;
mod failure;
mod logins;
mod markers;
mod matrix;
mod redirects;
mod settings;
mod setup;
mod shown;
mod store;
mod tokens;
mod watch;
mod ways;
mod wire;

use alone::Alone;
use matrix::Place;

#[test]
fn a_call_that_fails_at_the_api_shows_no_secret() {
    Alone::new("a_call_that_fails_at_the_api_shows_no_secret").run(async |watch| {
        matrix::run(watch, Place::Api).await;
        // Nothing that was not heard or looked at can have been found clean.
        assert!(["reqwest", "hyper_util", "clientwright_common"].into_iter().all(|name| watch.has_heard(name)));
        let looked_at = watch.channels();
        for channel in ["Debug of the client", "Display of the error", "graphql_errors", "request_id", "json_path"] {
            assert!(looked_at.iter().any(|known| known == channel), "{channel}");
        }
    });
}

#[test]
fn a_call_that_fails_at_the_token_endpoint_shows_no_secret() {
    Alone::new("a_call_that_fails_at_the_token_endpoint_shows_no_secret").run(async |watch| {
        matrix::run(watch, Place::Grant).await;
    });
}

#[test]
fn a_redirect_to_another_origin_carries_no_credential() {
    Alone::new("a_redirect_to_another_origin_carries_no_credential").run(redirects::run);
}

#[test]
fn a_token_that_is_not_taken_does_not_show() {
    Alone::new("a_token_that_is_not_taken_does_not_show").run(tokens::run);
}

#[test]
fn a_login_in_a_browser_shows_no_secret() {
    Alone::new("a_login_in_a_browser_shows_no_secret").run(logins::run);
}

#[test]
fn a_set_up_that_cannot_work_shows_no_secret() {
    let alone = Alone::new("a_set_up_that_cannot_work_shows_no_secret");
    let set = |alone: Alone, name: &&'static str| alone.variable(name, markers::secret("variable", "-7f3a-"));
    settings::VARIABLES.iter().fold(alone, set).run(settings::run);
}

#[test]
fn hooks_repetitions_and_calls_of_ones_own_show_no_secret() {
    Alone::new("hooks_repetitions_and_calls_of_ones_own_show_no_secret").run(extras::run);
}
