//! All cases of a program, one after the other.

use std::future::Future;
use std::io::Write;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::Duration;

use clientwright_common::auth::{Credential, Secret};
use clientwright_common::{limit, retry};
use serde_json::{Value, json};

use crate::case::Case;
use crate::outcome::Outcome;
use crate::rt;
use crate::server::Server;

/// A call under way.
pub type Called = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// Every credential is this text, so that a judge can tell it from arguments.
const CREDENTIAL: &str = "truth-credential";

/// A call that takes longer is counted as one that hangs.
const MOST_TIME: Duration = Duration::from_secs(10);

/// Reads the file of cases that the program is called with, and prints a line of JSON for each.
pub fn main<C: rt::Service + Clone>(call: fn(C, usize, Case) -> Called) -> ExitCode {
    let cases = std::env::args().nth(1).and_then(|file| std::fs::read(file).ok());
    let Some(Value::Array(cases)) = cases.and_then(|text| serde_json::from_slice(&text).ok()) else {
        eprintln!("call it with a file of cases");
        return ExitCode::FAILURE;
    };
    let mut out = std::io::stdout().lock();
    let done = answers(call, cases, |line| drop(writeln!(out, "{line}")));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

/// Makes the call of each case and tells what came of it: the requests that the server was sent, and what the call
/// gave back or why it failed.
///
/// # Errors
///
/// There is no server or no client.
pub fn answers<C: rt::Service + Clone>(
    call: fn(C, usize, Case) -> Called,
    cases: Vec<Value>,
    mut tell: impl FnMut(Value),
) -> Result<(), String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let server = Server::start().await.map_err(|error| error.to_string())?;
        let client = client::<C>(&server.url).map_err(|error| error.to_string())?;
        for (index, case) in cases.into_iter().enumerate() {
            let case = Case::new(case);
            server.answer(case.answer().clone());
            let called = call(client.clone(), case.operation(), case);
            let outcome = tokio::time::timeout(MOST_TIME, tokio::spawn(called)).await;
            let mut told = json!({ "case": index, "requests": server.requests() });
            match outcome {
                Ok(Ok(Ok(value))) => told["answer"] = value,
                Ok(Ok(Err(fault))) => told["fault"] = Value::String(fault.to_string()),
                Ok(Err(_)) => told["fault"] = json!("the call panicked"),
                Err(_) => told["fault"] = json!("the call does not end"),
            }
            tell(told);
        }
        Ok(())
    })
}

/// A client with a credential for each scheme, which makes each call once.
fn client<C: rt::Service>(url: &str) -> Result<C, rt::Error> {
    let builder = rt::builder::<C>(C::api()).base_url(url).retry(retry::Policy::never()).limits(limit::Policy::Off);
    let secret = || Secret::from(CREDENTIAL);
    let credentials = C::api().schemes.iter().filter_map(|scheme| {
        let credential = match scheme.kind {
            rt::SchemeKind::ApiKey => Credential::ApiKey(secret()),
            rt::SchemeKind::Token => Credential::Token(secret()),
            rt::SchemeKind::Basic => Credential::Basic { user: "truth".to_owned(), password: secret() },
            _ => return None,
        };
        Some((scheme.name, credential))
    });
    credentials.fold(builder, |builder, (name, credential)| builder.credential_for(name, credential)).build()
}
