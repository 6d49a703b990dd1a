//! FF Logs: a character, their ultimates by alias, the events of a fight.

use std::collections::BTreeMap;

use clientwright_common::{Error, Scalar};
use clientwright_fflogs::{CharacterByNameAnswer, Client, EncounterRankings, Events, ReportFightsAnswer};

use super::build;
use crate::figures::{clock, counted, grouped};
use crate::sandbox::{Address, credentials};
use crate::section::Section;

const WHO: [&str; 3] = ["Mira Lanternwick", "emberfall", "EU"];
const REPORT: &str = "InventedReport01";

pub(crate) async fn visit(address: &Address, section: &mut Section) {
    let builder = Client::builder().client_credentials(credentials::CLIENT_ID, credentials::CLIENT_SECRET);
    let Some(client) = build(builder, address, section) else { return };
    let [name, server, region] = WHO;

    let seen = client.character_by_name(name, server, region).send();
    section.see("character_by_name(\"Mira …\", …)", seen, |answer| character(answer)).await;

    let ultimates = async {
        let answer = client.character_ultimate_rankings(name, server, region).send().await?.into_inner();
        let Some(found) = answer.character_data.and_then(|data| data.character) else { return Ok(Vec::new()) };
        let fights =
            [("UCOB", found.ucob), ("UWU", found.uwu), ("TEA", found.tea), ("DSR", found.dsr), ("TOP", found.top)];
        fights.into_iter().map(|(fight, ranking)| ultimate(fight, ranking)).collect()
    };
    section.see("character_ultimate_rankings(…)", ultimates, |fights| ultimates_in_lines(fights)).await;

    let seen = client.report_fights(REPORT).send();
    section.see("report_fights(\"InventedReport01\")", seen, |answer| kill(answer)).await;

    let events = async {
        let answer = client.report_events(REPORT).fight_ids([7]).send().await?.into_inner();
        let report = answer.report_data.and_then(|data| data.report);
        let page = report.and_then(|report| report.events);
        let events = page.and_then(|page| page.data).map(|data| data.get()).transpose()?;
        Ok(events.zip(answer.rate_limit_data))
    };
    let seen = section.see("report_events(…).fight_ids([7])", events, |seen| {
        let (events, points) = seen.as_ref()?;
        let (spent, limit) = (points.points_spent_this_hour, grouped(points.limit_per_hour));
        Some(format!(
            "{}\n{} damage; {spent} of {limit} points spent this hour",
            kinds(events),
            grouped(damage(events))
        ))
    });
    seen.await;
}

fn character(answer: &CharacterByNameAnswer) -> Option<String> {
    let character = answer.character_data.as_ref()?.character.as_ref()?;
    let world = &character.server;
    Some(format!("{} of {} ({}), id {}", character.name, world.name, world.region.slug, character.id))
}

fn ultimates_in_lines(fights: &[String]) -> Option<String> {
    let lines: Vec<String> = fights.chunks(3).map(|some| some.join(", ")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A refusal of one fight is an answer like any other: the others are good.
fn ultimate(fight: &str, ranking: Option<Scalar<EncounterRankings>>) -> Result<String, Error> {
    let Some(ranking) = ranking else { return Ok(format!("{fight} -")) };
    match ranking.get() {
        Ok(ranking) if ranking.total_kills.unwrap_or(0) == 0 => Ok(format!("{fight} no kill")),
        Ok(ranking) => {
            let (rank, fastest) = (ranking.median_performance.unwrap_or(0.0), ranking.fastest_kill.unwrap_or(0.0));
            Ok(format!("{fight} {rank:.1} % in {}", clock(fastest)))
        }
        Err(error) if error.is_refused() => Ok(format!("{fight} not shown to us")),
        Err(error) => Err(error),
    }
}

fn kill(answer: &ReportFightsAnswer) -> Option<String> {
    let report = answer.report_data.as_ref()?.report.as_ref()?;
    let fights: Vec<_> = report.fights.iter().flatten().flatten().collect();
    let kill = fights.iter().find(|fight| fight.kill == Some(true))?;
    let time = clock(kill.end_time - kill.start_time);
    Some(format!("{}, {} killed in {time}", counted(fights.len(), "fight"), kill.name))
}

/// Numbers of events by type, the most frequent first.
fn kinds(events: &Events) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events.iter() {
        *counts.entry(event.type_.as_deref().unwrap_or("?")).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let some: Vec<_> = counts.iter().take(3).map(|(kind, count)| format!("{count} {kind}")).collect();
    let more = if counts.len() > some.len() { ", …" } else { "" };
    format!("{}: {}{more}", counted(events.len(), "event"), some.join(", "))
}

/// The sum of the amounts that the events of damage tell.
fn damage(events: &Events) -> i64 {
    let damage = events.iter().filter(|event| event.type_.as_deref() == Some("damage"));
    damage.filter_map(|event| event.amount).sum::<f64>() as i64
}
