//! Each operation sends exactly what the server reads, and reads what it answers.

use clientwright_osu::{API, CallOptions, Client, Mode, UserType};
use clientwright_tests::typical;

use crate::stage::{Answer, Stage, compact};
use crate::{KEY, builder, client};

/// A stage that gives the typical answer, and its client.
async fn on_stage(operation: &str) -> (Stage, Client) {
    let stage = Stage::repeating(Answer::ok(typical("osu", operation))).await;
    let client = client(&stage);
    (stage, client)
}

/// Asserts that these were all the requests, with everything that is in them.
fn assert_sent<const N: usize>(stage: &Stage, addresses: [&str; N]) {
    let sent: Vec<_> = stage.asked().iter().map(ToString::to_string).collect();
    let expected = addresses.map(|address| {
        format!("GET /api/{address}\naccept: application/json\nuser-agent: clientwright-osu/<version>\n")
    });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn get_beatmaps_sends_the_filters_that_are_set_and_reads_the_maps() {
    let (stage, client) = on_stage("get_beatmaps").await;
    let answer = client.get_beatmaps().send().await.unwrap();
    let filtered = client
        .get_beatmaps()
        .since("2026-03-01T09:05:00Z".parse().unwrap())
        .beatmapset_id(9_900_101)
        .beatmap_id(9_900_412)
        .user("inkwell & otter")
        .user_type(UserType::Name)
        .mode(Mode::Catch)
        .include_converts(true)
        .hash("c0ffee5eed00c0ffee5eed00c0ffee42")
        .limit(20)
        .mods(64);
    filtered.send().await.unwrap();
    assert_sent(
        &stage,
        [
            "get_beatmaps?k=invented-teapot-key",
            "get_beatmaps?since=2026-03-01+09%3A05%3A00&s=9900101&b=9900412&u=inkwell+%26+otter&type=string&m=2&a=1\
             &h=c0ffee5eed00c0ffee5eed00c0ffee42&limit=20&mods=64&k=invented-teapot-key",
        ],
    );
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_user_sends_its_player_and_reads_them_with_their_events() {
    let (stage, client) = on_stage("get_user").await;
    let answer = client.get_user("mossgolem").send().await.unwrap();
    let chosen = client.get_user("7912").mode(Mode::Taiko).user_type(UserType::Id).event_days(31);
    chosen.send().await.unwrap();
    assert_sent(
        &stage,
        [
            "get_user?u=mossgolem&k=invented-teapot-key",
            "get_user?u=7912&m=1&type=id&event_days=31&k=invented-teapot-key",
        ],
    );
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_scores_sends_its_beatmap_and_reads_the_leaderboard() {
    let (stage, client) = on_stage("get_scores").await;
    let answer = client.get_scores(9_900_412).send().await.unwrap();
    let chosen = client.get_scores(9_900_412).user("mossgolem").mode(Mode::Osu).mods(72).user_type(UserType::Name);
    chosen.limit(3).send().await.unwrap();
    assert_sent(
        &stage,
        [
            "get_scores?b=9900412&k=invented-teapot-key",
            "get_scores?b=9900412&u=mossgolem&m=0&mods=72&type=string&limit=3&k=invented-teapot-key",
        ],
    );
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_user_best_sends_its_player_and_reads_the_plays() {
    let (stage, client) = on_stage("get_user_best").await;
    let answer = client.get_user_best("mossgolem").send().await.unwrap();
    client.get_user_best("mossgolem").mode(Mode::Mania).limit(2).user_type(UserType::Name).send().await.unwrap();
    assert_sent(
        &stage,
        [
            "get_user_best?u=mossgolem&k=invented-teapot-key",
            "get_user_best?u=mossgolem&m=3&limit=2&type=string&k=invented-teapot-key",
        ],
    );
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_user_recent_sends_its_player_and_reads_the_plays() {
    let (stage, client) = on_stage("get_user_recent").await;
    let answer = client.get_user_recent("mossgolem").send().await.unwrap();
    client.get_user_recent("99000017").mode(Mode::Osu).limit(50).user_type(UserType::Id).send().await.unwrap();
    assert_sent(
        &stage,
        [
            "get_user_recent?u=mossgolem&k=invented-teapot-key",
            "get_user_recent?u=99000017&m=0&limit=50&type=id&k=invented-teapot-key",
        ],
    );
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_match_sends_its_number_and_reads_games_and_scores() {
    let (stage, client) = on_stage("get_match").await;
    let answer = client.get_match(990_012_345).send().await.unwrap();
    assert_sent(&stage, ["get_match?mp=990012345&k=invented-teapot-key"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_replay_names_the_score_by_its_id_or_by_map_and_player_and_decodes_the_stream() {
    let (stage, client) = on_stage("get_replay").await;
    let answer = client.get_replay(Mode::Osu).score_id(990_000_398_114).send().await.unwrap();
    let by_player = client.get_replay(Mode::Taiko).beatmap_id(9_900_412).user("mossgolem");
    by_player.user_type(UserType::Name).mods(576).send().await.unwrap();
    assert_sent(
        &stage,
        [
            "get_replay?m=0&s=990000398114&k=invented-teapot-key",
            "get_replay?m=1&b=9900412&u=mossgolem&type=string&mods=576&k=invented-teapot-key",
        ],
    );
    assert!(answer.content.starts_with(b"\x5d\0\0\x80\0"), "an LZMA stream begins with its properties");
    insta::assert_compact_debug_snapshot!(answer);
}

#[tokio::test]
async fn a_setter_that_is_called_twice_replaces_the_first_value() {
    let (stage, client) = on_stage("get_user").await;
    client.get_user("mossgolem").mode(Mode::Taiko).event_days(2).mode(Mode::Catch).event_days(3).send().await.unwrap();
    assert_sent(&stage, ["get_user?u=mossgolem&m=2&event_days=3&k=invented-teapot-key"]);
}

#[tokio::test]
async fn a_mode_of_the_future_can_be_asked_for() {
    let (stage, client) = on_stage("get_user").await;
    client.get_user("mossgolem").mode(Mode::from("4")).send().await.unwrap();
    assert_sent(&stage, ["get_user?u=mossgolem&m=4&k=invented-teapot-key"]);
}

#[tokio::test]
async fn text_is_encoded_so_that_it_cannot_become_another_parameter() {
    let (stage, client) = on_stage("get_user").await;
    client.get_user("a&k=b#c d+é/%26").send().await.unwrap();
    let asked = stage.only();
    assert_eq!(asked.query("u"), ["a&k=b#c d+é/%26"]);
    assert_eq!(asked.query("k"), [KEY]);
}

#[tokio::test]
async fn a_value_comes_with_status_headers_and_attempts() {
    let answer = Answer::ok(typical("osu", "get_user")).header("x-teapot", "short and stout");
    let stage = Stage::playing([answer]).await;
    let answer = client(&stage).get_user("mossgolem").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["x-teapot"], "short and stout");
    assert_eq!(answer.attempts(), 1);
    assert_eq!(answer.into_inner()[0].username, "mossgolem");
}

#[tokio::test]
async fn a_call_may_have_headers_of_its_own() {
    let stage = Stage::repeating(Answer::ok(typical("osu", "get_user"))).await;
    let client = builder(&stage).user_agent("teapot/1").build().unwrap();
    let options = CallOptions::new().header("x-teapot", "stout");
    client.get_user("mossgolem").options(options).send().await.unwrap();
    assert_eq!(stage.only().header("x-teapot"), "stout");
    assert_eq!(stage.only().header("user-agent"), "teapot/1");
}

#[tokio::test]
async fn a_call_without_a_key_is_refused_before_it_is_sent() {
    let stage = Stage::playing([]).await;
    let error = builder(&stage).anonymous().build().unwrap().get_user("mossgolem").send().await.unwrap_err();
    assert!(error.is_auth() && error.status().is_none() && error.attempts() == 0, "{error}");
    assert_eq!(error.to_string(), "osu get_user: the client has no credential for this operation; it needs `key`");
    assert!(stage.lines().is_empty());
}

#[test]
fn without_a_base_url_calls_go_to_the_games_own_site() {
    assert_eq!(API.servers[0].url, "https://osu.ppy.sh/api");
}
