//! A player's statistics in all modes, and the best plays in osu!.
//!
//! `OSU_API_KEY=... cargo run -p clientwright-osu --example profile -- "<name or id>"`

use std::process::ExitCode;

use clientwright_osu::{Client, Error, Mode};

const USAGE: &str = "usage: profile <name or id of a player>";
const NO_KEY: &str = "OSU_API_KEY is not set; keys are made at https://osu.ppy.sh/home/account/edit#legacy-api";

#[tokio::main]
async fn main() -> ExitCode {
    let (Some(player), Ok(key)) = (std::env::args().nth(1), std::env::var("OSU_API_KEY")) else {
        let problem = if std::env::args().len() < 2 { USAGE } else { NO_KEY };
        eprintln!("{problem}");
        return ExitCode::from(2);
    };
    match show(&key, &player).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\n{}", advice(&error));
            ExitCode::FAILURE
        }
    }
}

async fn show(key: &str, player: &str) -> Result<(), Error> {
    let osu = Client::builder().api_key(key).build()?;
    for mode in [Mode::Osu, Mode::Taiko, Mode::Catch, Mode::Mania] {
        let users = osu.get_user(player).mode(mode.clone()).send().await?;
        let Some(user) = users.first() else {
            println!("nobody is called {player}");
            return Ok(());
        };
        match (user.pp_rank, user.pp_raw, user.accuracy) {
            (Some(rank), Some(pp), Some(accuracy)) => {
                println!("{} ({}) {mode:?}: #{rank}, {pp:.0}pp, {accuracy:.2}%", user.username, user.country);
            }
            _ => println!("{} ({}) {mode:?}: never played", user.username, user.country),
        }
    }
    println!("\nbest plays in osu!:");
    for play in osu.get_user_best(player).limit(5).send().await?.iter() {
        let beatmaps = osu.get_beatmaps().beatmap_id(play.beatmap_id).send().await?;
        let title = beatmaps.first().map_or("a map that is gone", |map| map.title.as_str());
        println!("  {:>4.0}pp {:<2} {title} +{}", play.pp, play.rank, play.enabled_mods);
    }
    Ok(())
}

fn advice(error: &Error) -> &'static str {
    if error.is_auth() {
        NO_KEY.split_once("; ").map_or(NO_KEY, |(_, advice)| advice)
    } else if error.is_rate_limited() {
        "ask less often, and use one client for everything"
    } else if error.is_decode() {
        "the site seems to be in trouble; try again later"
    } else {
        "see the documentation of clientwright_osu::Error for what to do"
    }
}
