//! The examples of the API's document decode, or fail, as its fact sheet says. The values are invented; keys,
//! kinds and quirks are those of the document.

use clientwright_greencubes::{Error, GameServer, RegionRight, retry};

use crate::stage::{Answer, Stage};
use crate::{builder, client};

async fn answering(document: &str) -> Stage {
    Stage::repeating(Answer::of(200, "application/json", document)).await
}

const USER: &str = r#"{
  "id": 3,
  "username": "TildaTea",
  "status":
  {
    "main": true,
    "rpg": false,
    "apocalyptic": false
  },
  "lastseen":
  {
    "main": 1391924190,
    "rpg": 1391924190,
    "apocalyptic": 1391924190
  },
  "reg_date": 1292000171,
  "prefix": "&r99335577[&rff22c022T&rff9f7f7fK&r99335577]&f ",
  "nick_color": "rff8aea7d",
  "skin_url": "http://greenusercontent.net/mc/skins/TildaTea.png",
  "banned": true,
  "bannedTill": 1401858798,
  "badges": [
     {
      "badgeId": 4100,
      "badgeData": 6,
      "first": 1403848657,
      "count": 2
    }
  ]
}"#;

/// The document's list of keys has `cape_url`; its example does not.
#[tokio::test]
async fn a_player_decodes_without_a_cape() {
    let user = client(&answering(USER).await).get_user("tildatea").send().await.unwrap();
    assert_eq!((user.id, user.username.as_str(), user.status.main), (3, "TildaTea", Some(true)));
    assert_eq!(user.reg_date, "2010-12-10T16:56:11Z".parse().ok());
    assert_eq!(user.banned_till, "2014-06-04T05:13:18Z".parse().ok());
    assert_eq!((user.badges[0].id, user.badges[0].data, user.badges[0].count), (4100, 6, 2));
}

/// The document says that the answer is the same as a player's.
#[tokio::test]
async fn the_current_player_decodes_without_a_cape_and_with_a_unix_time() {
    let user = client(&answering(USER).await).get_current_user().send().await.unwrap();
    assert_eq!((user.reg_date, &user.email), ("2010-12-10T16:56:11Z".parse().ok(), &None));
}

#[tokio::test]
async fn a_player_with_a_cape_decodes_whole() {
    let document = USER
        .replace("\"banned\"", "\"cape_url\": \"http://greenusercontent.net/mc/capes/TildaTea.png\",\n  \"banned\"");
    let stage = answering(&document).await;
    let client = client(&stage);
    let user = client.get_user("tildatea").send().await.unwrap();
    let again = client.get_current_user().send().await.unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(serde_json::to_value(&*user).unwrap(), document);
    assert_eq!(serde_json::to_value(&*again).unwrap(), document);
}

#[tokio::test]
async fn the_regions_of_the_current_player_decode_with_their_rights() {
    let document = r#"[
      {
        "name": "TildaHome_Teahouse",
        "rights": ["full", "build"],
        "coordinates": {"first": "-1205 11 -756", "second": "-1118 127 -517"}
      },
      {
        "name": "Lirahn",
        "rights": ["build-child", "build"],
        "coordinates": {"first": "-3103 0 -563", "second": "-3066 127 -318"}
      }
    ]"#;
    let regions = client(&answering(document).await).get_current_user_regions().send().await.unwrap();
    assert_eq!(regions[0].rights, [Some(RegionRight::Full), Some(RegionRight::Build)]);
    assert_eq!(regions[1].rights, [Some(RegionRight::BuildChild), Some(RegionRight::Build)]);
    assert_eq!(regions[1].coordinates.second, "-3066 127 -318");
}

#[tokio::test]
async fn an_organization_decodes_with_a_url_that_the_list_of_keys_lacks() {
    let document = r#"{
      "id": 5,
      "tag": "owls",
      "title": "Совушки",
      "subtitle": "Night watch",
      "url": "https://greencubes.org/org/5"
    }"#;
    let organization = client(&answering(document).await).get_organization("owls").send().await.unwrap();
    assert_eq!((organization.id, organization.title.as_str()), (5, "Совушки"));
    assert_eq!(organization.subtitle.as_deref(), Some("Night watch"));
}

