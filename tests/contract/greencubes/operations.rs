//! Each operation sends exactly what the server reads, and reads what it answers.

use clientwright_greencubes::{API, Client, GameServer};
use clientwright_tests::typical;

use crate::stage::{Answer, Stage, compact};
use crate::{TOKEN, builder, client};

/// A stage that gives the typical answer, and its client.
async fn on_stage(operation: &str) -> (Stage, Client) {
    let stage = Stage::repeating(Answer::ok(typical("greencubes", operation))).await;
    let client = client(&stage);
    (stage, client)
}

/// Asserts that these were all the requests, with everything that is in them.
fn assert_sent<const N: usize>(stage: &Stage, addresses: [&str; N]) {
    let sent: Vec<_> = stage.asked().iter().map(ToString::to_string).collect();
    let expected = addresses.map(|address| {
        format!("GET {address}\naccept: application/json\nuser-agent: clientwright-greencubes/<version>\n")
    });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn index_asks_for_the_root_and_reads_the_addresses() {
    let (stage, client) = on_stage("index").await;
    let answer = client.index().send().await.unwrap();
    assert_sent(&stage, ["/"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_user_names_the_player_in_the_path_and_shows_no_token() {
    let (stage, client) = on_stage("get_user").await;
    let answer = client.get_user("MossyLantern").send().await.unwrap();
    client.get_user("48213").send().await.unwrap();
    assert_sent(&stage, ["/users/MossyLantern", "/users/48213"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_current_user_sends_the_token_in_the_query_alone() {
    let (stage, client) = on_stage("get_current_user").await;
    let answer = client.get_current_user().send().await.unwrap();
    assert_sent(&stage, ["/user?access_token=InventedKettle%2FToken.7"]);
    assert_eq!(stage.only().query("access_token"), [TOKEN]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_current_user_regions_sends_the_token_in_the_query_alone() {
    let (stage, client) = on_stage("get_current_user_regions").await;
    let answer = client.get_current_user_regions().send().await.unwrap();
    assert_sent(&stage, ["/user/regions?access_token=InventedKettle%2FToken.7"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn get_organization_names_it_by_id_or_tag() {
    let (stage, client) = on_stage("get_organization").await;
    let answer = client.get_organization("owls").send().await.unwrap();
    client.get_organization("1207").send().await.unwrap();
    assert_sent(&stage, ["/organizations/owls", "/organizations/1207"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn server_status_asks_each_of_the_three_servers() {
    let (stage, client) = on_stage("server_status").await;
    let answer = client.server_status(GameServer::Main).send().await.unwrap();
    client.server_status(GameServer::Rpg).send().await.unwrap();
    client.server_status(GameServer::Apocalyptic).send().await.unwrap();
    assert_sent(&stage, ["/main/status", "/rpg/status", "/apocalyptic/status"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn server_online_asks_each_of_the_three_servers() {
    let (stage, client) = on_stage("server_online").await;
    let answer = client.server_online(GameServer::Main).send().await.unwrap();
    client.server_online(GameServer::Rpg).send().await.unwrap();
    client.server_online(GameServer::Apocalyptic).send().await.unwrap();
    assert_sent(&stage, ["/main/online", "/rpg/online", "/apocalyptic/online"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn main_economy_reads_the_turnover_and_its_time() {
    let (stage, client) = on_stage("main_economy").await;
    let answer = client.main_economy().send().await.unwrap();
    assert_sent(&stage, ["/main/economy"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn main_named_colors_reads_the_colours_and_their_finders() {
    let (stage, client) = on_stage("main_named_colors").await;
    let answer = client.main_named_colors().send().await.unwrap();
    assert_sent(&stage, ["/main/named_colors"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn main_named_colors_html_takes_a_page_as_it_is() {
    let page = typical("greencubes", "main_named_colors_html").as_str().unwrap();
    let stage = Stage::playing([Answer::of(200, "text/html; charset=utf-8", page)]).await;
    let answer = client(&stage).main_named_colors_html().send().await.unwrap();
    let sent = "GET /main/named_colors/html\naccept: text/html\nuser-agent: clientwright-greencubes/<version>\n";
    assert_eq!(stage.only().to_string(), sent);
    assert_eq!(*answer, page);
    assert!(answer.contains("<td>Мох (Moss)</td>"));
}

#[tokio::test]
async fn main_items_reads_the_blocks_and_items() {
    let (stage, client) = on_stage("main_items").await;
    let answer = client.main_items().send().await.unwrap();
    assert_sent(&stage, ["/main/items"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn main_region_names_the_region_in_the_path() {
    let (stage, client) = on_stage("main_region").await;
    let answer = client.main_region("harbour_of_owls").send().await.unwrap();
    assert_sent(&stage, ["/main/regions/harbour_of_owls"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn meta_reads_version_and_authors() {
    let (stage, client) = on_stage("meta").await;
    let answer = client.meta().send().await.unwrap();
    assert_sent(&stage, ["/meta"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn rate_limit_reads_the_counter() {
    let (stage, client) = on_stage("rate_limit").await;
    let answer = client.rate_limit().send().await.unwrap();
    assert_sent(&stage, ["/rate_limit"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn login_sends_a_form() {
    let (stage, client) = on_stage("login").await;
    let answer = client.login("MossyLantern", "not a real & password").send().await.unwrap();
    assert_eq!(
        stage.only().to_string(),
        "POST /login\naccept: application/json\ncontent-type: application/x-www-form-urlencoded\n\
         user-agent: clientwright-greencubes/<version>\nusername=MossyLantern&password=not+a+real+%26+password"
    );
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn logout_reads_what_the_server_says() {
    let (stage, client) = on_stage("logout").await;
    let answer = client.logout().send().await.unwrap();
    assert_sent(&stage, ["/logout"]);
    insta::assert_snapshot!(compact(&answer));
}

#[tokio::test]
async fn a_path_value_stays_within_its_segment() {
    let (stage, client) = on_stage("get_user").await;
    for user in ["a/b", "a?b=c", "a#b", "a%2Fb", "Зоя", "..."] {
        client.get_user(user).send().await.unwrap();
    }
    assert_sent(
        &stage,
        [
            "/users/a%2Fb",
            "/users/a%3Fb%3Dc",
            "/users/a%23b",
            "/users/a%252Fb",
            "/users/%D0%97%D0%BE%D1%8F",
            "/users/...",
        ],
    );
}

#[tokio::test]
async fn a_path_value_that_would_leave_its_place_is_refused_before_it_is_sent() {
    let stage = Stage::playing([]).await;
    for user in ["", ".", ".."] {
        let error = client(&stage).get_user(user).send().await.unwrap_err();
        assert!(error.is_config(), "{error}");
        assert_eq!((error.operation(), error.attempts()), ("get_user", 0));
    }
    assert!(stage.lines().is_empty());
}

#[tokio::test]
async fn a_server_of_the_future_can_be_asked() {
    let (stage, client) = on_stage("server_status").await;
    client.server_status(GameServer::from("creative")).send().await.unwrap();
    assert_sent(&stage, ["/creative/status"]);
}

#[tokio::test]
async fn the_headers_of_an_answer_tell_the_rate_limit() {
    let answer = Answer::ok(typical("greencubes", "meta")).header("x-ratelimit-remaining", "468");
    let stage = Stage::playing([answer]).await;
    let answer = client(&stage).meta().send().await.unwrap();
    assert_eq!(answer.headers()["X-RateLimit-Remaining"], "468");
}

#[tokio::test]
async fn open_calls_need_no_token() {
    let stage = Stage::playing([Answer::ok(typical("greencubes", "get_user"))]).await;
    builder(&stage).anonymous().build().unwrap().get_user("MossyLantern").send().await.unwrap();
    assert_sent(&stage, ["/users/MossyLantern"]);
}

#[test]
fn without_a_base_url_calls_go_to_the_only_host() {
    assert_eq!(API.servers[0].url, "https://api.greencubes.org");
}
