//! The examples of the API's document decode, or fail, as its fact sheet says. The values are invented; keys,
//! their order, kinds and quirks are those of the document.

use clientwright_osu::{Approval, Genre, Language, Mode, Rank};

use crate::client;
use crate::stage::{Answer, Stage};

async fn answering(document: &str) -> Stage {
    Stage::repeating(Answer::of(200, "application/json", document)).await
}

#[tokio::test]
async fn the_annotated_beatmap_decodes_without_its_annotations() {
    let document = r#"[{"approved" : "1",
        "approved_date" : "2014-09-12 01:01:12",
        "last_update" : "2014-09-16 16:51:22",
        "artist" : "Copper Thimble",
        "beatmap_id" : "9900652",
        "beatmapset_id" : "9900398",
        "bpm" : "128",
        "creator" : "kettle_",
        "difficultyrating" : "4.48405",
        "diff_size" : "4",
        "diff_overall" : "6",
        "diff_approach" : "7",
        "diff_drain" : "6",
        "hit_length" : "98",
        "source" : "Almanac",
        "genre_id" : "10",
        "language_id" : "5",
        "title" : "Low-Tide",
        "total_length" : "120",
        "version" : "Undercurrent",
        "file_md5" : "deadbeef00112233445566778899aabb",
        "mode" : "0",
        "tags" : "slow short",
        "favourite_count" : "12",
        "playcount" : "345",
        "passcount" : "67",
        "max_combo" : "890"
        }]"#;
    let maps = client(&answering(document).await).get_beatmaps().send().await.unwrap();
    let [map] = &maps[..] else { panic!("{maps:?}") };
    assert_eq!((map.approval.clone(), map.mode.clone()), (Approval::Ranked, Mode::Osu));
    assert_eq!((map.genre.clone(), map.language.clone()), (Genre::Electronic, Language::Instrumental));
    assert_eq!(map.approved_date, Some("2014-09-12T01:01:12Z".parse().unwrap()));
    assert_eq!((map.bpm, map.star_rating, map.max_combo), (128.0, Some(4.48405), Some(890)));
    assert_eq!(map.tags, ["slow", "short"]);
    assert_eq!((map.submit_date, map.creator_id, &map.packs), (None, None, &None));
}

#[tokio::test]
async fn a_row_as_the_server_printed_it_decodes_with_its_escapes_and_17_digits() {
    let document = r#"[{"beatmapset_id":"9900511","beatmap_id":"9900767","approved":"1","total_length":"73","hit_length":"71","version":"Undertea","file_md5":"0123456789abcdef0123456789abcdef","diff_size":"4.6","diff_overall":"8.1","diff_approach":"9","diff_drain":"6","mode":"0","approved_date":"2017-03-10 22:00:41","last_update":"2017-03-02 16:40:08","artist":"Third Spoon","title":"Morning Steam","creator":"Porcelina","bpm":"144","source":"Tea-House","tags":"\u304a\u8336-\u30ab\u30c3\u30d7 teahouse original kan-zo","genre_id":"2","language_id":"5","favourite_count":"13","playcount":"541","passcount":"129","max_combo":"277","difficultyrating":"3.9120086669921875"}]"#;
    let maps = client(&answering(document).await).get_beatmaps().beatmap_id(9_900_767).send().await.unwrap();
    let [map] = &maps[..] else { panic!("{maps:?}") };
    assert_eq!(map.star_rating, Some(3.912_008_666_992_187_5));
    assert_eq!(map.tags, ["お茶-カップ", "teahouse", "original", "kan-zo"]);
    assert_eq!((map.has_storyboard, map.has_video), (None, None));
}

#[tokio::test]
async fn a_user_of_that_time_decodes_with_escaped_slashes_in_the_events() {
    let document = r#"[{"user_id" : "7",
        "username" : "Tea name",
        "count300" : "4321",
        "count100" : "234",
        "count50" : "56",
        "playcount" : "78",
        "ranked_score" : "555555",
        "total_score" : "888888887",
        "pp_rank" : "1331",
        "level" : "40.4040",
        "pp_raw" : "2002",
        "accuracy" : "97.4321",
        "count_rank_ss": "45",
        "count_rank_s" : "18",
        "count_rank_a" : "268",
        "country" : "IS",
        "pp_country_rank":"73",
        "events" : [{
        "display_html": "<img src='\/images\/B_small.png'\/>...",
        "beatmap_id": "9900342",
        "beatmapset_id": "9900851",
        "date": "2014-08-08 21:43:05",
        "epicfactor": "2"
        }]
        }]"#;
    let users = client(&answering(document).await).get_user("Tea name").send().await.unwrap();
    let [user] = &users[..] else { panic!("{users:?}") };
    assert_eq!((user.user_id, user.level, user.pp_raw), (7, Some(40.404), Some(2002.0)));
    assert_eq!((user.total_score, user.pp_country_rank), (Some(888_888_887), Some(73)));
    assert_eq!((user.join_date, user.count_rank_ssh, user.total_seconds_played), (None, None, None));
    let [event] = &user.events[..] else { panic!("{:?}", user.events) };
    assert_eq!(event.display_html, "<img src='/images/B_small.png'/>...");
    assert_eq!((event.beatmap_id, event.epic_factor), (Some(9_900_342), 2));
}