#[tokio::test]
async fn the_states_of_the_three_servers_decode() {
    for (server, name, online) in
        [(GameServer::Main, "Main", 139), (GameServer::Rpg, "RPG", 24), (GameServer::Apocalyptic, "Apocalyptic", 43)]
    {
        let document = format!("{{\n  \"server\": \"{name}\",\n  \"status\": true,\n  \"online\": {online}\n}}");
        let answer = client(&answering(&document).await).server_status(server).send().await.unwrap();
        assert_eq!((answer.server.as_str(), answer.status, answer.online), (name, true, Some(online)));
    }
}

#[tokio::test]
async fn the_players_of_the_three_servers_decode() {
    for server in [GameServer::Main, GameServer::Rpg, GameServer::Apocalyptic] {
        let document = "[\n  \"brassbell\",\n  \"kettle7\",\n  \"moth12\", \n  \"0WL\",\n  \"YAK\"\n]";
        let answer = client(&answering(document).await).server_online(server).send().await.unwrap();
        assert_eq!(*answer, ["brassbell", "kettle7", "moth12", "0WL", "YAK"]);
    }
}

/// The document's list of keys has a `status` that is never sent.
#[tokio::test]
async fn the_economy_decodes_with_and_without_a_status() {
    for status in ["", "\"status\": 0, "] {
        let document = format!(r#"{{{status}"economy": {{"dailymoney": 2591808}}, "time": 1392183916}}"#);
        let answer = client(&answering(&document).await).main_economy().send().await.unwrap();
        assert_eq!(answer.economy.as_ref().unwrap().daily_money, Some(2_591_808.0));
        assert_eq!(answer.time, "2014-02-12T05:45:16Z".parse().ok());
    }
}

#[tokio::test]
async fn a_colour_of_that_time_decodes_with_iso_dates() {
    let document = r#"[
      {
        "name": "Brass",
        "localizedName": "Латунный",
        "h": 47,
        "s": 61,
        "pioneer": "KetTle",
        "opened": "2013-11-09T12:08:57.000Z",
        "secondPioneer": "Owlac",
        "repeated": "2013-11-27T15:16:32.000Z"
      }
    ]"#;
    let colors = client(&answering(document).await).main_named_colors().send().await.unwrap();
    assert_eq!((colors[0].localized_name.as_str(), colors[0].hue, colors[0].saturation), ("Латунный", 47.0, 61.0));
    assert_eq!(colors[0].opened, "2013-11-09T12:08:57Z".parse().ok());
    assert_eq!(colors[0].repeated, "2013-11-27T15:16:32Z".parse().ok());
}

#[tokio::test]
async fn an_item_decodes() {
    let document = r#"[
      {
        "id": 5,
        "data": 0,
        "key": "cube.teabrick",
        "name": "Плиточный чай",
        "image_url": "https://greencubes.org/img/items/teabrick.png"
      }
    ]"#;
    let items = client(&answering(document).await).main_items().send().await.unwrap();
    assert_eq!((items[0].id, items[0].data, items[0].key.as_deref()), (5, 0, Some("cube.teabrick")));
}

#[tokio::test]
async fn a_region_of_that_time_decodes_with_numbers_as_flags() {
    let document = r#"{
      "name": "teaford",
      "parent": "harbour_towns",
      "flags":
      {
        "grow": 0,
        "blow": 0,
        "animals": 1
      },
      "full_access": ["Fjordine", "TildaTea", "o:1842", "Merida", "o:1434"],
      "build_access":[
        "Dzeta"
      ],
      "coordinates": {
        "first": "-8202 41 -1607",
        "second": "-7703 127 -1308"
      }
    }"#;
    let region = client(&answering(document).await).main_region("teaford").send().await.unwrap();
    assert_eq!((region.flags.len(), region.flags["blow"], region.flags["animals"]), (3, 0, 1));
    assert_eq!(region.full_access[2].as_deref(), Some("o:1842"));
    assert_eq!(region.parent.as_deref(), Some("harbour_towns"));
}

