//! The program in the document that the project was asked for: five ultimate fights of a character in one query,
//! a new token when the old one ends, a wait when the points are spent. The values are invented.

use std::time::Duration;

use serde_json::{Value, json};

use crate::anonymous;
use crate::stage::{Answer, SkippingClock, Stage};

/// Rankings in one encounter with so many kills.
fn rankings(kills: i64) -> Value {
    json!({"bestAmount": 4231.7, "totalKills": kills, "difficulty": 100, "metric": "rdps", "ranks": []})
}

fn answer() -> Answer {
    let refused = json!({"error": "You do not have permission to see this character's rankings."});
    let character = json!({
        "id": 7_000_101, "name": "莫妮卡", "hidden": false,
        "ucob": rankings(1), "uwu": rankings(2), "tea": refused, "dsr": rankings(4), "top": null,
    });
    Answer::ok(&json!({"data": {"characterData": {"character": character}, "rateLimitData": null}}))
}

#[tokio::test]
async fn one_query_asks_for_five_encounters_and_survives_a_spent_budget_and_an_ended_token() {
    let token =
        |text: &str| Answer::ok(&json!({"token_type": "Bearer", "expires_in": 31_104_000, "access_token": text}));
    let spent = Answer::json(429, &json!({"status": 429, "error": "Slow down."})).header("retry-after", "2400");
    let ended = Answer::json(401, &json!({"error": "Unauthenticated."}));
    let stage = Stage::playing([token("first"), spent, ended, token("second"), answer()]).await;
    let clock = SkippingClock::new();
    let client = anonymous(&stage)
        .client_credentials("9e2b-invented", "invented-secret")
        .patient(Duration::from_secs(3660))
        .clock(clock.clone())
        .build()
        .unwrap();

    let answer = client.character_ultimate_rankings("莫妮卡", "海猫茶屋", "cn").send().await.unwrap().into_inner();
    let character = answer.character_data.unwrap().character.unwrap();
    let kills = |view: Option<clientwright_fflogs::common::Scalar<clientwright_fflogs::EncounterRankings>>| {
        view.unwrap().get().map(|rankings| rankings.total_kills)
    };
    assert_eq!(kills(character.ucob).unwrap(), Some(1));
    assert_eq!(kills(character.dsr).unwrap(), Some(4));
    assert!(kills(character.tea).unwrap_err().is_refused(), "one refusal leaves the others good");
    assert_eq!(character.top, None);

    // The header is not to be believed that far.
    assert_eq!(clock.waits(), [Duration::from_secs(60)]);
    let query = stage.asked()[4].json();
    for id in [1060, 1061, 1062, 1065, 1068] {
        assert!(query["query"].as_str().unwrap().contains(&format!("encounterRankings(encounterID: {id}")), "{query}");
    }
    let expected = json!({"name": "莫妮卡", "serverSlug": "海猫茶屋", "serverRegion": "cn"});
    assert_eq!(query["variables"], expected);
}