const SCORE: &str = r#""username" : "Tea name",
    "maxcombo" : "234",
    "count300" : "310",
    "count100" : "40",
    "count50" : "20",
    "countmiss" : "2",
    "countkatu" : "11",
    "countgeki" : "51",
    "perfect" : "0",
    "enabled_mods" : "76",
    "user_id" : "7",
    "date" : "2014-07-23 8:22:17",
    "rank" : "SH",
    "pp" : "2.4020""#;

#[tokio::test]
async fn a_score_of_that_time_decodes_with_its_unpadded_hour() {
    let document = format!(r#"[{{"score" : "7654321", {SCORE} }}]"#);
    let scores = client(&answering(&document).await).get_scores(1).send().await.unwrap();
    let [score] = &scores[..] else { panic!("{scores:?}") };
    assert_eq!(Some(score.date), "2014-07-23T08:22:17Z".parse().ok());
    assert_eq!((score.score, score.enabled_mods.bits(), score.rank.clone()), (7_654_321, 76, Rank::SH));
    assert_eq!((score.pp, score.score_id, score.replay_available), (Some(2.402), None, None));
}

#[tokio::test]
async fn best_and_recent_plays_decode_with_a_name_that_the_server_never_sends() {
    let document = format!(r#"[{{"beatmap_id" : "9900342", "score" : "7654321", {SCORE} }}]"#);
    let stage = answering(&document).await;
    let client = client(&stage);
    let best = client.get_user_best("Tea name").send().await.unwrap();
    assert_eq!((best[0].beatmap_id, best[0].pp, best[0].user_id), (9_900_342, 2.402, 7));
    let recent = client.get_user_recent("Tea name").send().await.unwrap();
    assert_eq!((recent[0].beatmap_id, recent[0].score_id), (9_900_342, None));
}

const MATCH: &str = r#"{"match":{"match_id" : "9902471",
    "name" : "Tilda's game",
    "start_time" : "2014-11-07 04:43:45",
    "end_time" : null },
    "games":[{
    "game_id" : "9945668",
    "start_time" : "2014-11-07 04:45:18",
    "end_time" : "2014-11-07 04:49:02",
    "beatmap_id" : "9900817",
    "play_mode" : "0",
    "match_type" : "0",
    "scoring_type" : "0",
    "team_type" : "0",
    "mods" : "0",
    "scores" : [{"slot" : "0",
    "team" : "0",
    "user_id" : "9722",
    "score" : "2526985",
    "maxcombo" : "322",
    "rank" : "0",
    "count50" : "1",
    "count100" : "12",
    "count300" : "326",
    "countmiss" : "2",
    "countgeki" : "56",
    "countkatu" : "8",
    "perfect" : "0",
    "pass" : "1"}]}]
    }"#;

#[tokio::test]
async fn a_match_of_that_time_decodes_without_end_and_without_mods_of_the_players() {
    let answer = client(&answering(MATCH).await).get_match(9_902_471).send().await.unwrap();
    assert_eq!((answer.info.name.as_str(), answer.info.end_time), ("Tilda's game", None));
    assert_eq!(answer.games[0].end_time, Some("2014-11-07T04:49:02Z".parse().unwrap()));
    let score = &answer.games[0].scores[0];
    assert!(score.passed && !score.perfect);
    assert_eq!((score.score, score.enabled_mods), (2_526_985, None));
}

/// The document wraps the match in an array; the server never did.
#[tokio::test]
async fn a_match_in_an_array_is_another_shape() {
    let error = client(&answering(&format!("[{MATCH}]")).await).get_match(9_902_471).send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.json_path(), Some("[0]"), "{error}");
    assert!(error.body().unwrap().starts_with(b"[{\"match\""));
}

#[tokio::test]
async fn the_notation_of_the_document_with_comments_and_ellipses_is_not_json() {
    for document in [
        "[{\"approved\" : \"1\", // 4 = loved, 3 = qualified\n\"approved_date\" : null}]",
        "[{ ... }, ...]",
        "[{\"match\":{\"match_id\" : \"9902471\",\n\"end_time\" : null // always null },\n\"games\":[{}]}]",
    ] {
        let error = client(&answering(document).await).get_beatmaps().send().await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!(error.body(), Some(document.as_bytes()));
    }
}

#[tokio::test]
async fn a_replay_whose_content_is_not_base64_is_another_shape() {
    let document = r#"{"content":"チリンチリン","encoding":"base64"}"#;
    let error = client(&answering(document).await).get_replay(Mode::Osu).score_id(1).send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.json_path(), Some("content"));
}

#[tokio::test]
async fn a_replay_decodes_with_escaped_slashes() {
    let document = r#"{"content":"XQAA\/\/+A","encoding":"base64"}"#;
    let replay = client(&answering(document).await).get_replay(Mode::Osu).score_id(1).send().await.unwrap();
    assert_eq!(replay.content, [0x5d, 0, 0, 0xff, 0xff, 0x80]);
    assert_eq!(replay.encoding, "base64");
}

/// So the first servers answered for an unknown player.
#[tokio::test]
async fn a_null_in_the_place_of_the_list_is_another_shape() {
    let error = client(&answering("null").await).get_user("nobody").send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.json_path(), Some("."));
}
