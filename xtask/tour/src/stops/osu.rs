//! osu!: a player, their best plays, a set of beatmaps, a match.

use clientwright_osu::{Beatmap, BestScore, Client, Match, Mode, User};

use super::build;
use crate::figures::{clock, counted, grouped};
use crate::sandbox::{Address, credentials};
use crate::section::Section;

pub(crate) async fn visit(address: &Address, section: &mut Section) {
    let builder = Client::builder().api_key(credentials::KEY);
    let Some(client) = build(builder, address, section) else { return };

    let user = client.get_user("mossgolem").mode(Mode::Osu).send();
    section.see("get_user(\"mossgolem\").mode(Osu)", user, |users| users.first().map(player)).await;

    let best = client.get_user_best("mossgolem").limit(2).send();
    section.see("get_user_best(\"mossgolem\").limit(2)", best, |scores| lines(scores.iter().map(play))).await;

    let maps = client.get_beatmaps().beatmapset_id(9_900_101).send();
    section.see("get_beatmaps().beatmapset_id(9900101)", maps, |maps| set(maps)).await;

    let shown = client.get_match(990_012_345).send();
    section.see("get_match(990012345)", shown, |shown| games(shown)).await;
}

fn player(user: &User) -> String {
    let mut words = format!("{} ({})", user.username, user.country);
    if let (Some(rank), Some(pp), Some(accuracy)) = (user.pp_rank, user.pp_raw, user.accuracy) {
        words += &format!(", rank {}, {pp:.0} pp, {accuracy:.2} %", grouped(rank));
    }
    if let Some(joined) = user.join_date {
        words += &format!(", since {}", joined.format("%Y"));
    }
    words
}

fn set(maps: &[Beatmap]) -> Option<String> {
    let stars = |map: &Beatmap| map.star_rating.unwrap_or(0.0);
    let hardest = maps.iter().max_by(|a, b| stars(a).total_cmp(&stars(b)))?;
    let (count, stars) = (counted(maps.len(), "map"), stars(hardest));
    let length = clock(f64::from(hardest.total_length) * 1000.0);
    Some(format!("{} ({length}), {count} of up to {stars:.2} stars", hardest.title))
}

fn games(shown: &Match) -> Option<String> {
    let best = shown.games.iter().flat_map(|game| &game.scores).max_by_key(|score| score.score)?;
    let games = counted(shown.games.len(), "game");
    Some(format!("{}\n{games}, best {} by {}", shown.info.name, grouped(best.score), best.user_id))
}

fn play(score: &BestScore) -> String {
    let date = score.date.format("%Y-%m-%d");
    let points = grouped(score.score);
    format!(
        "{:.2} pp  {:<2}  {points:>10}  {:>5}x  +{:<6}  {date}",
        score.pp,
        score.rank.as_str(),
        score.max_combo,
        score.enabled_mods
    )
}

fn lines(lines: impl Iterator<Item = String>) -> Option<String> {
    let text = lines.collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}
