//! A redirect to another origin carries no credential: the other origin is not asked at all.

use crate::failure::answer;
use crate::markers::{Letters, Secrets};
use crate::matrix::{GRANT, Place};
use crate::setup::{Setup, Trial};
use crate::shown;
use crate::watch::Watch;
use crate::ways::WAYS;
use crate::wire::{Reply, Server};

/// Ways to name another origin; `@` is its host and port, `#` its port.
const LOCATIONS: &[&str] = &[
    "http://@/elsewhere",
    "//@/elsewhere",
    "http://localhost:#/elsewhere",
    "http://user:word@@/elsewhere",
    "http://127.0.0.2:#/elsewhere",
    "https://@/elsewhere",
    "HTTP://@",
    r"\\@\elsewhere",
    "http:@/elsewhere",
];

/// Every way to call, every status, every spelling of the other origin, at both places.
pub async fn run(watch: &'static Watch) {
    let stranger = Server::start(|_| Reply::Bytes(answer(200, "application/json", &[], "{}"))).await;
    let place = stranger.url.trim_start_matches("http://").to_owned();
    let port = place.rsplit(':').next().unwrap().to_owned();
    let mut cases = 0;
    for way in WAYS {
        for at in [Place::Api, Place::Grant] {
            if at == Place::Grant && !way.asks() {
                continue;
            }
            for status in [301, 302, 303, 307, 308] {
                for location in LOCATIONS {
                    let location =
                        location.replace('#', &port).replace("@@", &format!("\0{place}")).replace('@', &place);
                    let location = location.replace('\0', "@");
                    let case = format!("{}, {at:?}, {status} to {location}", way.name);
                    let secrets = Secrets::new(Letters::Odd);
                    let (headers, body) = way.grant(&secrets);
                    let granted = answer(200, "application/json", &headers, &body);
                    let server =
                        Server::start(move |request| match request.target().starts_with(GRANT) && at == Place::Api {
                            true => Reply::Bytes(granted.clone()),
                            false => Reply::Bytes(answer(status, "text/plain", &[("location", location.clone())], "")),
                        })
                        .await;
                    let setup = Setup::new(&server.url, &format!("{}{GRANT}", server.url), &secrets);
                    let Trial { call, .. } = (way.start)(&setup);
                    let Err(error) = call.await else { panic!("{case}: it should fail") };
                    watch.look_at(&case, shown::error(&error));
                    assert!(!server.asked().is_empty(), "{case}: nothing was asked");
                    assert!(stranger.asked().is_empty(), "{case}: {:?}", stranger.asked());
                    watch.look_at_log(&case);
                    watch.count("redirect");
                    cases += 1;
                }
            }
        }
    }
    assert!(cases > 1000, "{cases}");
}
