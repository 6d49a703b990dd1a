//! A character's best ranks in a zone, and the points that are left.
//!
//! `FFLOGS_CLIENT_ID=... FFLOGS_CLIENT_SECRET=... \
//!  cargo run -p clientwright-fflogs --example rankings -- "<name>" <world> <region> [zone id]`
//!
//! Without a zone it is the newest one. `FFLOGS_SITE` chooses another site than `www`, such as `cn`.

use std::process::ExitCode;

use clientwright_fflogs::{Client, Error, ZoneRankings};

const USAGE: &str = "usage: rankings <name> <world, such as emberfall> <region: NA, EU, JP, OC> [zone id]";
const NO_CLIENT: &str =
    "set FFLOGS_CLIENT_ID and FFLOGS_CLIENT_SECRET; make a client at https://www.fflogs.com/api/clients/";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let zone = arguments.get(3).map(|text| text.parse::<i64>()).transpose();
    let ([name, world, region, ..], Ok(zone)) = (&arguments[..], zone) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (Some(id), Some(secret)) = (variable("FFLOGS_CLIENT_ID"), variable("FFLOGS_CLIENT_SECRET")) else {
        eprintln!("{NO_CLIENT}");
        return ExitCode::from(2);
    };
    let mut builder = Client::builder().client_credentials(id, secret);
    if let Some(site) = variable("FFLOGS_SITE") {
        builder = builder.server_variable("site", site);
    }
    let done = match builder.build() {
        Ok(logs) => show(&logs, name, world, region, zone).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\n{}", advice(&error));
            ExitCode::FAILURE
        }
    }
}

async fn show(logs: &Client, name: &str, world: &str, region: &str, zone: Option<i64>) -> Result<(), Error> {
    let mut call = logs.character_zone_rankings(name, world, region);
    if let Some(zone) = zone {
        call = call.zone_id(zone);
    }
    let answer = call.send().await?.into_inner();
    match answer.character_data.and_then(|data| data.character) {
        None => println!("there is no {name} on {world} ({region})"),
        Some(character) => match character.zone_rankings.map(|scalar| scalar.get()) {
            None => println!("{} has no rankings", character.name),
            Some(Ok(rankings)) => print(&character.name, &rankings),
            Some(Err(error)) if error.is_refused() => {
                println!("{}: {}", character.name, error.api_message().unwrap_or("the site refuses"));
            }
            Some(Err(error)) => return Err(error),
        },
    }
    if let Some(points) = answer.rate_limit_data {
        println!(
            "{} of {} points spent; all are back in {} s",
            points.points_spent_this_hour, points.limit_per_hour, points.points_reset_in
        );
    }
    Ok(())
}

fn print(name: &str, rankings: &ZoneRankings) {
    let average = rankings.best_performance_average.map_or("-".to_owned(), |average| format!("{average:.1}"));
    println!("{name}, best average {average}");
    for ranking in rankings.rankings.iter().flatten() {
        let encounter = ranking.encounter.as_ref().and_then(|encounter| encounter.name.as_deref());
        // A percentile is a number, or a text as long as it is not known yet.
        let [best, median] = [&ranking.rank_percent, &ranking.median_percent].map(|percent| {
            let number = percent.as_ref().and_then(|percent| percent.as_f64());
            number.map_or("-".to_owned(), |number| format!("{number:.1}"))
        });
        println!(
            "  {:<24} best {best:>5}, median {median:>5}, {} kills",
            encounter.unwrap_or("(an encounter without name)"),
            ranking.total_kills.unwrap_or_default(),
        );
    }
}

fn advice(error: &Error) -> &'static str {
    if error.is_auth() {
        "check FFLOGS_CLIENT_ID and FFLOGS_CLIENT_SECRET; an HTML page in the message means a firewall"
    } else if error.is_rate_limited() {
        "the points of this key are spent; they come back within the hour"
    } else if error.is_decode() {
        "the API may have changed its shape; please report it"
    } else {
        "see the documentation of clientwright_fflogs::Error for what to do"
    }
}
