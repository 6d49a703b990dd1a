//! Tokens that come when or where nobody expects them: in an answer that is not taken.

use crate::failure::answer;
use crate::markers::{Letters, Secrets};
use crate::matrix::GRANT;
use crate::setup::{Setup, Trial};
use crate::shown;
use crate::watch::Watch;
use crate::ways::{From, WAYS};
use crate::wire::{Reply, Server};

/// Answers of a token endpoint; `@` is the token.
const ANSWERS: &[(u16, &str, &str)] = &[
    (200, "application/x-www-form-urlencoded", "access_token=@&token_type=bearer"),
    (200, "text/plain", "@"),
    (200, "application/json", r#""@""#),
    (200, "application/json", r#"{"token":"@"}"#),
    (200, "application/json", r#"{"data":{"access_token":"@","refresh_token":"@"}}"#),
    (200, "application/json", r#"{"access_token":"@","token_type":"mac"}"#),
    (200, "application/json", r#"{"access_token":"@","token_type":"@"}"#),
    (200, "application/json", r#"{"access_token":"@","refresh_tok"#),
    (200, "application/json", r#"{"access_token":["@"],"message":"here it is"}"#),
    (200, "text/html", "<html><pre>@</pre></html>"),
    (302, "application/json", r#"{"access_token":"@","refresh_token":"@"}"#),
    (401, "application/json", r#"{"access_token":"@","refresh_token":"@","error":"invalid_client"}"#),
    (500, "application/json", r#"{"access_token":"@","refresh_token":"@","error":"half done"}"#),
];

/// Every way that asks for a token, and every such answer.
pub async fn run(watch: &'static Watch) {
    for way in WAYS.iter().filter(|way| way.asks()) {
        for (status, kind, body) in ANSWERS {
            let case = format!("{}, {status} {body}", way.name);
            let secrets = Secrets::new(Letters::Plain);
            let token = match way.credential {
                From::Login => &secrets.cookies[0],
                _ => &secrets.access,
            };
            let cookie = format!("sails.sid={token}; Max-Age=0");
            let reply = answer(*status, kind, &[("set-cookie", cookie)], &body.replace('@', token));
            let server = Server::start(move |request| match request.target().starts_with(GRANT) {
                true => Reply::Bytes(reply.clone()),
                false => Reply::Bytes(answer(404, "text/plain", &[], "")),
            })
            .await;
            let setup = Setup::new(&server.url, &format!("{}{GRANT}", server.url), &secrets);
            let Trial { call, .. } = (way.start)(&setup);
            let Err(error) = call.await else { panic!("{case}: it should fail") };
            assert!(server.asked().iter().all(|request| request.target().starts_with(GRANT)), "{case}: {error}");
            watch.look_at(&case, shown::error(&error));
            watch.look_at_log(&case);
            watch.count("token that is not taken");
        }
    }
}
