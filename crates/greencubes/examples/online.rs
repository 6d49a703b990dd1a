//! The state of the three game servers, and a player.
//!
//! `cargo run -p clientwright-greencubes --example online -- [player]`
//!
//! With `GREENCUBES_ACCESS_TOKEN` set and no player named, the player is the one who granted the token.

use std::process::ExitCode;

use clientwright_greencubes::{Client, Error, GameServer, LastSeen, colour};

#[tokio::main]
async fn main() -> ExitCode {
    match show(std::env::args().nth(1), std::env::var("GREENCUBES_ACCESS_TOKEN").ok()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\n{}", advice(&error));
            ExitCode::FAILURE
        }
    }
}

async fn show(player: Option<String>, token: Option<String>) -> Result<(), Error> {
    let mut builder = Client::builder();
    if let Some(token) = &token {
        builder = builder.bearer_token(token);
    }
    let cubes = builder.build()?;

    for server in [GameServer::Main, GameServer::Rpg, GameServer::Apocalyptic] {
        let status = cubes.server_status(server.clone()).send().await?;
        if !status.status {
            println!("{}: down", status.server);
            continue;
        }
        let names = cubes.server_online(server).send().await?;
        println!("{}: {} players: {}", status.server, names.len(), names.join(", "));
    }

    match (player, token) {
        (Some(name), _) => {
            let user = cubes.get_user(name).send().await?;
            describe(user.prefix.as_deref(), &user.username, &user.last_seen, user.banned);
        }
        (None, Some(_)) => {
            let user = cubes.get_current_user().send().await?;
            describe(user.prefix.as_deref(), &user.username, &user.last_seen, user.banned);
        }
        (None, None) => {}
    }
    Ok(())
}

fn describe(prefix: Option<&str>, name: &str, last_seen: &LastSeen, banned: bool) {
    let prefix = colour::strip(prefix.unwrap_or_default());
    let newest = [last_seen.main, last_seen.rpg, last_seen.apocalyptic].into_iter().flatten().max();
    let seen = newest.map_or("never seen".to_owned(), |time| format!("last seen {time}"));
    println!("{prefix}{name}: {seen}{}", if banned { ", banned" } else { "" });
}

fn advice(error: &Error) -> &'static str {
    if error.is_auth() {
        "check GREENCUBES_ACCESS_TOKEN: the token must be granted again, with the scope `profile`"
    } else if error.is_not_found() {
        "check the name: letters, digits, `-` and `_`"
    } else if error.is_rate_limited() {
        "500 requests per hour and IP address are allowed"
    } else {
        "see the documentation of clientwright_greencubes::Error for what to do"
    }
}
