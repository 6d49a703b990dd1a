//! The nine untyped JSON fields have typed views, which keep all of their examples' content; the raw value stays.

use std::fmt::Debug;

use clientwright_fflogs::common::{Scalar, ScalarType};
use clientwright_fflogs::{Error, Response, ZoneRankings};
use clientwright_tests::typical;
use serde::Serialize;
use serde_json::{Value, json};

use crate::contract::same;
use crate::stage::{Answer, Stage, compact};
use crate::{API, Client, client};

async fn answered<T, F>(operation: &str, call: impl FnOnce(Client) -> F) -> T
where
    F: Future<Output = Result<Response<T>, Error>>,
{
    let stage = Stage::playing([Answer::ok(typical(API, operation))]).await;
    call(client(&stage)).await.unwrap().into_inner()
}

/// The view of a scalar as text. It must hold all that the raw value does.
fn view<T: ScalarType + Serialize + Debug>(scalar: &Scalar<T>) -> String {
    let view = scalar.get().unwrap();
    if let Err(lost) = same(scalar.raw(), &serde_json::to_value(&view).unwrap(), T::NAME) {
        panic!("{lost}");
    }
    compact(&view)
}

const CODE: &str = "InventedReport01";

#[tokio::test]
async fn encounter_rankings_of_a_character() {
    let answer = answered("CharacterEncounterRankings", async |client| {
        client.character_encounter_rankings("Mira Lanternwick", "emberfall", "EU", 9101).send().await
    });
    let character = answer.await.character_data.unwrap().character.unwrap();
    insta::assert_snapshot!(view(&character.encounter_rankings.unwrap()));
}

#[tokio::test]
async fn zone_rankings_of_a_character() {
    let answer = answered("CharacterZoneRankings", async |client| {
        client.character_zone_rankings("Mira Lanternwick", "emberfall", "EU").send().await
    });
    let character = answer.await.character_data.unwrap().character.unwrap();
    insta::assert_snapshot!(view(&character.zone_rankings.unwrap()));
}

#[tokio::test]
async fn character_rankings_of_an_encounter() {
    let answer =
        answered("EncounterCharacterRankings", async |client| client.encounter_character_rankings(9101).send().await);
    let encounter = answer.await.world_data.unwrap().encounter.unwrap();
    insta::assert_snapshot!(view(&encounter.character_rankings.unwrap()));
}

#[tokio::test]
async fn fight_rankings_of_an_encounter() {
    let answer =
        answered("EncounterFightRankings", async |client| client.encounter_fight_rankings(9101).send().await).await;
    let encounter = answer.world_data.unwrap().encounter.unwrap();
    insta::assert_snapshot!(view(&encounter.fight_rankings.unwrap()));
}

#[tokio::test]
async fn rankings_of_a_report() {
    let answer = answered("ReportRankings", async |client| client.report_rankings(CODE).send().await).await;
    let report = answer.report_data.unwrap().report.unwrap();
    insta::assert_snapshot!(view(&report.rankings.unwrap()));
}

#[tokio::test]
async fn player_details_of_a_report() {
    let answer = answered("ReportPlayerDetails", async |client| client.report_player_details(CODE).send().await).await;
    let report = answer.report_data.unwrap().report.unwrap();
    insta::assert_snapshot!(view(&report.player_details.unwrap()));
}

#[tokio::test]
async fn table_of_a_report() {
    let answer = answered("ReportTable", async |client| client.report_table(CODE).send().await).await;
    let report = answer.report_data.unwrap().report.unwrap();
    insta::assert_snapshot!(view(&report.table.unwrap()));
}

#[tokio::test]
async fn graph_of_a_report() {
    let answer = answered("ReportGraph", async |client| client.report_graph(CODE).send().await).await;
    let report = answer.report_data.unwrap().report.unwrap();
    insta::assert_snapshot!(view(&report.graph.unwrap()));
}

#[tokio::test]
async fn events_of_a_report() {
    let answer = answered("ReportEvents", async |client| client.report_events(CODE).send().await).await;
    let events = answer.report_data.unwrap().report.unwrap().events.unwrap();
    insta::assert_snapshot!(view(&events.data.unwrap()));
}

#[test]
fn every_member_of_a_view_may_be_missing_null_a_number_or_a_text_of_one() {
    for raw in [
        json!({}),
        json!({"bestPerformanceAverage": null, "zone": "901", "rankings": [], "allStars": []}),
        json!({"rankings": [{"totalKills": "3", "fastestKill": "612345.5", "allStars": null, "spec": null}]}),
        json!({"rankings": [{"allStars": {"rank": "-", "rankPercent": "-", "points": "108.2"}}]}),
        json!({"somethingNew": {"from": "tomorrow"}}),
    ] {
        let scalar = Scalar::<ZoneRankings>::from(raw.clone());
        scalar.get().unwrap_or_else(|error| panic!("{raw}: {error}"));
        assert_eq!(scalar.raw(), &raw);
    }
}

#[test]
fn a_rank_percent_of_a_fresh_log_may_be_a_dash() {
    let scalar = Scalar::<ZoneRankings>::from(json!({"rankings": [{"rankPercent": "-", "medianPercent": "-"}]}));
    scalar.get().unwrap();
}

#[test]
fn another_shape_is_a_decode_error_with_its_place_and_leaves_the_raw_value() {
    let scalar = Scalar::<ZoneRankings>::from(json!({"rankings": [{"encounter": {"id": 1}}, {"encounter": "kettle"}]}));
    let error = scalar.get().unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.json_path(), Some("rankings[1].encounter"));
    assert!(error.to_string().contains("Character.zoneRankings"), "{error}");
    assert_eq!(scalar.raw()["rankings"][1]["encounter"], Value::from("kettle"));
}

#[test]
fn a_refusal_is_an_error_and_never_an_empty_ranking() {
    let text = "Invalid difficulty/size specified.";
    let error = Scalar::<ZoneRankings>::from(json!({"error": text})).get().unwrap_err();
    assert!(error.is_refused() && !error.is_decode(), "{error}");
    assert_eq!(error.api_message(), Some(text));
}
