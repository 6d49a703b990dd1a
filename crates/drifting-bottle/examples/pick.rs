//! Picks up a bottle.
//!
//! `PECKOT_API_KEY=... cargo run -p clientwright-drifting-bottle --example pick`
//!
//! `PECKOT_BASE_URL` points it at a server other than the public one, which may be gone.

use std::process::ExitCode;

use clientwright_drifting_bottle::{Bottle, Client, Error, Thrower};

#[tokio::main]
async fn main() -> ExitCode {
    let Ok(key) = std::env::var("PECKOT_API_KEY") else {
        eprintln!("PECKOT_API_KEY is not set; set it to your key, with or without its prefix `pkt-`");
        return ExitCode::from(2);
    };
    match pick(&key).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\n{}", advice(&error));
            ExitCode::FAILURE
        }
    }
}

async fn pick(key: &str) -> Result<(), Error> {
    let mut builder = Client::builder().bearer_token(key);
    if let Ok(url) = std::env::var("PECKOT_BASE_URL") {
        builder = builder.base_url(url);
    }
    let sea = builder.build()?;
    for bottle in &sea.pick().send().await?.data.bottles {
        show(bottle);
    }
    Ok(())
}

fn show(bottle: &Bottle) {
    let thrower = match &bottle.from.thrower {
        Thrower::Person(person) => person.nick.as_deref(),
        Thrower::Text(name) => Some(name.as_str()),
        _ => None,
    };
    println!("bottle {}, thrown {}", bottle.id, bottle.timestamp);
    println!("  {}", bottle.content.as_deref().unwrap_or("(the paper is blank)"));
    println!("  {} on {}", thrower.unwrap_or("somebody"), bottle.from.platform.as_deref().unwrap_or("some platform"));
}

fn advice(error: &Error) -> &'static str {
    if error.is_auth() {
        "check PECKOT_API_KEY"
    } else if error.is_connect() || error.is_not_found() {
        "the public server may be gone; set PECKOT_BASE_URL to one that answers"
    } else if error.status().is_some_and(|status| status == 500) {
        "the sea may be empty: throw a bottle first"
    } else {
        "see the documentation of clientwright_drifting_bottle::Error for what to do"
    }
}