#[tokio::test]
async fn version_and_authors_decode() {
    let document = r#"{
      "version": "0.1-7ea7ea7",
      "documentation_url": "https://wiki.greencubes.org/API",
      "authors":
      [
        {
          "name": "Tilda Kettle (Tilda0)",
          "homepage_url": "http://tilda.example.org"
        }
      ]
    }"#;
    let meta = client(&answering(document).await).meta().send().await.unwrap();
    assert_eq!((meta.version.as_str(), meta.authors.len()), ("0.1-7ea7ea7", 1));
}

/// The document calls it milliseconds.
#[tokio::test]
async fn the_reset_of_the_counter_is_in_seconds() {
    let document = r#"{"limit": 1000, "remaining": 924, "reset": 1392625331}"#;
    let counter = client(&answering(document).await).rate_limit().send().await.unwrap();
    assert_eq!((counter.limit, counter.remaining), (1000, 924));
    assert_eq!(Some(counter.reset), "2014-02-17T08:22:11Z".parse().ok());
}

/// Asks once for the current player; the answer has the headers that the document shows.
async fn refused(status: u16, body: &str) -> Error {
    let answer = Answer::of(status, "application/json", body)
        .header("x-ratelimit-limit", "1000")
        .header("x-ratelimit-remaining", "999")
        .header("x-ratelimit-reset", "2006354");
    let stage = Stage::repeating(answer).await;
    let client = builder(&stage).retry(retry::Policy::never()).build().unwrap();
    let error = client.get_current_user().send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), status);
    error
}

#[tokio::test]
async fn the_errors_whose_bodies_are_json_are_understood() {
    let url = "\"documentation_url\": \"https://wiki.greencubes.org/API\"";
    let error = refused(404, &format!("{{\n  \"message\": \"Not Found\",\n  {url}\n}}")).await;
    assert!(error.is_not_found(), "{error}");
    let error = refused(403, &format!("{{\n  \"message\": \"Forbidden. Need authorization\",\n  {url}\n}}")).await;
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.api_message(), Some("Forbidden. Need authorization"));
    for text in ["missing_parameter is not defined", "Wrong response_type"] {
        let error = refused(400, &format!("{{\n  \"message\": \"{text}\",\n  {url}\n}}")).await;
        assert_eq!(error.api_message(), Some(text));
    }
}

/// A stray word and a missing comma.
#[tokio::test]
async fn a_missing_scope_is_an_error_of_the_credential_although_the_body_is_not_json() {
    let body = "{					 Forbidden\n  \"message\": \"Forbidden. Access token don't have access to this scope\",\n  \
                \"scope\": \"profile\"\n  \"documentation_url\": \"https://wiki.greencubes.org/API\"\n}";
    let error = refused(403, body).await;
    assert!(error.is_auth() && !error.is_retryable(), "{error}");
    assert_eq!((error.api_message(), error.body_json()), (None, None));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert!(error.to_string().contains("Access token don't have access to this scope"), "{error}");
}

/// Single quotes, and a reset that is no time of day.
#[tokio::test]
async fn a_spent_hour_is_understood_although_the_body_is_not_json() {
    let body = "{\n  \"message\": 'Rate limit exceeded, retry later',\n  \"retry_in\": 2006354,\n  \
                \"documentation_url\": \"https://wiki.greencubes.org/API\"\n}";
    let error = refused(429, body).await;
    assert!(error.is_rate_limited() && error.is_retryable(), "{error}");
    assert_eq!((error.api_message(), error.body_json()), (None, None));
    assert_eq!(error.retry_after().unwrap_or_default().as_millis(), 0);

    let error = refused(429, &body.replace('\'', "\"")).await;
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(error.retry_after().map(|wait| wait.as_millis()), Some(2_006_354));
}
