//! Every way to call, in every failure, at the API itself and where it gets its credential.

use std::time::Duration;

use clientwright_common::Error;

use crate::failure::{Failure, answer};
use crate::markers::{Letters, Secrets, find};
use crate::setup::{Setup, Trial, Trouble};
use crate::shown;
use crate::watch::Watch;
use crate::ways::{WAYS, Way};
use crate::wire::{NOWHERE, Reply, Server};

/// Path of the token endpoint, or of the login.
pub const GRANT: &str = "/grant-me";

/// Where a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Api,
    Grant,
}

/// All calls that fail at this place.
pub async fn run(watch: &'static Watch, place: Place) {
    for way in WAYS.iter().filter(|way| place == Place::Api || way.asks()) {
        for failure in Failure::all(way.shapes) {
            one(watch, way, place, Letters::Odd, &failure).await;
        }
        for failure in Failure::few(way.shapes) {
            one(watch, way, place, Letters::Plain, &failure).await;
        }
    }
}

async fn one(watch: &'static Watch, way: &'static Way, place: Place, letters: Letters, failure: &Failure) {
    // No hook is asked about the request for a token.
    if place == Place::Grant && *failure == Failure::HookRefuses {
        return;
    }
    let case = format!("{}, {place:?}, {letters:?}, {failure:?}", way.name);
    let secrets = Secrets::new(letters);
    let server = serve(way, place, &secrets, failure).await;
    let setup = setup(place, failure, &server.url, &secrets);
    let Trial { shown: before, call } = (way.start)(&setup);
    watch.look_at(&case, before);
    let call = tokio::spawn(call);
    if *failure == Failure::Cancelled {
        let arrived = tokio::time::timeout(Duration::from_secs(10), server.waiting.notified()).await;
        assert!(arrived.is_ok(), "{case}: the request did not arrive");
        tokio::time::sleep(Duration::from_millis(2)).await;
        call.abort();
    }
    let ended = call.await;
    match ended {
        // What a good answer says is the API's own word, and the caller's to show or not.
        Ok(Ok(_)) => assert!(may_succeed(failure), "{case}: it should fail"),
        Ok(Err(error)) => {
            watch.look_at(&case, shown::error(&error));
            check(&case, place, failure, &error);
        }
        Err(ended) => {
            watch.look(&case, "the end of the task", format!("{ended} {ended:?}"));
            assert_eq!(ended.is_cancelled(), *failure == Failure::Cancelled, "{case}");
            assert_eq!(ended.is_panic(), *failure == Failure::Panic && place == Place::Api, "{case}");
        }
    }
    // Otherwise nothing could have leaked.
    let told = server.asked().iter().any(|request| find(&request.raw).is_some());
    let silent = match failure {
        Failure::Refused => place == Place::Grant || !way.asks(),
        Failure::Panic | Failure::HookRefuses => place == Place::Api && !way.asks(),
        _ => false,
    };
    assert_eq!(told, !silent, "{case}: the server was to be told a secret: {:?}", server.asked());
    watch.look_at_log(&case);
    watch.count(&format!("{place:?}: {}", failure.group()));
}

async fn serve(way: &'static Way, place: Place, secrets: &Secrets, failure: &Failure) -> Server {
    let (headers, body) = way.grant(secrets);
    let granted = answer(200, "application/json", &headers, &body);
    let failure = failure.clone();
    Server::start(move |request| match request.target().starts_with(GRANT) {
        true if place == Place::Grant => failure.reply(request),
        true => Reply::Bytes(granted.clone()),
        false => failure.reply(request),
    })
    .await
}

fn setup(place: Place, failure: &Failure, url: &str, secrets: &Secrets) -> Setup {
    let refused = |at| if place == at && *failure == Failure::Refused { NOWHERE } else { url };
    let mut setup = Setup::new(refused(Place::Api), &format!("{}{GRANT}", refused(Place::Grant)), secrets);
    setup.trouble = match (failure, place) {
        (Failure::Panic, Place::Api) => Trouble::HookPanics,
        (Failure::Panic, Place::Grant) => Trouble::StorePanics,
        (Failure::HookRefuses, _) => Trouble::HookRefuses,
        _ => Trouble::None,
    };
    // A new file for each case takes time.
    setup.store = matches!(failure, Failure::Refused | Failure::Cancelled | Failure::Silent(_) | Failure::Long(_));
    if let Failure::Silent(_) = failure {
        setup.limit = Duration::from_millis(120);
    }
    if *failure == Failure::TooLarge {
        setup.max_body = 1000;
    }
    setup
}

/// Some bodies are good answers of some APIs after all.
fn may_succeed(failure: &Failure) -> bool {
    matches!(failure, Failure::Shape(..) | Failure::Answer(200, _) | Failure::EndsWithin(200, _))
}

/// The call has failed in the way that was meant.
fn check(case: &str, place: Place, failure: &Failure, error: &Error) {
    let status = error.status().map(|status| status.as_u16());
    let good = match failure {
        Failure::Refused => error.is_connect(),
        Failure::Silent(_) => error.is_timeout(),
        Failure::Answer(401 | 403, _) => error.is_auth(),
        Failure::Answer(given, _) | Failure::EndsWithin(given, _) | Failure::Long(given) => status == Some(*given),
        Failure::HookRefuses => error.is_config() && error.to_string().contains("user-agent"),
        Failure::TooLarge if place == Place::Api => error.is_too_large(),
        _ => true,
    };
    assert!(good, "{case}: {error:?}");
}
