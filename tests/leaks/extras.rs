//! What the table of ways does not have: hooks at the end, several attempts, calls that the description does
//! not have, secrets among their arguments, and secrets that are numbers.

use clientwright_common::auth::Secret;
use clientwright_common::{CallOptions, ClientBuilder, Error, Response, Service, retry};

use crate::echo::Echo;
use crate::failure::{Failure, answer};
use crate::markers::{self, Letters, Secrets, secret};
use crate::setup::Setup;
use crate::shown;
use crate::watch::Watch;
use crate::wire::{Reply, Request, Server};

/// All of them.
pub async fn run(watch: &'static Watch) {
    for echo in Echo::few() {
        several_attempts(watch, echo).await;
        custom_calls(watch, echo).await;
        names_that_are_keys(watch, echo).await;
    }
    numbers(watch).await;
}

async fn echoing(status: u16, echo: Echo) -> Server {
    Server::start(move |request| Failure::Answer(status, echo).reply(request)).await
}

fn look<T>(watch: &Watch, case: &str, result: Result<Response<T>, Error>) {
    let Err(error) = result else { panic!("{case}: it should fail") };
    watch.look_at(case, shown::error(&error));
    watch.look_at_log(case);
    watch.count("extra");
}

/// A client whose hooks look at all that they are given when an attempt and a call have ended.
fn watched<C: Service>(watch: &'static Watch, builder: ClientBuilder<C>) -> ClientBuilder<C> {
    let look = |error: Option<&Error>| {
        for (channel, text) in error.into_iter().flat_map(shown::error) {
            watch.look("a hook at the end", channel, text);
        }
    };
    builder.after_attempt(move |end| look(end.error())).after_call(move |end| look(end.error()))
}

/// Three attempts, each refused with the request in the answer.
async fn several_attempts(watch: &'static Watch, echo: Echo) {
    let secrets = Secrets::new(Letters::Odd);
    let server = echoing(503, echo).await;
    let setup = Setup::new(&server.url, &server.url, &secrets);
    let builder =
        setup.equip(clientwright_osu::Client::builder().api_key(&secrets.key)).retry(retry::Policy::default());
    let client = watched(watch, builder).build().unwrap();
    let result = client.get_user("peppy").send().await;
    assert_eq!(result.as_ref().err().map(|error| error.previous_attempts().len()), Some(2));
    look(watch, &format!("several attempts, {echo:?}"), result);
}

/// The key is sent with calls of any kind, in the query and in a header.
async fn custom_calls(watch: &'static Watch, echo: Echo) {
    let secrets = Secrets::new(Letters::Odd);
    let server = echoing(500, echo).await;
    let setup = Setup::new(&server.url, &server.url, &secrets);
    let osu = setup.equip(clientwright_osu::Client::builder().api_key(&secrets.key)).build().unwrap();
    let bottle = clientwright_drifting_bottle::Client::builder().bearer_token(&secrets.key);
    let bottle = setup.equip(bottle).build().unwrap();
    for core in [osu.core(), bottle.core()] {
        for method in ["GET", "POST"] {
            let case = format!("custom call, {} {method}, {echo:?}", core.api().name);
            let options = CallOptions::new().query("page", "2").header("x-page", "2");
            let call = core.request(method, "/things/{id}").path("id", "a/b").options(options);
            watch.look(&case, "Debug of the call", format!("{call:?} {call:#?}"));
            look(watch, &case, call.send().await);
        }
    }
}

/// A key that was taken for a name: it is shown neither in the address nor elsewhere.
async fn names_that_are_keys(watch: &'static Watch, echo: Echo) {
    let secrets = Secrets::new(Letters::Plain);
    let server = echoing(500, echo).await;
    let setup = Setup::new(&server.url, &server.url, &secrets);
    let client = setup.equip(clientwright_osu::Client::builder().api_key(&secrets.key)).build().unwrap();
    look(watch, &format!("key as a name, {echo:?}"), client.get_user(&secrets.key).send().await);
}

/// A secret of digits, which an answer repeats as a number.
async fn numbers(watch: &'static Watch) {
    let digits = "481516234281516234";
    markers::add(digits);
    for body in [
        r#"{"errors":[{"message":"no","extensions":{"token":@}}],"data":{"token":@}}"#,
        r#"{"errors":[{"message":@,"path":[@]}],"data":null}"#,
        r#"{"errors":@,"data":@}"#,
        r#"{"data":{"rateLimitData":{"limitPerHour":-@}}}"#,
        r#"{"message":"@","error":@}"#,
    ] {
        for status in [200, 403, 500] {
            let reply = answer(status, "application/json", &[], &body.replace('@', digits));
            let server = Server::start(move |_: &Request| Reply::Bytes(reply.clone())).await;
            let setup = Setup::new(&server.url, &server.url, &Secrets::new(Letters::Plain));
            let client = clientwright_fflogs::Client::builder().bearer_token(Secret::from(digits));
            let client = setup.equip(client).build().unwrap();
            look(watch, &format!("digits, {status} {body}"), client.rate_limit().send().await);
        }
    }
    // The same of a password that is an argument.
    let server = echoing(500, Echo::USUAL).await;
    let setup = Setup::new(&server.url, &server.url, &Secrets::new(Letters::Plain));
    let client = setup.equip(clientwright_greencubes::Client::builder()).build().unwrap();
    let call = client.login("mara", secret("argument", "-7f3a-"));
    look(watch, "password as an argument", call.options(CallOptions::new().query("page", "2")).send().await);
}
