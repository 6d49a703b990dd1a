//! Logs a user in by the browser, keeps the token, and says who it is.
//!
//! `FFLOGS_CLIENT_ID=... cargo run -p clientwright-fflogs --features browser --example login`
//!
//! The client must be registered with the redirect URI `http://localhost:8417/callback`, as a public
//! client or with its secret in `FFLOGS_CLIENT_SECRET`.

use std::process::ExitCode;
use std::time::Duration;

use clientwright_fflogs::auth::{FileStore, StoredLogin};
use clientwright_fflogs::{Client, Error};

const REDIRECT: &str = "http://localhost:8417/callback";
const SCOPES: &[&str] = &["view-user-profile", "view-private-reports"];

#[tokio::main]
async fn main() -> ExitCode {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(id) = variable("FFLOGS_CLIENT_ID") else {
        eprintln!("set FFLOGS_CLIENT_ID to the id of your client: https://www.fflogs.com/api/clients/");
        return ExitCode::from(2);
    };
    match show(id, variable("FFLOGS_CLIENT_SECRET")).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn show(id: String, secret: Option<String>) -> Result<(), Error> {
    let logs = log_in(id, secret).await?;
    let answer = logs.current_user().send().await?.into_inner();
    match answer.user_data.and_then(|data| data.current_user) {
        Some(user) => println!("you are {}", user.name),
        None => println!("the token does not say who you are"),
    }
    Ok(())
}

/// The login of an earlier run, if it is still good; otherwise a new one.
async fn log_in(id: String, secret: Option<String>) -> Result<Client, Error> {
    let builder = Client::builder().token_store(FileStore::for_user()?);
    let mut stored = StoredLogin::new(&id);
    if let Some(secret) = &secret {
        stored = stored.client_secret(secret);
    }
    let client = builder.clone().stored_login(stored).build()?;
    match client.core().log_in().await {
        Err(error) if error.is_login_required() => {}
        done => return done.map(|()| client),
    }
    let mut login = builder.browser_login(id, REDIRECT, SCOPES).await?;
    if let Some(secret) = secret {
        login = login.client_secret(secret);
    }
    println!("open {}", login.url());
    login.finish(Duration::from_secs(300)).await
}
